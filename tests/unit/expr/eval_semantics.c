/*
 * What expressions mean: a small model, an expression, the answer as a reader sees it. The expectations come
 * from the language reference (docs/guide/language.md), not from what the evaluator happens to give.
 */
#include "eval_kit.h"

static locality_snapshot *snapshot;

/* Coventry's proposed posts in small, places with a gap, a calendar, a group. */
static void build(void) {
    locality_model *model = kit_model();
    kit_put(model, "structure", "proposed", "stated_fte", "24", "listing", "complete", NULL);
    kit_put(model, "structure", "current", "stated_fte", "46", "listing", "none", NULL);
    kit_put(model, "unit", "strategic", "structure", "proposed", NULL);
    kit_put(model, "unit", "community", "structure", "proposed", "name", "Community Connections",
            NULL);
    kit_put(model, "unit", "empty", "structure", "current", "head", "none", NULL);
    kit_put(model, "grade", "g1", "rank", "1", NULL);
    kit_put(model, "grade", "g5", "rank", "5", NULL);
    kit_put(model, "function", "voice", "name", "Help people voice need", NULL);
    kit_put(model, "function", "lead", NULL);
    kit_put(model, "post", "head", "title", "Head of Service", "posts", "1", "fte", "1", "unit",
            "strategic", "structure", "proposed", "reports_to", "none", "senior", "yes", "grade",
            "g5", "functions", "lead voice", "serves", "north south", NULL);
    kit_put(model, "post", "coordinator", "title", "Community Co-ordinator", "posts", "2", "fte",
            "1.5..2", "unit", "community", "structure", "proposed", "reports_to", "head", "senior",
            "no", "grade", "g1", "functions", "voice", "serves", "north", "cost", "£80000", NULL);
    kit_put(model, "post", "officer", "title", "Community Officer", "posts", "8", "unit",
            "community", "structure", "proposed", "reports_to", "coordinator", "task_role", "leads",
            "serves", " ", "cost", "£200000.50", NULL);
    kit_put(model, "post", "clerk", "title", "Clerk", "unit", "community", "structure", "proposed",
            NULL);
    kit_put(model, "area", "county", "level", "county", "parent", "none", "population", "200",
            NULL);
    kit_put(model, "area", "north", "level", "district", "parent", "county", "population", "100",
            NULL);
    kit_put(model, "area", "south", "level", "district", "parent", "county", "population", ">=50",
            NULL);
    kit_put(model, "area", "ward", "level", "ward", "parent", "north", NULL);
    kit_put(model, "alias", "a1", "record", "area:south", "text", "Southern Part", NULL);
    kit_put(model, "area_group", "pair", "layer", "teams", "members", "north south", "within",
            "county", NULL);
    kit_put(model, "consultation", "c", "starts", "2010-07", "ends", "2010-09-03", "deadline",
            "2010-09-03 17:00", NULL);
    snapshot = kit_take(model);
    locality_model_free(model);
}

typedef struct row {
    const char *expression, *answer;
} row;

/* Rows of a table are joined by "; ", columns by " | "; a row that is not certain ends in "?". */
static void answer_of(const char *expression, char *out, size_t size) {
    locality_answer *answer = NULL;
    size_t used = 0;
    out[0] = '\0';
    if (locality_query(snapshot, expression, strlen(expression), NULL, &answer, &kit_error) !=
        LOCALITY_OK) {
        snprintf(out, size, "%s: %.200s", locality_status_name(kit_error.status),
                 kit_error.message);
        return;
    }
    for (size_t r = 0; r < locality_answer_rows(answer) && used < size; r++)
        for (size_t c = 0; c < locality_answer_columns(answer) && used < size; c++) {
            int last = c + 1 == locality_answer_columns(answer);
            int sure = locality_answer_certainty(answer, r) == LOCALITY_TRUE;
            used += (size_t)snprintf(out + used, size - used, "%s%s%s",
                                     c > 0   ? " | "
                                     : r > 0 ? "; "
                                             : "",
                                     locality_answer_text(answer, r, c), last && !sure ? "?" : "");
        }
    locality_answer_free(answer);
}

