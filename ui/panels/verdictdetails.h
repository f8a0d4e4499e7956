// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/metrics/comparison.h"

#include <QFrame>
#include <QList>
#include <QString>

class QLabel;

namespace forefetch {

struct Snapshot;

// What stands behind the verdict, as sections of rows: a name, a figure, and where it helps what to
// do about it.
struct VerdictSection
{
    struct Row
    {
        QString name;
        QString value;
    };
    QString title;
    QList<Row> rows;
    QString advice; // a sentence; empty: none
};

// "Why?": where the hits come from, what they cost, what is still missed most and the cheapest
// remedy, what rests on assumed freshness, and why there is nothing to gain where there is not.
QList<VerdictSection> whyVerdict(const Snapshot &snapshot, const Comparison &comparison);
// "How sure?": who is compared, the interval, how it was reckoned, and how many more sessions it
// may take.
QList<VerdictSection> howSureVerdict(const Snapshot &snapshot, const Comparison &comparison);

// A card that shows them until one clicks elsewhere or presses Esc; what it shows is of the moment.
//
// Thread: the GUI's.
class VerdictCard : public QFrame
{
    Q_OBJECT

public:
    VerdictCard(const QString &title, const QList<VerdictSection> &sections, QWidget *parent);
    // Below a widget, within its screen.
    void openBelow(const QWidget *anchor);
    QString text() const; // all of it in words, as Ctrl+C copies it

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    QString m_text;
};

} // namespace forefetch
