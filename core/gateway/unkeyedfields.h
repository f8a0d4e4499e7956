// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace forefetch {

// Does this field tell an origin how it was called (its name, scheme, port or path) or by whom, in
// place of what the request itself says? Frameworks build links and choose answers by such fields,
// but no cache key knows them: who sends "X-Forwarded-Host: evil" would have the answer stored for
// everybody (Kettle, Practical Web Cache Poisoning, 2018; the names from the header lists of Param
// Miner and Web-Cache-Vulnerability-Scanner). Where the answer may
// be stored, none of them goes on.
//
//     isUnkeyedField("X-Forwarded-Scheme") == true
//
// Thread: any (pure).
bool isUnkeyedField(std::string_view name);

} // namespace forefetch
