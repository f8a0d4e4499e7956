// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace forefetch {

// Numbers as people read them, in English: for reports and terminals. Documents for programs have
// jsontext.h. What is not finite reads "–".
//
// Thread: any.

std::string groupedText(std::uint64_t number); // 1234567 → "1,234,567"
std::string percentText(double ratio);         // 0.6134 → "61.3 %"
// With its sign, the minus a real one: 0.272 → "+27.2", for percents and their differences.
std::string signedPercents(double ratio);
std::string bytesText(double bytes);     // "512 B", "12.3 MiB"
std::string spanText(double seconds);    // "12.5 s", "5 min 12 s", "3 h 5 min"
std::string millisecondsText(double ms); // "0.82 ms", "4.1 ms", "171 ms"
std::string decimalText(double value, int digits);

// A figure by the unit that the glossary gives it; no unit is a ratio as it is: 0.3 → "0.3".
//
//     quantityText(1536, "bytes") == "1.5 KiB"
//     quantityText(12, "requests") == "12"
std::string quantityText(double value, std::string_view unit);

} // namespace forefetch
