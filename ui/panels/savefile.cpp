// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/savefile.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QSaveFile>

namespace forefetch {

namespace {

struct SaveFile
{
    Q_DECLARE_TR_FUNCTIONS(forefetch::SaveFile)
};

QString advice(QFileDevice::FileError error)
{
    if (error == QFileDevice::PermissionsError || error == QFileDevice::OpenError)
        return SaveFile::tr("Choose a folder that you may write to.");
    return SaveFile::tr("Free some space, or choose another place.");
}

QString problemOf(const QString &path, const QString &cause, const QString &what)
{
    return SaveFile::tr("%1 could not be saved: %2. %3")
        .arg(QDir::toNativeSeparators(path), cause, what);
}

} // namespace

QString saveFile(const QString &path, const QByteArray &bytes)
{
    const QFileInfo folder(QFileInfo(path).absolutePath());
    if (!folder.isDir())
        return problemOf(path, SaveFile::tr("there is no folder %1").arg(folder.filePath()),
                         SaveFile::tr("Choose another one."));
    QSaveFile file(path);
    if (file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() && file.commit())
        return {};
    // Of a write that failed within commit Qt 6.4 knows no cause.
    const bool isKnown = file.errorString() != QFile().errorString();
    return problemOf(path,
                     isKnown ? file.errorString() : SaveFile::tr("not all of it could be written"),
                     advice(file.error()));
}

} // namespace forefetch
