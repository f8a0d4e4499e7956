// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <array>
#include <cstdint>
#include <string>

namespace forefetch {

using SecretKey = std::array<std::uint64_t, 2>;

// The secret behind partitions and stored names, kept in a file that only its owner may read (mode
// 0600), so that a partition means the same after a restart. Made from the machine's entropy where
// the file is not there. A file that others may read, or that holds anything else, is an error that
// says so.
//
//     Result<SecretKey> key = keyFrom("/var/lib/forefetch/partition.key");
//
// Thread: any.
Result<SecretKey> keyFrom(const std::string &file);

} // namespace forefetch
