// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/theme.h"

#include <QAbstractButton>

namespace forefetch {

// A switch that says "on" or "off" beside its knob, so that colour is never the only code. Click,
// or Space with the keyboard.
//
//     auto *prefetch = new Switch(this);
//     prefetch->setAccessibleName(tr("Prefetch"));
//     connect(prefetch, &Switch::clicked, this, [](bool on) { ... });
//
// Thread: the GUI's.
class Switch : public QAbstractButton
{
    Q_OBJECT

public:
    explicit Switch(QWidget *parent = nullptr);

    void setTheme(const Theme &theme);
    void setLarge(bool large); // the one that matters most in its panel
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;
    bool event(QEvent *event) override;

private:
    int trackHeight() const { return m_isLarge ? 26 : 18; }
    int wordWidth() const;
    void paintTrack(QPainter &painter, const QRectF &track) const;

    Theme m_theme = Theme::light();
    bool m_isLarge = false;
};

} // namespace forefetch
