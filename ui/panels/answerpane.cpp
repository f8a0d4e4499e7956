// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/answerpane.h"

#include "core/metrics/quantity.h"
#include "ui/charts/gaincurve.h"
#include "ui/models/coretexts.h"

#include <QFormLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QTabWidget>
#include <QTableWidget>
#include <QVBoxLayout>

namespace forefetch {

namespace {

QString toText(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

QString between(const Interval &interval)
{
    return QStringLiteral("%1 – %2").arg(localNumber(percentText(interval.low)),
                                         localNumber(percentText(interval.high)));
}

QString pointText(const SettingsValues &settings, const SimulationPlan &plan)
{
    QStringList values;
    for (const SweepAxis &axis : plan.axes) {
        const QString unit = unitText(axis.param);
        values << valueText(axis.param, settings[axis.param]) +
                      (unit.isEmpty() ? unit : u' ' + unit);
    }
    return values.isEmpty() ? AnswerPane::tr("these settings") : values.join(QStringLiteral(" · "));
}

QString wasteText(const SimulationRun &run)
{
    const auto &p = run.snapshot.prefetch;
    return p.attempts == 0 ? QStringLiteral("–") : localNumber(percentText(p.wasteRatio()));
}

QString gainText(const Interval &gain)
{
    return localNumber(signedPercents(gain.value) + " ±" +
                       decimalText(50 * (gain.high - gain.low), 1));
}

} // namespace

AnswerPane::AnswerPane(const Theme &theme, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_answer(new QLabel(this)),
      m_curve(new GainCurve(theme, this)), m_table(new QTableWidget(this))
{
    m_answer->setWordWrap(true);
    m_answer->setTextFormat(Qt::PlainText);
    m_answer->setTextInteractionFlags(Qt::TextSelectableByMouse);
    QFont large = font();
    large.setPointSizeF(large.pointSizeF() * 1.12);
    large.setBold(true);
    m_answer->setFont(large);
    buildTable();
    auto *views = new QTabWidget(this);
    views->setAccessibleName(tr("Curve or table"));
    views->addTab(m_curve, tr("&Curve"));
    views->addTab(m_table, tr("Ta&ble"));
    auto *line = new QHBoxLayout;
    line->setSpacing(space::large);
    line->addWidget(views, 1);
    line->addWidget(buildFigures());
    auto *column = new QVBoxLayout(this);
    column->setSpacing(space::medium);
    column->addWidget(m_answer);
    column->addLayout(line, 1);
    connect(m_curve, &GainCurve::cursorMoved, this, &AnswerPane::showFigures);
    setTheme(theme);
    clear();
}

QWidget *AnswerPane::buildFigures()
{
    auto *side = new QWidget(this);
    side->setFixedWidth(250);
    auto *column = new QVBoxLayout(side);
    column->setContentsMargins(0, 0, 0, 0);
    auto *title = new QLabel(tr("At the cursor"), side);
    QFont bold = font();
    bold.setBold(true);
    title->setFont(bold);
    column->addWidget(title);
    auto *form = new QFormLayout;
    form->setHorizontalSpacing(space::medium);
    form->setVerticalSpacing(space::medium);
    const std::array names{tr("Setting"), tr("Hit ratio"), tr("Gain"), tr("Extra load"),
                           tr("Waste"),   tr("Mean wait"), tr("Late")};
    for (std::size_t i = 0; i < names.size(); ++i) {
        m_figures[i] = new QLabel(side);
        m_figures[i]->setTextFormat(Qt::PlainText);
        m_figures[i]->setWordWrap(true);
        m_figures[i]->setAccessibleName(names[i]);
        form->addRow(names[i], m_figures[i]);
    }
    column->addLayout(form);
    column->addStretch(1);
    m_use = new QPushButton(tr("&Use this"), side);
    m_save = new QPushButton(tr("Save re&port…"), side);
    for (QPushButton *button : {m_use, m_save}) {
        button->setAutoDefault(false);
        button->setAccessibleName(button->text().remove(u'&'));
        column->addWidget(button);
    }
    m_save->setToolTip(tr("An HTML page that stands alone: charts, every setting, the routes that "
                          "carry the gain"));
    connect(m_use, &QPushButton::clicked, this, &AnswerPane::use);
    connect(m_save, &QPushButton::clicked, this, &AnswerPane::saveAsked);
    return side;
}

void AnswerPane::buildTable()
{
    m_table->setAccessibleName(tr("Every setting, beside the yardsticks"));
    m_table->setColumnCount(7);
    m_table->setHorizontalHeaderLabels({tr("Setting"), tr("Hits"), tr("95 %"), tr("Gain"),
                                        tr("Extra load"), tr("Waste"), tr("Mean wait")});
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setTabKeyNavigation(false);
    m_table->setWordWrap(false);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + space::medium);
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_table->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
    connect(m_table, &QTableWidget::currentCellChanged, this, [this](int row) {
        const int variant = row - static_cast<int>(kYardstickCount);
        if (m_result && variant >= 0)
            m_curve->setCursor(static_cast<std::size_t>(variant));
    });
}

void AnswerPane::setTheme(const Theme &theme)
{
    m_theme = theme;
    m_curve->setTheme(theme);
    showAnswer();
}

void AnswerPane::clear()
{
    m_result = nullptr;
    m_plan = nullptr;
    m_curve->setPoints({}, {}, {});
    m_table->setRowCount(0);
    for (QLabel *figure : m_figures)
        figure->setText(QStringLiteral("–"));
    m_save->setEnabled(false);
    setUseProblem(m_useProblem);
    showAnswer();
}

void AnswerPane::showResult(const SimulationResult &result, const SimulationPlan &plan)
{
    m_result = &result;
    m_plan = &plan;
    m_save->setEnabled(true);
    setUseProblem(m_useProblem);
    fillTable();
    showCurve();
    showAnswer();
}

void AnswerPane::showAnswer()
{
    const bool helps = m_result && m_result->recommended.variant;
    m_answer->setText(!m_result ? tr("Run the sweep to see what prefetching would have done.")
                      : helps   ? tr("✔ %1").arg(toText(m_result->recommended.reason))
                                : tr("– %1").arg(toText(m_result->recommended.reason)));
    QPalette colours = palette();
    colours.setColor(QPalette::WindowText, !m_result ? m_theme.mutedText
                                           : helps   ? m_theme.good
                                                     : m_theme.unsure);
    m_answer->setPalette(colours);
    m_answer->setAccessibleName(tr("Answer: %1").arg(m_answer->text()));
}

void AnswerPane::showCurve()
{
    std::vector<GainCurve::Point> points;
    for (const Variant &v : m_result->variants)
        points.push_back({pointText(v.settings, *m_plan), v.extraLoad.value, v.hitRatio.value,
                          v.hitRatio.low, v.hitRatio.high, v.isOnFrontier});
    std::vector<GainCurve::Yardstick> yardsticks;
    if (!m_result->yardsticks.empty()) {
        const YardstickSet &set = m_result->yardsticks.front();
        const auto hits = [&set](Yardstick y) {
            return set.hitRatios[static_cast<std::size_t>(y)].value;
        };
        yardsticks = {{tr("no prefetch"), hits(Yardstick::NoPrefetch)},
                      {tr("unlimited cache"), hits(Yardstick::UnlimitedCache)},
                      {tr("oracle, seen URLs"), hits(Yardstick::OracleSeen)},
                      {tr("oracle, all URLs"), hits(Yardstick::OracleAll)}};
    }
    m_curve->setPoints(std::move(points), std::move(yardsticks), m_result->recommended.variant);
}

void AnswerPane::fillRow(int row, const QString &name, const SimulationRun &run,
                         const Interval &hits, const QString &gain)
{
    const QStringList texts{name,
                            localNumber(percentText(hits.value)),
                            between(hits),
                            gain,
                            localNumber(percentText(run.snapshot.extraLoad())),
                            wasteText(run),
                            localNumber(millisecondsText(run.meanWait()))};
    for (int column = 0; column < texts.size(); ++column) {
        auto *item = new QTableWidgetItem(texts[column]);
        if (column > 0)
            item->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
        m_table->setItem(row, column, item);
    }
}

void AnswerPane::fillTable()
{
    const std::array names{tr("no prefetch"), tr("unlimited cache"), tr("oracle, seen URLs"),
                           tr("oracle, all URLs")};
    m_table->setRowCount(0);
    if (m_result->yardsticks.empty())
        return;
    m_table->setRowCount(static_cast<int>(kYardstickCount + m_result->variants.size()));
    const YardstickSet &set = m_result->yardsticks.front();
    for (std::size_t y = 0; y < kYardstickCount; ++y)
        fillRow(static_cast<int>(y), names[y], set.runs[y], set.hitRatios[y], QStringLiteral("–"));
    for (std::size_t i = 0; i < m_result->variants.size(); ++i) {
        const Variant &v = m_result->variants[i];
        QString name = pointText(v.settings, *m_plan);
        if (m_result->recommended.variant == i)
            name = tr("✔ %1").arg(name);
        const auto row = static_cast<int>(kYardstickCount + i);
        fillRow(row, name, v.run, v.hitRatio, gainText(v.gain));
        if (m_result->recommended.variant == i)
            m_table->item(row, 0)->setToolTip(tr("Recommended"));
    }
}

void AnswerPane::showFigures(std::size_t variant)
{
    if (!m_result || variant >= m_result->variants.size())
        return;
    const Variant &v = m_result->variants[variant];
    m_table->setCurrentCell(static_cast<int>(kYardstickCount + variant), 0);
    const auto put = [this](Figure figure, const QString &text) {
        m_figures[figure]->setText(text);
        m_figures[figure]->setAccessibleDescription(text);
    };
    const QString label = m_plan->axes.empty() ? QString() : labelText(m_plan->axes.front().param);
    put(Setting, tr("%1 %2").arg(label, pointText(v.settings, *m_plan)));
    put(Hits, tr("%1 (%2)").arg(localNumber(percentText(v.hitRatio.value)), between(v.hitRatio)));
    put(Gain, tr("%1 points").arg(gainText(v.gain)));
    put(Load, tr("%1 (%2)").arg(localNumber(percentText(v.extraLoad.value)), between(v.extraLoad)));
    put(Waste, wasteText(v.run));
    put(Wait, localNumber(millisecondsText(v.run.meanWait())));
    put(Late, tr("%1 requests").arg(localNumber(groupedText(v.run.snapshot.demand.late))));
}

void AnswerPane::setUseProblem(const QString &problem)
{
    m_useProblem = problem;
    m_use->setEnabled(m_result && !m_result->variants.empty() && problem.isEmpty());
    m_use->setToolTip(problem.isEmpty() ? tr("Sets the knob to this; Ctrl+Z takes it back")
                                        : problem);
}

void AnswerPane::use()
{
    if (!m_result || !m_curve->cursor() || m_plan->axes.empty())
        return;
    const Param param = m_plan->axes.front().param;
    Q_EMIT useAsked(param, m_result->variants[*m_curve->cursor()].settings[param]);
}

QString AnswerPane::answer() const
{
    return m_answer->text();
}

QString AnswerPane::figures() const
{
    QStringList texts;
    for (const QLabel *figure : m_figures)
        texts.append(figure->text());
    return texts.join(u'\n');
}

} // namespace forefetch
