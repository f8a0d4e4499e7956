// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fetch/ioloop.h"

#include "core/fetch/epolldispatcher.h"

#include <QCoreApplication>
#include <QEventLoop>
#include <QSocketNotifier>

#include <utility>

namespace forefetch {

IoLoop::~IoLoop()
{
    stop();
}

void IoLoop::start(Task opened, Task closing)
{
    Q_ASSERT(!isRunning());
    // Should epoll not be had: GLib's dispatcher costs a fifth of the requests a second. Qt asks
    // for it when a thread's dispatcher is made, so this must stand before; the main thread's is
    // made already.
    if (!qEnvironmentVariableIsSet("QT_NO_GLIB"))
        qputenv("QT_NO_GLIB", "1");
    std::promise<void> ready;
    auto isReady = ready.get_future();
    m_ending = false;
    m_thread = std::thread([this, opened = std::move(opened), closing = std::move(closing),
                            &ready] { run(opened, closing, ready); });
    isReady.wait();
}

void IoLoop::run(const Task &opened, const Task &closing, std::promise<void> &ready)
{
    m_id.store(std::this_thread::get_id(), std::memory_order_relaxed);
    EpollDispatcher::installHere();
    QEventLoop loop;
    QSocketNotifier bell(m_tasks.descriptor(), QSocketNotifier::Read);
    QObject::connect(&bell, &QSocketNotifier::activated, &loop, [&] {
        m_tasks.drain(m_batch);
        for (const Task &task : m_batch)
            task();
        m_batch.clear();
        runOwn(); // before an end
        if (m_ending)
            loop.quit();
    });
    m_context = &loop;
    opened();
    ready.set_value();
    loop.exec();
    m_context = nullptr; // what is posted from now on does not run
    closing();
    m_own.clear();
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
}

void IoLoop::stop()
{
    if (!isRunning())
        return;
    post([this] { m_ending = true; });
    m_thread.join();
    m_thread = std::thread();
}

// From its own thread no descriptor need be rung: the next turn of the loop comes in any case.
// (Most of what is posted while a flight is read is posted from the thread that fetches it.)
void IoLoop::post(Task task)
{
    if (!isCurrent() || m_context == nullptr) {
        m_tasks.push(std::move(task));
        return;
    }
    m_own.push_back(std::move(task));
    if (m_own.size() == 1)
        QMetaObject::invokeMethod(
            m_context, [this] { runOwn(); }, Qt::QueuedConnection);
}

void IoLoop::runOwn()
{
    std::vector<Task> batch = std::exchange(m_own, {});
    for (const Task &task : batch)
        task();
}

} // namespace forefetch
