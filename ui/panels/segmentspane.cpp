// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/segmentspane.h"

#include "ui/charts/changemarks.h"
#include "ui/models/segmentstable.h"
#include "ui/panels/rowview.h"

#include <QLabel>
#include <QShortcut>
#include <QVBoxLayout>

#include <algorithm>

namespace forefetch {

namespace {

// As its mark on the charts, and the faults.
SegmentMark markOf(const Segment &segment, std::span<const SettingsChange> changes, bool isFirst)
{
    SegmentMark mark{QStringLiteral("▷"), isFirst ? SegmentsPane::tr("Start") : QString()};
    std::vector<SettingsChange> own;
    for (const SettingsChange &change : changes) {
        if (change.revision > segment.before && change.revision <= segment.revision)
            own.push_back(change);
    }
    QStringList lines;
    for (const ChartMark &each : marksOf(own)) {
        mark.symbol = each.symbol;
        lines.prepend(each.text); // what was set last holds
    }
    for (const auto *names : {&segment.faultsBegun, &segment.faultsOver}) {
        for (const std::string &name : *names) {
            mark.symbol = QStringLiteral("✖");
            lines.append(
                names == &segment.faultsBegun
                    ? SegmentsPane::tr("Fault %1 begins").arg(QString::fromStdString(name))
                    : SegmentsPane::tr("Fault %1 is over").arg(QString::fromStdString(name)));
        }
    }
    if (!lines.isEmpty() && !isFirst)
        mark.text = lines.join(u'\n');
    else if (mark.text.isEmpty())
        mark.text = SegmentsPane::tr("Settings revision %1").arg(segment.revision);
    return mark;
}

} // namespace

SegmentsPane::SegmentsPane(const Theme &theme, QWidget *parent)
    : QWidget(parent), m_table(new SegmentsTable(this)), m_view(new RowView(*m_table, theme, this)),
      m_total(new QLabel(this))
{
    setProperty("helpTopic", QStringLiteral("timelines"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::small, 0, space::small, space::small);
    column->setSpacing(space::small);
    m_total->setTextFormat(Qt::PlainText);
    m_total->setWordWrap(true);
    m_total->setAccessibleName(tr("All segments together"));
    m_view->setAccessibleName(tr("Figures between the marks"));
    m_view->setObjectName(QStringLiteral("segments"));
    m_view->setEmptyText(tr("Nothing is counted yet."));
    m_view->setMinimumHeight(76); // the head and two rows
    column->addWidget(m_view, 1);
    column->addWidget(m_total);
    connect(m_view, &QAbstractItemView::doubleClicked, this,
            [this](const QModelIndex &index) { chooseRow(index.row()); });
    for (const int key : {Qt::Key_Return, Qt::Key_Enter}) {
        auto *enter = new QShortcut(QKeySequence(key), m_view);
        enter->setContext(Qt::WidgetShortcut);
        connect(enter, &QShortcut::activated, this,
                [this] { chooseRow(m_view->currentIndex().row()); });
    }
    setTheme(theme);
}

void SegmentsPane::setTheme(const Theme &theme)
{
    m_view->setTheme(theme);
}

void SegmentsPane::chooseRow(int row)
{
    if (const Segment *segment = m_table->at(row))
        Q_EMIT chosen(segment->begin, segment->end);
}

QString SegmentsPane::totalText() const
{
    return m_total->text();
}

void SegmentsPane::show(const RunSegments &shown, std::span<const SettingsChange> changes,
                        const WallTimes &times)
{
    const std::vector<Segment> &segments = shown.parts;
    std::vector<SegmentMark> marks;
    for (const Segment &segment : segments)
        marks.push_back(markOf(segment, changes, &segment == &segments.front()));
    m_view->change([&] { m_table->read(segments, marks, times); });
    const SegmentFigures f = shown.total.figures;
    m_total->setText(
        tr("All: %1 requests  ·  hit ratio %2  ·  p95 %3  ·  extra load +%4  ·  waste %5")
            .arg(countText(f.requests), shareText(f.hitRatio(), f.cacheable),
                 f.p95 > 0 ? lengthText(fromSeconds(f.p95 / 1e3)) : noText(),
                 shareText(f.extraLoad(), f.originRequests + f.used + f.late),
                 shareText(f.wasteRatio(), f.used + f.late + f.wasted)));
}

} // namespace forefetch
