// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A chart in words.
#include "ui/charts/timechart.h"

#include <cmath>

namespace forefetch {

QStringList TimeChart::values() const
{
    QStringList texts;
    const ChartFace shown = face();
    const auto index = shown.indexAt(m_hover.value_or(0));
    for (std::size_t i = 0; i < m_spec.lines.size(); ++i)
        texts.append(shown.valueText(i, index));
    return texts;
}

QString TimeChart::summary() const
{
    const ChartFace shown = face();
    const auto index = shown.indexAt(m_hover.value_or(0));
    QStringList parts;
    for (std::size_t i = 0; i < m_spec.lines.size() && i < m_data.values.size(); ++i) {
        double low = kGap, high = kGap;
        for (const double v : m_data.values[i]) {
            low = std::isfinite(v) && !(low <= v) ? v : low;
            high = std::isfinite(v) && !(high >= v) ? v : high;
        }
        const bool share = m_spec.scale == ChartSpec::Scale::Ratio || m_spec.lines[i].ofWhole;
        const auto text = [share](double v) { return share ? percent(v) : shortNumber(v); };
        if (!std::isfinite(low))
            parts.append(tr("%1: no data").arg(m_spec.lines[i].name));
        else
            parts.append(
                tr("%1: %2, from %3 to %4")
                    .arg(m_spec.lines[i].name, shown.valueText(i, index), text(low), text(high)));
    }
    const QString when = shown.momentText(m_hover.value_or(0));
    const QString title = m_spec.unit.isEmpty() ? m_spec.title : m_spec.title + u' ' + m_spec.unit;
    return tr("%1, %2, over %3. %4. Changes marked: %5.")
        .arg(title, when, spanText(m_range), parts.join(QStringLiteral("; ")))
        .arg(marksShown());
}

QString TimeChart::toolTipAt(const QPointF &at) const
{
    const QRectF &plot = m_layout.plot;
    QStringList texts;
    for (const ChartMark &mark : m_marks) {
        const double x = plot.right() + (mark.at - m_now) / m_range * plot.width();
        if (x >= plot.left() && std::abs(x - at.x()) <= 6 && at.y() >= plot.top() - 8)
            texts.append(mark.text + QStringLiteral(" · ") + face().momentText(m_now - mark.at));
    }
    if (texts.isEmpty() && m_layout.head.contains(at))
        return m_spec.help;
    return texts.join(u'\n');
}

} // namespace forefetch
