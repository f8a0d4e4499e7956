// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Settings, profiles, snapshots and the book of prefetches, as the guide prints them. Run by
// guide_test.cpp.
#include "core/metrics/glossary.h"
#include "core/metrics/snapshotjson.h"
#include "core/pipeline/pipeline.h"
#include "core/settings/profile.h"

using namespace forefetch;
using namespace std::chrono_literals;

// Each change acts at the next decision, with no restart, and is on record.
Result<std::vector<std::string>> turnKnobs(Settings &settings)
{
    if (auto set = settings.set(Param::WorkersCount, 8, "user"); !set)
        return set.error(); // "workers.count: 800 is out of range, 0 to 64"
    const Result<Profile> profile = loadProfile("low-resource"); // or a file's path
    if (!profile)
        return profile.error(); // names file, line and the nearest known key
    if (auto applied = settings.apply(profile->values, "profile"); !applied)
        return applied.error();

    std::vector<std::string> log;
    for (const SettingsChange &change : settings.changes())
        log.push_back(std::to_string(change.revision) + " " + std::string(info(change.param).id) +
                      " " + formatValue(change.param, change.from) + " → " +
                      formatValue(change.param, change.to));
    return log;
}

// All figures of one moment, as JSON, as CSV, and as numbers.
std::string figuresOf(const Pipeline &pipeline)
{
    const Snapshot now = pipeline.snapshot();
    Q_ASSERT(now.prefetch.balances()); // scheduled = the sum of all states
    const std::string json = toJson(now);
    const Result<Snapshot> again = snapshotFromJson(json);
    Q_ASSERT(again && again->demand.hits == now.demand.hits);
    qInfo("hit ratio %.3f: %s", now.demand.hitRatio,
          std::string(findInGlossary("demand.hit_ratio")->text).c_str());
    return toCsv(now);
}

// Why was this fetched, and what became of it? The newest first.
std::vector<std::string> why(Pipeline &pipeline)
{
    std::vector<std::string> lines;
    for (const PrefetchRecord &record : pipeline.ledger().recent(50)) {
        const PredictionCause &edge = record.cause.edge;
        lines.push_back(pipeline.interner().text(edge.context) + " → " +
                        pipeline.interner().text(record.key.resource) + " seen " +
                        std::to_string(edge.count) + " of " + std::to_string(edge.total) + ": " +
                        std::string(nameOf(record.state)));
    }
    return lines;
}
