// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Any lines as the fields that say what may be kept: one list on several lines says the same as on
// one (RFC 9110, 5.3), no span is negative, and what says no-store, however the rest looks, is not
// stored.
#include "core/cache/rules.h"
#include "core/cache/targetedcontrol.h"

#include "tests/fuzz/fuzzinput.h"

using namespace forefetch;

namespace {

bool sane(const CacheControl::Seconds &span)
{
    return !span || span->count() >= 0;
}

void check(const CacheControl &said)
{
    require(sane(said.maxAge) && sane(said.sMaxAge) && sane(said.minFresh) &&
            sane(said.staleWhileRevalidate) && sane(said.staleIfError));
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    FuzzInput in(data, size);
    const std::uint8_t choice = in.byte();
    Headers lines;
    while (!in.empty())
        lines.add("Cache-Control", std::string(in.line()));
    const CacheControl said = CacheControl::of(lines);
    check(said);
    const std::string joined = lines.joined("cache-control").value_or("");
    if (joined.find('"') == std::string::npos && lines.size() > 0) {
        Headers one;
        one.add("Cache-Control", joined);
        const CacheControl same = CacheControl::of(one);
        require(said.noStore == same.noStore && said.noCache == same.noCache &&
                said.isPrivate == same.isPrivate && said.maxAge == same.maxAge &&
                said.sMaxAge == same.sMaxAge && said.malformed == same.malformed);
    }
    ResponseHead response{200, "", lines};
    if ((choice & 4) != 0)
        response.headers.add("CDN-Cache-Control", joined);
    check(controlForShared(response.headers));
    const RequestHead request{"GET", "/", {}};
    const auto verdict = storageVerdict({request, response, static_cast<CachePolicy>(choice % 3)});
    require(verdict.freshFor >= Duration(0) && verdict.keepFor >= Duration(0));
    require(!(said.noStore && verdict.isKept() && !said.mustUnderstand && (choice & 4) == 0));
    return 0;
}
