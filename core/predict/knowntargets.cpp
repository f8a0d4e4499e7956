// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/predict/knowntargets.h"

#include "core/predict/actions.h"
#include "core/request/redact.h"
#include "core/request/texthash.h"

#include <algorithm>
#include <bit>
#include <string>

namespace forefetch {

void KnownTargets::resize(std::size_t most)
{
    const std::size_t size = std::bit_floor(std::max<std::size_t>(most, 64));
    if (size == m_targets.size())
        return;
    m_targets.clear();
    m_targets.resize(size);
    m_targets.shrink_to_fit();
    m_heapBytes = 0;
}

void KnownTargets::clear()
{
    m_targets.assign(m_targets.size(), {});
    m_heapBytes = 0;
    lookAnew();
}

KnownTarget &KnownTargets::of(ResourceId resource, std::string_view text, Method method,
                              RouteTree &tree)
{
    const std::size_t set = setOf(resource);
    std::size_t at = m_targets[set].used <= m_targets[set + 1].used ? set : set + 1;
    for (std::size_t i = set; i < set + 2; ++i) {
        if (m_targets[i].target.resource == resource && resource.valid())
            at = i;
    }
    KnownTarget &target = m_targets[at].target;
    m_targets[at].used = ++m_uses;
    if (target.resource != resource || !resource.valid()) {
        target.resource = resource;
        target.method = method;
        cut(target, text, tree);
    }
    if (target.tree != m_treeState)
        look(target, tree);
    return target;
}

void KnownTargets::cut(KnownTarget &target, std::string_view text, RouteTree &tree)
{
    if (!text.starts_with('/'))
        text.remove_prefix(std::min(text.find(' '), text.size() - 1) + 1);
    m_heapBytes -= target.parts.heapBytes();
    const std::string seen = redacted(text);
    const bool parsed = target.parts.parse(seen);
    target.hash = static_cast<std::uint32_t>(textHash(text, 0));
    target.predictable = parsed && target.isGet() && seen == text && !looksLikeAction(text);
    target.risky = looksLikeAction(seen + "?"); // also where it is a file
    target.tree = 0;
    m_heapBytes += target.parts.heapBytes();
    if (parsed && countWords(tree, target.parts))
        ++m_treeState;
}

void KnownTargets::look(KnownTarget &target, const RouteTree &tree)
{
    target.tree = m_treeState;
    target.routes.fill(~std::uint32_t(0));
    target.views = {};
    if (!target.parts.text().empty())
        target.views.of(target.parts, target.methodName(), tree);
    for (std::size_t way = 0; way < Viewpoints::kWays; ++way)
        target.names[way] = target.views.ways[way].route;
}

} // namespace forefetch
