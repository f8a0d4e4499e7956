// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/predict/mixture.h"

#include "core/predict/models.h"
#include "core/time/random.h"

#include <QtTest>

#include <sstream>
#include <string>
#include <vector>

using namespace forefetch;
using namespace std::chrono_literals;

namespace {

class Traffic
{
public:
    explicit Traffic(Predictor &predictor, Interner &names) : m_predictor(predictor), m_names(names)
    {
    }

    void request(std::uint32_t session, const std::string &text, Method method = Method::Get,
                 int status = 200)
    {
        Exchange e;
        e.session = {session, 1};
        e.resource = m_names.intern(method == Method::Post ? "POST " + text : text);
        e.method = method;
        e.at = m_now += 100ms;
        m_predictor.observe(e);
        e.status = static_cast<std::int16_t>(status);
        m_predictor.answered(e);
    }
    void requests(std::uint32_t session, std::initializer_list<const char *> texts)
    {
        for (const char *text : texts)
            request(session, text);
    }
    std::vector<Prediction> predict(std::uint32_t session, std::size_t k = 10)
    {
        std::vector<Prediction> out;
        m_predictor.predict({session, 1}, k, out);
        return out;
    }
    std::string first(std::uint32_t session)
    {
        const auto out = predict(session, 1);
        return out.empty() ? "" : m_names.text(out[0].resource);
    }
    float pNext(std::uint32_t session, const std::string &text)
    {
        for (const Prediction &p : predict(session, 50)) {
            if (m_names.text(p.resource) == text)
                return p.pNext;
        }
        return 0;
    }
    TimePoint m_now{};

private:
    Predictor &m_predictor;
    Interner &m_names;
};

// Shoppers who go from a list to one of its items, its details, and back; a tenth wanders.
void shop(Traffic &traffic, std::uint32_t sessions, std::uint64_t seed)
{
    Random random(seed);
    for (std::uint32_t s = 0; s < sessions; ++s) {
        for (int visit = 0; visit < 4; ++visit) {
            const std::string item = "/item/" + std::to_string(random.below(12));
            traffic.request(s, "/list");
            traffic.request(s, random.uniform() < 0.9 ? item : "/help");
            traffic.request(s, item + "/details");
        }
    }
}

} // namespace

class MixtureTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aLongerContextDecides();
    void sessionsAreTheirOwn();
    void whatIsNoGetIsContextOnly();
    void errorsAreNotPredicted();
    void oneObservationIsNoCertainty();
    void probabilitiesAreCalibrated();
    void usedLooksFurtherThanNext();
    void oldHabitsFade();
    void oneClientDoesNotDecideForOthers();
    void memoryStaysWithinItsBound();
    void savedAndLoadedItSaysTheSame_data();
    void savedAndLoadedItSaysTheSame();
    void damagedFilesAreRefusedAndTheModelStays();
    void mergedModelsKnowWhatBothKnew();
    void theStrongestEdgesAreThoseOfTheTraffic();
};

void MixtureTest::aLongerContextDecides()
{
    Interner names;
    MixturePredictor model(names, 16 << 20);
    Traffic traffic(model, names);
    for (std::uint32_t s = 0; s < 40; ++s)
        traffic.requests(s, {s % 2 ? "/search" : "/home", "/item", s % 2 ? "/back" : "/buy"});
    traffic.requests(100, {"/search", "/item"});
    QCOMPARE(traffic.first(100), std::string("/back"));
    traffic.requests(101, {"/home", "/item"});
    QCOMPARE(traffic.first(101), std::string("/buy"));
    QVERIFY(traffic.pNext(101, "/buy") > 0.7F);
    QVERIFY(model.isConsistent());
}

void MixtureTest::sessionsAreTheirOwn()
{
    Interner names;
    MixturePredictor model(names, 16 << 20);
    Traffic traffic(model, names);
    for (int i = 0; i < 60; ++i) { // interleaved: globally /a is followed by /x
        traffic.request(1, i % 2 ? "/b" : "/a");
        traffic.request(2, i % 2 ? "/y" : "/x");
    }
    QCOMPARE(traffic.first(1), std::string("/a"));
    QCOMPARE(traffic.first(2), std::string("/x"));
}

void MixtureTest::whatIsNoGetIsContextOnly()
{
    Interner names;
    MixturePredictor model(names, 16 << 20);
    Traffic traffic(model, names);
    for (std::uint32_t s = 0; s < 30; ++s) {
        traffic.request(s, "/home");
        traffic.request(s, "/login", Method::Post);
        traffic.request(s, "/profile");
    }
    traffic.request(99, "/home");
    for (const Prediction &p : traffic.predict(99, 50))
        QVERIFY(names.text(p.resource) != "POST /login");
    traffic.request(99, "/login", Method::Post);
    QCOMPARE(traffic.first(99), std::string("/profile"));
}

