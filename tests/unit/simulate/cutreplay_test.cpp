// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/simulate/cutreplay.h"

#include "core/simulate/simulationrun.h"
#include "tests/unit/simulate/syntheticlog.h"

#include <QtTest>

using namespace forefetch;
using namespace std::chrono_literals;

namespace {

constexpr std::uint32_t kReaders = 120;

// Readers of whom half are held back, and read another book whose pages come sooner: those who get
// prefetches wait longer, and not because of them.
std::unique_ptr<RecordedTrace> unequalTrace()
{
    TraceRecorder recorder;
    for (const OwnedEvent &owned :
         SyntheticLog{.visitors = kReaders, .pages = 3000, .requests = 12'000, .withStatus = false}
             .events()) {
        TraceEvent event = owned.event();
        event.heldBack = event.session.index % 2 == 0;
        const std::string target = (event.heldBack ? "/quick" : "/slow") + std::string(event.target);
        event.target = target;
        event.status = 200;
        event.duration = event.heldBack ? 20ms : 300ms;
        recorder.add(event);
    }
    return recorder.finish({});
}

SettingsValues heldBackByHalf()
{
    SettingsValues values;
    values[Param::PredictorModel] = *parseValue(Param::PredictorModel, "first-order");
    values[Param::HoldbackShare] = 0.5;
    values[Param::WorkersMaxRequestsPerSecond] = 100;
    return values;
}

} // namespace

class CutReplayTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void harmThatAReplayCannotKnowStopsNothing();
};

// Run as it is, the harm meter switches prefetching off, and what came later would be that of no
// prefetching, whatever the point.
void CutReplayTest::harmThatAReplayCannotKnowStopsNothing()
{
    const auto trace = unequalTrace();
    const SettingsValues values = heldBackByHalf();
    const auto tape = recordPredictions(*trace, values, {});
    const std::vector<std::uint8_t> groups(trace->sessions, 0);
    OutcomeCount count{RecordedTrace::kBegin, groups, {}};
    const auto run = simulate(*trace, tape, values, {.outcomes = &count});
    QCOMPARE(run->snapshot.guard.harmStops, std::uint64_t{1});
    const double stopped = sumOf(count.outcome).attempts;

    const auto cut = std::make_shared<TrafficCut>();
    cut->trace = *trace;
    cut->tape = tape;
    cut->windows = {RecordedTrace::kBegin};
    cut->groups = groups;
    const TunePoint at = pointOf(values);
    const auto replayed = replayOf(cut, values, 1, {})({&at, 1}, 1);
    QCOMPARE(replayed.size(), std::size_t{1});
    const double whole = sumOf(replayed.front().outcome).attempts;
    QVERIFY2(whole > 1.5 * stopped,
             qPrintable(QStringLiteral("%1 against %2").arg(whole).arg(stopped)));
}

QTEST_APPLESS_MAIN(CutReplayTest)
#include "cutreplay_test.moc"
