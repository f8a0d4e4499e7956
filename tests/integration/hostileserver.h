// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/fetch/fetcher.h"
#include "core/fetch/origin.h"

#include <QHash>
#include <QTcpServer>
#include <QTcpSocket>

#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>

namespace forefetch {

// Answers as it is told, however wrong; by path.
class HostileServer : public QTcpServer
{
public:
    using Behaviour = std::function<void(QTcpSocket *, const QByteArray &request)>;

    HostileServer()
    {
        if (!listen(QHostAddress::LocalHost))
            qFatal("no port");
        connect(this, &QTcpServer::newConnection, this, [this] {
            while (QTcpSocket *socket = nextPendingConnection()) {
                ++connections;
                connect(socket, &QTcpSocket::readyRead, this, [this, socket] { read(socket); });
                connect(socket, &QTcpSocket::disconnected, this, [this, socket] {
                    m_pending.remove(socket);
                    socket->deleteLater();
                });
            }
        });
    }

    // Written as it is; then the connection stays open, or is closed.
    void on(const QByteArray &target, const QByteArray &answer, bool close = false)
    {
        behaviours[target] = [answer, close](QTcpSocket *socket, const QByteArray &) {
            socket->write(answer);
            if (close)
                socket->disconnectFromHost();
        };
    }

    Origin origin(const std::string &base = {}) const
    {
        return *Origin::parse("http://127.0.0.1:" + std::to_string(serverPort()) + base);
    }
    QByteArrayList requests(const QByteArray &target) const
    {
        QByteArrayList found;
        for (const QByteArray &request : seen) {
            if (request.split(' ').value(1) == target)
                found.append(request);
        }
        return found;
    }

    std::map<QByteArray, Behaviour> behaviours;
    Behaviour otherwise;
    QByteArrayList seen;
    int connections = 0;

private:
    void read(QTcpSocket *socket)
    {
        QByteArray &pending = m_pending[socket];
        pending += socket->readAll();
        for (qsizetype end = 0; (end = pending.indexOf("\r\n\r\n")) >= 0;) {
            const QByteArray request = pending.left(end + 4);
            pending.remove(0, end + 4);
            seen.append(request);
            const auto found = behaviours.find(request.split(' ').value(1));
            if (found != behaviours.end())
                found->second(socket, request);
            else if (otherwise)
                otherwise(socket, request);
        }
    }

    QHash<QTcpSocket *, QByteArray> m_pending;
};

// Notes what came of each fetch.
class Notes final : public FetchSink
{
public:
    struct Fetched
    {
        ResponseHeadPtr head;
        std::string body;
        std::optional<FetchEnd> end;
        int heads = 0;
        int ends = 0;
    };

    void onHead(PrefetchId id, ResponseHeadPtr head) override
    {
        const std::lock_guard lock(m_mutex);
        Fetched &f = m_fetched[id];
        f.head = std::move(head);
        ++f.heads;
    }
    void onData(PrefetchId id, std::string_view bytes) override
    {
        const std::lock_guard lock(m_mutex);
        m_fetched[id].body += bytes;
    }
    void onEnd(PrefetchId id, const FetchEnd &end) override
    {
        const std::lock_guard lock(m_mutex);
        Fetched &f = m_fetched[id];
        f.end = end;
        ++f.ends;
        ++m_ended;
    }
    Fetched of(PrefetchId id) const
    {
        const std::lock_guard lock(m_mutex);
        const auto found = m_fetched.find(id);
        return found == m_fetched.end() ? Fetched{} : found->second;
    }
    int ended() const
    {
        const std::lock_guard lock(m_mutex);
        return m_ended;
    }

private:
    mutable std::mutex m_mutex;
    std::map<PrefetchId, Fetched> m_fetched;
    int m_ended = 0;
};

} // namespace forefetch
