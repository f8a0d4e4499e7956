// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pipeline/modelview.h"

#include <boost/unordered/unordered_flat_map.hpp>
#include <boost/unordered/unordered_flat_set.hpp>

#include <algorithm>
#include <tuple>

namespace forefetch {

namespace {

struct RouteTraffic
{
    std::string route;
    std::uint64_t followed = 0; // times that something came after one of it
    std::uint64_t came = 0;
    std::uint32_t members = 0;
    bool isNamed = false; // by a rule
    std::uint64_t traffic() const { return std::max(followed, came); }
};

// A route by what is constant in it: a rule calls its values after where they come from, and the
// route after what they look like. What stands in the query is a value whatever it looks like.
std::string shapeOf(std::string_view route)
{
    std::string shape;
    bool isInQuery = false;
    for (std::size_t i = 0; i < route.size(); ++i) {
        const char c = route[i];
        isInQuery = isInQuery || c == '?';
        shape.push_back(c);
        if (c == '{') {
            i = std::min(route.find('}', i), route.size() - 1);
        } else if (isInQuery && c == '=') {
            shape.push_back('{');
            i = std::min(route.find('&', i), route.size()) - 1;
        }
    }
    return shape;
}

// The traffic by route, in no particular order.
class TrafficOfRoutes
{
public:
    TrafficOfRoutes(const Interner &interner, const RouteOf &routeOf)
        : m_interner(interner), m_routeOf(routeOf)
    {
    }

    void add(const Transition &t)
    {
        const std::size_t from = placeOf(t.from);
        const std::size_t to = placeOf(t.to);
        if (from != kNone && m_followed.insert(t.from.packed()).second)
            routes[from].followed += timesFollowed(t);
        if (to != kNone)
            routes[to].came += t.count;
    }

    std::vector<RouteTraffic> routes;

private:
    static constexpr std::size_t kNone = ~std::size_t(0);

    std::size_t placeOf(ResourceId resource)
    {
        const auto [known, isNew] = m_places.try_emplace(resource.packed(), kNone);
        if (isNew && m_interner.read(resource, m_text)) {
            const std::string route = m_routeOf(m_text);
            const auto [found, added] = m_byRoute.try_emplace(route, routes.size());
            if (added)
                routes.push_back({route});
            ++routes[found->second].members;
            known->second = found->second;
        }
        return known->second;
    }

    const Interner &m_interner;
    const RouteOf &m_routeOf;
    boost::unordered_flat_map<std::uint64_t, std::size_t> m_places;
    boost::unordered_flat_map<std::string, std::size_t> m_byRoute;
    boost::unordered_flat_set<std::uint64_t> m_followed;
    std::string m_text;
};

bool varies(const std::string &route)
{
    return route.find('{') != route.npos;
}

bool comesFirst(const LearntRoute &a, const LearntRoute &b)
{
    if (a.traffic != b.traffic)
        return a.traffic > b.traffic;
    return std::tie(b.rule.count, a.route, a.rule.from) <
           std::tie(a.rule.count, b.route, b.rule.from);
}

} // namespace

void fillRoutes(ModelView &view, LearntRules rules, std::span<const Transition> transitions,
                const Interner &interner, const RouteOf &routeOf)
{
    TrafficOfRoutes traffic(interner, routeOf);
    for (const Transition &t : transitions)
        traffic.add(t);
    boost::unordered_flat_map<std::string, std::size_t> byShape; // the busiest of each
    for (std::size_t i = 0; i < traffic.routes.size(); ++i) {
        const auto [found, added] = byShape.try_emplace(shapeOf(traffic.routes[i].route), i);
        if (!added && traffic.routes[found->second].traffic() < traffic.routes[i].traffic())
            found->second = i;
    }
    view.routesKnown = rules.known;
    for (RouteRule &rule : rules.rules) {
        LearntRoute learnt{rule.to, 0, 0, {}};
        if (const auto found = byShape.find(shapeOf(rule.to)); found != byShape.end()) {
            RouteTraffic &of = traffic.routes[found->second];
            learnt = {varies(of.route) ? of.route : rule.to, of.traffic(), of.members, {}};
            of.isNamed = true;
        }
        learnt.rule = std::move(rule);
        view.routes.push_back(std::move(learnt));
    }
    for (const RouteTraffic &of : traffic.routes) {
        if (of.isNamed || !varies(of.route))
            continue;
        ++view.routesKnown;
        view.routes.push_back({of.route, of.traffic(), of.members, {}});
    }
    std::sort(view.routes.begin(), view.routes.end(), comesFirst);
    view.routes.resize(std::min(view.routes.size(), ModelView::kMostRoutes));
}

} // namespace forefetch
