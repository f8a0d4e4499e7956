// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/request/ids.h"

#include <array>
#include <cstddef>
#include <cstdint>

namespace forefetch {

// The kinds of evidence that a prediction can rest on.
enum class EvidenceKind : std::uint8_t {
    None,
    Context, // what came after the session's last requests, in their order
    Skip,    // ... after one that is two or three back, whatever came between
    Soon,    // what comes within the next few after the last ones, in any order
    Client,  // what this client did after that request before
    Session, // what the session has requested before
    Place,   // what is in the place (folder, endpoint) where it goes
    Popular, // what is requested most, whoever asks
    Binding, // a learnt route with values from an earlier request or answer
};
inline constexpr std::size_t kEvidenceKinds = 9;

// What led to a prediction, in a few bytes: kept with each prefetch.
struct PredictionReason
{
    static constexpr std::size_t kRecent = 4;
    std::array<ResourceId, kRecent> recent;   // the session's last requests, the newest first
    ResourceId rule;                          // of a binding: its words, see RuleWords
    EvidenceKind kind = EvidenceKind::None;   // what set it apart from other candidates most
    EvidenceKind second = EvidenceKind::None; // ... and next; None where that was little
};

// Why a prediction was made: the edge of the model and the evidence behind it.
struct PredictionCause
{
    ResourceId context;      // the request that leads there (the last of its context)
    std::uint32_t count = 0; // times seen after that context
    std::uint32_t total = 0; // times the context was seen to be followed by anything
    std::uint8_t order = 0;  // requests of context used; 0 is the global fallback
    bool bound = false;      // by a learnt binding: route and rule say which (Generaliser)
    std::uint32_t route = 0;
    std::uint32_t rule = 0;
};

// A request that is likely to come, in the answer to "which, and how surely?".
struct Prediction
{
    ResourceId resource;
    float pNext = 0; // it is the session's very next request, if there is one
    float pUsed = 0; // it comes within the horizon; what the scheduler's threshold acts on
    PredictionCause cause;
};

} // namespace forefetch
