// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/simulate/tuning.h"

#include "core/simulate/tuningdocument.h"
#include "syntheticlog.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QtTest>

using namespace forefetch;
using namespace Qt::StringLiterals;

namespace {

SettingsValues base()
{
    SettingsValues values;
    values[Param::PredictorModel] = *parseValue(Param::PredictorModel, "first-order");
    values[Param::WorkersCount] = 8;
    return values;
}

const std::vector<std::string> kSweep = {"scheduler.min_probability=0.1:0.9:0.2"};

SimulationPlan plan(const std::vector<std::string> &sweeps = kSweep)
{
    return planTuning(base(), sweeps, 1).value();
}

bool goOn(TuningStage, const SimulationProgress &)
{
    return true;
}

// Of a part of a trace: what counted over all sessions.
SessionTally tallyOf(const RecordedTrace &trace, const TracePart &part)
{
    SettingsValues values = base();
    const auto tape = recordPredictions(trace, values, {});
    const auto run = simulate(trace, tape, values, {.part = part});
    return sumOf(run->sessions);
}

QJsonObject jsonOf(const RecordedTrace &trace, const TuningResult &result)
{
    const Profile profile = tunedProfile({}, plan(), result);
    const std::string text = tuningJson({"a.log", trace, plan(), profile, result});
    return QJsonDocument::fromJson(QByteArray::fromStdString(text)).object();
}

} // namespace

class TuningTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsSettingsForALogThatCanBeLearnt()
    {
        const auto trace = SyntheticLog{}.trace();
        const TuningResult result = tune(*trace, plan(), goOn);
        QVERIFY(result.complete);
        QVERIFY2(result.prefetches, result.evidence.reason.c_str());
        QCOMPARE(result.tried, std::size_t{5});
        const ProfileEvidence &e = result.evidence;
        QCOMPARE(e.requests, std::uint64_t{3000});
        QCOMPARE(e.chosenOn, std::uint64_t{2000});
        QCOMPARE(e.statedOn, std::uint64_t{1000});
        QVERIFY(e.expected.hitRatio.value > e.noPrefetch.hitRatio.value);
        for (const ExpectedFigures *f : {&e.expected, &e.defaults})
            for (const Expectation &x : {f->hitRatio, f->extraLoad, f->wasteRatio})
                QVERIFY(x.low <= x.value && x.value <= x.high);
        QVERIFY(e.expected.hitRatio.low < e.expected.hitRatio.high);
        QVERIFY(result.gain.low > 0);
        QVERIFY(e.reason.find("1,000 requests that were held out") != std::string::npos);
    }

    // Whatever comes in the last third, what is chosen is the same, and what is stated is not.
    void whatIsHeldOutHasNoSayInTheChoice()
    {
        const auto trace = SyntheticLog{}.trace();
        const auto other = SyntheticLog{}.trace();
        const std::size_t cut = 2000;
        for (std::size_t i = cut; i < other->steps.size(); ++i)
            other->steps[i].resource = other->resources[i * 7 % other->resources.size()];
        const TuningResult a = tune(*trace, plan(), goOn);
        const TuningResult b = tune(*other, plan(), goOn);
        QVERIFY(a.prefetches);
        QCOMPARE(a.evidence.reason.substr(0, 60), b.evidence.reason.substr(0, 60));
        for (const SweepAxis &axis : plan().axes)
            QCOMPARE(a.settings[axis.param], b.settings[axis.param]);
        QVERIFY(a.evidence.expected != b.evidence.expected);
        QVERIFY(b.gain.value < a.gain.value);
    }

    void theSameLogAndSeedGiveTheSame()
    {
        const auto trace = SyntheticLog{}.trace();
        SimulationPlan one = plan();
        one.threads = 1;
        SimulationPlan three = plan();
        three.threads = 3;
        QCOMPARE(tune(*trace, one, goOn).evidence, tune(*trace, three, goOn).evidence);
    }

    void chanceIsNotPrefetched()
    {
        const auto trace = SyntheticLog{.pages = 3000, .jumps = 1}.trace();
        const TuningResult result = tune(*trace, plan(), goOn);
        QVERIFY(!result.prefetches);
        QVERIFY(result.evidence.reason.starts_with("Do not prefetch"));
        QCOMPARE(result.evidence.expected, result.evidence.noPrefetch);
        QCOMPARE(tunedProfile({}, plan(), result).values[Param::PrefetchEnabled], 0.0);
    }

    void theEnvelopeIsWhatWasTried()
    {
        const auto trace = SyntheticLog{.requests = 300}.trace();
        const auto sweeps = {std::string("scheduler.min_probability=0.3,0.1,0.7"),
                             std::string("cache.eviction=wtinylfu,lru")};
        const TuningResult result = tune(*trace, plan(sweeps), goOn);
        std::size_t all = 0;
        for (const ParamInfo &row : parameterTable())
            all += isInEnvelopes(row.param) ? 1 : 0;
        QCOMPARE(result.evidence.envelope.size(), all);
        for (const TestedValues &tested : result.evidence.envelope) {
            if (tested.param == Param::SchedulerMinProbability)
                QCOMPARE(tested.values, (std::vector<double>{0.1, 0.7}));
            else if (tested.param == Param::CacheEviction)
                QCOMPARE(tested.values, (std::vector<double>{2, 0}));
            else if (tested.param == Param::CachePolicy)
                QCOMPARE(tested.values, (std::vector<double>{2})); // assumed, whatever is set
            else
                QVERIFY(tested.hold(base()[tested.param]));
        }
        Profile profile = tunedProfile({}, plan(sweeps), result);
        QCOMPARE(profile.values[Param::CachePolicy], 0.0); // as configured
    }

    void aProfileThatWasTunedReadsBack()
    {
        const auto trace = SyntheticLog{}.trace();
        const Profile profile = tunedProfile({}, plan(), tune(*trace, plan(), goOn));
        const auto again = readProfile(writeProfile(profile), "w.toml");
        QVERIFY2(again.ok(), again ? "" : again.error().text.c_str());
        QCOMPARE(*again, profile);
    }

    void documentsHaveTheirNames()
    {
        const auto trace = SyntheticLog{}.trace();
        const QJsonObject o = jsonOf(*trace, tune(*trace, plan(), goOn));
        QCOMPARE(o["schema"_L1].toInt(), 1);
        QVERIFY(o["profile"_L1]["scheduler.min_probability"_L1].isDouble());
        for (const char *figures : {"expected", "no_prefetch", "defaults"})
            for (const char *ratio : {"hit_ratio", "extra_load", "waste_ratio"})
                for (const char *bound : {"value", "low", "high"})
                    QVERIFY2(o[QLatin1String(figures)][QLatin1String(ratio)][QLatin1String(bound)]
                                 .isDouble(),
                             figures);
        QVERIFY(o["evidence"_L1]["trace_sha256"_L1].isString());
        QCOMPARE(o["evidence"_L1]["envelope"_L1]["scheduler.min_probability"_L1].toArray(),
                 (QJsonArray{0.1, 0.9}));
        QCOMPARE(o["evidence"_L1]["envelope"_L1]["cache.policy"_L1].toArray(), (QJsonArray{u"assume"_s}));
    }

    void interruptedItSaysNothing()
    {
        const auto trace = SyntheticLog{}.trace();
        const TuningResult early =
            tune(*trace, plan(), [](TuningStage, const SimulationProgress &) { return false; });
        QVERIFY(!early.complete && !early.prefetches);
        const TuningResult late = tune(*trace, plan(), [](TuningStage s, const SimulationProgress &) {
            return s == TuningStage::Choosing;
        });
        QVERIFY(!late.complete && !late.prefetches);
    }

    void whatCannotBeTunedIsRefused()
    {
        for (const char *sweep : {"prefetch.enabled=true,false", "tuner.mode=off,auto",
                                  "holdback.share=0:0.5:0.1", "cache.policy=safe,rfc", "a.b=1"})
            QVERIFY2(!planTuning(base(), {sweep}, 1), sweep);
        QCOMPARE(planTuning(base(), {}, 1)->variants.size(), std::size_t{19 * 4});
        const auto few = SyntheticLog{.requests = kLeastToTune - 1}.trace();
        QVERIFY(checkTunable(*few, "a.log").error().text.starts_with("a.log: 99 requests"));
        QVERIFY(checkTunable(*SyntheticLog{.requests = kLeastToTune}.trace(), "a.log"));
    }

    // What is counted of a part is what the whole has less what comes before it.
    void partsAddUp()
    {
        const auto trace = SyntheticLog{}.trace();
        const SessionTally all = tallyOf(*trace, {});
        const SessionTally rest = tallyOf(*trace, {.countedFrom = 2000});
        const SessionTally first = tallyOf(*trace, {.end = 2000});
        QCOMPARE(first.cacheable + rest.cacheable, all.cacheable);
        QCOMPARE(first.hits + rest.hits, all.hits);
        QVERIFY(rest.attempts > 0 && first.attempts > 0);
        QCOMPARE(first.attempts + rest.attempts, all.attempts);
        QVERIFY(tallyOf(*trace, {.countedFrom = 3000}).cacheable <= 1);
    }
};

QTEST_APPLESS_MAIN(TuningTest)
#include "tuning_test.moc"
