// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/admin/sessionpacket.h"

#include "core/metrics/reportwords.h"
#include "core/predict/explanation.h"
#include "core/record/framefields.h"
#include "core/request/redact.h"

namespace forefetch {

namespace {

// Of what a packet's bytes mean; the frame within has its own.
constexpr std::uint64_t kPacketVersion = 1;
constexpr std::size_t kMostKnown = 500'000; // texts that are remembered as sent

constexpr std::size_t kMethods = static_cast<std::size_t>(Method::Other) + 1;
constexpr std::size_t kResults = static_cast<std::size_t>(DemandResult::Error) + 1;

} // namespace

// Beside those of framefields.h: rows, which a recording keeps in tables.

template <typename A>
void fields(A &a, Ref<A, Miss> m)
{
    oneOf(a, m.reason, kMissReasonCount);
    a(m.pUsed, m.threshold);
}

template <typename A>
void fields(A &a, Ref<A, DemandEnd> e)
{
    oneOf(a, e.result, kResults);
    a(e.status, e.latency, e.sentToOrigin, e.prefetchedEntry, e.assumedFreshness, e.originFailed,
      e.bytes);
}

template <typename A>
void fields(A &a, Ref<A, RequestRecord> r)
{
    a(r.number, r.resource, r.session, r.at, r.end);
    oneOf(a, r.method, kMethods);
    a(r.heldBack, r.miss, r.prefetch);
}

// Whose eyes may see it stays here.
template <typename A>
void fields(A &a, Ref<A, PrefetchRecord> r)
{
    a(r.id, r.key.resource, r.cause);
    oneOf(a, r.state, kPrefetchStateCount);
    oneOf(a, r.heldUp, kHoldupCount);
    a(r.status, r.scheduledAt, r.startedAt, r.readyAt, r.endedAt, r.attempts, r.bytes);
}

template <typename A>
void fields(A &a, Ref<A, SettingsChange> c)
{
    a(c.revision, c.at);
    oneOf(a, c.param, kParamCount);
    a(c.from, c.to, c.source);
}

template <typename A>
void fields(A &a, Ref<A, RunAbout> r)
{
    a(r.title, r.target, r.gateway, r.seed, r.isDemo, r.version);
}

namespace {

template <typename A>
void idsAndTexts(A &a, Ref<A, std::vector<std::pair<ResourceId, std::string>>> list)
{
    std::uint64_t size = list.size();
    a(size);
    if constexpr (A::kReads) {
        list.clear();
        for (; size > 0 && !a.failed(); --size) {
            auto &[id, text] = list.emplace_back();
            a(id, text);
        }
    } else {
        for (const auto &[id, text] : list)
            a(id, text);
    }
}

template <typename A>
void members(A &a, Ref<A, SessionPacket> p)
{
    a(p.about, p.news.requests, p.news.prefetches, p.news.changes, p.news.sample);
    words(a, p.news.latencies);
    words(a, p.latencies);
    idsAndTexts(a, p.texts);
    idsAndTexts(a, p.rules);
}

Error damaged()
{
    return {ErrorCode::Corrupt, "what it sends cannot be read: it is another version of Forefetch"};
}

} // namespace

std::string packed(const SessionPacket &packet)
{
    std::string bytes;
    Packer packer(bytes);
    packer(kPacketVersion, static_cast<std::int64_t>(packet.wallNow.time_since_epoch().count()),
           packed(packet.news.frame));
    members(packer, packet);
    return bytes;
}

Result<SessionPacket> unpackedPacket(std::string_view bytes)
{
    Unpacker unpacker(bytes);
    std::uint64_t version = 0;
    std::int64_t wall = 0;
    std::string frameBytes;
    unpacker(version);
    if (unpacker.failed() || version != kPacketVersion)
        return damaged();
    unpacker(wall, frameBytes);
    Result<SessionFrame> frame = unpackedFrame(frameBytes);
    if (unpacker.failed() || !frame)
        return damaged();
    SessionPacket packet;
    packet.wallNow = WallTime(std::chrono::milliseconds(wall));
    packet.news.frame = std::move(*frame);
    members(unpacker, packet);
    if (unpacker.failed() || !unpacker.isAtEnd())
        return damaged();
    return packet;
}

SessionPacket SessionPackets::next(RunSource &run)
{
    SessionPacket packet;
    packet.about = run.about();
    packet.about.target = shownText(packet.about.target);
    packet.wallNow = run.clock().wallNow();
    packet.latencies = run.latencies();
    packet.news = m_sampler.next(run);
    const RunRows &rows = run.rows();
    for (const RequestRecord &record : packet.news.requests)
        addText(packet, record.resource, rows);
    for (const PrefetchRequest &queued : packet.news.frame.queued)
        addText(packet, queued.key.resource, rows);
    for (PrefetchRecord &record : packet.news.prefetches) {
        record.key.partition = {};
        addText(packet, record.key.resource, rows);
        addText(packet, record.cause.edge.context, rows);
        for (const ResourceId recent : record.cause.reason.recent)
            addText(packet, recent, rows);
        addRule(packet, record.cause.reason.rule, rows);
    }
    return packet;
}

void SessionPackets::addText(SessionPacket &packet, ResourceId id, const RunRows &rows)
{
    std::string text;
    if (!id || m_texts.contains(id.packed()) || !rows.text(id, text))
        return;
    if (m_texts.size() >= kMostKnown)
        m_texts.clear();
    m_texts.insert(id.packed());
    packet.texts.emplace_back(id, redacted(text));
}

void SessionPackets::addRule(SessionPacket &packet, ResourceId id, const RunRows &rows)
{
    if (!id || !m_rules.insert(id.packed()).second)
        return;
    RouteRule rule = rows.rule(id);
    for (std::string *text : {&rule.from, &rule.to, &rule.binding})
        *text = redacted(*text);
    packet.rules.emplace_back(id, wordsOf(rule));
}

std::string framed(std::string_view bytes)
{
    std::string out;
    out.reserve(bytes.size() + 4);
    for (unsigned shift = 0; shift < 32; shift += 8)
        out.push_back(static_cast<char>(bytes.size() >> shift));
    return out.append(bytes);
}

std::optional<Result<SessionPacket>> PacketReader::next()
{
    if (m_in.size() < 4)
        return std::nullopt;
    std::size_t size = 0;
    for (std::size_t i = 0; i < 4; ++i)
        size |= static_cast<std::size_t>(static_cast<unsigned char>(m_in[i])) << (8 * i);
    if (size > kLargest)
        return Result<SessionPacket>(damaged());
    if (m_in.size() - 4 < size)
        return std::nullopt;
    Result<SessionPacket> packet = unpackedPacket(std::string_view(m_in).substr(4, size));
    m_in.erase(0, size + 4);
    return packet;
}

} // namespace forefetch
