// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/adminservice.h"
#include "app/commands.h"
#include "app/durations.h"
#include "app/envelopenotes.h"
#include "app/figuretext.h"
#include "app/files.h"
#include "app/gates.h"
#include "app/guardnotes.h"
#include "app/interruption.h"
#include "app/modelfiles.h"
#include "app/recordingwatch.h"
#include "app/reload.h"
#include "app/runplan.h"
#include "app/signalwatch.h"
#include "app/systemd.h"
#include "app/tunernotes.h"
#include "core/fetch/reachability.h"
#include "core/live/liverun.h"
#include "core/metrics/snapshotjson.h"

#include <QCoreApplication>
#include <QTimer>

#include <csignal>
#include <optional>

namespace forefetch {

namespace {

constexpr Duration kStopTime = std::chrono::seconds(2);  // of a demo
constexpr Duration kDemoTime = std::chrono::seconds(30); // without a terminal

// demo or serve on a terminal, from the settings to the last snapshot.
class LiveCommand
{
public:
    LiveCommand(const CommandLine &line, Console &console, RunPlan plan)
        : m_line(line), m_console(console), m_run(std::move(plan))
    {
    }

    ExitCode run()
    {
        if (std::optional<Refusal> refusal = begin()) {
            m_console.error(refusal->text);
            return refusal->exitCode;
        }
        const bool interrupted = loop();
        systemd::tellStopping();
        m_admin.beginDrain();
        m_run.end(m_run.plan().isDemo ? kStopTime : *parseDuration(m_line.drainText));
        m_admin.end();
        tellNotices();
        const Snapshot snapshot = m_run.session().snapshot();
        const bool kept = m_recording.report();
        const bool learnt = reportLearnt(m_line, m_console, m_run);
        const bool reported = reportFigures(m_line, m_console, snapshot) && learnt && kept;
        const ExitCode gate = passGates(m_gates, snapshot, m_console);
        return interrupted ? ExitInterrupted : reported ? gate : ExitFailure;
    }

private:
    std::optional<Refusal> begin()
    {
        Result<std::vector<Gate>> gates = gatesOf(m_line);
        if (!gates)
            return Refusal{gates.error().text, ExitUsage};
        m_gates = std::move(*gates);
        const RunPlan &plan = m_run.plan();
        if (!plan.isDemo)
            if (auto reached = reach(plan.target, std::chrono::seconds(5)); !reached)
                return Refusal{reached.error().text, ExitUnreachable};
        if (auto begun = m_run.begin(); !begun)
            return Refusal{begun.error().text, exitCodeOf(begun.error())};
        const std::string origin = m_run.session().origin().text();
        if (plan.isDemo)
            m_console.note("Shop " + origin + ", gateway " + m_run.gatewayUrl() + ", " +
                           std::to_string(plan.users) + " users");
        else
            m_console.note("Gateway to " + origin + ": " + m_run.gatewayUrl() +
                           "  (Ctrl+C ends it)");
        m_envelope.look(m_run.session().snapshot());
        m_profile = plan.profile;
        if (std::optional<Refusal> refusal = m_admin.begin(m_run))
            return refusal;
        return {};
    }

    // The profile as the files say by now. What cannot be read or is refused leaves all as it was.
    void reloadProfile()
    {
        systemd::tellReloading();
        auto read = planRunProfile(m_line, Beginning::Prefetching, m_console);
        const auto *refusal = std::get_if<Refusal>(&read);
        LiveSession &session = m_run.session();
        Result<Reloaded> reloaded = refusal != nullptr
                                        ? Result<Reloaded>(invalid(refusal->text))
                                        : reload(std::get<Profile>(read), m_profile,
                                                 session.settings(), session.pipeline().rules());
        if (!reloaded) {
            m_console.error("the profile was not reloaded: " + reloaded.error().text, "settings");
        } else {
            m_profile = std::get<Profile>(std::move(read));
            if (reloaded->changed.empty())
                m_console.note("The profile was read again: nothing differs", "settings");
            for (const std::string &change : reloaded->changed)
                m_console.note("Reloaded: " + change, "settings");
            for (const std::string &what : reloaded->later)
                m_console.warning(what, "settings");
        }
        systemd::tellReady("Gateway to " + session.origin().text());
    }

