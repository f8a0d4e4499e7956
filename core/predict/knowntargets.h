// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/predict/viewpoints.h"
#include "core/request/ids.h"
#include "core/request/request.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace forefetch {

// A request cut up, by its id, so that one that comes again costs a look-up.
struct KnownTarget
{
    ResourceId resource;
    Method method = Method::Get;
    bool predictable = false; // may be learnt as what follows: a GET without credentials or deeds
    bool risky = false;       // has words of deeds, which a copy may put elsewhere
    std::uint32_t tree = 0;   // the state of the route tree under which it was looked at
    std::uint32_t hash = 0;   // of its text
    // In front and beside each other, so that finding the rules touches little memory: where those
    // of each view were, and the views' names (Viewpoint::route).
    std::array<std::uint32_t, Viewpoints::kWays> routes{};
    std::array<std::uint64_t, Viewpoints::kWays> names{};
    TargetParts parts;
    Viewpoints views;

    bool isGet() const { return method == Method::Get || method == Method::Head; }
    std::string_view methodName() const { return isGet() ? std::string_view() : nameOf(method); }
};

// The latest of them, bounded: a text that is not there is cut up again.
//
//     KnownTargets known(8192);
//     KnownTarget &target = known.of(resource, "/users/77", Method::Get, tree);
//     known.find(resource)   // null when it has been displaced
//
// `text` may have the method before it ("POST /login"), as the pipeline names what is no GET. Of
// a text with credentials only what redacted() leaves is looked at and kept.
//
// Thread: its owner's.
class KnownTargets
{
public:
    explicit KnownTargets(std::size_t most) { resize(most); }

    // Counts the words of a target that is new here, and again each time that it is new.
    KnownTarget &of(ResourceId resource, std::string_view text, Method method, RouteTree &tree);
    // Brings it nearer, for a find() that follows soon.
    void prefetch(ResourceId resource) const
    {
        const std::size_t set = setOf(resource);
        for (const Slot *slot : {&m_targets[set], &m_targets[set + 1]}) {
            __builtin_prefetch(slot);
            __builtin_prefetch(reinterpret_cast<const char *>(slot) + 64);
        }
    }
    KnownTarget *find(ResourceId resource)
    {
        const std::size_t set = setOf(resource);
        for (std::size_t i = set; i < set + 2; ++i) {
            if (m_targets[i].target.resource == resource && resource.valid())
                return &m_targets[i].target;
        }
        return nullptr;
    }
    const KnownTarget *find(ResourceId resource) const
    {
        return const_cast<KnownTargets *>(this)->find(resource);
    }
    void resize(std::size_t most);
    // The tree has been changed from outside: all are to be looked at anew; clear(): and forgotten.
    void lookAnew() { ++m_treeState; }
    void clear();
    std::size_t bytes() const { return m_targets.capacity() * sizeof(Slot) + m_heapBytes; }
    std::size_t size() const { return m_targets.size(); }

    static constexpr std::size_t kBytesATarget = 960; // about

private:
    struct Slot
    {
        KnownTarget target;
        std::uint64_t used = 0; // by the count of uses
    };
    std::size_t setOf(ResourceId resource) const
    {
        return (mixBits(resource.index) & (m_targets.size() / 2 - 1)) * 2;
    }
    void cut(KnownTarget &target, std::string_view text, RouteTree &tree);
    void look(KnownTarget &target, const RouteTree &tree);

    std::vector<Slot> m_targets; // pairs that share their places
    std::uint64_t m_uses = 0;
    std::uint32_t m_treeState = 1; // moves on when a place has become a parameter
    std::size_t m_heapBytes = 0;
};

} // namespace forefetch
