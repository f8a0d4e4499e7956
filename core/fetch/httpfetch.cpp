// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fetch/httpfetch.h"

#include "core/fetch/httpmessage.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <utility>

namespace forefetch {

namespace {

std::chrono::milliseconds asTimer(Duration d)
{
    return std::chrono::ceil<std::chrono::milliseconds>(
        std::min<Duration>(d, std::chrono::hours(24)));
}

// Qt joins equal fields by ", ", and Set-Cookie, which must not be joined, by line feeds.
ResponseHead headOf(const QNetworkReply &reply)
{
    ResponseHead head;
    head.status = reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    head.reason =
        reply.attribute(QNetworkRequest::HttpReasonPhraseAttribute).toByteArray().toStdString();
    for (const auto &[name, value] : reply.rawHeaderPairs()) {
        if (qstricmp(name.constData(), "set-cookie") != 0) {
            head.headers.add(name.toStdString(), value.toStdString());
            continue;
        }
        for (const QByteArray &line : value.split('\n'))
            head.headers.add(name.toStdString(), line.toStdString());
    }
    return head;
}

// An HTTP status that Qt presents as an error, with a whole answer behind it.
bool isStatusError(QNetworkReply::NetworkError error, int status)
{
    switch (error) {
    case QNetworkReply::ProtocolInvalidOperationError: // 400, 418
        return status >= 400;
    case QNetworkReply::ProxyAuthenticationRequiredError:
        return status == 407;
    default:
        break;
    }
    return (error > QNetworkReply::UnknownProxyError &&
            error <= QNetworkReply::UnknownContentError) ||
           error >= QNetworkReply::InternalServerError;
}

// Percent-encodings may be written in capitals or not, and mean the same (RFC 3986, 2.1).
bool sameTarget(std::string_view a, std::string_view b)
{
    if (a.size() != b.size())
        return false;
    std::size_t inCode = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        if (inCode > 0 ? !equalsIgnoringCase(a.substr(i, 1), b.substr(i, 1)) : a[i] != b[i])
            return false;
        inCode = a[i] == '%' ? 2 : (inCode > 0 ? inCode - 1 : 0);
    }
    return true;
}

void addContextFields(QNetworkRequest &request, const RequestContext &context)
{
    for (const HeaderField &field : context.headers) {
        const QByteArray name = QByteArray::fromStdString(field.name);
        if (isHopByHop(field.name) || equalsIgnoringCase(field.name, "Host") ||
            equalsIgnoringCase(field.name, "Content-Length") || request.hasRawHeader(name))
            continue;
        // One line a name is all that Qt sends; joining is what RFC 9110, 5.3 allows, and what
        // RFC 9113, 8.2.3 wants for Cookie.
        std::string joined;
        const bool cookie = equalsIgnoringCase(field.name, "Cookie");
        for (const std::string_view value : context.headers.values(field.name))
            joined.append(joined.empty() ? "" : (cookie ? "; " : ", ")).append(value);
        request.setRawHeader(name, QByteArray::fromStdString(joined));
    }
}

} // namespace

std::optional<QNetworkRequest> networkRequest(const Origin &origin, const HttpFetchOrder &order,
                                              const HttpFetcherOptions &options)
{
    const QUrl url = QUrl::fromEncoded(QByteArray::fromStdString(origin.root() + order.target),
                                       QUrl::StrictMode);
    // Qt resolves dot segments as it sends.
    QByteArray kept = url.adjusted(QUrl::NormalizePathSegments).path(QUrl::FullyEncoded).toLatin1();
    if (url.hasQuery())
        kept += '?' + url.query(QUrl::FullyEncoded).toLatin1();
    if (!url.isValid() || !sameTarget(kept.toStdString(), order.target))
        return std::nullopt;

    QNetworkRequest request(url);
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute,
                         QNetworkRequest::ManualRedirectPolicy);
    request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CacheLoadControlAttribute,
                         QNetworkRequest::AlwaysNetwork);
    request.setAttribute(QNetworkRequest::CacheSaveControlAttribute, false);
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, options.http2);
    request.setAttribute(QNetworkRequest::BackgroundRequestAttribute, true);
    request.setDecompressedSafetyCheckThreshold(-1);

    if (order.context)
        addContextFields(request, *order.context);
    constexpr std::array<std::pair<const char *, const char *>, 3> defaults = {{
        {"Accept-Encoding", "identity"}, // else Qt asks for what it would decompress
        {"Accept-Language", "*"},        // else Qt names the language of this machine
        {"User-Agent", "forefetch/" FOREFETCH_VERSION},
    }};
    for (const auto &[name, value] : defaults) {
        if (!request.hasRawHeader(name))
            request.setRawHeader(name, value);
    }
    request.setRawHeader("Sec-Purpose", "prefetch");
    return request;
}

