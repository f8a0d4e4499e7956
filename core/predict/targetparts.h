// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace forefetch {

// A piece of a target's text.
struct TextSpan
{
    std::uint16_t at = 0;
    std::uint16_t size = 0;
    std::uint16_t end() const { return static_cast<std::uint16_t>(at + size); }
    friend bool operator==(const TextSpan &, const TextSpan &) = default;
};

// What a value is by its looks. A number may be a part of a segment ("page-2.html"); the others are
// a segment, or a value of the query, as a whole. Slug is no look: see RouteTree.
enum class ValueKind : std::uint8_t { Number, Date, Uuid, Hash, Code, Slug };

std::string_view nameOf(ValueKind kind);

// The text of a request cut into what may become a parameter: the segments of the path, the names
// and values of the query, and in them what looks like an identifier.
//
//     TargetParts parts;
//     parts.parse("/users/77/orders?page=2");
//     parts.segments()   → users, 77, orders, page (a name), 2 (a value)
//     parts.values()     → 77, 2 (numbers)
//
// What is beyond the limits stays a part of the text and is never a parameter. Reused, it does not
// allocate.
//
// Thread: a value.
class TargetParts
{
public:
    static constexpr std::size_t kLongest = 1024; // bytes of a target
    static constexpr std::size_t kMostSegments = 24;
    static constexpr std::size_t kMostValues = 12;
    static constexpr std::size_t kMostStarts = 64;

    enum class Place : std::uint8_t { Path, Name, Value };
    struct Segment
    {
        TextSpan span;
        Place place = Place::Path;
    };
    struct Value
    {
        TextSpan span;
        ValueKind kind = ValueKind::Number;
        std::uint8_t segment = 0; // the place of its segment among all
    };
    template <typename T, std::size_t N>
    struct List
    {
        std::array<T, N> items{};
        std::uint8_t count = 0;
        void add(const T &item)
        {
            if (count < N)
                items[count++] = item;
        }
        const T *begin() const { return items.data(); }
        const T *end() const { return items.data() + count; }
        const T &operator[](std::size_t i) const { return items[i]; }
        std::size_t size() const { return count; }
        bool empty() const { return count == 0; }
    };

    // False, and empty from then on, when it is too long or not in origin form ("/path?query").
    bool parse(std::string_view target);

    std::string_view text() const { return m_text; }
    std::string_view text(TextSpan span) const
    {
        return std::string_view(m_text).substr(span.at, span.size);
    }
    const List<Segment, kMostSegments> &segments() const { return m_segments; }
    const List<Value, kMostValues> &values() const { return m_values; }
    // Where a value may begin: segments, words behind a sign in them, numbers behind a letter.
    const List<std::uint16_t, kMostStarts> &starts() const { return m_starts; }
    std::size_t pathSegments() const { return m_pathSegments; }
    // The path up to and with its last '/'.
    TextSpan directory() const { return {0, m_directoryEnd}; }
    std::size_t pathEnd() const { return m_pathEnd; }
    std::size_t heapBytes() const { return m_text.capacity(); }

private:
    void addSegment(std::size_t from, std::size_t to, Place place);
    void addStarts(std::size_t from, std::size_t to);
    void addValues(std::uint8_t segment);

    std::string m_text;
    List<Segment, kMostSegments> m_segments;
    List<Value, kMostValues> m_values;
    List<std::uint16_t, kMostStarts> m_starts;
    std::uint8_t m_pathSegments = 0;
    std::uint16_t m_directoryEnd = 0;
    std::uint16_t m_pathEnd = 0;
};

// What a whole segment looks like; Slug where it is a word like any other.
ValueKind kindOf(std::string_view segment);

} // namespace forefetch
