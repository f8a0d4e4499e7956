// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
// How the viewer is built: its bar, its table of contents, its page; and what its keys do.
#include "ui/panels/helppage.h"
#include "ui/panels/helpviewer.h"
#include "ui/theme/icons.h"

#include <QAction>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QScrollBar>
#include <QSplitter>
#include <QTextBrowser>
#include <QToolButton>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace forefetch {

namespace {

constexpr int kContentsWidth = 260;
constexpr int kNarrow = 700; // the table of contents makes way
constexpr int kSearchWidth = 260;

QAction *keyOf(QWidget *owner, const QKeySequence &key)
{
    auto *action = new QAction(owner);
    action->setShortcut(key);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    owner->addAction(action);
    return action;
}

} // namespace

HelpViewer::HelpViewer(const Theme &theme, QWidget *parent) : QWidget(parent), m_theme(theme)
{
    setWindowTitle(tr("Help"));
    setAccessibleName(tr("Help"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    makeBar(column);
    makeContents();
    m_browser = new QTextBrowser(this);
    m_browser->setOpenLinks(false);
    m_browser->setFrameShape(QFrame::NoFrame);
    m_browser->setAccessibleName(tr("The text"));
    // Always, so that the width does not change while the text is laid out.
    m_browser->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn);
    m_browser->viewport()->installEventFilter(this);
    connect(m_browser, &QTextBrowser::anchorClicked, this, &HelpViewer::follow);
    connect(m_browser->verticalScrollBar(), &QScrollBar::valueChanged, this,
            &HelpViewer::showHeading);
    m_splitter = new QSplitter(this);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setHandleWidth(1);
    m_splitter->addWidget(m_contents);
    m_splitter->addWidget(m_browser);
    m_splitter->setStretchFactor(1, 1);
    m_splitter->setSizes({kContentsWidth, 3 * kContentsWidth});
    column->addWidget(m_splitter, 1);
    setTabOrder(m_contents, m_browser);
    showHistory();
    setTheme(theme);
}

HelpViewer::~HelpViewer()
{
    // The pages are children as well, and the browser is not to look at one that is gone.
    m_browser->setDocument(nullptr);
}

QToolButton *HelpViewer::makeButton(const QString &icon, const QString &text,
                                    const QKeySequence &key, void (HelpViewer::*slot)())
{
    auto *button = new QToolButton(this);
    button->setAutoRaise(true);
    button->setFixedSize(space::target + 4, space::target + 4);
    button->setFocusPolicy(Qt::TabFocus);
    button->setAccessibleName(text);
    button->setToolTip(QStringLiteral("%1 (%2)").arg(text, key.toString(QKeySequence::NativeText)));
    connect(button, &QToolButton::clicked, this, slot);
    connect(keyOf(this, key), &QAction::triggered, this, slot);
    m_buttons.push_back({button, icon});
    return button;
}

void HelpViewer::makeBar(QBoxLayout *column)
{
    auto *line = new QHBoxLayout;
    line->setContentsMargins(space::medium, space::small + 2, space::medium, space::small + 2);
    line->setSpacing(space::small);
    line->addWidget(
        makeButton(QStringLiteral("back"), tr("Back"), Qt::ALT | Qt::Key_Left, &HelpViewer::back));
    line->addWidget(makeButton(QStringLiteral("forward"), tr("Forward"), Qt::ALT | Qt::Key_Right,
                               &HelpViewer::forward));
    line->addStretch(1);
    m_state = new QLabel(this);
    m_state->setTextFormat(Qt::PlainText);
    line->addWidget(m_state);
    m_search = new QLineEdit(this);
    m_search->setPlaceholderText(tr("Search (Ctrl+F)"));
    m_search->setAccessibleName(tr("Search the help"));
    m_search->setClearButtonEnabled(true);
    m_search->setMinimumHeight(space::target);
    m_search->setMaximumWidth(kSearchWidth);
    m_search->installEventFilter(this);
    line->addWidget(m_search, 2);
    line->addWidget(makeButton(QStringLiteral("up"), tr("Previous place found"),
                               Qt::SHIFT | Qt::Key_F3, &HelpViewer::findPrevious));
    line->addWidget(makeButton(QStringLiteral("down"), tr("Next place found"), Qt::Key_F3,
                               &HelpViewer::findNext));
    connect(m_search, &QLineEdit::textChanged, this, [this] { search(true); });
    connect(keyOf(this, QKeySequence::Find), &QAction::triggered, this, &HelpViewer::startSearch);
    column->addLayout(line);
}

void HelpViewer::makeContents()
{
    m_contents = new QTreeWidget(this);
    m_contents->setHeaderHidden(true);
    m_contents->setAccessibleName(tr("Table of contents"));
    m_contents->setFrameShape(QFrame::NoFrame);
    m_contents->setIndentation(14);
    m_contents->setUniformRowHeights(true);
    m_contents->setMinimumWidth(160);
    const auto open = [this](QTreeWidgetItem *item) {
        if (item == nullptr)
            return;
        const QPoint place = item->data(0, Qt::UserRole).toPoint();
        const auto page = static_cast<std::size_t>(place.x());
        remember();
        showPlace(page, m_pages[page]->headings()[static_cast<std::size_t>(place.y())].position);
    };
    connect(m_contents, &QTreeWidget::itemClicked, this, open);
    connect(m_contents, &QTreeWidget::itemActivated, this, [this, open](QTreeWidgetItem *item) {
        open(item);
        m_browser->setFocus(); // Enter: on to reading
    });
    // By arrows the page follows, and the way back stays as it is.
    connect(m_contents, &QTreeWidget::currentItemChanged, this, [this](QTreeWidgetItem *item) {
        if (item == nullptr || !m_contents->hasFocus())
            return;
        const QPoint place = item->data(0, Qt::UserRole).toPoint();
        const auto page = static_cast<std::size_t>(place.x());
        showPlace(page, m_pages[page]->headings()[static_cast<std::size_t>(place.y())].position);
    });
}

void HelpViewer::setTheme(const Theme &theme)
{
    m_theme = theme;
    for (const Button &made : m_buttons)
        made.button->setIcon(icon(made.icon, theme));
    QPalette muted = palette();
    muted.setColor(QPalette::WindowText, theme.mutedText);
    m_state->setPalette(muted);
    QPalette quiet = theme.palette();
    quiet.setColor(QPalette::Base, theme.window);
    // The viewports as well: under a style sheet they do not take over what their parents have.
    for (QWidget *each : {static_cast<QWidget *>(m_contents), m_contents->viewport()})
        each->setPalette(quiet);
    for (QWidget *each : {static_cast<QWidget *>(m_browser), m_browser->viewport()})
        each->setPalette(theme.palette());
    if (m_pages[0] == nullptr)
        return;
    const int scroll = m_browser->verticalScrollBar()->value();
    load();
    fit();
    m_browser->verticalScrollBar()->setValue(scroll);
    search(false);
}

void HelpViewer::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (m_pages[0] == nullptr)
        load();
    fit();
    showHeading();
}

void HelpViewer::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    m_contents->setVisible(width() >= kNarrow);
}

bool HelpViewer::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_browser->viewport() && event->type() == QEvent::Resize)
        fit();
    if (watched == m_search && event->type() == QEvent::KeyPress) {
        auto *key = static_cast<QKeyEvent *>(event);
        if (key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter) {
            find(key->modifiers() & Qt::ShiftModifier ? -1 : 1);
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

// Esc ends a search; where there is none, it is the window's.
void HelpViewer::keyPressEvent(QKeyEvent *event)
{
    if (event->key() != Qt::Key_Escape || (m_search->text().isEmpty() && !m_search->hasFocus())) {
        QWidget::keyPressEvent(event);
        return;
    }
    m_search->clear();
    m_browser->setFocus();
}

} // namespace forefetch
