// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/reload.h"

#include "core/schedule/prefetchrules.h"

namespace forefetch {

Result<Reloaded> reload(const Profile &profile, const Profile &before, Settings &settings,
                        PrefetchRules &rules)
{
    Reloaded reloaded;
    const SettingsValues now = settings.values();
    for (const ParamInfo &row : parameterTable()) {
        const double from = now[row.param];
        const double to = profile.values[row.param];
        if (from != to)
            reloaded.changed.push_back(std::string(row.id) + " " + formatValue(row.param, from) +
                                       " -> " + formatValue(row.param, to));
    }
    if (auto applied = settings.apply(profile.values, "profile"); !applied)
        return applied.error();
    if (profile.rules != before.rules) {
        rules.set(profile.rules);
        reloaded.changed.push_back("rules " + std::to_string(before.rules.size()) + " -> " +
                                   std::to_string(profile.rules.size()));
    }
    if (profile.partitionCookies != before.partitionCookies)
        reloaded.later.emplace_back("partition.cookies takes a restart: what is cached belongs to "
                                    "the partitions that there were");
    return reloaded;
}

} // namespace forefetch
