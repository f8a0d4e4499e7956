// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/record/recordedrun.h"

#include <algorithm>

namespace forefetch {

// The time of the moment; calendar and time line stay as far apart as they were at the beginning.
class RecordedRun::Time final : public Clock
{
public:
    explicit Time(const SessionReader &reader) : m_reader(reader) {}
    TimePoint now() const noexcept override { return m_now; }
    WallTime wallNow() const noexcept override { return m_reader.wallOf(m_now); }
    void set(TimePoint now) { m_now = now; }

private:
    const SessionReader &m_reader;
    TimePoint m_now{};
};

// The rows up to the moment.
class RecordedRun::Rows final : public RunRows
{
public:
    explicit Rows(const RecordedRun &run) : m_run(run) {}

    void requests(std::uint64_t after, std::uint64_t upTo, std::size_t most,
                  std::vector<RequestRecord> &out) const override
    {
        reader().requests(after, std::min(upTo, newestRequest()), most, out);
    }
    std::uint64_t newestRequest() const override { return m_run.m_frame.newestRequest; }
    std::size_t requestsKept() const override { return 1U << 16; } // as of a run that goes on
    PrefetchChanges prefetchesSince(std::uint64_t after, std::size_t,
                                    std::vector<PrefetchRecord> &out) const override
    {
        out.clear();
        const auto newest = static_cast<std::uint64_t>(change());
        return {newest, after == newest}; // else recentPrefetches() is complete
    }
    std::vector<PrefetchRecord> recentPrefetches(std::size_t most) const override
    {
        return reader().prefetches(change(), most);
    }
    std::optional<PrefetchRecord> prefetch(PrefetchId id) const override
    {
        return reader().prefetch(id, change());
    }
    std::vector<PrefetchRequest> queued(std::size_t most) const override
    {
        const auto &all = m_run.m_frame.queued;
        return {all.begin(), all.begin() + static_cast<std::ptrdiff_t>(std::min(most, all.size()))};
    }
    std::size_t queueSize() const override { return m_run.m_frame.queueSize; }
    MissFigures misses() const override { return m_run.m_frame.misses; }
    bool isPrefetching() const override { return m_run.m_frame.isPrefetching; }
    bool text(ResourceId id, std::string &out) const override { return reader().text(id, out); }
    RouteRule rule(ResourceId id) const override { return reader().rule(id); }

private:
    SessionReader &reader() const { return *m_run.m_reader; }
    std::int64_t change() const { return reader().moments()[m_run.m_moment].prefetches; }

    const RecordedRun &m_run;
};

RecordedRun::RecordedRun(std::unique_ptr<SessionReader> reader)
    : m_reader(std::move(reader)), m_clock(std::make_unique<Time>(*m_reader)),
      m_rows(std::make_unique<Rows>(*this)), m_settings(*m_clock)
{
}

RecordedRun::~RecordedRun() = default;

Result<std::unique_ptr<RecordedRun>> RecordedRun::open(const std::string &path)
{
    auto reader = SessionReader::open(path);
    if (!reader)
        return reader.error();
    std::unique_ptr<RecordedRun> run(new RecordedRun(std::move(*reader)));
    if (auto moved = run->moveTo(run->moments() - 1); !moved)
        return moved.error();
    return run;
}

const Clock &RecordedRun::clock() const
{
    return *m_clock;
}

const RunRows &RecordedRun::rows() const
{
    return *m_rows;
}

SessionSums RecordedRun::sessions(Group group) const
{
    return group == Group::HeldBack  ? m_frame.heldBack
           : group == Group::Treated ? m_frame.treated
                                     : SessionSums();
}

Result<void> RecordedRun::moveTo(std::size_t moment)
{
    const Result<std::string> bytes = m_reader->frameBytes(moment);
    if (!bytes)
        return bytes.error();
    Result<SessionFrame> frame = unpackedFrame(*bytes);
    if (!frame)
        return Error{frame.error().code, path() + " is " + frame.error().text};
    m_frame = std::move(*frame);
    m_hash = forefetch::stateHash(*bytes);
    m_moment = moment;
    m_clock->set(m_frame.at);
    m_changes = m_reader->changes(m_frame.at);
    [[maybe_unused]] const bool set = m_settings.apply(m_frame.snapshot.settings, "recording").ok();
    moveHistory(moment);
    return {};
}

// Forward it grows; back it begins anew, since a ring forgets nothing by itself.
void RecordedRun::moveHistory(std::size_t moment)
{
    const std::int64_t upTo = m_reader->moments()[moment].number;
    if (upTo < m_historyUpTo) {
        m_history.clear();
        m_historyUpTo = 0;
    }
    m_reader->samples(m_historyUpTo, upTo,
                      [this](const Sample &sample, const Histogram &latencies) {
                          m_history.add(sample, latencies);
                      });
    m_historyUpTo = upTo;
}

} // namespace forefetch
