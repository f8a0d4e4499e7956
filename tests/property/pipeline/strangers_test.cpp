// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Three people behind one address, with one agent and the same URLs: whatever is asked, changed,
// fetched beforehand, joined, validated or expires in whatever order, nobody is given what the
// origin said to somebody else, nor what it said before a change that was made through the gateway.
#include "core/pipeline/pipeline.h"
#include "core/time/random.h"

#include <QtTest>

#include <map>

using namespace forefetch;
using namespace std::chrono_literals;

namespace {

const std::vector<std::string> kUsers = {"ann", "bob", "eve"};

// What the origin says of each page: all of them but the last two are personal.
const std::vector<std::pair<std::string, std::string>> kPages = {
    {"/plain", "max-age=5"},
    {"/private", "private, max-age=5"},
    {"/asked", "no-cache"},
    {"/varied", "max-age=4"}, // Vary: Cookie
    {"/stale", "max-age=2, stale-while-revalidate=3, stale-if-error=9"},
    {"/silent", ""},
    {"/open", "public, max-age=3"},
    {"/news", "s-maxage=2"},
};

bool isPersonal(const std::string &page)
{
    return page != "/open" && page != "/news";
}

// eve has a token, the others a cookie.
Headers credentials(const std::string &user)
{
    Headers headers;
    headers.add("User-Agent", "browser");
    if (user == "eve")
        headers.add("Authorization", "Bearer eve");
    else
        headers.add("Cookie", "sid=" + user);
    return headers;
}

std::string userOf(const Headers &headers)
{
    for (const std::string &user : kUsers) {
        if (headers.value("Cookie") == "sid=" + user ||
            headers.value("Authorization") == "Bearer " + user)
            return user;
    }
    return "nobody";
}

struct OriginAnswer
{
    ResponseHeadPtr head;
    std::string body;
};

// Bodies differ by person, ETags only by version: who validated with another's would be told that
// it is still good.
class PersonalOrigin
{
public:
    OriginAnswer answer(const std::string &page, const Headers &request)
    {
        const std::string tag = "\"" + std::to_string(m_version[page]) + "\"";
        ResponseHead head{200, "", {}};
        for (const auto &[name, control] : kPages) {
            if (name == page && !control.empty())
                head.headers.add("Cache-Control", control);
        }
        if (page == "/varied")
            head.headers.add("Vary", "Cookie");
        head.headers.add("ETag", tag);
        const bool same = request.value("If-None-Match") == tag;
        head.status = same ? 304 : 200;
        const std::string who = isPersonal(page) ? userOf(request) : "all";
        return {std::make_shared<const ResponseHead>(head),
                same ? std::string() : who + " " + std::to_string(m_version[page])};
    }
    void change(const std::string &page) { ++m_version[page]; }
    int version(const std::string &page) { return m_version[page]; }

private:
    std::map<std::string, int> m_version;
};

class OpenFetches final : public Fetcher
{
public:
    struct Open
    {
        PrefetchId id;
        FetchSink *sink;
        std::string page;
        RequestContextPtr context;
    };
    void start(const FetchRequest &request, FetchSink &sink) override
    {
        open.push_back({request.id, &sink, request.target(), request.context});
        ++started;
    }
    void cancel(PrefetchId id) override
    {
        for (std::size_t i = 0; i < open.size(); ++i) {
            if (open[i].id != id)
                continue;
            FetchSink *sink = open[i].sink;
            open.erase(open.begin() + static_cast<std::ptrdiff_t>(i));
            sink->onEnd(id, {FetchStatus::Cancelled, "cancelled"});
            return;
        }
    }
    std::vector<Open> open;
    int started = 0;
};

struct World
{
    struct Fetch
    {
        Demand demand;
        RequestHead request;
        Route route;
        std::string user;
        int version = 0; // of the page, when it was asked for
    };
    struct Joined
    {
        FlightPtr flight;
        std::string user;
        std::string page;
        int version = 0;
    };

