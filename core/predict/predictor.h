// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/metrics/figures.h"
#include "core/predict/explanation.h"
#include "core/request/exchange.h"
#include "core/request/interner.h"
#include "core/request/prediction.h"
#include "core/request/routetemplate.h"
#include "core/result.h"
#include "core/time/clock.h"

#include <cstddef>
#include <iosfwd>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace forefetch {

// One edge of the learnt chain, for the transition graph and its export.
struct Transition
{
    ResourceId from;
    ResourceId to;
    std::uint32_t count = 0;
    float probability = 0; // P(next)
};

// What a model may be told while it runs (predictor.max_order and so on); who has no use for one
// takes no notice.
struct PredictorOptions
{
    std::uint32_t maxOrder = 4;         // requests of context
    std::uint32_t horizonRequests = 10; // "used" is: requested within so many requests ...
    Duration horizonTime = std::chrono::seconds(60); // ... and so long
    double halfLife = 0;                             // observations; 0: nothing fades
};

// Says which request of a session comes next, and learns online from what really came.
//
//     predictor.observe(exchange);                       // the request has arrived
//     predictor.predict(exchange.session, 10, answers);  // best first
//     predictor.answered(exchange);                      // status, head, perhaps the body
//
// `observe` first scores what was predicted for this session (accuracy at 1, hit at 5), then
// learns: once a request, whatever the order of the model. Histories are per session.
//
// Thread: one, the model thread; figures() is for any thread.
class Predictor
{
public:
    virtual ~Predictor() = default;
    virtual std::string_view name() const = 0;

    virtual void observe(const Exchange &exchange) = 0;
    virtual void answered(const Exchange &) {}
    // Does it learn from bodies? Then answers come with those that are worth it and at hand.
    virtual bool wantsBodies() const { return false; }
    // Clears `out`, then at most k predictions, the most probable first. Takes time by k and the
    // context, never by the size of the model.
    virtual void predict(SessionId session, std::size_t k, std::vector<Prediction> &out) = 0;
    // Learns whole sessions at once, as `observe` of each would.
    virtual void fit(std::span<const std::vector<ResourceId>> sessions) = 0;
    // The session is over; its history may go.
    virtual void forget(SessionId session) = 0;

    virtual void setOptions(const PredictorOptions &) {}
    // What the target is called in absolute links ("https://api.example.com", no '/' at the end):
    // those lead to what may be asked of it, all others nowhere.
    // NOLINTNEXTLINE(performance-unnecessary-value-param): for models that keep them
    virtual void setOrigins(std::vector<std::string>) {}
    // Bytes that the model may take; the least useful knowledge goes first.
    virtual void setMaxMemory(std::size_t bytes) = 0;
    virtual PredictorFigures figures() const = 0;
    virtual void strongest(std::size_t most, std::vector<Transition> &out) const = 0;

    // Why it has just said so of the session's next request: before it is told or asked anything
    // else.
    virtual Explanation explain(SessionId session, const Prediction &prediction) const;
    // The route that a request belongs to, "/users/{number}"; where none was learnt the text as it
    // is. Models that learn no routes guess it from the text alone.
    virtual std::string routeOf(std::string_view text) const;
    // Looks at everything, for display. Empty where the model learns none.
    virtual LearntRules learntRules(std::size_t) const { return {}; }
    virtual bool learnsRoutes() const { return false; }

    // Texts, not ids, are written; a damaged or newer file is refused and the model stays as is.
    virtual Result<void> save(std::ostream &out, const Interner &interner) const = 0;
    virtual Result<void> load(std::istream &in, Interner &interner) = 0;
    // Adds what another model of this kind has learnt, as if both had been one; refused like load.
    virtual Result<void> merge(std::istream &, Interner &)
    {
        return Error{ErrorCode::Unsupported,
                     "models of the kind '" + std::string(name()) + "' cannot be merged"};
    }
};

} // namespace forefetch
