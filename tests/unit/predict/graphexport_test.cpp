// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/predict/graphexport.h"

#include "core/predict/models.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QtTest>

#include <sstream>

using namespace forefetch;
using namespace Qt::StringLiterals;

class GraphExportTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { m_names = std::make_unique<Interner>(); }
    void everyModelsGraphIsWhole_data();
    void everyModelsGraphIsWhole();
    void templatesAndBindingsAreLearntOnes();
    void theStrongestStayWhereThereAreTooMany();
    void credentialsAndForeignBytesDoNotLeave();
    void aModelThatKnowsNothingGivesEmptyLists();
    void aFullDiskIsAnError();

private:
    void visit(Predictor &predictor, std::uint32_t user, std::initializer_list<std::string> texts)
    {
        for (const std::string &text : texts) {
            Exchange e;
            e.session = {user, 1};
            e.resource = m_names->intern(text);
            e.at = m_now += std::chrono::seconds(1);
            predictor.observe(e);
        }
    }
    QJsonObject graph(const Predictor &predictor, const GraphLimits &limits = {})
    {
        std::ostringstream out;
        if (!writeGraph(out, predictor, *m_names, limits))
            return {};
        m_text = QByteArray::fromStdString(out.str());
        return QJsonDocument::fromJson(m_text).object();
    }
    std::unique_ptr<Predictor> model(std::string_view name)
    {
        return std::move(makePredictor(name, *m_names, 8 << 20).value());
    }

    std::unique_ptr<Interner> m_names;
    TimePoint m_now{};
    QByteArray m_text;
};

void GraphExportTest::everyModelsGraphIsWhole_data()
{
    QTest::addColumn<QByteArray>("name");
    for (const std::string_view name : predictorModels())
        QTest::newRow(name.data()) << QByteArray(name.data(), qsizetype(name.size()));
}

void GraphExportTest::everyModelsGraphIsWhole()
{
    QFETCH(QByteArray, name);
    const auto predictor = model(name.toStdString());
    for (std::uint32_t user = 0; user < 9; ++user)
        visit(*predictor, user, {"/list", user < 6 ? "/items/7" : "/help", "/list"});
    const QJsonObject document = graph(*predictor);
    QCOMPARE(document["schema"_L1].toInt(), 1);
    QCOMPARE(document["model"_L1].toString(), QString::fromUtf8(name));
    QCOMPARE(document["observations"_L1].toInt(), 27);
    QVERIFY(document["transitions_known"_L1].toInt() > 0);
    const QJsonArray requests = document["requests"_L1].toArray(),
                     edges = document["edges"_L1].toArray();
    const QJsonArray templates = document["templates"_L1].toArray();
    QCOMPARE(requests.size(), 3);
    QCOMPARE(edges.size(), 4);
    bool found = false;
    int previous = edges[0].toObject()["count"_L1].toInt();
    for (const QJsonValue &value : edges) {
        const QJsonObject edge = value.toObject();
        QVERIFY(edge["count"_L1].toInt() <= previous);
        previous = edge["count"_L1].toInt();
        const QJsonObject from = requests[edge["from"_L1].toInt()].toObject();
        const QJsonObject to = requests[edge["to"_L1].toInt()].toObject();
        QVERIFY(from["template"_L1].toInt() < templates.size());
        if (from["request"_L1].toString() != "/list"_L1 ||
            to["request"_L1].toString() != "/items/7"_L1)
            continue;
        found = true;
        QCOMPARE(edge["count"_L1].toInt(), 6);
        QCOMPARE(from["followed"_L1].toInt(), 9);
        QVERIFY(std::abs(edge["probability"_L1].toDouble() - 6.0 / 9) < 1e-5);
    }
    QVERIFY(found);
    int sum = 0, ofRoutes = 0;
    for (const QJsonValue &edge : edges)
        sum += edge["count"_L1].toInt();
    for (const QJsonValue &edge : document["template_edges"_L1].toArray())
        ofRoutes += edge["count"_L1].toInt();
    QCOMPARE(ofRoutes, sum);
}

