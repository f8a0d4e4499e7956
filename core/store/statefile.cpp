// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/statefile.h"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace forefetch {

namespace {

Error problem(const std::string &file, int code)
{
    return {code == ENOENT ? ErrorCode::NotFound : ErrorCode::Io,
            file + ": " + std::strerror(code)};
}

bool writeAll(int fd, std::string_view bytes)
{
    while (!bytes.empty()) {
        const ssize_t written = ::write(fd, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return false;
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return true;
}

} // namespace

Result<void> replaceFile(const std::string &file, std::string_view bytes)
{
    const std::string fresh = file + ".new";
    const int fd = ::open(fresh.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (fd < 0)
        return problem(file, errno);
    const bool written = writeAll(fd, bytes) && ::fsync(fd) == 0;
    const int code = errno;
    ::close(fd);
    if (written && std::rename(fresh.c_str(), file.c_str()) == 0)
        return {};
    const int failure = written ? errno : code;
    ::unlink(fresh.c_str());
    return problem(file, failure);
}

Result<std::string> readWhole(const std::string &file, std::size_t most)
{
    const int fd = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return problem(file, errno);
    std::string bytes;
    char buffer[64 * 1024];
    ssize_t got = 0;
    while ((got = ::read(fd, buffer, sizeof buffer)) > 0 && bytes.size() <= most)
        bytes.append(buffer, static_cast<std::size_t>(got));
    const int code = errno;
    ::close(fd);
    if (got < 0)
        return problem(file, code);
    if (bytes.size() > most)
        return Error{ErrorCode::LimitExceeded, file + ": larger than it can be"};
    return bytes;
}

} // namespace forefetch
