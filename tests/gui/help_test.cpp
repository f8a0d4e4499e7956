// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/glossary.h"
#include "core/settings/parametertable.h"
#include "ui/panels/helppage.h"
#include "ui/panels/helpviewer.h"
#include "ui/panels/knobspanel.h"

#include <QAction>
#include <QApplication>
#include <QDesktopServices>
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QScrollBar>
#include <QTest>
#include <QTextBlock>
#include <QTextBrowser>
#include <QTextTable>
#include <QToolButton>
#include <QTreeWidget>
#include <QUndoStack>

using namespace forefetch;

namespace {

QString toText(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

} // namespace

// Receives links that leave the help, instead of a web browser.
class Outside : public QObject
{
    Q_OBJECT

public:
    QList<QUrl> seen;

public Q_SLOTS:
    void open(const QUrl &url) { seen << url; }
};

// Drives the viewer as a reader does: with the mouse and the keys.
class HelpTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { applyTheme(*qApp, Theme::light()); }
    void init();
    void everyTopicLeadsSomewhere();
    void aWidgetsTopicIsItsOrItsParents();
    void aKnobsTopicIsItsParameter();
    void showATopic();
    void aParametersRowIsInSight();
    void searchByKeyboard();
    void searchTheOtherDocument();
    void goBackAndForward();
    void followLinks();
    void contentsByMouseAndKeyboard();
    void contentsFollowTheText();
    void aLineIsNoLongerThanEyesLike();
    void tablesBeginWithTheirHeads();
    void narrowWithoutContents();
    void codeDoesNotLeaveItsBox();
    void nameEverythingFocusable();
    void changeTheTheme();
    void savePictures();

private:
    void click(const QString &link);
    QString state() const;
    double top(int position) const;

    std::unique_ptr<HelpViewer> m_help;
};

void HelpTest::init()
{
    m_help = std::make_unique<HelpViewer>(Theme::light());
    m_help->resize(1000, 720);
    m_help->show();
    m_help->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_help.get()));
}

// Clicks in the middle of the first link that leads there, where it is on the page.
void HelpTest::click(const QString &link)
{
    QTextBrowser &browser = *m_help->browser();
    for (QTextBlock block = browser.document()->begin(); block.isValid(); block = block.next()) {
        for (auto at = block.begin(); !at.atEnd(); ++at) {
            const QTextFragment part = at.fragment();
            if (part.charFormat().anchorHref() != link)
                continue;
            QTextCursor cursor(browser.document());
            cursor.setPosition(part.position() + 1);
            browser.setTextCursor(cursor);
            browser.ensureCursorVisible();
            const QRect here = browser.cursorRect(cursor);
            QTest::mouseMove(browser.viewport(), here.center());
            QTest::mouseClick(browser.viewport(), Qt::LeftButton, {}, here.center());
            return;
        }
    }
    QFAIL(qPrintable(QStringLiteral("no link to ") + link));
}

QString HelpTest::state() const
{
    return m_help->findChild<QLabel *>()->text();
}

double HelpTest::top(int position) const
{
    QTextCursor cursor(m_help->browser()->document());
    cursor.setPosition(position);
    return m_help->browser()->cursorRect(cursor).top();
}

void HelpTest::everyTopicLeadsSomewhere()
{
    for (const QString &topic : HelpViewer::topics())
        QVERIFY2(m_help->knows(topic), qPrintable(topic));
    for (const ParamInfo &row : parameterTable())
        QVERIFY2(m_help->knows(toText(row.id)), row.id.data());
    for (const GlossaryEntry &entry : glossary())
        QVERIFY2(m_help->knows(toText(entry.name)), entry.name.data());
    QVERIFY(!m_help->knows(QStringLiteral("no such topic")));
}

void HelpTest::aWidgetsTopicIsItsOrItsParents()
{
    QWidget outer;
    auto *inner = new QWidget(&outer);
    auto *button = new QToolButton(inner);
    QCOMPARE(HelpViewer::topicOf(button), QString());
    outer.setProperty("helpTopic", QStringLiteral("tables"));
    QCOMPARE(HelpViewer::topicOf(button), QStringLiteral("tables"));
    inner->setProperty("helpTopic", QStringLiteral("knobs"));
    QCOMPARE(HelpViewer::topicOf(button), QStringLiteral("knobs"));
    QCOMPARE(HelpViewer::topicOf(&outer), QStringLiteral("tables"));
    QCOMPARE(HelpViewer::topicOf(nullptr), QString());
}

