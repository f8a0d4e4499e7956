// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/requeststable.h"

#include "core/record/runsource.h"
#include "ui/models/misstext.h"
#include "ui/theme/theme.h"

#include <algorithm>

namespace forefetch {

namespace {

QString methodText(const RequestRecord &r)
{
    const std::string_view name = nameOf(r.method);
    return QString::fromLatin1(name.data(), static_cast<qsizetype>(name.size()));
}

QString sessionText(SessionId session)
{
    if (!session)
        return noText();
    const QString index = QString::number(session.index);
    return session.generation == 1 ? index : index + u'-' + QString::number(session.generation);
}

// A hit that a prefetch brought comes first, an error last.
int rank(const DemandEnd &end)
{
    return end.result == DemandResult::Hit && end.prefetchedEntry ? -1
                                                                  : static_cast<int>(end.result);
}

} // namespace

QString resultSentence(const DemandEnd &end)
{
    switch (end.result) {
    case DemandResult::Hit:
        return (end.prefetchedEntry ? RequestsTable::tr("From the cache, where a prefetch put it.")
                                    : RequestsTable::tr("From the cache.")) +
               (end.assumedFreshness
                    ? u' ' + RequestsTable::tr("The origin says nothing about its freshness: that "
                                               "is assumed.")
                    : QString());
    case DemandResult::Late:
        return RequestsTable::tr("It joined a prefetch in flight, and waited for its answer.");
    case DemandResult::Miss:
        return end.sentToOrigin
                   ? RequestsTable::tr("Not in the cache: fetched from the origin.")
                   : RequestsTable::tr("Not in the cache: it joined another client's fetch.");
    case DemandResult::Bypassed:
        return RequestsTable::tr("Not for the cache: by its method, or because the answer may not "
                                 "be stored.");
    case DemandResult::Error:
        break;
    }
    return RequestsTable::tr("No answer from the origin, or the client left.");
}

QString resultText(const DemandEnd &end)
{
    switch (end.result) {
    case DemandResult::Hit:
        return end.prefetchedEntry ? RequestsTable::tr("hit, prefetched")
                                   : RequestsTable::tr("hit");
    case DemandResult::Miss:
        return RequestsTable::tr("miss");
    case DemandResult::Late:
        return RequestsTable::tr("late");
    case DemandResult::Bypassed:
        return RequestsTable::tr("bypass");
    case DemandResult::Error:
        break;
    }
    return RequestsTable::tr("error");
}

RowSign resultSign(const DemandEnd &end)
{
    switch (end.result) {
    case DemandResult::Hit:
        if (!end.prefetchedEntry)
            return {markerOf(Meaning::Hit), RowSign::Tone::Hit};
        return {markerOf(Meaning::Useful), RowSign::Tone::Useful};
    case DemandResult::Late:
        return {markerOf(Meaning::Useful), RowSign::Tone::Useful};
    case DemandResult::Miss:
        return {markerOf(Meaning::Miss), RowSign::Tone::Miss};
    case DemandResult::Bypassed:
        return {QStringLiteral("○"), RowSign::Tone::Quiet};
    case DemandResult::Error:
        break;
    }
    return {QStringLiteral("!"), RowSign::Tone::Bad};
}

std::vector<TableColumn> RequestsTable::makeColumns()
{
    return {
        {tr("Time"), tr("When it arrived"), QStringLiteral("00:00:00.000"), false, false},
        {tr("Result"), tr("Where the answer came from"), tr("▲ hit, prefetched"), false, true},
        {tr("Method"), tr("Of the request"), QStringLiteral("OPTIONS"), false, true},
        {tr("Target"), tr("What was asked for; credentials in it are hidden"), {}, false, true},
        {tr("Why"), tr("What made it a hit, or stood between it and one"),
         tr("below the threshold by 0.00"), false, true},
        {tr("Status"), tr("HTTP status of the answer"), QStringLiteral("200"), true, true},
        {tr("Latency"), tr("From its arrival to the first byte of the answer"),
         QStringLiteral("0.00 ms"), true, false},
        {tr("Size"), tr("Of the body that was sent"), QStringLiteral("1023 KiB"), true, false},
        {tr("Session"), tr("Whose request it was"), QStringLiteral("00000"), true, true},
        {tr("Group"), tr("Control: its session is held back and gets no prefetch"), tr("treated"),
         false, true},
    };
}

RequestsTable::RequestsTable(QObject *parent)
    : LiveTable(makeColumns(), kMost, Time, Qt::DescendingOrder, parent), m_rows(kMost)
{
}

void RequestsTable::begin(const Clock &clock)
{
    clear();
    m_texts.clear();
    m_times.follow(clock);
    m_seen = m_leftOut = 0;
    m_readFor.reset();
}

void RequestsTable::read(const RunRows &source, std::size_t most)
{
    if (m_readFor != period()) {
        readAnew(source);
        return;
    }
    if (m_readFor && m_readFor->knowsRequests())
        return; // what has ended then does not change
    source.requests(m_seen, source.newestRequest(), std::min(most, kMost), m_news);
    if (m_news.empty()) {
        m_leftOut = 0;
        return;
    }
    const std::uint64_t gap = m_news.front().number - m_seen - 1;
    m_leftOut = m_seen == 0 || gap == 0 ? 0 : m_leftOut + gap;
    for (const RequestRecord &record : m_news)
        m_rows[put(record.number)] = {record, m_texts.of(source, record.resource)};
    m_seen = m_news.back().number;
    commit();
}

// What is kept of a period may be older than what the table holds otherwise.
void RequestsTable::readAnew(const RunRows &source)
{
    m_readFor = period();
    const bool isKnown = m_readFor && m_readFor->knowsRequests();
    source.requests(isKnown ? m_readFor->afterRequest : 0,
                    isKnown ? m_readFor->lastRequest : source.newestRequest(), kMost, m_news);
    clear();
    m_leftOut = 0;
    for (const RequestRecord &record : m_news)
        m_rows[put(record.number)] = {record, m_texts.of(source, record.resource)};
    m_seen = m_news.empty() ? 0 : m_news.back().number;
    commit();
}

std::optional<RequestRecord> RequestsTable::recordOf(std::uint64_t key) const
{
    const Slot slot = rows().find(key);
    return slot == RowSlots::kNone ? std::nullopt : std::optional(m_rows[slot].record);
}

QString RequestsTable::text(Slot slot, int column) const
{
    const Row &row = m_rows[slot];
    const RequestRecord &r = row.record;
    switch (column) {
    case Time:
        return m_times.text(r.at);
    case Result:
        return resultText(r.end);
    case MethodName:
        return methodText(r);
    case Target:
        return row.target.text;
    case Why:
        return shortWhy(r);
    case Status:
        return r.end.status == 0 ? noText() : QString::number(r.end.status);
    case Latency:
        return lengthText(r.end.latency);
    case Size:
        return sizeText(r.end.bytes);
    case Session:
        return sessionText(r.session);
    case Group:
        return r.heldBack ? tr("control") : tr("treated");
    default:
        return {};
    }
}

QString RequestsTable::tip(Slot slot, int column) const
{
    const RequestRecord &r = m_rows[slot].record;
    if (column == Why && r.end.result == DemandResult::Miss)
        return missSentence(r.miss);
    return column == Result ? resultSentence(r.end) : text(slot, column);
}

std::optional<RowSign> RequestsTable::sign(Slot slot, int column) const
{
    if (column != Result)
        return std::nullopt;
    return resultSign(m_rows[slot].record.end);
}

int RequestsTable::compare(Slot a, Slot b, int column) const
{
    const RequestRecord &x = m_rows[a].record, &y = m_rows[b].record;
    switch (column) {
    case Time:
        return threeWay(x.at, y.at);
    case Result:
        return threeWay(rank(x.end), rank(y.end));
    case MethodName:
        return nameOf(x.method).compare(nameOf(y.method));
    case Target:
        return m_rows[a].target.text.compare(m_rows[b].target.text);
    case Why:
        return text(a, Why).compare(text(b, Why));
    case Status:
        return threeWay(x.end.status, y.end.status);
    case Latency:
        return threeWay(x.end.latency, y.end.latency);
    case Size:
        return threeWay(x.end.bytes, y.end.bytes);
    case Session:
        return threeWay(x.session, y.session);
    case Group:
        return threeWay(x.heldBack, y.heldBack);
    default:
        return 0;
    }
}

// Where the edge leads to: what came before is not kept with a request.
bool RequestsTable::isOn(Slot slot, const EdgeFilter &edge) const
{
    const TargetText &target = m_rows[slot].target;
    return edge.to.isEmpty() || target.isOf(edge.to);
}

// Numbers, since a chart counts a request when it ends.
bool RequestsTable::isWithin(Slot slot, const Period &period) const
{
    const RequestRecord &r = m_rows[slot].record;
    return period.knowsRequests() ? r.number > period.afterRequest && r.number <= period.lastRequest
                                  : period.contains(r.at);
}

} // namespace forefetch
