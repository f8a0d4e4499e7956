// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace forefetch {

// What is wrong with a command line before, or while, CLI11 parses it; a text that is empty says
// that nothing is.
//
// Thread: any.

std::string durationProblem(const std::string &text);
// A moment may be the beginning itself.
bool isNothing(const std::string &text);
// CLI11 takes "-1" for the largest number of all.
std::string wholeNumberProblem(const std::string &text);

} // namespace forefetch
