// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/routestable.h"

#include "core/request/redact.h"
#include "core/request/texthash.h"
#include "ui/models/rowtexts.h"
#include "ui/models/whytext.h"

namespace forefetch {

namespace {

QString seen(const std::string &text)
{
    return QString::fromStdString(redacted(text));
}

std::uint64_t keyOf(const LearntRoute &learnt)
{
    return textHash(learnt.route + '\n' + wordsOf(learnt.rule), 0x9e37) | 1;
}

double share(const RouteRule &rule)
{
    return rule.total == 0 ? -1 : static_cast<double>(rule.count) / rule.total;
}

} // namespace

std::vector<TableColumn> RoutesTable::makeColumns()
{
    return {
        {tr("Route"), tr("A learnt route: what varies in it stands in braces"), {}, false, true},
        {tr("Where its values come from"),
         tr("By which a request of it is named before it comes"),
         {},
         false,
         true},
        {tr("Right"), tr("How often it came as named, of how often anything followed; lately"),
         tr("%1 of %2").arg(QStringLiteral("000"), QStringLiteral("000")), true},
        {tr("Sure"), tr("How probable it is by this rule alone; less where it was seen seldom"),
         QStringLiteral("0.00"), true},
        {tr("After"), tr("The route that it follows"), {}, false, true},
        {tr("Traffic"), tr("Times that it was requested, as far as the strongest transitions tell"),
         QStringLiteral("000,000"), true},
        {tr("Requests"), tr("Different requests of the route, in the strongest transitions"),
         QStringLiteral("0,000"), true, false, false},
    };
}

RoutesTable::RoutesTable(QObject *parent)
    : LiveTable(makeColumns(), ModelView::kMostRoutes, Traffic, Qt::DescendingOrder, parent),
      m_rows(ModelView::kMostRoutes)
{
}

void RoutesTable::read(const ModelView &view)
{
    std::vector<std::uint64_t> keys;
    keys.reserve(view.routes.size());
    for (const LearntRoute &learnt : view.routes)
        keys.push_back(keyOf(learnt));
    retain(keys);
    for (std::size_t i = 0; i < keys.size(); ++i) {
        const LearntRoute &learnt = view.routes[i];
        Row &row = m_rows[put(keys[i])];
        row.learnt = learnt;
        row.route = learnt.route == "{link}" ? tr("what a link leads to") : seen(learnt.route);
        row.after = seen(learnt.rule.from);
        row.binding =
            learnt.rule.to.empty() ? tr("nothing learnt that names it") : bindingText(learnt.rule);
    }
    m_known = view.routesKnown;
    commit();
}

QString RoutesTable::text(Slot slot, int column) const
{
    const Row &row = m_rows[slot];
    const RouteRule &rule = row.learnt.rule;
    const bool isNamed = !rule.to.empty();
    switch (column) {
    case Route:
        return row.route;
    case Traffic:
        return row.learnt.traffic == 0 ? noText() : countText(row.learnt.traffic);
    case Binding:
        return row.binding;
    case After:
        return isNamed ? row.after : noText();
    case Right:
        return isNamed ? tr("%1 of %2").arg(countText(rule.count), countText(rule.total))
                       : noText();
    case Sure:
        return isNamed ? likelihoodText(static_cast<double>(rule.sure)) : noText();
    case Members:
        return row.learnt.members == 0 ? noText() : countText(row.learnt.members);
    default:
        return {};
    }
}

QString RoutesTable::tip(Slot slot, int column) const
{
    const Row &row = m_rows[slot];
    if (column == Binding && !row.learnt.rule.to.empty())
        return ruleSentence(row.learnt.rule);
    if (column == Traffic && row.learnt.traffic == 0)
        return tr("Not among the strongest transitions, by which traffic is counted.");
    return text(slot, column);
}

std::optional<RowSign> RoutesTable::sign(Slot, int) const
{
    return std::nullopt;
}

int RoutesTable::compare(Slot a, Slot b, int column) const
{
    const Row &x = m_rows[a], &y = m_rows[b];
    switch (column) {
    case Route:
        return x.route.compare(y.route);
    case Traffic:
        return threeWay(x.learnt.traffic, y.learnt.traffic);
    case Binding:
        return x.binding.compare(y.binding);
    case After:
        return x.after.compare(y.after);
    case Right:
        return threeWay(share(x.learnt.rule), share(y.learnt.rule));
    case Sure:
        return threeWay(x.learnt.rule.sure, y.learnt.rule.sure);
    case Members:
        return threeWay(x.learnt.members, y.learnt.members);
    default:
        return 0;
    }
}

// Of two that are requested as often, the one that is named more often; always the same way.
int RoutesTable::compareAge(Slot a, Slot b) const
{
    const Row &x = m_rows[a], &y = m_rows[b];
    if (const int order = threeWay(x.learnt.rule.count, y.learnt.rule.count); order != 0)
        return order;
    if (const int order = y.route.compare(x.route); order != 0)
        return order;
    return LiveTable::compareAge(a, b);
}

bool RoutesTable::isOn(Slot slot, const EdgeFilter &edge) const
{
    const Row &row = m_rows[slot];
    return (edge.to.isEmpty() || row.route == edge.to) &&
           (edge.from.isEmpty() || row.after == edge.from);
}

} // namespace forefetch
