// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <memory>
#include <string_view>
#include <vector>

namespace forefetch {

// A body as it came, by its Content-Encoding (RFC 9110, 8.4): plain, gzip, or something that is not
// read.
enum class BodyCoding : unsigned char { Plain, Gzip, Unread };
BodyCoding bodyCodingOf(std::string_view contentEncoding);

// Unpacks bodies for the model, which reads no more than a budget of bytes (JsonBudget::bytes): a
// body that unpacks to more is left alone, however small it came, and costs no more memory and time
// than that budget. So is one that ends early or contradicts itself (RFC 1952).
//
//     PackedBodies bodies;
//     bodies.plain(*exchange.body, "gzip", 256 * 1024)    // empty: nothing to be read
//
// Thread: its owner's, which is the model's: never where a client waits.
class PackedBodies
{
public:
    PackedBodies();
    ~PackedBodies();
    PackedBodies(const PackedBodies &) = delete;
    PackedBodies &operator=(const PackedBodies &) = delete;

    // The body itself where it is not coded. Valid until the next call.
    std::string_view plain(std::string_view body, std::string_view contentEncoding,
                           std::size_t mostBytes);
    // Of gzip.
    std::string_view unpack(std::string_view packed, std::size_t mostBytes);
    std::size_t bytes() const;

private:
    struct Stream;
    std::unique_ptr<Stream> m_stream; // null until the first body
    std::vector<char> m_plain;
};

} // namespace forefetch
