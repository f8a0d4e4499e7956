// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace forefetch {

// Every parameter with range, unit, default and meaning.
std::string parameterText();

} // namespace forefetch
