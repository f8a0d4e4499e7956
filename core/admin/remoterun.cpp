// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/admin/remoterun.h"

#include "core/admin/settingsdocument.h"
#include "core/metrics/jsontext.h"
#include "core/metrics/settingsjson.h"

#include <boost/json/serialize.hpp>

#include <algorithm>
#include <utility>

namespace forefetch {

namespace {

constexpr std::chrono::milliseconds kLook{100};
constexpr Duration kFirstPause = std::chrono::milliseconds(200);
constexpr std::size_t kMostTexts = 500'000;
constexpr std::size_t kMostChanges = 1000;

// That of the settings, after a change; 0 where the answer tells none.
std::uint32_t revisionIn(const std::string &json)
{
    const Result<boost::json::value> parsed = parseJson(json);
    const boost::json::object *object = parsed ? parsed->if_object() : nullptr;
    const boost::json::value *revision = object ? object->if_contains("revision") : nullptr;
    return revision != nullptr && revision->is_int64()
               ? static_cast<std::uint32_t>(revision->get_int64())
               : 0;
}

} // namespace

// The time there: what the last packet said, and what has passed here since. It never goes back.
class RemoteRun::Time final : public Clock
{
public:
    explicit Time(const Clock &local) : m_local(local) {}
    TimePoint now() const noexcept override
    {
        return m_latest = std::max(m_latest, m_at + (m_local.now() - m_heardAt));
    }
    WallTime wallNow() const noexcept override
    {
        return m_wall + std::chrono::duration_cast<WallTime::duration>(now() - m_at);
    }
    void set(TimePoint at, WallTime wall)
    {
        m_at = at;
        m_wall = wall;
        m_heardAt = m_local.now();
    }
    void restart() { m_latest = {}; }

private:
    const Clock &m_local;
    TimePoint m_at{};
    TimePoint m_heardAt{};
    WallTime m_wall{};
    mutable TimePoint m_latest{};
};

// The newest requests and prefetches that have come.
class RemoteRun::Rows final : public RunRows
{
public:
    explicit Rows(const RemoteRun &run) : m_run(run) {}

    void take(SessionPacket &packet)
    {
        for (auto &[id, text] : packet.texts)
            keep(m_texts, id, std::move(text));
        for (auto &[id, words] : packet.rules)
            keep(m_rules, id, std::move(words));
        for (const RequestRecord &record : packet.news.requests)
            if (record.number > newest())
                m_requests.push_back(record);
        while (m_requests.size() > kMostRequests)
            m_requests.pop_front();
        for (const PrefetchRecord &record : packet.news.prefetches)
            take(record);
    }
    void clear()
    {
        m_requests.clear();
        m_prefetches.clear();
        m_order.clear();
        m_texts.clear();
        m_rules.clear();
        m_change = 0;
    }

    void requests(std::uint64_t after, std::uint64_t upTo, std::size_t most,
                  std::vector<RequestRecord> &out) const override
    {
        const auto number = [](const RequestRecord &r) { return r.number; };
        auto first = std::ranges::upper_bound(m_requests, after, {}, number);
        const auto last = std::ranges::upper_bound(m_requests, upTo, {}, number);
        if (last - first > static_cast<std::ptrdiff_t>(most))
            first = last - static_cast<std::ptrdiff_t>(most);
        out.clear();
        if (first < last)
            out.assign(first, last);
    }
    std::uint64_t newestRequest() const override { return newest(); }
    std::size_t requestsKept() const override { return kMostRequests; }
    PrefetchChanges prefetchesSince(std::uint64_t after, std::size_t most,
                                    std::vector<PrefetchRecord> &out) const override
    {
        out.clear();
        // Numbers of another run are greater than all that there are.
        const bool isKnown = after <= m_change && (m_order.empty() || after + 1 >= m_forgotten);
        for (auto at = m_order.upper_bound(isKnown ? after : 0); at != m_order.end(); ++at)
            out.push_back(m_prefetches.at(at->second).record);
        const bool isAll = isKnown && out.size() <= most;
        if (out.size() > most)
            out.erase(out.begin(), out.end() - static_cast<std::ptrdiff_t>(most));
        return {m_change, isAll};
    }
    std::vector<PrefetchRecord> recentPrefetches(std::size_t most) const override
    {
        std::vector<PrefetchRecord> records;
        for (auto at = m_order.rbegin(); at != m_order.rend() && records.size() < most; ++at)
            records.push_back(m_prefetches.at(at->second).record);
        return records;
    }
    std::optional<PrefetchRecord> prefetch(PrefetchId id) const override
    {
        const auto found = m_prefetches.find(id);
        return found == m_prefetches.end() ? std::nullopt : std::optional(found->second.record);
    }
    std::vector<PrefetchRequest> queued(std::size_t most) const override
    {
        const auto &all = m_run.m_frame.queued;
        return {all.begin(), all.begin() + static_cast<std::ptrdiff_t>(std::min(most, all.size()))};
    }
    std::size_t queueSize() const override { return m_run.m_frame.queueSize; }
    MissFigures misses() const override { return m_run.m_frame.misses; }
    bool isPrefetching() const override { return m_run.m_frame.isPrefetching; }
    bool text(ResourceId id, std::string &out) const override
    {
        const auto found = m_texts.find(id.packed());
        if (found != m_texts.end())
            out = found->second;
        return found != m_texts.end();
    }
    RouteRule rule(ResourceId id) const override
    {
        const auto found = m_rules.find(id.packed());
        return found == m_rules.end() ? RouteRule() : ruleFrom(found->second);
    }

private:
    using Texts = std::unordered_map<std::uint64_t, std::string>;
    struct Kept
    {
        PrefetchRecord record;
        std::uint64_t change = 0;
    };

