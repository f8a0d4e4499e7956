// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Where the reader is, and how he gets elsewhere.
#include "ui/panels/helpviewer.h"

#include "ui/panels/helppage.h"

#include <QAbstractTextDocumentLayout>
#include <QDesktopServices>
#include <QFile>
#include <QScrollBar>
#include <QTextBlock>
#include <QTextBrowser>
#include <QToolButton>
#include <QTreeWidget>
#include <QUrl>

#include <utility>

namespace forefetch {

namespace {

constexpr std::array kFiles{"guide.md", "quick-reference.md"};
constexpr double kFontSize = 1.1; // of the window's

struct Topic
{
    const char *name;
    const char *place;
};
// The names that panels use, so that headings may be worded anew.
constexpr std::array kTopics{
    Topic{"verdict", "the-verdict-strip"},
    Topic{"knobs", "knobs"},
    Topic{"profiles", "profiles-and-settings"},
    Topic{"timelines", "time-lines"},
    Topic{"graph", "transition-graph"},
    Topic{"tables", "tables"},
    Topic{"model", "the-model"},
    Topic{"tuner", "the-tuner"},
    Topic{"what-if", "what-if"},
    Topic{"sources", "sources"},
    Topic{"connect", "put-the-gateway-before-it"},
    Topic{"session-key", "sessions-who-is-who"},
    Topic{"log", "a-log"},
    Topic{"export", "export"},
    Topic{"recordings", "recordings"},
    Topic{"keys", "keys"},
    Topic{"window", "the-window"},
};

QString placeFor(const QString &topic)
{
    for (const Topic &known : kTopics) {
        if (topic == QLatin1String(known.name))
            return QLatin1String(known.place);
    }
    return topic;
}

QString contentsOf(const char *file)
{
    QFile document(QStringLiteral(":/help/") + QLatin1String(file));
    return document.open(QIODevice::ReadOnly) ? QString::fromUtf8(document.readAll()) : QString();
}

} // namespace

QStringList HelpViewer::topics()
{
    QStringList names;
    for (const Topic &topic : kTopics)
        names << QLatin1String(topic.name);
    return names;
}

QString HelpViewer::topicOf(const QWidget *widget)
{
    for (const QWidget *at = widget; at != nullptr; at = at->parentWidget()) {
        const QString topic = at->property("helpTopic").toString();
        if (!topic.isEmpty())
            return topic;
    }
    return {};
}

// Sets both documents, again after a change of the theme.
void HelpViewer::load()
{
    QFont font = this->font();
    font.setPointSizeF(font.pointSizeF() * kFontSize);
    for (std::size_t i = 0; i < kPages; ++i) {
        HelpPage *before = m_pages[i];
        m_pages[i] = new HelpPage(contentsOf(kFiles[i]), m_theme, font, this);
        if (before != nullptr && m_browser->document() == before)
            m_browser->setDocument(m_pages[i]);
        delete before;
    }
    setPage(m_page);
    fillContents();
}

void HelpViewer::setPage(std::size_t page)
{
    m_page = page;
    if (m_browser->document() == m_pages[page])
        return;
    m_browser->setDocument(m_pages[page]);
    m_pointedAt = -1;
    fit();
    search(false);
}

void HelpViewer::fit()
{
    if (m_pages[m_page] != nullptr)
        m_pages[m_page]->fit(m_browser->viewport()->width());
}

bool HelpViewer::knows(const QString &topic)
{
    if (m_pages[0] == nullptr)
        load();
    for (const HelpPage *page : m_pages) {
        if (page->positionOf(placeFor(topic)) >= 0)
            return true;
    }
    return false;
}

void HelpViewer::showTopic(const QString &topic)
{
    if (m_pages[0] == nullptr)
        load(); // what nobody has seen is no place to go back to
    else
        remember();
    m_browser->setFocus();
    for (std::size_t i = 0; i < kPages; ++i) {
        const int position = m_pages[i]->positionOf(placeFor(topic));
        if (position < 0)
            continue;
        const bool isRow = m_pages[i]->findBlock(position).blockFormat().headingLevel() == 0;
        showPlace(i, position);
        m_pointedAt = isRow ? position : -1;
        showFound(false);
        return;
    }
    showPlace(0, 0);
}

void HelpViewer::showPlace(std::size_t page, int position)
{
    setPage(page);
    const HelpPage &shown = *m_pages[page];
    const QTextBlock block = shown.findBlock(position);
    // All of it is laid out now, and the scroll bar told, which Qt would do in its own time.
    QAbstractTextDocumentLayout &layout = *shown.documentLayout();
    layout.blockBoundingRect(shown.lastBlock());
    Q_EMIT layout.documentSizeChanged(layout.documentSize());
    const double top = layout.blockBoundingRect(block).top();
    // A row of a table has its neighbours and the head of the table above it.
    const double above =
        block.blockFormat().headingLevel() > 0 ? space::medium : m_browser->height() / 3.0;
    m_browser->verticalScrollBar()->setValue(position == 0 ? 0 : static_cast<int>(top - above));
    QTextCursor cursor(m_pages[page]);
    cursor.setPosition(position); // links are stepped through from here
    const int scroll = m_browser->verticalScrollBar()->value();
    m_browser->setTextCursor(cursor);
    m_browser->verticalScrollBar()->setValue(scroll);
    showHeading();
}

void HelpViewer::follow(const QUrl &link)
{
    if (!link.scheme().isEmpty() && link.scheme() != QStringLiteral("qrc")) {
        QDesktopServices::openUrl(link);
        return;
    }
    std::size_t page = m_page;
    for (std::size_t i = 0; i < kPages; ++i) {
        if (link.path() == QLatin1String(kFiles[i]))
            page = i;
    }
    remember();
    const int position = m_pages[page]->positionOf(link.fragment());
    showPlace(page, std::max(0, position));
}

// --- The way back.

void HelpViewer::remember()
{
    m_history.resize(std::min(m_history.size(), m_at));
    m_history.push_back({m_page, m_browser->verticalScrollBar()->value()});
    constexpr std::size_t most = 100;
    if (m_history.size() > most)
        m_history.erase(m_history.begin());
    m_at = m_history.size();
    showHistory();
}

void HelpViewer::go(int steps)
{
    if (steps < 0 ? m_at == 0 : m_at + 1 >= m_history.size())
        return;
    const Place here{m_page, m_browser->verticalScrollBar()->value()};
    if (m_at == m_history.size())
        m_history.push_back(here);
    else
        m_history[m_at] = here;
    m_at = steps < 0 ? m_at - 1 : m_at + 1;
    const Place to = m_history[m_at];
    setPage(to.page);
    m_browser->verticalScrollBar()->setValue(to.scroll);
    showHistory();
    showHeading();
}

void HelpViewer::showHistory()
{
    m_buttons[0].button->setEnabled(m_at > 0);
    m_buttons[1].button->setEnabled(m_at + 1 < m_history.size());
}

// --- The table of contents.

void HelpViewer::fillContents()
{
    m_opened = nullptr;
    m_contents->clear();
    for (std::size_t page = 0; page < kPages; ++page) {
        std::vector<QTreeWidgetItem *> above{m_contents->invisibleRootItem()};
        const auto &headings = m_pages[page]->headings();
        for (std::size_t i = 0; i < headings.size(); ++i) {
            const auto level =
                std::clamp<std::size_t>(std::size_t(headings[i].level), 1, above.size());
            above.resize(level);
            auto *item = new QTreeWidgetItem(above.back(), {headings[i].title});
            item->setData(0, Qt::UserRole, QPoint(int(page), int(i)));
            item->setToolTip(0, headings[i].title);
            item->setSizeHint(0, {0, fontMetrics().height() + space::small + 2});
            above.push_back(item);
        }
        m_contents->topLevelItem(int(page))->setExpanded(true);
    }
    showHeading();
}

QString HelpViewer::heading() const
{
    const HelpPage *shown = m_pages[m_page];
    if (shown == nullptr)
        return {};
    const int position = m_browser->cursorForPosition({space::large, space::target}).position();
    const int at = shown->headingAt(position);
    return at < 0 ? QString() : shown->headings()[std::size_t(at)].title;
}

// Marks in the table what the top of the page shows.
void HelpViewer::showHeading()
{
    const HelpPage *shown = m_pages[m_page];
    if (shown == nullptr || m_contents->topLevelItemCount() == 0)
        return;
    const int position = m_browser->cursorForPosition({space::large, space::target}).position();
    const QPoint wanted(int(m_page), std::max(0, shown->headingAt(position)));
    QTreeWidgetItemIterator at(m_contents);
    while (*at != nullptr && (*at)->data(0, Qt::UserRole).toPoint() != wanted)
        ++at;
    if (*at == nullptr || *at == m_contents->currentItem())
        return;
    const QSignalBlocker quiet(m_contents);
    // Open where one reads, and closed again behind.
    QTreeWidgetItem *chapter = *at;
    while (chapter->parent() != nullptr && chapter->parent()->parent() != nullptr)
        chapter = chapter->parent();
    if (m_opened != nullptr && m_opened != chapter) {
        m_opened->setExpanded(false);
        m_opened = nullptr;
    }
    if (chapter->parent() != nullptr && !chapter->isExpanded())
        m_opened = chapter;
    m_contents->setCurrentItem(*at);
    chapter->setExpanded(true);
    m_contents->scrollToItem(*at);
}

} // namespace forefetch
