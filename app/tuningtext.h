// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/simulate/tuningdocument.h"

#include <string>

namespace forefetch {

// For people: what was tried on what, the expected figures beside those without prefetching and at
// the defaults, what was chosen and why.
std::string tuningText(const TuningDocument &document);

} // namespace forefetch
