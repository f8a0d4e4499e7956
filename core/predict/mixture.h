// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/predict/calibrationmap.h"
#include "core/predict/candidateset.h"
#include "core/predict/contextrows.h"
#include "core/predict/evidence.h"
#include "core/predict/generaliser.h"
#include "core/predict/mixer.h"
#include "core/predict/outlook.h"
#include "core/predict/packedbody.h"
#include "core/predict/predictor.h"
#include "core/predict/publishedfigures.h"
#include "core/predict/sessiontable.h"
#include "core/predict/statetable.h"
#include "core/predict/trail.h"
#include "core/predict/usedmodel.h"
#include "core/time/random.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace forefetch {

// The online mixture: many small sources of evidence (contexts of order 1 to predictor.max_order,
// skips, "soon after", the client's own habits, the session's own requests, places), each of them
// counts, and the bindings of routes, which name requests that nobody has made before; mixed by
// weights that are learnt online, and two calibrated answers: P(next) and P(used).
//
// Each observation first says what it would have predicted (that is scored), then learns weights
// from how right every source was, then counts. Nothing is trained in batches, and nothing that
// came later is ever used for what was predicted before.
//
//     MixturePredictor predictor(interner, 64 << 20);
//     predictor.observe(exchange);
//     predictor.predict(exchange.session, 10, answers);
//
// GET is predicted; any other method is context. Resources whose answers are errors or redirects
// are left out (see strikesAfter).
//
// Thread: one, the model thread; figures() is for any.
class MixturePredictor final : public Predictor
{
public:
    enum class Bindings : std::uint8_t { Off, On };

    // Without bindings it names only what was requested before, at less cost: a yardstick.
    MixturePredictor(Interner &interner, std::size_t maxMemory, std::size_t maxSessions = 100'000,
                     Bindings bindings = Bindings::On);

    std::string_view name() const override { return "mixture"; }
    void setOptions(const PredictorOptions &options) override;
    void setOrigins(std::vector<std::string> origins) override
    {
        m_bindings.setOrigins(std::move(origins));
    }
    void observe(const Exchange &exchange) override;
    void answered(const Exchange &exchange) override;
    bool wantsBodies() const override { return true; }
    void predict(SessionId session, std::size_t k, std::vector<Prediction> &out) override;
    void fit(std::span<const std::vector<ResourceId>> sessions) override;
    void forget(SessionId session) override;
    void setMaxMemory(std::size_t bytes) override;
    PredictorFigures figures() const override { return m_published.figures(name()); }
    void strongest(std::size_t most, std::vector<Transition> &out) const override;
    Explanation explain(SessionId session, const Prediction &prediction) const override;
    std::string routeOf(std::string_view text) const override { return m_bindings.routeOf(text); }
    LearntRules learntRules(std::size_t most) const override { return m_bindings.strongest(most); }
    bool learnsRoutes() const override { return true; }
    Result<void> save(std::ostream &out, const Interner &interner) const override;
    Result<void> load(std::istream &in, Interner &interner) override;

    // This one's weights stay where it has seen more.
    Result<void> merge(std::istream &in, Interner &interner) override;

    // For a task of the form "which request follows these?", asked of no session (mixturetask.cpp).
    // Requests are given oldest first.
    //
    //     model.fit(sessions);                       // counts
    //     model.trainAfter({a, b}, {c});             // weights alone; c was not counted after b
    //     model.predictAfter({a, b}, 1, answers);    // learns nothing
    //
    // Where any of several requests is right they are all in `came`, and P(next) means: any of
    // them comes.
    void trainAfter(std::span<const ResourceId> context, std::span<const ResourceId> came);
    void predictAfter(std::span<const ResourceId> context, std::size_t k,
                      std::vector<Prediction> &out);
    // Forgets what was counted; what the weights have learnt stays.
    void forgetCounts();

    bool isConsistent() const { return m_rows.isConsistent(); }

    std::vector<MemoryPart> memory() const; // what figures().memory is made of, for display
    // What bindings have learnt, beside the transitions of figures().
    std::size_t rules() const { return m_bindings.rules(); }

private:
    struct Saved;
    Result<void> readSaved(std::istream &in, std::string &payload, Saved &saved) const;
    void take(const Saved &saved, Interner &interner);
    Evidence::Knowledge knowledge() const;
    Outlook &outlookOf(SessionId session) { return m_outlooks[session.index % kOutlooks]; }
    void gather(SessionId session, const Trail &trail);
    void forgetOutlooks();
    void gatherBound(SessionId session);
    float gatherAfter(std::span<const ResourceId> context);
    void learnWeights(const Exchange &exchange, const Trail &trail, StateTable::Number state);
    void learnCounts(SessionId session, const Trail &trail, StateTable::Number came,
                     bool predictable);
    void learnSoon(const Trail &trail, StateTable::Number came, std::uint16_t client);
    void learnState(StateTable::Number came, bool repeated, bool predictable);
    void step(SessionId session, Trail &trail, StateTable::Number came, bool predictable,
              TimePoint at);
    void fade();
    float expectedRequests(const Trail &trail) const;
    PredictionCause causeOf(std::size_t candidate, const Trail &trail) const;
    std::array<float, kEvidenceKinds> weigh(std::size_t candidate) const;
    RouteRule ruleOf(std::size_t candidate) const;
    void nameUnknown(std::span<const std::uint8_t> shown);
    void watchSome(SessionId session, const Trail &trail, std::span<const std::uint8_t> shown);
    void publish();

    Interner &m_interner;
    StateTable m_states;
    ContextRows m_rows;
    Generaliser m_bindings;
    SessionTable<Trail> m_trails;
    std::size_t m_maxSessions;
    bool m_hasBindings;
    Mixer m_mixer;
    CalibrationMap m_nextMap;
    UsedModel m_used;
    PredictorOptions m_options;
    double m_requests = 0; // all that are predictable, in observations (faded)
    double m_surprises = 0;
    float m_weight = 1; // of an observation now; grows where old ones are to fade
    std::uint32_t m_observations = 0;
    TimePoint m_now{};
    Random m_random;

    // A few sessions have one at a time; the others' is gathered anew.
    static constexpr std::size_t kOutlooks = 64;
    std::vector<Outlook> m_outlooks; // by a session's index
    // What was gathered last, for this session; invalid: something was learnt since.
    SessionId m_fresh;
    Evidence m_evidence;
    CandidateSet m_candidates{};
    std::vector<BoundCandidate> m_named; // by bindings, of the one that was gathered last
    std::vector<Evidence::Bound> m_bound;
    alignas(32) UsedModel::Columns m_usedFeatures;
    std::string m_text;
    PackedBodies m_packed;
    PublishedFigures m_published;
};

} // namespace forefetch
