/* Bulk: columns in, all rows or none; the same as row by row. */
#include "kit.h"

#include "support/random.h"

#include <stdlib.h>

#include "schema/schema.h"

enum { ROWS = 6000, FIELDS = 8 };

/* One establishment as columns, with gaps, ranges and lists. */
typedef struct establishment {
    char id[ROWS][24], skills[ROWS][40], words[ROWS][16];
    const char *ids[ROWS], *title[ROWS], *contract[ROWS], *skill[ROWS], *fte_text[ROWS];
    struct {
        int64_t unused;
        const char *to; /* reports_to, with a stride */
    } report[ROWS];
    int64_t posts[ROWS];
    locality_range cost[ROWS];
    uint8_t valid[ROWS];
    const char *about[ROWS];
    locality_column_in column[FIELDS];
} establishment;

static const char *const titles[] = {"Head of Service", "Community Coordinator", "Clerk", ""};
static const char *const contracts[] = {"permanent", "fixed_term", "agency"};
static const char *const ftes[] = {"1", "0.5", "0.5..0.8", ">=1", "?"};
static const char *const lists[] = {"s0", "s1", "s1 s2", "", " s0  s2 ", "s2", "none"};

static void fill_column(establishment *e, size_t i, const char *field, const void *data) {
    locality_column_in in = LOCALITY_COLUMN_IN_INIT;
    in.field = field;
    in.data = data;
    e->column[i] = in;
}

static establishment *make(uint64_t seed) {
    establishment *e = calloc(1, sizeof *e);
    test_random r = {seed, 0};
    for (size_t i = 0; i < ROWS; i++) {
        snprintf(e->id[i], sizeof e->id[i], "post-%zu", i);
        snprintf(e->skills[i], sizeof e->skills[i], "%s",
                 lists[test_random_below(&r, TEST_COUNT(lists))]);
        e->ids[i] = e->id[i];
        e->title[i] = test_random_below(&r, 9) == 0
                          ? NULL
                          : titles[test_random_below(&r, TEST_COUNT(titles))];
        snprintf(e->words[i], sizeof e->words[i], "%s",
                 contracts[test_random_below(&r, TEST_COUNT(contracts))]);
        e->contract[i] = e->words[i]; /* each text at an address of its own */
        e->skill[i] = test_random_below(&r, 5) == 0 && seed % 2 == 0 ? NULL : e->skills[i];
        e->fte_text[i] = ftes[test_random_below(&r, TEST_COUNT(ftes))];
        e->report[i].to = i == 0 ? "none" : e->id[test_random_below(&r, ROWS)];
        e->posts[i] = test_random_between(&r, 1, 4);
        locality_range_between(test_random_between(&r, 0, 9), test_random_between(&r, 0, 9),
                               &e->cost[i]);
        e->valid[i] = test_random_below(&r, 4) != 0;
        e->about[i] = e->valid[i] != 0 ? "x" : NULL;
    }
    fill_column(e, 0, "title", e->title);
    fill_column(e, 1, "contract", e->contract);
    fill_column(e, 2, "skills", e->skill);
    fill_column(e, 3, "fte", e->fte_text);
    e->column[3].is_text = 1;
    fill_column(e, 4, "reports_to", &e->report[0].to);
    e->column[4].stride = sizeof e->report[0];
    fill_column(e, 5, "posts", e->posts);
    e->column[5].valid = seed % 3 == 0 ? NULL : e->valid;
    fill_column(e, 6, "cost", e->cost);
    e->column[6].is_range = 1;
    fill_column(e, 7, "remark", e->contract);
    e->column[7].valid = e->valid;
    return e;
}

static locality_model *with_skills(void) {
    locality_model *m = kit_model();
    kit_bare(m, "skill", "s0");
    kit_bare(m, "skill", "s1");
    kit_bare(m, "skill", "s2");
    return m;
}

