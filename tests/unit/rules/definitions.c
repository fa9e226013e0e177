/* Definitions: what is judged with them is what would be judged without; who sees them; what is told of
 * them; that they are records. */
#include "support/fault.h"
#include "town.h"

static const char shared[] =
    "parameter most : count = 2\n"
    "define staff = list(p in post where proposed(p)) \"Posts of the proposal\"\n"
    "define proposed(p in post) = p.structure = proposed\n"
    "define many(p, n) = p.posts > n\n"
    "define of(s in structure) = sum(p.posts for p in post where p.structure = s)\n";

static const char used[] =
    "rule A \"a\"\n for p in staff\n when p.title is known\n require not many(p, most)\n"
    "rule B \"b\"\n for s in structure where s.id = \"proposed\"\n let n = of(s)\n require n - 1 "
    ">= 3\n"
    " require any(many(p, 2) for p in post where proposed(p) and p.structure = s)\n"
    "query Q \"q\"\n answer list(p.title as \"Title\", many(p, 2) as several, not several for p in "
    "staff)\n";

static const char plain[] =
    "parameter most : count = 2\n"
    "rule A \"a\"\n for p in list(p in post where p.structure = proposed)\n when p.title is known\n"
    " require not (p.posts > most)\n"
    "rule B \"b\"\n for s in structure where s.id = \"proposed\"\n"
    " let n = sum(p.posts for p in post where p.structure = s)\n"
    " require n - 1 >= 3\n"
    " require any(p.posts > 2 for p in post where p.structure = proposed and p.structure = s)\n";

static locality_model *shared_model(void) {
    locality_model *model = town_model(TOWN);
    town_load(model, shared, "shared.rules");
    town_load(model, used, "town.rules");
    return model;
}

static locality_snapshot *shared_town(void) {
    locality_model *model = shared_model();
    locality_snapshot *snapshot = town_take(model);
    locality_model_free(model);
    return snapshot;
}

static int has(const char *text, const char *part) {
    if (strstr(text, part) == NULL)
        printf("\"%s\" is not in \"%s\"\n", part, text);
    return strstr(text, part) != NULL;
}

static void what_is_judged_is_the_same(void) {
    locality_snapshot *snapshot = shared_town();
    locality_findings *with = town_check(snapshot, NULL), *without = town_judge(plain, NULL);
    TEST_NUMBER(locality_findings_count(with), 2);
    for (size_t i = 0; i < 2; i++) {
        const locality_finding *a = locality_findings_at(with, i);
        const locality_finding *b = locality_findings_at(without, i);
        TEST_TEXT(a->rule, b->rule);
        TEST_NUMBER(a->verdict, b->verdict);
        CU_ASSERT(memcmp(a->cases, b->cases, sizeof a->cases) == 0);
        TEST_NUMBER(a->witnesses_count, b->witnesses_count);
        TEST_NUMBER(a->missing_count, b->missing_count);
        TEST_NUMBER(a->parameters_count, b->parameters_count);
    }
    locality_findings_free(with);
    locality_findings_free(without);
    locality_snapshot_release(snapshot);
}

static void what_is_told_names_the_definition(void) {
    locality_snapshot *snapshot = shared_town();
    locality_findings *findings = town_check(snapshot, NULL);
    const locality_finding *a = locality_findings_find(findings, "A");
    const locality_finding *b = locality_findings_find(findings, "B");
    TEST_TEXT(a->arithmetic, "title of post Worker = Worker\n"
                             "p.title is known is true\n"
                             "posts of post Worker = 3\n"
                             "most = 2 (parameter)\n"
                             "3 > 2 is true, difference 1\n"
                             "many(p, most) is true\n"
                             "not many(p, most) is false");
    CU_ASSERT(has(b->arithmetic, "of(s) = sum of posts over"));
    CU_ASSERT(has(b->arithmetic, "\nn = at least 4"));
    /* the rule as written, and what it uses, in the order of the definitions */
    TEST_TEXT(a->text,
              "rule A \"a\"\n for p in staff\n when p.title is known\n"
              " require not many(p, most)\n"
              "\n"
              "define staff = list(p in post where proposed(p)) \"Posts of the proposal\"\n"
              "\n"
              "define proposed(p in post) = p.structure = proposed\n"
              "\n"
              "define many(p, n) = p.posts > n");
    locality_findings_free(findings);
    locality_snapshot_release(snapshot);
}

