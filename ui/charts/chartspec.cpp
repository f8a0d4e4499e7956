// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/chartspec.h"

#include <algorithm>

namespace forefetch {

QPen ChartLine::pen(const Theme &theme) const
{
    QPen pen(theme.neutral, dashed ? 1.5 : 1.0, dashed ? Qt::DashLine : Qt::SolidLine);
    if (meaning)
        pen = theme.pen(*meaning);
    pen.setCosmetic(false); // twice as thick on a screen of scale 2
    return pen;
}

QString ChartLine::marker() const
{
    if (meaning)
        return markerOf(*meaning);
    return dashed ? QStringLiteral("◇") : QStringLiteral("◆");
}

void ChartData::clear(std::size_t lines)
{
    at.clear();
    values.resize(lines);
    for (std::vector<double> &line : values)
        line.clear();
    limit.clear();
    count.clear();
    whole.clear();
}

ChartData ChartData::from(double moment) const
{
    ChartData out = *this;
    std::size_t first = 0;
    while (first < at.size() && at[first] < moment)
        ++first;
    if (first > 0 && first < at.size()) {
        --first; // becomes the point on the edge
        const double share = (moment - at[first]) / (at[first + 1] - at[first]);
        const auto enter = [first, share](std::vector<double> &line) {
            if (first + 1 < line.size())
                line[first] += (line[first + 1] - line[first]) * share; // a gap stays one
        };
        for (std::vector<double> &line : out.values)
            enter(line);
        enter(out.limit);
        out.at[first] = moment;
    }
    const auto drop = [first](std::vector<double> &line) {
        line.erase(line.begin(),
                   line.begin() + static_cast<std::ptrdiff_t>(std::min(first, line.size())));
    };
    for (std::vector<double> &line : out.values)
        drop(line);
    for (std::vector<double> *line : {&out.at, &out.limit, &out.count, &out.whole})
        drop(*line);
    return out;
}

} // namespace forefetch
