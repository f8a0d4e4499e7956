// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/admin/access.h"

#include "core/fetch/httpmessage.h"

#include <QHostAddress>
#include <QString>

#include <algorithm>
#include <utility>

namespace forefetch {

namespace {

// The parts of a Host field or of an origin's authority; an IPv6 address without its brackets.
struct Authority
{
    std::string_view host;
    std::uint64_t port = 80;
};

std::optional<Authority> authorityOf(std::string_view text)
{
    Authority authority;
    std::size_t end = text.find(':');
    if (text.starts_with('[')) {
        const std::size_t bracket = text.find(']');
        if (bracket == std::string_view::npos)
            return std::nullopt;
        authority.host = text.substr(1, bracket - 1);
        end = bracket + 1;
    } else {
        authority.host = text.substr(0, end);
    }
    if (end >= text.size())
        return authority;
    if (text[end] != ':' || !parseDecimal(text.substr(end + 1), authority.port))
        return std::nullopt;
    return authority;
}

std::optional<QHostAddress> addressOf(std::string_view host)
{
    QHostAddress address;
    if (address.setAddress(QString::fromLatin1(host.data(), static_cast<qsizetype>(host.size()))))
        return address;
    return std::nullopt;
}

// Names that lead here. Beyond loopback it is the address that was bound; where that is every
// address of the machine, any address will do, for a page cannot choose where a number leads.
bool isOurs(std::string_view host, const AdminAccess &access)
{
    const auto isNamed = [host](const std::string &name) { return equalsIgnoringCase(host, name); };
    if (std::ranges::any_of(access.hosts, isNamed) || isNamed(access.bound.host))
        return true;
    const std::optional<QHostAddress> address = addressOf(host);
    const std::optional<QHostAddress> bound = addressOf(access.bound.host);
    if (bound && (*bound == QHostAddress(QHostAddress::AnyIPv4) ||
                  *bound == QHostAddress(QHostAddress::AnyIPv6)))
        return address.has_value() || isLoopback(host);
    return (address && bound && *address == *bound) ||
           (isLoopback(host) && isLoopback(access.bound.host));
}

bool isOurs(const Authority &authority, const AdminAccess &access)
{
    return authority.port == access.bound.port && isOurs(authority.host, access);
}

// In a time that tells nothing about where they begin to differ.
bool isSameToken(std::string_view given, std::string_view token)
{
    unsigned char difference = given.size() == token.size() ? 0 : 1;
    for (std::size_t i = 0; i < token.size(); ++i)
        difference |= static_cast<unsigned char>(token[i] ^ (i < given.size() ? given[i] : 0));
    return difference == 0;
}

bool hasToken(const RequestHead &head, const std::string &token)
{
    std::string_view value = head.headers.value("authorization");
    if (token.empty() || value.size() < 7 || !equalsIgnoringCase(value.substr(0, 7), "Bearer "))
        return false;
    value.remove_prefix(7);
    value.remove_prefix(std::min(value.find_first_not_of(' '), value.size()));
    return isSameToken(value, token);
}

} // namespace

bool isLoopback(std::string_view host)
{
    if (equalsIgnoringCase(host, "localhost"))
        return true;
    const std::optional<QHostAddress> address = addressOf(host);
    return address && address->isLoopback();
}

std::optional<AdminRefusal> checkCaller(const RequestHead &head, const AdminAccess &access)
{
    const std::string_view host = head.headers.value("host");
    const std::optional<Authority> asked = authorityOf(host);
    if (!asked || !isOurs(*asked, access))
        return AdminRefusal{421, "this is " + access.bound.text() + ", not \"" + std::string(host) +
                                     "\"; ask for it by its address (--admin-host adds a name)"};
    if (head.headers.has("origin")) {
        const std::string_view origin = head.headers.value("origin");
        const std::optional<Authority> from =
            origin.starts_with("http://") ? authorityOf(origin.substr(7)) : std::nullopt;
        if (!from || !isOurs(*from, access))
            return AdminRefusal{403, "requests of pages from elsewhere (Origin) are refused"};
    }
    const std::string_view site = head.headers.value("sec-fetch-site");
    if (!site.empty() && site != "same-origin" && site != "none")
        return AdminRefusal{403, "requests of pages from elsewhere (Sec-Fetch-Site) are refused"};
    return std::nullopt;
}

std::optional<AdminRefusal> checkNeed(const RequestHead &head, const AdminAccess &access,
                                      AdminNeed need)
{
    if (need == AdminNeed::Nothing || (need == AdminNeed::Read && isLoopback(access.bound.host)))
        return std::nullopt;
    if (need == AdminNeed::Change && !access.allowControl)
        return AdminRefusal{403, "this instance is read-only: it was started without "
                                 "--allow-control"};
    if (!hasToken(head, access.token))
        return AdminRefusal{401, head.headers.has("authorization")
                                     ? "that is not the token"
                                     : "this needs the token: Authorization: Bearer TOKEN"};
    return std::nullopt;
}

} // namespace forefetch
