// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A period chosen on the charts, and what the tables show of it, in virtual time: to the request.
#include "core/metrics/sampler.h"
#include "tests/gui/tablesfixture.h"
#include "ui/models/missestable.h"
#include "ui/models/prefetchestable.h"
#include "ui/models/requeststable.h"
#include "ui/panels/rowview.h"
#include "ui/panels/tablespanel.h"
#include "ui/panels/timelinespanel.h"

#include <QApplication>
#include <QLineEdit>
#include <QSignalSpy>
#include <QToolButton>
#include <QtTest>

#include <algorithm>

using namespace forefetch;
using namespace std::chrono_literals;
using Tab = TablesPanel::Tab;

class PeriodTablesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void everyPointListsExactlyWhatItCounts();
    void everyOutcomeOfAPointIsListed();
    void missesAreThoseOfThePeriod();
    void anotherFilterNarrowsItFurther();
    void theNewestComeBackAfterwards();
    void aFrozenTableFollowsToo();
    void theChipAndEscapeLetGo();
    void saysWhatHasMadeRoom();
    void aNewRunHasNoPeriod();

private:
    LiveTable &table() const { return m_panel->view()->table(); }
    // Sessions that walk from lists to items, and a sample a second.
    void visits(int count);
    void sample();
    Period periodOf(const Sample &s) const { return {s.from, s.to, s.afterRequest, s.lastRequest}; }
    std::vector<Sample> samples() const;
    void choose(const std::optional<Period> &period);

    std::unique_ptr<TablesWorld> m_world;
    std::unique_ptr<TablesPanel> m_panel;
    Sampler m_sampler;
    TimeSeries m_series;
};

void PeriodTablesTest::init()
{
    m_panel.reset();
    m_world = std::make_unique<TablesWorld>();
    m_sampler = {};
    m_series.clear();
    m_panel = std::make_unique<TablesPanel>(Theme::light());
    m_panel->resize(1080, 320);
    m_panel->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_panel.get()));
    m_panel->begin(m_world->clock);
}

void PeriodTablesTest::sample()
{
    Pipeline &pipeline = m_world->pipeline;
    if (const Sample *s =
            m_sampler.take(pipeline.snapshot(), pipeline.demandMeter().latency(Group::Everybody),
                           m_world->clock.now(), pipeline.recentRequests().newest()))
        m_series.add(*s, m_sampler.latencies());
}

void PeriodTablesTest::visits(int count)
{
    for (int i = 0; i < count; ++i) {
        m_world->visit(i % 3);
        sample();
        if (i % 5 == 4) { // a prefetch that nobody uses, and that goes to waste
            m_world->clock.advance(10ms); // since the reading
            Ledger &ledger = m_world->pipeline.ledger();
            const TimePoint now = m_world->clock.now();
            const Key key{m_world->pipeline.interner().intern("/items/7"), {}};
            const PrefetchId id = ledger.schedule(key, {}, now);
            QVERIFY(ledger.start(id, now) && ledger.ready(id, 1000, now));
            QVERIFY(ledger.end(id, PrefetchState::WastedEvicted, now));
        }
        sample();
    }
}

std::vector<Sample> PeriodTablesTest::samples() const
{
    std::vector<Sample> out;
    m_series.read(TimeSeries::Resolution::Second, TimePoint{}, m_world->clock.now(), out);
    return out;
}

void PeriodTablesTest::choose(const std::optional<Period> &period)
{
    m_panel->filterByPeriod(period, period ? QStringLiteral("12:03:07 – 12:03:20") : QString());
    m_panel->update(m_world->pipeline, m_world->clock);
}

void PeriodTablesTest::everyPointListsExactlyWhatItCounts()
{
    visits(60);
    const std::vector<Sample> all = samples();
    QVERIFY(all.size() > 20);
    std::uint64_t listed = 0;
    for (const Sample &s : all) {
        choose(periodOf(s));
        QCOMPARE(table().rowCount(), int(s.requests));
        int hits = 0;
        for (int row = 0; row < table().rowCount(); ++row) {
            const std::uint64_t number = table().keyAt(row);
            QVERIFY(number > s.afterRequest && number <= s.lastRequest);
            hits += table().textAt(row, RequestsTable::Result).startsWith(QStringLiteral("hit"));
        }
        QCOMPARE(hits, int(s.hits));
        listed += s.requests;
    }
    QCOMPARE(listed, all.back().lastRequest - all.front().afterRequest); // none twice, none lost
}

