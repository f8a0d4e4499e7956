// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/admin/admincall.h"
#include "core/admin/adminstream.h"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace forefetch {

struct Snapshot;

// Turns what happens in a run into a stream of server-sent events (WHATWG HTML, 9.2): for one
// client, who may come back with the last id that it has seen and misses nothing that is still
// kept.
//
//     event: change            settings: as in /api/v1/changes
//     event: guard             the guard stepped in, or back
//     event: tuner             a suggestion, a step, its score
//     event: figures           the snapshot, about once a second
//     id: 12.5
//     data: {…}
//
// Thread: one.
class EventFeed final : public AdminStream
{
public:
    static constexpr Duration kFigures = std::chrono::seconds(1);

    // `lastId`: of the Last-Event-ID field; "" begins with what happens from now on.
    EventFeed(const AdminSubject &subject, std::string_view lastId);

    const char *contentType() const override { return "text/event-stream"; }
    std::string news(TimePoint now) override;

private:
    void add(std::string &out, std::string_view event, std::string_view json);
    void addChanges(std::string &out, TimePoint now);
    void addGuard(std::string &out, const Snapshot &snapshot);
    void addTuner(std::string &out);

    const AdminSubject &m_subject;
    std::uint32_t m_revision = 0;
    std::uint64_t m_guard = 0;
    std::map<std::uint32_t, int> m_steps; // of the tuner, by id: the state last told
    TimePoint m_figuresAt{};
};

} // namespace forefetch
