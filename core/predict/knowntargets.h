// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/predict/chunkedvector.h"
#include "core/predict/recipe.h"
#include "core/predict/viewpoints.h"
#include "core/request/ids.h"
#include "core/request/request.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

namespace forefetch {

// A text and the values of its views, in one piece of memory of just their size.
class ViewedText
{
public:
    void assign(std::string_view text, const Viewpoints &views);
    std::string_view text() const
    {
        return {m_bytes.get() + valuesBefore(Viewpoints::kWays) * sizeof(Viewpoint::Value), m_size};
    }
    std::span<const Viewpoint::Value> values(std::size_t way) const
    {
        return {reinterpret_cast<const Viewpoint::Value *>(m_bytes.get()) + valuesBefore(way),
                m_counts[way]};
    }
    std::size_t heapBytes() const;

private:
    std::size_t valuesBefore(std::size_t way) const
    {
        std::size_t sum = 0;
        for (std::size_t i = 0; i < way; ++i)
            sum += m_counts[i];
        return sum;
    }

    std::unique_ptr<char[]> m_bytes; // values, view after view, then the text
    std::uint16_t m_size = 0;        // of the text
    std::array<std::uint8_t, Viewpoints::kWays> m_counts{};
};

// A request cut up, by its id, so that one that comes again costs a look-up.
struct KnownTarget
{
    ResourceId resource;
    std::uint32_t hash = 0; // of its text: RouteRules::tagOf
    std::uint32_t tree = 0; // the state of the route tree under which it was looked at
    // Where the rules of each view were, and the views' names (Viewpoint::route).
    std::array<std::uint32_t, Viewpoints::kWays> routes{};
    Method method = Method::Get;
    bool predictable = false; // may be learnt as what follows: a GET without credentials or deeds
    bool risky = false;       // has words of deeds, which a copy may put elsewhere
    std::array<std::uint64_t, Viewpoints::kWays> names{};
    ViewedText viewed;

    bool isGet() const { return method == Method::Get || method == Method::Head; }
    std::string_view methodName() const { return isGet() ? std::string_view() : nameOf(method); }
    std::string_view text() const { return viewed.text(); }
    // By its kinds, the view that every target has; 0: its text is none.
    std::uint64_t route() const { return names[0]; }
    recipe::Source source(std::size_t way) const { return {text(), viewed.values(way), {}}; }
    std::string routeText(std::size_t way) const
    {
        return forefetch::routeText(static_cast<Viewpoint::Way>(way), viewed.values(way), text(),
                                    methodName());
    }
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
    // The parts of a target's text; valid until the next call.
    const TargetParts &partsOf(const KnownTarget &target);
    // Bring it nearer, for a find() that follows soon: first where it is, then itself.
    void prefetch(ResourceId resource) const { __builtin_prefetch(&m_index[setOf(resource)]); }
    KnownTarget *find(ResourceId resource)
    {
        const std::size_t set = setOf(resource);
        for (std::size_t i = set; i < set + 2; ++i) {
            if (m_index[i] != kNone && m_targets[m_index[i]].target.resource == resource &&
                resource.valid())
                return &m_targets[m_index[i]].target;
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
    std::size_t bytes() const
    {
        return m_index.capacity() * sizeof(m_index[0]) + m_targets.bytes() + m_heapBytes;
    }
    std::size_t size() const { return m_targets.size(); }

    static constexpr std::size_t kBytesATarget = 384; // about

private:
    static constexpr std::uint32_t kNone = ~std::uint32_t(0);
    struct Slot
    {
        KnownTarget target;
        std::uint64_t used = 0; // by the count of uses
    };
    std::size_t setOf(ResourceId resource) const
    {
        return (mixBits(resource.index) & (m_index.size() / 2 - 1)) * 2;
    }
    Slot &slotFor(ResourceId resource);
    void cut(KnownTarget &target, std::string_view text, RouteTree &tree);
    void look(KnownTarget &target, const RouteTree &tree);
    void keep(KnownTarget &target, std::string_view text);

    std::vector<std::uint32_t> m_index; // into m_targets; pairs that share their places
    ChunkedVector<Slot, 5> m_targets;
    TargetParts m_parts;  // of the one that was looked at last ...
    ResourceId m_partsOf; // ... which is this
    Viewpoints m_views;
    std::uint64_t m_uses = 0;
    std::uint32_t m_treeState = 1; // moves on when a place has become a parameter
    std::size_t m_heapBytes = 0;
};

} // namespace forefetch
