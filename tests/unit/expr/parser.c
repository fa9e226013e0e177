/*
 * Tests: texts as trees, before anything has a type.
 */
#include "support/harness.h"

#include "tree.h"

static locality_allocator allocator;
static loc_arena arena;

static const struct tree_row {
    const char *text, *tree;
} trees[] = {
    /* Literals and names. */
    {"24", "count:24"},
    {"yes", "truth:yes"},
    {"no", "truth:no"},
    {"unknown", "unknown"},
    {"date 2010", "date:2010"},
    {"date 2010-07", "date:2010-07"},
    {"30 days", "days:30"},
    {"1 day", "days:1"},
    {"4 weeks", "days:28"},
    {"1 week", "days:7"},
    {"'a text'", "\"a text\""},
    {"foo", "name:foo"},
    {"none", "name:none"},
    {"as_at", "name:as_at"},
    {"date", "name:date"},
    {"post", "name:post"},
    {"count", "name:count"},
    {"post \"head\"", "post/head"},
    {"structure proposed", "structure/proposed"},
    {"post \"head\".unit", "(field unit post/head)"},
    {"posts", "name:posts"},
    {"{}", "(list)"},
    {"{a, \"b\", 3}", "(list name:a \"b\" count:3)"},
    /* Fields. */
    {"p.unit.head", "(field head (field unit name:p))"},
    {"p.id", "(id name:p)"},
    {"(p).id", "(id name:p)"},
    {"p.functions.id", "(id (field functions name:p))"},
    {"p.source", "(field source name:p)"},
    {"p.for", "(field for name:p)"},
    /* Precedence. */
    {"a or b and c", "(or name:a (and name:b name:c))"},
    {"a and b or c and d", "(or (and name:a name:b) (and name:c name:d))"},
    {"a or b or c", "(or (or name:a name:b) name:c)"},
    {"not a and b", "(and (not name:a) name:b)"},
    {"not a = b", "(not (= name:a name:b))"},
    {"not not a", "(not (not name:a))"},
    {"a = b + c * d", "(= name:a (+ name:b (* name:c name:d)))"},
    {"a - b - c", "(- (- name:a name:b) name:c)"},
    {"a - (b - c)", "(- name:a (- name:b name:c))"},
    {"a / b * c", "(* (/ name:a name:b) name:c)"},
    {"-a * b", "(* (negate name:a) name:b)"},
    {"-a.b", "(negate (field b name:a))"},
    {"- -a", "(negate (negate name:a))"},
    {"a - -b", "(- name:a (negate name:b))"},
    {"(a or b) and c", "(and (or name:a name:b) name:c)"},
    /* Comparisons. */
    {"a != b", "(!= name:a name:b)"},
    {"a < b", "(< name:a name:b)"},
    {"a <= b", "(<= name:a name:b)"},
    {"a > b", "(> name:a name:b)"},
    {"a >= b", "(>= name:a name:b)"},
    {"a in {b}", "(in name:a (list name:b))"},
    {"a not in b", "(in not name:a name:b)"},
    {"not a in b", "(not (in name:a name:b))"},
    {"a has b", "(has name:a name:b)"},
    {"a within b", "(within name:a name:b)"},
    {"a overlaps b", "(overlaps name:a name:b)"},
    {"a matches '*x?'", "(matches name:a \"*x?\")"},
    {"a is known", "(is known name:a)"},
    {"a is not missing and b is none", "(and (is not missing name:a) (is none name:b))"},
    {"a + b is empty", "(is empty (+ name:a name:b))"},
    {"(a = b) = c", "(= (= name:a name:b) name:c)"},
    /* Choices. */
    {"if a then b else c", "(if name:a name:b name:c)"},
    {"if a then b else if c then d else e", "(if name:a name:b (if name:c name:d name:e))"},
    {"if a then b else c + d", "(if name:a name:b (+ name:c name:d))"},
    {"1 + if a then 2 else 3", "(+ count:1 (if name:a count:2 count:3))"},
    /* Functions and quantifiers. */
    {"size(a)", "(size name:a)"},
    {"covers(a, b)", "(covers name:a name:b)"},
    {"days(a, b)", "(days name:a name:b)"},
    {"min(a, b, c)", "(min name:a name:b name:c)"},
    {"count(p in post)", "(count [p post])"},
    {"count(p in posts)", "(count [p post])"},
    {"count(p in post where p.posts > 1)", "(count [p post (> (field posts name:p) count:1)])"},
    {"count(p in post, d in area where a)", "(count [p post] [d area name:a])"},
    {"count(p in post where a, d in area)", "(count [p post name:a] [d area])"},
    {"count(distinct p.unit for p in post)", "(count distinct (field unit name:p) [p post])"},
    {"count(p in s.members)", "(count [p (field members name:s)])"},
    {"count(p in chain(q))", "(count [p (chain name:q)])"},
    {"count(p in area_group \"north\".members)", "(count [p (field members area_group/north)])"},
    {"count(p in post.members)", "(count [p (field members name:post)])"},
    {"count(p in {a, b} where c)", "(count [p (list name:a name:b) name:c])"},
    {"sum(p.fte for p in post where a)", "(sum (field fte name:p) [p post name:a])"},
    {"min(p.fte for p in post)", "(min (field fte name:p) [p post])"},
    {"max(p.fte for p in post)", "(max (field fte name:p) [p post])"},
    {"share(p.senior for p in post)", "(share (field senior name:p) [p post])"},
    {"any(p in post where a)", "(any [p post name:a])"},
    {"any(a for p in post)", "(any name:a [p post])"},
    {"any((x in a) for p in post)", "(any (in name:x name:a) [p post])"},
    {"all(a for p in post)", "(all name:a [p post])"},
    {"none(p in post where a)", "(none [p post name:a])"},
    {"list(p.title for p in post)", "(collect (field title name:p) [p post])"},
    {"list(p.title, p.posts for p in post)",
     "(collect (field title name:p) (field posts name:p) [p post])"},
    {"list(p in post where a)", "(collect name:p [p post name:a])"},
    {"set(p.title for p in post)", "(collect distinct (field title name:p) [p post])"},
    {"distinct(a)", "(distinct name:a)"},
    /* Lines and comments mean nothing. */
    {"a  # first\n  and b", "(and name:a name:b)"},
    {"\xEF\xBB\xBF"
     "a",
     "name:a"},
    {"a\r\nand\tb", "(and name:a name:b)"},
};

