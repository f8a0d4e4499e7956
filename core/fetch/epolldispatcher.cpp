// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fetch/epolldispatcher.h"

#include <QCoreApplication>
#include <QSocketNotifier>
#include <QThread>
#include <QTimerEvent>

#include <algorithm>
#include <climits>
#include <poll.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>
#include <utility>

namespace forefetch {

namespace {

constexpr int kEventsATurn = 256;

// Trouble is news for whoever waits, as with poll(2) in Qt's own dispatcher.
constexpr std::array<std::uint32_t, 3> kWanted = {EPOLLIN, EPOLLOUT, EPOLLPRI};
constexpr std::uint32_t kTrouble = EPOLLERR | EPOLLHUP;

} // namespace

bool EpollDispatcher::installHere()
{
    if (QAbstractEventDispatcher::instance() != nullptr)
        return false;
    const int descriptor = ::epoll_create1(EPOLL_CLOEXEC);
    if (descriptor < 0)
        return false;
    QThread::currentThread()->setEventDispatcher(new EpollDispatcher(descriptor));
    return true;
}

EpollDispatcher::EpollDispatcher(int descriptor)
    : m_epoll(descriptor), m_bell(::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC)),
      m_thread(QThread::currentThreadId())
{
    epoll_event event{EPOLLIN, {}};
    event.data.u64 = static_cast<std::uint32_t>(m_bell);
    ::epoll_ctl(m_epoll, EPOLL_CTL_ADD, m_bell, &event);
}

EpollDispatcher::~EpollDispatcher()
{
    ::close(m_bell);
    ::close(m_epoll);
}

bool EpollDispatcher::processEvents(QEventLoop::ProcessEventsFlags flags)
{
    m_interrupted.store(false, std::memory_order_relaxed);
    m_woken.store(false, std::memory_order_seq_cst); // before what was posted is looked at
    Q_EMIT awake();
    QCoreApplication::sendPostedEvents();
    const bool mayWait = flags.testFlag(QEventLoop::WaitForMoreEvents) &&
                         !m_interrupted.load(std::memory_order_relaxed);
    if (mayWait)
        Q_EMIT aboutToBlock();
    if (m_interrupted.load(std::memory_order_relaxed))
        return false;
    const bool sockets = !flags.testFlag(QEventLoop::ExcludeSocketNotifiers);
    bool did = waitForEvents(timeout(mayWait), sockets);
    if (!flags.testFlag(QEventLoop::X11ExcludeTimers))
        did = fireTimers() || did;
    return did;
}

// In milliseconds, as epoll_wait takes it; rounded up, so that a timer is due when it ends.
int EpollDispatcher::timeout(bool mayWait) const
{
    if (!mayWait || m_woken.load(std::memory_order_seq_cst))
        return 0;
    TimePoint first = kNever;
    for (const Timer &timer : m_timers)
        if (!timer.firing)
            first = std::min(first, timer.due);
    if (first == kNever)
        return -1;
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(first - m_clock.now()).count();
    return static_cast<int>(std::clamp<std::int64_t>(left, 0, INT_MAX));
}

bool EpollDispatcher::waitForEvents(int timeout, bool sockets)
{
    if (!sockets) {
        pollfd bell{m_bell, POLLIN, 0};
        ::poll(&bell, 1, timeout);
        return false;
    }
    tellEpoll();
    std::array<epoll_event, kEventsATurn> events;
    const int count = ::epoll_wait(m_epoll, events.data(), kEventsATurn, timeout);
    for (int i = 0; i < count; ++i) {
        const epoll_event &event = events[static_cast<std::size_t>(i)];
        const auto descriptor = static_cast<int>(event.data.u64 & 0xffffffffU);
        if (descriptor == m_bell) {
            std::uint64_t rung = 0;
            (void)!::read(m_bell, &rung, sizeof rung);
            continue;
        }
        activate(descriptor, static_cast<std::uint32_t>(event.data.u64 >> 32), event.events);
    }
    return count > 0;
}

// What one notifier's receiver does may end another's: each is looked up when its turn comes.
void EpollDispatcher::activate(int descriptor, std::uint32_t generation, std::uint32_t events)
{
    for (std::size_t type = 0; type < kWanted.size(); ++type) {
        const Watch &watch = m_watches[static_cast<std::size_t>(descriptor)];
        if (watch.generation != generation)
            return;
        if (watch.notifiers[type] == nullptr || (events & (kWanted[type] | kTrouble)) == 0)
            continue;
        QEvent event(QEvent::SockAct);
        QCoreApplication::sendEvent(watch.notifiers[type], &event);
    }
}

void EpollDispatcher::registerSocketNotifier(QSocketNotifier *notifier)
{
    const auto descriptor = static_cast<std::size_t>(notifier->socket());
    if (descriptor >= m_watches.size())
        m_watches.resize(descriptor + 64);
    m_watches[descriptor].notifiers[notifier->type()] = notifier;
    changed(descriptor);
}

