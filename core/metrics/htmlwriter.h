// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace forefetch {

// Text within HTML or XML: the characters that are markup as entities, what is no valid UTF-8 or
// no character of XML 1.0 as U+FFFD, so that any text may be put in.
//
// Thread: any.
std::string escapedHtml(std::string_view text);

// Writes HTML that is well-formed XML too: every element is closed, every text and every
// attribute is escaped. Markup gets in by trusted() alone.
//
//     HtmlWriter html;
//     html.open("p", {{"class", "note"}});
//     html.text("a < b");
//     html.close();
//     html.take() == "<p class=\"note\">a &lt; b</p>\n"
class HtmlWriter
{
public:
    using Attributes = std::initializer_list<std::pair<std::string_view, std::string_view>>;

    void open(std::string_view tag, Attributes attributes = {});
    void close();
    void text(std::string_view text) { m_out += escapedHtml(text); }
    // One element with a text in it.
    void element(std::string_view tag, std::string_view text, Attributes attributes = {});
    void empty(std::string_view tag, Attributes attributes = {});
    // Markup that was made by this program.
    void trusted(std::string_view markup) { m_out += markup; }
    std::string take();

private:
    void start(std::string_view tag, Attributes attributes);

    std::string m_out;
    std::vector<std::string> m_open;
};

} // namespace forefetch
