// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/request/ids.h"

#include <array>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace forefetch {

// Where the answer is kept that differs from the one under `key` in what Vary names (RFC 9111,
// 4.1): a key of the same resource, made of that key's partition and the names and values. The hash
// is keyed, so that nobody can choose field values whose answer lands in another one's place.
//
//     first answer to /a, Vary: Accept-Language     under {/a, partition}
//     another language's                            under variantKey({/a, partition}, values,
//     secret)
//
// Thread: any (pure).
Key variantKey(const Key &key, const std::vector<std::pair<std::string, std::string>> &values,
               const std::array<std::uint64_t, 2> &secret);

} // namespace forefetch
