// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fetch/httpmessageparser.h"

#include "core/fetch/httpmessage.h"

#include <algorithm>
#include <array>
#include <boost/beast/http/basic_parser.hpp>
#include <cctype>
#include <cstring>
#include <limits>
#include <utility>

namespace forefetch {

namespace {

namespace http = boost::beast::http;
using boost::beast::error_code;
using View = boost::beast::string_view;

std::string_view view(View text)
{
    return {text.data(), text.size()};
}

// The smallest end of a chunked body, "0\r\n\r\n": with less at hand a chunk's head cannot be
// whole, and Beast asserts that it is not asked.
constexpr std::size_t kShortestChunkEnd = 5;

// What Beast's grammar found, before it is known to be a whole message.
struct Found
{
    RequestHead request;
    ResponseHead response;
    std::string_view body;
    std::string_view objection; // why the message is refused, when Beast would have let it pass
    int objectionStatus = 400;
    int minorVersion = 1;
    bool headDone = false;
    bool finished = false;
    bool chunked = false;
    bool betweenChunks = false;
    bool sawLength = false;
    bool sawCoding = false;
    bool anyCoding = false;

    void object(std::string_view reason, int status = 400)
    {
        if (objection.empty()) {
            objection = reason;
            objectionStatus = status;
        }
    }
};

bool namesFramingBadly(std::string_view name)
{
    return equalsIgnoringCase(name, "transfer_encoding") ||
           equalsIgnoringCase(name, "content_length");
}

// A coding that is in no registry, alone: no list, no parameter (RFC 9112, 7).
bool isUnheardOf(std::string_view coding)
{
    static constexpr std::array<std::string_view, 7> known = {
        "chunked", "gzip", "x-gzip", "compress", "x-compress", "deflate", "trailers"};
    const bool token = !coding.empty() && std::all_of(coding.begin(), coding.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               c == '-';
    });
    return token && std::none_of(known.begin(), known.end(), [coding](std::string_view name) {
               return equalsIgnoringCase(name, coding);
           });
}

// "0", "000;a=b": the size of a chunk, behind which there is no data but the trailer.
bool isLastChunk(std::string_view line)
{
    const std::size_t end = line.find_first_not_of('0');
    return end != 0 && (end == std::string_view::npos ||
                        std::isxdigit(static_cast<unsigned char>(line[end])) == 0);
}

void checkFraming(Found &found, http::field field, std::string_view name, std::string_view value)
{
    if (field == http::field::content_length) {
        std::uint64_t length = 0;
        if (found.sawLength)
            found.object("more than one Content-Length");
        else if (!parseDecimal(value, length))
            found.object("Content-Length is not one number");
        found.sawLength = true;
    } else if (field == http::field::transfer_encoding) {
        if (found.sawCoding)
            found.object("more than one Transfer-Encoding");
        else if (!equalsIgnoringCase(value, "chunked") && !(found.anyCoding && isUnheardOf(value)))
            found.object("the only transfer coding understood is chunked", 501);
        else if (found.minorVersion == 0)
            found.object("Transfer-Encoding in HTTP/1.0");
        found.sawCoding = true;
    } else if (field == http::field::unknown && namesFramingBadly(name)) {
        found.object("a framing field with an underscore");
    }
    if (found.sawLength && found.sawCoding)
        found.object("Content-Length with Transfer-Encoding");
}

template <bool isRequest>
class Reader final : public http::basic_parser<isRequest>
{
public:
    Reader(Found &found, bool toHead) : m_found(found)
    {
        this->header_limit(std::numeric_limits<std::uint32_t>::max()); // ours is checked before
        this->body_limit(boost::none);
        if constexpr (!isRequest)
            this->skip(toHead);
    }

private:
    void on_request_impl(http::verb, View method, View target, int version, error_code &) override
    {
        m_found.request.method.assign(method.data(), method.size());
        m_found.request.target.assign(target.data(), target.size());
        m_found.minorVersion = version - 10;
    }
    void on_response_impl(int code, View reason, int version, error_code &) override
    {
        m_found.response.status = code;
        m_found.response.reason.assign(reason.data(), reason.size());
        m_found.minorVersion = version - 10;
        if (code < 100 || code > 599)
            m_found.object("a status that is none");
    }
    void on_field_impl(http::field field, View name, View value, error_code &ec) override
    {
        if (m_found.headDone) { // a trailer field: read over, never merged into the head
            if (namesFramingBadly(view(name)))
                ec = http::error::bad_field;
            return;
        }
        checkFraming(m_found, field, view(name), view(value));
        if (!m_found.objection.empty()) {
            ec = http::error::bad_value;
            return;
        }
        Headers &headers = isRequest ? m_found.request.headers : m_found.response.headers;
        headers.add(std::string(view(name)), std::string(view(value)));
    }
    void on_header_impl(error_code &) override
    {
        m_found.headDone = true;
        m_found.chunked = this->chunked();
        m_found.betweenChunks = m_found.chunked;
    }
    void on_body_init_impl(const boost::optional<std::uint64_t> &, error_code &) override {}
    std::size_t on_body_impl(View body, error_code &) override
    {
        m_found.body = view(body);
        return body.size();
    }
    void on_chunk_header_impl(std::uint64_t size, View, error_code &) override
    {
        m_found.betweenChunks = size == 0;
    }
    std::size_t on_chunk_body_impl(std::uint64_t remain, View body, error_code &) override
    {
        m_found.body = view(body);
        m_found.betweenChunks = remain == body.size();
        return body.size();
    }
    void on_finish_impl(error_code &) override { m_found.finished = true; }

