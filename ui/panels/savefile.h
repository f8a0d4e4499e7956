// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace forefetch {

// Writes a file whole or not at all: when it fails, the old file stays. Empty, or what to tell the
// user: the file, the cause and what to do.
//
//     if (const QString problem = saveFile(path, bytes); !problem.isEmpty())
//         Q_EMIT failed(problem);
//
// Thread: any.
QString saveFile(const QString &path, const QByteArray &bytes);

} // namespace forefetch
