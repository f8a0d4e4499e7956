// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The translations against the sources and against what they translate: nothing is left out,
// nothing is unfinished, and what a program reads in a text (places, keys, spaces) is the same in
// both.
#include "core/fault/faultscenario.h"
#include "core/settings/parametertable.h"
#include "ui/models/coretexts.h"
#include "ui/models/rowtexts.h"
#include "ui/models/whytext.h"
#include "ui/window/language.h"

#include <QDir>
#include <QLocale>
#include <QProcess>
#include <QRegularExpression>
#include <QSet>
#include <QTemporaryDir>
#include <QXmlStreamReader>
#include <QtTest>

#include <algorithm>

using namespace forefetch;

namespace {

constexpr int kLong = 120'000; // ms, for a busy machine

const QString kFolder = QStringLiteral(FOREFETCH_SOURCE_DIR "/resources/translations");

struct Message
{
    QString context, source, comment;
    QStringList translations; // more than one: by number
    bool isUnfinished = false;

    QString key() const { return context + u'|' + source + u'|' + comment; }
};

void readTranslation(QXmlStreamReader &xml, Message &message)
{
    message.isUnfinished = xml.attributes().hasAttribute(QStringLiteral("type"));
    QString text;
    while (!xml.atEnd() && !(xml.readNext() == QXmlStreamReader::EndElement &&
                             xml.name() == QStringLiteral("translation"))) {
        if (xml.isCharacters())
            text += xml.text();
        if (xml.isStartElement() && xml.name() == QStringLiteral("numerusform"))
            message.translations.append(xml.readElementText());
    }
    if (message.translations.isEmpty())
        message.translations.append(text);
}

QList<Message> messagesOf(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QXmlStreamReader xml(&file);
    QList<Message> messages;
    QString context;
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement)
            continue;
        if (xml.name() == QStringLiteral("name"))
            context = xml.readElementText();
        else if (xml.name() == QStringLiteral("message"))
            messages.append(Message{context, {}, {}, {}, false});
        else if (xml.name() == QStringLiteral("source"))
            messages.last().source = xml.readElementText();
        else if (xml.name() == QStringLiteral("comment"))
            messages.last().comment = xml.readElementText();
        else if (xml.name() == QStringLiteral("translation"))
            readTranslation(xml, messages.last());
    }
    return messages;
}

QStringList placesIn(const QString &text)
{
    static const QRegularExpression place(QStringLiteral("%(L?\\d+|n)"));
    QStringList found;
    auto at = place.globalMatch(text);
    while (at.hasNext())
        found << at.next().captured();
    found.sort();
    return found;
}

// How many letters & marks; && is the character itself.
qsizetype keysIn(QString text)
{
    return text.remove(QStringLiteral("&&")).count(u'&');
}

QString edgesOf(const QString &text)
{
    static const QRegularExpression edges(QStringLiteral("^(\\s*)(?:.*\\S)?(\\s*)$"),
                                          QRegularExpression::DotMatchesEverythingOption);
    const auto match = edges.match(text);
    return match.captured(1) + u'|' + match.captured(2);
}

// A key sequence, which Qt shows in the user's language by itself.
bool isKeys(const QString &text)
{
    static const QRegularExpression keys(QStringLiteral("^((Ctrl|Shift|Alt)\\+)+\\S+$"));
    return keys.match(text).hasMatch();
}

