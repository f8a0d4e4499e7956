// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/request/partition.h"

#include <QtTest>

using namespace forefetch;

namespace {

Headers fields(std::initializer_list<std::pair<const char *, const char *>> list)
{
    Headers h;
    for (const auto &[name, value] : list)
        h.add(name, value);
    return h;
}

} // namespace

class PartitionTest : public QObject
{
    Q_OBJECT

    const Partitioner m_all{{1, 2}};
    const Partitioner m_sid{{1, 2}, {"sid", "tenant"}};

private Q_SLOTS:
    // The vectors of the reference implementation: key 00 01 … 0f, messages "", 00, 00 01, …
    void sipHashVectors()
    {
        const std::array<std::uint64_t, 2> key = {0x0706050403020100ULL, 0x0f0e0d0c0b0a0908ULL};
        const std::array<std::uint64_t, 16> expected = {
            0x726fdb47dd0e0e31ULL, 0x74f839c593dc67fdULL, 0x0d6c8009d9a94f5aULL,
            0x85676696d7fb7e2dULL, 0xcf2794e0277187b7ULL, 0x18765564cd99a68dULL,
            0xcbc9466e58fee3ceULL, 0xab0200f58b01d137ULL, 0x93f5f5799a932462ULL,
            0x9e0082df0ba9e4b0ULL, 0x7a5dbbc594ddb9f3ULL, 0xf4b32f46226bada7ULL,
            0x751e8fbc860ee5fbULL, 0x14ea5627c0843d90ULL, 0xf723ca908e7af2eeULL,
            0xa129ca6149be45e5ULL};
        std::string message;
        for (std::size_t i = 0; i < expected.size(); ++i) {
            QCOMPARE(sipHash(key, message), expected[i]);
            message.push_back(static_cast<char>(i));
        }
    }

    void noCredentialsArePublic()
    {
        QVERIFY(m_all.of(fields({{"Accept", "a/b"}, {"Host", "x"}})).isPublic());
        QVERIFY(m_all.of(fields({{"Cookie", ""}})).isPublic());
        QVERIFY(m_sid.of(fields({{"Cookie", "theme=dark; lang=de"}})).isPublic());
    }

    void credentialsAreNeverPublicAndTellPeopleApart()
    {
        const Partition a = m_all.of(fields({{"Authorization", "Bearer a"}}));
        const Partition b = m_all.of(fields({{"authorization", "Bearer b"}}));
        const Partition c = m_all.of(fields({{"Cookie", "sid=a"}}));
        QVERIFY(!a.isPublic() && !b.isPublic() && !c.isPublic());
        QVERIFY(a != b && a != c && b != c);
        QVERIFY(!m_all.of(fields({{"Authorization", ""}})).isPublic());
        QCOMPARE(m_all.of(fields({{"AUTHORIZATION", "Bearer a"}})), a);
    }

    void orderOfCookiesDoesNotMatter()
    {
        const Partition one = m_sid.of(fields({{"Cookie", "sid=1; theme=x; tenant=2"}}));
        QCOMPARE(m_sid.of(fields({{"Cookie", "tenant=2;  sid=1"}})), one);
        QCOMPARE(m_sid.of(fields({{"Cookie", "tenant=2"}, {"Cookie", "sid=1"}})), one);
        QVERIFY(m_sid.of(fields({{"Cookie", "tenant=1; sid=2"}})) != one);
        QCOMPARE(m_all.of(fields({{"Cookie", "a=1; b=2"}})),
                 m_all.of(fields({{"Cookie", "b=2; a=1"}})));
        // Of two cookies of one name an origin may mind the first or the last.
        QVERIFY(m_all.of(fields({{"Cookie", "a=1; a=2"}})) !=
                m_all.of(fields({{"Cookie", "a=2; a=1"}})));
    }

    void keysAndTokensAreCredentialsWhateverTheirName()
    {
        for (const char *name : {"X-Api-Key", "api-key", "X-Auth-Token", "X-Amz-Security-Token",
                                 "X-Session-Id", "X-Hub-Signature", "X-CLIENT-SECRET"}) {
            QVERIFY2(isCredentialField(name), name);
            const Partition one = m_all.of(fields({{name, "1"}}));
            QVERIFY(!one.isPublic() && one != m_all.of(fields({{name, "2"}})));
        }
        for (const char *name : {"Accept", "Host", "User-Agent", "X-Request-Id", "Proxy-Authorization",
                                 "If-None-Match", "Cookie", "Referer"})
            QVERIFY2(!isCredentialField(name), name);
        QVERIFY(m_all.of(fields({{"X-Api-Key", "a"}})) != m_all.of(fields({{"X-Token", "a"}})));
        QCOMPARE(m_all.of(fields({{"X-Api-Key", "a"}})), m_all.of(fields({{"x-api-KEY", "a"}})));
    }

    // Values that would make the same bytes if parts were merely put together.
    void partsAreNotConfusable()
    {
        const Partition a = m_all.of(fields({{"Cookie", "ab=c"}}));
        QVERIFY(a != m_all.of(fields({{"Cookie", "a=bc"}})));
        QVERIFY(a != m_all.of(fields({{"Cookie", "ab=; c="}})));
        QVERIFY(m_all.of(fields({{"Authorization", "x"}, {"Authorization", "y"}})) !=
                m_all.of(fields({{"Authorization", "xy"}})));
        QVERIFY(m_all.of(fields({{"Authorization", "a=b"}})) !=
                m_all.of(fields({{"Cookie", "a=b"}})));
    }

    void theKeyMatters()
    {
        const Headers h = fields({{"Cookie", "sid=1"}});
        QVERIFY(Partitioner({1, 2}).of(h) != Partitioner({1, 3}).of(h));
    }

    void cookieValues()
    {
        const Headers h = fields({{"Cookie", "a=1; sid=\"x=y\";b"}, {"cookie", "c = 3 "}});
        QCOMPARE(cookieValue(h, "a"), std::string_view("1"));
        QCOMPARE(cookieValue(h, "sid"), std::string_view("\"x=y\""));
        QCOMPARE(cookieValue(h, "c"), std::string_view("3"));
        QVERIFY(cookieValue(h, "b").empty());
        QVERIFY(cookieValue(h, "A").empty());
    }
};

QTEST_APPLESS_MAIN(PartitionTest)
#include "partition_test.moc"
