// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/fetch/httpfetcher.h"

#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QTimer>

#include <functional>
#include <optional>

namespace forefetch {

// What is asked for, as texts; all that a fetch needs once it has left its caller's thread.
struct HttpFetchOrder
{
    PrefetchId id = PrefetchId::None;
    std::string target; // at the origin, base path included
    RequestContextPtr context;
    FetchSink *sink = nullptr;
};

// The request for an order, or nothing where QUrl would not keep the target as it is written.
std::optional<QNetworkRequest> networkRequest(const Origin &origin, const HttpFetchOrder &order,
                                              const HttpFetcherOptions &options);

// One fetch by a network access manager: reads the reply, keeps the time limits, and checks what
// the reply says about its own length.
//
// Thread: that of its manager.
class HttpFetch : public QObject
{
    Q_OBJECT

public:
    using Done = std::function<void(HttpFetch *)>; // after onEnd; deletes the fetch, later

    HttpFetch(HttpFetchOrder order, const Origin &origin, const HttpFetcherOptions &options,
              QNetworkAccessManager &network, Done done);
    ~HttpFetch() override;

    PrefetchId id() const { return m_order.id; }
    QNetworkAccessManager *network() const { return m_network; }
    void begin(const QNetworkRequest &request);
    void cancel();

private:
    void connecting();
    void requestSent();
    void readHead();
    void readBody();
    void finished();
    void giveUp(FetchStatus status, std::string text);
    void end(FetchStatus status, std::string text);
    bool isWhole(std::string &why) const;
    std::string describe(QNetworkReply::NetworkError error) const;

    const HttpFetchOrder m_order;
    const Origin &m_origin;
    const HttpFetcherOptions &m_options;
    QNetworkAccessManager *const m_network;
    const Done m_done;
    QNetworkReply *m_reply = nullptr;
    QTimer m_stepTimer; // connect, then first byte
    QTimer m_totalTimer;
    bool m_fresh = false; // on a connection that was made for it
    int m_sendings = 0;   // how often Qt has sent the request
    bool m_headRead = false;
    bool m_ended = false;
    bool m_chunked = false;
    int m_status = 0;
    std::optional<std::uint64_t> m_announced; // Content-Length
    std::uint64_t m_received = 0;
};

} // namespace forefetch
