// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/snapshot.h"
#include "ui/controls/knobrow.h"
#include "ui/controls/knobslider.h"
#include "ui/controls/switch.h"
#include "ui/panels/knobspanel.h"
#include "ui/panels/verdictstrip.h"

#include <QAbstractButton>
#include <QApplication>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLineEdit>
#include <QScrollArea>
#include <QScrollBar>
#include <QStyleOptionSlider>
#include <QTemporaryDir>
#include <QToolButton>
#include <QUndoStack>
#include <QtTest>

using namespace forefetch;

namespace {

struct Bench
{
    ManualClock clock;
    Settings settings{clock};
    QUndoStack undo;
    KnobsPanel panel{settings, undo};

    Bench()
    {
        panel.resize(380, 1400);
        panel.show();
    }
    KnobRow *row(const char *id) { return panel.findChild<KnobRow *>(QLatin1String(id)); }
    template <typename T>
    T *in(const char *id)
    {
        return row(id)->findChild<T *>();
    }
    double number(Param p) const { return settings.number(p); }
};

QPoint handleOf(const QSlider &slider)
{
    QStyleOptionSlider option;
    option.initFrom(&slider);
    option.orientation = Qt::Horizontal;
    option.minimum = slider.minimum();
    option.maximum = slider.maximum();
    option.sliderPosition = slider.sliderPosition();
    option.sliderValue = slider.value();
    option.subControls = QStyle::SC_All;
    return slider.style()
        ->subControlRect(QStyle::CC_Slider, &option, QStyle::SC_SliderHandle, &slider)
        .center();
}

DemandFigures demand(std::uint64_t cacheable, std::uint64_t hits, double p95)
{
    DemandFigures d;
    d.requests = d.cacheable = cacheable;
    d.hits = hits;
    d.hitRatio = static_cast<double>(hits) / static_cast<double>(cacheable);
    d.latency.p95 = p95;
    return d;
}

} // namespace

class KnobsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void dragIsOneStep();
    void eachKeyIsAStep();
    void typesAValue();
    void undoAndRedoByButton();
    void switchByMouseAndSpace();
    void wheelWithoutFocusChangesNothing();
    void resetsToTheDefault();
    void choosesAProfile();
    void savesAndLoads();
    void showsWhatOthersChanged();
    void everyFocusableWidgetHasAName();
    void scaleReadsBack();
    void stripFits();
    void pictures();
};

void KnobsTest::dragIsOneStep()
{
    Bench b;
    auto *slider = b.in<KnobSlider>("scheduler.min_probability");
    const QPoint start = handleOf(*slider);
    QTest::mousePress(slider, Qt::LeftButton, {}, start);
    for (int x = 10; x <= 90; x += 10)
        QTest::mouseMove(slider, start + QPoint(x, 0));
    const double held = b.number(Param::SchedulerMinProbability);
    QVERIFY2(held > 0.4, "the setting follows while the slider is held");
    QTest::mouseRelease(slider, Qt::LeftButton, {}, start + QPoint(90, 0));
    QCOMPARE(b.undo.count(), 1);
    b.undo.undo();
    QCOMPARE(b.number(Param::SchedulerMinProbability), 0.3);
    QCOMPARE(b.settings.changes().back().source, "undo");
    QCOMPARE(b.row("scheduler.min_probability")->value(), 0.3);
    b.undo.redo();
    QCOMPARE(b.number(Param::SchedulerMinProbability), held);
    QCOMPARE(b.settings.changes().back().source, "user");
}

void KnobsTest::eachKeyIsAStep()
{
    Bench b;
    auto *slider = b.in<KnobSlider>("workers.count");
    QTest::keyClick(slider, Qt::Key_Right);
    QTest::keyClick(slider, Qt::Key_Right);
    QCOMPARE(b.number(Param::WorkersCount), 4.0);
    QCOMPARE(b.undo.count(), 2);
}

void KnobsTest::typesAValue()
{
    Bench b;
    auto *box = b.in<QDoubleSpinBox>("queue.max_size");
    box->setFocus();
    box->selectAll();
    QTest::keyClicks(box, QStringLiteral("25000"));
    QCOMPARE(b.number(Param::QueueMaxSize), 1000.0); // not before it is finished
    QTest::keyClick(box, Qt::Key_Return);
    QCOMPARE(b.number(Param::QueueMaxSize), 25000.0);
    QCOMPARE(b.undo.count(), 1);
    const auto *slider = b.in<KnobSlider>("queue.max_size");
    QCOMPARE(slider->value(), slider->scale().positionOf(25000));
}

