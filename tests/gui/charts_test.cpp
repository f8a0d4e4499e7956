// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/decimate.h"
#include "ui/charts/scale.h"
#include "ui/charts/timechart.h"
#include "ui/charts/timelines.h"

#include <QApplication>
#include <QImage>
#include <QTemporaryDir>
#include <QTest>
#include <QXmlStreamReader>

#include <cmath>

using namespace forefetch;
using namespace std::chrono_literals;

namespace {

ChartData ramp(int points, double first = 1000)
{
    ChartData data;
    data.clear(1);
    for (int i = 0; i < points; ++i) {
        data.at.push_back(first + i);
        data.values[0].push_back(i % 10);
    }
    return data;
}

ChartSpec plainSpec()
{
    ChartSpec spec;
    spec.title = QStringLiteral("Depth");
    spec.lines = {{QStringLiteral("waiting"), Meaning::Hit}};
    return spec;
}

} // namespace

class ChartsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { applyTheme(*qApp, Theme::light()); }
    void roundScalesUp_data();
    void roundScalesUp();
    void holdTheScale();
    void writeNumbersShort();
    void writeTimes();
    void keepEveryPeak();
    void keepTheShapeWhileScrolling();
    void keepHoles();
    void drawHolesAsHoles();
    void lookBackForRatios();
    void leaveWhatWasNotWatchedOut();
    void beginAtTheEdge();
    void theGridStandsWhereThePlotIs();
    void exportPictures();
};

void ChartsTest::roundScalesUp_data()
{
    QTest::addColumn<double>("value");
    QTest::addColumn<double>("top");
    QTest::newRow("zero") << 0.0 << 1.0;
    QTest::newRow("exact") << 20.0 << 20.0;
    QTest::newRow("above") << 20.1 << 40.0;
    QTest::newRow("decade") << 81.0 << 100.0;
    QTest::newRow("small") << 0.03 << 0.04;
    QTest::newRow("gap") << kGap << 1.0;
}

void ChartsTest::roundScalesUp()
{
    QFETCH(double, value);
    QFETCH(double, top);
    QVERIFY(std::abs(niceCeil(value) - top) < 1e-9);
}

void ChartsTest::holdTheScale()
{
    TopOfScale top(4);
    QCOMPARE(top.follow(0), 4.0);
    QCOMPARE(top.follow(17), 20.0);
    // Around the border of two steps it stays.
    for (const double v : {19.0, 20.0, 12.0, 19.9, 10.5})
        QCOMPARE(top.follow(v), 20.0);
    QCOMPARE(top.follow(20.5), 40.0);
    QCOMPARE(top.follow(19.9), 40.0);
    QCOMPARE(top.follow(18.0), 20.0);
    QCOMPARE(top.follow(0), 4.0);
}

