// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/predict/packedbody.h"

#include "core/request/headers.h"

#include <brotli/decode.h>
#include <zlib.h>
#include <zstd.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <utility>

namespace forefetch {

namespace {

constexpr std::size_t kFirst = 16 * 1024;       // bytes of plain text, to begin with
constexpr std::size_t kStreamBytes = 48 * 1024; // zlib: the window of 32 KiB and its tables

// zlib's numbers for what is before and behind the packed data.
constexpr int kWindowBits = 15;
constexpr int kGzip = kWindowBits + 16;
constexpr int kZlib = kWindowBits;
constexpr int kBare = -kWindowBits;

// "deflate" means zlib's format (RFC 1950), but some servers send the bare data of RFC 1951. The
// first two bytes tell: of zlib's they name the method and are a multiple of 31.
int deflateFormat(std::string_view packed)
{
    if (packed.size() < 2)
        return kZlib;
    const auto first = static_cast<unsigned char>(packed[0]);
    const auto second = static_cast<unsigned char>(packed[1]);
    return (first & 0x0fU) == Z_DEFLATED && (first * 256U + second) % 31 == 0 ? kZlib : kBare;
}

// What one body may make Brotli take at once: its head alone can ask for 16 MiB.
class BrotliMemory
{
public:
    explicit BrotliMemory(std::size_t most) : m_left(most) {}
    static void *take(void *of, std::size_t size)
    {
        auto &left = static_cast<BrotliMemory *>(of)->m_left;
        if (size > left)
            return nullptr;
        auto *const block = static_cast<Block *>(std::malloc(sizeof(Block) + size));
        if (!block)
            return nullptr;
        block->size = size;
        left -= size;
        return block + 1;
    }
    static void giveBack(void *of, void *address)
    {
        if (!address)
            return;
        auto *const block = static_cast<Block *>(address) - 1;
        static_cast<BrotliMemory *>(of)->m_left += block->size;
        std::free(block);
    }

private:
    struct alignas(std::max_align_t) Block // what is given out lies behind it
    {
        std::size_t size;
    };
    std::size_t m_left;
};

} // namespace

BodyCoding bodyCodingOf(std::string_view contentEncoding)
{
    if (contentEncoding.empty())
        return BodyCoding::Plain;
    constexpr std::array<std::pair<std::string_view, BodyCoding>, 6> kNames = {
        {{"identity", BodyCoding::Plain},
         {"gzip", BodyCoding::Gzip},
         {"x-gzip", BodyCoding::Gzip},
         {"deflate", BodyCoding::Deflate},
         {"br", BodyCoding::Brotli},
         {"zstd", BodyCoding::Zstd}}};
    for (const auto &[name, coding] : kNames) {
        if (equalsIgnoringCase(contentEncoding, name))
            return coding;
    }
    return BodyCoding::Unread;
}

struct PackedBodies::Inflater
{
    Inflater() { ready = inflateInit2(&z, kGzip) == Z_OK; }
    ~Inflater() { inflateEnd(&z); }
    Inflater(const Inflater &) = delete;
    Inflater &operator=(const Inflater &) = delete;

    z_stream z{};
    bool ready = false;
};

struct PackedBodies::ZstdContext
{
    ~ZstdContext() { ZSTD_freeDCtx(context); }
    ZstdContext() = default;
    ZstdContext(const ZstdContext &) = delete;
    ZstdContext &operator=(const ZstdContext &) = delete;

