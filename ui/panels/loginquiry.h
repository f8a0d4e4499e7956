// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/simulate/logquestion.h"

#include <QObject>

#include <atomic>
#include <memory>
#include <string>
#include <thread>
#include <vector>

namespace forefetch {

// How a log is to be read and what is to be tried with it.
struct LogRequest
{
    std::string path;
    TraceOptions reading;
    OriginOptions origin;
    std::string sweep; // "scheduler.min_probability=0.05:0.95:0.05", shown to begin with
};

// Reads a log and simulates it on threads of its own, one job at a time; what it comes to is told
// by signals. A new job, and cancel(), end the one before: nothing is heard of that one any more,
// and its thread is gone a little later.
//
//     inquiry->read(request);            // previewed, progressed …, then recorded or failed
//     inquiry->sweep(plan);              // progressed …, then swept
//     inquiry->result();
//
// Thread: the GUI's; the destructor waits for the threads.
class LogInquiry : public QObject
{
    Q_OBJECT

public:
    static constexpr std::size_t kPreviewed = 50; // events

    explicit LogInquiry(QObject *parent = nullptr);
    ~LogInquiry() override;

    void read(const LogRequest &request);
    // Of what was read.
    void sweep(SimulationPlan plan);
    void cancel();
    bool isBusy() const { return m_job != nullptr; }

    const LogPreview &preview() const { return m_preview; }
    // Null until recorded().
    const RecordedTrace *trace() const { return m_trace.get(); }
    // Null until swept(); `plan` is that of the result.
    const SimulationResult *result() const { return m_result.get(); }
    const SimulationPlan &plan() const { return m_plan; }

Q_SIGNALS:
    void previewed();
    void recorded();
    void swept();
    // `share` of all that is to be done, or below 0 while that is not known.
    void progressed(const QString &text, double share);
    void failed(const QString &text);

private:
    struct Job
    {
        std::atomic<bool> isCancelled{false};
        std::atomic<bool> hasEnded{false};
    };
    using JobPtr = std::shared_ptr<Job>;
    struct Worker
    {
        JobPtr job;
        std::thread thread;
    };

    void start(std::function<void(const JobPtr &)> work);
    void reap(bool all);
    // In the GUI's thread, unless the job was cancelled meanwhile.
    void post(const JobPtr &job, std::function<void()> tell);
    void end(const JobPtr &job, std::function<void()> tell);
    void readOn(const JobPtr &job, const LogRequest &request);
    void simulateOn(const JobPtr &job, const std::shared_ptr<const RecordedTrace> &trace,
                    const SimulationPlan &plan);

    JobPtr m_job; // the present one
    std::vector<Worker> m_workers;
    LogPreview m_preview;
    std::shared_ptr<const RecordedTrace> m_trace;
    std::shared_ptr<const SimulationResult> m_result;
    SimulationPlan m_plan;
};

} // namespace forefetch
