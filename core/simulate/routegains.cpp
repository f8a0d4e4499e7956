// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/simulate/routegains.h"

#include "core/request/routetemplate.h"

#include <algorithm>
#include <map>

namespace forefetch {

std::vector<RouteGain> routeGains(std::span<const ResourceTally> tallies,
                                  const RecordedTrace &trace, const PredictionTape &tape)
{
    std::map<std::string, ResourceTally> byRoute;
    std::uint64_t served = 0;
    const auto add = [&](std::size_t index, const std::string &route) {
        const ResourceTally &t = tallies[index];
        ResourceTally &sum = byRoute[route];
        sum.attempts += t.attempts;
        sum.used += t.used;
        sum.late += t.late;
        sum.wasted += t.wasted;
        served += t.used + t.late;
    };
    std::vector<bool> isNamed(tallies.size());
    for (std::size_t i = 0; i < trace.targets.size(); ++i) {
        const std::size_t index = trace.resources[i].index;
        if (index >= tallies.size() || tallies[index].attempts == 0)
            continue;
        isNamed[index] = true;
        add(index, routeTemplate(trace.targets[i]));
    }
    // What only the model named was never asked for: its generation is the first one.
    for (std::size_t index = 0; index < tallies.size(); ++index) {
        if (tallies[index].attempts > 0 && !isNamed[index])
            add(index, routeTemplate(tape.interner->text({static_cast<std::uint32_t>(index), 1})));
    }
    std::vector<RouteGain> gains;
    for (const auto &[route, tally] : byRoute)
        gains.push_back({route, tally,
                         served == 0 ? 0
                                     : static_cast<double>(tally.used + tally.late) /
                                           static_cast<double>(served)});
    std::ranges::stable_sort(gains, [](const RouteGain &a, const RouteGain &b) {
        return a.tally.used + a.tally.late > b.tally.used + b.tally.late;
    });
    return gains;
}

} // namespace forefetch
