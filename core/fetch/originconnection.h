// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/fetch/httpclientpool.h"

#include <QAbstractSocket>
#include <QObject>

#include <memory>
#include <string>

class QTcpSocket;

namespace forefetch {

// One connection of an HttpClient's pool: carries one call at a time. Thread: the client's.
class OriginConnection final : public QObject
{
public:
    explicit OriginConnection(HttpClient::Pool &pool);
    ~OriginConnection() override;

    void open(PendingCall *call);
    void send(PendingCall *call);
    // False: wait for onWritable.
    bool writeBody(std::string_view bytes);
    void resumed();
    // The call is given up.
    void abandon();
    // Takes the call off without a word to anybody.
    PendingCall *detach();
    void close();
    void tick(TimePoint now);

    bool isConnected() const { return m_state == State::Busy; }
    bool isReusable() const;

private:
    enum class State : std::uint8_t { Connecting, Idle, Busy, Closed };

    void connected();
    void readable();
    void pumpLoop();
    bool readMore(std::string_view &input);
    bool gotHead();
    void gotEnd(bool moreFollows);
    void written();
    std::size_t backlog() const;
    void failed(QAbstractSocket::SocketError error);
    void lost();
    void fail(FetchStatus status, const std::string &what);
    void waitFor(Duration limit);
    void waitForAnswer();

    HttpClient::Pool &m_pool;
    std::unique_ptr<QTcpSocket> m_socket;
    HttpMessageParser m_parser;
    std::string m_in;
    PendingCall *m_call = nullptr;
    State m_state = State::Connecting;
    TimePoint m_deadline = kNever;
    std::string m_error; // what the socket said
    bool m_reused = false;
    bool m_gotByte = false; // of the answer
    bool m_gotHead = false;
    bool m_ended = false; // the origin has closed its side
    bool m_pumping = false;
    bool m_writing = false;
};

} // namespace forefetch
