// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/simulate/evaluation.h"

#include "core/predict/models.h"
#include "core/predict/reliabilitymeter.h"
#include "core/time/random.h"

#include <QtTest>

#include <array>
#include <cmath>
#include <string>

using namespace forefetch;

namespace {

bool never()
{
    return false;
}

// Three clients go /a /b /c round and round, a POST in between, a minute between rounds.
std::string csv(int rounds)
{
    std::string text = "ts_ms,client,method,url,status\n";
    long at = 1'700'000'000'000;
    for (int round = 0; round < rounds; ++round) {
        for (int client = 1; client <= 3; ++client) {
            for (const char *what : {"GET,/a", "POST,/login", "GET,/b", "GET,/c"})
                text += std::to_string(at += 100) + ",10.0.0." + std::to_string(client) + "," +
                        what + ",200\n";
        }
        at += 60'000;
    }
    return text;
}

std::unique_ptr<Recording> recorded(const std::string &text)
{
    auto reader = openTraceText(text, "test");
    return reader ? record(**reader, never) : nullptr;
}

PredictorScore scoreOf(std::string_view model, Recording &recording)
{
    auto predictor = std::move(makePredictor(model, recording.interner, 8 << 20).value());
    return evaluate(*predictor, recording, {}, RealClock(), never);
}

} // namespace

class EvaluationTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void getsAreScoredButTheFirstOfASession();
    void whatIsCertainIsPredicted();
    void theFutureIsNotTold();
    void answersTellWhatComesNext();
    void reliabilityOfAPerfectForecasterIsItsFloor();
    void aForecasterWhoLiesIsFound();
    void cancellingEndsItWithWhatThereIs();
    void theLiveMeterSaysTheSame();
};

void EvaluationTest::getsAreScoredButTheFirstOfASession()
{
    const auto recording = recorded(csv(4));
    QVERIFY(recording);
    QCOMPARE(recording->requests.size(), std::size_t(48));
    QCOMPARE(recording->resources, std::size_t(4));
    const PredictorScore score = scoreOf("first-order", *recording);
    QCOMPARE(score.scored, std::uint64_t(3 * (4 * 3 - 1)));
    QCOMPARE(score.unseen, std::uint64_t(2)); // /b and /c, of the first client
    QVERIFY(score.complete);
}

void EvaluationTest::whatIsCertainIsPredicted()
{
    const auto recording = recorded(csv(60));
    for (const std::string_view name : predictorModels()) {
        const PredictorScore score = scoreOf(name, *recording);
        QVERIFY2(score.accuracyAt1 > 0.95, std::string(name).c_str());
        QVERIFY(score.hitAt5 >= score.accuracyAt1);
        QVERIFY(score.bits < 1);
        QVERIFY(score.observeNs > 0 && score.predictNs > 0 && score.bytesPerTransition > 0);
    }
}

// Every request is new: whoever predicts any of them has looked ahead.
void EvaluationTest::theFutureIsNotTold()
{
    Random random(4);
    std::string text = "ts_ms,client,method,url,status\n";
    for (int i = 0; i < 400; ++i)
        text += std::to_string(1'700'000'000'000 + i * 100) + ",10.0.0.1,GET,/" +
                std::to_string(random()) + "x" + std::to_string(random()) + ",200\n";
    const auto recording = recorded(text);
    for (const std::string_view name : predictorModels())
        QCOMPARE(scoreOf(name, *recording).hitAt5, 0.0);
}

// A list, then an item that nobody had asked for before and that stands in it.
void EvaluationTest::answersTellWhatComesNext()
{
    const auto scoreWith = [](bool bodies, int tookMs) {
        Random random(6);
        std::string text;
        for (int i = 0; i < 300; ++i) {
            const std::string id = std::to_string(1'000'000 + random.below(9'000'000));
            const auto line = [&](double at, const std::string &target, const std::string &body) {
                text += R"({"start_time":)" + std::to_string(1'700'000'000 + i * 10 + at) +
                        R"(,"remote_addr":"10.0.)" + std::to_string(i) +
                        R"(.1","request_method":"GET","request_uri":")" + target +
                        R"(","status":200,"duration_ms":)" + std::to_string(tookMs) +
                        R"(,"content_type":"application/json","response_body":")" + body + "\"}\n";
            };
            line(0.5, "/items", R"({\"items\":[{\"id\":)" + id + "}]}");
            line(2.5, "/items/" + id, "{}");
        }
        TraceOptions options;
        options.bodies = bodies;
        auto reader = openTraceText(text, "test", options);
        const auto recording = record(**reader, never);
        return scoreOf("mixture", *recording).hitAt5Unseen;
    };
    QCOMPARE(scoreWith(false, 10), 0.0);
    QVERIFY(scoreWith(true, 10) > 0.5);
    QCOMPARE(scoreWith(true, 4000), 0.0); // the answer came after the item was asked for
}