    static void keep(Texts &texts, ResourceId id, std::string text)
    {
        if (texts.size() >= kMostTexts)
            texts.clear();
        texts.insert_or_assign(id.packed(), std::move(text));
    }
    std::uint64_t newest() const { return m_requests.empty() ? 0 : m_requests.back().number; }
    void take(const PrefetchRecord &record)
    {
        Kept &kept = m_prefetches[record.id];
        if (kept.change != 0)
            m_order.erase(kept.change);
        kept = {record, ++m_change};
        m_order.emplace(m_change, record.id);
        if (m_order.size() <= kMostPrefetches)
            return;
        m_forgotten = m_order.begin()->first + 1;
        m_prefetches.erase(m_order.begin()->second);
        m_order.erase(m_order.begin());
    }

    const RemoteRun &m_run;
    std::deque<RequestRecord> m_requests; // by number
    std::unordered_map<PrefetchId, Kept> m_prefetches;
    std::map<std::uint64_t, PrefetchId> m_order; // by their last changes, numbered as they came
    std::uint64_t m_change = 0;
    std::uint64_t m_forgotten = 0; // changes before this one may have made room
    Texts m_texts;
    Texts m_rules;
};

RemoteRun::RemoteRun(Origin instance, std::string token, const Clock &clock)
    : m_local(clock), m_client(std::move(instance), std::move(token), clock),
      m_clock(std::make_unique<Time>(clock)), m_rows(std::make_unique<Rows>(*this)),
      m_settings(*m_clock)
{
    m_settings.subscribe([this](Param param) { settingChanged(param); });
    QObject::connect(&m_timer, &QTimer::timeout, [this] { look(); });
}

RemoteRun::~RemoteRun() = default;

const Clock &RemoteRun::clock() const
{
    return *m_clock;
}

const RunRows &RemoteRun::rows() const
{
    return *m_rows;
}

SessionSums RemoteRun::sessions(Group group) const
{
    return group == Group::HeldBack  ? m_frame.heldBack
           : group == Group::Treated ? m_frame.treated
                                     : SessionSums();
}

// --- The connection ---------------------------------------------------------------------------

void RemoteRun::start()
{
    m_lostAt = m_local.now();
    m_problem = m_client.origin().text() + ": not connected yet";
    m_timer.start(kLook);
    look();
}

void RemoteRun::tryNow()
{
    m_nextAt = {};
    look();
}

void RemoteRun::look()
{
    const TimePoint now = m_local.now();
    if (m_isAsking && now - m_heardAt > kPatience)
        lost(m_client.origin().text() + ": it does not answer");
    if (!m_isAsking && now >= m_nextAt)
        connect(now);
}

void RemoteRun::connect(TimePoint now)
{
    m_isAsking = true;
    m_heardAt = now;
    m_reader = {};
    m_client.follow(
        "/api/v1/session", [this](std::string_view bytes) { came(bytes); },
        [this](const Result<std::string> &end) {
            lost(end ? m_client.origin().text() + ": it has ended" : end.error().text);
        });
}

void RemoteRun::came(std::string_view bytes)
{
    m_heardAt = m_local.now();
    m_reader.add(bytes);
    while (auto packet = m_reader.next()) {
        if (!*packet) {
            const std::string problem = m_client.origin().text() + ": " + packet->error().text;
            // Not from within the call that is told of.
            QTimer::singleShot(0, &m_timer, [this, problem] { lost(problem); });
            return;
        }
        take(std::move(**packet));
    }
}

void RemoteRun::lost(std::string problem)
{
    m_client.giveUp();
    m_isAsking = false;
    m_wanted.clear();
    const TimePoint now = m_local.now();
    if (std::exchange(m_isConnected, false))
        m_lostAt = now;
    m_problem = std::move(problem);
    m_pause = m_pause == Duration() ? kFirstPause : std::min(2 * m_pause, kLongestPause);
    m_nextAt = now + m_pause;
}

void RemoteRun::askNote()
{
    m_client.get("/api/v1/instance", [this](const Result<std::string> &body) {
        if (!body)
            return;
        if (Result<InstanceNote> note = instanceNoteFrom(*body))
            m_note = std::move(*note);
    });
}

// --- What comes -------------------------------------------------------------------------------

void RemoteRun::take(SessionPacket packet)
{
    if (!std::exchange(m_isConnected, true))
        begin(packet);
    m_problem.clear();
    m_pause = {};
    m_about = std::move(packet.about);
    m_latencies = packet.latencies;
    m_clock->set(packet.news.frame.at, packet.wallNow);
    m_rows->take(packet);
    for (SettingsChange &change : packet.news.changes) {
        const bool isNew =
            m_changes.empty() || change.revision > m_changes.back().revision ||
            (change.revision == m_changes.back().revision &&
             change.param != m_changes.back().param &&
             std::ranges::none_of(m_changes, [&](const SettingsChange &known) {
                 return known.revision == change.revision && known.param == change.param;
             }));
        if (isNew)
            m_changes.push_back(std::move(change));
    }
    while (m_changes.size() > kMostChanges)
        m_changes.pop_front();
    if (packet.news.sample)
        m_history.add(*packet.news.sample, packet.news.latencies);
    // What is not asked for every time is not forgotten in between.
    if (!packet.news.frame.graph)
        packet.news.frame.graph = m_frame.graph;
    if (!packet.news.frame.model)
        packet.news.frame.model = m_frame.model;
    m_frame = std::move(packet.news.frame);
    m_frameAt = m_local.now();
    m_hasFigures = true;
    takeSettings();
}

// The first packet of a connection. An instance that was started anew is another run.
void RemoteRun::begin(const SessionPacket &packet)
{
    askNote();
    const Snapshot &now = packet.news.frame.snapshot;
    // The same one has been up for as long as it was then, and for what has passed since.
    const double passed = seconds(m_local.now() - m_frameAt);
    const bool goesOn = now.uptime + 2 > m_frame.snapshot.uptime + passed;
    if (m_hasFigures && packet.news.frame.at >= m_frame.at && goesOn && packet.about == m_about)
        return;
    m_clock->restart();
    m_rows->clear();
    m_changes.clear();
    m_history.clear();
    m_frame = {};
    ++m_generation;
}

void RemoteRun::takeSettings()
{
    SettingsValues values = m_frame.snapshot.settings;
    const auto isThere = [this](const auto &wanted) {
        return wanted.second.revision != 0 && wanted.second.revision <= m_frame.snapshot.revision;
    };
    std::erase_if(m_wanted, isThere);
    for (const auto &[param, wanted] : m_wanted)
        values[param] = wanted.value;
    m_isTaking = true;
    [[maybe_unused]] const bool taken = m_settings.apply(values, "instance").ok();
    m_isTaking = false;
}

// --- What goes out ----------------------------------------------------------------------------

void RemoteRun::settingChanged(Param param)
{
    if (m_isTaking)
        return;
    const double value = m_settings.number(param);
    m_wanted[param] = {value, 0};
    const boost::json::object body{{info(param).id, settingJson(param, value)}};
    m_client.send("PATCH", "/api/v1/settings", boost::json::serialize(body),
                  [this, param, value](const Result<std::string> &answer) {
                      answered(param, value, answer);
                  });
}

// Until a packet of that revision or a later one has come, what comes is older than the answer.
void RemoteRun::answered(Param param, double value, const Result<std::string> &answer)
{
    const auto wanted = m_wanted.find(param);
    const bool isNewest = wanted != m_wanted.end() && wanted->second.value == value;
    const std::uint32_t revision = answer ? revisionIn(*answer) : 0;
    if (isNewest && revision != 0)
        wanted->second.revision = revision;
    else if (isNewest)
        m_wanted.erase(wanted);
    if (!answer && m_refused)
        m_refused(answer.error().text);
    takeSettings();
}

void RemoteRun::setRules(const PrefetchRuleList &rules)
{
    const boost::json::object body{{"rules", rulesJson(rules)}};
    m_client.send("PUT", "/api/v1/rules", boost::json::serialize(body),
                  [this](const Result<std::string> &answer) {
                      if (!answer && m_refused)
                          m_refused(answer.error().text);
                  });
}

} // namespace forefetch
