// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/gateway/trafficrecorder.h"

#include "core/cache/cachecontrol.h"
#include "core/request/jsonredact.h"
#include "core/trace/bodyshelf.h"
#include "core/trace/tracewriter.h"

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <utility>

namespace forefetch {

namespace {

// What is written is on the disk this soon; a wake-up for each request would cost more than it.
constexpr auto kWriteEvery = std::chrono::milliseconds(500);

std::string_view hexadecimal(std::uint64_t value, std::array<char, 17> &text)
{
    std::snprintf(text.data(), text.size(), "%016llx", static_cast<unsigned long long>(value));
    return {text.data(), 16};
}

CacheTake takeOf(const DemandEnd &end)
{
    switch (end.result) {
    case DemandResult::Hit:
        return CacheTake::Hit;
    case DemandResult::Miss:
        return end.sentToOrigin ? CacheTake::Miss : CacheTake::Joined;
    case DemandResult::Late:
        return CacheTake::Joined;
    case DemandResult::Bypassed:
        return CacheTake::NotKept;
    case DemandResult::Error:
        break;
    }
    return CacheTake::Unknown;
}

std::string writeProblem(const std::string &path, const char *why)
{
    return "the recording in \"" + path + "\" cannot be written: " + why;
}

} // namespace

struct TrafficRecorder::Output
{
    std::ofstream file;
    std::unique_ptr<TraceWriter> writer;
    PackedBodies bodies;

    // As it is written; null: not at all.
    Body shown(const std::string &body, BodyCoding coding)
    {
        std::string json = redactedJson(bodies.unpack(coding, body, BodyShelf::kLargest));
        return json.empty() ? nullptr : std::make_shared<const std::string>(std::move(json));
    }
};

Result<std::unique_ptr<TrafficRecorder>> TrafficRecorder::open(const std::string &path,
                                                               const Clock &clock,
                                                               std::uint64_t key,
                                                               RecordedBodies bodies)
{
    auto output = std::make_unique<Output>();
    errno = 0;
    output->file.open(path, std::ios::binary | std::ios::trunc);
    if (!output->file)
        return Error{ErrorCode::Io, writeProblem(path, std::strerror(errno))};
    const TraceFormat format = path.ends_with(".har") ? TraceFormat::Har : TraceFormat::JsonLines;
    output->writer = traceWriter(format, output->file);
    return std::unique_ptr<TrafficRecorder>(
        new TrafficRecorder(path, std::move(output), clock, key, bodies));
}

TrafficRecorder::TrafficRecorder(std::string path, std::unique_ptr<Output> output,
                                 const Clock &clock, std::uint64_t key, RecordedBodies bodies)
    : m_path(std::move(path)), m_clock(clock), m_key(key), m_bodies(bodies),
      m_output(std::move(output)), m_thread([this] { run(); })
{
}

TrafficRecorder::~TrafficRecorder()
{
    finish();
}

bool TrafficRecorder::wantsBody(const Exchange &exchange) const
{
    if (m_bodies == RecordedBodies::None || !exchange.body || !exchange.head)
        return false;
    if (m_bodies == RecordedBodies::All)
        return true;
    const CacheControl said = CacheControl::of(exchange.head->headers);
    return exchange.partition.isPublic() && !said.noStore && !said.isPrivate && !said.malformed &&
           exchange.head->headers.value("set-cookie").empty();
}

void TrafficRecorder::record(const AccessLine &line, const Exchange &exchange, const DemandEnd &end)
{
    const Duration took = m_clock.now() - exchange.at;
    std::array<char, 17> session;
    TraceEvent event;
    event.at = std::chrono::floor<std::chrono::milliseconds>(m_clock.wallNow() - took);
    event.exactTime = true;
    event.duration = took;
    event.status = end.status;
    event.bytes = static_cast<std::int64_t>(end.bytes);
    event.method = line.method;
    event.target = line.target;
    event.client = line.address;
    event.agent = line.agent;
    event.user = hexadecimal(mixBits(exchange.session.packed() ^ m_key), session);
    if (exchange.head) {
        event.mimeType = exchange.head->headers.value("content-type");
        event.cacheControl = exchange.head->headers.value("cache-control");
    }
    if (!exchange.partition.isPublic())
        event.partition = mixBits(exchange.partition.value ^ m_key);
    event.cache = takeOf(end);
    event.heldBack = exchange.heldBack;
    if (wantsBody(exchange))
        event.body = exchange.body;
    const std::lock_guard lock(m_mutex);
    if (m_count == kMostWaiting || !m_figures.problem.empty()) {
        ++m_figures.dropped;
        return;
    }
    event.faults = m_faults;
    if (event.body && m_bodyBytes + event.body->size() > kMostBodyBytes) {
        event.body = nullptr;
        ++m_figures.bodiesLeftOut;
    }
    if (m_count == m_waiting.size())
        m_waiting.emplace_back();
    Waiting &place = m_waiting[m_count++];
    place.event = event;
    if (!event.body)
        return;
    m_bodyBytes += event.body->size();
    place.coding = bodyCodingOf(exchange.head->headers.value("content-encoding"));
}

void TrafficRecorder::setFaults(std::string names)
{
    const std::lock_guard lock(m_mutex);
    m_faults = std::move(names);
}

void TrafficRecorder::run()
{
    std::vector<Waiting> batch;
    std::unique_lock lock(m_mutex);
    while (!m_ending || m_count > 0) {
        m_news.wait_for(lock, kWriteEvery, [this] { return m_ending; });
        if (m_count == 0)
            continue;
        batch.swap(m_waiting);
        const std::size_t count = std::exchange(m_count, 0);
        m_bodyBytes = 0;
        lock.unlock();
        write(batch, count);
        lock.lock();
    }
}

void TrafficRecorder::write(std::vector<Waiting> &batch, std::size_t count)
{
    const bool fine = figures().problem.empty();
    errno = 0;
    for (std::size_t i = 0; i < count; ++i) {
        TraceEvent event = batch[i].event.event();
        if (event.body)
            event.body = m_output->shown(*event.body, batch[i].coding);
        if (fine)
            m_output->writer->write(event);
        batch[i].event.dropBody(); // it is the cache's
    }
    const bool written = fine && m_output->writer->flush();
    const int why = errno;
    {
        const std::lock_guard lock(m_mutex);
        (written ? m_figures.written : m_figures.dropped) += count;
    }
    if (fine && !written)
        noteProblem(writeProblem(m_path, why != 0 ? std::strerror(why) : "is the disk full?"));
}

void TrafficRecorder::noteProblem(std::string problem)
{
    const std::lock_guard lock(m_mutex);
    if (m_figures.problem.empty())
        m_figures.problem = std::move(problem);
}

void TrafficRecorder::finish()
{
    if (!m_thread.joinable())
        return;
    {
        const std::lock_guard lock(m_mutex);
        m_ending = true;
    }
    m_news.notify_one();
    m_thread.join();
    const Result<void> done = m_output->writer->finish();
    m_output->file.close();
    if (!done || !m_output->file)
        noteProblem(writeProblem(m_path, "is the disk full?"));
}

TrafficRecorder::Figures TrafficRecorder::figures() const
{
    const std::lock_guard lock(m_mutex);
    return m_figures;
}

} // namespace forefetch