/* The same rows, one call each. */
static void put_row(locality_model *m, const establishment *e, size_t i) {
    locality_named_value v[FIELDS];
    memset(v, 0, sizeof v);
    const char *texts[FIELDS] = {
        e->title[i],     e->contract[i], e->skill[i], e->fte_text[i],
        e->report[i].to, NULL,           NULL,        e->valid[i] != 0 ? e->contract[i] : NULL};
    for (size_t f = 0; f < FIELDS; f++) {
        v[f].field = e->column[f].field;
        v[f].value.text = texts[f];
        v[f].value.type = texts[f] == NULL ? LOCALITY_TYPE_NONE : LOCALITY_TYPE_TEXT;
    }
    if (e->column[5].valid == NULL || e->valid[i] != 0) {
        v[5].value.type = LOCALITY_TYPE_COUNT;
        locality_range_exact(e->posts[i], &v[5].value.range);
    }
    v[6].value.type = LOCALITY_TYPE_MONEY;
    v[6].value.range = e->cost[i];
    kit_well(locality_model_add(m, "post", e->ids[i], v, FIELDS, &kit_error), e->ids[i]);
}

static void expect_same(const locality_snapshot *a, const locality_snapshot *b, uint32_t kind) {
    size_t rows = locality_snapshot_count(a, kind), wrong = 0;
    char x[256], y[256];
    TEST_NUMBER(locality_snapshot_count(b, kind), rows);
    for (uint32_t row = 0; row < rows; row++) {
        const char *id = locality_snapshot_id(a, kind, row);
        wrong += strcmp(id, locality_snapshot_id(b, kind, row)) != 0;
        for (uint32_t f = 0; f < locality_schema_fields(NULL, kind); f++) {
            locality_field_info info = LOCALITY_FIELD_INFO_INIT;
            locality_schema_describe(NULL, kind, f, &info, NULL);
            const char *name = locality_schema_kind_name(NULL, kind);
            const char *p = kit_text_in(a, name, id, info.name, x, sizeof x);
            const char *q = kit_text_in(b, name, id, info.name, y, sizeof y);
            wrong += strcmp(p, q) != 0;
        }
    }
    TEST_NUMBER(wrong, 0);
}

static void loads_what_single_calls_put(void) {
    for (uint64_t seed = 1; seed <= 6; seed++) {
        establishment *e = make(seed);
        locality_model *bulk = with_skills(), *single = with_skills();
        size_t cut = seed == 1 ? 0 : ROWS / seed; /* in two parts, so that the second appends */
        locality_column_in second[FIELDS];
        for (size_t f = 0; f < FIELDS; f++) {
            size_t natural = f == 5   ? sizeof(int64_t)
                             : f == 6 ? sizeof(locality_range)
                                      : sizeof(char *);
            size_t stride = e->column[f].stride == 0 ? natural : e->column[f].stride;
            second[f] = e->column[f];
            second[f].data = (const char *)second[f].data + cut * stride;
            second[f].valid = second[f].valid == NULL ? NULL : second[f].valid + cut;
        }
        kit_well(locality_model_add_many(bulk, "post", e->ids, cut, e->column,
                                         seed % 2 == 0 ? FIELDS : 3, &kit_error),
                 "first");
        for (size_t i = 0; i < cut && seed % 2 != 0; i++) { /* the columns left out above */
            kit_well(locality_model_remove(bulk, "post", e->ids[i], &kit_error), "take away");
        }
        for (size_t i = 0; i < cut && seed % 2 != 0; i++) {
            put_row(bulk, e, i);
        }
        kit_well(locality_model_add_many(bulk, "post", e->ids + cut, ROWS - cut, second, FIELDS,
                                         &kit_error),
                 "second");
        for (size_t i = 0; i < ROWS; i++) {
            put_row(single, e, i);
        }
        locality_snapshot *a = kit_take(bulk), *b = kit_take(single);
        expect_same(a, b, LOC_KIND_post);
        locality_snapshot_release(a);
        locality_snapshot_release(b);
        locality_model_free(bulk);
        locality_model_free(single);
        free(e);
    }
}

