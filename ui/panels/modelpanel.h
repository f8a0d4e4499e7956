// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/pipeline/modelview.h"
#include "ui/models/whytext.h"
#include "ui/theme/theme.h"

#include <QWidget>

#include <array>
#include <memory>

class QHBoxLayout;
class QLabel;
class QLineEdit;
class QSettings;
class QSplitter;
class QStackedWidget;
class QTabBar;
class QToolButton;

namespace forefetch {

class ExpectedTable;
class LiveTable;
class ReliabilityPlot;
class RoutesTable;
class RowView;
class TimeChart;
class WhyPane;

// What the model says of itself: how well its probabilities keep their word and how often it is
// right; the routes that it has learnt with where their values come from; and what it expects now,
// with why.
//
//     auto *model = new ModelPanel(theme, this);
//     if (!model->visibleRegion().isEmpty())            // asking makes the model work
//         model->update(pipeline.modelView());          // at 10 Hz
//     timelines->link(model->chart(), Timeline::Foresight);
//
// What is expected changes with every request, so it stands still while a row is selected.
// Thread: the GUI thread.
class ModelPanel : public QWidget
{
    Q_OBJECT

public:
    enum class Tab { Reliability, Routes, Expected };
    static constexpr std::size_t kTabs = 3;

    explicit ModelPanel(const Theme &theme, QWidget *parent = nullptr);

    void begin(); // another run
    using QWidget::update;
    void update(std::shared_ptr<const ModelView> view);
    void setTheme(const Theme &theme);
    void save(QSettings &settings) const;
    void restore(const QSettings &settings);

    Tab tab() const;
    void setTab(Tab tab);
    QTabBar *tabBar() const { return m_tabs; }
    ReliabilityPlot *plot() const { return m_plot; }
    TimeChart *chart() const { return m_chart; }
    WhyPane *words() const { return m_words; } // of the reliability
    RowView *routes() const { return m_routesView; }
    RowView *expected() const { return m_expectedView; }
    WhyPane *why() const { return m_why; } // of what is expected
    QLineEdit *filterField() const { return m_filter; }
    QToolButton *copyButton() const { return m_copy; }
    QString stateText() const; // "37 of 62 routes"
    QString sessionText() const;

public Q_SLOTS:
    void setFrozen(bool frozen);

Q_SIGNALS:
    void copied(int rows);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    // modelpanelbar.cpp
    void makeBar();
    void makeReliability();
    void makeRoutes();
    void makeExpected();
    RowView *makeView(LiveTable &table, const QString &name, const QString &object);
    void place();
    // modelpanel.cpp
    RowView *view() const; // of the tab; null where it has none
    void takeOver();
    void showWhy();
    void showState();
    void showEmpty();
    void turn(int by);

    Theme m_theme;
    std::shared_ptr<const ModelView> m_view;       // what came last
    std::shared_ptr<const ModelView> m_expectedOf; // what the table of the expected shows
    RoutesTable *m_routes;
    ExpectedTable *m_expected;
    QTabBar *m_tabs = nullptr;
    QStackedWidget *m_stack = nullptr;
    QLineEdit *m_filter = nullptr;
    QAction *m_filterIcon = nullptr;
    QLabel *m_state = nullptr;
    QToolButton *m_copy = nullptr;
    ReliabilityPlot *m_plot = nullptr;
    TimeChart *m_chart = nullptr;
    WhyPane *m_words = nullptr;
    RowView *m_routesView = nullptr;
    RowView *m_expectedView = nullptr;
    QLabel *m_session = nullptr;
    QString m_sessionText;
    QSplitter *m_split = nullptr;
    WhyPane *m_why = nullptr;
    std::array<std::shared_ptr<const ModelView>, kTabs> m_shown; // by tab
    bool m_frozen = false;
};

// How well the probabilities kept their word, in sentences.
WhyText reliabilityText(const ModelView &view);

} // namespace forefetch
