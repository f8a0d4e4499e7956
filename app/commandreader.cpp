// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commandreader.h"

#include "app/adminflags.h"
#include "app/durations.h"
#include "app/faultflags.h"
#include "app/flagchecks.h"

namespace forefetch {

void CommandReader::build()
{
    m_app.description("Learns which request of an API comes next and fetches it beforehand.");
    m_app.set_help_flag("-h,--help", "Print this help and end");
    m_app.set_version_flag("--version", "forefetchctl " FOREFETCH_VERSION,
                           "Print the version and end");
    m_app.add_flag("--help-parameters", m_parameters,
                   "Print every parameter that --set and profiles take, and end");
    m_app.footer("forefetchctl COMMAND --help tells more of a command. Exit codes: 0 ok, 1 "
                 "failure,\n2 usage or profile error, 3 a --fail-if held, 4 unusable "
                 "input,\n5 target unreachable, 130 interrupted (partial results are written).");
    m_app.require_subcommand(0, 1);
    m_app.final_callback([this] {
        if (m_app.get_subcommands().empty() && !m_parameters)
            throw CLI::CallForHelp();
    });
    m_app.get_formatter()->column_width(34);
    addDemo();
    addServe();
    addReplay();
    addSimulate();
    addEvaluate();
    addTune();
    addCompare();
    addExport();
    addAttach();
    m_manual.emplace(m_app);
}

CLI::App *CommandReader::addCommand(const char *name, const char *what, Command command)
{
    CLI::App *app = m_app.add_subcommand(name, what);
    app->set_help_flag("-h,--help", "Print this help and end");
    // When this one is parsed, not at the end, because CLI11 would then read the environment of
    // every other command over what was said here.
    app->parse_complete_callback([this, command] { m_line.command = command; });
    return app;
}

void CommandReader::addDemo()
{
    CLI::App *demo = addCommand("demo", "Run the built-in shop and its users", Command::Demo);
    demo->add_option("--users", m_line.users, "How many virtual users there are, at most 10000")
        ->type_name("N")
        ->check(CLI::Range(1U, 10'000U).description(""))
        ->capture_default_str();
    demo->add_option("--rate", m_line.rate, "Requests a second of all users together")
        ->type_name("N")
        ->check(CLI::Range(0.01, 100'000.0).description(""))
        ->capture_default_str();
    addFaultFlags(*demo, m_line, "10 s after the start", "10 s");
    addAdminFlags(*demo, m_line, "off");
    addShared(*demo, "Without a terminal it ends after 30 s.");
    demo->footer("Unless told otherwise the demo runs with cache.policy=assume and "
                 "holdback.share=0.2.\nforefetchctl --help-parameters lists what --set takes.");
}

void CommandReader::addServe()
{
    CLI::App *serve =
        addCommand("serve", "Be a caching, prefetching gateway to an API", Command::Serve);
    addTarget(*serve);
    addListen(*serve);
    serve
        ->add_option("--session-key", m_line.sessionKey,
                     "What tells clients apart: ip+ua, cookie:NAME or header:NAME")
        ->type_name("KEY")
        ->envname("FOREFETCH_SESSION_KEY")
        ->capture_default_str();
    addAdminFlags(*serve, m_line, "127.0.0.1:9464");
    addShared(*serve, "It ends by Ctrl+C otherwise.");
    serve->footer("forefetchctl --help-parameters lists what --set takes.");
}

void CommandReader::addReplay()
{
    CLI::App *app = addCommand("replay", "Send a log through a gateway to an API, at its own times",
                               Command::Replay);
    addTrace(*app);
    addTarget(*app);
    app->add_option("--speed", m_line.speed,
                    "So many times the log's own time, such as 10x, or max: as fast as "
                    "answers come")
        ->type_name("SPEED")
        ->capture_default_str();
    app->add_option("--max-rate", m_line.maxRate,
                    "At most so many requests a second; what comes too close is moved back")
        ->type_name("N")
        ->check(CLI::Range(0.01, 100'000.0).description(""));
    app->add_flag("--all-methods", m_line.allMethods,
                  "Send POST, PUT, DELETE and all else too, without bodies: it acts on the "
                  "target");
    addAdminFlags(*app, m_line, "off");
    addShared(*app, "It ends with the log otherwise.");
    app->footer("An open loop: a slow target does not slow what is sent. GET and HEAD alone, "
                "unless told otherwise.\nUnless told otherwise it runs with "
                "cache.policy=assume. Its --json and --snapshot are a snapshot with the\n"
                "group replay. forefetchctl --help-parameters lists what --set takes.");
}

void CommandReader::addEvaluate()
{
    CLI::App *app = addCommand("evaluate", "Score every predictor on a log, test then train",
                               Command::Evaluate);
    addTrace(*app);
    addFirstPart(*app);
    addSettings(*app);
    addLearnt(*app);
    app->add_flag("--json", m_line.json, "Print the scores as JSON");
    addVerbosity(*app);
    app->footer("The model of the settings comes first; it is the one that is saved. Answers "
                "are not told\nto the models, so that logs without a status count alike.");
}

void CommandReader::addSimulate()
{
    CLI::App *app = addCommand("simulate", "Ask a log what prefetching would have done for it",
                               Command::Simulate);
    addTrace(*app);
    addVariants(*app, "Try a parameter from FROM to TO by STEP, or a list ID=A,B; may be "
                      "repeated for a second one");
    addFirstPart(*app);
    addFaultFlags(*app, m_line, "after a third of the log", "a third of it");
    addSettings(*app);
    addSeed(*app);
    app->add_option("--report", m_line.reportFile, "Write an HTML report with charts there")
        ->type_name("FILE");
    app->add_option("--snapshot", m_line.snapshotFile,
                    "Write the figures of the recommended run there")
        ->type_name("FILE")
        ->envname("FOREFETCH_SNAPSHOT");
    CLI::Option *json = app->add_flag("--json", m_line.json, "Print the results as JSON");
    app->add_flag("--csv", m_line.csv, "Print one line a run as CSV")->excludes(json);
    addGate(*app);
    addVerbosity(*app);
    app->footer("Unless told otherwise it runs with cache.policy=assume: a log says nothing of "
                "freshness.\nCtrl+C prints what there is. The same log, settings and seed give "
                "the same bytes.");
}

void CommandReader::addTune()
{
    CLI::App *app =
        addCommand("tune", "Find the best profile for a log, with its evidence", Command::Tune);
    addTrace(*app);
    addVariants(*app, "Try these in place of scheduler.min_probability=0.05:0.95:0.05 and "
                      "scheduler.max_prefetch_per_schedule=1,2,4,10; may be repeated");
    app->add_option("--output", m_line.outputFile, "Write the profile there [to standard output]")
        ->type_name("FILE");
    addFirstPart(*app);
    addSettings(*app);
    addSeed(*app);
    app->add_flag("--json", m_line.json, "Print what was found as JSON in place of the profile");
    addVerbosity(*app);
    app->footer("Chosen on the first two thirds of the log's requests, stated on the rest; best "
                "is hits less\ntuner.waste_weight × wasted prefetches less tuner.load_weight × "
                "extra load, so\n--set tuner.load_weight=0.2 asks for less load. Simulated "
                "with cache.policy=assume: a log says\nnothing of freshness. The same log, "
                "settings and seed give the same bytes.");
}

void CommandReader::addCompare()
{
    CLI::App *app = addCommand("compare", "Say what differs between two runs", Command::Compare);
    app->add_option("A", m_line.input, "A snapshot, a recording, or what simulate --json printed")
        ->type_name("")
        ->required();
    app->add_option("B", m_line.secondInput, "Another one of the same kind")
        ->type_name("")
        ->required();
    app->add_option("--as", m_formatText, "text (the default), json, html or markdown")
        ->type_name("FORMAT")
        ->check(CLI::IsMember({"text", "json", "html", "markdown"}).description(""));
    CLI::Option *format = app->get_option("--as");
    app->add_flag("--json", m_line.json, "The same as --as json")->excludes(format);
    app->footer("Differences are B less A, with a 95 % interval where one can be reckoned.");
}

void CommandReader::addExport()
{
    CLI::App *app = addCommand(
        "export", "Print a snapshot, a recording or a model in another format", Command::Export);
    app->add_option("SNAPSHOT", m_line.input,
                    "What --snapshot, --save-model or --record FILE.ffsession wrote; - is "
                    "standard input")
        ->type_name("")
        ->required();
    app->add_option("--as", m_formatText,
                    "json, csv, html (a report), markdown (for a pull request) or openmetrics")
        ->type_name("FORMAT")
        ->check(CLI::IsMember(
                    std::vector<std::string>(kExportFormats.begin(), kExportFormats.begin() + 5))
                    .description(""))
        ->required();
    app->add_option_function<std::string>(
           "--at", [this](const std::string &text) { m_line.at = *parseDuration(text); },
           "The moment of a recording, since its beginning [its end]")
        ->type_name("TIME")
        ->check(durationProblem);
    addGate(*app);
    app->footer("It is printed to standard output: forefetchctl export a.json --as html > "
                "a.html\nA model is printed as json alone: the learnt graph, as --graph writes "
                "it.\nThe samples of openmetrics carry the snapshot's time, for promtool "
                "tsdb\ncreate-blocks-from openmetrics.");
}

void CommandReader::addAttach()
{
    CLI::App *app =
        addCommand("attach", "Watch and turn a running instance from outside", Command::Attach);
    addAttachFlags(*app, m_line);
    app->add_option("--set", m_line.sets, "Change a parameter there; may be repeated")
        ->type_name("ID=VALUE")
        ->allow_extra_args(false);
    addDuration(*app, "Watch for 30s, 5m, 1h30m … and report then");
    addReported(*app);
    addVerbosity(*app);
    app->footer("It watches until Ctrl+C on a terminal. With --set, --snapshot, --json or "
                "--fail-if, or without a\nterminal, it does that at once and ends, unless "
                "--duration says otherwise.");
}

} // namespace forefetch
