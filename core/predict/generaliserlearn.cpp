// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What is learnt from a request that has come: under which rules it would have been named.
#include "core/predict/clienthash.h"
#include "core/predict/generaliser.h"

namespace forefetch {

namespace {

using Way = Viewpoint::Way;
constexpr std::uint32_t kNoRule = 2; // no recipe's tag is even

std::uint16_t witnessOf(const KnownTarget &target)
{
    return static_cast<std::uint16_t>(target.hash ^ (target.hash >> 16));
}

} // namespace

void Generaliser::observe(SessionId session, ResourceId resource, std::string_view target,
                          Method method)
{
    const KnownTarget &came = m_known.of(resource, target, method, m_tree);
    const std::uint16_t client = clientHash(session);
    Recent &recent = m_sessions.touch(session);
    m_rules.observed();
    learn(recent, came, client);
    if (m_answered.size() > 0) {
        if (Answered *const answered = m_answered.find(session)) {
            learnFromAnswers(*answered, recent, came, client);
            answered->ask(came.hash);
        }
    }
    recent.add({resource, came.hash});
}

void Generaliser::learn(Recent &recent, const KnownTarget &came, std::uint16_t client)
{
    for (std::size_t steps = 1; steps <= recent.count; ++steps) {
        Recent::Seen &seen = recent.back(steps - 1);
        KnownTarget *earlier = m_known.find(seen.resource);
        if (earlier == nullptr || earlier->text().empty())
            continue;
        const bool again = steps > 1 && recent.hasSince(came.hash, steps - 1);
        if (steps == 1) {
            for (std::size_t way = 0; way < Viewpoints::kWays; ++way) {
                if (earlier->names[way] != 0 && m_rules.passed(routeOf(*earlier, way), client))
                    seen.counted = static_cast<std::uint8_t>(seen.counted | 1U << way);
            }
        }
        if (came.predictable && !again)
            learnPair(*earlier, steps, seen.counted, came);
    }
}

std::uint32_t Generaliser::routeOf(KnownTarget &target, std::size_t way)
{
    const std::uint32_t slot = m_rules.touch(target.names[way], target.routes[way]);
    target.routes[way] = slot;
    return slot;
}

// What follows what comes again and again, so how it is explained is remembered.
void Generaliser::learnPair(KnownTarget &earlier, std::size_t steps, std::uint8_t counted,
                            const KnownTarget &came)
{
    const std::uint64_t hash = mixBits((std::uint64_t{earlier.hash} << 32 | came.hash) +
                                       0x9e3779b97f4a7c15ULL * earlier.tree);
    const auto name = static_cast<std::uint32_t>(hash >> 32);
    Pair &pair = m_pairs[hash % m_pairs.size()];
    if (pair.name != name)
        pair = {name, {}};
    const std::uint16_t witness = witnessOf(earlier);
    for (std::size_t way = 0; way < Viewpoints::kWays; ++way) {
        // A view that was counted may have gone since, when a place became a parameter.
        if ((counted >> way & 1) == 0 || !isLookedAt(way, steps) || earlier.names[way] == 0)
            continue;
        std::uint32_t &tag = pair.tags[way];
        const bool isNew = tag == 0;
        if (isNew)
            tag = explain(earlier, way, came);
        if (tag == kNoRule)
            continue;
        const std::uint32_t slot = routeOf(earlier, way);
        if (m_rules.right(slot, tag, steps - 1, witness))
            continue;
        Hint first{0, witness, static_cast<std::uint8_t>(steps - 1)};
        // What comes right behind, made of values of this request, is a rule at once: it may name
        // what nobody has asked for. All else becomes one when it is right again.
        const bool waits = tag == came.hash || steps > 1;
        if (waits && !isSecond(slot, tag, first))
            continue;
        if (!isNew)
            explain(earlier, way, came);
        m_rules.add(slot, m_recipe, first.place, first.witness);
        if (waits)
            m_rules.right(slot, tag, steps - 1, witness);
        if (m_rules.words(slot).empty())
            m_rules.setWords(slot, earlier.routeText(way));
    }
}

// Was it right before? Then `first` becomes what was noted that time; else it is noted.
bool Generaliser::isSecond(std::uint32_t slot, std::uint32_t tag, Hint &first)
{
    const std::uint64_t hash = mixBits(m_rules.name(slot) + 0x9e3779b97f4a7c15ULL * tag);
    first.name = static_cast<std::uint32_t>(hash >> 32) | 1;
    Hint &hint = m_hints[hash % m_hints.size()];
    const bool isKnown = hint.name == first.name;
    std::swap(hint, first);
    if (isKnown)
        hint = {};
    return isKnown;
}

// Into m_recipe; the tag of it, or kNoRule where it is not worth one.
std::uint32_t Generaliser::explain(const KnownTarget &earlier, std::size_t way,
                                   const KnownTarget &came)
{
    const recipe::Usage usage =
        recipe::explain(m_known.partsOf(came), earlier.source(way), m_recipe);
    // In whichever directory, the same request follows: that says nothing about directories.
    const bool ofPlace = Way(way) == Way::Directory || Way(way) == Way::BeforeLast;
    return !usage.values && ofPlace ? kNoRule : RouteRules::tagOf(m_recipe);
}

} // namespace forefetch
