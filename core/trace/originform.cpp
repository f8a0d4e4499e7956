// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trace/originform.h"

#include <algorithm>

namespace forefetch {

namespace {

bool startsWithNoCase(std::string_view text, std::string_view lower)
{
    return text.size() >= lower.size() &&
           std::equal(lower.begin(), lower.end(), text.begin(), [](char a, char b) {
               return a == (b >= 'A' && b <= 'Z' ? static_cast<char>(b - 'A' + 'a') : b);
           });
}

bool cannotBeSent(std::string_view target)
{
    return std::ranges::any_of(
        target, [](char c) { return static_cast<unsigned char>(c) <= ' ' || c == '\x7f'; });
}

// Of "https://user@host:8443/path": the authority, and what follows.
OriginForm reduced(std::string_view behindScheme, std::string &scratch)
{
    const std::size_t end = std::min(behindScheme.find_first_of("/?"), behindScheme.size());
    OriginForm form;
    form.host = behindScheme.substr(0, end);
    form.host.remove_prefix(form.host.rfind('@') + 1); // npos + 1 is 0
    form.target = behindScheme.substr(end);
    if (form.host.empty())
        form.reason = "a URL without a host";
    if (form.target.starts_with('/'))
        return form;
    scratch.assign("/").append(form.target);
    form.target = scratch;
    return form;
}

} // namespace

OriginForm originForm(std::string_view text, std::string &scratch)
{
    text = text.substr(0, text.find('#'));
    OriginForm form;
    if (text.starts_with('/'))
        form.target = text;
    else if (startsWithNoCase(text, "http://"))
        form = reduced(text.substr(7), scratch);
    else if (startsWithNoCase(text, "https://"))
        form = reduced(text.substr(8), scratch);
    else if (text.empty())
        form.reason = "no target";
    else if (startsWithNoCase(text, "data:"))
        form.reason = "a data: URL";
    else
        form.reason = "the target is neither a path nor an HTTP URL";
    if (form.reason.empty() && cannotBeSent(form.target))
        form.reason = "white space or control characters in the target";
    return form;
}

std::string_view withoutParameters(std::string_view target, const std::vector<std::string> &names,
                                   std::string &scratch)
{
    const std::size_t mark = target.find('?');
    if (names.empty() || mark == std::string_view::npos)
        return target;
    scratch.assign(target.substr(0, mark));
    bool dropped = false;
    char joint = '?';
    std::string_view rest = target.substr(mark + 1);
    for (bool more = true; more;) {
        const std::size_t end = rest.find('&');
        const std::string_view pair = rest.substr(0, end);
        more = end != std::string_view::npos;
        rest.remove_prefix(more ? end + 1 : rest.size());
        if (std::ranges::find(names, pair.substr(0, pair.find('='))) != names.end()) {
            dropped = true;
            continue;
        }
        scratch.push_back(joint);
        scratch.append(pair);
        joint = '&';
    }
    return dropped ? std::string_view(scratch) : target;
}

} // namespace forefetch
