// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/theme.h"

#include <QApplication>
#include <QFontDatabase>
#include <QStyleFactory>

#include <algorithm>
#include <cmath>

namespace forefetch {

QString markerOf(Meaning meaning)
{
    switch (meaning) {
    case Meaning::Hit: return QStringLiteral("●");
    case Meaning::Miss: return QStringLiteral("✕");
    case Meaning::Useful: return QStringLiteral("▲");
    case Meaning::Wasted: return QStringLiteral("▽");
    }
    return {};
}

Theme Theme::light()
{
    Theme t;
    t.window = QColor(0xeff0f1);
    t.surface = QColor(0xffffff);
    t.raised = QColor(0xf8f9fa);
    t.text = QColor(0x1b1e20);
    t.mutedText = QColor(0x555b61);
    t.grid = QColor(0xdfe2e5);
    t.border = QColor(0xc6cacf);
    t.accent = QColor(0x1f6fc4);
    t.accentText = QColor(0xffffff);
    t.good = QColor(0x0d504a);
    t.bad = QColor(0xa32a1c);
    t.unsure = QColor(0x5c4a00);
    t.series = {QColor(0x298aec), QColor(0x693e0f), QColor(0x0d504a), QColor(0xca7419)};
    t.neutral = QColor(0x8a4f9e);
    return t;
}

Theme Theme::dark()
{
    Theme t;
    t.isDark = true;
    t.window = QColor(0x25292d);
    t.surface = QColor(0x1b1e20);
    t.raised = QColor(0x2e3338);
    t.text = QColor(0xf1f3f4);
    t.mutedText = QColor(0xb4bac0);
    t.grid = QColor(0x363c42);
    t.border = QColor(0x4b5259);
    t.accent = QColor(0x5b9bdb);
    t.accentText = QColor(0x0f1214);
    t.good = QColor(0x22dbae);
    t.bad = QColor(0xff8d7a);
    t.unsure = QColor(0xe5c65a);
    t.series = {QColor(0x4a84ce), QColor(0xcd673c), QColor(0x22dbae), QColor(0xd8ab01)};
    t.neutral = QColor(0xc9b8e8);
    return t;
}

Theme Theme::fromSystem(const QPalette &system)
{
    const bool dark = system.color(QPalette::Window).lightness()
        < system.color(QPalette::WindowText).lightness();
    return dark ? Theme::dark() : Theme::light();
}

QPen Theme::pen(Meaning meaning) const
{
    QPen pen(color(meaning));
    pen.setCosmetic(true);
    // A solid line of width 1 keeps Qt's fast path for antialiased lines; what was useful stands
    // out, and dashes and dots would be faint as thin as that.
    pen.setWidthF(meaning == Meaning::Useful ? 2.0 : meaning == Meaning::Hit ? 1.0 : 1.5);
    switch (meaning) {
    case Meaning::Hit:
    case Meaning::Useful: pen.setStyle(Qt::SolidLine); break;
    case Meaning::Miss: pen.setStyle(Qt::DashLine); break;
    case Meaning::Wasted: pen.setStyle(Qt::DotLine); break;
    }
    return pen;
}

QPalette Theme::palette() const
{
    QPalette p;
    p.setColor(QPalette::Window, window);
    p.setColor(QPalette::WindowText, text);
    p.setColor(QPalette::Base, surface);
    p.setColor(QPalette::AlternateBase, raised);
    p.setColor(QPalette::Text, text);
    p.setColor(QPalette::PlaceholderText, mutedText);
    p.setColor(QPalette::Button, raised);
    p.setColor(QPalette::ButtonText, text);
    p.setColor(QPalette::BrightText, bad);
    p.setColor(QPalette::ToolTipBase, raised);
    p.setColor(QPalette::ToolTipText, text);
    p.setColor(QPalette::Highlight, accent);
    p.setColor(QPalette::HighlightedText, accentText);
    p.setColor(QPalette::Link, accent);
    p.setColor(QPalette::Light, isDark ? border : surface);
    p.setColor(QPalette::Midlight, grid);
    p.setColor(QPalette::Mid, border);
    p.setColor(QPalette::Dark, border);
    p.setColor(QPalette::Shadow, isDark ? QColor(0x0c0e0f) : QColor(0x9aa0a6));
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        p.setColor(QPalette::Disabled, role, mutedText);
    return p;
}

QString Theme::styleSheet() const
{
    return QStringLiteral(
               "QToolTip { color: %1; background: %2; border: 1px solid %3; padding: 4px; }"
               "QDockWidget::title { padding: 5px 8px; background: %2; }"
               "QHeaderView::section { padding: 3px 6px; background: %2; border: 0;"
               " border-bottom: 1px solid %3; }"
               "QTableView { gridline-color: %4; }")
        .arg(text.name(), raised.name(), border.name(), grid.name());
}

void applyTheme(QApplication &application, const Theme &theme)
{
    static const bool loaded = [] {
        QFontDatabase::addApplicationFont(QStringLiteral(":/fonts/DejaVuSans.ttf"));
        QFontDatabase::addApplicationFont(QStringLiteral(":/fonts/DejaVuSans-Bold.ttf"));
        return true;
    }();
    Q_UNUSED(loaded)
    QFont font(QStringLiteral("DejaVu Sans"));
    font.setPointSizeF(9.5 * theme.typeScale);
    application.setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    application.setFont(font);
    application.setPalette(theme.palette());
    application.setStyleSheet(theme.styleSheet());
}

double contrast(const QColor &a, const QColor &b)
{
    const auto linear = [](double c) {
        return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
    };
    const auto luminance = [&](const QColor &c) {
        return 0.2126 * linear(c.redF()) + 0.7152 * linear(c.greenF()) + 0.0722 * linear(c.blueF());
    };
    const double la = luminance(a), lb = luminance(b);
    return (std::max(la, lb) + 0.05) / (std::min(la, lb) + 0.05);
}

} // namespace forefetch
