// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/predict/actions.h"

#include <QtTest>

using namespace forefetch;

class ActionsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void deedsAreKnownByTheirWords_data();
    void deedsAreKnownByTheirWords();
};

void ActionsTest::deedsAreKnownByTheirWords_data()
{
    QTest::addColumn<bool>("acts");
    for (const char *target :
         {"/logout", "/account/log-out", "/auth/signOut", "/items/7/delete", "/cart/remove/7",
          "/deleteItem?id=7", "/posts/7?action=edit", "/x?do=anything", "/api/unsubscribe?u=7",
          "/admin/users/7/DELETE", "/jobs/4/cancel", "/x?op=list&id=3", "/tokens/revoke"})
        QTest::newRow(target) << true;
    for (const char *target :
         {"/", "/items/7", "/deleted", "/articles/how-to-delete-a-branch", "/css/reset.css",
          "/options", "/doors?dog=1", "/api/actions", "/payload/3", "/transactions?page=2",
          "/voters", "/users/removed-items-archive"})
        QTest::newRow(target) << false;
}

void ActionsTest::deedsAreKnownByTheirWords()
{
    QFETCH(bool, acts);
    QCOMPARE(looksLikeAction(QTest::currentDataTag()), acts);
}

QTEST_GUILESS_MAIN(ActionsTest)
#include "actions_test.moc"
