// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/arch/rules.h"

#include <QTest>

using namespace forefetch::arch;

namespace {

const std::string kSpdx = "// SPDX-FileCopyrightText: 2026 Somebody\n"
                          "// SPDX-License-Identifier: GPL-3.0-or-later\n";

// A small house that obeys every rule; each test plants one violation in it.
Tree goodTree()
{
    Tree tree;
    tree.top = {".ci", ".clang-format", "CMakeLists.txt", "LICENSE", "app", "core", "tests", "ui"};
    tree.folders = {"app",        "core", "core/time", "core/request", "core/queue",
                    "core/cache", "ui",   "ui/theme",  "ui/charts"};
    tree.files = {
        {"app/main.cpp", kSpdx + "#include \"ui/charts/chart.h\"\n#include \"core/queue/q.h\"\n"},
        {"core/layers.txt", "time request queue cache\n"},
        {"core/result.h", kSpdx},
        {"core/time/clock.cpp", kSpdx + "auto t = std::chrono::steady_clock::now();\n"},
        {"core/request/key.h", kSpdx + "#include \"core/result.h\"\n#include <vector>\n"},
        {"core/queue/q.h", kSpdx + "#include \"core/request/key.h\"\nstd::thread::id owner;\n"},
        {"core/cache/cachemanager.h", kSpdx + "#include \"core/queue/q.h\"\n"},
        {"ui/layers.txt", "theme charts\n"},
        {"ui/theme/colours.h", kSpdx + "#include <QWidget>\n"},
        {"ui/charts/chart.h",
         kSpdx + "#include \"ui/theme/colours.h\"\n#include \"core/queue/q.h\"\n"},
    };
    return tree;
}

void append(Tree &tree, const std::string &path, const std::string &text)
{
    for (File &file : tree.files) {
        if (file.path == path) {
            file.text += text;
            return;
        }
    }
    tree.files.push_back({path, kSpdx + text});
}

} // namespace

using Rule = Findings (*)(const Tree &);
Q_DECLARE_METATYPE(Rule)

class RulesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void acceptTheGoodHouse_data();
    void acceptTheGoodHouse();
    void findWhatIsPlanted_data();
    void findWhatIsPlanted();
    void ignoreCommentsAndStrings();
    void nameTheCycle();
    void findLongFiles();
    void findLongFunctions();
    void findNames_data();
    void findNames();
    void findMissingLicence();
    void findStrangersAtTheTop();

private:
    static void addRules();
};

void RulesTest::addRules()
{
    QTest::addColumn<Rule>("rule");
    QTest::newRow("layers") << &layerFindings;
    QTest::newRow("cycles") << &cycleFindings;
    QTest::newRow("banned") << &bannedFindings;
    QTest::newRow("clock") << &clockFindings;
    QTest::newRow("files") << &fileLengthFindings;
    QTest::newRow("functions") << &functionLengthFindings;
    QTest::newRow("names") << &nameFindings;
    QTest::newRow("licence") << &licenceFindings;
    QTest::newRow("top") << &topFindings;
}

void RulesTest::acceptTheGoodHouse_data()
{
    addRules();
}

void RulesTest::acceptTheGoodHouse()
{
    QFETCH(Rule, rule);
    const Findings findings = rule(goodTree());
    QVERIFY2(findings.empty(), findings.empty() ? "" : findings[0].what.c_str());
}

