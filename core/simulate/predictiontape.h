// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/metrics/figures.h"
#include "core/predict/predictor.h"
#include "core/settings/settings.h"
#include "core/simulate/recordedtrace.h"

#include <atomic>
#include <cstdint>
#include <functional>
#include <limits>
#include <memory>
#include <span>
#include <vector>

namespace forefetch {

// What a model predicts after each request of a trace. It depends on the model's own settings
// alone, on no threshold and no cache, so it is made once and feeds every variant of the rest.
//
// Test then train: what is predicted after a request comes from that request and those before it.
// The model is told of an answer when the log says that it was sent, and where that comes with a
// body, which may name what is next, it is asked again.
struct PredictionTape
{
    struct Entry // 12 bytes: a tape of a million requests has a few of them each
    {
        ResourceId resource;
        float pUsed = 0;
    };

    // What was predicted once an answer with a body was there.
    struct Answer
    {
        std::uint64_t begin = 0; // of its entries, in answerEntries
        std::uint64_t end = 0;
        std::uint64_t newest = 0; // step of the session at that moment: the model knew it
    };

    std::span<const Entry> afterAnswer(const Answer &answer) const
    {
        return {answerEntries.data() + answer.begin,
                static_cast<std::size_t>(answer.end - answer.begin)};
    }
    // Null: it came with no body.
    const Answer *answerOf(std::size_t step) const
    {
        const std::uint32_t number = step < answerNumbers.size() ? answerNumbers[step] : 0;
        return number == 0 ? nullptr : &answers[number - 1];
    }
    std::span<const Entry> after(std::size_t step) const
    {
        const std::uint64_t from = step == 0 ? 0 : ends[step - 1];
        return {entries.data() + from, static_cast<std::size_t>(ends[step] - from)};
    }

    std::vector<Entry> entries;
    std::vector<std::uint64_t> ends; // by step
    std::vector<Entry> answerEntries;
    std::vector<Answer> answers;
    std::vector<std::uint32_t> answerNumbers; // by step, from 1; empty where the log has no bodies
    std::uint64_t below = 0;                  // predictions under the threshold, which are not kept
    PredictorFigures figures;                 // of the model, at the end
    std::shared_ptr<Interner> interner;       // names what is predicted and what the trace holds
};

struct TapeOptions
{
    float minProbability = 0;                           // the least that any variant asks for
    std::function<bool()> isCancelled;                  // asked every thousand requests or so
    std::atomic<std::uint64_t> *requestsDone = nullptr; // counted up
    std::size_t end = std::numeric_limits<std::size_t>::max(); // the first so many requests
};

// Null when cancelled. Takes the model's time: 0.3 µs (first order) to 10 µs (mixture) a request.
//
// Thread: any; the trace is only read.
std::shared_ptr<const PredictionTape> recordPredictions(const RecordedTrace &trace,
                                                        const SettingsValues &values,
                                                        const TapeOptions &options);

// Do two settings predict alike, so that one tape serves both?
bool predictAlike(const SettingsValues &a, const SettingsValues &b);

// Plays a tape back as the model of a pipeline. Knows the steps by their order: `observe` is
// called once for each, as VirtualDrive does. An answer that is there earlier than on the tape,
// because it is a hit here, brings what was predicted after it only if the session had asked for
// nothing more by then: nothing is predicted from what is still to come.
//
// Thread: one.
class TapePredictor final : public Predictor
{
public:
    explicit TapePredictor(std::shared_ptr<const PredictionTape> tape) : m_tape(std::move(tape)) {}

    std::string_view name() const override { return m_tape->figures.model; }
    void observe(const Exchange &exchange) override;
    void answered(const Exchange &exchange) override;
    bool wantsBodies() const override { return !m_tape->answers.empty(); }
    void predict(SessionId session, std::size_t k, std::vector<Prediction> &out) override;
    void fit(std::span<const std::vector<ResourceId>>) override {}
    void forget(SessionId) override {}
    void setMaxMemory(std::size_t) override {}
    PredictorFigures figures() const override { return m_tape->figures; }
    void strongest(std::size_t, std::vector<Transition> &out) const override { out.clear(); }
    Result<void> save(std::ostream &, const Interner &) const override;
    Result<void> load(std::istream &, Interner &) override;

private:
    struct Newest // request of a session
    {
        std::size_t step = 0;
        ResourceId resource;
        const PredictionTape::Answer *answer = nullptr; // that has come since
        bool isTooEarly = false; // on the tape the session had asked for more by then
    };
    struct Open // an answer with a body is still to come
    {
        std::size_t step = 0;
        std::uint32_t session = 0;
        ResourceId resource;
    };

    std::shared_ptr<const PredictionTape> m_tape;
    std::size_t m_next = 0;
    std::vector<Newest> m_newest; // by index of a session
    std::vector<Open> m_open;     // few: as many as are under way
};

} // namespace forefetch