static void texts_are_read_as_trees(void) {
    for (size_t i = 0; i < TEST_COUNT(trees); i++) {
        locality_error error;
        loc_tree *tree;
        char *text;

        if (!TEST_ROW(loc_syntax_parse_expression(NULL, trees[i].text, strlen(trees[i].text),
                                                  &arena, &tree, &error) == LOCALITY_OK,
                      trees[i].text)) {
            printf("%s\n", error.message);
            continue;
        }
        TEST_ROW(error.status == LOCALITY_OK && error.message[0] == '\0', trees[i].text);
        text = tree_text(tree->root);
        TEST_TEXT(text, trees[i].tree);
        free(text);
    }
}

/* Every node has a number of its own below the number of nodes, and a place inside its parent's. */
static void look_at(const loc_node *node, const loc_node *parent, const loc_tree *tree,
                    unsigned char *seen) {
    for (; node != NULL; node = node->next) {
        CU_ASSERT(node->number < tree->nodes);
        CU_ASSERT(seen[node->number] == 0);
        seen[node->number] = 1;
        CU_ASSERT(node->start < node->end && node->end <= tree->length);
        CU_ASSERT(node->at >= node->start && node->at < node->end);
        CU_ASSERT(parent == NULL || (node->start >= parent->start && node->end <= parent->end));
        look_at(node->a, node, tree, seen);
        look_at(node->b, node, tree, seen);
        look_at(node->c, node, tree, seen);
        for (const loc_binding *binding = node->bindings; binding; binding = binding->next) {
            look_at(binding->list, node, tree, seen);
            look_at(binding->where, node, tree, seen);
        }
    }
}