void ChartsTest::writeNumbersShort()
{
    QLocale::setDefault(QLocale(QLocale::English));
    const auto is = [](double v, const char *text) {
        if (shortNumber(v) != QLatin1String(text))
            qWarning("%g is %s", v, qPrintable(shortNumber(v)));
        return shortNumber(v) == QLatin1String(text);
    };
    QVERIFY(is(0, "0"));
    QVERIFY(is(0.44, "0.4"));
    QVERIFY(is(9.94, "9.9"));
    QVERIFY(is(9.96, "10"));
    QVERIFY(is(1234, "1,234"));
    QVERIFY(is(9'999.6, "10k"));
    QVERIFY(is(12'345, "12.3k"));
    QVERIFY(is(123'456, "123k"));
    QVERIFY(is(999'600, "1M"));
    QCOMPARE(percent(0.614), QStringLiteral("61 %"));
}

void ChartsTest::writeTimes()
{
    QCOMPARE(agoText(0), QStringLiteral("now"));
    QCOMPARE(agoText(59.6), QStringLiteral("1 min ago"));
    QCOMPARE(agoText(75), QStringLiteral("1 min 15 s ago"));
    QCOMPARE(agoText(5400), QStringLiteral("1 h 30 min ago"));
    QCOMPARE(axisTime(30), QStringLiteral("−30 s"));
    QCOMPARE(spanText(90'000), QStringLiteral("1 d 1 h"));
}

void ChartsTest::keepEveryPeak()
{
    std::vector<double> at, values;
    for (int i = 0; i < 1800; ++i) {
        at.push_back(i);
        values.push_back(i == 777 ? 500 : i == 1234 ? -3 : std::sin(i / 50.0));
    }
    Stretches out;
    decimate(at, values, 1800 * 2.6 / 300, out);
    QCOMPARE(out.size(), std::size_t(1));
    QVERIFY(pointsOf(out) <= 300);
    const auto has = [&out](double x, double y) {
        return std::ranges::find(out[0], QPointF(x, y)) != out[0].end();
    };
    QVERIFY(has(777, 500));
    QVERIFY(has(1234, -3));
    QVERIFY(std::ranges::is_sorted(out[0], {}, [](const QPointF &p) { return p.x(); }));
}

void ChartsTest::keepTheShapeWhileScrolling()
{
    // Two windows onto the same history: where they overlap they keep the same points.
    std::vector<double> at, values;
    for (int i = 0; i < 1000; ++i) {
        at.push_back(i);
        values.push_back((i * 7919) % 101);
    }
    Stretches a, b;
    decimate(std::span(at).subspan(0, 900), std::span(values).subspan(0, 900), 10, a);
    decimate(std::span(at).subspan(37, 900), std::span(values).subspan(37, 900), 10, b);
    const auto inside = [](const QPointF &p) { return p.x() >= 40 && p.x() < 900; };
    std::vector<QPointF> fromA, fromB;
    std::ranges::copy_if(a[0], std::back_inserter(fromA), inside);
    std::ranges::copy_if(b[0], std::back_inserter(fromB), inside);
    QVERIFY(fromA.size() > 100);
    QCOMPARE(fromA, fromB);
}

void ChartsTest::keepHoles()
{
    const std::vector<double> at{0, 1, 2, 3, 4, 5, 6};
    const std::vector<double> values{1, 2, kGap, 3, kGap, kGap, 4};
    Stretches out;
    for (const double bucket : {0.0, 100.0}) {
        decimate(at, values, bucket, out);
        QCOMPARE(out.size(), std::size_t(3));
        QCOMPARE(out[1], std::vector<QPointF>{QPointF(3, 3)});
    }
}

// No ink where nothing was measured: looks at the pixels.
void ChartsTest::drawHolesAsHoles()
{
    TimeChart chart(plainSpec(), Theme::light());
    chart.resize(500, 200);
    chart.show();
    ChartData data = ramp(60);
    for (std::size_t i = 0; i < data.at.size(); ++i)
        data.values[0][i] = i >= 20 && i < 40 ? kGap : 5;
    chart.setData(data, 60, 1059);
    QCoreApplication::processEvents();
    const QImage image = chart.grab().toImage();
    const QColor ink = Theme::light().color(Meaning::Hit);
    const auto inked = [&](double secondsAgo) {
        const QRectF plot = chart.plot();
        const int x = int(plot.right() - secondsAgo / 60 * plot.width());
        for (int y = int(plot.top()); y < int(plot.bottom()); ++y) {
            const QColor c = image.pixelColor(x, y);
            if (std::abs(c.red() - ink.red()) + std::abs(c.blue() - ink.blue()) < 90)
                return true;
        }
        return false;
    };
    QVERIFY(inked(10));
    QVERIFY(!inked(30));
    QVERIFY(inked(50));
}

void ChartsTest::lookBackForRatios()
{
    std::vector<Sample> samples(8);
    for (std::size_t i = 0; i < samples.size(); ++i) {
        samples[i].at = TimePoint(std::chrono::seconds(i));
        samples[i].span = 1s;
        samples[i].cacheable = i < 6 ? 10 : 0;
        samples[i].hits = static_cast<std::uint32_t>(i);
    }
    for (auto &s : samples)
        s.hits = std::min(s.hits, s.cacheable);
    ChartData data;
    fill(Timeline::HitRatio, samples, 1s, 3s, TimePoint(8s), data);
    QCOMPARE(data.values[0][0], 0.0);
    QCOMPARE(data.values[0][5], (3 + 4 + 5) / 30.0);
    QCOMPARE(data.count[5], 30.0);
    QCOMPARE(data.values[0][7], 5 / 10.0);  // of the one second that is still in sight
    QVERIFY(std::isnan(data.values[2][5])); // no control group
    QCOMPARE(data.at[0], 0.5);
}

void ChartsTest::leaveWhatWasNotWatchedOut()
{
    std::vector<Sample> samples(3);
    for (std::size_t i = 0; i < samples.size(); ++i) {
        samples[i].at = TimePoint(std::chrono::seconds(i));
        samples[i].span = i == 1 ? 0s : 1s;
    }
    for (const Timeline t : kTimelines) {
        ChartData data;
        fill(t, samples, 1s, 5s, TimePoint(3s), data);
        QCOMPARE(data.values.size(), specOf(t).lines.size());
        QCOMPARE(data.at.size(), std::size_t(3));
        for (const auto &line : data.values) {
            QCOMPARE(line.size(), std::size_t(3));
            QVERIFY(std::isnan(line[1]));
        }
    }
    ChartData load;
    fill(Timeline::OriginLoad, samples, 1s, 5s, TimePoint(3s), load);
    QCOMPARE(load.values[0][0], 0.0); // watched, and nothing came: that is zero
}

void ChartsTest::beginAtTheEdge()
{
    ChartData data;
    data.clear(2);
    data.at = {0, 10, 20, 30};
    data.values = {{0, 4, 8, 8}, {1, kGap, 3, 5}};
    data.count = {1, 2, 3, 4};
    const ChartData cut = data.from(15);
    QCOMPARE(cut.at, (std::vector<double>{15, 20, 30}));
    QCOMPARE(cut.values[0], (std::vector<double>{6, 8, 8}));
    QVERIFY(std::isnan(cut.values[1][0]));
    QCOMPARE(cut.values[1][2], 5.0);
    QCOMPARE(cut.count.size(), std::size_t(3));
    QCOMPARE(data.from(-5).at, data.at);
    QVERIFY(data.from(31).at.empty());
}

// Qt Charts lays its grid out by itself, and must follow every change of size.
void ChartsTest::theGridStandsWhereThePlotIs()
{
    TimeChart chart(plainSpec(), Theme::light());
    chart.resize(700, 260);
    chart.show();
    QVERIFY(QTest::qWaitForWindowExposed(&chart));
    chart.setData(ramp(100), 60, 1100);
    for (const QSize &size : {QSize(700, 260), QSize(420, 180), QSize(416, 181), QSize(600, 220)}) {
        chart.resize(size);
        QCoreApplication::processEvents();
        const QImage image = chart.grab().toImage();
        const QRect plot = chart.plot().toRect();
        const QRgb nothing = Theme::light().surface.rgb();
        // The rightmost upright line, somewhere between two level ones.
        const int y = plot.bottom() - 7;
        int right = image.width() - 8; // within the card's border
        while (right > 0 && image.pixel(right, y) == nothing)
            --right;
        QVERIFY2(qAbs(right - plot.right()) <= 2,
                 qPrintable(QStringLiteral("%1 wide: %2, not %3")
                                .arg(size.width())
                                .arg(right)
                                .arg(plot.right())));
    }
}

void ChartsTest::exportPictures()
{
    QTemporaryDir folder;
    TimeChart chart(plainSpec(), Theme::dark());
    chart.setData(ramp(60), 60, 1059);
    const QString png = folder.filePath(QStringLiteral("a.png"));
    QVERIFY(chart.exportImage(png, {640, 320}, Theme::light()));
    const QImage image(png);
    QCOMPARE(image.size(), QSize(1280, 640));
    QCOMPARE(image.pixelColor(1270, 320), Theme::light().surface); // light from a dark window
    const QString svg = folder.filePath(QStringLiteral("a.svg"));
    QVERIFY(chart.exportImage(svg, {640, 320}, Theme::dark()));
    QFile file(svg);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QXmlStreamReader xml(&file);
    QStringList texts;
    while (!xml.atEnd()) {
        if (xml.readNext() == QXmlStreamReader::StartElement && xml.name() == QLatin1String("text"))
            texts.append(xml.readElementText().trimmed());
    }
    QVERIFY2(!xml.hasError(), qPrintable(xml.errorString()));
    QVERIFY(texts.contains(QStringLiteral("Depth")));
    QVERIFY(texts.contains(QStringLiteral("now")));
    QVERIFY(
        !chart.exportImage(folder.filePath(QStringLiteral("no/a.png")), {64, 32}, Theme::light()));
}

QTEST_MAIN(ChartsTest)
#include "charts_test.moc"
