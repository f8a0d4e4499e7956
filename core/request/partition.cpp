// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/request/partition.h"

#include "core/request/outerspace.h"

#include <boost/container/small_vector.hpp>

#include <algorithm>
#include <bit>
#include <cstring>

namespace forefetch {

namespace {

// SipHash-2-4 over bytes that come in pieces.
class SipStream
{
public:
    explicit SipStream(const std::array<std::uint64_t, 2> &key)
        : m_v{key[0] ^ 0x736f6d6570736575ULL, key[1] ^ 0x646f72616e646f6dULL,
              key[0] ^ 0x6c7967656e657261ULL, key[1] ^ 0x7465646279746573ULL}
    {
    }

    void add(std::string_view bytes)
    {
        m_length += bytes.size();
        while (m_pending > 0 && !bytes.empty()) {
            push(static_cast<unsigned char>(bytes.front()));
            bytes.remove_prefix(1);
        }
        for (; bytes.size() >= 8; bytes.remove_prefix(8)) {
            std::uint64_t word = 0;
            for (unsigned i = 0; i < 8; ++i)
                word |= std::uint64_t{static_cast<unsigned char>(bytes[i])} << (8 * i);
            absorb(word);
        }
        for (const char c : bytes)
            push(static_cast<unsigned char>(c));
    }

    // A part after its length, so that no two lists of parts make the same bytes.
    void addPart(std::string_view part)
    {
        char length[8];
        for (unsigned i = 0; i < 8; ++i)
            length[i] = static_cast<char>(std::uint64_t{part.size()} >> (8 * i));
        add({length, 8});
        add(part);
    }

    std::uint64_t end()
    {
        absorb(m_word | (m_length << 56));
        m_v[2] ^= 0xff;
        for (int i = 0; i < 4; ++i)
            round();
        return m_v[0] ^ m_v[1] ^ m_v[2] ^ m_v[3];
    }

private:
    void push(unsigned char byte)
    {
        m_word |= std::uint64_t{byte} << (8 * m_pending);
        if (++m_pending == 8) {
            absorb(m_word);
            m_word = 0;
            m_pending = 0;
        }
    }

    void absorb(std::uint64_t word)
    {
        m_v[3] ^= word;
        round();
        round();
        m_v[0] ^= word;
    }

    void round()
    {
        auto &[a, b, c, d] = m_v;
        a += b;
        b = std::rotl(b, 13) ^ a;
        a = std::rotl(a, 32);
        c += d;
        d = std::rotl(d, 16) ^ c;
        a += d;
        d = std::rotl(d, 21) ^ a;
        c += b;
        b = std::rotl(b, 17) ^ c;
        c = std::rotl(c, 32);
    }

    std::array<std::uint64_t, 4> m_v;
    std::uint64_t m_word = 0;
    std::uint64_t m_length = 0;
    unsigned m_pending = 0;
};

struct Cookie
{
    std::string_view name;
    std::string_view value;
};

std::string lowered(std::string_view name)
{
    std::string text(name);
    std::transform(text.begin(), text.end(), text.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
    });
    return text;
}

// Calls `visit` with every cookie of every Cookie field, in order; false ends the walk.
template <typename Visit>
void eachCookie(const Headers &request, Visit visit)
{
    for (const HeaderField &field : request) {
        if (!equalsIgnoringCase(field.name, "Cookie"))
            continue;
        std::string_view rest = field.value;
        while (!rest.empty()) {
            const std::size_t end = std::min(rest.find(';'), rest.size());
            const std::string_view pair = withoutOuterSpace(rest.substr(0, end));
            rest.remove_prefix(std::min(end + 1, rest.size()));
            if (pair.empty())
                continue;
            const std::size_t equals = std::min(pair.find('='), pair.size());
            const std::string_view value = pair.substr(std::min(equals + 1, pair.size()));
            if (!visit(Cookie{withoutOuterSpace(pair.substr(0, equals)), withoutOuterSpace(value)}))
                return;
        }
    }
}

} // namespace

bool isCredentialField(std::string_view name)
{
    static constexpr std::array<std::string_view, 8> telling = {
        "auth", "token", "api-key", "apikey", "secret", "session", "signature", "password"};
    // About a host or a proxy, or what the server says, not who asks.
    if (equalsIgnoringCase(name, ":authority") ||
        equalsIgnoringCase(name.substr(0, 6), "proxy-"))
        return false;
    return std::any_of(telling.begin(), telling.end(), [name](std::string_view word) {
        const auto at = std::search(
            name.begin(), name.end(), word.begin(), word.end(),
            [](char a, char b) { return (a >= 'A' && a <= 'Z' ? a + ('a' - 'A') : a) == b; });
        return at != name.end();
    });
}

std::uint64_t sipHash(const std::array<std::uint64_t, 2> &key, std::string_view bytes)
{
    SipStream stream(key);
    stream.add(bytes);
    return stream.end();
}

Partitioner::Partitioner(std::array<std::uint64_t, 2> key, std::vector<std::string> cookies)
    : m_key(key), m_cookies(std::move(cookies))
{
}

Partition Partitioner::of(const Headers &request) const
{
    boost::container::small_vector<Cookie, 16> cookies;
    eachCookie(request, [&](const Cookie &cookie) {
        if (m_cookies.empty() ||
            std::find(m_cookies.begin(), m_cookies.end(), cookie.name) != m_cookies.end())
            cookies.push_back(cookie);
        return true;
    });
    // By name alone: which of two cookies of one name comes first is up to the origin to mind.
    std::stable_sort(cookies.begin(), cookies.end(),
                     [](const Cookie &a, const Cookie &b) { return a.name < b.name; });

    SipStream stream(m_key);
    bool any = !cookies.empty();
    for (const HeaderField &field : request) {
        if (!isCredentialField(field.name))
            continue;
        stream.addPart("a");
        if (!equalsIgnoringCase(field.name, "Authorization"))
            stream.addPart(lowered(field.name));
        stream.addPart(field.value);
        any = true;
    }
    for (const Cookie &cookie : cookies) {
        stream.addPart("c");
        stream.addPart(cookie.name);
        stream.addPart(cookie.value);
    }
    if (!any)
        return Partition::everyone();
    const std::uint64_t value = stream.end();
    return {value == 0 ? 1 : value};
}

std::string_view cookieValue(const Headers &request, std::string_view name)
{
    std::string_view found;
    eachCookie(request, [&](const Cookie &cookie) {
        if (cookie.name != name)
            return true;
        found = cookie.value;
        return false;
    });
    return found;
}

} // namespace forefetch
