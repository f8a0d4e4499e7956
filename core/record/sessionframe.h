// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/record/runsource.h"
#include "core/result.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace forefetch {

// All that the window shows of a run at one moment, but for the rows of requests and prefetches,
// which a recording keeps once and not with each moment, and the history behind the charts.
//
//     const SessionFrame frame = frameOf(run);      // what is a secret is left out here
//     const std::string bytes = packed(frame);
//     Result<SessionFrame> again = unpackedFrame(bytes);
//     stateHash(bytes)                              // the same for equal states
//
// Thread: a value.
struct SessionFrame
{
    static constexpr std::size_t kMostQueued = 1000;

    TimePoint at{};
    bool isRunning = false;
    bool isPrefetching = false;
    Snapshot snapshot;
    SessionSums treated;
    SessionSums heldBack;
    MissFigures misses;
    std::uint64_t newestRequest = 0;
    std::vector<PrefetchRequest> queued;
    std::uint64_t queueSize = 0;
    std::vector<FaultEvent> faults;
    PrefetchRuleList rules;
    OriginHealth::State originHealth;
    RunSegments segments;
    std::shared_ptr<const TransitionGraph> graph;
    std::shared_ptr<const ModelView> model;
    std::shared_ptr<const TunerView> tuner;
    std::uint64_t tunerRequests = 0;
};

// What is there now, but for segments, graph and model: whoever asks for these keeps account of
// when (SessionSampler). Texts are as an export shows them (redacted); of the queue's keys only the
// resource is kept, nobody's partition.
SessionFrame frameOf(RunSource &run);

std::string packed(const SessionFrame &frame);
// Fails when the bytes are no frame of this version.
Result<SessionFrame> unpackedFrame(std::string_view bytes);

// FNV-1a (64 bits) of a frame's bytes.
std::uint64_t stateHash(std::string_view bytes);

// Copies without what an export would hide; null stays null.
std::shared_ptr<const TransitionGraph> withoutSecrets(std::shared_ptr<const TransitionGraph> graph);
std::shared_ptr<const ModelView> withoutSecrets(std::shared_ptr<const ModelView> view);

} // namespace forefetch
