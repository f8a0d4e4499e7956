// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "core/settings/evidence.h"

#include <boost/json/array.hpp>
#include <boost/json/value.hpp>

namespace forefetch {

// Settings outside the tested envelope in a document for programs: an array of {"parameter",
// "value", "tested", "text"}, a number's tested values from the least to the greatest.
//
// Thread: any.
boost::json::array outsideJson(const std::vector<OutsideEnvelope> &outside);
Result<std::vector<OutsideEnvelope>> outsideFrom(const boost::json::value &value);

} // namespace forefetch
