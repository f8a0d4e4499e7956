// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/redisclient.h"

namespace forefetch {

// One look-up on its way. Thread: the store's.
struct RedisStore::Client::Load
{
    std::vector<Key> keys;
    std::vector<Name> names; // of these
    bool heldBack = false;
    bool leases = false;
    std::uint64_t mark = 0; // what is voided after it counts
    Admit admit;
    Done done;
    std::string token;
    TimePoint deadline{};  // of the answer
    TimePoint waitUntil{}; // for another gateway's fetch
    std::chrono::milliseconds pause{0};
    bool isAsked = false; // an answer is due
    bool ended = false;
};

} // namespace forefetch