static void expect(const row *rows, size_t count) {
    char answer[2000];
    for (size_t i = 0; i < count; i++) {
        answer_of(rows[i].expression, answer, sizeof answer);
        if (!TEST_TEXT(answer, rows[i].answer))
            printf("  in %s\n", rows[i].expression);
    }
}

static void literals_and_arithmetic(void) {
    static const row rows[] = {
        {"24", "24"},
        {"0.5", "0.5"},
        {"26.09%", "26.09 %"},
        {"£1.354m", "£1,354,000"},
        {"2010-09-03", "3 September 2010"},
        {"2010-07", "July 2010"},
        {"4 weeks", "28 days"},
        {"yes", "yes"},
        {"unknown", "unknown"},
        {"1 + 2 * 3", "7"},
        {"(1 + 2) * 3", "9"},
        {"1 - 2 - 3", "-4"},
        {"2 + 0.5", "2.5"},
        {"7 / 2", "3.5"},
        {"1 / 3", "between 0.333333 and 0.333334"},
        {"1 / 0", "unknown"},
        {"-3", "-3"},
        {"£10 + £0.05", "£10.05"},
        {"£10 * 0.15", "£1.50"},
        {"£10 / 4", "£2.50"},
        {"£10 / £4", "2.5"},
        {"50% * £3000", "£1,500"},
        {"2010-09-03 - 2010-09-01", "2 days"},
        {"2010-09-03 + 2 weeks", "17 September 2010"},
        {"2010-09-03 - 3 days", "31 August 2010"},
        {"2010-07 - 2010-06-30", "between 1 day and 31 days"},
        {"10 days / 4 days", "2.5"},
        {"2 days * 3", "6 days"},
        {"if 1 < 2 then \"a\" else \"b\"", "a"},
        {"if post clerk.fte > 1 then 3 else 5", "between 3 and 5"},
        {"9000000000000000000 + 9000000000000000000", "at least 9,223,372,036,854,775,806"},
    };
    expect(rows, TEST_COUNT(rows));
}

static void comparisons(void) {
    static const row rows[] = {
        {"1 = 1", "yes"},
        {"1 != 1", "no"},
        {"2 > 1 and 1 >= 1 and 1 < 2 and 1 <= 1", "yes"},
        {"post coordinator.fte <= 2", "yes"},
        {"post coordinator.fte > 2", "no"},
        {"post coordinator.fte = 2", "unknown"},
        {"post coordinator.fte != 1", "yes"},
        {"post clerk.posts >= 0", "unknown"},
        {"area south.population < 50", "no"},
        {"area south.population > 60", "unknown"},
        {"\"a\" = \"a\"", "yes"},
        {"\"a\" = \"A\"", "no"},
        {"post officer.task_role = leads", "yes"},
        {"post head.task_role = leads", "unknown"},
        {"post officer.reports_to = coordinator", "yes"},
        {"post officer.reports_to = head", "no"},
        {"post clerk.reports_to = head", "unknown"},
        {"post head.reports_to = head", "no"},
        {"post head.reports_to != head", "yes"},
        {"post head.reports_to = post clerk.reports_to", "no"},
        {"2010-07 < 2010-08", "yes"},
        {"2010-07 < 2010-07-15", "unknown"},
        {"2010-07-10 within 2010-07", "yes"},
        {"date 2010 within 2010-07", "unknown"},
        {"date 2011 within 2010-07", "no"},
        {"consultation c.deadline <= 2010-09-03T17:00", "yes"},
        {"consultation c.deadline within 2010-09-03", "yes"},
        {"day(consultation c.deadline) = consultation c.ends", "yes"},
        {"post head.senior", "yes"},
        {"not post head.senior", "no"},
        {"post clerk.senior", "unknown"},
        {"post clerk.senior and no", "no"},
        {"post clerk.senior or yes", "yes"},
        {"post clerk.senior or no", "unknown"},
        {"post head.senior = post coordinator.senior", "no"},
        {"post head.title matches \"*SERVICE\"", "yes"},
        {"post head.title matches \"Head ?? S*\"", "yes"},
        {"post head.title matches \"Head\"", "no"},
        {"\"\" matches \"*\"", "yes"},
        {"\"ab\" matches \"a?b\"", "no"},
    };
    expect(rows, TEST_COUNT(rows));
}

