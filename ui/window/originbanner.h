// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/fetch/originhealth.h"
#include "ui/theme/theme.h"

#include <QFrame>

class QLabel;

namespace forefetch {

// Says that the origin fails, as long as it does, and for some seconds that it is back.
//
//     banner->update(session.originHealth(), origin, clock.now()); // 10 Hz
//
// Thread: the GUI thread.
class OriginBanner : public QFrame
{
    Q_OBJECT

public:
    explicit OriginBanner(QWidget *parent = nullptr);

    using QFrame::update;
    void update(const OriginHealth::State &health, const QString &origin, TimePoint now);
    void setTheme(const Theme &theme);
    QString text() const;

private:
    enum class Shows { Nothing, Failing, Recovered };
    void present(Shows what, const QString &text);
    void colour();

    Theme m_theme = Theme::light();
    Shows m_shows = Shows::Nothing;
    TimePoint m_recoveredAt{};
    QLabel *m_icon;
    QLabel *m_text;
};

} // namespace forefetch
