// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/fetch/httpmessage.h"
#include "core/fetch/httpmessageparser.h"
#include "core/gateway/clientshares.h"
#include "core/gateway/serverrequest.h"
#include "core/gateway/socketwriter.h"
#include "core/time/clock.h"

#include <QObject>
#include <QTcpSocket>

#include <string>

namespace forefetch {

class ServerThread;

// One client's connection: reads requests one at a time, hands each to the thread's handler, and
// is the ServerRequest through which it is answered. The next request is not read before the
// answer to this one is complete, which keeps answers in order and memory bounded.
//
// Thread: its ServerThread's.
class ServerConnection final : public QObject, private ServerRequest
{
public:
    ServerConnection(ServerThread &thread, ClientNetwork network);
    ~ServerConnection() override;

    bool open(qintptr descriptor);
    // Answers 503 and closes.
    void refuseBusy(std::string_view reason);
    ClientNetwork network() const { return m_network; }
    // Ends what has taken too long.
    void tick(TimePoint now);
    // No further request: closes now when idle, else after the answer under way.
    void drain();
    void cut();
    void flush();

private:
    enum class Wait : std::uint8_t { Nothing, Request, HeadEnd, BodyBytes, Writable, Close };
    enum class Reading : std::uint8_t { Head, Paused, Flowing, Discarding, Done };
    enum class Answer : std::uint8_t { None, Streaming, Done };

    // ServerRequest
    const RequestHead &head() const override { return m_parser->request(); }
    std::string_view clientAddress() const override { return m_clientAddress; }
    bool isHttp10() const override { return m_parser->minorVersion() == 0; }
    bool hasBody() const override { return m_hasBody; }
    std::optional<std::uint64_t> bodyLength() const override;
    void setListener(RequestListener *listener) override { m_listener = listener; }
    void resumeBody() override;
    void pauseBody() override;
    void respond(const ResponseHead &head, std::string_view body, std::string_view lines) override;
    void respond(const ResponseHead &head, Body body, std::string_view lines) override;
    void respond(const ResponseHead &head, Body body, std::size_t offset, std::size_t length,
                 std::string_view lines) override;
    void begin(const ResponseHead &head, std::optional<std::uint64_t> length,
               std::string_view lines) override;
    bool write(std::string_view bytes) override;
    void end() override;
    void abort() override;
    void reset() override;
    void inform(const ResponseHead &head) override;

    // Reading.
    void pump();
    void pumpLoop();
    bool wantsInput() const;
    bool readMore(std::string_view &input);
    void keep(std::string_view input);
    void discardInput();
    void step(HttpMessageParser::Step step);
    void beginRequest();
    bool checkBodySize(std::uint64_t bytes);
    void bodyBytes(std::string_view bytes);
    void bodyEnded();
    void refuse(int status, std::string_view reason);

    // Answering.
    bool startAnswer(const ResponseHead &head, Framing framing, std::string_view lines);
    void appendHead(const ResponseHead &head, Framing framing, std::string_view lines);
    bool bodyAllowed(const ResponseHead &head) const;
    void finishAnswer();
    void completeRequest();
    void written(std::size_t bytes);
    void closeWhenWritten();
    void lost();
    void waitFor(Wait what);
    void watchForProgress();
    TimePoint dueAtLeastRate(Duration grace) const;

    ServerThread &m_thread;
    QTcpSocket m_socket;
    SocketWriter m_writer;
    std::unique_ptr<HttpMessageParser> m_parser;
    const ClientNetwork m_network;
    std::string m_clientAddress;
    std::string m_in; // read and not yet understood
    RequestListener *m_listener = nullptr;

    Reading m_reading = Reading::Head;
    Answer m_answer = Answer::None;
    Wait m_wait = Wait::Nothing;
    TimePoint m_deadline = kNever;
    TimePoint m_waitingSince{};     // for what m_wait says
    std::uint64_t m_movedThen = 0;  // bytes of the body read, or of answers sent, at that time
    std::uint64_t m_bodyBytes = 0;  // of the request, so far
    std::uint64_t m_discarded = 0;  // after the answer
    std::uint64_t m_answerLeft = 0; // of a sized answer
    Framing m_framing;
    bool m_active = false;   // a request is being answered
    bool m_handling = false; // within RequestHandler::handle
    bool m_hasBody = false;
    bool m_expectsContinue = false;
    bool m_wantsWritable = false;
    bool m_pumping = false;
    bool m_draining = false;
    bool m_closeAfter = false; // this answer is the last
    bool m_closing = false;    // our side is shut; the client's is awaited
    bool m_closed = false;
};

} // namespace forefetch
