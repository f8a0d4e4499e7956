// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/predict/predictor.h"
#include "core/request/interner.h"
#include "core/result.h"
#include "core/settings/settings.h"

#include <cstddef>
#include <memory>
#include <span>
#include <string_view>

namespace forefetch {

// The names of the models that are built, the best first: the choices of predictor.model, but for
// its last, "none".
std::span<const std::string_view> predictorModels();

// The model of that name, of requests that `interner` names (it outlives the model); `maxMemory` in
// bytes (predictor.max_memory is in MiB). The error names the models there are.
//
//     auto predictor = makePredictor("mixture", interner, 64 << 20);
Result<std::unique_ptr<Predictor>> makePredictor(std::string_view model, Interner &interner,
                                                 std::size_t maxMemory);

// What the settings say to a model.
PredictorOptions predictorOptions(const SettingsValues &values);

} // namespace forefetch
