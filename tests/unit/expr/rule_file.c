/*
 * Tests: rule files: what their clauses become, which slots and numbers they get, and their
 * messages.
 */
#include "support/harness.h"

#include "schema/schema.h"
#include "tree.h"

static locality_allocator allocator;
static loc_arena arena;

static const char file_text[] =
    "# A comment first.\n"
    "parameter window : days  \"How many weeks \"\n"
    "                         \"count as several\"\n"
    "parameter cap : money = £1000  \"Most that one grant may be\"\n"
    "parameter lead : post = \"head\"\n"
    "parameter limit : ratio = 0.4\n"
    "switch    same_locality = yes  \"Holders must be based in the locality\"\n"
    "\n"
    "rule COV-05 \"The posts listed add up to the stated establishment\"\n"
    "  source    \"CD\", \"3.7, App3\"\n"
    "  source    \"BN\"\n"
    "  strength  should, inferred\n"
    "  for       s in structure where s.id = \"proposed\",\n"
    "            u in unit where u.structure = s\n"
    "  when      s.listing = complete\n"
    "  except    same_locality\n"
    "  needs     s.stated_fte is known \"the stated establishment\"\n"
    "  needs     any(x in spend where x.amount > cap) \"the spends\"\n"
    "  let       listed = sum(p.posts\n"
    "                         for p in post\n"
    "                         where p.structure = s)\n"
    "  let       all_posts = sum(p.posts for p in post)\n"
    "  require   listed = s.stated_fte\n"
    "  require   all_posts >= listed\n"
    "  warn      s.stated_posts is missing \"mixed units: {{posts}} and FTE\"\n"
    "  says      \"listed {listed}, stated {s.stated_fte, 2}, \"\n"
    "            \"{named(u, 'North \\\"x\\\"')} { {1, 2} }\\n\"\n"
    "  remedy    \"List the missing posts.\"\n"
    "\n"
    "query COV-Q07 \"Which posts may lead?\"\n"
    "  source  \"CD\", \"App3\"\n"
    "  let leading = leads_of\n"
    "  answer  list(p.title, p.posts for p in post where p.task_role = leads)\n";

/* Parses and checks; prints the error where that fails. */
static loc_file *read_file(const char *text, const loc_scope *scope) {
    locality_error error;
    loc_file *file = NULL;

    if (loc_syntax_parse_file(NULL, text, strlen(text), &arena, &file, &error) != LOCALITY_OK ||
        loc_check_file(NULL, scope, &arena, file, &error) != LOCALITY_OK) {
        printf("%s\n", error.message);
        return NULL;
    }
    return file;
}

/* A parameter that stands outside the file, as another file or the model may give it. */
static loc_parameter outside = {.name = "leads_of",
                                .doc = "",
                                .type = {LOCALITY_TYPE_TEXT, 0, 1, LOCALITY_NO_INDEX},
                                .number = 4};
static const loc_scope scope = {NULL, 0, &outside, NULL};

static void parameters_have_types_values_and_numbers(void) {
    loc_file *file = read_file(file_text, &scope);
    const loc_parameter *parameter;
    char *text;

    CU_ASSERT_FATAL(file != NULL);
    TEST_NUMBER(file->parameters_count, 5);
    parameter = file->parameters;
    TEST_TEXT(parameter->name, "window");
    TEST_TEXT(parameter->doc, "How many weeks count as several");
    TEST_NUMBER(parameter->type.scalar, LOCALITY_TYPE_DAYS);
    CU_ASSERT(parameter->value == NULL);
    TEST_NUMBER(parameter->line, 2);
    TEST_NUMBER(parameter->number, 5);
    parameter = parameter->next;
    TEST_TEXT(parameter->name, "cap");
    TEST_NUMBER(parameter->value->range.lo, 100000);
    TEST_NUMBER(parameter->line, 4);
    parameter = parameter->next;
    TEST_NUMBER(parameter->type.target, LOC_KIND_post);
    text = tree_text(parameter->value);
    TEST_TEXT(text, "post/head");
    free(text);
    parameter = parameter->next;
    TEST_NUMBER(parameter->type.scalar, LOCALITY_TYPE_RATIO);
    text = tree_text(parameter->value);
    TEST_TEXT(text, "(number>ratio number:0.4)");
    free(text);
    TEST_NUMBER(parameter->nodes, 2);
    parameter = parameter->next;
    TEST_NUMBER(parameter->is_switch, 1);
    TEST_NUMBER(parameter->type.scalar, LOCALITY_TYPE_TRUTH);
    TEST_NUMBER(parameter->value->range.lo, 1);
    TEST_NUMBER(parameter->number, 9);
    CU_ASSERT(parameter->next == NULL);
}

