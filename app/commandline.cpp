// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commandline.h"

#include "app/durations.h"
#include "app/flagchecks.h"
#include "app/flags.h"
#include "app/parametertext.h"
#include "core/fault/faultscenario.h"
#include "core/settings/parameter.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <array>
#include <string_view>

namespace forefetch {

namespace {

// In the order of ExportFormat; `export` takes the first five of them.
constexpr std::array<const char *, 6> kFormats{"json",     "csv",         "html",
                                               "markdown", "openmetrics", "text"};

// One command line on its way through CLI11.
class Reader
{
public:
    Reader() { build(); }

    std::variant<CommandLine, CommandLineReply> read(std::vector<std::string> args)
    {
        std::ranges::reverse(args); // CLI11 takes them from the back
        try {
            m_app.parse(std::move(args));
        } catch (const CLI::Success &asked) {
            return reply(asked);
        } catch (const CLI::ParseError &error) {
            return CommandLineReply{{}, problem(error), ExitUsage};
        }
        if (m_line.faults == "list")
            return CommandLineReply{faultListText(), {}, ExitOk};
        if (m_parameters)
            return CommandLineReply{parameterText(), {}, ExitOk};
        if (!m_durationText.empty())
            m_line.duration = *parseDuration(m_durationText);
        m_line.verbosity = m_quiet ? -1 : m_verbose ? 1 : 0;
        if (m_line.command == Command::Compare && m_formatText.empty())
            m_formatText = m_line.json ? "json" : "text";
        const auto format = std::ranges::find(kFormats, m_formatText);
        if (format != kFormats.end())
            m_line.format = static_cast<ExportFormat>(format - kFormats.begin());
        return m_line;
    }

private:
    void build()
    {
        m_app.description("Learns which request of an API comes next and fetches it beforehand.");
        m_app.set_help_flag("-h,--help", "Print this help and end");
        m_app.set_version_flag("--version", "forefetchctl " FOREFETCH_VERSION,
                               "Print the version and end");
        m_app.add_flag("--help-parameters", m_parameters,
                       "Print every parameter that --set and profiles take, and end");
        m_app.footer(
            "forefetchctl COMMAND --help tells more of a command. Exit codes: 0 ok, 1 "
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
    }

    CLI::App *addCommand(const char *name, const char *what, Command command)
    {
        CLI::App *app = m_app.add_subcommand(name, what);
        app->set_help_flag("-h,--help", "Print this help and end");
        // When this one is parsed, not at the end, because CLI11 would then read the environment of
        // every other command over what was said here.
        app->parse_complete_callback([this, command] { m_line.command = command; });
        return app;
    }

    void addDemo()
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
        addFaults(*demo, "10 s after the start", "10 s");
        addShared(*demo, "Without a terminal it ends after 30 s.");
        demo->footer("Unless told otherwise the demo runs with cache.policy=assume and "
                     "holdback.share=0.2.\nforefetchctl --help-parameters lists what --set takes.");
    }

    void addFaults(CLI::App &app, const std::string &at, const std::string &length)
    {
        app.add_option("--faults", m_line.faults,
                       "What goes wrong on purpose; list prints the names and what they mean")
            ->type_name("NAME[,NAME]");
        const auto addTime = [&app](const char *name, std::optional<Duration> &to,
                                    const std::string &what) {
            app.add_option_function<std::string>(
                   name,
                   [&to](const std::string &text) {
                       to = isNothing(text) ? Duration::zero() : *parseDuration(text);
                   },
                   what)
                ->type_name("TIME")
                ->check([](const std::string &text) {
                    return isNothing(text) ? std::string() : durationProblem(text);
                });
        };
        addTime("--faults-at", m_line.faultsAt, "When they begin [" + at + "]");
        addTime("--faults-for", m_line.faultsFor, "How long they last [" + length + "]");
        addTime("--faults-every", m_line.faultsEvery,
                "From one beginning to the next [they come once]");
    }

    void addServe()
    {
        CLI::App *serve =
            addCommand("serve", "Be a caching, prefetching gateway to an API", Command::Serve);
        addTarget(*serve);
        serve->add_option("--listen", m_line.listen, "Where clients connect; port 0 is a free one")
            ->type_name("ADDRESS:PORT")
            ->envname("FOREFETCH_LISTEN")
            ->capture_default_str();
        serve
            ->add_option("--session-key", m_line.sessionKey,
                         "What tells clients apart: ip+ua, cookie:NAME or header:NAME")
            ->type_name("KEY")
            ->envname("FOREFETCH_SESSION_KEY")
            ->capture_default_str();
        addShared(*serve, "It ends by Ctrl+C otherwise.");
        serve->footer("forefetchctl --help-parameters lists what --set takes.");
    }

    void addReplay()
    {
        CLI::App *app = addCommand(
            "replay", "Send a log through a gateway to an API, at its own times", Command::Replay);
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
        addShared(*app, "It ends with the log otherwise.");
        app->footer("An open loop: a slow target does not slow what is sent. GET and HEAD alone, "
                    "unless told otherwise.\nUnless told otherwise it runs with "
                    "cache.policy=assume. Its --json and --snapshot are a snapshot with the\n"
                    "group replay. forefetchctl --help-parameters lists what --set takes.");
    }

