// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/settings/settings.h"

#include <boost/json/object.hpp>

namespace forefetch {

// A setting in a document for programs: a switch as true or false, a choice by its name, the others
// as numbers.
//
// Thread: any.
boost::json::value settingJson(Param param, double value);
// All of them by their ids, in the order of the table.
boost::json::object settingsJson(const SettingsValues &values);

} // namespace forefetch
