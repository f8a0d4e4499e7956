// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/request/redact.h"

#include "core/request/target.h"

#include <algorithm>
#include <array>
#include <vector>

namespace forefetch {

namespace {

constexpr std::string_view kHidden = "…";
constexpr int kDeepest = 3; // addresses within addresses

// A name with one of these words is a credential's.
constexpr std::array<std::string_view, 23> kWords{
    "auth", "authorization", "bearer",  "cookie",     "credentials", "csrf",
    "hmac", "nonce",         "oauth",   "otp",        "pass",        "passcode",
    "pwd",  "saml",          "session", "sessions",   "sid",         "sig",
    "sign", "signed",        "ticket",  "jsessionid", "xsrf"};
// … or a word that ends in one of these: "accesstoken", "clientsecret", "phpsessid".
constexpr std::array<std::string_view, 13> kEnds{
    "token",     "secret",    "password",  "passwd",     "passphrase", "signature", "apikey",
    "accesskey", "secretkey", "sessionid", "credential", "sessid",     "jwt"};
// These alone, or behind one of kOwners: "code" is OAuth's, "country_code" nobody's.
constexpr std::array<std::string_view, 4> kVague{"key", "keys", "code", "pin"};
constexpr std::array<std::string_view, 18> kOwners{
    "access",     "api",       "app",     "activation",   "account", "client",
    "encryption", "functions", "invite",  "license",      "private", "recovery",
    "reset",      "secret",    "signing", "subscription", "user",    "verification"};
constexpr std::array<std::string_view, 12> kPrefixes{"sk_",   "ghp_",        "gho_",   "ghs_",
                                                     "ghu_",  "github_pat_", "glpat-", "xoxa-",
                                                     "xoxb-", "xoxp-",       "xoxs-",  "Bearer "};

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool isLower(char c)
{
    return c >= 'a' && c <= 'z';
}

bool isUpper(char c)
{
    return c >= 'A' && c <= 'Z';
}

bool isHex(char c)
{
    return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

// What base64 has beside letters and digits, in either alphabet; a '+' may have been decoded.
bool isBase64Sign(char c)
{
    return c == '-' || c == '_' || c == '+' || c == '/' || c == ' ';
}

bool isBase64(char c)
{
    return isDigit(c) || isLower(c) || isUpper(c) || isBase64Sign(c) || c == '=';
}

template <typename Texts>
bool holds(const Texts &texts, std::string_view text)
{
    return std::find(texts.begin(), texts.end(), text) != texts.end();
}

// "X-Amz-accessToken2" → x, amz, access, token.
std::vector<std::string> wordsOf(std::string_view name)
{
    std::vector<std::string> words;
    bool joins = false; // to the word before
    for (std::size_t i = 0; i < name.size(); ++i) {
        const char c = name[i];
        if (!isLower(c) && !isUpper(c)) {
            joins = false;
            continue;
        }
        const bool hump = isUpper(c) && i > 0 && isLower(name[i - 1]);
        const bool afterCapitals = isUpper(c) && i > 0 && isUpper(name[i - 1]) &&
                                   i + 1 < name.size() && isLower(name[i + 1]); // JWTToken
        if (!joins || hump || afterCapitals)
            words.emplace_back();
        words.back().push_back(isUpper(c) ? static_cast<char>(c + 32) : c);
        joins = true;
    }
    return words;
}

bool isCredentialWord(std::string_view word)
{
    return holds(kWords, word) ||
           std::any_of(kEnds.begin(), kEnds.end(),
                       [word](std::string_view end) { return word.ends_with(end); });
}

// header.payload.signature, each base64url; `{"` in base64 is "eyJ".
bool isJsonWebToken(std::string_view value)
{
    const std::size_t first = value.find('.');
    if (!value.starts_with("eyJ") || first == std::string_view::npos || first < 8)
        return false;
    const std::size_t second = value.find('.', first + 1);
    return second != std::string_view::npos && second - first > 4 &&
           std::all_of(value.begin(), value.end(), [](char c) { return c == '.' || isBase64(c); });
}

bool isLongHex(std::string_view value)
{
    return value.size() >= 32 && std::all_of(value.begin(), value.end(), isHex);
}

// Of random base64 one character in 32 is a sign, so one in 8 is chance's limit (0.4 % of 32
// characters have more); in sentences, slugs and paths one in six separates words.
bool isLongBase64(std::string_view value)
{
    const auto signs = std::count_if(value.begin(), value.end(), isBase64Sign);
    return value.size() >= 32 && static_cast<std::size_t>(signs) * 8 <= value.size() &&
           std::all_of(value.begin(), value.end(), isBase64) &&
           std::any_of(value.begin(), value.end(), isLower) &&
           std::any_of(value.begin(), value.end(), isUpper) &&
           std::any_of(value.begin(), value.end(), isDigit);
}

bool hasKnownPrefix(std::string_view value)
{
    const auto begins = [value](std::string_view prefix) { return value.starts_with(prefix); };
    if (value.size() == 20 && (begins("AKIA") || begins("ASIA"))) // an AWS access key's id
        return std::all_of(value.begin(), value.end(),
                           [](char c) { return isUpper(c) || isDigit(c); });
    return value.size() >= 16 && std::any_of(kPrefixes.begin(), kPrefixes.end(), begins);
}

// "https://user:password@host".
bool hasUserInfo(std::string_view value)
{
    const std::size_t scheme = value.find("://");
    if (scheme == std::string_view::npos)
        return false;
    const std::string_view rest = value.substr(scheme + 3);
    const std::string_view authority = rest.substr(0, rest.find_first_of("/?#"));
    const std::size_t at = authority.rfind('@');
    return at != std::string_view::npos && authority.substr(0, at).find(':') < at;
}

std::string redact(std::string_view text, int depth);

// A whole address, or the query of one, may be a value.
bool holdsCredential(std::string_view value, int depth)
{
    if (depth == 0 || value.find('=') == std::string_view::npos)
        return false;
    const std::size_t question = value.find('?');
    std::string inner(question == std::string_view::npos ? "?" : "");
    inner.append(value);
    return redact(inner, depth - 1) != inner;
}

// "name=value" or "name", as it stands in a query or behind a ';' of the path.
void appendParameter(std::string &out, std::string_view pair, int depth)
{
    const std::size_t equals = std::min(pair.find('='), pair.size());
    const bool isBare = pair.find_first_not_of('=', equals) == std::string_view::npos;
    if (isBare) { // no value, or base64 with its padding
        out.append(looksLikeCredential(percentDecoded(pair)) ? kHidden : pair);
        return;
    }
    const std::string_view given = pair.substr(equals + 1);
    out.append(pair.substr(0, equals + 1));
    const std::string value = percentDecoded(given);
    const bool hide = isCredentialName(percentDecoded(pair.substr(0, equals))) ||
                      looksLikeCredential(value) || holdsCredential(value, depth);
    out.append(hide ? kHidden : given);
}

// Segment by segment. Long hexadecimal and base64 are often names there (a file by its digest), so
// they are hidden only behind a segment that speaks of credentials: "/reset-password/5f2a…".
class PathRedaction
{
public:
    PathRedaction(std::string &out, int depth) : m_out(out), m_depth(depth) {}

    void append(std::string_view segment)
    {
        const std::size_t semicolon = std::min(segment.find(';'), segment.size());
        const std::string_view given = segment.substr(0, semicolon);
        const std::string name = percentDecoded(given);
        const bool hide = isJsonWebToken(name) || hasKnownPrefix(name) ||
                          (m_ofCredentials && (isLongHex(name) || isLongBase64(name)));
        m_out.append(hide ? kHidden : given);
        m_ofCredentials = m_ofCredentials || isCredentialName(name);
        segment.remove_prefix(semicolon);
        while (!segment.empty()) {
            m_out.push_back(';');
            segment.remove_prefix(1);
            const std::size_t end = std::min(segment.find(';'), segment.size());
            appendParameter(m_out, segment.substr(0, end), m_depth);
            segment.remove_prefix(end);
        }
    }

private:
    std::string &m_out;
    int m_depth;
    bool m_ofCredentials = false;
};

std::string redact(std::string_view text, int depth)
{
    std::string out;
    out.reserve(text.size());
    const std::size_t question = std::min(text.find('?'), text.size());
    std::string_view path = text.substr(0, question);
    PathRedaction segments(out, depth);
    while (!path.empty()) {
        const std::size_t end = std::min(path.find_first_of("/ "), path.size());
        segments.append(path.substr(0, end));
        if (end < path.size())
            out.push_back(path[end]);
        path.remove_prefix(std::min(end + 1, path.size()));
    }
    std::string_view query = text.substr(question);
    while (!query.empty()) {
        out.push_back(query.front()); // '?', '&' or ';'
        query.remove_prefix(1);
        const std::size_t end = std::min(query.find_first_of("&;"), query.size());
        appendParameter(out, query.substr(0, end), depth);
        query.remove_prefix(end);
    }
    return out;
}

} // namespace

bool isCredentialName(std::string_view name)
{
    const std::vector<std::string> words = wordsOf(name);
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (isCredentialWord(words[i]))
            return true;
        if (holds(kVague, words[i]) &&
            (words.size() == 1 || (i > 0 && holds(kOwners, words[i - 1]))))
            return true;
    }
    return false;
}

bool looksLikeCredential(std::string_view value)
{
    return isJsonWebToken(value) || isLongHex(value) || isLongBase64(value) ||
           hasKnownPrefix(value) || hasUserInfo(value);
}

std::string redacted(std::string_view text)
{
    return redact(text, kDeepest);
}

} // namespace forefetch
