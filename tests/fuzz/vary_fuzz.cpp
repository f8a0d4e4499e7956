// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Any Vary and any requests: what is stored answers the request that it was stored for, and only
// such others as are alike in every field that Vary names (RFC 9111, 4.1). Lines up to an empty one
// are values of Vary, up to the next the first request, the rest the second.
#include "core/cache/rules.h"

#include "tests/fuzz/fuzzinput.h"

using namespace forefetch;

namespace {

// The members of the lists, naively.
std::vector<std::string> namesIn(const Headers &response)
{
    std::vector<std::string> names;
    for (const std::string_view value : response.values("vary")) {
        std::string name;
        for (const char c : std::string(value) + ",") {
            if (c == ',') {
                if (!name.empty())
                    names.push_back(name);
                name.clear();
            } else if (c != ' ' && c != '\t') {
                name += c;
            }
        }
    }
    return names;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    FuzzInput in(data, size);
    ResponseHead response{200, "", {}};
    response.headers.add("Cache-Control", "public, max-age=60");
    for (std::string_view line = in.line(); !line.empty(); line = in.line())
        response.headers.add("Vary", std::string(line));
    const RequestHead first{"GET", "/", fieldsFrom(in)};
    const RequestHead second{"GET", "/", fieldsFrom(in)};
    const auto verdict = storageVerdict({first, response, CachePolicy::Rfc});
    if (!verdict.store)
        return 0;
    CacheEntry entry;
    entry.vary = verdict.vary;
    require(varyMatches(entry, first.headers));
    const bool matches = varyMatches(entry, second.headers);
    for (const std::string &name : namesIn(response.headers)) {
        require(name != "*");
        const bool plain = std::all_of(name.begin(), name.end(), isTokenChar);
        // Lines and spaces may differ where the list is the same; equal text must match, absence
        // must not match presence.
        if (plain && first.headers.has(name) != second.headers.has(name))
            require(!matches);
    }
    if (first.headers == second.headers)
        require(matches);
    return 0;
}
