// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Two recordings side by side: the same twice shows nothing, two that differ show how.
#include "core/record/sessionsampler.h"
#include "tests/unit/record/worldsource.h"
#include "ui/charts/timechart.h"
#include "ui/window/comparedialog.h"
#include "ui/window/mainwindow.h"

#include <QClipboard>
#include <QLabel>
#include <QPushButton>
#include <QSettings>
#include <QStandardPaths>
#include <QTableWidget>
#include <QTemporaryDir>
#include <QtTest>

#include <cmath>

using namespace forefetch;

namespace {

constexpr int kLong = 20'000; // ms, for a busy machine

void record(const std::string &path, int moments, int items, bool prefetches)
{
    WorldSource run;
    run.set(Param::PrefetchEnabled, prefetches ? 1 : 0);
    auto writer = SessionWriter::create({}, run.about(), run.clock());
    if (!writer)
        qFatal("%s", writer.error().text.c_str());
    SessionSampler sampler;
    for (int i = 0; i < moments; ++i) {
        run.visit(i % items);
        if (const auto written = (*writer)->write(sampler.next(run), run.rows()); !written)
            qFatal("%s", written.error().text.c_str());
    }
    if (const auto copied = (*writer)->copyTo(path); !copied)
        qFatal("%s", copied.error().text.c_str());
}

} // namespace

class CompareTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void withItselfAllIsZero();
    void twoThatDifferShowHow();
    void openedByKeyAndChosenByMouse();
    void whatIsNoRecordingIsSaid();

private:
    QString path(const char *name) const { return m_folder.filePath(QString::fromLatin1(name)); }
    QTemporaryDir m_folder;
};

void CompareTest::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
    QCoreApplication::setOrganizationName(QStringLiteral("forefetch-compare-test"));
    QSettings().clear();
    record(path("a.ffsession").toStdString(), 150, 90, false);
    record(path("b.ffsession").toStdString(), 220, 90, true);
}

void CompareTest::withItselfAllIsZero()
{
    CompareDialog dialog(Theme::light());
    dialog.show();
    QVERIFY(dialog.compare(path("b.ffsession"), path("b.ffsession")).ok());
    QVERIFY(dialog.comparison().inputsEqual());
    QVERIFY(!dialog.comparison().differences.empty());
    for (const ComparedFigure &figure : dialog.comparison().differences) {
        QCOMPARE(figure.delta(), 0.0);
        QVERIFY(!figure.isDistinguishable());
    }
    QVERIFY(dialog.comparison().settingsChanged.empty());
    for (std::size_t i = 0; i < CompareDialog::kShown.size(); ++i) {
        const ComparedLines &lines = dialog.lines(i);
        QCOMPARE(lines.largest, 0.0);
        QVERIFY(lines.both.at.size() > 60);
        std::size_t known = 0;
        for (const auto &values : lines.difference.values) {
            for (const double value : values) {
                QVERIFY(std::isnan(value) || value == 0);
                known += std::isnan(value) ? 0 : 1;
            }
        }
        QVERIFY(known > 100);
    }
    QVERIFY(dialog.verdict().contains(QStringLiteral("Nothing differs")));
}

void CompareTest::twoThatDifferShowHow()
{
    CompareDialog dialog(Theme::light());
    dialog.show();
    QVERIFY(dialog.compare(path("a.ffsession"), path("b.ffsession")).ok());
    if (qEnvironmentVariableIsSet("FOREFETCH_SHOTS"))
        dialog.grab().save(qEnvironmentVariable("FOREFETCH_SHOTS") +
                           QStringLiteral("/compare.png"));
    QVERIFY(dialog.lines(0).largest > 0.1);             // of the hit ratio
    QVERIFY(std::abs(dialog.lines(0).length - 88) < 3); // the longer one's seconds
    const auto &figures = dialog.comparison().differences;
    const auto hits = std::ranges::find(figures, "demand.hit_ratio", &ComparedFigure::name);
    QVERIFY(hits != figures.end());
    QVERIFY(hits->delta() > 0.05);
    QVERIFY(hits->isDistinguishable());
    const auto row = static_cast<int>(hits - figures.begin());
    QCOMPARE(dialog.table()->item(row, CompareDialog::Words)->text(), QStringLiteral("differs"));
    const int last = dialog.table()->rowCount() - 1;
    QCOMPARE(dialog.table()->item(last, CompareDialog::Figure)->text(),
             QStringLiteral("prefetch.enabled"));
    QVERIFY(dialog.verdict().contains(QStringLiteral("INPUTS DIFFER"))); // one is longer
}

void CompareTest::openedByKeyAndChosenByMouse()
{
    MainWindow window;
    QString next = path("a.ffsession");
    window.setLogChooser([&next] { return next; });
    window.resize(1280, 800);
    window.show();
    window.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&window, kLong));
    QTest::keyClick(&window, Qt::Key_D, Qt::ControlModifier | Qt::ShiftModifier);
    auto *dialog = window.findChild<CompareDialog *>();
    QVERIFY(dialog);
    QVERIFY(dialog->isVisible());
    QTest::mouseClick(dialog->chooseButton(0), Qt::LeftButton);
    QVERIFY(dialog->verdict().contains(QStringLiteral("Nothing differs"))); // with itself
    next = path("b.ffsession");
    QTest::mouseClick(dialog->chooseButton(1), Qt::LeftButton);
    QVERIFY(dialog->lines(0).largest > 0.1);
    for (QPushButton *button : dialog->findChildren<QPushButton *>()) {
        if (button->text().contains(QStringLiteral("Markdown")))
            QTest::mouseClick(button, Qt::LeftButton);
    }
    QVERIFY(QGuiApplication::clipboard()->text().contains(QStringLiteral("a.ffsession")));
    QVERIFY(QGuiApplication::clipboard()->text().contains(QStringLiteral("demand.hit_ratio")));
}

void CompareTest::whatIsNoRecordingIsSaid()
{
    QFile bad(path("bad.ffsession"));
    QVERIFY(bad.open(QIODevice::WriteOnly));
    bad.write("no");
    bad.close();
    CompareDialog dialog(Theme::light());
    QVERIFY(dialog.compare(path("a.ffsession"), path("a.ffsession")).ok());
    const auto done = dialog.compare(path("a.ffsession"), bad.fileName());
    QVERIFY(!done.ok());
    QVERIFY(done.error().text.find("bad.ffsession is no recording") != std::string::npos);
    QVERIFY(dialog.verdict().contains(QStringLiteral("Nothing differs"))); // as before
}

QTEST_MAIN(CompareTest)
#include "compare_test.moc"
