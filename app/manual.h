// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace forefetch {

// What is made of the commands and options that there are, so that it cannot say anything else:
// the manual pages, in the language of man(7), and the completion for a shell. They are commands of
// their own, since a package and a person ask for them alike.
//
//     forefetchctl manual > forefetchctl.1
//     forefetchctl manual forefetch > forefetch.1
//     forefetchctl completion bash > /etc/bash_completion.d/forefetchctl
//
// Thread: any.
class ManualCommands
{
public:
    // Adds both to the commands; `app` outlives this.
    explicit ManualCommands(CLI::App &app);
    // What to print, once `app` is parsed; nothing when neither was asked for.
    std::optional<std::string> text() const;

private:
    const CLI::App &m_app;
    CLI::App *m_manual;
    CLI::App *m_completion;
    std::string m_program = "forefetchctl";
    std::string m_shell;
};

// Those that have a name, in the order of the help.
std::vector<const CLI::App *> commandsOf(const CLI::App &app);
std::string manualOf(const CLI::App &app);
std::string windowManual(); // of forefetch
std::string bashCompletion(const CLI::App &app);
std::string zshCompletion(const CLI::App &app);
std::string fishCompletion(const CLI::App &app);

} // namespace forefetch