static const loc_clause *clause_of(const loc_rule *rule, int kind, int which) {
    for (const loc_clause *clause = rule->clauses; clause != NULL; clause = clause->next)
        if (clause->kind == kind && which-- == 0)
            return clause;
    return NULL;
}

static void rules_have_their_clauses_in_order(void) {
    static const int kinds[] = {LOC_CLAUSE_WHEN,    LOC_CLAUSE_EXCEPT,  LOC_CLAUSE_NEEDS,
                                LOC_CLAUSE_NEEDS,   LOC_CLAUSE_LET,     LOC_CLAUSE_LET,
                                LOC_CLAUSE_REQUIRE, LOC_CLAUSE_REQUIRE, LOC_CLAUSE_WARN,
                                LOC_CLAUSE_SAYS,    LOC_CLAUSE_REMEDY};
    loc_file *file = read_file(file_text, &scope);
    const loc_clause *clause;
    const loc_rule *rule;
    size_t i = 0;

    CU_ASSERT_FATAL(file != NULL);
    TEST_NUMBER(file->rules_count, 2);
    rule = file->rules;
    TEST_TEXT(rule->id, "COV-05");
    TEST_TEXT(rule->sentence, "The posts listed add up to the stated establishment");
    TEST_NUMBER(rule->is_query, 0);
    TEST_NUMBER(rule->strength, LOC_SHOULD);
    TEST_NUMBER(rule->basis, LOC_INFERRED);
    TEST_NUMBER(rule->line, 9);
    CU_ASSERT(memcmp(file->text + rule->start, "rule COV-05", 11) == 0);
    CU_ASSERT(memcmp(file->text + rule->end - 8, " posts.\"", 8) == 0);
    TEST_TEXT(rule->sources->document, "CD");
    TEST_TEXT(rule->sources->section, "3.7, App3");
    TEST_TEXT(rule->sources->next->document, "BN");
    TEST_TEXT(rule->sources->next->section, "");
    for (clause = rule->clauses; clause != NULL; clause = clause->next, i++)
        TEST_NUMBER(clause->kind, i < TEST_COUNT(kinds) ? kinds[i] : -1);
    TEST_NUMBER(i, TEST_COUNT(kinds));
    rule = rule->next;
    TEST_NUMBER(rule->is_query, 1);
    TEST_TEXT(rule->id, "COV-Q07");
    TEST_NUMBER(rule->strength, LOC_MUST);
    TEST_NUMBER(clause_of(rule, LOC_CLAUSE_ANSWER, 0)->value->type.columns, 2);
    TEST_NUMBER(clause_of(rule, LOC_CLAUSE_LET, 0)->value->slot, 4);
    CU_ASSERT(rule->next == NULL);
}

