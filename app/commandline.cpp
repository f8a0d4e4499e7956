// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commandline.h"

#include "app/commandreader.h"
#include "app/durations.h"
#include "app/flagchecks.h"
#include "app/flags.h"
#include "app/parametertext.h"
#include "core/fault/faultscenario.h"
#include "core/settings/parameter.h"

#include <algorithm>
#include <string_view>

namespace forefetch {

std::variant<CommandLine, CommandLineReply> CommandReader::read(std::vector<std::string> args)
{
    std::ranges::reverse(args); // CLI11 takes them from the back
    try {
        m_app.parse(std::move(args));
    } catch (const CLI::Success &asked) {
        return reply(asked);
    } catch (const CLI::ParseError &error) {
        return CommandLineReply{{}, problem(error), ExitUsage};
    }
    if (const std::optional<std::string> text = m_manual->text())
        return CommandLineReply{*text, {}, ExitOk};
    if (m_line.faults == "list")
        return CommandLineReply{faultListText(), {}, ExitOk};
    if (m_parameters)
        return CommandLineReply{parameterText(), {}, ExitOk};
    if (!m_durationText.empty())
        m_line.duration = *parseDuration(m_durationText);
    m_line.verbosity = m_quiet ? -1 : m_verbose ? 1 : 0;
    if (m_line.command == Command::Compare && m_formatText.empty())
        m_formatText = m_line.json ? "json" : "text";
    const auto format = std::ranges::find(kExportFormats, m_formatText);
    if (format != kExportFormats.end())
        m_line.format = static_cast<ExportFormat>(format - kExportFormats.begin());
    return m_line;
}

const CLI::App &CommandReader::chosen() const
{
    const auto commands = m_app.get_subcommands();
    return commands.empty() ? m_app : *commands.front();
}

CommandLineReply CommandReader::reply(const CLI::Success &asked) const
{
    if (dynamic_cast<const CLI::CallForVersion *>(&asked) != nullptr)
        return {asked.what() + std::string("\n"), {}, ExitOk};
    return {chosen().help(&chosen() == &m_app ? "" : m_app.get_name()), {}, ExitOk};
}

std::string CommandReader::problem(const CLI::ParseError &error) const
{
    std::string text = error.what();
    const std::vector<std::string> rest = m_app.remaining(true);
    if (dynamic_cast<const CLI::ExtrasError *>(&error) != nullptr && !rest.empty())
        text = unknown(rest.front());
    while (!text.empty() && (text.back() == '\n' || text.back() == '.'))
        text.pop_back();
    const CLI::App &app = chosen();
    return text + "\nforefetchctl" + (&app == &m_app ? "" : " " + app.get_name()) +
           " --help tells what there is";
}

std::string CommandReader::unknown(const std::string &argument) const
{
    std::vector<std::string> known;
    const bool flag = argument.starts_with('-');
    const CLI::App &app = chosen();
    for (const CLI::Option *option : app.get_options())
        if (flag && !option->get_lnames().empty()) // a positional one has none
            known.push_back("--" + option->get_lnames().at(0));
    for (const CLI::App *command : app.get_subcommands([](const CLI::App *) { return true; }))
        if (!flag)
            known.push_back(command->get_name());
    const std::vector<std::string_view> views(known.begin(), known.end());
    const std::string_view nearest = nearestTo(std::string(flagOf(argument)), views);
    return "there is no " + std::string(flag ? "option" : "command") + " \"" + argument + "\"" +
           (nearest.empty() ? "" : "; did you mean " + std::string(nearest) + "?");
}

std::variant<CommandLine, CommandLineReply> parseCommandLine(const std::vector<std::string> &args)
{
    if (args.empty()) {
        CommandLineReply help = std::get<CommandLineReply>(CommandReader().read({"--help"}));
        return CommandLineReply{{}, help.output, ExitUsage};
    }
    return CommandReader().read(args);
}

} // namespace forefetch
