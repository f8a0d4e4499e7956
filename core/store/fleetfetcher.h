// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/fetch/fetcher.h"

#include <functional>
#include <mutex>
#include <unordered_map>

namespace forefetch {

// Before a prefetch goes to the origin: is it this gateway's to fetch? Of those that share a store
// one fetches what all may use, within a budget that they share; the others end theirs as
// cancelled.
//
//     FleetFetcher fetcher(http);
//     fetcher.setClaim([store](const Key &key, auto claimed) { store->claim(key, claimed); });
//
// Thread: start and cancel: the workers'; setClaim: before the first start.
class FleetFetcher final : public Fetcher
{
public:
    using Claimed = std::function<void(bool)>;
    using Claim = std::function<void(const Key &, Claimed)>;

    explicit FleetFetcher(Fetcher &inner) : m_inner(inner) {}
    void setClaim(Claim claim) { m_claim = std::move(claim); }

    void start(const FetchRequest &request, FetchSink &sink) override;
    void cancel(PrefetchId id) override;

private:
    void claimed(const FetchRequest &request, FetchSink &sink, bool isOurs);

    Fetcher &m_inner;
    Claim m_claim;      // null: all are ours
    std::mutex m_mutex; // guards m_asking; held while the inner one is told, which does not wait
    std::unordered_map<PrefetchId, FetchSink *> m_asking;
};

} // namespace forefetch