static void queries_use_them(void) {
    static const char asked[] = "count(p in staff where many(p, most))";
    locality_snapshot *snapshot = shared_town();
    locality_answer *answer = NULL;
    town_well(locality_query(snapshot, asked, strlen(asked), NULL, &answer, &town_error), asked);
    TEST_TEXT(locality_answer_text(answer, 0, 0), "between 1 and 2");
    locality_answer_free(answer);
    town_well(locality_query_run(snapshot, "Q", NULL, &answer, &town_error), "Q");
    TEST_NUMBER(locality_answer_rows(answer), 3);
    TEST_TEXT(locality_answer_column_name(answer, 0), "Title");
    TEST_TEXT(locality_answer_column_name(answer, 1), "several");
    TEST_TEXT(locality_answer_column_name(answer, 2), "not several");
    TEST_TEXT(locality_answer_text(answer, 1, 1), "yes");
    TEST_TEXT(locality_answer_text(answer, 1, 2), "no");
    TEST_TEXT(locality_answer_text(answer, 2, 2), "unknown");
    locality_answer_free(answer);
    locality_snapshot_release(snapshot);
}

/* A variable of a definition has nothing to do with one of the same name where it is used. */
static void names_do_not_mix(void) {
    static const char rules[] =
        "define boss(p in post) = any(q in post where p.reports_to = q)\n"
        "define same(a, b) = a = b and none(p in post where p = a and p != b)\n"
        "define proposed(p in post) = p.structure = proposed\n"
        "query Q \"q\"\n"
        " answer list(q.id for q in post, p in post where boss(q) and q.reports_to = p and same(p, "
        "p))\n";
    locality_snapshot *snapshot = town_ruled(rules);
    locality_answer *answer = NULL;
    town_well(locality_query_run(snapshot, "Q", NULL, &answer, &town_error), "Q");
    CU_ASSERT_TRUE(locality_answer_rows(answer) >= 2);
    TEST_TEXT(locality_answer_text(answer, 0, 0), "worker");
    TEST_NUMBER(locality_answer_certainty(answer, 0), LOCALITY_TRUE);
    locality_answer_free(answer);
    locality_snapshot_release(snapshot);
}

static const char *text_of(const locality_snapshot *snapshot, const char *id, const char *field) {
    uint32_t kind = locality_schema_kind(NULL, "definition");
    locality_value value;
    memset(&value, 0, sizeof value);
    (void)locality_snapshot_value(snapshot, kind, locality_snapshot_find(snapshot, kind, id),
                                  locality_schema_field(NULL, kind, field), &value, NULL);
    return value.type == LOCALITY_TYPE_TEXT ? value.text : "";
}

static void they_are_records(void) {
    locality_snapshot *snapshot = shared_town();
    TEST_TEXT(text_of(snapshot, "staff", "text"),
              "define staff = list(p in post where proposed(p)) \"Posts of the proposal\"");
    TEST_TEXT(text_of(snapshot, "staff", "sentence"), "Posts of the proposal");
    TEST_TEXT(text_of(snapshot, "staff", "file"), "shared.rules");
    locality_snapshot_release(snapshot);
}

static void one_name_has_one_meaning(void) {
    static const struct {
        const char *text, *part;
        locality_status status;
    } rows[] = {
        {"define many(p) = yes\n", "the definition many stands in shared.rules already",
         LOCALITY_DUPLICATE},
        {"define most = 3\n", "`most` is a parameter already", LOCALITY_DUPLICATE},
        {"parameter staff : count\n", "`staff` is a parameter already", LOCALITY_DUPLICATE},
        {"rule C \"c\"\n for staff in post\n require yes\n", "`staff` is a definition already",
         LOCALITY_DUPLICATE},
        {"define lost = nothing(3)\n", "no function or definition `nothing`", LOCALITY_NOT_FOUND},
        {"rule C \"c\"\n for p in post\n require many(p, \"x\")\n",
         "they cannot be compared, in the definition many (shared.rules, line 4, column 29)",
         LOCALITY_TYPE},
    };
    locality_model *model = shared_model();
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        TEST_NUMBER(locality_rules_load(model, rows[i].text, strlen(rows[i].text), "other.rules",
                                        &town_error),
                    rows[i].status);
        CU_ASSERT(has(town_error.message, rows[i].part));
        TEST_NUMBER(locality_model_count(model, "definition"), 4);
    }
    locality_model_free(model);
}

