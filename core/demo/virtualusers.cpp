// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/demo/virtualusers.h"

#include "core/demo/duequeue.h"
#include "core/fetch/httpclient.h"

#include <algorithm>
#include <optional>

namespace forefetch {

namespace {

constexpr std::size_t kMaxBody = 4 << 20; // of an answer
// A place takes this many accounts in turn, none of which any other place takes.
constexpr std::uint32_t kAccountsPerPlace = 20;

} // namespace

// The users' thread: one client, one timetable, the places.
class VirtualUsers::Crowd
{
public:
    Crowd(VirtualUsers &users);
    void open();

    VirtualUsers &users;
    HttpClient client;
    DueQueue later;
    std::vector<std::unique_ptr<Place>> places;
};

// Where one visitor is after another.
class VirtualUsers::Place final : public HttpCallListener
{
public:
    Place(Crowd &crowd, std::uint32_t slot)
        : m_crowd(crowd), m_slot(slot),
          m_random(Random(crowd.users.m_options.seed).split(0x706c616365ULL + slot))
    {
    }

    // The demo begins in the middle of the day: as many pause as do later on (the rest of an
    // exponential wait is as long as a whole one), the others send something within the time of
    // about two requests each.
    void open()
    {
        const Options &options = users().m_options;
        const double unit = users().m_unit.load(std::memory_order_relaxed);
        if (m_random.uniform() < users().m_pace.get().pausingShare(unit))
            return arriveIn(m_random.exponential(Pace::kBetweenVisits));
        const double within = 2.0 * options.users / std::max(options.rate, 0.1);
        const Duration wait = fromSeconds(std::min(within, 30.0) * m_random.uniform());
        m_crowd.later.at(now() + wait, [this] { arrive(TimePoint::min()); });
    }

    void comeNow()
    {
        if (m_isAway)
            arrive(now());
    }

    void onHead(ResponseHead &&head, std::optional<std::uint64_t>) override
    {
        m_status = head.status;
        m_headers = std::move(head.headers);
    }

    void onData(std::string_view bytes) override
    {
        if (m_body.size() + bytes.size() <= kMaxBody)
            m_body.append(bytes);
    }

    void onEnd() override
    {
        auto &counter = m_status < 400 ? m_crowd.users.m_answers : m_crowd.users.m_refusals;
        counter.fetch_add(1, std::memory_order_relaxed);
        answered();
    }

    void onFailure(const HttpFailure &) override
    {
        m_crowd.users.m_failures.fetch_add(1, std::memory_order_relaxed);
        m_status = 0;
        answered();
    }

private:
    VirtualUsers &users() { return m_crowd.users; }
    TimePoint now() { return users().m_clock.now(); }
    Duration thoughtFor(double units)
    {
        return fromSeconds(units * users().m_unit.load(std::memory_order_relaxed));
    }

    void arriveIn(double units)
    {
        m_isAway = true;
        m_crowd.later.at(now() + thoughtFor(units), [this, visit = m_visit] {
            if (m_isAway && visit == m_visit) // else somebody called him
                arrive(now());
        });
    }

    // His first thought begins then.
    void arrive(TimePoint thinksSince)
    {
        m_isAway = false;
        const std::uint32_t turn = m_visit % kAccountsPerPlace;
        const std::uint32_t account = 1 + m_slot + turn * users().m_options.users;
        m_visitor.emplace(Visitor::Who{users().m_options.seed, m_slot, m_visit, account});
        users().m_visits.fetch_add(1, std::memory_order_relaxed);
        m_sent = thinksSince;
        proceed();
    }

    void proceed()
    {
        m_visitor->setDrift(users().m_drifts.load(std::memory_order_relaxed));
        m_request = m_visitor->next();
        if (!m_request) {
            record(true);
            ++m_visit;
            return arriveIn(m_random.exponential(Pace::kBetweenVisits));
        }
        const TimePoint due = m_request->thought > 0
                                  ? std::max(now(), m_sent + thoughtFor(m_request->thought))
                                  : now() + m_request->gap;
        m_crowd.later.at(due, [this] { send(); });
    }

