// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace forefetch {

// The description of the admin API in OpenAPI 3.1: resources/openapi/admin.json, compiled in.
//
// Thread: any.
std::string_view openApiText();

} // namespace forefetch