void RulesTest::findWhatIsPlanted_data()
{
    QTest::addColumn<Rule>("rule");
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("text");
    const auto row = [](const char *name, Rule rule, const char *path, const char *text) {
        QTest::newRow(name) << rule << QByteArray(path) << QByteArray(text);
    };
    row("right neighbour", &layerFindings, "core/request/key.h", "#include \"core/queue/q.h\"\n");
    row("beside by name", &layerFindings, "core/request/key.h", "#include \"../queue/q.h\"\n");
    row("core includes ui", &layerFindings, "core/cache/a.cpp",
        "#include \"ui/theme/colours.h\"\n");
    row("core includes app", &layerFindings, "core/cache/a.cpp", "#  include \"app/main.cpp\"\n");
    row("ui includes app", &layerFindings, "ui/charts/chart.h", "#include \"app/main.cpp\"\n");
    row("ui backwards", &layerFindings, "ui/theme/colours.h", "#include \"ui/charts/chart.h\"\n");
    row("folder with no place", &layerFindings, "core/attic/a.cpp", "int a;\n");
    row("top of core", &layerFindings, "core/result.h", "#include \"core/time/clock.cpp\"\n");
    row("cycle", &cycleFindings, "core/request/key.h", "#include \"core/cache/cachemanager.h\"\n");
    row("itself", &cycleFindings, "core/request/key.h", "#include \"core/request/key.h\"\n");
    row("QObject", &bannedFindings, "core/queue/q.h", "class Q : public QObject {};\n");
    row("QObject header", &bannedFindings, "core/cache/a.h", "#include <QObject>\n");
    row("timer", &bannedFindings, "core/request/a.h", "#include <QTimer>\n");
    row("Qt socket", &bannedFindings, "core/queue/a.h", "#include <QTcpSocket>\n");
    row("Qt Network", &bannedFindings, "core/time/a.h", "#include <QNetworkReply>\n");
    row("POSIX socket", &bannedFindings, "core/request/a.cpp", "#include <sys/socket.h>\n");
    row("socket call", &bannedFindings, "core/queue/a.cpp", "int s = ::socket(1, 2, 3);\n");
    row("thread", &bannedFindings, "core/request/a.cpp", "std::thread t(f);\n");
    row("jthread", &bannedFindings, "core/time/a.cpp", "std::jthread t(f);\n");
    row("QThread", &bannedFindings, "core/time/a.cpp", "auto *t = QThread::create(f);\n");
    row("async", &bannedFindings, "core/request/a.cpp", "auto r = std::async(f);\n");
    row("widgets", &bannedFindings, "core/cache/a.cpp", "#include <QPainterPath>\n");
    row("charts", &bannedFindings, "core/result.h", "#include <QtCharts/QChart>\n");
    row("system clock", &clockFindings, "core/cache/a.cpp",
        "x = std::chrono::system_clock::now();\n");
    row("steady clock", &clockFindings, "core/queue/a.cpp", "x = steady_clock::now();\n");
    row("date", &clockFindings, "ui/charts/chart.h", "QDateTime::currentDateTimeUtc();\n");
    row("time()", &clockFindings, "core/queue/a.cpp", "auto t = time(nullptr);\n");
    row("rand", &clockFindings, "core/queue/a.cpp", "int r = rand();\n");
    row("random_device", &clockFindings, "core/queue/a.cpp", "std::random_device d;\n");
}

void RulesTest::findWhatIsPlanted()
{
    QFETCH(Rule, rule);
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, text);
    Tree tree = goodTree();
    append(tree, path.toStdString(), text.toStdString());
    const Findings findings = rule(tree);
    QVERIFY(!findings.empty());
    QVERIFY(path.startsWith(QByteArray::fromStdString(findings[0].path)) ||
            findings[0].what.find(path.toStdString()) != std::string::npos);
}

void RulesTest::ignoreCommentsAndStrings()
{
    Tree tree = goodTree();
    append(tree, "core/request/key.h",
           "// std::thread t; rand(); #include \"core/queue/q.h\"\n"
           "/*\n#include \"core/queue/q.h\"\n*/\n"
           "const char *s = \"QObject rand() std::thread \";\n"
           "int operand(int); int strand(int);\n");
    QVERIFY(layerFindings(tree).empty());
    QVERIFY(bannedFindings(tree).empty());
    QVERIFY(clockFindings(tree).empty());
}