    void send()
    {
        m_sent = now();
        record(false);
        if (users().m_log)
            users().m_log(
                {m_slot, m_visit, m_visitor->requests(), m_request->method, m_request->target});
        users().m_requests.fetch_add(1, std::memory_order_relaxed);
        m_status = 0;
        m_body.clear();
        m_headers = {};
        const RequestHead head = m_visitor->head(*m_request);
        m_call = m_crowd.client.send(head, std::string_view(m_request->body), *this);
    }

    void answered()
    {
        m_call.reset();
        m_visitor->answered(m_status, m_headers, m_body);
        proceed();
    }

    void record(bool over)
    {
        users().keep({m_slot, m_visit, m_visitor->kind(), m_visitor->tier(), m_visitor->requests(),
                      m_visitor->digest(), over});
    }

    Crowd &m_crowd;
    std::uint32_t m_slot;
    Random m_random; // when the next visitor comes
    std::uint32_t m_visit = 0;
    bool m_isAway = false; // between two visits
    std::optional<Visitor> m_visitor;
    std::optional<VisitorRequest> m_request;
    TimePoint m_sent{};
    std::unique_ptr<HttpCall> m_call;
    int m_status = 0;
    Headers m_headers;
    std::string m_body;
};

VirtualUsers::Crowd::Crowd(VirtualUsers &u)
    : users(u), client(u.m_where, u.m_clock), later(u.m_clock)
{
    for (std::uint32_t slot = 0; slot < u.m_options.users; ++slot)
        places.push_back(std::make_unique<Place>(*this, slot));
}

void VirtualUsers::Crowd::open()
{
    for (const auto &place : places)
        place->open();
}

VirtualUsers::VirtualUsers(const Origin &where, const Options &options, const Clock &clock, Log log)
    : m_where(where), m_options(options), m_clock(clock), m_log(std::move(log)),
      m_pace(std::async(std::launch::async,
                        [seed = options.seed, shop = options.shop] { return Pace(seed, shop); })),
      m_rate(options.rate)
{
}

VirtualUsers::~VirtualUsers()
{
    stop();
}

void VirtualUsers::start()
{
    {
        const std::lock_guard lock(m_mutex);
        m_current.assign(m_options.users, {});
        m_past.clear();
    }
    m_loop.start([this] { m_crowd = std::make_unique<Crowd>(*this); }, [this] { m_crowd.reset(); });
    m_loop.post([this] { // when the pace is known
        applyRate();
        m_crowd->open();
    });
}

void VirtualUsers::stop()
{
    m_loop.stop();
}

void VirtualUsers::setRate(double rate)
{
    {
        const std::lock_guard lock(m_mutex);
        m_rate = rate;
    }
    applyRate();
}

void VirtualUsers::comeAtOnce()
{
    m_loop.post([this] {
        if (!m_crowd)
            return;
        for (const auto &place : m_crowd->places)
            place->comeNow();
    });
}

void VirtualUsers::applyRate()
{
    const Pace &pace = m_pace.get();
    const std::lock_guard lock(m_mutex);
    m_unit.store(pace.unitFor(m_options.users, m_rate), std::memory_order_relaxed);
}

VirtualUserFigures VirtualUsers::figures() const
{
    const auto read = [](const std::atomic<std::uint64_t> &counter) {
        return counter.load(std::memory_order_relaxed);
    };
    return {read(m_requests), read(m_answers), read(m_refusals), read(m_failures), read(m_visits)};
}

void VirtualUsers::keep(const VisitRecord &record)
{
    const std::lock_guard lock(m_mutex);
    m_current[record.slot] = record;
    if (!record.over)
        return;
    if (m_past.size() == kMaxRecords)
        m_past.pop_front();
    m_past.push_back(record);
}

std::vector<VisitRecord> VirtualUsers::visits() const
{
    const std::lock_guard lock(m_mutex);
    std::vector<VisitRecord> all(m_past.begin(), m_past.end());
    for (const VisitRecord &record : m_current) {
        if (record.requests > 0 && !record.over)
            all.push_back(record);
    }
    return all;
}

} // namespace forefetch
