// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Any bytes at the admin API: who may ask never depends on chance, no route is found by a path that
// does not look like it, and what is taken as settings, rules or a packet of figures is sound.
//
//     build/fuzz/tests/admin_fuzz -max_total_time=60 tests/data/fuzz/admin

#include "core/admin/access.h"
#include "core/admin/adminroutes.h"
#include "core/admin/sessionpacket.h"
#include "core/admin/settingsdocument.h"
#include "core/metrics/jsontext.h"

#include "tests/fuzz/fuzzinput.h"

using namespace forefetch;

namespace {

void asCaller(std::string_view text)
{
    RequestHead head;
    head.headers.add("Host", std::string(text.substr(0, text.find('\n'))));
    if (const std::size_t end = text.find('\n'); end != std::string_view::npos)
        head.headers.add("Authorization", std::string(text.substr(end + 1)));
    const AdminAccess access{{"127.0.0.1", 9464}, {}, "0123456789abcdef0123456789abcdef", true};
    if (!checkCaller(head, access))
        require(head.headers.value("host").ends_with("9464"));
    if (!checkNeed(head, access, AdminNeed::Change))
        require(head.headers.value("authorization").ends_with(access.token));
}

void asPath(std::string_view text)
{
    const AdminMatch match = matchRoute("GET", text);
    require(match.route == nullptr || !match.methods.empty());
    require(match.route == nullptr || text.starts_with('/'));
}

void asBody(std::string_view text)
{
    const auto parsed = parseJson(text);
    if (!parsed)
        return;
    if (parsed->is_object())
        if (const auto changes = changesFrom(parsed->get_object()))
            for (const auto &[param, value] : *changes)
                require(checkValue(param, value).ok());
    if (const auto rules = rulesFrom(*parsed))
        for (const PrefetchRule &rule : *rules)
            require(!rule.to.empty() && rule.minProbability >= 0);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    FuzzInput in(data, size);
    const unsigned choice = in.byte() % 4;
    const std::string text(in.rest());
    if (choice == 0)
        asCaller(text);
    else if (choice == 1)
        asPath(text);
    else if (choice == 2)
        asBody(text);
    else
        static_cast<void>(unpackedPacket(text).ok());
    return 0;
}
