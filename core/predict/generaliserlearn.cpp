// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What is learnt from a request that has come: under which rules it would have been named.
#include "core/predict/generaliser.h"

namespace forefetch {

namespace {

using Way = Viewpoint::Way;

// The further back, the fewer views are worth their time.
bool isLookedAt(Way way, std::size_t steps)
{
    return steps <= 2 || way == Way::Kinds || way == Way::Directory || way == Way::Last;
}

std::uint16_t witnessOf(const KnownTarget &target)
{
    return static_cast<std::uint16_t>(target.hash ^ (target.hash >> 16));
}

} // namespace

void Generaliser::observe(SessionId session, ResourceId resource, std::string_view target,
                          Method method, TimePoint at)
{
    const KnownTarget &came = m_known.of(resource, target, method, m_tree);
    Recent &recent = m_sessions.touch(session);
    learn(recent, came);
    recent.add({resource, came.hash, at});
}

void Generaliser::learn(Recent &recent, const KnownTarget &came)
{
    for (std::size_t steps = 1; steps <= recent.count; ++steps) {
        const Recent::Seen &seen = recent.back(steps - 1);
        KnownTarget *earlier = m_known.find(seen.resource);
        if (earlier == nullptr || earlier->parts.text().empty())
            continue;
        const bool again = steps > 1 && recent.hasSince(came.hash, steps - 1);
        for (std::size_t way = 0; way < Viewpoints::kWays; ++way) {
            const Viewpoint &view = earlier->views.ways[way];
            if (!view.exists() || !isLookedAt(view.way, steps))
                continue;
            if (steps == 1)
                m_rules.passed(routeOf(*earlier, way));
            if (came.predictable && !again)
                learnAfter(*earlier, way, steps, came);
        }
    }
}

std::uint32_t Generaliser::routeOf(KnownTarget &target, std::size_t way)
{
    const std::uint64_t route = target.views.ways[way].route;
    const std::uint32_t slot = m_rules.touch(route, target.routes[way]);
    target.routes[way] = slot;
    if (m_rules.words(slot).empty())
        m_rules.setWords(slot,
                         routeText(target.views.ways[way], target.parts, target.methodName()));
    return slot;
}

void Generaliser::learnAfter(KnownTarget &earlier, std::size_t way, std::size_t steps,
                             const KnownTarget &came)
{
    const Viewpoint &view = earlier.views.ways[way];
    const recipe::Usage usage = recipe::explain(came.parts, {&earlier.parts, &view, {}}, m_recipe);
    // In whichever directory, the same request follows: that says nothing about directories.
    if (!usage.values && (view.way == Way::Directory || view.way == Way::BeforeLast))
        return;
    const std::uint64_t hash = RecipeTable::hashOf(m_recipe);
    const std::uint32_t slot = routeOf(earlier, way);
    if (!m_rules.right(slot, hash, steps - 1, witnessOf(earlier)))
        m_rules.add(slot, m_recipe, hash, steps - 1, witnessOf(earlier));
}

} // namespace forefetch
