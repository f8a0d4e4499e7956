// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Holds guide and quick reference against the program: every parameter, figure, option and state
// is in them as it is, nothing that is named like one is made up, the examples are those that are
// compiled (tests/example), the profiles are read, and every link leads somewhere.
#include "app/commandline.h"
#include "app/configuration.h"
#include "app/windowhelp.h"
#include "core/demo/shop.h"
#include "core/fault/faultscenario.h"
#include "core/metrics/glossary.h"
#include "core/metrics/ledger.h"
#include "core/settings/parametertable.h"
#include "core/settings/profile.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QSet>
#include <QtTest>

using namespace forefetch;

namespace {

QString toText(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

QString read(const QString &path)
{
    QFile file(QStringLiteral(FOREFETCH_SOURCE_DIR "/") + path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

QString withoutSpace(QString text)
{
    return text.remove(QRegularExpression(QStringLiteral("\\s+")));
}

QStringList all(const QString &text, const QString &pattern, int group = 1)
{
    QStringList found;
    auto at = QRegularExpression(pattern, QRegularExpression::MultilineOption).globalMatch(text);
    while (at.hasNext())
        found << at.next().captured(group);
    return found;
}

// The fenced blocks of one language ("cpp"), without their fences.
QStringList blocks(const QString &text, const QString &language)
{
    return all(text, QStringLiteral("^```") + language + QStringLiteral("\\n([^`]*)^```$"));
}

// What GitHub, and our viewer, call the place of a heading.
QString slugOf(QString heading)
{
    heading.remove(QRegularExpression(QStringLiteral("[^\\w\\- ]")));
    return heading.toLower().replace(QLatin1Char(' '), QLatin1Char('-'));
}

QString withoutBlocks(QString text)
{
    return text.remove(QRegularExpression(QStringLiteral("^```.*?^```$"),
                                          QRegularExpression::MultilineOption |
                                              QRegularExpression::DotMatchesEverythingOption));
}

QStringList placesIn(const QString &text)
{
    QStringList slugs;
    for (const QString &title : all(text, QStringLiteral("^#+ (.*)$")))
        slugs << slugOf(title);
    return slugs;
}

QString rowOf(const ParamInfo &row)
{
    QStringList choices;
    for (const std::string_view choice : row.choices)
        choices << toText(choice);
    QString range = choices.join(QStringLiteral(", "));
    if (range.isEmpty()) {
        range = QString::fromStdString(formatValue(row.param, row.minimum) + " to " +
                                       formatValue(row.param, row.maximum));
    }
    if (!row.unit.empty())
        range += QLatin1Char(' ') + toText(row.unit);
    return QStringLiteral("| `%1` | %2; %3 | %4 |")
        .arg(toText(row.id), QString::fromStdString(formatValue(row.param, row.standard)), range,
             toText(row.help));
}

QString rowOf(const GlossaryEntry &entry)
{
    static const char *const kinds[] = {"counter", "gauge", "derived", "text"};
    QString kind = QLatin1String(kinds[static_cast<int>(entry.kind)]);
    if (!entry.unit.empty())
        kind += QStringLiteral(", ") + toText(entry.unit);
    return QStringLiteral("| `%1` | %2 | %3 |").arg(toText(entry.name), kind, toText(entry.text));
}

QString helpOf(const std::vector<std::string> &command)
{
    const auto parsed = parseCommandLine(command);
    const auto *reply = std::get_if<CommandLineReply>(&parsed);
    return reply ? QString::fromStdString(reply->output) : QString();
}

QString allHelp()
{
    return helpOf({"--help"}) + helpOf({"demo", "--help"}) + helpOf({"serve", "--help"}) +
           helpOf({"replay", "--help"}) + helpOf({"simulate", "--help"}) + helpOf({"evaluate", "--help"}) +
           helpOf({"tune", "--help"}) + helpOf({"compare", "--help"}) + helpOf({"export", "--help"}) +
           helpOf({"attach", "--help"}) +
           QString::fromStdString(windowHelp());
}

const QString kOption = QStringLiteral("(?<![\\w-])(--[a-z][a-z-]+)");
const QString kVariable = QStringLiteral("\\b(FOREFETCH_[A-Z0-9_]+)\\b");

} // namespace

class HelpDocumentsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_guide = read(QStringLiteral("resources/help/guide.md"));
        m_reference = read(QStringLiteral("resources/help/quick-reference.md"));
        QVERIFY(m_guide.size() > 10'000);
        QVERIFY(m_reference.size() > 5'000);
        const QDir folder(QStringLiteral(FOREFETCH_SOURCE_DIR "/tests/example"));
        for (const QString &name : folder.entryList({QStringLiteral("*.cpp")}))
            m_examples += withoutSpace(read(QStringLiteral("tests/example/") + name));
    }

    void everyParameterIsThereAsItIs()
    {
        for (const ParamInfo &row : parameterTable())
            QVERIFY2(m_reference.contains(rowOf(row)), qPrintable(rowOf(row)));
    }

    void everyFigureIsThereAsItIs()
    {
        for (const GlossaryEntry &entry : glossary())
            QVERIFY2(m_reference.contains(rowOf(entry)), qPrintable(rowOf(entry)));
    }

    void everyStateIsThere()
    {
        for (std::size_t i = 0; i < kPrefetchStateCount; ++i) {
            const QString name = toText(nameOf(static_cast<PrefetchState>(i)));
            const QString cell = QStringLiteral("| `prefetch.%1` |").arg(name);
            QVERIFY2(m_reference.count(cell) >= 2, qPrintable(cell)); // as a figure, and a state
        }
    }

    void everyOptionIsThere()
    {
        const QStringList options = all(allHelp(), QStringLiteral("^ +.*?(--[a-z][a-z-]+)"));
        QVERIFY(options.size() > 15);
        for (const QString &option : options) {
            const QRegularExpression row(QStringLiteral("^\\| `[^|]*") + option +
                                             QStringLiteral("[ `][^|]*\\|"),
                                         QRegularExpression::MultilineOption);
            QVERIFY2(m_reference.contains(row), qPrintable(option));
        }
    }

    void choicesAreThoseThatAreTaken()
    {
        const auto row = [&](const char *option, const char *of = "") {
            return all(m_reference, QStringLiteral("^(\\| `%1 [^\\n]*\\| %2[^\\n]*)$")
                                        .arg(QLatin1String(option), QLatin1String(of)))
                .value(0);
        };
        for (const FaultScenario &fault : faultScenarios()) {
            const QString cells =
                QStringLiteral("| `%1` | %2 |").arg(toText(fault.name), toText(fault.sentence));
            QVERIFY2(m_reference.contains(cells), qPrintable(cells));
        }
        for (const char *format : {"json", "csv", "html", "markdown", "openmetrics"}) {
            const auto parsed = parseCommandLine({"export", "figures.json", "--as", format});
            const bool isNamed =
                row("--as", "export").contains(u'`' + QLatin1String(format) + u'`');
            QVERIFY2(isNamed == std::holds_alternative<CommandLine>(parsed), format);
        }
    }

    void noOptionIsMadeUp()
    {
        // Of the scripts and programs that build, install and start.
        const QSet<QString> others{QStringLiteral("--build"),     QStringLiteral("--preset"),
                                   QStringLiteral("--config"),    QStringLiteral("--install"),
                                   QStringLiteral("--component"), QStringLiteral("--now")};
        const QStringList known = all(allHelp(), kOption);
        for (const QString &document : {m_guide, m_reference}) {
            for (const QString &option : all(document, kOption))
                QVERIFY2(known.contains(option) || others.contains(option), qPrintable(option));
        }
    }

    void noVariableIsMadeUp()
    {
        QSet<QString> known;
        for (const QString &name : all(allHelp(), kVariable))
            known << name;
        known << QStringLiteral("FOREFETCH_PROFILE");
        for (const ParamInfo &row : parameterTable())
            known << QString::fromStdString(environmentName(row.id));
        for (const QString &document : {m_guide, m_reference}) {
            for (const QString &name : all(document, kVariable))
                QVERIFY2(known.contains(name), qPrintable(name));
        }
        for (const QString &name : known)
            if (!findParameter(name.toStdString()).ok() && all(allHelp(), kVariable).contains(name))
                QVERIFY2(m_reference.contains(name), qPrintable(name));
    }

    void noParameterOrFigureIsMadeUp()
    {
        QSet<QString> groups;
        for (const ParamInfo &row : parameterTable())
            groups << toText(row.id).section(QLatin1Char('.'), 0, 0);
        for (const GlossaryEntry &entry : glossary())
            groups << toText(entry.name).section(QLatin1Char('.'), 0, 0);
        int seen = 0;
        for (const QString &document : {m_guide, m_reference}) {
            const QStringList names =
                all(document, QStringLiteral("`([a-z_]+\\.[a-z0-9_.]+)(?:=[a-z0-9.]+)?`"));
            for (const QString &name : names) {
                if (!groups.contains(name.section(QLatin1Char('.'), 0, 0)))
                    continue;
                ++seen;
                const std::string text = name.toStdString();
                QVERIFY2(findInGlossary(text) || findParameter(text).ok(), qPrintable(name));
            }
        }
        QVERIFY(seen > 150);
    }

    void examplesAreCompiled()
    {
        QVERIFY(blocks(m_guide, QStringLiteral("cpp")).size() >= 10);
        for (const QString &example : blocks(m_guide, QStringLiteral("cpp")))
            QVERIFY2(m_examples.contains(withoutSpace(example)), qPrintable(example));
    }

    void profilesAreRead()
    {
        int seen = 0;
        for (const QString &document : {m_guide, m_reference}) {
            for (const QString &toml : blocks(document, QStringLiteral("toml"))) {
                const auto profile = readProfile(toml.toStdString(), "help");
                QVERIFY2(profile.ok(), profile.ok() ? "" : profile.error().text.c_str());
                ++seen;
            }
        }
        QVERIFY(seen >= 4);
    }

    void builtInProfilesHaveTheValuesOfTheTable()
    {
        QString head = QStringLiteral("| Parameter |");
        std::vector<Profile> profiles;
        for (const std::string_view name : builtInProfiles()) {
            head += QLatin1Char(' ') + toText(name) + QStringLiteral(" |");
            profiles.push_back(loadProfile(name).value());
        }
        QVERIFY2(m_reference.contains(head), qPrintable(head));
        for (const ParamInfo &info : parameterTable()) {
            QString row = QStringLiteral("| `%1` |").arg(toText(info.id));
            bool differs = false;
            for (const Profile &profile : profiles) {
                row += QStringLiteral(" %1 |").arg(
                    QString::fromStdString(formatValue(info.param, profile.values[info.param])));
                differs |= profile.values[info.param] != info.standard;
            }
            QCOMPARE(m_reference.contains(row), differs);
        }
    }

    void theShopsRoutesAreThere()
    {
        for (const ShopRouteTraits &route : shopRoutes()) {
            if (route.path.empty())
                continue;
            const QString row =
                QStringLiteral("| %1 | `%2` | `%3` | %4–%5 ms |")
                    .arg(toText(route.name), toText(route.path), toText(route.cacheControl))
                    .arg(route.fastest)
                    .arg(route.slowest);
            QVERIFY2(m_guide.contains(row), qPrintable(row));
        }
    }

    void linksLeadSomewhere()
    {
        const QMap<QString, QString> texts{
            {QStringLiteral("guide.md"), withoutBlocks(m_guide)},
            {QStringLiteral("quick-reference.md"), withoutBlocks(m_reference)}};
        for (const QString &own : texts.keys()) {
            QStringList places = placesIn(texts[own]);
            QCOMPARE(places.removeDuplicates(), 0); // else a link is ambiguous
            for (const QString &link : all(texts[own], QStringLiteral("\\]\\(([^)]+)\\)"))) {
                if (link.startsWith(QStringLiteral("https://")))
                    continue;
                const QString file = link.section(QLatin1Char('#'), 0, 0);
                const QString place = link.section(QLatin1Char('#'), 1);
                const QString text = texts.value(file.isEmpty() ? own : file);
                QVERIFY2(!text.isEmpty(), qPrintable(link));
                QVERIFY2(place.isEmpty() || placesIn(text).contains(place), qPrintable(link));
            }
        }
    }

private:
    QString m_guide, m_reference;
    QString m_examples; // without white space
};

QTEST_APPLESS_MAIN(HelpDocumentsTest)
#include "helpdocuments_test.moc"
