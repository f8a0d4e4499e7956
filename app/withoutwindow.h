// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

namespace forefetch {

// The arguments of the window's program as those of forefetchctl, for a machine with no display:
// demo for none or --demo, serve for --target, simulate for a trace, attach for --attach.
std::vector<std::string> withoutWindow(const std::vector<std::string> &args);

} // namespace forefetch
