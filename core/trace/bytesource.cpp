// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trace/bytesource.h"

#include "core/trace/unpack.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <unistd.h>

namespace forefetch {

namespace {

class FileSource final : public ByteSource
{
public:
    FileSource(int file, bool ours, std::string name)
        : m_file(file), m_ours(ours), m_name(std::move(name))
    {
    }
    ~FileSource() override
    {
        if (m_ours)
            ::close(m_file);
    }
    FileSource(const FileSource &) = delete;
    FileSource &operator=(const FileSource &) = delete;

    Result<std::size_t> read(char *to, std::size_t capacity) override
    {
        for (;;) {
            const ssize_t got = ::read(m_file, to, capacity);
            if (got >= 0)
                return static_cast<std::size_t>(got);
            if (errno != EINTR)
                return Error{ErrorCode::Io, m_name + " cannot be read: " + std::strerror(errno)};
        }
    }

private:
    int m_file;
    bool m_ours;
    std::string m_name;
};

class MemorySource final : public ByteSource
{
public:
    explicit MemorySource(std::string bytes) : m_bytes(std::move(bytes)) {}

    Result<std::size_t> read(char *to, std::size_t capacity) override
    {
        const std::size_t count = std::min(capacity, m_bytes.size() - m_at);
        std::memcpy(to, m_bytes.data() + m_at, count);
        m_at += count;
        return count;
    }

private:
    std::string m_bytes;
    std::size_t m_at = 0;
};

class WatchedSource final : public ByteSource
{
public:
    WatchedSource(std::unique_ptr<ByteSource> source, std::function<bool(std::string_view)> onBytes)
        : m_source(std::move(source)), m_onBytes(std::move(onBytes))
    {
    }
    ~WatchedSource() override
    {
        std::array<char, 65'536> block{};
        while (m_isWanted) {
            const Result<std::size_t> got = read(block.data(), block.size());
            if (!got || *got == 0)
                break;
        }
    }
    WatchedSource(const WatchedSource &) = delete;
    WatchedSource &operator=(const WatchedSource &) = delete;

    Result<std::size_t> read(char *to, std::size_t capacity) override
    {
        Result<std::size_t> got = m_source->read(to, capacity);
        m_isWanted = m_isWanted && got && *got > 0 && m_onBytes({to, *got});
        return got;
    }

private:
    std::unique_ptr<ByteSource> m_source;
    std::function<bool(std::string_view)> m_onBytes;
    bool m_isWanted = true;
};

// Gives first what was looked at, then the rest.
class PeekedSource final : public ByteSource
{
public:
    PeekedSource(std::string head, std::unique_ptr<ByteSource> rest)
        : m_head(std::move(head)), m_rest(std::move(rest))
    {
    }

    Result<std::size_t> read(char *to, std::size_t capacity) override
    {
        if (m_at == m_head.size())
            return m_rest->read(to, capacity);
        const std::size_t count = std::min(capacity, m_head.size() - m_at);
        std::memcpy(to, m_head.data() + m_at, count);
        m_at += count;
        return count;
    }

private:
    std::string m_head;
    std::size_t m_at = 0;
    std::unique_ptr<ByteSource> m_rest;
};

} // namespace

Result<std::unique_ptr<ByteSource>> openFileSource(const std::string &path)
{
    if (path == "-")
        return std::unique_ptr<ByteSource>(
            std::make_unique<FileSource>(STDIN_FILENO, false, "standard input"));
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0) {
        const ErrorCode code = errno == ENOENT ? ErrorCode::NotFound : ErrorCode::Io;
        return Error{code, path + " cannot be opened: " + std::strerror(errno)};
    }
    return std::unique_ptr<ByteSource>(std::make_unique<FileSource>(file, true, path));
}

std::unique_ptr<ByteSource> memorySource(std::string bytes)
{
    return std::make_unique<MemorySource>(std::move(bytes));
}

std::unique_ptr<ByteSource> watchedSource(std::unique_ptr<ByteSource> source,
                                          std::function<bool(std::string_view)> onBytes)
{
    return std::make_unique<WatchedSource>(std::move(source), std::move(onBytes));
}

Result<PlainSource> plainSource(std::unique_ptr<ByteSource> packed, const std::string &name)
{
    std::string head(4, '\0');
    std::size_t have = 0;
    while (have < head.size()) {
        const Result<std::size_t> got = packed->read(head.data() + have, head.size() - have);
        if (!got)
            return got.error();
        if (*got == 0)
            break;
        have += *got;
    }
    // A source that is over is not asked again.
    auto rest = have < head.size() ? memorySource({}) : std::move(packed);
    head.resize(have);
    const bool gzip = head.starts_with("\x1f\x8b");
    const bool zstd = isZstdMagic(head);
    auto all = std::make_unique<PeekedSource>(std::move(head), std::move(rest));
    if (gzip)
        return PlainSource{unpackGzip(std::move(all), name), "gzip"};
    if (zstd)
        return PlainSource{unpackZstd(std::move(all), name), "zstd"};
    return PlainSource{std::move(all), {}};
}

} // namespace forefetch
