// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/predict/answerpool.h"
#include "core/predict/deeds.h"
#include "core/predict/explanation.h"
#include "core/predict/jsonvalues.h"
#include "core/predict/knowntargets.h"
#include "core/predict/recipe.h"
#include "core/predict/routerules.h"
#include "core/predict/sessiontable.h"
#include "core/request/ids.h"
#include "core/request/request.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace forefetch {

class ByteWriter;
class SavedBindings;

// A request that may come, made from the route of an earlier one and its values; perhaps never
// seen before.
struct BoundCandidate
{
    std::string_view target;       // valid until the next call of the generaliser
    std::uint64_t fingerprint = 0; // of it, StateTable::fingerprintOf
    float pNext = 0;               // it is the session's very next request
    float pUsed = 0;               // it is among the next few
    std::uint32_t count = 0;       // times that the rule was right …
    std::uint32_t total = 0;       // … of the times that its route was followed by anything
    std::uint32_t route = 0;       // of which the rule is; for describe()
    std::uint32_t rule = 0;
};

// What a part of a model takes, for display.
struct MemoryPart
{
    std::string_view name;
    std::size_t bytes = 0;
};

// Predicts by structure what no table of requests can: requests never seen before. Learns which
// routes follow which, and where the values of the next request come from: an earlier request of
// the session, as they are or with a step, or an answer's JSON.
//
//     Generaliser generaliser(16 << 20, 10'000);
//     generaliser.observe(session, resource, "/users/77", Method::Get);
//     generaliser.predict(session, 8, candidates);   // "/users/77/orders", by other users' habits
//
// What is no GET is context and never predicted; neither is what looks like an action (actions.h)
// or was seen to act (deeds.h), nor what holds credentials. Learnt targets are in origin form, so
// they never leave the origin.
//
// P is what is counted, discounted where evidence is scarce (estimates.h).
//
// Thread: one, the model thread.
class Generaliser
{
public:
    static constexpr std::size_t kHistory = 4; // requests back that the next one may depend on
    static constexpr std::size_t kAnswers = 8; // answers back that it may be found in
    static constexpr std::size_t kAsked = 32; // what was asked for that lately is not expected anew