static void loads_any_references(void) {
    static const char *const ids[] = {"m1", "m2", "m3", "m4"};
    static const char *const about[] = {"skill:s0", "skills:s0", NULL, "none"};
    locality_model *m = with_skills();
    locality_column_in in = LOCALITY_COLUMN_IN_INIT;
    in.field = "about";
    in.data = about;
    kit_well(locality_model_add_many(m, "milestone", ids, 4, &in, 1, &kit_error), "milestones");
    locality_snapshot *s = kit_take(m);
    KIT_FIELD(s, "milestone", "m1", "about", "skill:s0");
    KIT_FIELD(s, "milestone", "m2", "about", "skill:s0");
    KIT_FIELD(s, "milestone", "m3", "about", "-");
    KIT_FIELD(s, "milestone", "m4", "about", "none");
    locality_snapshot_release(s);
    locality_model_free(m);
}

static void takes_open_marks_as_missing(void) {
    static const char *const ids[] = {"a", "b", "c"};
    static const int64_t posts[] = {1, LOCALITY_OPEN_BELOW, 3};
    static const int64_t starts[] = {0, 14000, LOCALITY_OPEN_ABOVE};
    locality_model *m = kit_model();
    locality_column_in in[2] = {LOCALITY_COLUMN_IN_INIT, LOCALITY_COLUMN_IN_INIT};
    in[0].field = "posts";
    in[0].data = posts;
    in[1].field = "starts";
    in[1].data = starts;
    kit_well(locality_model_add_many(m, "post", ids, 3, in, 2, &kit_error), "posts");
    locality_snapshot *s = kit_take(m);
    KIT_FIELD(s, "post", "a", "posts", "1");
    KIT_FIELD(s, "post", "b", "posts", "-");
    KIT_FIELD(s, "post", "c", "posts", "3");
    KIT_FIELD(s, "post", "a", "starts", "1970-01-01");
    KIT_FIELD(s, "post", "c", "starts", "-");
    locality_snapshot_release(s);
    locality_model_free(m);
}

typedef struct bad_load {
    const char *what, *id, *field, *text;
    locality_status status;
    const char *part;
} bad_load;

