// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/request/target.h"

#include <algorithm>
#include <numeric>

namespace forefetch {

namespace {

bool isUnreserved(unsigned char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '.' || c == '_' || c == '~';
}

void appendEncoded(std::string &out, std::string_view text)
{
    constexpr std::string_view digits = "0123456789ABCDEF";
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (isUnreserved(byte)) {
            out.push_back(c);
        } else {
            out.push_back('%');
            out.push_back(digits[byte >> 4]);
            out.push_back(digits[byte & 15]);
        }
    }
}

int hexValue(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

void appendParam(std::string &out, const std::pair<std::string, std::string> &param)
{
    appendEncoded(out, param.first);
    out.push_back('=');
    appendEncoded(out, param.second);
}

} // namespace

std::string targetOf(std::string_view endpoint, const Params &params)
{
    std::string out(endpoint);
    if (params.empty())
        return out;
    std::vector<std::size_t> order(params.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(),
              [&](std::size_t a, std::size_t b) { return params[a] < params[b]; });
    if (endpoint.find('?') == std::string_view::npos)
        out.push_back('?');
    else if (endpoint.back() != '?' && endpoint.back() != '&')
        out.push_back('&');
    for (const std::size_t i : order) {
        appendParam(out, params[i]);
        out.push_back('&');
    }
    out.pop_back();
    return out;
}

std::string percentDecoded(std::string_view text)
{
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '%' && i + 2 < text.size() && hexValue(text[i + 1]) >= 0 &&
            hexValue(text[i + 2]) >= 0) {
            out.push_back(static_cast<char>(hexValue(text[i + 1]) * 16 + hexValue(text[i + 2])));
            i += 2;
        } else {
            out.push_back(text[i] == '+' ? ' ' : text[i]);
        }
    }
    return out;
}

std::string_view pathOf(std::string_view target)
{
    return target.substr(0, target.find('?'));
}

Params paramsOf(std::string_view target)
{
    Params params;
    const std::size_t mark = target.find('?');
    if (mark == std::string_view::npos)
        return params;
    std::string_view rest = target.substr(mark + 1);
    while (!rest.empty()) {
        const std::size_t end = std::min(rest.find('&'), rest.size());
        const std::string_view piece = rest.substr(0, end);
        rest.remove_prefix(std::min(end + 1, rest.size()));
        if (piece.empty())
            continue;
        const std::size_t equals = std::min(piece.find('='), piece.size());
        const std::string_view value =
            equals < piece.size() ? piece.substr(equals + 1) : std::string_view();
        params.emplace_back(percentDecoded(piece.substr(0, equals)), percentDecoded(value));
    }
    return params;
}

Result<void> validateTarget(std::string_view target)
{
    if (target.empty() || target.front() != '/')
        return invalid("a request target begins with '/', such as /items?page=2");
    for (std::size_t i = 0; i < target.size(); ++i) {
        const auto byte = static_cast<unsigned char>(target[i]);
        if (byte <= 0x20 || byte == 0x7f) {
            return invalid("white space or a control character at position " + std::to_string(i) +
                           " of the request target; encode it as %20 or the like");
        }
        if (byte == '#') {
            return invalid("'#' at position " + std::to_string(i) +
                           " of the request target; a fragment is not sent, write %23 for itself");
        }
    }
    return {};
}

} // namespace forefetch
