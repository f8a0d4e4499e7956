// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/request/ids.h"

namespace forefetch {

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
