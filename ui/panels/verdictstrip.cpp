// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/verdictstrip.h"

#include "core/metrics/snapshot.h"
#include "ui/panels/verdictdetails.h"

#include <QApplication>
#include <QDateTime>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace forefetch {

namespace {

QString dash()
{
    return QStringLiteral("–");
}

QString points(double share) // of a hundred
{
    return QLocale().toString(share * 100, 'f', 1);
}

QString percent(double share)
{
    return points(share) + QStringLiteral(" %");
}

// Since the comparison began; of all time where there are no sums over sessions.
QString milliseconds(double sinceThen, const DemandFigures &ofAllTime)
{
    const double ms = sinceThen > 0 ? sinceThen : ofAllTime.latency.p95;
    if (ms <= 0)
        return dash();
    return QLocale().toString(ms, 'f', ms < 10 ? 1 : 0);
}

QString wordOf(Verdict verdict)
{
    switch (verdict) {
    case Verdict::Helps:
        return VerdictStrip::tr("✔ Prefetch helps");
    case Verdict::DoesNotHelp:
        return VerdictStrip::tr("✕ Prefetch does not help");
    case Verdict::Unsure:
        return VerdictStrip::tr("? Not yet distinguishable");
    case Verdict::Off:
        return VerdictStrip::tr("○ Prefetch is off");
    }
    return {};
}

constexpr double kAlmostAll = 0.999; // what is less than all does not read "100 %"

// Empty where nothing is the matter. Not of what comes and goes with single requests.
QString wordOf(const GuardFigures &guard)
{
    if (guard.state == nameOf(GuardState::Braking))
        return VerdictStrip::tr("⚠ Braking: at %1").arg(percent(guard.rateFactor));
    if (guard.state == nameOf(GuardState::Recovering)) {
        // The old rate again, and still held: what has queued up leaves evenly.
        return guard.rateFactor < 1 ? VerdictStrip::tr("↗ Recovering: at %1")
                                          .arg(percent(std::min(guard.rateFactor, kAlmostAll)))
                                    : VerdictStrip::tr("↗ Recovering: evenly paced");
    }
    if (guard.state == nameOf(GuardState::BreakerOpen))
        return VerdictStrip::tr("■ Stopped: origin fails");
    if (guard.state == nameOf(GuardState::MemoryLow))
        return VerdictStrip::tr("■ Stopped: little memory");
    if (guard.state == nameOf(GuardState::HarmOff))
        return VerdictStrip::tr("■ Switched off: it did harm");
    return {};
}

constexpr std::size_t kEventsTold = 5;

QString lastEvents(const GuardFigures &guard)
{
    QStringList lines;
    const std::size_t all = guard.events.size();
    for (std::size_t i = all - std::min(all, kEventsTold); i < all; ++i) {
        const GuardEvent &event = guard.events[i];
        const auto at =
            QDateTime::fromMSecsSinceEpoch(event.takenAt.time_since_epoch().count()).time();
        lines << QLocale().toString(at, QStringLiteral("HH:mm:ss  ")) +
                     QString::fromStdString(event.reason);
    }
    return lines.join(u'\n');
}

} // namespace