void RulesTest::nameTheCycle()
{
    Tree tree = goodTree();
    append(tree, "core/request/key.h", "#include \"core/cache/cachemanager.h\"\n");
    const Findings findings = cycleFindings(tree);
    QCOMPARE(findings.size(), 1U);
    for (const char *part : {"core/request/key.h", "core/queue/q.h", "core/cache/cachemanager.h"})
        QVERIFY2(findings[0].what.find(part) != std::string::npos, part);
}

void RulesTest::findLongFiles()
{
    Tree tree = goodTree();
    append(tree, "core/cache/long.cpp", std::string(498, '\n'));
    QCOMPARE(fileLengthFindings(tree).size(), 1U); // 500: one of 11 files, over the p95 limit alone
    for (int i = 0; i < 20; ++i)
        append(tree, "core/cache/short" + std::to_string(i) + ".cpp", "\n");
    QVERIFY(fileLengthFindings(tree).empty());
    append(tree, "core/cache/long.cpp", "\n");
    const Findings findings = fileLengthFindings(tree);
    QCOMPARE(findings.size(), 1U);
    QCOMPARE(findings[0].path, std::string("core/cache/long.cpp"));
}

void RulesTest::findLongFunctions()
{
    const auto function = [](int lines) {
        std::string text = "void f()\n{\n";
        for (int i = 3; i < lines; ++i)
            text += "    g();\n";
        return text + "}\n\n";
    };
    Tree tree = goodTree();
    for (int i = 0; i < 19; ++i)
        append(tree, "core/cache/a.cpp", function(35));
    append(tree, "core/cache/a.cpp", function(60));
    QVERIFY(functionLengthFindings(tree).empty());
    append(tree, "core/cache/b.cpp", function(36));
    QCOMPARE(functionLengthFindings(tree).size(), 1U); // p95 alone
    append(tree, "core/cache/c.cpp", function(61));
    QCOMPARE(functionLengthFindings(tree).size(), 2U);
}

void RulesTest::findNames_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<bool>("bad");
    const auto row = [](const char *path, bool bad) {
        QTest::newRow(path) << QByteArray(path) << bad;
    };
    row("core/util/a.h", true);
    row("core/cache/stringutils.h", true);
    row("core/cache/helper.h", true);
    row("core/cache/testhelpers.cpp", true);
    row("core/common.h", true);
    row("core/misc.cpp", true);
    row("core/cache/base.h", true);
    row("core/cache/store_base.h", true);
    row("core/queue/queuemanager.h", true);
    row("core/managers/a.h", true);
    row("core/cache/cachemanager.cpp", false);
    row("core/cache/database.h", false);
    row("core/trace/commonlog.h", false);
}

void RulesTest::findNames()
{
    QFETCH(QByteArray, path);
    QFETCH(bool, bad);
    Tree tree = goodTree();
    append(tree, path.toStdString(), "\n");
    tree.folders.push_back(path.left(path.lastIndexOf('/')).toStdString());
    QCOMPARE(!nameFindings(tree).empty(), bad);
}

void RulesTest::findMissingLicence()
{
    Tree tree = goodTree();
    tree.files.push_back({"core/cache/a.cpp", "int a;\n"});
    tree.files.push_back({"core/CMakeLists.txt", "project(a)\n"});
    tree.files.push_back({"tests/run.sh", "#!/bin/sh\n# SPDX-FileCopyrightText: 2026 A\n"
                                          "# SPDX-License-Identifier: MIT\n"});
    QCOMPARE(licenceFindings(tree).size(), 3U);
}

void RulesTest::findStrangersAtTheTop()
{
    Tree tree = goodTree();
    tree.top.push_back("scripts");
    tree.top.push_back("NOTES.md");
    QCOMPARE(topFindings(tree).size(), 2U);
}

QTEST_GUILESS_MAIN(RulesTest)
#include "rules_test.moc"
