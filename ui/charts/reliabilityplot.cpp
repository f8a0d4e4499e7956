// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/reliabilityplot.h"

#include "ui/charts/scale.h"

#include <QKeyEvent>
#include <QLocale>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

namespace forefetch {

namespace {

constexpr std::size_t kBins = Reliability::kBins;
constexpr double kBarsHeight = 20; // of the counts below the plot

double binWidth()
{
    return 1.0 / static_cast<double>(kBins);
}

QString points(double share)
{
    return QLocale().toString(share * 100, 'f', 1) + QStringLiteral(" %");
}

QString count(std::uint64_t n)
{
    return QLocale().toString(static_cast<qulonglong>(n));
}

} // namespace

struct ReliabilityPlot::Layout
{
    QRectF card, head, plot, bars;
    QFont small, bold;

    QPointF point(double said, double came) const
    {
        return {plot.left() + said * plot.width(), plot.bottom() - came * plot.height()};
    }
    static Layout of(const QWidget &widget)
    {
        Layout l;
        l.bold = l.small = widget.font();
        l.bold.setBold(true);
        l.small.setPointSizeF(std::max(7.0, l.small.pointSizeF() * 0.86));
        const QFontMetricsF fm(widget.font()), small(l.small);
        l.card = QRectF(widget.rect()).adjusted(0.5, 0.5, -0.5, -0.5);
        l.head = QRectF(space::medium, space::small, l.card.width() - 2 * space::medium,
                        2 * std::ceil(fm.height()) + 1);
        const double left =
            space::medium + small.horizontalAdvance(QStringLiteral("100 %")) + space::small;
        const double below = kBarsHeight + 2 * std::ceil(small.height()) + space::small;
        l.plot = QRectF(QPointF(left, l.head.bottom() + std::ceil(small.height() / 2)),
                        QPointF(l.card.right() - space::large, l.card.bottom() - below));
        l.bars = QRectF(l.plot.left(), l.plot.bottom() + std::ceil(small.height()) + 2,
                        l.plot.width(), kBarsHeight);
        return l;
    }
};

struct ReliabilityPlot::Curve
{
    const Reliability &of;
    QColor color;
    QPen pen;
    QString marker;
    QString name;
};

ReliabilityPlot::ReliabilityPlot(const Theme &theme, QWidget *parent)
    : QWidget(parent), m_theme(theme)
{
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setAccessibleName(tr("Reliability"));
    setToolTip(tr("What the model said against what came. On the diagonal it keeps its word; below "
                  "it, it promises too much. The band is where a perfect forecaster would be by "
                  "chance in 19 of 20 cases; the bars say how many predictions stand behind each "
                  "point."));
    setData({}, {});
}

void ReliabilityPlot::setTheme(const Theme &theme)
{
    m_theme = theme;
    update();
}

void ReliabilityPlot::setData(const Reliability &next, const Reliability &used)
{
    m_next = next;
    m_used = used;
    setAccessibleDescription(summary());
    update();
}

ReliabilityPlot::Curve ReliabilityPlot::curveOf(bool isUsed) const
{
    const QColor color = isUsed ? m_theme.neutral : m_theme.mutedText;
    return {isUsed ? m_used : m_next, color,
            QPen(color, isUsed ? 2 : 1.5, isUsed ? Qt::SolidLine : Qt::DashLine),
            isUsed ? QStringLiteral("◆") : QStringLiteral("◇"),
            isUsed ? tr("P(used)") : tr("P(next)")};
}

QString ReliabilityPlot::binText(const Reliability &of, const QString &name) const
{
    const Reliability::Bin &bin = of.bins()[m_bin.value_or(0)];
    if (bin.count == 0)
        return tr("%1 –").arg(name);
    const auto n = static_cast<double>(bin.count);
    return tr("%1 %2 → %3, n %4")
        .arg(name, percent(bin.said / n), percent(bin.came / n), shortNumber(n));
}

QString ReliabilityPlot::headText() const
{
    QStringList texts;
    for (const bool isUsed : {true, false}) {
        const Curve curve = curveOf(isUsed);
        if (m_bin)
            texts.append(binText(curve.of, curve.name));
        else if (curve.of.count() == 0)
            texts.append(tr("%1 –").arg(curve.name));
        else
            texts.append(tr("%1 %2 (%3)")
                             .arg(curve.name, points(curve.of.error()), points(curve.of.floor())));
    }
    return texts.join(u'\n');
}

QString ReliabilityPlot::summary() const
{
    QStringList parts;
    for (const bool isUsed : {true, false}) {
        const Curve curve = curveOf(isUsed);
        if (curve.of.count() == 0) {
            parts.append(tr("%1: nothing scored yet").arg(curve.name));
            continue;
        }
        QStringList bins;
        for (const Reliability::Bin &bin : curve.of.bins()) {
            const auto n = static_cast<double>(bin.count);
            if (bin.count >= kLeast)
                bins.append(
                    tr("%1 said, %2 came").arg(percent(bin.said / n), percent(bin.came / n)));
        }
        parts.append(tr("%1: off by %2 where chance alone makes %3, over %4 predictions: %5")
                         .arg(curve.name, points(curve.of.error()), points(curve.of.floor()),
                              count(curve.of.count()), bins.join(QStringLiteral("; "))));
    }
    return parts.join(QStringLiteral(". ")) + u'.';
}

void ReliabilityPlot::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Layout at = Layout::of(*this);
    painter.setPen(QPen(hasFocus() ? m_theme.accent : m_theme.border, hasFocus() ? 2 : 1));
    painter.setBrush(m_theme.surface);
    painter.drawRoundedRect(at.card, 5, 5);
    paintAxes(painter, at);
    paintBand(painter, at);
    paintBars(painter, at);
    for (const bool isUsed : {false, true})
        paintCurve(painter, at, curveOf(isUsed));
    paintHead(painter, at);
    if (m_next.count() + m_used.count() > 0)
        return;
    painter.setFont(at.small);
    painter.setPen(m_theme.mutedText);
    painter.drawText(at.plot, Qt::AlignCenter | Qt::TextWordWrap,
                     tr("Predictions are scored as traffic comes"));
}

