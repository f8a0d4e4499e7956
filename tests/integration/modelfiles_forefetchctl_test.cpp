// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/commandrun.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

using namespace forefetch;
using namespace Qt::StringLiterals;

// Saved models and the learnt graph, as people and scripts ask the program for them.
class ModelFilesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void aLogBecomesAModelAndAGraph();
    void aRunGoesOnWhereAnotherEnded();
    void severalModelsAreMerged();
    void aFileThatIsRefusedStaysAsItIs_data();
    void aFileThatIsRefusedStaysAsItIs();

private:
    using Run = CommandRun;
    Run run(const QByteArray &args) const { return runCommand(*m_folder, args); }
    QByteArray read(const char *name) const { return contentOf(*m_folder, name); }
    void write(const char *name, const QByteArray &bytes) const
    {
        QFile file(m_folder->filePath(QString::fromLatin1(name)));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size());
    }
    // Visitors of a site who go from one page to the other.
    void writeLog(const char *name, const char *from, const char *to) const
    {
        QByteArray log;
        for (int i = 0; i < 100; ++i)
            log += "10.0.0.1 - - [17/May/2015:10:" + QByteArray::number(10 + i / 60) + ":" +
                   QByteArray::number(i % 60).rightJustified(2, '0') + " +0000] \"GET " +
                   (i % 2 ? to : from) + " HTTP/1.1\" 200 5 \"-\" \"agent\"\n";
        write(name, log);
    }
    static QJsonObject object(const QByteArray &json)
    {
        return QJsonDocument::fromJson(json).object();
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void ModelFilesTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(m_folder->isValid());
    writeLog("a.log", "/a", "/b");
}

void ModelFilesTest::aLogBecomesAModelAndAGraph()
{
    const Run scored = run("evaluate a.log -q --save-model a.model --graph a.json");
    QCOMPARE(scored.exitCode, 0);
    const QJsonObject graph = object(read("a.json"));
    QCOMPARE(graph["schema"_L1].toInt(), 1);
    QCOMPARE(graph["edges"_L1][0]["count"_L1].toInt(), 50);
    QCOMPARE(graph["requests"_L1].toArray().size(), 2);
    const Run exported = run("export a.model --as json");
    QCOMPARE(exported.exitCode, 0);
    const QJsonObject again = object(exported.out);
    QCOMPARE(again["model"_L1].toString(), QStringLiteral("mixture"));
    QCOMPARE(again["edges"_L1].toArray(), graph["edges"_L1].toArray());
    const Run csv = run("export a.model --as csv");
    QCOMPARE(csv.exitCode, 2);
    QVERIFY2(csv.err.contains("a.model") && csv.err.contains("json"), csv.err.constData());
    QCOMPARE(run("evaluate a.log -q --graph none/a.json").exitCode, 2);
}

void ModelFilesTest::aRunGoesOnWhereAnotherEnded()
{
    QCOMPARE(run("demo --duration 2s -q --rate 200 --save-model shop.model").exitCode, 0);
    QVERIFY(read("shop.model").startsWith("FFMODEL\n"));
    const QJsonObject first = object(run("export shop.model --as json").out);
    QVERIFY(first["edges"_L1].toArray().size() > 5);
    const Run second = run("demo --duration 500ms -q --rate 1 --load-model shop.model "
                           "--graph shop.json --save-model shop.model");
    QCOMPARE(second.exitCode, 0);
    QVERIFY(object(read("shop.json"))["edges"_L1].toArray().size() >=
            first["edges"_L1].toArray().size());
}

void ModelFilesTest::severalModelsAreMerged()
{
    writeLog("b.log", "/c", "/d");
    QCOMPARE(run("evaluate a.log -q --save-model a.model").exitCode, 0);
    QCOMPARE(run("evaluate b.log -q --save-model b.model").exitCode, 0);
    QCOMPARE(run("demo --duration 300ms -q --rate 1 --load-model a.model --load-model b.model "
                 "--save-model both.model")
                 .exitCode,
             0);
    const Run both = run("export both.model --as json");
    QCOMPARE(both.exitCode, 0);
    for (const char *request : {"\"/a\"", "\"/b\"", "\"/c\"", "\"/d\""})
        QVERIFY2(both.out.contains(request), both.out.constData());
}

void ModelFilesTest::aFileThatIsRefusedStaysAsItIs_data()
{
    QTest::addColumn<QByteArray>("how");
    QTest::addColumn<QByteArray>("said");
    QTest::newRow("truncated") << QByteArray("cut") << QByteArray("cut off");
    QTest::newRow("a bit flipped") << QByteArray("flip") << QByteArray("checksum");
    QTest::newRow("of a newer version") << QByteArray("newer") << QByteArray("version 9");
    QTest::newRow("of another kind") << QByteArray("kind") << QByteArray("'ppm'");
    QTest::newRow("no model") << QByteArray("text") << QByteArray("not a saved model");
    QTest::newRow("missing") << QByteArray("missing") << QByteArray("old.model");
}

void ModelFilesTest::aFileThatIsRefusedStaysAsItIs()
{
    QFETCH(QByteArray, how);
    QFETCH(QByteArray, said);
    const QByteArray kind = how == "kind" ? "ppm" : "mixture";
    QCOMPARE(
        run("evaluate a.log -q --save-model whole.model --set predictor.model=" + kind).exitCode,
        0);
    QByteArray bytes = read("whole.model");
    if (how == "cut")
        bytes.chop(bytes.size() / 2);
    if (how == "flip")
        bytes[bytes.size() / 2] = char(bytes[bytes.size() / 2] ^ 4);
    if (how == "newer")
        bytes[8] = 9;
    if (how == "text")
        bytes = "a text";
    if (how != "missing")
        write("old.model", bytes);
    const Run demo = run("demo --duration 1s -q --load-model old.model --save-model old.model");
    QCOMPARE(demo.exitCode, 4);
    QVERIFY2(demo.err.contains("old.model") && demo.err.contains(said), demo.err.constData());
    QCOMPARE(read("old.model"), how == "missing" ? QByteArray() : bytes);
    if (how == "kind" || how == "text" || how == "missing")
        return; // the first is a model, and the others no damaged one
    const Run exported = run("export old.model --as json");
    QCOMPARE(exported.exitCode, 4);
    QVERIFY2(exported.err.contains(said), exported.err.constData());
    QCOMPARE(exported.out, QByteArray());
}

QTEST_GUILESS_MAIN(ModelFilesTest)
#include "modelfiles_forefetchctl_test.moc"
