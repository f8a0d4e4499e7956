// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <string>
#include <string_view>

namespace forefetch {

// Whole or not at all: a reader never sees half of it, and the old file stays when this fails.
Result<void> writeFile(const std::string &path, std::string_view text);
// Whether writeFile could; said before a long run, not after it.
Result<void> checkWritable(const std::string &path);
// Whether readInput could begin.
Result<void> checkReadable(const std::string &path);
// "-" is standard input. At most 256 MiB.
Result<std::string> readInput(const std::string &path);
// To standard output, all of it.
Result<void> print(std::string_view text);

} // namespace forefetch
