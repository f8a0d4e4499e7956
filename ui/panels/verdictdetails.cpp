// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/verdictdetails.h"

#include "core/metrics/snapshot.h"
#include "ui/models/misstext.h"
#include "ui/theme/theme.h"

#include <QClipboard>
#include <QGridLayout>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QLabel>
#include <QLocale>
#include <QScreen>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace forefetch {

namespace {

constexpr std::size_t kReasonsTold = 3;
constexpr double kMuchAssumed = 0.2;     // of the hits
constexpr double kMuchUncacheable = 0.5; // of the requests
constexpr int kTextWidth = 420;

QString count(std::uint64_t n)
{
    return QLocale().toString(qulonglong{n});
}

QString percent(double part, double whole)
{
    return whole <= 0 ? QStringLiteral("–")
                      : QLocale().toString(100 * part / whole, 'f', 1) + QStringLiteral(" %");
}

// "1,204 (33.0 %)"
QString share(std::uint64_t part, std::uint64_t whole)
{
    return QStringLiteral("%1 (%2)").arg(
        count(part), percent(static_cast<double>(part), static_cast<double>(whole)));
}

VerdictSection hitsSection(const DemandFigures &d)
{
    VerdictSection hits{
        VerdictCard::tr("Where the hits come from"),
        {{VerdictCard::tr("Requests that can be cached"), share(d.cacheable, d.requests)},
         {VerdictCard::tr("Hits on prefetches"), share(d.hitsPrefetched, d.cacheable)},
         {VerdictCard::tr("Hits on what clients had fetched"),
          share(d.hits - std::min(d.hits, d.hitsPrefetched), d.cacheable)},
         {VerdictCard::tr("Late: waited for a prefetch in flight"), share(d.late, d.cacheable)},
         {VerdictCard::tr("Misses"), share(d.misses, d.cacheable)}},
        {}};
    if (d.requests > 0 &&
        static_cast<double>(d.cacheable) < (1 - kMuchUncacheable) * static_cast<double>(d.requests))
        hits.advice = VerdictCard::tr(
            "Most requests cannot be cached, so there is little to gain: they are not "
            "GET, or their answers forbid it. The table Requests says why for each.");
    return hits;
}

VerdictSection assumedSection(const DemandFigures &d)
{
    VerdictSection assumed{VerdictCard::tr("What rests on assumed freshness"),
                           {{VerdictCard::tr("Hits on answers that say nothing of freshness"),
                             share(d.hitsAssumed, d.hits)}},
                           {}};
    if (static_cast<double>(d.hitsAssumed) > kMuchAssumed * static_cast<double>(d.hits))
        assumed.advice = VerdictCard::tr(
            "Under the policy \"assume\" they count as fresh for cache.default_ttl. "
            "An API that sends Cache-Control: max-age=60 makes them sure.");
    return assumed;
}

VerdictSection missesSection(const Snapshot &snapshot)
{
    VerdictSection section{VerdictCard::tr("What is still missed"), {}, {}};
    std::vector<std::size_t> order;
    for (std::size_t i = 1; i < kMissReasonCount; ++i)
        if (snapshot.misses.by[i] > 0)
            order.push_back(i);
    std::ranges::sort(order, std::greater(), [&](std::size_t i) { return snapshot.misses.by[i]; });
    if (order.size() > kReasonsTold)
        order.resize(kReasonsTold);
    for (const std::size_t i : order)
        section.rows.append({missText(static_cast<MissReason>(i)),
                             share(snapshot.misses.by[i], snapshot.misses.total())});
    if (!order.empty())
        section.advice = missHelp(static_cast<MissReason>(order.front()));
    return section;
}

VerdictSection costSection(const Snapshot &snapshot)
{
    const LedgerFigures &p = snapshot.prefetch;
    const std::uint64_t known = p[PrefetchState::Used] + p[PrefetchState::Late] + p.wasted();
    return {VerdictCard::tr("What it costs"),
            {{VerdictCard::tr("Prefetches used"), share(p[PrefetchState::Used], known)},
             {VerdictCard::tr("Prefetches wasted"), share(p.wasted(), known)},
             {VerdictCard::tr("Extra load on the origin"),
              QStringLiteral("+%1").arg(percent(snapshot.extraLoad(), 1))}},
            {}};
}

} // namespace

QList<VerdictSection> whyVerdict(const Snapshot &snapshot, const Comparison &comparison)
{
    QList<VerdictSection> sections{hitsSection(snapshot.demand)};
    if (comparison.verdict == Verdict::Off)
        sections.front().advice = VerdictCard::tr(
            "Prefetching is off, or nothing is prefetched: the switch is on top of the knobs.");
    sections << missesSection(snapshot) << costSection(snapshot);
    if (snapshot.demand.hitsAssumed > 0)
        sections << assumedSection(snapshot.demand);
    return sections;
}

