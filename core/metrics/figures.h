// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>

namespace forefetch {

// The figures of each stage as plain values, named as in the snapshot. Counters count since the
// start; gauges are as of now; times are seconds. A stage fills its own group under its own lock.

struct QueueFigures
{
    std::uint64_t size = 0; // gauge
    std::uint64_t maxSize = 0;
    std::uint64_t totalAdded = 0;
    std::uint64_t totalRemoved = 0;
    std::uint64_t duplicatesRejected = 0;
    std::uint64_t raised = 0;
    std::uint64_t displaced = 0;
    std::uint64_t fullRejections = 0;
};

struct WorkerFigures
{
    std::uint64_t count = 0; // gauge
    std::uint64_t busy = 0;  // gauge
    std::uint64_t totalProcessed = 0;
    std::uint64_t successfulFetches = 0;
    std::uint64_t failedFetches = 0;
    std::uint64_t expiredRequests = 0;
    std::uint64_t retries = 0;
    std::uint64_t backoffs = 0;
    std::uint64_t attempts = 0;          // fetches sent to the origin, retries included
    std::uint64_t consecutiveErrors = 0; // gauge
    double successRate = 0;
    double avgWaitTime = 0;  // s in the queue
    double avgFetchTime = 0; // s at the origin
    double throughput = 0;   // 1/s over the last seconds
};

struct SchedulerFigures
{
    std::uint64_t totalPredictions = 0;
    std::uint64_t scheduled = 0;
    std::uint64_t filteredLowProbability = 0;
    std::uint64_t filteredCached = 0;
    std::uint64_t filteredQueued = 0; // queued or in flight already
    std::uint64_t filteredSpace = 0;
    std::uint64_t filteredGuard = 0;
    std::uint64_t filteredLimit = 0;
    double scheduleRate = 0; // scheduled / totalPredictions
};

struct CacheFigures
{
    std::uint64_t entries = 0;
    std::uint64_t bytes = 0;
    std::uint64_t capacity = 0; // bytes
    double utilisation = 0;     // bytes / capacity
    double unprovenShare = 0;   // bytes of ready, never used entries / capacity
    std::uint64_t hits = 0;
    std::uint64_t misses = 0;
    std::uint64_t stores = 0;
    std::uint64_t evictions = 0;
    std::uint64_t expirations = 0;
    std::uint64_t invalidations = 0;
};

// The level behind the memory that cache.store names; all 0 where there is none.
struct StoreLevelFigures
{
    std::uint64_t up = 0; // 1: it is asked and written; 0: it fails, or there is none
    std::uint64_t entries = 0;
    std::uint64_t bytes = 0;
    std::uint64_t capacity = 0;  // bytes
    std::uint64_t hits = 0;      // look-ups that brought an entry into memory
    std::uint64_t misses = 0;    // look-ups that found nothing that may be used
    std::uint64_t timeouts = 0;  // requests that went on without waiting for it any longer
    std::uint64_t writes = 0;    // entries
    std::uint64_t pending = 0;   // entries that wait to be written
    std::uint64_t shed = 0;      // entries that it could not take
    std::uint64_t evictions = 0; // entries
    std::uint64_t purges = 0;    // targets, entries or all, that were voided
    std::uint64_t damaged = 0;   // entries that failed their checksum
    std::uint64_t failures = 0;  // of its device or server
    // With a level that gateways share:
    std::uint64_t leases = 0;       // fetches that this one took upon itself for all of them
    std::uint64_t waits = 0;        // requests that waited for another's fetch
    std::uint64_t spared = 0;       // prefetches left out: another has it, fetches it, or no budget
    std::uint64_t remotePurges = 0; // purges that others made
};

struct PredictorFigures
{
    std::string model;
    std::uint64_t states = 0;
    std::uint64_t transitions = 0;
    std::uint64_t observations = 0;
    std::uint64_t dropped = 0;   // observations shed because the ring to the model was full
    std::uint64_t scored = 0;    // requests for which there was a prediction before
    std::uint64_t first = 0;     // of these, the first prediction was right
    std::uint64_t firstFive = 0; // ... one of the first five was
    double accuracyAt1 = 0;      // the request that came was the first prediction
    double hitAt5 = 0;           // ... was among the first five
    std::uint64_t memory = 0;    // bytes
};

} // namespace forefetch
