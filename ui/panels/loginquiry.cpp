// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/loginquiry.h"

#include "ui/charts/scale.h"

#include <QLocale>

#include <cmath>
#include <utility>

namespace forefetch {

namespace {

constexpr Duration kTellEvery = std::chrono::milliseconds(100);

QString toText(const std::string &text)
{
    return QString::fromStdString(text);
}

// Says yes ten times a second.
class Beat
{
public:
    bool isDue()
    {
        const TimePoint now = m_clock.now();
        if (now < m_next)
            return false;
        m_next = now + kTellEvery;
        return true;
    }
    double elapsed() const { return seconds(m_clock.now() - m_began); }

private:
    const RealClock m_clock;
    const TimePoint m_began = m_clock.now();
    TimePoint m_next = m_began;
};

QString progressOf(const SimulationProgress &progress, double elapsed)
{
    const double share = shareDone(progress);
    const QString done = QLocale().toString(100 * share, 'f', 0);
    if (share <= 0.02 || elapsed <= 1)
        return LogInquiry::tr("Simulating: %1 %").arg(done);
    return LogInquiry::tr("Simulating: %1 %, about %2 left")
        .arg(done, spanText(std::ceil(elapsed * (1 - share) / share)));
}

} // namespace

LogInquiry::LogInquiry(QObject *parent) : QObject(parent) {}

LogInquiry::~LogInquiry()
{
    cancel();
    reap(true);
}

void LogInquiry::cancel()
{
    if (const JobPtr job = std::exchange(m_job, nullptr))
        job->isCancelled = true;
}

void LogInquiry::start(std::function<void(const JobPtr &)> work)
{
    cancel();
    reap(false);
    const auto job = std::make_shared<Job>();
    m_job = job;
    std::thread thread([job, work = std::move(work)] {
        work(job);
        job->hasEnded = true;
    });
    m_workers.push_back({job, std::move(thread)});
}

void LogInquiry::reap(bool all)
{
    std::erase_if(m_workers, [all](Worker &worker) {
        if (!all && !worker.job->hasEnded)
            return false;
        worker.thread.join();
        return true;
    });
}

void LogInquiry::post(const JobPtr &job, std::function<void()> tell)
{
    QMetaObject::invokeMethod(
        this,
        [this, job, tell = std::move(tell)] {
            if (job == m_job)
                tell();
        },
        Qt::QueuedConnection);
}

void LogInquiry::end(const JobPtr &job, std::function<void()> tell)
{
    post(job, [this, tell = std::move(tell)] {
        m_job = nullptr;
        tell();
    });
}

void LogInquiry::read(const LogRequest &request)
{
    m_preview = {};
    m_trace = nullptr;
    m_result = nullptr;
    start([this, request](const JobPtr &job) { readOn(job, request); });
}

void LogInquiry::readOn(const JobPtr &job, const LogRequest &request)
{
    const auto fail = [this, &job](const std::string &text) {
        end(job, [this, text = toText(text)] { Q_EMIT failed(text); });
    };
    Result<LogPreview> preview = previewLog(request.path, request.reading, kPreviewed);
    if (!preview)
        return fail(preview.error().text);
    post(job, [this, preview = std::move(*preview)] {
        m_preview = preview;
        Q_EMIT previewed();
    });
    TraceOptions reading = request.reading;
    reading.bodies = true;
    auto reader = openTrace(request.path, reading);
    if (!reader)
        return fail(reader.error().text);
    Beat beat;
    std::shared_ptr<const RecordedTrace> trace =
        recordTrace(**reader, request.origin, [&](std::size_t requests) {
            if (beat.isDue())
                post(job, [this, requests] {
                    Q_EMIT progressed(
                        tr("Reading: %L1 requests").arg(static_cast<qulonglong>(requests)), -1);
                });
            return job->isCancelled.load();
        });
    if (!trace)
        return;
    if (const Result<void> usable = checkUsable(*trace, request.path); !usable)
        return fail(usable.error().text);
    end(job, [this, trace = std::move(trace)] {
        m_trace = trace;
        Q_EMIT recorded();
    });
}

void LogInquiry::sweep(SimulationPlan plan)
{
    if (!m_trace)
        return;
    m_plan = std::move(plan);
    m_result = nullptr;
    start([this, trace = m_trace, plan = m_plan](const JobPtr &job) {
        simulateOn(job, trace, plan);
    });
}

void LogInquiry::simulateOn(const JobPtr &job, const std::shared_ptr<const RecordedTrace> &trace,
                            const SimulationPlan &plan)
{
    Beat beat;
    auto result = std::make_shared<SimulationResult>(
        simulate(*trace, plan, [&](const SimulationProgress &progress) {
            if (beat.isDue())
                post(job, [this, text = progressOf(progress, beat.elapsed()),
                           share = shareDone(progress)] { Q_EMIT progressed(text, share); });
            return !job->isCancelled.load();
        }));
    if (job->isCancelled)
        return;
    end(job, [this, result = std::move(result)] {
        m_result = result;
        Q_EMIT swept();
    });
}

} // namespace forefetch
