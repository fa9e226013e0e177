/*
 * Tests: trees written as text are the same trees when they are read again.
 */
#include "support/harness.h"
#include "support/random.h"

#include "schema/schema.h"
#include "sound.h"
#include "tree.h"

static locality_allocator allocator;
static loc_arena arena;

static loc_tree *parse(const char *text) {
    locality_error error;
    loc_tree *tree;

    if (loc_syntax_parse_expression(NULL, text, strlen(text), &arena, &tree, &error) != LOCALITY_OK)
        printf("%s\n%s\n", text, error.message);
    return tree;
}

/* ---- Known texts -------------------------------------------------------------------------- */

static const struct text_row {
    const char *text, *canonical;
} texts[] = {
    {"((a))", "a"},
    {"(a or b) or c", "a or b or c"},
    {"a or (b or c)", "a or (b or c)"},
    {"(a and b) or c", "a and b or c"},
    {"a and (b or c)", "a and (b or c)"},
    {"not(a=b)", "not a = b"},
    {"(not a)=b", "(not a) = b"},
    {"a-(b-c)-d", "a - (b - c) - d"},
    {"(a-b)-c", "a - b - c"},
    {"a*(b+c)", "a * (b + c)"},
    {"-(a+b)", "-(a + b)"},
    {"-(-a)", "--a"},
    {"(-a).b", "(-a).b"},
    {"(a=b)=c", "(a = b) = c"},
    {"(if a then b else c)+1", "(if a then b else c) + 1"},
    {"if a then b else (if c then d else e)", "if a then b else if c then d else e"},
    {"x  not   in {a,b}", "x not in {a, b}"},
    {"x is not  known", "x is not known"},
    {"£1.354m", "£1354000"},
    {"£0.50", "£0.50"},
    {"2k", "2000"},
    {"2.50", "2.5"},
    {"2.0", "2.0"},
    {"1.5k", "1500.0"},
    {"40.0%", "40%"},
    {"date 2010", "date 2010"},
    {"date 2010-07", "2010-07"},
    {"2011/12", "2011/12"},
    {"2010-Q3", "2010-Q3"},
    {"2023-02-24T17:00:00", "2023-02-24T17:00"},
    {"2023-02-24T17:00:01", "2023-02-24T17:00:01"},
    {"4 weeks", "28 days"},
    {"1 day", "1 day"},
    {"'it is \"so\"'", "\"it is \\\"so\\\"\""},
    {"\"a\\\\b\\nc\"", "\"a\\\\b\\nc\""},
    {"post 'x'", "post \"x\""},
    {"structure proposed", "structure \"proposed\""},
    {"count( p in posts where p.posts>1 , d in area )",
     "count(p in post where p.posts > 1, d in area)"},
    {"list(p in post where a)", "list(p for p in post where a)"},
    {"count(p in (posts))", "count(p in (posts))"},
    {"count(distinct p.unit for p in post)", "count(distinct p.unit for p in post)"},
    {"any((x in L) for p in post)", "any((x in L) for p in post)"},
    {"all((x in L and a) for p in post)", "all((x in L and a) for p in post)"},
};

static void known_texts_have_one_form(void) {
    for (size_t i = 0; i < TEST_COUNT(texts); i++) {
        loc_tree *tree = parse(texts[i].text);
        char *source;

        if (!TEST_ROW(tree != NULL, texts[i].text))
            continue;
        source = tree_source(tree->root);
        TEST_TEXT(source, texts[i].canonical);
        free(source);
    }
}

/* ---- Random trees ------------------------------------------------------------------------- */

static test_random dice;

static size_t roll(size_t sides) {
    return (size_t)test_random_below(&dice, sides);
}

static loc_node *make(loc_op op) {
    loc_node *node = loc_arena_take(&arena, 1, sizeof *node);

    if (node == NULL)
        abort();
    node->op = (uint8_t)op;
    node->kind = LOCALITY_NO_INDEX;
    return node;
}

static const char *pick_name(void) {
    static const char *const names[] = {"a",    "b",     "p",     "proposed", "none",     "as_at",
                                        "post", "posts", "date",  "days",     "count",    "list",
                                        "x_1",  "known", "empty", "source",   "source_of"};

    return names[roll(TEST_COUNT(names) - 1)];
}

static const char *pick_text(void) {
    static const char *const some[] = {
        "",        "x",      "Community Coordinator", "it's \"so\"", "a\\b", "two\nlines",
        "{brace}", "£ ü 日", "# no comment"};

    return some[roll(TEST_COUNT(some))];
}

