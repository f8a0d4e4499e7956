// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The cache under policy rfc beside a naive one that is written from RFC 9111 alone (sections 3, 4,
// 4.1, 4.2 and 4.4; a list of answers, looked through from its start). Whatever answers from the
// store, the RFC must allow; and what it allows to a plain request, is answered from the store.
#include "core/pipeline/pipeline.h"
#include "core/time/random.h"

#include <QtTest>

#include <map>

using namespace forefetch;
using Seconds = std::chrono::seconds;

namespace {

class NoFetcher final : public Fetcher
{
public:
    void start(const FetchRequest &, FetchSink &) override {}
    void cancel(PrefetchId) override {}
};

// An answer in the RFC's words. Times in seconds.
struct Said
{
    int status = 200;
    std::optional<int> maxAge;
    std::optional<int> sMaxAge;
    std::optional<int> expires;  // after Date; may lie before it
    std::optional<int> modified; // before Date
    std::optional<int> age;
    int dated = 0; // before it came
    bool noStore = false;
    bool noCache = false;
    bool isPrivate = false;
    bool isPublic = false;
    std::string vary; // "", "Accept", "*"
};

struct NaiveEntry
{
    Said said;
    std::string accept; // of the request that it answered
    WallTime came;
    int version = 0;
    bool isDoubtful = false; // a newer answer came, and could not be stored
};

// What the RFC leaves open is told apart from what it says.
enum class Reuse { No, MayBe, Yes };

class NaiveCache
{
public:
    // 3: what may be stored by a shared cache, for a GET without credentials.
    static bool mayStore(const Said &s)
    {
        const bool heuristic = isHeuristic(s.status);
        return !s.noStore && !s.isPrivate &&
               (s.isPublic || s.expires || s.maxAge || s.sMaxAge || heuristic);
    }
    // 15.1 of RFC 9110.
    static bool isHeuristic(int status)
    {
        for (const int known : {200, 203, 204, 206, 300, 301, 308, 404, 405, 410, 414, 501})
            if (status == known)
                return true;
        return false;
    }
    void answered(const std::string &target, NaiveEntry entry)
    {
        auto &entries = m_entries[target];
        // 4: of several that suit, the most recent one. One that may not be stored leaves an older
        // one as it is, which a cache may think better of.
        const bool stores = mayStore(entry.said);
        for (NaiveEntry &e : entries)
            e.isDoubtful = e.isDoubtful || matches(e, entry.accept);
        if (stores)
            std::erase_if(entries, [&](const NaiveEntry &e) { return matches(e, entry.accept); });
        if (stores)
            entries.push_back(std::move(entry));
    }
    void invalidate(const std::string &target) { m_entries.erase(target); } // 4.4
    // 4: of which version, and whether it may answer without asking.
    std::pair<Reuse, int> find(const std::string &target, const std::string &accept, WallTime now)
    {
        for (const NaiveEntry &e : m_entries[target])
            if (matches(e, accept))
                return {reuse(e, now), e.version};
        return {Reuse::No, 0};
    }

private:
    // 4.1.
    static bool matches(const NaiveEntry &e, const std::string &accept)
    {
        return e.said.vary.empty() || (e.said.vary == "Accept" && e.accept == accept);
    }
    // 4.2: fresh while its lifetime (4.2.1) is more than its age (4.2.3); 5.2.2.4.
    static Reuse reuse(const NaiveEntry &e, WallTime now)
    {
        const Said &s = e.said;
        if (s.noCache)
            return Reuse::No;
        const auto resident = std::chrono::duration_cast<Seconds>(now - e.came).count();
        const auto age = std::max(s.dated, s.age.value_or(0)) + resident;
        const auto explicitly = s.sMaxAge ? s.sMaxAge : s.maxAge ? s.maxAge : s.expires;
        if (explicitly)
            return *explicitly <= age ? Reuse::No : (e.isDoubtful ? Reuse::MayBe : Reuse::Yes);
        // 4.2.2: a cache may; a tenth of the time since it was modified is what it names.
        const bool may = s.modified && (s.isPublic || isHeuristic(s.status));
        return may && *s.modified > 10 * age ? Reuse::MayBe : Reuse::No;
    }

    std::map<std::string, std::vector<NaiveEntry>> m_entries;
};

ResponseHead headOf(const Said &s, WallTime now)
{
    ResponseHead head{s.status, "", {}};
    const WallTime date = now - Seconds(s.dated);
    head.headers.add("Date", formatHttpDate(date));
    const auto control = [&](const std::string &text) { head.headers.add("Cache-Control", text); };
    if (s.maxAge)
        control("max-age=" + std::to_string(*s.maxAge));
    if (s.sMaxAge)
        control("s-maxage=" + std::to_string(*s.sMaxAge));
    for (const auto &[said, text] : {std::pair{s.noStore, "no-store"},
                                     {s.noCache, "no-cache"},
                                     {s.isPrivate, "private"},
                                     {s.isPublic, "public"}})
        if (said)
            control(text);
    if (s.expires)
        head.headers.add("Expires", formatHttpDate(date + Seconds(*s.expires)));
    if (s.modified)
        head.headers.add("Last-Modified", formatHttpDate(date - Seconds(*s.modified)));
    if (s.age)
        head.headers.add("Age", std::to_string(*s.age));
    if (!s.vary.empty())
        head.headers.add("Vary", s.vary);
    return head;
}

struct World
{
    explicit World(std::uint64_t seed)
        : dice(seed), settings(clock), pipeline(prepared(settings), clock, fetcher, options())
    {
        const auto ready = pipeline.start();
        Q_ASSERT(ready.ok());
    }
    static Settings &prepared(Settings &settings)
    {
        (void)settings.set(Param::CachePolicy, static_cast<double>(CachePolicy::Rfc), "test");
        (void)settings.set(Param::PrefetchEnabled, 0, "test");
        (void)settings.set(Param::PredictorModel, *parseValue(Param::PredictorModel, "none"),
                           "test");
        return settings;
    }
    static PipelineOptions options()
    {
        PipelineOptions options;
        options.partitionKey = {5, 6};
        options.maxResources = options.maxSessions = 1000;
        return options;
    }
    bool one(int in) { return dice.below(static_cast<std::uint64_t>(in)) == 0; }
    int upTo(int most)
    {
        return static_cast<int>(dice.below(static_cast<std::uint64_t>(most + 1)));
    }
    std::optional<int> sometimes(int in, int least, int most)
    {
        return one(in) ? std::optional(least + upTo(most - least)) : std::nullopt;
    }

