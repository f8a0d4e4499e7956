// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cache/rules.h"

#include <QtTest>

#include <rapidcheck.h>

using namespace forefetch;

namespace {

constexpr Duration kLongest = std::chrono::seconds(2147483648);
const WallTime kNow{std::chrono::seconds(784111777)};

// Text made of the pieces that headers are made of, and of bytes that they should not contain.
rc::Gen<std::string> fieldValue()
{
    using namespace rc;
    const auto piece = gen::oneOf(
        gen::element<std::string>("max-age", "s-maxage", "no-store", "private", "public", "=", ",",
                                  "\"", "\\", ";", " ", "\t", "-", "*", "W/", "GMT", "60",
                                  "99999999999999999999", "Sun, 06 Nov 1994 08:49:37 GMT",
                                  "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994"),
        gen::map(gen::arbitrary<char>(), [](char c) { return std::string(1, c); }));
    return gen::map(gen::container<std::vector<std::string>>(piece),
                    [](const std::vector<std::string> &pieces) {
                        std::string text;
                        for (const std::string &p : pieces)
                            text += p;
                        return text;
                    });
}

rc::Gen<Headers> headers()
{
    using namespace rc;
    const auto name = gen::element<std::string>(
        "Cache-Control", "Age", "Date", "Expires", "Vary", "Pragma", "Set-Cookie", "ETag",
        "Last-Modified", "If-None-Match", "If-Modified-Since", "Authorization", "Connection");
    return gen::map(gen::container<std::vector<std::pair<std::string, std::string>>>(
                        gen::pair(name, fieldValue())),
                    [](const auto &fields) {
                        Headers h;
                        for (const auto &[n, v] : fields)
                            h.add(n, v);
                        return h;
                    });
}

} // namespace

// Whatever an origin or a client sends, the rules answer, and within their bounds.
class RulesPropertyTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void agesAndLifetimesAreNeverNegative()
    {
        QVERIFY(rc::check("ages and lifetimes", [] {
            const Headers h = *headers();
            const Duration age = initialAge(h, kNow);
            RC_ASSERT(age >= Duration(0) && age <= kLongest);
            if (const auto lifetime = explicitLifetime(h, CacheControl::of(h), kNow))
                RC_ASSERT(*lifetime >= Duration(0) && *lifetime <= kLongest);
            if (const auto said = ageField(h))
                RC_ASSERT(said->count() >= 0);
        }));
    }

    void whatIsStoredIsFreshAndAllowed()
    {
        QVERIFY(rc::check("verdicts", [] {
            const RequestHead request{"GET", "/", *headers()};
            const ResponseHead response{*rc::gen::inRange(90, 620), "", *headers()};
            const auto policy =
                *rc::gen::element(CachePolicy::Safe, CachePolicy::Rfc, CachePolicy::Assume);
            const Partition partition{*rc::gen::inRange<std::uint64_t>(0, 3)};
            const auto v = storageVerdict({request,
                                           response,
                                           policy,
                                           300,
                                           *rc::gen::arbitrary<bool>(),
                                           0.5f,
                                           kNow,
                                           partition,
                                           {}});
            RC_ASSERT(v.store == v.reason.empty());
            if (!v.store)
                return;
            const CacheControl said = CacheControl::of(response.headers);
            RC_ASSERT(v.freshFor > Duration(0));
            RC_ASSERT(v.initialAge >= Duration(0));
            RC_ASSERT(!said.noStore && !said.noCache);
            RC_ASSERT(!said.isPrivate || (!v.shared && !partition.isPublic()));
            RC_ASSERT(!v.shared || policy == CachePolicy::Rfc ||
                      !response.headers.has("Set-Cookie"));
            RC_ASSERT(!request.headers.has("Authorization") || !v.shared || said.isPublic ||
                      said.sMaxAge);
            // The very same request matches what it stored.
            CacheEntry entry;
            entry.vary = v.vary;
            RC_ASSERT(varyMatches(entry, request.headers));
        }));
    }

    void noTextHurtsTheRequestRules()
    {
        QVERIFY(rc::check("requests", [] {
            const RequestHead request{"GET", "/", *headers()};
            const ReuseVerdict v = reuseVerdict(request);
            const CacheControl said = CacheControl::of(request.headers);
            RC_ASSERT(!(said.noStore && (v.lookUp || v.mayStore)));
            RC_ASSERT(v.mustNotForward() == said.onlyIfCached);
            CacheEntry entry;
            entry.head = std::make_shared<const ResponseHead>(
                storedHead(ResponseHead{200, "OK", *headers()}));
            RC_ASSERT(!entry.head->headers.has("Connection") && !entry.head->headers.has("Age"));
            if (const auto head = notModified(entry, request.headers)) {
                RC_ASSERT(head->status == 304);
                RC_ASSERT(request.headers.has("If-None-Match") ||
                          request.headers.has("If-Modified-Since"));
            }
        }));
    }

    void aDateThatIsReadIsWrittenAlike()
    {
        QVERIFY(rc::check("dates", [] {
            const std::string text = *fieldValue();
            if (const auto when = parseHttpDate(text)) {
                RC_ASSERT(text.size() >= 24u);
                RC_ASSERT(parseHttpDate(formatHttpDate(*when)) == when);
            }
        }));
    }
};

QTEST_APPLESS_MAIN(RulesPropertyTest)
#include "rules_test.moc"
