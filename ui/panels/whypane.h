// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/whytext.h"
#include "ui/theme/theme.h"

#include <QTextBrowser>

namespace forefetch {

// "Why this prediction?" in sentences that can be selected and copied.
//
//     auto *pane = new WhyPane(theme, this);
//     pane->show(whyOf(record, sources));
//     connect(pane, &WhyPane::escaped, table, back to it);
//
// Thread: the GUI thread.
class WhyPane : public QTextBrowser
{
    Q_OBJECT

public:
    explicit WhyPane(const Theme &theme, QWidget *parent = nullptr);

    void setTheme(const Theme &theme);
    using QTextBrowser::show;
    void show(const WhyText &why);
    void tell(const QString &text); // instead, where there is nothing to explain
    const WhyText &why() const { return m_why; }

    QSize sizeHint() const override { return {320, 160}; }
    QSize minimumSizeHint() const override { return {180, 60}; }

Q_SIGNALS:
    void escaped();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void render();

    Theme m_theme;
    WhyText m_why;
    QString m_told;
};

} // namespace forefetch