    void addTarget(CLI::App &app)
    {
        app.add_option("--target", m_line.target, "The API, such as https://api.example.com/v2")
            ->type_name("URL")
            ->envname("FOREFETCH_TARGET")
            ->required();
    }

    void addEvaluate()
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

    void addSimulate()
    {
        CLI::App *app = addCommand("simulate", "Ask a log what prefetching would have done for it",
                                   Command::Simulate);
        addTrace(*app);
        addVariants(*app, "Try a parameter from FROM to TO by STEP, or a list ID=A,B; may be "
                          "repeated for a second one");
        addFirstPart(*app);
        addFaults(*app, "after a third of the log", "a third of it");
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

    void addTune()
    {
        CLI::App *app =
            addCommand("tune", "Find the best profile for a log, with its evidence", Command::Tune);
        addTrace(*app);
        addVariants(*app, "Try these in place of scheduler.min_probability=0.05:0.95:0.05 and "
                          "scheduler.max_prefetch_per_schedule=1,2,4,10; may be repeated");
        app->add_option("--output", m_line.outputFile,
                        "Write the profile there [to standard output]")
            ->type_name("FILE");
        addFirstPart(*app);
        addSettings(*app);
        addSeed(*app);
        app->add_flag("--json", m_line.json,
                      "Print what was found as JSON in place of the profile");
        addVerbosity(*app);
        app->footer(
            "Chosen on the first two thirds of the log's requests, stated on the rest; best "
            "is hits less\ntuner.waste_weight × wasted prefetches less tuner.load_weight × "
            "extra load, so\n--set tuner.load_weight=0.2 asks for less load. Simulated "
            "with cache.policy=assume: a log says\nnothing of freshness. The same log, "
            "settings and seed give the same bytes.");
    }

    void addVariants(CLI::App &app, const std::string &what)
    {
        app.add_option("--sweep", m_line.sweeps, what)
            ->type_name("ID=FROM:TO:STEP")
            ->allow_extra_args(false)
            ->expected(0, 2);
        app.add_option("--origin-latency", m_line.originLatency,
                       "What the origin takes, in milliseconds, or from-trace; a log that does "
                       "not tell has 50 in the median, by route")
            ->type_name("MS")
            ->capture_default_str();
        app.add_option("--jobs", m_line.jobs, "How many threads; 0: one for each core")
            ->type_name("N")
            ->check(CLI::Range(0U, 1024U).description(""))
            ->capture_default_str();
    }

    void addTrace(CLI::App &app)
    {
        app.add_option("TRACE", m_line.input,
                       "An access log, JSON lines, HAR, CSV or TSV, .gz or .zst as it is; - is "
                       "standard input")
            ->type_name("")
            ->required();
        app.add_option("--format", m_line.traceFormat,
                       "combined, json, har, csv or tsv, where the content does not tell")
            ->type_name("FORMAT");
        app.add_option_function<std::string>(
               "--session-key",
               [this](const std::string &key) {
                   m_line.sessionKey = key;
                   m_line.sessionKeyGiven = true;
               },
               "What tells clients apart: ip+ua, cookie:NAME or header:NAME")
            ->type_name("KEY");
        app.add_option("--rejects", m_line.rejectsFile,
                       "Write every line that cannot be used there: its number, why, the line")
            ->type_name("FILE");
    }

    void addDuration(CLI::App &app, const std::string &what)
    {
        app.add_option("--duration", m_durationText, what)
            ->type_name("TIME")
            ->envname("FOREFETCH_DURATION")
            ->check(durationProblem);
    }

    void addFirstPart(CLI::App &app)
    {
        addDuration(app, "Take only the first 30s, 5m, 1h30m … of the log's time");
    }

    void addSeed(CLI::App &app)
    {
        app.add_option("--seed", m_line.seed, "Where all chance comes from")
            ->type_name("N")
            ->envname("FOREFETCH_SEED")
            ->check(wholeNumberProblem)
            ->capture_default_str();
    }

    void addSettings(CLI::App &app)
    {
        app.add_option("--profile", m_line.profile,
                       "balanced, high-performance, low-resource, development, or a TOML file")
            ->type_name("NAME|FILE");
        app.add_option("--set", m_line.sets, "Set a parameter; may be repeated")
            ->type_name("ID=VALUE")
            ->allow_extra_args(false);
    }

    void addLearnt(CLI::App &app)
    {
        app.add_option("--save-model", m_line.saveModel, "Save what was learnt there at the end")
            ->type_name("FILE");
        app.add_option("--graph", m_line.graphFile,
                       "Write the learnt graph there at the end, as JSON")
            ->type_name("FILE");
    }

    void addVerbosity(CLI::App &app)
    {
        CLI::Option *quiet = app.add_flag("-q,--quiet", m_quiet, "Say nothing but errors");
        app.add_flag("-v,--verbose", m_verbose, "Say more")->excludes(quiet);
    }

    void addShared(CLI::App &app, const std::string &end)
    {
        addSettings(app);
        addSeed(app);
        addDuration(app, "End after 30s, 5m, 1h30m … " + end);
        app.add_option("--snapshot", m_line.snapshotFile, "Write the figures there at the end")
            ->type_name("FILE")
            ->envname("FOREFETCH_SNAPSHOT");
        app.add_option("--store-dir", m_line.storeDir,
                       "Keep there what survives the run, with cache.store=disk [by target, below "
                       "XDG_CACHE_HOME and XDG_DATA_HOME]")
            ->type_name("DIR")
            ->envname("FOREFETCH_STORE_DIR");
        app.add_option(
               "--redis", m_line.redis,
               "The server of cache.store=redis: redis://HOST:PORT/DATABASE or unix:///PATH")
            ->type_name("URL")
            ->envname("FOREFETCH_REDIS");
        app.add_option("--redis-password-file", m_line.redisPasswordFile,
                       "Its password is the first line there [FOREFETCH_REDIS_PASSWORD]")
            ->type_name("FILE");
        app.add_option("--key-file", m_line.keyFile,
                       "The secret that all gateways on one Redis have; made where it is missing")
            ->type_name("FILE")
            ->envname("FOREFETCH_KEY_FILE");
        app.add_option("--record", m_line.recordFile,
                       "Write what clients ask and get there as it happens: HAR for a name that "
                       "ends in .har, else JSON lines; simulate reads it")
            ->type_name("FILE")
            ->envname("FOREFETCH_RECORD");
        app.add_option("--record-bodies", m_line.recordBodies,
                       "Record the JSON bodies that the model reads, without credentials: public "
                       "(of answers to requests without credentials) or all")
            ->type_name("WHICH")
            ->check(CLI::IsMember({"public", "all"}).description(""))
            ->envname("FOREFETCH_RECORD_BODIES");
        app.add_option("--load-model", m_line.loadModels,
                       "Begin with what --save-model wrote; may be repeated: all are merged")
            ->type_name("FILE")
            ->allow_extra_args(false);
        addLearnt(app);
        app.add_flag("--json", m_line.json, "Print the figures at the end as JSON");
        addGate(app);
        addVerbosity(app);
    }

    void addGate(CLI::App &app)
    {
        app.add_option("--fail-if", m_line.gates,
                       "End with 3 when the figures at the end say so: \"hit_ratio < 50%\"; may be "
                       "repeated")
            ->type_name("EXPR")
            ->allow_extra_args(false);
    }

    void addCompare()
    {
        CLI::App *app =
            addCommand("compare", "Say what differs between two runs", Command::Compare);
        app->add_option("A", m_line.input, "A snapshot, or what simulate --json printed")
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

    void addExport()
    {
        CLI::App *app =
            addCommand("export", "Print a snapshot or a model in another format", Command::Export);
        app->add_option("SNAPSHOT", m_line.input,
                        "What --snapshot or --save-model wrote; - is standard input")
            ->type_name("")
            ->required();
        app->add_option("--as", m_formatText,
                        "json, csv, html (a report), markdown (for a pull request) or openmetrics")
            ->type_name("FORMAT")
            ->check(CLI::IsMember(std::vector<std::string>(kFormats.begin(), kFormats.begin() + 5))
                        .description(""))
            ->required();
        addGate(*app);
        app->footer("It is printed to standard output: forefetchctl export a.json --as html > "
                    "a.html\nA model is printed as json alone: the learnt graph, as --graph writes "
                    "it.\nThe samples of openmetrics carry the snapshot's time, for promtool "
                    "tsdb\ncreate-blocks-from openmetrics.");
    }

    const CLI::App &chosen() const
    {
        const auto commands = m_app.get_subcommands();
        return commands.empty() ? m_app : *commands.front();
    }

    CommandLineReply reply(const CLI::Success &asked) const
    {
        if (dynamic_cast<const CLI::CallForVersion *>(&asked) != nullptr)
            return {asked.what() + std::string("\n"), {}, ExitOk};
        return {chosen().help(&chosen() == &m_app ? "" : m_app.get_name()), {}, ExitOk};
    }

    // What CLI11 says, with the nearest name where one is unknown.
    std::string problem(const CLI::ParseError &error) const
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

    std::string unknown(const std::string &argument) const
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

    CLI::App m_app{"", "forefetchctl"};
    CommandLine m_line;
    std::string m_durationText;
    std::string m_formatText;
    bool m_quiet = false;
    bool m_verbose = false;
    bool m_parameters = false;
};

} // namespace

std::variant<CommandLine, CommandLineReply> parseCommandLine(const std::vector<std::string> &args)
{
    if (std::optional<CommandLineReply> planned = plannedIn(args))
        return *planned;
    if (args.empty()) {
        CommandLineReply help = std::get<CommandLineReply>(Reader().read({"--help"}));
        return CommandLineReply{{}, help.output, ExitUsage};
    }
    return Reader().read(args);
}

} // namespace forefetch