/* In the middle row something is wrong. */
static void refuses_all_when_one_row_is_wrong(void) {
    static const bad_load rows[] = {
        {"id twice", "a", NULL, NULL, LOCALITY_DUPLICATE, "already"},
        {"id that stands", "old", NULL, NULL, LOCALITY_DUPLICATE, "already"},
        {"empty id", "", NULL, NULL, LOCALITY_INVALID, "empty"},
        {"no id", NULL, NULL, NULL, LOCALITY_INVALID, "null"},
        {"id none", "none", NULL, NULL, LOCALITY_INVALID, "none"},
        {"id with a control character", "a\n", NULL, NULL, LOCALITY_INVALID, "control"},
        {"id not UTF-8", "a\xFF", NULL, NULL, LOCALITY_ENCODING, "UTF-8"},
        {"text not UTF-8", "b", "title", "\xFF", LOCALITY_ENCODING, "UTF-8"},
        {"no word", "b", "contract", "permanant", LOCALITY_INVALID, "\"permanent\""},
        {"empty reference", "b", "unit", "", LOCALITY_INVALID, "none"},
        {"none in a list", "b", "skills", "s0 none", LOCALITY_INVALID, "item 2"},
        {"list not UTF-8", "b", "skills", "s0 \xFF", LOCALITY_ENCODING, "UTF-8"},
        {"item not UTF-8", "b", "skills", "\xFF", LOCALITY_ENCODING, "UTF-8"},
        {"no number", "b", "fte", "much", LOCALITY_SYNTAX, ""},
        {"unknown field", "b", "titel", "x", LOCALITY_NOT_FOUND, "\"title\""},
        {"field twice", "b", "remark", "x", LOCALITY_DUPLICATE, "twice"},
    };
    locality_model *m = with_skills();
    KIT_PUT(m, "post", "old", "title", "Old", "skills", "s1", "fte", "1");
    locality_snapshot *before = kit_take(m);
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        const char *ids[] = {"a", rows[i].id, "c"};
        const char *text[] = {NULL, rows[i].text, NULL}, *remark[] = {"x", "y", "z"};
        locality_column_in in[2] = {LOCALITY_COLUMN_IN_INIT, LOCALITY_COLUMN_IN_INIT};
        in[0].field = "remark";
        in[0].data = remark;
        in[1].field = rows[i].field;
        in[1].data = text;
        in[1].is_text = rows[i].field != NULL && strcmp(rows[i].field, "fte") == 0;
        memset(&kit_error, 0xA5, sizeof kit_error);
        locality_status status = locality_model_add_many(m, "post", ids, 3, in,
                                                         rows[i].field == NULL ? 1 : 2, &kit_error);
        if (strstr(kit_error.message, rows[i].part) == NULL) {
            printf("%s: %s\n", rows[i].what, kit_error.message);
        }
        TEST_ROW(status == rows[i].status && kit_error.status == status, rows[i].what);
        TEST_ROW(strstr(kit_error.message, rows[i].part) != NULL, rows[i].what);
        TEST_TEXT(kit_error.kind, "post");
        int whole = status == LOCALITY_NOT_FOUND || strcmp(rows[i].what, "field twice") == 0;
        TEST_ROW(kit_error.line == (whole ? 0u : 2u), rows[i].what);
        if (!whole && status != LOCALITY_ENCODING) {
            TEST_TEXT(kit_error.id, rows[i].id == NULL ? "" : rows[i].id);
        }
        TEST_NUMBER(locality_model_count(m, "post"), 1);
    }
    locality_snapshot *after = kit_take(m);
    CU_ASSERT_PTR_EQUAL(before, after);
    KIT_PUT(m, "post", "a", "skills", "s0 s1"); /* what was tried has left no trace */
    KIT_PUT(m, "post", "c", "skills", "s2");
    locality_snapshot *next = kit_take(m);
    KIT_FIELD(next, "post", "a", "skills", "s0 s1");
    KIT_FIELD(next, "post", "a", "remark", "-");
    KIT_FIELD(next, "post", "old", "skills", "s1");
    locality_snapshot_release(before);
    locality_snapshot_release(after);
    locality_snapshot_release(next);
    locality_model_free(m);
}

static locality_status load_one(locality_model *m, const locality_column_in *in) {
    static const char *const ids[] = {"a"};
    return locality_model_add_many(m, "post", ids, 1, in, 1, &kit_error);
}

