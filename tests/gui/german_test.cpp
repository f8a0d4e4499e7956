// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The window in German, on the running demo: its texts have room, its menus have each key once, its
// numbers their comma. With the name of a folder in FOREFETCH_SHOTS it leaves pictures there.
#include "core/live/liverun.h"
#include "ui/controls/knobrow.h"
#include "ui/panels/knobspanel.h"
#include "ui/panels/modelpanel.h"
#include "ui/panels/rowview.h"
#include "ui/panels/tablespanel.h"
#include "ui/panels/tunerpanel.h"
#include "ui/panels/verdictstrip.h"
#include "ui/window/connectdialog.h"
#include "ui/window/language.h"
#include "ui/window/logdialog.h"
#include "ui/window/mainwindow.h"

#include <QAbstractButton>
#include <QDockWidget>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QMenu>
#include <QMenuBar>
#include <QPushButton>
#include <QSettings>
#include <QTabBar>
#include <QTemporaryDir>
#include <QtTest>

#include <algorithm>

using namespace forefetch;

namespace {

constexpr int kLong = 30'000; // ms, for a busy machine

QChar keyOf(QString text)
{
    text.remove(QStringLiteral("&&"));
    const qsizetype at = text.indexOf(u'&');
    return at < 0 || at + 1 >= text.size() ? QChar() : text[at + 1].toUpper();
}

QString nameOf(const QWidget *widget, const QString &text)
{
    return QStringLiteral("%1 “%2” in %3: needs %4, has %5")
        .arg(QLatin1String(widget->metaObject()->className()), text,
             QLatin1String(widget->parentWidget()->metaObject()->className()))
        .arg(widget->sizeHint().width())
        .arg(widget->width());
}

// A label that says more in its tip, or shortens its text by itself, may be narrow.
bool mayBeCut(const QLabel &label)
{
    return label.wordWrap() || label.text().isEmpty() ||
           label.sizePolicy().horizontalPolicy() == QSizePolicy::Ignored ||
           !label.toolTip().isEmpty();
}

// Not hidden, and not behind another dock of the same place either.
bool isSeen(const QWidget &widget)
{
    return widget.isVisible() && !widget.visibleRegion().isEmpty();
}

// Not a symbol alone, as "↺" is.
bool hasWords(const QString &text)
{
    return std::ranges::any_of(text, [](QChar c) { return c.isLetter(); });
}

// The texts under a widget that have less room than they need.
QStringList cutIn(const QWidget &within)
{
    QStringList cut;
    for (const QLabel *label : within.findChildren<QLabel *>()) {
        if (isSeen(*label) && !mayBeCut(*label) && label->width() < label->sizeHint().width())
            cut << nameOf(label, label->text());
    }
    for (const QAbstractButton *button : within.findChildren<QAbstractButton *>()) {
        if (isSeen(*button) && hasWords(button->text()) &&
            button->width() < button->minimumSizeHint().width())
            cut << nameOf(button, button->text());
    }
    for (const QTabBar *bar : within.findChildren<QTabBar *>()) {
        if (isSeen(*bar) && bar->count() > 0 && bar->width() < bar->sizeHint().width())
            cut << nameOf(bar, bar->tabText(0));
    }
    for (const QDoubleSpinBox *box : within.findChildren<QDoubleSpinBox *>()) {
        if (isSeen(*box) && box->fontMetrics().horizontalAdvance(box->text()) > box->width() - 20)
            cut << nameOf(box, box->text());
    }
    return cut;
}

void seekTwice(const QMenu &menu, QStringList &twice)
{
    QMap<QChar, QString> taken;
    for (const QAction *action : menu.actions()) {
        if (const QChar key = keyOf(action->text()); !key.isNull()) {
            if (taken.contains(key))
                twice << menu.title() + QStringLiteral(": ") + taken[key] + u'/' + action->text();
            taken[key] = action->text();
        }
        if (action->menu())
            seekTwice(*action->menu(), twice);
    }
}

} // namespace

class GermanTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, m_config.path());
        QCoreApplication::setOrganizationName(QStringLiteral("forefetch"));
        QCoreApplication::setApplicationName(QStringLiteral("forefetch"));
        QVERIFY(speak(*qApp, QStringLiteral("de")));
        RunPlan plan;
        plan.profile.values = demoSettings();
        plan.users = 20;
        plan.rate = 200;
        m_window = std::make_unique<MainWindow>();
        QVERIFY(m_window->begin(plan).ok());
        m_window->setLook(MainWindow::Look::Light);
        m_window->show();
        QTRY_VERIFY_WITH_TIMEOUT(m_window->snapshot().demand.requests > 600, kLong);
    }
    void cleanupTestCase() { m_window.reset(); }

    void menusHaveEachKeyOnce()
    {
        QMap<QChar, QString> taken;
        QStringList twice;
        for (const QAction *action : m_window->menuBar()->actions()) {
            const QChar key = keyOf(action->text());
            QVERIFY2(!key.isNull() && !taken.contains(key), qPrintable(action->text()));
            taken[key] = action->text();
            seekTwice(*action->menu(), twice);
        }
        QVERIFY2(twice.isEmpty(), qPrintable(twice.join(u'\n')));
        QVERIFY(taken.contains(u'D')); // Datei
    }

    // The knobs take other letters than the menus and the buttons above them, while there are any.
    void knobsTakeOtherKeys()
    {
        QMap<QChar, QString> taken;
        for (const QAction *action : m_window->menuBar()->actions())
            taken[keyOf(action->text())] = action->text();
        auto *panel = m_window->findChild<KnobsPanel *>();
        QVERIFY(panel);
        const QString letters = KnobsPanel::tr("FEVHAPOLSURTW");
        for (const auto *button : panel->findChildren<QPushButton *>())
            taken[keyOf(button->text())] = button->text();
        for (const QChar key : taken.keys())
            QVERIFY2(letters.contains(key), qPrintable(taken[key]));
    }

    void textsHaveRoom_data()
    {
        QTest::addColumn<QSize>("size");
        QTest::newRow("small") << QSize(1024, 700);
        QTest::newRow("wide") << QSize(1440, 900);
    }
    void textsHaveRoom()
    {
        QFETCH(QSize, size);
        m_window->setPerspective(MainWindow::Perspective::Tune);
        m_window->resize(size);
        QTRY_COMPARE_WITH_TIMEOUT(m_window->size(), size, kLong);
        QStringList cut;
        const auto look = [&](const QString &name) {
            QTest::qWait(300);
            for (const QString &each : cutIn(*m_window))
                cut << name + QStringLiteral(": ") + each;
            shoot(QLatin1String(QTest::currentDataTag()) + u'-' + name);
        };
        raise("transitions");
        look(QStringLiteral("graph"));
        raise("tables");
        auto *tables = m_window->findChild<TablesPanel *>();
        for (const auto tab : {TablesPanel::Tab::Requests, TablesPanel::Tab::Misses,
                               TablesPanel::Tab::Prefetches, TablesPanel::Tab::Queue}) {
            tables->setTab(tab);
            look(QStringLiteral("tables%1").arg(static_cast<int>(tab)));
        }
        tables->setTab(TablesPanel::Tab::Prefetches);
        tables->view()->selectRow(1);
        look(QStringLiteral("why"));
        tables->view()->clearSelection();
        raise("model");
        auto *model = m_window->findChild<ModelPanel *>();
        for (const auto tab :
             {ModelPanel::Tab::Reliability, ModelPanel::Tab::Routes, ModelPanel::Tab::Expected}) {
            model->setTab(tab);
            look(QStringLiteral("model%1").arg(static_cast<int>(tab)));
        }
        raise("tuner");
        if (!shotsFolder().isEmpty())
            QTest::qWait(15'000); // for pictures with the tuner's curve
        for (auto *bar : m_window->findChild<TunerPanel *>()->findChildren<QTabBar *>()) {
            for (int i = 0; i < bar->count(); ++i) {
                bar->setCurrentIndex(i);
                look(QStringLiteral("tuner%1").arg(i));
            }
        }
        m_window->setPerspective(MainWindow::Perspective::Investigate);
        look(QStringLiteral("investigate"));
        QCOMPARE(m_window->size(), size); // nothing has made it wider
        cut.removeDuplicates();
        QVERIFY2(cut.isEmpty(), qPrintable(cut.join(u'\n')));
    }

    void dialogsHaveRoom()
    {
        ConnectDialog connecting({}, m_window.get());
        LogDialog log(
            m_window->theme(), [] { return SettingsValues(); }, m_window.get());
        for (QWidget *dialog :
             {static_cast<QWidget *>(&connecting), static_cast<QWidget *>(&log)}) {
            dialog->show();
            QVERIFY(QTest::qWaitForWindowExposed(dialog, kLong));
            if (!shotsFolder().isEmpty())
                dialog->grab().save(shotsFolder() + u'/' +
                                    QLatin1String(dialog->metaObject()->className()).mid(11) +
                                    QStringLiteral(".png"));
            const QStringList cut = cutIn(*dialog);
            QVERIFY2(cut.isEmpty(), qPrintable(cut.join(u'\n')));
            dialog->hide();
        }
    }

    void numbersHaveTheirComma()
    {
        auto *row = m_window->findChild<KnobRow *>(QStringLiteral("scheduler.min_probability"));
        QVERIFY(row);
        auto *box = row->findChild<QDoubleSpinBox *>();
        QVERIFY2(box->text().contains(u','), qPrintable(box->text()));
        auto *verdict = m_window->findChild<VerdictStrip *>();
        static const QRegularExpression english(QStringLiteral("\\d\\.\\d\\b"));
        QTRY_VERIFY_WITH_TIMEOUT(verdict->sentence().contains(QStringLiteral(" %")), kLong);
        QVERIFY2(!verdict->sentence().contains(english), qPrintable(verdict->sentence()));
        auto *tables = m_window->findChild<TablesPanel *>();
        tables->setTab(TablesPanel::Tab::Prefetches);
        QTRY_VERIFY_WITH_TIMEOUT(tables->view()->model()->rowCount() > 3, kLong);
        const auto *model = tables->view()->model();
        QString cells;
        for (int column = 1; column < model->columnCount(); ++column) // the first is the time
            cells += model->index(0, column).data().toString() + u' ';
        QVERIFY2(!cells.contains(english), qPrintable(cells));
        QVERIFY2(cells.contains(QRegularExpression(QStringLiteral("\\d,\\d"))), qPrintable(cells));
    }

private:
    static QString shotsFolder() { return qEnvironmentVariable("FOREFETCH_SHOTS"); }
    void raise(const char *dock)
    {
        m_window->findChild<QDockWidget *>(QLatin1String(dock))->raise();
    }
    void shoot(const QString &name) const
    {
        if (!shotsFolder().isEmpty())
            m_window->grab().save(shotsFolder() + u'/' + name + QStringLiteral(".png"));
    }

    QTemporaryDir m_config;
    std::unique_ptr<MainWindow> m_window;
};

QTEST_MAIN(GermanTest)
#include "german_test.moc"