static void clauses_know_whether_they_belong_to_a_case(void) {
    loc_file *file = read_file(file_text, &scope);
    const loc_rule *rule;

    CU_ASSERT_FATAL(file != NULL);
    rule = file->rules;
    TEST_NUMBER(clause_of(rule, LOC_CLAUSE_WHEN, 0)->is_case, 1);
    TEST_NUMBER(clause_of(rule, LOC_CLAUSE_EXCEPT, 0)->is_case, 0);
    TEST_NUMBER(clause_of(rule, LOC_CLAUSE_NEEDS, 0)->is_case, 1);
    TEST_NUMBER(clause_of(rule, LOC_CLAUSE_NEEDS, 1)->is_case, 0);
    TEST_NUMBER(clause_of(rule, LOC_CLAUSE_LET, 0)->is_case, 1);
    TEST_NUMBER(clause_of(rule, LOC_CLAUSE_LET, 1)->is_case, 0);
    TEST_NUMBER(clause_of(rule, LOC_CLAUSE_REQUIRE, 1)->is_case, 1); /* through its `let` */
}

static void variables_have_slots_of_their_own(void) {
    loc_file *file = read_file(file_text, &scope);
    const loc_rule *rule;
    const loc_node *required;

    CU_ASSERT_FATAL(file != NULL);
    rule = file->rules;
    TEST_TEXT(rule->bindings->name, "s");
    TEST_NUMBER(rule->bindings->kind, LOC_KIND_structure);
    TEST_NUMBER(rule->bindings->slot, 0);
    TEST_TEXT(rule->bindings->next->name, "u");
    TEST_NUMBER(rule->bindings->next->slot, 1);
    CU_ASSERT(rule->bindings->next->next == NULL);
    required = clause_of(rule, LOC_CLAUSE_REQUIRE, 0)->value;
    TEST_NUMBER(required->op, LOC_EQUAL);
    TEST_NUMBER(required->a->op, LOC_CONVERT); /* a count against a number */
    TEST_NUMBER(required->a->a->slot, clause_of(rule, LOC_CLAUSE_LET, 0)->slot);
    CU_ASSERT(clause_of(rule, LOC_CLAUSE_LET, 0)->slot != clause_of(rule, LOC_CLAUSE_LET, 1)->slot);
    CU_ASSERT(clause_of(rule, LOC_CLAUSE_LET, 1)->slot < rule->slots);
    TEST_NUMBER(rule->slots, 7); /* s, u, x, p, listed, p, all_posts */
    TEST_NUMBER(rule->next->slots, 2);
}

/* The parts of a message, one behind the other: <text> or [tree,decimals]. */
static char *message_text(const loc_part *part) {
    char *text = calloc(1, 4096);

    for (; text != NULL && part != NULL; part = part->next) {
        char *tree = part->value != NULL ? tree_text(part->value) : NULL;
        size_t used = strlen(text);

        if (tree != NULL)
            snprintf(text + used, 4096 - used, "[%s,%d]", tree, (int)part->decimals);
        else
            snprintf(text + used, 4096 - used, "<%s>", part->text);
        free(tree);
    }
    return text;
}

static void messages_are_cut_into_parts(void) {
    loc_file *file = read_file(file_text, &scope);
    char *text;

    CU_ASSERT_FATAL(file != NULL);
    text = message_text(clause_of(file->rules, LOC_CLAUSE_SAYS, 0)->message);
    TEST_TEXT(text, "<listed >[variable:listed,-1]<, stated >"
                    "[(field stated_fte variable:s),2]<, >[(named variable:u \"North \"x\"\"),-1]"
                    "< >[(list count:1 count:2),-1]<\n>");
    free(text);
    text = message_text(clause_of(file->rules, LOC_CLAUSE_WARN, 0)->message);
    TEST_TEXT(text, "<mixed units: {posts} and FTE>");
    free(text);
    text = message_text(clause_of(file->rules, LOC_CLAUSE_REMEDY, 0)->message);
    TEST_TEXT(text, "<List the missing posts.>");
    free(text);
}

static void parameters_of_the_file_hide_those_outside(void) {
    static const char text[] = "parameter leads_of : count = 3\n"
                               "rule A \"a\"\n require leads_of > 2\n";
    loc_file *file = read_file(text, &scope);

    CU_ASSERT_FATAL(file != NULL);
    TEST_NUMBER(file->parameters->number, 5);
    TEST_NUMBER(file->rules->clauses->value->a->slot, 5);
}

