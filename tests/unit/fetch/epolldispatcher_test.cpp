// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fetch/epolldispatcher.h"

#include <QEventLoop>
#include <QSocketNotifier>
#include <QTimer>
#include <QtTest>

#include <sys/socket.h>
#include <thread>
#include <unistd.h>

using namespace forefetch;

namespace {

// Two connected sockets, closed at the end.
struct Pair
{
    Pair() { [[maybe_unused]] const int made = ::socketpair(AF_UNIX, SOCK_STREAM, 0, ends); }
    ~Pair()
    {
        ::close(ends[0]);
        ::close(ends[1]);
    }
    void send() const { (void)!::write(ends[1], "x", 1); }
    char receive() const
    {
        char c = 0;
        (void)!::read(ends[0], &c, 1);
        return c;
    }
    int ends[2] = {-1, -1};
};

// Each body runs in a thread of its own, on an EpollDispatcher.
template <typename Body>
void inThread(Body body)
{
    std::thread thread([&] {
        QVERIFY(EpollDispatcher::installHere());
        QVERIFY(!EpollDispatcher::installHere()); // there is one
        body();
    });
    thread.join();
}

} // namespace

class EpollDispatcherTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void tellsWhatCanBeRead();
    void tellsReadersAndWritersOfOneDescriptor();
    void aDisabledNotifierHearsNothing();
    void whoIsEndedByAnotherInTheSameTurnHearsNothing();
    void aDescriptorThatIsUsedAgainIsWatchedAnew();
    void timersFireAgainUntilTheyAreStopped();
    void aTimerMayEndAnother();
    void postedEventsAreDeliveredFromAnyThread();
    void whatIsExcludedWaits();
};

void EpollDispatcherTest::tellsWhatCanBeRead()
{
    inThread([] {
        QEventLoop loop;
        const Pair pair;
        int heard = 0;
        QSocketNotifier reader(pair.ends[0], QSocketNotifier::Read);
        QObject::connect(&reader, &QSocketNotifier::activated, &loop, [&] {
            ++heard;
            if (heard == 2) { // told again while it is not read
                QCOMPARE(pair.receive(), 'x');
                loop.quit();
            }
        });
        pair.send();
        loop.exec();
        QCOMPARE(heard, 2);
        loop.processEvents();
        QCOMPARE(heard, 2);
    });
}

void EpollDispatcherTest::tellsReadersAndWritersOfOneDescriptor()
{
    inThread([] {
        QEventLoop loop;
        const Pair pair;
        QString order;
        QSocketNotifier reader(pair.ends[0], QSocketNotifier::Read);
        QSocketNotifier writer(pair.ends[0], QSocketNotifier::Write);
        QObject::connect(&reader, &QSocketNotifier::activated, &loop, [&] { order += QLatin1Char('r'); });
        QObject::connect(&writer, &QSocketNotifier::activated, &loop, [&] { order += QLatin1Char('w'); });
        loop.processEvents();
        QCOMPARE(order, QStringLiteral("w"));
        pair.send();
        loop.processEvents();
        QCOMPARE(order, QStringLiteral("wrw"));
        writer.setEnabled(false);
        loop.processEvents();
        QCOMPARE(order, QStringLiteral("wrwr"));
    });
}

void EpollDispatcherTest::aDisabledNotifierHearsNothing()
{
    inThread([] {
        QEventLoop loop;
        const Pair pair;
        int heard = 0;
        QSocketNotifier reader(pair.ends[0], QSocketNotifier::Read);
        QObject::connect(&reader, &QSocketNotifier::activated, &loop, [&] { ++heard; });
        pair.send();
        reader.setEnabled(false);
        loop.processEvents();
        QCOMPARE(heard, 0);
        reader.setEnabled(true);
        loop.processEvents();
        QCOMPARE(heard, 1);
    });
}

