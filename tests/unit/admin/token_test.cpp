// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/admin/token.h"

#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

#include <sys/stat.h>

using namespace forefetch;

class AdminTokenTest : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;

    std::string write(const char *name, const QByteArray &text, mode_t mode = 0600)
    {
        QFile file(m_folder.filePath(QLatin1String(name)));
        if (file.open(QIODevice::WriteOnly))
            file.write(text);
        file.close();
        ::chmod(file.fileName().toLocal8Bit().constData(), mode);
        return file.fileName().toStdString();
    }

private Q_SLOTS:
    void makesOneThatOnlyItsOwnerReads()
    {
        qputenv("XDG_RUNTIME_DIR", m_folder.path().toLocal8Bit());
        const Result<TokenFile> made = makeToken(9464);
        QVERIFY2(made.ok(), made ? "" : made.error().text.c_str());
        QCOMPARE(made->path, m_folder.path().toStdString() + "/forefetch/admin-9464.token");
        QCOMPARE(made->token.size(), std::size_t(64));
        struct stat status = {};
        QCOMPARE(::stat(made->path.c_str(), &status), 0);
        QCOMPARE(status.st_mode & 0777U, 0600U);
        QCOMPARE(*readToken(made->path), made->token);
        const Result<TokenFile> next = makeToken(9464);
        QVERIFY(next.ok());
        QVERIFY(next->token != made->token);
        QCOMPARE(*readToken(made->path), next->token);
    }

    void replacesALinkInsteadOfFollowingIt()
    {
        qputenv("XDG_RUNTIME_DIR", m_folder.path().toLocal8Bit());
        QVERIFY(makeToken(9465).ok());
        const QString path = m_folder.filePath(QStringLiteral("forefetch/admin-9465.token"));
        const std::string victim = write("victim", "untouched");
        QVERIFY(QFile::remove(path));
        QVERIFY(QFile::link(QString::fromStdString(victim), path));
        QVERIFY(makeToken(9465).ok());
        QFile file(QString::fromStdString(victim));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), QByteArray("untouched"));
    }

    void refusesWhatIsNoSecret()
    {
        const auto errorOf = [](const std::string &file) {
            const Result<std::string> token = readToken(file);
            return token ? std::string() : token.error().text;
        };
        QVERIFY(errorOf(write("open", "0123456789abcdef", 0644)).find("chmod 600") !=
                std::string::npos);
        QVERIFY(!errorOf(write("short", "0123456789abcde")).empty());
        QVERIFY(!errorOf(write("words", "0123456789 abcdef 0123")).empty());
        QVERIFY(!errorOf(write("empty", "")).empty());
        QVERIFY(!errorOf(write("long", QByteArray(513, 'a'))).empty());
        QVERIFY(!errorOf("/nowhere/token").empty());
        QCOMPARE(errorOf(write("line", "0123456789abcdef\nmore\n")), std::string());
        qunsetenv("XDG_RUNTIME_DIR");
        QVERIFY(!makeToken(9464).ok());
    }
};

QTEST_GUILESS_MAIN(AdminTokenTest)
#include "token_test.moc"