    // `maxMemory` in bytes.
    explicit Generaliser(std::size_t maxMemory, std::size_t maxSessions = 10'000);

    // The request has arrived: learnt from, then the session's newest. `target` may have the method
    // before it ("POST /login").
    void observe(SessionId session, ResourceId resource, std::string_view target, Method method);
    // Its answer: the values of a JSON body are kept for the session's next requests. Predict anew
    // after it, as links and lists are known only now.
    void answered(SessionId session, ResourceId resource, int status, std::string_view contentType,
                  std::string_view body);
    // Absolute links to these lead to targets ("https://api.example.com"), all others nowhere.
    void setOrigins(std::vector<std::string> origins) { m_reader.setOrigins(std::move(origins)); }
    // Would the body of such an answer be read?
    static bool wantsBody(int status, std::string_view contentType, std::size_t bytes);

    // Clears `out`, then at most k candidates, the most probable next request first.
    void predict(SessionId session, std::size_t k, std::vector<BoundCandidate> &out);
    void forget(SessionId session)
    {
        m_sessions.forget(session);
        m_answered.forget(session);
    }

    // Counts fade to half in so many observations (predictor.half_life); 0: only by being many.
    void setHalfLife(double observations) { m_rules.setHalfLife(observations); }
    void setMaxMemory(std::size_t bytes);
    std::size_t bytes() const;
    std::vector<MemoryPart> memory() const; // what bytes() is made of, for display
    std::size_t routes() const { return m_rules.routes(); }
    std::size_t rules() const { return m_rules.rules(); }

    // What has been learnt, without sessions and their answers (generaliserfile.h). What was read
    // is added to what is known; clear() before, and it is as it was where it was saved.
    void save(ByteWriter &out) const;
    void add(const SavedBindings &saved);
    void clear();

    // The rule behind a candidate; empty when it has been forgotten meanwhile.
    RouteRule describe(std::uint32_t route, std::uint32_t rule) const;
    // Those that carry over (they take a value from somewhere, and were right with several) and
    // were right most often. Looks at everything, for display: about 10 ns a rule and 2 µs each of
    // those.
    LearntRules strongest(std::size_t most) const;
    // The route of a request as it is known by now; its text where nothing in it varies. Words in
    // the query vary always.
    std::string routeOf(std::string_view text) const;

private:
    // The latest requests of a session.
    struct Recent
    {
        struct Seen
        {
            ResourceId resource;
            std::uint32_t hash = 0;
            std::uint8_t counted = 0; // the ways (bits) whose routes count what follows it
        };
        std::array<Seen, kHistory> seen{}; // the newest at `newest`
        std::uint32_t requests = 0;
        std::uint8_t newest = 0;
        std::uint8_t count = 0;
        const Seen &back(std::size_t steps) const
        {
            return seen[(newest + kHistory - steps) % kHistory];
        }
        Seen &back(std::size_t steps) { return seen[(newest + kHistory - steps) % kHistory]; }
        void add(const Seen &next)
        {
            ++requests;
            newest = static_cast<std::uint8_t>((newest + 1) % kHistory);
            seen[newest] = next;
            count = static_cast<std::uint8_t>(count < kHistory ? count + 1 : count);
        }
        // Was the same text asked for less than `steps` ago?
        bool hasSince(std::uint32_t hash, std::size_t steps) const;
    };
    // What a session that has had bodies got; few have answers that are still there.
    struct Answered
    {
        struct Answer
        {
            AnswerPool::Ref ref;
            ResourceId resource; // that was asked for
            std::uint64_t route = 0;
            bool counted = false; // see RouteRules::passed
        };
        std::array<Answer, kAnswers> answers{};    // the newest first
        std::array<std::uint32_t, kAsked> asked{}; // hashes of its latest requests, a ring
        std::uint8_t nextAsked = 0;
        SeenAnswers seenAnswers; // for what changes, see Deeds
        void ask(std::uint32_t hash)
        {
            asked[nextAsked] = hash;
            nextAsked = static_cast<std::uint8_t>((nextAsked + 1) % kAsked);
        }
        bool hasAsked(std::uint32_t hash) const
        {
            return std::find(asked.begin(), asked.end(), hash) != asked.end();
        }
    };
    // The further back, the fewer views are worth their time.
    static bool isLookedAt(std::size_t way, std::size_t steps)
    {
        return steps <= 2 || way <= static_cast<std::size_t>(Viewpoint::Way::Directory);
    }
    struct Pair // of requests, and how the later one is made of the earlier one
    {
        std::uint32_t name = 0;
        std::array<std::uint32_t, Viewpoints::kWays> tags{}; // by way; 0: not looked at yet
    };
    // A recipe that was right once: most never are again.
    struct Hint
    {
        std::uint32_t name = 0;
        std::uint16_t witness = 0;
        std::uint8_t place = 0;
    };
    struct Offer // a rule that applies, before its text is made
    {
        float pNext = 0;
        float pUsed = 0;
        std::uint32_t route = 0;
        std::uint32_t rule = 0;
        const KnownTarget *target = nullptr;
        std::uint8_t way = 0;
        std::uint8_t steps = 0;
        std::uint16_t index = 0;            // in the lists of …
        const JsonValues *answer = nullptr; // … the answer that it takes values from
    };

    // generaliserlearn.cpp
    void learn(Recent &recent, const KnownTarget &came, std::uint16_t client);
    void learnPair(KnownTarget &earlier, std::size_t steps, std::uint8_t counted,
                   const KnownTarget &came);
    bool isSecond(std::uint32_t slot, std::uint32_t tag, Hint &first);
    std::uint32_t explain(const KnownTarget &earlier, std::size_t way, const KnownTarget &came);
    std::uint32_t routeOf(KnownTarget &target, std::size_t way);
    // generaliseranswers.cpp
    using Answer = Answered::Answer;
    Answered &answeredOf(SessionId session, const Recent &recent);
    template <typename Visit>
    void forEachRoute(const Answered &answered, std::uint64_t newest, Visit &&visit) const;
    std::uint64_t newestRoute(const Recent &recent) const;
    void learnFromAnswers(const Answered &answered, const Recent &recent, const KnownTarget &came,
                          std::uint16_t client);
    void learnFromAnswer(const Answer &answer, std::uint32_t pair, bool pairCounted,
                         const KnownTarget &came);
    std::size_t findIn(const JsonValues &values, const TargetParts &target);
    void gatherFromAnswers(const Answered &answered, const Recent &recent);
    void offerFrom(const Answer &answer, const KnownTarget &source, std::uint64_t pair);
    void learnDeeds(Answered &answered, const Recent &recent, const KnownTarget &target,
                    std::string_view body);
    bool acts(std::string_view target);
    // generaliserpredict.cpp
    void gather(const Recent &recent);
    void offer(const Recent &recent, const KnownTarget &target, std::size_t way, std::size_t steps);
    bool isOffered(const Offer &offer, std::uint32_t tag);
    void consider(const Offer &offer);
    void rank();
    void append(const Offer &offer, const Recent &recent, const Answered *answered,
                std::vector<BoundCandidate> &out);

    KnownTargets m_known;
    RouteTree m_tree;
    RouteRules m_rules;
    SessionTable<Recent> m_sessions;
    SessionTable<Answered> m_answered;
    std::size_t m_maxSessions;
    std::vector<Pair> m_pairs; // the latest, by their names' hash
    std::vector<Hint> m_hints; // the latest, by their names' hash
    AnswerPool m_answers;
    Deeds m_deeds;
    JsonPlaces m_places;
    TargetParts m_parts; // scratch, with …
    Viewpoints m_views;
    JsonReader m_reader;
    std::string m_recipe; // scratch
    struct Found
    {
        recipe::FoundValue value;
        std::uint16_t index = 0;
        bool link = false;
    };
    std::vector<Found> m_found; // scratch
    std::vector<Offer> m_offers;
    std::array<std::uint8_t, 256> m_constants{}; // of them, by their tags; 0: none
    std::vector<std::uint32_t> m_tags;           // of the offers
    std::vector<std::uint64_t> m_order;          // a heap of their ranks, see rank()
    std::vector<std::string> m_texts;            // of the candidates given out
    std::vector<std::uint32_t> m_hashes;
    std::size_t m_texted = 0;
};

} // namespace forefetch
