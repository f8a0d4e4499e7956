// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands.h"
#include "app/configuration.h"
#include "core/live/democast.h"
#include "app/durations.h"
#include "app/figuretext.h"
#include "app/files.h"
#include "app/interruption.h"
#include "core/live/livesession.h"
#include "app/reachability.h"
#include "app/surroundings.h"
#include "core/metrics/snapshotjson.h"

#include <QCoreApplication>
#include <QTimer>

#include <optional>

namespace forefetch {

namespace {

constexpr Duration kStopTime = std::chrono::seconds(2);
constexpr Duration kDemoTime = std::chrono::seconds(30); // without a terminal

// A run that did not come about.
struct Refusal
{
    std::string text;
    ExitCode exitCode = ExitFailure;
};

// demo or serve, from the settings to the last snapshot.
class LiveRun
{
public:
    LiveRun(const CommandLine &line, Console &console) : m_line(line), m_console(console) {}

    ExitCode run()
    {
        std::optional<Refusal> refusal = prepare();
        if (!refusal)
            refusal = open();
        if (refusal) {
            m_console.error(refusal->text);
            return refusal->exitCode;
        }
        const bool interrupted = loop();
        if (m_cast)
            m_cast->leave(); // the shop stays open for what is being fetched
        m_session->stop(kStopTime);
        const bool reported = report();
        return interrupted ? ExitInterrupted : reported ? ExitOk : ExitFailure;
    }

private:
    bool isDemo() const { return m_line.command == Command::Demo; }

    std::optional<Refusal> prepare()
    {
        ConfigurationInputs inputs = surroundings();
        if (isDemo()) {
            inputs.standard[Param::CachePolicy] = static_cast<double>(CachePolicy::Assume);
            inputs.standard[Param::HoldbackShare] = 0.2;
        }
        inputs.profile = m_line.profile;
        inputs.sets = m_line.sets;
        Result<Configuration> configuration = configure(inputs, loadProfile);
        if (!configuration)
            return Refusal{configuration.error().text, ExitUsage};
        for (const std::string &warning : configuration->warnings)
            m_console.warning(warning);
        for (const ParamInfo &row : parameterTable()) {
            const std::string &origin = configuration->origins[static_cast<std::size_t>(row.param)];
            if (!origin.empty())
                m_console.detail(std::string(row.id) + " = " +
                                 formatValue(row.param, configuration->profile.values[row.param]) +
                                 "  (" + origin + ")");
        }
        m_options.profile = std::move(configuration->profile);
        m_options.seed = m_line.seed;
        if (!m_line.snapshotFile.empty())
            if (auto writable = checkWritable(m_line.snapshotFile); !writable)
                return Refusal{"--snapshot " + writable.error().text, ExitUsage};
        return {};
    }

    std::optional<Refusal> open()
    {
        std::optional<Refusal> refusal = isDemo() ? openShop() : openTarget();
        if (refusal)
            return refusal;
        m_session = std::make_unique<LiveSession>(m_options);
        const Result<ListenAddress> bound = m_session->start();
        if (!bound)
            return Refusal{bound.error().text, ExitFailure};
        const std::string url = "http://" + bound->text();
        if (!isDemo()) {
            m_console.note("Gateway to " + m_options.origin.text() + ": " + url +
                           "  (Ctrl+C ends it)");
            return {};
        }
        m_console.note("Shop " + m_options.origin.text() + ", gateway " + url + ", " +
                       std::to_string(m_line.users) + " users");
        if (auto entered = m_cast->enter(*bound); !entered)
            return Refusal{entered.error().text, ExitFailure};
        return {};
    }

    std::optional<Refusal> openShop()
    {
        m_options.source = "demo";
        m_options.sessionKey = DemoCast::sessionKey();
        m_cast =
            std::make_unique<DemoCast>(DemoCast::Options{m_line.users, m_line.rate, m_line.seed});
        Result<Origin> shop = m_cast->openShop();
        if (!shop)
            return Refusal{shop.error().text, ExitFailure};
        m_options.origin = std::move(*shop);
        return {};
    }

    std::optional<Refusal> openTarget()
    {
        m_options.source = "serve";
        Result<Origin> origin = Origin::parse(m_line.target);
        if (!origin)
            return Refusal{"--target: " + origin.error().text, ExitUsage};
        Result<ListenAddress> listen = ListenAddress::parse(m_line.listen);
        if (!listen)
            return Refusal{"--listen: " + listen.error().text, ExitUsage};
        Result<SessionKey> key = SessionKey::parse(m_line.sessionKey);
        if (!key)
            return Refusal{"--session-key: " + key.error().text, ExitUsage};
        if (auto reached = reach(*origin, std::chrono::seconds(5)); !reached)
            return Refusal{reached.error().text, ExitUnreachable};
        m_options.origin = std::move(*origin);
        m_options.listen = std::move(*listen);
        m_options.sessionKey = std::move(*key);
        return {};
    }

    // Until the time is up; true when interrupted.
    bool loop()
    {
        const Interruption interruption([] { QCoreApplication::quit(); });
        std::optional<Duration> duration = m_line.duration;
        if (!duration && isDemo() && !m_console.isTerminal())
            duration = kDemoTime;
        QTimer end;
        end.setSingleShot(true);
        end.setTimerType(Qt::PreciseTimer);
        QObject::connect(&end, &QTimer::timeout, [] { QCoreApplication::quit(); });
        if (duration)
            end.start(std::chrono::ceil<std::chrono::milliseconds>(*duration));

        Snapshot before = m_session->snapshot();
        QTimer second;
        QObject::connect(&second, &QTimer::timeout, [this, &before] {
            const Snapshot now = m_session->snapshot();
            m_console.status(statusText(before, now));
            before = now;
        });
        // A log that runs for weeks wants fewer lines than an eye that watches.
        const bool often = isDemo() || m_console.isTerminal();
        second.start(often ? std::chrono::seconds(1) : std::chrono::seconds(60));
        QCoreApplication::exec();
        m_console.endStatus();
        return interruption.happened();
    }

    bool report()
    {
        const Snapshot snapshot = m_session->snapshot();
        Result<void> written;
        if (!m_line.snapshotFile.empty())
            written = writeFile(m_line.snapshotFile, toJson(snapshot));
        if (!written)
            m_console.error("the snapshot: " + written.error().text);
        else if (!m_line.snapshotFile.empty())
            m_console.detail("Snapshot written to " + m_line.snapshotFile);
        Result<void> printed;
        if (m_line.json)
            printed = print(toJson(snapshot));
        else if (m_line.verbosity >= 0)
            printed = print(summaryText(snapshot));
        if (!printed)
            m_console.error(printed.error().text);
        return written && printed;
    }

    const CommandLine &m_line;
    Console &m_console;
    LiveOptions m_options;
    std::unique_ptr<DemoCast> m_cast; // before the session: its shop outlives the session's fetches
    std::unique_ptr<LiveSession> m_session;
};

} // namespace

ExitCode runLive(const CommandLine &line, Console &console)
{
    return LiveRun(line, console).run();
}

} // namespace forefetch
