// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/request/redact.h"
#include "core/request/target.h"

#include <QtTest>
#include <rapidcheck.h>

#include <cctype>

using namespace forefetch;

namespace {

const std::string kJwt =
    "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW";
const std::string kHex = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
const std::string kBase64 = "q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83vEjRWeJA=";

std::string encoded(const std::string &text)
{
    static const char digits[] = "0123456789ABCDEF";
    std::string out;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        out += '%';
        out += digits[byte >> 4];
        out += digits[byte & 15];
    }
    return out;
}

// A name of a credential as somebody may spell it: any case, some letters percent-encoded, with
// words before or behind.
rc::Gen<std::string> credentialName()
{
    return rc::gen::exec([] {
        std::string name = *rc::gen::element<std::string>(
            "token", "secret", "password", "sig", "auth", "session", "jwt", "api_key", "api-key",
            "client_secret", "signature", "sid", "passwd", "credentials", "otp", "csrf_token");
        name = *rc::gen::element<std::string>("", "x-", "user.", "my_", "X-Amz-") + name +
               *rc::gen::element<std::string>("", "_1", "-value", "[]");
        const bool shout = *rc::gen::arbitrary<bool>();
        std::string spelt;
        for (const char c : name) {
            const char letter = shout ? static_cast<char>(std::toupper(c)) : c;
            spelt += *rc::gen::weightedElement<bool>({{4, false}, {1, true}})
                         ? encoded(std::string(1, letter))
                         : std::string(1, letter);
        }
        return spelt;
    });
}

rc::Gen<std::string> plainPair()
{
    return rc::gen::element<std::string>("page=2", "q=lamp", "sort=price", "flag", "ids[]=7",
                                         "a=", "q=%C3%A9t%C3%A9", "country_code=de",
                                         "author=kafka");
}

rc::Gen<std::string> nastyText()
{
    return rc::gen::container<std::string>(rc::gen::element('a', '&', '=', '?', '%', '+', ' ', '/',
                                                            ';', ':', '@', '.', 't', '4', '\xc3'));
}

std::string join(const std::vector<std::string> &pairs)
{
    std::string out;
    for (const std::string &pair : pairs)
        out += (out.empty() ? "?" : "&") + pair;
    return out;
}

} // namespace

class RedactProperty : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void hideByName_data();
    void hideByName();
    void keepOrdinaryNames();
    void hideByShape();
    void keepOrdinaryValues();
    void hideInPaths();
    void hideWithinAddresses();

    // No spelling of the name lets the value through, and nothing else is touched.
    void valuesNeverShow()
    {
        QVERIFY(rc::check("a credential's value is hidden, the rest stays", [] {
            const std::string value = "S3" + *rc::gen::container<std::string>(
                                                 rc::gen::element('x', 'Y', '7', '-', '%', '.'));
            const std::string name = *credentialName();
            std::vector<std::string> pairs =
                *rc::gen::container<std::vector<std::string>>(plainPair());
            const auto at = *rc::gen::inRange<std::size_t>(0, pairs.size() + 1);
            pairs.insert(pairs.begin() + static_cast<std::ptrdiff_t>(at), name + '=' + value);
            const std::string shown = redacted("/items" + join(pairs));
            pairs[at] = name + "=…";
            RC_ASSERT(shown == "/items" + join(pairs));
        }));
    }

    void redactingTwiceChangesNothing()
    {
        QVERIFY(rc::check("what is shown is shown as it is", [] {
            const std::string given =
                "/" + *nastyText() +
                *rc::gen::element<std::string>("?token=", ";sid=", "/", "?u=http://a:b@c&", "?") +
                *nastyText();
            const std::string once = redacted(given);
            RC_ASSERT(redacted(once) == once);
        }));
    }

    void ordinaryRequestsStay()
    {
        QVERIFY(rc::check("without a credential nothing changes", [] {
            const auto pairs = *rc::gen::container<std::vector<std::string>>(plainPair());
            const std::string text =
                *rc::gen::element<std::string>("/", "/items/7/stock", "POST /api/cart",
                                               "/files/" + kHex, "/docs/v2.1/index.html") +
                join(pairs);
            RC_ASSERT(redacted(text) == text);
        }));
    }
};

