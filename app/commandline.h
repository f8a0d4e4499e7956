// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/exitcode.h"
#include "core/time/clock.h"

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace forefetch {

enum class Command : std::uint8_t {
    Demo,
    Serve,
    Replay,
    Simulate,
    Evaluate,
    Tune,
    Compare,
    Export,
    Attach
};
enum class ExportFormat : std::uint8_t { Json, Csv, Html, Markdown, OpenMetrics, Text };

// What the arguments say, before anything is looked up: names of profiles, ids of parameters and
// addresses are still text.
struct CommandLine
{
    Command command = Command::Demo;

    // demo, serve and replay
    std::optional<std::string> profile;
    std::vector<std::string> sets;
    std::uint64_t seed = 1;
    std::optional<Duration> duration; // simulate, evaluate and tune: the first part of the log
    std::string snapshotFile;         // "": none is written
    std::string recordFile;           // "": nothing is recorded
    std::string storeDir;             // "": by XDG
    std::string redis;
    std::string redisPasswordFile;
    std::string keyFile;
    std::string recordBodies; // "", "public" or "all"
    std::string alert;        // "": none
    // demo, serve and replay; evaluate writes them too
    std::vector<std::string> loadModels; // what was learnt before; several are merged
    std::string saveModel;               // "": it is not written
    std::string graphFile;               // "": it is not written
    bool json = false;
    bool logsJson = false;          // messages as JSON lines
    std::vector<std::string> gates; // --fail-if; any of them that holds ends with ExitGate
    int verbosity = 0;              // -1 quiet, 0, 1 verbose

    // demo
    unsigned users = 50;
    double rate = 25; // requests a second of all users together

    // demo and simulate
    std::string faults; // by name, with commas between; "list": tell them; "": none
    std::optional<Duration> faultsAt;
    std::optional<Duration> faultsFor;
    std::optional<Duration> faultsEvery;

    // serve and replay
    std::string target;

    // the window
    std::string language; // its code; "": the system's

    // demo, serve and replay: the admin API
    std::string admin; // where it listens; "off": nowhere, "": as is usual for the command
    bool allowControl = false;
    std::vector<std::string> adminHosts;
    std::string adminTokenFile; // attach too; "": none is named

    // attach
    std::vector<std::string> attachTo; // admin addresses; the window takes several

    // replay
    std::string speed = "1x"; // of the trace's own time, or "max"
    double maxRate = 0;       // requests a second; 0: no cap
    bool allMethods = false;

    // serve
    std::string listen = "127.0.0.1:8080";
    bool listenGiven = false;
    std::string accessLog; // "": none
    std::string drainText = "30s";
    std::string sessionKey = "ip+ua";
    bool sessionKeyGiven = false;

    // replay, simulate, evaluate and tune
    std::string traceFormat; // "": by content
    std::string rejectsFile; // "": none is written

    // simulate and tune
    unsigned jobs = 0;                        // threads; 0: one for each core
    std::vector<std::string> sweeps;          // "scheduler.min_probability=0.1:0.9:0.1"
    std::string originLatency = "from-trace"; // or milliseconds
    std::string outputFile;                   // tune: "": to standard output
    bool csv = false;
    std::string reportFile; // "": none is written

    // replay, simulate, evaluate, tune, compare and export
    std::string secondInput; // compare
    std::string input;       // "-": standard input
    ExportFormat format = ExportFormat::Json;
    std::optional<Duration> at; // export: the moment of a recording; its end
};

// The arguments ask for no command, or for none that can be run: what to print instead.
struct CommandLineReply
{
    std::string output; // to standard output: help, the version
    std::string error;  // to standard error
    ExitCode exitCode = ExitOk;
};

// The arguments after the program's name, and FOREFETCH_TARGET and the like where they say nothing.
//
//     parseCommandLine({"demo", "--seed", "7"})
//
// Flags and commands that are planned are refused by name: they are never ignored.
// Thread: any, while nobody changes the environment.
std::variant<CommandLine, CommandLineReply> parseCommandLine(const std::vector<std::string> &args);

} // namespace forefetch
