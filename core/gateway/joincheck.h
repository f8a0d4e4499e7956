// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/fetch/flight.h"
#include "core/request/request.h"

namespace forefetch {

// May a request that joined a flight be answered by what came? Only when the two requests agree in
// every field that the response's Vary names (RFC 9111, 4.1). A flight remembers the fields of
// contextFields(); agreement in any other cannot be known, so it counts as none.
//
// Pure. Thread: any.
bool mayShareFlight(const ResponseHead &head, const Flight &flight, const Headers &request);

} // namespace forefetch