void GraphExportTest::templatesAndBindingsAreLearntOnes()
{
    const auto predictor = model("mixture");
    for (std::uint32_t user = 0; user < 40; ++user) {
        const std::string page = "/users/" + std::to_string(100 + user);
        visit(*predictor, user, {"/home", page, page + "/orders"});
    }
    const QJsonObject document = graph(*predictor);
    QStringList templates;
    for (const QJsonValue &value : document["templates"_L1].toArray())
        templates << value["template"_L1].toString();
    QVERIFY2(templates.contains("/users/{number}/orders"_L1), m_text.constData());
    QCOMPARE(templates.size(), 3);
    QCOMPARE(document["requests"_L1].toArray().size(), 81);
    bool found = false;
    for (const QJsonValue &rule : document["bindings"_L1].toArray()) {
        if (rule["from"_L1].toString() != "/users/{number}"_L1 ||
            rule["to"_L1].toString() != "/users/{number}/orders"_L1)
            continue;
        found = true;
        QVERIFY(rule["binding"_L1].toString().contains("{number}"_L1));
        QVERIFY(rule["count"_L1].toInt() > 5 &&
                rule["count"_L1].toInt() <= rule["total"_L1].toInt());
        QVERIFY(rule["probability"_L1].toDouble() > 0.9);
    }
    QVERIFY2(found, m_text.constData());
    QVERIFY(document["bindings_known"_L1].toInt() >= document["bindings"_L1].toArray().size());
    for (const QJsonValue &edge : document["template_edges"_L1].toArray())
        QCOMPARE(edge["probability"_L1].toDouble(), 1.0);
}

void GraphExportTest::theStrongestStayWhereThereAreTooMany()
{
    const auto predictor = model("mixture");
    for (std::uint32_t user = 0; user < 30; ++user)
        visit(*predictor, user, {"/a", "/b", "/c" + std::to_string(user)});
    const QJsonObject document = graph(*predictor, {.edges = 1, .bindings = 0});
    QCOMPARE(document["edges"_L1].toArray().size(), 1);
    QCOMPARE(document["edges"_L1][0]["count"_L1].toInt(), 30);
    QCOMPARE(document["requests"_L1].toArray().size(), 2);
    QCOMPARE(document["bindings"_L1].toArray().size(), 0);
    QVERIFY(document["transitions_known"_L1].toInt() > 30);
}

void GraphExportTest::credentialsAndForeignBytesDoNotLeave()
{
    const auto predictor = model("first-order");
    visit(*predictor, 1, {"/login?access_token=9f3c77", "/caf\xe9", "/\"quoted\"\\", "/x"});
    const QJsonObject document = graph(*predictor);
    QCOMPARE(document["edges"_L1].toArray().size(), 3);
    QVERIFY(!m_text.contains("9f3c77"));
    QStringList requests;
    for (const QJsonValue &value : document["requests"_L1].toArray())
        requests << value["request"_L1].toString();
    QVERIFY2(requests.contains("/caf%E9"_L1) && requests.contains("/\"quoted\"\\"_L1),
             m_text.constData());
}

void GraphExportTest::aModelThatKnowsNothingGivesEmptyLists()
{
    const auto predictor = model("mixture");
    const QJsonObject document = graph(*predictor);
    QCOMPARE(document["schema"_L1].toInt(), 1);
    for (const char *list : {"templates", "requests", "edges", "template_edges", "bindings"})
        QVERIFY(document[QLatin1String(list)].isArray() &&
                document[QLatin1String(list)].toArray().isEmpty());
}

void GraphExportTest::aFullDiskIsAnError()
{
    const auto predictor = model("mixture");
    std::ostringstream out;
    out.setstate(std::ios::badbit);
    const Result<void> written = writeGraph(out, *predictor, *m_names);
    QVERIFY(!written.ok());
    QCOMPARE(written.error().code, ErrorCode::Io);
}

QTEST_GUILESS_MAIN(GraphExportTest)
#include "graphexport_test.moc"
