// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/predict/actions.h"
#include "core/predict/generaliser.h"
#include "core/predict/generaliserfile.h"
#include "core/predict/jsonvalues.h"
#include "core/predict/modelfile.h"
#include "core/request/interner.h"
#include "core/time/random.h"

#include <QtTest>

#include <rapidcheck.h>

#include <string>
#include <vector>

using namespace forefetch;

namespace {

// A target of words, numbers, signs and a query, such that pieces come again in others.
std::string anyTarget(Random &random)
{
    static const std::vector<std::string> pieces = {
        "users",      "items",
        "7",          "77",
        "2013-10-17", "mission-sts-69.html",
        "sts-69",     "a",
        "v2",         "0673dd71-34c5-4fbb-86c4-40623fbe45b4",
        "VTQ9-HPTBq", "page.html",
        "x_1",        "%20b"};
    std::string out;
    const auto path = 1 + random.below(4);
    for (std::uint64_t i = 0; i < path; ++i)
        out.append("/").append(pieces[random.below(pieces.size())]);
    out.append(random.below(3) == 0 ? "/" : "");
    const auto query = random.below(3);
    for (std::uint64_t i = 0; i < query; ++i)
        out.append(i == 0 ? "?" : "&").append("q=").append(pieces[random.below(pieces.size())]);
    return out;
}

// Whatever comes to mind, JSON more often than not.
std::string anyBody(Random &random, int depth)
{
    switch (random.below(depth > 3 ? 4 : 7)) {
    case 0:
        return std::to_string(random.below(1000));
    case 1:
        return "\"/items/" + std::to_string(random.below(50)) + "?page=2\"";
    case 2:
        return "\"" + std::string(random.below(90), 'x') + "\\u00e4\"";
    case 3:
        return random.below(2) == 0 ? "null" : "-1.5e3";
    case 4:
        return "[" + anyBody(random, depth + 1) + "," + anyBody(random, depth + 1) + "]";
    default:
        return R"({"id":)" + anyBody(random, depth + 1) + R"(,"access_token":"s3cr3t","next":)" +
               anyBody(random, depth + 1) + "}";
    }
}

// Sessions of anything at all, with answers that name what is asked for next.
void teach(Generaliser &generaliser, Interner &interner, Random &random)
{
    for (int i = 0; i < 300; ++i) {
        const SessionId session{static_cast<std::uint32_t>(random.below(20)), 1};
        const std::string target = anyTarget(random);
        const ResourceId resource = interner.intern(target);
        generaliser.observe(session, resource, target, Method::Get);
        if (random.below(3) > 0)
            continue;
        const std::string next = anyTarget(random);
        generaliser.answered(session, resource, 200, "application/json",
                             R"({"items":[{"link":")" + next + R"("}],"x":)" + anyBody(random, 1) +
                                 "}");
        generaliser.observe(session, interner.intern(next), next, Method::Get);
    }
}

std::string saved(const Generaliser &generaliser)
{
    ByteWriter out;
    generaliser.save(out);
    return out.bytes();
}

bool readInto(Generaliser &generaliser, const std::string &bytes)
{
    ByteReader in(bytes);
    SavedBindings found;
    if (!found.read(in) || in.left() > 0)
        return false;
    generaliser.add(found);
    return true;
}

// What is said to a new session that comes this way.
std::vector<std::pair<std::string, float>> said(Generaliser &generaliser, Interner &interner,
                                                std::uint64_t seed)
{
    Random random(seed);
    std::vector<std::pair<std::string, float>> out;
    std::vector<BoundCandidate> candidates;
    for (int i = 0; i < 4; ++i) {
        const std::string target = anyTarget(random);
        const ResourceId resource = interner.intern(target);
        generaliser.observe({999, 1}, resource, target, Method::Get);
        generaliser.answered({999, 1}, resource, 200, "application/json",
                             R"({"items":[{"link":")" + anyTarget(random) + R"("}]})");
        generaliser.predict({999, 1}, 10, candidates);
        for (const BoundCandidate &c : candidates)
            out.emplace_back(c.target, c.pNext);
    }
    return out;
}

std::size_t occurrences(std::string_view in, std::string_view what)
{
    std::size_t count = 0;
    for (std::size_t at = in.find(what); at != in.npos; at = in.find(what, at + 1))
        ++count;
    return count;
}

} // namespace

class GeneraliserPropertyTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void whatIsExplainedIsMadeAgain();
    void aPlantedBindingIsFound();
    void anyBodyIsReadSafely();
    void staysWithinItsMemory();
    void savedAndReadItSaysTheSame();
    void damageIsRefusedOrHarmless();
};

void GeneraliserPropertyTest::whatIsExplainedIsMadeAgain()
{
    QVERIFY(rc::check("what is explained is made again", [](std::uint64_t seed) {
        Random random(seed);
        RouteTree tree(64);
        TargetParts earlier, later;
        RC_ASSERT(earlier.parse(anyTarget(random)));
        RC_ASSERT(later.parse(anyTarget(random)));
        Viewpoints views;
        views.of(earlier, "", tree);
        std::string recipe, made;
        for (const Viewpoint &view : views.ways) {
            if (!view.exists())
                continue;
            const recipe::Source source{earlier.text(), {view.values.data(), view.count}, {}};
            recipe::explain(later, source, recipe);
            RC_ASSERT(recipe::make(
                recipe, source, [](std::uint32_t) { return std::string_view(); }, made));
            RC_ASSERT(made == later.text());
        }
    }));
}

