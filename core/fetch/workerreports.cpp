// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fetch/workerstate.h"

#include <algorithm>

// What the fetcher reports, from any thread: a fetch is found by its id among at most 64 words,
// without a lock; head and data go straight on, an end is left for the pump.

namespace forefetch {

std::size_t PrefetchWorker::State::find(PrefetchId id) const
{
    const auto wanted = static_cast<std::uint64_t>(id);
    if (wanted == 0)
        return kMost;
    const std::size_t end = high.load(std::memory_order_acquire);
    for (std::size_t i = 0; i < end; ++i) {
        if (ids[i].load(std::memory_order_acquire) == wanted)
            return i;
    }
    return kMost;
}

void PrefetchWorker::State::head(PrefetchId id, const ResponseHeadPtr &head)
{
    const std::size_t worker = find(id);
    if (worker == kMost || !head)
        return;
    WorkerSlot &slot = slots[worker];
    slot.status = head->status;
    // Nobody should get to see a server error in place of the retry that follows it.
    slot.withheld = isRetriedStatus(head->status) &&
                    slot.attempt <= settings.integer(Param::WorkersMaxRetries) &&
                    !stopping.load(std::memory_order_relaxed);
    if (!slot.withheld && hooks.head)
        hooks.head(slot.request, head);
}

void PrefetchWorker::State::data(PrefetchId id, std::string_view bytes)
{
    const std::size_t worker = find(id);
    if (worker == kMost)
        return;
    WorkerSlot &slot = slots[worker];
    slot.bytes += bytes.size();
    if (!slot.withheld && hooks.data)
        hooks.data(slot.request, bytes);
}

void PrefetchWorker::State::ended(PrefetchId id, const FetchEnd &end)
{
    const std::size_t worker = find(id);
    if (worker == kMost)
        return;
    std::uint64_t expected = static_cast<std::uint64_t>(id);
    if (!ids[worker].compare_exchange_strong(expected, 0, std::memory_order_acq_rel))
        return; // said twice: the first counts
    slots[worker].end = end;
    slots[worker].endedAt = clock.now();
    endedMask.fetch_or(bit(worker), std::memory_order_release);
    wake();
}

// After an error so many answers are told, as many as the breaker looks back over.
void PrefetchWorker::State::others(bool failed)
{
    constexpr std::uint32_t heard = 20;
    if (!failed && suspicion.load(std::memory_order_relaxed) == 0)
        return;
    {
        const std::lock_guard lock(mutex);
        othersResults = othersResults << 1 | (failed ? 1 : 0);
        othersCount = std::min<std::uint32_t>(othersCount + 1, 64);
    }
    if (failed)
        suspicion.store(heard);
    else if (std::uint32_t left = suspicion.load(); left > 0)
        suspicion.compare_exchange_strong(left, left - 1);
    othersWaiting.store(true);
    attention.store(true);
}

void PrefetchWorker::State::wake()
{
    attention.store(true);
    if (s_pumping == this)
        return;
    if (sleeping.load()) {
        {
            const std::lock_guard lock(mutex);
        }
        wakeCondition.notify_one();
    }
    if (hasWakeUp.load(std::memory_order_acquire)) {
        std::shared_ptr<const std::function<void()>> call;
        {
            const std::lock_guard lock(mutex);
            call = wakeUp;
        }
        if (call && *call)
            (*call)();
    }
}

} // namespace forefetch
