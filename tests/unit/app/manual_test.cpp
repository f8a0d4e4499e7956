// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commandline.h"

#include <QRegularExpression>
#include <QSet>
#include <QtTest>

using namespace forefetch;

namespace {

QString printed(const std::vector<std::string> &args)
{
    const auto parsed = parseCommandLine(args);
    const auto *reply = std::get_if<CommandLineReply>(&parsed);
    return reply == nullptr || reply->exitCode != ExitOk ? QString()
                                                         : QString::fromStdString(reply->output);
}

QStringList commands()
{
    QStringList found;
    const QString help = printed({"--help"});
    QRegularExpression line(QStringLiteral("^  ([a-z]+) "), QRegularExpression::MultilineOption);
    auto at = line.globalMatch(help.mid(help.indexOf(QStringLiteral("Subcommands:"))));
    while (at.hasNext())
        found << at.next().captured(1);
    return found;
}

// The long options that a command's help lists.
QSet<QString> optionsOf(const QString &command)
{
    QSet<QString> found;
    static const QRegularExpression option(QStringLiteral("^  (?:-\\w,)?(--[a-z-]+)"),
                                           QRegularExpression::MultilineOption);
    auto at = option.globalMatch(printed({command.toStdString(), "--help"}));
    while (at.hasNext())
        found << at.next().captured(1);
    return found;
}

// Runs a text through a program; what it says on standard error.
QString complaints(const QString &program, const QStringList &args, const QString &text)
{
    QProcess process;
    process.start(program, args);
    if (!process.waitForStarted())
        return program + QStringLiteral(" is not there");
    process.write(text.toUtf8());
    process.closeWriteChannel();
    process.waitForFinished();
    return QString::fromUtf8(process.readAllStandardError()) +
           (process.exitCode() == 0 ? QString() : QStringLiteral("exit code"));
}

} // namespace

class ManualTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void thePageHasEveryCommandAndOption()
    {
        QVERIFY(commands().size() >= 10);
        const QString page =
            printed({"manual"}).replace(QStringLiteral("\\-"), QStringLiteral("-"));
        for (const QString &command : commands()) {
            const qsizetype begin = page.indexOf(QStringLiteral(".SS ") + command + u'\n');
            QVERIFY2(begin >= 0, qPrintable(command));
            const QString section =
                page.mid(begin, page.indexOf(QStringLiteral("\n.S"), begin + 4) - begin);
            for (const QString &option : optionsOf(command))
                QVERIFY2(option == QStringLiteral("--help") || section.contains(option),
                         qPrintable(command + u' ' + option));
        }
        QVERIFY(page.contains(QStringLiteral("scheduler.min_probability")));
    }

    void completionKnowsEveryCommandAndOption_data()
    {
        QTest::addColumn<QString>("shell");
        QTest::newRow("bash") << QStringLiteral("bash");
        QTest::newRow("zsh") << QStringLiteral("zsh");
        QTest::newRow("fish") << QStringLiteral("fish");
    }

    void completionKnowsEveryCommandAndOption()
    {
        QFETCH(QString, shell);
        const QString script = printed({"completion", shell.toStdString()});
        const bool isFish = shell == QStringLiteral("fish");
        for (const QString &command : commands()) {
            QVERIFY2(script.contains(command), qPrintable(command));
            for (const QString &option : optionsOf(command)) {
                const QString name = isFish ? QStringLiteral("-l ") + option.mid(2) : option;
                QVERIFY2(script.contains(name), qPrintable(command + u' ' + option));
            }
        }
    }

    void bashTakesItsCompletion()
    {
        const QString script = printed({"completion", "bash"});
        QCOMPARE(complaints(QStringLiteral("bash"), {QStringLiteral("-n")}, script), QString());
        QProcess bash;
        bash.start(QStringLiteral("bash"),
                   {QStringLiteral("-c"),
                    QStringLiteral("source /dev/stdin; "
                                   "COMP_WORDS=(forefetchctl serve --set cache.pol); "
                                   "COMP_CWORD=3; _forefetchctl; "
                                   "echo \"${COMPREPLY[@]}\"")});
        QVERIFY(bash.waitForStarted());
        bash.write(script.toUtf8());
        bash.closeWriteChannel();
        QVERIFY(bash.waitForFinished());
        QCOMPARE(QString::fromUtf8(bash.readAllStandardOutput()).trimmed(),
                 QStringLiteral("cache.policy=safe cache.policy=rfc cache.policy=assume"));
    }

    void anUnknownShellIsRefused()
    {
        const auto parsed = parseCommandLine({"completion", "tcsh"});
        QCOMPARE(std::get<CommandLineReply>(parsed).exitCode, ExitUsage);
    }
};

QTEST_APPLESS_MAIN(ManualTest)
#include "manual_test.moc"
