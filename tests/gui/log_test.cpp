// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A log in the window: opened, dropped, simulated, cancelled, its setting taken over and taken
// back; by mouse and keyboard.
#include "tests/unit/simulate/syntheticlog.h"
#include "ui/charts/gaincurve.h"
#include "ui/panels/answerpane.h"
#include "ui/panels/logpane.h"
#include "ui/window/logdialog.h"
#include "ui/window/mainwindow.h"

#include <QComboBox>
#include <QDropEvent>
#include <QElapsedTimer>
#include <QLineEdit>
#include <QMimeData>
#include <QPushButton>
#include <QSettings>
#include <QTableWidget>
#include <QTemporaryDir>
#include <QtTest>

using namespace forefetch;

namespace {

constexpr int kLong = 40'000; // ms, for a busy machine

// Combined Log Format of what nobody sent; every line of `method`.
QByteArray logText(const SyntheticLog &log, const char *method = "GET")
{
    QByteArray text;
    for (const OwnedEvent &kept : log.events()) {
        const TraceEvent e = kept.event();
        const auto at = QDateTime::fromMSecsSinceEpoch(e.at.time_since_epoch().count(), Qt::UTC);
        text += QByteArray(e.client.data(), qsizetype(e.client.size())) + " - - [" +
                QLocale::c().toString(at, QStringLiteral("dd/MMM/yyyy:HH:mm:ss")).toLatin1() +
                " +0000] \"" + method + " " +
                QByteArray(e.target.data(), qsizetype(e.target.size())) + " HTTP/1.1\" " +
                QByteArray::number(e.status) + " " + QByteArray::number(qlonglong(e.bytes)) +
                " \"-\" \"reader\"\n";
    }
    return text + "not a line of a log\n";
}

// A window on a demo, and a log on disk.
struct Asked
{
    QTemporaryDir folder;
    MainWindow window;
    QString path;

    explicit Asked(const QByteArray &text, const QString &name = QStringLiteral("access.log"))
        : path(folder.filePath(name))
    {
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
            qFatal("no log could be written");
        file.close();
        RunPlan plan;
        plan.profile.values = demoSettings();
        plan.profile.values[Param::PrefetchEnabled] = 0;
        plan.users = 2;
        plan.rate = 5;
        if (const auto begun = window.begin(std::move(plan)); !begun)
            qFatal("%s", begun.error().text.c_str());
        window.setLogChooser([this] { return path; });
        window.show();
        window.activateWindow();
        if (!QTest::qWaitForWindowActive(&window, kLong))
            qFatal("the window does not become active");
    }
    LogDialog *open()
    {
        QTest::keyClick(&window, Qt::Key_O, Qt::ControlModifier);
        return dialog();
    }
    LogDialog *dialog() { return window.findChild<LogDialog *>(); }
    double threshold()
    {
        return window.run()->session().settings().number(Param::SchedulerMinProbability);
    }
};

bool isRead(const LogDialog *dialog)
{
    return dialog->inquiry()->trace() != nullptr;
}

// Runs a sweep of three points to its end, by the keyboard.
bool sweep(LogDialog *dialog, const char *values = "0.1,0.4,0.7")
{
    if (!QTest::qWaitFor([&] { return isRead(dialog); }, kLong))
        return false;
    auto *line = dialog->findChild<QLineEdit *>(QStringLiteral("values"));
    line->setFocus();
    line->selectAll();
    QTest::keyClicks(line, QString::fromLatin1(values));
    QTest::keyClick(line, Qt::Key_Return);
    return QTest::qWaitFor([&] { return dialog->inquiry()->result() != nullptr; }, kLong);
}

} // namespace

class LogTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void showsRowsMappingAndReport();
    void leavesOutWhatIsProposed();
    void clientsAreToldApartAsChosen();
    void sweepsAndAnswers();
    void theCursorIsDraggedAndMovedByKeys();
    void useThisIsOneStepOfUndo();
    void savesTheReport();
    void aDroppedLogIsOpened();
    void cancelsAtOnce();
    void saysWhatIsWrong_data();
    void saysWhatIsWrong();
    void nonsenseToTryIsRefused();
    void anotherParameterIsTried();
    void doNotPrefetchIsSaid();
    void everyFocusableWidgetHasAName();

private:
    QTemporaryDir m_config;
};

void LogTest::initTestCase()
{
    qputenv("QT_NO_GLIB", "1");
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, m_config.path());
    QCoreApplication::setOrganizationName(QStringLiteral("forefetch"));
    QCoreApplication::setApplicationName(QStringLiteral("forefetch"));
}

