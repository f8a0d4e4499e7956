// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef> // before <compare>: moc cannot read libstdc++'s when it comes first

#include <compare>
#include <cstdint>
#include <functional>

namespace forefetch {

// Texts become numbers once, at the edge; everything behind it compares and hashes integers.
//
// A generational id names a slot and the slot's generation: when a bounded table reuses the slot
// for something else the generation moves on, so an id kept too long names nothing instead of the
// newcomer. A default-constructed id names nothing.
template <typename Tag>
struct GenerationalId
{
    std::uint32_t index = 0;
    std::uint32_t generation = 0; // 0 is never given out

    bool valid() const noexcept { return generation != 0; }
    explicit operator bool() const noexcept { return valid(); }
    std::uint64_t packed() const noexcept
    {
        return (static_cast<std::uint64_t>(generation) << 32) | index;
    }
    static GenerationalId unpacked(std::uint64_t v) noexcept
    {
        return {static_cast<std::uint32_t>(v), static_cast<std::uint32_t>(v >> 32)};
    }
    friend bool operator==(GenerationalId, GenerationalId) = default;
    friend auto operator<=>(GenerationalId, GenerationalId) = default;
};

// What is asked for: an origin-form target ("/items?page=2"), without saying by whom.
using ResourceId = GenerationalId<struct ResourceTag>;
// Who prediction follows: one client until it has been silent for 30 minutes.
using SessionId = GenerationalId<struct SessionTag>;
// The headers under which a session's prefetches run (see context.h).
using ContextId = GenerationalId<struct ContextTag>;

// Whose eyes may see a stored response: a keyed hash of the request's credentials, or public.
struct Partition
{
    std::uint64_t value = 0; // 0 is public

    static constexpr Partition everyone() noexcept { return {}; }
    bool isPublic() const noexcept { return value == 0; }
    friend bool operator==(Partition, Partition) = default;
    friend auto operator<=>(Partition, Partition) = default;
};

// What the cache, the queue and the fetches in flight are keyed by.
struct Key
{
    ResourceId resource;
    Partition partition;

    friend bool operator==(const Key &, const Key &) = default;
    friend auto operator<=>(const Key &, const Key &) = default;
};

// A prefetch from scheduling to its end, retries included; 0 is none. Never reused in a process.
enum class PrefetchId : std::uint64_t { None = 0 };

// Which state of the settings a decision was made under; grows by one with every change.
using Revision = std::uint32_t;

// A full-avalanche mix of 64 bits (the finaliser of SplitMix64).
inline std::uint64_t mixBits(std::uint64_t z) noexcept
{
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
    return z ^ (z >> 31);
}

inline std::uint64_t hashOf(const Key &key) noexcept
{
    return mixBits(key.resource.packed() + 0x9e3779b97f4a7c15ULL * (key.partition.value + 1));
}

} // namespace forefetch

template <typename Tag>
struct std::hash<forefetch::GenerationalId<Tag>>
{
    std::size_t operator()(forefetch::GenerationalId<Tag> id) const noexcept
    {
        return static_cast<std::size_t>(forefetch::mixBits(id.packed()));
    }
};

template <>
struct std::hash<forefetch::Key>
{
    std::size_t operator()(const forefetch::Key &key) const noexcept
    {
        return static_cast<std::size_t>(forefetch::hashOf(key));
    }
};
