// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/simulate/evaluation.h"

#include "core/predict/openforecast.h"

#include <algorithm>
#include <cmath>
#include <deque>
#include <unordered_map>
#include <unordered_set>

namespace forefetch {

namespace {

constexpr std::size_t kPredictions = OpenForecast::kMost;
constexpr std::size_t kFirst = 5;
constexpr std::size_t kCancelEvery = 1024; // requests

// The median; 0 of nothing.
double medianOf(std::vector<std::uint32_t> &values)
{
    if (values.empty())
        return 0;
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

// Predictions of one session whose horizon is not over, and what has come of them.
class OpenPredictions
{
public:
    explicit OpenPredictions(const PredictorOptions &options)
        : m_horizon{options.horizonRequests, options.horizonTime}
    {
    }

    void came(const RecordedRequest &request, Reliability &used)
    {
        for (OpenForecast &forecast : m_forecasts)
            forecast.came(request.resource, request.at, m_horizon);
        while (!m_forecasts.empty() && m_forecasts.front().isOver(m_horizon))
            settle(used);
    }
    void predicted(TimePoint at, const std::vector<Prediction> &predictions)
    {
        m_forecasts.emplace_back().begin(at, predictions);
    }
    void settleAll(Reliability &used)
    {
        while (!m_forecasts.empty())
            settle(used);
    }

private:
    void settle(Reliability &used)
    {
        m_forecasts.front().settle(used);
        m_forecasts.pop_front();
    }

    Horizon m_horizon;
    std::deque<OpenForecast> m_forecasts;
};

class Evaluator
{
public:
    Evaluator(Predictor &predictor, const Recording &recording, const PredictorOptions &options,
              const Clock &clock)
        : m_predictor(predictor), m_recording(recording), m_options(options), m_clock(clock)
    {
        m_score.name = predictor.name();
        predictor.setOptions(options);
    }

    void take(const RecordedRequest &request)
    {
        Client &client = m_clients.try_emplace(request.session.index, m_options).first->second;
        if (client.session != request.session) {
            client.open.settleAll(m_score.used);
            client.session = request.session;
            client.hasGet = false;
            client.predictions.clear();
            client.unanswered.clear();
        }
        tellAnswers(client, request.at);
        const bool isGet = request.method == Method::Get;
        if (isGet && client.hasGet)
            score(request, client.predictions);
        client.hasGet |= isGet;
        client.open.came(request, m_score.used);
        observe(request);
        predict(request.session, client.predictions);
        client.open.predicted(request.at, client.predictions);
        if (request.body && m_predictor.wantsBodies())
            client.unanswered.push_back(&request);
    }

    PredictorScore finish(bool complete)
    {
        for (auto &client : m_clients)
            client.second.open.settleAll(m_score.used);
        const auto scored = static_cast<double>(std::max<std::uint64_t>(m_score.scored, 1));
        m_score.accuracyAt1 = m_first / scored;
        m_score.hitAt5 = m_five / scored;
        m_score.hitAt5Unseen =
            m_unseenFive / static_cast<double>(std::max<std::uint64_t>(m_score.unseen, 1));
        m_score.bits = m_bits / scored;
        m_score.observeNs = medianOf(m_observeNs);
        m_score.predictNs = medianOf(m_predictNs);
        const PredictorFigures figures = m_predictor.figures();
        m_score.bytesPerTransition =
            static_cast<double>(figures.memory) /
            static_cast<double>(std::max<std::uint64_t>(figures.transitions, 1));
        m_score.complete = complete;
        return std::move(m_score);
    }

private:
    struct Client
    {
        explicit Client(const PredictorOptions &options) : open(options) {}
        SessionId session;
        bool hasGet = false;
        std::vector<Prediction> predictions;
        std::vector<const RecordedRequest *> unanswered; // with a body
        OpenPredictions open;
    };

    void tellAnswers(Client &client, TimePoint now)
    {
        auto waits = [now](const RecordedRequest *r) { return r->answeredAt > now; };
        auto &all = client.unanswered;
        const auto come = std::stable_partition(all.begin(), all.end(), waits);
        for (auto at = come; at != all.end(); ++at) {
            Exchange exchange = exchangeOf(**at);
            exchange.status = (*at)->status;
            exchange.head = m_recording.bodyHead;
            exchange.body = (*at)->body;
            m_predictor.answered(exchange);
            predict(exchange.session, client.predictions);
            client.open.predicted((*at)->answeredAt, client.predictions);
        }
        all.erase(come, all.end());
    }

    void score(const RecordedRequest &request, const std::vector<Prediction> &predictions)
    {
        ++m_score.scored;
        m_score.unseen += request.seenBefore ? 0 : 1;
        double said = 0;
        double ofThis = 0;
        for (std::size_t i = 0; i < predictions.size(); ++i) {
            const bool came = predictions[i].resource == request.resource;
            m_score.next.add(predictions[i].pNext, came);
            said += predictions[i].pNext;
            if (!came)
                continue;
            ofThis = predictions[i].pNext;
            m_first += i == 0 ? 1 : 0;
            m_five += i < kFirst ? 1 : 0;
            m_unseenFive += i < kFirst && !request.seenBefore ? 1 : 0;
        }
        if (ofThis <= 0)
            ofThis = std::max(1 - said, 0.0) / static_cast<double>(m_recording.resources + 1);
        m_bits -= std::log2(std::max(ofThis, 0x1.0p-40));
    }

    static Exchange exchangeOf(const RecordedRequest &request)
    {
        Exchange exchange;
        exchange.session = request.session;
        exchange.resource = request.resource;
        exchange.method = request.method;
        exchange.at = request.at;
        return exchange;
    }

    void observe(const RecordedRequest &request)
    {
        const Exchange exchange = exchangeOf(request);
        const TimePoint begun = m_clock.now();
        m_predictor.observe(exchange);
        m_observeNs.push_back(sinceNs(begun));
    }

    void predict(SessionId session, std::vector<Prediction> &out)
    {
        const TimePoint begun = m_clock.now();
        m_predictor.predict(session, kPredictions, out);
        m_predictNs.push_back(sinceNs(begun));
    }

    std::uint32_t sinceNs(TimePoint begun) const
    {
        return static_cast<std::uint32_t>(
            std::min<Duration::rep>((m_clock.now() - begun).count(), ~std::uint32_t(0)));
    }

    Predictor &m_predictor;
    const Recording &m_recording;
    PredictorOptions m_options;
    const Clock &m_clock;
    std::unordered_map<std::uint32_t, Client> m_clients; // by a session's index
    std::vector<std::uint32_t> m_observeNs, m_predictNs;
    double m_first = 0, m_five = 0, m_unseenFive = 0, m_bits = 0;
    PredictorScore m_score;
};

} // namespace

std::unique_ptr<Recording> record(TraceReader &reader, const std::function<bool()> &isCancelled)
{
    auto recording = std::make_unique<Recording>();
    std::unordered_set<ResourceId> seen;
    TraceEvent event;
    std::string text;
    while (reader.next(event)) {
        if (recording->requests.size() % kCancelEvery == 0 && isCancelled())
            return nullptr;
        RecordedRequest request;
        request.session = event.session;
        request.method = methodFrom(event.method);
        text = event.method == "GET" || event.method == "HEAD"
                   ? std::string(event.target)
                   : std::string(event.method) + " " + std::string(event.target);
        request.resource = recording->interner.intern(text);
        request.at = TimePoint(event.at.time_since_epoch());
        request.seenBefore = !seen.insert(request.resource).second;
        request.status = static_cast<std::int16_t>(event.status);
        request.body = event.body;
        request.answeredAt = request.at + std::max(event.duration, Duration::zero());
        recording->requests.push_back(std::move(request));
    }
    recording->resources = seen.size();
    ResponseHead head{200, {}, {}};
    head.headers.add("Content-Type", "application/json");
    recording->bodyHead = std::make_shared<const ResponseHead>(std::move(head));
    return recording;
}

PredictorScore evaluate(Predictor &predictor, const Recording &recording,
                        const PredictorOptions &options, const Clock &clock,
                        const std::function<bool()> &isCancelled)
{
    Evaluator evaluator(predictor, recording, options, clock);
    std::size_t done = 0;
    for (const RecordedRequest &request : recording.requests) {
        if (++done % kCancelEvery == 0 && isCancelled())
            return evaluator.finish(false);
        evaluator.take(request);
    }
    return evaluator.finish(true);
}

} // namespace forefetch