QList<VerdictSection> howSureVerdict(const Snapshot &snapshot, const Comparison &c)
{
    const DemandFigures &treated = snapshot.demandTreated;
    const DemandFigures &heldBack = snapshot.demandHeldBack;
    VerdictSection groups{VerdictCard::tr("Who is compared"),
                          {{VerdictCard::tr("Requests with prefetching"), count(treated.cacheable)},
                           {VerdictCard::tr("Requests held back"), count(heldBack.cacheable)}},
                          {}};
    if (c.isBySession)
        groups.rows.append({VerdictCard::tr("Sessions of the smaller group"), count(c.sessions)});
    if (!c.isKnown) {
        groups.advice =
            VerdictCard::tr("Nobody is held back, so nothing can be compared. Set \"Held back\" to "
                            "a share such as 0.2: those sessions get no prefetches.");
        return {groups};
    }
    const auto points = [](double x) { return QLocale().toString(x * 100, 'f', 1); };
    const QString sign = c.difference < 0 ? QStringLiteral("−") : QStringLiteral("+");
    VerdictSection interval{
        VerdictCard::tr("The difference"),
        {{VerdictCard::tr("Hit ratio with prefetching"), points(c.treated) + QStringLiteral(" %")},
         {VerdictCard::tr("Hit ratio held back"), points(c.heldBack) + QStringLiteral(" %")},
         {VerdictCard::tr("Difference in points, 95 %"),
          QStringLiteral("%1%2 ± %3")
              .arg(sign, points(std::abs(c.difference)), points(c.halfWidth))}},
        c.isBySession
            ? VerdictCard::tr("Reckoned between sessions, and valid however often one looks: where "
                              "there is no effect, at most 5 in 100 who wait for one see one.")
            : VerdictCard::tr(
                  "Reckoned as if each request stood alone, which makes the interval too "
                  "narrow: read it with care.")};
    if (c.isAdjusted)
        interval.advice +=
            u' ' + VerdictCard::tr("What was asked for is reckoned in, so that a group which "
                                   "happened to ask for easier things does not win by it.");
    VerdictSection more{VerdictCard::tr("What it would take"), {}, {}};
    if (c.verdict == Verdict::Unsure && c.isBySession && c.difference != 0) {
        // The interval narrows with the root of the number of sessions.
        const double times = std::pow(c.halfWidth / std::abs(c.difference), 2);
        const double sessions = std::ceil(static_cast<double>(c.sessions) * times);
        if (c.sessions < kLeastSessions)
            more.advice = VerdictCard::tr("At least %L1 sessions in each group are needed.")
                              .arg(kLeastSessions);
        else if (sessions < 1e6)
            more.advice = VerdictCard::tr(
                              "If the difference stays as it is, about %L1 sessions in the smaller "
                              "group tell; a larger share held back gets there sooner.")
                              .arg(sessions, 0, 'f', 0);
    }
    QList<VerdictSection> sections{groups, interval};
    if (!more.advice.isEmpty())
        sections << more;
    return sections;
}

VerdictCard::VerdictCard(const QString &title, const QList<VerdictSection> &sections,
                         QWidget *parent)
    : QFrame(parent, Qt::Popup)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setFrameShape(QFrame::StyledPanel);
    setAccessibleName(title);
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(space::large, space::large, space::large, space::large);
    grid->setHorizontalSpacing(space::large * 2);
    grid->setVerticalSpacing(space::small);
    int row = 0;
    const auto add = [&](const QString &text, bool bold) {
        auto *label = new QLabel(text, this);
        QFont font = label->font();
        font.setBold(bold);
        label->setFont(font);
        return label;
    };
    for (const VerdictSection &section : sections) {
        if (row > 0)
            grid->setRowMinimumHeight(row++, space::medium);
        grid->addWidget(add(section.title, true), row++, 0, 1, 2);
        m_text += (m_text.isEmpty() ? QString() : QStringLiteral("\n")) + section.title + u'\n';
        for (const VerdictSection::Row &each : section.rows) {
            grid->addWidget(add(each.name, false), row, 0);
            grid->addWidget(add(each.value, false), row++, 1, Qt::AlignRight);
            m_text += each.name + QStringLiteral(": ") + each.value + u'\n';
        }
        if (section.advice.isEmpty())
            continue;
        QLabel *advice = add(section.advice, false);
        advice->setWordWrap(true);
        advice->setFixedWidth(kTextWidth);
        grid->addWidget(advice, row++, 0, 1, 2);
        m_text += section.advice + u'\n';
    }
    setAccessibleDescription(m_text);
}

QString VerdictCard::text() const
{
    return m_text;
}

void VerdictCard::openBelow(const QWidget *anchor)
{
    adjustSize();
    QPoint at = anchor->mapToGlobal(QPoint(0, anchor->height() + space::small));
    const QRect screen = anchor->screen()->availableGeometry();
    at.setX(std::clamp(at.x(), screen.left(), std::max(screen.left(), screen.right() - width())));
    at.setY(std::clamp(at.y(), screen.top(), std::max(screen.top(), screen.bottom() - height())));
    move(at);
    show();
    setFocus();
}

void VerdictCard::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Copy))
        QGuiApplication::clipboard()->setText(m_text);
    else
        QFrame::keyPressEvent(event);
    if (event->key() == Qt::Key_Escape)
        close();
}

} // namespace forefetch
