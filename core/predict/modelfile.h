// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <cstddef>
#include <cstdint>
#include <iosfwd>
#include <string>
#include <string_view>

namespace forefetch {

// The envelope of a saved model, the same for every kind: 8 bytes of magic, the version, the kind
// ("first-order"), the payload's length, the payload, and a CRC-32 of all between magic and
// checksum. Numbers are little-endian.
//
//     writeModel(out, "first-order", payload);
//     Result<std::string> payload = readModel(in, "first-order");
//
// What is cut off, altered, longer than announced, of another kind or of a newer version is refused
// with a message that says so. Memory grows with the bytes that really come, never by a length that
// the file claims.
inline constexpr std::uint32_t kModelVersion = 1;
inline constexpr std::uint64_t kLargestModel = std::uint64_t(2) << 30; // bytes

Result<void> writeModel(std::ostream &out, std::string_view kind, std::string_view payload);
Result<std::string> readModel(std::istream &in, std::string_view kind);
// What a file that begins so is: the kind of the saved model, or "" where it is none. Damage is for
// readModel to find.
std::string modelKind(std::string_view head);

// Appends numbers and texts to a string.
class ByteWriter
{
public:
    void number(std::uint64_t value, int bytes);
    void text(std::string_view text); // with its length in four bytes
    void raw(std::string_view bytes) { m_bytes += bytes; }
    const std::string &bytes() const { return m_bytes; }

private:
    std::string m_bytes;
};

// Reads them back; beyond the end everything is 0 or empty and ok() is false from then on.
class ByteReader
{
public:
    explicit ByteReader(std::string_view bytes) : m_bytes(bytes) {}

    std::uint64_t number(int bytes);
    std::uint32_t number32() { return static_cast<std::uint32_t>(number(4)); }
    std::string_view text();
    std::size_t left() const { return m_bytes.size(); }
    bool ok() const { return m_ok; }

private:
    std::string_view take(std::size_t bytes);

    std::string_view m_bytes;
    bool m_ok = true;
};

} // namespace forefetch
