// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/time/clock.h"

#include <QAbstractEventDispatcher>

#include <array>
#include <atomic>
#include <cstdint>
#include <vector>

namespace forefetch {

// Qt's event dispatcher for a thread with many sockets, on Linux. Qt's own asks poll(2), which
// looks at every open socket in each turn: with 5,000 idle connections a busy one gets a third of
// the requests a second. epoll(7) costs the same however many are idle.
//
//     EpollDispatcher::installHere();   // first of all in a thread of one's own
//     QEventLoop loop;
//     loop.exec();
//
// Timers are accurate to a millisecond, of whatever type; they are few, so they are walked through.
// Thread: the one it serves; wakeUp and interrupt: any.
class EpollDispatcher final : public QAbstractEventDispatcher
{
public:
    // For the calling thread, which owns it from then on. False where there are no descriptors
    // left, or where the thread has a dispatcher already: then it keeps Qt's.
    static bool installHere();

    ~EpollDispatcher() override;

    bool processEvents(QEventLoop::ProcessEventsFlags flags) override;
    void registerSocketNotifier(QSocketNotifier *notifier) override;
    void unregisterSocketNotifier(QSocketNotifier *notifier) override;
    void registerTimer(int id, qint64 interval, Qt::TimerType type, QObject *object) override;
    bool unregisterTimer(int id) override;
    bool unregisterTimers(QObject *object) override;
    QList<TimerInfo> registeredTimers(QObject *object) const override;
    int remainingTime(int id) override;
    void wakeUp() override;
    void interrupt() override;

private:
    // What is watched of one descriptor: by QSocketNotifier::Type.
    struct Watch
    {
        std::array<QSocketNotifier *, 3> notifiers{};
        std::uint32_t generation = 0; // tells events of a descriptor's earlier life apart
        std::uint32_t told = 0;       // the events that epoll has been told of; 0: not in it
        bool changed = false;         // it is in m_changed
    };
    struct Timer
    {
        int id = 0;
        Duration interval{};
        Qt::TimerType type{};
        QObject *object = nullptr;
        TimePoint due{};
        bool firing = false;
    };

    explicit EpollDispatcher(int descriptor);
    std::uint32_t wanted(const Watch &watch) const;
    void changed(std::size_t descriptor);
    void tellEpoll();
    int timeout(bool mayWait) const;
    bool waitForEvents(int timeout, bool sockets);
    void activate(int descriptor, std::uint32_t generation, std::uint32_t events);
    bool fireTimers();
    Timer *find(int id);

    RealClock m_clock;
    const int m_epoll;
    const int m_bell; // an eventfd
    const Qt::HANDLE m_thread;
    std::vector<Watch> m_watches;       // by descriptor
    std::vector<std::size_t> m_changed; // descriptors to be told of before the next wait
    std::vector<Timer> m_timers;
    std::atomic<bool> m_woken{false};
    std::atomic<bool> m_interrupted{false};
};

} // namespace forefetch
