// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/queue/mailbox.h"

#include <QtTest>

#include <atomic>
#include <fcntl.h>
#include <memory>
#include <poll.h>
#include <thread>
#include <unistd.h>

using namespace forefetch;
using namespace std::chrono_literals;

namespace {

bool isReadable(int descriptor)
{
    pollfd listen{descriptor, POLLIN, 0};
    return ::poll(&listen, 1, 0) == 1;
}

} // namespace

class MailboxTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void handsOverInOrder()
    {
        Mailbox<int> mailbox;
        for (int i = 0; i < 5; ++i)
            mailbox.push(i);
        QCOMPARE(mailbox.size(), std::size_t(5));
        std::vector<int> out{99};
        QCOMPARE(mailbox.drain(out), std::size_t(5));
        QCOMPARE(out, (std::vector<int>{0, 1, 2, 3, 4}));
        QCOMPARE(mailbox.drain(out), std::size_t(0));
        QVERIFY(out.empty());
    }

    void takesValuesThatOnlyMove()
    {
        Mailbox<std::unique_ptr<int>> mailbox;
        mailbox.push(std::make_unique<int>(7));
        QVERIFY(mailbox.tryPush(std::make_unique<int>(8)));
        std::vector<std::unique_ptr<int>> out;
        mailbox.drain(out);
        QCOMPARE(*out.at(0) + *out.at(1), 15);
    }

    void descriptorIsReadableFromPushToDrain()
    {
        Mailbox<int> mailbox;
        QVERIFY(!isReadable(mailbox.descriptor()));
        mailbox.push(1);
        QVERIFY(isReadable(mailbox.descriptor()));
        mailbox.push(2);
        std::vector<int> out;
        mailbox.drain(out);
        QVERIFY(!isReadable(mailbox.descriptor()));
        mailbox.push(3);
        QVERIFY(isReadable(mailbox.descriptor()));
    }

    // One system call for a burst: the counter behind the descriptor says how often it was rung.
    void ringsOnlyWhenItWasEmpty()
    {
        Mailbox<int> mailbox;
        for (int i = 0; i < 100; ++i)
            mailbox.push(i);
        std::uint64_t rings = 0;
        QCOMPARE(::read(mailbox.descriptor(), &rings, sizeof rings), ssize_t(sizeof rings));
        QCOMPARE(rings, std::uint64_t(1));
    }

    void descriptorNeitherBlocksNorReachesAChild()
    {
        Mailbox<int> mailbox;
        QVERIFY(::fcntl(mailbox.descriptor(), F_GETFL) & O_NONBLOCK);
        QVERIFY(::fcntl(mailbox.descriptor(), F_GETFD) & FD_CLOEXEC);
    }

    void boundDropsAndCounts()
    {
        Mailbox<int> mailbox(2);
        QVERIFY(mailbox.tryPush(1));
        QVERIFY(mailbox.tryPush(2));
        QVERIFY(!mailbox.tryPush(3));
        QVERIFY(!mailbox.tryPush(4));
        QCOMPARE(mailbox.dropped(), std::uint64_t(2));
        mailbox.push(5); // what must not get lost
        std::vector<int> out;
        mailbox.drain(out);
        QCOMPARE(out, (std::vector<int>{1, 2, 5}));
        QVERIFY(mailbox.tryPush(6));
        QCOMPARE(mailbox.dropped(), std::uint64_t(2));
    }

    void waitEndsByTimeOutPushAndWake()
    {
        Mailbox<int> mailbox;
        QVERIFY(!mailbox.wait(0ns));
        QVERIFY(!mailbox.wait(1ms));
        std::thread producer([&] { mailbox.push(1); });
        QVERIFY(mailbox.wait(-1ns));
        producer.join();
        std::vector<int> out;
        mailbox.drain(out);
        std::thread stopper([&] { mailbox.wake(); });
        QVERIFY(mailbox.wait(-1ns));
        stopper.join();
        QCOMPARE(mailbox.drain(out), std::size_t(0));
    }

    // Each producer's values arrive complete and in its own order, and the consumer, which only
    // ever waits for the bell, does not miss one.
    void manyProducersLoseNothing()
    {
        struct Letter
        {
            int producer;
            int number;
        };
        constexpr int kProducers = 4;
        constexpr int kEach = 20'000;
        Mailbox<Letter> mailbox;
        std::vector<std::thread> producers;
        for (int p = 0; p < kProducers; ++p) {
            producers.emplace_back([&mailbox, p] {
                for (int i = 0; i < kEach; ++i)
                    mailbox.push({p, i});
            });
        }
        std::vector<int> next(kProducers, 0);
        std::vector<Letter> batch;
        int received = 0;
        bool inOrder = true;
        bool inTime = true;
        while (received < kProducers * kEach && inOrder && inTime) {
            inTime = mailbox.wait(30s);
            mailbox.drain(batch);
            for (const Letter &l : batch)
                inOrder = inOrder && next[static_cast<std::size_t>(l.producer)]++ == l.number;
            received += static_cast<int>(batch.size());
        }
        for (std::thread &t : producers)
            t.join();
        QVERIFY(inTime);
        QVERIFY(inOrder);
        QCOMPARE(received, kProducers * kEach);
        QCOMPARE(mailbox.size(), std::size_t(0));
    }
};

QTEST_APPLESS_MAIN(MailboxTest)
#include "mailbox_test.moc"