void ReliabilityPlot::paintAxes(QPainter &painter, const Layout &at) const
{
    if (m_bin) {
        QColor marked = m_theme.accent;
        marked.setAlpha(40);
        const double left = at.point(static_cast<double>(*m_bin) * binWidth(), 0).x();
        painter.fillRect(QRectF(left, at.plot.top(), binWidth() * at.plot.width(),
                                at.bars.bottom() - at.plot.top()),
                         marked);
    }
    painter.setFont(at.small);
    const QFontMetricsF fm(at.small);
    for (const double share : {0.0, 0.25, 0.5, 0.75, 1.0}) {
        painter.setPen(QPen(m_theme.grid, 1));
        painter.drawLine(at.point(0, share), at.point(1, share));
        painter.drawLine(at.point(share, 0), at.point(share, 1));
        if (share != 0.0 && share != 0.5 && share != 1.0)
            continue;
        painter.setPen(m_theme.mutedText);
        const QString text = percent(share);
        const QPointF left = at.point(0, share), foot = at.point(share, 0);
        painter.drawText(
            QRectF(0, left.y() - fm.height() / 2, left.x() - space::small - 1, fm.height()),
            Qt::AlignRight | Qt::AlignVCenter, text);
        if (share == 0.0)
            continue; // the other axis' stands there
        const double width = fm.horizontalAdvance(text);
        const double x = std::min(foot.x() - width / 2, at.card.right() - width - space::small);
        painter.drawText(QPointF(x, foot.y() + fm.ascent() + 1), text);
    }
    painter.setPen(m_theme.mutedText);
    painter.drawText(at.point(0, 1) + QPointF(space::small, fm.ascent()), tr("↑ came"));
    const QString said = tr("said →");
    painter.drawText(at.point(0.25, 0) + QPointF(-fm.horizontalAdvance(said) / 2, fm.ascent() + 1),
                     said);
    painter.setPen(QPen(m_theme.mutedText, 1));
    painter.drawLine(at.point(0, 0), at.point(1, 1));
}