/* Records that no file was read for. */
static void a_record_is_one_definition(void) {
    static const struct {
        const char *id, *text, *part;
        locality_status status;
    } rows[] = {
        {"f", "define g = 3", "one definition of its name", LOCALITY_SYNTAX},
        {"f", "define f = 3 define g = 4", "one definition of its name", LOCALITY_SYNTAX},
        {"f", "", "one definition of its name", LOCALITY_SYNTAX},
        {"f", "define f = ", "expected a value", LOCALITY_SYNTAX},
        {"f", "define f(x) = f(x)", "`f` uses itself", LOCALITY_CYCLE},
    };
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        locality_named_value text = {"text", {.type = LOCALITY_TYPE_TEXT, .text = rows[i].text}};
        locality_model *model = town_model(TOWN);
        locality_answer *answer = NULL;
        town_well(locality_model_put(model, "definition", rows[i].id, &text, 1, &town_error),
                  "put");
        locality_snapshot *snapshot = town_take(model);
        TEST_NUMBER(locality_query(snapshot, "f(3) > 1", 8, NULL, &answer, &town_error),
                    rows[i].status);
        CU_ASSERT(has(town_error.message, rows[i].part));
        locality_snapshot_release(snapshot);
        locality_model_free(model);
    }
}

/* A record that is named in a definition, and is not there, is told at the use. */
static void what_is_not_there_is_told_at_the_use(void) {
    locality_snapshot *snapshot = town_ruled("define f(p in post) = p.unit = \"nowhere\"\n\n"
                                             "rule A \"a\"\n for p in post\n require f(p)\n");
    town_fails(snapshot, NULL, LOCALITY_NOT_FOUND, "A",
               "there is no unit \"nowhere\", in the definition f (town.rules, line 1, column 32)");
    TEST_NUMBER(town_error.line, 5);
    TEST_NUMBER(town_error.column, 10);
    locality_snapshot_release(snapshot);
}

/* Twice as many parts with each of them: a bound, and no lack of memory. */
static void what_grows_too_large_is_refused(void) {
    char rules[4000] = "define f0(x) = x + x\n";
    size_t length = strlen(rules);
    locality_model *model = town_model(TOWN);
    for (int i = 1; i <= 40; i++)
        length += (size_t)snprintf(rules + length, sizeof rules - length,
                                   "define f%d(x) = f%d(x) + f%d(x)\n", i, i - 1, i - 1);
    snprintf(rules + length, sizeof rules - length, "rule A \"a\"\n require f40(1) > 2\n");
    TEST_NUMBER(locality_rules_load(model, rules, strlen(rules), NULL, &town_error),
                LOCALITY_LIMIT);
    CU_ASSERT(has(town_error.message, "more than 100000 parts"));
    length = 0;
    for (int i = 0; i < 60; i++)
        length += (size_t)snprintf(rules + length, sizeof rules - length,
                                   "define g%d(x) = g%d(x)\n", i, i + 1);
    snprintf(rules + length, sizeof rules - length, "define g60(x) = x\n");
    TEST_NUMBER(locality_rules_load(model, rules, strlen(rules), NULL, &town_error),
                LOCALITY_LIMIT);
    locality_model_free(model);
}

static locality_status load_and_ask(void *state, const locality_allocator *allocator,
                                    locality_error *error) {
    locality_model *model = NULL;
    locality_snapshot *snapshot = NULL;
    locality_answer *answer = NULL;
    locality_status status = locality_model_new(NULL, allocator, &model, error);
    (void)state;
    for (size_t i = 0; i < TEST_COUNT(town_rows) && status == LOCALITY_OK; i++)
        status = paper_put(model, town_rows[i], error);
    if (status == LOCALITY_OK)
        status = locality_rules_load(model, shared, strlen(shared), "shared.rules", error);
    if (status == LOCALITY_OK)
        status = locality_rules_load(model, used, strlen(used), "town.rules", error);
    if (status == LOCALITY_OK)
        status = locality_snapshot_take(model, &snapshot, error);
    if (status == LOCALITY_OK)
        status = locality_query_run(snapshot, "Q", NULL, &answer, error);
    locality_answer_free(answer);
    locality_snapshot_release(snapshot);
    locality_model_free(model);
    return status;
}

static void every_refusal_is_survived(void) {
    fault_drive("definitions", load_and_ask, NULL, 100);
}

static const test_case cases[] = {
    {"what is judged is what would be judged without", what_is_judged_is_the_same},
    {"what is told names the definition and what it came to", what_is_told_names_the_definition},
    {"queries use them, and columns have names", queries_use_them},
    {"names inside and outside do not mix", names_do_not_mix},
    {"they are records", they_are_records},
    {"one name has one meaning", one_name_has_one_meaning},
    {"a record is one definition of its name", a_record_is_one_definition},
    {"what is not there is told at the use", what_is_not_there_is_told_at_the_use},
    {"what grows too large is refused", what_grows_too_large_is_refused},
    {"every refusal of memory is survived", every_refusal_is_survived},
};

TEST_MAIN("rules/definitions", cases)
