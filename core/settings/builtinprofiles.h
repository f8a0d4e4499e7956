// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <string_view>

namespace forefetch {

// The files of resources/profiles, compiled in.
struct BuiltInProfile
{
    std::string_view name;
    std::string_view toml;
};

extern const std::array<BuiltInProfile, 4> kBuiltInProfiles;

} // namespace forefetch
