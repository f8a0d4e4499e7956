// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trace/unpack.h"

#include <zlib.h>
#include <zstd.h>

#include <algorithm>

namespace forefetch {

namespace {

constexpr std::size_t kBlock = 128 << 10; // bytes read at a time

Error corrupt(const std::string &name, std::string_view what)
{
    return {ErrorCode::Corrupt, name + ": " + std::string(what)};
}

// Blocks of compressed bytes.
class Blocks
{
public:
    explicit Blocks(std::unique_ptr<ByteSource> source)
        : m_source(std::move(source)), m_block(kBlock, '\0')
    {
    }

    // Whether there is anything left; reads when there is nothing at hand.
    Result<bool> fill()
    {
        if (m_at < m_have || m_over)
            return m_at < m_have;
        const Result<std::size_t> got = m_source->read(m_block.data(), m_block.size());
        if (!got)
            return got.error();
        m_at = 0;
        m_have = *got;
        m_over = *got == 0;
        return !m_over;
    }

    char *data() { return m_block.data() + m_at; }
    std::size_t size() const { return m_have - m_at; }
    void consume(std::size_t count) { m_at += count; }
    void skipZeros()
    {
        while (m_at < m_have && m_block[m_at] == '\0')
            ++m_at;
    }

private:
    std::unique_ptr<ByteSource> m_source;
    std::string m_block;
    std::size_t m_at = 0;
    std::size_t m_have = 0;
    bool m_over = false;
};

class GzipSource final : public ByteSource
{
public:
    GzipSource(std::unique_ptr<ByteSource> packed, std::string name)
        : m_in(std::move(packed)), m_name(std::move(name))
    {
        m_ready = inflateInit2(&m_stream, 15 + 16) == Z_OK; // 16: gzip alone
    }
    ~GzipSource() override { inflateEnd(&m_stream); }
    GzipSource(const GzipSource &) = delete;
    GzipSource &operator=(const GzipSource &) = delete;

    Result<std::size_t> read(char *to, std::size_t capacity) override
    {
        if (!m_ready)
            return Error{ErrorCode::Internal, m_name + ": no memory to unpack gzip"};
        m_stream.next_out = reinterpret_cast<Bytef *>(to);
        m_stream.avail_out = static_cast<uInt>(std::min<std::size_t>(capacity, 1U << 30));
        const std::size_t room = m_stream.avail_out;
        while (m_stream.avail_out == room) {
            if (m_betweenMembers)
                m_in.skipZeros();
            const Result<bool> more = m_in.fill();
            if (!more)
                return more.error();
            if (!*more)
                return m_betweenMembers ? Result<std::size_t>(std::size_t{0})
                                        : corrupt(m_name, "the gzip data end early");
            if (m_betweenMembers && *m_in.data() == '\0')
                continue;
            if (auto done = step(); !done)
                return done.error();
        }
        return room - m_stream.avail_out;
    }

private:
    Result<void> step()
    {
        m_betweenMembers = false;
        m_stream.next_in = reinterpret_cast<Bytef *>(m_in.data());
        m_stream.avail_in = static_cast<uInt>(m_in.size());
        const int code = inflate(&m_stream, Z_NO_FLUSH);
        m_in.consume(m_in.size() - m_stream.avail_in);
        if (code == Z_STREAM_END) {
            m_betweenMembers = true;
            inflateReset(&m_stream);
        } else if (code != Z_OK && code != Z_BUF_ERROR) {
            return corrupt(m_name, "the gzip data are damaged");
        }
        return {};
    }

    Blocks m_in;
    std::string m_name;
    z_stream m_stream{};
    bool m_ready = false;
    bool m_betweenMembers = true;
};

class ZstdSource final : public ByteSource
{
public:
    ZstdSource(std::unique_ptr<ByteSource> packed, std::string name)
        : m_in(std::move(packed)), m_name(std::move(name)), m_stream(ZSTD_createDStream())
    {
    }
    ~ZstdSource() override { ZSTD_freeDStream(m_stream); }
    ZstdSource(const ZstdSource &) = delete;
    ZstdSource &operator=(const ZstdSource &) = delete;

    Result<std::size_t> read(char *to, std::size_t capacity) override
    {
        if (m_stream == nullptr)
            return Error{ErrorCode::Internal, m_name + ": no memory to unpack zstd"};
        ZSTD_outBuffer out{to, capacity, 0};
        while (out.pos == 0) {
            // What is left inside the decoder comes out without new bytes.
            const Result<bool> more = m_in.fill();
            if (!more)
                return more.error();
            ZSTD_inBuffer in{m_in.data(), m_in.size(), 0};
            if (!*more && m_frameOver)
                return std::size_t{0};
            const std::size_t hint = ZSTD_decompressStream(m_stream, &out, &in);
            if (ZSTD_isError(hint))
                return corrupt(m_name, std::string("the zstd data are damaged: ") +
                                           ZSTD_getErrorName(hint));
            m_in.consume(in.pos);
            m_frameOver = hint == 0;
            if (!*more && out.pos == 0 && !m_frameOver)
                return corrupt(m_name, "the zstd data end early");
        }
        return out.pos;
    }

private:
    Blocks m_in;
    std::string m_name;
    ZSTD_DStream *m_stream;
    bool m_frameOver = true;
};

} // namespace

std::unique_ptr<ByteSource> unpackGzip(std::unique_ptr<ByteSource> packed, std::string name)
{
    return std::make_unique<GzipSource>(std::move(packed), std::move(name));
}

std::unique_ptr<ByteSource> unpackZstd(std::unique_ptr<ByteSource> packed, std::string name)
{
    return std::make_unique<ZstdSource>(std::move(packed), std::move(name));
}

bool isZstdMagic(std::string_view head)
{
    if (head.size() < 4 ||
        head.substr(1, 3) != (head[0] == '\x28' ? "\xb5\x2f\xfd" : "\x2a\x4d\x18"))
        return false;
    return head[0] == '\x28' || (static_cast<unsigned char>(head[0]) & 0xf0) == 0x50;
}

} // namespace forefetch
