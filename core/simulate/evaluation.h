// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/predict/predictor.h"
#include "core/predict/reliability.h"
#include "core/request/interner.h"
#include "core/request/request.h"
#include "core/time/clock.h"
#include "core/trace/tracereader.h"

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace forefetch {

// A recorded request, ready for a model.
struct RecordedRequest
{
    SessionId session;
    ResourceId resource;
    TimePoint at{};
    Method method = Method::Get;
    bool seenBefore = false; // by anybody, earlier in the log
    std::int16_t status = 0; // 0: unknown
    Body body;               // of the answer; null: not in the log
    TimePoint answeredAt{};  // where there is a body
};

// A whole log, read and interned once, for as many models as are to be looked at.
struct Recording
{
    Interner interner;
    std::vector<RecordedRequest> requests; // in the order of the log
    std::size_t resources = 0;             // distinct
    ResponseHeadPtr bodyHead;              // of all answers with a body: they are JSON
};

// What a model is worth on a log, test then train: every request is predicted before it is learnt,
// so nothing is ever asked that the model has been told. An answer with a body is told when its
// session asks for something after it has come, and the model is asked again.
struct PredictorScore
{
    std::string name;
    std::uint64_t scored = 0; // GETs that are not the first one of their session
    std::uint64_t unseen = 0; // of these, requests that nobody had made before
    double accuracyAt1 = 0;   // was the first prediction
    double hitAt5 = 0;        // was among the first five
    double hitAt5Unseen = 0;  // of the unseen ones
    double bits = 0;          // mean of -log2 of what was said of the request that came
    Reliability next;         // P(next), of the first ten predictions before each scored request
    Reliability used;         // P(used), of the first ten after each request
    double observeNs = 0;     // medians
    double predictNs = 0;
    double bytesPerTransition = 0;
    bool complete = true; // false: cancelled
};

// Reads all of a log; the report tells what was left out. Null when cancelled.
std::unique_ptr<Recording> record(TraceReader &reader, const std::function<bool()> &isCancelled);

// `clock` is read for the cost of a call alone. A request that no prediction named is charged its
// share of what was left: (1 - what was said) / distinct requests of the log.
//
//     PredictorScore score = evaluate(*predictor, recording, options, RealClock(), cancelled);
//
// Thread: the caller's; takes some µs a request.
PredictorScore evaluate(Predictor &predictor, const Recording &recording,
                        const PredictorOptions &options, const Clock &clock,
                        const std::function<bool()> &isCancelled);

} // namespace forefetch
