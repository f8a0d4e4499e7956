// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/record/sessionwriter.h"

#include "core/metrics/reportwords.h"
#include "core/predict/explanation.h"
#include "core/record/framefields.h"
#include "core/record/sessionformat.h"
#include "core/request/redact.h"

#include <zstd.h>

#include <cstdio>

namespace forefetch {

namespace {

constexpr std::size_t kMostKnown = 500'000; // texts that are remembered as written
constexpr int kLevel = 3;                   // of zstd
constexpr int kWindow = 23;                 // log2 of bytes: two frames lie in it
constexpr std::size_t kLargestFrame = 4 << 20;

std::int64_t nanoseconds(TimePoint at)
{
    return at.time_since_epoch().count();
}

std::int64_t signedOf(std::uint64_t value)
{
    return static_cast<std::int64_t>(value);
}

// What demand requests are told by, a bit each.
std::int64_t flagsOf(const DemandEnd &end)
{
    return (end.sentToOrigin ? 1 : 0) | (end.prefetchedEntry ? 2 : 0) |
           (end.assumedFreshness ? 4 : 0) | (end.originFailed ? 8 : 0);
}

} // namespace

struct SessionWriter::Statements
{
    explicit Statements(RecordingFile &db)
        : frame(db, "INSERT INTO frames VALUES (?,?,?,?,?,?,?)"),
          sample(db, "INSERT INTO samples VALUES (?,?,?)"),
          request(db, "INSERT OR IGNORE INTO requests VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)"),
          prefetch(db, "INSERT INTO prefetches VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)"),
          text(db, "INSERT OR IGNORE INTO texts VALUES (?,?)"),
          rule(db, "INSERT OR IGNORE INTO rules VALUES (?,?)"),
          change(db, "INSERT INTO changes VALUES (?,?,?,?,?,?)"),
          about(db, "INSERT OR REPLACE INTO about VALUES (?,?)")
    {
    }
    RecordingStatement frame, sample, request, prefetch, text, rule, change, about;
};

SessionWriter::SessionWriter(std::string path) : m_path(std::move(path)), m_zstd(ZSTD_createCCtx())
{
}

SessionWriter::~SessionWriter()
{
    m_do.reset();
    ZSTD_freeCCtx(m_zstd);
}

Result<std::unique_ptr<SessionWriter>>
SessionWriter::create(const std::string &path, const RunAbout &about, const Clock &clock)
{
    std::unique_ptr<SessionWriter> writer(new SessionWriter(path));
    if (auto begun = writer->begin(about, clock); !begun)
        return begun.error();
    return writer;
}

Result<void> SessionWriter::begin(const RunAbout &about, const Clock &clock)
{
    using Access = RecordingFile::Access;
    if (!m_path.empty()) {
        std::remove(m_path.c_str());
        std::remove((m_path + "-journal").c_str());
    }
    const Access access = m_path.empty() ? Access::Memory : Access::Create;
    if (auto opened = m_db.open(m_path, access); !opened)
        return opened;
    m_db.run("PRAGMA page_size = 8192");
    m_db.run("PRAGMA synchronous = NORMAL");
    m_db.run("BEGIN");
    m_db.run(("PRAGMA application_id = " + std::to_string(kSessionApplication)).c_str());
    m_db.run(("PRAGMA user_version = " + std::to_string(kSessionSchema)).c_str());
    m_db.run(kSessionTables);
    if (!m_db.problem().empty())
        return failure();
    m_do = std::make_unique<Statements>(m_db);
    m_began = clock.now();
    m_beganWall = clock.wallNow();
    writeAbout("title", shownText(about.title));
    writeAbout("target", shownText(about.target));
    writeAbout("gateway", shownText(about.gateway));
    writeAbout("seed", std::to_string(about.seed));
    writeAbout("is_demo", about.isDemo ? "1" : "0");
    writeAbout("version", about.version);
    writeAbout("began_at", std::to_string(nanoseconds(m_began)));
    writeAbout("began_wall", std::to_string(m_beganWall.time_since_epoch().count()));
    m_db.run("COMMIT");
    if (!m_db.problem().empty())
        return failure();
    return {};
}

Error SessionWriter::failure() const
{
    return {ErrorCode::Io, m_path + " takes no more of the recording: " + m_db.problem()};
}

void SessionWriter::writeAbout(std::string_view name, std::string_view value)
{
    m_do->about.put(name);
    m_do->about.put(value);
    m_do->about.step();
}

Result<void> SessionWriter::write(const SessionNews &news, const RunRows &rows)
{
    if (!m_db.problem().empty())
        return failure();
    m_db.run("BEGIN");
    ++m_frame;
    for (const RequestRecord &record : news.requests)
        writeRequest(record, rows);
    for (const PrefetchRecord &record : news.prefetches)
        writePrefetch(record, rows);
    for (const SettingsChange &change : news.changes)
        writeChange(change);
    for (const PrefetchRequest &queued : news.frame.queued)
        writeText(queued.key.resource, rows);
    if (news.sample)
        writeSample(*news.sample, news.latencies);
    writeFrame(news.frame);
    m_db.run("COMMIT");
    if (!m_db.problem().empty()) {
        const Error error = failure(); // of the first thing that went wrong
        m_db.run("ROLLBACK");
        return error;
    }
    m_bytes = static_cast<std::uint64_t>(m_db.number("PRAGMA page_count") *
                                         m_db.number("PRAGMA page_size"));
    return {};
}

Result<void> SessionWriter::finish()
{
    if (!m_db.problem().empty())
        return failure();
    m_do.reset();
    m_db.close();
    return {};
}

void SessionWriter::writeFrame(const SessionFrame &frame)
{
    m_now = packed(frame);
    // What it goes out from has to lie in the window with it.
    const bool standsAlone = m_before.empty() || m_sinceKey + 1 >= kFramesAKey ||
                             m_now.size() + m_before.size() > kLargestFrame;
    m_sinceKey = standsAlone ? 0 : m_sinceKey + 1;
    ZSTD_CCtx_reset(m_zstd, ZSTD_reset_session_and_parameters);
    ZSTD_CCtx_setParameter(m_zstd, ZSTD_c_compressionLevel, kLevel);
    ZSTD_CCtx_setParameter(m_zstd, ZSTD_c_checksumFlag, 1);
    ZSTD_CCtx_setParameter(m_zstd, ZSTD_c_windowLog, kWindow);
    if (!standsAlone)
        ZSTD_CCtx_refPrefix(m_zstd, m_before.data(), m_before.size());
    m_packed.resize(ZSTD_compressBound(m_now.size()));
    const std::size_t size =
        ZSTD_compress2(m_zstd, m_packed.data(), m_packed.size(), m_now.data(), m_now.size());
    if (ZSTD_isError(size) != 0) {
        m_db.run("SELECT no_memory_to_pack"); // becomes the problem
        return;
    }
    RecordingStatement &insert = m_do->frame;
    insert.put(signedOf(m_frame));
    insert.put(nanoseconds(frame.at));
    insert.put(static_cast<std::int64_t>(
        (m_beganWall + std::chrono::floor<std::chrono::milliseconds>(frame.at - m_began))
            .time_since_epoch()
            .count()));
    insert.put(signedOf(frame.newestRequest));
    insert.put(m_change);
    insert.put(std::int64_t{standsAlone});
    insert.putBytes(std::string_view(m_packed).substr(0, size));
    insert.step();
    m_before.swap(m_now);
}

void SessionWriter::writeSample(const Sample &sample, const Histogram &latencies)
{
    m_text.clear();
    Packer packer(m_text);
    packer(sample);
    packWords(packer, latencies);
    m_do->sample.put(nanoseconds(sample.at));
    m_do->sample.put(signedOf(m_frame));
    m_do->sample.putBytes(m_text);
    m_do->sample.step();
}

void SessionWriter::writeRequest(const RequestRecord &r, const RunRows &rows)
{
    writeText(r.resource, rows);
    RecordingStatement &insert = m_do->request;
    insert.put(signedOf(r.number));
    insert.put(nanoseconds(r.at));
    insert.put(signedOf(r.resource.packed()));
    insert.put(signedOf(r.session.packed()));
    insert.put(static_cast<std::int64_t>(r.method));
    insert.put(std::int64_t{r.heldBack});
    insert.put(static_cast<std::int64_t>(r.end.result));
    insert.put(std::int64_t{r.end.status});
    insert.put(static_cast<std::int64_t>(r.end.latency.count()));
    insert.put(signedOf(r.end.bytes));
    insert.put(flagsOf(r.end));
    insert.put(static_cast<std::int64_t>(r.miss.reason));
    insert.put(static_cast<double>(r.miss.pUsed));
    insert.put(static_cast<double>(r.miss.threshold));
    insert.put(static_cast<std::int64_t>(r.prefetch));
    insert.step();
}

void SessionWriter::writePrefetch(const PrefetchRecord &r, const RunRows &rows)
{
    writeText(r.key.resource, rows);
    writeText(r.cause.edge.context, rows);
    for (const ResourceId recent : r.cause.reason.recent)
        writeText(recent, rows);
    writeRule(r.cause.reason.rule, rows);
    m_text.clear();
    Packer packer(m_text);
    packer(r.cause);
    RecordingStatement &insert = m_do->prefetch;
    insert.put(++m_change);
    insert.put(static_cast<std::int64_t>(r.id));
    insert.put(signedOf(r.key.resource.packed()));
    insert.put(static_cast<std::int64_t>(r.state));
    insert.put(static_cast<std::int64_t>(r.heldUp));
    insert.put(std::int64_t{r.status});
    for (const TimePoint at : {r.scheduledAt, r.startedAt, r.readyAt, r.endedAt})
        insert.put(nanoseconds(at));
    insert.put(std::int64_t{r.attempts});
    insert.put(std::int64_t{r.bytes});
    insert.putBytes(m_text);
    insert.step();
}

void SessionWriter::writeChange(const SettingsChange &change)
{
    RecordingStatement &insert = m_do->change;
    insert.put(std::int64_t{change.revision});
    insert.put(nanoseconds(change.at));
    insert.put(info(change.param).id);
    insert.put(change.from);
    insert.put(change.to);
    insert.put(std::string_view(change.source));
    insert.step();
}

void SessionWriter::writeText(ResourceId id, const RunRows &rows)
{
    if (!id || m_texts.contains(id.packed()) || !rows.text(id, m_text))
        return;
    if (m_texts.size() >= kMostKnown)
        m_texts.clear();
    m_texts.insert(id.packed());
    m_do->text.put(signedOf(id.packed()));
    m_do->text.put(std::string_view(redacted(m_text)));
    m_do->text.step();
}

void SessionWriter::writeRule(ResourceId id, const RunRows &rows)
{
    if (!id || m_rules.contains(id.packed()))
        return;
    m_rules.insert(id.packed());
    RouteRule rule = rows.rule(id);
    for (std::string *text : {&rule.from, &rule.to, &rule.binding})
        *text = redacted(*text);
    m_do->rule.put(signedOf(id.packed()));
    m_do->rule.put(std::string_view(wordsOf(rule)));
    m_do->rule.step();
}

Result<void> SessionWriter::forgetBefore(TimePoint at)
{
    RecordingStatement find(m_db,
                            "SELECT max(number) FROM frames WHERE at <= ? AND stands_alone = 1");
    find.put(nanoseconds(at));
    const std::int64_t first = find.step() ? find.number() : 0;
    find.reset();
    if (first <= 1)
        return {};
    const std::string number = std::to_string(first);
    m_db.run("BEGIN");
    m_db.run(("DELETE FROM frames WHERE number < " + number).c_str());
    m_db.run(("DELETE FROM samples WHERE frame < " + number).c_str());
    // Rows reach further back than moments do: what a table shows of the first moment.
    m_db.run(("DELETE FROM requests WHERE number <= "
              "(SELECT requests FROM frames WHERE number = " +
              number + ") - 5000")
                 .c_str());
    m_db.run(("DELETE FROM prefetches WHERE change <= "
              "(SELECT prefetches FROM frames WHERE number = " +
              number + ") - 8000")
                 .c_str());
    m_db.run("COMMIT");
    if (!m_db.problem().empty())
        return failure();
    return {};
}

} // namespace forefetch
