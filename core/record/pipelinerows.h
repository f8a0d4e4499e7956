// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/record/runsource.h"

namespace forefetch {

class Pipeline;

// The rows of a pipeline that runs.
//
//     const PipelineRows rows(pipeline);
//     tables->update(rows, clock);
//
// Thread: any, while the pipeline is there.
class PipelineRows final : public RunRows
{
public:
    explicit PipelineRows(Pipeline &pipeline) : m_pipeline(pipeline) {}

    void requests(std::uint64_t after, std::uint64_t upTo, std::size_t most,
                  std::vector<RequestRecord> &out) const override;
    std::uint64_t newestRequest() const override;
    std::size_t requestsKept() const override;
    PrefetchChanges prefetchesSince(std::uint64_t after, std::size_t most,
                                    std::vector<PrefetchRecord> &out) const override;
    std::vector<PrefetchRecord> recentPrefetches(std::size_t most) const override;
    std::optional<PrefetchRecord> prefetch(PrefetchId id) const override;
    std::vector<PrefetchRequest> queued(std::size_t most) const override;
    std::size_t queueSize() const override;
    MissFigures misses() const override;
    bool isPrefetching() const override;
    bool text(ResourceId id, std::string &out) const override;
    RouteRule rule(ResourceId id) const override;

private:
    Pipeline &m_pipeline;
};

} // namespace forefetch
