// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The main panels as they are meant to look, light and dark, on fixed figures: compared with the
// pictures in tests/data/golden. The transition graph is not among them: where its nodes come to
// rest depends on how fast frames come. Pixels may differ a little (another version of a library
// smooths a line otherwise), and a few of them much. After a change that is meant:
//
//     FOREFETCH_GOLDEN=write build/dev/tests/gui_golden      and look at what git says has changed
#include "core/metrics/snapshot.h"
#include "tests/gui/timelinesdata.h"
#include "ui/panels/knobspanel.h"
#include "ui/panels/timelinespanel.h"
#include "ui/panels/verdictstrip.h"

#include <QApplication>
#include <QDir>
#include <QImage>
#include <QUndoStack>
#include <QtTest>

#include <array>
#include <memory>

using namespace forefetch;

namespace {

constexpr int kSmall = 24;         // of 255, a colour: not seen
constexpr double kMostSeen = 0.01; // share of the pixels that may be seen to differ

// The share of pixels that differ by more than one would notice; 1 where the sizes differ.
double difference(const QImage &a, const QImage &b)
{
    if (a.size() != b.size() || a.isNull())
        return 1;
    qint64 seen = 0;
    for (int y = 0; y < a.height(); ++y) {
        for (int x = 0; x < a.width(); ++x) {
            const QColor p = a.pixelColor(x, y), q = b.pixelColor(x, y);
            seen += std::abs(p.red() - q.red()) > kSmall ||
                    std::abs(p.green() - q.green()) > kSmall ||
                    std::abs(p.blue() - q.blue()) > kSmall;
        }
    }
    return double(seen) / (double(a.width()) * a.height());
}

DemandFigures demand(std::uint64_t cacheable, std::uint64_t hits, double p95)
{
    DemandFigures d;
    d.requests = d.cacheable = cacheable;
    d.hits = hits;
    d.hitRatio = double(hits) / double(cacheable);
    d.latency.p95 = p95;
    return d;
}

} // namespace

class GoldenTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void panelsLookAsMeant_data();
    void panelsLookAsMeant();
    void aChangedPanelIsSeen();

private:
    std::unique_ptr<QWidget> make(const QString &panel, const Theme &theme);

    ManualClock m_clock;
    Settings m_settings{m_clock};
    QUndoStack m_undo;
};

std::unique_ptr<QWidget> GoldenTest::make(const QString &panel, const Theme &theme)
{
    if (panel == QStringLiteral("knobs")) {
        auto knobs = std::make_unique<KnobsPanel>(m_settings, m_undo);
        knobs->setTheme(theme);
        knobs->resize(360, 900);
        return knobs;
    }
    if (panel == QStringLiteral("timelines")) {
        const PlausibleHistory history(200);
        auto lines = std::make_unique<TimelinesPanel>(theme);
        lines->resize(1000, 460);
        lines->show();
        lines->update(history.series, history.now, history.changes);
        return lines;
    }
    auto strip = std::make_unique<VerdictStrip>();
    strip->setTheme(theme);
    strip->resize(1000, 56);
    Snapshot s;
    s.demandTreated = demand(40'000, 28'000, 48);
    s.demandHeldBack = demand(10'000, 3'500, 171);
    s.demand = demand(50'000, 31'500, 70);
    strip->update(s);
    return strip;
}

void GoldenTest::panelsLookAsMeant_data()
{
    QTest::addColumn<QString>("panel");
    QTest::addColumn<bool>("dark");
    for (const char *panel : {"knobs", "timelines", "verdict"}) {
        for (const bool dark : {false, true})
            QTest::newRow((std::string(panel) + (dark ? "-dark" : "-light")).c_str())
                << QString::fromLatin1(panel) << dark;
    }
}

void GoldenTest::panelsLookAsMeant()
{
    QFETCH(QString, panel);
    QFETCH(bool, dark);
    const Theme theme = dark ? Theme::dark() : Theme::light();
    applyTheme(*qApp, theme);
    const std::unique_ptr<QWidget> widget = make(panel, theme);
    widget->show();
    QVERIFY(QTest::qWaitForWindowExposed(widget.get()));
    QTest::mouseMove(widget.get(), QPoint(1, 1)); // nothing is under the pointer
    QTest::qWait(50);
    const QImage now = widget->grab().toImage().convertToFormat(QImage::Format_RGB32);

    const QDir folder(QStringLiteral(FOREFETCH_SOURCE_DIR "/tests/data/golden"));
    const QString file =
        folder.filePath(QString::fromLatin1(QTest::currentDataTag()) + QStringLiteral(".png"));
    if (qgetenv("FOREFETCH_GOLDEN") == "write") {
        QVERIFY(folder.mkpath(QStringLiteral(".")) && now.save(file));
        return;
    }
    const QImage golden = QImage(file).convertToFormat(QImage::Format_RGB32);
    QVERIFY2(!golden.isNull(), qPrintable(file + QStringLiteral(" is missing")));
    const double differs = difference(now, golden);
    if (differs > kMostSeen) {
        const QString shown =
            QDir(QStringLiteral(FOREFETCH_BINARY_DIR)).filePath(QFileInfo(file).fileName());
        now.save(shown);
        QFAIL(qPrintable(QStringLiteral("%1 % of the pixels differ from %2; see %3")
                             .arg(100 * differs, 0, 'f', 2)
                             .arg(file, shown)));
    }
}

// The comparison must be able to fail: one value moved, one theme for the other.
void GoldenTest::aChangedPanelIsSeen()
{
    applyTheme(*qApp, Theme::light());
    const auto light = make(QStringLiteral("verdict"), Theme::light());
    light->show();
    const QImage before = light->grab().toImage().convertToFormat(QImage::Format_RGB32);
    Snapshot s;
    s.demandTreated = demand(40'000, 3'500, 48);
    s.demandHeldBack = demand(10'000, 3'500, 171);
    s.demand = demand(50'000, 7'000, 170);
    static_cast<VerdictStrip *>(light.get())->update(s);
    QTest::qWait(20);
    const QImage other = light->grab().toImage().convertToFormat(QImage::Format_RGB32);
    QVERIFY(difference(before, other) > kMostSeen);
    QCOMPARE(difference(before, before), 0.0);
}

QTEST_MAIN(GoldenTest)
#include "golden_test.moc"
