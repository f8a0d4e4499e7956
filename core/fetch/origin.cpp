// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fetch/origin.h"

#include <QUrl>

namespace forefetch {

namespace {

Error refuse(std::string_view url, const std::string &why)
{
    return invalid("\"" + std::string(url) + "\" is no usable target: " + why +
                   "; write it as http://HOST[:PORT][/PATH] or https://…");
}

} // namespace

Result<Origin> Origin::parse(std::string_view text)
{
    const QUrl url(QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())),
                   QUrl::StrictMode);
    if (text.empty())
        return refuse(text, "it is empty");
    if (!url.isValid())
        return refuse(text, url.errorString().toStdString());
    const QString scheme = url.scheme();
    if (scheme != QStringLiteral("http") && scheme != QStringLiteral("https"))
        return refuse(text, "the scheme must be http or https");
    if (url.host().isEmpty())
        return refuse(text, "the host is missing");
    if (!url.userInfo().isEmpty())
        return refuse(text, "credentials do not belong into it");
    if (url.hasQuery() || url.hasFragment())
        return refuse(text, "a query or fragment does not belong into it");
    Origin origin;
    origin.tls = scheme == QStringLiteral("https");
    const int port = url.port(origin.tls ? 443 : 80);
    if (port <= 0 || port > 65535)
        return refuse(text, "the port must be between 1 and 65535");
    origin.port = static_cast<std::uint16_t>(port);
    origin.host = url.host(QUrl::FullyEncoded).toLower().toStdString();
    if (origin.host.starts_with('[') && origin.host.ends_with(']'))
        origin.host = origin.host.substr(1, origin.host.size() - 2);
    origin.basePath = url.path(QUrl::FullyEncoded).toStdString();
    while (origin.basePath.ends_with('/'))
        origin.basePath.pop_back();
    return origin;
}

std::string Origin::authority() const
{
    std::string name = host.find(':') == std::string::npos ? host : "[" + host + "]";
    if (!hasDefaultPort())
        name += ":" + std::to_string(port);
    return name;
}

std::string Origin::root() const
{
    return (tls ? "https://" : "http://") + authority();
}

std::string Origin::text() const
{
    return root() + basePath;
}

std::vector<std::string> Origin::linkTexts() const
{
    std::vector<std::string> texts = {text()};
    if (hasDefaultPort())
        texts.push_back(root() + ":" + std::to_string(port) + basePath);
    return texts;
}

} // namespace forefetch
