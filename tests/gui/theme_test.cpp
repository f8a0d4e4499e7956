// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <QFontDatabase>
#include <QImage>
#include <QTest>

#include <array>
#include <cmath>

using namespace forefetch;

Q_DECLARE_METATYPE(Theme)

namespace {

using Vector = std::array<double, 3>;
using Matrix = std::array<Vector, 3>;

Vector times(const Matrix &m, const Vector &v)
{
    Vector out{};
    for (std::size_t i = 0; i < 3; ++i)
        out[i] = m[i][0] * v[0] + m[i][1] * v[1] + m[i][2] * v[2];
    return out;
}

// Machado, Oliveira and Fernandes, "A physiologically-based model for simulation of color vision
// deficiency" (2009), severity 1.0; for linear RGB.
constexpr Matrix kNormal{{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}};
constexpr Matrix kProtan{{{0.152286, 1.052583, -0.204868},
                          {0.114503, 0.786281, 0.099216},
                          {-0.003882, -0.048116, 1.051998}}};
constexpr Matrix kDeutan{{{0.367322, 0.860646, -0.227968},
                          {0.280085, 0.672501, 0.047413},
                          {-0.011820, 0.042940, 0.968881}}};
constexpr Matrix kTritan{{{1.255528, -0.076749, -0.178779},
                          {-0.078411, 0.930809, 0.147602},
                          {0.004733, 0.691367, 0.303900}}};

double linear(double c)
{
    return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
}

// CIE L*a*b* (D65) of linear RGB.
Vector lab(const Vector &rgb)
{
    constexpr Matrix toXyz{{{0.4124564, 0.3575761, 0.1804375},
                            {0.2126729, 0.7151522, 0.0721750},
                            {0.0193339, 0.1191920, 0.9503041}}};
    Vector xyz = times(toXyz, rgb);
    constexpr Vector white{0.95047, 1.0, 1.08883};
    for (std::size_t i = 0; i < 3; ++i) {
        const double t = std::max(0.0, xyz[i] / white[i]);
        xyz[i] = t > 216.0 / 24389 ? std::cbrt(t) : (24389.0 / 27 * t + 16) / 116;
    }
    return {116 * xyz[1] - 16, 500 * (xyz[0] - xyz[1]), 200 * (xyz[1] - xyz[2])};
}

double distance(const QColor &a, const QColor &b, const Matrix &eye)
{
    const auto seen = [&eye](const QColor &c) {
        Vector v = times(eye, {linear(c.redF()), linear(c.greenF()), linear(c.blueF())});
        for (double &x : v)
            x = std::clamp(x, 0.0, 1.0);
        return lab(v);
    };
    const Vector p = seen(a), q = seen(b);
    return std::hypot(p[0] - q[0], p[1] - q[1], p[2] - q[2]);
}

} // namespace

class ThemeTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void measureContrast();
    void measureDistance();
    void readText_data();
    void readText();
    void seeLines_data();
    void seeLines();
    void tellLinesApart_data();
    void tellLinesApart();
    void tellLinesApartWithoutColour();
    void followTheSystem();
    void loadTheFont();
    void drawEveryIcon();
    void colourIcons();

private:
    static void addThemes();
};

void ThemeTest::addThemes()
{
    QTest::addColumn<Theme>("theme");
    QTest::newRow("light") << Theme::light();
    QTest::newRow("dark") << Theme::dark();
}

// The yardsticks themselves, against published values.
void ThemeTest::measureContrast()
{
    QVERIFY(std::abs(contrast(Qt::white, Qt::black) - 21) < 1e-9);
    QVERIFY(std::abs(contrast(QColor(0x777777), Qt::white) - 4.478) < 0.002);
    QVERIFY(std::abs(contrast(QColor(0xd55e00), Qt::white) - 3.87) < 0.01);
}

void ThemeTest::measureDistance()
{
    // Pure red is L* 53.24, a* 80.09, b* 67.20.
    const Vector red = lab({1, 0, 0});
    QVERIFY(std::abs(red[0] - 53.24) < 0.02);
    QVERIFY(std::abs(red[1] - 80.09) < 0.02);
    QVERIFY(std::abs(red[2] - 67.20) < 0.02);
    // What a deuteranope confuses: these two are far apart for all others.
    const QColor green(0x6d8a00), orange(0xb77a1a);
    QVERIFY(distance(green, orange, kNormal) > 2 * distance(green, orange, kDeutan));
}

void ThemeTest::readText_data()
{
    addThemes();
}

void ThemeTest::readText()
{
    QFETCH(Theme, theme);
    for (const QColor &ground : {theme.window, theme.surface, theme.raised}) {
        for (const QColor &ink : {theme.text, theme.mutedText, theme.good, theme.bad, theme.unsure})
            QVERIFY2(contrast(ink, ground) >= 4.5, qPrintable(QStringLiteral("%1 on %2: %3")
                                                                  .arg(ink.name(), ground.name())
                                                                  .arg(contrast(ink, ground))));
    }
    QVERIFY(contrast(theme.accentText, theme.accent) >= 4.5);
    QVERIFY(contrast(theme.surface, theme.text) >= 4.5); // the readout's pill
}

