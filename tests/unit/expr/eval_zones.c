/* Zones: whole batches that a constant condition excludes or holds for are not asked again, and no answer
 * changes by it. */
#include "eval_kit.h"

#include "expr/zones.h"

enum { POSTS = 26 };

/* Rows 0 to 7 and 20 to 25 are old, 8 to 15 new; of the others nobody says. */
static const char *version_of(unsigned row) {
    if (row < 8 || row >= 20)
        return "old";
    return row < 16 ? "new" : "";
}

static locality_snapshot *take(void) {
    locality_model *model = kit_model();
    kit_put(model, "structure", "old", NULL);
    kit_put(model, "structure", "new", NULL);
    kit_put(model, "unit", "North", NULL);
    kit_put(model, "unit", "South", NULL);
    for (unsigned row = 0; row < POSTS; row++) {
        char id[16];
        snprintf(id, sizeof id, "P%02u", row);
        kit_put(model, "post", id, "structure", version_of(row), "title",
                row % 3 == 0 ? "Clerk" : "Officer", "unit", row % 2 == 0 ? "North" : "South", "fte",
                row % 5 == 0 ? "" : "0.8", "reports_to", row % 8 == 0 ? "none" : "P08", NULL);
    }
    locality_snapshot *snapshot = kit_take(model);
    locality_model_free(model);
    return snapshot;
}

static void no_answer_changes(void) {
    static const char *const texts[] = {
        "count(p in post where p.structure = old)",
        "count(p in post where new = p.structure)",
        "count(p in post where p.structure = old and p.title = \"Clerk\")",
        "count(p in post where p.title = \"Clerk\" and p.structure = new)",
        "count(p in post where p.title = \"Clerk\" and p.structure = new and p.fte >= 0.5)",
        "count(p in post where p.structure = old or p.title = \"Clerk\")",
        "count(p in post where not p.structure = old)",
        "count(p in post where p.structure != old)",
        "sum(p.fte for p in post where p.structure = new and not cyclic(p))",
        "any(p in post where p.structure = new and p.fte >= 0.9)",
        "all(p.title = \"Clerk\" for p in post where p.structure = old)",
        "count(u in unit where count(p in post where p.unit = u and p.structure = new) > 3)",
        "count(p in post where p.structure = new and p.reports_to.structure = old)",
        "count(p in post, q in post where p.structure = new and q.unit = p.unit)",
        "min(p.fte for p in post where p.structure = old)",
        "share(p.title = \"Clerk\" for p in post where p.structure = new)",
    };
    locality_snapshot *snapshot = take();
    for (size_t i = 0; i < TEST_COUNT(texts); i++) {
        kit_value expected, found;
        if (!kit_well(kit_eval(snapshot, texts[i], (kit_way){64, 1, 0}, &expected), texts[i]))
            continue;
        for (uint32_t batch = 1; batch <= 7; batch++) {
            kit_well(kit_eval(snapshot, texts[i], (kit_way){batch, 0, 0}, &found), texts[i]);
            TEST_ROW(found.range.lo == expected.range.lo && found.range.hi == expected.range.hi,
                     texts[i]);
        }
    }
    locality_snapshot_release(snapshot);
}

static void a_record_that_may_be_of_the_version_keeps_the_answer_open(void) {
    locality_snapshot *snapshot = take();
    kit_value found;
    kit_well(
        kit_eval(snapshot, "count(p in post where p.structure = old)", (kit_way){4, 0, 0}, &found),
        "count");
    TEST_NUMBER(found.range.lo, 14);
    TEST_NUMBER(found.range.hi, 18);
    locality_snapshot_release(snapshot);
}

/* Three versions, each of which lies together and stands apart. */
static locality_snapshot *take_apart(void) {
    static const char *const versions[] = {"old", "new", "next"};
    locality_model *model = kit_model();
    for (unsigned v = 0; v < 3; v++)
        kit_put(model, "structure", versions[v], NULL);
    kit_put(model, "structure", "empty", NULL);
    for (unsigned row = 0; row < POSTS; row++) {
        char id[16], manager[16];
        unsigned version = row < 9 ? 0 : row < 19 ? 1 : 2;
        snprintf(id, sizeof id, "P%02u", row);
        snprintf(manager, sizeof manager, "P%02u", version == 0 ? 0 : version == 1 ? 9 : 19);
        kit_put(model, "post", id, "structure", versions[version], "title",
                row % 3 == 0 ? "Clerk" : "Officer", "reports_to",
                strcmp(id, manager) == 0 ? "none" : manager, "posts", "1", NULL);
    }
    locality_snapshot *snapshot = kit_take(model);
    locality_model_free(model);
    return snapshot;
}

