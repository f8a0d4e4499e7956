// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fetch/breaker.h"

#include <algorithm>
#include <bit>

namespace forefetch {

TimePoint Breaker::passesAt(TimePoint now) const
{
    switch (m_state) {
    case State::Closed:
        return now;
    case State::Open:
        return std::max(now, m_until);
    case State::Probing:
        break;
    }
    return kNever;
}

bool Breaker::pass(TimePoint now)
{
    if (m_state != State::Open || now < m_until)
        return false;
    m_state = State::Probing;
    return true;
}

void Breaker::succeeded(bool probe)
{
    m_consecutive = 0;
    if (probe) {
        m_state = State::Closed;
        m_openings = 0;
        m_results = 0;
        m_window = 0;
    }
    note(false);
}

bool Breaker::failed(bool probe, TimePoint now, Random &random)
{
    ++m_consecutive;
    note(true);
    // What was sent before the pause and fails during it tells nothing new.
    if (!probe && (m_state != State::Closed || !tooManyErrors()))
        return false;
    open(now, random);
    return true;
}

void Breaker::ignored(bool probe)
{
    if (probe)
        m_state = State::Open; // its pause is over: the next request is the probe
}

void Breaker::open(TimePoint now, Random &random)
{
    const std::uint32_t doublings = std::min<std::uint32_t>(m_openings++, 20);
    const Duration length =
        std::min<Duration>(m_options.openFor * (1LL << doublings), m_options.openForMost);
    const double share = 0.5 + 0.5 * random.uniform();
    m_until =
        now + Duration(static_cast<Duration::rep>(static_cast<double>(length.count()) * share));
    m_state = State::Open;
    m_results = 0;
    m_window = 0;
}

bool Breaker::tooManyErrors() const
{
    if (m_consecutive >= m_options.consecutiveErrors)
        return true;
    return m_results >= m_options.window &&
           std::popcount(m_window) >= m_options.errorRatio * m_options.window;
}

void Breaker::note(bool error)
{
    const std::uint32_t size = std::clamp<std::uint32_t>(m_options.window, 1, 64);
    const std::uint64_t mask = size == 64 ? ~0ULL : (1ULL << size) - 1;
    m_window = ((m_window << 1) | (error ? 1 : 0)) & mask;
    m_results = std::min(m_results + 1, size);
}

} // namespace forefetch