void EvaluationTest::reliabilityOfAPerfectForecasterIsItsFloor()
{
    Random random(9);
    double error = 0, floor = 0;
    for (int run = 0; run < 40; ++run) {
        Reliability reliability;
        for (int i = 0; i < 900; ++i) {
            const double p = random.uniform();
            reliability.add(p, random.uniform() < p);
        }
        error += reliability.error() / 40;
        floor += reliability.floor() / 40;
    }
    QVERIFY2(std::abs(error - floor) < 0.1 * floor, qPrintable(QString::number(error)));
    QVERIFY2(floor > 0.03 && floor < 0.05, qPrintable(QString::number(floor)));
}

void EvaluationTest::aForecasterWhoLiesIsFound()
{
    Random random(9);
    Reliability reliability;
    for (int i = 0; i < 5000; ++i)
        reliability.add(0.9, random.uniform() < 0.5);
    QVERIFY(std::abs(reliability.error() - 0.4) < 0.03);
    QVERIFY(reliability.floor() < 0.01);
    QCOMPARE(Reliability().error(), 0.0);
}

void EvaluationTest::cancellingEndsItWithWhatThereIs()
{
    const auto recording = recorded(csv(600));
    auto predictor = std::move(makePredictor("mixture", recording->interner, 8 << 20).value());
    int asked = 0;
    const PredictorScore score =
        evaluate(*predictor, *recording, {}, RealClock(), [&] { return ++asked > 2; });
    QVERIFY(!score.complete);
    QVERIFY(score.scored > 0);
    auto reader = openTraceText(csv(2), "test");
    QVERIFY(record(**reader, [] { return true; }) == nullptr);
}

// Live traffic is scored by a sample (ReliabilityMeter); here everything is.
void EvaluationTest::theLiveMeterSaysTheSame()
{
    Random random(5);
    std::string text = "ts_ms,client,method,url,status\n";
    std::array<std::uint64_t, 20> at{};
    for (int i = 0; i < 6000; ++i) {
        const std::uint64_t client = random.below(at.size());
        at[client] = (at[client] + 1 + random.below(3) * random.below(4)) % 25;
        text += std::to_string(1'700'000'000'000 + i * 150) + ",10.0.0." + std::to_string(client) +
                ",GET,/page-" + std::string(1 + at[client], 'x') + ",200\n";
    }
    const auto recording = recorded(text);
    const PredictorScore score = scoreOf("mixture", *recording);
    auto predictor = std::move(makePredictor("mixture", recording->interner, 8 << 20).value());
    ReliabilityMeter meter(3);
    std::vector<Prediction> said;
    for (const RecordedRequest &request : recording->requests) {
        Exchange e;
        e.session = request.session;
        e.resource = request.resource;
        e.at = request.at;
        meter.came(e);
        predictor->observe(e);
        predictor->predict(e.session, 10, said);
        meter.predicted(e.session, e.at, said);
    }
    const auto live = meter.reading(recording->requests.back().at);
    const auto same = [](const Reliability &sample, const Reliability &all) {
        QVERIFY(sample.count() > all.count() / 5 && sample.count() < all.count() * 3 / 10);
        for (std::size_t i = 0; i < Reliability::kBins; ++i) {
            const Reliability::Bin &a = sample.bins()[i], &b = all.bins()[i];
            if (a.count < 50)
                continue;
            const auto n = static_cast<double>(a.count), m = static_cast<double>(b.count);
            QVERIFY2(std::abs(a.came / n - b.came / m) < 4 * std::sqrt(0.25 / n),
                     qPrintable(QStringLiteral("bin %1: %2 and %3 came")
                                    .arg(i)
                                    .arg(a.came / n)
                                    .arg(b.came / m)));
        }
        QVERIFY(std::abs(sample.error() - all.error()) < 0.02 + sample.floor());
    };
    same(live.next, score.next);
    same(live.used, score.used);
}

QTEST_GUILESS_MAIN(EvaluationTest)
#include "evaluation_test.moc"
