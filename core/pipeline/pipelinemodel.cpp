// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The model's part: which one is asked, under which settings, what it is told and what it says.
#include "core/pipeline/pipeline.h"

#include "core/predict/models.h"
#include "core/predict/nopredictor.h"

#include <algorithm>
#include <sstream>

namespace forefetch {

namespace {

std::string_view modelName(const Settings &settings)
{
    const auto model = static_cast<std::size_t>(settings.integer(Param::PredictorModel));
    return info(Param::PredictorModel).choices[model];
}

} // namespace

// Of predictor.max_memory a quarter is for the names of requests, where they are this pipeline's
// own: without its name nothing that is known of a request is of use.
std::size_t Pipeline::modelMemory() const
{
    const auto all = static_cast<std::size_t>(m_settings.integer(Param::PredictorMaxMemory)) << 20;
    return m_options.interner ? all : all - all / 4;
}

// And a large cache needs the names of all that it holds: an entry costs at least 600 bytes.
void Pipeline::boundNames()
{
    if (m_options.interner)
        return;
    const auto most = std::max(m_settings.integer(Param::PredictorMaxMemory),
                               m_settings.integer(Param::CacheCapacity));
    m_interner.setMaxBytes((static_cast<std::size_t>(most) << 20) / 4);
}

void Pipeline::buildPredictor()
{
    m_modelRevision = m_settings.revision();
    // The table offers the models that are built, no others (tests/unit/predict/models_test).
    auto built =
        m_options.makeModel
            ? m_options.makeModel()
            : std::move(makePredictor(modelName(m_settings), m_interner, modelMemory()).value());
    const PredictorOptions options = predictorOptions(m_settings.values());
    built->setOptions(options);
    m_observer.restart();
    m_observer.setHorizon({options.horizonRequests, options.horizonTime});
    built->setOrigins(m_options.origins);
    m_wantsBodies.store(built->wantsBodies(), std::memory_order_relaxed);
    m_learns.store(built->name() != NoPredictor::kName, std::memory_order_relaxed);
    const std::lock_guard lock(m_predictorMutex);
    m_predictor.swap(built);
}

void Pipeline::followSettings()
{
    if (!m_options.makeModel && m_predictor->name() != modelName(m_settings))
        return buildPredictor();
    m_modelRevision = m_settings.revision();
    const PredictorOptions options = predictorOptions(m_settings.values());
    m_predictor->setOptions(options);
    m_observer.setHorizon({options.horizonRequests, options.horizonTime});
    m_predictor->setMaxMemory(modelMemory());
}

PredictorFigures Pipeline::predictorFigures() const
{
    const std::lock_guard lock(m_predictorMutex);
    PredictorFigures figures = m_predictor->figures();
    figures.dropped += m_droppedObservations.load(std::memory_order_relaxed);
    return figures;
}

void Pipeline::setModelFeed(std::function<void(const Exchange &)> feed)
{
    m_feed = std::move(feed);
}

void Pipeline::setTrafficListener(TrafficListener *listener)
{
    if (!std::exchange(m_listener, listener))
        m_ledger.addEndListener([this](const PrefetchRecord &r) {
            if (m_listener)
                m_listener->ended(r);
        });
}

void Pipeline::tellModel(const Exchange &exchange)
{
    // Once it is "none" nothing is handed over until the settings name another.
    if (!m_learns.load(std::memory_order_relaxed) && modelName(m_settings) == NoPredictor::kName)
        return;
    if (m_feed)
        m_feed(exchange);
    else
        learn(exchange);
}

void Pipeline::learn(const Exchange &exchange)
{
    publish();
    if (!exchange.session.valid())
        return; // no request: see transitionGraph()
    if (m_modelRevision != m_settings.revision())
        followSettings();
    if (exchange.status != 0) {
        m_predictor->answered(exchange);
        // What follows an action runs under the state that it made (POST /login), so that is
        // prefetched when its answer is known; what follows a safe request, at once, and again
        // when a body has come that may name it.
        if ((!isSafe(exchange.method) || exchange.body) && exchange.status < 400)
            predictAndSchedule(exchange);
        return;
    }
    if (m_options.explains)
        m_observer.came(exchange);
    if (m_listener)
        m_listener->arrived(exchange);
    m_predictor->observe(exchange);
    if (isSafe(exchange.method))
        predictAndSchedule(exchange);
}

// What somebody asked to see.
void Pipeline::publish()
{
    if (m_graphs.isWanted())
        m_graphs.publish(*m_predictor, m_clock);
    if (m_observer.isWanted())
        m_observer.publish(*m_predictor, m_clock);
    if (m_saved.isWanted())
        publishSaved();
}

void Pipeline::publishSaved()
{
    auto saved = std::make_shared<SavedModel>();
    saved->at = m_clock.now();
    std::ostringstream out;
    if (const auto written = m_predictor->save(out, m_interner))
        saved->bytes = std::move(out).str();
    else
        saved->problem = written.error().text;
    saved->observations = m_predictor->figures().observations;
    m_saved.publish(saved, saved->at, m_clock.now());
}

void Pipeline::predictAndSchedule(const Exchange &exchange)
{
    m_predictor->predict(exchange.session,
                         static_cast<std::size_t>(m_settings.integer(Param::PredictorTopK)),
                         m_predictions);
    if (m_options.explains)
        m_observer.predicted(exchange, m_clock.now(), m_predictions);
    if (m_listener)
        m_listener->predicted(exchange, m_predictions);
    const ScheduleContext context{.session = exchange.session,
                                  .partition = exchange.partition,
                                  .context = exchange.context,
                                  .now = m_clock.now(),
                                  .current = exchange.resource,
                                  .heldBack = exchange.heldBack};
    countScheduled(m_scheduler->scheduleFromPredictions(m_predictions, context), context);
}

} // namespace forefetch
