// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/demandmeter.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <cmath>
#include <mutex>
#include <vector>

namespace forefetch {

namespace {

constexpr std::uint32_t kShards = 16;

// Threads take shards in turn, so that a few threads never share one.
std::uint32_t shardOfThread()
{
    static std::atomic<std::uint32_t> next{0};
    thread_local const std::uint32_t mine = next.fetch_add(1, std::memory_order_relaxed);
    return mine % kShards;
}

double milliseconds(Duration d)
{
    return seconds(d) * 1e3;
}

bool isCacheable(DemandResult result)
{
    return result == DemandResult::Hit || result == DemandResult::Miss ||
           result == DemandResult::Late;
}

bool isServerError(const DemandEnd &end)
{
    return end.status >= 500;
}

// What one session has asked so far, in the group that it belongs to.
struct SessionTally
{
    std::uint32_t generation = 0;
    std::uint32_t comparison = 0; // of which it is
    bool heldBack = false;
    std::uint32_t cacheable = 0;
    std::uint32_t hits = 0;
    std::uint32_t weighed = 0; // cacheable ones whose resource was named
    double beyond = 0;
    std::uint32_t requests = 0; // that were answered
    std::uint32_t errors = 0;
    double waited = 0; // ms
};

// The counters and sums of one of the two groups, held back or treated, in one shard.
struct GroupBook
{
    DemandFigures figures; // without the derived ones
    SessionSums sums;      // of the comparison
    HarmSums harm;         // the same
    Histogram latency;
    Histogram before; // the latency when the comparison was begun