static loc_node *make_literal(void) {
    static const char *const dates[] = {"2010-09-03", "2010-07",    "2010",       "2010-Q3",
                                        "2011/12",    "0001-01-01", "9999-12-31", "1999-02"};
    static const char *const moments[] = {"2023-02-24 17:00", "2023-02-24 17:00:01",
                                          "1969-12-31 23:59:59"};
    loc_node *node = make(LOC_LITERAL);
    int type = LOCALITY_TYPE_TRUTH + (int)roll(8);
    const char *text = NULL;

    node->type.scalar = (uint8_t)type;
    locality_range_exact((int64_t)(test_random_next(&dice) >> (1 + roll(62))), &node->range);
    if (type == LOCALITY_TYPE_TRUTH)
        locality_range_exact((int64_t)roll(2), &node->range);
    if (type == LOCALITY_TYPE_DATE)
        text = dates[roll(TEST_COUNT(dates))];
    if (type == LOCALITY_TYPE_MOMENT)
        text = moments[roll(TEST_COUNT(moments))];
    if (text != NULL)
        CU_ASSERT(locality_value_read(type, text, strlen(text), &node->range, NULL) == LOCALITY_OK);
    return node;
}

static loc_node *make_any(size_t depth);

static loc_node *make_items(loc_node *owner, size_t count, size_t depth) {
    loc_node **tail = &owner->a;

    for (size_t i = 0; i < count; i++) {
        *tail = make_any(depth);
        tail = &(*tail)->next;
    }
    owner->arguments = (uint32_t)count;
    return owner;
}

static loc_binding *make_bindings(size_t count, size_t depth) {
    static const char *const names[] = {"p", "q", "post", "v_1"};
    loc_binding *binding = loc_arena_take(&arena, 1, sizeof *binding);

    if (binding == NULL)
        abort();
    binding->name = names[roll(TEST_COUNT(names))];
    binding->kind = LOCALITY_NO_INDEX;
    if (roll(2) == 0)
        binding->kind = (uint32_t)roll(LOC_KINDS);
    else
        binding->list = make_any(depth);
    if (roll(2) == 0)
        binding->where = make_any(depth);
    if (count > 1)
        binding->next = make_bindings(count - 1, depth);
    return binding;
}

static loc_node *make_quantifier(loc_op op, size_t depth) {
    loc_node *node = make(op);
    bool is_free = op == LOC_COUNT || op == LOC_ANY || op == LOC_NONE;
    size_t values = 1;

    if (is_free && roll(2) == 0)
        values = 0;
    if (op == LOC_COLLECT)
        values += roll(3);
    node->is_distinct = (op == LOC_COUNT && values > 0) || (op == LOC_COLLECT && roll(2) == 0);
    node->bindings = make_bindings(1 + roll(2), depth);
    return make_items(node, values, depth);
}

static loc_node *make_call(size_t depth) {
    loc_node *node = make(LOC_CALL);
    bool is_extreme;

    node->function = (uint32_t)roll(LOC_FN_COUNT);
    is_extreme = node->function == LOC_FN_SMALLEST || node->function == LOC_FN_LARGEST;
    return make_items(node, is_extreme ? 2 + roll(2) : roll(3), depth);
}

static loc_node *make_leaf(void) {
    loc_node *node;

    switch (roll(5)) {
    case 0:
        return make_literal();
    case 1:
        return make(LOC_UNKNOWN);
    case 2:
        node = make(LOC_TEXT);
        node->name = pick_text();
        return node;
    case 3:
        node = make(LOC_REFERENCE);
        node->kind = (uint32_t)roll(LOC_KINDS);
        node->name = pick_text();
        return node;
    default:
        node = make(LOC_NAME);
        node->name = pick_name();
        return node;
    }
}

static loc_node *make_any(size_t depth) {
    loc_op op = (loc_op)roll(LOC_OP_COUNT);
    loc_node *node;

    if (depth == 0 || op < LOC_LIST || (op >= LOC_NAME && op <= LOC_AS_AT) || op == LOC_CONVERT)
        return make_leaf();
    depth--;
    if (op >= LOC_COUNT)
        return make_quantifier(op, depth);
    if (op == LOC_CALL)
        return make_call(depth);
    node = make(op);
    if (op == LOC_LIST)
        return make_items(node, roll(4), depth);
    node->a = make_any(depth);
    if (op == LOC_FIELD || op == LOC_ID)
        node->name = op == LOC_ID ? "id" : pick_name();
    if (op == LOC_IS)
        node->test = (uint8_t)roll(4);
    node->is_negated = (op == LOC_IS || op == LOC_IN) && roll(2) == 0;
    if (op != LOC_FIELD && op != LOC_ID && op != LOC_NOT && op != LOC_NEGATE && op != LOC_IS)
        node->b = make_any(depth);
    if (op == LOC_IF)
        node->c = make_any(depth);
    return node;
}

