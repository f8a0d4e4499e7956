// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cache/invalidatedtargets.h"

#include "core/request/outerspace.h"

#include <algorithm>

namespace forefetch {

namespace {

// The target of a URI reference in origin form, or empty when it lies elsewhere (RFC 3986, 5.2,
// without dot segments, which a target that was stored under that name has not either).
std::string targetOf(std::string_view reference, std::string_view base, std::string_view authority)
{
    reference = withoutOuterSpace(reference.substr(0, reference.find('#')));
    for (const std::string_view scheme : {"http:", "https:"}) {
        if (equalsIgnoringCase(reference.substr(0, scheme.size()), scheme)) {
            reference.remove_prefix(scheme.size());
            if (!reference.starts_with("//"))
                return {};
            break;
        }
    }
    if (reference.starts_with("//")) {
        reference.remove_prefix(2);
        const std::size_t end = std::min(reference.find_first_of("/?"), reference.size());
        if (!equalsIgnoringCase(reference.substr(0, end), authority))
            return {};
        reference.remove_prefix(end);
        return reference.starts_with('/') ? std::string(reference) : "/" + std::string(reference);
    }
    if (reference.starts_with('/'))
        return std::string(reference);
    const std::string_view path = base.substr(0, base.find('?'));
    if (reference.empty())
        return std::string(base);
    if (reference.starts_with('?'))
        return std::string(path) + std::string(reference);
    return std::string(path.substr(0, path.rfind('/') + 1)) + std::string(reference);
}

} // namespace

std::vector<std::string> invalidatedTargets(const RequestHead &request, const ResponseHead &answer,
                                            std::string_view authority)
{
    std::vector<std::string> targets{request.target};
    for (const std::string_view name : {"Location", "Content-Location"}) {
        for (const std::string_view value : answer.headers.values(name)) {
            std::string target = targetOf(value, request.target, authority);
            if (!target.empty())
                targets.push_back(std::move(target));
        }
    }
    return targets;
}

} // namespace forefetch
