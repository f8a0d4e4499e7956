// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/predict/models.h"

#include "core/settings/parameter.h"

#include <QtTest>

#include <algorithm>
#include <sstream>
#include <string>

using namespace forefetch;

class ModelsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyModelIsMadeByItsName();
    void anUnknownNameIsRefusedWithThoseThereAre();
    void theParameterOffersExactlyTheModelsThatAreBuilt();
    void noneLearnsAndPredictsNothing();
};

void ModelsTest::everyModelIsMadeByItsName()
{
    Interner interner;
    for (const std::string_view name : predictorModels()) {
        const auto predictor = makePredictor(name, interner, 1 << 20);
        QVERIFY(predictor.ok());
        QCOMPARE((*predictor)->name(), name);
        QCOMPARE((*predictor)->figures().model, std::string(name));
    }
}

void ModelsTest::anUnknownNameIsRefusedWithThoseThereAre()
{
    Interner interner;
    const auto unknown = makePredictor("mixture-of-nothing", interner, 1 << 20);
    QVERIFY(!unknown.ok());
    QCOMPARE(unknown.error().code, ErrorCode::InvalidArgument);
    for (const std::string_view name : predictorModels())
        QVERIFY(unknown.error().text.find(name) != std::string::npos);
}

void ModelsTest::theParameterOffersExactlyTheModelsThatAreBuilt()
{
    const auto built = predictorModels();
    const auto offered = info(Param::PredictorModel).choices;
    QVERIFY(std::equal(built.begin(), built.end(), offered.begin(), offered.end() - 1));
    QCOMPARE(offered.back(), std::string_view("none"));
}

void ModelsTest::noneLearnsAndPredictsNothing()
{
    Interner interner;
    const auto none = std::move(makePredictor("none", interner, 1 << 20).value());
    Exchange exchange;
    exchange.session = {1, 1};
    std::vector<Prediction> predictions(3);
    for (int i = 0; i < 8; ++i) {
        exchange.resource = interner.intern(i % 2 == 0 ? "/a" : "/b");
        none->observe(exchange);
    }
    none->predict(exchange.session, 10, predictions);
    QVERIFY(predictions.empty());
    QCOMPARE(none->figures().observations, std::uint64_t(0));
    std::ostringstream out;
    QVERIFY(!none->save(out, interner).ok());
}

QTEST_GUILESS_MAIN(ModelsTest)
#include "models_test.moc"
