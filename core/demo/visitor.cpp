// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/demo/visitor.h"

#include "core/demo/visitoranswer.h"
#include "core/request/texthash.h"

#include <boost/json/parse.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace forefetch {

namespace json = boost::json;

namespace {

constexpr int kMaxFailures = 3;
// A visit ends at some time, also where signing in never helps.
constexpr std::uint32_t kMaxRequests = 500;

constexpr std::array<std::string_view, 4> kAgents = {
    "ShopApp/5.2 (Android 14)", "ShopApp/5.2 (iOS 17.4)",
    "Mozilla/5.0 (X11; Linux x86_64) Firefox/128.0",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/126.0"};

} // namespace

std::string_view nameOf(VisitorKind kind)
{
    constexpr std::array<std::string_view, 4> names = {"browse", "buy", "account", "quick-buy"};
    return names[static_cast<std::size_t>(kind)];
}

std::string_view nameOf(VisitorTier tier)
{
    constexpr std::array<std::string_view, 3> names = {"guest", "free", "premium"};
    return names[static_cast<std::size_t>(tier)];
}

Visitor::Visitor(const Who &who)
    : m_who(who), m_choice(Random(who.seed).split(who.slot).split(2 * std::uint64_t{who.visit})),
      m_pace(Random(who.seed).split(who.slot).split(2 * std::uint64_t{who.visit} + 1))
{
    const double kind = m_choice.uniform();
    m_kind = kind < 0.50   ? VisitorKind::Browse
             : kind < 0.70 ? VisitorKind::Buy
             : kind < 0.85 ? VisitorKind::Account
                           : VisitorKind::QuickBuy;
    m_pages = 2 + static_cast<int>(m_choice.exponential(9));
    if (m_kind == VisitorKind::Buy)
        m_wanted = 1 + static_cast<int>(m_choice.below(3));
    if (m_kind == VisitorKind::QuickBuy)
        m_wanted = 1;
    // Four in ten stay guests until they must sign in; the others do so first. Which tier an
    // account has is the shop's to say.
    if (m_kind == VisitorKind::Account || (m_kind != VisitorKind::QuickBuy && chance(0.6)))
        signIn();
}

std::optional<VisitorRequest> Visitor::next()
{
    if (m_requests >= kMaxRequests)
        return std::nullopt;
    if (m_plan.empty() && !m_over)
        decide();
    if (m_plan.empty())
        return std::nullopt;
    Step step = std::move(m_plan.front());
    m_plan.pop_front();
    m_waiting = step.stage;
    ++m_requests;
    const VisitorRequest &r = step.request;
    m_digest = mixBits(m_digest ^ textHash(r.method + " " + r.target + "\n" + r.body, m_requests));
    return std::move(step.request);
}

RequestHead Visitor::head(const VisitorRequest &request) const
{
    RequestHead head{request.method, request.target, {}};
    const std::uint64_t device = mixBits(m_who.seed + 1000 * std::uint64_t{m_who.slot} +
                                         1'000'000'000 * std::uint64_t{m_who.visit});
    head.headers.add("User-Agent", std::string(kAgents[device % kAgents.size()]));
    head.headers.add("Accept", "application/json");
    head.headers.add("X-Device-Id", "device-" + std::to_string(device));
    if (!m_cookie.empty())
        head.headers.add("Cookie", m_cookie);
    if (!request.body.empty())
        head.headers.add("Content-Type", "application/json");
    return head;
}

void Visitor::answered(int status, const Headers &headers, std::string_view body)
{
    for (const std::string_view field : headers.values("Set-Cookie")) {
        const std::string_view pair = field.substr(0, field.find(';'));
        if (pair.starts_with("sid="))
            m_cookie = pair;
    }
    boost::system::error_code error;
    json::value value = json::parse(body, error);
    if (status < 200 || status >= 300 || error || !value.is_object())
        return failed(status);
    m_failures = 0;
    take(m_waiting, Answer{std::move(value.get_object())});
}

void Visitor::failed(int status)
{
    // He starts again from the front page, unless nothing works.
    m_plan.clear();
    m_place = Place::Outside;
    if (status == 401)
        m_signedIn = false;
    m_over = ++m_failures >= kMaxFailures;
}

double Visitor::thought(double weight)
{
    constexpr double sigma = 0.8;
    const double radius = std::sqrt(-2 * std::log1p(-m_pace.uniform()));
    const double normal = radius * std::cos(2 * std::numbers::pi * m_pace.uniform());
    const double hurry = m_tier == VisitorTier::Premium ? 0.8 : 1.0;
    return weight * hurry * std::exp(sigma * normal - sigma * sigma / 2);
}

void Visitor::plan(Stage stage, std::string target, double weight, std::string body)
{
    Step step{{body.empty() ? "GET" : "POST", std::move(target), std::move(body)}, stage};
    if (weight > 0)
        step.request.thought = thought(weight);
    else
        step.request.gap = fromSeconds(0.005 + m_pace.exponential(0.015));
    if (!step.request.target.empty())
        m_plan.push_back(std::move(step));
}

// Of `count` things in a row, rather one of the first; of the last, where he drifts.
std::size_t Visitor::leaning(std::size_t count)
{
    const double u = m_choice.uniform();
    const auto at =
        std::min(count - 1, static_cast<std::size_t>(u * u * static_cast<double>(count)));
    return m_drifts ? count - 1 - at : at;
}

} // namespace forefetch
