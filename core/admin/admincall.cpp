// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/admin/admincall.h"

#include "core/fetch/httpmessage.h"
#include "core/live/liverun.h"
#include "core/metrics/jsontext.h"

namespace forefetch {

LiveSession &AdminSubject::session() const
{
    return run.session();
}

FaultBoard *AdminSubject::faults() const
{
    return run.cast() != nullptr ? &run.cast()->faults() : nullptr;
}

std::optional<std::string> AdminCall::parameter(std::string_view name) const
{
    for (const auto &[key, value] : query)
        if (key == name)
            return value;
    return std::nullopt;
}

Result<std::uint64_t> AdminCall::number(std::string_view name, std::uint64_t standard,
                                        std::uint64_t most) const
{
    const std::optional<std::string> text = parameter(name);
    if (!text)
        return standard;
    std::uint64_t value = 0;
    if (!parseDecimal(*text, value) || value > most)
        return invalid(std::string(name) + ": \"" + *text + "\" is no whole number from 0 to " +
                       std::to_string(most));
    return value;
}

Result<boost::json::object> AdminCall::object() const
{
    Result<boost::json::value> parsed = parseJson(body);
    if (!parsed)
        return parsed.error();
    if (!parsed->is_object())
        return invalid("the body is to be a JSON object");
    return std::move(parsed->get_object());
}

} // namespace forefetch
