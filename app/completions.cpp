// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/manual.h"
#include "core/fault/faultscenario.h"
#include "core/settings/parameter.h"

#include <CLI/CLI.hpp>

#include <string_view>
#include <vector>

namespace forefetch {

namespace {

// What an option's value can be, for a shell.
struct Values
{
    std::vector<std::string> words; // these
    bool isFile = false;            // else a file's name, or nothing that is known
};

std::vector<std::string> parameterWords()
{
    std::vector<std::string> words;
    for (const ParamInfo &row : parameterTable()) {
        if (row.choices.empty())
            words.push_back(std::string(row.id) + "=");
        for (const std::string_view choice : row.choices)
            words.push_back(std::string(row.id) + "=" + std::string(choice));
    }
    return words;
}

Values valuesOf(const CLI::Option &option)
{
    const std::string name = option.get_name();
    if (name == "--set")
        return {parameterWords(), false};
    if (name == "--profile")
        return {{"balanced", "high-performance", "low-resource", "development"}, true};
    if (name == "--faults") {
        Values values;
        for (const FaultScenario &scenario : faultScenarios())
            values.words.emplace_back(scenario.name);
        return values;
    }
    if (name == "--as")
        return {{"json", "csv", "html", "markdown", "openmetrics", "text"}, false};
    if (name == "--format")
        return {{"combined", "json", "har", "csv", "tsv"}, false};
    if (name == "--record-bodies")
        return {{"public", "all"}, false};
    if (name == "SHELL")
        return {{"bash", "zsh", "fish"}, false};
    if (name == "PROGRAM")
        return {{"forefetchctl", "forefetch"}, false};
    return {{}, option.get_positional() || option.get_type_name() == "FILE"};
}

std::string joined(const std::vector<std::string> &words)
{
    std::string text;
    for (const std::string &word : words)
        text += (text.empty() ? "" : " ") + word;
    return text;
}

std::vector<std::string> namesOf(const CLI::Option &option)
{
    std::vector<std::string> names;
    for (const std::string &name : option.get_snames())
        names.push_back("-" + name);
    for (const std::string &name : option.get_lnames())
        names.push_back("--" + name);
    return names;
}

bool takesValue(const CLI::Option &option)
{
    return option.get_items_expected_max() > 0;
}

std::vector<std::string> commandNames(const CLI::App &app)
{
    std::vector<std::string> names;
    for (const CLI::App *command : commandsOf(app))
        names.push_back(command->get_name());
    return names;
}

std::vector<std::string> flagNames(const CLI::App &command)
{
    std::vector<std::string> flags;
    for (const CLI::Option *option : command.get_options())
        for (const std::string &name : namesOf(*option))
            flags.push_back(name);
    return flags;
}

// Between single quotes, for a shell.
std::string shellQuoted(std::string_view plain)
{
    std::string text = "'";
    for (const char c : plain)
        text += c == '\'' ? std::string("'\\''") : std::string(1, c);
    return text + "'";
}

// Inside the brackets of zsh's _arguments.
std::string bracketed(std::string_view text)
{
    std::string escaped;
    for (const char c : text) {
        if (c == '[' || c == ']' || c == ':' || c == '\\')
            escaped += '\\';
        escaped += c;
    }
    return escaped;
}

std::string bashValues(const CLI::App &command)
{
    std::string cases;
    for (const CLI::Option *option : command.get_options()) {
        if (!takesValue(*option) || option->get_positional())
            continue;
        std::string names;
        for (const std::string &name : namesOf(*option))
            names += (names.empty() ? "" : "|") + name;
        const Values values = valuesOf(*option);
        std::string reply;
        if (!values.words.empty())
            reply =
                "COMPREPLY=($(compgen -W " + shellQuoted(joined(values.words)) + " -- \"$cur\"));";
        if (values.isFile)
            reply += "COMPREPLY+=($(compgen -f -- \"$cur\"));";
        cases += "                " + names + ") " + reply + " return ;;\n";
    }
    return cases;
}

std::string positionalWords(const CLI::App &command, bool &isFile)
{
    std::string words;
    for (const CLI::Option *option : command.get_options()) {
        if (!option->get_positional())
            continue;
        const Values values = valuesOf(*option);
        words += (words.empty() ? "" : " ") + joined(values.words);
        isFile = isFile || values.words.empty();
    }
    return words;
}

} // namespace

std::string bashCompletion(const CLI::App &app)
{
    std::string text = "# bash completion of forefetchctl " FOREFETCH_VERSION "\n"
                       "_forefetchctl() {\n"
                       "    local cur prev\n"
                       "    if declare -F _get_comp_words_by_ref >/dev/null; then\n"
                       "        _get_comp_words_by_ref -n = cur prev\n"
                       "    else\n"
                       "        cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]}\n"
                       "    fi\n"
                       "    COMPREPLY=()\n"
                       "    if ((COMP_CWORD == 1)); then\n"
                       "        COMPREPLY=($(compgen -W " +
                       shellQuoted(joined(commandNames(app)) + " " + joined(flagNames(app))) +
                       " -- \"$cur\"))\n"
                       "        return\n"
                       "    fi\n"
                       "    case ${COMP_WORDS[1]} in\n";
    for (const CLI::App *command : commandsOf(app)) {
        bool isFile = false;
        const std::string words = positionalWords(*command, isFile);
        text += "        " + command->get_name() + ")\n            case $prev in\n" +
                bashValues(*command) + "            esac\n            COMPREPLY=($(compgen -W " +
                shellQuoted(words + " " + joined(flagNames(*command))) + " -- \"$cur\"))\n";
        if (isFile)
            text += "            [[ $cur == -* ]] || COMPREPLY+=($(compgen -f -- \"$cur\"))\n";
        text += "            ;;\n";
    }
    return text + "    esac\n"
                  "    [[ ${COMPREPLY[0]-} == *= ]] && compopt -o nospace\n"
                  "    declare -F __ltrim_colon_completions >/dev/null && "
                  "__ltrim_colon_completions \"$cur\"\n"
                  "    return 0\n"
                  "}\n"
                  "complete -F _forefetchctl forefetchctl\n";
}

std::string zshCompletion(const CLI::App &app)
{
    std::string text = "#compdef forefetchctl\n# zsh completion of forefetchctl " FOREFETCH_VERSION
                       "\n_forefetchctl() {\n    local -a commands\n    commands=(\n";
    for (const CLI::App *command : commandsOf(app))
        text += "        " +
                shellQuoted(command->get_name() + ":" + bracketed(command->get_description())) +
                "\n";
    text += "    )\n    if ((CURRENT == 2)); then\n        _describe command commands\n"
            "        return\n    fi\n    local command=$words[2]\n    shift words\n"
            "    ((CURRENT--))\n    case $command in\n";
    for (const CLI::App *command : commandsOf(app)) {
        text += "        " + command->get_name() + ")\n            _arguments";
        for (const CLI::Option *option : command->get_options()) {
            const Values values = valuesOf(*option);
            std::string action = values.isFile ? "_files" : " ";
            if (!values.words.empty())
                action = "(" + joined(values.words) + ")";
            if (option->get_positional()) {
                text += " \\\n                " +
                        shellQuoted("*:" + bracketed(option->get_name(true)) + ":" +
                                    (values.words.empty() ? "_files" : action));
                continue;
            }
            for (const std::string &name : namesOf(*option)) {
                std::string spec = "*" + name + "[" + bracketed(option->get_description()) + "]";
                if (takesValue(*option))
                    spec += ":" + bracketed(option->get_type_name()) + ":" + action;
                text += " \\\n                " + shellQuoted(spec);
            }
        }
        text += "\n            ;;\n";
    }
    return text + "    esac\n}\n_forefetchctl \"$@\"\n";
}

std::string fishCompletion(const CLI::App &app)
{
    std::string text = "# fish completion of forefetchctl " FOREFETCH_VERSION "\n"
                       "complete -c forefetchctl -f\n";
    for (const CLI::App *command : commandsOf(app))
        text += "complete -c forefetchctl -n __fish_use_subcommand -a " + command->get_name() +
                " -d " + shellQuoted(command->get_description()) + "\n";
    for (const CLI::App *command : commandsOf(app)) {
        const std::string begin = "complete -c forefetchctl -n " +
                                  shellQuoted("__fish_seen_subcommand_from " + command->get_name());
        for (const CLI::Option *option : command->get_options()) {
            const Values values = valuesOf(*option);
            std::string line = begin;
            for (const std::string &name : option->get_snames())
                line += " -s " + name;
            for (const std::string &name : option->get_lnames())
                line += " -l " + name;
            if (!values.words.empty())
                line += " -a " + shellQuoted(joined(values.words));
            if (!option->get_positional() && takesValue(*option))
                line += " -r";
            if (values.isFile || (option->get_positional() && values.words.empty()))
                line += " -F";
            text += line + " -d " + shellQuoted(option->get_description()) + "\n";
        }
    }
    return text;
}

} // namespace forefetch