static void what_is_known(void) {
    static const row rows[] = {
        {"post head.fte is known", "yes"},
        {"post coordinator.fte is known", "no"},
        {"post coordinator.fte is missing", "no"},
        {"post coordinator.fte is not missing", "yes"},
        {"post clerk.fte is missing", "yes"},
        {"post head.reports_to is none", "yes"},
        {"post head.reports_to is known", "yes"},
        {"post head.reports_to is missing", "no"},
        {"post clerk.reports_to is missing", "yes"},
        {"post clerk.reports_to is none", "no"},
        {"post officer.serves is empty", "yes"},
        {"post officer.serves is known", "yes"},
        {"post clerk.serves is empty", "no"},
        {"post clerk.serves is missing", "yes"},
        {"post head.serves is not empty", "yes"},
        {"post clerk.senior is known", "no"},
        {"post head.task_role is missing", "yes"},
        {"low(area south.population)", "50"},
        {"high(area south.population)", "unknown"},
        {"first(consultation c.starts)", "1 July 2010"},
        {"last(consultation c.starts)", "31 July 2010"},
    };
    expect(rows, TEST_COUNT(rows));
}

static void fields_and_lists(void) {
    static const row rows[] = {
        {"post officer.reports_to.title", "Community Co-ordinator"},
        {"post officer.reports_to.reports_to.unit.id", "strategic"},
        {"post head.reports_to.title", "unknown"},
        {"post clerk.reports_to.title = \"Clerk\"", "unknown"},
        {"post head.functions.name", "unknown; Help people voice need"},
        {"post head.functions.id", "lead; voice"},
        {"post head.serves", "north; south"},
        {"post head.serves has north", "yes"},
        {"post coordinator.serves has south", "no"},
        {"post clerk.serves has south", "unknown"},
        {"post officer.serves has south", "no"},
        {"area north in post head.serves", "yes"},
        {"area ward not in post head.serves", "yes"},
        {"post coordinator.serves within post head.serves", "yes"},
        {"post head.serves within post coordinator.serves", "no"},
        {"post officer.serves within post coordinator.serves", "yes"},
        {"post clerk.serves within post coordinator.serves", "unknown"},
        {"post head.serves = {south, north}", "yes"},
        {"post head.serves != {south}", "yes"},
        {"post head.serves overlaps post coordinator.serves", "yes"},
        {"post officer.serves overlaps post head.serves", "no"},
        {"post clerk.serves overlaps post officer.serves", "no"},
        {"post clerk.serves overlaps post head.serves", "unknown"},
        {"{1, 2, 3} overlaps {3, 4}", "yes"},
        {"2 in {1, 2, 3}", "yes"},
        {"\"z\" in {\"a\", \"b\", \"c\", \"d\", \"e\", \"f\", \"g\", \"h\", \"i\", \"j\", \"k\", "
         "\"l\", \"m\", \"z\"}",
         "yes"},
        {"post clerk.posts in {1, 2}", "unknown"},
        {"size(post head.serves)", "2"},
        {"size(post clerk.serves)", "at least 0"},
        {"distinct({1, 2, 1})", "1; 2"},
        {"size(distinct({\"a\", \"a\"}))", "1"},
    };
    expect(rows, TEST_COUNT(rows));
}