// Two deviations of what a perfect forecaster's outcomes scatter by.
void ReliabilityPlot::paintBand(QPainter &painter, const Layout &at) const
{
    QPolygonF above, below;
    for (const Reliability::Bin &bin : m_used.bins()) {
        if (bin.count < kLeast)
            continue;
        const auto n = static_cast<double>(bin.count);
        const double said = bin.said / n;
        const double reach = 2 * std::sqrt(bin.variance) / n;
        above.append(at.point(said, std::min(said + reach, 1.0)));
        below.prepend(at.point(said, std::max(said - reach, 0.0)));
    }
    QColor fill = m_theme.neutral;
    fill.setAlpha(45);
    painter.setPen(Qt::NoPen);
    painter.setBrush(fill);
    painter.drawPolygon(above + below);
}

void ReliabilityPlot::paintCurve(QPainter &painter, const Layout &at, const Curve &curve) const
{
    QPainterPath path;
    std::vector<QPointF> places;
    for (const Reliability::Bin &bin : curve.of.bins()) {
        if (bin.count < kLeast)
            continue;
        const auto n = static_cast<double>(bin.count);
        const QPointF place = at.point(bin.said / n, bin.came / n);
        if (places.empty())
            path.moveTo(place);
        else
            path.lineTo(place);
        places.push_back(place);
    }
    painter.setBrush(Qt::NoBrush);
    painter.setPen(curve.pen);
    painter.drawPath(path);
    const double r = 4;
    painter.setPen(QPen(curve.color, 1.5));
    painter.setBrush(curve.pen.style() == Qt::SolidLine ? curve.color : m_theme.surface);
    for (const QPointF &p : places) {
        const std::array corners{p - QPointF(0, r), p + QPointF(r, 0), p + QPointF(0, r),
                                 p - QPointF(r, 0)};
        painter.drawPolygon(corners.data(), static_cast<int>(corners.size()));
    }
}

// By the root, so that few are seen beside many.
void ReliabilityPlot::paintBars(QPainter &painter, const Layout &at) const
{
    double most = 1;
    for (const Reliability *of : {&m_used, &m_next}) {
        for (const Reliability::Bin &bin : of->bins())
            most = std::max(most, static_cast<double>(bin.count));
    }
    const double width = binWidth() * at.bars.width();
    for (const bool isUsed : {true, false}) {
        const Curve curve = curveOf(isUsed);
        painter.setPen(QPen(curve.color, 1));
        painter.setBrush(isUsed ? QBrush(curve.color) : Qt::NoBrush);
        for (std::size_t i = 0; i < kBins; ++i) {
            const auto n = static_cast<double>(curve.of.bins()[i].count);
            if (n == 0)
                continue;
            const double height = std::max(1.0, std::sqrt(n / most) * at.bars.height());
            const double left =
                at.bars.left() + static_cast<double>(i) * width + (isUsed ? 1.5 : width / 2 + 0.5);
            painter.drawRect(
                QRectF(left, at.bars.bottom() - height, std::max(1.0, width / 2 - 2), height));
        }
    }
    painter.setPen(QPen(m_theme.border, 1));
    painter.drawLine(at.bars.bottomLeft(), at.bars.bottomRight());
    painter.setFont(at.small);
    painter.setPen(m_theme.mutedText);
    const QFontMetricsF fm(at.small);
    const QString n = tr("n %1 and %2, by what was said")
                          .arg(shortNumber(static_cast<double>(m_used.count())),
                               shortNumber(static_cast<double>(m_next.count())));
    painter.drawText(QPointF(at.bars.left(), at.bars.bottom() + fm.ascent() + 1),
                     fm.elidedText(n, Qt::ElideRight, at.bars.width()));
}

