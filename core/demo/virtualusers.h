// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/demo/pace.h"
#include "core/demo/visitor.h"
#include "core/fetch/origin.h"
#include "core/fetch/ioloop.h"

#include <atomic>
#include <cstdint>
#include <deque>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace forefetch {

struct VirtualUserFigures
{
    std::uint64_t requests = 0;
    std::uint64_t answers = 0;  // below 400
    std::uint64_t refusals = 0; // 400 and above
    std::uint64_t failures = 0; // no whole answer
    std::uint64_t visits = 0;   // begun
};

// What a visit has asked for, as far as it has come: two runs in which the same visit has as many
// requests and the same digest saw the same requests in the same order.
struct VisitRecord
{
    std::uint32_t slot = 0;
    std::uint32_t visit = 0;
    VisitorKind kind{};
    VisitorTier tier{};
    std::uint32_t requests = 0;
    std::uint64_t digest = 0;
    bool over = false;
};

// A request about to be sent, for a log.
struct VisitStep
{
    std::uint32_t slot = 0;
    std::uint32_t visit = 0;
    std::uint32_t number = 0; // within the visit, from 1
    std::string_view method;
    std::string_view target;
};

// The demo's users: real HTTP clients that visit the shop through whatever stands at `where`. Each
// place is taken by one visitor at a time; when his visit is over, another comes after a while.
//
//     VirtualUsers users(origin, {.users = 50, .rate = 25}, clock);
//     users.start();
//     ...
//     users.stop();
//
// Open or closed loop? A thought begins when the request before is sent, so as long as answers come
// faster than thoughts the moments of sending do not depend on latency (open). A visitor never asks
// before he has his answer, and what a page asks for by itself follows the answer (closed): faster
// answers make a few more requests a second. Which requests, and in which order, never depends on
// latency, as long as nobody makes them drift. `rate` is met on average at the shop's own latency.
//
// A thread of their own. Thread: start, stop: the owner's; all else: any. The log is called in the
// users' thread.
class VirtualUsers
{
public:
    struct Options
    {
        unsigned users = 50;
        double rate = 25; // requests/s of all together
        std::uint64_t seed = 1;
        Shop::Options shop; // the one to find the pace by
    };
    using Log = std::function<void(const VisitStep &)>;

    VirtualUsers(const Origin &where, const Options &options, const Clock &clock, Log log = {});
    ~VirtualUsers();
    VirtualUsers(const VirtualUsers &) = delete;
    VirtualUsers &operator=(const VirtualUsers &) = delete;

    void start();
    void stop();
    // Acts from each user's next thought.
    void setRate(double rate);
    // Those who pause between two visits come now.
    void comeAtOnce();
    // From each visitor's next decision on: he wants other things, in another order.
    void setDrift(bool drifts) { m_drifts.store(drifts, std::memory_order_relaxed); }
    VirtualUserFigures figures() const;
    // Those under way, and the last 10,000 that are over.
    std::vector<VisitRecord> visits() const;

private:
    class Crowd;
    class Place;
    static constexpr std::size_t kMaxRecords = 10'000;

    void keep(const VisitRecord &record);
    void applyRate();

    Origin m_where;
    Options m_options;
    const Clock &m_clock;
    Log m_log;
    std::shared_future<Pace> m_pace; // takes a tenth of a second to find: not in the caller's time
    std::atomic<double> m_unit{0};   // s; from the first user on
    std::atomic<bool> m_drifts{false};
    std::atomic<std::uint64_t> m_requests{0};
    std::atomic<std::uint64_t> m_answers{0};
    std::atomic<std::uint64_t> m_refusals{0};
    std::atomic<std::uint64_t> m_failures{0};
    std::atomic<std::uint64_t> m_visits{0};
    mutable std::mutex m_mutex; // guards the three below
    double m_rate;              // requests/s, as asked for
    std::vector<VisitRecord> m_current;
    std::deque<VisitRecord> m_past;
    std::unique_ptr<Crowd> m_crowd; // lives and dies in the loop's thread
    IoLoop m_loop;
};

} // namespace forefetch
