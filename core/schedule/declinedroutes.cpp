// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedule/declinedroutes.h"

#include "core/cache/rules.h"
#include "core/request/target.h"

#include <algorithm>
#include <charconv>
#include <functional>

namespace forefetch {

namespace {

// Returns what it was.
Duration::rep raiseTo(std::atomic<Duration::rep> &value, Duration::rep to)
{
    Duration::rep seen = value.load(std::memory_order_relaxed);
    while (seen < to && !value.compare_exchange_weak(seen, to, std::memory_order_relaxed)) {
    }
    return seen;
}

} // namespace

Duration retryAfter(const Headers &response, WallTime now, Duration standard)
{
    constexpr Duration longest = std::chrono::hours(1);
    const std::string_view text = response.value("Retry-After");
    std::uint32_t delta = 0;
    const auto parsed = std::from_chars(text.data(), text.data() + text.size(), delta);
    if (!text.empty() && parsed.ec == std::errc() && parsed.ptr == text.data() + text.size())
        return std::min<Duration>(std::chrono::seconds(delta), longest);
    if (const auto date = parseHttpDate(text))
        return std::clamp<Duration>(*date - now, Duration::zero(), longest);
    return standard;
}

std::string_view routeOf(std::string_view resource)
{
    resource.remove_prefix(std::min(resource.find('/'), resource.size()));
    const std::string_view path = pathOf(resource);
    return path.substr(0, path.find('/', 1));
}

RouteSlot routeSlotOf(std::string_view resource)
{
    return static_cast<RouteSlot>(std::hash<std::string_view>()(routeOf(resource)) % kRouteSlots);
}

// FNV-1a of what it sees, a segment with a digit being seen as '*'.
KindSlot kindSlotOf(std::string_view resource)
{
    constexpr std::uint64_t prime = 0x100000001b3;
    std::uint64_t hash = 0xcbf29ce484222325;
    const auto see = [&](std::string_view text) {
        for (const char c : text)
            hash = (hash ^ static_cast<unsigned char>(c)) * prime;
    };
    std::string_view rest = resource.substr(0, resource.find('?'));
    while (!rest.empty()) {
        const std::string_view segment = rest.substr(0, rest.find('/'));
        const bool varies = std::any_of(segment.begin(), segment.end(),
                                        [](char c) { return c >= '0' && c <= '9'; });
        see(varies ? "*" : segment);
        see("/");
        rest.remove_prefix(std::min(segment.size() + 1, rest.size()));
    }
    return static_cast<KindSlot>(hash ^ (hash >> 32));
}

RouteSlot DeclinedRoutes::slotOf(ResourceId resource) const
{
    thread_local std::string text; // asked often, and the texts are long enough to allocate
    return m_interner.read(resource, text) ? routeSlotOf(text) : routeSlotOf("/");
}

KindSlot DeclinedRoutes::kindOf(ResourceId resource) const
{
    thread_local std::string text;
    return m_interner.read(resource, text) ? kindSlotOf(text) : kindSlotOf("/");
}

bool DeclinedRoutes::pause(ResourceId resource, TimePoint now, TimePoint until)
{
    const Duration::rep to = until.time_since_epoch().count();
    const Duration::rep before = raiseTo(m_until[slotOf(resource)], to);
    raiseTo(m_latest, to);
    return until > now && before <= now.time_since_epoch().count();
}

bool DeclinedRoutes::isPaused(ResourceId resource, TimePoint now) const
{
    const Duration::rep at = now.time_since_epoch().count();
    if (m_latest.load(std::memory_order_relaxed) <= at)
        return false;
    return m_until[slotOf(resource)].load(std::memory_order_relaxed) > at;
}

} // namespace forefetch
