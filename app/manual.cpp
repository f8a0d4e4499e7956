// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/manual.h"

#include "app/parametertext.h"
#include "app/windowhelp.h"
#include "core/settings/parameter.h"

#include <CLI/CLI.hpp>

#include <string_view>
#include <vector>

namespace forefetch {

namespace {

constexpr std::string_view kExits =
    "0|All went well.\n1|It failed.\n2|A flag or a profile is wrong.\n3|A rule of --fail-if "
    "held.\n4|The input cannot be used.\n5|The target cannot be reached.\n130|Interrupted; what "
    "there was is written.\n";

// A line of text as man(7) takes it: backslashes and hyphens are escaped, and so are a dot and a
// quote at the beginning, which would be requests.
std::string roff(std::string_view text)
{
    std::string escaped;
    for (const char c : text) {
        if ((c == '.' || c == '\'') && (escaped.empty() || escaped.back() == '\n'))
            escaped += "\\&";
        if (c == '\\')
            escaped += "\\e";
        else if (c == '-')
            escaped += "\\-";
        else
            escaped += c;
    }
    return escaped;
}

std::string heading(const char *program)
{
    std::string upper = program;
    for (char &c : upper)
        c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    return ".TH " + upper +
           " 1 \"\" \"Forefetch " FOREFETCH_VERSION "\" \"User Commands\"\n.SH NAME\n" +
           roff(program) + " \\- ";
}

std::string optionEntry(const CLI::Option &option)
{
    std::string names;
    for (const std::string &name : option.get_snames())
        names += (names.empty() ? "\\fB\\-" : ", \\fB\\-") + roff(name) + "\\fR";
    for (const std::string &name : option.get_lnames())
        names += (names.empty() ? "\\fB\\-\\-" : ", \\fB\\-\\-") + roff(name) + "\\fR";
    if (option.get_positional())
        names = "\\fI" + roff(option.get_name(true)) + "\\fR";
    if (const std::string type = option.get_type_name(); !type.empty())
        names += " \\fI" + roff(type) + "\\fR";
    std::string entry = ".TP\n" + names + "\n" + roff(option.get_description());
    if (!entry.ends_with('.') && !entry.ends_with(']'))
        entry += ".";
    if (!option.get_default_str().empty())
        entry += " Default: " + roff(option.get_default_str()) + ".";
    if (!option.get_envname().empty())
        entry += "\nEnvironment: \\fB" + roff(option.get_envname()) + "\\fR.";
    return entry + "\n";
}

std::vector<const CLI::Option *> optionsOf(const CLI::App &app)
{
    return app.get_options([](const CLI::Option *option) { return !option->get_group().empty(); });
}

std::string parameterEntries()
{
    std::string text;
    std::string_view rest;
    const std::string all = parameterText(); // "id\n    values\n    help\n"
    for (rest = all; !rest.empty();) {
        const std::string_view line = rest.substr(0, rest.find('\n'));
        rest.remove_prefix(std::min(line.size() + 1, rest.size()));
        if (line.starts_with("    "))
            text += roff(line.substr(4)) + "\n";
        else
            text += ".TP\n\\fB" + roff(line) + "\\fR\n";
    }
    return text;
}

std::string exitEntries()
{
    std::string text;
    for (std::string_view rest = kExits; !rest.empty();) {
        const std::string_view line = rest.substr(0, rest.find('\n'));
        rest.remove_prefix(line.size() + 1);
        const std::size_t bar = line.find('|');
        text += ".TP\n\\fB" + std::string(line.substr(0, bar)) + "\\fR\n" +
                roff(line.substr(bar + 1)) + "\n";
    }
    return text;
}

std::string filesAndMore(const char *other)
{
    return ".SH FILES\n.TP\n\\fI./forefetch.toml\\fR\nThe profile of a project.\n.TP\n"
           "\\fI$XDG_CONFIG_HOME/forefetch/profile.toml\\fR\nThe user's own.\n"
           ".PP\nA flag stands above the environment, that above the project's profile, that above "
           "the user's, and all above the built\\-in values.\n.SH SEE ALSO\n\\fB" +
           roff(other) + "\\fR(1)\n";
}

} // namespace

std::vector<const CLI::App *> commandsOf(const CLI::App &app)
{
    return app.get_subcommands(
        [](const CLI::App *command) { return !command->get_name().empty(); });
}

ManualCommands::ManualCommands(CLI::App &app)
    : m_app(app), m_manual(app.add_subcommand("manual", "Print the manual page, for man -l -")),
      m_completion(app.add_subcommand("completion", "Print the completion for a shell"))
{
    for (CLI::App *each : {m_manual, m_completion})
        each->set_help_flag("-h,--help", "Print this help and end");
    m_manual->add_option("PROGRAM", m_program, "forefetchctl, or forefetch: the window")
        ->type_name("")
        ->check(CLI::IsMember({"forefetchctl", "forefetch"}).description(""))
        ->capture_default_str();
    m_completion->add_option("SHELL", m_shell, "bash, zsh or fish")
        ->type_name("")
        ->check(CLI::IsMember({"bash", "zsh", "fish"}).description(""))
        ->required();
}

std::optional<std::string> ManualCommands::text() const
{
    if (m_manual->parsed())
        return m_program == "forefetch" ? windowManual() : manualOf(m_app);
    if (!m_completion->parsed())
        return {};
    return m_shell == "bash"  ? bashCompletion(m_app)
           : m_shell == "zsh" ? zshCompletion(m_app)
                              : fishCompletion(m_app);
}

std::string manualOf(const CLI::App &app)
{
    std::string page = heading("forefetchctl") +
                       "learn which request of an API comes next, and fetch it "
                       "beforehand\n.SH SYNOPSIS\n";
    for (const CLI::App *command : commandsOf(app)) {
        page += ".B forefetchctl " + roff(command->get_name()) + "\n";
        for (const CLI::Option *option : optionsOf(*command))
            if (option->get_positional())
                page += ".I " + roff(option->get_name(true)) + "\n";
        page += "[\\fIOPTIONS\\fR]\n.br\n";
    }
    page +=
        ".SH DESCRIPTION\nA workbench for predictive prefetching, without its window. It learns "
        "from live traffic or from a log which request comes next, fetches it before it is asked "
        "for, and tells whether that helped and what it cost. Data goes to standard output, "
        "messages to standard error.\n.SH OPTIONS\n";
    for (const CLI::Option *option : optionsOf(app))
        page += optionEntry(*option);
    page += ".SH COMMANDS\n";
    for (const CLI::App *command : commandsOf(app)) {
        page +=
            ".SS " + roff(command->get_name()) + "\n" + roff(command->get_description()) + ".\n";
        for (const CLI::Option *option : optionsOf(*command))
            if (option->get_name() != "--help")
                page += optionEntry(*option);
        if (!command->get_footer().empty())
            page += ".PP\n" + roff(command->get_footer()) + "\n";
    }
    return page + ".SH PARAMETERS\nWhat \\-\\-set and profiles take.\n" + parameterEntries() +
           ".SH EXIT STATUS\n" + exitEntries() + filesAndMore("forefetch");
}

std::string windowManual()
{
    return heading("forefetch") +
           "watch what prefetching does for an API, and turn its knobs\n"
           ".SH DESCRIPTION\n.nf\n" +
           roff(windowHelp()) + ".fi\n" + filesAndMore("forefetchctl");
}

} // namespace forefetch
