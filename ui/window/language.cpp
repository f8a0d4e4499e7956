// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/language.h"

#include <QCoreApplication>
#include <QDir>
#include <QLibraryInfo>
#include <QLocale>
#include <QRegularExpression>
#include <QTranslator>

namespace forefetch {

namespace {

const QString kFolder = QStringLiteral(":/translations");
const QString kEnglish = QStringLiteral("en");

// "de-AT", "de_AT.UTF-8" → "de"
QString languageOf(const QString &code)
{
    return code.left(code.indexOf(QRegularExpression(QStringLiteral("[-_.@]")))).toLower();
}

// English unless the system asks for another one that there is before it asks for English.
QString languageOfSystem()
{
    for (const QString &wanted : QLocale::system().uiLanguages()) {
        if (languages().contains(languageOf(wanted)))
            return languageOf(wanted);
    }
    return kEnglish;
}

void install(QCoreApplication &application, const QString &file, const QString &folder)
{
    auto *translator = new QTranslator(&application);
    if (translator->load(file, folder))
        QCoreApplication::installTranslator(translator);
    else
        delete translator;
}

} // namespace

QStringList languages()
{
    QStringList codes{kEnglish};
    for (const QString &file : QDir(kFolder).entryList({QStringLiteral("forefetch_*.qm")}))
        codes.append(file.section(u'_', 1).section(u'.', 0, 0));
    return codes;
}

bool speak(QCoreApplication &application, const QString &code)
{
    const QString language = code.isEmpty() ? languageOfSystem() : languageOf(code);
    if (!languages().contains(language))
        return false;
    const bool isSaid = !code.isEmpty() && QLocale().language() != QLocale(language).language();
    if (isSaid || (language != kEnglish && QLocale().language() == QLocale::C))
        QLocale::setDefault(QLocale(code.isEmpty() ? language : code));
    if (language == kEnglish)
        return true;
    install(application, QStringLiteral("qtbase_") + language,
            QLibraryInfo::path(QLibraryInfo::TranslationsPath));
    install(application, QStringLiteral("forefetch_") + language, kFolder);
    return true;
}

} // namespace forefetch
