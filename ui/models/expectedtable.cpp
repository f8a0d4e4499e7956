// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/expectedtable.h"

#include "core/request/redact.h"
#include "core/request/texthash.h"
#include "ui/models/rowtexts.h"
#include "ui/models/whytext.h"

namespace forefetch {

std::vector<TableColumn> ExpectedTable::makeColumns()
{
    return {
        {tr("Target"),
         tr("The request that is expected; credentials in it are hidden"),
         {},
         false,
         true},
        {tr("P(next)"), tr("How probable it is that it is the session's very next request"),
         QStringLiteral("0.00"), true},
        {tr("P(used)"),
         tr("How probable it is that it comes within the horizon; what the threshold acts on"),
         QStringLiteral("0.00"), true},
        {tr("Because of"), tr("The evidence that spoke for it most"),
         tr("the last requests, in order"), false, true},
        {tr("Seen"), tr("How often it followed, of how often anything followed"),
         tr("%1 of %2").arg(QStringLiteral("000"), QStringLiteral("000")), true, false, false},
        {tr("Then"), tr("What P(used) means under the threshold of now"), tr("▲ worth a prefetch"),
         false, true},
    };
}

ExpectedTable::ExpectedTable(QObject *parent)
    : LiveTable(makeColumns(), kMost, Used, Qt::DescendingOrder, parent), m_rows(kMost)
{
}

void ExpectedTable::read(const ModelView &view)
{
    m_threshold = view.threshold;
    m_prefetching = view.prefetching;
    std::vector<std::uint64_t> keys;
    for (const ExplainedPrediction &p : view.predictions)
        keys.push_back(textHash(p.target, 0x51) | 1);
    retain(keys);
    for (std::size_t i = 0; i < keys.size() && i < kMost; ++i) {
        const ExplainedPrediction &p = view.predictions[i];
        m_rows[put(keys[i])] = {p, QString::fromStdString(redacted(p.target)),
                                evidenceText(p.why.reason.kind)};
    }
    commit();
}

const ExplainedPrediction *ExpectedTable::at(int row) const
{
    const Slot slot = row < 0 || row >= rowCount() ? RowSlots::kNone : rows().find(keyAt(row));
    return slot == RowSlots::kNone ? nullptr : &m_rows[slot].prediction;
}

QString ExpectedTable::text(Slot slot, int column) const
{
    const Row &row = m_rows[slot];
    const ExplainedPrediction &p = row.prediction;
    switch (column) {
    case Target:
        return row.target;
    case Next:
        return likelihoodText(static_cast<double>(p.pNext));
    case Used:
        return likelihoodText(static_cast<double>(p.pUsed));
    case Because:
        return row.because;
    case Seen:
        return p.cause.total == 0
                   ? noText()
                   : tr("%1 of %2").arg(countText(p.cause.count), countText(p.cause.total));
    case Fate:
        return static_cast<double>(p.pUsed) < m_threshold ? tr("too unsure")
               : m_prefetching                            ? tr("worth a prefetch")
                                                          : tr("prefetch is off");
    default:
        return {};
    }
}

QString ExpectedTable::tip(Slot slot, int column) const
{
    const Row &row = m_rows[slot];
    if (column == Because && !row.prediction.why.rule.to.empty())
        return ruleSentence(row.prediction.why.rule);
    if (column == Fate)
        return tr("P(used) %1, threshold %2").arg(text(slot, Used), likelihoodText(m_threshold));
    return text(slot, column);
}

std::optional<RowSign> ExpectedTable::sign(Slot slot, int column) const
{
    if (column != Fate)
        return std::nullopt;
    const bool isWorth =
        m_prefetching && static_cast<double>(m_rows[slot].prediction.pUsed) >= m_threshold;
    return RowSign{isWorth ? QStringLiteral("▲") : QStringLiteral("·"),
                   isWorth ? RowSign::Tone::Useful : RowSign::Tone::Quiet};
}

int ExpectedTable::compare(Slot a, Slot b, int column) const
{
    const Row &x = m_rows[a], &y = m_rows[b];
    switch (column) {
    case Target:
        return x.target.compare(y.target);
    case Next:
        return threeWay(x.prediction.pNext, y.prediction.pNext);
    case Used:
    case Fate:
        return threeWay(x.prediction.pUsed, y.prediction.pUsed);
    case Because:
        return x.because.compare(y.because);
    case Seen:
        return threeWay(x.prediction.cause.count, y.prediction.cause.count);
    default:
        return 0;
    }
}

bool ExpectedTable::isOn(Slot, const EdgeFilter &) const
{
    return true;
}

} // namespace forefetch
