// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/simulate/sweep.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace forefetch {

namespace {

std::vector<std::string_view> split(std::string_view text, char at)
{
    std::vector<std::string_view> parts;
    for (;;) {
        const std::size_t end = text.find(at);
        parts.push_back(text.substr(0, end));
        if (end == std::string_view::npos)
            return parts;
        text.remove_prefix(end + 1);
    }
}

Error complaint(std::string_view text, const std::string &why)
{
    return invalid("--sweep " + std::string(text) + ": " + why);
}

// Steps as people count them: 0.05 + 5 × 0.05 is 0.3, not 0.30000000000000004.
double rounded(double value)
{
    return std::round(value * 1e9) / 1e9;
}

Result<std::vector<double>> listed(Param param, std::string_view text)
{
    std::vector<double> values;
    for (const std::string_view part : split(text, ',')) {
        const Result<double> value = parseValue(param, part);
        if (!value)
            return value.error();
        values.push_back(*value);
    }
    return values;
}

Result<std::vector<double>> stepped(Param param, const std::vector<std::string_view> &parts)
{
    const ParamInfo &row = info(param);
    if (row.kind == ParamKind::Choice || row.kind == ParamKind::Switch)
        return invalid(std::string(row.id) +
                       " has no steps; list its values: " + std::string(row.id) + "=" +
                       formatValue(param, row.minimum) + "," + formatValue(param, row.maximum));
    std::array<double, 2> ends{};
    for (std::size_t i = 0; i < ends.size(); ++i) {
        const Result<double> value = parseValue(param, parts[i]);
        if (!value)
            return value.error();
        ends[i] = *value;
    }
    double step = 0;
    try {
        std::size_t read = 0;
        step = std::stod(std::string(parts[2]), &read);
        if (read != parts[2].size())
            step = 0;
    } catch (const std::exception &) { // no number, or one that is out of range
        step = 0;
    }
    if (!(step > 0) || !std::isfinite(step))
        return invalid("\"" + std::string(parts[2]) + "\" is no step above 0");
    if (ends[0] > ends[1])
        return invalid("it begins above its end");
    const double count = std::floor((ends[1] - ends[0]) / step + 1e-6) + 1;
    if (count > static_cast<double>(kMostVariants))
        return invalid("more than " + std::to_string(kMostVariants) + " steps");
    std::vector<double> values;
    for (double i = 0; i < count; ++i) {
        values.push_back(std::min(rounded(ends[0] + i * step), ends[1]));
        if (const Result<void> fits = checkValue(param, values.back()); !fits)
            return fits.error();
    }
    return values;
}

} // namespace

Result<SweepAxis> SweepAxis::parse(std::string_view text)
{
    const std::size_t equals = text.find('=');
    if (equals == std::string_view::npos)
        return complaint(text, "write it as ID=FROM:TO:STEP or ID=VALUE,VALUE");
    const Result<Param> param = findParameter(text.substr(0, equals));
    if (!param)
        return complaint(text, param.error().text);
    const std::string_view range = text.substr(equals + 1);
    const std::vector<std::string_view> parts = split(range, ':');
    if (parts.size() != 1 && parts.size() != 3)
        return complaint(text, "write it as ID=FROM:TO:STEP or ID=VALUE,VALUE");
    Result<std::vector<double>> values =
        parts.size() == 1 ? listed(*param, range) : stepped(*param, parts);
    if (!values)
        return complaint(text, values.error().text);
    return SweepAxis{*param, std::move(*values)};
}

Result<std::vector<SettingsValues>> variantsOf(const SettingsValues &base,
                                               const std::vector<SweepAxis> &axes)
{
    std::vector<SettingsValues> variants{base};
    for (std::size_t i = 0; i < axes.size(); ++i) {
        const SweepAxis &axis = axes[i];
        for (std::size_t j = 0; j < i; ++j) {
            if (axes[j].param == axis.param)
                return invalid("--sweep names " + std::string(info(axis.param).id) + " twice");
        }
        if (variants.size() * axis.values.size() > kMostVariants)
            return invalid("--sweep asks for more than " + std::to_string(kMostVariants) +
                           " variants");
        std::vector<SettingsValues> finer;
        for (const SettingsValues &variant : variants) {
            for (const double value : axis.values) {
                finer.push_back(variant);
                finer.back()[axis.param] = value;
            }
        }
        variants = std::move(finer);
    }
    return variants;
}

} // namespace forefetch
