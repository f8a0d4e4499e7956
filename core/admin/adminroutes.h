// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/admin/admincall.h"
#include "core/admin/adminreply.h"
#include "core/admin/adminstream.h"

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace forefetch {

// One row of the admin API; resources/openapi/admin.json describes the same (a test compares).
struct AdminRoute
{
    std::string_view method; // GET stands for HEAD as well
    std::string_view path;   // "/api/v1/changes/{revision}/undo"
    AdminNeed need;
    AdminReply (*answer)(const AdminCall &call); // null: a stream
    std::unique_ptr<AdminStream> (*stream)(const AdminCall &call) = nullptr;
};

std::span<const AdminRoute> adminRoutes();

// Which route a path means, with what stood in its braces, decoded. `methods` has those that the
// path knows, for the Allow field; empty where there is no such path.
struct AdminMatch
{
    const AdminRoute *route = nullptr;
    std::vector<std::string> places;
    std::string methods; // "GET, HEAD, PATCH"
};
AdminMatch matchRoute(std::string_view method, std::string_view path);

// What the rows name, by the file that has them.
namespace answers {
// probes.cpp
AdminReply health(const AdminCall &call);
AdminReply readiness(const AdminCall &call);
AdminReply metrics(const AdminCall &call);
AdminReply openApi(const AdminCall &call);
AdminReply instance(const AdminCall &call);
// settingsanswers.cpp
AdminReply settings(const AdminCall &call);
AdminReply changeSettings(const AdminCall &call);
AdminReply changes(const AdminCall &call);
AdminReply undoChange(const AdminCall &call);
AdminReply undoNewest(const AdminCall &call);
AdminReply rules(const AdminCall &call);
AdminReply replaceRules(const AdminCall &call);
// figureanswers.cpp
AdminReply snapshot(const AdminCall &call);
AdminReply graph(const AdminCall &call);
AdminReply model(const AdminCall &call);
AdminReply modelFile(const AdminCall &call);
// recordanswers.cpp
AdminReply queue(const AdminCall &call);
AdminReply prefetches(const AdminCall &call);
AdminReply prefetch(const AdminCall &call);
AdminReply requests(const AdminCall &call);
// cacheanswers.cpp
AdminReply lookUp(const AdminCall &call);
AdminReply purge(const AdminCall &call);
// faultanswers.cpp
AdminReply faults(const AdminCall &call);
AdminReply beginFault(const AdminCall &call);
AdminReply endFault(const AdminCall &call);
// eventfeed.cpp, sessionfeed.cpp
std::unique_ptr<AdminStream> events(const AdminCall &call);
std::unique_ptr<AdminStream> session(const AdminCall &call);
} // namespace answers

} // namespace forefetch