static void refuses_columns_it_cannot_read(void) {
    static const char *const ids[] = {"a"};
    static const int64_t number[] = {5};
    static const int64_t date[] = {-800000};
    static const locality_range upside[] = {{2, 1}};
    locality_model *m = kit_model();
    locality_column_in in = LOCALITY_COLUMN_IN_INIT;
    KIT_FAILS(locality_model_add_many(NULL, "post", ids, 1, NULL, 0, &kit_error), LOCALITY_INVALID,
              "model");
    KIT_FAILS(locality_model_add_many(m, NULL, ids, 1, NULL, 0, &kit_error), LOCALITY_INVALID,
              "kind");
    KIT_FAILS(locality_model_add_many(m, "pst", ids, 1, NULL, 0, &kit_error), LOCALITY_NOT_FOUND,
              "\"post\"");
    KIT_FAILS(locality_model_add_many(m, "post", NULL, 1, NULL, 0, &kit_error), LOCALITY_INVALID,
              "ids");
    KIT_FAILS(locality_model_add_many(m, "post", ids, 1, NULL, 1, &kit_error), LOCALITY_INVALID,
              "columns");
    KIT_FAILS(load_one(m, &in), LOCALITY_INVALID, "field");
    in.field = "posts";
    KIT_FAILS(load_one(m, &in), LOCALITY_INVALID, "data");
    in.data = number;
    in.struct_size = 8;
    KIT_FAILS(load_one(m, &in), LOCALITY_INVALID, "struct_size");
    in.struct_size = sizeof in;
    in.is_range = in.is_text = 1;
    KIT_FAILS(load_one(m, &in), LOCALITY_INVALID, "range");
    in.field = "title";
    in.is_text = 0;
    KIT_FAILS(load_one(m, &in), LOCALITY_INVALID, "range");
    in.field = "posts";
    in.data = upside;
    KIT_FAILS(load_one(m, &in), LOCALITY_INVALID, "range");
    in.field = "temporary";
    in.data = number;
    in.is_range = 0;
    KIT_FAILS(load_one(m, &in), LOCALITY_OVERFLOW, "truth");
    in.field = "starts";
    in.data = date;
    KIT_FAILS(load_one(m, &in), LOCALITY_OVERFLOW, "date");
    TEST_NUMBER(kit_error.line, 1);
    KIT_FAILS(locality_model_add_many(m, "post", ids, UINT32_MAX, NULL, 0, &kit_error),
              LOCALITY_LIMIT, "2^32");
    TEST_NUMBER(locality_model_add_many(m, "post", ids, 1, NULL, 1, NULL), LOCALITY_INVALID);
    kit_well(locality_model_add_many(m, "post", ids, 0, NULL, 0, &kit_error), "no rows");
    TEST_NUMBER(locality_model_count(m, "post"), 0);
    kit_well(locality_model_add_many(m, "post", ids, 1, NULL, 0, &kit_error), "ids alone");
    TEST_NUMBER(locality_model_count(m, "post"), 1);
    locality_model_free(m);
}

static void loads_behind_a_list_that_was_changed(void) {
    static const char *const ids[] = {"x", "y"};
    static const char *const skills[] = {"s2", "s0 s1 s2"};
    locality_model *m = with_skills();
    KIT_PUT(m, "post", "a", "skills", "s0");
    KIT_PUT(m, "post", "b", "skills", "s1");
    kit_well(kit_set(m, "post", "a", "skills", "s0 s1 s2"), "longer");
    locality_column_in in = LOCALITY_COLUMN_IN_INIT;
    in.field = "skills";
    in.data = skills;
    kit_well(locality_model_add_many(m, "post", ids, 2, &in, 1, &kit_error), "bulk");
    locality_snapshot *s = kit_take(m);
    KIT_FIELD(s, "post", "a", "skills", "s0 s1 s2");
    KIT_FIELD(s, "post", "b", "skills", "s1");
    KIT_FIELD(s, "post", "x", "skills", "s2");
    KIT_FIELD(s, "post", "y", "skills", "s0 s1 s2");
    locality_snapshot_release(s);
    locality_model_free(m);
}

static void reports_the_first_row_that_is_wrong(void) {
    static const char *const ids[] = {"a", "b", "c"};
    static const char *const skills[] = {"s0", "\xFF", "s0 none"};
    locality_model *m = with_skills();
    locality_column_in in = LOCALITY_COLUMN_IN_INIT;
    in.field = "skills";
    in.data = skills;
    KIT_FAILS(locality_model_add_many(m, "post", ids, 3, &in, 1, &kit_error), LOCALITY_ENCODING,
              "UTF-8");
    TEST_NUMBER(kit_error.line, 2);
    KIT_AT("post", "b", "skills");
    in.data = &skills[2];
    KIT_FAILS(locality_model_add_many(m, "post", ids, 1, &in, 1, &kit_error), LOCALITY_INVALID,
              "item 2");
    TEST_NUMBER(kit_error.line, 1);
    locality_model_free(m);
}

