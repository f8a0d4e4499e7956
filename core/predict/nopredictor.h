// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/predict/predictor.h"

namespace forefetch {

// predictor.model=none: learns nothing and predicts nothing, for a gateway that is to be a cache
// and no more. Live traffic is not even handed to it (Pipeline::tellModel).
//
// Thread: any.
class NoPredictor final : public Predictor
{
public:
    static constexpr std::string_view kName = "none";

    std::string_view name() const override { return kName; }
    void observe(const Exchange &) override {}
    void predict(SessionId, std::size_t, std::vector<Prediction> &out) override { out.clear(); }
    void fit(std::span<const std::vector<ResourceId>>) override {}
    void forget(SessionId) override {}
    void setMaxMemory(std::size_t) override {}
    PredictorFigures figures() const override { return {.model = std::string(kName)}; }
    void strongest(std::size_t, std::vector<Transition> &out) const override { out.clear(); }
    Result<void> save(std::ostream &, const Interner &) const override { return nothing(); }
    Result<void> load(std::istream &, Interner &) override { return nothing(); }

private:
    static Result<void> nothing()
    {
        return Error{ErrorCode::Unsupported,
                     "predictor.model=none learns nothing that could be kept; choose a model"};
    }
};

} // namespace forefetch
