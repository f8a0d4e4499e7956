// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/settings/settings.h"

namespace forefetch {

namespace {

constexpr std::size_t kMaxChanges = 1000;

} // namespace

SettingsValues::SettingsValues()
{
    for (const ParamInfo &row : parameterTable())
        (*this)[row.param] = row.standard;
}

Settings::Settings(const Clock &clock, const SettingsValues &initial) : m_clock(clock)
{
    for (std::size_t i = 0; i < kParamCount; ++i)
        m_values[i].store(initial.values[i], std::memory_order_relaxed);
}

Result<void> Settings::set(Param p, double value, std::string_view source)
{
    if (auto checked = checkValue(p, value); !checked)
        return checked;
    {
        const std::lock_guard lock(m_mutex);
        const double before = number(p);
        if (before == value)
            return {};
        const std::uint32_t next = revision() + 1;
        m_values[static_cast<std::size_t>(p)].store(value, std::memory_order_relaxed);
        m_revision.store(next, std::memory_order_release);
        record(p, before, value, source, next);
    }
    notify({&p, 1});
    return {};
}

Result<void> Settings::apply(const SettingsValues &values, std::string_view source)
{
    std::array<Change, kParamCount> all;
    for (std::size_t i = 0; i < kParamCount; ++i)
        all[i] = {static_cast<Param>(i), values.values[i]};
    return change(all, source);
}

Result<void> Settings::change(std::span<const Change> changes, std::string_view source,
                              std::optional<std::uint32_t> expected)
{
    for (const auto &[param, value] : changes) {
        if (auto checked = checkValue(param, value); !checked)
            return checked;
    }
    std::unique_lock lock(m_mutex);
    if (expected && *expected != revision())
        return Error{ErrorCode::Refused, "the settings are at revision " +
                                             std::to_string(revision()) + ", not at " +
                                             std::to_string(*expected)};
    const std::vector<Param> changed = take(changes, source);
    lock.unlock();
    notify(changed);
    return {};
}

std::vector<Param> Settings::take(std::span<const Change> changes, std::string_view source)
{
    std::vector<Param> changed;
    const std::uint32_t next = revision() + 1;
    for (const auto &[param, after] : changes) {
        const double before = number(param);
        if (before == after)
            continue;
        m_values[static_cast<std::size_t>(param)].store(after, std::memory_order_relaxed);
        record(param, before, after, source, next);
        changed.push_back(param);
    }
    if (!changed.empty())
        m_revision.store(next, std::memory_order_release);
    return changed;
}

int Settings::subscribe(std::function<void(Param)> listener)
{
    const std::lock_guard lock(m_mutex);
    auto next = std::make_shared<Listeners>(*m_listeners);
    next->emplace_back(++m_lastSubscription, std::move(listener));
    m_listeners = std::move(next);
    return m_lastSubscription;
}

void Settings::unsubscribe(int subscription)
{
    const std::lock_guard lock(m_mutex);
    auto next = std::make_shared<Listeners>(*m_listeners);
    std::erase_if(*next, [&](const auto &entry) { return entry.first == subscription; });
    m_listeners = std::move(next);
}

void Settings::notify(std::span<const Param> changed) const
{
    std::shared_ptr<const Listeners> listeners;
    {
        const std::lock_guard lock(m_mutex);
        listeners = m_listeners;
    }
    for (const auto &[subscription, listener] : *listeners) {
        for (const Param p : changed)
            listener(p);
    }
}

SettingsValues Settings::values() const
{
    const std::lock_guard lock(m_mutex);
    SettingsValues copy;
    for (std::size_t i = 0; i < kParamCount; ++i)
        copy.values[i] = m_values[i].load(std::memory_order_relaxed);
    return copy;
}

std::vector<SettingsChange> Settings::changes(std::uint32_t afterRevision) const
{
    const std::lock_guard lock(m_mutex);
    std::vector<SettingsChange> newer;
    for (const SettingsChange &change : m_changes) {
        if (change.revision > afterRevision)
            newer.push_back(change);
    }
    return newer;
}

void Settings::record(Param p, double from, double to, std::string_view source,
                      std::uint32_t madeRevision)
{
    if (m_changes.size() == kMaxChanges)
        m_changes.pop_front();
    m_changes.push_back({madeRevision, m_clock.now(), p, from, to, std::string(source)});
}

} // namespace forefetch