    void record(const DemandEnd &end);
};

void GroupBook::record(const DemandEnd &end)
{
    DemandFigures &f = figures;
    ++f.requests;
    switch (end.result) {
    case DemandResult::Hit:
        ++f.hits;
        f.hitsPrefetched += end.prefetchedEntry ? 1 : 0;
        f.hitsAssumed += end.assumedFreshness ? 1 : 0;
        break;
    case DemandResult::Miss:
        ++f.misses;
        break;
    case DemandResult::Late:
        ++f.late;
        break;
    case DemandResult::Bypassed:
        ++f.bypassed;
        break;
    case DemandResult::Error:
        ++f.errors;
        break;
    }
    f.cacheable += isCacheable(end.result) ? 1 : 0;
    f.serverErrors += isServerError(end) ? 1 : 0;
    f.originRequests += end.sentToOrigin ? 1 : 0;
    f.bytes += end.bytes;
    latency.record(end.latency);
}

void add(DemandFigures &f, const DemandFigures &o)
{
    f.requests += o.requests;
    f.cacheable += o.cacheable;
    f.hits += o.hits;
    f.hitsPrefetched += o.hitsPrefetched;
    f.hitsAssumed += o.hitsAssumed;
    f.misses += o.misses;
    f.late += o.late;
    f.bypassed += o.bypassed;
    f.errors += o.errors;
    f.serverErrors += o.serverErrors;
    f.originRequests += o.originRequests;
    f.bytes += o.bytes;
}

void add(SessionSums &s, const SessionSums &o)
{
    s.beyond += o.beyond;
    s.sessions += o.sessions;
    s.cacheable += o.cacheable;
    s.hits += o.hits;
    s.cacheable2 += o.cacheable2;
    s.hits2 += o.hits2;
    s.product += o.product;
}

// The sums follow each request, so no session has to end to be counted: (n+1)² − n² = 2n + 1.
void follow(SessionSums &sums, SessionTally &tally, bool hit)
{
    const double n = tally.cacheable;
    const double h = tally.hits;
    sums.sessions += tally.cacheable == 0 ? 1 : 0;
    ++sums.cacheable;
    sums.cacheable2 += 2 * n + 1;
    sums.product += hit ? n + h + 1 : h;
    ++tally.cacheable;
    if (hit) {
        ++sums.hits;
        sums.hits2 += 2 * h + 1;
        ++tally.hits;
    }
}

void follow(RatioSums &sums, SessionTally &tally, double beyond)
{
    sums.follow(tally.weighed, tally.beyond, beyond);
    ++tally.weighed;
    tally.beyond += beyond;
}

// Not of who left before there was an answer.
void follow(HarmSums &sums, SessionTally &tally, const DemandEnd &end)
{
    if (end.status == 0)
        return;
    const double wait = milliseconds(std::min(end.latency, HarmSums::kLongestWait));
    const bool error = isServerError(end);
    sums.wait.follow(tally.requests, tally.waited, wait);
    sums.errors.follow(tally.requests, tally.errors, error ? 1 : 0);
    ++tally.requests;
    tally.waited += wait;
    tally.errors += error ? 1 : 0;
}

// A ratio of cluster totals (Cochran 1977, 6.4).
double ratioError(double sessions, double n, double ratio, double y2, double product, double n2)
{
    if (sessions < 2 || n <= 0)
        return 0;
    const double squares = y2 - 2 * ratio * product + ratio * ratio * n2;
    return std::sqrt(std::max(0.0, squares) / (sessions * (sessions - 1))) / (n / sessions);
}

} // namespace

double RatioSums::ratio() const
{
    return n <= 0 ? 0 : y / n;
}

double RatioSums::error() const
{
    return ratioError(static_cast<double>(sessions), n, ratio(), y2, product, n2);
}

// (n+1)² − n² and so on, as above.
void RatioSums::follow(double sessionN, double sessionY, double more)
{
    sessions += sessionN == 0 ? 1 : 0;
    n += 1;
    y += more;
    n2 += 2 * sessionN + 1;
    y2 += 2 * sessionY * more + more * more;
    product += sessionN * more + sessionY + more;
}

RatioSums &RatioSums::operator+=(const RatioSums &o)
{
    sessions += o.sessions;
    n += o.n;
    y += o.y;
    n2 += o.n2;
    y2 += o.y2;
    product += o.product;
    return *this;
}

double SessionSums::hitRatio() const
{
    return cacheable == 0 ? 0 : static_cast<double>(hits) / static_cast<double>(cacheable);
}

double SessionSums::hitRatioError() const
{
    return ratioError(static_cast<double>(sessions), static_cast<double>(cacheable), hitRatio(),
                      hits2, product, cacheable2);
}

// How often each resource has hit so far, as a running mean of some twenty requests; what has not
// been asked for yet is expected to miss. Resources share 65,536 places. Thread: any; a lost update
// is one request less in a mean.
class DemandMeter::Expectations
{
public:
    // What was to be expected, before this one.
    double replace(ResourceId resource, bool hit)
    {
        std::atomic<std::uint32_t> &place = m_places[resource.index % m_places.size()];
        const std::uint32_t seen = place.load(std::memory_order_relaxed);
        const double mean = static_cast<double>(seen >> 8) / kOne;
        const std::uint32_t count = std::min<std::uint32_t>((seen & 0xff) + 1, kLookBack);
        const double next = mean + ((hit ? 1 : 0) - mean) / count;
        place.store(static_cast<std::uint32_t>(next * kOne) << 8 | count,
                    std::memory_order_relaxed);
        return mean;
    }

private:
    static constexpr double kOne = (1 << 24) - 1;
    static constexpr std::uint32_t kLookBack = 20;
    std::array<std::atomic<std::uint32_t>, 1U << 16> m_places{}; // mean << 8 | count
};

struct alignas(64) DemandMeter::Shard
{
    GroupBook &book(bool heldBack) { return heldBack ? control : treated; }

    // The tally of this session, begun anew when the place belonged to another one, the comparison
    // is another one, or the session has changed groups; null beyond the limit. `index` counts
    // within the shard.
    SessionTally *tally(SessionId session, std::uint32_t index, bool heldBack)
    {
        if (index >= kMaxSessions / kShards)
            return nullptr;
        if (index >= tallies.size())
            tallies.resize(index + 1);
        SessionTally &t = tallies[index];
        if (t.generation != session.generation || t.comparison != comparison ||
            t.heldBack != heldBack)
            t = {session.generation, comparison, heldBack};
        return &t;
    }

