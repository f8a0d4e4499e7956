// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <boost/json/value.hpp>

#include <string>
#include <string_view>

namespace forefetch {

// JSON as people like to read it: two spaces an inner level, members in the order in which they
// were put in, numbers in the shortest form that reads back to the same ("0.3", not "3E-1").
// What is not finite has no place in JSON and becomes 0.
//
//     boost::json::object o;
//     o["hits"] = 3;
//     jsonText(o) == "{\n  \"hits\": 3\n}\n"
//
// Thread: any.
std::string jsonText(const boost::json::value &value);
std::string numberText(double value);

// The reverse; the error names line and column. At most 32 levels deep.
Result<boost::json::value> parseJson(std::string_view text);

} // namespace forefetch