    Said answerOf(const std::string &target)
    {
        constexpr std::array statuses = {200, 200, 200, 200, 404, 302, 500, 503, 410};
        Said s;
        s.status = statuses[dice.below(statuses.size())];
        s.maxAge = sometimes(2, 0, 20);
        s.sMaxAge = sometimes(4, 0, 20);
        s.expires = sometimes(3, -10, 20);
        s.modified = sometimes(2, 0, 300);
        s.age = sometimes(3, 0, 12);
        s.dated = one(3) ? upTo(10) : 0;
        s.noStore = one(8);
        s.noCache = one(8);
        s.isPrivate = one(8);
        s.isPublic = one(4);
        s.vary = target == "/varied" ? "Accept" : (target == "/star" ? "*" : "");
        return s;
    }

    void ask(const std::string &target)
    {
        RequestHead request{"GET", target, {}};
        const std::string accept = one(2) ? "a" : "b";
        request.headers.add("Accept", accept);
        constexpr std::array controls = {"", "", "", "", "no-cache", "max-age=3", "no-store"};
        const std::string control = controls[dice.below(controls.size())];
        if (!control.empty())
            request.headers.add("Cache-Control", control);
        const auto [may, version] = naive.find(target, accept, clock.wallNow());
        Demand d = pipeline.arrive(request, "10.0.0.1");
        const Route route = pipeline.route(d, request);
        if (route.kind == Route::Kind::Hit) {
            ++hits;
            variedHits += target == "/varied";
            // Never when the RFC does not allow it, never for no-cache, never another answer.
            wrong += may == Reuse::No || control == "no-cache" ||
                     *route.hit->entry->body != std::to_string(version);
        } else {
            // Of several variants the first tells where the others are; when it goes, they are not
            // found any more. A cache need not keep anything.
            missed += may == Reuse::Yes && control.empty() && target != "/varied";
            answer(d, request, route, accept, control == "no-store");
        }
        pipeline.finish(d, {.result = DemandResult::Bypassed, .status = 200});
    }

    // As the gateway does it, without the sockets.
    void answer(Demand &d, const RequestHead &request, const Route &route,
                const std::string &accept, bool keepsNothing)
    {
        const Said said = answerOf(request.target);
        const auto head = std::make_shared<const ResponseHead>(headOf(said, clock.wallNow()));
        const auto body = std::make_shared<const std::string>(std::to_string(++versions));
        if (!keepsNothing)
            naive.answered(request.target, {said, accept, clock.wallNow(), versions});
        if (!route.flight)
            return;
        const StorageVerdict verdict = pipeline.verdict(d, request, *head);
        if (verdict.isKept())
            pipeline.store(d, verdict, head, body);
        else
            pipeline.forget(d, request);
        pipeline.flights().finish(route.flight);
    }

    void step()
    {
        const std::string target = std::array{"/one", "/two", "/varied", "/star"}[dice.below(4)];
        switch (upTo(11)) {
        case 0:
            naive.invalidate(target);
            pipeline.invalidate(target);
            clock.advance(Seconds(1)); // what is asked for in the same instant is not kept
            break;
        case 1:
        case 2:
        case 3:
            clock.advance(Seconds(upTo(5)));
            break;
        default:
            ask(target);
        }
    }

    Random dice;
    ManualClock clock;
    Settings settings;
    NoFetcher fetcher;
    Pipeline pipeline;
    NaiveCache naive;
    int versions = 0;
    int hits = 0;
    int variedHits = 0;
    int wrong = 0;
    int missed = 0;
};

} // namespace

class RfcModelTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void answersFromTheStoreWhereTheRfcSaysSo()
    {
        for (std::uint64_t seed = 1; seed <= 20; ++seed) {
            World world(seed);
            for (int i = 0; i < 2000; ++i) {
                world.step();
                QVERIFY2(world.wrong == 0, qPrintable(QStringLiteral("seed %1, step %2: an answer "
                                                                     "that the RFC does not allow")
                                                          .arg(seed)
                                                          .arg(i)));
                QVERIFY2(world.missed == 0, qPrintable(QStringLiteral("seed %1, step %2: an answer "
                                                                      "that the RFC allows")
                                                           .arg(seed)
                                                           .arg(i)));
            }
            QVERIFY(world.hits > 100 && world.variedHits > 20);
        }
    }
};

QTEST_APPLESS_MAIN(RfcModelTest)
#include "rfcmodel_test.moc"
