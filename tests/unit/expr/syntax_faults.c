/*
 * Tests: parsing, checking and unparsing survive the failure of every allocation.
 */
#include "support/fault.h"
#include "support/harness.h"

#include "base/error.h"
#include "locality/expr.h"
#include "tree.h"

static const char expression[] =
    "count(p in post where p.structure = proposed and p.title matches \"*x\" and p.fte > 1) + "
    "sum(if d.level = \"District\" then d.population else 2.5 for d in area) > size({1, 2, 3})";

static const char file[] =
    "parameter cap : money = £1000 \"Most \" \"of it\"\n"
    "define heavy(p in post, c : money) = p.cost > c and r(p) \"Dear\"\n"
    "define r(x) = any(q in ours where q.unit = x.unit)\n"
    "define ours = list(q in post where q.posts > 1)\n"
    "rule A-1 \"one\"\n"
    "  source \"CD\", \"1\"\n"
    "  for p in post where p.posts > 0, d in p.serves\n"
    "  needs p.cost is known \"the cost\"\n"
    "  let posts = list(q in post where q.unit = \"x\")\n"
    "  require count(q in posts) = p.fte and not heavy(p, cap * 2)\n"
    "  says \"{p.title} {p.fte, 1} of {{all}} \" \"{text(p, 2)}\"\n"
    "query A-2 \"two\"\n"
    "  answer list(p.title as \"Title\", p.posts as n, n + 1 for p in ours)\n";

static locality_status check_text(void *state, const locality_allocator *allocator,
                                  locality_error *error) {
    locality_schema *schema;
    locality_status status = locality_schema_new(allocator, &schema, error);

    (void)state;
    if (status != LOCALITY_OK)
        return status;
    status = locality_expression_check(schema, expression, sizeof expression - 1, error);
    locality_schema_free(schema);
    return status;
}

static locality_status check_file(void *state, const locality_allocator *allocator,
                                  locality_error *error) {
    locality_schema *schema;
    locality_status status = locality_schema_new(allocator, &schema, error);

    (void)state;
    if (status != LOCALITY_OK)
        return status;
    status = locality_rule_file_check(schema, file, sizeof file - 1, error);
    locality_schema_free(schema);
    return status;
}

/* ---- Every single allocation -------------------------------------------------------------- */

/* Bytes that an arena hands out from its first blocks: 4 KiB, then twice as many each time. */
#define FIRST_BLOCK 4096u
#define BLOCKS 3u

/* Parses and checks in an arena of a few blocks of which `filled` bytes are gone already. */
static locality_status check_within(size_t filled, bool is_file, locality_error *error) {
    locality_status status;
    fault_allocator fault;
    loc_arena arena;
    loc_file *read;
    loc_tree *tree;

    fault_allocator_init(&fault, FAULT_STICKY, BLOCKS);
    loc_arena_init(&arena, &fault.allocator);
    for (; filled >= 256; filled -= 256)
        loc_arena_bytes(&arena, 256);
    loc_arena_bytes(&arena, filled);
    if (is_file) {
        status = loc_syntax_parse_file(NULL, file, sizeof file - 1, &arena, &read, error);
        if (status == LOCALITY_OK)
            status = loc_check_file(NULL, NULL, &arena, read, error);
    } else {
        status = loc_syntax_parse_expression(NULL, expression, sizeof expression - 1, &arena, &tree,
                                             error);
        if (status == LOCALITY_OK)
            status = loc_check_expression(NULL, NULL, &arena, tree, error);
    }
    loc_arena_clear(&arena);
    CU_ASSERT(fault_allocator_clean(&fault, "an arena of a few blocks"));
    return status;
}

/* The blocks of an arena hold many allocations; with each step the arena ends a little earlier. */
static void every_single_allocation_may_fail(void) {
    for (int is_file = 0; is_file <= 1; is_file++) {
        size_t failed = 0;

        for (size_t filled = 0; filled < FIRST_BLOCK * 7; filled += 16) {
            locality_error error;
            locality_status status = check_within(filled, is_file, &error);

            failed += status == LOCALITY_NO_MEMORY;
            if (status != error.status || (status != LOCALITY_OK && status != LOCALITY_NO_MEMORY)) {
                printf("%lu filled: %s\n", (unsigned long)filled, error.message);
                CU_FAIL("another status than that memory ran out");
            }
        }
        CU_ASSERT(failed > 100);
    }
}

/* Many small blocks: an arena whose blocks are all refused in turn needs more than one of them. */
static locality_status check_much(void *state, const locality_allocator *allocator,
                                  locality_error *error) {
    locality_status status;
    loc_arena arena;
    loc_tree *tree;

    loc_arena_init(&arena, allocator);
    status = loc_syntax_parse_expression(NULL, state, strlen(state), &arena, &tree, error);
    CU_ASSERT((status == LOCALITY_OK) == (tree != NULL));
    if (status == LOCALITY_OK)
        status = loc_check_expression(NULL, NULL, &arena, tree, error);
    loc_arena_clear(&arena);
    return status;
}

static locality_status write_file(void *state, const locality_allocator *allocator,
                                  locality_error *error) {
    locality_status status;
    locality_allocator own;
    loc_arena arena;
    loc_file *read;
    loc_text text;

    (void)state;
    loc_allocator_take(NULL, &own, NULL);
    loc_arena_init(&arena, &own);
    loc_text_init(&text, allocator);
    status = loc_syntax_parse_file(NULL, file, sizeof file - 1, &arena, &read, error);
    if (status == LOCALITY_OK)
        loc_unparse_file(NULL, read, &text);
    if (text.failed)
        status = loc_fail_memory(error);
    loc_text_clear(&text);
    loc_arena_clear(&arena);
    return status;
}

static void checking_an_expression_survives(void) {
    fault_drive("check an expression", check_text, NULL, 3);
}

static void checking_a_file_survives(void) {
    fault_drive("check a rule file", check_file, NULL, 3);
}

static void checking_a_long_expression_survives(void) {
    static char text[40000];
    size_t used = 0;

    used += (size_t)snprintf(text, sizeof text, "size({0.5");
    while (used + 64 < sizeof text)
        used += (size_t)snprintf(text + used, sizeof text - used, ", %u", (unsigned)used);
    snprintf(text + used, sizeof text - used, "})");
    fault_drive("check a long expression", check_much, text, 6);
}

static void an_unknown_word_survives(void) {
    static char text[] = "any(d in area where d.level = distrct)";
    locality_error error;

    /* The nearest words are copied before they are offered. */
    for (size_t at = 0; at < 4; at++) {
        fault_allocator fault;
        locality_status status;

        fault_allocator_init(&fault, FAULT_ONCE, at);
        status = check_much(text, &fault.allocator, &error);
        CU_ASSERT(status == LOCALITY_NO_MEMORY || status == LOCALITY_NOT_FOUND);
        CU_ASSERT(error.status == status);
        CU_ASSERT(fault_allocator_clean(&fault, "an unknown word"));
    }
}

static void writing_a_file_survives(void) {
    fault_drive("write a rule file", write_file, NULL, 2);
}

static const test_case cases[] = {
    {"checking an expression survives refused memory", checking_an_expression_survives},
    {"checking a rule file survives refused memory", checking_a_file_survives},
    {"checking a long expression survives refused memory", checking_a_long_expression_survives},
    {"an unknown word survives refused memory", an_unknown_word_survives},
    {"every single allocation may fail", every_single_allocation_may_fail},
    {"writing a rule file survives refused memory", writing_a_file_survives},
};

TEST_MAIN("expr: refused memory", cases)