void RedactProperty::hideByName_data()
{
    QTest::addColumn<QString>("name");
    for (const char *name : {"token",
                             "access_token",
                             "accessToken",
                             "id-token",
                             "refreshtoken",
                             "X-Amz-Signature",
                             "X-Amz-Security-Token",
                             "X-Amz-Credential",
                             "AWSAccessKeyId",
                             "client_secret",
                             "clientSecret",
                             "apiKey",
                             "apikey",
                             "api_key",
                             "x-api-key",
                             "key",
                             "KEY",
                             "code",
                             "user_code",
                             "password",
                             "passwd",
                             "newPassword",
                             "pwd",
                             "sig",
                             "signature",
                             "sign",
                             "auth",
                             "oauth_verifier",
                             "Authorization",
                             "session",
                             "sessionId",
                             "sid",
                             "PHPSESSID",
                             "JSESSIONID",
                             "JWT",
                             "jwtToken",
                             "otp",
                             "csrf",
                             "xsrf-token",
                             "user[password]",
                             "hmac",
                             "tok%65n",
                             "private-key",
                             "subscription-key"})
        QTest::newRow(name) << QString::fromLatin1(name);
}

void RedactProperty::hideByName()
{
    QFETCH(QString, name);
    const std::string text = "/a?b=c&" + name.toStdString() + "=x1&d";
    QCOMPARE(redacted(text), "/a?b=c&" + name.toStdString() + "=…&d");
}

void RedactProperty::keepOrdinaryNames()
{
    for (const char *name :
         {"keyword",   "keywords", "sort_key_order", "author", "authority",  "country_code",
          "postcode",  "zip_code", "page",           "signal", "design",     "assign",
          "passenger", "compass",  "session_s",      "tokens", "max_tokens", "secretary",
          "id",        "q",        "codec",          "monkey", "side",       "pinned"}) {
        const bool expected = std::string_view(name) == "session_s"; // a word of it is "session"
        QCOMPARE(isCredentialName(name), expected);
    }
}

void RedactProperty::hideByShape()
{
    for (const std::string &value :
         {kJwt, kHex, kBase64, std::string("sk_live_4eC39HqLyjWDarjtT1zdp7dc"),
          std::string("ghp_16C7e42F292c6912E7710c838347Ae178B4a"),
          std::string("AKIAIOSFODNN7EXAMPLE"), std::string("xoxb-123456789012-abcdef"),
          std::string("Bearer 0123456789abc"), encoded(kJwt), encoded(kBase64)}) {
        QCOMPARE(redacted("/a?v=" + value + "&w=1"), std::string("/a?v=…&w=1"));
        QCOMPARE(redacted("/a?" + value), std::string("/a?…"));
    }
}

void RedactProperty::keepOrdinaryValues()
{
    for (const std::string value :
         {"f81d4fae-7dec-11d0-a765-00a0c91e6bf6", "d41d8cd98f00b204", "2026-11-22T20:15:03.120Z",
          "the+quick+brown+fox+42+jumps+over+The+lazy+dog",
          "hello%20World%20of%20many%20words%202026", "My-Long-Article-Title-About-Something-2024",
          "/Users/Ada/Documents/2024/report.pdf", "1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18",
          "ASIA-PACIFIC-REGION-", "eyedropper.tools.js", "0000000000000000000000000",
          "https%3A%2F%2Fshop.example%2Fa%3Fp%3D1"})
        QCOMPARE(redacted("/a?v=" + value), "/a?v=" + value);
}

void RedactProperty::hideInPaths()
{
    QCOMPARE(redacted("/cart;jsessionid=A1B2C3?x=1"), std::string("/cart;jsessionid=…?x=1"));
    QCOMPARE(redacted("/confirm/" + kJwt), std::string("/confirm/…"));
    QCOMPARE(redacted("/reset-password/" + kHex + "/done"), std::string("/reset-password/…/done"));
    QCOMPARE(redacted("/blobs/" + kHex), "/blobs/" + kHex); // a file by its digest
    QCOMPARE(redacted("POST /session/7"), std::string("POST /session/7"));
    QCOMPARE(redacted(""), std::string());
    QCOMPARE(redacted("/a?&&q=1&"), std::string("/a?&&q=1&"));
    QCOMPARE(redacted("/a?token="), std::string("/a?token=")); // nothing to hide
}

void RedactProperty::hideWithinAddresses()
{
    QCOMPARE(redacted("/go?to=https%3A%2F%2Fx.example%2F%3Ftoken%3Dabc&n=1"),
             std::string("/go?to=…&n=1"));
    QCOMPARE(redacted("/go?to=https://user:pw@x.example/"), std::string("/go?to=…"));
    QCOMPARE(redacted("/go?form=a%3D1%26password%3Dhunter2"), std::string("/go?form=…"));
}

QTEST_APPLESS_MAIN(RedactProperty)
#include "redact_test.moc"
