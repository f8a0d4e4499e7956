// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

class QCoreApplication;

namespace forefetch {

// The languages that the window can speak, as their codes: English, which is in the source, and
// those of resources/translations.
QStringList languages();

// Has the window speak a language: that of `code` ("de", "de_AT"), or where it is empty the first
// one of the system's list (LANGUAGE, else LC_ALL, LC_MESSAGES or LANG) that there is, else
// English. Qt's own texts follow where its translations are installed; so do numbers where a code
// is given, or where the system names no country ("C"). False, and nothing is changed, when there
// is no language of that code.
//
//     if (!speak(application, QStringLiteral("de")))
//         …; // languages() tells what there is
//
// Before the first window is made. Thread: the GUI thread.
bool speak(QCoreApplication &application, const QString &code = {});

} // namespace forefetch
