// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fetch/httpmessage.h"

#include "core/request/outerspace.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <vector>

namespace forefetch {

namespace {

using namespace std::string_view_literals;

void appendNumber(std::string &out, std::uint64_t value, int radix = 10)
{
    std::array<char, 24> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value, radix).ptr;
    out.append(digits.data(), end);
}

// What would end the line early must not reach the wire, whoever put it there. (Written so that the
// compiler makes vectors of it: find_first_of takes a call for each byte, which was the largest
// part of serving a hit.)
void appendText(std::string &out, std::string_view text)
{
    const std::size_t start = out.size();
    out.append(text);
    unsigned bad = 0;
    for (const char c : text)
        bad |= static_cast<unsigned>(c == '\r') | static_cast<unsigned>(c == '\n') |
               static_cast<unsigned>(c == '\0');
    if (bad == 0)
        return;
    std::replace_if(
        out.begin() + static_cast<std::ptrdiff_t>(start), out.end(),
        [](char c) { return c == '\r' || c == '\n' || c == '\0'; }, ' ');
}

bool framesBody(std::string_view name, bool keepLength)
{
    switch (name.size()) {
    case 14:
        return !keepLength && equalsIgnoringCase(name, "content-length");
    case 17:
        return equalsIgnoringCase(name, "transfer-encoding");
    case 10:
        return equalsIgnoringCase(name, "connection");
    default:
        return false;
    }
}

void appendFields(std::string &out, const Headers &headers, Framing framing, bool keepLength,
                  std::string_view lines)
{
    for (const HeaderField &field : headers) {
        if (framesBody(field.name, keepLength))
            continue;
        appendText(out, field.name);
        out.append(": ");
        appendText(out, field.value);
        out.append("\r\n");
    }
    if (framing.kind == Framing::Kind::Sized) {
        out.append("Content-Length: ");
        appendNumber(out, framing.length);
        out.append("\r\n");
    } else if (framing.kind == Framing::Kind::Chunked) {
        out.append("Transfer-Encoding: chunked\r\n");
    }
    out.append(lines);
    out.append("\r\n");
}

} // namespace

void appendRequestHead(std::string &out, const RequestHead &head, Framing framing,
                       std::string_view lines)
{
    appendText(out, head.method);
    out.push_back(' ');
    appendText(out, head.target);
    out.append(" HTTP/1.1\r\n");
    appendFields(out, head.headers, framing, false, lines);
}

void appendResponseHead(std::string &out, const ResponseHead &head, Framing framing,
                        std::string_view lines)
{
    out.append("HTTP/1.1 ");
    appendNumber(out, static_cast<std::uint64_t>(std::clamp(head.status, 100, 999)));
    out.push_back(' ');
    appendText(out, head.reason.empty() ? standardReason(head.status) : head.reason);
    out.append("\r\n");
    const bool lengthAllowed = head.status >= 200 && head.status != 204;
    appendFields(out, head.headers, framing, framing.kind == Framing::Kind::None && lengthAllowed,
                 lines);
}

void appendChunkSize(std::string &out, std::size_t bytes)
{
    appendNumber(out, bytes, 16);
    out.append("\r\n");
}

void appendChunk(std::string &out, std::string_view bytes)
{
    if (bytes.empty())
        return;
    appendChunkSize(out, bytes.size());
    out.append(bytes);
    out.append("\r\n");
}

bool isHopByHop(std::string_view name)
{
    static constexpr std::array names = {"connection"sv,
                                         "keep-alive"sv,
                                         "proxy-connection"sv,
                                         "proxy-authenticate"sv,
                                         "proxy-authorization"sv,
                                         "te"sv,
                                         "trailer"sv,
                                         "transfer-encoding"sv,
                                         "upgrade"sv};
    return std::any_of(names.begin(), names.end(),
                       [name](std::string_view n) { return equalsIgnoringCase(n, name); });
}

std::vector<std::string_view> connectionNames(const Headers &headers)
{
    std::vector<std::string_view> names;
    for (std::string_view list : headers.values("connection")) {
        while (!list.empty()) {
            const std::size_t comma = std::min(list.find(','), list.size());
            const std::string_view name = withoutOuterSpace(list.substr(0, comma));
            list.remove_prefix(std::min(comma + 1, list.size()));
            if (!name.empty())
                names.push_back(name);
        }
    }
    return names;
}

Headers endToEnd(const Headers &headers)
{
    const std::vector<std::string_view> named = connectionNames(headers);
    Headers kept;
    for (const HeaderField &field : headers) {
        const bool dropped = isHopByHop(field.name) ||
                             std::any_of(named.begin(), named.end(), [&](std::string_view n) {
                                 return equalsIgnoringCase(n, field.name);
                             });
        if (!dropped)
            kept.add(field.name, field.value);
    }
    return kept;
}

std::string_view standardReason(int status)
{
    struct Row
    {
        int status;
        std::string_view reason;
    };
    static constexpr std::array table = {
        Row{100, "Continue"},
        Row{103, "Early Hints"},
        Row{200, "OK"},
        Row{201, "Created"},
        Row{202, "Accepted"},
        Row{204, "No Content"},
        Row{206, "Partial Content"},
        Row{301, "Moved Permanently"},
        Row{302, "Found"},
        Row{303, "See Other"},
        Row{304, "Not Modified"},
        Row{307, "Temporary Redirect"},
        Row{308, "Permanent Redirect"},
        Row{400, "Bad Request"},
        Row{401, "Unauthorized"},
        Row{402, "Payment Required"},
        Row{403, "Forbidden"},
        Row{404, "Not Found"},
        Row{405, "Method Not Allowed"},
        Row{408, "Request Timeout"},
        Row{409, "Conflict"},
        Row{410, "Gone"},
        Row{412, "Precondition Failed"},
        Row{413, "Content Too Large"},
        Row{414, "URI Too Long"},
        Row{415, "Unsupported Media Type"},
        Row{416, "Range Not Satisfiable"},
        Row{417, "Expectation Failed"},
        Row{422, "Unprocessable Content"},
        Row{429, "Too Many Requests"},
        Row{431, "Request Header Fields Too Large"},
        Row{500, "Internal Server Error"},
        Row{501, "Not Implemented"},
        Row{502, "Bad Gateway"},
        Row{503, "Service Unavailable"},
        Row{504, "Gateway Timeout"},
        Row{505, "HTTP Version Not Supported"},
    };
    const auto row =
        std::find_if(table.begin(), table.end(), [=](const Row &r) { return r.status == status; });
    return row == table.end() ? std::string_view() : row->reason;
}

bool hasBody(std::string_view requestMethod, int status)
{
    return requestMethod != "HEAD" && status >= 200 && status != 204 && status != 304;
}

bool parseDecimal(std::string_view text, std::uint64_t &value)
{
    const char *end = text.data() + text.size();
    const bool digits = !text.empty() && text.front() >= '0' && text.front() <= '9';
    const auto [last, error] = std::from_chars(text.data(), end, value);
    return digits && error == std::errc() && last == end;
}

} // namespace forefetch
