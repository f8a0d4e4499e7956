// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/rowtexts.h"

#include "core/metrics/quantity.h"
#include "ui/models/coretexts.h"

#include <QDateTime>

namespace forefetch {

namespace {

constexpr std::int64_t kDay = 24 * 3600 * 1000; // ms

std::int64_t milliseconds(TimePoint at)
{
    return std::chrono::floor<std::chrono::milliseconds>(at.time_since_epoch()).count();
}

} // namespace

QString noText()
{
    return QStringLiteral("–");
}

QString lengthText(Duration length)
{
    const double s = seconds(length);
    return localNumber(s < 1 ? millisecondsText(s * 1e3) : spanText(s));
}

QString sizeText(std::uint64_t bytes)
{
    return localNumber(bytesText(static_cast<double>(bytes)));
}

QString likelihoodText(double p)
{
    return localNumber(decimalText(p, 2));
}

QString countText(std::uint64_t count)
{
    return localNumber(groupedText(count));
}

void WallTimes::follow(const Clock &clock)
{
    const std::int64_t wall = clock.wallNow().time_since_epoch().count();
    const int zone = QDateTime::fromMSecsSinceEpoch(wall).offsetFromUtc();
    m_offset = wall + 1000LL * zone - milliseconds(clock.now());
}

QString WallTimes::text(TimePoint at) const
{
    const std::int64_t ms = ((milliseconds(at) + m_offset) % kDay + kDay) % kDay;
    const auto digit = [](std::int64_t value, std::int64_t unit) {
        return QChar(u'0' + static_cast<char16_t>(value / unit % 10));
    };
    const std::int64_t h = ms / 3'600'000, m = ms / 60'000 % 60, s = ms / 1000 % 60;
    const QChar text[] = {digit(h, 10), digit(h, 1),    u':',          digit(m, 10),
                          digit(m, 1),  u':',           digit(s, 10),  digit(s, 1),
                          u'.',         digit(ms, 100), digit(ms, 10), digit(ms, 1)};
    return QString(text, std::size(text));
}

} // namespace forefetch
