// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/htmlwriter.h"

#include <QList>
#include <QString>

#include <algorithm>
#include <array>

namespace forefetch {

namespace {

// After these a line ends, so that the source can be read.
bool isBlock(std::string_view tag)
{
    static constexpr std::array<std::string_view, 7> inner{"span", "b",  "a",   "strong",
                                                           "th",   "td", "code"};
    return std::ranges::find(inner, tag) == inner.end();
}

bool isCharacter(char32_t c)
{
    if (c < 0x20)
        return c == '\t' || c == '\n' || c == '\r';
    return c < 0x7f || (c > 0x9f && c < 0xfffe && !(c >= 0xd800 && c < 0xe000)) ||
           (c > 0xffff && (c & 0xfffe) != 0xfffe);
}

} // namespace

std::string escapedHtml(std::string_view text)
{
    QString out;
    const QString in = QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
    for (const char32_t c : in.toUcs4()) {
        if (!isCharacter(c))
            out += QChar(QChar::ReplacementCharacter);
        else if (c == U'&')
            out += QStringLiteral("&amp;");
        else if (c == U'<')
            out += QStringLiteral("&lt;");
        else if (c == U'>')
            out += QStringLiteral("&gt;");
        else if (c == U'"')
            out += QStringLiteral("&quot;");
        else if (c == U'\'')
            out += QStringLiteral("&#39;");
        else if (c == U'\r') // a reader would make a line feed of it
            out += QStringLiteral("&#13;");
        else
            out += QString::fromUcs4(&c, 1);
    }
    return out.toStdString();
}

void HtmlWriter::start(std::string_view tag, Attributes attributes)
{
    m_out += '<' + std::string(tag);
    for (const auto &[name, value] : attributes)
        m_out += ' ' + std::string(name) + "=\"" + escapedHtml(value) + '"';
}

void HtmlWriter::open(std::string_view tag, Attributes attributes)
{
    start(tag, attributes);
    m_out += '>';
    m_open.emplace_back(tag);
}

void HtmlWriter::close()
{
    if (m_open.empty())
        return;
    const std::string tag = std::move(m_open.back());
    m_open.pop_back();
    m_out += "</" + tag + '>';
    if (isBlock(tag))
        m_out += '\n';
}

void HtmlWriter::element(std::string_view tag, std::string_view words, Attributes attributes)
{
    open(tag, attributes);
    text(words);
    close();
}

void HtmlWriter::empty(std::string_view tag, Attributes attributes)
{
    start(tag, attributes);
    m_out += " />\n";
}

std::string HtmlWriter::take()
{
    while (!m_open.empty())
        close();
    return std::exchange(m_out, {});
}

} // namespace forefetch
