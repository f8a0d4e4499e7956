// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/changemarks.h"

#include "ui/models/coretexts.h"
#include <QCoreApplication>

namespace forefetch {

namespace {

struct MarkText
{
    Q_DECLARE_TR_FUNCTIONS(forefetch::MarkText)
};

constexpr int kLinesOfText = 5;

QString symbolOf(const std::string &source)
{
    if (source == "tuner")
        return QStringLiteral("⚙");
    if (source == "guard")
        return QStringLiteral("■");
    if (source == "profile")
        return QStringLiteral("≡");
    if (source == "undo" || source == "redo")
        return source == "undo" ? QStringLiteral("↶") : QStringLiteral("↷");
    if (source == "api")
        return QStringLiteral("◇");
    return source == "fault" ? QStringLiteral("✖") : QStringLiteral("▼");
}

} // namespace

QString changeText(const SettingsChange &change)
{
    const QString unit = unitText(change.param);
    return QStringLiteral("%1 %2 → %3%4")
        .arg(labelText(change.param), valueText(change.param, change.from),
             valueText(change.param, change.to), unit.isEmpty() ? unit : u' ' + unit);
}

namespace {

ChartMark markOf(std::span<const SettingsChange> revision)
{
    ChartMark mark;
    mark.at = seconds(revision.front().at.time_since_epoch());
    mark.symbol = symbolOf(revision.front().source);
    QStringList lines;
    for (const SettingsChange &change : revision) {
        if (lines.size() == kLinesOfText) {
            lines.append(MarkText::tr("and %1 more").arg(revision.size() - kLinesOfText));
            break;
        }
        lines.append(changeText(change));
    }
    mark.text =
        lines.join(u'\n') + QStringLiteral(" (%1)").arg(sourceText(revision.front().source));
    return mark;
}

ChartMark faultMark(TimePoint at, const QString &text)
{
    ChartMark mark;
    mark.at = seconds(at.time_since_epoch());
    mark.symbol = QStringLiteral("✖");
    mark.text = text;
    return mark;
}

} // namespace

QString sourceText(const std::string &source)
{
    if (source == "user")
        return MarkText::tr("you");
    if (source == "guard")
        return MarkText::tr("the guard, as it did harm");
    if (source == "api")
        return MarkText::tr("the API");
    if (source == "fault")
        return MarkText::tr("a fault");
    if (source == "tuner")
        return MarkText::tr("tuner");
    if (source == "profile")
        return MarkText::tr("profile");
    if (source == "undo")
        return MarkText::tr("undo");
    if (source == "redo")
        return MarkText::tr("redo");
    return QString::fromStdString(source);
}

std::vector<ChartMark> marksOf(std::span<const FaultEvent> faults)
{
    std::vector<ChartMark> marks;
    for (const FaultEvent &event : faults) {
        const std::string_view name = scenarioOf(event.fault).name;
        const QString text = QString::fromUtf8(name.data(), qsizetype(name.size()));
        marks.push_back(faultMark(event.began, MarkText::tr("Fault %1 begins").arg(text)));
        if (event.ended != kNever)
            marks.push_back(faultMark(event.ended, MarkText::tr("Fault %1 is over").arg(text)));
    }
    return marks;
}

std::vector<ChartMark> marksOf(std::span<const SettingsChange> changes)
{
    std::vector<ChartMark> marks;
    for (std::size_t first = 0; first < changes.size();) {
        std::size_t end = first + 1;
        while (end < changes.size() && changes[end].revision == changes[first].revision)
            ++end;
        marks.push_back(markOf(changes.subspan(first, end - first)));
        first = end;
    }
    return marks;
}

} // namespace forefetch
