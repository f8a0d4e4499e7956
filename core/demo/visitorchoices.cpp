// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/demo/catalogue.h"
#include "core/demo/visitoranswer.h"
#include "core/request/target.h"

// What a visitor does: the intention behind a visit, page by page. Each page is one request that
// takes him thought, and those that the page makes by itself.

namespace forefetch {

namespace {

// How long one looks at what is there before asking for the next, compared with the average page.
constexpr double kGlance = 0.3;
constexpr double kPage = 1.0;
constexpr double kRead = 1.6;
constexpr double kForm = 3.0;

std::string numbers(std::string_view name, std::uint64_t value, std::string_view rest = {})
{
    return std::string("{\"").append(name).append("\":") + std::to_string(value) +
           std::string(rest) + "}";
}

} // namespace

void Visitor::decide()
{
    if (m_kind == VisitorKind::Account && !m_ordersSeen)
        return decideAccount();
    const bool hasAll = m_wanted > 0 && m_inCart >= m_wanted;
    if (hasAll || (m_pages <= 0 && m_inCart > 0))
        return buy();
    // Who came to buy looks a little longer for it.
    const bool looking = m_wanted > 0 && m_pages > -10;
    if (m_pages-- <= 0 && !looking) {
        m_over = true;
        return;
    }
    const bool wantsThis = m_place == Place::Item && m_item != 0 && m_wanted > m_inCart;
    if (wantsThis && chance(m_kind == VisitorKind::QuickBuy ? 0.8 : 0.35)) {
        plan(Stage::AddToCart, "/api/cart", kGlance,
             numbers("item", m_item, ",\"quantity\":" + std::to_string(1 + m_choice.below(2))));
        m_item = 0;
        return;
    }
    wander();
}

void Visitor::decideAccount()
{
    if (!m_signedIn)
        signIn();
    else
        plan(Stage::Orders, "/api/orders", kPage);
}

void Visitor::wander()
{
    switch (m_place) {
    case Place::Item:
        return wanderFromItem();
    case Place::List:
        if (!m_list.empty() && chance(m_drifts ? 0.3 : 0.7))
            return openFrom(m_list);
        if (!m_nextPage.empty() && chance(0.6))
            return plan(Stage::List, m_nextPage, kPage);
        return chance(0.5) ? search() : plan(Stage::Home, "/api/catalogue", kPage);
    case Place::Home:
        if (!m_categories.empty() && chance(m_drifts ? 0.25 : 0.75))
            return plan(Stage::List, m_categories[leaning(m_categories.size())], kPage);
        return search();
    case Place::Account:
        if (!m_orders.empty() && chance(0.6))
            return plan(Stage::Order, m_orders[m_choice.below(m_orders.size())], kPage);
        [[fallthrough]];
    case Place::Outside:
        if (m_kind == VisitorKind::QuickBuy || chance(0.3))
            return search();
        return plan(Stage::Home, "/api/catalogue", m_requests == 0 ? kGlance : kPage);
    }
}

void Visitor::wanderFromItem()
{
    const double what = m_choice.uniform();
    const double related = m_drifts ? 0.65 : 0.3; // then the list is seldom gone back to
    if (what < related && !m_related.empty())
        return openFrom(m_related);
    if (what < 0.75 && !m_list.empty())
        return openFrom(m_list);
    if (what < 0.85 && !m_nextPage.empty())
        return plan(Stage::List, m_nextPage, kPage);
    if (what < 0.93)
        return search();
    plan(Stage::Home, "/api/catalogue", kPage);
}

void Visitor::search()
{
    const auto nouns = Catalogue::categories();
    const auto adjectives = Catalogue::adjectives();
    std::string words;
    if (chance(0.5))
        words.append(adjectives[leaning(adjectives.size())]).append(" ");
    words.append(nouns[leaning(nouns.size())]);
    plan(Stage::List, targetOf("/api/search", {{"q", words}}), kRead);
}

void Visitor::openFrom(const std::vector<std::string> &urls)
{
    plan(Stage::Item, urls[leaning(urls.size())], kPage);
}

void Visitor::signIn()
{
    plan(Stage::Login, "/api/login", kForm,
         numbers("account", m_who.account, ",\"password\":\"let me in\""));
}

void Visitor::buy()
{
    if (!m_signedIn)
        return signIn();
    // The cart is looked at once more, then the order is placed; take() goes on from there.
    plan(Stage::Cart, "/api/cart", kPage);
    plan(Stage::Checkout, "/api/checkout", kForm, "{}");
    m_inCart = 0;
    m_wanted = 0;
}

void Visitor::take(Stage stage, const Answer &answer)
{
    switch (stage) {
    case Stage::Home:
        m_categories = answer.urls("categories");
        [[fallthrough]];
    case Stage::List:
        m_list = answer.urls("items");
        m_nextPage = answer.text("next");
        m_place = stage == Stage::Home ? Place::Home : Place::List;
        return;
    case Stage::Item:
        return takeItem(answer);
    case Stage::Reviews:
        if (const std::string next = answer.text("next"); !next.empty() && chance(0.2))
            plan(Stage::Reviews, next, kRead);
        return;
    case Stage::Related:
        m_related = answer.urls("items");
        return;
    case Stage::Login:
        m_signedIn = true;
        m_tier = answer.text("tier") == "premium" ? VisitorTier::Premium : VisitorTier::Free;
        plan(Stage::Profile, answer.link("links", "profile"), 0);
        return;
    case Stage::Profile:
    case Stage::Part:
    case Stage::Cart:
        return;
    case Stage::Orders:
    case Stage::Order:
        return takeOrders(answer);
    case Stage::AddToCart:
        ++m_inCart;
        return;
    case Stage::Checkout:
        plan(Stage::Payment, answer.link("links", "payment"), kForm,
             numbers("order", answer.number("order")));
        return;
    case Stage::Payment:
        plan(Stage::Order, answer.link("links", "order"), 0);
        return;
    }
}

void Visitor::takeItem(const Answer &answer)
{
    m_place = Place::Item;
    m_item = answer.number("id");
    m_related.clear();
    plan(Stage::Part, answer.link("links", "stock"), 0);
    plan(Stage::Reviews, answer.link("links", "reviews"), 0);
    // Related items stand below, where not everybody scrolls to.
    if (chance(m_tier == VisitorTier::Premium ? 0.8 : 0.6))
        plan(Stage::Related, answer.link("links", "related"), kGlance);
}

void Visitor::takeOrders(const Answer &answer)
{
    m_place = Place::Account;
    if (const auto ordered = answer.urls("lines"); !ordered.empty()) {
        // One order: what was bought then may be looked at again.
        m_list = ordered;
        m_nextPage.clear();
        if (chance(0.4))
            m_place = Place::List;
        return;
    }
    // The list. Orders of this very visit may or may not be in it yet: only old ones count.
    m_orders = answer.urls("orders", "status", "delivered");
    m_ordersSeen = true;
}

} // namespace forefetch