    Found &m_found;
};

} // namespace

struct HttpMessageParser::Impl
{
    Found found;
    std::optional<Reader<true>> requests;
    std::optional<Reader<false>> responses;

    void reset(Kind kind, bool toHead, bool anyCoding)
    {
        found = Found();
        found.anyCoding = anyCoding && kind == Kind::Response;
        if (kind == Kind::Request)
            requests.emplace(found, false);
        else
            responses.emplace(found, toHead);
    }
    template <typename Do>
    auto reader(Do &&f)
    {
        return requests ? f(*requests) : f(*responses);
    }
    std::size_t put(std::string_view input, error_code &ec)
    {
        const boost::asio::const_buffer buffer(input.data(), input.size());
        return reader([&](auto &r) { return r.put(buffer, ec); });
    }
};

HttpMessageParser::HttpMessageParser(Kind kind, HeadLimits limits)
    : m_impl(std::make_unique<Impl>()), m_kind(kind), m_limits(limits)
{
    m_impl->reset(kind, false, false);
}

HttpMessageParser::~HttpMessageParser() = default;

void HttpMessageParser::reset(bool toHead, bool anyCoding)
{
    m_impl->reset(m_kind, toHead, anyCoding);
    m_phase = Phase::InHead;
    m_skippedEmptyLine = false;
    m_scanned = 0;
    m_lines = 0;
    m_body = {};
}

HttpMessageParser::Step HttpMessageParser::fail(int status, std::string_view reason)
{
    m_phase = Phase::Failed;
    m_failure = {status, reason};
    return Step::Failed;
}

HttpMessageParser::Step HttpMessageParser::next(std::string_view &input)
{
    m_body = {};
    switch (m_phase) {
    case Phase::InHead:
        return parseHead(input);
    case Phase::InBody:
        return parseBody(input);
    case Phase::Done:
        return Step::GotEnd;
    case Phase::Failed:
        break;
    }
    return Step::Failed;
}

// A line that Beast would read in its own way. `line` is without its CR LF.
bool HttpMessageParser::checkLine(std::string_view line, bool first)
{
    if (std::memchr(line.data(), '\r', line.size()) != nullptr)
        return fail(400, "a CR that ends no line"), false;
    if (first)
        return true;
    if (line.front() == ' ' || line.front() == '\t')
        return fail(400, "a folded line"), false;
    if (m_lines > m_limits.fields)
        return fail(431, "too many fields"), false;
    return true;
}

// The length of the head when all of it is there; 0 when not, or when it is refused.
std::size_t HttpMessageParser::scanHead(std::string_view input)
{
    while (m_scanned < input.size()) {
        const char *start = input.data() + m_scanned;
        const void *found = std::memchr(start, '\n', input.size() - m_scanned);
        if (found == nullptr)
            break;
        const auto length = static_cast<std::size_t>(static_cast<const char *>(found) - start);
        if (length == 0 || start[length - 1] != '\r')
            return fail(400, "a line that ends in LF alone"), 0;
        m_scanned += length + 1;
        if (length == 1)
            return m_scanned;
        if (!checkLine({start, length - 1}, m_lines++ == 0))
            return 0;
    }
    return 0;
}

