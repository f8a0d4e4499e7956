// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/files.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace forefetch;

class FilesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void writesWholeFilesAndReadsThem();
    void tellsBeforehandWhatCannotBeWritten();
    void namesWhatCannotBeRead();

private:
    std::string at(const char *name) const
    {
        return m_folder.filePath(QString::fromUtf8(name)).toStdString();
    }
    QTemporaryDir m_folder;
};

void FilesTest::writesWholeFilesAndReadsThem()
{
    const std::string path = at("with a space.json");
    const std::string bytes("a\0b\r\n\xff", 6);
    QVERIFY(writeFile(path, bytes).ok());
    QCOMPARE(*readInput(path), bytes);
    QVERIFY(writeFile(path, "shorter").ok());
    QCOMPARE(*readInput(path), std::string("shorter"));
    QVERIFY(!writeFile(at("none/x"), "a").ok());
}

void FilesTest::tellsBeforehandWhatCannotBeWritten()
{
    QVERIFY(checkWritable(at("new.json")).ok());
    QVERIFY(checkWritable("relative.json").ok());
    QVERIFY(checkWritable("/dev/null").ok());
    const Result<void> folder = checkWritable(m_folder.path().toStdString());
    QVERIFY(!folder.ok() && folder.error().text.ends_with("is a folder"));
    const Result<void> nowhere = checkWritable(at("none/x"));
    QVERIFY(!nowhere.ok() && nowhere.error().text.find("does not exist") != std::string::npos);
}

void FilesTest::namesWhatCannotBeRead()
{
    const Result<std::string> text = readInput(at("missing.json"));
    QVERIFY(!text.ok());
    QVERIFY(text.error().text.starts_with(at("missing.json")));
    QVERIFY(!readInput(m_folder.path().toStdString()).ok());
}

QTEST_GUILESS_MAIN(FilesTest)
#include "files_test.moc"
