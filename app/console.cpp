// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console.h"

#include "core/metrics/isotime.h"

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <cstdlib>

#include <sys/ioctl.h>
#include <unistd.h>

namespace forefetch {

namespace {

// The longest part of a text that takes no more than so many columns: what is not ASCII counts one
// column a character, continuation bytes of UTF-8 none.
std::string_view fitting(std::string_view text, unsigned columns)
{
    unsigned taken = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool begins = (static_cast<unsigned char>(text[i]) & 0xC0) != 0x80;
        if (begins && ++taken > columns)
            return text.substr(0, i);
    }
    return text;
}

} // namespace

Console::Options Console::optionsHere(int verbosity, Format format)
{
    Options options;
    options.format = format;
    options.now = [] { return RealClock().wallNow(); };
    options.verbosity = verbosity;
    options.terminal = format == Format::Text && isatty(STDERR_FILENO) == 1;
    const char *noColour = std::getenv("NO_COLOR"); // https://no-color.org: set and not empty
    const char *terminal = std::getenv("TERM");
    const bool dumb = terminal == nullptr || std::string_view(terminal) == "dumb";
    options.terminal = options.terminal && !dumb;
    options.colour = options.terminal && (noColour == nullptr || *noColour == '\0');
    winsize size{};
    if (options.terminal && ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
        options.columns = size.ws_col;
    return options;
}

void Console::error(std::string_view text, std::string_view category)
{
    line(Level::Error, category, text);
}

void Console::warning(std::string_view text, std::string_view category)
{
    if (m_options.verbosity >= 0)
        line(Level::Warning, category, text);
}

void Console::note(std::string_view text, std::string_view category)
{
    if (m_options.verbosity >= 0)
        line(Level::Info, category, text);
}

void Console::detail(std::string_view text)
{
    if (m_options.verbosity >= 1)
        line(Level::Debug, "run", text);
}

void Console::status(std::string_view text)
{
    if (m_options.verbosity < 0)
        return;
    if (!m_options.terminal) {
        line(Level::Info, "status", text);
        return;
    }
    const std::string_view shown = fitting(text, m_options.columns - 1);
    std::fprintf(m_options.stream, "\r\x1b[2K%.*s", static_cast<int>(shown.size()), shown.data());
    std::fflush(m_options.stream);
    m_statusShown = true;
}

void Console::endStatus()
{
    if (m_statusShown)
        std::fputc('\n', m_options.stream);
    m_statusShown = false;
}

void Console::line(Level level, std::string_view category, std::string_view text)
{
    if (m_statusShown)
        std::fputs("\r\x1b[2K", m_options.stream);
    m_statusShown = false;
    std::string out;
    if (m_options.format == Format::JsonLines) {
        constexpr std::string_view names[] = {"error", "warning", "info", "debug"};
        out = boost::json::serialize(
            boost::json::object{{"time", isoTime(m_options.now ? m_options.now() : WallTime())},
                                {"level", names[static_cast<std::size_t>(level)]},
                                {"category", category},
                                {"message", text}});
        out += '\n';
    } else {
        const std::string_view label = level == Level::Error     ? "error: "
                                       : level == Level::Warning ? "warning: "
                                                                 : "";
        if (m_options.colour && !label.empty())
            out.append(level == Level::Error ? "\x1b[31m" : "\x1b[33m")
                .append(label)
                .append("\x1b[0m");
        else
            out.append(label);
        out.append(text).append("\n");
    }
    std::fwrite(out.data(), 1, out.size(), m_options.stream);
    std::fflush(m_options.stream);
}

} // namespace forefetch