    // Until the time is up; true when interrupted.
    bool loop()
    {
        const Interruption interruption([] { QCoreApplication::quit(); });
        const SignalWatch hangup(SIGHUP, SignalWatch::Each, [this] { reloadProfile(); });
        // Not before: who is told may send a signal at once.
        systemd::tellReady("Gateway to " + m_run.session().origin().text());
        std::optional<Duration> duration = m_line.duration;
        if (!duration && m_run.plan().isDemo && !m_console.isTerminal())
            duration = kDemoTime;
        QTimer end;
        end.setSingleShot(true);
        end.setTimerType(Qt::PreciseTimer);
        QObject::connect(&end, &QTimer::timeout, [] { QCoreApplication::quit(); });
        if (duration)
            end.start(std::chrono::ceil<std::chrono::milliseconds>(*duration));

        Snapshot before = m_run.session().snapshot();
        QTimer second;
        QObject::connect(&second, &QTimer::timeout, [this, &before] {
            m_recording.look();
            m_tuner.look();
            tellFaults();
            const Snapshot now = m_run.session().snapshot();
            m_envelope.look(now);
            m_guard.look(now.guard);
            const std::string status = statusText(before, now);
            m_console.status(status);
            systemd::tellStatus(status);
            before = now;
        });
        QTimer notices;
        QObject::connect(&notices, &QTimer::timeout, [this] { tellNotices(); });
        notices.start(std::chrono::seconds(1));
        // A log that runs for weeks wants fewer lines than an eye that watches.
        const bool often = m_run.plan().isDemo || m_console.isTerminal();
        second.start(often ? std::chrono::seconds(1) : std::chrono::seconds(60));
        QCoreApplication::exec();
        m_console.endStatus();
        return interruption.happened();
    }

    void tellNotices()
    {
        for (const std::string &notice : m_run.session().takeStoreNotices())
            m_console.warning(notice, "store");
    }

    // Those that have come or gone since the last time.
    void tellFaults()
    {
        if (m_run.cast() == nullptr)
            return;
        std::string faults = textOf(m_run.cast()->faults().now());
        if (faults == m_faults)
            return;
        m_faults = std::move(faults);
        m_console.note(m_faults.empty() ? "No fault is there any more" : "There now: " + m_faults,
                       "fault");
    }

    const CommandLine &m_line;
    Console &m_console;
    LiveRun m_run;
    AdminService m_admin{m_line, m_console};
    RecordingWatch m_recording{m_run, m_console};
    TunerNotes m_tuner{m_run, m_console};
    EnvelopeNotes m_envelope{m_console};
    GuardNotes m_guard{m_console};
    Profile m_profile;    // as it was read last
    std::string m_faults; // those that were told of
    std::vector<Gate> m_gates;
};

} // namespace

ExitCode runLive(const CommandLine &line, Console &console)
{
    auto plan = planRun(line, Beginning::Prefetching, console);
    if (const auto *refusal = std::get_if<Refusal>(&plan)) {
        console.error(refusal->text);
        return refusal->exitCode;
    }
    return LiveCommand(line, console, std::move(std::get<RunPlan>(plan))).run();
}

bool reportFigures(const CommandLine &line, Console &console, const Snapshot &snapshot)
{
    return reportFigures(line, console, toJson(snapshot), summaryText(snapshot));
}

bool reportFigures(const CommandLine &line, Console &console, const std::string &json,
                   const std::string &text)
{
    Result<void> written;
    if (!line.snapshotFile.empty())
        written = writeFile(line.snapshotFile, json);
    if (!written)
        console.error("the snapshot: " + written.error().text);
    else if (!line.snapshotFile.empty())
        console.detail("Snapshot written to " + line.snapshotFile);
    Result<void> printed;
    if (line.json)
        printed = print(json);
    else if (line.verbosity >= 0)
        printed = print(text);
    if (!printed)
        console.error(printed.error().text);
    return written && printed;
}

bool reportLearnt(const CommandLine &line, Console &console, LiveRun &run)
{
    Pipeline &pipeline = run.session().pipeline();
    const Result<void> written = writeLearnt(line, pipeline.predictor(), pipeline.interner());
    if (!written)
        console.error("what was learnt: " + written.error().text);
    for (const std::string &file : {line.saveModel, line.graphFile}) {
        if (written && !file.empty())
            console.detail("What was learnt is written to " + file);
    }
    return written.ok();
}

// A saved model that is none, or of another kind or version, is unusable input.
ExitCode exitCodeOf(const Error &error)
{
    const bool isInput = error.code == ErrorCode::Corrupt || error.code == ErrorCode::Unsupported ||
                         error.code == ErrorCode::LimitExceeded;
    return isInput ? ExitInput : ExitFailure;
}

} // namespace forefetch
