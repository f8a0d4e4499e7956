// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace forefetch {

// Replaces a file as a whole: who reads it, also after a crash at any instant, finds the old
// content or the new one, never a part. Only its owner may read it. On failure the old one stays.
//
//     replaceFile("/var/lib/forefetch/model", bytes);
//
// Thread: any; one at a time for each file.
Result<void> replaceFile(const std::string &file, std::string_view bytes);

// All of it, where it is no longer than `most` bytes; NotFound where it is not there.
Result<std::string> readWhole(const std::string &file, std::size_t most);

} // namespace forefetch