void MixtureTest::errorsAreNotPredicted()
{
    Interner names;
    MixturePredictor model(names, 16 << 20);
    Traffic traffic(model, names);
    for (std::uint32_t s = 0; s < 20; ++s) {
        traffic.request(s, "/a");
        traffic.request(s, "/gone", Method::Get, 404);
    }
    traffic.request(99, "/a");
    QCOMPARE(traffic.pNext(99, "/gone"), 0.0F);
    traffic.request(50, "/gone"); // it answers again
    QVERIFY(traffic.pNext(99, "/gone") > 0.0F);
}

void MixtureTest::oneObservationIsNoCertainty()
{
    Interner names;
    MixturePredictor model(names, 16 << 20);
    Traffic traffic(model, names);
    traffic.requests(1, {"/a", "/b"});
    traffic.requests(2, {"/a"});
    const auto out = traffic.predict(2);
    QVERIFY(!out.empty());
    QVERIFY(out[0].pNext < 0.9F);
}

// Half a bit of truth: after /coin comes /heads or /tails, by chance 0.8 to 0.2.
void MixtureTest::probabilitiesAreCalibrated()
{
    Interner names;
    MixturePredictor model(names, 16 << 20);
    Traffic traffic(model, names);
    Random random(7);
    for (std::uint32_t s = 0; s < 1500; ++s) {
        traffic.request(s, "/coin");
        traffic.request(s, random.uniform() < 0.8 ? "/heads" : "/tails");
    }
    traffic.request(5000, "/coin");
    const float heads = traffic.pNext(5000, "/heads");
    const float tails = traffic.pNext(5000, "/tails");
    QVERIFY2(heads > 0.74F && heads < 0.86F, qPrintable(QString::number(double(heads))));
    QVERIFY2(tails > 0.14F && tails < 0.26F, qPrintable(QString::number(double(tails))));
}

// Two ways through: the next request is a toss-up, and what comes within ten is not.
void MixtureTest::usedLooksFurtherThanNext()
{
    Interner names;
    MixturePredictor model(names, 16 << 20);
    Traffic traffic(model, names);
    Random random(3);
    for (std::uint32_t s = 0; s < 600; ++s) {
        const bool first = random.uniform() < 0.5;
        traffic.requests(s, {"/start", first ? "/left" : "/right", first ? "/right" : "/left"});
    }
    traffic.m_now += 120s; // whoever was waited for does not come any more
    traffic.requests(9000, {"/start"});
    for (const Prediction &p : traffic.predict(9000, 2)) {
        QVERIFY2(std::abs(p.pNext - 0.5F) < 0.1F, qPrintable(QString::number(double(p.pNext))));
        QVERIFY2(p.pUsed > 0.8F, qPrintable(QString::number(double(p.pUsed))));
    }
}

void MixtureTest::oldHabitsFade()
{
    const auto afterChange = [](double halfLife) {
        Interner names;
        MixturePredictor model(names, 16 << 20);
        model.setOptions({.halfLife = halfLife});
        Traffic traffic(model, names);
        for (std::uint32_t s = 0; s < 300; ++s)
            traffic.requests(s, {"/a", "/old"});
        for (std::uint32_t s = 300; s < 400; ++s)
            traffic.requests(s, {"/a", "/new"});
        traffic.request(999, "/a");
        if (!model.isConsistent())
            return -1.0F;
        return traffic.pNext(999, "/new") - traffic.pNext(999, "/old");
    };
    const float fading = afterChange(60);
    QVERIFY2(fading > 0.3F, qPrintable(QString::number(double(fading))));
    const float lasting = afterChange(0);
    QVERIFY2(fading > lasting, qPrintable(QString::number(double(lasting))));
}

void MixtureTest::oneClientDoesNotDecideForOthers()
{
    Interner names;
    MixturePredictor model(names, 16 << 20);
    Traffic traffic(model, names);
    for (std::uint32_t s = 0; s < 40; ++s)
        traffic.requests(s, {"/a", "/b"});
    for (int i = 0; i < 5000; ++i)
        traffic.requests(777, {"/a", "/evil"});
    traffic.request(999, "/a");
    QVERIFY(traffic.pNext(999, "/evil") <= 0.55F);
    QVERIFY(traffic.pNext(999, "/b") > 0.2F);
}

