// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/record/sessionreader.h"

#include "core/predict/explanation.h"
#include "core/record/framefields.h"
#include "core/record/sessionformat.h"

#include <zstd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <fstream>
#include <unordered_set>

namespace forefetch {

namespace {

constexpr std::uint64_t kLargestFrame = 64 << 20; // bytes; what is larger is no frame

constexpr const char *kRequestColumns =
    "SELECT number, at, target, session, method, control, result, status, latency, bytes, flags, "
    "miss, p_used, threshold, prefetch FROM requests ";
constexpr const char *kPrefetchColumns =
    "SELECT id, target, state, held_up, status, scheduled, started, ready, ended, attempts, bytes, "
    "cause FROM prefetches ";

Error corrupt(std::string text)
{
    return {ErrorCode::Corrupt, std::move(text)};
}

TimePoint momentOf(std::int64_t nanoseconds)
{
    return TimePoint(Duration(nanoseconds));
}

// What is no value of the enumeration becomes its first: a table is indexed by it.
template <typename T>
T oneOf(std::int64_t value, std::size_t count)
{
    return static_cast<std::size_t>(value) < count ? static_cast<T>(value) : T{};
}

RequestRecord requestFrom(RecordingStatement &row)
{
    RequestRecord r;
    r.number = static_cast<std::uint64_t>(row.number());
    r.at = momentOf(row.number());
    r.resource = ResourceId::unpacked(static_cast<std::uint64_t>(row.number()));
    r.session = SessionId::unpacked(static_cast<std::uint64_t>(row.number()));
    r.method = oneOf<Method>(row.number(), static_cast<std::size_t>(Method::Other) + 1);
    r.heldBack = row.number() != 0;
    r.end.result =
        oneOf<DemandResult>(row.number(), static_cast<std::size_t>(DemandResult::Error) + 1);
    r.end.status = static_cast<int>(row.number());
    r.end.latency = Duration(row.number());
    r.end.bytes = static_cast<std::uint64_t>(row.number());
    const std::int64_t flags = row.number();
    r.end.sentToOrigin = (flags & 1) != 0;
    r.end.prefetchedEntry = (flags & 2) != 0;
    r.end.assumedFreshness = (flags & 4) != 0;
    r.end.originFailed = (flags & 8) != 0;
    r.miss.reason = oneOf<MissReason>(row.number(), kMissReasonCount);
    r.miss.pUsed = static_cast<float>(row.real());
    r.miss.threshold = static_cast<float>(row.real());
    r.prefetch = static_cast<PrefetchId>(row.number());
    return r;
}

PrefetchRecord prefetchFrom(RecordingStatement &row)
{
    PrefetchRecord r;
    r.id = static_cast<PrefetchId>(row.number());
    r.key.resource = ResourceId::unpacked(static_cast<std::uint64_t>(row.number()));
    r.state = oneOf<PrefetchState>(row.number(), kPrefetchStateCount);
    r.heldUp = oneOf<Holdup>(row.number(), kHoldupCount);
    r.status = static_cast<std::int16_t>(row.number());
    for (TimePoint *at : {&r.scheduledAt, &r.startedAt, &r.readyAt, &r.endedAt})
        *at = momentOf(row.number());
    r.attempts = static_cast<std::uint32_t>(row.number());
    r.bytes = static_cast<std::uint32_t>(row.number());
    Unpacker cause(row.bytes());
    cause(r.cause);
    if (cause.failed())
        r.cause = {};
    return r;
}

} // namespace

struct SessionReader::Statements
{
    explicit Statements(RecordingFile &db)
        : frame(db, "SELECT body FROM frames WHERE number = ?"),
          requests(db, std::string(kRequestColumns) +
                           "WHERE number > ? AND number <= ? ORDER BY number DESC LIMIT ?"),
          prefetches(db, std::string(kPrefetchColumns) + "WHERE change <= ? ORDER BY change DESC"),
          prefetch(db, std::string(kPrefetchColumns) +
                           "WHERE id = ? AND change <= ? ORDER BY change DESC LIMIT 1"),
          changes(db, "SELECT revision, at, setting, value_before, value_after, source "
                      "FROM changes WHERE at <= ? ORDER BY revision, rowid"),
          samples(db, "SELECT body FROM samples WHERE frame > ? AND frame <= ? ORDER BY at"),
          text(db, "SELECT text FROM texts WHERE id = ?"),
          rule(db, "SELECT words FROM rules WHERE id = ?")
    {
    }
    RecordingStatement frame, requests, prefetches, prefetch, changes, samples, text, rule;
};

SessionReader::SessionReader(std::string path) : m_path(std::move(path)), m_zstd(ZSTD_createDCtx())
{
}

SessionReader::~SessionReader()
{
    m_ask.reset();
    ZSTD_freeDCtx(m_zstd);
}

Result<std::unique_ptr<SessionReader>> SessionReader::open(const std::string &path)
{
    std::unique_ptr<SessionReader> reader(new SessionReader(path));
    if (auto begun = reader->begin(); !begun)
        return Error{begun.error().code, path + " " + begun.error().text};
    return reader;
}

// By its first bytes, so that the words say what is wrong and not what SQLite makes of it.
Result<void> SessionReader::checkHead() const
{
    std::ifstream file(m_path, std::ios::binary);
    std::array<unsigned char, 100> head{};
    if (!file)
        return Error{ErrorCode::NotFound, "cannot be read: is it there, and may you read it?"};
    file.read(reinterpret_cast<char *>(head.data()), head.size());
    const auto four = [&head](std::size_t at) {
        return static_cast<std::uint64_t>(head[at]) << 24U | head[at + 1] << 16U |
               head[at + 2] << 8U | head[at + 3];
    };
    const std::string_view magic(reinterpret_cast<const char *>(head.data()), 15);
    const bool isDatabase = file.gcount() == 100 && magic == "SQLite format 3";
    if (!isDatabase || four(68) != kSessionApplication)
        return corrupt("is no recording of a run; one is made by --record FILE.ffsession");
    const std::uint64_t schema = four(60);
    if (schema > kSessionSchema)
        return Error{ErrorCode::Unsupported, "was recorded by a newer Forefetch (format " +
                                                 std::to_string(schema) + ", this one reads " +
                                                 std::to_string(kSessionSchema) +
                                                 "): open it with that one"};
    const std::uint64_t page = (head[16] << 8U | head[17]) == 1 ? 65536 : head[16] << 8U | head[17];
    const std::uint64_t wanted = page * four(28);
    file.seekg(0, std::ios::end);
    const auto size = static_cast<std::uint64_t>(file.tellg());
    if (size < wanted)
        return corrupt("is cut short: " + std::to_string(size) + " of " + std::to_string(wanted) +
                       " bytes are there; copy it again");
    return {};
}

Result<void> SessionReader::begin()
{
    if (auto checked = checkHead(); !checked)
        return checked;
    if (auto opened = m_db.open(m_path, RecordingFile::Access::Read); !opened)
        return Error{opened.error().code, "cannot be read: " + opened.error().text};
    const std::string whole = m_db.text("PRAGMA quick_check(1)");
    if (whole != "ok")
        return corrupt("is damaged: " + (whole.empty() ? m_db.problem() : whole));
    m_ask = std::make_unique<Statements>(m_db);
    if (m_db.problem().empty())
        readAbout();
    if (m_db.problem().empty())
        readMoments();
    if (!m_db.problem().empty())
        return corrupt("is damaged: " + m_db.problem());
    if (m_moments.empty())
        return corrupt("holds no moment: the recording ended before its first second");
    if (!m_moments.front().standsAlone)
        return corrupt("is damaged: its first moment does not stand alone");
    // What an alert saved begins long after its run did.
    m_beganWall = wallOf(m_moments.front().at);
    m_began = m_moments.front().at;
    return {};
}

void SessionReader::readAbout()
{
    RecordingStatement rows(m_db, "SELECT name, value FROM about");
    while (rows.step()) {
        const std::string name = rows.text();
        const std::string value = rows.text();
        std::int64_t number = 0;
        std::from_chars(value.data(), value.data() + value.size(), number);
        if (name == "title")
            m_about.title = value;
        else if (name == "target")
            m_about.target = value;
        else if (name == "gateway")
            m_about.gateway = value;
        else if (name == "seed")
            std::from_chars(value.data(), value.data() + value.size(), m_about.seed);
        else if (name == "is_demo")
            m_about.isDemo = number != 0;
        else if (name == "version")
            m_about.version = value;
        else if (name == "began_at")
            m_began = momentOf(number);
        else if (name == "began_wall")
            m_beganWall = WallTime(std::chrono::milliseconds(number));
    }
}

void SessionReader::readMoments()
{
    RecordingStatement rows(
        m_db, "SELECT number, at, requests, prefetches, stands_alone FROM frames ORDER BY number");
    while (rows.step()) {
        Moment &moment = m_moments.emplace_back();
        moment.number = rows.number();
        moment.at = momentOf(rows.number());
        moment.requests = static_cast<std::uint64_t>(rows.number());
        moment.prefetches = rows.number();
        moment.standsAlone = rows.number() != 0;
    }
}

WallTime SessionReader::wallOf(TimePoint at) const
{
    return m_beganWall + std::chrono::floor<std::chrono::milliseconds>(at - m_began);
}

std::size_t SessionReader::momentAt(TimePoint at) const
{
    const auto after = std::ranges::upper_bound(m_moments, at, {}, &Moment::at);
    const auto count = static_cast<std::size_t>(after - m_moments.begin());
    return count == 0 ? 0 : count - 1;
}

// The bytes of this moment, where those before it are unpacked.
Result<void> SessionReader::unpackNext(std::size_t moment)
{
    RecordingStatement &row = m_ask->frame;
    row.put(m_moments[moment].number);
    const bool isThere = row.step();
    const std::string body = isThere ? row.text() : std::string();
    row.reset();
    const unsigned long long size = ZSTD_getFrameContentSize(body.data(), body.size());
    if (!isThere || size > kLargestFrame)
        return corrupt("is damaged at moment " + std::to_string(moment + 1));
    m_next.resize(size);
    ZSTD_DCtx_reset(m_zstd, ZSTD_reset_session_and_parameters);
    if (!m_moments[moment].standsAlone)
        ZSTD_DCtx_refPrefix(m_zstd, m_bytes.data(), m_bytes.size());
    const std::size_t got =
        ZSTD_decompressDCtx(m_zstd, m_next.data(), m_next.size(), body.data(), body.size());
    if (ZSTD_isError(got) != 0 || got != size)
        return corrupt("is damaged at moment " + std::to_string(moment + 1) + ": " +
                       ZSTD_getErrorName(got));
    m_bytes.swap(m_next);
    m_unpacked = moment;
    return {};
}

Result<std::string> SessionReader::frameBytes(std::size_t moment)
{
    std::size_t first = moment;
    while (!m_moments[first].standsAlone)
        --first;
    // Those that are there already need not be unpacked again.
    if (m_unpacked && *m_unpacked >= first && *m_unpacked <= moment)
        first = *m_unpacked + 1;
    for (std::size_t i = first; i <= moment; ++i) {
        if (auto unpackedIt = unpackNext(i); !unpackedIt) {
            m_unpacked.reset();
            return Error{unpackedIt.error().code, m_path + " " + unpackedIt.error().text};
        }
    }
    return m_bytes;
}

Result<SessionFrame> SessionReader::frame(std::size_t moment)
{
    const Result<std::string> bytes = frameBytes(moment);
    if (!bytes)
        return bytes.error();
    Result<SessionFrame> frame = unpackedFrame(*bytes);
    return frame ? std::move(frame)
                 : Error{frame.error().code, m_path + " is " + frame.error().text};
}

void SessionReader::requests(std::uint64_t after, std::uint64_t upTo, std::size_t most,
                             std::vector<RequestRecord> &out)
{
    out.clear();
    RecordingStatement &rows = m_ask->requests;
    for (const std::uint64_t value : {after, upTo, static_cast<std::uint64_t>(most)})
        rows.put(static_cast<std::int64_t>(value));
    while (rows.step())
        out.push_back(requestFrom(rows));
    std::ranges::reverse(out);
}

std::vector<PrefetchRecord> SessionReader::prefetches(std::int64_t change, std::size_t most)
{
    std::vector<PrefetchRecord> newest;
    std::unordered_set<std::uint64_t> seen;
    RecordingStatement &rows = m_ask->prefetches;
    rows.put(change);
    while (newest.size() < most && rows.step()) {
        PrefetchRecord record = prefetchFrom(rows);
        if (seen.insert(static_cast<std::uint64_t>(record.id)).second)
            newest.push_back(record);
    }
    rows.reset();
    return newest;
}

std::optional<PrefetchRecord> SessionReader::prefetch(PrefetchId id, std::int64_t change)
{
    RecordingStatement &row = m_ask->prefetch;
    row.put(static_cast<std::int64_t>(id));
    row.put(change);
    std::optional<PrefetchRecord> record;
    if (row.step())
        record = prefetchFrom(row);
    row.reset();
    return record;
}

std::vector<SettingsChange> SessionReader::changes(TimePoint until)
{
    std::vector<SettingsChange> changes;
    RecordingStatement &rows = m_ask->changes;
    rows.put(static_cast<std::int64_t>(until.time_since_epoch().count()));
    while (rows.step()) {
        SettingsChange change;
        change.revision = static_cast<std::uint32_t>(rows.number());
        change.at = momentOf(rows.number());
        const Result<Param> param = findParameter(rows.text());
        change.from = rows.real();
        change.to = rows.real();
        change.source = rows.text();
        if (!param)
            continue; // of a setting that this program does not have
        change.param = *param;
        changes.push_back(std::move(change));
    }
    return changes;
}

void SessionReader::samples(std::int64_t after, std::int64_t upTo,
                            const std::function<void(const Sample &, const Histogram &)> &each)
{
    RecordingStatement &rows = m_ask->samples;
    rows.put(after);
    rows.put(upTo);
    while (rows.step()) {
        Unpacker unpacker(rows.bytes());
        Sample sample;
        Histogram latencies;
        unpacker(sample);
        unpackWords(unpacker, latencies);
        if (!unpacker.failed())
            each(sample, latencies);
    }
}

bool SessionReader::text(ResourceId id, std::string &out)
{
    RecordingStatement &row = m_ask->text;
    row.put(static_cast<std::int64_t>(id.packed()));
    const bool isThere = row.step();
    if (isThere)
        out = row.text();
    row.reset();
    return isThere;
}

RouteRule SessionReader::rule(ResourceId id)
{
    RecordingStatement &row = m_ask->rule;
    row.put(static_cast<std::int64_t>(id.packed()));
    RouteRule rule;
    if (row.step())
        rule = ruleFrom(row.text());
    row.reset();
    return rule;
}

} // namespace forefetch
