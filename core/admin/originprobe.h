// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/fetch/origin.h"
#include "core/time/clock.h"

#include <QTcpSocket>

#include <memory>
#include <optional>

namespace forefetch {

// Does the origin accept connections? Asked without waiting, and at most once a second, so that
// whoever asks often costs the origin nothing.
//
//     OriginProbe probe(origin, clock);
//     probe.reachable()       // nothing: not known yet, ask again in a moment
//
// Thread: the one that made it, which runs a Qt event loop.
class OriginProbe
{
public:
    static constexpr Duration kKept = std::chrono::seconds(1);
    static constexpr Duration kTime = std::chrono::seconds(1); // to connect

    OriginProbe(const Origin &origin, const Clock &clock) : m_origin(origin), m_clock(clock) {}

    std::optional<bool> reachable();

private:
    void begin(TimePoint now);
    std::optional<bool> result(TimePoint now) const;

    const Origin m_origin;
    const Clock &m_clock;
    std::unique_ptr<QTcpSocket> m_socket; // while it connects
    TimePoint m_began{};
    std::optional<bool> m_known;
    TimePoint m_knownAt{};
};

} // namespace forefetch