// Each control of a parameter opens the row of this very parameter.
void HelpTest::aKnobsTopicIsItsParameter()
{
    ManualClock clock;
    Settings settings(clock);
    QUndoStack undo;
    KnobsPanel knobs(settings, undo);
    QSet<QString> seen;
    for (const QWidget *widget : knobs.findChildren<QWidget *>()) {
        if (widget->focusPolicy() == Qt::NoFocus)
            continue;
        const QString topic = HelpViewer::topicOf(widget);
        QVERIFY2(m_help->knows(topic), qPrintable(topic));
        seen << topic;
    }
    for (const ParamInfo &row : parameterTable())
        QVERIFY2(seen.contains(toText(row.id)), row.id.data());
}

void HelpTest::showATopic()
{
    m_help->showTopic(QStringLiteral("timelines"));
    QCOMPARE(m_help->heading(), QStringLiteral("Time lines"));
    QCOMPARE(m_help->page(), 0u);
    m_help->showTopic(QStringLiteral("keys"));
    QCOMPARE(m_help->heading(), QStringLiteral("Keys"));
    QCOMPARE(m_help->page(), 1u);
    m_help->showTopic(QStringLiteral("nothing of the kind"));
    QCOMPARE(m_help->page(), 0u);
    QCOMPARE(m_help->browser()->verticalScrollBar()->value(), 0);
}

void HelpTest::aParametersRowIsInSight()
{
    m_help->showTopic(QStringLiteral("cache.capacity"));
    QCOMPARE(m_help->heading(), QStringLiteral("Parameters"));
    const auto marks = m_help->browser()->extraSelections();
    QCOMPARE(marks.size(), 1);
    QCOMPARE(marks[0].cursor.selectedText(), QStringLiteral("cache.capacity"));
    const double at = top(marks[0].cursor.selectionStart());
    QVERIFY(at > 0 && at < m_help->browser()->viewport()->height());
}

void HelpTest::searchByKeyboard()
{
    QTest::keyClick(m_help->browser(), Qt::Key_F, Qt::ControlModifier);
    QVERIFY(m_help->searchBox()->hasFocus());
    QTest::keyClicks(m_help->searchBox(), QStringLiteral("jitter"));
    QVERIFY(state().startsWith(QStringLiteral("1 of ")));
    QTest::keyClick(m_help->searchBox(), Qt::Key_A, Qt::ControlModifier);
    QTest::keyClicks(m_help->searchBox(), QStringLiteral("Verdict STRIP"));
    const int found = state().section(QLatin1Char(' '), -1).toInt();
    QVERIFY(found >= 2);
    QCOMPARE(m_help->browser()->extraSelections().size(), found);
    QCOMPARE(state(), QStringLiteral("1 of %1").arg(found));
    QTest::keyClick(m_help->searchBox(), Qt::Key_Return);
    QCOMPARE(state(), QStringLiteral("2 of %1").arg(found));
    const double at = top(m_help->browser()->textCursor().position());
    QVERIFY(at >= 0 && at < m_help->browser()->viewport()->height());
    QTest::keyClick(m_help->searchBox(), Qt::Key_F3, Qt::ShiftModifier);
    QCOMPARE(state(), QStringLiteral("1 of %1").arg(found));
    QTest::keyClick(m_help->searchBox(), Qt::Key_Return, Qt::ShiftModifier);
    QCOMPARE(state(), QStringLiteral("%1 of %1").arg(found)); // round
    QTest::keyClick(m_help->searchBox(), Qt::Key_Escape);
    QCOMPARE(m_help->browser()->extraSelections().size(), 0);
    QVERIFY(m_help->browser()->hasFocus());
    QCOMPARE(state(), QString());
}

