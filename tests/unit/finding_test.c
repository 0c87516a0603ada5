// Findings: severities, order, and the way from a quoted line to its place.
// How models and the built-in engine come to findings is tested with them.
#include "text/finding.h"

#include "runner/check.h"

static void severities(void) {
    check_case("severities");
    enum finding_severity severity = FINDING_HINT;
    for (int i = FINDING_ERROR; i <= FINDING_HINT; i++) {
        const char *name = finding_severity_name((enum finding_severity)i);
        check(finding_severity_parse(slice_from(name), &severity));
        check_number(severity, i);
    }
    check(!finding_severity_parse(SLICE("Error"), &severity));
    check(!finding_severity_parse(SLICE(""), &severity));
    check_number(severity, FINDING_HINT);
}

static void order(void) {
    check_case("order");
    struct finding items[] = {
        { .span = { 9, 9 }, .severity = FINDING_ERROR, .rule = "e" },
        { .span = { 2, 9 }, .severity = FINDING_HINT, .rule = "c" },
        { .span = { 2, 3 }, .severity = FINDING_WARNING, .rule = "a" },
        { .span = { 2, 4 }, .severity = FINDING_WARNING, .rule = "b" },
        { .span = { 3, 3 }, .severity = FINDING_HINT, .rule = "d" },
    };
    struct findings findings = { .items = items, .count = 5 };
    findings_sort(&findings);
    for (size_t i = 0; i < findings.count; i++)
        check_number(items[i].rule[0], 'a' + (long long)i);
}

static void anchors(void) {
    static const char text[] = "int a;\n"             // 0
                               "  x = f(a,  b);\r\n"  // 7
                               "\tint a;\n"           // 24
                               "\n"                   // 32
                               "\tx  = f(a,\tb);  \n" // 33
                               "  if (x)\n"           // 50
                               "    return x;\n"      // 59
                               "int a;";              // 73
    static const struct {
        const char *quote;
        struct span within;
        size_t near;
        bool is_found;
        struct span anchor;
    } cases[] = {
        { "int a;", { 0, 79 }, 0, true, { 0, 6 } },
        { "int a;", { 0, 79 }, 20, true, { 25, 31 } },
        { "  int   a; ", { 0, 79 }, 79, true, { 73, 79 } },
        { "int a;", { 7, 33 }, 0, true, { 25, 31 } },
        { "int a;", { 7, 24 }, 0, false, { 0, 0 } },
        { "int", { 0, 79 }, 0, false, { 0, 0 } },
        { "inta;", { 0, 79 }, 0, false, { 0, 0 } },
        { "int a; int", { 0, 79 }, 0, false, { 0, 0 } },
        { "x = f(a, b);", { 0, 79 }, 0, true, { 9, 22 } },
        { "x = f(a, b);", { 0, 79 }, 30, true, { 34, 47 } },
        { "if (x)\nreturn x;\n", { 0, 79 }, 0, true, { 52, 72 } },
        { "\nint a;\r\n\nx = f(a, b);\n\n", { 0, 79 }, 30, true, { 25, 47 } },
        { "x = f(a, b);\nint a;", { 0, 79 }, 0, true, { 9, 31 } },
        { "if (x)\nreturn y;", { 0, 79 }, 0, false, { 0, 0 } },
        { "return x;\nint a;\nint a;", { 0, 79 }, 0, false, { 0, 0 } },
        { " \n ", { 0, 79 }, 0, false, { 0, 0 } },
        { "", { 0, 79 }, 0, false, { 0, 0 } },
        { "t a;", { 2, 6 }, 0, true, { 2, 6 } },
        { "int a;", { 5, 5 }, 0, false, { 0, 0 } },
    };
    check_number(sizeof text - 1, 79);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        check_case("anchor %zu", i);
        struct span anchor = { 0, 0 };
        check(finding_anchor(slice_from(text), cases[i].within, slice_from(cases[i].quote),
                             cases[i].near, &anchor) == cases[i].is_found);
        check_number(anchor.start, cases[i].anchor.start);
        check_number(anchor.end, cases[i].anchor.end);
    }
}

void suite_finding(void);
void suite_finding(void) {
    severities();
    order();
    anchors();
}
