// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <memory>
#include <string_view>
#include <vector>

namespace forefetch {

// A body as it came, by its Content-Encoding (RFC 9110, 8.4): plain, by one of the codings that
// browsers accept, or something that is not read, such as several of them.
enum class BodyCoding : unsigned char { Plain, Gzip, Deflate, Brotli, Zstd, Unread };
BodyCoding bodyCodingOf(std::string_view contentEncoding);

// Unpacks bodies for the model, which reads no more than a budget of bytes (JsonBudget::bytes): a
// body that unpacks to more is left alone, however small it came, and costs no more memory and time
// than a few times that budget. So is one that ends early or contradicts itself. Only gzip and
// deflate (RFC 1952, 1950) always carry a sum of what they hold; of the others a damaged body may
// unpack to another text.
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
                           std::size_t mostBytes)
    {
        return unpack(bodyCodingOf(contentEncoding), body, mostBytes);
    }
    std::string_view unpack(BodyCoding coding, std::string_view body, std::size_t mostBytes);
    std::size_t bytes() const; // that it keeps between two bodies

private:
    struct Inflater;
    struct ZstdContext;
    std::string_view inflated(BodyCoding coding, std::string_view packed, std::size_t mostBytes);
    std::string_view unpackedBrotli(std::string_view packed, std::size_t mostBytes);
    std::string_view unpackedZstd(std::string_view packed, std::size_t mostBytes);
    void makeRoom(std::size_t used, std::size_t most);

    std::unique_ptr<Inflater> m_inflater; // null until the first body; of zlib
    std::unique_ptr<ZstdContext> m_zstd;
    std::vector<char> m_plain;
};

} // namespace forefetch
