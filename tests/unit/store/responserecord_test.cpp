// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/keyfile.h"
#include "core/store/responserecord.h"

#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

using namespace forefetch;
using namespace std::chrono_literals;

class ResponseRecordTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void timesMove()
    {
        const StoreTime time{1'000'000, TimePoint(5s)};
        QCOMPARE(time.stored(TimePoint(7s)), std::int64_t(2'001'000'000));
        QVERIFY(time.local(time.stored(TimePoint(7s))) == TimePoint(7s));
        QVERIFY(time.local(time.stored(kNever)) == kNever);
        // Nothing wraps around.
        QVERIFY(time.stored(kNever - 1ns) > 0);
        const StoreTime early{std::numeric_limits<std::int64_t>::min(), TimePoint(5s)};
        QVERIFY(early.local(std::numeric_limits<std::int64_t>::max() - 1) > TimePoint(5s));
    }

    void everyCutIsRefused()
    {
        auto entry = std::make_shared<CacheEntry>();
        Headers headers;
        headers.add("A", "b");
        entry->head = std::make_shared<const ResponseHead>(ResponseHead{203, "So", headers});
        entry->body = std::make_shared<const std::string>("body");
        entry->vary = {{"accept", "x"}};
        const StoreTime time;
        const std::string bytes = encodeResponse({"/t", Partition{9}, entry}, time);
        const auto whole = decodeResponse(bytes, time);
        QVERIFY(whole);
        QCOMPARE(whole->target, std::string("/t"));
        QCOMPARE(whole->partition.value, std::uint64_t(9));
        for (std::size_t i = 0; i < bytes.size(); ++i)
            QVERIFY(!decodeResponse(std::string_view(bytes).substr(0, i), time));
        QVERIFY(!decodeResponse(bytes + '\0', time));
        std::string other = bytes;
        other[0] = 2;
        QVERIFY(!decodeResponse(other, time));
    }

    void aKeyStaysTheSame()
    {
        QTemporaryDir dir;
        const QString file = dir.path() + QStringLiteral("/key");
        const Result<SecretKey> made = keyFrom(file.toStdString());
        QVERIFY(made);
        QVERIFY((*made)[0] != (*made)[1]);
        QCOMPARE(QFile(file).permissions() & (QFile::ReadGroup | QFile::ReadOther),
                 QFile::Permissions());
        const Result<SecretKey> again = keyFrom(file.toStdString());
        QVERIFY(again);
        QVERIFY(*made == *again);
        QFile::setPermissions(file, QFile::ReadOwner | QFile::ReadOther);
        QVERIFY(!keyFrom(file.toStdString()));
        QFile odd(dir.path() + QStringLiteral("/odd"));
        QVERIFY(odd.open(QIODevice::WriteOnly));
        odd.write("0123456789abcdef0123456789abcdeg\n");
        odd.close();
        odd.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
        QVERIFY(!keyFrom(odd.fileName().toStdString()));
        QCOMPARE(keyFrom((dir.path() + QStringLiteral("/no/key")).toStdString()).error().code,
                 ErrorCode::Io);
    }
};

QTEST_GUILESS_MAIN(ResponseRecordTest)
#include "responserecord_test.moc"
