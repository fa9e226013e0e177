/*
 * Tests: what a text means: types, conversions, and bare words by what stands beside them.
 */
#include "support/harness.h"

#include "schema/schema.h"
#include "sound.h"
#include "tree.h"

static locality_allocator allocator;
static loc_arena arena;

#define RECORD(kind) \
    { LOCALITY_TYPE_REF, 0, 1, LOC_KIND_##kind }
#define RECORDS(kind) \
    { LOCALITY_TYPE_REF, 1, 1, LOC_KIND_##kind }
#define VALUE(type) \
    { LOCALITY_TYPE_##type, 0, 1, LOCALITY_NO_INDEX }

/* What the expressions below may use. */
static const loc_variable variables[] = {
    {"p", RECORD(post)},      {"d", RECORD(area)},        {"s", RECORD(structure)},
    {"u", RECORD(unit)},      {"g", RECORD(area_group)},  {"e", RECORD(event)},
    {"c", RECORD(comment)},   {"m", RECORD(stream)},      {"n", RECORD(note)},
    {"t", VALUE(TEXT)},       {"b", VALUE(TRUTH)},        {"i", VALUE(COUNT)},
    {"x", VALUE(NUMBER)},     {"r", VALUE(RATIO)},        {"v", VALUE(MONEY)},
    {"k", VALUE(DATE)},       {"q", VALUE(MOMENT)},       {"l", VALUE(DAYS)},
    {"areas", RECORDS(area)}, {"district", RECORD(area)}, {"rural", VALUE(TEXT)},
};
static const loc_scope scope = {variables, TEST_COUNT(variables), NULL, NULL};

static loc_tree *check(const char *text, locality_error *error) {
    loc_tree *tree = NULL;

    if (loc_syntax_parse_expression(NULL, text, strlen(text), &arena, &tree, error) !=
            LOCALITY_OK ||
        loc_check_expression(NULL, &scope, &arena, tree, error) != LOCALITY_OK)
        return NULL;
    return tree;
}

static const struct type_row {
    const char *text, *type;
} types[] = {
    {"24", "a count"},
    {"0.5", "a number"},
    {"40%", "a ratio"},
    {"£5", "an amount of money"},
    {"2010-07", "a date"},
    {"2023-02-24T17:00", "a moment"},
    {"4 weeks", "a number of days"},
    {"\"x\"", "a text"},
    {"yes", "a truth (yes or no)"},
    {"unknown", "a truth (yes or no)"},
    {"as_at", "a date"},
    {"post \"head\"", "a post"},
    {"area x", "an area"},
    {"{1, 2}", "a list of counts"},
    {"{1, 2.5}", "a list of numbers"},
    {"{1, 50%}", "a list of numbers"},
    {"{post \"a\", post \"b\"}", "a list of posts"},
    {"{p, \"b\"}", "a list of posts"},
    {"{\"b\", p}", "a list of posts"},
    {"{p, u.head, n.about}", "a list of records of any kind"},
    {"{k, q}", "a list of moments"},
    /* Fields. */
    {"p.title", "a text"},
    {"p.id", "a text"},
    {"p.posts", "a count"},
    {"p.fte", "a number"},
    {"p.senior", "a truth (yes or no)"},
    {"p.cost", "an amount of money"},
    {"p.task_role", "a word"},
    {"p.unit", "a unit"},
    {"p.unit.head.reports_to", "a post"},
    {"p.serves", "a list of areas"},
    {"p.serves.name", "a list of texts"},
    {"p.serves.level", "a list of words"},
    {"p.serves.population", "a list of counts"},
    {"p.serves.parent.parent", "a list of areas"},
    {"p.functions.needs", "a list of skills"},
    {"p.functions.needs.includes", "a list of skills"},
    {"p.serves.id", "a list of texts"},
    {"n.about", "a record of any kind"},
    {"n.about.name", "a text"},
    {"n.about.id", "a text"},
    {"n.about.basis", "a word"},
    {"p.name", "a text"},
    /* Arithmetic. */
    {"1 + 2", "a count"},
    {"1 + 2.0", "a number"},
    {"1 + 50%", "a number"},
    {"r + r", "a ratio"},
    {"r - 10%", "a ratio"},
    {"v + £1", "an amount of money"},
    {"l + 3 days", "a number of days"},
    {"k + l", "a date"},
    {"l + k", "a date"},
    {"k - l", "a date"},
    {"q + l", "a moment"},
    {"k - k", "a number of days"},
    {"i * i", "a count"},
    {"i * x", "a number"},
    {"x * i", "a number"},
    {"i * r", "a number"},
    {"r * r", "a ratio"},
    {"r * x", "a number"},
    {"v * i", "an amount of money"},
    {"x * v", "an amount of money"},
    {"r * v", "an amount of money"},
    {"l * i", "a number of days"},
    {"2 * 4 weeks", "a number of days"},
    {"i / i", "a number"},
    {"i / x", "a number"},
    {"x / i", "a number"},
    {"r / i", "a ratio"},
    {"r / r", "a number"},
    {"v / i", "an amount of money"},
    {"v / r", "an amount of money"},
    {"v / v", "a number"},
    {"l / l", "a number"},
    {"-i", "a count"},
    {"-r", "a ratio"},
    {"-l", "a number of days"},
    /* Truths. */
    {"not b", "a truth (yes or no)"},
    {"b and p.senior or no", "a truth (yes or no)"},
    {"b = p.senior", "a truth (yes or no)"},
    {"p = p.reports_to", "a truth (yes or no)"},
    {"d within district", "a truth (yes or no)"},
    {"k within 2011/12", "a truth (yes or no)"},
    {"q within 2011/12", "a truth (yes or no)"},
    {"areas within p.serves", "a truth (yes or no)"},
    {"areas overlaps p.serves", "a truth (yes or no)"},
    {"p.title matches \"*x\"", "a truth (yes or no)"},
    {"p.task_role matches \"l*\"", "a truth (yes or no)"},
    {"p.serves is empty", "a truth (yes or no)"},
    {"p.reports_to is none", "a truth (yes or no)"},
    {"n.about is none", "a truth (yes or no)"},
    {"count(z in post) is known", "a truth (yes or no)"},
    /* Choices. */
    {"if b then 1 else 2.5", "a number"},
    {"if b then p.title else unknown", "a text"},
    {"if b then unknown else v", "an amount of money"},
    {"if b then p.title else p.task_role", "a text"},
    {"if b then p else \"x\"", "a post"},
    /* Functions. */
    {"parent(d)", "an area"},
    {"children(d)", "a list of areas"},
    {"groups(d)", "a list of area_groups"},
    {"members(g)", "a list of areas"},
    {"covers(areas, d)", "a truth (yes or no)"},
    {"covers({d, \"x\"}, y)", "a truth (yes or no)"},
    {"gaps(g)", "a list of areas"},
    {"chain(p)", "a list of posts"},
    {"span(p)", "a count"},
    {"span_fte(p)", "a number"},
    {"layers(s)", "a count"},
    {"layers(proposed)", "a count"},
    {"cyclic(p)", "a truth (yes or no)"},
    {"days(k, as_at)", "a number of days"},
    {"add_months(k, 3)", "a date"},
    {"weekday(k)", "a text"},
    {"first(k)", "a date"},
    {"last(q)", "a moment"},
    {"year(k)", "a count"},
    {"day(q)", "a date"},
    {"low(v)", "an amount of money"},
    {"high(k)", "a date"},
    {"abs(x - 1)", "a number"},
    {"round(x)", "a count"},
    {"round(x, 1)", "a number"},
    {"round(r, 1)", "a ratio"},
    {"round(r)", "a ratio"},
    {"round(v)", "an amount of money"},
    {"round(i, 1)", "a number"},
    {"floor(2.5)", "a count"},
    {"ceil(i)", "a count"},
    {"percent(i, x)", "a ratio"},
    {"percent(v, v)", "a ratio"},
    {"yearly(r, i)", "a ratio"},
    {"size(p.serves)", "a count"},
    {"distinct(p.serves)", "a list of areas"},
    {"named(d, \"West\")", "a truth (yes or no)"},
    {"named(n.about, t)", "a truth (yes or no)"},
    {"text(v)", "a text"},
    {"text(p.serves)", "a text"},
    {"text(x, 2)", "a text"},
    {"min(1, x)", "a number"},
    {"max(k, q, as_at)", "a moment"},
    /* Quantifiers. */
    {"count(z in post)", "a count"},
    {"count(distinct z.unit for z in post)", "a count"},
    {"sum(z.posts for z in post)", "a count"},
    {"sum(z.fte for z in post)", "a number"},
    {"sum(z.cost for z in post)", "an amount of money"},
    {"sum(z.posts * z.fte for z in post)", "a number"},
    {"min(z.starts for z in post)", "a date"},
    {"max(z.population for z in area)", "a count"},
    {"share(z.senior for z in post)", "a ratio"},
    {"any(z in areas where z.level = county)", "a truth (yes or no)"},
    {"all(z.vacant = 0 for z in post)", "a truth (yes or no)"},
    {"none(z in post)", "a truth (yes or no)"},
    {"list(z.title for z in post)", "a list of texts"},
    {"list(z.serves for z in post)", "a list of areas"},
    {"list(z in post where z.senior)", "a list of posts"},
    {"set(z.unit for z in post)", "a list of units"},
    {"list(z.title, z.serves for z in post)", "a table"},
    {"count(z in post, w in chain(z) where w = p)", "a count"},
    {"sum(z for z in {1, 2.5})", "a number"},
    {"count(z in p.serves.name where z = t)", "a count"},
};

static void every_expression_has_a_type(void) {
    for (size_t i = 0; i < TEST_COUNT(types); i++) {
        char phrase[96];
        locality_error error;
        loc_tree *tree = check(types[i].text, &error);

        if (!TEST_ROW(tree != NULL, types[i].text)) {
            printf("%s\n", error.message);
            continue;
        }
        if (strcmp(loc_type_write(NULL, tree->root->type, phrase, sizeof phrase), types[i].type) !=
            0)
            TEST_ROW(0, types[i].text);
        TEST_TEXT(phrase, types[i].type);
    }
}

static const struct meaning_row {
    const char *text, *tree;
} meanings[] = {
    /* Bare words by the other side. */
    {"d.level = district", "(= (field level variable:d) word:district)"},
    {"district = d.level", "(= word:district (field level variable:d))"},
    {"d.level != \"district\"", "(!= (field level variable:d) word:district)"},
    {"e.weekday = \"Monday\"", "(= (field weekday variable:e) word:monday)"},
    {"d.level in {district, county}",
     "(in (field level variable:d) (list word:district word:county))"},
    {"p.serves.level has county", "(has (field level (field serves variable:p)) word:county)"},
    {"p.task_role = none", "(= (field task_role variable:p) word:none)"},
    {"m.per = unknown", "(= (field per variable:m) word:unknown)"},
    {"d.category = rural", "(= (field category variable:d) (text>word variable:rural))"},
    {"if b then d.level else county", "(if variable:b (field level variable:d) word:county)"},
    {"p.structure = proposed", "(= (field structure variable:p) structure/proposed)"},
    {"p.unit = \"community-x\"", "(= (field unit variable:p) unit/community-x)"},
    {"p.structure in {current, \"proposed\"}",
     "(in (field structure variable:p) (list structure/current structure/proposed))"},
    {"p.serves has norwich", "(has (field serves variable:p) area/norwich)"},
    {"\"norwich\" in p.serves", "(in area/norwich (field serves variable:p))"},
    {"p.serves = {norwich, \"x\"}", "(= (field serves variable:p) (list area/norwich area/x))"},
    {"p.serves within {d, norwich}",
     "(within (field serves variable:p) (list variable:d area/norwich))"},
    {"d within norfolk", "(within variable:d area/norfolk)"},
    {"n.about = post \"head\"", "(= (field about variable:n) (ref>any post/head))"},
    {"p.serves = {}", "(= (field serves variable:p) (list))"},
    {"inside(norfolk) has d", "(has (inside area/norfolk) variable:d)"},
    {"p.id = \"head\"", "(= (id variable:p) \"head\")"},
    /* Conversions. */
    {"p.posts = p.fte", "(= (count>number (field posts variable:p)) (field fte variable:p))"},
    {"r > 0.5", "(> (ratio>number variable:r) number:0.5)"},
    {"i > 50%", "(> (count>number variable:i) (ratio>number ratio:50%))"},
    {"c.received <= 2023-02-24", "(<= (field received variable:c) (date>moment date:2023-02-24))"},
    {"as_at < q", "(< (date>moment as_at) variable:q)"},
    {"n.about = p", "(= (field about variable:n) (ref>any variable:p))"},
    {"p.unit = t", "(= (field unit variable:p) (text>ref variable:t))"},
    {"t in p.serves", "(in (text>ref variable:t) (field serves variable:p))"},
    {"d.level = t", "(= (field level variable:d) (text>word variable:t))"},
    {"weekday(k) = e.weekday", "(= (text>word (weekday variable:k)) (field weekday variable:e))"},
    {"p.serves.level has t",
     "(has (field level (field serves variable:p)) (text>word variable:t))"},
    {"{1, x}", "(list (count>number count:1) variable:x)"},
    {"{t, d.level}", "(list variable:t (word>text (field level variable:d)))"},
    {"{1, 2} = {x}", "(= (count>number (list count:1 count:2)) (list variable:x))"},
    {"i in {x, 2}", "(in (count>number variable:i) (list variable:x (count>number count:2)))"},
    {"if b then i else x", "(if variable:b (count>number variable:i) variable:x)"},
    {"i + x - 50%", "(- (+ (count>number variable:i) variable:x) (ratio>number ratio:50%))"},
    {"l + k", "(+ variable:k variable:l)"},
    {"floor(i)", "(floor (count>number variable:i))"},
    {"percent(i, x)", "(percent (count>number variable:i) variable:x)"},
    {"max(1, 2, x)", "(max (count>number count:1) (count>number count:2) variable:x)"},
    {"d.level matches \"c*\"", "(matches (word>text (field level variable:d)) \"c*\")"},
    {"named(p, d.level)", "(named variable:p (word>text (field level variable:d)))"},
    {"if b then p else n.about", "(if variable:b (ref>any variable:p) (field about variable:n))"},
    {"count(z in post where z.structure = proposed)",
     "(count [z post (= (field structure variable:z) structure/proposed)])"},
};

static void words_and_conversions_follow_the_other_side(void) {
    for (size_t i = 0; i < TEST_COUNT(meanings); i++) {
        locality_error error;
        loc_tree *tree = check(meanings[i].text, &error);
        char *text;

        if (!TEST_ROW(tree != NULL, meanings[i].text)) {
            printf("%s\n", error.message);
            continue;
        }
        text = tree_text(tree->root);
        TEST_TEXT(text, meanings[i].tree);
        free(text);
    }
}

/* What an evaluator relies on holds in every tree above. */
static void must_be_sound(const char *text) {
    loc_tree *tree = check(text, NULL);
    unsigned char *seen = tree != NULL ? calloc(tree->nodes, 1) : NULL;
    const char *wrong = seen != NULL ? sound_tree(NULL, tree, seen) : "no tree";

    if (wrong != NULL)
        printf("%s: %s\n", text, wrong);
    CU_ASSERT(wrong == NULL);
    free(seen);
}

static void checked_trees_are_sound(void) {
    for (size_t i = 0; i < TEST_COUNT(types); i++)
        must_be_sound(types[i].text);
    for (size_t i = 0; i < TEST_COUNT(meanings); i++)
        must_be_sound(meanings[i].text);
}

static void products_and_quotients_have_a_scale(void) {
    static const struct {
        const char *text;
        int64_t scale;
    } rows[] = {
        {"i * i", 1},
        {"i * x", 1},
        {"v * i", 1},
        {"x * x", LOCALITY_ONE},
        {"v * r", LOCALITY_ONE},
        {"l * i", 1},
        {"i / i", LOCALITY_ONE},
        {"i / x", LOCALITY_ONE * LOCALITY_ONE},
        {"x / i", 1},
        {"x / r", LOCALITY_ONE},
        {"v / i", 1},
        {"v / x", LOCALITY_ONE},
        {"v / v", LOCALITY_ONE},
        {"l / l", LOCALITY_ONE},
    };

    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        loc_tree *tree = check(rows[i].text, NULL);

        if (TEST_ROW(tree != NULL, rows[i].text))
            TEST_ROW(tree->root->scale == rows[i].scale, rows[i].text);
    }
}

/* The scales make the range arithmetic right: 3 / 0.5 = 6, £10 * 25% = £2.50, 7 / 2 = 3.5 ... */
static void scales_fit_the_range_arithmetic(void) {
    static const struct {
        const char *text, *result;
        int type;
    } rows[] = {
        {"3 * 4", "12", LOCALITY_TYPE_COUNT},
        {"3 * 0.5", "1.5", LOCALITY_TYPE_NUMBER},
        {"1.5 * 1.5", "2.25", LOCALITY_TYPE_NUMBER},
        {"4 * 25%", "1", LOCALITY_TYPE_NUMBER},
        {"50% * 50%", "25%", LOCALITY_TYPE_RATIO},
        {"£10 * 3", "30", LOCALITY_TYPE_MONEY},
        {"£10 * 25%", "2.50", LOCALITY_TYPE_MONEY},
        {"£10 * 1.5", "15", LOCALITY_TYPE_MONEY},
        {"2 * 4 weeks", "56", LOCALITY_TYPE_DAYS},
        {"7 / 2", "3.5", LOCALITY_TYPE_NUMBER},
        {"3 / 0.5", "6", LOCALITY_TYPE_NUMBER},
        {"3 / 50%", "6", LOCALITY_TYPE_NUMBER},
        {"1.5 / 3", "0.5", LOCALITY_TYPE_NUMBER},
        {"1.5 / 0.5", "3", LOCALITY_TYPE_NUMBER},
        {"1.5 / 50%", "3", LOCALITY_TYPE_NUMBER},
        {"50% / 2", "25%", LOCALITY_TYPE_RATIO},
        {"50% / 0.5", "1", LOCALITY_TYPE_NUMBER},
        {"50% / 25%", "2", LOCALITY_TYPE_NUMBER},
        {"£10 / 4", "2.50", LOCALITY_TYPE_MONEY},
        {"£10 / 0.5", "20", LOCALITY_TYPE_MONEY},
        {"£10 / 50%", "20", LOCALITY_TYPE_MONEY},
        {"£10 / £4", "2.5", LOCALITY_TYPE_NUMBER},
        {"3 weeks / 2 days", "10.5", LOCALITY_TYPE_NUMBER},
    };

    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        loc_tree *tree = check(rows[i].text, NULL);
        locality_range found;
        char buffer[80];

        if (!TEST_ROW(tree != NULL, rows[i].text))
            continue;
        if (tree->root->op == LOC_MULTIPLY)
            locality_range_multiply(&tree->root->a->range, &tree->root->b->range, tree->root->scale,
                                    &found);
        else
            locality_range_divide(&tree->root->a->range, &tree->root->b->range, tree->root->scale,
                                  &found);
        TEST_ROW(tree->root->type.scalar == rows[i].type, rows[i].text);
        CU_ASSERT(locality_value_write(rows[i].type, &found, buffer, sizeof buffer, NULL, NULL) ==
                  LOCALITY_OK);
        TEST_TEXT(buffer, rows[i].result);
    }
}

static void fields_know_their_kind_and_number(void) {
    loc_tree *tree = check("p.unit.head", NULL);

    CU_ASSERT_FATAL(tree != NULL);
    TEST_NUMBER(tree->root->kind, LOC_KIND_unit);
    TEST_NUMBER(tree->root->field, LOC_FIELD_unit_head);
    TEST_NUMBER(tree->root->a->kind, LOC_KIND_post);
    TEST_NUMBER(tree->root->a->field, LOC_FIELD_post_unit);
    TEST_NUMBER(tree->root->a->a->slot, 0);
    tree = check("n.about.name", NULL);
    CU_ASSERT_FATAL(tree != NULL);
    TEST_NUMBER(tree->root->kind, LOCALITY_NO_INDEX);
    TEST_TEXT(tree->root->name, "name");
    tree = check("d.level", NULL);
    CU_ASSERT_FATAL(tree != NULL);
    TEST_NUMBER(tree->root->type.target, LOC_KIND_area << 16 | LOC_FIELD_area_level);
}

static void slots_are_counted(void) {
    loc_tree *tree = check("count(z in post, w in area) + count(z in post)", NULL);

    CU_ASSERT_FATAL(tree != NULL);
    TEST_NUMBER(tree->slots, TEST_COUNT(variables) + 3);
    TEST_NUMBER(tree->root->a->bindings->slot, TEST_COUNT(variables));
    TEST_NUMBER(tree->root->a->bindings->next->slot, TEST_COUNT(variables) + 1);
    TEST_NUMBER(tree->root->b->bindings->slot, TEST_COUNT(variables) + 2);
}

/* Conversions have numbers of their own as well. */
static void conversions_are_numbered(void) {
    loc_tree *tree = check("i = x", NULL);

    CU_ASSERT_FATAL(tree != NULL);
    TEST_NUMBER(tree->nodes, 4);
    TEST_NUMBER(tree->root->a->op, LOC_CONVERT);
    TEST_NUMBER(tree->root->a->number, 3);
}

static void fields_and_words_of_a_host_count_as_the_others(void) {
    locality_field_info field = LOCALITY_FIELD_INFO_INIT;
    locality_schema *schema;
    locality_error error;

    CU_ASSERT_FATAL(locality_schema_new(NULL, &schema, &error) == LOCALITY_OK);
    TEST_NUMBER(locality_expression_check(schema, "any(p in post where p.mood = glad)", 34, &error),
                LOCALITY_NOT_FOUND);
    field.name = "mood";
    field.doc = "How it is.";
    field.words = "glad|sad";
    field.type = LOCALITY_TYPE_WORD;
    field.target = LOCALITY_NO_INDEX;
    CU_ASSERT(locality_schema_add_field(schema, "post", &field, &error) == LOCALITY_OK);
    TEST_NUMBER(locality_expression_check(schema, "any(p in post where p.mood = glad)", 34, &error),
                LOCALITY_OK);
    TEST_NUMBER(locality_expression_check(schema, "any(p in post where p.mood = calm)", 34, &error),
                LOCALITY_NOT_FOUND);
    CU_ASSERT(locality_schema_add_word(schema, "post", "mood", "calm", &error) == LOCALITY_OK);
    TEST_NUMBER(locality_expression_check(schema, "any(p in post where p.mood = calm)", 34, &error),
                LOCALITY_OK);
    locality_schema_free(schema);
}

static void a_value_can_be_asked_to_have_a_type(void) {
    static const struct {
        const char *text, *type, *tree;
        int status;
    } rows[] = {
        {"3", "number", "(count>number count:3)", LOCALITY_OK},
        {"3", "ratio", "(number>ratio (count>number count:3))", LOCALITY_OK},
        {"0.4", "ratio", "(number>ratio number:0.4)", LOCALITY_OK},
        {"2010-07", "moment", "(date>moment date:2010-07)", LOCALITY_OK},
        {"\"head\"", "post", "post/head", LOCALITY_OK},
        {"unknown", "money", "unknown", LOCALITY_OK},
        {"3", "money", NULL, LOCALITY_TYPE},
        {"0.5", "count", NULL, LOCALITY_TYPE},
        {"q", "date", NULL, LOCALITY_TYPE},
        {"{1}", "count", NULL, LOCALITY_TYPE},
        {"u", "post", NULL, LOCALITY_TYPE},
    };

    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        locality_error error;
        loc_tree *tree = check(rows[i].text, &error);
        loc_type type = {0};
        char *text;

        CU_ASSERT_FATAL(tree != NULL && loc_type_read(NULL, rows[i].type, &type));
        TEST_ROW(loc_check_against(NULL, &arena, tree, type, &error) == rows[i].status,
                 rows[i].text);
        text = tree_text(tree->root);
        if (rows[i].tree != NULL)
            TEST_TEXT(text, rows[i].tree);
        free(text);
    }
}

