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

#define WORDS(text, sentence, help)                                                                \
    {                                                                                              \
        QT_TRANSLATE_NOOP("forefetch::MissWords", text),                                           \
            QT_TRANSLATE_NOOP("forefetch::MissWords", sentence),                                   \
            QT_TRANSLATE_NOOP("forefetch::MissWords", help)                                        \
    }

// In the order of MissReason.
constexpr std::array<Words, kMissReasonCount> kWords{{
    WORDS("–", "Why it was none is not known.", ""),
    WORDS("never seen before", "Nobody had asked for it before, and no learnt route names it.",
          "Nothing yet: the model has to see it, or enough others of its route."),
    WORDS("not predicted",
          "It was asked for before, but nothing of the session's last requests named it.",
          "More predictions a request (predictor.top_k), or a longer horizon "
          "(predictor.horizon_seconds)."),
    WORDS("below the threshold", "It was predicted, but not probable enough to be fetched.",
          "A lower minimum probability (scheduler.min_probability), at the price of more waste."),
    WORDS("switched off", "It was predicted while prefetching was off.",
          "Prefetching switched on (prefetch.enabled, Ctrl+P)."),
    WORDS("control group",
          "Its session is held back: prefetching, or what it brought, is not for it.",
          "Nothing, on purpose: this group is what the others are compared with "
          "(holdback.share)."),
    WORDS("no space", "It was predicted, when entries that nobody had used yet held their share.",
          "A larger cache (cache.capacity), or more of it for unproven entries "
          "(scheduler.cache_space_threshold)."),
    WORDS("spared",
          "It was predicted, when its session or route had had its share, or its route was left "
          "alone after 429, 503 or 425.",
          "Nothing while the origin asks for less; else more workers (workers.count), so that "
          "fewer prefetches have to share."),
    WORDS("over the limit",
          "It was predicted, but likelier ones took the places of the batch or of the queue.",
          "A larger batch (scheduler.max_prefetch_per_schedule) or queue (queue.max_size)."),
    WORDS("waited for a worker", "Its prefetch was still queued: every worker was busy.",
          "More workers (workers.count)."),
    WORDS("waited for the rate", "Its prefetch was still queued for the prefetch rate.",
          "A higher prefetch rate (workers.max_requests_per_second)."),
    WORDS("waited for the guard",
          "Its prefetch was still queued: the guard held it back to spare the origin.",
          "More extra load allowed (guard.max_extra_load), if the origin can bear it."),
    WORDS("left the queue", "Its prefetch left the queue: too old, or for a likelier one.",
          "More workers or a higher rate, so that less waits; a longer wait "
          "(scheduler.max_age)."),
    WORDS("prefetch failed", "Its prefetch failed, or the origin declined it.",
          "A healthy origin; more retries (workers.max_retries)."),
    WORDS("not kept", "Its prefetch was answered, and the answer could not be stored.",
          "An origin that allows it, or another policy (cache.policy); a larger cache."),
    WORDS("evicted", "It was stored, and had made room for others.",
          "A larger cache (cache.capacity)."),
    WORDS("expired", "It was stored, and was no longer fresh.",
          "A longer freshness: from the origin, or where it says nothing by cache.default_ttl."),
    WORDS("invalidated", "It was stored, until an unsafe request or a removal voided it.",
          "Nothing: an old answer would have been wrong."),
    WORDS("other headers", "What is stored answers requests with other headers (Vary).",
          "Nothing here; an origin that varies by less."),
    WORDS("reload", "The client asked for a new answer (no-cache).", "Nothing: it wanted that."),
    WORDS("joined another", "Another client was just fetching it, and both got that answer.",
          "Nothing: the origin was asked once."),
    WORDS("forgotten", "What had become of it is no longer kept: too much has happened since.", ""),
}};

#undef WORDS

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
