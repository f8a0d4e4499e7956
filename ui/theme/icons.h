// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QIcon>
#include <QString>
#include <QStringList>

namespace forefetch {

struct Theme;

// The icons of resources/icons, drawn in the theme's colours and sharp at every size and scale.
// A name that is not there gives the null icon; iconNames() says what is.
//
//     button->setIcon(icon(QStringLiteral("play"), theme));
//
// Thread: the GUI thread.
QIcon icon(const QString &name, const Theme &theme);

// In colours of one's own: on an accented button, for a status.
QIcon icon(const QString &name, const QColor &color, const QColor &disabled);

QStringList iconNames();

} // namespace forefetch
