// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/metrics/snapshot.h"
#include "core/result.h"

#include <string>
#include <string_view>

namespace forefetch {

// What this program writes and the newest that it reads.
inline constexpr int kSnapshotSchema = 1;

// A snapshot as one JSON document: `schema`, `source`, `taken_at` (ISO 8601, UTC),
// `uptime_seconds`, `revision`, the settings by their ids, and one object a group of figures; their
// order is fixed. Every number is finite.
//
//     write(file, toJson(pipeline.snapshot()));
//     Result<Snapshot> s = snapshotFromJson(text);     // all but the derived figures are read
//
// Thread: any.
std::string toJson(const Snapshot &snapshot);

// Refuses, and names the place: what is not JSON, no snapshot, of a newer schema, lacks a figure
// or has one of the wrong kind, a setting out of range, a ledger that does not balance. Settings
// that are missing have their default, and names that are not known are skipped, so that documents
// of the same schema may grow.
Result<Snapshot> snapshotFromJson(std::string_view text);

// The figures of a snapshot's document as `group,name,value` lines (RFC 4180), in its order and
// in its very words, for they are taken from the document. What stands outside the groups has the
// group "snapshot"; a name inside an inner object is joined by a dot.
Result<std::string> csvFromJson(std::string_view text);
std::string toCsv(const Snapshot &snapshot);

} // namespace forefetch
