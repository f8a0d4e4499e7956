// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/diskstate.h"

#include "core/request/partition.h"

namespace forefetch {

Place DiskState::placeOf(std::string_view target, Partition partition) const
{
    std::string text = "r";
    text += target;
    Place place;
    place.resource = sipHash(options.key, text);
    text[0] = 'p';
    for (int i = 0; i < 8; ++i)
        text += static_cast<char>(partition.value >> (8 * i));
    place.hash = sipHash(options.key, text);
    return place;
}

void DiskState::purge(Purge::Kind kind, std::uint64_t hash)
{
    if (!journal)
        return; // nothing that was there before this process is ever used (DiskWriter)
    if (queuedPurges >= options.queuedPurges) {
        kind = Purge::Kind::Everything;
        hash = 0;
    }
    const Purge purge{kind, hash, journal->nextSerial()};
    journal->note(purge);
    index.purge(purge);
    ++figures.purges;
    if (kind == Purge::Kind::Everything) { // what waits is void as well
        queue.clear();
        queuedBytes = queuedPurges = 0;
    }
    ++queuedPurges;
    queue.push_back({.isPurge = true, .purge = purge, .place = {}, .record = {}});
}

} // namespace forefetch
