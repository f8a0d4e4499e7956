// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/whytext.h"

#include "core/request/redact.h"
#include "ui/models/prefetchoutcome.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace forefetch {

namespace {

struct Why
{
    Q_DECLARE_TR_FUNCTIONS(forefetch::Why)
};

QString seen(const std::string &text)
{
    return QString::fromStdString(redacted(text));
}

QString asRequest(const QString &text)
{
    return text.startsWith(u'/') || text.startsWith(u'{') ? QStringLiteral("GET ") + text : text;
}

// What the kind of evidence says, with the counts that there are for it.
QString evidenceSentence(EvidenceKind kind, const PredictionCause &cause, const QString &last)
{
    const QString after = last.isEmpty() ? Why::tr("the last request") : last;
    switch (kind) {
    case EvidenceKind::None:
        break;
    case EvidenceKind::Context:
        return cause.order > 1
                   ? Why::tr("It came %1 of the %2 times that the last %3 requests were these, in "
                             "this order.")
                         .arg(countText(cause.count), countText(cause.total))
                         .arg(cause.order)
                   : Why::tr("It came %1 of the %2 times that something followed %3.")
                         .arg(countText(cause.count), countText(cause.total), after);
    case EvidenceKind::Skip:
        return Why::tr("It often comes two or three requests after what the session asked for "
                       "before the last one, whatever comes between.");
    case EvidenceKind::Soon:
        return Why::tr("It often comes within a few requests after the last ones, in any order.");
    case EvidenceKind::Client:
        return Why::tr("This client went there after %1 before.").arg(after);
    case EvidenceKind::Session:
        return Why::tr("What this session has asked for before tells whether it asks for this, "
                       "again or for the first time.");
    case EvidenceKind::Place:
        return Why::tr("The folder or endpoint that it is in speaks for it.");
    case EvidenceKind::Popular:
        return Why::tr("How often and how lately anybody asked for it speaks for it.");
    case EvidenceKind::Binding:
        return Why::tr("A learnt route names it.");
    }
    return Why::tr("No single kind of evidence stood out.");
}

QString ledText(const PredictionReason &reason, const PredictionCause &cause, const RouteRule &rule,
                const QString &last)
{
    QStringList sentences;
    const auto add = [&](EvidenceKind kind) {
        sentences.append(kind == EvidenceKind::Binding && !rule.to.empty()
                             ? ruleSentence(rule)
                             : evidenceSentence(kind, cause, last));
    };
    add(reason.kind);
    if (reason.second != EvidenceKind::None) {
        sentences.append(Why::tr("Next to it:"));
        add(reason.second);
    }
    const bool isSaid =
        reason.kind == EvidenceKind::Binding || reason.second == EvidenceKind::Binding;
    if (!isSaid && !rule.to.empty())
        sentences.append(Why::tr("A learnt route names it, too: %1").arg(ruleSentence(rule)));
    return sentences.join(u' ');
}

QString lengthOr(Duration length)
{
    return lengthText(std::max(length, Duration{}));
}

QString heldUpText(Holdup holdup)
{
    switch (holdup) {
    case Holdup::None:
        break;
    case Holdup::Worker:
        return Why::tr("every worker was busy");
    case Holdup::Rate:
        return Why::tr("the prefetch rate was used up");
    case Holdup::Guard:
        return Why::tr("the guard held it back");
    case Holdup::Breaker:
        return Why::tr("the breaker was open");
    }
    return {};
}

QString waitText(const PrefetchRecord &r)
{
    const QString length = lengthOr(r.startedAt - r.scheduledAt);
    return r.heldUp == Holdup::None
               ? Why::tr("It waited %1 in the queue.").arg(length)
               : Why::tr("It waited %1 in the queue: %2.").arg(length, heldUpText(r.heldUp));
}

// What became of it, as far as it has come.
QString fateText(const PrefetchRecord &r)
{
    QStringList sentences;
    const bool hasStarted = r.startedAt != TimePoint{};
    const bool hasEnded = r.endedAt != TimePoint{};
    if (hasStarted)
        sentences.append(waitText(r));
    if (r.readyAt != TimePoint{})
        sentences.append(Why::tr("Fetching it took %1 and brought %2.")
                             .arg(lengthOr(r.readyAt - r.startedAt), sizeText(r.bytes)));
    if (r.state == PrefetchState::Used)
        sentences.append(
            Why::tr("A client asked for it %1 later.").arg(lengthOr(r.endedAt - r.readyAt)));
    else if (hasEnded && hasStarted)
        sentences.append(Why::tr("It ended %1 after it was scheduled.")
                             .arg(lengthOr(r.endedAt - r.scheduledAt)));
    sentences.prepend(QStringLiteral("%1: %2").arg(outcomeText(r.state), outcomeTip(r.state)));
    return sentences.join(u' ');
}

QString sureText(float pNext, float pUsed, double threshold)
{
    return Why::tr("P(next) %1: it is the session's very next request. P(used) %2: it comes within "
                   "the horizon. The threshold was %3.")
        .arg(likelihoodText(static_cast<double>(pNext)), likelihoodText(static_cast<double>(pUsed)),
             likelihoodText(threshold));
}

QString sessionText(const QStringList &recent)
{
    return recent.isEmpty() ? Why::tr("What the session had asked for is forgotten.")
                            : pathText(recent);
}

} // namespace

