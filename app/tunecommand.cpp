// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands.h"
#include "app/files.h"
#include "app/interruption.h"
#include "app/runplan.h"
#include "app/traceinput.h"
#include "app/tuningtext.h"
#include "core/metrics/quantity.h"
#include "core/simulate/logquestion.h"
#include "core/simulate/tuningdocument.h"
#include "core/time/clock.h"

#include <QCoreApplication>
#include <QCryptographicHash>

namespace forefetch {

namespace {

class TuneCommand
{
public:
    TuneCommand(const CommandLine &line, Console &console)
        : m_line(line), m_console(console), m_interruption([] {})
    {
    }

    ExitCode run()
    {
        if (const std::optional<Refusal> refusal = prepare())
            return refuse(*refusal);
        auto opened = openLog(m_line, m_profile, [this](std::string_view bytes) {
            m_hash.addData(QByteArrayView(bytes.data(), static_cast<qsizetype>(bytes.size())));
            return !m_interruption.happened();
        });
        if (const auto *refusal = std::get_if<Refusal>(&opened))
            return refuse(*refusal);
        auto &input = std::get<LogInput>(opened);
        const std::unique_ptr<RecordedTrace> trace = recordTrace(
            *input.reader, {m_latency, m_line.seed}, [this](std::size_t requests) {
                show("reading: " + groupedText(requests) + " requests");
                return isInterrupted();
            });
        m_console.endStatus();
        m_console.note(input.reader->report().text());
        if (input.reader->report().ended)
            m_console.warning(input.reader->report().ended->text);
        const bool told = input.finish(m_console);
        input.reader.reset(); // hashes what --duration left over
        if (!trace || m_interruption.happened())
            return interrupted();
        if (!told)
            return ExitFailure;
        if (const Result<void> usable = checkTunable(*trace, m_line.input); !usable)
            return refuse({usable.error().text, ExitInput});
        return tuneOn(*trace);
    }

private:
    ExitCode refuse(const Refusal &refusal)
    {
        m_console.error(refusal.text);
        return refusal.exitCode;
    }

    // A profile with half of its evidence would be worse than none.
    ExitCode interrupted()
    {
        m_console.note("Interrupted: no profile was written.");
        return ExitInterrupted;
    }

    std::optional<Refusal> prepare()
    {
        std::variant<Profile, Refusal> planned = planProfile(m_line, m_console);
        if (const auto *refusal = std::get_if<Refusal>(&planned))
            return *refusal;
        m_profile = std::get<Profile>(std::move(planned));
        Result<SimulationPlan> plan = planTuning(m_profile.values, m_line.sweeps, m_line.seed);
        if (!plan)
            return Refusal{plan.error().text, ExitUsage};
        m_plan = std::move(*plan);
        m_plan.threads = m_line.jobs;
        const auto latency = originLatencyFrom(m_line.originLatency);
        if (!latency)
            return Refusal{"--origin-latency: " + latency.error().text, ExitUsage};
        m_latency = *latency;
        if (!m_line.outputFile.empty())
            if (const Result<void> writable = checkWritable(m_line.outputFile); !writable)
                return Refusal{"--output " + writable.error().text, ExitUsage};
        return {};
    }

    ExitCode tuneOn(const RecordedTrace &trace)
    {
        const double began = elapsed();
        double stageBegan = began;
        TuningStage stage = TuningStage::Choosing;
        TuningResult result =
            tune(trace, m_plan, [&](TuningStage now, const SimulationProgress &progress) {
                if (std::exchange(stage, now) != now)
                    stageBegan = elapsed();
                show(std::string(stage == TuningStage::Choosing ? "choosing: " : "stating: ") +
                     progressText(progress, elapsed() - stageBegan));
                return !isInterrupted();
            });
        m_console.endStatus();
        if (!result.complete)
            return interrupted();
        result.evidence.trace = m_line.input;
        result.evidence.traceSha256 = m_hash.result().toHex().toStdString();
        m_console.detail(groupedText(result.simulatedRequests) + " requests simulated in " +
                         decimalText(elapsed() - began, 2) + " s");
        return report(trace, result);
    }

    // The profile is the data; what else there is to say goes where it is out of its way.
    ExitCode report(const RecordedTrace &trace, const TuningResult &result)
    {
        const Profile profile = tunedProfile(m_profile, m_plan, result);
        const TuningDocument document{m_line.input, trace, m_plan, profile, result};
        const std::string toml = writeProfile(profile);
        const bool isPrinted = m_line.outputFile.empty() && !m_line.json;
        Result<void> done;
        if (!m_line.outputFile.empty())
            done = writeFile(m_line.outputFile, toml);
        if (done && m_line.json)
            done = print(tuningJson(document));
        else if (done && isPrinted)
            done = print(toml);
        else if (done && m_line.verbosity >= 0)
            done = print(tuningText(document));
        if (!done) {
            m_console.error(done.error().text);
            return ExitFailure;
        }
        m_console.note(isPrinted || m_line.json ? tuningText(document)
                                                : "Profile written to " + m_line.outputFile);
        return ExitOk;
    }

    double elapsed() const { return seconds(m_clock.now() - m_began); }

    // A terminal alone gets to see it, ten times a second.
    void show(const std::string &status)
    {
        if (!m_console.isTerminal() || elapsed() < m_nextStatus)
            return;
        m_nextStatus = elapsed() + 0.1;
        m_console.status(status);
    }

    bool isInterrupted() const
    {
        QCoreApplication::processEvents();
        return m_interruption.happened();
    }

    const CommandLine &m_line;
    Console &m_console;
    Interruption m_interruption;
    Profile m_profile;
    SimulationPlan m_plan;
    std::optional<Duration> m_latency;
    QCryptographicHash m_hash{QCryptographicHash::Sha256};
    const RealClock m_clock;
    const TimePoint m_began = m_clock.now();
    double m_nextStatus = 0;
};

} // namespace

ExitCode runTune(const CommandLine &line, Console &console)
{
    return TuneCommand(line, console).run();
}

} // namespace forefetch
