// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Whatever arrives and whenever it is asked, no send breaks the bound, counted to the nanosecond.
#include "core/tune/extraloadcap.h"

#include <QtTest>

#include <rapidcheck.h>

#include <deque>

using namespace forefetch;
using namespace std::chrono_literals;

namespace {

// The window as it is defined: everything in (now − 10 s, now].
class Exact
{
public:
    void add(TimePoint at) { m_at.push_back(at); }
    std::size_t count(TimePoint now)
    {
        while (!m_at.empty() && m_at.front() <= now - 10s)
            m_at.pop_front();
        return m_at.size();
    }

private:
    std::deque<TimePoint> m_at;
};

// Bursts, silences, and moments just before, at and after the edges of stretches and windows.
Duration step()
{
    const int kind = *rc::gen::inRange(0, 8);
    switch (kind) {
    case 0:
        return 100ms * *rc::gen::inRange(0, 120) + 1ns * *rc::gen::inRange(-1, 2);
    case 1:
        return 10s + 1ns * *rc::gen::inRange(-1, 2);
    case 2:
        return 1ms * *rc::gen::inRange(0, 15'000);
    case 3:
        return 1ns * *rc::gen::inRange(0, 3);
    default:
        return 1us * *rc::gen::inRange(0, 300'000);
    }
}

} // namespace

class ExtraLoadCapProperty : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void boundHoldsAtEverySend()
    {
        QVERIFY(rc::check("sent in the last 10 s <= max(1, cap * demand of the last 10 s)", [] {
            ExtraLoadCap cap;
            Exact demand, sent;
            TimePoint now(*rc::gen::inRange(0, 1'000'000) * 1us);
            const double limit =
                *rc::gen::element(0.0, 0.01, 0.1, 0.25, 1.0 / 3, 0.5, 0.99, 1.0, 2.5, 10.0);
            std::size_t refused = 0;
            const int moves = *rc::gen::inRange(1, 400);
            for (int i = 0; i < moves; ++i) {
                now = std::max(now, now + step());
                for (int burst = *rc::gen::inRange(0, 6); burst > 0; --burst) {
                    demand.add(now);
                    cap.demand(now);
                }
                // As many as it lets through: the worst that a scheduler can do.
                for (int tries = *rc::gen::inRange(0, 40); tries > 0; --tries) {
                    if (!cap.admits(now, limit)) {
                        ++refused;
                        break;
                    }
                    cap.sent(now);
                    sent.add(now);
                    const double allowed =
                        std::max(1.0, limit * static_cast<double>(demand.count(now)));
                    RC_ASSERT(limit > 0);
                    RC_ASSERT(static_cast<double>(sent.count(now)) <= allowed);
                }
            }
            RC_TAG(refused > 0 ? "refused some" : "refused none");
        }));
    }

    // Conservative, but not by more than what lies across the edge of the window.
    void notMuchIsLost()
    {
        QVERIFY(rc::check("within the stretch at the edge the exact bound is reached", [] {
            ExtraLoadCap cap;
            TimePoint now(50s);
            std::size_t demand = 0, sent = 0;
            for (int i = 0; i < 4000; ++i) {
                now += 1ms * *rc::gen::inRange(1, 20);
                cap.demand(now);
                ++demand;
                while (cap.admits(now, 1)) {
                    cap.sent(now);
                    ++sent;
                }
            }
            RC_ASSERT(static_cast<double>(sent) > 0.97 * static_cast<double>(demand));
        }));
    }

    void askingAtTheNamedMomentIsEnough()
    {
        QVERIFY(rc::check("nothing opens before opensAt without more demand", [] {
            ExtraLoadCap cap;
            TimePoint now(20s);
            const int events = *rc::gen::inRange(1, 60);
            for (int i = 0; i < events; ++i) {
                now += 1ms * *rc::gen::inRange(0, 2000);
                if (*rc::gen::arbitrary<bool>())
                    cap.demand(now);
                if (cap.admits(now, 1))
                    cap.sent(now);
            }
            if (cap.admits(now, 1))
                return;
            const TimePoint opens = cap.opensAt(now);
            RC_ASSERT(opens > now);
            for (int i = 0; i < 20; ++i) {
                const auto part = *rc::gen::inRange(0, 1000);
                const TimePoint between = now + (opens - now) * part / 1000;
                RC_ASSERT(!cap.admits(between, 1));
            }
        }));
    }
};

QTEST_APPLESS_MAIN(ExtraLoadCapProperty)
#include "extraloadcap_test.moc"
