// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/coretexts.h"

#include <QCoreApplication>
#include <QLocale>

namespace forefetch {

namespace {

// The tables have no terminating zero to promise.
QString translated(std::string_view text)
{
    return text.empty() ? QString()
                        : QCoreApplication::translate("core", std::string(text).c_str());
}

} // namespace

QString labelText(Param param)
{
    return translated(info(param).label);
}

QString helpText(Param param)
{
    return translated(info(param).help);
}

QString unitText(Param param)
{
    return translated(info(param).unit);
}

QString valueText(Param param, double value)
{
    const ParamKind kind = info(param).kind;
    const std::string text = formatValue(param, value);
    return kind == ParamKind::Integer || kind == ParamKind::Real ? localNumber(text)
                                                                 : QString::fromStdString(text);
}

QString groupText(std::string_view group)
{
    std::string title(group);
    title.front() = static_cast<char>(title.front() - 'a' + 'A'); // ids are lower-case letters
    return translated(title);
}

QString sentenceText(Fault fault)
{
    return translated(scenarioOf(fault).sentence);
}

QString localNumber(std::string_view english)
{
    const QLocale locale;
    QString text;
    for (const QChar c : QString::fromUtf8(english.data(), static_cast<qsizetype>(english.size())))
        text += c == u'.'   ? locale.decimalPoint()
                : c == u',' ? locale.groupSeparator()
                            : QString(c);
    return text;
}

} // namespace forefetch