static void nodes_have_numbers_and_places(void) {
    for (size_t i = 0; i < TEST_COUNT(trees); i++) {
        unsigned char seen[64] = {0};
        loc_tree *tree;

        if (loc_syntax_parse_expression(NULL, trees[i].text, strlen(trees[i].text), &arena, &tree,
                                        NULL) == LOCALITY_OK &&
            tree->nodes <= sizeof seen)
            look_at(tree->root, NULL, tree, seen);
    }
}

static void the_source_of_a_part_can_be_quoted(void) {
    static const char text[] = "listed = (s.stated_fte - 2) and yes";
    const loc_node *node;
    loc_tree *tree;

    CU_ASSERT_FATAL(loc_syntax_parse_expression(NULL, text, sizeof text - 1, &arena, &tree, NULL) ==
                    LOCALITY_OK);
    node = tree->root->a->b;
    TEST_NUMBER(node->op, LOC_SUBTRACT);
    TEST_NUMBER(node->end - node->start, strlen("(s.stated_fte - 2)"));
    CU_ASSERT(memcmp(tree->text + node->start, "(s.stated_fte - 2)", 18) == 0);
    TEST_NUMBER(tree->text[node->at], '-');
}

/* ---- Limits ------------------------------------------------------------------------------- */

/* `count` times `piece`, then `middle`, then `count` times `end`; freed by the caller. */
static char *repeat(const char *piece, const char *middle, const char *end, size_t count) {
    size_t a = strlen(piece), b = strlen(middle), c = strlen(end);
    char *text = malloc(count * (a + c) + b + 1), *to = text;

    if (text == NULL)
        return NULL;
    for (size_t i = 0; i < count; i++, to += a)
        memcpy(to, piece, a);
    memcpy(to, middle, b);
    to += b;
    for (size_t i = 0; i < count; i++, to += c)
        memcpy(to, end, c);
    *to = '\0';
    return text;
}

static locality_status parse(const char *text, locality_error *error) {
    loc_tree *tree;
    locality_status status =
        loc_syntax_parse_expression(NULL, text, strlen(text), &arena, &tree, error);

    CU_ASSERT((status == LOCALITY_OK) == (tree != NULL));
    return status;
}

static void depth_has_a_limit(void) {
    static const struct {
        const char *piece, *middle, *end;
    } rows[] = {
        {"(", "1", ")"},
        {"-", "1", ""},
        {"not ", "a", ""},
        {"{", "1", "}"},
        {"1 + ", "1", ""},
        {"", "a", " or b"},
        {"", "p", ".unit"},
        {"size(", "a", ")"},
        {"if a then b else ", "c", ""},
        {"a = (", "b", ")"},
        {"any(p in {", "1", "})"},
        {"any(a for p in post where ", "b", ")"},
    };

    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        static const struct {
            size_t count;
            int status;
        } sizes[] = {{60, LOCALITY_OK}, {1000, LOCALITY_LIMIT}, {100000, LOCALITY_LIMIT}};

        for (size_t j = 0; j < TEST_COUNT(sizes); j++) {
            char *text = repeat(rows[i].piece, rows[i].middle, rows[i].end, sizes[j].count);
            locality_error error;

            CU_ASSERT_FATAL(text != NULL);
            TEST_ROW(parse(text, &error) == sizes[j].status, rows[i].piece);
            TEST_ROW(sizes[j].status == LOCALITY_OK ||
                         strstr(error.message, "more than 200 levels") != NULL,
                     error.message);
            free(text);
        }
    }
}

