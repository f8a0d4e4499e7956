// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/arch/functions.h"

#include <QTest>

using namespace forefetch::arch;

// The scanner that the limits rest on, on small samples of everything that our format contains.
class FunctionsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void countsFromHeaderToClosingBrace_data();
    void countsFromHeaderToClosingBrace();
    void tellsNames();
    void seesEachOfSeveral();
};

void FunctionsTest::countsFromHeaderToClosingBrace_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QList<int>>("lines");
    const auto row = [](const char *name, const char *text, const QList<int> &lines) {
        QTest::newRow(name) << QByteArray(text) << lines;
    };
    row("free", "int f()\n{\n    return 1;\n}\n", {4});
    row("arguments over two lines", "int f(int a,\n      int b)\n{\n    return a;\n}\n", {5});
    row("declaration", "int f();\nint g(int);\n", {});
    row("braces within", "void f()\n{\n    if (a) {\n        b();\n    }\n}\n", {6});
    row("lambda within", "void f()\n{\n    auto g = [] { h(); };\n    g();\n}\n", {5});
    row("member in class",
        "class A\n{\npublic:\n    int f() const { return m_a; }\n"
        "    void g()\n    {\n    }\n\nprivate:\n    int m_a = 0;\n};\n",
        {1, 3});
    row("initialised member", "struct A\n{\n    std::function<void()> f{};\n    int b{1};\n};\n",
        {});
    row("constructor list", "A::A(int a)\n    : m_a(a), m_b{1},\n      m_c{2}\n{\n    f();\n}\n",
        {6});
    row("constructor noexcept", "A::A(int a) noexcept(true) : m_a{a}\n{\n}\n", {3});
    row("explicit in class", "class A\n{\npublic:\n    explicit A(int a) : m_a{a} {}\n};\n", {1});
    row("namespace", "namespace a {\nnamespace {\nvoid f()\n{\n}\n}\n}\n", {3});
    row("template", "template <typename T>\nT f(T t)\n{\n    return t;\n}\n", {5});
    row("template class",
        "template <typename T = std::function<int()>>\nclass A\n{\n    T f()\n"
        "    {\n        return {};\n    }\n};\n",
        {4});
    row("trailing return", "auto f() -> std::vector<int>\n{\n    return {};\n}\n", {4});
    row("operator", "bool operator==(A a, A b)\n{\n    return a.x == b.x;\n}\n", {4});
    row("less than", "bool operator<(A a, A b)\n{\n    return true;\n}\n", {4});
    row("enum", "enum class A : int { B, C };\nint f()\n{\n}\n", {3});
    row("array", "const std::array a{f(1), f(2)};\nint b[] = {\n    1,\n    2,\n};\n", {});
    row("table of calls",
        "const Row rows[] = {\n    {f(1), {2}},\n    {f(3), {4}},\n};\nint g()\n"
        "{\n}\n",
        {3});
    row("lambda alone", "const auto f = [](int a) {\n    return a;\n};\n", {3});
    row("comment and string",
        "// void f() {\nconst char *s = \"void g() {\";\nvoid h()\n{\n"
        "    puts(\"}\"); /* } */\n    c = '}';\n}\n",
        {5});
    row("raw string", "const char *s = R\"(void f()\n{\n)\";\nvoid h()\n{\n}\n", {3});
    row("digits", "int f()\n{\n    return 1'000'000;\n}\nint g()\n{\n}\n", {4, 3});
    row("preprocessor", "#define F(x) { x\nint f()\n{\n}\n", {3});
    row("aligned", "struct alignas(64) A\n{\n    int f()\n    {\n    }\n};\n", {3});
    row("nodiscard", "class [[nodiscard]] A\n{\n    int f() { return 1; }\n};\n", {1});
    row("macro before", "Q_DECLARE_METATYPE(A)\n\nint f()\n{\n}\n", {3});
    row("Q_OBJECT",
        "class A : public QObject\n{\n    Q_OBJECT\n\nprivate Q_SLOTS:\n    void f()\n"
        "    {\n    }\n};\n",
        {3});
    row("extern C", "extern \"C\" {\nint f()\n{\n}\n}\n", {3});
    row("returns a template", "std::map<int, std::vector<int>> f()\n{\n    return {};\n}\n", {4});
    row("default argument", "void f(int a = 1, B b = {})\n{\n    g();\n}\n", {4});
}

void FunctionsTest::countsFromHeaderToClosingBrace()
{
    QFETCH(QByteArray, text);
    QFETCH(QList<int>, lines);
    QList<int> found;
    for (const Function &function : functionsOf(text.toStdString()))
        found << function.lines;
    QCOMPARE(found, lines);
}

void FunctionsTest::tellsNames()
{
    const auto found = functionsOf("int A::f(std::vector<int> v)\n{\n}\n\nA::~A()\n{\n}\n");
    QCOMPARE(found.size(), 2U);
    QCOMPARE(found[0].name, std::string("A::f"));
    QCOMPARE(found[1].name, std::string("A::~A"));
    QCOMPARE(found[1].line, 5);
}

void FunctionsTest::seesEachOfSeveral()
{
    std::string text = "namespace n {\n\n";
    for (int i = 0; i < 50; ++i)
        text += "void f" + std::to_string(i) + "(int a)\n{\n    g({a});\n}\n\n";
    const auto found = functionsOf(text + "}\n");
    QCOMPARE(found.size(), 50U);
    for (const Function &function : found)
        QCOMPARE(function.lines, 4);
}

QTEST_GUILESS_MAIN(FunctionsTest)
#include "functions_test.moc"