HttpFetch::HttpFetch(HttpFetchOrder order, const Origin &origin, const HttpFetcherOptions &options,
                     QNetworkAccessManager &network, Done done)
    : m_order(std::move(order)), m_origin(origin), m_options(options), m_network(&network),
      m_done(std::move(done))
{
    m_stepTimer.setSingleShot(true);
    m_totalTimer.setSingleShot(true);
    connect(&m_stepTimer, &QTimer::timeout, this, [this] {
        giveUp(FetchStatus::TimedOut,
               m_origin.text() + ": no answer within the time limit for connecting or answering");
    });
    connect(&m_totalTimer, &QTimer::timeout, this, [this] {
        giveUp(FetchStatus::TimedOut, m_origin.text() + ": the body did not end within " +
                                          std::to_string(asTimer(m_options.totalTime).count()) +
                                          " ms");
    });
}

HttpFetch::~HttpFetch()
{
    if (m_reply)
        m_reply->deleteLater();
}

void HttpFetch::begin(const QNetworkRequest &request)
{
    m_stepTimer.start(asTimer(m_options.connectTime));
    m_totalTimer.start(asTimer(m_options.totalTime));
    m_reply = m_network->get(request);
    m_reply->setReadBufferSize(static_cast<qint64>(m_options.readBuffer));
    connect(m_reply, &QNetworkReply::socketStartedConnecting, this, &HttpFetch::connecting);
    connect(m_reply, &QNetworkReply::requestSent, this, &HttpFetch::requestSent);
    connect(m_reply, &QNetworkReply::metaDataChanged, this, &HttpFetch::readHead);
    connect(m_reply, &QNetworkReply::readyRead, this, &HttpFetch::readBody);
    connect(m_reply, &QNetworkReply::finished, this, &HttpFetch::finished);
}

void HttpFetch::cancel()
{
    giveUp(FetchStatus::Cancelled, "cancelled");
}

// Qt asks again, up to three times, when a connection closes before any answer. That is right once
// after a connection that was reused (RFC 9112, 9.3.1); for the rest it would multiply the load on
// an origin that is in trouble, and how often to retry is the workers' decision. Qt cannot be told
// so, and decides in a thread of its own; the first that is heard of it is that it connects anew,
// which is a whole connection earlier than that it has sent again. So at most one request too many
// goes out, and none where connecting takes longer than calling it off.
void HttpFetch::connecting()
{
    if (m_fresh && m_sendings > 0 && !m_headRead)
        giveUp(FetchStatus::Network, describe(QNetworkReply::RemoteHostClosedError));
    m_fresh = true;
}

void HttpFetch::requestSent()
{
    if (m_ended || m_headRead)
        return;
    if (++m_sendings > (m_fresh ? 1 : 2))
        giveUp(FetchStatus::Network, describe(QNetworkReply::RemoteHostClosedError));
    else
        m_stepTimer.start(asTimer(m_options.firstByteTime));
}

