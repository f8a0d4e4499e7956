// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/settingsjson.h"

#include <cmath>

namespace forefetch {

namespace json = boost::json;

json::value settingJson(Param param, double value)
{
    switch (info(param).kind) {
    case ParamKind::Switch:
        return value != 0;
    case ParamKind::Choice:
        return json::value(json::string_view(formatValue(param, value)));
    case ParamKind::Integer:
        return static_cast<std::int64_t>(value);
    case ParamKind::Real:
        break;
    }
    return std::isfinite(value) ? value : 0.0;
}

json::object settingsJson(const SettingsValues &values)
{
    json::object object;
    for (const ParamInfo &row : parameterTable())
        object[row.id] = settingJson(row.param, values[row.param]);
    return object;
}

} // namespace forefetch
