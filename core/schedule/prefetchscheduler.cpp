// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedule/prefetchscheduler.h"

#include <algorithm>
#include <utility>

namespace forefetch {

namespace {

// Written so that what is not a number is below every threshold.
bool reaches(const Prediction &prediction, float threshold)
{
    return prediction.pUsed >= threshold;
}

bool comesFirst(const Prediction &a, const Prediction &b)
{
    return a.pUsed > b.pUsed;
}

// The context's session, partition and moment; the prediction's resource and probability.
PrefetchRequest requestFor(const Prediction &prediction, const ScheduleContext &context,
                           Duration maxAge)
{
    const float probability = std::min(prediction.pUsed, 1.0F);
    return {.key = {prediction.resource, context.partition},
            .context = context.context,
            .createdAt = context.now,
            .maxAge = maxAge,
            .priority = probability,
            .sourcePrediction = probability};
}

} // namespace

enum class PrefetchScheduler::Verdict : std::uint8_t {
    Scheduled,
    Cached,
    Queued,
    Raised, // counts as queued
    Space,
    Guard,
    Limit,
};

struct PrefetchScheduler::Terms
{
    Terms(const Settings &settings, const ScheduleContext &in)
        : context(in), revision(settings.revision()),
          threshold(static_cast<float>(settings.number(Param::SchedulerMinProbability))),
          maxAge(fromSeconds(settings.number(Param::SchedulerMaxAge))),
          room(settings.integer(Param::SchedulerMaxPrefetchPerSchedule)),
          isOff(!settings.enabled(Param::PrefetchEnabled) || in.heldBack)
    {
    }