void MixtureTest::memoryStaysWithinItsBound()
{
    Interner names(200'000);
    MixturePredictor model(names, 1 << 20, 1000);
    Traffic traffic(model, names);
    Random random(5);
    for (int i = 0; i < 60'000; ++i)
        traffic.request(static_cast<std::uint32_t>(random.below(3000)),
                        "/r/" + std::to_string(random.below(50'000)));
    // The budget, and what does not grow: weights, and predictions whose truth is awaited.
    QVERIFY2(model.figures().memory < (1 << 20) + (2 << 20),
             qPrintable(QString::number(model.figures().memory)));
    QVERIFY(model.isConsistent());
    model.setMaxMemory(256 << 10);
    QVERIFY(model.isConsistent());
    traffic.requests(1, {"/a", "/b", "/a"});
    QVERIFY(!traffic.predict(1).empty());
}

void MixtureTest::savedAndLoadedItSaysTheSame_data()
{
    QTest::addColumn<QString>("name");
    for (const std::string_view name : predictorModels())
        QTest::newRow(std::string(name).c_str())
            << QString::fromUtf8(name.data(), qsizetype(name.size()));
}

void MixtureTest::savedAndLoadedItSaysTheSame()
{
    QFETCH(QString, name);
    Interner names, others;
    for (int i = 0; i < 100; ++i) // ids must not matter
        others.intern("/something/else/" + std::to_string(i));
    auto model = std::move(makePredictor(name.toStdString(), names, 8 << 20).value());
    auto loaded = std::move(makePredictor(name.toStdString(), others, 8 << 20).value());
    Traffic traffic(*model, names), again(*loaded, others);
    shop(traffic, 80, 11);
    std::stringstream file;
    QVERIFY(model->save(file, names).ok());
    const auto read = loaded->load(file, others);
    QVERIFY2(read.ok(), read.ok() ? "" : read.error().text.c_str());
    QCOMPARE(loaded->figures().states, model->figures().states);
    QCOMPARE(loaded->figures().transitions, model->figures().transitions);
    for (const char *last : {"/list", "/item/3", "/item/5/details", "/never"}) {
        traffic.request(7000, last);
        again.request(7000, last);
        const auto a = traffic.predict(7000), b = again.predict(7000);
        QCOMPARE(a.size(), b.size());
        for (std::size_t i = 0; i < a.size(); ++i) {
            QCOMPARE(names.text(a[i].resource), others.text(b[i].resource));
            QCOMPARE(a[i].pNext, b[i].pNext);
            QVERIFY(std::abs(a[i].pUsed - b[i].pUsed) < 0.02F); // it has learnt since, by chance
        }
    }
}

void MixtureTest::damagedFilesAreRefusedAndTheModelStays()
{
    Interner names;
    MixturePredictor model(names, 8 << 20);
    Traffic traffic(model, names);
    shop(traffic, 20, 2);
    std::stringstream file;
    QVERIFY(model.save(file, names).ok());
    const std::string whole = file.str();
    traffic.request(900, "/list");
    const std::string before = traffic.first(900);
    const auto refused = [&](std::string bytes, const char *word) {
        std::istringstream in(std::move(bytes));
        const Result<void> result = model.load(in, names);
        return !result.ok() && result.error().text.find(word) != std::string::npos;
    };
    QVERIFY(refused(whole.substr(0, whole.size() / 2), "cut off"));
    QVERIFY(refused("", "FFMODEL"));
    Random random(1);
    for (int i = 0; i < 200; ++i) {
        std::string flipped = whole;
        const std::size_t at = random.below(flipped.size());
        flipped[at] = static_cast<char>(flipped[at] ^ (1 << random.below(8)));
        std::istringstream in(flipped);
        QVERIFY(!model.load(in, names).ok());
    }
    std::string future = whole;
    future[8] = 9;
    QVERIFY(refused(future, "version 9"));
    QCOMPARE(traffic.first(900), before);
}

void MixtureTest::mergedModelsKnowWhatBothKnew()
{
    Interner names;
    MixturePredictor one(names, 8 << 20), two(names, 8 << 20);
    Traffic first(one, names), second(two, names);
    for (std::uint32_t s = 0; s < 30; ++s) {
        first.requests(s, {"/a", "/b"});
        second.requests(s, {"/c", "/d"});
        second.requests(s + 100, {"/a", "/b"});
    }
    std::stringstream file;
    QVERIFY(two.save(file, names).ok());
    QVERIFY(one.merge(file, names).ok());
    first.request(500, "/c");
    QCOMPARE(first.first(500), std::string("/d"));
    std::vector<Transition> edges;
    one.strongest(1, edges);
    QCOMPARE(names.text(edges.at(0).from), std::string("/a"));
    QCOMPARE(edges.at(0).count, 60u);
    QVERIFY(one.isConsistent());
}

void MixtureTest::theStrongestEdgesAreThoseOfTheTraffic()
{
    Interner names;
    MixturePredictor model(names, 8 << 20);
    Traffic traffic(model, names);
    for (std::uint32_t s = 0; s < 5; ++s)
        traffic.requests(s, {"/a", "/b", "/c"});
    traffic.requests(9, {"/a", "/b"});
    std::vector<Transition> edges;
    model.strongest(10, edges);
    QCOMPARE(edges.size(), std::size_t(2));
    QCOMPARE(names.text(edges[0].to), std::string("/b"));
    QCOMPARE(edges[0].count, 6u);
    QCOMPARE(edges[0].probability, 1.0F);
    QCOMPARE(edges[1].count, 5u);
}

QTEST_GUILESS_MAIN(MixtureTest)
#include "mixture_test.moc"
