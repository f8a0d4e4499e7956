// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fetch/reachability.h"

#include <QNetworkProxy>
#include <QTcpSocket>

namespace forefetch {

Result<void> reach(const Origin &origin, Duration timeout)
{
    QTcpSocket socket;
    socket.setProxy(QNetworkProxy::NoProxy);
    socket.connectToHost(QString::fromStdString(origin.host), origin.port);
    const auto wait = std::chrono::duration_cast<std::chrono::milliseconds>(timeout);
    if (socket.waitForConnected(static_cast<int>(wait.count())))
        return {};
    return Error{ErrorCode::Unreachable, "the target " + origin.text() + " does not answer: " +
                                             socket.errorString().toStdString()};
}

} // namespace forefetch
