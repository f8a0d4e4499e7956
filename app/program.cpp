// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/program.h"

#include "app/commandline.h"
#include "app/commands.h"
#include "app/console.h"
#include "app/files.h"
#include "app/windowhelp.h"
#include "app/windowlanguage.h"
#include "app/withoutwindow.h"

#include <QCoreApplication>

#include <cstdio>
#include <string>
#include <utility>
#include <vector>

namespace forefetch {

namespace {

int reply(const CommandLineReply &reply)
{
    if (!reply.error.empty()) {
        Console console(Console::optionsHere(0));
        if (reply.output.empty() && reply.error.starts_with("forefetchctl"))
            console.note(reply.error);
        else
            console.error(reply.error);
    }
    if (!reply.output.empty() && !print(reply.output))
        return ExitFailure;
    return reply.exitCode;
}

// Why the window cannot ask a log in this way; empty when it can.
std::string notOfTheWindow(const CommandLine &line)
{
    if (line.command == Command::Attach && !line.sets.empty())
        return "the window does not take --set with --attach: turn the knobs in it";
    if (line.command != Command::Simulate)
        return {};
    if (line.input == "-")
        return "the window does not read a log from standard input";
    if (line.sweeps.size() > 1)
        return "the window tries one --sweep at a time";
    for (const auto &[flag, given] : {std::pair("--json", line.json), std::pair("--csv", line.csv),
                                      std::pair("--report", !line.reportFile.empty()),
                                      std::pair("--snapshot", !line.snapshotFile.empty()),
                                      std::pair("--rejects", !line.rejectsFile.empty()),
                                      std::pair("--fail-if", !line.gates.empty())}) {
        if (given)
            return "with a log the window does not take " + std::string(flag);
    }
    return {};
}

int run(const std::vector<std::string> &args)
{
    const auto parsed = parseCommandLine(args);
    if (const auto *instead = std::get_if<CommandLineReply>(&parsed))
        return reply(*instead);
    const auto &line = std::get<CommandLine>(parsed);
    Console console(Console::optionsHere(line.verbosity, line.logsJson ? Console::Format::JsonLines
                                                                       : Console::Format::Text));
    switch (line.command) {
    case Command::Compare:
        return runCompare(line, console);
    case Command::Export:
        return runExport(line, console);
    case Command::Simulate:
        return runSimulate(line, console);
    case Command::Evaluate:
        return runEvaluate(line, console);
    case Command::Tune:
        return runTune(line, console);
    case Command::Replay:
        return runReplay(line, console);
    case Command::Attach:
        return runAttach(line, console);
    case Command::Demo:
    case Command::Serve:
        break;
    }
    return runLive(line, console);
}

} // namespace

int runProgram(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("forefetch"));
    QCoreApplication::setApplicationVersion(QStringLiteral(FOREFETCH_VERSION));
    // Qt's own dispatcher is the faster one; the I/O threads that follow take it.
    qputenv("QT_NO_GLIB", "1");

    std::vector<std::string> args(argv + 1, argv + argc);
    if (!args.empty() && args.front() == "--without-window") {
        args.erase(args.begin());
        if (const auto language = takeLanguage(args); !language)
            return reply({{}, language.error().text, ExitUsage});
        args = withoutWindow(args);
        std::fprintf(stderr, "There is no display: this is forefetchctl %s\n", args[0].c_str());
    }
    return run(args);
}

std::variant<CommandLine, int> readWindowLine(const std::vector<std::string> &args)
{
    std::vector<std::string> rest = args;
    const Result<std::string> language = takeLanguage(rest);
    if (!language)
        return reply({{}, language.error().text, ExitUsage});
    const std::vector<std::string> asCommand = withoutWindow(rest);
    if (asCommand[0] == "-h" || asCommand[0] == "--help")
        return print(windowHelp()) ? ExitOk : ExitFailure;
    if (asCommand[0] == "--version")
        return print("forefetch " FOREFETCH_VERSION "\n") ? ExitOk : ExitFailure;
    auto parsed = parseCommandLine(asCommand);
    if (const auto *instead = std::get_if<CommandLineReply>(&parsed))
        return reply(*instead);
    if (const std::string odd = notOfTheWindow(std::get<CommandLine>(parsed)); !odd.empty())
        return reply({{}, odd + "; forefetchctl simulate does", ExitUsage});
    auto line = std::get<CommandLine>(std::move(parsed));
    line.language = *language;
    return line;
}

bool canShowWindows()
{
    return qEnvironmentVariableIsSet("DISPLAY") || qEnvironmentVariableIsSet("WAYLAND_DISPLAY") ||
           qEnvironmentVariableIsSet("QT_QPA_PLATFORM");
}

} // namespace forefetch