static void names_of_types_are_read(void) {
    static const char *const good[] = {"count",  "number", "ratio", "money", "date",
                                       "moment", "days",   "truth", "text",  "post"};
    static const char *const bad[] = {"word", "texts", "list", "posts", "", "Money", "none"};
    loc_type type;

    for (size_t i = 0; i < TEST_COUNT(good); i++)
        TEST_ROW(loc_type_read(NULL, good[i], &type), good[i]);
    for (size_t i = 0; i < TEST_COUNT(bad); i++)
        TEST_ROW(!loc_type_read(NULL, bad[i], &type), bad[i]);
}

static const test_case cases[] = {
    {"every expression has a type", every_expression_has_a_type},
    {"words and conversions follow the other side", words_and_conversions_follow_the_other_side},
    {"checked trees are sound", checked_trees_are_sound},
    {"products and quotients have a scale", products_and_quotients_have_a_scale},
    {"scales fit the range arithmetic", scales_fit_the_range_arithmetic},
    {"fields know their kind and number", fields_know_their_kind_and_number},
    {"slots are counted", slots_are_counted},
    {"conversions are numbered", conversions_are_numbered},
    {"fields and words of a host count as the others",
     fields_and_words_of_a_host_count_as_the_others},
    {"a value can be asked to have a type", a_value_can_be_asked_to_have_a_type},
    {"names of types are read", names_of_types_are_read},
};

int main(void) {
    int failed;

    loc_allocator_take(NULL, &allocator, NULL);
    loc_arena_init(&arena, &allocator);
    failed = test_main("expr: checking", cases, TEST_COUNT(cases));
    loc_arena_clear(&arena);
    return failed;
}
