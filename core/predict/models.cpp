// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/predict/models.h"

#include "core/predict/contextmodel.h"
#include "core/predict/markov.h"
#include "core/predict/mixture.h"
#include "core/predict/nopredictor.h"

#include <array>
#include <string>

namespace forefetch {

namespace {

constexpr std::array<std::string_view, 5> kModels{"mixture", "kneser-ney", "ppm", "all-order",
                                                  "first-order"};

template <typename Model, typename... Arguments>
std::unique_ptr<Predictor> make(Arguments &&...arguments)
{
    return std::make_unique<Model>(std::forward<Arguments>(arguments)...);
}

} // namespace

std::span<const std::string_view> predictorModels()
{
    return kModels;
}

Result<std::unique_ptr<Predictor>> makePredictor(std::string_view model, Interner &interner,
                                                 std::size_t maxMemory)
{
    if (model == "mixture")
        return make<MixturePredictor>(interner, maxMemory);
    if (model == "kneser-ney")
        return make<ContextModel>(ContextModel::Blend::KneserNey, interner, maxMemory);
    if (model == "ppm")
        return make<ContextModel>(ContextModel::Blend::Ppm, interner, maxMemory);
    if (model == "all-order")
        return make<ContextModel>(ContextModel::Blend::AllOrder, interner, maxMemory);
    if (model == "first-order")
        return make<MarkovPredictor>(maxMemory);
    if (model == NoPredictor::kName)
        return make<NoPredictor>();
    std::string known;
    for (const std::string_view name : kModels)
        known += (known.empty() ? "" : ", ") + std::string(name);
    return invalid("predictor.model: '" + std::string(model) + "' is not built; there is " + known);
}

PredictorOptions predictorOptions(const SettingsValues &values)
{
    return {static_cast<std::uint32_t>(values[Param::PredictorMaxOrder]),
            static_cast<std::uint32_t>(values[Param::PredictorHorizonRequests]),
            fromSeconds(values[Param::PredictorHorizonSeconds]), values[Param::PredictorHalfLife]};
}

} // namespace forefetch
