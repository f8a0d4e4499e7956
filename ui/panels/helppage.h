// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QString>
#include <QTextDocument>

#include <vector>

namespace forefetch {

struct Theme;

struct HelpHeading
{
    QString title;
    int level = 1;
    int position = 0; // in the document
};

// A Markdown document as it is to be read on the screen: set in the theme's colours, with code on
// a tinted block, tables with air around their words, and headings that stand out.
//
//     HelpPage page(markdown, theme, font);
//     browser->setDocument(&page);
//     page.positionOf(QStringLiteral("queue"))   // of the heading "Queue"
//
// Places are named as GitHub names headings; a row of a table that begins with a `code` word is a
// place of that name, so that each parameter and figure can be pointed at.
// Thread: the GUI thread.
class HelpPage : public QTextDocument
{
    Q_OBJECT

public:
    HelpPage(const QString &markdown, const Theme &theme, const QFont &font,
             QObject *parent = nullptr);

    const std::vector<HelpHeading> &headings() const { return m_headings; }
    // -1 when there is no such place.
    int positionOf(const QString &place) const { return m_places.value(place, -1); }
    // The heading under which a position stands; -1 before the first.
    int headingAt(int position) const;
    // The column of text is as wide as eyes like to read, in the middle of what there is.
    void fit(int width);

private:
    void setCode(const Theme &theme);
    void setBlocks();
    void setTables(const Theme &theme);
    void setWords(const Theme &theme);
    void findPlaces();

    std::vector<HelpHeading> m_headings; // by position
    QHash<QString, int> m_places;
};

// What GitHub calls the place of a heading: "Your own API" is "your-own-api".
QString placeOf(const QString &heading);
// The face of code: from the resources, so that a machine without fonts shows it, too.
QString codeFamily();

} // namespace forefetch