typedef struct far_down {
    const char *what, *field, *good, *bad;
    locality_status status;
    int valid; /* whether the column has gaps */
} far_down;

/* Long columns with each text at an address of its own are read in another way than short ones. */
static void rows_far_down_are_checked_too(void) {
    enum { LONG = 9000, BAD = 8321 };
    static const far_down rows[] = {
        {"text", "title", "Clerk", "\xFF", LOCALITY_ENCODING, 0},
        {"text with gaps", "title", "Clerk", "\xFF", LOCALITY_ENCODING, 1},
        {"word", "contract", "agency", "agancy", LOCALITY_INVALID, 0},
        {"word with gaps", "contract", "agency", "", LOCALITY_INVALID, 1},
        {"reference", "unit", "none", "", LOCALITY_INVALID, 0},
        {"list", "skills", "s0", "none none", LOCALITY_INVALID, 1},
    };
    char(*id)[16] = malloc(LONG * sizeof *id), (*text)[16] = malloc(LONG * sizeof *text);
    const char **ids = malloc(LONG * sizeof *ids), **texts = malloc(LONG * sizeof *texts);
    uint8_t *valid = malloc(LONG);
    locality_model *m = with_skills();
    for (size_t r = 0; r < TEST_COUNT(rows); r++) {
        for (size_t i = 0; i < LONG; i++) {
            snprintf(id[i], sizeof id[i], "p%zu", i);
            snprintf(text[i], sizeof text[i], "%s", i == BAD ? rows[r].bad : rows[r].good);
            ids[i] = id[i];
            texts[i] = i % 100 == 7 ? NULL : text[i];
            valid[i] = i % 50 != 3;
        }
        locality_column_in in = LOCALITY_COLUMN_IN_INIT;
        in.field = rows[r].field;
        in.data = texts;
        in.valid = rows[r].valid != 0 ? valid : NULL;
        TEST_ROW(locality_model_add_many(m, "post", ids, LONG, &in, 1, &kit_error) ==
                     rows[r].status,
                 rows[r].what);
        TEST_NUMBER(kit_error.line, BAD + 1);
        KIT_AT("post", id[BAD], rows[r].field);
        TEST_NUMBER(locality_model_count(m, "post"), 0);
        memcpy(text[BAD], rows[r].good, strlen(rows[r].good) + 1);
        kit_well(locality_model_add_many(m, "post", ids, LONG, &in, 1, &kit_error), rows[r].what);
        locality_snapshot *s = kit_take(m);
        KIT_FIELD(s, "post", "p8321", rows[r].field, rows[r].good);
        KIT_FIELD(s, "post", "p8307", rows[r].field, "-");
        KIT_FIELD(s, "post", "p8353", rows[r].field, rows[r].valid != 0 ? "-" : rows[r].good);
        locality_snapshot_release(s);
        for (size_t i = 0; i < LONG; i++) {
            locality_model_remove(m, "post", ids[i], NULL);
        }
    }
    locality_model_free(m);
    free(id);
    free(text);
    free(ids);
    free(texts);
    free(valid);
}

static const test_case cases[] = {
    {"bulk loads what single calls put", loads_what_single_calls_put},
    {"references to any kind are loaded", loads_any_references},
    {"open marks among integers are missing values", takes_open_marks_as_missing},
    {"all rows are refused when one is wrong", refuses_all_when_one_row_is_wrong},
    {"the first row that is wrong is reported", reports_the_first_row_that_is_wrong},
    {"rows far down are checked too", rows_far_down_are_checked_too},
    {"columns that cannot be read are refused", refuses_columns_it_cannot_read},
    {"rows are loaded behind a list that was changed", loads_behind_a_list_that_was_changed},
};

TEST_MAIN("model: bulk", cases)
