// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <boost/json/value.hpp>

#include <string>
#include <string_view>

namespace forefetch {

// A snapshot's document, checked as far as every reader of it needs: JSON, an object, of a schema
// that this program reads, with figures within. See snapshotjson.h for the whole.
//
//     Result<boost::json::value> document = openSnapshotDocument(text);
//
// Thread: any.
Result<boost::json::value> openSnapshotDocument(std::string_view text);

// A number, a switch or a text as it stands in the document, a text without its quotes.
std::string scalarText(const boost::json::value &value);

} // namespace forefetch
