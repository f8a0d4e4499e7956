// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The rules of HTTP caching (RFC 9111), one file for each question:
//
//     storability.h   may this response be stored, for whom, for how long?   storageVerdict
//     reuse.h         may this request be answered from the store, and how?  reuseVerdict
//     freshness.h     lifetime and age
//     cachecontrol.h  what the Cache-Control field says
//     httpdate.h      dates
//
// All of them are pure functions.
#include "core/cache/cachecontrol.h"
#include "core/cache/freshness.h"
#include "core/cache/httpdate.h"
#include "core/cache/reuse.h"
#include "core/cache/storability.h"
