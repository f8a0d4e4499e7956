// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/arch/rules.h"

#include <QTest>

using namespace forefetch::arch;

// The rules, held against this project.
class HouseTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void obeys_data();
    void obeys();

private:
    Tree m_tree;
};

using Rule = Findings (*)(const Tree &);
Q_DECLARE_METATYPE(Rule)

void HouseTest::initTestCase()
{
    m_tree = readTree(FOREFETCH_SOURCE_DIR);
    // Guards against a reader that finds nothing to hold anything against.
    QVERIFY(m_tree.find("core/layers.txt") != nullptr);
    QVERIFY(m_tree.find("core/time/clock.cpp") != nullptr);
    QVERIFY(m_tree.find(".ci/run") != nullptr);
    QVERIFY(m_tree.files.size() > 50);
}

void HouseTest::obeys_data()
{
    QTest::addColumn<Rule>("rule");
    QTest::newRow("layers") << &layerFindings;
    QTest::newRow("no include cycle") << &cycleFindings;
    QTest::newRow("banned in folders") << &bannedFindings;
    QTest::newRow("time and chance are arguments") << &clockFindings;
    QTest::newRow("length of files") << &fileLengthFindings;
    QTest::newRow("length of functions") << &functionLengthFindings;
    QTest::newRow("names") << &nameFindings;
    QTest::newRow("licence") << &licenceFindings;
    QTest::newRow("top") << &topFindings;
}

void HouseTest::obeys()
{
    QFETCH(Rule, rule);
    const Findings findings = rule(m_tree);
    for (const Finding &finding : findings)
        qWarning("%s:%d: %s", finding.path.c_str(), finding.line, finding.what.c_str());
    QVERIFY2(findings.empty(), "the tree breaks this rule (above)");
}

QTEST_GUILESS_MAIN(HouseTest)
#include "house_test.moc"
