// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/request/ids.h"

#include <cstdint>

namespace forefetch {

// The client that a session belongs to, for capping one client's share of what is learnt; never 0,
// which is nobody. A session's index stays with the client when a new session of it begins.
inline std::uint16_t clientHash(SessionId session)
{
    const auto hash = static_cast<std::uint16_t>(mixBits(session.index + 1ULL));
    return hash == 0 ? 1 : hash;
}

} // namespace forefetch
