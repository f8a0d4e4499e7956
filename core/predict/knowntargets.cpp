// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/predict/knowntargets.h"

#include "core/predict/actions.h"
#include "core/predict/heapsize.h"
#include "core/predict/routerules.h"
#include "core/request/redact.h"

#include <algorithm>
#include <bit>
#include <string>

namespace forefetch {

void ViewedText::assign(std::string_view text, const Viewpoints &views)
{
    std::size_t count = 0;
    for (const Viewpoint &view : views.ways)
        count += view.count;
    auto bytes =
        std::make_unique_for_overwrite<char[]>(count * sizeof(Viewpoint::Value) + text.size());
    auto *value = reinterpret_cast<Viewpoint::Value *>(bytes.get());
    for (const Viewpoint &view : views.ways)
        value = std::copy_n(view.values.begin(), view.count, value);
    std::copy(text.begin(), text.end(), bytes.get() + count * sizeof(Viewpoint::Value));
    for (std::size_t way = 0; way < Viewpoints::kWays; ++way)
        m_counts[way] = views.ways[way].count;
    m_size = static_cast<std::uint16_t>(text.size());
    m_bytes = std::move(bytes);
}

std::size_t ViewedText::heapBytes() const
{
    return m_bytes ? heapSize(valuesBefore(Viewpoints::kWays) * sizeof(Viewpoint::Value) + m_size)
                   : 0;
}

void KnownTargets::resize(std::size_t most)
{
    const std::size_t size = std::bit_floor(std::max<std::size_t>(most, 64));
    if (size == m_index.size())
        return;
    m_index.assign(size, kNone);
    m_index.shrink_to_fit();
    m_targets.clear();
    m_heapBytes = 0;
}

void KnownTargets::clear()
{
    m_index.assign(m_index.size(), kNone);
    m_targets.clear();
    m_heapBytes = 0;
    lookAnew();
}

// Its own, or a fresh one, or that of the pair that was used longest ago.
KnownTargets::Slot &KnownTargets::slotFor(ResourceId resource)
{
    std::uint32_t *const pair = &m_index[setOf(resource)];
    std::uint32_t *at = pair;
    for (std::uint32_t *each = pair; each != pair + 2; ++each) {
        if (*each == kNone) {
            *each = static_cast<std::uint32_t>(m_targets.size());
            return m_targets.emplace_back();
        }
        Slot &slot = m_targets[*each];
        if (slot.target.resource == resource && resource.valid())
            return slot;
        at = slot.used < m_targets[*at].used ? each : at;
    }
    return m_targets[*at];
}

KnownTarget &KnownTargets::of(ResourceId resource, std::string_view text, Method method,
                              RouteTree &tree)
{
    Slot &slot = slotFor(resource);
    KnownTarget &target = slot.target;
    slot.used = ++m_uses;
    if (target.resource != resource || !resource.valid()) {
        target.resource = resource;
        target.method = method;
        cut(target, text, tree);
    }
    if (target.tree != m_treeState)
        look(target, tree);
    return target;
}

const TargetParts &KnownTargets::partsOf(const KnownTarget &target)
{
    if (m_partsOf != target.resource || !target.resource.valid()) {
        m_parts.parse(target.text());
        m_partsOf = target.resource;
    }
    return m_parts;
}

void KnownTargets::cut(KnownTarget &target, std::string_view text, RouteTree &tree)
{
    if (!text.starts_with('/'))
        text.remove_prefix(std::min(text.find(' '), text.size() - 1) + 1);
    const std::string seen = redacted(text);
    const bool parsed = m_parts.parse(seen);
    m_partsOf = target.resource;
    target.hash = RouteRules::tagOf(text);
    target.predictable = parsed && target.isGet() && seen == text && !looksLikeAction(text);
    target.risky = looksLikeAction(seen + "?"); // also where it is a file
    target.tree = 0;
    m_views = {};
    keep(target, m_parts.text());
    if (parsed && countWords(tree, m_parts))
        ++m_treeState;
}

void KnownTargets::look(KnownTarget &target, const RouteTree &tree)
{
    target.tree = m_treeState;
    target.routes.fill(~std::uint32_t(0));
    const TargetParts &parts = partsOf(target);
    m_views = {};
    if (!parts.text().empty())
        m_views.of(parts, target.methodName(), tree);
    for (std::size_t way = 0; way < Viewpoints::kWays; ++way)
        target.names[way] = m_views.ways[way].route;
    keep(target, parts.text());
}

void KnownTargets::keep(KnownTarget &target, std::string_view text)
{
    m_heapBytes -= target.viewed.heapBytes();
    target.viewed.assign(text, m_views);
    m_heapBytes += target.viewed.heapBytes();
}

} // namespace forefetch
