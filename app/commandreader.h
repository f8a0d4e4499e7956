// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/commandline.h"
#include "app/manual.h"

#include <CLI/CLI.hpp>

#include <array>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace forefetch {

// In the order of ExportFormat; `export` takes the first five of them.
inline constexpr std::array<const char *, 6> kExportFormats{"json",     "csv",         "html",
                                                            "markdown", "openmetrics", "text"};

// One command line on its way through CLI11: the commands and flags that there are, and what was
// said of them. Its parts: commandline.cpp reads and answers, commandreader.cpp has the commands,
// sharedflags.cpp the flags of several.
//
// Thread: any, while nobody changes the environment.
class CommandReader
{
public:
    CommandReader() { build(); }

    std::variant<CommandLine, CommandLineReply> read(std::vector<std::string> args);

private:
    // --- The commands, each with its flags.
    void build();
    CLI::App *addCommand(const char *name, const char *what, Command command);
    void addDemo();
    void addServe();
    void addReplay();
    void addEvaluate();
    void addSimulate();
    void addTune();
    void addCompare();
    void addExport();
    void addAttach();

    // --- The flags of several.
    void addListen(CLI::App &app);
    void addTarget(CLI::App &app);
    void addVariants(CLI::App &app, const std::string &what);
    void addTrace(CLI::App &app);
    void addDuration(CLI::App &app, const std::string &what);
    void addFirstPart(CLI::App &app);
    void addSeed(CLI::App &app);
    void addSettings(CLI::App &app);
    void addLearnt(CLI::App &app);
    void addVerbosity(CLI::App &app);
    void addShared(CLI::App &app, const std::string &end);
    void addStoreFlags(CLI::App &app);
    void addGate(CLI::App &app);
    void addReported(CLI::App &app);

    // --- The answer.
    const CLI::App &chosen() const;
    CommandLineReply reply(const CLI::Success &asked) const;
    // What CLI11 says, with the nearest name where one is unknown.
    std::string problem(const CLI::ParseError &error) const;
    std::string unknown(const std::string &argument) const;

    CLI::App m_app{"", "forefetchctl"};
    std::optional<ManualCommands> m_manual;
    CommandLine m_line;
    std::string m_durationText;
    std::string m_formatText;
    bool m_quiet = false;
    bool m_verbose = false;
    bool m_parameters = false;
};

} // namespace forefetch