void ReliabilityPlot::paintHead(QPainter &painter, const Layout &at) const
{
    const QFontMetricsF bold(at.bold), fm(font());
    QRectF row(at.head.left(), at.head.top(), at.head.width(), at.head.height() / 2);
    painter.setFont(at.bold);
    painter.setPen(m_theme.text);
    const QString title =
        m_bin ? tr("%1–%2").arg(percent(static_cast<double>(*m_bin) * binWidth()),
                                percent(static_cast<double>(*m_bin + 1) * binWidth()))
              : tr("Reliability");
    painter.drawText(row, Qt::AlignLeft | Qt::AlignVCenter, title);
    painter.setFont(at.small);
    painter.setPen(m_theme.mutedText);
    painter.drawText(row.translated(0, row.height()), Qt::AlignLeft | Qt::AlignVCenter,
                     m_bin ? tr("said → came") : tr("off by (chance)"));
    const QStringList lines = headText().split(u'\n');
    const double left = std::max(bold.horizontalAdvance(tr("Reliability")),
                                 QFontMetricsF(at.small).horizontalAdvance(tr("off by (chance)"))) +
                        space::medium;
    painter.setFont(font());
    for (qsizetype i = 0; i < lines.size(); ++i) {
        const Curve curve = curveOf(i == 0);
        const double x = row.left() + left;
        painter.setPen(curve.color);
        painter.drawText(QRectF(x, row.top(), row.width() - left, row.height()),
                         Qt::AlignLeft | Qt::AlignVCenter, curve.marker);
        const double shift = fm.horizontalAdvance(curve.marker + u' ');
        painter.setPen(m_theme.text);
        painter.drawText(QRectF(x + shift, row.top(), row.width() - left - shift, row.height()),
                         Qt::AlignLeft | Qt::AlignVCenter,
                         fm.elidedText(lines[i], Qt::ElideRight, row.width() - left - shift));
        row.translate(0, row.height());
    }
}

void ReliabilityPlot::setBin(std::optional<std::size_t> bin)
{
    if (bin == m_bin)
        return;
    m_bin = bin;
    update();
}

void ReliabilityPlot::moveBin(int by)
{
    const int last = static_cast<int>(kBins) - 1;
    const int from = m_bin ? static_cast<int>(*m_bin) : by > 0 ? -1 : last + 1;
    setBin(static_cast<std::size_t>(std::clamp(from + by, 0, last)));
    setAccessibleDescription(headText());
}

void ReliabilityPlot::mouseMoveEvent(QMouseEvent *event)
{
    const Layout at = Layout::of(*this);
    const double said = (event->position().x() - at.plot.left()) / at.plot.width();
    const bool isIn = said >= 0 && said < 1 && event->position().y() >= at.plot.top() &&
                      event->position().y() <= at.bars.bottom();
    setBin(isIn ? std::optional(static_cast<std::size_t>(said * kBins)) : std::nullopt);
}

void ReliabilityPlot::leaveEvent(QEvent *)
{
    setBin(std::nullopt);
}

void ReliabilityPlot::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Left:
        return moveBin(-1);
    case Qt::Key_Right:
        return moveBin(1);
    case Qt::Key_Home:
        return setBin(0);
    case Qt::Key_End:
        return setBin(kBins - 1);
    case Qt::Key_Escape:
        if (m_bin)
            return setBin(std::nullopt);
        break;
    default:
        break;
    }
    QWidget::keyPressEvent(event);
}

void ReliabilityPlot::focusInEvent(QFocusEvent *event)
{
    QWidget::focusInEvent(event);
    update();
}

void ReliabilityPlot::focusOutEvent(QFocusEvent *event)
{
    QWidget::focusOutEvent(event);
    setBin(std::nullopt);
    update();
}

} // namespace forefetch