void KnobsTest::undoAndRedoByButton()
{
    Bench b;
    auto *undo = b.panel.findChild<QAbstractButton *>(QStringLiteral("undo"));
    auto *redo = b.panel.findChild<QAbstractButton *>(QStringLiteral("redo"));
    QVERIFY(!undo->isEnabled() && !redo->isEnabled());
    QTest::keyClick(b.in<KnobSlider>("workers.count"), Qt::Key_Right);
    QTest::mouseClick(undo, Qt::LeftButton);
    QCOMPARE(b.number(Param::WorkersCount), 2.0);
    QCOMPARE(b.in<QDoubleSpinBox>("workers.count")->value(), 2.0);
    QTest::mouseClick(redo, Qt::LeftButton);
    QCOMPARE(b.number(Param::WorkersCount), 3.0);
}

void KnobsTest::switchByMouseAndSpace()
{
    Bench b;
    auto *prefetch = b.panel.findChild<Switch *>();
    QVERIFY(prefetch->isChecked());
    QTest::mouseClick(prefetch, Qt::LeftButton);
    QVERIFY(!b.settings.enabled(Param::PrefetchEnabled));
    QTest::keyClick(prefetch, Qt::Key_Space);
    QVERIFY(b.settings.enabled(Param::PrefetchEnabled));
    QCOMPARE(b.undo.count(), 2);
}

void KnobsTest::wheelWithoutFocusChangesNothing()
{
    Bench b;
    b.panel.resize(380, 500);
    auto *slider = b.in<KnobSlider>("predictor.top_k");
    auto *box = b.in<QDoubleSpinBox>("predictor.top_k");
    for (QWidget *target : std::initializer_list<QWidget *>{slider, box}) {
        QWheelEvent wheel({5, 5}, target->mapToGlobal(QPointF(5, 5)), {}, {0, 120}, {}, {},
                          Qt::NoScrollPhase, false);
        QApplication::sendEvent(target, &wheel);
    }
    QCOMPARE(b.number(Param::PredictorTopK), 10.0);
}

void KnobsTest::resetsToTheDefault()
{
    Bench b;
    QVERIFY(b.settings.set(Param::WorkersCount, 9, "api"));
    b.panel.refresh();
    const auto buttons = b.row("workers.count")->findChildren<QToolButton *>();
    QCOMPARE(buttons.size(), 1);
    QVERIFY(buttons.front()->isEnabled());
    QTest::mouseClick(buttons.front(), Qt::LeftButton);
    QCOMPARE(b.number(Param::WorkersCount), 2.0);
    QVERIFY(!buttons.front()->isEnabled());
    b.undo.undo();
    QCOMPARE(b.number(Param::WorkersCount), 9.0);
}

void KnobsTest::choosesAProfile()
{
    Bench b;
    const SettingsValues before = b.settings.values();
    auto *profiles = b.panel.findChild<QComboBox *>();
    QCOMPARE(profiles->currentText(), QStringLiteral("balanced"));
    QTest::keyClick(profiles, Qt::Key_Down);
    const auto wanted = loadProfile(profiles->currentText().toStdString());
    QVERIFY(wanted);
    QVERIFY(b.settings.values() == wanted->values && wanted->values != before);
    QCOMPARE(b.undo.count(), 1);
    QVERIFY(b.settings.set(Param::HoldbackShare, 0.25, "api"));
    b.undo.undo();
    const bool touched = wanted->values[Param::HoldbackShare] != before[Param::HoldbackShare];
    QCOMPARE(b.number(Param::HoldbackShare), touched ? before[Param::HoldbackShare] : 0.25);
    QCOMPARE(b.number(Param::WorkersCount), before[Param::WorkersCount]);
}

void KnobsTest::savesAndLoads()
{
    Bench b;
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("own.toml"));
    QVERIFY(b.settings.set(Param::WorkersCount, 7, "user"));
    QVERIFY(b.panel.saveFile(path));
    QVERIFY(b.settings.set(Param::WorkersCount, 1, "user"));
    QVERIFY(b.panel.loadFile(path));
    QCOMPARE(b.number(Param::WorkersCount), 7.0);
    QVERIFY(!b.panel.loadFile(folder.filePath(QStringLiteral("absent.toml"))));
    QVERIFY(!b.panel.saveFile(folder.filePath(QStringLiteral("no/such/folder.toml"))));
}

