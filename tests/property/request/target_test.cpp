// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/request/target.h"

#include <QtTest>
#include <rapidcheck.h>

#include <algorithm>

using namespace forefetch;

namespace {

Params sorted(Params params)
{
    std::sort(params.begin(), params.end());
    return params;
}

// Texts that are likely to be mistaken for one another: made of separators and few letters.
rc::Gen<std::string> nastyText()
{
    return rc::gen::container<std::string>(
        rc::gen::element('a', 'b', '&', '=', '?', '%', '+', ' ', '/', '#', '\0', '2', '6', '\xc3'));
}

rc::Gen<Params> nastyParams()
{
    return rc::gen::container<Params>(rc::gen::pair(nastyText(), nastyText()));
}

rc::Gen<std::string> anyPath()
{
    return rc::gen::map(rc::gen::container<std::string>(rc::gen::element('a', 'b', '/', '-')),
                        [](std::string s) { return "/" + s; });
}

} // namespace

class TargetProperty : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatGoesInComesOut()
    {
        QVERIFY(rc::check("paramsOf and pathOf undo targetOf", [] {
            const std::string path = *anyPath();
            const Params params = *nastyParams();
            const std::string target = targetOf(path, params);
            RC_ASSERT(pathOf(target) == path);
            RC_ASSERT(paramsOf(target) == sorted(params));
            RC_ASSERT(validateTarget(target).ok());
            RC_ASSERT(targetOf(pathOf(target), paramsOf(target)) == target);
        }));
    }

    void noTwoRequestsShareAText()
    {
        QVERIFY(rc::check("equal texts only for equal requests", [] {
            const std::string pathA = *anyPath(), pathB = *anyPath();
            const Params a = *nastyParams(), b = *nastyParams();
            const bool same = pathA == pathB && sorted(a) == sorted(b);
            RC_ASSERT((targetOf(pathA, a) == targetOf(pathB, b)) == same);
        }));
    }

    // An endpoint may bring a query of its own: the same text then is the same HTTP request.
    void anEndpointWithAQueryKeepsItsParameters()
    {
        QVERIFY(rc::check("parameters add up", [] {
            const std::string path = *anyPath();
            const Params own = *nastyParams(), more = *nastyParams();
            const std::string target = targetOf(targetOf(path, own), more);
            Params all = sorted(own);
            const Params rest = sorted(more);
            all.insert(all.end(), rest.begin(), rest.end());
            RC_ASSERT(pathOf(target) == path);
            RC_ASSERT(paramsOf(target) == all);
        }));
    }
};

QTEST_APPLESS_MAIN(TargetProperty)
#include "target_test.moc"
