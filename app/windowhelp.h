// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace forefetch {

// `forefetch --help`: how the window is started, and the options of the commands that it shares
// with forefetchctl. Thread: any.
std::string windowHelp();

} // namespace forefetch
