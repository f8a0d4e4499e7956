// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Searching, and marking what was found.
#include "ui/panels/helppage.h"
#include "ui/panels/helpviewer.h"

#include <QAbstractTextDocumentLayout>
#include <QLabel>
#include <QLineEdit>
#include <QScrollBar>
#include <QTextBlock>
#include <QTextBrowser>
#include <QTextCursor>
#include <QToolButton>

#include <algorithm>

namespace forefetch {

namespace {

constexpr std::size_t kMostFound = 1000;

QTextEdit::ExtraSelection mark(QTextDocument *document, int from, int to, const QColor &ground,
                               const QColor &text)
{
    QTextEdit::ExtraSelection selection;
    selection.cursor = QTextCursor(document);
    selection.cursor.setPosition(from);
    selection.cursor.setPosition(to, QTextCursor::KeepAnchor);
    selection.format.setBackground(ground);
    selection.format.setForeground(text);
    return selection;
}

QColor mixed(const QColor &a, const QColor &b, double share)
{
    return QColor::fromRgbF(float(a.redF() * share + b.redF() * (1 - share)),
                            float(a.greenF() * share + b.greenF() * (1 - share)),
                            float(a.blueF() * share + b.blueF() * (1 - share)));
}

} // namespace

void HelpViewer::startSearch()
{
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

std::vector<HelpViewer::Found> HelpViewer::placesOf(const QString &words, const HelpPage &in) const
{
    std::vector<Found> found;
    if (words.isEmpty())
        return found;
    QTextCursor at = in.find(words, 0);
    while (!at.isNull() && found.size() < kMostFound) {
        found.push_back({at.selectionStart(), at.selectionEnd()});
        at = in.find(words, at.selectionEnd());
    }
    return found;
}

// What is typed is looked for from what is on the screen on.
void HelpViewer::search(bool fromHere)
{
    if (m_pages[m_page] == nullptr)
        return;
    m_found = placesOf(m_search->text(), *m_pages[m_page]);
    const int top = m_browser->cursorForPosition({0, 0}).position();
    const auto next =
        std::find_if(m_found.begin(), m_found.end(), [&](const Found &f) { return f.from >= top; });
    m_foundAt = next == m_found.end() ? 0 : static_cast<std::size_t>(next - m_found.begin());
    showFound(fromHere);
}

void HelpViewer::find(int direction)
{
    if (m_search->text().isEmpty()) {
        startSearch();
        return;
    }
    if (m_found.empty()) { // perhaps in the other document
        const std::size_t other = (m_page + 1) % kPages;
        if (!placesOf(m_search->text(), *m_pages[other]).empty()) {
            remember();
            setPage(other);
            m_foundAt = 0;
            showFound(true);
        }
        return;
    }
    const std::size_t n = m_found.size();
    m_foundAt = (m_foundAt + (direction < 0 ? n - 1 : 1)) % n;
    showFound(true);
}

void HelpViewer::showFound(bool scroll)
{
    QTextDocument *document = m_pages[m_page];
    QList<QTextEdit::ExtraSelection> marks;
    if (m_pointedAt >= 0) {
        const QTextBlock row = document->findBlock(m_pointedAt);
        marks << mark(document, row.position(), row.position() + row.length() - 1, m_theme.accent,
                      m_theme.accentText);
    }
    const QColor tint = mixed(m_theme.accent, m_theme.surface, 0.25);
    for (std::size_t i = 0; i < m_found.size(); ++i) {
        const bool here = i == m_foundAt;
        marks << mark(document, m_found[i].from, m_found[i].to, here ? m_theme.accent : tint,
                      here ? m_theme.accentText : m_theme.text);
    }
    m_browser->setExtraSelections(marks);

    const bool searching = !m_search->text().isEmpty();
    QString state;
    if (searching && m_found.empty()) {
        const std::size_t other = (m_page + 1) % kPages;
        const auto there = placesOf(m_search->text(), *m_pages[other]).size();
        state = there == 0 ? tr("Not found")
                : other == 0
                    ? tr("Not here; %n in the guide (Enter)", nullptr, int(there))
                    : tr("Not here; %n in the quick reference (Enter)", nullptr, int(there));
    } else if (searching) {
        state = tr("%1 of %2").arg(m_foundAt + 1).arg(m_found.size());
    }
    m_state->setText(state);
    for (std::size_t i = 2; i < m_buttons.size(); ++i)
        m_buttons[i].button->setEnabled(searching && !state.isEmpty());
    if (!scroll || m_found.empty())
        return;
    const Found &here = m_found[m_foundAt];
    QTextCursor cursor(document);
    cursor.setPosition(here.from);
    m_browser->setTextCursor(cursor);
    // In sight, and not at the very edge.
    const QRect at = m_browser->cursorRect(cursor);
    const int height = m_browser->viewport()->height();
    if (at.top() < height / 8 || at.bottom() > height * 7 / 8) {
        QScrollBar *bar = m_browser->verticalScrollBar();
        bar->setValue(bar->value() + at.top() - height / 3);
    }
}

} // namespace forefetch