static void where_versions_are_known_to_lie_changes_no_answer(void) {
    static const char *const texts[] = {
        "count(p in post where p.structure = old)",
        "count(p in post where p.structure = new)",
        "count(p in post where p.structure = next)",
        "count(p in post where p.structure = empty)",
        "count(p in post where p.structure = new and p.title = \"Clerk\")",
        "count(p in post where p.structure = next and span(p) > 0)"};
    static const int64_t expected[] = {9, 10, 7, 0, 4, 1};
    locality_snapshot *snapshot = take_apart();
    for (int known = 0; known < 2; known++) {
        uint32_t first = 0, end = 0;
        TEST_NUMBER(loc_lines_know_posts(snapshot, 1, &first, &end), known);
        TEST_NUMBER(first, known ? 9 : 0);
        TEST_NUMBER(end, known ? 19 : 0);
        for (size_t i = 0; i < TEST_COUNT(texts) - (known == 0); i++) /* the last asks for lines */
            for (uint32_t batch = 1; batch <= 8; batch++) {
                kit_value found;
                kit_well(kit_eval(snapshot, texts[i], (kit_way){batch, 0, 0}, &found), texts[i]);
                TEST_ROW(found.range.lo == expected[i] && found.range.hi == expected[i], texts[i]);
            }
        const loc_lines *lines = NULL;
        kit_well(loc_lines_of_version(snapshot, 1, &lines, &kit_error), "lines");
    }
    locality_snapshot_release(snapshot);
}

static void what_is_left_is_picked_in_order(void) {
    uint8_t truth[37];
    uint32_t picked[38], state = 1;
    for (uint32_t round = 0; round < 400; round++) {
        uint32_t count = round % 38, sparse = 1 + round % 9, found = 0, wrong = 0;
        for (uint32_t i = 0; i < count; i++) {
            state = state * 1664525u + 1013904223u;
            truth[i] =
                (state >> 16) % sparse == 0 ? (uint8_t)(LOC_MAYBE + (state >> 28) % 2) : LOC_NO;
        }
        uint32_t left = loc_truths_pick(truth, count, picked);
        for (uint32_t i = 0; i < count; i++)
            if (truth[i] != LOC_NO)
                wrong += found >= left || picked[found++] != i;
        TEST_NUMBER(wrong, 0);
        TEST_NUMBER(left, found);
    }
}

/* Records touched for a text. */
static uint64_t steps_of(const locality_snapshot *snapshot, const char *text, kit_way way) {
    loc_run run;
    loc_tree *tree = NULL;
    kit_value found;
    loc_run_init(&run, snapshot, loc_host_allocator(snapshot));
    kit_well(
        loc_syntax_parse_expression(run.schema, text, strlen(text), &run.arena, &tree, &kit_error),
        text);
    kit_well(loc_check_expression(run.schema, NULL, &run.arena, tree, &kit_error), text);
    kit_well(kit_eval_tree(&run, tree, way, &found), text);
    uint64_t steps = run.steps;
    loc_run_clear(&run);
    return steps;
}

static void batches_that_are_excluded_are_not_looked_at(void) {
    locality_snapshot *snapshot = take();
    const char *text = "count(p in post where p.structure = new)";
    TEST_NUMBER(steps_of(snapshot, text, (kit_way){4, 1, 0}), POSTS);
    TEST_NUMBER(steps_of(snapshot, text, (kit_way){4, 0, 0}),
                8 + 4); /* and those of which nobody says */
    TEST_NUMBER(steps_of(snapshot, text, (kit_way){16, 0, 0}),
                POSTS); /* too few to be worth while */
    locality_snapshot_release(snapshot);
}

int main(void) {
    static const test_case cases[] = {
        {"no answer changes, whatever the size of batches", no_answer_changes},
        {"a record that may be of the version keeps the answer open",
         a_record_that_may_be_of_the_version_keeps_the_answer_open},
        {"where versions are known to lie changes no answer",
         where_versions_are_known_to_lie_changes_no_answer},
        {"what is left is picked in order", what_is_left_is_picked_in_order},
        {"batches that are excluded are not looked at",
         batches_that_are_excluded_are_not_looked_at},
    };
    return test_main("zones", cases, TEST_COUNT(cases));
}
