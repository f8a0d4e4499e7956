// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/misstext.h"

#include "ui/models/requeststable.h"

#include <QCoreApplication>

#include <algorithm>

namespace forefetch {

namespace {

struct MissWords
{
    Q_DECLARE_TR_FUNCTIONS(forefetch::MissWords)
};

struct Words
{
    const char *text;
    const char *sentence;
    const char *help;
};

// In the order of MissReason.
constexpr std::array<Words, kMissReasonCount> kWords{{
    {"–", QT_TRANSLATE_NOOP("forefetch::MissWords", "Why it was none is not known."), ""},
    {QT_TRANSLATE_NOOP("forefetch::MissWords", "never seen before"),
     QT_TRANSLATE_NOOP("forefetch::MissWords",
                       "Nobody had asked for it before, and no learnt route names it."),
     QT_TRANSLATE_NOOP("forefetch::MissWords",
                       "Nothing yet: the model has to see it, or enough others of its route.")},
    {QT_TRANSLATE_NOOP("forefetch::MissWords", "not predicted"),
     QT_TRANSLATE_NOOP(
         "forefetch::MissWords",
         "It was asked for before, but nothing of the session's last requests named it."),
     QT_TRANSLATE_NOOP("forefetch::MissWords",
                       "More predictions a request (predictor.top_k), or a longer horizon "
                       "(predictor.horizon_seconds).")},
    {QT_TRANSLATE_NOOP("forefetch::MissWords", "below the threshold"),
     QT_TRANSLATE_NOOP("forefetch::MissWords",
                       "It was predicted, but not probable enough to be fetched."),
     QT_TRANSLATE_NOOP(
         "forefetch::MissWords",
         "A lower minimum probability (scheduler.min_probability), at the price of more waste.")},
    {QT_TRANSLATE_NOOP("forefetch::MissWords", "switched off"),
     QT_TRANSLATE_NOOP("forefetch::MissWords", "It was predicted while prefetching was off."),
     QT_TRANSLATE_NOOP("forefetch::MissWords",
                       "Prefetching switched on (prefetch.enabled, Ctrl+P).")},
    {QT_TRANSLATE_NOOP("forefetch::MissWords", "control group"),
     QT_TRANSLATE_NOOP("forefetch::MissWords",
                       "Its session is held back: prefetching, or what it brought, is not for it."),
     QT_TRANSLATE_NOOP("forefetch::MissWords",
                       "Nothing, on purpose: this group is what the others are compared with "
                       "(holdback.share).")},
    {QT_TRANSLATE_NOOP("forefetch::MissWords", "no space"),
     QT_TRANSLATE_NOOP("forefetch::MissWords",
                       "It was predicted, when entries that nobody had used yet held their share."),
     QT_TRANSLATE_NOOP("forefetch::MissWords",
                       "A larger cache (cache.capacity), or more of it for unproven entries "
                       "(scheduler.cache_space_threshold).")},
    {QT_TRANSLATE_NOOP("forefetch::MissWords", "spared"),
     QT_TRANSLATE_NOOP(
         "forefetch::MissWords",
         "It was predicted, when its session or route had had its share, or its route was left "
         "alone after 429, 503 or 425."),
     QT_TRANSLATE_NOOP(
         "forefetch::MissWords",
         "Nothing while the origin asks for less; else more workers (workers.count), so that "
         "fewer prefetches have to share.")},
    {QT_TRANSLATE_NOOP("forefetch::MissWords", "over the limit"),
     QT_TRANSLATE_NOOP(
         "forefetch::MissWords",
         "It was predicted, but likelier ones took the places of the batch or of the queue."),
     QT_TRANSLATE_NOOP(
         "forefetch::MissWords",
         "A larger batch (scheduler.max_prefetch_per_schedule) or queue (queue.max_size).")},
    {QT_TRANSLATE_NOOP("forefetch::MissWords", "waited for a worker"),
     QT_TRANSLATE_NOOP("forefetch::MissWords",
                       "Its prefetch was still queued: every worker was busy."),
     QT_TRANSLATE_NOOP("forefetch::MissWords", "More workers (workers.count).")},
    {QT_TRANSLATE_NOOP("forefetch::MissWords", "waited for the rate"),
     QT_TRANSLATE_NOOP("forefetch::MissWords",
                       "Its prefetch was still queued for the prefetch rate."),
     QT_TRANSLATE_NOOP("forefetch::MissWords",
                       "A higher prefetch rate (workers.max_requests_per_second).")},
    {QT_TRANSLATE_NOOP("forefetch::MissWords", "waited for the guard"),
     QT_TRANSLATE_NOOP(
         "forefetch::MissWords",
         "Its prefetch was still queued: the guard held it back to spare the origin."),
     QT_TRANSLATE_NOOP(
         "forefetch::MissWords",
         "More extra load allowed (guard.max_extra_load), if the origin can bear it.")},
    {QT_TRANSLATE_NOOP("forefetch::MissWords", "left the queue"),
     QT_TRANSLATE_NOOP("forefetch::MissWords",
                       "Its prefetch left the queue: too old, or for a likelier one."),
     QT_TRANSLATE_NOOP("forefetch::MissWords",
                       "More workers or a higher rate, so that less waits; a longer wait "
                       "(scheduler.max_age).")},
    {QT_TRANSLATE_NOOP("forefetch::MissWords", "prefetch failed"),
     QT_TRANSLATE_NOOP("forefetch::MissWords", "Its prefetch failed, or the origin declined it."),
     QT_TRANSLATE_NOOP("forefetch::MissWords",
                       "A healthy origin; more retries (workers.max_retries).")},
    {QT_TRANSLATE_NOOP("forefetch::MissWords", "not kept"),
     QT_TRANSLATE_NOOP("forefetch::MissWords",
                       "Its prefetch was answered, and the answer could not be stored."),
     QT_TRANSLATE_NOOP(
         "forefetch::MissWords",
         "An origin that allows it, or another policy (cache.policy); a larger cache.")},
    {QT_TRANSLATE_NOOP("forefetch::MissWords", "evicted"),
     QT_TRANSLATE_NOOP("forefetch::MissWords", "It was stored, and had made room for others."),
     QT_TRANSLATE_NOOP("forefetch::MissWords", "A larger cache (cache.capacity).")},
    {QT_TRANSLATE_NOOP("forefetch::MissWords", "expired"),
     QT_TRANSLATE_NOOP("forefetch::MissWords", "It was stored, and was no longer fresh."),
     QT_TRANSLATE_NOOP(
         "forefetch::MissWords",
         "A longer freshness: from the origin, or where it says nothing by cache.default_ttl.")},
    {QT_TRANSLATE_NOOP("forefetch::MissWords", "invalidated"),
     QT_TRANSLATE_NOOP("forefetch::MissWords",
                       "It was stored, until an unsafe request or a removal voided it."),
     QT_TRANSLATE_NOOP("forefetch::MissWords", "Nothing: an old answer would have been wrong.")},
    {QT_TRANSLATE_NOOP("forefetch::MissWords", "other headers"),
     QT_TRANSLATE_NOOP("forefetch::MissWords",
                       "What is stored answers requests with other headers (Vary)."),
     QT_TRANSLATE_NOOP("forefetch::MissWords", "Nothing here; an origin that varies by less.")},
    {QT_TRANSLATE_NOOP("forefetch::MissWords", "reload"),
     QT_TRANSLATE_NOOP("forefetch::MissWords", "The client asked for a new answer (no-cache)."),
     QT_TRANSLATE_NOOP("forefetch::MissWords", "Nothing: it wanted that.")},
    {QT_TRANSLATE_NOOP("forefetch::MissWords", "joined another"),
     QT_TRANSLATE_NOOP("forefetch::MissWords",
                       "Another client was just fetching it, and both got that answer."),
     QT_TRANSLATE_NOOP("forefetch::MissWords", "Nothing: the origin was asked once.")},
    {QT_TRANSLATE_NOOP("forefetch::MissWords", "forgotten"),
     QT_TRANSLATE_NOOP("forefetch::MissWords",
                       "What had become of it is no longer kept: too much has happened since."),
     ""},
}};

const Words &wordsOf(MissReason reason)
{
    return kWords[static_cast<std::size_t>(reason)];
}

QString likelihood(float p)
{
    return likelihoodText(static_cast<double>(p));
}

// The least threshold of two digits that lets it through.
double enough(float pUsed)
{
    return std::max(0.01, std::floor(static_cast<double>(pUsed) * 100) / 100);
}

QString endText(const RequestRecord &r)
{
    return MissWords::tr("%1: answered with %2 after %3.")
        .arg(resultText(r.end),
             r.end.status == 0 ? MissWords::tr("nothing") : QString::number(r.end.status),
             lengthText(r.end.latency));
}

// What the prefetch behind an answer did for it.
QString prefetchSentence(const RequestRecord &r, const PrefetchRecord &prefetch)
{
    if (r.end.result == DemandResult::Hit)
        return MissWords::tr("A prefetch had brought it %1 before.")
            .arg(lengthText(std::max(r.at - prefetch.readyAt, Duration())));
    const Duration queued = prefetch.startedAt - prefetch.scheduledAt;
    const QString wait = MissWords::tr("It joined its own prefetch, and waited %1 for it.")
                             .arg(lengthText(r.end.latency));
    if (queued >= r.end.latency)
        return wait + u' ' +
               MissWords::tr("The prefetch had been queued for %1: without that it would have been "
                             "there in time.")
                   .arg(lengthText(queued));
    return wait + u' ' +
           MissWords::tr("It was predicted %1 before, and fetching takes longer than that.")
               .arg(lengthText(std::max(r.at - prefetch.scheduledAt, Duration())));
}

void addPrefetch(WhyText &why, const RequestRecord &r, const RequestSources &sources)
{
    const auto record = sources.prefetch(r.prefetch);
    if (!record) {
        why.parts.push_back({MissWords::tr("Why"),
                             MissWords::tr("A prefetch brought it; its record has made room.")});
        return;
    }
    why.parts.push_back({MissWords::tr("Why"), prefetchSentence(r, *record)});
    WhyText behind = whyOf(*record, sources.prefetches);
    std::move(behind.parts.begin(), behind.parts.end(), std::back_inserter(why.parts));
}

} // namespace

QString missText(MissReason reason)
{
    return MissWords::tr(wordsOf(reason).text);
}

QString missSentence(const Miss &miss)
{
    const QString sentence = MissWords::tr(wordsOf(miss.reason).sentence);
    if (miss.pUsed <= 0)
        return sentence;
    return sentence + u' ' +
           MissWords::tr("P(used) was %1, and the threshold %2.")
               .arg(likelihood(miss.pUsed), likelihood(miss.threshold));
}

QString missHelp(MissReason reason)
{
    const char *help = wordsOf(reason).help;
    return *help == 0 ? noText() : MissWords::tr(help);
}

QString missRemedy(const Miss &miss)
{
    if (miss.reason == MissReason::BelowThreshold)
        return MissWords::tr("A minimum probability (scheduler.min_probability) of %1 would have "
                             "prefetched it.")
            .arg(likelihoodText(enough(miss.pUsed)));
    return missHelp(miss.reason);
}

QString shortWhy(const RequestRecord &r)
{
    if (r.end.result == DemandResult::Late)
        return MissWords::tr("its prefetch was under way");
    if (r.end.result == DemandResult::Hit && r.prefetch != PrefetchId::None)
        return MissWords::tr("prefetched");
    if (r.end.result == DemandResult::Hit)
        return MissWords::tr("asked for before");
    if (r.end.result != DemandResult::Miss)
        return noText();
    if (r.miss.reason == MissReason::BelowThreshold)
        return MissWords::tr("below the threshold by %1")
            .arg(likelihood(r.miss.threshold - r.miss.pUsed));
    return missText(r.miss.reason);
}

WhyText whyOf(const RequestRecord &request, const RequestSources &sources)
{
    WhyText why;
    why.subject = sources.target;
    why.parts.push_back({MissWords::tr("What happened"), endText(request)});
    if (request.prefetch != PrefetchId::None) {
        addPrefetch(why, request, sources);
    } else if (request.end.result == DemandResult::Miss) {
        why.parts.push_back({MissWords::tr("Why"), missSentence(request.miss)});
        why.parts.push_back({MissWords::tr("What would have helped"), missRemedy(request.miss)});
    } else {
        why.parts.push_back({MissWords::tr("Why"), resultSentence(request.end)});
    }
    return why;
}

} // namespace forefetch
