// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/request/ids.h"
#include "core/request/request.h"
#include "core/result.h"

#include <functional>
#include <memory>
#include <mutex>
#include <unordered_map>

namespace forefetch {

// Lets one caller of a key work while the others wait for its result.
//
//     Result<Body> body = flights.run(key, [&] { return fetch(); });
//
// An exception of `work` becomes an error; whatever comes of it reaches everybody who waited, and
// the next call starts anew. To ask for a key from within its own work is an error, not a deadlock.
//
// Thread: any; waits without any lock that others need.
class SingleFlight
{
public:
    Result<Body> run(const Key &key, const std::function<Result<Body>()> &work);

private:
    struct Flight;

    std::mutex m_mutex; // guards m_flights
    std::unordered_map<Key, std::shared_ptr<Flight>> m_flights;
};

} // namespace forefetch
