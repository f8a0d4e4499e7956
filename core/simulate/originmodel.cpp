// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/simulate/originmodel.h"

#include "core/cache/storability.h"

#include <algorithm>
#include <cmath>
#include <memory>
#include <numbers>
#include <utility>

namespace forefetch {

namespace {

double uniformOf(std::uint64_t bits)
{
    return (static_cast<double>(mixBits(bits) >> 11) + 0.5) * 0x1.0p-53;
}

// A standard normal number from a hash (Box and Muller 1958).
double normalOf(std::uint64_t bits)
{
    const double radius = std::sqrt(-2 * std::log(uniformOf(bits)));
    return radius * std::cos(2 * std::numbers::pi * uniformOf(bits ^ 0x9e3779b97f4a7c15ULL));
}

} // namespace

OriginAnswers fixedAnswers(Duration latency, std::uint32_t bytes)
{
    return [=](const Key &) { return OriginAnswer{latency, bytes}; };
}

OriginAnswers spreadAnswers(const OriginSpread &spread, std::uint64_t seed)
{
    // Drawn once: a logarithm and a cosine a fetch would cost as much as the rest of it.
    constexpr std::size_t draws = 4096;
    auto answers = std::make_shared<std::vector<OriginAnswer>>();
    answers->reserve(draws);
    for (std::size_t i = 0; i < draws; ++i) {
        const std::uint64_t bits = mixBits(seed + i) << 1;
        const double latency =
            seconds(spread.medianLatency) * std::exp(spread.latencySigma * normalOf(bits));
        const double bytes = spread.medianBytes * std::exp(spread.bytesSigma * normalOf(bits + 1));
        answers->push_back(
            {fromSeconds(latency), static_cast<std::uint32_t>(std::min(bytes, 4294967295.0))});
    }
    // By the resource's index alone: its generation depends on what went before.
    return [answers = std::shared_ptr<const std::vector<OriginAnswer>>(answers), seed](
               const Key &key) { return (*answers)[mixBits(seed ^ key.resource.index) % draws]; };
}

OriginModel::OriginModel(const Clock &clock, OriginAnswers answers)
    : m_clock(clock), m_answers(std::move(answers))
{
}

void OriginModel::start(const FetchRequest &request, FetchSink &sink)
{
    if (m_onStart)
        m_onStart();
    OriginAnswer answer = m_answers(request.key);
    if (answer.isSilent) {
        answer.latency = kPrefetchPatience;
        answer.status = 0;
    }
    m_heap.push_back({m_clock.now() + answer.latency, m_started++, request.id, &sink, answer});
    std::push_heap(m_heap.begin(), m_heap.end(), isLater);
}

void OriginModel::cancel(PrefetchId id)
{
    const auto found = std::find_if(m_heap.begin(), m_heap.end(),
                                    [id](const Fetch &fetch) { return fetch.id == id; });
    if (found == m_heap.end())
        return;
    FetchSink *const sink = found->sink;
    m_heap.erase(found);
    std::make_heap(m_heap.begin(), m_heap.end(), isLater);
    sink->onEnd(id, {FetchStatus::Cancelled, {}, 0});
}

std::size_t OriginModel::endDue()
{
    std::size_t ended = 0;
    for (; nextDue() <= m_clock.now(); ++ended) {
        std::pop_heap(m_heap.begin(), m_heap.end(), isLater);
        const Fetch fetch = m_heap.back();
        m_heap.pop_back();
        end(fetch);
    }
    return ended;
}

void OriginModel::end(const Fetch &fetch)
{
    if (fetch.answer.status == 0) {
        if (m_beforeEnd)
            m_beforeEnd(fetch.id, fetch.answer);
        if (fetch.answer.isSilent)
            fetch.sink->onEnd(fetch.id, {FetchStatus::TimedOut, "no answer came in time", 0});
        else
            fetch.sink->onEnd(fetch.id, {FetchStatus::Network, "the connection broke", 0});
        return;
    }
    if (fetch.answer.head != nullptr) {
        fetch.sink->onHead(fetch.id, ResponseHeadPtr(ResponseHeadPtr(), fetch.answer.head));
    } else if (!mayBeAssumedFresh(fetch.answer.status)) {
        auto head = std::make_shared<ResponseHead>();
        head->status = fetch.answer.status;
        fetch.sink->onHead(fetch.id, std::move(head));
    }
    if (m_beforeEnd)
        m_beforeEnd(fetch.id, fetch.answer);
    fetch.sink->onEnd(fetch.id, {FetchStatus::Answered, {}, fetch.answer.bytes});
}

} // namespace forefetch
