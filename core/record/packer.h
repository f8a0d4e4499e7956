// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/request/ids.h"
#include "core/time/clock.h"

#include <array>
#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace forefetch {

// Values into bytes and back, by one list of members for both ways: a type has a function
//
//     template <typename A>
//     void fields(A &archive, Ref<A, GraphNode> node) { archive(node.text, node.traffic); }
//
// Whole numbers are varints (LEB128, signed ones zig-zag), so that small ones are short and equal
// states are equal bytes; floating-point numbers keep every bit. Nothing tells types apart: what is
// written has a version elsewhere.
//
// Thread: one (a value).
class Packer
{
public:
    static constexpr bool kReads = false;

    explicit Packer(std::string &out) : m_out(out) {}

    template <typename... T>
    void operator()(const T &...values)
    {
        (put(values), ...);
    }
    void bytes(std::string_view text) { m_out.append(text); }
    void number(std::uint64_t value)
    {
        while (value >= 0x80) {
            m_out.push_back(static_cast<char>(value | 0x80));
            value >>= 7;
        }
        m_out.push_back(static_cast<char>(value));
    }

private:
    template <typename T>
    void put(const T &value);

    std::string &m_out;
};

// The reverse. What does not fit is remembered (failed()), and all further values are left as they
// are.
class Unpacker
{
public:
    static constexpr bool kReads = true;

    explicit Unpacker(std::string_view in) : m_in(in) {}

    template <typename... T>
    void operator()(T &...values)
    {
        (take(values), ...);
    }
    bool failed() const { return m_failed; }
    bool isAtEnd() const { return m_at == m_in.size(); }
    void fail() { m_failed = true; }
    std::string_view bytes(std::size_t count)
    {
        if (m_failed || count > m_in.size() - m_at) {
            m_failed = true;
            return {};
        }
        m_at += count;
        return m_in.substr(m_at - count, count);
    }
    std::uint64_t number()
    {
        std::uint64_t value = 0;
        for (unsigned shift = 0; shift < 64; shift += 7) {
            const std::string_view next = bytes(1);
            if (next.empty())
                return 0;
            const auto byte = static_cast<unsigned char>(next[0]);
            value |= static_cast<std::uint64_t>(byte & 0x7fU) << shift;
            if (byte < 0x80)
                return value;
        }
        m_failed = true;
        return 0;
    }

private:
    template <typename T>
    void take(T &value);

    std::string_view m_in;
    std::size_t m_at = 0;
    bool m_failed = false;
};

// A reference to what an archive reads into, or to what it writes.
template <typename Archive, typename T>
using Ref = std::conditional_t<Archive::kReads, T &, const T &>;

namespace packing {

template <typename T>
inline constexpr bool isVector = false;
template <typename T>
inline constexpr bool isVector<std::vector<T>> = true;
template <typename T>
inline constexpr bool isArray = false;
template <typename T, std::size_t N>
inline constexpr bool isArray<std::array<T, N>> = true;
template <typename T>
inline constexpr bool isOptional = false;
template <typename T>
inline constexpr bool isOptional<std::optional<T>> = true;

constexpr std::uint64_t zigZag(std::int64_t value)
{
    return (static_cast<std::uint64_t>(value) << 1) ^ static_cast<std::uint64_t>(value >> 63);
}
constexpr std::int64_t unZigZag(std::uint64_t value)
{
    return static_cast<std::int64_t>(value >> 1) ^ -static_cast<std::int64_t>(value & 1);
}

} // namespace packing

