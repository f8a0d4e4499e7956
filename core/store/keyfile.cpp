// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/keyfile.h"

#include "core/time/random.h"

#include <cerrno>
#include <charconv>
#include <cstring>
#include <fcntl.h>
#include <string_view>
#include <sys/stat.h>
#include <unistd.h>

namespace forefetch {

namespace {

constexpr std::size_t kDigits = 32;

Error problem(const std::string &file, const std::string &what)
{
    return {ErrorCode::Io, file + ": " + what};
}

// In one step: a file under its own name first, so that nobody ever reads half a key, nor do two
// processes make two.
Result<void> makeKey(const std::string &file)
{
    constexpr char hex[] = "0123456789abcdef";
    std::string text;
    for (int word = 0; word < 2; ++word) {
        std::uint64_t secret = secretNumber();
        for (int i = 0; i < 16; ++i, secret >>= 4)
            text += hex[secret & 15];
    }
    text += '\n';
    const std::string fresh = file + "." + std::to_string(::getpid());
    const int fd = ::open(fresh.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (fd < 0)
        return problem(file, std::strerror(errno));
    const bool written =
        ::write(fd, text.data(), text.size()) == static_cast<ssize_t>(text.size()) &&
        ::fsync(fd) == 0;
    int failure = written ? 0 : errno;
    ::close(fd);
    if (written && ::link(fresh.c_str(), file.c_str()) != 0 && errno != EEXIST)
        failure = errno;
    ::unlink(fresh.c_str());
    return failure == 0 ? Result<void>() : problem(file, std::strerror(failure));
}

} // namespace

Result<SecretKey> keyFrom(const std::string &file)
{
    int fd = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
    if (fd < 0 && errno == ENOENT) {
        if (auto made = makeKey(file); !made)
            return made.error();
        fd = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
    }
    if (fd < 0)
        return problem(file, std::strerror(errno));
    struct stat about = {};
    char text[kDigits + 2];
    const bool known = ::fstat(fd, &about) == 0;
    const ssize_t length = ::read(fd, text, sizeof text);
    ::close(fd);
    if (!known || length < 0)
        return problem(file, "cannot be read");
    if ((about.st_mode & 077) != 0)
        return invalid(file + ": others may read this secret; chmod 600 it");
    SecretKey key{};
    const std::string_view digits(text, static_cast<std::size_t>(length));
    const bool whole = digits.size() == kDigits + 1 && digits.back() == '\n';
    for (std::size_t i = 0; whole && i < 2; ++i) {
        const char *end = text + 16 * (i + 1);
        if (std::from_chars(text + 16 * i, end, key[i], 16).ptr != end)
            return invalid(file + ": holds no key (32 hexadecimal digits and a line's end)");
    }
    if (!whole)
        return invalid(file + ": holds no key (32 hexadecimal digits and a line's end)");
    return key;
}

} // namespace forefetch