static void quantifiers(void) {
    static const row rows[] = {
        {"count(p in post)", "4"},
        {"count(p in post where p.unit = community)", "3"},
        {"count(p in post where p.reports_to = head)", "between 1 and 2"},
        {"count(p in post where p.posts > 1)", "between 2 and 3"},
        {"count(distinct p.unit for p in post)", "2"},
        {"count(distinct p.reports_to for p in post)", "between 2 and 3"},
        {"count(distinct p.posts for p in post)", "between 3 and 4"},
        {"count(d in area, p in post where p.serves has d)", "between 3 and 7"},
        {"count(a in (post head).serves)", "2"},
        {"count(a in (post clerk).serves)", "at least 0"},
        {"sum(p.posts for p in post)", "at least 11"},
        {"sum(p.posts for p in post where p.id != \"clerk\")", "11"},
        {"sum(p.fte for p in post where p.posts = 2)", "at least 1.5"},
        {"sum(p.cost for p in post where p.cost is known)", "£280,000.50"},
        {"sum(p.posts for p in post where p.unit = empty)", "0"},
        {"min(p.posts for p in post where p.unit = empty)", "unknown"},
        {"min(d.population for d in area where d.level = district)", "between 50 and 100"},
        {"max(d.population for d in area where d.level = district)", "at least 100"},
        {"max(p.grade.rank for p in post where p.grade is known)", "5"},
        {"share(p.senior for p in post where p.senior is known)", "50.00 %"},
        {"share(p.senior for p in post)", "between 25.00 % and 75.00 %"},
        {"share(p.senior for p in post where p.unit = empty)", "unknown"},
        {"any(p in post where p.posts > 7)", "yes"},
        {"any(p in post where p.posts > 8)", "unknown"},
        {"any(p.posts > 8 for p in post where p.id != \"clerk\")", "no"},
        {"all(p.fte <= p.posts for p in post where p.fte is not missing)", "yes"},
        {"all(p.posts < 8 for p in post)", "no"},
        {"all(p.posts < 9 for p in post)", "unknown"},
        {"all(p.posts < 1 for p in post where p.unit = empty)", "yes"},
        {"none(p in post where p.reports_to = p)", "unknown"},
        {"none(p.posts > 100 for p in post where p.posts is known)", "yes"},
        {"list(p.title for p in post where p.unit = community)",
         "Community Co-ordinator; Community Officer; Clerk"},
        {"list(p.title, p.posts for p in post where p.posts > 1)",
         "Community Co-ordinator | 2; Community Officer | 8; Clerk | unknown?"},
        {"list(p for p in post where p.reports_to = head)", "Community Co-ordinator; Clerk?"},
        {"set(p.unit for p in post)", "strategic; Community Connections"},
        {"set(p.unit.id, p.structure for p in post)", "strategic | proposed; community | proposed"},
        {"list(u.id, count(p in post where p.unit = u), sum(p.posts for p in post where p.unit = "
         "u) for u in unit)",
         "strategic | 1 | 1; community | 3 | at least 10; empty | 0 | 0"},
        {"list(d.id, count(p in post where p.serves has d) for d in area)",
         "county | between 0 and 1; north | between 2 and 3; south | between 1 and 2; ward | "
         "between 0 and 1"},
        {"list(p.id, any(q in post where q.reports_to = p) for p in post)",
         "head | yes; coordinator | yes; officer | unknown; clerk | unknown"},
        {"sum(count(q in post where q.unit = p.unit) for p in post)", "10"},
        {"all(count(q in post where q.unit = u and q.posts >= 2) <= 3 for u in unit)", "yes"},
    };
    expect(rows, TEST_COUNT(rows));
}

