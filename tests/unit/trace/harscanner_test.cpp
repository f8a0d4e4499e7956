// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trace/harscanner.h"

#include <QtTest>

#include <algorithm>
#include <cstring>

using namespace forefetch;

namespace {

// Hands out so many bytes at a time, so that borders fall everywhere.
class Crumbs final : public ByteSource
{
public:
    Crumbs(std::string bytes, std::size_t size) : m_bytes(std::move(bytes)), m_size(size) {}
    Result<std::size_t> read(char *to, std::size_t capacity) override
    {
        const std::size_t count = std::min({m_size, capacity, m_bytes.size() - m_at});
        std::memcpy(to, m_bytes.data() + m_at, count);
        m_at += count;
        return count;
    }

private:
    std::string m_bytes;
    std::size_t m_size;
    std::size_t m_at = 0;
};

struct Scanned
{
    std::vector<std::string> entries; // "E{…}", "N", "L…", "C…": the step's first letter before it
    bool found = false;
    bool endedWell = false;
};

Scanned scan(const std::string &text, std::size_t crumb)
{
    LineSource bytes(std::make_unique<Crumbs>(text, crumb));
    HarScanner scanner(bytes);
    Scanned all;
    std::string entry;
    for (auto step = scanner.next(entry); step != HarScanner::Step::End;
         step = scanner.next(entry)) {
        const char letter = "ENLC"[static_cast<int>(step)];
        all.entries.push_back(letter + entry);
    }
    all.found = scanner.foundList();
    all.endedWell = scanner.endedWell();
    return all;
}

} // namespace

class HarScannerTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cutsEntriesOut_data();
    void cutsEntriesOut();
    void anEntryMayBeTooLong();
};

void HarScannerTest::cutsEntriesOut_data()
{
    using Entries = QList<QByteArray>;
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<Entries>("entries");
    QTest::addColumn<bool>("found");
    QTest::addColumn<bool>("endedWell");
    const auto row = [](const char *name, const char *text, const Entries &entries,
                        bool found = true, bool endedWell = true) {
        QTest::newRow(name) << QByteArray(text) << entries << found << endedWell;
    };
    row("two", R"({"log":{"entries":[{"a":1}, {"b":[2,{}]}]}})",
        {R"(E{"a":1})", R"(E{"b":[2,{}]})"});
    row("none", R"({"log":{"entries": [ ]}})", {});
    row("behind others of that name",
        R"({"entries":[{"x":1}],"log":{"pages":[{"entries":[{"y":1}]}],"c":{"entries":[{"z":1}]},"v":"entries","entries":[{"a":1}]}})",
        {R"(E{"a":1})"});
    row("brackets and quotes in strings", R"({"log":{"entries":[{"a":"}]\"{\\"},{"b":"\\\\"}]}})",
        {R"(E{"a":"}]\"{\\"})", R"(E{"b":"\\\\"})"});
    row("no objects", R"({"log":{"entries":[7,{"a":1},"x,]",[{"b":2},3],null]}})",
        {"N", R"(E{"a":1})", "N", "N", "N"});
    row("a broken one", R"({"log":{"entries":[{"a":1},{],{"b":2}]}})",
        {R"(E{"a":1})", "E{]", R"(E{"b":2})"});
    row("cut off in an entry", R"({"log":{"entries":[{"a":1},{"b":"x)",
        {R"(E{"a":1})", R"(C{"b":"x)"}, true, false);
    row("cut off in an escape", R"({"log":{"entries":[{"b":"x\)", {R"(C{"b":"x\)"}, true, false);
    row("cut off between two", R"({"log":{"entries":[{"a":1},)", {R"(E{"a":1})"}, true, false);
    row("no list", R"({"log":{"entries":{"a":1}}})", {}, false, false);
    row("a log that is a list", R"({"log":[{"entries":[{"a":1}]}]})", {}, false, false);
    row("no JSON", "GET / HTTP/1.1", {}, false, false);
    row("nothing", "", {}, false, false);
}

void HarScannerTest::cutsEntriesOut()
{
    QFETCH(QByteArray, text);
    QFETCH(QList<QByteArray>, entries);
    QFETCH(bool, found);
    QFETCH(bool, endedWell);
    for (const std::size_t crumb : {1, 2, 3, 7, 1'000'000}) {
        const Scanned all = scan(text.toStdString(), crumb);
        QList<QByteArray> cut;
        for (const std::string &entry : all.entries)
            cut << QByteArray::fromStdString(entry);
        QCOMPARE(cut, entries);
        QCOMPARE(all.found, found);
        QCOMPARE(all.endedWell, endedWell);
    }
}

void HarScannerTest::anEntryMayBeTooLong()
{
    const std::string body(HarScanner::kLongest, 'x');
    const Scanned all =
        scan(R"({"log":{"entries":[{"a":")" + body + R"("},{"b":1}]}})", std::size_t{1} << 20);
    QCOMPARE(all.entries.size(), std::size_t{2});
    QVERIFY(all.entries[0].starts_with("L{\"a\":\"xxx"));
    QVERIFY(all.entries[0].size() <= HarScanner::kLongest + 1);
    QCOMPARE(all.entries[1], std::string(R"(E{"b":1})"));
}

QTEST_APPLESS_MAIN(HarScannerTest)
#include "harscanner_test.moc"
