// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "core/settings/prefetchrule.h"
#include "core/settings/settings.h"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <vector>

namespace forefetch {

// Settings, changes and rules as the admin API writes and reads them. Thread: any.

// {"id", "label", "value", "default", "unit", "kind", "scale", "minimum", "maximum", "choices",
// "help"}; a switch has no range, and only a choice has choices.
boost::json::object parameterJson(const ParamInfo &row, double value);

// {"scheduler.min_probability": 0.4, "cache.policy": "rfc"} as what is to change; the error names
// the first id that is not known, or the value that will not do, with its range. A value may also
// be a text as --set takes it.
Result<std::vector<Settings::Change>> changesFrom(const boost::json::object &object);

// {"revision", "at", "id", "from", "to", "source"}; `at` is dated by a moment on both clocks.
boost::json::object changeJson(const SettingsChange &change, TimePoint now, WallTime wallNow);

// [{"to", "from", "min_probability"}]; a rule that forbids has "never": true in its place.
boost::json::array rulesJson(const PrefetchRuleList &rules);
Result<PrefetchRuleList> rulesFrom(const boost::json::value &value);

} // namespace forefetch