template <typename T>
void Packer::put(const T &value)
{
    if constexpr (std::floating_point<T>) {
        std::array<char, sizeof(T)> raw;
        std::memcpy(raw.data(), &value, sizeof(T));
        bytes({raw.data(), raw.size()});
    } else if constexpr (std::is_enum_v<T>) {
        number(static_cast<std::uint64_t>(value));
    } else if constexpr (std::signed_integral<T> && !std::same_as<T, bool>) {
        number(packing::zigZag(value));
    } else if constexpr (std::integral<T>) {
        number(static_cast<std::uint64_t>(value));
    } else if constexpr (std::same_as<T, std::string>) {
        number(value.size());
        bytes(value);
    } else if constexpr (std::same_as<T, Duration>) {
        number(packing::zigZag(value.count()));
    } else if constexpr (std::same_as<T, TimePoint>) {
        number(packing::zigZag(value.time_since_epoch().count()));
    } else if constexpr (packing::isVector<T>) {
        number(value.size());
        for (const auto &each : value)
            put(each);
    } else if constexpr (packing::isArray<T>) {
        for (const auto &each : value)
            put(each);
    } else if constexpr (packing::isOptional<T>) {
        put(value.has_value());
        if (value)
            put(*value);
    } else if constexpr (requires { value.packed(); }) {
        number(value.packed());
    } else {
        fields(*this, value);
    }
}

template <typename T>
void Unpacker::take(T &value)
{
    if (m_failed)
        return;
    if constexpr (std::floating_point<T>) {
        const std::string_view raw = bytes(sizeof(T));
        if (!m_failed)
            std::memcpy(&value, raw.data(), sizeof(T));
    } else if constexpr (std::is_enum_v<T>) {
        value = static_cast<T>(number());
    } else if constexpr (std::signed_integral<T> && !std::same_as<T, bool>) {
        value = static_cast<T>(packing::unZigZag(number()));
    } else if constexpr (std::integral<T>) {
        value = static_cast<T>(number());
    } else if constexpr (std::same_as<T, std::string>) {
        value = std::string(bytes(number()));
    } else if constexpr (std::same_as<T, Duration>) {
        value = Duration(packing::unZigZag(number()));
    } else if constexpr (std::same_as<T, TimePoint>) {
        value = TimePoint(Duration(packing::unZigZag(number())));
    } else if constexpr (packing::isVector<T>) {
        const std::uint64_t size = number();
        value.clear();
        // Each takes a byte at least, so that no count makes more than there can be.
        if (m_failed || size > m_in.size() - m_at) {
            m_failed = true;
            return;
        }
        for (std::uint64_t i = 0; i < size && !m_failed; ++i)
            take(value.emplace_back());
    } else if constexpr (packing::isArray<T>) {
        for (auto &each : value)
            take(each);
    } else if constexpr (packing::isOptional<T>) {
        bool has = false;
        take(has);
        value.reset();
        if (has)
            take(value.emplace());
    } else if constexpr (requires { T::unpacked(0); }) {
        value = T::unpacked(number());
    } else {
        fields(*this, value);
    }
}

// One of `count` values of an enumeration; what is read is checked, since tables are indexed by it.
template <typename A, typename T>
void oneOf(A &archive, T &value, std::size_t count)
{
    archive(value);
    if constexpr (A::kReads) {
        if (static_cast<std::uint64_t>(value) >= count)
            archive.fail();
    }
}

// A value that is 64-bit words alone and hides them (a histogram, a reliability): each that is not
// 0, after how many that are.
template <typename T>
void packWords(Packer &archive, const T &value)
{
    using Words = std::array<std::uint64_t, sizeof(T) / 8>;
    static_assert(std::is_trivially_copyable_v<T> && sizeof(Words) == sizeof(T));
    const Words words = std::bit_cast<Words>(value);
    std::size_t last = 0;
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (words[i] == 0)
            continue;
        archive.number(i + 1 - last);
        archive.number(words[i]);
        last = i + 1;
    }
    archive.number(0);
}

template <typename T>
void unpackWords(Unpacker &archive, T &value)
{
    using Words = std::array<std::uint64_t, sizeof(T) / 8>;
    static_assert(std::is_trivially_copyable_v<T> && sizeof(Words) == sizeof(T));
    Words words{};
    std::size_t place = 0;
    for (std::uint64_t step = archive.number(); step != 0; step = archive.number()) {
        if (step > words.size() - place) {
            archive.fail();
            return;
        }
        place += step;
        words[place - 1] = archive.number();
    }
    if (!archive.failed())
        value = std::bit_cast<T>(words);
}

} // namespace forefetch
