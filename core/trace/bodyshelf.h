// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/request/request.h"

#include <boost/unordered/unordered_flat_set.hpp>

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace forefetch {

// The bodies of a log's answers, each text once however often it was sent, and no more bytes of
// them than kMostBytes: what comes when the shelf is full is left out and counted.
//
//     BodyShelf shelf;
//     event.body = shelf.put(text);    // null: left out
//
// Thread: its owner's; the bodies are anybody's, and outlive it.
class BodyShelf
{
public:
    static constexpr std::size_t kMostBytes = 64 << 20;
    // Of one body; a model reads no larger one.
    static constexpr std::size_t kLargest = 256 << 10;

    explicit BodyShelf(std::size_t mostBytes = kMostBytes) : m_most(mostBytes) {}

    Body put(std::string_view text);
    std::size_t bytes() const { return m_bytes; }
    std::uint64_t leftOut() const { return m_leftOut; }

private:
    struct Hash
    {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const
        {
            return std::hash<std::string_view>()(text);
        }
        std::size_t operator()(const Body &body) const { return (*this)(std::string_view(*body)); }
    };
    struct Same
    {
        using is_transparent = void;
        bool operator()(const Body &a, const Body &b) const { return *a == *b; }
        bool operator()(std::string_view a, const Body &b) const { return a == *b; }
        bool operator()(const Body &a, std::string_view b) const { return *a == b; }
    };

    std::size_t m_most;
    std::size_t m_bytes = 0; // of the texts, and what each costs beside its own
    std::uint64_t m_leftOut = 0;
    boost::unordered_flat_set<Body, Hash, Same> m_bodies;
};

} // namespace forefetch
