// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/adminservice.h"
#include "app/commands.h"
#include "app/gates.h"
#include "app/program.h"
#include "app/runplan.h"
#include "app/traceinput.h"
#include "core/record/sessionformat.h"
#include "ui/window/language.h"
#include "ui/window/mainwindow.h"

#include <QApplication>
#include <QTimer>

#include <cstdio>

namespace {

using namespace forefetch;

// The log that the line names, if it names one: what the window is to ask it.
Result<std::optional<LogRequest>> logOf(const CommandLine &line, const Profile &profile)
{
    if (line.command != Command::Simulate)
        return std::optional<LogRequest>();
    const Result<TraceOptions> reading = traceOptions(line, profile);
    if (!reading)
        return reading.error();
    const auto latency = originLatencyFrom(line.originLatency);
    if (!latency)
        return invalid("--origin-latency: " + latency.error().text);
    if (const auto plan = planSweep(profile.values, line.sweeps, line.seed); !plan)
        return plan.error();
    return std::optional<LogRequest>({line.input,
                                      *reading,
                                      {*latency, line.seed},
                                      line.sweeps.empty() ? std::string() : line.sweeps.front()});
}

// A recording alone, with nothing that runs.
int showSession(const CommandLine &line, Console &console, const std::vector<Gate> &gates)
{
    MainWindow window;
    if (auto opened = window.openSession(QString::fromStdString(line.input)); !opened) {
        console.error(opened.error().text);
        return ExitInput;
    }
    window.show();
    const int code = QApplication::exec();
    return code == ExitOk ? passGates(gates, window.snapshot(), console) : code;
}

// Instances elsewhere alone.
int showAttached(const CommandLine &line, Console &console, const std::vector<Gate> &gates)
{
    QStringList addresses;
    for (const std::string &address : line.attachTo)
        addresses << QString::fromStdString(address);
    auto targets = attachTargets(addresses, line.adminTokenFile);
    if (!targets) {
        console.error("--attach: " + targets.error().text);
        return ExitUsage;
    }
    MainWindow window;
    window.attach(std::move(*targets));
    window.show();
    if (line.duration)
        QTimer::singleShot(std::chrono::ceil<std::chrono::milliseconds>(*line.duration), &window,
                           &QWidget::close);
    const int code = QApplication::exec();
    const Snapshot snapshot = window.snapshot();
    const bool isReported = !line.snapshotFile.empty() || line.json;
    if (isReported && !reportFigures(line, console, snapshot))
        return ExitFailure;
    return code == ExitOk ? passGates(gates, snapshot, console) : code;
}

int show(const CommandLine &line, Console &console, RunPlan plan, const std::vector<Gate> &gates)
{
    const Result<std::optional<LogRequest>> log = logOf(line, plan.profile);
    if (!log) {
        console.error(log.error().text);
        return ExitUsage;
    }
    MainWindow window;
    AdminService admin(line, console); // goes first
    std::optional<Refusal> refusal;
    window.setRunListener([&](LiveRun *run) {
        admin.end();
        if (run != nullptr)
            refusal = admin.begin(*run);
    });
    if (auto begun = window.begin(std::move(plan)); !begun) {
        console.error(begun.error().text);
        return exitCodeOf(begun.error());
    }
    if (refusal) {
        console.error(refusal->text);
        return refusal->exitCode;
    }
    window.show();
    if (*log)
        window.openLog(**log);
    if (line.duration && line.command != Command::Simulate) // of a log it is the first part
        QTimer::singleShot(std::chrono::ceil<std::chrono::milliseconds>(*line.duration), &window,
                           &QWidget::close);
    const int code = QApplication::exec();
    admin.beginDrain();
    window.stop();
    window.setRunListener([](LiveRun *) {});
    admin.end();
    if (window.run() && !reportLearnt(line, console, *window.run()))
        return ExitFailure;
    const Snapshot snapshot = window.snapshot();
    const bool isReported = !line.snapshotFile.empty() || line.json;
    if (isReported && !reportFigures(line, console, snapshot))
        return ExitFailure;
    return code == ExitOk ? passGates(gates, snapshot, console) : code;
}

} // namespace

int main(int argc, char **argv)
{
    auto asked = readWindowLine({argv + 1, argv + argc});
    if (const int *code = std::get_if<int>(&asked))
        return *code;
    if (!canShowWindows()) {
        std::fputs("There is no display (neither DISPLAY nor WAYLAND_DISPLAY is set). Start it in "
                   "a desktop session, or use forefetchctl, which needs none.\n",
                   stderr);
        return ExitFailure;
    }
    QApplication application(argc, argv);
    QApplication::setOrganizationName(QStringLiteral("forefetch"));
    QApplication::setApplicationName(QStringLiteral("forefetch"));
    QApplication::setApplicationDisplayName(QStringLiteral("Forefetch"));
    QApplication::setApplicationVersion(QStringLiteral(FOREFETCH_VERSION));
    // Qt's own dispatcher is the faster one; the I/O threads that follow take it.
    qputenv("QT_NO_GLIB", "1");
    const auto &line = std::get<CommandLine>(asked);
    Console console(Console::optionsHere(line.verbosity));
    if (!speak(application, QString::fromStdString(line.language))) {
        console.error("--language: the window does not speak \"" + line.language +
                      "\"; it speaks " + languages().join(QStringLiteral(", ")).toStdString());
        return ExitUsage;
    }
    const Result<std::vector<Gate>> gates = gatesOf(line);
    if (!gates) {
        console.error(gates.error().text);
        return ExitUsage;
    }
    if (line.command == Command::Simulate && isSessionPath(line.input))
        return showSession(line, console, *gates);
    if (line.command == Command::Attach)
        return showAttached(line, console, *gates);
    auto plan = planRun(line, Beginning::NotPrefetching, console);
    if (const auto *refusal = std::get_if<Refusal>(&plan)) {
        console.error(refusal->text);
        return refusal->exitCode;
    }
    return show(line, console, std::move(std::get<RunPlan>(plan)), *gates);
}
