// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/predict/models.h"

#include "core/predict/markov.h"

#include <array>
#include <string>

namespace forefetch {

namespace {

constexpr std::array<std::string_view, 1> kModels{"first-order"};

} // namespace

std::span<const std::string_view> predictorModels()
{
    return kModels;
}

Result<std::unique_ptr<Predictor>> makePredictor(std::string_view model, std::size_t maxMemory)
{
    if (model == "first-order")
        return std::unique_ptr<Predictor>(std::make_unique<MarkovPredictor>(maxMemory));
    std::string known;
    for (const std::string_view name : kModels)
        known += (known.empty() ? "" : ", ") + std::string(name);
    return invalid("predictor.model: '" + std::string(model) + "' is not built; there is " + known);
}

} // namespace forefetch
