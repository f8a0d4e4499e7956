// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/trace/fieldmap.h"
#include "core/trace/tracereader.h"

#include <optional>
#include <string_view>

namespace forefetch {

// Which format the beginning of a log is in: a JSON object that begins with "log" is a HAR, others
// are JSON lines; a header line that names a time and a URL makes a table; lines of which at least
// one in three reads as Combined Log Format are that. Nothing when it is none of these.
std::optional<TraceFormat> detectFormat(std::string_view head, const FieldMap &fields);

} // namespace forefetch
