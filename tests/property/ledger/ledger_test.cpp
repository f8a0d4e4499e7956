// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Random legal and illegal operations on the ledger, each compared with a naive twin.
#include "core/metrics/ledger.h"

#include <QtTest>

#include <rapidcheck.h>

#include <algorithm>
#include <deque>
#include <map>

using namespace forefetch;
using enum PrefetchState;

namespace {

struct Operation
{
    int kind = 0;          // 0 schedule, 1 start, 2 attempt, 3 ready, 4 end, 5 addBytes
    std::size_t which = 0; // of all ids ever given out; beyond them a stranger
    PrefetchState outcome = Queued;
    std::uint32_t number = 0; // revision or bytes
    int step = 0;             // ms
};

// What the ledger promises, written down with no thought of speed.
class Twin
{
public:
    explicit Twin(std::size_t keep) : m_keep(keep) {}

    void schedule(PrefetchId id, const Key &key, const PrefetchCause &cause, TimePoint now)
    {
        all[id] = {.id = id, .key = key, .cause = cause, .scheduledAt = now};
        m_openOrder.push_back(id);
    }
    bool start(PrefetchId id, TimePoint now)
    {
        return move(id, InFlight, [&](PrefetchRecord &r) { r.startedAt = now; });
    }
    bool attempt(PrefetchId id)
    {
        const auto found = all.find(id);
        if (found == all.end() || found->second.state != InFlight)
            return false;
        ++found->second.attempts;
        return true;
    }
    bool ready(PrefetchId id, std::uint32_t bytes, TimePoint now)
    {
        return move(id, Ready, [&](PrefetchRecord &r) {
            r.readyAt = now;
            r.bytes = bytes;
        });
    }
    bool end(PrefetchId id, PrefetchState outcome, TimePoint now)
    {
        if (!terminal(outcome) || !move(id, outcome, [&](PrefetchRecord &r) { r.endedAt = now; }))
            return false;
        std::erase(m_openOrder, id);
        m_ended.push_back(id);
        if (m_ended.size() > m_keep)
            m_ended.pop_front();
        return true;
    }

    bool held(PrefetchId id) const
    {
        return std::find(m_ended.begin(), m_ended.end(), id) != m_ended.end() ||
               std::find(m_openOrder.begin(), m_openOrder.end(), id) != m_openOrder.end();
    }

    // Counted anew from all records, so it cannot drift.
    LedgerFigures figures(std::optional<Revision> revision = {}) const
    {
        LedgerFigures f;
        for (const auto &[id, r] : all) {
            if (revision && r.cause.revision != *revision)
                continue;
            ++f.scheduled;
            ++f.in[static_cast<std::size_t>(r.state)];
            f.attempts += r.attempts;
            f.bytes += r.bytes;
            if (r.state == Used)
                f.leadTimeSum += seconds(r.endedAt - r.readyAt);
        }
        f.bytes += revision ? 0 : moreBytes;
        return f;
    }

    std::vector<PrefetchId> recent(std::size_t most) const
    {
        struct Entry
        {
            TimePoint at;
            bool open;
            std::size_t order;
            PrefetchId id;
        };
        std::vector<Entry> entries;
        for (std::size_t i = 0; i < m_openOrder.size(); ++i)
            entries.push_back({all.at(m_openOrder[i]).scheduledAt, true, i, m_openOrder[i]});
        for (std::size_t i = 0; i < m_ended.size(); ++i)
            entries.push_back({all.at(m_ended[i]).endedAt, false, i, m_ended[i]});
        std::sort(entries.begin(), entries.end(), [](const Entry &a, const Entry &b) {
            return std::tie(a.at, a.open, a.order) > std::tie(b.at, b.open, b.order);
        });
        std::vector<PrefetchId> ids;
        for (std::size_t i = 0; i < std::min(most, entries.size()); ++i)
            ids.push_back(entries[i].id);
        return ids;
    }

    std::map<PrefetchId, PrefetchRecord> all;
    std::uint64_t moreBytes = 0;

private:
    static bool terminal(PrefetchState s) { return s != Queued && s != InFlight && s != Ready; }

    static bool legal(PrefetchState from, PrefetchState to)
    {
        switch (from) {
        case Queued:
            return to == InFlight || to == Superseded || to == ExpiredInQueue || to == Cancelled;
        case InFlight:
            return to == Ready || to == Late || to == Discarded || to == Declined || to == Failed ||
                   to == Cancelled;
        case Ready:
            return to == Used || to == WastedExpired || to == WastedEvicted ||
                   to == WastedInvalidated;
        default:
            return false;
        }
    }

    template <typename Change>
    bool move(PrefetchId id, PrefetchState to, const Change &change)
    {
        const auto found = all.find(id);
        if (found == all.end() || !legal(found->second.state, to))
            return false;
        found->second.state = to;
        change(found->second);
        return true;
    }

