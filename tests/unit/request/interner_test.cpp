// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/request/interner.h"
#include "core/request/texthash.h"

#include <QtTest>

#include <map>
#include <set>
#include <thread>

using namespace forefetch;

class InternerTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void oneTextOneId()
    {
        Interner interner(100);
        const ResourceId a = interner.intern("/items/7?view=full");
        const ResourceId b = interner.intern("/items/8");
        QVERIFY(a.valid() && b.valid() && a != b);
        QCOMPARE(interner.intern("/items/7?view=full"), a);
        QCOMPARE(interner.find("/items/8"), b);
        QCOMPARE(interner.text(a), std::string("/items/7?view=full"));
        QVERIFY(!interner.find("/items/9").valid());
        QCOMPARE(interner.size(), std::size_t{2});
    }

    void nothingNamesNothing()
    {
        Interner interner(10);
        QVERIFY(!interner.intern("").valid());
        QVERIFY(!interner.find("").valid());
        std::string out = "old";
        QVERIFY(!interner.read(ResourceId(), out));
        QVERIFY(out.empty());
        QVERIFY(interner.text({5, 1}).empty());
        QVERIFY(interner.text({~0U, 1}).empty());
    }

    void aStaleIdNamesNothing()
    {
        Interner interner(1);
        const ResourceId a = interner.intern("/a");
        const ResourceId b = interner.intern("/b");
        QCOMPARE(a.index, b.index);
        QVERIFY(interner.text(a).empty());
        QCOMPARE(interner.text(b), std::string("/b"));
        const ResourceId again = interner.intern("/a");
        QVERIFY(again != a);
        QCOMPARE(interner.evictions(), std::uint64_t{2});
    }

    void whatIsAskedForStays()
    {
        Interner interner(8);
        const ResourceId kept = interner.intern("/kept");
        for (int i = 0; i < 1000; ++i) {
            interner.intern("/once/" + std::to_string(i));
            QCOMPARE(interner.intern("/kept"), kept);
        }
        QCOMPARE(interner.size(), std::size_t{8});
    }

    void indicesAreDenseAndBytesBounded()
    {
        Interner interner(50'000, 42);
        std::set<std::uint32_t> indices;
        for (int i = 0; i < 50'000; ++i) {
            const ResourceId id = interner.intern("/items/" + std::to_string(i) + "/reviews");
            QVERIFY(id.index < interner.capacity());
            indices.insert(id.index);
        }
        // Sixteen shards do not fill evenly, so a few of the last evict within theirs.
        QCOMPARE(indices.size(), interner.size());
        QVERIFY(interner.size() > 49'000);
        const std::size_t full = interner.bytes();
        for (int i = 0; i < 100'000; ++i)
            interner.intern("/other/" + std::to_string(i));
        QVERIFY(interner.size() <= interner.capacity());
        QVERIFY(interner.bytes() < full * 11 / 10);
    }

    void hashesSpreadAtEveryLength()
    {
        for (const std::uint64_t seed : {0ULL, 1ULL, ~0ULL}) {
            for (std::size_t length = 1; length <= 40; ++length) {
                std::array<int, 16> top{}, bottom{};
                for (int i = 0; i < 1600; ++i) {
                    std::string text(length + 2, 'x');
                    text[length / 2] = static_cast<char>(i % 40);
                    text[length] = static_cast<char>(i / 40);
                    const std::uint64_t h = textHash(text, seed);
                    ++top[h >> 60];
                    ++bottom[h & 15];
                }
                // 100 ± 9.7 each; six deviations either way.
                for (int i = 0; i < 16; ++i) {
                    QVERIFY(top[i] > 40 && top[i] < 160);
                    QVERIFY(bottom[i] > 40 && bottom[i] < 160);
                }
            }
        }
    }

    void bytesAreBoundedWhereThatIsAskedFor()
    {
        for (const std::size_t length : {1U, 20U, 200U, 2000U}) {
            constexpr std::size_t most = 1 << 20;
            Interner interner(1'000'000, 1, most);
            const std::string tail(length, 'x');
            const ResourceId kept = interner.intern("/kept");
            ResourceId last;
            for (int i = 0; i < 100'000; ++i) {
                last = interner.intern("/" + std::to_string(i) + tail);
                QCOMPARE(interner.intern("/kept"), kept);
            }
            QCOMPARE(interner.text(last), "/99999" + tail);
            QVERIFY(!interner.find("/0" + tail));
            QVERIFY2(interner.bytes() < most * 5 / 4,
                     qPrintable(QString::number(interner.bytes())));
            QVERIFY(interner.bytes() > most / 2);
            // A lower bound is kept soon after.
            const std::size_t before = interner.size();
            interner.setMaxBytes(most / 4);
            for (int i = 0; i < 30'000; ++i)
                interner.intern("/more/" + std::to_string(i) + tail);
            QVERIFY(interner.size() < before / 3);
            QCOMPARE(interner.text(interner.find("/more/29999" + tail)), "/more/29999" + tail);
        }
    }

    // Against a table of what was said, while texts of all lengths come and go.
    void namesNeverMixUp()
    {
        Interner interner(3000, 5, 100'000);
        std::map<std::uint64_t, std::string> said;
        std::uint64_t state = 1;
        for (int i = 0; i < 200'000; ++i) {
            state = mixBits(state + 1);
            const std::string text =
                "/" + std::to_string(state % 5000) + std::string(state % 5000 % 97, 'y');
            const ResourceId id = interner.intern(text);
            said[id.packed()] = text;
            QCOMPARE(interner.text(id), text);
        }
        std::size_t there = 0;
        for (const auto &[packed, text] : said) {
            const ResourceId id = ResourceId::unpacked(packed);
            const std::string now = interner.text(id);
            QVERIFY(now.empty() || now == text); // never another's
            QCOMPARE(interner.find(text) == id, !now.empty());
            there += now.empty() ? 0 : 1;
        }
        QCOMPARE(there, interner.size());
    }

    void longTextsGiveTheirRoomBack()
    {
        Interner interner(1);
        interner.intern("/" + std::string(1'000'000, 'x'));
        QVERIFY(interner.bytes() > 1'000'000);
        interner.intern("/short");
        QVERIFY(interner.bytes() < 10'000);
    }

    void manyThreadsAgree()
    {
        Interner interner(4096);
        constexpr int threads = 4, texts = 2000;
        std::vector<std::vector<ResourceId>> ids(threads);
        {
            std::vector<std::jthread> pool;
            for (int t = 0; t < threads; ++t) {
                pool.emplace_back([&, t] {
                    for (int i = 0; i < texts; ++i)
                        ids[t].push_back(interner.intern("/t/" + std::to_string(i)));
                    std::string out;
                    for (int i = 0; i < texts; ++i)
                        interner.read(ids[t][i], out);
                });
            }
        }
        QCOMPARE(interner.evictions(), std::uint64_t{0});
        for (int t = 1; t < threads; ++t)
            QCOMPARE(ids[t], ids[0]);
        QCOMPARE(interner.size(), std::size_t{texts});
    }

    void manyThreadsWhileEvicting()
    {
        Interner interner(64);
        std::atomic<int> wrong{0};
        {
            std::vector<std::jthread> pool;
            for (int t = 0; t < 4; ++t) {
                pool.emplace_back([&, t] {
                    std::string out;
                    for (int i = 0; i < 5000; ++i) {
                        const std::string text = "/t/" + std::to_string((i * 7 + t) % 500);
                        const ResourceId id = interner.intern(text);
                        // Another thread may have evicted it by now; it never names another text.
                        if (interner.read(id, out) && out != text)
                            ++wrong;
                    }
                });
            }
        }
        QCOMPARE(wrong.load(), 0);
        QCOMPARE(interner.size(), std::size_t{64});
    }
};

QTEST_APPLESS_MAIN(InternerTest)
#include "interner_test.moc"
