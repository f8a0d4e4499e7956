// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/flagchecks.h"

#include "app/durations.h"

namespace forefetch {

std::string durationProblem(const std::string &text)
{
    const Result<Duration> duration = parseDuration(text);
    return duration ? std::string() : duration.error().text;
}

bool isNothing(const std::string &text)
{
    return text == "0" || text == "0s";
}

std::string wholeNumberProblem(const std::string &text)
{
    const bool digits = text.find_first_not_of("0123456789") == std::string::npos;
    return digits && !text.empty() ? std::string() : "\"" + text + "\" is no whole number";
}

} // namespace forefetch