void HttpFetch::readHead()
{
    if (m_ended || m_headRead)
        return;
    ResponseHead head = headOf(*m_reply);
    if (head.status < 200)
        return; // interim, or nothing yet
    m_headRead = true;
    m_status = head.status;
    m_stepTimer.stop();
    m_chunked = head.headers.has("Transfer-Encoding");
    if (const std::optional<std::string> text = head.headers.joined("Content-Length")) {
        std::uint64_t length = 0;
        if (m_chunked || !parseDecimal(*text, length)) {
            giveUp(FetchStatus::Network,
                   m_origin.text() + ": the length of the answer is ambiguous (Content-Length: " +
                       *text + (m_chunked ? ", with Transfer-Encoding)" : ")"));
            return;
        }
        m_announced = length;
    }
    if (m_announced.value_or(0) > m_options.maxBody && hasBody("GET", m_status)) {
        giveUp(FetchStatus::Refused,
               m_origin.text() + ": a body of " + std::to_string(*m_announced) +
                   " bytes is above the limit of " + std::to_string(m_options.maxBody));
        return;
    }
    m_order.sink->onHead(m_order.id, std::make_shared<const ResponseHead>(std::move(head)));
}

void HttpFetch::readBody()
{
    readHead();
    std::array<char, 64 << 10> buffer;
    while (!m_ended && m_headRead) {
        const qint64 n = m_reply->read(buffer.data(), buffer.size());
        if (n <= 0)
            return;
        m_received += static_cast<std::uint64_t>(n);
        if (m_received > m_options.maxBody) {
            giveUp(FetchStatus::Refused, m_origin.text() + ": the body is above the limit of " +
                                             std::to_string(m_options.maxBody) + " bytes");
            return;
        }
        m_order.sink->onData(m_order.id, {buffer.data(), static_cast<std::size_t>(n)});
    }
}

void HttpFetch::finished()
{
    if (m_ended)
        return;
    const QNetworkReply::NetworkError error = m_reply->error();
    readHead();
    const bool answered = error == QNetworkReply::NoError || isStatusError(error, m_status);
    if (answered)
        readBody();
    if (m_ended)
        return;
    std::string why;
    if (!answered)
        end(FetchStatus::Network, describe(error));
    else if (!m_headRead)
        end(FetchStatus::Network, m_origin.text() + ": what came is not an HTTP answer");
    else if (!isWhole(why))
        end(FetchStatus::Network, std::move(why));
    else
        end(FetchStatus::Answered, {});
}

// Qt accepts more than it should; what was announced is checked here once more.
bool HttpFetch::isWhole(std::string &why) const
{
    if (!hasBody("GET", m_status) || !m_announced || *m_announced == m_received)
        return true;
    why = m_origin.text() + ": announced " + std::to_string(*m_announced) + " bytes and sent " +
          std::to_string(m_received);
    return false;
}

// Ends it before its time, for a reason of our own.
void HttpFetch::giveUp(FetchStatus status, std::string text)
{
    if (m_ended)
        return;
    end(status, std::move(text));
    // Not from within one of the reply's own signals, which would go on with a dead reply.
    if (m_reply)
        QMetaObject::invokeMethod(m_reply, &QNetworkReply::abort, Qt::QueuedConnection);
}

void HttpFetch::end(FetchStatus status, std::string text)
{
    m_ended = true;
    m_stepTimer.stop();
    m_totalTimer.stop();
    m_order.sink->onEnd(m_order.id, {status, std::move(text), m_received});
    m_done(this);
}

std::string HttpFetch::describe(QNetworkReply::NetworkError error) const
{
    const std::string place = m_origin.text() + ": ";
    switch (error) {
    case QNetworkReply::ConnectionRefusedError:
        return place + "the connection was refused; is the server running?";
    case QNetworkReply::HostNotFoundError:
        return place + "the host name is not known";
    case QNetworkReply::SslHandshakeFailedError:
        return place + "TLS failed: " + m_reply->errorString().toStdString();
    case QNetworkReply::RemoteHostClosedError:
        return place + "the connection was closed " +
               (m_headRead ? "in the middle of the body" : "before a proper answer came");
    case QNetworkReply::ProtocolFailure:
    case QNetworkReply::ProtocolUnknownError:
    case QNetworkReply::ProtocolInvalidOperationError:
        return place + "what came is not an HTTP answer";
    default:
        return place + m_reply->errorString().toStdString();
    }
}

} // namespace forefetch