void EpollDispatcherTest::whoIsEndedByAnotherInTheSameTurnHearsNothing()
{
    inThread([] {
        QEventLoop loop;
        const Pair a;
        const Pair b;
        int heard = 0;
        auto first = std::make_unique<QSocketNotifier>(a.ends[0], QSocketNotifier::Read);
        auto second = std::make_unique<QSocketNotifier>(b.ends[0], QSocketNotifier::Read);
        QObject::connect(first.get(), &QSocketNotifier::activated, &loop, [&] {
            ++heard;
            second.reset();
        });
        QObject::connect(second.get(), &QSocketNotifier::activated, &loop, [&] {
            ++heard;
            first.reset();
        });
        a.send();
        b.send();
        loop.processEvents();
        QCOMPARE(heard, 1);
    });
}

void EpollDispatcherTest::aDescriptorThatIsUsedAgainIsWatchedAnew()
{
    inThread([] {
        QEventLoop loop;
        const Pair pair;
        int descriptor = ::dup(pair.ends[0]);
        QSocketNotifier before(descriptor, QSocketNotifier::Read);
        ::close(descriptor); // while it is watched
        before.setEnabled(false);
        const int again = ::dup(pair.ends[0]);
        QCOMPARE(again, descriptor);
        int heard = 0;
        QSocketNotifier reader(again, QSocketNotifier::Read);
        QObject::connect(&reader, &QSocketNotifier::activated, &loop, [&] { ++heard; });
        pair.send();
        loop.processEvents();
        QCOMPARE(heard, 1);
        reader.setEnabled(false);
        ::close(again);
    });
}

void EpollDispatcherTest::timersFireAgainUntilTheyAreStopped()
{
    inThread([] {
        QEventLoop loop;
        int ticks = 0;
        QTimer timer;
        QObject::connect(&timer, &QTimer::timeout, &loop, [&] {
            if (++ticks == 3) {
                timer.stop();
                loop.quit();
            }
        });
        timer.start(1);
        QVERIFY(timer.remainingTime() >= 0);
        QCOMPARE(QAbstractEventDispatcher::instance()->registeredTimers(&timer).size(), 1);
        loop.exec();
        QCOMPARE(ticks, 3);
        QVERIFY(QAbstractEventDispatcher::instance()->registeredTimers(&timer).isEmpty());
    });
}

void EpollDispatcherTest::aTimerMayEndAnother()
{
    inThread([] {
        QEventLoop loop;
        int fired = 0;
        QTimer a;
        QTimer b;
        const auto only = [&] {
            ++fired;
            a.stop();
            b.stop();
            loop.quit();
        };
        QObject::connect(&a, &QTimer::timeout, &loop, only);
        QObject::connect(&b, &QTimer::timeout, &loop, only);
        a.start(0);
        b.start(0);
        loop.exec();
        QCOMPARE(fired, 1);
    });
}

void EpollDispatcherTest::postedEventsAreDeliveredFromAnyThread()
{
    inThread([] {
        QEventLoop loop;
        QObject receiver;
        int own = 0;
        QMetaObject::invokeMethod(
            &receiver, [&] { ++own; }, Qt::QueuedConnection);
        std::thread other([&] {
            QMetaObject::invokeMethod(
                &receiver, [&] { loop.quit(); }, Qt::QueuedConnection);
        });
        loop.exec(); // wakes from its wait
        other.join();
        QCOMPARE(own, 1);
    });
}

void EpollDispatcherTest::whatIsExcludedWaits()
{
    inThread([] {
        QEventLoop loop;
        const Pair pair;
        int heard = 0;
        QSocketNotifier reader(pair.ends[0], QSocketNotifier::Read);
        QObject::connect(&reader, &QSocketNotifier::activated, &loop, [&] { ++heard; });
        pair.send();
        loop.processEvents(QEventLoop::ExcludeSocketNotifiers);
        QCOMPARE(heard, 0);
        loop.processEvents();
        QCOMPARE(heard, 1);
    });
}

QTEST_GUILESS_MAIN(EpollDispatcherTest)
#include "epolldispatcher_test.moc"
