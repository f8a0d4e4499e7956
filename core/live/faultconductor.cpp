// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/faultconductor.h"

#include "core/demo/virtualusers.h"
#include "core/gateway/trafficrecorder.h"

#include <utility>

namespace forefetch {

namespace {

constexpr auto kLookEvery = std::chrono::milliseconds(50);

} // namespace

FaultConductor::FaultConductor(const FaultBoard &board, VirtualUsers &users, Settings &settings,
                               TrafficRecorder *recorder, double rate)
    : m_board(board), m_users(users), m_settings(settings), m_recorder(recorder), m_rate(rate)
{
    QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [this] { look(); });
    m_timer.start(kLookEvery);
    look();
}

FaultConductor::~FaultConductor()
{
    setSmallCache(false);
}

void FaultConductor::look()
{
    setHerd(m_board.isOn(Fault::ThunderingHerd));
    setSmallCache(m_board.isOn(Fault::CacheResize));
    const bool drift = m_board.isOn(Fault::TrafficDrift);
    if (std::exchange(m_drift, drift) != drift)
        m_users.setDrift(drift);
    if (m_recorder == nullptr)
        return;
    std::string known = textOf(m_board.now(), ",");
    if (known != m_known)
        m_recorder->setFaults(m_known = std::move(known));
}

void FaultConductor::setHerd(bool on)
{
    if (std::exchange(m_herd, on) == on)
        return;
    m_users.setRate(on ? m_rate * scenarioOf(Fault::ThunderingHerd).haste : m_rate);
    if (on)
        m_users.comeAtOnce();
}

void FaultConductor::setSmallCache(bool on)
{
    if (std::exchange(m_smallCache, on) == on)
        return;
    const double now = m_settings.number(Param::CacheCapacity);
    if (on) {
        m_before = now;
        m_cutTo = scenarioOf(Fault::CacheResize).capacityOf(now);
        (void)m_settings.set(Param::CacheCapacity, m_cutTo, "fault");
    } else if (now == m_cutTo) {
        (void)m_settings.set(Param::CacheCapacity, m_before, "fault");
    }
}

} // namespace forefetch
