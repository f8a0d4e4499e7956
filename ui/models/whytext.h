// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/metrics/ledger.h"
#include "core/pipeline/modelview.h"
#include "ui/models/rowtexts.h"

#include <QString>
#include <QStringList>

#include <functional>
#include <string>
#include <vector>

namespace forefetch {

// "Why this prediction?" in plain sentences.
struct WhyText
{
    struct Part
    {
        QString title; // "What led to it"
        QString text;
        friend bool operator==(const Part &, const Part &) = default;
    };
    QString subject; // the request
    std::vector<Part> parts;
    QString plain() const; // all of it, for who cannot see and for the clipboard
    friend bool operator==(const WhyText &, const WhyText &) = default;
};

// Where the texts behind a prefetch's record are.
struct WhySources
{
    std::function<QString(ResourceId)> text; // redacted; empty: forgotten
    std::function<RouteRule(ResourceId)> rule;
    const WallTimes &times;
};

WhyText whyOf(const PrefetchRecord &record, const WhySources &sources);
WhyText whyOf(const ExplainedPrediction &prediction, const ModelView &view);

// The parts, for tables and tips.
QString evidenceText(EvidenceKind kind);     // "the last requests in their order"
QString bindingText(const RouteRule &rule);  // "page = page + 1"
QString ruleSentence(const RouteRule &rule); // "After GET /items?page={number} comes …"
// "/a", "/b" as "/b → /a": the oldest first.
QString pathText(const QStringList &newestFirst);

} // namespace forefetch
