// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A process with a disk store is killed (SIGKILL) while it stores and voids: what it had voided
// does not come back, and the file is whole. tests/bench/storekill.py does the same to a whole
// gateway, 200 times.
#include "core/store/diskstore.h"
#include "core/time/random.h"

#include <QTemporaryDir>
#include <QtTest>

#include <array>
#include <csignal>
#include <future>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

using namespace forefetch;
using namespace std::chrono_literals;

namespace {

constexpr unsigned kTargets = 400;

// What is known of a target: versions below are void.
struct Said
{
    std::uint32_t target = 0;
    std::uint32_t least = 0;
};

struct Opened
{
    explicit Opened(const std::string &folder)
    {
        DiskStoreOptions options;
        options.folder = folder;
        options.key = {1, 2};
        options.flushEvery = 3ms;
        store = std::make_unique<DiskStore>(options, interner, settings, clock);
        isOpen = store->start().ok();
    }
    Key key(std::uint32_t target)
    {
        return {interner.intern("/" + std::to_string(target)), Partition::everyone()};
    }

    RealClock clock;
    Settings settings{clock};
    Interner interner;
    std::unique_ptr<DiskStore> store;
    bool isOpen = false;
};

// Stores and voids until it is killed; each purge is told once it is done.
[[noreturn]] void live(const std::string &folder, int pipe, std::uint64_t seed)
{
    Opened opened(folder);
    Random random(seed);
    for (std::uint32_t version = static_cast<std::uint32_t>(seed) << 20;; ++version) {
        const auto target = static_cast<std::uint32_t>(random.below(kTargets));
        const Key key = opened.key(target);
        const auto kind = random.below(8);
        if (kind == 0)
            opened.store->erase(key);
        else if (kind == 1)
            opened.store->eraseTarget("/" + std::to_string(target));
        if (kind <= 1) {
            const Said said{target, version};
            if (::write(pipe, &said, sizeof said) != sizeof said)
                ::_exit(1);
            continue;
        }
        auto entry = std::make_shared<CacheEntry>();
        entry->head = std::make_shared<const ResponseHead>(ResponseHead{200, "OK", {}});
        entry->body = std::make_shared<const std::string>(std::to_string(version) + ' ' +
                                                          std::string(random.below(9000), 'x'));
        entry->storedAt = opened.clock.now();
        entry->freshUntil = entry->storedAt + 1h;
        const auto ticket = opened.store->replacing(key);
        opened.store->keep(key, ticket, entry);
        if (version % 2 == 0)
            std::this_thread::sleep_for(1ms);
    }
}

} // namespace

class StoreKillTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatWasVoidedDoesNotComeBack()
    {
        QTemporaryDir dir;
        const std::string folder = dir.path().toStdString();
        std::array<std::uint32_t, kTargets> least{};
        Random random(11);
        std::uint64_t found = 0;
        for (std::uint64_t life = 1; life <= 8; ++life) {
            int ends[2];
            QCOMPARE(::pipe(ends), 0);
            const pid_t child = ::fork();
            QVERIFY(child >= 0);
            if (child == 0)
                live(folder, ends[1], life);
            ::close(ends[1]);
            std::jthread killer([child, wait = 60ms + Duration(random.below(250) * 1'000'000)] {
                std::this_thread::sleep_for(wait);
                ::kill(child, SIGKILL);
            });
            for (Said said; ::read(ends[0], &said, sizeof said) == sizeof said;)
                least[said.target] = said.least;
            ::close(ends[0]);
            killer.join();
            ::waitpid(child, nullptr, 0);

            Opened after(folder);
            QVERIFY(after.isOpen);
            QTRY_VERIFY(after.store->figures().up);
            for (std::uint32_t target = 0; target < kTargets; ++target)
                found += look(after, target, least[target]);
            QCOMPARE(after.store->figures().damaged, std::uint64_t(0));
            QCOMPARE(after.store->figures().failures, std::uint64_t(0));
        }
        QVERIFY(found > 0); // not all of it was lost
    }

private:
    static unsigned look(Opened &opened, std::uint32_t target, std::uint32_t least)
    {
        std::string body;
        std::promise<void> done;
        opened.store->load(
            {{opened.key(target)}},
            [&body](const Key &, const CacheEntryPtr &e) { body = *e->body; },
            [&done] { done.set_value(); });
        done.get_future().wait();
        if (body.empty())
            return 0;
        [&] { QVERIFY(std::stoul(body) > least); }();
        return 1;
    }
};

QTEST_GUILESS_MAIN(StoreKillTest)
#include "storekill_test.moc"
