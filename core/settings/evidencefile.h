// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "core/settings/evidence.h"

#include <toml++/toml.h>

#include <string>
#include <string_view>

namespace forefetch {

// The table [evidence] of a profile (see evidence.h), to and from its text. A key that is not
// known, a value of the wrong type and a parameter that does not exist are errors that name file
// and line.
//
// Thread: any.
Result<ProfileEvidence> readEvidence(const toml::table &table, std::string_view source);
std::string evidenceText(const ProfileEvidence &evidence); // reads back to the same

} // namespace forefetch