    std::size_t m_keep;
    std::vector<PrefetchId> m_openOrder;
    std::deque<PrefetchId> m_ended;
};

void compare(const LedgerFigures &have, const LedgerFigures &want)
{
    RC_ASSERT(have.balances());
    RC_ASSERT(have.scheduled == want.scheduled);
    RC_ASSERT(have.in == want.in);
    RC_ASSERT(have.attempts == want.attempts);
    RC_ASSERT(have.bytes == want.bytes);
    RC_ASSERT(std::abs(have.leadTimeSum - want.leadTimeSum) < 1e-9);
}

void compare(const PrefetchRecord &have, const PrefetchRecord &want)
{
    RC_ASSERT(have.id == want.id);
    RC_ASSERT(have.key == want.key);
    RC_ASSERT(have.cause.revision == want.cause.revision);
    RC_ASSERT(have.state == want.state);
    RC_ASSERT(have.scheduledAt == want.scheduledAt);
    RC_ASSERT(have.startedAt == want.startedAt);
    RC_ASSERT(have.readyAt == want.readyAt);
    RC_ASSERT(have.endedAt == want.endedAt);
    RC_ASSERT(have.attempts == want.attempts);
    RC_ASSERT(have.bytes == want.bytes);
}

// Both books side by side, one operation at a time.
class Pair
{
public:
    explicit Pair(std::size_t keep) : m_ledger(keep), m_twin(keep) {}

    void apply(const Operation &op)
    {
        m_now += std::chrono::milliseconds(op.step);
        const PrefetchId id = op.which < m_ids.size() ? m_ids[op.which] : PrefetchId{op.number};
        switch (op.kind) {
        case 0:
            schedule(op);
            break;
        case 1:
            RC_ASSERT(m_ledger.start(id, m_now) == m_twin.start(id, m_now));
            break;
        case 2:
            RC_ASSERT(m_ledger.attempt(id) == m_twin.attempt(id));
            break;
        case 3:
            RC_ASSERT(m_ledger.ready(id, op.number, m_now) == m_twin.ready(id, op.number, m_now));
            break;
        case 4:
            RC_ASSERT(m_ledger.end(id, op.outcome, m_now) == m_twin.end(id, op.outcome, m_now));
            break;
        default:
            m_ledger.addBytes(op.number);
            m_twin.moreBytes += op.number;
        }
        compare(m_ledger.figures(), m_twin.figures());
    }

    void compareAll(std::size_t most)
    {
        for (Revision r = 0; r < 4; ++r) {
            const auto have = m_ledger.figures(r);
            const LedgerFigures want = m_twin.figures(r);
            RC_ASSERT(have.has_value() == (want.scheduled > 0));
            if (have)
                compare(*have, want);
        }
        for (const PrefetchId id : m_ids) {
            const auto have = m_ledger.find(id);
            RC_ASSERT(have.has_value() == m_twin.held(id));
            if (have)
                compare(*have, m_twin.all.at(id));
        }
        const auto have = m_ledger.recent(most);
        const auto want = m_twin.recent(most);
        RC_ASSERT(have.size() == want.size());
        for (std::size_t i = 0; i < have.size(); ++i)
            RC_ASSERT(have[i].id == want[i]);
        RC_ASSERT(m_ledger.leadTimes().count() == m_twin.figures()[Used]);
    }

private:
    void schedule(const Operation &op)
    {
        PrefetchCause cause;
        cause.revision = op.number % 4;
        const Key key{{op.number, 1}, Partition{op.number / 7}};
        const PrefetchId id = m_ledger.schedule(key, cause, m_now);
        RC_ASSERT(id != PrefetchId::None);
        RC_ASSERT(!m_twin.all.contains(id));
        m_twin.schedule(id, key, cause, m_now);
        m_ids.push_back(id);
    }

    Ledger m_ledger;
    Twin m_twin;
    TimePoint m_now{};
    std::vector<PrefetchId> m_ids;
};

// Schedules, and moves of ids that are likely to be open: half of the moves are legal.
rc::Gen<Operation> operation()
{
    using namespace rc;
    return gen::build<Operation>(
        gen::set(&Operation::kind,
                 gen::weightedElement<int>({{4, 0}, {4, 1}, {2, 2}, {3, 3}, {6, 4}, {1, 5}})),
        gen::set(&Operation::which, gen::inRange<std::size_t>(0, 40)),
        gen::set(&Operation::outcome,
                 gen::map(gen::inRange<int>(0, int(kPrefetchStateCount)),
                          [](int i) { return static_cast<PrefetchState>(i); })),
        gen::set(&Operation::number, gen::inRange<std::uint32_t>(0, 5000)),
        gen::set(&Operation::step, gen::inRange(0, 3)));
}

} // namespace

class LedgerProperty : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void behavesAsItsTwin()
    {
        const bool holds = rc::check("ledger behaves as its naive twin", [] {
            const auto keep = *rc::gen::inRange<std::size_t>(0, 12);
            const auto most = *rc::gen::inRange<std::size_t>(0, 30);
            const auto length = *rc::gen::inRange<std::size_t>(1, 250);
            const auto operations =
                *rc::gen::container<std::vector<Operation>>(length, operation());
            Pair pair(keep);
            std::size_t n = 0;
            for (const Operation &op : operations) {
                pair.apply(op);
                if (++n % 16 == 0)
                    pair.compareAll(most);
            }
            pair.compareAll(most);
        });
        QVERIFY(holds);
    }
};

QTEST_APPLESS_MAIN(LedgerProperty)
#include "ledger_test.moc"
