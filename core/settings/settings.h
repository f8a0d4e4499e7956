// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "core/settings/parameter.h"
#include "core/time/clock.h"

#include <array>
#include <atomic>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace forefetch {

// One value for each parameter, as a plain value: a profile, a snapshot's settings, a variant.
struct SettingsValues
{
    std::array<double, kParamCount> values;

    SettingsValues(); // the defaults
    double operator[](Param p) const { return values[static_cast<std::size_t>(p)]; }
    double &operator[](Param p) { return values[static_cast<std::size_t>(p)]; }
    friend bool operator==(const SettingsValues &, const SettingsValues &) = default;
};

// One change of one parameter, for the marks on the charts and the list of changes.
struct SettingsChange
{
    std::uint32_t revision = 0; // the revision that this change made
    TimePoint at{};
    Param param{};
    double from = 0;
    double to = 0;
    std::string source; // "user", "profile", "api", "tuner", "undo"
};

// The settings in force. Reading is one relaxed atomic load, so every stage asks at each use and
// a change acts at the next decision, with no restart.
//
//     Settings settings(clock);
//     settings.set(Param::WorkersCount, 8, "user");
//     settings.number(Param::WorkersCount) == 8
//
// Thread: any.
class Settings
{
public:
    explicit Settings(const Clock &clock, const SettingsValues &initial = {});

    double number(Param p) const noexcept
    {
        return m_values[static_cast<std::size_t>(p)].load(std::memory_order_relaxed);
    }
    std::int64_t integer(Param p) const noexcept { return static_cast<std::int64_t>(number(p)); }
    bool enabled(Param p) const noexcept { return number(p) != 0.0; }

    // Out of range is an error that names the range; the same value again is no change.
    Result<void> set(Param p, double value, std::string_view source);
    // Called after each change that took effect, in the changing thread, without a lock; for what
    // must act at once (a smaller queue). Returns what unsubscribe takes; whoever listens goes
    // before it is destroyed, while nobody changes anything.
    int subscribe(std::function<void(Param)> listener);
    void unsubscribe(int subscription);
    // All that differ, as one revision.
    Result<void> apply(const SettingsValues &values, std::string_view source);
    // These alone, as one revision: all of them or, with the first problem as the error, none.
    // `expected`: the revision that the caller has seen; Refused when it is another by now.
    using Change = std::pair<Param, double>;
    Result<void> change(std::span<const Change> changes, std::string_view source,
                        std::optional<std::uint32_t> expected = {});

    SettingsValues values() const;
    std::uint32_t revision() const noexcept { return m_revision.load(std::memory_order_relaxed); }
    // The newest changes, oldest first; a ring of the last 1,000.
    std::vector<SettingsChange> changes(std::uint32_t afterRevision = 0) const;

private:
    using Listeners = std::vector<std::pair<int, std::function<void(Param)>>>;

    // With the lock: what differs, under the next revision.
    std::vector<Param> take(std::span<const Change> changes, std::string_view source);
    void notify(std::span<const Param> changed) const;
    void record(Param p, double from, double to, std::string_view source,
                std::uint32_t madeRevision);

    const Clock &m_clock;
    std::array<std::atomic<double>, kParamCount> m_values;
    std::atomic<std::uint32_t> m_revision{0};
    mutable std::mutex m_mutex; // guards m_changes and writers
    std::deque<SettingsChange> m_changes;
    std::shared_ptr<const Listeners> m_listeners = std::make_shared<const Listeners>();
    int m_lastSubscription = 0;
};

// The `safe`, `rfc`, `assume` in force.
inline CachePolicy cachePolicy(const Settings &s)
{
    return static_cast<CachePolicy>(s.integer(Param::CachePolicy));
}

} // namespace forefetch
