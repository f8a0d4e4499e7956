// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the panel shows: taken over from the model's view, filtered, counted.
#include "ui/panels/modelpanel.h"

#include "core/request/redact.h"
#include "ui/charts/reliabilityplot.h"
#include "ui/charts/scale.h"
#include "ui/models/expectedtable.h"
#include "ui/models/routestable.h"
#include "ui/panels/rowview.h"
#include "ui/panels/whypane.h"

#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QSettings>
#include <QStackedWidget>
#include <QTabBar>
#include <QToolButton>

#include <algorithm>
#include <cmath>

namespace forefetch {

namespace {

constexpr double kWorthSaying = 0.02; // above a perfect forecaster's error

QString percentText(double share)
{
    return QLocale().toString(share * 100, 'f', 1) + QStringLiteral(" %");
}

WhyText::Part partOf(const QString &name, const QString &meaning, const Reliability &of)
{
    if (of.count() == 0)
        return {name, ModelPanel::tr("Nothing scored yet.")};
    double said = 0, came = 0;
    for (const Reliability::Bin &bin : of.bins()) {
        said += bin.said;
        came += bin.came;
    }
    const auto n = static_cast<double>(of.count());
    const QString verdict = of.error() <= of.floor() + kWorthSaying
                                ? ModelPanel::tr("It keeps its word.")
                            : said > came ? ModelPanel::tr("It promises too much.")
                                          : ModelPanel::tr("It promises too little.");
    return {name, ModelPanel::tr("%1 Said %2 on average, %3 came. Off by %4 a prediction, of which "
                                 "chance alone would make %5. %6")
                      .arg(meaning, percentText(said / n), percentText(came / n),
                           percentText(of.error()), percentText(of.floor()), verdict)};
}

QStringList recentTexts(const ModelView &view)
{
    QStringList texts;
    for (const std::string &text : view.recent)
        texts.append(QString::fromStdString(redacted(text)));
    return texts;
}

} // namespace

WhyText reliabilityText(const ModelView &view)
{
    WhyText text;
    text.subject = view.used.count() + view.next.count() == 0
                       ? ModelPanel::tr("Model %1").arg(QString::fromStdString(view.model))
                       : ModelPanel::tr("Model %1, the last %2")
                             .arg(QString::fromStdString(view.model),
                                  spanText(std::round(seconds(view.watched))));
    text.parts = {
        partOf(ModelPanel::tr("P(used), what the threshold acts on"),
               ModelPanel::tr("It comes within %L1 requests and %L2 s.")
                   .arg(view.horizon.requests)
                   .arg(seconds(view.horizon.time)),
               view.used),
        partOf(ModelPanel::tr("P(next)"), ModelPanel::tr("It is the session's very next GET."),
               view.next),
    };
    return text;
}

void ModelPanel::begin()
{
    m_view.reset();
    m_expectedOf.reset();
    m_shown = {};
    m_frozen = false;
    m_plot->setData({}, {});
    m_words->tell(tr("Predictions are scored as traffic comes."));
    m_routes->clear();
    m_expected->clear();
    m_session->clear();
    m_sessionText.clear();
    showWhy();
    showState();
}

void ModelPanel::update(std::shared_ptr<const ModelView> view)
{
    if (m_frozen || !view)
        return;
    m_view = std::move(view);
    takeOver();
}

// By the tab that is seen; the others catch up when they are.
void ModelPanel::takeOver()
{
    std::shared_ptr<const ModelView> &shown = m_shown[static_cast<std::size_t>(tab())];
    if (!m_view || shown == m_view)
        return;
    switch (tab()) {
    case Tab::Reliability:
        m_plot->setData(m_view->next, m_view->used);
        m_words->show(reliabilityText(*m_view));
        break;
    case Tab::Routes:
        m_routesView->change([this] { m_routes->read(*m_view); });
        break;
    case Tab::Expected:
        if (m_expectedView->selectionModel()->hasSelection())
            break;
        m_expectedOf = m_view;
        m_expectedView->change([this] { m_expected->read(*m_view); });
        m_sessionText = pathText(recentTexts(*m_view));
        place();
        showWhy();
        break;
    }
    shown = m_view;
    showState();
}

ModelPanel::Tab ModelPanel::tab() const
{
    return static_cast<Tab>(m_tabs->currentIndex());
}

void ModelPanel::setTab(Tab tab)
{
    m_tabs->setCurrentIndex(static_cast<int>(tab));
}

RowView *ModelPanel::view() const
{
    return tab() == Tab::Routes ? m_routesView : tab() == Tab::Expected ? m_expectedView : nullptr;
}

void ModelPanel::turn(int by)
{
    m_tabs->setCurrentIndex((m_tabs->currentIndex() + static_cast<int>(kTabs) + by) %
                            static_cast<int>(kTabs));
    if (view())
        view()->setFocus(Qt::ShortcutFocusReason);
    else
        m_plot->setFocus(Qt::ShortcutFocusReason);
}

void ModelPanel::showWhy()
{
    const std::vector<int> rows = m_expectedView->selectedRows();
    const ExplainedPrediction *const chosen = rows.size() == 1 ? m_expected->at(rows[0]) : nullptr;
    if (chosen && m_expectedOf)
        m_why->show(whyOf(*chosen, *m_expectedOf));
    else
        m_why->tell(tr("Select a prediction, and why it is made stands here. The table stands "
                       "still as long as it is selected; Esc lets go."));
}

void ModelPanel::setFrozen(bool frozen)
{
    m_frozen = frozen;
    showState();
}

void ModelPanel::showState()
{
    QString text;
    if (m_view && tab() == Tab::Routes) {
        const auto shown = static_cast<std::uint64_t>(m_routes->rowCount());
        const std::uint64_t known = std::max<std::uint64_t>(m_routes->known(), m_routes->total());
        text = shown == known ? tr("%L1 rows").arg(shown) : tr("%L1 of %L2").arg(shown).arg(known);
    } else if (m_view && tab() == Tab::Expected &&
               m_expectedView->selectionModel()->hasSelection()) {
        text = tr("held; Esc goes on");
    }
    if (m_frozen)
        text += text.isEmpty() ? tr("frozen") : tr(" · frozen");
    m_state->setText(text);
    m_filter->setVisible(tab() == Tab::Routes);
    m_copy->setVisible(view() != nullptr);
    m_copy->setEnabled(view() && view()->selectionModel()->hasSelection());
    showEmpty();
}

void ModelPanel::showEmpty()
{
    QString routes = tr("No route varies yet. It takes a few requests that differ in a number, a "
                        "name or a page for a route to be learnt.");
    if (m_view && !m_view->learnsRoutes)
        routes = tr("The model %1 learns no routes. The mixture does: choose it among the knobs.")
                     .arg(QString::fromStdString(m_view->model));
    else if (!m_routes->filter().isEmpty() && m_routes->total() > 0)
        routes =
            tr("No row contains “%1”. Esc in the filter shows all again.").arg(m_routes->filter());
    m_routesView->setEmptyText(routes);
    m_expectedView->setEmptyText(
        tr("Nothing is expected yet. Point a client at the gateway's address (Ctrl+Shift+C copies "
           "it), or start the demo from the menu Run."));
}

QString ModelPanel::stateText() const
{
    return m_state->text();
}

QString ModelPanel::sessionText() const
{
    return m_sessionText;
}

void ModelPanel::save(QSettings &settings) const
{
    for (const RowView *each : {m_routesView, m_expectedView})
        each->save(settings, QStringLiteral("model/") + each->objectName());
    settings.setValue(QStringLiteral("model/tab"), m_tabs->currentIndex());
}

void ModelPanel::restore(const QSettings &settings)
{
    for (RowView *each : {m_routesView, m_expectedView})
        each->restore(settings, QStringLiteral("model/") + each->objectName());
    const int kept = settings.value(QStringLiteral("model/tab")).toInt();
    m_tabs->setCurrentIndex(std::clamp(kept, 0, static_cast<int>(kTabs) - 1));
}

void ModelPanel::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    place();
}

} // namespace forefetch
