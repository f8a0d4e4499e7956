// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/files.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>

#include <cstdio>

namespace forefetch {

namespace {

constexpr qint64 kMostBytes = 256LL << 20;

Error fileError(const std::string &path, const QString &reason)
{
    return {ErrorCode::Io, path + ": " + reason.toStdString()};
}

} // namespace

Result<void> writeFile(const std::string &path, std::string_view text)
{
    QSaveFile file(QString::fromStdString(path));
    // Where the folder may not be written to but the file may (/dev/stdout, /dev/null).
    file.setDirectWriteFallback(true);
    const auto size = static_cast<qint64>(text.size());
    if (!file.open(QIODevice::WriteOnly) || file.write(text.data(), size) != size || !file.commit())
        return fileError(path, file.errorString());
    return {};
}

Result<void> checkWritable(const std::string &path)
{
    const QFileInfo file(QString::fromStdString(path));
    const QFileInfo folder(file.absolutePath());
    if (file.isDir())
        return fileError(path, QStringLiteral("is a folder"));
    if (file.exists() ? !file.isWritable() : !folder.isDir() || !folder.isWritable())
        return fileError(path, file.exists()     ? QStringLiteral("may not be written")
                               : !folder.isDir() ? QStringLiteral("its folder does not exist")
                                                 : QStringLiteral("its folder may not be written"));
    return {};
}

Result<void> checkReadable(const std::string &path)
{
    QFile file(QString::fromStdString(path));
    return path == "-" || file.open(QIODevice::ReadOnly) ? Result<void>()
                                                         : fileError(path, file.errorString());
}

Result<std::string> readInput(const std::string &path)
{
    QFile file(QString::fromStdString(path));
    const bool opened =
        path == "-" ? file.open(stdin, QIODevice::ReadOnly) : file.open(QIODevice::ReadOnly);
    if (!opened)
        return fileError(path, file.errorString());
    const QByteArray bytes = file.read(kMostBytes + 1);
    if (file.error() != QFileDevice::NoError)
        return fileError(path, file.errorString());
    if (bytes.size() > kMostBytes)
        return Error{ErrorCode::LimitExceeded, path + ": more than 256 MiB"};
    return bytes.toStdString();
}

Result<void> print(std::string_view text)
{
    if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size() || std::fflush(stdout) != 0)
        return Error{ErrorCode::Io, "standard output cannot be written"};
    return {};
}

} // namespace forefetch