static void words_stay_as_they_were_written(void) {
    static const char text[] = "list(d for d in area where d.level = \"district\" and "
                               "d.category = rural and d.parent = norfolk and d.successor = \"x\")";
    loc_tree *tree = parse(text);
    char *source;

    CU_ASSERT_FATAL(tree != NULL);
    CU_ASSERT(loc_check_expression(NULL, NULL, &arena, tree, NULL) == LOCALITY_OK);
    source = tree_source(tree->root);
    TEST_TEXT(source, text);
    free(source);
}

static void random_trees_are_read_as_they_were_written(void) {
    for (uint64_t seed = 1; seed <= 20000; seed++) {
        char *source, *before, *after = NULL;
        loc_node *root;
        loc_tree *tree;

        dice = (test_random){seed, 0};
        root = make_any(1 + roll(5));
        source = tree_source(root);
        before = tree_text(root);
        tree = parse(source);
        if (tree != NULL)
            after = tree_text(tree->root);
        if (after == NULL || strcmp(before, after) != 0) {
            printf("seed %lu: %s\n", (unsigned long)seed, source);
            TEST_TEXT(after, before);
        }
        CU_ASSERT(after != NULL);
        free(source);
        free(before);
        free(after);
        loc_arena_clear(&arena);
        if (CU_get_number_of_failures() > 10)
            return;
    }
}

/* ---- Random expressions of a type --------------------------------------------------------- */

/* Forms of each type: letters stand for expressions of a type: T truth, C count, N number, R ratio,
 * M money, D date, L days, S text, P post, A area, G list of areas; the rest is as it is. */
static const char *const forms[][16] = {
    ['T'] = {"p.senior", "yes", "not T", "T and T", "T or T", "C < C", "N >= C", "M = M", "D > D",
             "L != L", "S matches S", "P = P", "A in G", "A within A", "any(z in post where T)",
             "if T then T else T"},
    ['C'] = {"p.posts", "24", "C + C", "C * C", "-C", "count(z in post where T)",
             "count(distinct z.parent for z in G)", "size(G)", "span(P)",
             "sum(z.posts for z in chain(P))", "floor(N)", "round(N)", "year(D)",
             "if T then C else C", "max(C, C)", "abs(C)"},
    ['N'] = {"p.fte", "0.5", "N + C", "C - N", "N * N", "C / C", "M / M", "L / L", "R * N",
             "span_fte(P)", "sum(z.fte for z in post)", "round(N, C)", "if T then N else C",
             "min(N, C)", "R / R", "low(N)"},
    ['R'] = {"40%", "R + R", "R * R", "R / C", "percent(C, N)", "percent(M, M)",
             "share(T for z in post)", "round(R, 2)", "if T then R else R", "-R", "high(R)",
             "abs(R)", "max(R, R)", "min(z.likelihood for z in risk)", "26.09%", "R - R"},
    ['M'] = {"£1.50", "p.cost", "M + M", "M - M", "M * C", "N * M", "M / N", "M / C", "R * M",
             "sum(z.amount for z in stream where T)", "round(M)", "abs(M)", "if T then M else M",
             "max(M, M)", "-M", "low(M)"},
    ['D'] = {"2010-07", "as_at", "p.starts", "D + L", "D - L", "add_months(D, C)", "first(D)",
             "last(D)", "date 2010", "2011/12", "min(z.ends for z in area)", "if T then D else D",
             "day(2023-02-24T17:00)", "L + D", "max(D, D)", "high(D)"},
    ['L'] = {"4 weeks", "D - D", "days(D, D)", "days_inclusive(D, D)", "L + L", "L * C", "C * L",
             "abs(L)", "-L", "if T then L else L", "max(L, L)", "1 day", "L - L", "low(L)",
             "min(L, L)", "30 days"},
    ['S'] = {"\"x\"", "p.title", "P.id", "text(N)", "text(G)", "weekday(D)", "text(M, C)",
             "if T then S else S", "p.name", "A.key_work", "A.represented.name", "P.remit",
             "text(P)", "text(L)", "'a \"b\"'", "P.unit.name"},
    ['P'] = {"p", "p.reports_to", "post \"head\"", "P.reports_to", "P.unit.head",
             "if T then P else P", "if T then P else head", "if T then \"x\" else P", "p", "p", "p",
             "p", "p", "p", "p", "p"},
    ['A'] = {"d", "area norwich", "parent(A)", "d.parent", "p.base.area", "P.base.area",
             "if T then A else norwich", "d", "d", "d", "d", "d", "d", "d", "d", "d"},
    ['G'] = {"p.serves", "{A, norwich, \"x\"}", "children(A)", "inside(A)", "ancestors(A)",
             "P.serves", "distinct(G)", "list(z in area where T)", "set(z.serves for z in post)",
             "members(group)", "list(z.parent for z in area where A within z)", "{A}", "G.parent",
             "if T then G else G", "p.serves", "p.unit.covers"},
};

