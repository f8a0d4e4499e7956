// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/scale.h"

#include <QCoreApplication>
#include <QLocale>
#include <QTime>

#include <algorithm>
#include <cmath>

namespace forefetch {

namespace {

struct TimeText
{
    Q_DECLARE_TR_FUNCTIONS(forefetch::TimeText)
};

// "90 s", "2 min", "1 h 30 min": at most two units, the second one only when it is not zero.
QString lengthText(double seconds)
{
    const auto s = static_cast<qint64>(std::llround(seconds));
    if (s < 60)
        return TimeText::tr("%1 s").arg(s);
    if (s < 3600) {
        const QString minutes = TimeText::tr("%1 min").arg(s / 60);
        return s % 60 == 0 || s >= 600 ? minutes
                                       : minutes + u' ' + TimeText::tr("%1 s").arg(s % 60);
    }
    if (s < 86'400) {
        const QString hours = TimeText::tr("%1 h").arg(s / 3600);
        const qint64 minutes = s % 3600 / 60;
        return minutes == 0 ? hours : hours + u' ' + TimeText::tr("%1 min").arg(minutes);
    }
    const QString days = TimeText::tr("%1 d").arg(s / 86'400);
    const qint64 hours = s % 86'400 / 3600;
    return hours == 0 ? days : days + u' ' + TimeText::tr("%1 h").arg(hours);
}

} // namespace

double niceCeil(double value)
{
    if (!(value > 0) || !std::isfinite(value))
        return 1;
    const double decade = std::pow(10.0, std::floor(std::log10(value)));
    for (const double step : {1.0, 2.0, 4.0, 6.0, 8.0}) {
        if (value <= step * decade * (1 + 1e-9))
            return step * decade;
    }
    return 10 * decade;
}

double TopOfScale::follow(double highest)
{
    const double wanted = std::max(m_least, niceCeil(highest * 1.05));
    if (highest > m_top || wanted <= m_top / 2)
        m_top = wanted;
    return m_top;
}

QString shortNumber(double value)
{
    const QLocale locale;
    const double size = std::abs(value);
    const auto cut = [&](double v, const QString &unit) {
        const int decimals = std::abs(v) < 99.95 ? 1 : 0;
        QString text = locale.toString(v, 'f', decimals);
        const QString tail = locale.decimalPoint() + locale.zeroDigit();
        if (text.endsWith(tail))
            text.chop(tail.size());
        return text + unit;
    };
    if (size >= 999'500)
        return cut(value / 1e6, QStringLiteral("M"));
    if (size >= 9'999.5)
        return cut(value / 1e3, QStringLiteral("k"));
    return size < 9.95 ? cut(value, QString()) : locale.toString(value, 'f', 0);
}

QString percent(double share)
{
    return TimeText::tr("%1 %").arg(QLocale().toString(share * 100, 'f', 0));
}

QString agoText(double seconds)
{
    return seconds < 0.5 ? TimeText::tr("now") : TimeText::tr("%1 ago").arg(lengthText(seconds));
}

QString axisTime(double seconds)
{
    return seconds < 0.5 ? TimeText::tr("now") : QStringLiteral("−") + lengthText(seconds);
}

QString clockText(double secondsOfDay, bool withSeconds)
{
    const auto s = static_cast<qint64>(std::llround(secondsOfDay));
    const QTime time = QTime(0, 0).addSecs(static_cast<int>((s % 86'400 + 86'400) % 86'400));
    return time.toString(withSeconds ? QStringLiteral("HH:mm:ss") : QStringLiteral("HH:mm"));
}

QString spanText(double seconds)
{
    return lengthText(seconds);
}

} // namespace forefetch
