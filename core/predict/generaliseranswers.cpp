// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Requests whose values, or whose whole target, stand in an earlier answer's JSON. A rule is
// counted twice: under the route of the answered request, once for each of its answers (is that
// entry used at all?), and under that route together with the session's newest request (is it used
// right now?). What counts is the place in the list: the first entries are used more often.
#include "core/predict/actions.h"
#include "core/predict/clienthash.h"
#include "core/predict/estimates.h"
#include "core/predict/generaliser.h"

#include <algorithm>

namespace forefetch {

namespace {

constexpr float kLeast = 0.01F;
constexpr std::size_t kMostFound = 4; // places of an answer with the value of a request
// How much of P(used) is P(next) where nothing is known of the moment, and how many observations
// of it outweigh that.
constexpr float kNextOfUsed = 0.15F;
constexpr float kWeight = 2;

// Entries of a list that are counted together, and how many those are.
constexpr std::array<std::uint16_t, RouteRules::kPlaces + 1> kPlaceBegins = {0, 1,  2,  3, 4,
                                                                             6, 10, 18, 32};

std::size_t placeOf(std::uint16_t index)
{
    std::size_t place = 0;
    while (place + 1 < RouteRules::kPlaces && index >= kPlaceBegins[place + 1])
        ++place;
    return place;
}

float sizeOf(std::size_t place)
{
    return static_cast<float>(kPlaceBegins[place + 1] - kPlaceBegins[place]);
}

std::uint64_t usedRoute(std::uint64_t route)
{
    return mixBits(route ^ 0x6a09e667f3bcc909ULL) | 1;
}

std::uint64_t nextRoute(std::uint64_t route, std::uint64_t newest)
{
    return mixBits(route + 0x9e3779b97f4a7c15ULL * newest) | 1;
}

// Estimates of one rule: the chance of each entry.
struct RuleOdds
{
    const RouteRules::Rule *used = nullptr;
    const RouteRules::Rule *next = nullptr;
    unsigned usedPasses = 0;
    unsigned nextPasses = 0;