VerdictStrip::VerdictStrip(QWidget *parent) : QWidget(parent)
{
    setAccessibleName(tr("Verdict"));
    setProperty("helpTopic", QStringLiteral("verdict"));
    setAutoFillBackground(true);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    auto *line = new QHBoxLayout(this);
    line->setContentsMargins(space::large, space::small, space::large, space::small);
    line->setSpacing(space::large * 2);
    m_state = addCell(line, tr("Verdict"));
    auto *questions = new QVBoxLayout;
    questions->setSpacing(0);
    line->addLayout(questions);
    m_why = addQuestion(questions, tr("Why?"), tr("The figures behind the verdict (Alt+W)"));
    m_why->setShortcut(QKeySequence(Qt::ALT | Qt::Key_W));
    connect(m_why, &QToolButton::clicked, this, &VerdictStrip::openWhy);
    m_howSure = addQuestion(questions, tr("How sure?"), tr("What the comparison rests on"));
    connect(m_howSure, &QToolButton::clicked, this, &VerdictStrip::openHowSure);
    line->addStretch(1);
    m_guard = addCell(line, tr("Guard"));
    m_hitRatio = addCell(line, tr("Hit ratio (control), difference"));
    m_latency = addCell(line, tr("p95 (control)"));
    m_load = addCell(line, tr("Extra load"));
    m_waste = addCell(line, tr("Waste"));
    m_latency.value->setToolTip(tr("Demand latency to the first byte: 95 of 100 requests were "
                                   "faster; in brackets those of the sessions held back"));
    m_load.value->setToolTip(tr("Prefetches sent to the origin, as a share of what it would have "
                                "got without prefetching"));
    m_waste.value->setToolTip(tr("The share of finished prefetches that nobody used, of how many"));
    setTheme(Theme::fromSystem(palette()));
    update(Snapshot{});
}

VerdictStrip::~VerdictStrip() = default;

QToolButton *VerdictStrip::addQuestion(QBoxLayout *line, const QString &text,
                                       const QString &toolTip)
{
    auto *button = new QToolButton(this);
    button->setText(text);
    button->setAccessibleName(text);
    button->setToolTip(toolTip);
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::StrongFocus);
    button->setMinimumHeight(space::target);
    line->addWidget(button);
    return button;
}

void VerdictStrip::openWhy()
{
    auto *card = new VerdictCard(tr("Why?"), whyVerdict(*m_snapshot, m_comparison), this);
    card->openBelow(m_why);
}

void VerdictStrip::openHowSure()
{
    auto *card = new VerdictCard(tr("How sure?"), howSureVerdict(*m_snapshot, m_comparison), this);
    card->openBelow(m_howSure);
}

VerdictStrip::Cell VerdictStrip::addCell(QHBoxLayout *line, const QString &caption)
{
    auto *column = new QVBoxLayout;
    column->setSpacing(0);
    const Cell cell{new QLabel(caption, this), new QLabel(this)};
    column->addWidget(cell.caption);
    column->addWidget(cell.value);
    line->addLayout(column);
    return cell;
}

void VerdictStrip::update(const Snapshot &snapshot)
{
    update(snapshot, {}, {});
}

void VerdictStrip::update(const Snapshot &snapshot, const SessionSums &treated,
                          const SessionSums &heldBack)
{
    const Comparison c = compare(snapshot, treated, heldBack);
    m_comparison = c;
    m_snapshot = std::make_unique<const Snapshot>(snapshot);
    showVerdict(c);
    showHitRatio(c);
    showCosts(snapshot, treated, heldBack);
    showGuard(snapshot.guard);
}

void VerdictStrip::showGuard(const GuardFigures &guard)
{
    const QString word = wordOf(guard);
    m_guard.caption->setVisible(!word.isEmpty());
    m_guard.value->setVisible(!word.isEmpty());
    if (word.isEmpty())
        return;
    m_guard.value->setText(word);
    m_guard.value->setToolTip(lastEvents(guard));
    const bool stops =
        guard.state != nameOf(GuardState::Braking) && guard.state != nameOf(GuardState::Recovering);
    if (std::exchange(m_guardStops, stops) != stops)
        colour();
}

void VerdictStrip::showVerdict(const Comparison &c)
{
    m_state.value->setText(wordOf(c.verdict));
    m_state.value->setToolTip(
        c.isKnown ? tr("Helps: the whole 95 % interval of the difference is above 0. Does not "
                       "help: it is below one point.")
                  : tr("There is no control group to compare with: hold back a share of the "
                       "sessions (Held back)."));
    m_state.caption->setText(c.isBySession && c.isKnown
                                 ? tr("Verdict, %L1 control sessions").arg(c.sessions)
                                 : tr("Verdict"));
    if (c.verdict != m_verdict) {
        m_verdict = c.verdict;
        colour();
    }
}

