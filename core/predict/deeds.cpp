// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/predict/deeds.h"

#include "core/predict/countsfile.h"
#include "core/predict/modelfile.h"

#include <algorithm>
#include <cmath>

namespace forefetch {

namespace {

constexpr std::uint32_t kFewestChanges = 4;
constexpr float kShareOfChanges = 0.9F;
constexpr float kMostByItself = 0.3F;
constexpr float kUnknown = 0.5F;
constexpr std::uint32_t kInnocent = 2; // comparisons without a change

} // namespace

bool Deeds::isInnocent(std::uint64_t route) const
{
    const auto found = m_suspects.find(route);
    return found != m_suspects.end() && found->second.unchanged >= kInnocent;
}

void Deeds::compared(std::uint64_t resource, std::span<const std::uint64_t> between, bool changed)
{
    if (m_suspects.size() >= kMost || m_resources.size() >= kMost) { // begin anew; verdicts stay
        m_suspects.clear();
        m_resources.clear();
    }
    Resource &own = m_resources[resource];
    const float byItself = own.compared == 0
                               ? kUnknown
                               : static_cast<float>(own.changed) / static_cast<float>(own.compared);
    if (std::all_of(between.begin(), between.end(),
                    [this](std::uint64_t route) { return isInnocent(route); })) {
        ++own.compared;
        own.changed += changed ? 1 : 0;
    }
    for (const std::uint64_t route : between) {
        Suspect &suspect = m_suspects[route];
        ++(changed ? suspect.changed : suspect.unchanged);
        suspect.byItself += changed ? byItself : 0;
        const auto seen = static_cast<float>(suspect.changed + suspect.unchanged);
        const auto changes = static_cast<float>(suspect.changed);
        if (suspect.changed >= kFewestChanges && changes >= kShareOfChanges * seen &&
            suspect.byItself <= kMostByItself * changes && m_acting.size() < kMost)
            m_acting.insert(route);
    }
}

void Deeds::write(ByteWriter &out) const
{
    out.number(m_suspects.size(), 4);
    for (const auto &[route, suspect] : m_suspects) {
        out.number(route, 8);
        out.number(suspect.changed, 4);
        out.number(suspect.unchanged, 4);
        writeFloat(out, suspect.byItself);
    }
    out.number(m_resources.size(), 4);
    for (const auto &[name, resource] : m_resources) {
        out.number(name, 8);
        out.number(resource.changed, 4);
        out.number(resource.compared, 4);
    }
    out.number(m_acting.size(), 4);
    for (const std::uint64_t route : m_acting)
        out.number(route, 8);
}

bool Deeds::read(ByteReader &in)
{
    const std::uint32_t suspects = in.number32();
    for (std::uint32_t i = 0; in.ok() && i < suspects && i < kMost; ++i) {
        Suspect &suspect = m_suspects[in.number(8)];
        suspect.changed = in.number32();
        suspect.unchanged = in.number32();
        suspect.byItself = readFloat(in);
        if (!std::isfinite(suspect.byItself) || suspect.byItself < 0)
            return false;
    }
    const std::uint32_t resources = in.number32();
    for (std::uint32_t i = 0; in.ok() && i < resources && i < kMost; ++i) {
        Resource &resource = m_resources[in.number(8)];
        resource.changed = in.number32();
        resource.compared = in.number32();
        if (resource.changed > resource.compared)
            return false;
    }
    const std::uint32_t acting = in.number32();
    for (std::uint32_t i = 0; in.ok() && i < acting && i < kMost; ++i)
        m_acting.insert(in.number(8));
    return in.ok() && suspects <= kMost && resources <= kMost && acting <= kMost;
}

void Deeds::merge(const Deeds &other)
{
    for (const auto &[route, theirs] : other.m_suspects) {
        if (m_suspects.size() >= kMost && !m_suspects.contains(route))
            continue;
        Suspect &own = m_suspects[route];
        own.changed += theirs.changed;
        own.unchanged += theirs.unchanged;
        own.byItself += theirs.byItself;
    }
    for (const auto &[name, theirs] : other.m_resources) {
        if (m_resources.size() >= kMost && !m_resources.contains(name))
            continue;
        Resource &own = m_resources[name];
        own.changed += theirs.changed;
        own.compared += theirs.compared;
    }
    for (const std::uint64_t route : other.m_acting) {
        if (m_acting.size() < kMost)
            m_acting.insert(route);
    }
}

} // namespace forefetch
