// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cache/staleuse.h"
#include "core/cache/validation.h"

#include <QtTest>

using namespace forefetch;
using namespace std::chrono_literals;

namespace {

ResponseHead headWith(std::initializer_list<HeaderField> fields, int status = 200)
{
    ResponseHead head{status, "OK", {}};
    for (const HeaderField &f : fields)
        head.headers.add(f.name, f.value);
    return head;
}

CacheEntry entryWith(std::initializer_list<HeaderField> fields, const char *body = "hello",
                     int status = 200)
{
    CacheEntry entry;
    entry.head = std::make_shared<const ResponseHead>(headWith(fields, status));
    entry.body = std::make_shared<const std::string>(body);
    return entry;
}

const char *const kDate = "Sun, 06 Nov 1994 08:49:37 GMT";
const char *const kLater = "Sun, 06 Nov 1994 08:49:38 GMT";

} // namespace

class ValidationTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // RFC 9111, 4.3.1.
    void theStoredValidatorsAreSent()
    {
        RequestHead request{"GET", "/", {}};
        request.headers.add("If-None-Match", "\"mine\"");
        request.headers.add("If-Range", "\"mine\"");
        request.headers.add("Accept", "text/plain");
        QVERIFY(!makeConditional(request, entryWith({{"A", "b"}})));
        QVERIFY(!makeConditional(request, entryWith({{"ETag", "\"a\""}}, "", 404)));
        QCOMPARE(request.headers.value("If-None-Match"), std::string_view("\"mine\""));
        QVERIFY(
            makeConditional(request, entryWith({{"ETag", "W/\"a\""}, {"Last-Modified", kDate}})));
        QCOMPARE(*request.headers.joined("If-None-Match"), std::string("W/\"a\""));
        QCOMPARE(*request.headers.joined("If-Modified-Since"), std::string(kDate));
        QVERIFY(!request.headers.has("If-Range"));
        QVERIFY(request.headers.has("Accept"));
    }

    // 4.3.4.
    void a304SpeaksOfWhatHasItsValidators()
    {
        const ResponseHead stored = headWith({{"ETag", "\"a\""}, {"Last-Modified", kDate}});
        QVERIFY(validates(headWith({}, 304), stored));
        QVERIFY(validates(headWith({{"ETag", "\"a\""}}, 304), stored));
        QVERIFY(validates(headWith({{"ETag", "W/\"a\""}}, 304), stored));
        QVERIFY(validates(headWith({{"Last-Modified", kDate}}, 304), stored));
        QVERIFY(!validates(headWith({{"ETag", "\"b\""}}, 304), stored));
        QVERIFY(!validates(headWith({{"Last-Modified", kLater}}, 304), stored));
        QVERIFY(!validates(headWith({{"ETag", "\"b\""}, {"Last-Modified", kDate}}, 304), stored));
        // A strong tag does not speak of what was only weakly the same.
        QVERIFY(!validates(headWith({{"ETag", "\"a\""}}, 304), headWith({{"ETag", "W/\"a\""}})));
    }

    // 3.2.
    void fieldsAreTakenOver()
    {
        const ResponseHead stored = headWith({{"Cache-Control", "max-age=1"},
                                              {"Content-Length", "5"},
                                              {"Content-Encoding", "gzip"},
                                              {"X-Kept", "1"},
                                              {"X-New", "old"},
                                              {"X-New", "old2"}});
        const ResponseHead head = freshened(stored, headWith({{"cache-control", "max-age=60"},
                                                              {"Content-Length", "0"},
                                                              {"Content-Encoding", "br"},
                                                              {"Content-Range", "bytes 0-1/2"},
                                                              {"X-New", "new"},
                                                              {"Age", "3"}},
                                                             304));
        QCOMPARE(head.status, 200);
        QCOMPARE(*head.headers.joined("Cache-Control"), std::string("max-age=60"));
        QCOMPARE(*head.headers.joined("Content-Length"), std::string("5"));
        QCOMPARE(*head.headers.joined("Content-Encoding"), std::string("gzip"));
        QVERIFY(!head.headers.has("Content-Range"));
        QCOMPARE(*head.headers.joined("X-New"), std::string("new"));
        QVERIFY(head.headers.has("X-Kept"));
        QCOMPARE(*head.headers.joined("Age"), std::string("3"));
    }

    // 4.3.5.
    void aHeadFreshensOrInvalidates()
    {
        const CacheEntry stored = entryWith({{"ETag", "\"a\""}, {"Last-Modified", kDate}});
        const auto effect = [&](std::initializer_list<HeaderField> fields, int status = 200) {
            return headEffect(headWith(fields, status), stored);
        };
        QVERIFY(effect({}) == HeadEffect::Freshened);
        QVERIFY(effect({{"ETag", "\"a\""}, {"Content-Length", "5"}}) == HeadEffect::Freshened);
        QVERIFY(effect({{"ETag", "\"b\""}}) == HeadEffect::Changed);
        QVERIFY(effect({{"Content-Length", "6"}}) == HeadEffect::Changed);
        QVERIFY(effect({{"Last-Modified", kLater}}) == HeadEffect::Changed);
        QVERIFY(effect({{"ETag", "\"b\""}}, 404) == HeadEffect::None);
    }

    // 4.2.4; RFC 5861.
    void staleWithinItsWindow()
    {
        CacheEntry entry = entryWith({});
        const TimePoint t{100s};
        entry.freshUntil = t;
        QVERIFY(!mayAnswerStale(entry, StaleReason::Revalidating, t));
        entry.stale = {5s, 10s, 20s};
        QVERIFY(mayAnswerStale(entry, StaleReason::Revalidating, t));
        QVERIFY(mayAnswerStale(entry, StaleReason::Revalidating, t + 4999ms));
        QVERIFY(!mayAnswerStale(entry, StaleReason::Revalidating, t + 5s));
        QVERIFY(mayAnswerStale(entry, StaleReason::OriginError, t + 9s));
        QVERIFY(!mayAnswerStale(entry, StaleReason::OriginError, t + 10s));
        QVERIFY(mayAnswerStale(entry, StaleReason::Unreachable, t + 19s));
        QVERIFY(!mayAnswerStale(entry, StaleReason::Unreachable, t + 20s));
        QVERIFY(isStaleIfErrorStatus(503) && !isStaleIfErrorStatus(501) &&
                !isStaleIfErrorStatus(404));
    }
};

QTEST_APPLESS_MAIN(ValidationTest)
#include "validation_test.moc"
