// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/simulate/predictiontape.h"

#include "core/predict/models.h"

#include <algorithm>
#include <array>
#include <span>
#include <utility>

namespace forefetch {

namespace {

constexpr std::size_t kCancelEvery = 1024; // requests
constexpr std::array kOfTheModel = {Param::PredictorModel,          Param::PredictorMaxOrder,
                                    Param::PredictorTopK,           Param::PredictorHorizonRequests,
                                    Param::PredictorHorizonSeconds, Param::PredictorHalfLife,
                                    Param::PredictorMaxMemory};

// Feeds a model with the requests and answers of a trace and writes down what it says.
class TapeWriter
{
public:
    TapeWriter(const RecordedTrace &trace, const SettingsValues &values, float minProbability)
        : m_trace(trace), m_minimum(minProbability),
          m_k(static_cast<std::size_t>(values[Param::PredictorTopK])),
          m_tape(std::make_shared<PredictionTape>())
    {
        m_tape->interner = trace.interner();
        const auto model = static_cast<std::size_t>(values[Param::PredictorModel]);
        const auto memory = static_cast<std::size_t>(values[Param::PredictorMaxMemory]) << 20;
        // The table offers the models that are built, no others.
        m_model = std::move(
            makePredictor(info(Param::PredictorModel).choices[model], *m_tape->interner, memory)
                .value());
        m_model->setOptions(predictorOptions(values));
        m_tape->ends.reserve(trace.steps.size());
    }

    void take(const TraceStep &step)
    {
        tellAnswers(step.at);
        m_model->observe(exchangeOf(step));
        // What follows an unsafe request is asked when its answer is there (Pipeline::learn).
        predictInto(m_tape->entries, isSafe(step.method));
        m_tape->ends.push_back(m_tape->entries.size());
        const auto number = static_cast<std::size_t>(&step - m_trace.steps.data());
        if (!m_trace.bodies.empty())
            noteNewest(step.session, number);
        if (step.status != 0) {
            m_answers.push_back({m_trace.answeredAt(step), number});
            std::push_heap(m_answers.begin(), m_answers.end(), isLater);
        }
    }

    std::shared_ptr<const PredictionTape> finish()
    {
        m_tape->figures = m_model->figures();
        return std::move(m_tape);
    }

private:
    struct Answer
    {
        TimePoint at;
        std::size_t step;
    };
    static bool isLater(const Answer &a, const Answer &b)
    {
        return a.at != b.at ? a.at > b.at : a.step > b.step;
    }

    const Exchange &exchangeOf(const TraceStep &step)
    {
        m_exchange.session = {step.session, 1};
        m_exchange.resource = step.resource;
        m_exchange.at = step.at;
        m_exchange.method = step.method;
        m_exchange.status = 0;
        m_exchange.head = nullptr;
        m_exchange.body = nullptr;
        return m_exchange;
    }

    void predictInto(std::vector<PredictionTape::Entry> &entries, bool counts)
    {
        m_model->predict(m_exchange.session, m_k, m_predictions);
        for (const Prediction &prediction : m_predictions) {
            if (prediction.pUsed >= m_minimum)
                entries.push_back({prediction.resource, prediction.pUsed});
            else if (counts)
                ++m_tape->below;
        }
    }

    void noteNewest(std::uint32_t session, std::size_t number)
    {
        if (session >= m_newest.size())
            m_newest.resize(std::max<std::size_t>(session + 1, 2 * m_newest.size()));
        m_newest[session] = number;
    }

    void tell(std::size_t number)
    {
        const TraceStep &step = m_trace.steps[number];
        exchangeOf(step);
        m_exchange.status = step.status;
        const bool hasBody = step.body != 0 && m_model->wantsBodies();
        if (hasBody) {
            m_exchange.head = m_trace.bodyHead;
            m_exchange.body = m_trace.bodies[step.body];
        }
        m_model->answered(m_exchange);
        if (!hasBody || step.status >= 400)
            return;
        const std::uint64_t begin = m_tape->answerEntries.size();
        predictInto(m_tape->answerEntries, true);
        m_tape->answers.push_back({begin, m_tape->answerEntries.size(), m_newest[step.session]});
        m_tape->answerNumbers.resize(m_trace.steps.size());
        m_tape->answerNumbers[number] = static_cast<std::uint32_t>(m_tape->answers.size());
    }