void EpollDispatcher::unregisterSocketNotifier(QSocketNotifier *notifier)
{
    const auto descriptor = static_cast<std::size_t>(notifier->socket());
    if (descriptor >= m_watches.size() ||
        m_watches[descriptor].notifiers[notifier->type()] != notifier)
        return;
    m_watches[descriptor].notifiers[notifier->type()] = nullptr;
    changed(descriptor);
}

std::uint32_t EpollDispatcher::wanted(const Watch &watch) const
{
    std::uint32_t events = 0;
    for (std::size_t type = 0; type < kWanted.size(); ++type)
        events |= watch.notifiers[type] != nullptr ? kWanted[type] : 0;
    return events;
}

// Qt watches for room to write around each write; most often both are over before the next wait, so
// epoll is told then, and only of what is different by then. A descriptor that nobody watches any
// more leaves at once, because it may be closed, and its number used again, before. (One that was
// closed already has left by itself: the error is none.)
void EpollDispatcher::changed(std::size_t descriptor)
{
    Watch &watch = m_watches[descriptor];
    if (wanted(watch) == 0) {
        if (watch.told != 0)
            ::epoll_ctl(m_epoll, EPOLL_CTL_DEL, static_cast<int>(descriptor), nullptr);
        watch.told = 0;
        ++watch.generation;
    } else if (!std::exchange(watch.changed, true)) {
        m_changed.push_back(descriptor);
    }
}

void EpollDispatcher::tellEpoll()
{
    for (const std::size_t descriptor : m_changed) {
        Watch &watch = m_watches[descriptor];
        watch.changed = false;
        const std::uint32_t events = wanted(watch);
        if (events == watch.told)
            continue;
        epoll_event event{events, {}};
        event.data.u64 =
            (std::uint64_t{watch.generation} << 32) | static_cast<std::uint32_t>(descriptor);
        const bool isNew = std::exchange(watch.told, events) == 0;
        const auto fd = static_cast<int>(descriptor);
        if (::epoll_ctl(m_epoll, isNew ? EPOLL_CTL_ADD : EPOLL_CTL_MOD, fd, &event) != 0)
            ::epoll_ctl(m_epoll, isNew ? EPOLL_CTL_MOD : EPOLL_CTL_ADD, fd, &event);
    }
    m_changed.clear();
}

// From its own thread no bell is needed: m_woken is looked at before it waits.
void EpollDispatcher::wakeUp()
{
    if (m_woken.exchange(true, std::memory_order_seq_cst) || QThread::currentThreadId() == m_thread)
        return;
    const std::uint64_t ring = 1;
    (void)!::write(m_bell, &ring, sizeof ring);
}

void EpollDispatcher::interrupt()
{
    m_interrupted.store(true, std::memory_order_relaxed);
    wakeUp();
}

// --- Timers.

EpollDispatcher::Timer *EpollDispatcher::find(int id)
{
    const auto found = std::find_if(m_timers.begin(), m_timers.end(),
                                    [id](const Timer &timer) { return timer.id == id; });
    return found == m_timers.end() ? nullptr : &*found;
}

bool EpollDispatcher::fireTimers()
{
    if (m_timers.empty())
        return false;
    const TimePoint now = m_clock.now();
    std::vector<int> due;
    for (const Timer &timer : m_timers)
        if (timer.due <= now && !timer.firing)
            due.push_back(timer.id);
    for (const int id : due) {
        Timer *timer = find(id); // those before may have ended it
        if (timer == nullptr || timer->firing)
            continue;
        timer->due = std::max(timer->due + timer->interval, now);
        timer->firing = true;
        QTimerEvent event(id);
        QCoreApplication::sendEvent(timer->object, &event);
        if (Timer *still = find(id))
            still->firing = false;
    }
    return !due.empty();
}

void EpollDispatcher::registerTimer(int id, qint64 interval, Qt::TimerType type, QObject *object)
{
    const Duration span = std::chrono::milliseconds(interval);
    m_timers.push_back({id, span, type, object, m_clock.now() + span, false});
}

bool EpollDispatcher::unregisterTimer(int id)
{
    return std::erase_if(m_timers, [id](const Timer &timer) { return timer.id == id; }) > 0;
}

bool EpollDispatcher::unregisterTimers(QObject *object)
{
    return std::erase_if(m_timers,
                         [object](const Timer &timer) { return timer.object == object; }) > 0;
}

QList<QAbstractEventDispatcher::TimerInfo> EpollDispatcher::registeredTimers(QObject *object) const
{
    QList<TimerInfo> found;
    for (const Timer &timer : m_timers)
        if (timer.object == object)
            found.append(TimerInfo(
                timer.id,
                static_cast<int>(
                    std::chrono::duration_cast<std::chrono::milliseconds>(timer.interval).count()),
                timer.type));
    return found;
}

int EpollDispatcher::remainingTime(int id)
{
    const Timer *timer = find(id);
    if (timer == nullptr)
        return -1;
    const auto left =
        std::chrono::ceil<std::chrono::milliseconds>(timer->due - m_clock.now()).count();
    return static_cast<int>(std::clamp<std::int64_t>(left, 0, INT_MAX));
}

} // namespace forefetch
