// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Damaged logs, of all formats and packings: no crash, no hang, and no line is lost. A run takes
// kFewCases of them; all of them:
//
//     FOREFETCH_MUTATIONS=10000 build/dev/tests/unit_trace_mutations
//
// What fails names its case; FOREFETCH_MUTATION=4711 takes that one alone.
#include "tests/unit/trace/mutations.h"
#include "tests/unit/trace/packing.h"
#include "tests/unit/trace/traces.h"

#include <QTest>

using namespace forefetch;

namespace {

constexpr int kFewCases = 1500;

struct Sample
{
    std::string name;
    std::string text;
};

// Of our own making: longer than those in tests/data, with all that a format can say.
std::vector<OwnedEvent> manyEvents()
{
    std::vector<OwnedEvent> events;
    for (int i = 0; i < 120; ++i) {
        const std::string target = "/items/" + std::to_string(i % 17) +
                                   (i % 3 == 0 ? "?page=2&_=1384443873878" : "?q=a%20b");
        const std::string client = "10.0.0." + std::to_string(i % 5);
        TraceEvent event;
        event.at = WallTime(std::chrono::milliseconds(1'700'000'000'000 + 137 * i));
        event.exactTime = true;
        event.duration = std::chrono::milliseconds(i % 40);
        event.status = i % 11 == 0 ? 404 : 200;
        event.bytes = 100 * i;
        event.method = i % 9 == 0 ? "POST" : "GET";
        event.target = target;
        event.host = "api.example";
        event.client = client;
        event.agent = "agent \"x\" \\ 1.0";
        event.mimeType = "application/json";
        events.emplace_back(event);
    }
    return events;
}

std::vector<Sample> plainSamples()
{
    std::vector<Sample> samples;
    for (const char *name : {"browser.har", "combined.log", "combined_crlf.log", "nginx.jsonl"})
        samples.push_back({name, fixtureText(name)});
    const std::vector<OwnedEvent> events = manyEvents();
    for (const TraceFormat format : {TraceFormat::Combined, TraceFormat::JsonLines,
                                     TraceFormat::Har, TraceFormat::Csv, TraceFormat::Tsv})
        samples.push_back({"written as " + std::string(nameOf(format)), written(events, format)});
    return samples;
}

// One damaged log, and how it is asked for.
struct Case
{
    std::string bytes;
    TraceOptions options;
    std::string how;
};

Case caseOf(std::uint64_t number, const std::vector<Sample> &samples)
{
    Mutator chance(number);
    Case made;
    const Sample &sample = samples[chance.below(samples.size())];
    made.bytes = sample.text;
    made.how = sample.name;
    const std::size_t damages = 1 + chance.below(4);
    for (std::size_t i = 0; i < damages; ++i)
        made.bytes = chance.damaged(made.bytes, samples[chance.below(samples.size())].text);
    switch (chance.below(6)) {
    case 0: // packed, and then damaged as a packed file
    case 1: {
        const bool gzip = chance.below(2) == 0;
        made.how += gzip ? ", gzip" : ", zstd";
        made.bytes = gzip ? gzipped(made.bytes) : zstdPacked(made.bytes);
        for (std::size_t i = chance.below(3); i > 0; --i)
            made.bytes = chance.damaged(made.bytes, gzipped(sample.text));
        break;
    }
    case 2: // says that it is packed, and is not
        made.how += ", wrong compression";
        made.bytes.insert(0, chance.below(2) == 0 ? std::string("\x1f\x8b\x08\0", 4)
                                                  : std::string("\x28\xb5\x2f\xfd", 4));
        break;
    default:
        break;
    }
    if (chance.below(10) == 0)
        made.options.format = static_cast<TraceFormat>(chance.below(5));
    if (chance.below(4) == 0)
        made.options.dropParameters = {"_", "q"};
    if (chance.below(8) == 0)
        made.options.sessionKey = SessionKey{SessionKey::Kind::Header, "User-Agent"};
    if (chance.below(8) == 0)
        made.options.onlyFirst = std::chrono::seconds(3);
    return made;
}

// What all cases together came to.
struct Tally
{
    int cases = 0;
    int refused = 0; // as a whole, with a reason
    std::uint64_t used = 0;
    std::uint64_t rejected = 0;
};

// What is wrong with what was read; empty: nothing.
std::string problemOf(Case made, Tally &tally)
{
    std::uint64_t rejected = 0;
    made.options.onReject = [&rejected](const RejectedLine &, std::string_view) { ++rejected; };
    const ReadTrace read = readText(std::move(made.bytes), made.options);
    const TraceReport &report = read.report;
    ++tally.cases;
    tally.refused += !read.error.empty();
    tally.used += report.used;
    tally.rejected += report.rejected;
    if (!read.error.empty())
        return {};
    if (report.lines != report.used + report.rejected)
        return "lines are lost";
    if (report.used != read.events.size() + report.beyond)
        return "used ones are not handed out";
    if (report.rejected != rejected)
        return "a rejected line was not told";
    std::uint64_t reasons = 0;
    for (const auto &[reason, count] : report.reasons)
        reasons += count;
    if (reasons != report.rejected)
        return "a rejected line has no reason";
    for (std::size_t i = 0; i < read.events.size(); ++i) {
        const TraceEvent event = read.events[i].event();
        if (!event.target.starts_with('/') || event.method.empty() || !event.session.valid())
            return "an event lacks what each has";
        if (i > 0 && event.at < read.events[i - 1].at())
            return "time runs backwards";
    }
    return report.text().empty() ? "no report" : "";
}

} // namespace

class MutationsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theSamplesAreReadWhole();
    void damagedLogsAreReadOrRefused();
    void plainLinesAreAllCounted();
};

// Else the damage would be done to nothing.
void MutationsTest::theSamplesAreReadWhole()
{
    for (const Sample &sample : plainSamples()) {
        const ReadTrace read = readText(sample.text);
        QVERIFY2(read.error.empty(), sample.name.c_str());
        QVERIFY2(read.report.used > 0 && !read.report.ended, sample.name.c_str());
    }
}

void MutationsTest::damagedLogsAreReadOrRefused()
{
    const std::vector<Sample> samples = plainSamples();
    const int only = qEnvironmentVariableIntValue("FOREFETCH_MUTATION");
    const int asked = qEnvironmentVariableIntValue("FOREFETCH_MUTATIONS");
    const int count = only > 0 ? only : asked > 0 ? asked : kFewCases;
    Tally tally;
    for (int i = only > 0 ? only : 1; i <= count; ++i) {
        Case made = caseOf(static_cast<std::uint64_t>(i), samples);
        const std::string how = made.how;
        const std::string problem = problemOf(std::move(made), tally);
        QVERIFY2(problem.empty(),
                 ("case " + std::to_string(i) + ", " + how + ": " + problem).c_str());
    }
    qInfo("%d damaged logs: %d refused, in the others %llu lines used and %llu rejected",
          tally.cases, tally.refused, static_cast<unsigned long long>(tally.used),
          static_cast<unsigned long long>(tally.rejected));
    QVERIFY(only > 0 || tally.refused * 2 < tally.cases); // else the damage tests the door alone
}

// Where lines are lines, there are as many as line ends say.
void MutationsTest::plainLinesAreAllCounted()
{
    const std::string text = written(manyEvents(), TraceFormat::Combined);
    for (std::uint64_t seed = 1; seed <= 200; ++seed) {
        Mutator chance(seed);
        std::string bytes = chance.damaged(chance.damaged(text, text), text);
        if (bytes.empty() || bytes.starts_with("\x1f\x8b") || bytes.starts_with("\x28\xb5"))
            continue;
        const auto ends = static_cast<std::uint64_t>(std::ranges::count(bytes, '\n'));
        const std::uint64_t lines = ends + (bytes.ends_with('\n') ? 0 : 1);
        TraceOptions options;
        options.format = TraceFormat::Combined;
        const ReadTrace read = readText(std::move(bytes), options);
        QVERIFY2(read.error.empty(), read.error.c_str());
        QCOMPARE(read.report.lines, lines);
    }
}

QTEST_APPLESS_MAIN(MutationsTest)
#include "mutations_test.moc"
