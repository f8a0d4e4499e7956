// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/admin/adminserver.h"
#include "core/live/liverun.h"

#include "tests/integration/rawclient.h"

#include <QByteArray>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>

#include <memory>
#include <string>

namespace forefetch {

// One answer over the wire.
struct AdminAnswer
{
    int status = 0;
    std::string head; // status line and fields
    std::string body;

    bool has(std::string_view text) const { return head.find(text) != std::string::npos; }
    QJsonObject json() const
    {
        return QJsonDocument::fromJson(QByteArray::fromStdString(body)).object();
    }
    QString detail() const { return json()[QLatin1String("detail")].toString(); }
};

// A demo with an admin API on a free port. A token is made below a folder of the test's own.
struct AdminFixture
{
    explicit AdminFixture(bool allowControl = true, RunPlan plan = quietPlan())
        : run((qputenv("XDG_RUNTIME_DIR", folder.path().toLocal8Bit()), std::move(plan)))
    {
        if (!run.begin())
            return;
        AdminOptions options;
        options.listen = {"127.0.0.1", 0};
        options.allowControl = allowControl;
        admin = std::make_unique<AdminServer>(AdminSubject{run}, options);
        const Result<ListenAddress> bound = admin->start();
        if (!bound)
            return;
        port = bound->port;
        QFile file(QString::fromStdString(admin->madeTokenFile()));
        if (allowControl && file.open(QIODevice::ReadOnly))
            token = file.readAll().trimmed().toStdString();
    }
    ~AdminFixture()
    {
        admin.reset();
        run.end(std::chrono::seconds(1));
    }

    // Few users, so that nothing moves much while it is looked at.
    static RunPlan quietPlan()
    {
        RunPlan plan;
        plan.users = 5;
        plan.rate = 20;
        plan.profile.values = demoSettings();
        return plan;
    }

    std::string host() const { return "127.0.0.1:" + std::to_string(port); }
    std::string url() const { return "http://" + host(); }
    std::string bearer() const { return "Authorization: Bearer " + token + "\r\n"; }

    AdminAnswer ask(std::string_view method, std::string_view target, std::string_view fields = {},
                    std::string_view body = {}) const
    {
        std::string request = std::string(method) + ' ' + std::string(target) +
                              " HTTP/1.1\r\nHost: " + host() + "\r\n" + std::string(fields);
        if (!body.empty())
            request +=
                "Content-Type: application/json\r\nContent-Length: " + std::to_string(body.size()) +
                "\r\n";
        return send(request + "Connection: close\r\n\r\n" + std::string(body));
    }
    AdminAnswer get(std::string_view target, std::string_view fields = {}) const
    {
        return ask("GET", target, fields);
    }
    AdminAnswer change(std::string_view method, std::string_view target,
                       std::string_view body = {}) const
    {
        return ask(method, target, bearer(), body);
    }
    AdminAnswer send(std::string_view bytes) const
    {
        RawClient client(port);
        client.send(bytes);
        const std::string all = client.readAll();
        const std::size_t end = all.find("\r\n\r\n");
        if (all.size() < 12 || end == std::string::npos)
            return {};
        return {std::atoi(all.c_str() + 9), all.substr(0, end), all.substr(end + 4)};
    }

    QTemporaryDir folder;
    LiveRun run;
    std::unique_ptr<AdminServer> admin;
    std::uint16_t port = 0;
    std::string token;
};

} // namespace forefetch
