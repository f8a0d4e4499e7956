// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/pipeline/modelview.h"

#include <boost/json/object.hpp>

namespace forefetch {

// What a model says of itself, for other programs; credentials in requests are written as "…".
//
// Thread: any.
boost::json::object modelJson(const ModelView &view);

// The name of a kind of evidence: "context", "binding" …
std::string_view nameOf(EvidenceKind kind);

} // namespace forefetch
