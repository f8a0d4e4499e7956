// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Links in answers: absolute ones to the target are followed, those to anybody else are not.
#include "core/fetch/origin.h"
#include "core/pipeline/pipeline.h"
#include "core/simulate/originmodel.h"

#include <QtTest>

using namespace forefetch;
using namespace std::chrono_literals;

namespace {

struct Bench
{
    ManualClock clock;
    Settings settings{clock};
    OriginModel origin{clock, fixedAnswers(50ms, 100)};
    Pipeline pipeline;

    Bench() : pipeline(settings, clock, origin, options()) {}

    static PipelineOptions options()
    {
        PipelineOptions options;
        options.origins = Origin::parse("https://api.example.com/v2")->linkTexts();
        options.callers = Callers::OneThread;
        return options;
    }

    void ask(std::uint32_t session, const std::string &target, const std::string &body = {})
    {
        Exchange e;
        e.session = {session, 1};
        e.resource = pipeline.interner().intern(target);
        e.at = clock.now();
        pipeline.learn(e);
        auto head = std::make_shared<ResponseHead>();
        head->status = e.status = 200;
        head->headers.add("Content-Type", "application/json");
        e.head = head;
        if (!body.empty())
            e.body = std::make_shared<const std::string>(body);
        pipeline.learn(e);
        clock.advance(1s);
    }
    bool isPredicted(std::uint32_t session, const std::string &target)
    {
        std::vector<Prediction> out;
        pipeline.predictor().predict({session, 1}, 10, out);
        return std::any_of(out.begin(), out.end(), [&](const Prediction &p) {
            return pipeline.interner().text(p.resource) == target;
        });
    }
};

std::string page(const std::string &address)
{
    return R"({"next":")" + address + R"("})";
}

} // namespace

class LinksTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void absoluteLinksToTheTargetAreFollowed_data()
    {
        QTest::addColumn<QString>("prefix");
        QTest::addColumn<bool>("followed");
        QTest::newRow("target") << "https://api.example.com/v2" << true;
        QTest::newRow("its port spelt out") << "https://api.example.com:443/v2" << true;
        QTest::newRow("elsewhere") << "https://ads.example.net/v2" << false;
        QTest::newRow("begins like it") << "https://api.example.com.evil.example/v2" << false;
        QTest::newRow("other path") << "https://api.example.com/v1" << false;
        QTest::newRow("other port") << "https://api.example.com:8443/v2" << false;
    }
    // Cursors that nothing but the link before tells.
    void absoluteLinksToTheTargetAreFollowed()
    {
        QFETCH(QString, prefix);
        QFETCH(bool, followed);
        const std::string before = prefix.toStdString();
        const auto cursor = [](std::uint32_t n) {
            return "/feed?cursor=" + std::string(1, char('a' + n % 26)) + "q" +
                   std::string(1, char('z' - n % 26)) + "w";
        };
        Bench b;
        for (std::uint32_t n = 0; n < 12; ++n) {
            b.ask(n, "/feed", page(before + cursor(n)));
            b.ask(n, cursor(n));
        }
        b.ask(100, "/feed", page(before + cursor(20)));
        QCOMPARE(b.isPredicted(100, cursor(20)), followed);
    }
};

QTEST_GUILESS_MAIN(LinksTest)
#include "links_test.moc"
