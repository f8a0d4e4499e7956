// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string_view>

namespace forefetch {

// A recording (*.ffsession) is a SQLite 3 file, so that any SQLite reads its rows:
//
//     sqlite3 run.ffsession 'select text, count(*) from requests join texts on id = target
//                            group by text order by 2 desc limit 10'
//
//   about       what the run is: name, value
//   frames      a moment each: number, at (ns on the run's time line), wall (ms since 1970), how
//   far
//               the rows of requests and prefetches go, and everything else as one body
//               (SessionFrame), packed by zstd with a checksum. A body goes out from that of the
//               frame before it (zstd's prefix), but for one in kFramesAKey, which stands alone.
//   samples     the points behind the charts: about a second each
//   requests    one demand request each, by number; of many in a moment the newest
//   prefetches  one change of one prefetch each, in their order
//   texts       what target ids mean, redacted as in an export
//   rules       the words of the learnt rules that prefetches name
//   changes     of the settings
//
// Whatever is written at once (all of a moment) is one transaction: a program that is killed leaves
// what it had committed. PRAGMA application_id says that it is a recording, user_version its
// schema.
inline constexpr std::uint32_t kSessionApplication = 0x46465331; // "FFS1"
inline constexpr int kSessionSchema = 1; // what is written, and the newest that is read
inline constexpr std::string_view kSessionExtension = ".ffsession";
inline bool isSessionPath(std::string_view path)
{
    return path.ends_with(kSessionExtension);
}
inline constexpr unsigned kFramesAKey = 20;

inline constexpr const char *kSessionTables = R"sql(
CREATE TABLE about(name TEXT PRIMARY KEY, value) WITHOUT ROWID;
CREATE TABLE frames(number INTEGER PRIMARY KEY, at INTEGER NOT NULL, wall INTEGER NOT NULL,
    requests INTEGER NOT NULL, prefetches INTEGER NOT NULL, stands_alone INTEGER NOT NULL,
    body BLOB NOT NULL);
CREATE INDEX frames_at ON frames(at);
CREATE TABLE samples(at INTEGER NOT NULL, frame INTEGER NOT NULL, body BLOB NOT NULL);
CREATE INDEX samples_frame ON samples(frame);
CREATE TABLE requests(number INTEGER PRIMARY KEY, at INTEGER NOT NULL, target INTEGER NOT NULL,
    session INTEGER NOT NULL, method INTEGER NOT NULL, control INTEGER NOT NULL,
    result INTEGER NOT NULL, status INTEGER NOT NULL, latency INTEGER NOT NULL,
    bytes INTEGER NOT NULL, flags INTEGER NOT NULL, miss INTEGER NOT NULL, p_used REAL NOT NULL,
    threshold REAL NOT NULL, prefetch INTEGER NOT NULL);
CREATE TABLE prefetches(change INTEGER PRIMARY KEY, id INTEGER NOT NULL, target INTEGER NOT NULL,
    state INTEGER NOT NULL, held_up INTEGER NOT NULL, status INTEGER NOT NULL,
    scheduled INTEGER NOT NULL, started INTEGER NOT NULL, ready INTEGER NOT NULL,
    ended INTEGER NOT NULL, attempts INTEGER NOT NULL, bytes INTEGER NOT NULL,
    cause BLOB NOT NULL);
CREATE INDEX prefetches_id ON prefetches(id, change);
CREATE TABLE texts(id INTEGER PRIMARY KEY, text TEXT NOT NULL);
CREATE TABLE rules(id INTEGER PRIMARY KEY, words TEXT NOT NULL);
CREATE TABLE changes(revision INTEGER NOT NULL, at INTEGER NOT NULL, setting TEXT NOT NULL,
    value_before REAL NOT NULL, value_after REAL NOT NULL, source TEXT NOT NULL);
)sql";

} // namespace forefetch
