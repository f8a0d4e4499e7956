// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commandreader.h"
#include "app/durations.h"
#include "app/flagchecks.h"
#include "app/recordflags.h"

namespace forefetch {

void CommandReader::addListen(CLI::App &app)
{
    app.add_option("--listen", m_line.listen,
                   "Where clients connect; port 0 is a free one, fd:3 a socket handed over")
        ->type_name("ADDRESS:PORT")
        ->envname("FOREFETCH_LISTEN")
        ->each([this](const std::string &) { m_line.listenGiven = true; })
        ->capture_default_str();
    app.add_option("--access-log", m_line.accessLog,
                   "Append a JSON line for each request there; - is standard error")
        ->type_name("FILE")
        ->envname("FOREFETCH_ACCESS_LOG");
    app.add_option("--drain", m_line.drainText,
                   "How long requests under way may take to end once it is told to")
        ->type_name("TIME")
        ->envname("FOREFETCH_DRAIN")
        ->check(durationProblem)
        ->capture_default_str();
}

void CommandReader::addTarget(CLI::App &app)
{
    app.add_option("--target", m_line.target, "The API, such as https://api.example.com/v2")
        ->type_name("URL")
        ->envname("FOREFETCH_TARGET")
        ->required();
}

void CommandReader::addVariants(CLI::App &app, const std::string &what)
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

void CommandReader::addTrace(CLI::App &app)
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

void CommandReader::addDuration(CLI::App &app, const std::string &what)
{
    app.add_option("--duration", m_durationText, what)
        ->type_name("TIME")
        ->envname("FOREFETCH_DURATION")
        ->check(durationProblem);
}

void CommandReader::addFirstPart(CLI::App &app)
{
    addDuration(app, "Take only the first 30s, 5m, 1h30m … of the log's time");
}

void CommandReader::addSeed(CLI::App &app)
{
    app.add_option("--seed", m_line.seed, "Where all chance comes from")
        ->type_name("N")
        ->envname("FOREFETCH_SEED")
        ->check(wholeNumberProblem)
        ->capture_default_str();
}

void CommandReader::addSettings(CLI::App &app)
{
    app.add_option("--profile", m_line.profile,
                   "balanced, high-performance, low-resource, development, or a TOML file")
        ->type_name("NAME|FILE");
    app.add_option("--set", m_line.sets, "Set a parameter; may be repeated")
        ->type_name("ID=VALUE")
        ->allow_extra_args(false);
}

void CommandReader::addLearnt(CLI::App &app)
{
    app.add_option("--save-model", m_line.saveModel, "Save what was learnt there at the end")
        ->type_name("FILE");
    app.add_option("--graph", m_line.graphFile, "Write the learnt graph there at the end, as JSON")
        ->type_name("FILE");
}

void CommandReader::addVerbosity(CLI::App &app)
{
    CLI::Option *quiet = app.add_flag("-q,--quiet", m_quiet, "Say nothing but errors");
    app.add_flag("-v,--verbose", m_verbose, "Say more")->excludes(quiet);
}

void CommandReader::addShared(CLI::App &app, const std::string &end)
{
    addSettings(app);
    addSeed(app);
    addDuration(app, "End after 30s, 5m, 1h30m … " + end);
    app.add_option("--snapshot", m_line.snapshotFile, "Write the figures there at the end")
        ->type_name("FILE")
        ->envname("FOREFETCH_SNAPSHOT");
    addStoreFlags(app);
    addRecordFlags(app, m_line);
    app.add_option("--load-model", m_line.loadModels,
                   "Begin with what --save-model wrote; may be repeated: all are merged")
        ->type_name("FILE")
        ->allow_extra_args(false);
    addLearnt(app);
    app.add_flag("--json", m_line.json, "Print the figures at the end as JSON");
    app.add_option_function<std::string>(
           "--log", [this](const std::string &form) { m_line.logsJson = form == "json"; },
           "Messages as text (the default) or json: a JSON object a line")
        ->type_name("FORM")
        ->check(CLI::IsMember({"text", "json"}).description(""))
        ->envname("FOREFETCH_LOG");
    addGate(app);
    addVerbosity(app);
}

void CommandReader::addStoreFlags(CLI::App &app)
{
    app.add_option("--store-dir", m_line.storeDir,
                   "Keep there what survives the run, with cache.store=disk [by target, below "
                   "XDG_CACHE_HOME and XDG_DATA_HOME]")
        ->type_name("DIR")
        ->envname("FOREFETCH_STORE_DIR");
    app.add_option("--redis", m_line.redis,
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
}

void CommandReader::addGate(CLI::App &app)
{
    app.add_option("--fail-if", m_line.gates,
                   "End with 3 when the figures at the end say so: \"hit_ratio < 50%\"; may be "
                   "repeated")
        ->type_name("EXPR")
        ->allow_extra_args(false);
}

void CommandReader::addReported(CLI::App &app)
{
    app.add_option("--snapshot", m_line.snapshotFile, "Write the figures there at the end")
        ->type_name("FILE");
    app.add_flag("--json", m_line.json, "Print the figures at the end as JSON");
    addGate(app);
}

} // namespace forefetch
