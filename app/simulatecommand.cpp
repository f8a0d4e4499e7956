// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands.h"
#include "app/files.h"
#include "app/gates.h"
#include "app/interruption.h"
#include "app/runplan.h"
#include "app/simulationtext.h"
#include "app/traceinput.h"
#include "core/metrics/quantity.h"
#include "core/metrics/snapshotjson.h"
#include "core/simulate/faultyanswers.h"
#include "core/simulate/logquestion.h"
#include "core/simulate/simulationdocument.h"
#include "core/time/clock.h"

#include <QCoreApplication>

namespace forefetch {

namespace {

SettingsValues simulationSettings()
{
    SettingsValues values;
    assumeFreshness(values);
    return values;
}

class SimulateCommand
{
public:
    SimulateCommand(const CommandLine &line, Console &console)
        : m_line(line), m_console(console), m_interruption([] {})
    {
    }

    ExitCode run()
    {
        if (const std::optional<Refusal> refusal = prepare())
            return refuse(*refusal);
        auto opened = openLog(m_line, m_profile);
        if (const auto *refusal = std::get_if<Refusal>(&opened))
            return refuse(*refusal);
        const auto &input = std::get<LogInput>(opened);
        TraceReader &reader = *input.reader;
        const std::unique_ptr<RecordedTrace> trace =
            recordTrace(reader, {m_latency, m_line.seed}, [this](std::size_t requests) {
                show("reading: " + groupedText(requests) + " requests");
                return isInterrupted();
            });
        m_console.endStatus();
        m_console.note(reader.report().text());
        if (!input.finish(m_console))
            return ExitFailure;
        if (!trace)
            return ExitInterrupted;
        if (reader.report().ended)
            m_console.warning(reader.report().ended->text);
        if (const Result<void> usable = checkUsable(*trace, m_line.input); !usable)
            return refuse({usable.error().text, ExitInput});
        if (const std::optional<Refusal> refusal = makeFaulty(*trace))
            return refuse(*refusal);
        const double began = elapsed();
        const SimulationResult result =
            simulate(*trace, m_plan, [this, began](const SimulationProgress &p) {
                show(progressText(p, elapsed() - began));
                return !isInterrupted();
            });
        m_console.endStatus();
        tellSpeed(result, elapsed() - began);
        return report(*trace, result);
    }

private:
    ExitCode refuse(const Refusal &refusal)
    {
        m_console.error(refusal.text);
        return refusal.exitCode;
    }

    std::optional<Refusal> prepare()
    {
        std::variant<Profile, Refusal> planned =
            planProfile(m_line, m_console, simulationSettings());
        if (const auto *refusal = std::get_if<Refusal>(&planned))
            return *refusal;
        m_profile = std::get<Profile>(std::move(planned));
        const double policy = m_profile.values[Param::CachePolicy];
        if (assumeFreshness(m_profile.values))
            m_console.warning("cache.policy=" + formatValue(Param::CachePolicy, policy) +
                              " cannot be simulated, for a log says nothing of freshness; it is "
                              "assume here");
        Result<SimulationPlan> plan = planSweep(m_profile.values, m_line.sweeps, m_line.seed);
        if (!plan)
            return Refusal{plan.error().text, ExitUsage};
        m_plan = std::move(*plan);
        m_plan.threads = m_line.jobs;
        const auto latency = originLatencyFrom(m_line.originLatency);
        if (!latency)
            return Refusal{"--origin-latency: " + latency.error().text, ExitUsage};
        m_latency = *latency;
        // Before a long log is read, whose length nobody knows yet.
        const auto faults = planFaults(m_line, {Duration(0), Duration(1), {}});
        if (const auto *refusal = std::get_if<Refusal>(&faults))
            return *refusal;
        Result<std::vector<Gate>> gates = gatesOf(m_line);
        if (!gates)
            return Refusal{gates.error().text, ExitUsage};
        m_gates = std::move(*gates);
        return checkFiles();
    }

    // What nobody schedules otherwise is there in the middle third of the log.
    std::optional<Refusal> makeFaulty(RecordedTrace &trace)
    {
        const Duration third = std::max(trace.span() / 3, Duration(1));
        auto faults = planFaults(m_line, {third, third, {}});
        if (const auto *refusal = std::get_if<Refusal>(&faults))
            return *refusal;
        m_plan.faults = std::get<std::vector<PlannedFault>>(std::move(faults));
        bendTraffic(trace, m_plan.faults, m_line.seed);
        return {};
    }

    std::optional<Refusal> checkFiles() const
    {
        for (const auto &[flag, file] : {std::pair("--report ", &m_line.reportFile),
                                         std::pair("--snapshot ", &m_line.snapshotFile)}) {
            if (file->empty())
                continue;
            if (const Result<void> writable = checkWritable(*file); !writable)
                return Refusal{flag + writable.error().text, ExitUsage};
        }
        return {};
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

    void tellSpeed(const SimulationResult &result, double took)
    {
        if (took > 0)
            m_console.note(groupedText(result.simulatedRequests) + " requests simulated in " +
                           decimalText(took, 2) + " s, " +
                           groupedText(static_cast<std::uint64_t>(
                               static_cast<double>(result.simulatedRequests) / took)) +
                           " a second");
    }

    ExitCode report(const RecordedTrace &trace, const SimulationResult &result)
    {
        const SimulationDocument document{m_line.input, trace, m_plan, result};
        bool ok = told(print(m_line.json  ? simulationJson(document)
                             : m_line.csv ? simulationCsv(document)
                                          : simulationText(document)));
        if (!m_line.reportFile.empty())
            ok &= told(writeFile(m_line.reportFile, simulationHtml(document)));
        if (!m_line.snapshotFile.empty() && !result.variants.empty())
            ok &= told(writeFile(m_line.snapshotFile, toJson(snapshotOf(result))));
        if (!ok)
            return ExitFailure;
        if (m_interruption.happened())
            return ExitInterrupted;
        return passGates(m_gates, snapshotOf(result), m_console);
    }

    // Of the recommended run, of the only one, or of not prefetching.
    static const Snapshot &snapshotOf(const SimulationResult &result)
    {
        if (result.recommended.variant)
            return result.variants[*result.recommended.variant].run.snapshot;
        return result.variants.size() == 1
                   ? result.variants.front().run.snapshot
                   : result.yardsticks.front()[Yardstick::NoPrefetch].snapshot;
    }

    bool told(const Result<void> &done)
    {
        if (!done)
            m_console.error(done.error().text);
        return done.ok();
    }

    const CommandLine &m_line;
    Console &m_console;
    Interruption m_interruption;
    Profile m_profile;
    SimulationPlan m_plan;
    std::optional<Duration> m_latency;
    std::vector<Gate> m_gates;
    const RealClock m_clock;
    const TimePoint m_began = m_clock.now();
    double m_nextStatus = 0;
};

} // namespace

ExitCode runSimulate(const CommandLine &line, Console &console)
{
    return SimulateCommand(line, console).run();
}

} // namespace forefetch
