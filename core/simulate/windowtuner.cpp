// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/simulate/windowtuner.h"

#include "core/simulate/cutreplay.h"

#include <algorithm>
#include <span>
#include <utility>

namespace forefetch {

namespace {

// Those that a replay counts, and half as many before them to fill the cache.
constexpr std::size_t kTapeWindows = 6;

bool isOfTuner(Param p)
{
    return p == Param::SchedulerMinProbability || p == Param::SchedulerMaxPrefetchPerSchedule ||
           p == Param::TunerMode || p == Param::TunerAgent || p == Param::TunerWasteWeight ||
           p == Param::TunerLoadWeight || p == Param::HoldbackShare;
}

// The thresholds of the grid with one batch; with the largest where nothing is prefetched.
std::vector<TunePoint> thresholdsAt(double batch, const TuneEnvelope &envelope)
{
    std::vector<TunePoint> row;
    for (const TunePoint &point : gridOver(envelope)) {
        if (point.batch == envelope.largestBatch)
            row.push_back({point.minProbability, batch > 0 ? batch : envelope.largestBatch});
    }
    return row;
}

void addMissing(std::vector<TunePoint> &points, std::span<const TunePoint> more)
{
    for (const TunePoint &point : more) {
        if (std::ranges::find(points, point) == points.end())
            points.push_back(point);
    }
}

} // namespace

WindowTuner::WindowTuner(Pipeline &pipeline, const Clock &clock, WindowTunerOptions options)
    : m_pipeline(pipeline), m_clock(clock), m_options(std::move(options)),
      m_tape({.steps = kTapeWindows * m_options.requests,
              .latencyScale = m_options.latencyScale}), m_began(clock.now()),
      m_seen(pipeline.settings().revision()), m_point(pointOf(pipeline.settings().values())),
      m_tuner(m_options.seed, m_options.tuner), m_view(std::make_shared<TunerView>())
{
    pipeline.setTrafficListener(&m_tape);
}

WindowTuner::~WindowTuner()
{
    m_pipeline.setTrafficListener(nullptr);
}

bool WindowTuner::isDue()
{
    const bool isWanted = m_pipeline.settings().number(Param::TunerMode) != 0 ||
                          m_watched.load(std::memory_order_relaxed);
    if (std::exchange(m_isWanted, isWanted) != isWanted)
        begin();
    if (!isWanted)
        return false;
    const std::uint64_t requests = m_tape.requests();
    return requests >= m_options.requests ||
           (requests >= m_options.least && m_clock.now() - m_began >= m_options.longest);
}

// Recording begins, or ends.
void WindowTuner::begin()
{
    const Settings &settings = m_pipeline.settings();
    m_tape.record(m_isWanted);
    m_began = m_clock.now();
    m_seen = settings.revision();
    m_point = pointOf(settings.values());
    if (!m_isWanted) {
        m_tuner.setMode(TunerMode::Off, m_latest.agent);
        forgetWhatIf();
        publish();
    }
}

// Whether anything but the tuner's own knobs moved in the window.
bool WindowTuner::isDisturbed()
{
    bool disturbed = false;
    for (const SettingsChange &change : m_pipeline.settings().changes(m_seen)) {
        m_seen = change.revision;
        disturbed |= !isOfTuner(change.param);
    }
    return disturbed;
}

void WindowTuner::endWindow()
{
    const double began = m_options.cpuTime ? m_options.cpuTime() : 0;
    const TimePoint now = m_clock.now();
    const SettingsValues values = m_pipeline.settings().values();
    obey();
    TuneWindow window{.at = pointOf(values),
                      .outcome = m_tape.endWindow(now),
                      .weights = rewardWeights(values),
                      .isDisturbed = isDisturbed()};
    const bool isWhole = window.at == m_point; // else half of it ran elsewhere
    m_point = window.at;
    m_latest.length = now - std::exchange(m_began, now);
    m_latest.endedAt = now;
    m_tuner.setMode(static_cast<TunerMode>(values[Param::TunerMode]),
                    static_cast<TunerAgent>(values[Param::TunerAgent]));
    const bool isWatched = m_watched.load(std::memory_order_relaxed);
    const auto cut = isWatched || m_tuner.mode() != TunerMode::Off
                         ? m_tape.cut(m_pipeline.interner(), m_clock)
                         : nullptr;
    const WhatIf whatIf = replayOf(cut, values, m_options.seed, m_options.isCancelled);
    const bool isOn = values[Param::PrefetchEnabled] != 0;
    if (isOn && isWhole) {
        if (const auto to = m_tuner.windowEnded(window, whatIf, now))
            moveTo(m_point = *to);
    }
    if (cut && isWatched)
        reckonWhatIf(cut, values, whatIf);
    else
        forgetWhatIf();
    m_latest.share = cut ? cut->share : 1;
    m_latest.reward = rewardOf(window.outcome, window.weights);
    m_latest.weights = window.weights;
    m_latest.agent = static_cast<TunerAgent>(values[Param::TunerAgent]);
    m_latest.cpu = m_options.cpuTime ? m_options.cpuTime() - began : 0;
    publish();
}

void WindowTuner::reckonWhatIf(const std::shared_ptr<const TrafficCut> &cut,
                               const SettingsValues &values, const WhatIf &whatIf)
{
    const TunePoint at = pointOf(values);
    const std::vector<TunePoint> row = thresholdsAt(at.batch, m_options.tuner.envelope);
    std::vector<TunePoint> points = gridOver(m_options.tuner.envelope);
    addMissing(points, row);
    addMissing(points, {&at, 1});
    m_latest.whatIf = whatIf(points, kWhatIfWindows);
    m_latest.lastWindow = whatIf({&at, 1}, 1);
    m_latest.unfetched = unfetchedShare(*cut);
    if (m_options.isCancelled && m_options.isCancelled())
        return;
    const auto unfetchedAs = [&](Unfetched unfetched) {
        const auto other = cutWith(cut, unfetched);
        return other == cut ? std::vector<Replayed>()
                            : replayOf(other, values, m_options.seed,
                                       m_options.isCancelled)(row, kWhatIfWindows);
    };
    m_latest.whatIfQuick = unfetchedAs(Unfetched::Quick);
    m_latest.whatIfSlow = unfetchedAs(Unfetched::Slow);
    const auto oracle = [&](Foresight foresight) {
        return oracleHitRatio(*cut, values, kWhatIfWindows, foresight, m_options.isCancelled)
            .value_or(-1);
    };
    m_latest.oracleSeen = oracle(Foresight::Seen);
    m_latest.oracleAll = oracle(Foresight::All);
}

void WindowTuner::forgetWhatIf()
{
    m_latest.whatIf.clear();
    m_latest.whatIfQuick.clear();
    m_latest.whatIfSlow.clear();
    m_latest.lastWindow.clear();
    m_latest.unfetched = 0;
    m_latest.oracleSeen = m_latest.oracleAll = -1;
}

void WindowTuner::moveTo(const TunePoint &point)
{
    Settings &settings = m_pipeline.settings();
    // The envelope lies within the ranges of the table, so that nothing is refused.
    (void)settings.apply(withPoint(settings.values(), point), "tuner");
}

void WindowTuner::publish()
{
    m_latest.mode = m_tuner.mode();
    m_latest.stopped = m_tuner.stopped();
    m_latest.at = pointOf(m_pipeline.settings().values());
    m_latest.anchor = m_tuner.anchor();
    const TuneStep *suggestion = m_tuner.suggestion();
    m_latest.suggestion = suggestion ? std::optional(*suggestion) : std::nullopt;
    m_latest.journal.assign(m_tuner.journal().begin(), m_tuner.journal().end());
    m_latest.figures = m_tuner.figures();
    auto view = std::make_shared<const TunerView>(m_latest);
    const std::lock_guard lock(m_mutex);
    m_view = std::move(view);
}

std::shared_ptr<const TunerView> WindowTuner::view() const
{
    const std::lock_guard lock(m_mutex);
    return m_view;
}

TunerFigures WindowTuner::figures() const
{
    const std::shared_ptr<const TunerView> now = view();
    TunerFigures figures = now->figures;
    const SettingsValues values = m_pipeline.settings().values();
    figures.mode = formatValue(Param::TunerMode, values[Param::TunerMode]);
    figures.agent = formatValue(Param::TunerAgent, values[Param::TunerAgent]);
    figures.stopped = now->stopped;
    return figures;
}

void WindowTuner::apply()
{
    if (const auto suggestion = view()->suggestion) {
        moveTo(suggestion->to);
        tell(Command::Apply);
    }
}

void WindowTuner::dismiss()
{
    tell(Command::Dismiss);
}

void WindowTuner::restoreAnchor()
{
    moveTo(view()->anchor);
    tell(Command::RestoreAnchor);
}

void WindowTuner::resume()
{
    tell(Command::Resume);
}

void WindowTuner::tell(Command command)
{
    const std::lock_guard lock(m_mutex);
    m_commands.push_back(command);
}

void WindowTuner::obey()
{
    std::vector<Command> commands;
    {
        const std::lock_guard lock(m_mutex);
        commands.swap(m_commands);
    }
    for (const Command command : commands)
        follow(command);
    if (!commands.empty())
        publish();
}

void WindowTuner::follow(Command command)
{
    switch (command) {
    case Command::Apply:
        m_tuner.apply(m_clock.now());
        break;
    case Command::Dismiss:
        m_tuner.dismiss();
        break;
    case Command::RestoreAnchor:
        m_tuner.restoreAnchor(m_clock.now());
        break;
    case Command::Resume:
        m_tuner.resume();
        break;
    }
}

} // namespace forefetch
