// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sessioninput.h"

#include "app/files.h"
#include "core/metrics/quantity.h"
#include "core/metrics/snapshotjson.h"
#include "core/record/sessionformat.h"

#include <array>
#include <fstream>

namespace forefetch {

bool looksLikeSession(const std::string &path)
{
    if (isSessionPath(path))
        return true;
    std::ifstream file(path, std::ios::binary);
    std::array<char, 15> head{};
    file.read(head.data(), head.size());
    return file && std::string_view(head.data(), head.size()) == "SQLite format 3";
}

Result<std::unique_ptr<RecordedRun>> openSession(const std::string &path,
                                                 std::optional<Duration> at)
{
    auto run = RecordedRun::open(path);
    if (!run || !at)
        return run;
    RecordedRun &session = **run;
    const Duration length = session.timeOf(session.moments() - 1) - session.began();
    if (*at > length)
        return invalid("--at " + spanText(seconds(*at)) + " is after the end: " + path + " is " +
                       spanText(seconds(length)) + " long");
    if (auto moved = session.moveTo(session.momentAt(session.began() + *at)); !moved)
        return moved.error();
    return run;
}

Result<std::string> readDocument(const std::string &path)
{
    if (!looksLikeSession(path))
        return readInput(path);
    const auto run = openSession(path);
    if (!run)
        return run.error();
    return toJson((*run)->snapshot());
}

Report reportOf(RecordedRun &run)
{
    const RunAbout about = run.about();
    Report report{run.snapshot(), run.sessions(Group::Treated), run.sessions(Group::HeldBack)};
    report.title = about.title;
    report.gateway = about.gateway;
    report.target = about.target;
    report.seed = about.seed;
    report.changes = datedChanges(run.changes(), run.clock().now(), run.clock().wallNow());
    return report;
}

} // namespace forefetch
