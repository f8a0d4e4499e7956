// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cache/variants.h"

#include "core/request/partition.h"

namespace forefetch {

Key variantKey(const Key &key, const std::vector<std::pair<std::string, std::string>> &values,
               const std::array<std::uint64_t, 2> &secret)
{
    std::string text = "variant " + std::to_string(key.partition.value);
    for (const auto &[name, value] : values) {
        // Lengths, so that no value can be mistaken for the next name.
        text += ' ' + std::to_string(name.size()) + ':' + name;
        text += ' ' + std::to_string(value.size()) + ':' + value;
    }
    const std::uint64_t hash = sipHash(secret, text);
    return {key.resource, Partition{hash == 0 ? 1 : hash}}; // 0 is everybody's
}

} // namespace forefetch
