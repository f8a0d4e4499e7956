// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands.h"
#include "app/figuretext.h"
#include "app/files.h"
#include "app/gates.h"
#include "app/interruption.h"
#include "app/runplan.h"
#include "core/admin/adminclient.h"
#include "core/admin/remotewatch.h"
#include "core/metrics/settingsjson.h"

#include <boost/json/serialize.hpp>

#include <QCoreApplication>
#include <QEventLoop>
#include <QTimer>

#include <memory>
#include <optional>

namespace forefetch {

namespace {

constexpr Duration kReachTime = std::chrono::seconds(5);

// "scheduler.min_probability=0.4" of each, as the body of a change; the error is that of --set.
Result<std::string> bodyOf(const std::vector<std::string> &sets)
{
    boost::json::object body;
    for (const std::string &set : sets) {
        const std::size_t sign = set.find('=');
        if (sign == std::string::npos)
            return invalid("--set " + set + ": it is to be ID=VALUE");
        const Result<Param> param = findParameter(set.substr(0, sign));
        if (!param)
            return invalid("--set " + set + ": " + param.error().text);
        const Result<double> value = parseValue(*param, set.substr(sign + 1));
        if (!value)
            return invalid("--set " + set + ": " + value.error().text);
        body[info(*param).id] = settingJson(*param, *value);
    }
    return boost::json::serialize(body);
}

ExitCode exitCodeFor(const Error &error)
{
    switch (error.code) {
    case ErrorCode::Unreachable:
        return ExitUnreachable;
    case ErrorCode::InvalidArgument:
        return ExitUsage;
    case ErrorCode::Corrupt:
        return ExitInput;
    default:
        return ExitFailure;
    }
}

// attach on a terminal, from the first snapshot to the last.
class AttachCommand
{
public:
    AttachCommand(const CommandLine &line, Console &console, Origin instance, std::string token)
        : m_line(line), m_console(console),
          m_client(std::move(instance), std::move(token), m_clock), m_watch(m_client, m_clock)
    {
    }

    ExitCode run()
    {
        const Interruption interruption([] { QCoreApplication::quit(); });
        if (std::optional<Refusal> refusal = begin()) {
            m_console.error(refusal->text);
            return refusal->exitCode;
        }
        if (watches())
            watch();
        const bool reported = reportFigures(m_line, m_console, *m_watch.latest());
        const ExitCode gate = passGates(m_gates, *m_watch.latest(), m_console);
        if (interruption.happened())
            return ExitInterrupted;
        if (!m_watch.isConnected()) {
            m_console.error(m_watch.problem() + "; these are the last figures that came");
            return ExitEndedEarly;
        }
        return reported ? gate : ExitFailure;
    }

private:
    std::optional<Refusal> begin()
    {
        Result<std::vector<Gate>> gates = gatesOf(m_line);
        if (!gates)
            return Refusal{gates.error().text, ExitUsage};
        m_gates = std::move(*gates);
        if (!m_line.snapshotFile.empty())
            if (auto writable = checkWritable(m_line.snapshotFile); !writable)
                return Refusal{"--snapshot " + writable.error().text, ExitUsage};
        const Result<std::string> change = bodyOf(m_line.sets);
        if (!change)
            return Refusal{change.error().text, ExitUsage};
        if (const Result<std::string> note = ask("GET", "/api/v1/instance", {}); !note)
            return Refusal{note.error().text, exitCodeFor(note.error())};
        else if (std::optional<Refusal> refusal = introduce(*note))
            return refusal;
        if (!m_line.sets.empty())
            if (auto made = ask("PATCH", "/api/v1/settings", *change); !made)
                return Refusal{made.error().text, exitCodeFor(made.error())};
        return connect();
    }

    std::optional<Refusal> introduce(const std::string &json)
    {
        const Result<InstanceNote> note = instanceNoteFrom(json);
        if (!note)
            return Refusal{m_client.origin().text() + ": " + note.error().text, ExitInput};
        m_console.note("Attached to " + m_client.origin().text() + ": " + note->source + " of " +
                       note->origin + ", gateway " + note->gateway +
                       (note->mayChange ? "" : "  (read-only: " + note->whyNot + ")"));
        return {};
    }

    // The answer of the instance, waited for.
    Result<std::string> ask(std::string_view method, std::string_view path, std::string_view body)
    {
        QEventLoop loop;
        Result<std::string> answer = Error{ErrorCode::Cancelled, "interrupted"};
        m_client.send(method, path, body, [&](Result<std::string> result) {
            answer = std::move(result);
            loop.quit();
        });
        loop.exec();
        return answer;
    }

    // The first snapshot, after what was changed.
    std::optional<Refusal> connect()
    {
        const TimePoint deadline = m_clock.now() + kReachTime;
        m_watch.start();
        while (!m_watch.latest() && m_clock.now() < deadline)
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 50);
        if (!m_watch.latest())
            return Refusal{m_watch.problem(), ExitUnreachable};
        return {};
    }

    bool watches() const
    {
        const bool isAsked = !m_line.sets.empty() || !m_line.snapshotFile.empty() || m_line.json ||
                             !m_line.gates.empty();
        return m_line.duration || (!isAsked && m_console.isTerminal());
    }

    void watch()
    {
        QTimer end;
        end.setSingleShot(true);
        QObject::connect(&end, &QTimer::timeout, [] { QCoreApplication::quit(); });
        if (m_line.duration)
            end.start(std::chrono::ceil<std::chrono::milliseconds>(*m_line.duration));
        std::shared_ptr<const Snapshot> before = m_watch.latest();
        QTimer second;
        QObject::connect(&second, &QTimer::timeout, [this, &before] {
            tellConnection();
            if (!m_watch.isConnected())
                return;
            if (m_watch.latest()->uptime >= before->uptime)
                m_console.status(statusText(*before, *m_watch.latest()));
            before = m_watch.latest();
        });
        second.start(std::chrono::seconds(1));
        QCoreApplication::exec();
        m_console.endStatus();
    }

    void tellConnection()
    {
        if (m_watch.isConnected() == m_wasConnected)
            return;
        m_wasConnected = m_watch.isConnected();
        if (m_wasConnected)
            m_console.note("Connected again");
        else
            m_console.warning("connection lost: " + m_watch.problem() + "; trying again");
    }

    const CommandLine &m_line;
    Console &m_console;
    const RealClock m_clock;
    AdminClient m_client;
    RemoteWatch m_watch;
    std::vector<Gate> m_gates;
    bool m_wasConnected = true;
};

} // namespace

ExitCode runAttach(const CommandLine &line, Console &console)
{
    if (line.attachTo.size() != 1) {
        console.error("attach takes one address; the window takes several");
        return ExitUsage;
    }
    const Result<Origin> instance = instanceFrom(line.attachTo.front());
    if (!instance) {
        console.error(instance.error().text);
        return ExitUsage;
    }
    Result<std::string> token = tokenFor(*instance, line.adminTokenFile);
    if (!token) {
        console.error("--admin-token-file: " + token.error().text);
        return ExitUsage;
    }
    return AttachCommand(line, console, *instance, std::move(*token)).run();
}

} // namespace forefetch