    ZSTD_DCtx *context = ZSTD_createDCtx();
};

PackedBodies::PackedBodies() = default;
PackedBodies::~PackedBodies() = default;

std::string_view PackedBodies::unpack(BodyCoding coding, std::string_view body,
                                      std::size_t mostBytes)
{
    if (coding != BodyCoding::Plain && body.size() > mostBytes)
        return {};
    switch (coding) {
    case BodyCoding::Plain:
        return body;
    case BodyCoding::Gzip:
    case BodyCoding::Deflate:
        return inflated(coding, body, mostBytes);
    case BodyCoding::Brotli:
        return unpackedBrotli(body, mostBytes);
    case BodyCoding::Zstd:
        return unpackedZstd(body, mostBytes);
    case BodyCoding::Unread:
        break;
    }
    return {};
}

// Twice as much behind what is used, up to one byte more than `most`: that one is what tells a
// bomb.
void PackedBodies::makeRoom(std::size_t used, std::size_t most)
{
    if (used < m_plain.size())
        return;
    const std::size_t larger = std::min(most + 1, std::max(kFirst, 2 * used));
    m_plain.reserve(larger); // and no more
    m_plain.resize(larger);
}

std::string_view PackedBodies::inflated(BodyCoding coding, std::string_view packed,
                                        std::size_t mostBytes)
{
    if (!m_inflater)
        m_inflater = std::make_unique<Inflater>();
    z_stream &z = m_inflater->z;
    const int format = coding == BodyCoding::Gzip ? kGzip : deflateFormat(packed);
    if (!m_inflater->ready || inflateReset2(&z, format) != Z_OK)
        return {};
    z.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(packed.data()));
    z.avail_in = static_cast<uInt>(packed.size());
    std::size_t size = 0;
    int code = Z_OK;
    while (code == Z_OK && size <= mostBytes) {
        makeRoom(size, mostBytes);
        const std::size_t free = std::min(mostBytes + 1, m_plain.size()) - size;
        z.next_out = reinterpret_cast<Bytef *>(m_plain.data() + size);
        z.avail_out = static_cast<uInt>(free);
        code = inflate(&z, Z_NO_FLUSH);
        size += free - z.avail_out;
        if (code == Z_STREAM_END && z.avail_in > 0) // another member, which gzip alone has
            code = coding == BodyCoding::Gzip ? inflateReset(&z) : Z_DATA_ERROR;
    }
    if (code != Z_STREAM_END || size > mostBytes)
        return {};
    return {m_plain.data(), size};
}

std::string_view PackedBodies::unpackedBrotli(std::string_view packed, std::size_t mostBytes)
{
    // A window of twice the text, another while it grows, and tables of codes.
    BrotliMemory memory(4 * mostBytes + (std::size_t(1) << 20));
    const std::unique_ptr<BrotliDecoderState, decltype(&BrotliDecoderDestroyInstance)> decoder(
        BrotliDecoderCreateInstance(BrotliMemory::take, BrotliMemory::giveBack, &memory),
        BrotliDecoderDestroyInstance);
    if (!decoder)
        return {};
    const auto *in = reinterpret_cast<const std::uint8_t *>(packed.data());
    std::size_t left = packed.size(), size = 0;
    BrotliDecoderResult result = BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT;
    while (result == BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT && size <= mostBytes) {
        makeRoom(size, mostBytes);
        std::size_t free = std::min(mostBytes + 1, m_plain.size()) - size;
        auto *out = reinterpret_cast<std::uint8_t *>(m_plain.data() + size);
        const std::size_t before = free;
        result = BrotliDecoderDecompressStream(decoder.get(), &left, &in, &free, &out, nullptr);
        size += before - free;
    }
    if (result != BROTLI_DECODER_RESULT_SUCCESS || left > 0 || size > mostBytes)
        return {};
    return {m_plain.data(), size};
}

// At once into the whole room, which is its window then: a frame's head cannot ask for more.
std::string_view PackedBodies::unpackedZstd(std::string_view packed, std::size_t mostBytes)
{
    if (!m_zstd)
        m_zstd = std::make_unique<ZstdContext>();
    if (!m_zstd->context || packed.empty())
        return {};
    if (m_plain.size() < mostBytes)
        m_plain.resize(mostBytes);
    const std::size_t size = ZSTD_decompressDCtx(m_zstd->context, m_plain.data(), mostBytes,
                                                 packed.data(), packed.size());
    if (ZSTD_isError(size))
        return {};
    return {m_plain.data(), size};
}

std::size_t PackedBodies::bytes() const
{
    return m_plain.capacity() + (m_inflater ? kStreamBytes : 0) +
           (m_zstd ? ZSTD_sizeof_DCtx(m_zstd->context) : 0);
}

} // namespace forefetch
