// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/prometheustext.h"

#include "core/metrics/openmetrics.h"

#include <algorithm>
#include <cctype>
#include <charconv>

namespace forefetch {

namespace {

std::string_view takeWord(std::string_view &text, char end)
{
    const std::size_t at = std::min(text.find(end), text.size());
    const std::string_view word = text.substr(0, at);
    text.remove_prefix(std::min(at + 1, text.size()));
    return word;
}

std::string_view trimmed(std::string_view text)
{
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t'))
        text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t'))
        text.remove_suffix(1);
    return text;
}

// What a family of OpenMetrics is called where the name is that of its samples.
std::string nameIn(std::string_view family, std::string_view type)
{
    return std::string(family) + (type == "counter" ? "_total" : type == "info" ? "_info" : "");
}

// The weight of one member of an Accept field; 1 where it says none.
double weightOf(std::string_view member)
{
    takeWord(member, ';');
    while (!member.empty()) {
        const std::string_view parameter = trimmed(takeWord(member, ';'));
        if (!parameter.starts_with("q=") && !parameter.starts_with("Q="))
            continue;
        double weight = 0;
        std::from_chars(parameter.data() + 2, parameter.data() + parameter.size(), weight);
        return weight;
    }
    return 1;
}

} // namespace

std::string toPrometheusText(const Snapshot &snapshot)
{
    const std::string from = toOpenMetrics(snapshot);
    std::string out;
    out.reserve(from.size());
    std::string name; // of the family that is open, in this format
    for (std::string_view rest = from; !rest.empty();) {
        const std::string_view line = takeWord(rest, '\n');
        if (!line.starts_with("# ")) {
            out.append(line) += '\n';
            continue;
        }
        std::string_view words = line.substr(2);
        const std::string_view kind = takeWord(words, ' ');
        const std::string_view family = takeWord(words, ' ');
        if (kind == "TYPE") {
            name = nameIn(family, words);
            const bool isGauge = words == "info" || words == "stateset";
            out += "# TYPE " + name + ' ' + std::string(isGauge ? "gauge" : words) + '\n';
        } else if (kind == "HELP") {
            out += "# HELP " + name + ' ' + std::string(words) + '\n';
        }
    }
    return out;
}

bool wantsOpenMetrics(std::string_view accept)
{
    double open = 0, plain = 0;
    while (!accept.empty()) {
        const std::string_view member = trimmed(takeWord(accept, ','));
        std::string_view rest = member;
        std::string type(trimmed(takeWord(rest, ';')));
        std::ranges::transform(type, type.begin(),
                               [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
        if (type == "application/openmetrics-text")
            open = std::max(open, weightOf(member));
        else if (type == "text/plain")
            plain = std::max(plain, weightOf(member));
    }
    return open > 0 && open >= plain;
}

} // namespace forefetch