    void tellAnswers(TimePoint now)
    {
        while (!m_answers.empty() && m_answers.front().at <= now) {
            tell(m_answers.front().step);
            std::pop_heap(m_answers.begin(), m_answers.end(), isLater);
            m_answers.pop_back();
        }
    }

    const RecordedTrace &m_trace;
    float m_minimum;
    std::size_t m_k;
    std::shared_ptr<PredictionTape> m_tape;
    std::unique_ptr<Predictor> m_model;
    std::vector<Prediction> m_predictions;
    std::vector<Answer> m_answers;     // heap, the next in front
    std::vector<std::size_t> m_newest; // step, by session
    Exchange m_exchange;
};

} // namespace

std::shared_ptr<const PredictionTape> recordPredictions(const RecordedTrace &trace,
                                                        const SettingsValues &values,
                                                        const TapeOptions &options)
{
    TapeWriter writer(trace, values, options.minProbability);
    std::size_t done = 0;
    for (const TraceStep &step :
         std::span(trace.steps).first(std::min(trace.steps.size(), options.end))) {
        writer.take(step);
        if (++done % kCancelEvery != 0)
            continue;
        if (options.isCancelled && options.isCancelled())
            return nullptr;
        if (options.requestsDone)
            options.requestsDone->fetch_add(kCancelEvery, std::memory_order_relaxed);
    }
    return writer.finish();
}

bool predictAlike(const SettingsValues &a, const SettingsValues &b)
{
    return std::ranges::all_of(kOfTheModel, [&](Param p) { return a[p] == b[p]; });
}

void TapePredictor::observe(const Exchange &exchange)
{
    const std::uint32_t session = exchange.session.index;
    if (session >= m_newest.size())
        m_newest.resize(std::max<std::size_t>(session + 1, 2 * m_newest.size()));
    if (m_tape->answerOf(m_next) != nullptr)
        m_open.push_back({m_next, session, exchange.resource});
    m_newest[session] = {m_next++, exchange.resource, nullptr, false};
}

// The newest one that asked for it is what the answer belongs to.
void TapePredictor::answered(const Exchange &exchange)
{
    const auto asked = std::find_if(m_open.begin(), m_open.end(), [&](const Open &open) {
        return open.session == exchange.session.index && open.resource == exchange.resource;
    });
    if (asked == m_open.end())
        return;
    const PredictionTape::Answer *answer = m_tape->answerOf(asked->step);
    m_open.erase(asked);
    Newest &newest = m_newest[exchange.session.index];
    newest.answer = answer;
    newest.isTooEarly = answer->newest > newest.step;
}

void TapePredictor::predict(SessionId session, std::size_t k, std::vector<Prediction> &out)
{
    out.clear();
    const Newest &newest = m_newest[session.index];
    if (newest.isTooEarly)
        return;
    const auto entries =
        newest.answer ? m_tape->afterAnswer(*newest.answer) : m_tape->after(newest.step);
    for (const PredictionTape::Entry &entry : entries) {
        if (out.size() == k)
            return;
        Prediction &prediction = out.emplace_back();
        prediction.resource = entry.resource;
        prediction.pUsed = entry.pUsed;
        prediction.cause.context = newest.resource;
    }
}

Result<void> TapePredictor::save(std::ostream &, const Interner &) const
{
    return Error{ErrorCode::Unsupported, "recorded predictions are no model to be saved"};
}

Result<void> TapePredictor::load(std::istream &, Interner &)
{
    return Error{ErrorCode::Unsupported, "recorded predictions are no model to be loaded"};
}

} // namespace forefetch
