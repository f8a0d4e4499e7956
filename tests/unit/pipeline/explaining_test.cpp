// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Misses whose reason is known, because each was made to happen: the pipeline names them all
// right, and its counts add up to the misses.
#include "core/pipeline/pipeline.h"
#include "core/simulate/virtualdrive.h"

#include <QtTest>

#include <map>

using namespace forefetch;
using namespace std::chrono_literals;

namespace {

using Said = std::vector<std::pair<std::string, float>>;
using Script = std::map<std::string, Said>;

// Says after each request what stands in a script.
class Scripted final : public Predictor
{
public:
    Scripted(const Script &script, Interner &interner) : m_script(script), m_interner(interner) {}

    std::string_view name() const override { return "scripted"; }
    void observe(const Exchange &exchange) override { m_last = m_interner.text(exchange.resource); }
    void predict(SessionId, std::size_t, std::vector<Prediction> &out) override
    {
        out.clear();
        const auto found = m_script.find(m_last);
        if (found == m_script.end())
            return;
        for (const auto &[text, p] : found->second)
            out.push_back({m_interner.intern(text), p, p, {}});
    }
    void fit(std::span<const std::vector<ResourceId>>) override {}
    void forget(SessionId) override {}
    void setMaxMemory(std::size_t) override {}
    PredictorFigures figures() const override { return {}; }
    void strongest(std::size_t, std::vector<Transition> &) const override {}
    Result<void> save(std::ostream &, const Interner &) const override { return {}; }
    Result<void> load(std::istream &, Interner &) override { return {}; }

private:
    const Script &m_script;
    Interner &m_interner;
    std::string m_last;
};

struct Bench
{
    Script script;
    std::map<std::string, OriginAnswer> answers; // else 50 ms, 1 KiB, nothing known of freshness
    ManualClock clock;
    Settings settings{clock};
    std::shared_ptr<Interner> interner = std::make_shared<Interner>(10'000);
    OriginModel origin{clock, [this](const Key &key) {
                           const auto found = answers.find(interner->text(key.resource));
                           return found == answers.end() ? OriginAnswer{50ms, 1024} : found->second;
                       }};
    Pipeline pipeline;
    VirtualDrive drive{pipeline, clock, origin};

    explicit Bench(Script what = {})
        : script(std::move(what)), pipeline(settings, clock, origin, options())
    {
        set(Param::WorkersMaxRequestsPerSecond, 1000);
        set(Param::SchedulerMinProbability, 0.3);
        set(Param::GuardMaxExtraLoad, 10);
        set(Param::PrefetchEnabled, 1);
        [[maybe_unused]] const bool started = pipeline.start().ok();
    }
    PipelineOptions options()
    {
        PipelineOptions options;
        options.callers = Callers::OneThread;
        options.interner = interner;
        options.makeModel = [this] { return std::make_unique<Scripted>(script, *interner); };
        return options;
    }
    void set(Param p, double value)
    {
        [[maybe_unused]] const bool done = settings.set(p, value, "test").ok();
        Q_ASSERT(done);
    }
    // A request so long after the last; what has ended by then has ended.
    void ask(const std::string &text, Duration after = 1s, Exchange as = {})
    {
        as.at = clock.now() + after;
        if (!as.session)
            as.session = {1, 1};
        as.resource = interner->intern(text);
        drive.request(as);
    }
    // The record of the newest request for this.
    RequestRecord last(const std::string &text)
    {
        drive.finish();
        std::vector<RequestRecord> all;
        pipeline.recentRequests().read(0, 10'000, all);
        const ResourceId resource = interner->find(text);
        const auto found = std::find_if(all.rbegin(), all.rend(), [&](const RequestRecord &r) {
            return r.resource == resource;
        });
        return found == all.rend() ? RequestRecord() : *found;
    }
    QByteArray why(const std::string &text)
    {
        const RequestRecord record = last(text);
        const std::string_view name = nameOf(record.miss.reason);
        return record.end.result == DemandResult::Miss
                   ? QByteArray(name.data(), qsizetype(name.size()))
                   : QByteArray("no miss");
    }
};

using Play = void (*)(Bench &);

Exchange by(std::uint32_t session, bool heldBack = false, Partition partition = {})
{
    Exchange e;
    e.session = {session, 1};
    e.heldBack = heldBack;
    e.partition = partition;
    return e;
}

// How each comes about; the miss is that of the last request for /b.
struct Labelled
{
    const char *reason;
    Script script;
    Play play;
};

const Script kLikely{{"/a", {{"/b", 0.8F}}}};
const std::vector<Labelled> kLabelled{
    {"never_seen", {}, [](Bench &b) { b.ask("/b"); }},
    {"not_predicted",
     {},
     [](Bench &b) { // somebody else's answer, for his eyes only
         b.ask("/b", 1s, by(2, false, Partition{7}));
         b.ask("/b");
     }},
    {"below_threshold",
     {{"/a", {{"/b", 0.2F}}}},
     [](Bench &b) {
         b.ask("/a");
         b.ask("/b");
     }},
    {"never_seen",
     {{"/a", {{"/b", 0.2F}}}},
     [](Bench &b) { // said too long ago
         b.ask("/a");
         b.ask("/b", 61s);
     }},
    {"never_seen",
     {{"/a", {{"/b", 0.2F}}}},
     [](Bench &b) { // said to another session
         b.ask("/a", 1s, by(2));
         b.ask("/b");
     }},
    {"switched_off", kLikely,
     [](Bench &b) {
         b.set(Param::PrefetchEnabled, 0);
         b.ask("/a");
         b.ask("/b");
     }},
    {"held_back", kLikely,
     [](Bench &b) {
         b.ask("/a", 1s, by(1, true));
         b.ask("/b", 1s, by(1, true));
     }},
    {"held_back", kLikely,
     [](Bench &b) { // another session's prefetch is there, and hidden from this one
         b.ask("/a", 1s, by(2));
         b.ask("/b", 1s, by(1, true));
     }},
    {"no_space", kLikely,
     [](Bench &b) {
         b.set(Param::SchedulerCacheSpaceThreshold, 0);
         b.ask("/x"); // how large answers are, is known now
         b.ask("/a");
         b.ask("/b");
     }},
    {"over_limit",
     {{"/a", {{"/b", 0.4F}, {"/c", 0.8F}}}},
     [](Bench &b) {
         b.set(Param::SchedulerMaxPrefetchPerSchedule, 1);
         b.ask("/a");
         b.ask("/b");
     }},
    {"waited_worker",
     {{"/a", {{"/b", 0.4F}, {"/c", 0.8F}}}},
     [](Bench &b) {
         b.set(Param::WorkersCount, 1);
         b.answers["/c"] = {5s, 1024};
         b.ask("/a");
         b.ask("/b");
     }},
    {"waited_rate",
     {{"/a", {{"/b", 0.4F}, {"/c", 0.8F}}}},
     [](Bench &b) {
         b.set(Param::WorkersMaxRequestsPerSecond, 0.5);
         b.ask("/a", 5s);
         b.ask("/b");
     }},
    {"waited_guard", kLikely,
     [](Bench &b) {
         b.set(Param::GuardMaxExtraLoad, 0);
         b.ask("/a");
         b.ask("/b");
     }},
    {"left_queue", kLikely,
     [](Bench &b) {
         b.set(Param::SchedulerMaxAge, 1);
         b.set(Param::WorkersCount, 0);
         b.ask("/a");
         b.drive.runUntil(b.clock.now() + 2s);
         b.set(Param::WorkersCount, 1);
         b.pipeline.pump(); // finds it too old
         b.ask("/b", 2s);
     }},
    {"failed", kLikely,
     [](Bench &b) {
         b.set(Param::WorkersMaxRetries, 0);
         b.answers["/b"] = {20ms, 0, 500};
         b.ask("/a");
         b.drive.runUntil(b.clock.now() + 500ms);
         b.answers.clear();
         b.ask("/b");
     }},
    {"spared",
     {{"/a", {{"/b", 0.8F}}}, {"/c", {{"/b", 0.8F}}}},
     [](Bench &b) { // declined, so its route is left alone when it is named again
         b.answers["/b"] = {20ms, 0, 503};
         b.ask("/a");
         b.drive.runUntil(b.clock.now() + 500ms);
         b.answers.clear();
         b.ask("/c");
         b.ask("/b");
     }},
    {"evicted",
     {},
     [](Bench &b) {
         b.set(Param::CacheCapacity, 1);
         b.ask("/b");
         for (int i = 0; i < 40; ++i) {
             const std::string other = "/big/" + std::to_string(i);
             b.answers[other] = {10ms, 100'000};
             b.ask(other);
         }
         b.ask("/b");
     }},
    {"expired",
     {},
     [](Bench &b) {
         b.set(Param::CacheDefaultTtl, 5);
         b.ask("/b");
         b.ask("/b", 20s);
     }},
    {"below_threshold",
     {{"/a", {{"/b", 0.2F}}}},
     [](Bench &b) { // expired, and then named: the later counts
         b.set(Param::CacheDefaultTtl, 5);
         b.ask("/b");
         b.ask("/a", 20s);
         b.ask("/b");
     }},
    {"expired",
     {{"/a", {{"/b", 0.2F}}}},
     [](Bench &b) { // named while it was there, and then expired
         b.set(Param::CacheDefaultTtl, 5);
         b.ask("/b");
         b.ask("/a");
         b.ask("/b", 20s);
     }},
    {"invalidated",
     {},
     [](Bench &b) {
         b.ask("/b");
         b.drive.runUntil(b.clock.now() + 1s);
         b.pipeline.invalidate("/b");
         b.ask("/b");
     }},
    {"joined",
     {},
     [](Bench &b) {
         b.ask("/b", 1s, by(2));
         b.ask("/b", 1ms);
     }},
};

} // namespace

class ExplainingTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void namesEachReason_data()
    {
        QTest::addColumn<int>("number");
        int number = 0;
        for (const Labelled &each : kLabelled) {
            QTest::addRow("%d %s", number, each.reason) << number;
            ++number;
        }
    }

    void namesEachReason()
    {
        QFETCH(int, number);
        const Labelled &each = kLabelled[static_cast<std::size_t>(number)];
        Bench b(each.script);
        each.play(b);
        QCOMPARE(b.why("/b"), QByteArray(each.reason));
        const Snapshot s = b.pipeline.snapshot();
        QCOMPARE(s.misses.total(), s.demand.misses);
    }

    void saysByHowMuch()
    {
        Bench b({{"/a", {{"/b", 0.2F}}}, {"/c", {{"/b", 0.25F}}}, {"/d", {{"/b", 0.1F}}}});
        for (const char *each : {"/a", "/c", "/d", "/b"})
            b.ask(each);
        const RequestRecord record = b.last("/b");
        QCOMPARE(record.miss.reason, MissReason::BelowThreshold);
        QCOMPARE(record.miss.pUsed, 0.25F); // the likeliest of the three
        QCOMPARE(record.miss.threshold, 0.3F);
    }

    // A hit names the prefetch behind it, and so does a late request, with what it waited for.
    void namesThePrefetch()
    {
        Bench b({{"/a", {{"/b", 0.8F}, {"/c", 0.7F}}}});
        b.set(Param::WorkersCount, 1);
        b.answers["/b"] = {400ms, 1024};
        b.answers["/c"] = {300ms, 1024};
        b.ask("/a");
        b.ask("/c", 500ms); // queued for 400 ms, in flight for 100
        const RequestRecord late = b.last("/c");
        QCOMPARE(late.end.result, DemandResult::Late);
        const auto waited = b.pipeline.ledger().find(late.prefetch);
        QVERIFY(waited);
        QCOMPARE(waited->heldUp, Holdup::Worker);
        b.ask("/b");
        const RequestRecord hit = b.last("/b");
        QCOMPARE(hit.end.result, DemandResult::Hit);
        QVERIFY(hit.prefetch != PrefetchId::None);
        QVERIFY(hit.prefetch != late.prefetch);
        const Snapshot s = b.pipeline.snapshot();
        QCOMPARE(s.misses.lateSum, seconds(late.end.latency));
        QCOMPARE(s.misses.lateSum, 0.2);
        QCOMPARE(s.misses.lateQueue, 0.2); // without the wait it would have been there
        QCOMPARE(b.pipeline.lateWaits().count(), std::uint64_t(1));
    }

    // What needs headers: those that Vary names, no-cache, and what is kept to be validated.
    void looksAtHeaders()
    {
        Bench b;
        const RequestHead plain{"GET", "/b", {}};
        ResponseHead answer;
        answer.status = 200;
        answer.headers.add("Cache-Control", "max-age=10");
        answer.headers.add("ETag", "\"1\"");
        answer.headers.add("Vary", "Accept-Language");
        const auto with = [&plain](const char *name, const char *value) {
            RequestHead request = plain;
            request.headers.add(name, value);
            return request;
        };
        const auto reason = [&b](const RequestHead &request) {
            Demand demand = b.pipeline.arrive(request, "10.0.0.1");
            const Route route = b.pipeline.route(demand, request);
            if (route.kind == Route::Kind::Fetch) {
                b.pipeline.flights().finish(route.flight);
                route.flight->end({FetchStatus::Cancelled, "not fetched"});
            }
            return route.hit ? MissReason::None : demand.miss.reason;
        };
        Demand first = b.pipeline.arrive(plain, "10.0.0.1");
        QVERIFY(b.pipeline.store(first, b.pipeline.verdict(first, plain, answer),
                                 std::make_shared<const ResponseHead>(answer),
                                 std::make_shared<const std::string>("b")));
        QCOMPARE(reason(plain), MissReason::None);
        QCOMPARE(reason(with("Accept-Language", "de")), MissReason::Varies);
        QCOMPARE(reason(with("Cache-Control", "no-cache")), MissReason::Reload);
        b.clock.advance(11s);
        QCOMPARE(reason(plain), MissReason::Expired);
    }

    void forgetsRatherThanGuess()
    {
        MissBook book(1000);
        const SessionId session{1, 1};
        const ResourceId wanted{7, 1};
        book.said(session, wanted, forefetch::Said::BelowThreshold, 0.2F, 0.3F, TimePoint(1s), 60s);
        QCOMPARE(book.explain(session, {wanted, {}}, TimePoint(2s), 60s).reason,
                 MissReason::BelowThreshold);
        for (std::uint32_t i = 1; i < 600'000; ++i)
            book.said({2, 1}, {i, 1}, forefetch::Said::BelowThreshold, 0.2F, 0.3F, TimePoint(3s),
                      60s);
        QCOMPARE(book.explain(session, {wanted, {}}, TimePoint(4s), 60s).reason,
                 MissReason::Forgotten);
        QCOMPARE(book.explain(session, {wanted, {}}, TimePoint(90s), 60s).reason,
                 MissReason::NeverSeen);
    }

    void saysNothingWhereNobodyLooks()
    {
        ManualClock clock;
        Settings settings(clock);
        OriginModel origin(clock, fixedAnswers(50ms, 1024));
        PipelineOptions options;
        options.callers = Callers::OneThread;
        options.explains = false;
        Pipeline pipeline(settings, clock, origin, options);
        VirtualDrive drive(pipeline, clock, origin);
        QVERIFY(pipeline.start().ok());
        Exchange e = by(1);
        e.resource = pipeline.interner().intern("/b");
        drive.request(e);
        drive.finish();
        QCOMPARE(pipeline.snapshot().demand.misses, std::uint64_t(1));
        QCOMPARE(pipeline.snapshot().misses.total(), std::uint64_t(0));
    }
};

QTEST_APPLESS_MAIN(ExplainingTest)
#include "explaining_test.moc"
