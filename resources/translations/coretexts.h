// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
// clang-format off
// What the core's tables say and the window shows in its language (ui/models/coretexts.h). Nothing
// compiles this: lupdate reads it, and tests/gui/translation_test holds it against the tables.
const char *const kCoreTexts[] = {
    // Parameters: name, and what it does.
    //: The name of prefetch.enabled in the panel of settings: short.
    QT_TRANSLATE_NOOP("core", "Prefetch"),
    //: What prefetch.enabled does.
    QT_TRANSLATE_NOOP("core", "Whether anything is prefetched; off, requests are still served, cached and learnt from."),
    //: The name of predictor.model in the panel of settings: short.
    QT_TRANSLATE_NOOP("core", "Model"),
    //: What predictor.model does.
    QT_TRANSLATE_NOOP("core", "The model that predicts the next requests of a session; a new one begins to learn anew, and none learns and predicts nothing."),
    //: The name of predictor.max_order in the panel of settings: short.
    QT_TRANSLATE_NOOP("core", "Context"),
    //: What predictor.max_order does.
    QT_TRANSLATE_NOOP("core", "How many of a session's last requests make one context at most."),
    //: The name of predictor.top_k in the panel of settings: short.
    QT_TRANSLATE_NOOP("core", "Predictions"),
    //: What predictor.top_k does.
    QT_TRANSLATE_NOOP("core", "How many predictions are asked of the model after each request."),
    //: The name of predictor.horizon_requests in the panel of settings: short.
    QT_TRANSLATE_NOOP("core", "Horizon, requests"),
    //: What predictor.horizon_requests does.
    QT_TRANSLATE_NOOP("core", "A prediction counts as used when the session asks for it within so many requests."),
    //: The name of predictor.horizon_seconds in the panel of settings: short.
    QT_TRANSLATE_NOOP("core", "Horizon, time"),
    //: What predictor.horizon_seconds does.
    QT_TRANSLATE_NOOP("core", "How soon it must be asked for to count as used."),
    //: The name of predictor.half_life in the panel of settings: short.
    QT_TRANSLATE_NOOP("core", "Half-life"),
    //: What predictor.half_life does.
    QT_TRANSLATE_NOOP("core", "After so many observations an old one counts half; 0: none ever fades."),
    //: The name of predictor.max_memory in the panel of settings: short.
    QT_TRANSLATE_NOOP("core", "Model memory"),
    //: What predictor.max_memory does.
    QT_TRANSLATE_NOOP("core", "What the model and, live, the names of requests may take; the least useful goes first."),
    //: The name of scheduler.min_probability in the panel of settings: short.
    QT_TRANSLATE_NOOP("core", "Minimum probability"),
    //: What scheduler.min_probability does.
    QT_TRANSLATE_NOOP("core", "Predictions below this are not prefetched: lower saves more waiting, higher wastes less."),
    //: The name of scheduler.max_prefetch_per_schedule in the panel of settings: short.
    QT_TRANSLATE_NOOP("core", "Batch limit"),
    //: What scheduler.max_prefetch_per_schedule does.
    QT_TRANSLATE_NOOP("core", "At most so many prefetches are scheduled after one request, the most probable first."),
    //: The name of scheduler.cache_space_threshold in the panel of settings: short.
    QT_TRANSLATE_NOOP("core", "Unproven share"),
    //: What scheduler.cache_space_threshold does.
    QT_TRANSLATE_NOOP("core", "The share of the cache that prefetched entries may hold before they have served anyone."),
    //: The name of scheduler.max_age in the panel of settings: short.
    QT_TRANSLATE_NOOP("core", "Longest wait"),
    //: What scheduler.max_age does.
    QT_TRANSLATE_NOOP("core", "A prefetch that has waited longer in the queue is dropped: its moment has passed."),
    //: The name of queue.max_size in the panel of settings: short.
    QT_TRANSLATE_NOOP("core", "Queue size"),
    //: What queue.max_size does.
    QT_TRANSLATE_NOOP("core", "How many prefetches may wait; beyond it the least probable gives way."),
    //: The name of workers.count in the panel of settings: short.
    QT_TRANSLATE_NOOP("core", "Workers"),
    //: What workers.count does.
    QT_TRANSLATE_NOOP("core", "How many prefetches are fetched at once; 0 fetches none."),
    //: The name of workers.max_requests_per_second in the panel of settings: short.
    QT_TRANSLATE_NOOP("core", "Prefetch rate"),
    //: What workers.max_requests_per_second does.
    QT_TRANSLATE_NOOP("core", "The most fetches that all workers together start in a second; 0 pauses them."),
    //: The name of workers.max_retries in the panel of settings: short.
    QT_TRANSLATE_NOOP("core", "Retries"),
    //: What workers.max_retries does.
    QT_TRANSLATE_NOOP("core", "How often a prefetch is tried again after a network or server error, at growing intervals."),
    //: The name of guard.max_extra_load in the panel of settings: short.
    QT_TRANSLATE_NOOP("core", "Most extra load"),
    //: What guard.max_extra_load does.
    QT_TRANSLATE_NOOP("core", "At most so many prefetches are sent for each request that the origin would have got without them, over any 10 s; 1 may double its load, 0 sends none."),
    //: The name of guard.max_error_ratio in the panel of settings: short.
    QT_TRANSLATE_NOOP("core", "Most errors"),
    //: What guard.max_error_ratio does.
    QT_TRANSLATE_NOOP("core", "Prefetching slows down when more than this share of the origin's answers are errors."),
    //: The name of cache.capacity in the panel of settings: short.
    QT_TRANSLATE_NOOP("core", "Cache size"),
    //: What cache.capacity does.
    QT_TRANSLATE_NOOP("core", "What the cache may hold; a smaller value evicts at once."),
    //: The name of cache.policy in the panel of settings: short.
    QT_TRANSLATE_NOOP("core", "Cache policy"),
    //: What cache.policy does.
    QT_TRANSLATE_NOOP("core", "What may be stored: rfc is RFC 9111 to the letter, safe never shares what sets a cookie, assume also stores what the origin says nothing about."),
    //: The name of cache.default_ttl in the panel of settings: short.
    QT_TRANSLATE_NOOP("core", "Assumed freshness"),
    //: What cache.default_ttl does.
    QT_TRANSLATE_NOOP("core", "Under assume, how long a response is fresh about which the origin says nothing."),
    //: The name of cache.eviction in the panel of settings: short.
    QT_TRANSLATE_NOOP("core", "Eviction"),
    //: What cache.eviction does.
    QT_TRANSLATE_NOOP("core", "Which entry leaves a full cache first: lru the one unused for longest, s3fifo one that was not asked for again soon, wtinylfu one that was asked for less often."),
    //: The name of cache.store in the panel of settings: short.
    QT_TRANSLATE_NOOP("core", "Store"),
    //: What cache.store does.
    QT_TRANSLATE_NOOP("core", "Where stored responses are kept: with disk they survive a restart, with redis gateways share them. Memory stays in front; what a run began with is what it has."),
    //: The name of cache.disk_capacity in the panel of settings: short.
    QT_TRANSLATE_NOOP("core", "Disk size"),
    //: What cache.disk_capacity does.
    QT_TRANSLATE_NOOP("core", "What the disk store may hold; beyond it the oldest that were not used go."),
    //: The name of holdback.share in the panel of settings: short.
    QT_TRANSLATE_NOOP("core", "Held back"),
    //: What holdback.share does.
    QT_TRANSLATE_NOOP("core", "The share of sessions that get no prefetch, to measure what the others gain by it."),
    //: The name of tuner.mode in the panel of settings: short.
    QT_TRANSLATE_NOOP("core", "Tuner"),
    //: What tuner.mode does.
    QT_TRANSLATE_NOOP("core", "What the tuner may do: advise suggests other thresholds, auto sets them itself, step by step."),
    //: The name of tuner.agent in the panel of settings: short.
    QT_TRANSLATE_NOOP("core", "Agent"),
    //: What tuner.agent does.
    QT_TRANSLATE_NOOP("core", "How the tuner finds them: replay tries them on the latest traffic in virtual time, hill-climb and q-learning on what comes."),
    //: The name of tuner.waste_weight in the panel of settings: short.
    QT_TRANSLATE_NOOP("core", "Waste weight"),
    //: What tuner.waste_weight does.
    QT_TRANSLATE_NOOP("core", "What one wasted prefetch costs against one hit, in what tuner and simulator maximise."),
    //: The name of tuner.load_weight in the panel of settings: short.
    QT_TRANSLATE_NOOP("core", "Load weight"),
    //: What tuner.load_weight does.
    QT_TRANSLATE_NOOP("core", "What extra load costs there: this times the share of requests that prefetching adds."),
    // Their groups.
    QT_TRANSLATE_NOOP("core", "Prefetch"),
    QT_TRANSLATE_NOOP("core", "Predictor"),
    QT_TRANSLATE_NOOP("core", "Scheduler"),
    QT_TRANSLATE_NOOP("core", "Queue"),
    QT_TRANSLATE_NOOP("core", "Workers"),
    QT_TRANSLATE_NOOP("core", "Guard"),
    QT_TRANSLATE_NOOP("core", "Cache"),
    QT_TRANSLATE_NOOP("core", "Holdback"),
    QT_TRANSLATE_NOOP("core", "Tuner"),
    // Their units.
    QT_TRANSLATE_NOOP("core", "requests"),
    QT_TRANSLATE_NOOP("core", "predictions"),
    QT_TRANSLATE_NOOP("core", "s"),
    QT_TRANSLATE_NOOP("core", "observations"),
    QT_TRANSLATE_NOOP("core", "MiB"),
    QT_TRANSLATE_NOOP("core", "1/s"),
    // Faults: what they do.
    QT_TRANSLATE_NOOP("core", "The origin takes five times as long."),
    QT_TRANSLATE_NOOP("core", "The origin takes ten times as long."),
    QT_TRANSLATE_NOOP("core", "Three answers in ten are a 500."),
    QT_TRANSLATE_NOOP("core", "Every answer is a 503: the origin is out of order."),
    QT_TRANSLATE_NOOP("core", "Three requests in ten are never answered."),
    QT_TRANSLATE_NOOP("core", "Three connections in ten are reset where an answer was due."),
    QT_TRANSLATE_NOOP("core", "Three answers in ten end half-way through their body."),
    QT_TRANSLATE_NOOP("core", "What goes beyond the usual requests a second gets a 429 and is told to come back in 2 s."),
    QT_TRANSLATE_NOOP("core", "The origin is out of order for 2 s, well for 2 s, and so on."),
    QT_TRANSLATE_NOOP("core", "Three bodies in ten come a few bytes at a time, over 4 s."),
    QT_TRANSLATE_NOOP("core", "The origin has servers for the usual demand and no more: more load means waiting, and from 2 s of it on a 503."),
    QT_TRANSLATE_NOOP("core", "All users come at once and ask twice as fast, and what is cached expires together, every 10 s."),
    QT_TRANSLATE_NOOP("core", "Users want other things, in another order: what was learnt is wrong."),
    QT_TRANSLATE_NOOP("core", "The cache is cut to a 64th of its room, at least 1 MiB."),
};
