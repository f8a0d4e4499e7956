// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/replay/replay.h"

#include "core/fetch/httpclient.h"

#include <QTimer>

#include <algorithm>
#include <utility>
#include <vector>

namespace forefetch {

namespace {

constexpr std::string_view kSessionField = "Forefetch-Session";
constexpr std::size_t kMostReason = 200; // bytes
constexpr int kPerTurn = 64;             // requests sent before sockets have their turn
constexpr std::chrono::milliseconds kPublishEvery{50};

HttpClientOptions clientOptions(std::size_t connections)
{
    HttpClientOptions options;
    options.connections = connections; // one for each request that has no answer
    // The gateway gives up first, and says why.
    options.firstByteTime = std::chrono::seconds(90);
    options.idleTime = std::chrono::seconds(90);
    options.fieldLines = "Connection: " + std::string(kSessionField) + "\r\n";
    return options;
}

RequestHead headOf(const TraceEvent &event)
{
    RequestHead head{std::string(event.method), std::string(event.target), {}};
    head.headers.add(std::string(kSessionField), std::to_string(event.session.packed()));
    head.headers.add("User-Agent", event.agent.empty() ? "forefetch-replay/" FOREFETCH_VERSION
                                                       : std::string(event.agent));
    head.headers.add("Accept", "*/*");
    return head;
}

} // namespace

// The replay's thread: one client, one timer.
class Replay::Client
{
public:
    explicit Client(Replay &replay);
    ~Client();

    void pump();

private:
    class Call;

    void send(const TraceEvent &event);
    void ended(Call *call);
    void publish(bool ended) { m_replay.publish(m_figures, ended); }
    void schedule(Duration wait);

    Replay &m_replay;
    HttpClient m_http;
    Departures m_departures;
    ReplayFigures m_figures;
    std::vector<std::unique_ptr<Call>> m_calls;
    std::vector<Call *> m_free;
    QTimer m_next;
    QTimer m_publish;
    bool m_full = false; // waits for an answer
    bool m_over = false; // nothing is left to be sent
};

// One request at a time and its answer, of which nothing is kept.
class Replay::Client::Call final : public HttpCallListener
{
public:
    explicit Call(Client &client) : m_client(client) {}

    void begin(const TraceEvent &event)
    {
        m_status = 0;
        m_explained.clear();
        const RequestHead head = headOf(event);
        // Of these a server may want to know that there is no body (RFC 9110, 8.6).
        const bool couldHaveBody =
            event.method == "POST" || event.method == "PUT" || event.method == "PATCH";
        m_call =
            m_client.m_http.send(head, couldHaveBody ? Framing::sized(0) : Framing::none(), *this);
    }

    void onHead(ResponseHead &&head, std::optional<std::uint64_t>) override
    {
        m_status = head.status;
        m_isText = head.headers.value("content-type").starts_with("text/plain");
        if (m_status >= 500)
            m_explained = std::to_string(m_status) + " " + std::string(standardReason(m_status));
    }

    void onData(std::string_view bytes) override
    {
        m_client.m_figures.bytes += bytes.size();
        if (m_status < 500 || !std::exchange(m_isText, false))
            return;
        const std::string_view line = bytes.substr(0, std::min(bytes.find('\n'), kMostReason));
        m_explained.append(": ").append(line);
    }

    void onEnd() override
    {
        const auto status = static_cast<std::size_t>(std::clamp(m_status, 100, 599));
        ++m_client.m_figures.answered[status / 100 - 1];
        if (!m_explained.empty())
            m_client.m_figures.noteReason(m_explained);
        m_call.reset();
        m_client.ended(this);
    }

    void onFailure(const HttpFailure &failure) override
    {
        ++m_client.m_figures.failed;
        m_client.m_figures.noteReason(failure.text);
        m_call.reset();
        m_client.ended(this);
    }

private:
    Client &m_client;
    std::unique_ptr<HttpCall> m_call;
    int m_status = 0;
    bool m_isText = false;
    std::string m_explained; // of an answer from 500 on
};

Replay::Client::Client(Replay &replay)
    : m_replay(replay),
      m_http(replay.m_gateway, replay.m_clock, clientOptions(replay.m_options.mostUnanswered)),
      m_departures(replay.m_reader, replay.m_options, replay.m_clock)
{
    m_next.setSingleShot(true);
    m_next.setTimerType(Qt::PreciseTimer);
    QObject::connect(&m_next, &QTimer::timeout, &m_next, [this] { pump(); });
    QObject::connect(&m_publish, &QTimer::timeout, &m_publish, [this] { publish(false); });
    m_publish.start(kPublishEvery);
}

Replay::Client::~Client()
{
    publish(m_figures.complete);
}

void Replay::Client::schedule(Duration wait)
{
    // A day at most: then it is asked again.
    wait = std::clamp<Duration>(wait, Duration::zero(), std::chrono::hours(24));
    m_next.start(std::chrono::ceil<std::chrono::milliseconds>(wait));
}

void Replay::Client::pump()
{
    for (int i = 0; i < kPerTurn; ++i) {
        switch (m_departures.next(m_figures.unanswered, m_figures)) {
        case Departures::Step::Send:
            send(m_departures.request());
            continue;
        case Departures::Step::Wait:
            return schedule(m_departures.due() - m_replay.m_clock.now());
        case Departures::Step::Full:
            m_full = true;
            return;
        case Departures::Step::Rest:
            return schedule(Duration::zero());
        case Departures::Step::End:
            m_over = true;
            if (m_figures.unanswered == 0)
                ended(nullptr);
            return;
        }
    }
    schedule(Duration::zero());
}

void Replay::Client::send(const TraceEvent &event)
{
    if (m_free.empty()) {
        m_calls.push_back(std::make_unique<Call>(*this));
        m_free.push_back(m_calls.back().get());
    }
    Call *call = m_free.back();
    m_free.pop_back();
    ++m_figures.unanswered;
    m_figures.mostUnanswered = std::max(m_figures.mostUnanswered, m_figures.unanswered);
    call->begin(event);
}

// Null: there was none.
void Replay::Client::ended(Call *call)
{
    if (call != nullptr) {
        --m_figures.unanswered;
        m_free.push_back(call);
    }
    if (std::exchange(m_full, false))
        schedule(Duration::zero()); // not from within a call
    if (!m_over || m_figures.unanswered > 0)
        return;
    m_publish.stop();
    m_figures.complete = true;
    publish(true);
}

SessionKey Replay::sessionKey()
{
    return {SessionKey::Kind::Header, std::string(kSessionField)};
}

Replay::Replay(Origin gateway, TraceReader &reader, const Clock &clock,
               const DepartureOptions &options)
    : m_gateway(std::move(gateway)), m_reader(reader), m_clock(clock), m_options(options)
{
}

Replay::~Replay()
{
    stop();
}

void Replay::start()
{
    m_loop.start([this] { m_client = std::make_unique<Client>(*this); },
                 [this] { m_client.reset(); });
    m_loop.post([this] { m_client->pump(); });
}

void Replay::stop()
{
    m_loop.stop();
}

Replay::State Replay::state() const
{
    const std::lock_guard lock(m_mutex);
    return m_state;
}

void Replay::publish(const ReplayFigures &figures, bool ended)
{
    const std::lock_guard lock(m_mutex);
    m_state = {figures, ended};
}

} // namespace forefetch
