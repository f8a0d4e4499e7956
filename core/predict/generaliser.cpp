// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/predict/generaliser.h"

#include <algorithm>

namespace forefetch {

namespace {

// Shares of the memory: rules three eighths, cut-up requests a quarter, answers a sixth; the tree,
// sessions, and sessions with answers, a sixteenth each.
std::size_t rulesFor(std::size_t memory)
{
    return memory / 8 * 3;
}

std::size_t targetsFor(std::size_t memory)
{
    return std::clamp<std::size_t>(memory / 4 / KnownTargets::kBytesATarget, 64, 65'536);
}

std::size_t answersFor(std::size_t memory)
{
    return std::clamp<std::size_t>(memory / 6 / AnswerPool::kBytesAnAnswer, 16, 16'384);
}

std::size_t placesFor(std::size_t memory)
{
    return std::clamp<std::size_t>(memory / 16 / 96, 64, 65'536);
}

template <typename Table>
std::size_t sessionsFor(std::size_t memory, std::size_t most)
{
    return std::max<std::size_t>(16, Table::within(memory / 16, std::max<std::size_t>(most, 16)));
}

} // namespace

Generaliser::Generaliser(std::size_t maxMemory, std::size_t maxSessions)
    : m_known(targetsFor(maxMemory)), m_tree(placesFor(maxMemory)), m_rules(rulesFor(maxMemory)),
      m_sessions(sessionsFor<SessionTable<Recent>>(maxMemory, maxSessions)),
      m_answered(sessionsFor<SessionTable<Answered>>(maxMemory, maxSessions)),
      m_maxSessions(maxSessions), m_pairs(4096), m_hints(4096), m_answers(answersFor(maxMemory))
{
}

void Generaliser::setMaxMemory(std::size_t bytes)
{
    m_known.resize(targetsFor(bytes));
    m_tree.resize(placesFor(bytes));
    m_rules.setBudget(rulesFor(bytes));
    m_sessions.setMaxSessions(sessionsFor<SessionTable<Recent>>(bytes, m_maxSessions));
    m_answered.setMaxSessions(sessionsFor<SessionTable<Answered>>(bytes, m_maxSessions));
    m_answers.resize(answersFor(bytes));
}

std::vector<MemoryPart> Generaliser::memory() const
{
    return {
        {"requests cut up", m_known.bytes()},
        {"tree of words", m_tree.bytes()},
        {"routes and rules", m_rules.bytes()},
        {"sessions", m_sessions.bytes()},
        {"answers", m_answers.bytes() + m_answered.bytes()},
        {"reader of JSON", m_places.bytes() + m_reader.bytes()},
        {"deeds", m_deeds.bytes()},
        {"pairs and hints", m_pairs.capacity() * sizeof(Pair) + m_hints.capacity() * sizeof(Hint)}};
}

std::size_t Generaliser::bytes() const
{
    return m_known.bytes() + m_tree.bytes() + m_rules.bytes() + m_sessions.bytes() +
           m_answered.bytes() + m_answers.bytes() + m_places.bytes() + m_reader.bytes() +
           m_deeds.bytes() + m_pairs.capacity() * sizeof(Pair) + m_hints.capacity() * sizeof(Hint);
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
