// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Which model the pipeline asks, and under which settings.
#include "core/pipeline/pipeline.h"

#include "core/predict/models.h"

namespace forefetch {

namespace {

std::size_t modelMemory(const Settings &settings)
{
    return static_cast<std::size_t>(settings.integer(Param::PredictorMaxMemory)) << 20;
}

std::string_view modelName(const Settings &settings)
{
    const auto model = static_cast<std::size_t>(settings.integer(Param::PredictorModel));
    return info(Param::PredictorModel).choices[model];
}

} // namespace

void Pipeline::buildPredictor()
{
    m_modelRevision = m_settings.revision();
    // The table offers the models that are built, no others (tests/unit/predict/models_test).
    auto built = std::move(
        makePredictor(modelName(m_settings), m_interner, modelMemory(m_settings)).value());
    built->setOptions(predictorOptions(m_settings.values()));
    built->setOrigins(m_options.origins);
    m_wantsBodies.store(built->wantsBodies(), std::memory_order_relaxed);
    const std::lock_guard lock(m_predictorMutex);
    m_predictor.swap(built);
}

void Pipeline::followSettings()
{
    if (m_predictor->name() != modelName(m_settings))
        return buildPredictor();
    m_modelRevision = m_settings.revision();
    m_predictor->setOptions(predictorOptions(m_settings.values()));
    m_predictor->setMaxMemory(modelMemory(m_settings));
}

PredictorFigures Pipeline::predictorFigures() const
{
    const std::lock_guard lock(m_predictorMutex);
    PredictorFigures figures = m_predictor->figures();
    figures.dropped += m_droppedObservations.load(std::memory_order_relaxed);
    return figures;
}

} // namespace forefetch