void ThemeTest::seeLines_data()
{
    addThemes();
}

void ThemeTest::seeLines()
{
    QFETCH(Theme, theme);
    for (const Meaning meaning : kMeanings)
        QVERIFY2(contrast(theme.color(meaning), theme.surface) >= 3,
                 qPrintable(theme.color(meaning).name()));
    QVERIFY(contrast(theme.neutral, theme.surface) >= 3);
    QVERIFY(contrast(theme.accent, theme.window) >= 3); // the ring around what has the focus
    // The grid stays behind the lines.
    QVERIFY(contrast(theme.grid, theme.surface) < 2);
}

void ThemeTest::tellLinesApart_data()
{
    addThemes();
}

void ThemeTest::tellLinesApart()
{
    QFETCH(Theme, theme);
    std::vector<QColor> colors(theme.series.begin(), theme.series.end());
    colors.push_back(theme.neutral);
    const std::array<std::pair<const char *, Matrix>, 4> eyes{
        {{"normal", kNormal}, {"protan", kProtan}, {"deutan", kDeutan}, {"tritan", kTritan}}};
    double least = 1e9;
    for (const auto &[name, eye] : eyes) {
        for (std::size_t a = 0; a < colors.size(); ++a) {
            for (std::size_t b = a + 1; b < colors.size(); ++b) {
                const double d = distance(colors[a], colors[b], eye);
                least = std::min(least, d);
                QVERIFY2(d > 15, qPrintable(QStringLiteral("%1 and %2 for %3: %4")
                                                .arg(colors[a].name(), colors[b].name(),
                                                     QString::fromLatin1(name))
                                                .arg(d)));
            }
        }
    }
    qInfo("least distance %.1f", least);
}

void ThemeTest::tellLinesApartWithoutColour()
{
    const Theme theme = Theme::light();
    QSet<QString> codes;
    QSet<QString> markers;
    for (const Meaning meaning : kMeanings) {
        const QPen pen = theme.pen(meaning);
        codes.insert(QStringLiteral("%1 %2").arg(int(pen.style())).arg(pen.widthF()));
        markers.insert(markerOf(meaning));
    }
    QCOMPARE(codes.size(), qsizetype(kMeanings.size()));
    QCOMPARE(markers.size(), qsizetype(kMeanings.size()));
}

void ThemeTest::followTheSystem()
{
    QVERIFY(Theme::fromSystem(Theme::dark().palette()).isDark);
    QVERIFY(!Theme::fromSystem(Theme::light().palette()).isDark);
}

void ThemeTest::loadTheFont()
{
    applyTheme(*qApp, Theme::light());
    QVERIFY(QFile::exists(QStringLiteral(":/fonts/DejaVuSans.ttf")));
    const int id = QFontDatabase::addApplicationFont(QStringLiteral(":/fonts/DejaVuSans-Bold.ttf"));
    QVERIFY(id >= 0);
    QVERIFY(QFontDatabase::applicationFontFamilies(id).contains(QStringLiteral("DejaVu Sans")));
    // Every sign that the charts use is in it.
    const QFontMetrics metrics{QFont(QStringLiteral("DejaVu Sans"))};
    for (const QChar sign : QStringLiteral("●✕▲▽◆◇▼⚙≡↶↷−–→·…"))
        QVERIFY2(metrics.inFont(sign), qPrintable(QString(sign)));
}

void ThemeTest::drawEveryIcon()
{
    QVERIFY(iconNames().size() >= 20);
    for (const QString &name : iconNames()) {
        const QImage image = icon(name, Theme::dark())
                                 .pixmap(QSize(32, 32))
                                 .toImage()
                                 .convertToFormat(QImage::Format_ARGB32);
        int drawn = 0;
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x)
                drawn += qAlpha(image.pixel(x, y)) > 128;
        }
        const int all = image.width() * image.height();
        QVERIFY2(drawn > all / 50 && drawn < all * 3 / 4, qPrintable(name));
    }
    QVERIFY(icon(QStringLiteral("no such icon"), Theme::dark()).isNull());
}

void ThemeTest::colourIcons()
{
    const QIcon stop = icon(QStringLiteral("stop"), QColor(0x123456), QColor(0xabcdef));
    const auto middle = [&stop](QIcon::Mode mode) {
        return stop.pixmap(QSize(24, 24), mode).toImage().pixelColor(12, 12).rgb();
    };
    QCOMPARE(middle(QIcon::Normal), QColor(0x123456).rgb());
    QCOMPARE(middle(QIcon::Disabled), QColor(0xabcdef).rgb());
}

QTEST_MAIN(ThemeTest)
#include "theme_test.moc"
