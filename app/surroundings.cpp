// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/surroundings.h"

#include <QDir>
#include <QFileInfo>
#include <QProcessEnvironment>

namespace forefetch {

namespace {

// XDG Base Directory Specification: a relative path there is to be ignored.
QString configFolder(const QProcessEnvironment &environment)
{
    const QString named = environment.value(QStringLiteral("XDG_CONFIG_HOME"));
    return QDir::isAbsolutePath(named) ? named : QDir::homePath() + QStringLiteral("/.config");
}

std::optional<std::string> ifFile(const QString &path)
{
    return QFileInfo(path).isFile() ? std::optional(path.toStdString()) : std::nullopt;
}

} // namespace

ConfigurationInputs surroundings()
{
    ConfigurationInputs inputs;
    const QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const QString &name : environment.keys())
        inputs.environment.emplace_back(name.toStdString(), environment.value(name).toStdString());
    inputs.userFile = ifFile(configFolder(environment) + QStringLiteral("/forefetch/profile.toml"));
    inputs.localFile = ifFile(QStringLiteral("./forefetch.toml"));
    return inputs;
}

} // namespace forefetch