void HelpTest::searchTheOtherDocument()
{
    m_help->startSearch();
    QTest::keyClicks(m_help->searchBox(), QStringLiteral("zebra crossing"));
    QCOMPARE(state(), QStringLiteral("Not found"));
    m_help->searchBox()->clear();
    QTest::keyClicks(m_help->searchBox(), QStringLiteral("lead_time_sum"));
    QVERIFY2(state().contains(QStringLiteral("quick reference")), qPrintable(state()));
    QTest::keyClick(m_help->searchBox(), Qt::Key_Return);
    QCOMPARE(m_help->page(), 1u);
    QCOMPARE(state(), QStringLiteral("1 of 1"));
}

void HelpTest::goBackAndForward()
{
    QVERIFY(m_help->browser()->verticalScrollBar()->value() == 0);
    m_help->showTopic(QStringLiteral("knobs"));
    const int knobs = m_help->browser()->verticalScrollBar()->value();
    m_help->showTopic(QStringLiteral("queue.size"));
    QTest::keyClick(m_help->browser(), Qt::Key_Left, Qt::AltModifier);
    QCOMPARE(m_help->page(), 0u);
    QCOMPARE(m_help->browser()->verticalScrollBar()->value(), knobs);
    QTest::keyClick(m_help->browser(), Qt::Key_Left, Qt::AltModifier);
    QCOMPARE(m_help->browser()->verticalScrollBar()->value(), 0);
    QTest::keyClick(m_help->browser(), Qt::Key_Left, Qt::AltModifier); // no further
    QTest::keyClick(m_help->browser(), Qt::Key_Right, Qt::AltModifier);
    QCOMPARE(m_help->browser()->verticalScrollBar()->value(), knobs);
    QTest::keyClick(m_help->browser(), Qt::Key_Right, Qt::AltModifier);
    QCOMPARE(m_help->page(), 1u);
}

void HelpTest::followLinks()
{
    click(QStringLiteral("#the-verdict-strip"));
    QCOMPARE(m_help->heading(), QStringLiteral("The verdict strip"));
    click(QStringLiteral("quick-reference.md#parameters"));
    QCOMPARE(m_help->page(), 1u);
    QCOMPARE(m_help->heading(), QStringLiteral("Parameters"));
    m_help->back();
    QCOMPARE(m_help->page(), 0u);
    Outside outside;
    QDesktopServices::setUrlHandler(QStringLiteral("https"), &outside, "open");
    click(QStringLiteral("https://www.rfc-editor.org/rfc/rfc9211"));
    QDesktopServices::unsetUrlHandler(QStringLiteral("https"));
    QCOMPARE(outside.seen.size(), 1);
    QCOMPARE(m_help->page(), 0u);
}

void HelpTest::contentsByMouseAndKeyboard()
{
    QTreeWidget &tree = *m_help->contents();
    QCOMPARE(tree.topLevelItemCount(), 2);
    const auto found =
        tree.findItems(QStringLiteral("Tuning"), Qt::MatchExactly | Qt::MatchRecursive);
    QCOMPARE(found.size(), 1);
    tree.scrollToItem(found[0]);
    QTest::mouseClick(tree.viewport(), Qt::LeftButton, {}, tree.visualItemRect(found[0]).center());
    QCOMPARE(m_help->heading(), QStringLiteral("Tuning"));
    tree.setFocus();
    QTest::keyClick(&tree, Qt::Key_Up);
    QCOMPARE(m_help->heading(), QStringLiteral("When things go wrong"));
    QTest::keyClick(&tree, Qt::Key_Return);
    QVERIFY(m_help->browser()->hasFocus());
    QCOMPARE(m_help->heading(), QStringLiteral("When things go wrong"));
}

void HelpTest::contentsFollowTheText()
{
    m_help->showTopic(QStringLiteral("security"));
    QCOMPARE(m_help->contents()->currentItem()->text(0), QStringLiteral("Security"));
    m_help->browser()->verticalScrollBar()->setValue(0);
    QCOMPARE(m_help->contents()->currentItem()->text(0), QStringLiteral("Guide"));
}

