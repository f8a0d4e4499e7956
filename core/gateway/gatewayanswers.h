// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/fetch/fetcher.h"
#include "core/gateway/serverrequest.h"

#include <string_view>

namespace forefetch {

// Answers that the gateway gives itself: a small plain text that says what happened, with
// Cache-Status. Both return the status. Thread: the request's.

// 502 when the origin cannot be had or lies, 504 when it takes too long, 503 when too much waits.
int answerFailure(ServerRequest &request, FetchStatus status, std::string_view what,
                  std::string_view forward);
int answerPlainly(ServerRequest &request, int status, std::string_view what,
                  std::string_view forward, std::string_view detail);

} // namespace forefetch
