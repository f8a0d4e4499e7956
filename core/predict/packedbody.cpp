// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/predict/packedbody.h"

#include "core/request/headers.h"

#include <zlib.h>

#include <algorithm>

namespace forefetch {

namespace {

constexpr std::size_t kFirst = 16 * 1024;       // bytes of plain text, to begin with
constexpr std::size_t kStreamBytes = 48 * 1024; // zlib: the window of 32 KiB and its tables

} // namespace

BodyCoding bodyCodingOf(std::string_view contentEncoding)
{
    if (contentEncoding.empty() || equalsIgnoringCase(contentEncoding, "identity"))
        return BodyCoding::Plain;
    const bool isGzip = equalsIgnoringCase(contentEncoding, "gzip") ||
                        equalsIgnoringCase(contentEncoding, "x-gzip");
    return isGzip ? BodyCoding::Gzip : BodyCoding::Unread;
}

struct PackedBodies::Stream
{
    Stream() { ready = inflateInit2(&z, 15 + 16) == Z_OK; } // 16: gzip alone
    ~Stream() { inflateEnd(&z); }
    Stream(const Stream &) = delete;
    Stream &operator=(const Stream &) = delete;

    z_stream z{};
    bool ready = false;
};

PackedBodies::PackedBodies() = default;
PackedBodies::~PackedBodies() = default;

std::string_view PackedBodies::plain(std::string_view body, std::string_view contentEncoding,
                                     std::size_t mostBytes)
{
    switch (bodyCodingOf(contentEncoding)) {
    case BodyCoding::Plain:
        return body;
    case BodyCoding::Gzip:
        return unpack(body, mostBytes);
    case BodyCoding::Unread:
        break;
    }
    return {};
}

std::string_view PackedBodies::unpack(std::string_view packed, std::size_t mostBytes)
{
    if (packed.size() > mostBytes)
        return {};
    if (!m_stream)
        m_stream = std::make_unique<Stream>();
    if (!m_stream->ready || inflateReset(&m_stream->z) != Z_OK)
        return {};
    z_stream &z = m_stream->z;
    z.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(packed.data()));
    z.avail_in = static_cast<uInt>(packed.size());
    const std::size_t room = mostBytes + 1; // the one too many is what tells a bomb
    std::size_t size = 0;
    int code = Z_OK;
    while (code == Z_OK && size < room) {
        if (size == m_plain.size()) {
            const std::size_t larger = std::min(room, std::max(kFirst, 2 * size));
            m_plain.reserve(larger); // and no more
            m_plain.resize(larger);
        }
        const std::size_t free = std::min(room, m_plain.size()) - size;
        z.next_out = reinterpret_cast<Bytef *>(m_plain.data() + size);
        z.avail_out = static_cast<uInt>(free);
        code = inflate(&z, Z_NO_FLUSH);
        size += free - z.avail_out;
        if (code == Z_STREAM_END && z.avail_in > 0) // another member
            code = inflateReset(&z);
    }
    if (code != Z_STREAM_END || size > mostBytes)
        return {};
    return {m_plain.data(), size};
}

std::size_t PackedBodies::bytes() const
{
    return m_plain.capacity() + (m_stream ? kStreamBytes : 0);
}

} // namespace forefetch