static void long_lists_have_no_limit(void) {
    char *items = repeat("1, ", "1", "", 100000);
    char *text = items != NULL ? repeat("", items, "", 1) : NULL;
    char *list = text != NULL ? malloc(strlen(text) + 3) : NULL;
    loc_tree *tree;

    CU_ASSERT_FATAL(list != NULL);
    sprintf(list, "{%s}", text);
    CU_ASSERT(loc_syntax_parse_expression(NULL, list, strlen(list), &arena, &tree, NULL) ==
              LOCALITY_OK);
    TEST_NUMBER(tree->root->arguments, 100001);
    free(list);
    free(text);
    free(items);
}

static void texts_have_a_greatest_length(void) {
    size_t length = LOC_SYNTAX_LENGTH + 1;
    char *text = malloc(length);
    locality_error error;
    loc_tree *tree;
    loc_file *file;

    CU_ASSERT_FATAL(text != NULL);
    memset(text, ' ', length);
    TEST_NUMBER(loc_syntax_parse_expression(NULL, text, length, &arena, &tree, &error),
                LOCALITY_LIMIT);
    CU_ASSERT(tree == NULL);
    TEST_NUMBER(loc_syntax_parse_file(NULL, text, length, &arena, &file, &error), LOCALITY_LIMIT);
    CU_ASSERT(file == NULL);
    CU_ASSERT(strstr(error.message, "4 MiB") != NULL);
    TEST_NUMBER(loc_syntax_parse_file(NULL, text, length - 1, &arena, &file, &error), LOCALITY_OK);
    free(text);
}

static void memory_is_linear_in_the_text(void) {
    size_t taken[2];

    for (size_t i = 0; i < 2; i++) {
        char *text = repeat("1,", "1", "", i == 0 ? 20000 : 160000);
        char *list = malloc(strlen(text) + 3);
        loc_arena own;
        loc_tree *tree;

        CU_ASSERT_FATAL(text != NULL && list != NULL);
        sprintf(list, "{%s}", text);
        loc_arena_init(&own, &allocator);
        CU_ASSERT(loc_syntax_parse_expression(NULL, list, strlen(list), &own, &tree, NULL) ==
                  LOCALITY_OK);
        taken[i] = tree->nodes;
        loc_arena_clear(&own);
        free(list);
        free(text);
    }
    TEST_NUMBER(taken[0], 20002);
    TEST_NUMBER(taken[1], 160002);
}

static void what_is_null_or_not_utf8_is_refused(void) {
    locality_error error;
    loc_tree *tree;

    TEST_NUMBER(loc_syntax_parse_expression(NULL, NULL, 0, &arena, &tree, &error),
                LOCALITY_INVALID);
    TEST_NUMBER(loc_syntax_parse_expression(NULL, "a\n \xFF", 4, &arena, &tree, &error),
                LOCALITY_ENCODING);
    TEST_NUMBER(error.line, 2);
    TEST_NUMBER(error.column, 2);
    TEST_NUMBER(loc_syntax_parse_expression(NULL, "a\0b", 3, &arena, &tree, &error),
                LOCALITY_ENCODING);
    TEST_NUMBER(loc_syntax_parse_expression(NULL, "", 0, &arena, &tree, &error), LOCALITY_SYNTAX);
}

static const test_case cases[] = {
    {"texts are read as trees", texts_are_read_as_trees},
    {"nodes have numbers and places", nodes_have_numbers_and_places},
    {"the source of a part can be quoted", the_source_of_a_part_can_be_quoted},
    {"depth has a limit", depth_has_a_limit},
    {"long lists have no limit", long_lists_have_no_limit},
    {"texts have a greatest length", texts_have_a_greatest_length},
    {"the tree is linear in the text", memory_is_linear_in_the_text},
    {"what is null or not UTF-8 is refused", what_is_null_or_not_utf8_is_refused},
};

int main(void) {
    int failed;

    loc_allocator_take(NULL, &allocator, NULL);
    loc_arena_init(&arena, &allocator);
    failed = test_main("expr: parser", cases, TEST_COUNT(cases));
    loc_arena_clear(&arena);
    return failed;
}
