// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/theme.h"

#include <QString>
#include <QWidget>

#include <array>
#include <vector>

class QAction;
class QBoxLayout;
class QLabel;
class QLineEdit;
class QSplitter;
class QTextBrowser;
class QToolButton;
class QTreeWidget;
class QTreeWidgetItem;
class QUrl;

namespace forefetch {

class HelpPage;

// The guide and the quick reference, with a table of contents, search, and a way back.
//
//     auto *help = new HelpViewer(theme, this);
//     help->showTopic(HelpViewer::topicOf(QApplication::focusWidget())); // on F1
//
// A widget says what explains it by its property "helpTopic": one of topics(), the id of a
// parameter, the name of a figure, or a heading's place ("your-own-api"). The documents are set
// when they are first looked at.
// Thread: the GUI thread.
class HelpViewer : public QWidget
{
    Q_OBJECT

public:
    static constexpr std::size_t kPages = 2; // guide, quick reference

    explicit HelpViewer(const Theme &theme, QWidget *parent = nullptr);
    ~HelpViewer() override;

    void setTheme(const Theme &theme);
    // Goes to what explains the topic; the guide's beginning when nothing does.
    void showTopic(const QString &topic);
    // Of the widget, or else of the nearest of its parents that names one; empty when none does.
    static QString topicOf(const QWidget *widget);
    static QStringList topics();
    bool knows(const QString &topic);

    // Where it is: the page (0 guide, 1 quick reference) and the heading at the top.
    std::size_t page() const { return m_page; }
    QString heading() const;
    QTextBrowser *browser() const { return m_browser; }
    QTreeWidget *contents() const { return m_contents; }
    QLineEdit *searchBox() const { return m_search; }
    QSize sizeHint() const override { return {1000, 720}; }

public Q_SLOTS:
    void back() { go(-1); }
    void forward() { go(1); }
    void startSearch();
    void findNext() { find(1); }
    void findPrevious() { find(-1); }

protected:
    void showEvent(QShowEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    struct Place
    {
        std::size_t page = 0;
        int scroll = 0;
    };
    struct Found
    {
        int from = 0;
        int to = 0;
    };

    void makeBar(QBoxLayout *column);
    void makeContents();
    QToolButton *makeButton(const QString &icon, const QString &text, const QKeySequence &key,
                            void (HelpViewer::*slot)());
    void load();
    void fillContents();
    void setPage(std::size_t page);
    void fit();
    void showPlace(std::size_t page, int position);
    void follow(const QUrl &link);
    void remember();
    void go(int steps);
    void showHistory();
    void showHeading();

    void search(bool fromHere);
    void find(int direction);
    void showFound(bool scroll);
    std::vector<Found> placesOf(const QString &words, const HelpPage &in) const;

    Theme m_theme;
    std::array<HelpPage *, kPages> m_pages{};
    std::size_t m_page = 0;
    QTextBrowser *m_browser = nullptr;
    QTreeWidget *m_contents = nullptr;
    QTreeWidgetItem *m_opened = nullptr; // the chapter that opened by itself
    QSplitter *m_splitter = nullptr;
    QLineEdit *m_search = nullptr;
    QLabel *m_state = nullptr;
    struct Button
    {
        QToolButton *button;
        QString icon;
    };
    std::vector<Button> m_buttons; // back, forward, previous, next
    std::vector<Place> m_history;
    std::size_t m_at = 0; // in the history
    std::vector<Found> m_found;
    std::size_t m_foundAt = 0;
    int m_pointedAt = -1; // the row that a topic led to
};

} // namespace forefetch