    const ScheduleContext &context;
    Revision revision; // read first: a change after it is at worst counted to the one before
    float threshold;
    Duration maxAge;
    std::int64_t room; // what the batch may still take
    bool isOff;
};

PrefetchScheduler::PrefetchScheduler(PrefetchQueue &queue, Ledger &ledger, const Settings &settings,
                                     Environment environment, Callers callers)
    : m_queue(queue), m_ledger(ledger), m_settings(settings), m_environment(std::move(environment)),
      m_mutex(callers)
{
}

std::span<const Key>
PrefetchScheduler::scheduleFromPredictions(std::span<const Prediction> predictions,
                                           const ScheduleContext &context)
{
    m_scheduled.clear();
    Terms terms(m_settings, context);
    collect(predictions, terms);

    SchedulerFigures counted;
    counted.totalPredictions = predictions.size();
    counted.filteredLowProbability = predictions.size() - m_order.size();
    if (terms.isOff)
        leaveOut(terms, counted);
    for (const Prediction *prediction : m_order) {
        const PrefetchRequest request = requestFor(*prediction, context, terms.maxAge);
        const Verdict verdict = judge(*prediction, request, terms);
        count(verdict, counted);
        tell(*prediction, saidOf(verdict), terms);
        if (verdict == Verdict::Scheduled)
            --terms.room;
        if (verdict == Verdict::Scheduled || verdict == Verdict::Raised)
            m_scheduled.push_back(request.key);
    }
    add(counted);
    return m_scheduled;
}

// Prefetching is off, or not for this session.
void PrefetchScheduler::leaveOut(const Terms &terms, SchedulerFigures &counted)
{
    for (const Prediction *prediction : m_order)
        tell(*prediction, terms.context.heldBack ? Said::HeldBack : Said::SwitchedOff, terms);
    counted.filteredGuard = m_order.size();
    m_order.clear();
}

float PrefetchScheduler::thresholdOf(const Prediction &prediction, const Terms &terms) const
{
    return m_environment.threshold ? m_environment.threshold(prediction, terms.threshold)
                                   : terms.threshold;
}

void PrefetchScheduler::tell(const Prediction &prediction, Said what, const Terms &terms) const
{
    if (m_environment.judged && prediction.resource != terms.context.current)
        m_environment.judged(prediction, what, thresholdOf(prediction, terms), terms.context);
}

Said PrefetchScheduler::saidOf(Verdict verdict)
{
    switch (verdict) {
    case Verdict::Space:
        return Said::NoSpace;
    case Verdict::Guard:
        return Said::Spared;
    case Verdict::Limit:
        return Said::OverLimit;
    case Verdict::Scheduled:
    case Verdict::Cached:
    case Verdict::Queued:
    case Verdict::Raised:
        break;
    }
    return Said::Taken;
}

// Those that reach the threshold, the most probable first; among equals their order stays.
void PrefetchScheduler::collect(std::span<const Prediction> predictions, const Terms &terms)
{
    m_order.clear();
    for (const Prediction &prediction : predictions) {
        if (reaches(prediction, thresholdOf(prediction, terms)))
            m_order.push_back(&prediction);
        else
            tell(prediction, Said::BelowThreshold, terms);
    }
    // By address among equals, because a stable sort would allocate.
    std::sort(m_order.begin(), m_order.end(), [](const Prediction *a, const Prediction *b) {
        return a->pUsed != b->pUsed ? comesFirst(*a, *b) : a < b;
    });
}

PrefetchScheduler::Verdict PrefetchScheduler::judge(const Prediction &prediction,
                                                    const PrefetchRequest &request,
                                                    const Terms &terms)
{
    const Environment &ask = m_environment;
    if (ask.isCached && ask.isCached(request.key))
        return Verdict::Cached;
    if (request.key.resource == terms.context.current ||
        (ask.isInFlight && ask.isInFlight(request.key)))
        return Verdict::Queued;
    if (const auto known = m_queue.raise(request, terms.context.now))
        return *known == PutStatus::Raised ? Verdict::Raised : Verdict::Queued;
    if (ask.hasRoom && !ask.hasRoom(request.priority))
        return Verdict::Space;
    if (ask.isAllowed && !ask.isAllowed(prediction, terms.context))
        return Verdict::Guard;
    return terms.room <= 0 ? Verdict::Limit : put(prediction, request, terms);
}

PrefetchScheduler::Verdict PrefetchScheduler::put(const Prediction &prediction,
                                                  const PrefetchRequest &request,
                                                  const Terms &terms)
{
    const ScheduleContext &context = terms.context;
    // Before the queue's lock is held.
    const PredictionReason reason =
        m_environment.explain ? m_environment.explain(prediction, context) : PredictionReason();
    const auto identify = [&](const PrefetchRequest &entered) {
        const PrefetchCause cause{context.session,
                                  prediction.cause,
                                  prediction.pNext,
                                  prediction.pUsed,
                                  thresholdOf(prediction, terms),
                                  terms.revision,
                                  reason};
        return m_ledger.schedule(entered.key, cause, context.now);
    };
    const PutResult result = m_queue.put(request, context.now, identify);
    if (result.out != PrefetchId::None)
        m_ledger.end(result.out,
                     result.outExpired ? PrefetchState::ExpiredInQueue : PrefetchState::Cancelled,
                     context.now);
    switch (result.status) {
    case PutStatus::Added:
        return Verdict::Scheduled;
    case PutStatus::Raised:
        return Verdict::Raised;
    case PutStatus::DuplicateQueued:
    case PutStatus::DuplicateInFlight:
        return Verdict::Queued;
    case PutStatus::Full:
    case PutStatus::Closed:
        break;
    }
    return Verdict::Limit;
}

void PrefetchScheduler::count(Verdict verdict, SchedulerFigures &counted)
{
    switch (verdict) {
    case Verdict::Scheduled:
        ++counted.scheduled;
        break;
    case Verdict::Cached:
        ++counted.filteredCached;
        break;
    case Verdict::Queued:
    case Verdict::Raised:
        ++counted.filteredQueued;
        break;
    case Verdict::Space:
        ++counted.filteredSpace;
        break;
    case Verdict::Guard:
        ++counted.filteredGuard;
        break;
    case Verdict::Limit:
        ++counted.filteredLimit;
        break;
    }
}

void PrefetchScheduler::add(const SchedulerFigures &counted)
{
    const std::lock_guard lock(m_mutex);
    m_figures.totalPredictions += counted.totalPredictions;
    m_figures.scheduled += counted.scheduled;
    m_figures.filteredLowProbability += counted.filteredLowProbability;
    m_figures.filteredCached += counted.filteredCached;
    m_figures.filteredQueued += counted.filteredQueued;
    m_figures.filteredSpace += counted.filteredSpace;
    m_figures.filteredGuard += counted.filteredGuard;
    m_figures.filteredLimit += counted.filteredLimit;
}

std::vector<Prediction>
PrefetchScheduler::candidates(std::span<const Prediction> predictions,
                              const std::unordered_set<ResourceId> &cacheKeys,
                              double minProbability)
{
    std::vector<Prediction> out;
    for (const Prediction &prediction : predictions) {
        if (reaches(prediction, static_cast<float>(minProbability)) &&
            !cacheKeys.contains(prediction.resource))
            out.push_back(prediction);
    }
    std::stable_sort(out.begin(), out.end(), comesFirst);
    return out;
}

SchedulerFigures PrefetchScheduler::stats() const
{
    const std::lock_guard lock(m_mutex);
    SchedulerFigures figures = m_figures;
    if (figures.totalPredictions != 0)
        figures.scheduleRate =
            static_cast<double>(figures.scheduled) / static_cast<double>(figures.totalPredictions);
    return figures;
}

} // namespace forefetch
