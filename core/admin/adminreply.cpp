// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/admin/adminreply.h"

#include "core/fetch/httpmessage.h"
#include "core/metrics/jsontext.h"

#include <boost/json/object.hpp>

#include <utility>

namespace forefetch {

AdminReply AdminReply::json(const boost::json::value &value, int status)
{
    return {status, "application/json", jsonText(value), {}};
}

AdminReply AdminReply::text(std::string body, std::string contentType, int status)
{
    return {status, std::move(contentType), std::move(body), {}};
}

AdminReply AdminReply::problem(int status, std::string_view detail)
{
    AdminReply reply = json(boost::json::object{{"type", "about:blank"},
                                                {"title", standardReason(status)},
                                                {"status", status},
                                                {"detail", detail}},
                            status);
    reply.contentType = "application/problem+json";
    return reply;
}

} // namespace forefetch
