// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/time/clock.h"

#include <cstdio>
#include <functional>
#include <string>
#include <string_view>

namespace forefetch {

// What the programs say to people, all of it on one stream (standard error), so that standard
// output holds nothing but data. On a terminal the status is one line that is rewritten in place
// and gives way to messages; elsewhere each status is a line of its own. For programs that read
// logs every line is a JSON object instead:
//
//     {"time":"2026-01-31T12:00:00.000Z","level":"info","category":"guard","message":"…"}
//
//     Console console({.verbosity = 0, .terminal = isatty(2) == 1, .colour = true});
//     console.note("listening on 127.0.0.1:8080");
//     console.status("0:12  ...");
//
// Thread: one.
class Console
{
public:
    enum class Format { Text, JsonLines };

    struct Options
    {
        Format format = Format::Text;
        int verbosity = 0; // -1: errors alone, 1: details too
        bool terminal = false;
        bool colour = false;
        unsigned columns = 80; // of the terminal
        std::FILE *stream = stderr;
        std::function<WallTime()> now; // of JSON lines
    };

    explicit Console(const Options &options) : m_options(options) {}
    ~Console() { endStatus(); }
    Console(const Console &) = delete;
    Console &operator=(const Console &) = delete;

    // Of this process: is standard error a terminal, what do NO_COLOR and TERM say?
    static Options optionsHere(int verbosity, Format format = Format::Text);

    // The category is the part of the program that speaks; JSON lines alone show it.
    void error(std::string_view text, std::string_view category = "run");
    void warning(std::string_view text, std::string_view category = "run");
    void note(std::string_view text, std::string_view category = "run");
    void detail(std::string_view text);
    void status(std::string_view text);
    // The cursor goes to the next line, and the last status stays.
    void endStatus();

    bool isTerminal() const { return m_options.terminal; }

private:
    enum class Level { Error, Warning, Info, Debug };

    void line(Level level, std::string_view category, std::string_view text);

    Options m_options;
    bool m_statusShown = false;
};

} // namespace forefetch
