// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include <brotli/encode.h>
#include <zlib.h>
#include <zstd.h>

namespace forefetch {

// Texts as their programs would pack them.
inline std::string deflated(std::string_view text, int windowBits)
{
    z_stream stream{};
    deflateInit2(&stream, 6, Z_DEFLATED, windowBits, 8, Z_DEFAULT_STRATEGY);
    std::string out(deflateBound(&stream, text.size()) + 32, '\0');
    stream.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(text.data()));
    stream.avail_in = static_cast<uInt>(text.size());
    stream.next_out = reinterpret_cast<Bytef *>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    deflate(&stream, Z_FINISH);
    out.resize(stream.total_out);
    deflateEnd(&stream);
    return out;
}

inline std::string gzipped(std::string_view text)
{
    return deflated(text, 15 + 16);
}

inline std::string zlibPacked(std::string_view text)
{
    return deflated(text, 15);
}

inline std::string bareDeflated(std::string_view text)
{
    return deflated(text, -15);
}

inline std::string brotliPacked(std::string_view text, int windowBits = BROTLI_DEFAULT_WINDOW)
{
    std::size_t size = BrotliEncoderMaxCompressedSize(text.size()) + 32;
    std::string out(size, '\0');
    BrotliEncoderCompress(5, windowBits, BROTLI_MODE_GENERIC, text.size(),
                          reinterpret_cast<const std::uint8_t *>(text.data()), &size,
                          reinterpret_cast<std::uint8_t *>(out.data()));
    out.resize(size);
    return out;
}

inline std::string zstdPacked(std::string_view text)
{
    std::string out(ZSTD_compressBound(text.size()), '\0');
    out.resize(ZSTD_compress(out.data(), out.size(), text.data(), text.size(), 3));
    return out;
}

} // namespace forefetch
