// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/admin/adminclient.h"

#include "core/admin/access.h"
#include "core/admin/token.h"
#include "core/fetch/httpmessage.h"
#include "core/metrics/jsontext.h"

#include <boost/json/object.hpp>

#include <utility>

namespace forefetch {

namespace {

HttpClientOptions optionsOf()
{
    HttpClientOptions options;
    options.connections = 4;
    options.waiting = 64;
    options.connectTime = std::chrono::milliseconds(1500);
    options.firstByteTime = std::chrono::seconds(5); // what is made on demand takes its time
    options.idleTime = std::chrono::milliseconds(1500);
    return options;
}

ErrorCode codeOf(int status)
{
    switch (status) {
    case 401:
    case 403:
    case 421:
        return ErrorCode::Refused;
    case 400:
    case 409:
    case 412:
    case 413:
    case 415:
    case 422:
        return ErrorCode::InvalidArgument;
    case 404:
    case 405:
        return ErrorCode::NotFound;
    default:
        return ErrorCode::Internal;
    }
}

// What a problem says, else the status.
std::string detailOf(int status, const std::string &body)
{
    if (const Result<boost::json::value> parsed = parseJson(body); parsed && parsed->is_object()) {
        const boost::json::value *detail = parsed->get_object().if_contains("detail");
        if (detail != nullptr && detail->is_string())
            return std::string(detail->get_string());
    }
    return "it answered " + std::to_string(status) + ' ' + std::string(standardReason(status));
}

} // namespace

class AdminClient::Call final : public HttpCallListener
{
public:
    Call(AdminClient &client, Answered answered, std::function<void(std::string_view)> came = {})
        : m_client(client), m_answered(std::move(answered)), m_came(std::move(came))
    {
    }

    void begin(const RequestHead &head, std::string_view body)
    {
        m_call = body.empty() ? m_client.m_client.send(head, Framing::none(), *this)
                              : m_client.m_client.send(head, body, *this);
    }

    void onHead(ResponseHead &&head, std::optional<std::uint64_t>) override
    {
        m_status = head.status;
    }
    void onData(std::string_view bytes) override
    {
        if (m_came && m_status == 200)
            return m_came(bytes);
        if (m_body.size() + bytes.size() > kMostBytes)
            return end(Error{ErrorCode::LimitExceeded,
                             m_client.m_origin.text() + ": the answer is too large"});
        m_body += bytes;
    }
    void onEnd() override
    {
        if (m_status >= 200 && m_status < 300)
            return end(std::move(m_body));
        end(Error{codeOf(m_status), m_client.m_origin.text() + ": " + detailOf(m_status, m_body)});
    }
    void onFailure(const HttpFailure &failure) override
    {
        end(Error{ErrorCode::Unreachable, failure.text});
    }

private:
    // Gone when this returns; whoever is told may be about to end the client.
    void end(Result<std::string> result)
    {
        const Answered answered = std::move(m_answered);
        std::list<std::unique_ptr<Call>> ended;
        for (auto at = m_client.m_calls.begin(); at != m_client.m_calls.end(); ++at) {
            if (at->get() == this) {
                ended.splice(ended.begin(), m_client.m_calls, at);
                break;
            }
        }
        answered(std::move(result));
    }

    AdminClient &m_client;
    Answered m_answered;
    std::function<void(std::string_view)> m_came;
    std::unique_ptr<HttpCall> m_call;
    int m_status = 0;
    std::string m_body;
};

AdminClient::AdminClient(Origin origin, std::string token, const Clock &clock)
    : m_origin(std::move(origin)), m_token(std::move(token)), m_client(m_origin, clock, optionsOf())
{
}

AdminClient::~AdminClient() = default;

void AdminClient::send(std::string_view method, std::string_view path, std::string_view body,
                       Answered answered)
{
    RequestHead head;
    head.method = method;
    head.target = m_origin.targetFor(path);
    if (!m_token.empty())
        head.headers.add("Authorization", "Bearer " + m_token);
    if (!body.empty())
        head.headers.add("Content-Type", "application/json");
    m_calls.push_back(std::make_unique<Call>(*this, std::move(answered)));
    m_calls.back()->begin(head, body);
}

void AdminClient::follow(std::string_view path, std::function<void(std::string_view)> came,
                         Answered ended)
{
    RequestHead head{"GET", m_origin.targetFor(path), {}};
    if (!m_token.empty())
        head.headers.add("Authorization", "Bearer " + m_token);
    m_calls.push_back(std::make_unique<Call>(*this, std::move(ended), std::move(came)));
    m_calls.back()->begin(head, {});
}

void AdminClient::giveUp()
{
    m_calls.clear();
}

Result<Origin> instanceFrom(std::string_view url)
{
    std::string text(url);
    if (text.starts_with(':'))
        text = "127.0.0.1" + text;
    if (text.find("://") == std::string::npos)
        text = "http://" + text;
    return Origin::parse(text);
}

Result<std::string> tokenFor(const Origin &instance, const std::string &tokenFile)
{
    if (!tokenFile.empty())
        return readToken(tokenFile);
    if (!isLoopback(instance.host))
        return std::string();
    const Result<std::string> path = tokenPath(instance.port);
    const Result<std::string> token = path ? readToken(*path) : path;
    return token ? *token : std::string();
}

} // namespace forefetch
