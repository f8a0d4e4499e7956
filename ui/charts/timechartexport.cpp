// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A chart as a picture.
#include "ui/charts/timechart.h"

#include <QBuffer>
#include <QChart>
#include <QGraphicsLayout>
#include <QImage>
#include <QPainter>
#include <QSaveFile>
#include <QSvgGenerator>

namespace forefetch {

// A twin that is never shown: the one on the screen keeps its size and colours.
std::unique_ptr<TimeChart> TimeChart::printed(const QSize &size, const Theme &theme) const
{
    auto twin = std::make_unique<TimeChart>(m_spec, theme);
    twin->setFont(font());
    twin->setAttribute(Qt::WA_DontShowOnScreen);
    twin->m_labelWidth = labelWidthOf(m_spec, font());
    twin->resize(size);
    twin->chart()->resize(size); // a view does so when it is shown
    twin->setSceneRect(QRectF(QPointF(), size));
    twin->relayout(size);
    twin->m_top = m_top;
    twin->m_marks = m_marks;
    twin->m_hover = m_hover;
    twin->m_wall = m_wall;
    twin->m_period = m_period;
    // An SVG file knows no clipping, by which the screen leaves out what is older.
    twin->setData(m_data.from(m_now - m_range), m_range, m_now);
    twin->chart()->layout()->activate(); // an event loop would do it later
    return twin;
}

QByteArray TimeChart::toSvg(const QSize &size, const Theme &theme) const
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setSize(size);
    generator.setViewBox(QRect(QPoint(), size));
    generator.setResolution(logicalDpiX()); // fonts keep their size
    generator.setTitle(m_spec.title);
    generator.setDescription(summary());
    QPainter painter(&generator);
    const auto twin = printed(size, theme);
    twin->face().paintBack(painter);
    twin->scene()->render(&painter, QRectF(QPointF(), size), QRectF(QPointF(), size));
    twin->paintFront(painter);
    painter.end();
    return buffer.data();
}

QImage TimeChart::toImage(const QSize &size, const Theme &theme) const
{
    QImage image(size * 2, QImage::Format_ARGB32_Premultiplied);
    image.setDevicePixelRatio(2);
    image.fill(theme.window);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    const auto twin = printed(size, theme);
    twin->face().paintBack(painter);
    twin->scene()->render(&painter, QRectF(QPointF(), size), QRectF(QPointF(), size));
    twin->paintFront(painter);
    painter.end();
    return image;
}

bool TimeChart::exportImage(const QString &file, const QSize &size, const Theme &theme) const
{
    QSaveFile out(file);
    if (size.isEmpty() || !out.open(QIODevice::WriteOnly))
        return false;
    if (file.endsWith(QStringLiteral(".svg"), Qt::CaseInsensitive)) {
        out.write(toSvg(size, theme));
        return out.commit();
    }
    return toImage(size, theme).save(&out, "PNG") && out.commit();
}

} // namespace forefetch