void PeriodTablesTest::everyOutcomeOfAPointIsListed()
{
    for (int i = 0; i < 5; ++i)
        m_world->visit(7);
    visits(60);
    m_panel->setTab(Tab::Prefetches);
    int ended = 0, wasted = 0;
    for (const Sample &s : samples()) {
        int outcomes = 0, waste = 0;
        for (std::size_t i = 0; i < kPrefetchStateCount; ++i)
            outcomes += isTerminal(static_cast<PrefetchState>(i)) ? int(s.outcomes[i]) : 0;
        choose(periodOf(s));
        QCOMPARE(table().rowCount(), outcomes);
        for (int row = 0; row < table().rowCount(); ++row)
            waste +=
                table().textAt(row, PrefetchesTable::Outcome).contains(QStringLiteral("wasted"));
        QCOMPARE(waste, int(s[PrefetchState::WastedExpired] + s[PrefetchState::WastedEvicted]));
        ended += outcomes;
        wasted += waste;
    }
    QVERIFY2(ended > 10 && wasted > 0, qPrintable(QString::number(wasted)));
}

void PeriodTablesTest::missesAreThoseOfThePeriod()
{
    visits(40);
    m_panel->setTab(Tab::Misses);
    const std::vector<Sample> all = samples();
    const Sample &first = all[0], &last = all[all.size() / 2];
    choose(Period{first.from, last.to, first.afterRequest, last.lastRequest});
    const auto total = [this] {
        int sum = 0;
        for (int row = 0; row < table().rowCount(); ++row)
            sum += table().textAt(row, MissesTable::Count).toInt();
        return sum;
    };
    std::uint32_t misses = 0;
    for (std::size_t i = 0; i <= all.size() / 2; ++i)
        misses += all[i].misses;
    QVERIFY(misses > 0);
    QCOMPARE(total(), int(misses));
    choose(std::nullopt);
    QCOMPARE(total(), int(m_world->pipeline.snapshot().demand.misses));
}

void PeriodTablesTest::anotherFilterNarrowsItFurther()
{
    visits(40);
    const Sample s = samples()[10];
    choose(periodOf(s));
    m_panel->filterField()->setText(QStringLiteral("/list"));
    QVERIFY(table().rowCount() > 0 && table().rowCount() < int(s.requests));
    QCOMPARE(m_panel->countText(),
             QStringLiteral("%1 of %2").arg(table().rowCount()).arg(s.requests));
    m_panel->filterByEdge(QStringLiteral("/list/0"), QStringLiteral("/items/0"));
    QCOMPARE(table().rowCount(), 0);
    QVERIFY(m_panel->edgeChip()->isVisible() && m_panel->periodChip()->isVisible());
}

void PeriodTablesTest::theNewestComeBackAfterwards()
{
    visits(30);
    choose(std::nullopt);
    const int all = table().rowCount();
    choose(periodOf(samples()[5]));
    QVERIFY(table().rowCount() < all);
    visits(10);
    m_panel->update(m_world->pipeline, m_world->clock);
    QCOMPARE(table().rowCount(), int(samples()[5].requests)); // what is over stays as it was
    choose(std::nullopt);
    QCOMPARE(table().rowCount(), int(m_world->requests()));
    QCOMPARE(table().keyAt(0), m_world->pipeline.recentRequests().newest());
}

void PeriodTablesTest::aFrozenTableFollowsToo()
{
    visits(30);
    choose(std::nullopt);
    m_panel->setFrozen(true);
    const Sample s = samples()[6];
    choose(periodOf(s));
    QCOMPARE(table().rowCount(), int(s.requests));
}

void PeriodTablesTest::theChipAndEscapeLetGo()
{
    visits(20);
    choose(periodOf(samples()[5]));
    QSignalSpy dropped(m_panel.get(), &TablesPanel::periodDropped);
    QVERIFY(m_panel->periodChip()->isVisible());
    QVERIFY(m_panel->periodChip()->text().contains(QStringLiteral("12:03:07")));
    QTest::mouseClick(m_panel->periodChip(), Qt::LeftButton);
    QCOMPARE(dropped.count(), 1);
    m_panel->view()->setFocus();
    QTest::keyClick(m_panel->view(), Qt::Key_Escape);
    QCOMPARE(dropped.count(), 2);
    choose(std::nullopt);
    QVERIFY(!m_panel->periodChip()->isVisible());
}

void PeriodTablesTest::saysWhatHasMadeRoom()
{
    visits(10);
    const Sample s = samples()[2];
    const auto more = static_cast<int>(m_world->pipeline.recentRequests().capacity());
    for (int i = 0; i < more; ++i)
        m_world->request("/other");
    choose(periodOf(s));
    QCOMPARE(table().rowCount(), 0);
    QCOMPARE(m_panel->countText(), QStringLiteral("0 of %1").arg(s.requests));
    QVERIFY2(m_panel->view()->emptyText().contains(QStringLiteral("made room")),
             qPrintable(m_panel->view()->emptyText()));
}

void PeriodTablesTest::aNewRunHasNoPeriod()
{
    visits(10);
    choose(periodOf(samples()[2]));
    m_panel->begin(m_world->clock);
    QVERIFY(!m_panel->periodChip()->isVisible());
    m_panel->update(m_world->pipeline, m_world->clock);
    QCOMPARE(table().rowCount(), int(m_world->requests()));
}

QTEST_MAIN(PeriodTablesTest)
#include "periodtables_test.moc"
