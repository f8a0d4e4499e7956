// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/record/pipelinerows.h"

#include "core/pipeline/pipeline.h"

namespace forefetch {

void PipelineRows::requests(std::uint64_t after, std::uint64_t upTo, std::size_t most,
                            std::vector<RequestRecord> &out) const
{
    m_pipeline.recentRequests().read(after, upTo, most, out);
}

std::uint64_t PipelineRows::newestRequest() const
{
    return m_pipeline.recentRequests().newest();
}

std::size_t PipelineRows::requestsKept() const
{
    return m_pipeline.recentRequests().capacity();
}

PrefetchChanges PipelineRows::prefetchesSince(std::uint64_t after, std::size_t most,
                                              std::vector<PrefetchRecord> &out) const
{
    return m_pipeline.ledger().changedSince(after, most, out);
}

std::vector<PrefetchRecord> PipelineRows::recentPrefetches(std::size_t most) const
{
    return m_pipeline.ledger().recent(most);
}

std::optional<PrefetchRecord> PipelineRows::prefetch(PrefetchId id) const
{
    return m_pipeline.ledger().find(id);
}

std::vector<PrefetchRequest> PipelineRows::queued(std::size_t most) const
{
    return m_pipeline.queue().ranked(most);
}

std::size_t PipelineRows::queueSize() const
{
    return m_pipeline.queue().size();
}

MissFigures PipelineRows::misses() const
{
    return m_pipeline.missFigures();
}

bool PipelineRows::isPrefetching() const
{
    return m_pipeline.settings().enabled(Param::PrefetchEnabled);
}

bool PipelineRows::text(ResourceId id, std::string &out) const
{
    return m_pipeline.interner().read(id, out);
}

RouteRule PipelineRows::rule(ResourceId id) const
{
    return m_pipeline.ruleOf(id);
}

} // namespace forefetch
