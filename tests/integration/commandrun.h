// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QFile>
#include <QProcess>
#include <QProcessEnvironment>
#include <QString>
#include <QTemporaryDir>

namespace forefetch {

// What forefetchctl said and how it ended; -1 when it crashed or took over a minute.
struct CommandRun
{
    int exitCode = -1;
    QByteArray out;
    QByteArray err;
};

// Starts it in a folder, where it also looks for its configuration; `args` are parted by spaces.
inline void startCommand(QProcess &process, const QTemporaryDir &folder, const QByteArray &args)
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("XDG_CONFIG_HOME"), folder.path());
    process.setProcessEnvironment(environment);
    process.setWorkingDirectory(folder.path());
    process.start(QStringLiteral(FOREFETCHCTL), QString::fromUtf8(args).split(QLatin1Char(' ')));
}

inline CommandRun endOf(QProcess &process)
{
    if (!process.waitForFinished(60'000))
        return {};
    return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1,
            process.readAllStandardOutput(), process.readAllStandardError()};
}

inline CommandRun runCommand(const QTemporaryDir &folder, const QByteArray &args)
{
    QProcess process;
    startCommand(process, folder, args);
    return endOf(process);
}

// A file of the folder; empty when it is not there.
inline QByteArray contentOf(const QTemporaryDir &folder, const char *name)
{
    QFile file(folder.filePath(QString::fromLatin1(name)));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace forefetch
