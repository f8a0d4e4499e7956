// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/admin/token.h"

#include "core/time/random.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace forefetch {

namespace {

constexpr std::size_t kShortest = 16;
constexpr std::size_t kLongest = 512;

std::string why()
{
    return std::strerror(errno);
}

std::string randomToken()
{
    std::string token;
    for (int i = 0; i < 4; ++i) {
        std::array<char, 17> digits{};
        const auto end = std::to_chars(digits.data(), digits.data() + 16, secretNumber(), 16).ptr;
        const auto length = static_cast<std::size_t>(end - digits.data());
        token.append(16 - length, '0').append(digits.data(), length);
    }
    return token;
}

// Written under another name and moved there, so that nobody reads half of it, and so that a link
// that somebody has laid there is replaced, not followed.
Result<void> writePrivately(const std::string &path, const std::string &text)
{
    const std::string made = path + ".new";
    ::unlink(made.c_str());
    const int file = ::open(made.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (file < 0)
        return Error{ErrorCode::Io, made + ": " + why()};
    const bool written =
        ::write(file, text.data(), text.size()) == static_cast<ssize_t>(text.size());
    const bool closed = ::close(file) == 0;
    if (!written || !closed || ::rename(made.c_str(), path.c_str()) != 0)
        return Error{ErrorCode::Io, path + ": " + why()};
    return {};
}

} // namespace

Result<std::string> readToken(const std::string &file)
{
    struct stat status = {};
    if (::stat(file.c_str(), &status) != 0)
        return Error{ErrorCode::NotFound, file + ": " + why()};
    if ((status.st_mode & (S_IRWXG | S_IRWXO) & ~S_IRGRP) != 0)
        return Error{ErrorCode::Refused, file + ": others may read the token; chmod 600 " + file};
    QFile in(QString::fromStdString(file));
    if (!in.open(QIODevice::ReadOnly))
        return Error{ErrorCode::Io, file + ": " + in.errorString().toStdString()};
    std::string token = in.readLine(static_cast<qint64>(kLongest) + 2).toStdString();
    while (!token.empty() && (token.back() == '\n' || token.back() == '\r' || token.back() == ' '))
        token.pop_back();
    const bool isVisible = std::ranges::all_of(token, [](char c) { return c > ' ' && c < 127; });
    if (token.size() < kShortest || token.size() > kLongest || !isVisible)
        return Error{ErrorCode::InvalidArgument,
                     file + ": a token is one line of 16 to 512 visible ASCII characters"};
    return token;
}

Result<std::string> tokenPath(std::uint16_t port)
{
    const QString runtime = qEnvironmentVariable("XDG_RUNTIME_DIR");
    if (!QDir::isAbsolutePath(runtime) || !QFileInfo(runtime).isDir())
        return Error{ErrorCode::NotFound,
                     "XDG_RUNTIME_DIR names no folder to keep a token in; --admin-token-file FILE "
                     "names one that there is"};
    return runtime.toStdString() + "/forefetch/admin-" + std::to_string(port) + ".token";
}

Result<TokenFile> makeToken(std::uint16_t port)
{
    const Result<std::string> path = tokenPath(port);
    if (!path)
        return path.error();
    const std::string folder = path->substr(0, path->rfind('/'));
    if (::mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST)
        return Error{ErrorCode::Io, folder + ": " + why()};
    TokenFile made{*path, randomToken()};
    if (auto written = writePrivately(made.path, made.token + "\n"); !written)
        return written.error();
    return made;
}

} // namespace forefetch
