// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cache/eviction.h"

#include "core/cache/lrueviction.h"
#include "core/cache/s3fifoeviction.h"
#include "core/cache/wtinylfueviction.h"

namespace forefetch {

std::unique_ptr<Eviction> makeEviction(EvictionKind kind, EntrySlots &slots)
{
    switch (kind) {
    case EvictionKind::S3Fifo:
        return std::make_unique<S3FifoEviction>(slots);
    case EvictionKind::WTinyLfu:
        return std::make_unique<WTinyLfuEviction>(slots);
    case EvictionKind::Lru:
        break;
    }
    return std::make_unique<LruEviction>(slots);
}

} // namespace forefetch
