// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the window costs while much goes through the pipeline: a thread offers requests to the
// running pipeline (no sockets: they would be the limit), first headless, then with the whole
// window visible, then with its tables in place of the transition graph, one after the other. A
// tick is all that the GUI thread does between two polls, painting included, by the clock on the
// wall and (in brackets) by that of the thread: on fewer cores than busy threads the first counts
// the waiting for a core as well.
//
//     QT_QPA_PLATFORM=offscreen window_bench [REQUESTS/S = 20000] [SECONDS = 10]
//     QT_QPA_PLATFORM=offscreen window_bench 2000 3600 memory
//
// With "memory" the window alone runs, and what the process holds is printed once a minute.
//
// The yardstick is the headless run of the same process.
#include "core/live/liverun.h"
#include "ui/panels/tablespanel.h"
#include "ui/window/mainwindow.h"

#include <QApplication>
#include <QDockWidget>
#include <QElapsedTimer>
#include <QTimer>

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <string_view>
#include <thread>
#include <vector>

#include <unistd.h>

using namespace forefetch;
using namespace std::chrono_literals;

namespace {

// Of the thread that asks, in ms.
double cpuMs()
{
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
}

// Adds up how long the GUI thread is busy, from one poll to the next.
class Watched : public QApplication
{
public:
    using QApplication::QApplication;

    bool notify(QObject *receiver, QEvent *event) override
    {
        if (m_depth > 0)
            return QApplication::notify(receiver, event);
        ++m_depth;
        QElapsedTimer timer;
        timer.start();
        const double cpu = cpuMs();
        const bool handled = QApplication::notify(receiver, event);
        const double ms = static_cast<double>(timer.nsecsElapsed()) / 1e6;
        m_busyCpu += cpuMs() - cpu;
        --m_depth;
        m_busy += ms;
        longest = std::max(longest, ms);
        return handled;
    }
    void tickEnds()
    {
        ticks.push_back(m_busy);
        cpuTicks.push_back(m_busyCpu);
        m_busy = m_busyCpu = 0;
    }

    std::vector<double> ticks;    // ms
    std::vector<double> cpuTicks; // ms
    double longest = 0;           // ms, one event

private:
    int m_depth = 0;
    double m_busy = 0;
    double m_busyCpu = 0;
};

// Users who walk through a shop of 2,000 pages, each page leading to one of two others.
class Feed
{
public:
    Feed(Pipeline &pipeline, double rate)
        : m_pipeline(pipeline), m_rate(rate), m_thread([this] { run(); })
    {
    }
    ~Feed()
    {
        m_stop = true;
        m_thread.join();
    }
    double perSecond() const { return static_cast<double>(m_served) / m_elapsed; }

private:
    static ResponseHeadPtr answer()
    {
        ResponseHead head{200, "OK", {}};
        head.headers.add("Cache-Control", "max-age=60");
        return std::make_shared<const ResponseHead>(std::move(head));
    }

    void run()
    {
        const auto begin = std::chrono::steady_clock::now();
        std::uint64_t sent = 0;
        while (!m_stop) {
            const auto since = std::chrono::steady_clock::now() - begin;
            m_elapsed = std::chrono::duration<double>(since).count();
            const auto due = static_cast<std::uint64_t>(m_elapsed * m_rate);
            for (; sent < due && !m_stop; ++sent)
                one(sent);
            m_served = sent;
            std::this_thread::sleep_for(500us);
        }
    }

    void one(std::uint64_t n)
    {
        const std::size_t user = n % m_places.size();
        m_seed = m_seed * 6364136223846793005ULL + 1442695040888963407ULL;
        m_places[user] = (m_places[user] * 7 + ((m_seed >> 60) < 11 ? 1 : 2)) % 2000;
        RequestHead head{"GET", "/api/items/" + std::to_string(m_places[user]), {}};
        Demand demand = m_pipeline.arrive(head, "user " + std::to_string(user));
        Route route = m_pipeline.route(demand, head);
        DemandEnd end{.result = DemandResult::Hit, .status = 200, .latency = 200us};
        if (route.kind != Route::Kind::Hit) {
            end = {.result = DemandResult::Miss, .status = 200, .latency = 40ms};
            end.sentToOrigin = true;
            if (route.kind == Route::Kind::Fetch) {
                const StorageVerdict verdict = m_pipeline.verdict(demand, head, *m_answer);
                m_pipeline.store(demand, verdict, m_answer, m_body);
                m_pipeline.flights().finish(route.flight);
                route.flight->release();
            }
        }
        m_pipeline.finish(demand, end);
    }

