// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/journaltable.h"

#include "ui/models/tunertext.h"

namespace forefetch {

namespace {

double gainOf(const TuneStep &step)
{
    return step.proposal.gain.value;
}

double cameOf(const TuneStep &step)
{
    return step.came ? step.came->value : -1e9;
}

} // namespace

std::vector<TableColumn> JournalTable::makeColumns()
{
    return {
        {tr("Time"), tr("When it was suggested or made"), QStringLiteral("00:00:00"), true},
        {tr("What moved"), tr("The knobs, from where to where"), {}, false, true},
        {tr("Promised"), tr("What was expected of the reward, in points"), QStringLiteral("+00.0"),
         true},
        {tr("Got"),
         tr("What came, less what the same traffic would have come to without it; with "
            "half its 95 % interval"),
         QStringLiteral("+00.0 ± 0.0"), true},
        {tr("State"), tr("What became of it"), tr("… being scored"), false, true},
        {tr("By"), tr("Who made the move"), tr("tuner"), false, true},
        {tr("Why"), tr("The reason that was given"), {}, false, true, false},
    };
}

JournalTable::JournalTable(QObject *parent)
    : LiveTable(makeColumns(), Tuner::kJournal, Time, Qt::DescendingOrder, parent),
      m_rows(Tuner::kJournal)
{
}

void JournalTable::read(const TunerView &view)
{
    std::vector<std::uint64_t> keys;
    for (const TuneStep &step : view.journal)
        keys.push_back(step.id);
    retain(keys);
    for (const TuneStep &step : view.journal)
        m_rows[put(step.id)] = step;
    commit();
}

const TuneStep *JournalTable::at(int row) const
{
    const Slot slot = row < 0 || row >= rowCount() ? RowSlots::kNone : rows().find(keyAt(row));
    return slot == RowSlots::kNone ? nullptr : &m_rows[slot];
}

QString JournalTable::text(Slot slot, int column) const
{
    const TuneStep &step = m_rows[slot];
    switch (column) {
    case Time:
        return m_times.text(step.at).left(8); // whole seconds
    case Moved:
        return moveText(step.from, step.to);
    case Promised:
        return step.isPromise() ? numberText(gainOf(step)) : noText();
    case Got:
        return step.came ? tr("%1 ± %2").arg(numberText(step.came->value),
                                             numberText(1.96 * step.came->error).remove(u'+'))
                         : noText();
    case State:
        return stateText(step.state);
    case By:
        return step.state == TuneStep::State::Offered || step.state == TuneStep::State::Dismissed ||
                       step.state == TuneStep::State::Outdated
                   ? noText()
               : step.byPerson ? tr("you")
                               : tr("tuner");
    case Reason:
        return QString::fromStdString(step.proposal.reason);
    default:
        return {};
    }
}

QString JournalTable::tip(Slot slot, int column) const
{
    const TuneStep &step = m_rows[slot];
    if (column == Promised && step.isPromise())
        return estimateText(step.proposal.gain);
    if (column == Got && step.came)
        return estimateText(*step.came);
    return text(slot, column == Moved ? Reason : column);
}

std::optional<RowSign> JournalTable::sign(Slot slot, int column) const
{
    if (column != State)
        return std::nullopt;
    switch (m_rows[slot].state) {
    case TuneStep::State::Kept:
        return RowSign{QStringLiteral("✔"), RowSign::Tone::Useful};
    case TuneStep::State::Broken:
        return RowSign{QStringLiteral("✕"), RowSign::Tone::Bad};
    case TuneStep::State::Offered:
        return RowSign{QStringLiteral("?"), RowSign::Tone::Quiet};
    case TuneStep::State::Made:
        return RowSign{QStringLiteral("…"), RowSign::Tone::Quiet};
    case TuneStep::State::Dismissed:
    case TuneStep::State::Outdated:
    case TuneStep::State::Left:
    case TuneStep::State::Undone:
        break;
    }
    return RowSign{QStringLiteral("–"), RowSign::Tone::Quiet};
}

int JournalTable::compare(Slot a, Slot b, int column) const
{
    const TuneStep &x = m_rows[a], &y = m_rows[b];
    switch (column) {
    case Time:
        return threeWay(x.at, y.at);
    case Promised:
        return threeWay(gainOf(x), gainOf(y));
    case Got:
        return threeWay(cameOf(x), cameOf(y));
    case State:
        return threeWay(x.state, y.state);
    default:
        return text(a, column).compare(text(b, column));
    }
}

bool JournalTable::isOn(Slot, const EdgeFilter &) const
{
    return true;
}

} // namespace forefetch
