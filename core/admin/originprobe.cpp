// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/admin/originprobe.h"

namespace forefetch {

std::optional<bool> OriginProbe::reachable()
{
    const TimePoint now = m_clock.now();
    if (m_known && now - m_knownAt < kKept)
        return m_known;
    if (!m_socket)
        begin(now);
    const std::optional<bool> connected = result(now);
    if (!connected)
        return std::nullopt;
    m_socket.reset();
    m_known = connected;
    m_knownAt = now;
    return m_known;
}

void OriginProbe::begin(TimePoint now)
{
    m_began = now;
    m_socket = std::make_unique<QTcpSocket>();
    m_socket->connectToHost(QString::fromStdString(m_origin.host), m_origin.port);
}

std::optional<bool> OriginProbe::result(TimePoint now) const
{
    switch (m_socket->state()) {
    case QAbstractSocket::ConnectedState:
        return true;
    case QAbstractSocket::HostLookupState:
    case QAbstractSocket::ConnectingState:
        return now - m_began < kTime ? std::nullopt : std::optional(false);
    default:
        return false;
    }
}

} // namespace forefetch
