// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/configuration.h"

namespace forefetch {

// What this process finds around it: the environment, ./forefetch.toml and the user's profile
// ($XDG_CONFIG_HOME/forefetch/profile.toml, or ~/.config/forefetch/profile.toml).
//
// Thread: the main thread.
ConfigurationInputs surroundings();

} // namespace forefetch
