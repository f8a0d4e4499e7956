// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
// How the states of a prefetch are called in a table, marked and explained.
#include "ui/models/prefetchoutcome.h"

#include "ui/theme/theme.h"

#include <QCoreApplication>

namespace forefetch {

namespace {

QString translated(const char *text)
{
    return QCoreApplication::translate("PrefetchOutcome", text);
}

struct Words
{
    const char *text;
    const char *tip;
};

// In the order of PrefetchState.
constexpr std::array<Words, kPrefetchStateCount> kWords{{
    {QT_TRANSLATE_NOOP("PrefetchOutcome", "queued"),
     QT_TRANSLATE_NOOP("PrefetchOutcome", "Waits for a worker.")},
    {QT_TRANSLATE_NOOP("PrefetchOutcome", "in flight"),
     QT_TRANSLATE_NOOP("PrefetchOutcome", "Is being fetched, or waits for a retry.")},
    {QT_TRANSLATE_NOOP("PrefetchOutcome", "ready"),
     QT_TRANSLATE_NOOP("PrefetchOutcome", "Stored, fresh, not used yet: no waste.")},
    {QT_TRANSLATE_NOOP("PrefetchOutcome", "used"),
     QT_TRANSLATE_NOOP("PrefetchOutcome", "Served its first hit.")},
    {QT_TRANSLATE_NOOP("PrefetchOutcome", "late"),
     QT_TRANSLATE_NOOP("PrefetchOutcome",
                       "A client asked while it was in flight, joined it and waited.")},
    {QT_TRANSLATE_NOOP("PrefetchOutcome", "wasted: expired"),
     QT_TRANSLATE_NOOP("PrefetchOutcome", "Its freshness ended before anybody came.")},
    {QT_TRANSLATE_NOOP("PrefetchOutcome", "wasted: evicted"),
     QT_TRANSLATE_NOOP("PrefetchOutcome", "It made room before anybody came.")},
    {QT_TRANSLATE_NOOP("PrefetchOutcome", "wasted: voided"),
     QT_TRANSLATE_NOOP("PrefetchOutcome",
                       "An unsafe request made it invalid before anybody came.")},
    {QT_TRANSLATE_NOOP("PrefetchOutcome", "superseded"),
     QT_TRANSLATE_NOOP("PrefetchOutcome", "A client fetched the same first.")},
    {QT_TRANSLATE_NOOP("PrefetchOutcome", "expired in queue"),
     QT_TRANSLATE_NOOP("PrefetchOutcome", "Waited longer than the maximum age.")},
    {QT_TRANSLATE_NOOP("PrefetchOutcome", "discarded"),
     QT_TRANSLATE_NOOP("PrefetchOutcome", "Fetched and not stored.")},
    {QT_TRANSLATE_NOOP("PrefetchOutcome", "declined"),
     QT_TRANSLATE_NOOP("PrefetchOutcome", "The API refused: 429, 503, 425.")},
    {QT_TRANSLATE_NOOP("PrefetchOutcome", "failed"),
     QT_TRANSLATE_NOOP("PrefetchOutcome", "Network or server error after the last retry.")},
    {QT_TRANSLATE_NOOP("PrefetchOutcome", "cancelled"),
     QT_TRANSLATE_NOOP("PrefetchOutcome", "Removed, displaced, signed out or stopped.")},
}};

} // namespace

QString outcomeText(PrefetchState state)
{
    return translated(kWords[static_cast<std::size_t>(state)].text);
}

QString outcomeTip(PrefetchState state)
{
    return translated(kWords[static_cast<std::size_t>(state)].tip);
}

RowSign outcomeSign(PrefetchState state)
{
    using Tone = RowSign::Tone;
    switch (state) {
    case PrefetchState::Queued:
        return {QStringLiteral("…"), Tone::Quiet};
    case PrefetchState::InFlight:
        return {QStringLiteral("↓"), Tone::Quiet};
    case PrefetchState::Ready:
        return {QStringLiteral("○"), Tone::Quiet};
    case PrefetchState::Used:
    case PrefetchState::Late:
        return {markerOf(Meaning::Useful), Tone::Useful};
    case PrefetchState::WastedExpired:
    case PrefetchState::WastedEvicted:
    case PrefetchState::WastedInvalidated:
        return {markerOf(Meaning::Wasted), Tone::Wasted};
    case PrefetchState::Declined:
    case PrefetchState::Failed:
        return {QStringLiteral("!"), Tone::Bad};
    case PrefetchState::Superseded:
    case PrefetchState::ExpiredInQueue:
    case PrefetchState::Discarded:
    case PrefetchState::Cancelled:
        break;
    }
    return {QStringLiteral("–"), Tone::Quiet};
}

} // namespace forefetch
