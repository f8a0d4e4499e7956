// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/metrics/tunerfigures.h"
#include "core/time/clock.h"
#include "core/tune/tuneagent.h"

#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace forefetch {

// One move of the tuned knobs, offered or made, and what came of it.
struct TuneStep
{
    enum class State : std::uint8_t {
        Offered,   // a suggestion that waits for a person
        Dismissed, // by a person
        Outdated,  // a later window no longer says so
        Made,      // and not scored yet
        Kept,      // what came is within what was promised
        Broken,    // what came is less, by more than chance
        Left,      // somebody moved the knobs before it could be scored
        Undone,    // a person took it back: it is not made again for a while
    };
    std::uint32_t id = 0;
    TimePoint at{};
    TunePoint from;
    TunePoint to;
    TuneProposal proposal; // for `proposal.to`; a step may stop on the way there
    State state = State::Offered;
    std::optional<Estimate> came; // of the reward, once it is scored
    bool byPerson = false;        // applied by hand

    // Something was promised and looked for.
    bool isPromise() const { return proposal.gain.value > 0; }
};
std::string_view nameOf(TuneStep::State state);
// "promised +2.1 points, got +1.8 ± 0.4"; points are hundredths of the reward.
std::string scoreText(const TuneStep &step);

struct TunerOptions
{
    TuneEnvelope envelope;
    TuneStepLimit limit;
    unsigned dwell = 1;       // windows that a step has to itself before the next
    unsigned brokenToStop = 3; // promises in a row
    Duration undoneFor = std::chrono::minutes(10); // an undone step is not made again
};

// Turns an agent's proposals into suggestions (advise) or steps (auto), and keeps account: each
// step is bounded, has a dwell time, never leaves the envelope, and is scored afterwards against
// what the same traffic would have come to without it. After three broken promises in a row it
// stops, and says so. A person who takes an automatic step back has judged it: for ten minutes it
// goes neither there again nor farther that way. What it gives is a point to go to; whoever owns it moves the knobs.
//
//     tuner.setMode(TunerMode::Auto, TunerAgent::Replay);
//     if (auto to = tuner.windowEnded(window, whatIf, now)) settings.apply(withPoint(values, *to));
//
// Thread: one at a time.
class Tuner
{
public:
    static constexpr std::size_t kJournal = 100; // steps that are kept

    explicit Tuner(std::uint64_t seed, TunerOptions options = {});

    // Off forgets the suggestion; a new mode or agent begins without a stop.
    void setMode(TunerMode mode, TunerAgent agent);
    TunerMode mode() const { return m_mode; }

    // What happened in a window, whatever the mode; where to go, in auto. `window.envelope` is
    // overwritten by that of the options.
    std::optional<TunePoint> windowEnded(TuneWindow window, const WhatIf &whatIf, TimePoint now);

    // A person follows the suggestion: where to go; nothing when there is none.
    std::optional<TunePoint> apply(TimePoint now);
    void dismiss();
    // Where the knobs stood when auto began or a person last moved them; stops nothing.
    const TunePoint &anchor() const { return m_anchor; }
    // A person goes back there: what was made since is no longer scored. The point to go to.
    TunePoint restoreAnchor(TimePoint now);
    // Begins again after a stop.
    void resume();

    bool isStopped() const { return !m_stopped.empty(); }
    const std::string &stopped() const { return m_stopped; } // why; a sentence
    const TuneStep *suggestion() const;
    const std::deque<TuneStep> &journal() const { return m_journal; } // oldest first
    const TunerFigures &figures() const { return m_figures; }
    const TunerOptions &options() const { return m_options; }

private:
    struct Watch // of the step that is to be scored
    {
        std::uint32_t step = 0;
        double biasBefore = 0; // real less replayed reward before it, at the point that it left
        Estimate before;       // real reward then
        OutcomeGroups real{};
        OutcomeGroups withoutIt{};
        unsigned windows = 0;
    };

    struct Refusal // of the step from `from` to `to`, by a person
    {
        TunePoint from;
        TunePoint to;
        TimePoint until{};

        bool forbids(const TunePoint &there) const;
    };

    void follow(const TuneWindow &window, TimePoint now);
    void noteUndone(const TunePoint &backAt, TimePoint now);
    bool isRefused(const TunePoint &to, TimePoint now);
    void watch(const TuneWindow &window, const WhatIf &whatIf);
    void leave();
    void score(const TuneWindow &window);
    void count(TuneStep &step, const Estimate &came);
    void offer(const TuneProposal &proposal, const TuneWindow &window, TimePoint now);
    TunePoint make(TuneStep &step, const TunePoint &to);
    void endOffer(TuneStep::State state);
    TuneStep &add(TuneStep step);
    TuneStep *find(std::uint32_t id);
    double biasAt(const TuneWindow &window, const WhatIf &whatIf) const;

    std::uint64_t m_seed;
    TunerOptions m_options;
    TunerMode m_mode = TunerMode::Off;
    TunerAgent m_kind = TunerAgent::Replay;
    std::unique_ptr<TuneAgent> m_agent;
    std::optional<TunePoint> m_at; // where the last window or step left the knobs
    TunePoint m_anchor;
    std::string m_stopped;
    unsigned m_dwell = 0; // windows still to wait
    unsigned m_brokenInARow = 0;
    std::optional<std::uint32_t> m_offered; // id
    std::optional<Watch> m_watch;
    Estimate m_lastReward;
    double m_lastBias = 0;
    std::vector<Refusal> m_refused;
    std::deque<TuneStep> m_journal;
    std::uint32_t m_lastId = 0;
    TunerFigures m_figures;
};

} // namespace forefetch
