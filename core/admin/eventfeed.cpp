// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/admin/eventfeed.h"

#include "core/admin/adminroutes.h"
#include "core/admin/settingsdocument.h"
#include "core/live/livesession.h"
#include "core/metrics/guardjson.h"
#include "core/metrics/jsontext.h"
#include "core/metrics/snapshotjson.h"

#include <array>
#include <charconv>

namespace forefetch {

namespace {

namespace json = boost::json;

// "12.5" → 12 and 5; false where it is anything else.
bool readId(std::string_view id, std::uint32_t &revision, std::uint64_t &guard)
{
    const char *end = id.data() + id.size();
    const auto first = std::from_chars(id.data(), end, revision);
    if (first.ec != std::errc() || first.ptr == end || *first.ptr != '.')
        return false;
    const auto second = std::from_chars(first.ptr + 1, end, guard);
    return second.ec == std::errc() && second.ptr == end;
}

std::uint64_t newestOf(const std::vector<GuardEvent> &events)
{
    return events.empty() ? 0 : events.back().number;
}

} // namespace

EventFeed::EventFeed(const AdminSubject &subject, std::string_view lastId) : m_subject(subject)
{
    if (!readId(lastId, m_revision, m_guard)) {
        m_revision = subject.session().settings().revision();
        m_guard = newestOf(subject.session().snapshot().guard.events);
    }
    for (const TuneStep &step : subject.session().tuner().view()->journal)
        m_steps[step.id] = static_cast<int>(step.state);
}

std::string EventFeed::news(TimePoint now)
{
    std::string out;
    addChanges(out, now);
    addTuner(out);
    if (now - m_figuresAt < kFigures)
        return out;
    m_figuresAt = now;
    const Snapshot snapshot = m_subject.session().snapshot();
    addGuard(out, snapshot);
    add(out, "figures", toJson(snapshot));
    return out;
}

// A document of several lines is as many lines of data, which the client puts together again.
void EventFeed::add(std::string &out, std::string_view event, std::string_view json)
{
    out.append("event: ").append(event);
    out += "\nid: " + std::to_string(m_revision) + '.' + std::to_string(m_guard) + '\n';
    while (!json.empty()) {
        const std::size_t end = std::min(json.find('\n'), json.size());
        out.append("data: ").append(json.substr(0, end)) += '\n';
        json.remove_prefix(std::min(end + 1, json.size()));
    }
    out += '\n';
}

void EventFeed::addChanges(std::string &out, TimePoint now)
{
    const Settings &settings = m_subject.session().settings();
    if (settings.revision() == m_revision)
        return;
    const WallTime wallNow = m_subject.session().clock().wallNow();
    for (const SettingsChange &change : settings.changes(m_revision)) {
        m_revision = change.revision;
        add(out, "change", jsonText(changeJson(change, now, wallNow)));
    }
}

void EventFeed::addGuard(std::string &out, const Snapshot &snapshot)
{
    for (const GuardEvent &event : snapshot.guard.events) {
        if (event.number <= m_guard)
            continue;
        m_guard = event.number;
        add(out, "guard", jsonText(guardEventsJson({event}).front()));
    }
}

void EventFeed::addTuner(std::string &out)
{
    const auto view = m_subject.session().tuner().view();
    for (const TuneStep &step : view->journal) {
        const auto [told, isNew] = m_steps.try_emplace(step.id, -1);
        if (told->second == static_cast<int>(step.state))
            continue;
        told->second = static_cast<int>(step.state);
        add(out, "tuner",
            jsonText(json::object{{"step", step.id},
                                  {"state", nameOf(step.state)},
                                  {"from", textOf(step.from)},
                                  {"to", textOf(step.to)},
                                  {"reason", step.proposal.reason},
                                  {"score", step.came ? scoreText(step) : std::string()}}));
    }
    if (!view->journal.empty())
        m_steps.erase(m_steps.begin(), m_steps.lower_bound(view->journal.front().id));
}

std::unique_ptr<AdminStream> answers::events(const AdminCall &call)
{
    return std::make_unique<EventFeed>(*call.subject, call.head->headers.value("last-event-id"));
}

} // namespace forefetch