static const char *form_of(char type) {
    return forms[(unsigned char)type][roll(16)];
}

static unsigned inner; /* variables named so far: no inner one may take the name of another */

static bool is_part_of_a_name(char c) {
    return c != '\0' && strchr("abcdefghijklmnopqrstuvwxyz_0123456789", c) != NULL;
}

/* Appends an expression of a type; simple ones once the depth or the room is used up. */
static void write_typed(char *text, size_t size, char type, size_t depth) {
    const char *form = depth == 0 ? forms[(unsigned char)type][0] : form_of(type);
    unsigned own = inner++;

    strcat(text, "(");
    for (const char *c = form; *c != '\0'; c++) {
        char before = c > form ? c[-1] : '(';
        bool is_whole = !is_part_of_a_name(before) && !is_part_of_a_name(c[1]);
        bool is_type = strchr("TCNRMDLSPAG", *c) != NULL && is_whole;
        size_t used = strlen(text);

        if (used + 1500 > size)
            depth = 0;
        if (is_type)
            write_typed(text, size, *c, depth == 0 ? 0 : depth - 1);
        else if (*c == 'z' && is_whole)
            snprintf(text + used, size - used, "z%u", own);
        else
            snprintf(text + used, size - used, "%c", *c);
    }
    strcat(text, ")");
}

static void expressions_of_a_type_are_checked_and_written(void) {
    static const loc_variable variables[] = {
        {"p", {LOCALITY_TYPE_REF, 0, 1, LOC_KIND_post}},
        {"d", {LOCALITY_TYPE_REF, 0, 1, LOC_KIND_area}},
        {"group", {LOCALITY_TYPE_REF, 0, 1, LOC_KIND_area_group}},
    };
    static const loc_scope scope = {variables, TEST_COUNT(variables), NULL, NULL};
    static const char letters[] = "TCNRMDLSPAG";
    static const char *const phrases[] = {
        "a truth (yes or no)", "a count", "a number", "a ratio", "an amount of money", "a date",
        "a number of days",    "a text",  "a post",   "an area", "a list of areas"};

    for (uint64_t seed = 1; seed <= 5000; seed++) {
        char text[4096] = "", phrase[96];
        locality_error error;
        char *source, *before, *after = NULL;
        loc_tree *tree, *again;
        unsigned char *seen;
        const char *wrong;
        size_t type;

        dice = (test_random){seed, 1000};
        inner = 0;
        type = roll(sizeof letters - 1);
        write_typed(text, sizeof text, letters[type], roll(5));
        tree = parse(text);
        if (tree == NULL ||
            loc_check_expression(NULL, &scope, &arena, tree, &error) != LOCALITY_OK) {
            printf("%s\n%s\n", text, error.message);
            CU_FAIL("an expression of a right type is refused");
            return;
        }
        TEST_TEXT(loc_type_write(NULL, tree->root->type, phrase, sizeof phrase), phrases[type]);
        seen = calloc(tree->nodes, 1);
        wrong = seen != NULL ? sound_tree(NULL, tree, seen) : "no memory";
        TEST_ROW(wrong == NULL, wrong);
        free(seen);
        source = tree_source(tree->root);
        before = tree_text(tree->root);
        again = parse(source);
        if (again != NULL &&
            loc_check_expression(NULL, &scope, &arena, again, &error) == LOCALITY_OK)
            after = tree_text(again->root);
        if (after == NULL || strcmp(before, after) != 0) {
            printf("seed %lu: %s\n%s\n", (unsigned long)seed, text, source);
            TEST_TEXT(after, before);
        }
        free(source);
        free(before);
        free(after);
        loc_arena_clear(&arena);
    }
}