static void functions(void) {
    static const row rows[] = {
        {"parent(area ward)", "north"},
        {"parent(area county)", "none"},
        {"children(area county)", "north; south"},
        {"ancestors(area ward)", "north; county"},
        {"inside(area county)", "north; ward; south"},
        {"groups(area north)", "pair"},
        {"members(area_group pair)", "north; south"},
        {"covers(post head.serves, area ward)", "yes"},
        {"covers(post coordinator.serves, area south)", "no"},
        {"covers(post clerk.serves, area south)", "unknown"},
        {"gaps(area_group pair)", ""},
        {"area ward within county", "yes"},
        {"area ward within north", "yes"},
        {"area north within ward", "no"},
        {"area north within north", "yes"},
        {"area north within south", "no"},
        {"chain(post officer)", "Community Co-ordinator; Head of Service"},
        {"size(chain(post clerk))", "at least 0"},
        {"reports(post head)", "Community Co-ordinator"},
        {"below(post head)", "Community Co-ordinator; Community Officer"},
        {"span(post coordinator)", "8"},
        {"span_fte(post head)", "between 1.5 and 2"},
        {"depth(post officer)", "2"},
        {"depth(post clerk)", "at least 0"},
        {"cyclic(post officer)", "no"},
        {"days(2023-01-25, 2023-02-24)", "30 days"},
        {"days_inclusive(2023-01-25, 2023-02-24)", "31 days"},
        {"add_months(2010-01-31, 1)", "28 February 2010"},
        {"add_months(2010-07, 1)", "August 2010"},
        {"weekday(2010-09-03)", "Friday"},
        {"weekday(2010-09)", "unknown"},
        {"year(2010-07)", "2010"},
        {"year(2010/11)", "between 2010 and 2011"},
        {"abs(-3)", "3"},
        {"abs(post coordinator.fte - 2)", "between 0 and 0.5"},
        {"round(2.5)", "3"},
        {"round(2.345, 2)", "2.35"},
        {"round(-2.5)", "-3"},
        {"round(26.0869%, 1)", "26.10 %"},
        {"round(£10.50)", "£11"},
        {"floor(2.9)", "2"},
        {"ceil(2.1)", "3"},
        {"floor(-2.1)", "-3"},
        {"percent(22, 46)", "47.83 %"},
        {"yearly(12%, 5)", "2.29 %"},
        {"yearly(44%, 2)", "20.00 %"},
        {"yearly(-20%, 3)", "-7.17 %"},
        {"yearly(-100%, 3)", "-100.00 %"},
        {"yearly(0%, 7)", "0.00 %"},
        {"yearly(12%, 1)", "12.00 %"},
        {"yearly(12%, 1000) > 0%", "yes"},
        {"yearly(21%, 2) >= 10% and yearly(21%, 2) <= 10%", "yes"},
        {"yearly(12%, 0)", "unknown"},
        {"yearly(12%, 1001)", "unknown"},
        {"yearly(-101%, 3)", "unknown"},
        {"min(3, 1, 2)", "1"},
        {"max(post coordinator.fte, 1.75)", "between 1.75 and 2"},
        {"named(area south, \"southern part\")", "yes"},
        {"named(area north, \"southern part\")", "no"},
        {"named(post head, \"head of service\")", "yes"},
        {"named(post clerk.reports_to, \"x\")", "unknown"},
        {"text(22 / 46, 2)", "0.48"},
        {"text(post head)", "Head of Service"},
        {"area \"Southern Part\"", "south"},
        {"as_at", "unknown"},
    };
    expect(rows, TEST_COUNT(rows));
}

static void what_is_wrong_is_said_with_its_place(void) {
    static const struct {
        const char *expression;
        locality_status status;
        uint64_t column;
        const char *part;
    } rows[] = {
        {"post nobody", LOCALITY_NOT_FOUND, 1, "nobody"},
        {"count(p in post where p.reports_to = coordinatr)", LOCALITY_NOT_FOUND, 38, "coordinator"},
        {"post head.unit = \"stratgic\"", LOCALITY_NOT_FOUND, 18, "strategic"},
        {"post head.titel", LOCALITY_NOT_FOUND, 11, "title"},
        {"1 + \"a\"", LOCALITY_TYPE, 3, ""},
        {"(1", LOCALITY_SYNTAX, 3, ""},
        {"cap > 1", LOCALITY_NOT_FOUND, 1, "cap"},
    };
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        locality_answer *answer = (locality_answer *)&kit_error;
        memset(&kit_error, 0xA5, sizeof kit_error);
        TEST_NUMBER(locality_query(snapshot, rows[i].expression, strlen(rows[i].expression), NULL,
                                   &answer, &kit_error),
                    rows[i].status);
        CU_ASSERT_PTR_NULL(answer);
        TEST_NUMBER(kit_error.status, rows[i].status);
        TEST_NUMBER(kit_error.line, 1);
        if (!TEST_NUMBER(kit_error.column, rows[i].column))
            printf("  in %s: %s\n", rows[i].expression, kit_error.message);
        TEST_ROW(strstr(kit_error.message, rows[i].part) != NULL, rows[i].expression);
    }
}

