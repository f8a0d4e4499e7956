// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/request/request.h"
#include "core/time/clock.h"
#include "core/time/random.h"

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace forefetch {

enum class VisitorKind : std::uint8_t { Browse, Buy, Account, QuickBuy };
enum class VisitorTier : std::uint8_t { Guest, Free, Premium };

std::string_view nameOf(VisitorKind kind);
std::string_view nameOf(VisitorTier tier);

// What a visitor asks next, and how long that takes him to decide.
struct VisitorRequest
{
    std::string method = "GET";
    std::string target;
    std::string body; // JSON, of a POST
    // Units of think time before it (log-normal, one on average over all pages); 0: the page asks
    // for it by itself, `gap` after the answer before.
    double thought = 0;
    Duration gap{};
};

// One visit to the demo shop: someone with an intention, who goes on by the links and numbers that
// he finds in the answers, as a client of the API would.
//
//     Visitor visitor({.seed = 1, .slot = 3, .visit = 0, .account = 4});
//     while (auto request = visitor.next())
//         visitor.answered(answer to visitor.head(*request) …);
//
// His choices depend on his own random numbers and on what stays the same about the answers
// (never on the quantity in stock, an order's payment, or on time), so the same visitor makes the
// same requests however fast he is answered and whoever answers.
//
// Thread: its owner's.
class Visitor
{
public:
    struct Who
    {
        std::uint64_t seed = 1;
        std::uint32_t slot = 0;    // which of the places in the demo he takes
        std::uint32_t visit = 0;   // how many came before him there
        std::uint32_t account = 1; // what he signs in with, should he
    };

    explicit Visitor(const Who &who);

    // Nothing when the visit is over. To be called once the request before has been answered.
    std::optional<VisitorRequest> next();
    // The request with the fields that this visitor sends: device, agent, cookie.
    RequestHead head(const VisitorRequest &request) const;
    // `status` 0: no answer came.
    void answered(int status, const Headers &headers, std::string_view body);

    // He takes other ways from now on, and of what is on offer rather the last than the first.
    void setDrift(bool drifts) { m_drifts = drifts; }

    const Who &who() const { return m_who; }
    VisitorKind kind() const { return m_kind; }
    VisitorTier tier() const { return m_tier; }
    std::uint32_t requests() const { return m_requests; }
    // Of method, target and body of every request so far, in order.
    std::uint64_t digest() const { return m_digest; }

private:
    struct Answer;
    enum class Stage : std::uint8_t {
        Home,
        List,
        Item,
        Part, // stock: nothing follows from it
        Reviews,
        Related,
        Login,
        Profile,
        Orders,
        Order,
        AddToCart,
        Cart,
        Checkout,
        Payment,
    };
    enum class Place : std::uint8_t { Outside, Home, List, Item, Account };
    struct Step
    {
        VisitorRequest request;
        Stage stage;
    };

    void plan(Stage stage, std::string target, double weight, std::string body = {});
    void decide();
    void decideAccount();
    void wander();
    void wanderFromItem();
    void search();
    void openFrom(const std::vector<std::string> &urls);
    void signIn();
    void buy();
    void take(Stage stage, const Answer &answer);
    void takeItem(const Answer &answer);
    void takeOrders(const Answer &answer);
    void failed(int status);
    bool chance(double probability) { return m_choice.uniform() < probability; }
    std::size_t leaning(std::size_t count);
    double thought(double weight);

    Who m_who;
    Random m_choice; // what he does
    Random m_pace;   // how long he thinks
    VisitorKind m_kind = VisitorKind::Browse;
    VisitorTier m_tier = VisitorTier::Guest;
    int m_pages = 0;    // that he still wants to see
    int m_wanted = 0;   // items that he wants to buy
    int m_failures = 0; // in a row
    bool m_signedIn = false;
    bool m_ordersSeen = false;
    bool m_over = false;
    bool m_drifts = false;
    Place m_place = Place::Outside;
    Stage m_waiting = Stage::Home;
    std::deque<Step> m_plan;
    std::vector<std::string> m_categories; // addresses, as the answers gave them
    std::vector<std::string> m_list;
    std::vector<std::string> m_related;
    std::vector<std::string> m_orders;
    std::string m_nextPage;
    std::uint64_t m_item = 0;
    int m_inCart = 0;
    std::string m_cookie;
    std::uint32_t m_requests = 0;
    std::uint64_t m_digest = 0;
};

} // namespace forefetch