QString WhyText::plain() const
{
    QString out = subject;
    for (const Part &part : parts)
        out += QStringLiteral("\n\n%1\n%2").arg(part.title, part.text);
    return out;
}

QString evidenceText(EvidenceKind kind)
{
    switch (kind) {
    case EvidenceKind::None:
        break;
    case EvidenceKind::Context:
        return Why::tr("the last requests, in order");
    case EvidenceKind::Skip:
        return Why::tr("a request before the last");
    case EvidenceKind::Soon:
        return Why::tr("comes soon after these");
    case EvidenceKind::Client:
        return Why::tr("the client's own habit");
    case EvidenceKind::Session:
        return Why::tr("what the session asked for");
    case EvidenceKind::Place:
        return Why::tr("the folder or endpoint");
    case EvidenceKind::Popular:
        return Why::tr("popularity");
    case EvidenceKind::Binding:
        return Why::tr("a learnt route");
    }
    return noText();
}

QString bindingText(const RouteRule &rule)
{
    if (rule.binding.empty())
        return Why::tr("always the same request");
    const std::string of = rule.from.starts_with('/') || rule.from.starts_with('{')
                               ? " of GET " + rule.from
                               : " of " + rule.from;
    std::string_view binding = rule.binding;
    if (binding.ends_with(of)) // the column beside it says that
        binding.remove_suffix(of.size());
    const bool isAnswer = binding.find(" = $") != binding.npos;
    QString text = seen(std::string(binding));
    text.replace(QStringLiteral(" = same value as "), Why::tr(" = same value as "));
    return isAnswer ? Why::tr("%1 of its answer").arg(text) : text;
}

QString ruleSentence(const RouteRule &rule)
{
    QString text =
        Why::tr("After %1 comes %2").arg(asRequest(seen(rule.from)), asRequest(seen(rule.to)));
    if (!rule.binding.empty())
        text += Why::tr(", where %1").arg(bindingText(rule));
    text += u'.';
    if (rule.total > 0)
        text += Why::tr(" That was right %1 of the last %2 times.")
                    .arg(countText(rule.count), countText(rule.total));
    return text;
}

QString pathText(const QStringList &newestFirst)
{
    QStringList path = newestFirst;
    std::reverse(path.begin(), path.end());
    return path.join(QStringLiteral(" → "));
}

WhyText whyOf(const PrefetchRecord &record, const WhySources &sources)
{
    const PrefetchCause &cause = record.cause;
    const auto textOf = [&](ResourceId resource) {
        const QString text = sources.text(resource);
        return text.isEmpty() ? Why::tr("(forgotten)") : text;
    };
    QStringList recent;
    for (const ResourceId resource : cause.reason.recent) {
        if (resource.valid())
            recent.append(textOf(resource));
    }
    if (recent.isEmpty() && cause.edge.context.valid())
        recent.append(textOf(cause.edge.context));
    const RouteRule rule =
        cause.reason.rule.valid() ? sources.rule(cause.reason.rule) : RouteRule();
    WhyText why;
    why.subject = textOf(record.key.resource);
    why.parts = {
        {Why::tr("The session had asked for"), sessionText(recent)},
        {Why::tr("What led to it"),
         ledText(cause.reason, cause.edge, rule, recent.isEmpty() ? QString() : recent.front())},
        {Why::tr("How sure it was"),
         sureText(cause.pNext, cause.pUsed, static_cast<double>(cause.threshold))},
        {Why::tr("What became of it"), Why::tr("Scheduled at %1 under settings revision %2. %3")
                                           .arg(sources.times.text(record.scheduledAt))
                                           .arg(cause.revision)
                                           .arg(fateText(record))},
    };
    return why;
}

WhyText whyOf(const ExplainedPrediction &prediction, const ModelView &view)
{
    QStringList recent;
    for (const std::string &text : view.recent)
        recent.append(seen(text));
    WhyText why;
    why.subject = seen(prediction.target);
    why.parts = {
        {Why::tr("The session has asked for"), sessionText(recent)},
        {Why::tr("What leads to it"),
         ledText(prediction.why.reason, prediction.cause, prediction.why.rule,
                 recent.isEmpty() ? QString() : recent.front())},
        {Why::tr("How sure it is"),
         Why::tr("P(next) %1: it is the session's very next request. P(used) %2: it comes within "
                 "%L3 requests and %L4 s. The threshold is %5.")
             .arg(likelihoodText(static_cast<double>(prediction.pNext)),
                  likelihoodText(static_cast<double>(prediction.pUsed)))
             .arg(view.horizon.requests)
             .arg(seconds(view.horizon.time))
             .arg(likelihoodText(view.threshold))},
    };
    QStringList shares;
    for (std::size_t i = 1; i < kEvidenceKinds; ++i) {
        const int percent = static_cast<int>(std::lround(100 * prediction.why.share[i]));
        if (percent >= 5)
            shares.append(QStringLiteral("%1 %2 %")
                              .arg(evidenceText(static_cast<EvidenceKind>(i)))
                              .arg(percent));
    }
    if (!shares.isEmpty())
        why.parts.push_back({Why::tr("What spoke for it"), shares.join(QStringLiteral(", "))});
    return why;
}

} // namespace forefetch