// What is wrong with one translation; empty when nothing is.
QString problemOf(const Message &message, const QString &translation)
{
    const QString &source = message.source;
    if (translation.trimmed().isEmpty())
        return QStringLiteral("is empty");
    QStringList places = placesIn(translation);
    // "the last second" needs no number: only the form for many has to have it.
    const bool isOfOne =
        message.translations.size() > 1 && translation != message.translations.last();
    if (isOfOne && !places.contains(QStringLiteral("%n")))
        places.append(QStringLiteral("%n"));
    places.sort();
    if (places != placesIn(source))
        return QStringLiteral("has other places");
    if (keysIn(translation) != keysIn(source))
        return QStringLiteral("has other keys");
    if (edgesOf(translation) != edgesOf(source))
        return QStringLiteral("begins or ends with other spaces");
    for (const QChar end : {u'…', u'.', u':', u'?'}) {
        if (source.trimmed().endsWith(end) != translation.trimmed().endsWith(end))
            return QStringLiteral("ends otherwise");
    }
    if (source.contains(u'<') && source.count(u'<') != translation.count(u'<'))
        return QStringLiteral("has other tags");
    if (isKeys(source) && translation != source)
        return QStringLiteral("has other keys");
    return {};
}

QString toText(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

} // namespace

class TranslationTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        for (const QString &file : QDir(kFolder).entryList({QStringLiteral("*.ts")})) {
            m_files.append(file);
            m_messages.append(messagesOf(kFolder + u'/' + file));
            QVERIFY2(m_messages.last().size() > 1000, qPrintable(file));
        }
        QVERIFY(m_files.contains(QStringLiteral("forefetch_de.ts")));
        QCOMPARE(languages().size(), m_files.size() + 1);
    }

    void everyMessageIsFinishedAndFits()
    {
        QStringList problems;
        for (qsizetype i = 0; i < m_files.size(); ++i) {
            for (const Message &message : m_messages[i]) {
                if (message.isUnfinished)
                    problems << message.key() + QStringLiteral(": is unfinished");
                for (const QString &translation : message.translations) {
                    const QString problem = problemOf(message, translation);
                    if (!problem.isEmpty() && !message.isUnfinished)
                        problems << QStringLiteral("%1: “%2” %3")
                                        .arg(message.key(), translation, problem);
                }
            }
        }
        QVERIFY2(problems.isEmpty(), qPrintable(problems.join(u'\n')));
    }

    void problemsAreSeen_data()
    {
        QTest::addColumn<QString>("source");
        QTest::addColumn<QString>("translation");
        QTest::addColumn<bool>("isRight");
        const auto row = [](const char *source, const char *translation, bool isRight) {
            QTest::newRow(translation)
                << QString::fromUtf8(source) << QString::fromUtf8(translation) << isRight;
        };
        row("%1 of %L2", "%1 von %L2", true);
        row("%1 of %L2", "%1 von %2", false);
        row("&Open…", "Ö&ffnen…", true);
        row("&Open…", "Öffnen…", false);
        row("&Open…", "&Öffnen", false);
        row("Open", "&Öffnen", false);
        row(" (off)", " (aus)", true);
        row(" (off)", "(aus)", false);
        row("Ctrl+N", "Ctrl+N", true);
        row("Ctrl+N", "Strg+N", false);
        row("It is on.", "Es ist an", false);
    }
    void problemsAreSeen()
    {
        QFETCH(QString, source);
        QFETCH(QString, translation);
        QFETCH(bool, isRight);
        const Message message{{}, source, {}, {translation}, false};
        QCOMPARE(problemOf(message, message.translations.first()).isEmpty(), isRight);
    }

    // What lupdate finds in the sources is what the translations have.
    void nothingIsLeftOut()
    {
        const QTemporaryDir folder;
        const QString fresh = folder.filePath(QStringLiteral("fresh_de.ts"));
        QProcess lupdate;
        lupdate.setWorkingDirectory(QStringLiteral(FOREFETCH_SOURCE_DIR));
        lupdate.setProcessChannelMode(QProcess::MergedChannels);
        lupdate.start(QStringLiteral(LUPDATE),
                      {QStringLiteral("-I"), QStringLiteral("."), QStringLiteral("ui"),
                       QStringLiteral("resources/translations/coretexts.h"), QStringLiteral("-ts"),
                       fresh});
        QVERIFY(lupdate.waitForFinished(kLong));
        QVERIFY2(lupdate.exitCode() == 0, lupdate.readAll().constData());
        const QSet<QString> wanted = keysOf(messagesOf(fresh));
        QVERIFY(wanted.size() > 1000);
        const char *const advice =
            "; resources/translations/update.sh brings the files up to date, and what is new in "
            "them is to be translated";
        for (qsizetype i = 0; i < m_files.size(); ++i) {
            const QSet<QString> had = keysOf(m_messages[i]);
            const QStringList missing = (wanted - had).values(), gone = (had - wanted).values();
            QVERIFY2(missing.isEmpty(), qPrintable(m_files[i] + QStringLiteral(" has not: ") +
                                                   missing.join(u'\n') + QLatin1String(advice)));
            QVERIFY2(gone.isEmpty(), qPrintable(m_files[i] + QStringLiteral(" has still: ") +
                                                gone.join(u'\n') + QLatin1String(advice)));
        }
    }

    // coretexts.h is written by hand: it has all that the tables say, and nothing more.
    void tablesOfTheCoreAreListed()
    {
        QSet<QString> said;
        for (const ParamInfo &row : parameterTable()) {
            said << toText(row.label) << toText(row.help);
            if (!row.unit.empty())
                said << toText(row.unit);
            QString group = toText(row.id).section(u'.', 0, 0);
            if (row.param != Param::PrefetchEnabled) // it stands on top, in no group
                said << group.replace(0, 1, group[0].toUpper());
        }
        for (const FaultScenario &scenario : faultScenarios())
            said << toText(scenario.sentence);
        QSet<QString> listed;
        for (const Message &message : m_messages.first()) {
            if (message.context == QStringLiteral("core"))
                listed << message.source;
        }
        QCOMPARE((said - listed).values(), QStringList());
        QCOMPARE((listed - said).values(), QStringList());
    }

    void whatThereIsNotIsRefused()
    {
        QVERIFY(!speak(*qApp, QStringLiteral("tlh")));
        QVERIFY(speak(*qApp, QStringLiteral("en_GB")));
        QCOMPARE(labelText(Param::WorkersMaxRetries), QStringLiteral("Retries"));
    }

    // The last one: from here on the program speaks German.
    void theCoreSpeaksIt()
    {
        QVERIFY(speak(*qApp, QStringLiteral("de")));
        QCOMPARE(labelText(Param::SchedulerMinProbability),
                 QStringLiteral("Mindestwahrscheinlichkeit"));
        QCOMPARE(groupText("guard"), QStringLiteral("Wächter"));
        QCOMPARE(unitText(Param::QueueMaxSize), QStringLiteral("Anfragen"));
        QVERIFY(helpText(Param::WorkersCount).contains(QStringLiteral("gleichzeitig")));
        QVERIFY(sentenceText(Fault::Errors100).contains(QStringLiteral("503")));
        QCOMPARE(valueText(Param::SchedulerMinProbability, 0.35), QStringLiteral("0,35"));
        QCOMPARE(valueText(Param::PredictorModel, 1), QStringLiteral("kneser-ney"));
        QCOMPARE(localNumber("1,234.5 KiB"), QStringLiteral("1.234,5 KiB"));
        QCOMPARE(countText(1234567), QStringLiteral("1.234.567"));
        QCOMPARE(likelihoodText(0.5), QStringLiteral("0,50"));
        RouteRule rule;
        rule.from = "/a/{number}";
        rule.binding = "{number} = same value as {number} of GET /a/{number}";
        QCOMPARE(bindingText(rule), QStringLiteral("{number} = derselbe Wert wie {number}"));
        QCOMPARE(lengthText(std::chrono::milliseconds(1500)), QStringLiteral("1,50 s"));
    }

private:
    static QSet<QString> keysOf(const QList<Message> &messages)
    {
        QSet<QString> keys;
        for (const Message &message : messages)
            keys << message.key();
        return keys;
    }

    QStringList m_files;
    QList<QList<Message>> m_messages;
};

QTEST_MAIN(TranslationTest)
#include "translation_test.moc"
