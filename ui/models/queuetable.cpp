// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/queuetable.h"

#include "core/record/runsource.h"

#include <algorithm>

namespace forefetch {

namespace {

TimePoint expiryOf(const PrefetchRequest &request)
{
    return request.createdAt + request.maxAge;
}

} // namespace

std::vector<TableColumn> QueueTable::makeColumns()
{
    return {
        {tr("Rank"), tr("1 is taken next"), QStringLiteral("0,000"), true},
        {tr("Priority"), tr("The probability that it will be used: the higher goes first"),
         QStringLiteral("0.00"), true},
        {tr("Target"),
         tr("What is to be prefetched; credentials in it are hidden"),
         {},
         false,
         true},
        {tr("Because of"), tr("The request that it is expected to follow"), {}, false, true},
        {tr("Waiting"), tr("Since it was scheduled, or raised"), QStringLiteral("00.0 s"), true},
        {tr("Expires in"), tr("It is dropped when it has not been taken until then"),
         QStringLiteral("00.0 s"), true},
        {tr("Id"), tr("Its number in the ledger"), QStringLiteral("0000000000"), true, true, false},
    };
}

QueueTable::QueueTable(QObject *parent)
    : LiveTable(makeColumns(), kMost, Rank, Qt::AscendingOrder, parent), m_rows(kMost)
{
}

void QueueTable::begin()
{
    clear();
    m_texts.clear();
    m_waiting = 0;
}

void QueueTable::read(const RunRows &source, TimePoint now)
{
    const std::vector<PrefetchRequest> ranked = source.queued(kMost);
    m_waiting = std::max(source.queueSize(), ranked.size());
    m_now = now;
    if (ranked.empty() && total() == 0)
        return;
    m_keys.clear();
    for (const PrefetchRequest &request : ranked)
        m_keys.push_back(static_cast<std::uint64_t>(request.id));
    retain(m_keys);
    for (std::size_t i = 0; i < ranked.size(); ++i) {
        const bool isNew = !holds(m_keys[i]);
        Row &row = m_rows[put(m_keys[i])];
        row.request = ranked[i];
        row.rank = static_cast<int>(i) + 1;
        if (!isNew)
            continue;
        row.target = m_texts.of(source, ranked[i].key.resource);
        const auto record = source.prefetch(ranked[i].id);
        row.cause = record ? m_texts.of(source, record->cause.edge.context) : TargetText();
    }
    commit();
}

QString QueueTable::text(Slot slot, int column) const
{
    const Row &row = m_rows[slot];
    switch (column) {
    case Rank:
        return countText(static_cast<std::uint64_t>(row.rank));
    case Priority:
        return likelihoodText(row.request.priority);
    case Target:
        return row.target.text;
    case Cause:
        return row.cause.text.isEmpty() ? noText() : row.cause.text;
    case Waiting:
        return lengthText(std::max(row.request.age(m_now), Duration{}));
    case ExpiresIn:
        return row.request.isExpired(m_now) ? tr("expired")
                                            : lengthText(expiryOf(row.request) - m_now);
    case Id:
        return QString::number(static_cast<qulonglong>(row.request.id));
    default:
        return {};
    }
}

QString QueueTable::tip(Slot slot, int column) const
{
    if (column == Cause && m_rows[slot].cause.text.isEmpty())
        return tr("No single request: popular altogether.");
    return text(slot, column);
}

int QueueTable::compare(Slot a, Slot b, int column) const
{
    const Row &x = m_rows[a], &y = m_rows[b];
    switch (column) {
    case Rank:
        return threeWay(x.rank, y.rank);
    case Priority:
        return threeWay(x.request.priority, y.request.priority);
    case Target:
        return x.target.text.compare(y.target.text);
    case Cause:
        return x.cause.text.compare(y.cause.text);
    case Waiting:
        return threeWay(y.request.createdAt, x.request.createdAt);
    case ExpiresIn:
        return threeWay(expiryOf(x.request), expiryOf(y.request));
    case Id:
        return threeWay(x.request.id, y.request.id);
    default:
        return 0;
    }
}

// Of equals, what is taken first stands first.
int QueueTable::compareAge(Slot a, Slot b) const
{
    return threeWay(m_rows[b].rank, m_rows[a].rank);
}

bool QueueTable::isWithin(Slot slot, const Period &period) const
{
    return period.contains(m_rows[slot].request.createdAt);
}

bool QueueTable::isOn(Slot slot, const EdgeFilter &edge) const
{
    const auto fits = [](const TargetText &text, const QString &end) {
        return end.isEmpty() || text.isOf(end);
    };
    return fits(m_rows[slot].target, edge.to) && fits(m_rows[slot].cause, edge.from);
}

} // namespace forefetch