static void tables_have_columns_with_names_types_and_values(void) {
    static const char text[] = "list(p, p.posts, p.unit.id for p in post where p.id = \"officer\")";
    locality_answer *answer = NULL;
    locality_value value;
    kit_well(locality_query(snapshot, text, sizeof text - 1, NULL, &answer, &kit_error), text);
    TEST_NUMBER(locality_answer_is_table(answer), 1);
    TEST_NUMBER(locality_answer_rows(answer), 1);
    TEST_NUMBER(locality_answer_columns(answer), 3);
    TEST_TEXT(locality_answer_column_name(answer, 0), "p");
    TEST_TEXT(locality_answer_column_name(answer, 2), "p.unit.id");
    TEST_TEXT(locality_answer_column_name(answer, 3), "");
    TEST_NUMBER(locality_answer_column_type(answer, 0), LOCALITY_TYPE_REF);
    TEST_NUMBER(locality_answer_column_type(answer, 1), LOCALITY_TYPE_COUNT);
    TEST_NUMBER(locality_answer_column_type(answer, 9), LOCALITY_TYPE_NONE);
    TEST_TEXT(locality_answer_column_kind(answer, 0), "post");
    TEST_TEXT(locality_answer_column_kind(answer, 1), "");
    TEST_NUMBER(locality_answer_value(answer, 0, 0, &value, &kit_error), LOCALITY_OK);
    TEST_NUMBER(value.type, LOCALITY_TYPE_REF);
    TEST_TEXT(value.text, "officer");
    TEST_TEXT(locality_answer_text(answer, 0, 0), "Community Officer");
    TEST_NUMBER(locality_answer_value(answer, 0, 1, &value, &kit_error), LOCALITY_OK);
    TEST_NUMBER(value.range.lo, 8);
    TEST_NUMBER(value.range.hi, 8);
    TEST_NUMBER(locality_answer_value(answer, 1, 0, &value, &kit_error), LOCALITY_NOT_FOUND);
    TEST_NUMBER(locality_answer_value(answer, 0, 3, &value, NULL), LOCALITY_NOT_FOUND);
    TEST_NUMBER(locality_answer_value(NULL, 0, 0, &value, &kit_error), LOCALITY_INVALID);
    TEST_NUMBER(locality_answer_value(answer, 0, 0, NULL, &kit_error), LOCALITY_INVALID);
    TEST_TEXT(locality_answer_text(answer, 5, 0), "");
    TEST_NUMBER(locality_answer_truth(answer), LOCALITY_UNDECIDED);
    locality_answer_free(answer);
}

static void the_answer_to_nothing_is_nothing(void) {
    TEST_NUMBER(locality_answer_rows(NULL), 0);
    TEST_NUMBER(locality_answer_columns(NULL), 0);
    TEST_NUMBER(locality_answer_is_table(NULL), 0);
    TEST_TEXT(locality_answer_column_name(NULL, 0), "");
    TEST_NUMBER(locality_answer_column_type(NULL, 0), LOCALITY_TYPE_NONE);
    TEST_TEXT(locality_answer_column_kind(NULL, 0), "");
    TEST_NUMBER(locality_answer_certainty(NULL, 0), LOCALITY_UNDECIDED);
    TEST_TEXT(locality_answer_text(NULL, 0, 0), "");
    TEST_NUMBER(locality_answer_truth(NULL), LOCALITY_UNDECIDED);
    TEST_TEXT(locality_answer_arithmetic(NULL), "");
    TEST_NUMBER(locality_answer_witnesses(NULL), 0);
    CU_ASSERT_PTR_NULL(locality_answer_witness(NULL, 0));
    TEST_NUMBER(locality_answer_missing(NULL), 0);
    CU_ASSERT_PTR_NULL(locality_answer_missing_at(NULL, 0));
    TEST_NUMBER(locality_answer_missing_more(NULL), 0);
    locality_answer_free(NULL);
}

static void the_snapshot_goes(void) {
    locality_snapshot_release(snapshot);
    CU_PASS("under a sanitizer nothing is left");
}

static const test_case cases[] = {
    {"the model is taken", build},
    {"literals are values, and arithmetic is exact or rounded outwards", literals_and_arithmetic},
    {"comparisons are decided where every choice agrees", comparisons},
    {"what is known, missing, none or empty is always decided", what_is_known},
    {"fields are read through references, and lists are compared three-valued", fields_and_lists},
    {"quantifiers are widened by records whose condition is undecided", quantifiers},
    {"functions give what the reference says", functions},
    {"what is wrong is said with its place and the nearest name",
     what_is_wrong_is_said_with_its_place},
    {"tables have columns with names, types and values",
     tables_have_columns_with_names_types_and_values},
    {"the answer to nothing is nothing", the_answer_to_nothing_is_nothing},
    {"the snapshot is given back", the_snapshot_goes},
};

TEST_MAIN("meaning of expressions", cases)