void GeneraliserPropertyTest::aPlantedBindingIsFound()
{
    QVERIFY(rc::check("a planted binding is found", [](std::uint64_t seed) {
        Random random(seed);
        const bool step = random.below(2) == 0;
        const std::string part = step ? "?page=" : "/parts/";
        const auto by = step ? 1 + random.below(30) : 0;
        Interner interner;
        Generaliser generaliser(1 << 20);
        const auto ask = [&](std::uint32_t session, const std::string &target) {
            generaliser.observe({session, 1}, interner.intern(target), target, Method::Get);
        };
        std::string expected;
        for (std::uint32_t s = 1; s <= 6; ++s) {
            const auto id = 1000 + random.below(100'000);
            ask(s, "/start");
            ask(s, "/things" + part + std::to_string(id));
            expected = "/things" + part + std::to_string(id + by) + (step ? "" : "/detail");
            if (s < 6)
                ask(s, expected);
        }
        std::vector<BoundCandidate> candidates;
        generaliser.predict({6, 1}, 5, candidates);
        RC_ASSERT(std::any_of(candidates.begin(), candidates.end(),
                              [&](const BoundCandidate &c) { return c.target == expected; }));
    }));
}

void GeneraliserPropertyTest::anyBodyIsReadSafely()
{
    QVERIFY(rc::check("any body is read safely", [](std::uint64_t seed) {
        Random random(seed);
        JsonReader reader;
        JsonPlaces places;
        JsonValues values;
        std::string body = anyBody(random, 0);
        if (random.below(2) == 0)
            body.resize(random.below(body.size() + 1));
        const std::size_t planted = occurrences(body, "access_token");
        for (std::uint64_t n = random.below(3); n > 0 && !body.empty(); --n)
            body[random.below(body.size())] = static_cast<char>(random.below(256));
        const JsonBudget budget;
        reader.read(body, "/items", places, values, budget);
        RC_ASSERT(values.values.size() <= budget.values);
        RC_ASSERT(values.texts.size() <= budget.texts);
        // None gets through but under a name that damage has made another one.
        RC_ASSERT(occurrences(values.texts, "s3cr3t") <=
                  planted - occurrences(body, "access_token"));
        for (const JsonValues::Value &value : values.values)
            RC_ASSERT(!values.text(value).empty());
    }));
}

void GeneraliserPropertyTest::staysWithinItsMemory()
{
    QVERIFY(rc::check("stays within its memory", [](std::uint64_t seed) {
        Random random(seed);
        constexpr std::size_t most = 2 << 20;
        Interner interner;
        Generaliser generaliser(most);
        std::vector<BoundCandidate> candidates;
        for (int i = 0; i < 4000; ++i) {
            const SessionId session{static_cast<std::uint32_t>(random.below(5000)), 1};
            const std::string target = "/p" + std::to_string(random.below(50)) + "/" +
                                       std::to_string(random.below(100'000)) + anyTarget(random);
            const ResourceId resource = interner.intern(target);
            generaliser.observe(session, resource, target, Method::Get);
            if (i % 8 == 0)
                generaliser.answered(session, resource, 200, "application/json",
                                     anyBody(random, 0));
            if (i % 4 == 0)
                generaliser.predict(session, 8, candidates);
        }
        RC_ASSERT(generaliser.bytes() <= most);
    }));
}

void GeneraliserPropertyTest::savedAndReadItSaysTheSame()
{
    QVERIFY(rc::check("saved and read it says the same", [](std::uint64_t seed) {
        Random random(seed);
        Interner interner, others;
        others.intern("/something/else");
        Generaliser first(2 << 20), second(2 << 20);
        teach(first, interner, random);
        // Places of answers have other numbers there.
        second.observe({5, 1}, others.intern("/z"), "/z", Method::Get);
        second.answered({5, 1}, others.find("/z"), 200, "application/json", R"({"other":[7]})");
        const std::string bytes = saved(first);
        second.clear();
        RC_ASSERT(readInto(second, bytes));
        RC_ASSERT(saved(second).size() == bytes.size());
        RC_ASSERT(second.routes() == first.routes());
        const auto strongest = first.strongest(20).rules, again = second.strongest(20).rules;
        RC_ASSERT(strongest.size() == again.size());
        for (std::size_t i = 0; i < again.size(); ++i)
            RC_ASSERT(strongest[i].count == again[i].count && strongest[i].to == again[i].to);
        first.clear(); // so that both count the words of the next requests anew
        RC_ASSERT(first.routes() == 0U);
        RC_ASSERT(readInto(first, bytes));
        RC_ASSERT(said(first, interner, seed + 1) == said(second, others, seed + 1));
    }));
}

// Without the checksum of the envelope: whatever is read afterwards makes no harm.
void GeneraliserPropertyTest::damageIsRefusedOrHarmless()
{
    QVERIFY(rc::check("damage is refused or harmless", [](std::uint64_t seed) {
        Random random(seed);
        Interner interner;
        Generaliser first(1 << 20), second(1 << 20);
        teach(first, interner, random);
        std::string bytes = saved(first);
        if (random.below(4) == 0)
            bytes.resize(random.below(bytes.size()));
        for (auto n = 1 + random.below(8); n > 0 && !bytes.empty(); --n)
            bytes[random.below(bytes.size())] = static_cast<char>(random.below(256));
        if (!readInto(second, bytes)) {
            RC_ASSERT(second.routes() == 0U);
            return;
        }
        for (const auto &[target, p] : said(second, interner, seed + 1)) {
            RC_ASSERT(target.starts_with('/') && !looksLikeAction(target));
            RC_ASSERT(p >= 0 && p <= 1);
        }
        RC_ASSERT(second.bytes() <= std::size_t(1 << 20));
    }));
}

QTEST_GUILESS_MAIN(GeneraliserPropertyTest)
#include "generaliser_test.moc"