void HelpTest::aLineIsNoLongerThanEyesLike()
{
    for (const int width : {400, 1000, 2200}) {
        m_help->resize(width, 720);
        QCoreApplication::processEvents();
        const QTextDocument &page = *m_help->browser()->document();
        for (QTextBlock block = page.begin(); block.isValid(); block = block.next()) {
            if (QTextCursor(block).currentFrame() != page.rootFrame())
                continue; // code and tables
            for (int i = 0; i < block.layout()->lineCount(); ++i)
                QVERIFY2(block.layout()->lineAt(i).textLength() <= 105, qPrintable(block.text()));
        }
    }
}

// A table right after a block of code loses the look of its first cell (so Qt reads it).
void HelpTest::tablesBeginWithTheirHeads()
{
    for (const char *topic : {"guide", "quick-reference"}) {
        m_help->showTopic(QLatin1String(topic));
        const QTextDocument &page = *m_help->browser()->document();
        int tables = 0;
        for (QTextFrame *frame : page.rootFrame()->childFrames()) {
            auto *table = qobject_cast<QTextTable *>(frame);
            if (table == nullptr)
                continue;
            ++tables;
            const QTextCursor head = table->cellAt(0, 0).firstCursorPosition();
            QVERIFY2(!head.block().text().isEmpty(),
                     qPrintable(table->cellAt(1, 0).firstCursorPosition().block().text()));
        }
        QVERIFY(tables >= 8);
    }
}

void HelpTest::narrowWithoutContents()
{
    QVERIFY(m_help->contents()->isVisible());
    m_help->resize(480, 400);
    QVERIFY(!m_help->contents()->isVisible());
    QVERIFY(m_help->browser()->isVisible());
}

void HelpTest::codeDoesNotLeaveItsBox()
{
    // At the size that the window opens with, nothing has to be scrolled sideways.
    QTRY_COMPARE(m_help->browser()->horizontalScrollBar()->maximum(), 0);
    m_help->showTopic(QStringLiteral("keys"));
    QTRY_COMPARE(m_help->browser()->horizontalScrollBar()->maximum(), 0);
}

void HelpTest::nameEverythingFocusable()
{
    for (QWidget *widget : m_help->findChildren<QWidget *>()) {
        if (widget->focusPolicy() != Qt::NoFocus && widget->isVisible())
            QVERIFY2(!widget->accessibleName().isEmpty(), widget->metaObject()->className());
    }
}

void HelpTest::changeTheTheme()
{
    m_help->showTopic(QStringLiteral("export"));
    m_help->setTheme(Theme::dark());
    QCOMPARE(m_help->heading(), QStringLiteral("Export"));
    const QImage image = m_help->browser()->grab().toImage();
    QCOMPARE(image.pixelColor(4, image.height() / 2), Theme::dark().surface);
}

// For a look at it: FOREFETCH_PICTURES=/tmp/pictures gui_help savePictures
void HelpTest::savePictures()
{
    const QString folder = qEnvironmentVariable("FOREFETCH_PICTURES");
    if (folder.isEmpty())
        QSKIP("no folder for pictures is named");
    const QStringList topics{
        QStringLiteral("guide"),          QStringLiteral("how-the-loop-works"),
        QStringLiteral("queue"),          QStringLiteral("ask-it-first"),
        QStringLiteral("cache.capacity"), QStringLiteral("when-things-go-wrong"),
        QStringLiteral("options"),        QStringLiteral("best-practice")};
    for (const Theme &theme : {Theme::light(), Theme::dark()}) {
        applyTheme(*qApp, theme);
        m_help->setTheme(theme);
        for (const int width : {1000, 560}) {
            m_help->resize(width, width * 7 / 10);
            QCoreApplication::processEvents();
            const QString name =
                QStringLiteral("%1/help-%2-%3-")
                    .arg(folder, theme.isDark ? QStringLiteral("dark") : QStringLiteral("light"))
                    .arg(width);
            for (const QString &topic : topics) {
                m_help->showTopic(topic);
                QVERIFY(m_help->grab().save(name + topic + QStringLiteral(".png")));
            }
            m_help->searchBox()->setText(QStringLiteral("partition"));
            QCoreApplication::processEvents();
            QVERIFY(m_help->grab().save(name + QStringLiteral("search.png")));
            m_help->searchBox()->clear();
        }
    }
    applyTheme(*qApp, Theme::light());
}

QTEST_MAIN(HelpTest)
#include "help_test.moc"