void LogTest::showsRowsMappingAndReport()
{
    Asked asked(logText({.requests = 300}));
    LogDialog *dialog = asked.open();
    QVERIFY(dialog && dialog->isVisible());
    QTRY_VERIFY_WITH_TIMEOUT(isRead(dialog), kLong);
    const LogPane *pane = dialog->logPane();
    QCOMPARE(pane->rows()->rowCount(), int(LogInquiry::kPreviewed));
    QVERIFY(pane->rows()->item(0, 3)->text().startsWith(QStringLiteral("/book/")));
    QVERIFY2(pane->mapping().contains(QStringLiteral("Combined Log Format")),
             qPrintable(pane->mapping()));
    QVERIFY2(pane->mapping().contains(QStringLiteral("status")), qPrintable(pane->mapping()));
    QVERIFY2(pane->report().contains(QStringLiteral("301")), qPrintable(pane->report()));
    QVERIFY2(pane->report().contains(QStringLiteral("What the log does not tell")),
             qPrintable(pane->report()));
}

// Every request has a moment in it: no target comes twice, until that is left out.
void LogTest::leavesOutWhatIsProposed()
{
    QByteArray text;
    for (int i = 0; i < 60; ++i)
        text += "{\"time\":\"2026-01-02T03:04:" + QByteArray::number(i).rightJustified(2, '0') +
                "Z\",\"remote_addr\":\"192.0.2.1\",\"method\":\"GET\",\"uri\":\"/a/" +
                QByteArray::number(i % 7) + "?_=17673230401" + QByteArray::number(10 + i) +
                "&utm_source=mail&gclid=x\",\"status\":200}\n";
    Asked asked(text, QStringLiteral("access.jsonl"));
    LogDialog *dialog = asked.open();
    QTRY_VERIFY_WITH_TIMEOUT(isRead(dialog), kLong);
    QCOMPARE(dialog->inquiry()->trace()->targets.size(), std::size_t{60});
    QPushButton *button = dialog->logPane()->leaveOutButton();
    QTRY_VERIFY(button->isVisible());
    for (const char *name : {"_", "utm_source", "gclid"})
        QVERIFY2(button->accessibleName().contains(QLatin1String(name)),
                 qPrintable(button->accessibleName()));
    QVERIFY2(button->toolTip().contains(QStringLiteral("60 of 60")), qPrintable(button->toolTip()));
    QVERIFY(QRect({}, dialog->logPane()->size()).contains(button->geometry()));
    QTest::mouseMove(button);
    QTest::mouseClick(button, Qt::LeftButton);
    QVERIFY(!button->isVisible());
    QTRY_VERIFY_WITH_TIMEOUT(isRead(dialog), kLong);
    QCOMPARE(dialog->inquiry()->trace()->targets.size(), std::size_t{7});
    QVERIFY2(!dialog->logPane()->report().contains(QStringLiteral("proposed")),
             qPrintable(dialog->logPane()->report()));
    QTRY_VERIFY(dialog->runButton()->isEnabled());
    QVERIFY(!button->isVisible());
    QVERIFY(sweep(dialog, "0.3"));
    // Opened again it is the log as it is.
    for (QPushButton *other : dialog->findChildren<QPushButton *>())
        if (other->accessibleName() == QStringLiteral("Open another…"))
            QTest::mouseClick(other, Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(isRead(dialog), kLong);
    QCOMPARE(dialog->inquiry()->trace()->targets.size(), std::size_t{60});
}

// What the log itself offers can be chosen again after another key was tried.
void LogTest::clientsAreToldApartAsChosen()
{
    QByteArray text; // five people behind one address
    for (int i = 0; i < 60; ++i)
        text += "{\"time\":\"2026-01-02T03:04:" + QByteArray::number(i).rightJustified(2, '0') +
                "Z\",\"remote_addr\":\"192.0.2.1\",\"method\":\"GET\",\"uri\":\"/a/" +
                QByteArray::number(i % 7) + "\",\"status\":200,\"cookie_sid\":\"s" +
                QByteArray::number(i % 5) + "\"}\n";
    Asked asked(text, QStringLiteral("access.jsonl"));
    LogDialog *dialog = asked.open();
    QTRY_VERIFY_WITH_TIMEOUT(isRead(dialog), kLong);
    const std::size_t detected = dialog->inquiry()->trace()->sessions;
    auto *sessions = dialog->findChild<QComboBox *>(QStringLiteral("sessions"));
    sessions->setFocus();
    sessions->lineEdit()->selectAll();
    QTest::keyClicks(sessions, QStringLiteral("cookie:sid"));
    QTest::keyClick(sessions, Qt::Key_Return);
    QTRY_VERIFY_WITH_TIMEOUT(isRead(dialog), kLong);
    QCOMPARE(dialog->inquiry()->trace()->sessions, std::size_t{5});
    QCOMPARE(detected, std::size_t{1});
    for (const int index : {1, 0}) {
        QTest::keyClick(sessions, Qt::Key_Up);
        QCOMPARE(sessions->currentIndex(), index);
        QTRY_VERIFY_WITH_TIMEOUT(isRead(dialog), kLong);
    }
    QCOMPARE(dialog->inquiry()->trace()->sessions, detected);
}

void LogTest::sweepsAndAnswers()
{
    Asked asked(logText({}));
    LogDialog *dialog = asked.open();
    QVERIFY(sweep(dialog));
    const SimulationResult &result = *dialog->inquiry()->result();
    QCOMPARE(result.variants.size(), std::size_t{3});
    QVERIFY(result.recommended.variant.has_value());
    const AnswerPane *pane = dialog->answerPane();
    QVERIFY(pane->isVisible());
    QVERIFY(pane->answer().contains(QString::fromStdString(result.recommended.reason)));
    QCOMPARE(pane->curve()->cursor(), result.recommended.variant);
    QCOMPARE(pane->table()->rowCount(), int(kYardstickCount) + 3);
    QVERIFY(pane->curve()->accessibleDescription().contains(QStringLiteral("oracle")));
    // What the terminal's command would say of the same plan.
    SettingsValues values = demoSettings();
    values[Param::PrefetchEnabled] = 1;
    values[Param::HoldbackShare] = 0;
    const auto plan = planSweep(values, {"scheduler.min_probability=0.1,0.4,0.7"}, 1);
    auto reader = openTrace(asked.path.toStdString());
    QVERIFY(plan.ok() && reader.ok());
    const auto trace = recordTrace(**reader, {}, [](std::size_t) { return false; });
    const SimulationResult same =
        simulate(*trace, *plan, [](const SimulationProgress &) { return true; });
    for (std::size_t i = 0; i < 3; ++i)
        QCOMPARE(result.variants[i].hitRatio.value, same.variants[i].hitRatio.value);
    QCOMPARE(result.recommended.reason, same.recommended.reason);
}

void LogTest::theCursorIsDraggedAndMovedByKeys()
{
    Asked asked(logText({}));
    LogDialog *dialog = asked.open();
    QVERIFY(sweep(dialog));
    const AnswerPane *pane = dialog->answerPane();
    GainCurve *curve = pane->curve();
    QTest::mousePress(curve->viewport(), Qt::LeftButton, {}, curve->placeOf(2));
    QCOMPARE(curve->cursor(), std::optional<std::size_t>(2));
    const QString before = pane->figures();
    QTest::mouseMove(curve->viewport(), curve->placeOf(1));
    QTest::mouseMove(curve->viewport(), curve->placeOf(0));
    QTest::mouseRelease(curve->viewport(), Qt::LeftButton, {}, curve->placeOf(0));
    QCOMPARE(curve->cursor(), std::optional<std::size_t>(0));
    QVERIFY(pane->figures() != before);
    QVERIFY2(pane->figures().contains(QStringLiteral("Minimum probability 0.1")),
             qPrintable(pane->figures()));
    curve->setFocus();
    QTest::keyClick(curve, Qt::Key_Right);
    QCOMPARE(curve->cursor(), std::optional<std::size_t>(1));
    QTest::keyClick(curve, Qt::Key_End);
    QCOMPARE(curve->cursor(), std::optional<std::size_t>(2));
    QCOMPARE(pane->figures(), before);
    QTest::keyClick(curve, Qt::Key_Left);
    QCOMPARE(curve->cursor(), std::optional<std::size_t>(1));
}

void LogTest::useThisIsOneStepOfUndo()
{
    Asked asked(logText({}));
    LogDialog *dialog = asked.open();
    QVERIFY(sweep(dialog));
    const double before = asked.threshold();
    QTest::keyClick(dialog->answerPane()->curve(), Qt::Key_End);
    QTest::mouseClick(dialog->answerPane()->useButton(), Qt::LeftButton);
    QCOMPARE(asked.threshold(), 0.7);
    QVERIFY2(dialog->status().contains(QStringLiteral("0.7")), qPrintable(dialog->status()));
    dialog->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(dialog, kLong));
    QTest::keyClick(dialog->answerPane()->curve(), Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(asked.threshold(), before);
    QTest::keyClick(dialog->answerPane()->curve(), Qt::Key_Y, Qt::ControlModifier);
    QCOMPARE(asked.threshold(), 0.7);
}

void LogTest::savesTheReport()
{
    Asked asked(logText({.requests = 600}));
    LogDialog *dialog = asked.open();
    const QString path = asked.folder.filePath(QStringLiteral("what-if"));
    dialog->setFileChooser([&](const QString &suggested, const QString &) {
        return suggested.endsWith(QStringLiteral("forefetch-access.html")) ? path : QString();
    });
    QVERIFY(!dialog->answerPane()->saveButton()->isEnabled());
    QVERIFY(sweep(dialog));
    QTest::mouseClick(dialog->answerPane()->saveButton(), Qt::LeftButton);
    QFile file(path + QStringLiteral(".html"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(file.readAll().contains("Hits against extra load"));
}

void LogTest::aDroppedLogIsOpened()
{
    Asked asked(logText({.requests = 300}));
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(asked.path)});
    QDragEnterEvent enter(QPoint(300, 300), Qt::CopyAction, &data, Qt::LeftButton, {});
    QCoreApplication::sendEvent(&asked.window, &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent drop(QPointF(300, 300), Qt::CopyAction, &data, Qt::LeftButton, {});
    QCoreApplication::sendEvent(&asked.window, &drop);
    QVERIFY(asked.dialog() && asked.dialog()->isVisible());
    QTRY_VERIFY_WITH_TIMEOUT(isRead(asked.dialog()), kLong);

    QMimeData text;
    text.setText(QStringLiteral("no file"));
    QDragEnterEvent other(QPoint(300, 300), Qt::CopyAction, &text, Qt::LeftButton, {});
    other.ignore();
    QCoreApplication::sendEvent(&asked.window, &other);
    QVERIFY(!other.isAccepted());
}

void LogTest::cancelsAtOnce()
{
    Asked asked(logText({.requests = 20'000}));
    LogDialog *dialog = asked.open();
    QTRY_VERIFY_WITH_TIMEOUT(isRead(dialog), kLong);
    QSignalSpy progressed(dialog->inquiry(), &LogInquiry::progressed);
    QTest::mouseClick(dialog->runButton(), Qt::LeftButton);
    QVERIFY(dialog->inquiry()->isBusy() && dialog->cancelButton()->isEnabled());
    QVERIFY(!dialog->runButton()->isEnabled());
    QTRY_VERIFY_WITH_TIMEOUT(progressed.count() > 1, kLong);
    QVERIFY(progressed.last().at(0).toString().contains(QStringLiteral("Simulating")));
    QTest::mouseClick(dialog->cancelButton(), Qt::LeftButton);
    QVERIFY(!dialog->inquiry()->isBusy());
    QVERIFY(dialog->runButton()->isEnabled());
    QVERIFY2(dialog->status().startsWith(QStringLiteral("Cancelled")),
             qPrintable(dialog->status()));
    QSignalSpy swept(dialog->inquiry(), &LogInquiry::swept);
    QVERIFY(sweep(dialog, "0.5")); // again, and nothing is heard of the first one
    QCOMPARE(swept.count(), 1);
    QCOMPARE(dialog->inquiry()->result()->variants.size(), std::size_t{1});

    QTest::mouseClick(dialog->runButton(), Qt::LeftButton);
    QTest::keyClick(dialog, Qt::Key_Escape); // what goes on first, then the window
    QVERIFY(dialog->isVisible() && !dialog->inquiry()->isBusy());
    QTest::keyClick(dialog, Qt::Key_Escape);
    QVERIFY(!dialog->isVisible());
}

void LogTest::saysWhatIsWrong_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("says");
    QTest::newRow("no log") << QByteArray("poem\nroses\n") << QStringLiteral("no format");
    QTest::newRow("empty") << QByteArray() << QStringLiteral("is empty");
    QTest::newRow("no GET") << logText({.requests = 50}, "POST") << QStringLiteral("no GET");
}

void LogTest::saysWhatIsWrong()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, says);
    Asked asked(text);
    LogDialog *dialog = asked.open();
    QTRY_VERIFY_WITH_TIMEOUT(!dialog->problem().isEmpty(), kLong);
    QVERIFY2(dialog->problem().contains(says), qPrintable(dialog->problem()));
    QVERIFY(!dialog->runButton()->isEnabled() && !dialog->inquiry()->isBusy());
    asked.path += QStringLiteral(".gone");
    for (QPushButton *button : dialog->findChildren<QPushButton *>())
        if (button->accessibleName() == QStringLiteral("Open another…"))
            QTest::mouseClick(button, Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(dialog->problem().contains(QStringLiteral(".gone")), kLong);
}

void LogTest::nonsenseToTryIsRefused()
{
    Asked asked(logText({.requests = 300}));
    LogDialog *dialog = asked.open();
    QTRY_VERIFY_WITH_TIMEOUT(isRead(dialog), kLong);
    auto *line = dialog->findChild<QLineEdit *>(QStringLiteral("values"));
    line->setFocus();
    line->selectAll();
    QTest::keyClicks(line, QStringLiteral("7"));
    QTest::keyClick(line, Qt::Key_Return);
    QVERIFY(!dialog->inquiry()->isBusy());
    QVERIFY2(dialog->problem().contains(QStringLiteral("scheduler.min_probability")),
             qPrintable(dialog->problem()));
    QVERIFY(line->hasFocus());
}

void LogTest::anotherParameterIsTried()
{
    Asked asked(logText({.requests = 300}));
    LogDialog *dialog = asked.open();
    QTRY_VERIFY_WITH_TIMEOUT(isRead(dialog), kLong);
    auto *params = dialog->findChild<QComboBox *>(QStringLiteral("param"));
    auto *line = dialog->findChild<QLineEdit *>(QStringLiteral("values"));
    for (int i = 0; i < params->count(); ++i) { // what is suggested can be run
        params->setCurrentIndex(i);
        const auto param = static_cast<Param>(params->currentData().toInt());
        const auto axis =
            SweepAxis::parse(std::string(info(param).id) + "=" + line->text().toStdString());
        QVERIFY2(axis.ok(), axis.ok() ? "" : axis.error().text.c_str());
        QVERIFY(axis->values.size() > 1);
    }
    params->setCurrentIndex(params->findData(static_cast<int>(Param::CacheCapacity)));
    QTest::mouseClick(dialog->runButton(), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(dialog->inquiry()->result(), kLong);
    QTest::keyClick(dialog->answerPane()->curve(), Qt::Key_Home);
    QVERIFY2(dialog->answerPane()->figures().contains(QStringLiteral("Cache size 1 MiB")),
             qPrintable(dialog->answerPane()->figures()));
    QTest::mouseClick(dialog->answerPane()->useButton(), Qt::LeftButton);
    QCOMPARE(asked.window.run()->session().settings().number(Param::CacheCapacity), 1.0);
}

void LogTest::doNotPrefetchIsSaid()
{
    SyntheticLog log{.pages = 500, .requests = 600, .jumps = 1}; // nothing to be learnt
    Asked asked(logText(log));
    LogDialog *dialog = asked.open();
    QVERIFY(sweep(dialog));
    QVERIFY(!dialog->inquiry()->result()->recommended.variant);
    QVERIFY2(dialog->answerPane()->answer().contains(QStringLiteral("o not prefetch")),
             qPrintable(dialog->answerPane()->answer()));
    QVERIFY(dialog->answerPane()->curve()->summary().contains(QStringLiteral("do not prefetch")));
}

void LogTest::everyFocusableWidgetHasAName()
{
    Asked asked(logText({.requests = 300}));
    LogDialog *dialog = asked.open();
    QTRY_VERIFY_WITH_TIMEOUT(isRead(dialog), kLong);
    QStringList nameless;
    for (const QWidget *widget : dialog->findChildren<QWidget *>()) {
        const bool inner = widget->focusProxy() != nullptr ||
                           widget->objectName().startsWith(QStringLiteral("qt_")) ||
                           widget->inherits("QComboBoxListView") ||
                           widget->inherits("QHeaderView") || widget->inherits("QTabBar") ||
                           qobject_cast<const QComboBox *>(widget->parentWidget());
        if (widget->focusPolicy() != Qt::NoFocus && !inner && widget->accessibleName().isEmpty())
            nameless << QString::fromLatin1(widget->metaObject()->className());
    }
    QVERIFY2(nameless.isEmpty(), qPrintable(nameless.join(u' ')));
}

QTEST_MAIN(LogTest)
#include "log_test.moc"
