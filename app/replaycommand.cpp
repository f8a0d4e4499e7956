// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/adminservice.h"
#include "app/commands.h"
#include "app/envelopenotes.h"
#include "app/figuretext.h"
#include "app/gates.h"
#include "app/interruption.h"
#include "app/recordingwatch.h"
#include "app/replaytext.h"
#include "app/runplan.h"
#include "app/traceinput.h"
#include "core/fetch/reachability.h"
#include "core/live/liverun.h"
#include "core/replay/replay.h"

#include <QCoreApplication>
#include <QTimer>

#include <memory>
#include <optional>

namespace forefetch {

namespace {

constexpr Duration kStopTime = std::chrono::seconds(2);
constexpr Duration kReachTime = std::chrono::seconds(5);
constexpr std::chrono::milliseconds kLook{50}; // whether it has ended

// A log on its way through a gateway, from the settings to the last snapshot.
class ReplayCommand
{
public:
    ReplayCommand(const CommandLine &line, Console &console, RunPlan plan)
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
        m_replay->stop();
        m_admin.beginDrain();
        m_run.end(kStopTime);
        m_admin.end();
        m_console.note(m_input.reader->report().text());
        const ExitCode exitCode = report();
        return interrupted ? ExitInterrupted : exitCode;
    }

private:
    std::optional<Refusal> begin()
    {
        Result<std::vector<Gate>> gates = gatesOf(m_line);
        if (!gates)
            return Refusal{gates.error().text, ExitUsage};
        m_gates = std::move(*gates);
        const Result<ReplaySpeed> speed = ReplaySpeed::parse(m_line.speed);
        if (!speed)
            return Refusal{"--speed: " + speed.error().text, ExitUsage};
        m_options.speed = *speed;
        m_options.maxRate = m_line.maxRate;
        m_options.allMethods = m_line.allMethods;
        auto opened = openLog(m_line, m_run.plan().profile);
        if (const auto *refusal = std::get_if<Refusal>(&opened))
            return *refusal;
        m_input = std::get<LogInput>(std::move(opened));
        return connect();
    }

    std::optional<Refusal> connect()
    {
        if (auto reached = reach(m_run.plan().target, kReachTime); !reached)
            return Refusal{reached.error().text, ExitUnreachable};
        if (auto begun = m_run.begin(); !begun)
            return Refusal{begun.error().text, exitCodeOf(begun.error())};
        const Result<Origin> gateway = Origin::parse(m_run.gatewayUrl());
        if (!gateway)
            return Refusal{gateway.error().text, ExitFailure};
        m_replay = std::make_unique<Replay>(*gateway, *m_input.reader, m_clock, m_options);
        m_console.note("Replaying at " + m_options.speed.text() + " to " +
                       m_run.session().origin().text() + " through " + m_run.gatewayUrl() +
                       "  (Ctrl+C ends it)");
        m_envelope.look(m_run.session().snapshot());
        return m_admin.begin(m_run);
    }

    // Until the log or the time is over; true when interrupted.
    bool loop()
    {
        const Interruption interruption([] { QCoreApplication::quit(); });
        QTimer end;
        end.setSingleShot(true);
        end.setTimerType(Qt::PreciseTimer);
        QObject::connect(&end, &QTimer::timeout, [] { QCoreApplication::quit(); });
        if (m_line.duration)
            end.start(std::chrono::ceil<std::chrono::milliseconds>(*m_line.duration));
        QTimer look;
        QObject::connect(&look, &QTimer::timeout, [this] {
            if (m_replay->state().ended)
                QCoreApplication::quit();
        });
        look.start(kLook);

        Snapshot before = m_run.session().snapshot();
        QTimer second;
        QObject::connect(&second, &QTimer::timeout, [this, &before] {
            m_recording.look();
            const Snapshot now = m_run.session().snapshot();
            m_envelope.look(now);
            m_console.status(replayStatus(m_replay->state().figures) + statusText(before, now));
            before = now;
        });
        second.start(m_console.isTerminal() ? std::chrono::seconds(1) : std::chrono::seconds(60));
        m_replay->start();
        QCoreApplication::exec();
        m_console.endStatus();
        return interruption.happened();
    }

    ExitCode report()
    {
        const ReplayFigures figures = m_replay->state().figures;
        const Snapshot snapshot = m_run.session().snapshot();
        const ReplayResult result{m_input.reader->report(), m_options, figures, snapshot};
        const bool kept = m_recording.report();
        const bool learnt = reportLearnt(m_line, m_console, m_run);
        const bool told = m_input.finish(m_console);
        if (m_input.reader->report().ended)
            m_console.warning(m_input.reader->report().ended->text);
        if (!reportFigures(m_line, m_console, replayJson(result), replayText(result)) || !learnt ||
            !kept || !told)
            return ExitFailure;
        if (figures.complete && figures.sent + figures.notSent == 0) {
            m_console.error(m_line.input + ": there is no request in it that could be sent" +
                            (figures.skipped.empty() ? "" : "; --all-methods sends the others"));
            return ExitInput;
        }
        return passGates(m_gates, snapshot, m_console);
    }

    const CommandLine &m_line;
    Console &m_console;
    const RealClock m_clock;
    LiveRun m_run;
    AdminService m_admin{m_line, m_console};
    RecordingWatch m_recording{m_run, m_console};
    EnvelopeNotes m_envelope{m_console};
    std::vector<Gate> m_gates;
    DepartureOptions m_options;
    LogInput m_input;
    std::unique_ptr<Replay> m_replay; // after what it uses
};

} // namespace

ExitCode runReplay(const CommandLine &line, Console &console)
{
    auto plan = planRun(line, Beginning::Prefetching, console);
    if (const auto *refusal = std::get_if<Refusal>(&plan)) {
        console.error(refusal->text);
        return refusal->exitCode;
    }
    return ReplayCommand(line, console, std::move(std::get<RunPlan>(plan))).run();
}

} // namespace forefetch
