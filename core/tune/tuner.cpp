// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tune/tuner.h"

#include "core/metrics/quantity.h"

#include <algorithm>
#include <cmath>

namespace forefetch {

namespace {

constexpr unsigned kScoreAfter = 2; // windows

void addTo(OutcomeGroups &sum, const OutcomeGroups &groups)
{
    for (std::size_t i = 0; i < kOutcomeGroups; ++i)
        sum[i] += groups[i];
}

} // namespace

std::string_view nameOf(TuneStep::State state)
{
    constexpr std::array<std::string_view, 8> kNames = {
        "offered", "dismissed", "outdated", "made", "kept", "broken", "left", "undone"};
    return kNames[static_cast<std::size_t>(state)];
}

std::string scoreText(const TuneStep &step)
{
    std::string text = step.isPromise()
                           ? "promised " + signedPercents(step.proposal.gain.value) + " points"
                           : "nothing promised";
    if (step.came)
        text += ", got " + signedPercents(step.came->value) + " ± " +
                decimalText(100 * 1.96 * step.came->error, 1);
    if (step.state == TuneStep::State::Undone)
        text += "; undone";
    return text;
}

Tuner::Tuner(std::uint64_t seed, TunerOptions options)
    : m_seed(seed), m_options(options), m_agent(makeAgent(m_kind, seed))
{
}

void Tuner::setMode(TunerMode mode, TunerAgent agent)
{
    if (mode == m_mode && agent == m_kind)
        return;
    if (agent != m_kind)
        m_agent = makeAgent(agent, m_seed);
    if (mode == TunerMode::Auto && m_mode != mode && m_at)
        m_anchor = *m_at;
    if (mode != TunerMode::Advise)
        endOffer(TuneStep::State::Outdated);
    m_mode = mode;
    m_kind = agent;
    resume();
}

void Tuner::resume()
{
    m_stopped.clear();
    m_brokenInARow = 0;
    m_dwell = 0;
}

std::optional<TunePoint> Tuner::windowEnded(TuneWindow window, const WhatIf &whatIf, TimePoint now)
{
    ++m_figures.windows;
    window.envelope = m_options.envelope;
    follow(window, now);
    watch(window, whatIf);
    m_lastReward = rewardOf(window.outcome, window.weights);
    if (m_mode == TunerMode::Off || isStopped())
        return std::nullopt;
    if (m_dwell > 0) {
        --m_dwell;
        return std::nullopt;
    }
    m_lastBias = biasAt(window, whatIf);
    const std::optional<TuneProposal> proposal = m_agent->propose(window, whatIf);
    if (!proposal || proposal->to == window.at) {
        endOffer(TuneStep::State::Outdated);
        return std::nullopt;
    }
    if (m_mode == TunerMode::Advise) {
        offer(*proposal, window, now);
        return std::nullopt;
    }
    const TunePoint to =
        m_options.envelope.nearest(stepTowards(window.at, proposal->to, m_options.limit));
    if (to == window.at || isRefused(to, now))
        return std::nullopt;
    return make(add({.at = now, .from = window.at, .to = to, .proposal = *proposal}), to);
}

// Somebody else may have moved the knobs: that is where the next steps begin, and what they come
// back to.
void Tuner::follow(const TuneWindow &window, TimePoint now)
{
    if (m_at && *m_at == window.at)
        return;
    if (m_at)
        m_dwell = std::max(m_dwell, m_options.dwell);
    leave();
    noteUndone(window.at, now);
    std::erase_if(m_refused, [&](const Refusal &r) { return r.to == window.at; }); // redone
    m_anchor = window.at;
    m_at = window.at;
    endOffer(TuneStep::State::Outdated);
}

// Whether a person has gone back over the newest steps, one or more, to where one of them began.
void Tuner::noteUndone(const TunePoint &backAt, TimePoint now)
{
    std::optional<TunePoint> at = m_at;
    std::vector<TuneStep *> undone;
    for (auto step = m_journal.rbegin(); step != m_journal.rend() && at != backAt; ++step) {
        if (step->state < TuneStep::State::Made)
            continue; // it was never made
        if (step->to != at || step->byPerson)
            return;
        undone.push_back(&*step);
        at = step->from;
    }
    if (at != backAt)
        return;
    for (TuneStep *step : undone) {
        step->state = TuneStep::State::Undone;
        m_refused.push_back({step->from, step->to, now + m_options.undoneFor});
    }
}

// It moves each knob that the refused step moved as far that way, or farther.
bool Tuner::Refusal::forbids(const TunePoint &there) const
{
    const auto goesAsFar = [&](double TunePoint::*knob) {
        const double moved = to.*knob - from.*knob;
        return moved == 0 || (moved > 0 ? there.*knob >= to.*knob : there.*knob <= to.*knob);
    };
    return goesAsFar(&TunePoint::minProbability) && goesAsFar(&TunePoint::batch);
}

bool Tuner::isRefused(const TunePoint &to, TimePoint now)
{
    std::erase_if(m_refused, [now](const Refusal &r) { return now >= r.until; });
    return std::ranges::any_of(m_refused, [&](const Refusal &r) { return r.forbids(to); });
}

// A step that can no longer be scored.
void Tuner::leave()
{
    if (!m_watch)
        return;
    if (TuneStep *step = find(m_watch->step))
        step->state = TuneStep::State::Left;
    m_watch.reset();
}

// What a replay of the window says less than what came.
double Tuner::biasAt(const TuneWindow &window, const WhatIf &whatIf) const
{
    const std::vector<Replayed> replayed = whatIf({&window.at, 1}, 1);
    if (replayed.empty())
        return 0;
    return rewardOf(window.outcome, window.weights).value -
           rewardOf(replayed.front().outcome, window.weights).value;
}

void Tuner::watch(const TuneWindow &window, const WhatIf &whatIf)
{
    if (!m_watch)
        return;
    const TuneStep *step = find(m_watch->step);
    if (!step || window.isDisturbed) {
        leave();
        return;
    }
    const std::vector<Replayed> without = whatIf({&step->from, 1}, 1);
    addTo(m_watch->real, window.outcome);
    if (!without.empty())
        addTo(m_watch->withoutIt, without.front().outcome);
    if (++m_watch->windows >= kScoreAfter)
        score(window);
}

// What came less what the same windows would have come to without the step; or, where nothing can
// be replayed, than what came before it.
void Tuner::score(const TuneWindow &window)
{
    TuneStep &step = *find(m_watch->step);
    Estimate came;
    if (sumOf(m_watch->withoutIt).cacheable > 0) {
        came = rewardDifference(m_watch->real, m_watch->withoutIt, window.weights);
        came.value -= m_watch->biasBefore;
    } else {
        came = rewardOf(m_watch->real, window.weights);
        came.value -= m_watch->before.value;
    }
    came.error = std::hypot(came.error, m_watch->before.error);
    m_watch.reset();
    count(step, came);
}

void Tuner::count(TuneStep &step, const Estimate &came)
{
    step.came = came;
    const bool isBroken = step.isPromise() && came.high() < step.proposal.gain.value;
    step.state = isBroken ? TuneStep::State::Broken : TuneStep::State::Kept;
    ++(isBroken ? m_figures.broken : m_figures.kept);
    m_brokenInARow = isBroken ? m_brokenInARow + 1 : 0;
    if (m_mode == TunerMode::Auto && m_brokenInARow >= m_options.brokenToStop) {
        m_stopped = std::to_string(m_brokenInARow) +
                    " promises in a row were not kept; the last one: " + scoreText(step) + ".";
    }
}

void Tuner::offer(const TuneProposal &proposal, const TuneWindow &window, TimePoint now)
{
    if (const TuneStep *old = suggestion(); old && old->to == proposal.to) {
        TuneStep *same = find(old->id);
        same->proposal = proposal;
        same->from = window.at;
        return;
    }
    endOffer(TuneStep::State::Outdated);
    ++m_figures.suggestions;
    m_offered =
        add({.at = now, .from = window.at, .to = proposal.to, .proposal = proposal}).id;
}

TunePoint Tuner::make(TuneStep &step, const TunePoint &to)
{
    step.state = TuneStep::State::Made;
    ++m_figures.steps;
    m_at = to;
    m_dwell = m_options.dwell;
    leave();
    m_watch = Watch{};
    m_watch->step = step.id;
    m_watch->biasBefore = m_lastBias;
    m_watch->before = m_lastReward;
    return to;
}

std::optional<TunePoint> Tuner::apply(TimePoint now)
{
    if (!m_offered)
        return std::nullopt;
    TuneStep *step = find(*m_offered);
    m_offered.reset();
    if (!step)
        return std::nullopt;
    step->at = now;
    step->byPerson = true;
    m_anchor = step->from;
    return make(*step, step->to);
}

void Tuner::dismiss()
{
    endOffer(TuneStep::State::Dismissed);
    m_dwell = std::max(m_dwell, m_options.dwell);
}

TunePoint Tuner::restoreAnchor(TimePoint now)
{
    leave();
    noteUndone(m_anchor, now);
    m_at = m_anchor;
    m_dwell = m_options.dwell;
    return m_anchor;
}

void Tuner::endOffer(TuneStep::State state)
{
    if (!m_offered)
        return;
    if (TuneStep *step = find(*m_offered))
        step->state = state;
    m_offered.reset();
}

const TuneStep *Tuner::suggestion() const
{
    if (!m_offered)
        return nullptr;
    const auto found = std::ranges::find(m_journal, *m_offered, &TuneStep::id);
    return found == m_journal.end() ? nullptr : &*found;
}

TuneStep &Tuner::add(TuneStep step)
{
    step.id = ++m_lastId;
    if (m_journal.size() == kJournal)
        m_journal.pop_front();
    return m_journal.emplace_back(std::move(step));
}

TuneStep *Tuner::find(std::uint32_t id)
{
    const auto found = std::ranges::find(m_journal, id, &TuneStep::id);
    return found == m_journal.end() ? nullptr : &*found;
}

} // namespace forefetch
