// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/predict/models.h"

#include "core/settings/parameter.h"

#include <QtTest>

#include <algorithm>
#include <string>

using namespace forefetch;

class ModelsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyModelIsMadeByItsName();
    void anUnknownNameIsRefusedWithThoseThereAre();
    void theParameterOffersExactlyTheModelsThatAreBuilt();
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
    QVERIFY(std::equal(built.begin(), built.end(), offered.begin(), offered.end()));
}

QTEST_GUILESS_MAIN(ModelsTest)
#include "models_test.moc"
