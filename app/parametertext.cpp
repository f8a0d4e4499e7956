// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/parametertext.h"

#include "core/settings/parameter.h"

namespace forefetch {

std::string parameterText()
{
    std::string text;
    for (const ParamInfo &row : parameterTable()) {
        std::string values;
        if (row.kind == ParamKind::Choice || row.kind == ParamKind::Switch)
            for (const std::string_view choice : row.choices)
                values.append(values.empty() ? "" : ", ").append(choice);
        else
            values =
                formatValue(row.param, row.minimum) + " to " + formatValue(row.param, row.maximum);
        if (!row.unit.empty())
            values.append(" ").append(row.unit);
        text.append(row.id).append("\n    ").append(values);
        text += "; default " + formatValue(row.param, row.standard) + "\n    ";
        text.append(row.help).append("\n");
    }
    return text;
}

} // namespace forefetch