    float pUsed(std::size_t place) const
    {
        return smoothed(used->right[place], usedPasses, used->witnesses) / sizeOf(place);
    }
    float pNext(std::size_t place) const
    {
        const float right = next ? static_cast<float>(next->right[place]) / sizeOf(place) : 0;
        return (right + kWeight * kNextOfUsed * pUsed(place)) /
               (static_cast<float>(nextPasses) + kWeight);
    }
};

const RouteRules::Rule *withTag(std::span<const RouteRules::Rule> rules, std::uint32_t tag)
{
    const auto found = std::find_if(rules.begin(), rules.end(),
                                    [tag](const RouteRules::Rule &r) { return r.tag == tag; });
    return found == rules.end() ? nullptr : &*found;
}

} // namespace

bool Generaliser::wantsBody(int status, std::string_view contentType, std::size_t bytes)
{
    return status >= 200 && status < 300 && bytes > 1 && bytes <= JsonBudget().bytes &&
           contentType.find("json") != contentType.npos;
}

void Generaliser::answered(SessionId session, ResourceId resource, int status,
                           std::string_view contentType, std::string_view body)
{
    const Recent *const recent = m_sessions.find(session);
    const KnownTarget *const target = m_known.find(resource);
    if (recent == nullptr || target == nullptr || target->route() == 0 || body.empty())
        return;
    Answered &answered = answeredOf(session, *recent);
    if (status == 200 && target->isGet())
        learnDeeds(answered, *recent, *target, body);
    if (!wantsBody(status, contentType, body.size()))
        return;
    const AnswerPool::Ref ref = m_answers.next();
    const bool some = m_reader.read(body, target->text(), m_places, m_answers.fill(ref));
    m_answers.filled(ref);
    if (!some)
        return;
    // The same asked again: the newer answer in place of the older one.
    auto &answers = answered.answers;
    auto old = std::find_if(answers.begin(), answers.end(),
                            [&](const Answer &a) { return a.resource == resource; });
    if (old == answers.end())
        --old;
    std::move_backward(answers.begin(), old, old + 1);
    const std::uint32_t used = m_rules.touch(usedRoute(target->route()), RouteRules::kNone);
    answers.front() = {ref, resource, target->route(), m_rules.passed(used, clientHash(session))};
}

// One that begins knows the session's latest requests.
Generaliser::Answered &Generaliser::answeredOf(SessionId session, const Recent &recent)
{
    if (Answered *const known = m_answered.find(session))
        return *known;
    Answered &fresh = m_answered.touch(session);
    for (std::size_t i = recent.count; i-- > 0;)
        fresh.ask(recent.back(i).hash);
    return fresh;
}

// Compares with the session's answer before: what came in between may have changed it.
void Generaliser::learnDeeds(Answered &answered, const Recent &recent, const KnownTarget &target,
                             std::string_view body)
{
    const SeenAnswers::Answer now{target.resource.packed(), JsonValues::hashOf(body),
                                  recent.requests};
    const SeenAnswers::Answer before = answered.seenAnswers.exchange(now);
    const std::uint32_t since = now.at - before.at;
    if (before.resource == 0 || since == 0 || since > recent.count)
        return;
    std::array<std::uint64_t, kHistory> between{};
    std::size_t count = 0;
    for (std::size_t i = 0; i < since; ++i) {
        const KnownTarget *each = m_known.find(recent.back(i).resource);
        if (each == nullptr || !each->isGet())
            return; // no GET needs to be suspected
        const std::uint64_t route = each->route();
        const auto end = between.begin() + static_cast<std::ptrdiff_t>(count);
        if (each->resource != target.resource && std::find(between.begin(), end, route) == end)
            between[count++] = route;
    }
    m_deeds.compared(target.route(), {between.data(), count}, before.body != now.body);
}

bool Generaliser::acts(std::string_view target)
{
    if (looksLikeAction(target))
        return true;
    if (!m_deeds.any() || !m_parts.parse(target))
        return false;
    m_views.of(m_parts, {}, m_tree);
    return m_deeds.acts(m_views.kinds().route);
}

// The newest answer of each route that is still there: visit(answer, the route of it together with
// the session's newest request).
template <typename Visit>
void Generaliser::forEachRoute(const Answered &answered, std::uint64_t newest, Visit &&visit) const
{
    const auto begin = answered.answers.begin();
    for (auto answer = begin; answer != answered.answers.end(); ++answer) {
        if (!answer->resource.valid())
            break; // the newest first: no more of them
        const auto sameRoute = [&](const Answer &a) { return a.route == answer->route; };
        if (m_answers.find(answer->ref) != nullptr && std::none_of(begin, answer, sameRoute))
            visit(*answer, nextRoute(answer->route, newest));
    }
}

// Of the session's newest request; 0: none.
std::uint64_t Generaliser::newestRoute(const Recent &recent) const
{
    const KnownTarget *const newest =
        recent.count > 0 ? m_known.find(recent.back(0).resource) : nullptr;
    return newest ? newest->route() : 0;
}

void Generaliser::learnFromAnswers(const Answered &answered, const Recent &recent,
                                   const KnownTarget &came, std::uint16_t client)
{
    const std::uint64_t newest = newestRoute(recent);
    if (newest == 0)
        return;
    const bool wanted = came.predictable && !answered.hasAsked(came.hash);
    forEachRoute(answered, newest, [&](const Answer &answer, std::uint64_t pairRoute) {
        const std::uint32_t pair = m_rules.touch(pairRoute, RouteRules::kNone);
        const bool counted = m_rules.passed(pair, client);
        if (wanted)
            learnFromAnswer(answer, pair, counted, came);
    });
}

void Generaliser::learnFromAnswer(const Answer &answer, std::uint32_t pair, bool pairCounted,
                                  const KnownTarget &came)
{
    const KnownTarget *source = m_known.find(answer.resource);
    const JsonValues *values = m_answers.find(answer.ref);
    if (source == nullptr || findIn(*values, m_known.partsOf(came)) == 0)
        return;
    const std::uint32_t used = m_rules.touch(usedRoute(answer.route), RouteRules::kNone);
    const auto witness = static_cast<std::uint16_t>(came.hash ^ (came.hash >> 16));
    for (const Found &found : m_found) {
        if (found.link) {
            m_recipe.assign(1, recipe::AnswerLink);
            recipe::appendNumber(m_recipe, found.value.place);
        } else {
            recipe::Source from = source->source(0);
            from.found = {&found.value, 1};
            if (!recipe::explain(m_known.partsOf(came), from, m_recipe).answer)
                continue; // the request's own values say as much
        }
        const std::uint32_t tag = RouteRules::tagOf(m_recipe);
        const std::size_t place = placeOf(found.index);
        for (const std::uint32_t route : {used, pair}) {
            if ((route == used ? answer.counted : pairCounted) &&
                !m_rules.right(route, tag, place, witness))
                m_rules.add(route, m_recipe, place, witness);
        }
        if (m_rules.words(used).empty())
            m_rules.setWords(used, source->routeText(0));
        if (pairCounted && m_rules.words(pair).empty()) // called what its answer's route is
            m_rules.setWords(pair, m_rules.words(used));
    }
}

// Fills m_found with the places where the target, or a value of it, stands.
std::size_t Generaliser::findIn(const JsonValues &values, const TargetParts &target)
{
    m_found.clear();
    const auto look = [&](std::string_view text, bool link) {
        const std::uint32_t hash = JsonValues::hashOf(text);
        for (const JsonValues::Value &value : values.values) {
            if (value.hash != hash || value.link != link || m_found.size() >= kMostFound)
                continue;
            const bool known = std::any_of(m_found.begin(), m_found.end(), [&](const Found &f) {
                return f.value.place == value.place;
            });
            if (!known)
                m_found.push_back({{values.text(value), value.place}, value.index, link});
        }
    };
    look(target.text(), true);
    for (const TargetParts::Segment &segment : target.segments()) {
        if (segment.place != TargetParts::Place::Name)
            look(target.text(segment.span), false);
    }
    for (const TargetParts::Value &value : target.values()) {
        if (value.span.size < target.segments()[value.segment].span.size)
            look(target.text(value.span), false);
    }
    return m_found.size();
}

void Generaliser::gatherFromAnswers(const Answered &answered, const Recent &recent)
{
    forEachRoute(answered, newestRoute(recent), [&](const Answer &answer, std::uint64_t pairRoute) {
        if (const KnownTarget *const source = m_known.find(answer.resource))
            offerFrom(answer, *source, pairRoute);
    });
}

void Generaliser::offerFrom(const Answer &answer, const KnownTarget &source,
                            std::uint64_t pairRoute)
{
    const std::uint32_t route = m_rules.find(usedRoute(answer.route), RouteRules::kNone);
    if (route == RouteRules::kNone)
        return;
    const std::uint32_t pair = m_rules.find(pairRoute, RouteRules::kNone);
    const JsonValues &values = *m_answers.find(answer.ref);
    const auto rules = m_rules.of(route);
    for (std::size_t i = 0; i < rules.size(); ++i) {
        RuleOdds odds{&rules[i], nullptr, m_rules.passes(route), 0};
        if (pair != RouteRules::kNone) {
            odds.next = withTag(m_rules.of(pair), rules[i].tag);
            odds.nextPasses = m_rules.passes(pair);
        }
        const std::string_view text = m_rules.recipes().text(rules[i].recipe);
        const std::uint32_t place = recipe::firstPlace(text);
        for (const JsonValues::Value &value : values.values) {
            if (value.place != place)
                continue;
            const std::size_t at = placeOf(value.index);
            const float pNext = odds.pNext(at);
            const float pUsed = odds.pUsed(at);
            if (pNext >= kLeast || pUsed >= 2 * kLeast)
                consider({pNext, pUsed, route, static_cast<std::uint32_t>(i), &source, 0, 1,
                          value.index, &values});
        }
    }
}

} // namespace forefetch
