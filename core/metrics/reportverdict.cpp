// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The verdict in words.
#include "core/metrics/quantity.h"
#include "core/metrics/reportwords.h"

namespace forefetch {

namespace {

std::string cacheHits(double ratio)
{
    return percentText(ratio) + " of the cacheable requests were answered from the cache";
}

std::string withAndWithout(const Comparison &c)
{
    return cacheHits(c.treated) + ", and " + percentText(c.heldBack) +
           " in the sessions held back: a difference of " + signedPercents(c.difference) +
           " points, 95 % interval " + signedPercents(c.difference - c.halfWidth) + " to " +
           signedPercents(c.difference + c.halfWidth) + ".";
}

std::string methodOf(const Comparison &c)
{
    if (!c.isBySession)
        return "The interval is reckoned as if each request stood alone (two proportions, Agresti "
               "and Caffo), so the true one is wider.";
    std::string text = "Reckoned between sessions since prefetching was last switched; the "
                       "interval holds however often one looks.";
    if (c.isAdjusted)
        text += " The difference is of hits beyond what the pages asked for let expect, so it is "
                "not quite that of the two ratios.";
    if (c.sessions < kLeastSessions)
        text += " A group of " + groupedText(c.sessions) +
                " sessions says too little: " + std::to_string(kLeastSessions) + " are the least.";
    return text;
}

VerdictWords off(const Snapshot &s)
{
    VerdictWords words{Verdict::Off, "○", "Prefetch is off", cacheHits(s.demand.hitRatio) + ".",
                       {},           {}};
    if (s.prefetch.scheduled > 0)
        words.finding += " It was on before: the figures hold the " +
                         groupedText(s.prefetch.scheduled) + " prefetches of that time.";
    return words;
}

VerdictWords nothingToCompare(const Snapshot &s)
{
    VerdictWords words{
        Verdict::Unsure, "?", "No verdict", cacheHits(s.demand.hitRatio) + ".", {}, {}};
    if (s.demand.cacheable == 0)
        words.finding = "Nothing cacheable has been asked for yet.";
    else if (s.settings[Param::HoldbackShare] == 0)
        words.method = "No session is held back (holdback.share is 0), so there is nothing to "
                       "compare with.";
    else
        words.method = "One of the two groups, held back or not, has asked for nothing cacheable "
                       "yet, so there is nothing to compare with.";
    return words;
}

VerdictWords compared(const Comparison &c)
{
    VerdictWords words{c.verdict, {}, {}, withAndWithout(c), {}, methodOf(c)};
    switch (c.verdict) {
    case Verdict::Helps:
        words.mark = "✔";
        words.head = "Prefetching helps";
        break;
    case Verdict::DoesNotHelp:
        words.mark = "✕";
        words.head = "Prefetching does not help";
        break;
    case Verdict::Unsure:
    case Verdict::Off:
        words.mark = "?";
        words.head = "Not yet distinguishable";
        break;
    }
    return words;
}

std::string costOf(const Snapshot &s)
{
    const LedgerFigures &p = s.prefetch;
    if (p.attempts == 0)
        return {};
    const std::uint64_t ended = p[PrefetchState::Used] + p[PrefetchState::Late] + p.wasted();
    std::string text =
        "It cost " + percentText(s.extraLoad()) + " more requests to the origin than without it";
    if (ended > 0)
        text += ", and of the " + groupedText(ended) + " prefetches whose worth is known " +
                percentText(p.wasteRatio()) + " served nobody";
    return text + ".";
}

std::string changesOf(std::uint32_t revision, bool isBySession)
{
    return " The settings were changed " +
           (revision == 1 ? std::string("once") : groupedText(revision) + " times") +
           (isBySession ? "; all other figures count from the start."
                        : "; the figures count from the start.");
}

} // namespace

VerdictWords verdictWords(const Report &report)
{
    const Snapshot &s = report.snapshot;
    const Comparison c = compare(s, report.treated, report.heldBack);
    VerdictWords words = c.verdict == Verdict::Off ? off(s)
                         : c.isKnown               ? compared(c)
                                                   : nothingToCompare(s);
    words.cost = costOf(s);
    if (s.revision > 0)
        words.method += changesOf(s.revision, c.isBySession);
    if (words.method.starts_with(' '))
        words.method.erase(0, 1);
    return words;
}

} // namespace forefetch
