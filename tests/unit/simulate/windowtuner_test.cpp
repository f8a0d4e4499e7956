// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/simulate/windowtuner.h"

#include "core/simulate/simulationrun.h"
#include "core/simulate/virtualdrive.h"
#include "syntheticlog.h"

#include <QtTest>

#include <algorithm>
#include <cmath>

using namespace forefetch;

namespace {

constexpr std::size_t kWindow = 400; // requests

// Readers of a book that is too long for its pages to be fresh when they are read again: what is
// prefetched decides what is hit.
std::unique_ptr<RecordedTrace> bookTrace(std::size_t requests)
{
    return SyntheticLog{.pages = 900, .requests = requests, .withStatus = false}.trace();
}

SettingsValues settingsWith(TunerMode mode, double minProbability)
{
    SettingsValues values;
    values[Param::CachePolicy] = static_cast<double>(CachePolicy::Assume);
    values[Param::PredictorModel] = *parseValue(Param::PredictorModel, "first-order");
    values[Param::SchedulerMinProbability] = minProbability;
    values[Param::TunerMode] = static_cast<double>(mode);
    return values;
}

PipelineOptions optionsOf(const RecordedTrace &trace)
{
    PipelineOptions options;
    options.callers = Callers::OneThread;
    options.interner = trace.interner();
    return options;
}

// The trace through a pipeline as it runs live, and a tuner beside it.
class Loop
{
public:
    Loop(const RecordedTrace &trace, const SettingsValues &values)
        : m_trace(trace), m_clock(trace.beganAt - RecordedTrace::kLead), settings(m_clock, values),
          m_origin(m_clock, [&](const Key &key) { return m_trace.answerTo(key.resource); }),
          m_pipeline(settings, m_clock, m_origin, optionsOf(trace)),
          m_drive(m_pipeline, m_clock, m_origin),
          tuner(m_pipeline, m_clock, {.requests = kWindow, .longest = Duration::max()})
    {
        m_clock.advanceTo(RecordedTrace::kBegin);
        [[maybe_unused]] const bool started = m_pipeline.start().ok();
    }

    // True when a window ended within so many requests.
    bool runToWindow(std::size_t requests)
    {
        for (std::size_t i = 0; i < requests && m_next < m_trace.steps.size(); ++i) {
            const TraceStep &step = m_trace.steps[m_next++];
            Exchange e;
            e.session = {step.session, 1};
            e.resource = step.resource;
            e.at = step.at;
            e.method = step.method;
            m_drive.request(e);
            if (tuner.isDue()) {
                tuner.endWindow();
                return true;
            }
        }
        return false;
    }

private:
    const RecordedTrace &m_trace;
    ManualClock m_clock;

public:
    Settings settings;

private:
    OriginModel m_origin;
    Pipeline m_pipeline;
    VirtualDrive m_drive;
    std::size_t m_next = 0;

public:
    WindowTuner tuner;
};

} // namespace

class WindowTunerTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingIsRecordedWhileNobodyWants();
    void aReplaySaysWhatCame();
    void adviceIsAppliedAndTakenBack();
    void simulateTunes();
};

void WindowTunerTest::nothingIsRecordedWhileNobodyWants()
{
    const auto trace = bookTrace(3000);
    Loop loop(*trace, settingsWith(TunerMode::Off, 0.3));
    QVERIFY(!loop.runToWindow(2 * kWindow));
    QCOMPARE(loop.tuner.view()->figures.windows, std::uint64_t{0});
    loop.tuner.setWatched(true);
    QVERIFY(!loop.runToWindow(kWindow - 50));
    QVERIFY(loop.runToWindow(100));
    QVERIFY(!loop.tuner.view()->whatIf.empty());
    QCOMPARE(loop.tuner.view()->figures.steps, std::uint64_t{0});
    loop.tuner.setWatched(false);
    QVERIFY(!loop.runToWindow(2 * kWindow));
    QVERIFY(loop.tuner.view()->whatIf.empty());
}

// The what-if at the settings in force is held against what really came.
void WindowTunerTest::aReplaySaysWhatCame()
{
    const auto trace = bookTrace(3000);
    for (const double minProbability : {0.1, 0.5}) {
        Loop loop(*trace, settingsWith(TunerMode::Off, minProbability));
        loop.tuner.setWatched(true);
        for (int i = 0; i < 5; ++i)
            QVERIFY(loop.runToWindow(kWindow + 50));
        const auto view = loop.tuner.view();
        QCOMPARE(view->lastWindow.size(), std::size_t{1});
        // All of the window, however slowly it came.
        QVERIFY(std::abs(sumOf(view->lastWindow.front().outcome).cacheable - kWindow) <= 5);
        const Estimate replayed = rewardOf(view->lastWindow.front().outcome, view->weights);
        QVERIFY2(view->reward.value > 0.3 || minProbability < 0.5,
                 qPrintable(QString::number(view->reward.value)));
        QVERIFY2(std::abs(replayed.value - view->reward.value) < 0.02,
                 qPrintable(QStringLiteral("replayed %1, came %2")
                                .arg(replayed.value)
                                .arg(view->reward.value)));
    }
}

void WindowTunerTest::adviceIsAppliedAndTakenBack()
{
    const auto trace = bookTrace(3000);
    Loop loop(*trace, settingsWith(TunerMode::Advise, 0.95));
    const TunePoint before = pointOf(loop.settings.values());
    for (int i = 0; i < 4 && !loop.tuner.view()->suggestion; ++i)
        QVERIFY(loop.runToWindow(kWindow + 50));
    const auto suggestion = loop.tuner.view()->suggestion;
    QVERIFY(suggestion);
    QCOMPARE(pointOf(loop.settings.values()), before);
    loop.tuner.apply();
    QCOMPARE(pointOf(loop.settings.values()), suggestion->to);
    QCOMPARE(loop.settings.changes().back().source, std::string("tuner"));
    loop.tuner.obey();
    QCOMPARE(loop.tuner.view()->figures.steps, std::uint64_t{1});
    loop.tuner.restoreAnchor();
    QCOMPARE(pointOf(loop.settings.values()), before);
}

void WindowTunerTest::simulateTunes()
{
    const auto trace = bookTrace(6500);
    const SettingsValues values = settingsWith(TunerMode::Auto, 0.95);
    const auto tape = recordPredictions(*trace, values, {});
    TunerView view;
    const auto tuned =
        simulate(*trace, tape, values, {.onTuned = [&](const TunerView &v) { view = v; }});
    const auto again = simulate(*trace, tape, values, {});
    const auto untouched = simulate(*trace, tape, settingsWith(TunerMode::Off, 0.95), {});
    QVERIFY(view.figures.steps > 0);
    QVERIFY(tuned->snapshot.demand.hitRatio > untouched->snapshot.demand.hitRatio + 0.1);
    QCOMPARE(again->snapshot.demand.hits, tuned->snapshot.demand.hits);
    for (const TuneStep &step : view.journal)
        QVERIFY2(TuneEnvelope().holds(step.to), textOf(step.to).c_str());
}

QTEST_APPLESS_MAIN(WindowTunerTest)
#include "windowtuner_test.moc"
