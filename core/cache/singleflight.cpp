// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cache/singleflight.h"

#include <condition_variable>
#include <exception>
#include <optional>
#include <thread>

namespace forefetch {

struct SingleFlight::Flight
{
    const std::thread::id worker = std::this_thread::get_id();
    std::mutex mutex; // guards result
    std::condition_variable done;
    std::optional<Result<Body>> result;
};

namespace {

Result<Body> guarded(const std::function<Result<Body>()> &work)
{
    try {
        return work();
    } catch (const std::exception &e) {
        return Error{ErrorCode::Internal,
                     std::string("cache: making the value failed: ") + e.what()};
    } catch (...) {
        return Error{ErrorCode::Internal, "cache: making the value failed by an unknown exception"};
    }
}

} // namespace

Result<Body> SingleFlight::run(const Key &key, const std::function<Result<Body>()> &work)
{
    std::shared_ptr<Flight> flight;
    bool first = false;
    {
        const std::lock_guard lock(m_mutex);
        std::shared_ptr<Flight> &slot = m_flights[key];
        if ((first = !slot))
            slot = std::make_shared<Flight>();
        flight = slot;
    }
    if (!first && flight->worker == std::this_thread::get_id())
        return invalid("cache: a value was asked for while the same thread was making it");
    if (!first) {
        std::unique_lock lock(flight->mutex);
        flight->done.wait(lock, [&] { return flight->result.has_value(); });
        return *flight->result;
    }
    Result<Body> result = guarded(work);
    {
        const std::lock_guard lock(m_mutex);
        m_flights.erase(key);
    }
    {
        const std::lock_guard lock(flight->mutex);
        flight->result = result;
    }
    flight->done.notify_all();
    return result;
}

} // namespace forefetch
