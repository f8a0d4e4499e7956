// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/helppage.h"

#include "ui/theme/theme.h"

#include <QFontDatabase>
#include <QFontMetricsF>
#include <QRegularExpression>
#include <QTextBlock>
#include <QTextCursor>
#include <QTextFrame>
#include <QTextTable>

#include <algorithm>
#include <array>

namespace forefetch {

namespace {

constexpr int kMeasure = 92; // of the mean of all letters, which is wider than that of a text: 76
constexpr double kIndent = 24;
constexpr double kCellPadding = 6;
constexpr double kWidestName = 310;
constexpr std::array<double, 5> kHeadingSize{1, 1.75, 1.4, 1.15, 1};
constexpr std::array<double, 5> kSpaceAbove{0, 8, 28, 20, 14};
constexpr std::array<double, 5> kSpaceBelow{0, 10, 8, 6, 4};

bool isCode(const QTextBlock &block)
{
    return block.blockFormat().hasProperty(QTextFormat::BlockCodeFence) ||
           block.blockFormat().hasProperty(QTextFormat::BlockCodeLanguage);
}

bool isWordOfCode(const QTextFragment &fragment)
{
    return fragment.isValid() && fragment.charFormat().fontFixedPitch();
}

// The comment that tells the licence is not for reading on.
QString withoutComment(QString markdown)
{
    static const QRegularExpression comment(QStringLiteral("\\A\\s*<!--.*?-->\\s*"),
                                            QRegularExpression::DotMatchesEverythingOption);
    return markdown.remove(comment);
}

// What an inserted frame leaves beside it: an empty paragraph, to be seen as little as possible.
void shrink(QTextBlock block)
{
    if (!block.isValid() || block.length() > 1)
        return;
    QTextCursor cursor(block);
    QTextBlockFormat format;
    format.setLineHeight(1, QTextBlockFormat::FixedHeight);
    cursor.setBlockFormat(format);
    QTextCharFormat tiny;
    tiny.setFontPointSize(1);
    cursor.setBlockCharFormat(tiny);
}

// A name in the first column stands on one line, unless it would take half of the page.
QList<QTextLength> widthsOf(const QTextTable &table)
{
    QList<QTextLength> widths(table.columns());
    double widest = 0;
    for (int row = 1; row < table.rows(); ++row) {
        const QTextBlock block = table.cellAt(row, 0).firstCursorPosition().block();
        if (block.begin().atEnd() || !isWordOfCode(block.begin().fragment()))
            return widths;
        const QFontMetricsF metrics(block.begin().fragment().charFormat().font());
        widest = std::max(widest, metrics.horizontalAdvance(block.text()));
    }
    if (widest > 0 && widest < kWidestName)
        widths[0] = QTextLength(QTextLength::FixedLength, widest + 2 * kCellPadding + 2);
    return widths;
}

} // namespace

QString placeOf(const QString &heading)
{
    static const QRegularExpression others(QStringLiteral("[^\\w\\- ]"));
    return QString(heading).remove(others).toLower().replace(QLatin1Char(' '), QLatin1Char('-'));
}

QString codeFamily()
{
    static const int font =
        QFontDatabase::addApplicationFont(QStringLiteral(":/fonts/DejaVuSansMono.ttf"));
    const QStringList families = QFontDatabase::applicationFontFamilies(font);
    return families.isEmpty() ? QStringLiteral("monospace") : families.front();
}

HelpPage::HelpPage(const QString &markdown, const Theme &theme, const QFont &font, QObject *parent)
    : QTextDocument(parent)
{
    setUndoRedoEnabled(false);
    setDefaultFont(font);
    setDocumentMargin(0);
    setMarkdown(withoutComment(markdown), QTextDocument::MarkdownDialectGitHub);
    QTextCursor whole(this);
    whole.beginEditBlock();
    setBlocks();
    setWords(theme);
    setTables(theme);
    setCode(theme);
    whole.endEditBlock();
    findPlaces();
}

// Air between lines and paragraphs; headings by their level.
void HelpPage::setBlocks()
{
    const double size = defaultFont().pointSizeF();
    for (QTextBlock block = begin(); block.isValid(); block = block.next()) {
        if (isCode(block))
            continue;
        QTextCursor cursor(block);
        QTextBlockFormat format = block.blockFormat();
        const int level = std::min(format.headingLevel(), int(kHeadingSize.size()) - 1);
        const bool inTable = cursor.currentTable() != nullptr;
        format.setLineHeight(inTable ? 115 : 130, QTextBlockFormat::ProportionalHeight);
        if (level > 0) {
            format.setTopMargin(kSpaceAbove[std::size_t(level)]);
            format.setBottomMargin(kSpaceBelow[std::size_t(level)]);
            QTextCharFormat heading;
            heading.setFontPointSize(size * kHeadingSize[std::size_t(level)]);
            heading.setFontWeight(QFont::Bold);
            heading.clearProperty(QTextFormat::FontSizeAdjustment);
            cursor.select(QTextCursor::BlockUnderCursor);
            cursor.mergeCharFormat(heading);
            cursor.setPosition(block.position());
        } else if (!inTable) {
            format.setTopMargin(0);
            const bool goesOn = block.textList() && block.next().textList() == block.textList();
            format.setBottomMargin(goesOn ? 4 : 10);
        }
        cursor.setBlockFormat(format);
    }
}

// Words of code and links in their colours.
void HelpPage::setWords(const Theme &theme)
{
    QTextCharFormat code, link;
    code.setFontFamilies({codeFamily()});
    code.setFontPointSize(defaultFont().pointSizeF() * 0.94);
    link.setForeground(theme.accent);
    link.setFontUnderline(true);
    struct Span
    {
        int from, to;
        bool isLink, isCode;
    };
    std::vector<Span> spans;
    for (QTextBlock block = begin(); block.isValid(); block = block.next()) {
        for (auto at = block.begin(); !at.atEnd(); ++at) {
            const QTextFragment part = at.fragment();
            const bool isLink = part.charFormat().isAnchor();
            if (isLink || isWordOfCode(part)) {
                spans.push_back(
                    {part.position(), part.position() + part.length(), isLink, isWordOfCode(part)});
            }
        }
    }
    QTextCursor cursor(this);
    for (const Span &span : spans) {
        cursor.setPosition(span.from);
        cursor.setPosition(span.to, QTextCursor::KeepAnchor);
        if (span.isCode) {
            const bool inTable = cursor.currentTable() != nullptr;
            code.setBackground(inTable || isCode(cursor.block()) ? QBrush() : theme.raised);
            cursor.mergeCharFormat(code);
        }
        if (span.isLink)
            cursor.mergeCharFormat(link);
    }
}

void HelpPage::setTables(const Theme &theme)
{
    QList<QTextTable *> tables;
    for (QTextFrame *frame : rootFrame()->childFrames()) {
        if (auto *table = qobject_cast<QTextTable *>(frame))
            tables << table;
    }
    for (QTextTable *table : tables) {
        QTextTableFormat format = table->format();
        format.setBorder(0);
        format.setBorderCollapse(true);
        format.setCellPadding(kCellPadding);
        format.setCellSpacing(0);
        format.setTopMargin(4);
        format.setBottomMargin(16);
        format.setWidth(QTextLength(QTextLength::PercentageLength, 100));
        format.setColumnWidthConstraints(widthsOf(*table));
        table->setFormat(format);
        for (int row = 0; row < table->rows(); ++row) {
            for (int column = 0; column < table->columns(); ++column) {
                QTextTableCell cell = table->cellAt(row, column);
                QTextTableCellFormat look = cell.format().toTableCellFormat();
                look.setBottomBorder(1);
                look.setBottomBorderStyle(QTextFrameFormat::BorderStyle_Solid);
                look.setBottomBorderBrush(row == 0 ? theme.border : theme.grid);
                if (row == 0)
                    look.setBackground(theme.raised);
                cell.setFormat(look);
            }
        }
    }
}

// Each run of code lines into a frame of its own, from the last to the first, so that those before
// stay where they are.
void HelpPage::setCode(const Theme &theme)
{
    QTextFrameFormat box;
    box.setBackground(theme.raised);
    box.setBorder(1);
    box.setBorderStyle(QTextFrameFormat::BorderStyle_Solid);
    box.setBorderBrush(theme.grid);
    box.setPadding(10);
    box.setTopMargin(2);
    box.setBottomMargin(10);
    QTextCharFormat code;
    code.setFontFamilies({codeFamily()});
    code.setFontFixedPitch(true);
    code.setFontPointSize(defaultFont().pointSizeF() * 0.92);
    code.setForeground(theme.text);
    for (QTextBlock last = lastBlock(); last.isValid(); last = last.previous()) {
        if (!isCode(last))
            continue;
        QTextBlock first = last;
        while (isCode(first.previous()))
            first = first.previous();
        QTextCursor cursor(first);
        cursor.setPosition(last.position() + last.length() - 1, QTextCursor::KeepAnchor);
        // What is drawn must not be broken; a program may, where there is no room for it.
        const bool isDrawing = first.blockFormat().stringProperty(QTextFormat::BlockCodeLanguage) ==
                               QStringLiteral("text");
        cursor.mergeCharFormat(code);
        QTextFrame *frame = cursor.insertFrame(box);
        cursor.setPosition(frame->firstPosition());
        cursor.setPosition(frame->lastPosition(), QTextCursor::KeepAnchor);
        QTextBlockFormat line;
        line.setNonBreakableLines(isDrawing);
        line.setLineHeight(120, QTextBlockFormat::ProportionalHeight);
        cursor.setBlockFormat(line);
        const QTextBlock after = findBlock(frame->lastPosition() + 1);
        shrink(after);
        last = findBlock(frame->firstPosition()).previous();
        shrink(last);
    }
}

void HelpPage::findPlaces()
{
    for (QTextBlock block = begin(); block.isValid(); block = block.next()) {
        if (const int level = block.blockFormat().headingLevel(); level > 0) {
            m_headings.push_back({block.text(), level, block.position()});
            m_places.insert(placeOf(block.text()), block.position());
            continue;
        }
        QTextTable *table = QTextCursor(block).currentTable();
        if (table && table->cellAt(block.position()).column() == 0 && !block.begin().atEnd() &&
            isWordOfCode(block.begin().fragment()) && !m_places.contains(block.text()))
            m_places.insert(block.text(), block.position());
    }
}

int HelpPage::headingAt(int position) const
{
    const auto after =
        std::upper_bound(m_headings.begin(), m_headings.end(), position,
                         [](int p, const HelpHeading &heading) { return p < heading.position; });
    return static_cast<int>(after - m_headings.begin()) - 1;
}

void HelpPage::fit(int width)
{
    const QFontMetricsF metrics(defaultFont());
    const double measure = kMeasure * metrics.averageCharWidth();
    const double side = std::max(space::large * 1.0, (width - measure) / 2);
    // Beside a wide page the text stays at the left, near the table of contents.
    QTextFrameFormat format = rootFrame()->frameFormat();
    const double left = std::min(side, kIndent * 2);
    if (format.leftMargin() == left && format.rightMargin() == 2 * side - left)
        return;
    format.setLeftMargin(left);
    format.setRightMargin(std::max(space::large * 1.0, 2 * side - left));
    format.setTopMargin(kIndent);
    format.setBottomMargin(kIndent * 3);
    rootFrame()->setFrameFormat(format);
}

} // namespace forefetch
