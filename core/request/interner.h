// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/request/ids.h"

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace forefetch {

// The table of resource texts: a text in, a ResourceId out, and back.
//
//     Interner interner(1'000'000);
//     ResourceId id = interner.intern("/items/7?view=full");
//     interner.text(id) == "/items/7?view=full"
//
// Bounded in texts, and in bytes where that is asked for: when it is full, a text that has not been
// asked for lately (CLOCK, second chance) makes room and its slot gets a new generation; ids of it
// then name nothing (`text` is empty). A text costs its bytes, a quarter of them, and about 32.
// Indices are dense (below capacity()), so arrays can be indexed by them.
//
// Thread: any; sharded mutexes, each held for one look-up.
class Interner
{
public:
    // The hash seed is to be secret where strangers choose the texts; the same seed and the same
    // calls give the same ids.
    // `maxBytes` bounds bytes(), nearly; 0: the number of entries alone is bounded.
    explicit Interner(std::size_t maxEntries = 1'000'000, std::uint64_t hashSeed = 0,
                      std::size_t maxBytes = 0);
    ~Interner();
    Interner(const Interner &) = delete;
    Interner &operator=(const Interner &) = delete;

    // What is more than the new bound makes room as newcomers come.
    void setMaxBytes(std::size_t bytes);

    ResourceId intern(std::string_view text);
    // An invalid id when the text is not there.
    ResourceId find(std::string_view text) const;
    // Empty when the id names nothing (any more). No interned text is empty: "" gives an invalid
    // id.
    std::string text(ResourceId id) const;
    // As text(), into a string that is reused; false when the id names nothing.
    bool read(ResourceId id, std::string &out) const;

    std::size_t size() const;
    std::size_t capacity() const;
    std::size_t bytes() const;
    std::uint64_t evictions() const;

private:
    struct Shard;
    std::size_t shardOf(std::uint64_t hash) const;
    ResourceId idOf(std::size_t shard, std::uint32_t slot, std::uint32_t generation) const;

    std::unique_ptr<Shard[]> m_shards;
    std::size_t m_shardCount = 1; // a power of two
    std::size_t m_perShard = 1;
    std::uint64_t m_hashSeed;
    std::atomic<std::size_t> m_bytesPerShard{0};
};

} // namespace forefetch