    Pipeline &m_pipeline;
    double m_rate;
    std::vector<std::uint32_t> m_places = std::vector<std::uint32_t>(500, 0);
    std::uint64_t m_seed = 1;
    ResponseHeadPtr m_answer = answer();
    Body m_body = std::make_shared<const std::string>(500, 'x');
    std::atomic<bool> m_stop{false};
    std::atomic<std::uint64_t> m_served{0};
    std::atomic<double> m_elapsed{0};
    std::thread m_thread;
};

RunPlan plan()
{
    RunPlan plan;
    plan.profile.values = demoSettings();
    plan.users = 1;
    plan.rate = 0.1;
    return plan;
}

void wait(std::chrono::milliseconds time)
{
    QEventLoop loop;
    QTimer::singleShot(time, &loop, &QEventLoop::quit);
    loop.exec();
}

double headless(double rate, std::chrono::seconds time)
{
    LiveRun run(plan());
    if (!run.begin())
        std::abort();
    double served = 0;
    {
        Feed feed(run.session().pipeline(), rate);
        wait(time);
        served = feed.perSecond();
    }
    run.end(1s);
    return served;
}

double percentile(std::vector<double> values, double q)
{
    std::ranges::sort(values);
    return values[static_cast<std::size_t>(q * static_cast<double>(values.size() - 1))];
}

// Requests served in the time, while the window shows what it shows now; prints its ticks.
double watch(Watched &application, MainWindow &window, const char *what, double rate,
             std::chrono::seconds time)
{
    wait(500ms);
    application.ticks.clear();
    application.cpuTicks.clear();
    application.longest = 0;
    QTimer ticks;
    QObject::connect(&ticks, &QTimer::timeout, [&] { application.tickEnds(); });
    ticks.start(100ms);
    double served = 0;
    {
        Feed feed(window.run()->session().pipeline(), rate);
        wait(time);
        served = feed.perSecond();
    }
    ticks.stop();
    const auto at = [&](double q) { return percentile(application.ticks, q); };
    const auto cpuAt = [&](double q) { return percentile(application.cpuTicks, q); };
    std::printf("%-12s tick: median %.2f ms (%.2f), p90 %.2f ms (%.2f), p99 %.2f ms (%.2f), of "
                "%zu; longest event %.2f ms; served %.0f/s\n",
                what, at(0.5), cpuAt(0.5), at(0.9), cpuAt(0.9), at(0.99), cpuAt(0.99),
                application.ticks.size(), application.longest, served);
    return served;
}

// Of this process, resident, in MiB.
double residentMiB()
{
    std::ifstream file("/proc/self/statm");
    double whole = 0, resident = 0;
    file >> whole >> resident;
    return resident * static_cast<double>(sysconf(_SC_PAGESIZE)) / (1 << 20);
}

int watchMemory(MainWindow &window, double rate, std::chrono::seconds time)
{
    QElapsedTimer since;
    since.start();
    const auto print = [&since] {
        std::printf("%6lld s  %.1f MiB\n", since.elapsed() / 1000, residentMiB());
        std::fflush(stdout);
    };
    QTimer minutes;
    QObject::connect(&minutes, &QTimer::timeout, print);
    minutes.start(60s);
    Feed feed(window.run()->session().pipeline(), rate);
    wait(time);
    print();
    std::printf("served %.0f/s\n", feed.perSecond());
    return 0;
}

} // namespace

int main(int argc, char **argv)
{
    Watched application(argc, argv);
    qputenv("QT_NO_GLIB", "1");
    const double rate = argc > 1 ? std::atof(argv[1]) : 20'000;
    const std::chrono::seconds time(argc > 2 ? std::atoi(argv[2]) : 10);
    const bool memory = argc > 3 && std::string_view(argv[3]) == "memory";
    const double alone = memory ? 0 : headless(rate, time);
    MainWindow window;
    if (!window.begin(plan()))
        return 1;
    window.resize(1600, 1000);
    window.show();
    if (memory)
        return watchMemory(window, rate, time);
    const double served = watch(application, window, "graph", rate, time);
    std::printf("offered %.0f/s for %lld s; headless served %.0f/s, with the window %.0f/s: %.3f\n",
                rate, static_cast<long long>(time.count()), alone, served, served / alone);
    auto *tables = window.findChild<TablesPanel *>();
    auto *dock = window.findChild<QDockWidget *>(QStringLiteral("tables"));
    dock->raise();
    using Tab = TablesPanel::Tab;
    for (const auto &[tab, name] :
         {std::pair(Tab::Requests, "requests"), std::pair(Tab::Prefetches, "prefetches"),
          std::pair(Tab::Queue, "queue")}) {
        tables->setTab(tab);
        watch(application, window, name, rate, time);
    }
    return 0;
}
