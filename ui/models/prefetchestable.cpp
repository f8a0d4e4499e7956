// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/prefetchestable.h"

#include "core/record/runsource.h"
#include "ui/models/prefetchoutcome.h"

#include <algorithm>

namespace forefetch {

namespace {

constexpr std::size_t kMostNews = 2000;
constexpr std::size_t kMostKept = 50'000; // more than the ledger has

// The lengths of a prefetch's parts; negative where there is none (yet).
constexpr Duration kNone{-1};

Duration waitOf(const PrefetchRecord &r)
{
    if (r.startedAt != TimePoint{})
        return r.startedAt - r.scheduledAt;
    return r.endedAt != TimePoint{} ? r.endedAt - r.scheduledAt : kNone;
}

Duration fetchOf(const PrefetchRecord &r)
{
    if (r.startedAt == TimePoint{})
        return kNone;
    if (r.readyAt != TimePoint{})
        return r.readyAt - r.startedAt;
    return r.endedAt != TimePoint{} ? r.endedAt - r.startedAt : kNone;
}

Duration leadOf(const PrefetchRecord &r)
{
    return r.state == PrefetchState::Used ? r.endedAt - r.readyAt : kNone;
}

QString partText(Duration length)
{
    return length == kNone ? noText() : lengthText(std::max(length, Duration{}));
}

double share(const PredictionCause &cause)
{
    return cause.total == 0 ? 0 : static_cast<double>(cause.count) / cause.total;
}

} // namespace

std::vector<TableColumn> PrefetchesTable::makeColumns()
{
    const QString length = QStringLiteral("0.00 ms");
    return {
        {tr("Time"), tr("When it was scheduled"), QStringLiteral("00:00:00.000"), false, false},
        {tr("Outcome"), tr("How it ended, or where it is"), tr("▽ wasted: evicted"), false, true},
        {tr("Target"), tr("What was prefetched; credentials in it are hidden"), {}, false, true},
        {tr("Because of"), tr("The request that it was expected to follow"), {}, false, true},
        {tr("P"), tr("How probable it was that it would be used"), QStringLiteral("0.00"), true},
        {tr("Wait"), tr("In the queue"), length, true},
        {tr("Fetch"), tr("From the first attempt to its end"), length, true},
        {tr("Lead"), tr("From stored to its first use"), length, true},
        {tr("Size"), tr("Of the body that was fetched"), QStringLiteral("1023 KiB"), true},
        {tr("Status"), tr("HTTP status of the last answer"), QStringLiteral("200"), true, true},
        {tr("Seen"), tr("How often it followed, of how often anything followed"),
         tr("%1 of %2").arg(QStringLiteral("000"), QStringLiteral("000")), true, false, false},
        {tr("Threshold"), tr("The least probability that was prefetched then"),
         QStringLiteral("0.00"), true, false, false},
        {tr("Order"), tr("Requests of context behind the prediction"), QStringLiteral("0"), true,
         false, false},
        {tr("Attempts"), tr("Requests to the origin, retries included"), QStringLiteral("0"), true,
         false, false},
        {tr("Revision"), tr("Of the settings when it was scheduled"), QStringLiteral("00"), true,
         false, false},
        {tr("Id"), tr("Its number in the ledger"), QStringLiteral("0000000000"), true, true, false},
    };
}

PrefetchesTable::PrefetchesTable(QObject *parent)
    : LiveTable(makeColumns(), kMost, Time, Qt::DescendingOrder, parent), m_rows(kMost)
{
}

void PrefetchesTable::begin(const Clock &clock)
{
    clear();
    m_texts.clear();
    m_times.follow(clock);
    m_seen = 0;
    m_readFor.reset();
}

void PrefetchesTable::read(const RunRows &source)
{
    if (m_readFor != period()) {
        m_readFor = period();
        clear();
        m_seen = 0;
        if (m_readFor)
            readPeriod(source);
    }
    if (m_readFor)
        return; // what has ended then does not change
    const PrefetchChanges changes = source.prefetchesSince(m_seen, kMostNews, m_news);
    const bool all = !changes.complete;
    m_seen = changes.newest;
    if (all) {
        m_news = source.recentPrefetches(kMost);
        std::reverse(m_news.begin(), m_news.end()); // the oldest makes room first
        std::vector<std::uint64_t> keys;
        for (const PrefetchRecord &record : m_news)
            keys.push_back(static_cast<std::uint64_t>(record.id));
        retain(keys);
    } else if (m_news.empty()) {
        return;
    }
    for (const PrefetchRecord &record : m_news)
        take(record, source);
    commit();
}

void PrefetchesTable::readPeriod(const RunRows &source)
{
    m_news = source.recentPrefetches(kMostKept);
    std::erase_if(m_news, [this](const PrefetchRecord &record) {
        return !isTerminal(record.state) || !m_readFor->contains(record.endedAt);
    });
    m_news.resize(std::min(m_news.size(), kMost)); // the newest come first
    std::reverse(m_news.begin(), m_news.end());
    for (const PrefetchRecord &record : m_news)
        take(record, source);
    commit();
}

WhySources PrefetchesTable::sources(const RunRows &source)
{
    return {[this, &source](ResourceId resource) { return m_texts.of(source, resource).text; },
            [&source](ResourceId rule) { return source.rule(rule); }, m_times};
}

void PrefetchesTable::take(const PrefetchRecord &record, const RunRows &source)
{
    const auto key = static_cast<std::uint64_t>(record.id);
    const bool isFull = rows().size() == rows().capacity();
    // One that has made room already does not come back when it ends.
    if (isFull && !holds(key) && record.scheduledAt < m_rows[rows().oldest()].record.scheduledAt)
        return;
    m_rows[put(key)] = {record, m_texts.of(source, record.key.resource),
                        m_texts.of(source, record.cause.edge.context)};
}

QString PrefetchesTable::text(Slot slot, int column) const
{
    const Row &row = m_rows[slot];
    const PrefetchRecord &r = row.record;
    switch (column) {
    case Time:
        return m_times.text(r.scheduledAt);
    case Outcome:
        return outcomeText(r.state);
    case Target:
        return row.target.text;
    case Cause:
        return row.cause.text.isEmpty() ? noText() : row.cause.text;
    case Probability:
        return likelihoodText(r.cause.pUsed);
    case Wait:
        return partText(waitOf(r));
    case Fetch:
        return partText(fetchOf(r));
    case Lead:
        return partText(leadOf(r));
    case Size:
        return r.bytes == 0 ? noText() : sizeText(r.bytes);
    case Status:
        return r.status == 0 ? noText() : QString::number(r.status);
    case Seen:
        return tr("%1 of %2").arg(countText(r.cause.edge.count), countText(r.cause.edge.total));
    case Threshold:
        return likelihoodText(r.cause.threshold);
    case Order:
        return QString::number(r.cause.edge.order);
    case Attempts:
        return QString::number(r.attempts);
    case RevisionOf:
        return QString::number(r.cause.revision);
    case Id:
        return QString::number(static_cast<qulonglong>(r.id));
    default:
        return {};
    }
}

QString PrefetchesTable::tip(Slot slot, int column) const
{
    const PrefetchRecord &r = m_rows[slot].record;
    if (column == Outcome)
        return outcomeTip(r.state);
    if (column == Cause && !r.cause.edge.context)
        return tr("No single request: popular altogether.");
    if (column == Probability)
        return tr("It followed %1 times; the threshold was %2.")
            .arg(text(slot, Seen), text(slot, Threshold));
    return text(slot, column);
}

std::optional<RowSign> PrefetchesTable::sign(Slot slot, int column) const
{
    if (column != Outcome)
        return std::nullopt;
    return outcomeSign(m_rows[slot].record.state);
}

int PrefetchesTable::compare(Slot a, Slot b, int column) const
{
    const PrefetchRecord &x = m_rows[a].record, &y = m_rows[b].record;
    switch (column) {
    case Time:
        return threeWay(x.scheduledAt, y.scheduledAt);
    case Outcome:
        return threeWay(x.state, y.state);
    case Target:
        return m_rows[a].target.text.compare(m_rows[b].target.text);
    case Cause:
        return m_rows[a].cause.text.compare(m_rows[b].cause.text);
    case Probability:
        return threeWay(x.cause.pUsed, y.cause.pUsed);
    case Wait:
        return threeWay(waitOf(x), waitOf(y));
    case Fetch:
        return threeWay(fetchOf(x), fetchOf(y));
    case Lead:
        return threeWay(leadOf(x), leadOf(y));
    case Size:
        return threeWay(x.bytes, y.bytes);
    case Status:
        return threeWay(x.status, y.status);
    case Seen:
        return threeWay(share(x.cause.edge), share(y.cause.edge));
    case Threshold:
        return threeWay(x.cause.threshold, y.cause.threshold);
    case Order:
        return threeWay(x.cause.edge.order, y.cause.edge.order);
    case Attempts:
        return threeWay(x.attempts, y.attempts);
    case RevisionOf:
        return threeWay(x.cause.revision, y.cause.revision);
    case Id:
        return threeWay(x.id, y.id);
    default:
        return 0;
    }
}

// An id is a place and its uses, so it does not say what came later.
int PrefetchesTable::compareAge(Slot a, Slot b) const
{
    const PrefetchRecord &x = m_rows[a].record, &y = m_rows[b].record;
    const int order = threeWay(x.scheduledAt, y.scheduledAt);
    return order != 0 ? order : threeWay(x.id, y.id);
}

// By the end, as the charts count outcomes: what is open has none yet.
bool PrefetchesTable::isWithin(Slot slot, const Period &period) const
{
    const PrefetchRecord &r = m_rows[slot].record;
    return isTerminal(r.state) && period.contains(r.endedAt);
}

bool PrefetchesTable::isOn(Slot slot, const EdgeFilter &edge) const
{
    const Row &row = m_rows[slot];
    const auto fits = [](const TargetText &text, const QString &end) {
        return end.isEmpty() || text.isOf(end);
    };
    return fits(row.target, edge.to) && fits(row.cause, edge.from);
}

} // namespace forefetch