void VerdictStrip::showHitRatio(const Comparison &c)
{
    if (!c.isKnown) {
        m_hitRatio.value->setText(percent(c.treated) + QStringLiteral(" (–)"));
        return;
    }
    const QString sign = c.difference < 0 ? QStringLiteral("−") : QStringLiteral("+");
    m_hitRatio.value->setText(QStringLiteral("%1 (%2)  %3%4 ± %5")
                                  .arg(percent(c.treated), percent(c.heldBack), sign,
                                       points(std::abs(c.difference)), points(c.halfWidth)));
    m_hitRatio.value->setToolTip(
        c.isBySession ? tr("The difference in points with its 95 % interval, reckoned between "
                           "sessions since prefetching was last switched, with what they asked "
                           "for reckoned in; it holds however often one looks")
                      : tr("The difference in points with its 95 % interval, reckoned as two "
                           "proportions (Agresti and Caffo): as if each request stood alone, so "
                           "the true interval is wider"));
}

void VerdictStrip::showCosts(const Snapshot &snapshot, const SessionSums &treated,
                             const SessionSums &heldBack)
{
    m_latency.value->setText(QStringLiteral("%1 (%2) ms")
                                 .arg(milliseconds(treated.p95, snapshot.demandTreated),
                                      milliseconds(heldBack.p95, snapshot.demandHeldBack)));
    m_load.value->setText(QStringLiteral("+") + percent(snapshot.extraLoad()));
    const LedgerFigures &p = snapshot.prefetch;
    const std::uint64_t ended = p[PrefetchState::Used] + p[PrefetchState::Late] + p.wasted();
    m_waste.value->setText(
        ended == 0
            ? tr("– of 0")
            : tr("%1 of %2").arg(percent(p.wasteRatio()), QLocale().toString(qulonglong{ended})));
}

void VerdictStrip::setTheme(const Theme &theme)
{
    m_theme = theme;
    sizeTexts();
    colour();
}

void VerdictStrip::sizeTexts()
{
    QFont small = QApplication::font();
    QFont large = small;
    small.setPointSizeF(small.pointSizeF() * 0.85);
    large.setPointSizeF(large.pointSizeF() * 1.1);
    large.setBold(true);
    for (const Cell &cell : {m_state, m_guard, m_hitRatio, m_latency, m_load, m_waste}) {
        cell.caption->setFont(small);
        cell.value->setFont(large);
    }
}

// By style sheets: a tool bar takes palettes away from what stands in it.
void VerdictStrip::colour()
{
    QPalette own = palette();
    own.setColor(QPalette::Window, m_theme.raised);
    setPalette(own);
    const auto write = [](QLabel *label, const QColor &color) {
        label->setStyleSheet(QStringLiteral("color: %1").arg(color.name()));
    };
    for (const Cell &cell : {m_state, m_guard, m_hitRatio, m_latency, m_load, m_waste}) {
        write(cell.caption, m_theme.mutedText);
        write(cell.value, m_theme.text);
    }
    for (QToolButton *question : {m_why, m_howSure})
        question->setStyleSheet(
            QStringLiteral("QToolButton { color: %1; text-decoration: underline; }")
                .arg(m_theme.accent.name()));
    const std::array colours{m_theme.good, m_theme.bad, m_theme.unsure, m_theme.mutedText};
    write(m_guard.value, m_guardStops ? m_theme.bad : m_theme.unsure);
    write(m_state.value, colours[static_cast<std::size_t>(m_verdict)]);
}

QString VerdictStrip::sentence() const
{
    QStringList parts;
    for (const Cell &cell : {m_state, m_guard, m_hitRatio, m_latency, m_load, m_waste}) {
        if (cell.value->isHidden())
            continue;
        parts << cell.caption->text() + QStringLiteral(": ") + cell.value->text();
    }
    return parts.join(QStringLiteral("; "));
}

} // namespace forefetch