/* ---- Files -------------------------------------------------------------------------------- */

static char *file_source(const loc_file *file) {
    loc_text text;
    char *copy;

    loc_text_init(&text, &allocator);
    loc_unparse_file(NULL, file, &text);
    copy = text.failed ? NULL : malloc(text.length + 1);
    if (copy != NULL)
        memcpy(copy, text.data != NULL ? text.data : "", text.length + 1);
    loc_text_clear(&text);
    return copy;
}

static loc_file *parse_file(const char *text) {
    locality_error error;
    loc_file *file;

    if (loc_syntax_parse_file(NULL, text, strlen(text), &arena, &file, &error) != LOCALITY_OK ||
        loc_check_file(NULL, NULL, &arena, file, &error) != LOCALITY_OK) {
        printf("%s\n%s\n", text, error.message);
        return NULL;
    }
    return file;
}

static const char written[] =
    "query Q \"what \" 'is?' answer list(p.title as 'The \"title\"',p.posts as n,-n*(n+1) for p in "
    "post)\n"
    "define ours=list(p in post where heavy(p,cap)) 'Our ' 'own'\n"
    "define heavy(p in post,c:money)=not(p.cost<=c)\n"
    "parameter cap:money=£1k \"Most\"\nparameter lead:post=\"x\"\nswitch s=no\n"
    "rule R-1 'It\\'s {so}' source 'CD','1' source 'BN' strength should,user\n"
    "needs s 'the {{switch}}' for p in post where p.senior, d in p.serves\n"
    "let posts = list(q in post) require count(q in posts)>1 require (heavy((p),cap*2)) and 1>0\n"
    "require any((p in ours) for q in ours where not q=p)\n"
    "warn cap>£1 'a {{b}} {  cap , 2 }' ' \"c\" {{1, 2}}{ {1, 2} }'\n"
    "says \"{named(lead, 'q')}{p.title}\" remedy 'do\\nit'\n";

static const char canonical[] =
    "parameter cap : money = £1000\n"
    "  \"Most\"\n"
    "parameter lead : post = \"x\"\n"
    "switch s = no\n"
    "\n"
    "define ours = list(p for p in post where heavy(p, cap))\n"
    "  \"Our own\"\n"
    "\n"
    "define heavy(p in post, c : money) = not p.cost <= c\n"
    "\n"
    "query Q \"what is?\"\n"
    "  answer list(p.title as \"The \\\"title\\\"\", p.posts as n, -n * (n + 1) "
    "for p in post)\n"
    "\n"
    "rule R-1 \"It's {so}\"\n"
    "  source \"CD\", \"1\"\n"
    "  source \"BN\"\n"
    "  strength should, user\n"
    "  for p in post where p.senior, d in p.serves\n"
    "  needs s\n"
    "    \"the {{switch}}\"\n"
    "  let posts = list(q for q in post)\n"
    "  require count(q in (posts)) > 1\n"
    "  require heavy(p, cap * 2) and 1 > 0\n"
    "  require any((p in ours) for q in ours where not q = p)\n"
    "  warn cap > £1\n"
    "    \"a {{b}} {cap, 2} \\\"c\\\" {{1, 2}}{ {1, 2}}\"\n"
    "  says \"{named(lead, 'q')}{p.title}\"\n"
    "  remedy \"do\\nit\"\n";

static void files_have_one_form(void) {
    loc_file *file = parse_file(written);
    char *source, *again = NULL;

    CU_ASSERT_FATAL(file != NULL);
    source = file_source(file);
    TEST_TEXT(source, canonical);
    file = parse_file(source);
    if (file != NULL)
        again = file_source(file);
    TEST_TEXT(again, canonical);
    free(source);
    free(again);
}

static const test_case cases[] = {
    {"known texts have one form", known_texts_have_one_form},
    {"words stay as they were written", words_stay_as_they_were_written},
    {"random trees are read as they were written", random_trees_are_read_as_they_were_written},
    {"expressions of a type are checked and written",
     expressions_of_a_type_are_checked_and_written},
    {"files have one form", files_have_one_form},
};

int main(void) {
    int failed;

    loc_allocator_take(NULL, &allocator, NULL);
    loc_arena_init(&arena, &allocator);
    failed = test_main("expr: trees as text", cases, TEST_COUNT(cases));
    loc_arena_clear(&arena);
    return failed;
}