static void a_list_is_meant_before_a_kind_of_its_name(void) {
    static const char text[] = "rule A \"a\"\n"
                               " let posts = list(p in post where p.senior)\n"
                               " require count(p in posts) = 1\n"
                               "rule B \"b\"\n"
                               " let posts = count(p in post)\n"
                               " require count(p in posts) = posts\n";
    loc_file *file = read_file(text, NULL);
    const loc_node *counted;

    CU_ASSERT_FATAL(file != NULL);
    counted = file->rules->clauses->next->value->a;
    TEST_NUMBER(counted->bindings->kind, LOCALITY_NO_INDEX);
    TEST_NUMBER(counted->bindings->list->op, LOC_VARIABLE);
    TEST_NUMBER(counted->bindings->type.target, LOC_KIND_post);
    counted = file->rules->next->clauses->next->value->a;
    TEST_NUMBER(counted->bindings->kind, LOC_KIND_post);
    CU_ASSERT(counted->bindings->list == NULL);
}

static void clauses_may_share_a_line_and_files_may_be_empty(void) {
    static const char text[] = "rule A-1/b.2 \"a\" source \"x\" strength must "
                               "for p in post require p.posts > 0 says \"{p.id}\"";
    loc_file *file = read_file(text, NULL);

    CU_ASSERT_FATAL(file != NULL);
    TEST_TEXT(file->rules->id, "A-1/b.2");
    CU_ASSERT(clause_of(file->rules, LOC_CLAUSE_SAYS, 0) != NULL);
    file = read_file("", NULL);
    CU_ASSERT_FATAL(file != NULL);
    TEST_NUMBER(file->rules_count, 0);
    file = read_file("\n# only this", NULL);
    CU_ASSERT(file != NULL);
}

/* Thousands of rules and names: each is found among the others. */
static void many_names_stay_apart(void) {
    size_t size = 0, count = 3000;
    char *text = malloc(count * 160 + 1);
    loc_file *file;

    CU_ASSERT_FATAL(text != NULL);
    for (size_t i = 0; i < count; i++)
        size += (size_t)sprintf(text + size,
                                "parameter p%u : count = %u\nrule R%u \"r\" require p%u = %u\n",
                                (unsigned)i, (unsigned)i, (unsigned)i, (unsigned)i, (unsigned)i);
    file = read_file(text, NULL);
    free(text);
    CU_ASSERT_FATAL(file != NULL);
    TEST_NUMBER(file->rules_count, count);
    size = 0;
    for (const loc_rule *rule = file->rules; rule != NULL; rule = rule->next, size++)
        if (rule->clauses->value->a->slot != size || rule->line != 2 * size + 2)
            CU_FAIL("a rule has another's parameter or line");
}

static const test_case cases[] = {
    {"parameters have types, values and numbers", parameters_have_types_values_and_numbers},
    {"rules have their clauses in order", rules_have_their_clauses_in_order},
    {"clauses know whether they belong to a case", clauses_know_whether_they_belong_to_a_case},
    {"variables have slots of their own", variables_have_slots_of_their_own},
    {"messages are cut into parts", messages_are_cut_into_parts},
    {"parameters of the file hide those outside", parameters_of_the_file_hide_those_outside},
    {"a list is meant before a kind of its name", a_list_is_meant_before_a_kind_of_its_name},
    {"clauses may share a line, and files may be empty",
     clauses_may_share_a_line_and_files_may_be_empty},
    {"many names stay apart", many_names_stay_apart},
};

int main(void) {
    int failed;

    loc_allocator_take(NULL, &allocator, NULL);
    loc_arena_init(&arena, &allocator);
    failed = test_main("expr: rule files", cases, TEST_COUNT(cases));
    loc_arena_clear(&arena);
    return failed;
}
