// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The rules of HTTP caching (RFC 9111), one file for each question:
//
//     storability.h   may this response be stored, for whom, for how long?   storageVerdict
//     reuse.h         may this request be answered from the store, and how?  reuseVerdict
//     ranges.h        ... with which part of it?                             rangeAnswer
//     validation.h    is what is stored still good?          makeConditional, freshened, headEffect
//     staleuse.h      may it answer although it is stale?                    mayAnswerStale
//     variants.h      which of the answers that Vary tells apart?            variantKey
//     invalidatedtargets.h   what has an unsafe request changed?             invalidatedTargets
//     freshness.h     lifetime and age
//     targetedcontrol.h  which field speaks to this cache                    controlForShared
//     cachecontrol.h  what the Cache-Control field says
//     httpdate.h      dates
//
// All of them are pure functions.
#include "core/cache/cachecontrol.h"
#include "core/cache/freshness.h"
#include "core/cache/httpdate.h"
#include "core/cache/invalidatedtargets.h"
#include "core/cache/ranges.h"
#include "core/cache/reuse.h"
#include "core/cache/staleuse.h"
#include "core/cache/storability.h"
#include "core/cache/targetedcontrol.h"
#include "core/cache/validation.h"
#include "core/cache/variants.h"