    World(CachePolicy policy, std::vector<std::string> partitionCookies, std::uint64_t seed)
        : dice(seed), settings(clock),
          pipeline(prepared(settings, policy), clock, fetcher, options(std::move(partitionCookies)))
    {
        const auto ready = pipeline.start();
        Q_ASSERT(ready.ok());
    }
    static Settings &prepared(Settings &settings, CachePolicy policy)
    {
        const auto set = [&](Param p, double v) { (void)settings.set(p, v, "test"); };
        set(Param::CachePolicy, static_cast<double>(policy));
        set(Param::CacheDefaultTtl, 5);
        set(Param::SchedulerMinProbability, 0.01);
        set(Param::WorkersCount, 8);
        set(Param::WorkersMaxRequestsPerSecond, 100'000);
        set(Param::GuardMaxExtraLoad, 10);
        (void)settings.set(Param::PredictorModel, *parseValue(Param::PredictorModel, "first-order"),
                           "test");
        return settings;
    }
    static PipelineOptions options(std::vector<std::string> partitionCookies)
    {
        PipelineOptions options;
        options.partitionKey = {3, 4};
        options.partitionCookies = std::move(partitionCookies);
        options.maxResources = options.maxSessions = 1000;
        return options;
    }
    std::size_t roll(std::size_t sides) { return static_cast<std::size_t>(dice.below(sides)); }

    // Whose it is, and that it is not from before what had been changed when it was asked for.
    void given(const std::string &user, const std::string &page, const Body &body, int version)
    {
        if (!body || body->empty())
            return;
        ++answers;
        const std::string expected = isPersonal(page) ? user : "all";
        if (!body->starts_with(expected + " "))
            ++leaks;
        else if (std::stoi(body->substr(expected.size() + 1)) < version)
            ++outdated;
    }

    void ask(const std::string &user, const std::string &page)
    {
        RequestHead request{"GET", page, credentials(user)};
        if (roll(12) == 0)
            request.headers.add("Cache-Control", "no-cache");
        Demand d = pipeline.arrive(request, "10.0.0.1");
        Route route = pipeline.route(d, request);
        if (route.kind == Route::Kind::Hit) {
            ++hits;
            given(user, page, route.hit->entry->body, origin.version(page));
            if (!route.flight)
                return end(d, DemandResult::Hit);
        }
        if (route.kind == Route::Kind::Join) {
            joined.push_back({route.flight, user, page, origin.version(page)});
            pipeline.served(route.flight);
            return end(d, DemandResult::Late);
        }
        if (route.flight)
            fetches.push_back({d, request, route, user, origin.version(page)});
        else
            end(d, DemandResult::Bypassed);
    }
    void end(Demand &d, DemandResult result)
    {
        pipeline.finish(d, {.result = result, .status = 200});
        pipeline.pump();
    }

    // As the gateway does it, without the sockets.
    void answerOne()
    {
        if (fetches.empty())
            return;
        const std::size_t n = roll(fetches.size());
        Fetch f = fetches[n];
        fetches.erase(fetches.begin() + static_cast<std::ptrdiff_t>(n));
        RequestHead toOrigin = f.request;
        if (f.route.stored)
            makeConditional(toOrigin, *f.route.stored);
        OriginAnswer answer = origin.answer(f.request.target, toOrigin.headers);
        if (answer.head->status == 304) {
            ++validated;
            answer.head = std::make_shared<const ResponseHead>(
                freshened(*f.route.stored->head, *answer.head));
            answer.body = *f.route.stored->body;
        }
        const StorageVerdict verdict = pipeline.verdict(f.demand, f.request, *answer.head);
        f.route.flight->head(answer.head, verdict.store);
        f.route.flight->data(answer.body);
        f.route.flight->end({FetchStatus::Answered, "", answer.body.size()});
        const auto body = std::make_shared<const std::string>(answer.body);
        pipeline.store(f.demand, verdict, answer.head, body);
        pipeline.flights().finish(f.route.flight);
        given(f.user, f.request.target, body, f.version);
        end(f.demand, DemandResult::Miss);
    }

    void answerPrefetch()
    {
        if (fetcher.open.empty())
            return;
        const std::size_t n = roll(fetcher.open.size());
        const OpenFetches::Open f = fetcher.open[n];
        fetcher.open.erase(fetcher.open.begin() + static_cast<std::ptrdiff_t>(n));
        const OriginAnswer answer =
            origin.answer(f.page, f.context ? f.context->headers : Headers());
        f.sink->onHead(f.id, answer.head);
        f.sink->onData(f.id, answer.body);
        f.sink->onEnd(f.id, {FetchStatus::Answered, "", answer.body.size()});
        pipeline.pump();
    }

    void act(const std::string &user, const std::string &page)
    {
        const RequestHead request{"POST", page, credentials(user)};
        Demand d = pipeline.arrive(request, "10.0.0.1");
        (void)pipeline.route(d, request);
        origin.change(page);
        pipeline.invalidate(request);
        end(d, DemandResult::Bypassed);
    }

    // What those who joined would have read by now.
    void readJoined()
    {
        std::erase_if(joined, [&](const Joined &j) {
            const Body body = j.flight->body();
            given(j.user, j.page, body, j.version);
            return body != nullptr;
        });
    }

    void step()
    {
        const std::string &user = kUsers[roll(kUsers.size())];
        const std::string &page = kPages[roll(kPages.size())].first;
        switch (roll(10)) {
        case 0:
            act(user, page);
            break;
        case 1:
        case 2:
            answerPrefetch();
            break;
        case 3:
        case 4:
        case 5:
            answerOne();
            break;
        case 6:
            clock.advance(std::chrono::milliseconds(roll(2500)));
            pipeline.pump();
            break;
        default:
            ask(user, page);
        }
        readJoined();
    }

    Random dice;
    ManualClock clock;
    Settings settings;
    OpenFetches fetcher;
    PersonalOrigin origin;
    Pipeline pipeline;
    std::vector<Fetch> fetches;
    std::vector<Joined> joined;
    int answers = 0;
    int hits = 0;
    int validated = 0;
    int leaks = 0;
    int outdated = 0;
};

} // namespace

class StrangersTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nobodySeesAnothersAnswer_data()
    {
        QTest::addColumn<int>("policy");
        QTest::newRow("safe") << int(CachePolicy::Safe);
        QTest::newRow("rfc") << int(CachePolicy::Rfc);
        QTest::newRow("assume") << int(CachePolicy::Assume);
    }

    void nobodySeesAnothersAnswer()
    {
        QFETCH(int, policy);
        for (std::uint64_t seed = 1; seed <= 5; ++seed) {
            World world(static_cast<CachePolicy>(policy), {}, seed);
            for (int i = 0; i < 2000; ++i)
                world.step();
            QCOMPARE(world.leaks, 0);
            QCOMPARE(world.outdated, 0);
            // It was about something.
            QVERIFY(world.answers > 500);
            QVERIFY(world.hits > 20);
            QVERIFY(world.validated > 5);
            QVERIFY(world.fetcher.started > 50);
            QVERIFY(world.pipeline.ledger().figures().balances());
        }
    }

    // The same with a partition that no cookie counts for: the test sees what it is for.
    void withoutPartitionsTheyWould()
    {
        World world(CachePolicy::Safe, {"not-theirs"}, 1);
        for (int i = 0; i < 2000; ++i)
            world.step();
        QVERIFY(world.leaks > 0);
    }
};

QTEST_APPLESS_MAIN(StrangersTest)
#include "strangers_test.moc"
