// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/predict/generaliser.h"

#include <algorithm>

namespace forefetch {

namespace {

// Shares of the memory: cut-up requests a quarter, the tree a sixteenth, the rules the rest.
std::size_t targetsFor(std::size_t memory)
{
    return std::clamp<std::size_t>(memory / 4 / KnownTargets::kBytesATarget, 64, 65'536);
}

std::size_t placesFor(std::size_t memory)
{
    return std::clamp<std::size_t>(memory / 16 / 96, 64, 65'536);
}

std::size_t routesFor(std::size_t memory)
{
    return std::max<std::size_t>(64, memory / 2 / RouteRules::kBytesARoute);
}

// What a session costs is fixed: about half a kilobyte.
std::size_t sessionsFor(std::size_t memory, std::size_t most)
{
    return std::clamp<std::size_t>(memory / 8 / 512, 16, std::max<std::size_t>(16, most));
}

std::size_t answersFor(std::size_t memory)
{
    return std::clamp<std::size_t>(memory / 6 / AnswerPool::kBytesAnAnswer, 16, 16'384);
}

} // namespace

Generaliser::Generaliser(std::size_t maxMemory, std::size_t maxSessions)
    : m_known(targetsFor(maxMemory)), m_tree(placesFor(maxMemory)), m_rules(routesFor(maxMemory)),
      m_sessions(sessionsFor(maxMemory, maxSessions)), m_pairs(4096),
      m_answers(answersFor(maxMemory))
{
}

void Generaliser::setMaxMemory(std::size_t bytes)
{
    m_known.resize(targetsFor(bytes));
    m_tree.resize(placesFor(bytes));
    m_rules.setMaxRoutes(routesFor(bytes));
    m_answers.resize(answersFor(bytes));
}

std::size_t Generaliser::bytes() const
{
    return m_known.bytes() + m_tree.bytes() + m_rules.bytes() + m_sessions.bytes() +
           m_answers.bytes() + m_places.bytes() + m_reader.bytes() + m_deeds.bytes() +
           m_pairs.capacity() * sizeof(Pair);
}

bool Generaliser::Recent::hasSince(std::uint32_t hash, std::size_t steps) const
{
    for (std::size_t i = 0; i < steps && i < count; ++i) {
        if (back(i).hash == hash)
            return true;
    }
    return false;
}

} // namespace forefetch
