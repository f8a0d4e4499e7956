// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/theme.h"

#include <QWidget>

class QAction;
class QHBoxLayout;
class QLabel;
class QToolButton;

namespace forefetch {

// Where the traffic comes from, and the address that clients are pointed at: the top row.
//
//     bar->showSource({tr("Demo shop"), gatewayUrl, targetUrl}, true);
//
// Thread: the GUI thread.
class SourceBar : public QWidget
{
    Q_OBJECT

public:
    struct Source
    {
        QString title;      // "Demo shop · simulated traffic"
        QString gatewayUrl; // for clients to be pointed at
        QString targetUrl;  // where it leads
        QString note;       // in place of that, while it does not run; empty: that it has stopped
    };

    // The actions stand as buttons at the right, in this order.
    SourceBar(const QList<QAction *> &actions, QWidget *parent = nullptr);

    void showSource(const Source &source, bool isRunning);
    // What is made to go wrong now, by name; a chip as long as there is any.
    void showFaults(const QStringList &names);
    void setTheme(const Theme &theme);

    const Source &source() const { return m_source; }
    QToolButton *copyButton() const { return m_copy; }
    QToolButton *faultsChip() const { return m_faults; }

public Q_SLOTS:
    void copyAddress();

Q_SIGNALS:
    void copied(const QString &address);
    void endFaultsAsked(); // by a click on the chip

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void addFaultsChip(QHBoxLayout *line);
    void addGateway(QHBoxLayout *line);
    void addButtons(QHBoxLayout *line, const QList<QAction *> &actions);
    void showTexts();

    Theme m_theme;
    Source m_source;
    bool m_running = false;
    QLabel *m_state;
    QLabel *m_title;
    QLabel *m_gateway;
    QLabel *m_target;
    QToolButton *m_copy = nullptr;
    QToolButton *m_faults = nullptr;
    QStringList m_faultNames;
    QList<QToolButton *> m_buttons;
};

} // namespace forefetch
