// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/admin/adminroutes.h"

#include <array>
#include <optional>

namespace forefetch {

namespace {

constexpr auto kNothing = AdminNeed::Nothing;
constexpr auto kRead = AdminNeed::Read;
constexpr auto kChange = AdminNeed::Change;

constexpr std::array kRoutes{
    AdminRoute{"GET", "/healthz", kNothing, answers::health},
    AdminRoute{"GET", "/readyz", kNothing, answers::readiness},
    AdminRoute{"GET", "/metrics", kRead, answers::metrics},
    AdminRoute{"GET", "/openapi.json", kRead, answers::openApi},
    AdminRoute{"GET", "/api/v1/instance", kRead, answers::instance},
    AdminRoute{"GET", "/api/v1/snapshot", kRead, answers::snapshot},
    AdminRoute{"GET", "/api/v1/settings", kRead, answers::settings},
    AdminRoute{"PATCH", "/api/v1/settings", kChange, answers::changeSettings},
    AdminRoute{"GET", "/api/v1/changes", kRead, answers::changes},
    AdminRoute{"POST", "/api/v1/changes/undo", kChange, answers::undoNewest},
    AdminRoute{"POST", "/api/v1/changes/{revision}/undo", kChange, answers::undoChange},
    AdminRoute{"GET", "/api/v1/rules", kRead, answers::rules},
    AdminRoute{"PUT", "/api/v1/rules", kChange, answers::replaceRules},
    AdminRoute{"GET", "/api/v1/graph", kRead, answers::graph},
    AdminRoute{"GET", "/api/v1/model", kRead, answers::model},
    AdminRoute{"GET", "/api/v1/model/file", kRead, answers::modelFile},
    AdminRoute{"GET", "/api/v1/queue", kRead, answers::queue},
    AdminRoute{"GET", "/api/v1/prefetches", kRead, answers::prefetches},
    AdminRoute{"GET", "/api/v1/prefetches/{id}", kRead, answers::prefetch},
    AdminRoute{"GET", "/api/v1/requests", kRead, answers::requests},
    AdminRoute{"GET", "/api/v1/cache", kRead, answers::lookUp},
    AdminRoute{"DELETE", "/api/v1/cache", kChange, answers::purge},
    AdminRoute{"GET", "/api/v1/faults", kRead, answers::faults},
    AdminRoute{"PUT", "/api/v1/faults/{name}", kChange, answers::beginFault},
    AdminRoute{"DELETE", "/api/v1/faults/{name}", kChange, answers::endFault},
    AdminRoute{"GET", "/api/v1/events", kRead, nullptr, answers::events},
    AdminRoute{"GET", "/api/v1/session", kRead, nullptr, answers::session},
};

// Up to the next '/', which goes with it.
std::string_view takeSegment(std::string_view &rest)
{
    const std::size_t end = rest.find('/');
    const std::string_view segment = rest.substr(0, end);
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    return segment;
}

std::optional<std::vector<std::string>> placesOf(std::string_view pattern, std::string_view path)
{
    std::vector<std::string> places;
    while (!pattern.empty() || !path.empty()) {
        const std::string_view want = takeSegment(pattern), got = takeSegment(path);
        if (want.starts_with('{') && !got.empty())
            places.push_back(percentDecoded(got));
        else if (want != got)
            return std::nullopt;
    }
    return places;
}

} // namespace

std::span<const AdminRoute> adminRoutes()
{
    return kRoutes;
}

AdminMatch matchRoute(std::string_view method, std::string_view path)
{
    AdminMatch match;
    for (const AdminRoute &route : kRoutes) {
        auto places = path.ends_with('/') ? std::nullopt : placesOf(route.path, path);
        if (!places)
            continue;
        match.methods += (match.methods.empty() ? "" : ", ") + std::string(route.method);
        if (route.method == "GET")
            match.methods += ", HEAD";
        const bool isMeant = route.method == method || (method == "HEAD" && route.method == "GET");
        if (isMeant && match.route == nullptr) {
            match.route = &route;
            match.places = std::move(*places);
        }
    }
    return match;
}

} // namespace forefetch