    template <typename Visit>
    void visit(Group group, const Visit &visitBook) const
    {
        const std::lock_guard lock(mutex);
        if (group != Group::Treated)
            visitBook(control);
        if (group != Group::HeldBack)
            visitBook(treated);
    }

    mutable StageMutex mutex; // guards all below
    GroupBook control;
    GroupBook treated;
    std::uint32_t comparison = 0;
    std::vector<SessionTally> tallies;
};

DemandMeter::DemandMeter(Callers callers)
    : m_shards(std::make_unique<Shard[]>(kShards)), m_expectations(std::make_unique<Expectations>())
{
    for (std::uint32_t i = 0; i < kShards; ++i)
        m_shards[i].mutex.assign(callers);
}

DemandMeter::~DemandMeter() = default;

void DemandMeter::record(const DemandEnd &end, bool heldBack, SessionId session,
                         ResourceId resource)
{
    Shard &shard = m_shards[session ? session.index % kShards : shardOfThread()];
    const std::lock_guard lock(shard.mutex);
    GroupBook &book = shard.book(heldBack);
    book.record(end);
    SessionTally *t = session ? shard.tally(session, session.index / kShards, heldBack) : nullptr;
    if (t == nullptr)
        return;
    follow(book.harm, *t, end);
    if (!isCacheable(end.result))
        return;
    const bool hit = end.result == DemandResult::Hit;
    follow(book.sums, *t, hit);
    if (resource)
        follow(book.sums.beyond, *t, (hit ? 1 : 0) - m_expectations->replace(resource, hit));
}

DemandFigures DemandMeter::figures(Group group) const
{
    DemandFigures out;
    Histogram latencies;
    for (std::uint32_t i = 0; i < kShards; ++i) {
        m_shards[i].visit(group, [&](const GroupBook &book) {
            add(out, book.figures);
            latencies.merge(book.latency);
        });
    }
    if (out.cacheable > 0)
        out.hitRatio = static_cast<double>(out.hits) / static_cast<double>(out.cacheable);
    out.latency = {milliseconds(latencies.quantile(0.50)), milliseconds(latencies.quantile(0.95)),
                   milliseconds(latencies.quantile(0.99))};
    return out;
}

Histogram DemandMeter::latency(Group group) const
{
    Histogram out;
    for (std::uint32_t i = 0; i < kShards; ++i)
        m_shards[i].visit(group, [&](const GroupBook &book) { out.merge(book.latency); });
    return out;
}

void DemandMeter::beginComparison()
{
    for (std::uint32_t i = 0; i < kShards; ++i) {
        Shard &shard = m_shards[i];
        const std::lock_guard lock(shard.mutex);
        ++shard.comparison;
        for (GroupBook *book : {&shard.control, &shard.treated}) {
            book->sums = {};
            book->harm = {};
            book->before = book->latency;
        }
    }
}

SessionSums DemandMeter::sessions(Group group) const
{
    SessionSums out;
    Histogram latency;
    for (std::uint32_t i = 0; i < kShards; ++i) {
        m_shards[i].visit(group, [&](const GroupBook &book) {
            add(out, book.sums);
            Histogram since = book.latency;
            since.subtract(book.before);
            latency.merge(since);
        });
    }
    out.p95 = milliseconds(latency.quantile(0.95));
    return out;
}

HarmSums DemandMeter::harm(Group group) const
{
    HarmSums out;
    for (std::uint32_t i = 0; i < kShards; ++i) {
        m_shards[i].visit(group, [&out](const GroupBook &book) {
            out.wait += book.harm.wait;
            out.errors += book.harm.errors;
        });
    }
    return out;
}

} // namespace forefetch