void KnobsTest::showsWhatOthersChanged()
{
    Bench b;
    QVERIFY(b.settings.set(Param::CachePolicy, 2, "api"));
    QVERIFY(b.settings.set(Param::PrefetchEnabled, 0, "api"));
    b.panel.refresh();
    QCOMPARE(b.in<QComboBox>("cache.policy")->currentText(), QStringLiteral("assume"));
    QVERIFY(!b.panel.findChild<Switch *>()->isChecked());
    QCOMPARE(b.undo.count(), 0); // showing is not editing
}

void KnobsTest::everyFocusableWidgetHasAName()
{
    Bench b;
    int seen = 0;
    for (const QWidget *widget : b.panel.findChildren<QWidget *>()) {
        const bool isPart =
            widget->focusProxy() != nullptr || qobject_cast<const QLineEdit *>(widget);
        if (widget->focusPolicy() == Qt::NoFocus || isPart || !widget->isVisibleTo(&b.panel))
            continue;
        ++seen;
        QVERIFY2(!widget->accessibleName().isEmpty(), widget->metaObject()->className());
    }
    QVERIFY(seen > 40);
}

void KnobsTest::scaleReadsBack()
{
    for (const ParamInfo &row : parameterTable()) {
        if (row.kind != ParamKind::Integer && row.kind != ParamKind::Real)
            continue;
        const KnobScale scale(row);
        QCOMPARE(scale.valueAt(0), row.minimum);
        QCOMPARE(scale.valueAt(scale.steps()), row.maximum);
        double before = row.minimum;
        for (int p = 0; p <= scale.steps(); ++p) {
            const double value = scale.valueAt(p);
            QVERIFY2(value >= before && checkValue(row.param, value), row.id.data());
            QVERIFY(scale.valueAt(scale.positionOf(value)) >= 0.98 * value);
            before = value;
        }
    }
}

void KnobsTest::stripFits()
{
    VerdictStrip strip;
    Snapshot s;
    s.demandTreated = demand(900, 450, 12345);
    s.demandHeldBack = demand(900, 440, 12345);
    s.prefetch.attempts = 123456;
    s.demand.originRequests = 100000;
    s.prefetch.in[static_cast<std::size_t>(PrefetchState::Used)] = 1;
    s.prefetch.in[static_cast<std::size_t>(PrefetchState::WastedExpired)] = 1'234'567;
    strip.update(s);
    QVERIFY(strip.sentence().contains(QStringLiteral("Not yet distinguishable")));
    QVERIFY2(strip.minimumSizeHint().width() <= 1024,
             qPrintable(QString::number(strip.minimumSizeHint().width())));
}

// Pictures for the eye, only where a folder is named.
void KnobsTest::pictures()
{
    const QString folder = qEnvironmentVariable("FOREFETCH_PICTURES");
    if (folder.isEmpty())
        QSKIP("FOREFETCH_PICTURES names no folder");
    for (const Theme &theme : {Theme::light(), Theme::dark()}) {
        applyTheme(*qApp, theme);
        const QString name = theme.isDark ? QStringLiteral("dark") : QStringLiteral("light");
        Bench b;
        b.panel.setTheme(theme);
        b.panel.resize(360, 1250);
        QTest::keyClick(b.in<KnobSlider>("scheduler.min_probability"), Qt::Key_Right);
        QVERIFY(b.panel.grab().save(folder + QStringLiteral("/knobs-") + name +
                                    QStringLiteral(".png")));
        VerdictStrip strip;
        strip.setTheme(theme);
        Snapshot s;
        s.demandTreated = demand(8000, 4900, 48);
        s.demandHeldBack = demand(1000, 340, 171);
        s.prefetch.attempts = 1200;
        s.demand.originRequests = 4000;
        s.prefetch.in[static_cast<std::size_t>(PrefetchState::Used)] = 3000;
        s.prefetch.in[static_cast<std::size_t>(PrefetchState::WastedExpired)] = 700;
        strip.update(s);
        strip.resize(1024, strip.sizeHint().height());
        QVERIFY(
            strip.grab().save(folder + QStringLiteral("/strip-") + name + QStringLiteral(".png")));
    }
}

QTEST_MAIN(KnobsTest)
#include "knobs_test.moc"
