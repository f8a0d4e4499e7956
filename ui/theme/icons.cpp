// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/icons.h"

#include "ui/theme/theme.h"

#include <QDir>
#include <QFile>
#include <QIconEngine>
#include <QPainter>
#include <QPixmap>
#include <QSvgRenderer>

#include <algorithm>
#include <memory>

namespace forefetch {

namespace {

// Paints the drawing anew at each size, instead of scaling a picture of it.
class SvgEngine final : public QIconEngine
{
public:
    SvgEngine(const QByteArray &drawing, const QColor &color, const QColor &disabled)
        : m_normal(std::make_shared<QSvgRenderer>(colored(drawing, color))),
          m_grey(std::make_shared<QSvgRenderer>(colored(drawing, disabled)))
    {
    }

    QIconEngine *clone() const override { return new SvgEngine(*this); }
    QString key() const override { return QStringLiteral("forefetch-svg"); }

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State) override
    {
        const int side = std::min(rect.width(), rect.height());
        QRectF square(0, 0, side, side);
        square.moveCenter(QRectF(rect).center());
        (mode == QIcon::Disabled ? m_grey : m_normal)->render(painter, square);
    }

    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override
    {
        QPixmap pixmap(size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        paint(&painter, QRect(QPoint(), size), mode, state);
        return pixmap;
    }

private:
    static QByteArray colored(const QByteArray &drawing, const QColor &color)
    {
        return QByteArray(drawing).replace("currentColor", color.name().toLatin1());
    }

    std::shared_ptr<QSvgRenderer> m_normal;
    std::shared_ptr<QSvgRenderer> m_grey;
};

} // namespace

QIcon icon(const QString &name, const QColor &color, const QColor &disabled)
{
    QFile file(QStringLiteral(":/icons/%1.svg").arg(name));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return QIcon(new SvgEngine(file.readAll(), color, disabled));
}

QIcon icon(const QString &name, const Theme &theme)
{
    return icon(name, theme.text, theme.border);
}

QStringList iconNames()
{
    QStringList names = QDir(QStringLiteral(":/icons")).entryList({QStringLiteral("*.svg")});
    for (QString &name : names)
        name.chop(4);
    return names;
}

} // namespace forefetch
