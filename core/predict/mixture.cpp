// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/predict/mixture.h"

#include "core/predict/clienthash.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace forefetch {

namespace {

constexpr float kHighestWeight = 64; // then everything is scaled down
std::size_t rowsWithin(std::size_t bytes)
{
    // Outlooks, predictions that wait, weights, a body that is unpacked.
    constexpr std::size_t kAlwaysThere = 1'500'000;
    return bytes / 2 - std::min(bytes / 8, kAlwaysThere);
}

bool isPredictable(Method method)
{
    return method == Method::Get || method == Method::Head;
}

} // namespace

// An eighth each for sessions and states, a quarter for bindings, the rest for counts, but for what
// is always there.
MixturePredictor::MixturePredictor(Interner &interner, std::size_t maxMemory,
                                   std::size_t maxSessions, Bindings bindings)
    : m_interner(interner), m_states(interner, maxMemory / 8), m_rows(rowsWithin(maxMemory)),
      m_bindings(maxMemory / 4, std::min<std::size_t>(maxSessions, 10'000)),
      m_trails(SessionTable<Trail>::within(maxMemory / 8, maxSessions)), m_maxSessions(maxSessions),
      m_hasBindings(bindings == Bindings::On),
      m_mixer(Evidence::kSituations, Evidence::startingWeights()),
      m_used(Evidence::kSituations.second), m_random(0x6d697874757265ULL), m_outlooks(kOutlooks)
{
    publish();
}

void MixturePredictor::setOptions(const PredictorOptions &options)
{
    m_options = options;
    m_options.maxOrder = std::clamp<std::uint32_t>(options.maxOrder, 1, kMostOrder);
    m_used.setHorizon(options.horizonRequests, options.horizonTime);
    m_bindings.setHalfLife(options.halfLife);
    forgetOutlooks();
}

void MixturePredictor::setMaxMemory(std::size_t bytes)
{
    m_states.setBudget(bytes / 8);
    m_rows.setBudget(rowsWithin(bytes));
    m_bindings.setMaxMemory(bytes / 4);
    m_trails.setMaxSessions(SessionTable<Trail>::within(bytes / 8, m_maxSessions));
    forgetOutlooks();
    publish();
}

Evidence::Knowledge MixturePredictor::knowledge() const
{
    return {m_states,    m_rows,  m_options.maxOrder, m_observations, m_requests,
            m_surprises, m_weight};
}

void MixturePredictor::forgetOutlooks()
{
    for (Outlook &outlook : m_outlooks)
        outlook.session = {};
    m_fresh = {};
}

// What is known of the session's next request.
void MixturePredictor::gather(SessionId session, const Trail &trail)
{
    if (m_fresh == session && session.valid())
        return;
    gatherBound(session);
    m_evidence.gather(trail, session.index, knowledge(), m_bound, m_candidates);
    const float none = m_mixer.weigh(m_candidates, m_evidence.situation());
    outlookOf(session).keep(session, m_candidates, m_evidence.situation(), none);
    m_fresh = session;
}

void MixturePredictor::gatherBound(SessionId session)
{
    if (!m_hasBindings)
        return;
    m_bindings.predict(session, Outlook::kMostBound, m_named);
    m_bound.clear();
    for (const BoundCandidate &named : m_named) {
        const StateTable::Number number = m_states.findText(named.fingerprint);
        if (number != StateTable::kNone) {
            const StateTable::State &state = m_states.at(number);
            m_bound.push_back(
                {number, 0, state.resource, state.place, named.pNext, named.pUsed, -1});
        } else {
            m_bound.push_back({number, named.fingerprint, m_interner.find(named.target),
                               StateTable::placeOf(named.target), named.pNext, named.pUsed, -1});
        }
    }
}

void MixturePredictor::learnWeights(const Exchange &exchange, const Trail &trail,
                                    StateTable::Number state)
{
    constexpr float kWorthLearning = 0.008F;
    Outlook &outlook = outlookOf(exchange.session);
    if (outlook.session != exchange.session)
        gather(exchange.session, trail);
    int came = outlook.find(state);
    if (came < 0)
        came = outlook.findUnknown(StateTable::fingerprintOf(m_text));
    const auto at = static_cast<std::uint32_t>(came);
    std::size_t rank = PublishedFigures::kNotPredicted;
    if (came >= 0) {
        rank = 0;
        for (std::uint32_t c = 0; c < outlook.size; ++c)
            rank += outlook.pNext[c] > outlook.pNext[at] ? 1 : 0;
    }
    m_published.scored(rank);
    for (std::uint32_t c = 0; c < outlook.size; ++c) {
        if (outlook.pNext[c] > kWorthLearning || c == at)
            m_nextMap.learn(outlook.pNext[c], c == at);
    }
    m_mixer.learn({outlook.featuresOf(came), outlook.mean, outlook.none, came < 0},
                  outlook.situation);
    outlook.session = {};
    m_fresh = {};
}

void MixturePredictor::learnCounts(SessionId session, const Trail &trail, StateTable::Number came,
                                   bool predictable)
{
    std::array<std::uint64_t, kSources> keys;
    Evidence::keysOf(trail, session.index, m_states, m_options.maxOrder, keys);
    for (const std::uint64_t key : keys)
        m_rows.prefetch(key);
    const std::uint16_t client = clientHash(session);
    StateTable::State &state = m_states.at(came);
    if (predictable && m_rows.find(keys[0]).countOf(came) == 0) {
        state.surprises += m_weight;
        m_surprises += 1;
    }
    for (std::size_t source = 0; source < kSources; ++source) {
        const auto kind = static_cast<Source>(source);
        if (keys[source] == 0 || (kind >= Source::Soon1 && kind <= Source::Soon4))
            continue;
        if (kind == Source::Place)
            m_rows.add(keys[source], state.place, m_weight, client);
        else if (predictable)
            m_rows.add(keys[source], came, m_weight, kind == Source::Client ? 0 : client);
        else
            m_rows.addTotal(keys[source], m_weight, client);
    }
    if (predictable)
        learnSoon(trail, came, client);
}

// `came` is counted for each of the session's last requests after which it had not come yet.
void MixturePredictor::learnSoon(const Trail &trail, StateTable::Number came, std::uint16_t client)
{
    constexpr std::uint32_t kSoon = 8; // requests
    for (std::uint32_t back = 0; back < kSoon && back < trail.kept(); ++back) {
        if (back > 0 && trail[back - 1] == came)
            break; // it came already after all that are older
        bool counted = !m_states.isValid(trail[back]);
        for (std::uint32_t newer = 0; newer < back && !counted; ++newer)
            counted = trail[newer] == trail[back];
        if (!counted)
            m_rows.add(Evidence::soonKey(m_states.at(trail[back]).fingerprint), came, m_weight, 0,
                       client);
    }
}

void MixturePredictor::learnState(StateTable::Number came, bool repeated, bool predictable)
{
    StateTable::State &state = m_states.at(came);
    m_rows.addTotal(Evidence::soonKey(state.fingerprint), m_weight);
    if (predictable) {
        m_requests += 1;
        state.predictable = true;
        state.requests += m_weight;
        state.repeats += repeated ? m_weight : 0;
        m_rows.add(Evidence::kPopularKey, came, m_weight);
        m_rows.add(Evidence::inPlaceKey(state.place), came, m_weight);
    }
    state.lastAt = m_observations;
}

void MixturePredictor::step(SessionId session, Trail &trail, StateTable::Number came,
                            bool predictable, TimePoint at)
{
    m_fresh = {};
    outlookOf(session).session = {};
    if (came != StateTable::kNone) {
        if (trail.length > 0)
            learnCounts(session, trail, came, predictable);
        learnState(came, trail.contains(came), predictable);
    }
    trail.append(came, at);
    ++m_observations;
    fade();
}

void MixturePredictor::observe(const Exchange &exchange)
{
    if (!exchange.resource.valid() || !exchange.session.valid())
        return;
    const bool predictable = isPredictable(exchange.method);
    m_now = std::max(m_now, exchange.at);
    const bool isNamed = m_interner.read(exchange.resource, m_text);
    if (!isNamed)
        m_text.clear();
    Trail &trail = m_trails.touch(exchange.session);
    if (trail.length > 0 && predictable)
        learnWeights(exchange, trail, m_states.find(exchange.resource));
    const StateTable::Number came = m_states.touch(exchange.resource, predictable);
    step(exchange.session, trail, came, predictable, exchange.at);
    if (isNamed && m_hasBindings)
        m_bindings.observe(exchange.session, exchange.resource, m_text, exchange.method);
    m_published.observed();
    if (predictable)
        m_used.came(exchange.session, exchange.resource, trail.length, exchange.at);
    m_used.settle(4, m_now, [this](SessionId session) {
        const Trail *const found = std::as_const(m_trails).find(session);
        return found ? found->length : UsedModel::kGone;
    });
    publish();
}

// Exponential forgetting: instead of all counts becoming smaller, the next one becomes larger.
void MixturePredictor::fade()
{
    if (!(m_options.halfLife > 0) && m_weight == 1)
        return;
    if (m_options.halfLife > 0) {
        const double factor = std::exp2(1.0 / m_options.halfLife);
        m_weight *= static_cast<float>(factor);
        m_requests /= factor;
        m_surprises /= factor;
    }
    if (m_weight > kHighestWeight || !(m_options.halfLife > 0)) {
        m_rows.scale(1 / m_weight);
        m_states.scale(1 / m_weight);
        m_weight = 1;
    }
}

void MixturePredictor::answered(const Exchange &exchange)
{
    if (m_states.answered(exchange))
        m_fresh = {};
    if (exchange.status == 0 || !m_hasBindings)
        return;
    const auto field = [&](std::string_view name) {
        return exchange.head ? exchange.head->headers.value(name) : std::string_view();
    };
    const std::string_view type = field("content-type");
    std::string_view body;
    if (exchange.body && Generaliser::wantsBody(exchange.status, type, exchange.body->size()))
        body = m_packed.plain(*exchange.body, field("content-encoding"), JsonBudget().bytes);
    m_bindings.answered(exchange.session, exchange.resource, exchange.status, type, body);
    if (exchange.body)
        m_fresh = {};
}

void MixturePredictor::fit(std::span<const std::vector<ResourceId>> sessions)
{
    // Sessions of nobody: each has an index of its own that no client has.
    SessionId session{~std::uint32_t(0), 1};
    for (const std::vector<ResourceId> &requests : sessions) {
        Trail trail;
        for (const ResourceId resource : requests) {
            if (!resource.valid())
                continue;
            step(session, trail, m_states.touch(resource, true), true, m_now);
            m_published.observed();
        }
        --session.index;
    }
    publish();
}

void MixturePredictor::forget(SessionId session)
{
    m_trails.forget(session);
    m_bindings.forget(session);
    forgetOutlooks();
}

std::vector<MemoryPart> MixturePredictor::memory() const
{
    std::vector<MemoryPart> parts = m_bindings.memory();
    parts.insert(parts.begin(), {{"states", m_states.bytes()},
                                 {"counts", m_rows.bytes()},
                                 {"trails", m_trails.bytes()},
                                 {"P(used)", m_used.bytes()},
                                 {"weights", m_mixer.bytes()},
                                 {"packed bodies", m_packed.bytes()},
                                 {"outlooks", m_outlooks.size() * sizeof(Outlook)}});
    return parts;
}

void MixturePredictor::publish()
{
    m_published.publish(m_states.size(), m_rows.transitions(),
                        m_states.bytes() + m_rows.bytes() + m_bindings.bytes() + m_trails.bytes() +
                            m_used.bytes() + m_mixer.bytes() + m_packed.bytes() +
                            m_outlooks.size() * sizeof(Outlook));
}

} // namespace forefetch