HttpMessageParser::Step HttpMessageParser::parseHead(std::string_view &input)
{
    // RFC 9112, 2.2: one empty line before a request is forgiven.
    if (m_kind == Kind::Request && m_scanned == 0 && !m_skippedEmptyLine &&
        input.starts_with("\r\n")) {
        input.remove_prefix(2);
        m_skippedEmptyLine = true;
    }
    if (input.empty() || input == "\r")
        return Step::Wait;
    const auto c = static_cast<unsigned char>(input.front());
    if (c <= ' ' || c >= 0x7f)
        return fail(400, "not HTTP");
    const std::size_t length = scanHead(input);
    if (m_phase == Phase::Failed)
        return Step::Failed;
    if (length > m_limits.bytes || (length == 0 && input.size() > m_limits.bytes))
        return input.find('\n') >= m_limits.bytes ? fail(414, "the request line is too long")
                                                  : fail(431, "the header is too large");
    if (length == 0)
        return Step::Wait;
    error_code ec;
    const std::size_t used = m_impl->put(input.substr(0, length), ec);
    const Found &found = m_impl->found;
    if (!found.objection.empty())
        return fail(found.objectionStatus, found.objection);
    if (ec || !found.headDone || used != length)
        return fail(400, ec == http::error::bad_version ? "not HTTP/1.x" : "a malformed header");
    input.remove_prefix(length);
    m_phase = found.finished ? Phase::Done : Phase::InBody;
    m_scanned = 0;
    return Step::GotHead;
}

// How much of the input Beast may see, 0: not yet any. It forgives folded lines in the trailer of the
// last chunk, so that this one is kept back until its trailer is all there, and read as a head's
// lines are; and Beast sees nothing behind it, lest what it makes of it depend on what has come.
std::size_t HttpMessageParser::checkTrailer(std::string_view input)
{
    if (m_scanned == 0) {
        const std::size_t sizeAt = input.starts_with("\r\n") ? 2 : 0; // the end of the last chunk
        const std::size_t lineEnd = input.find('\n', sizeAt);
        if (!isLastChunk(input.substr(sizeAt)))
            return input.size();
        if (lineEnd == std::string_view::npos) {
            if (input.size() > m_limits.bytes)
                fail(400, "a chunk's head is too large");
            return 0;
        }
        m_scanned = lineEnd + 1;
        m_lines = 1;
    }
    const std::size_t length = scanHead(input);
    if (m_phase != Phase::Failed && (length == 0 ? input.size() : length) > m_limits.bytes)
        fail(431, "the trailer is too large");
    return m_phase == Phase::Failed ? 0 : length;
}

HttpMessageParser::Step HttpMessageParser::parseBody(std::string_view &input)
{
    Found &found = m_impl->found;
    while (!input.empty()) {
        if (found.betweenChunks && input.size() < kShortestChunkEnd)
            return Step::Wait;
        const std::size_t visible = found.betweenChunks ? checkTrailer(input) : input.size();
        if (visible == 0)
            return m_phase == Phase::Failed ? Step::Failed : Step::Wait;
        error_code ec;
        found.body = {};
        const std::size_t used = m_impl->put(input.substr(0, visible), ec);
        if (ec == http::error::need_more && m_scanned != 0)
            return fail(400, "a malformed last chunk"); // all of it was there
        if (ec == http::error::need_more) {
            // Only a chunk's head waits for more than it has been given.
            input.remove_prefix(used);
            return input.size() > m_limits.bytes ? fail(400, "a chunk's head is too large")
                                                 : Step::Wait;
        }
        if (ec)
            return fail(400, "a malformed chunk");
        input.remove_prefix(used);
        if (found.finished)
            m_phase = Phase::Done;
        if (!found.body.empty()) {
            m_body = found.body;
            return Step::GotBody;
        }
        if (found.finished)
            return Step::GotEnd;
    }
    return Step::Wait;
}

HttpMessageParser::Step HttpMessageParser::finish()
{
    if (m_phase == Phase::Done)
        return Step::GotEnd;
    if (m_phase == Phase::InBody && untilClose()) {
        m_phase = Phase::Done;
        return Step::GotEnd;
    }
    return fail(400, "the message ends early");
}

RequestHead &HttpMessageParser::request()
{
    return m_impl->found.request;
}

ResponseHead &HttpMessageParser::response()
{
    return m_impl->found.response;
}

int HttpMessageParser::minorVersion() const
{
    return m_impl->found.minorVersion;
}

bool HttpMessageParser::keepAlive() const
{
    return m_impl->reader([](auto &r) { return r.keep_alive(); });
}

bool HttpMessageParser::hasBody() const
{
    return m_phase == Phase::InBody;
}

bool HttpMessageParser::untilClose() const
{
    return m_impl->reader([](auto &r) { return r.need_eof(); });
}

std::optional<std::uint64_t> HttpMessageParser::contentLength() const
{
    const auto length = m_impl->reader([](auto &r) { return r.content_length(); });
    return length ? std::optional<std::uint64_t>(*length) : std::nullopt;
}

} // namespace forefetch
