/* Check: every name is resolved, every node gets a type, every conversion is put in.
 *
 * A bare word means what the other side of its operator makes of it, so the side that is clear by
 * itself is checked first and its type handed to the other as what it wants. */
#include "expr/check.h"

#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "schema/schema.h"

/* ---- Scope -------------------------------------------------------------------------------- */

void loc_checker_init(loc_checker *checker, const locality_schema *schema, loc_arena *arena,
                      const char *text, size_t length, locality_error *error) {
    memset(checker, 0, sizeof *checker);
    checker->schema = schema;
    checker->arena = arena;
    checker->text = text;
    checker->length = length;
    checker->error = error;
    loc_names_init(&checker->names, arena);
    loc_names_init(&checker->locals, arena);
}

const loc_entry *loc_checker_find(const loc_checker *checker, const char *name) {
    const loc_entry *entry = loc_names_find(&checker->locals, name);

    if (entry == NULL || !entry->is_visible)
        entry = loc_names_find(&checker->names, name);
    return entry != NULL && entry->is_visible ? entry : NULL;
}

static loc_entry *add_entry(loc_checker *checker, loc_names *names, const char *name, loc_type type,
                            uint32_t slot) {
    loc_entry *entry = loc_arena_take(checker->arena, 1, sizeof *entry);

    if (entry == NULL || !loc_names_put(names, name, entry)) {
        loc_checker_no_memory(checker);
        return NULL;
    }
    entry->name = name;
    entry->type = type;
    entry->slot = slot;
    entry->is_visible = true;
    entry->before = checker->newest;
    checker->newest = entry;
    return entry;
}

/* A definition comes into sight; it hides one of the same name, but no parameter. */
static loc_entry *add_definition(loc_checker *checker, const loc_definition *definition) {
    loc_type none = {LOCALITY_TYPE_NONE, 0, 1, LOCALITY_NO_INDEX};
    const loc_entry *before = loc_checker_find(checker, definition->name);
    char found[LOC_EXCERPT_SIZE];
    loc_entry *entry;

    if (before != NULL && before->is_parameter) {
        loc_checker_fail(checker, definition->at, LOCALITY_DUPLICATE, "choose another name",
                         "`%s` is a parameter already",
                         loc_syntax_excerpt(definition->name, strlen(definition->name), found));
        return NULL;
    }
    entry = add_entry(checker, &checker->names, definition->name, none, 0);
    if (entry != NULL)
        entry->definition = definition;
    checker->outermost = checker->newest;
    return entry;
}

bool loc_checker_define(loc_checker *checker, loc_definition *definitions) {
    for (loc_definition *definition = definitions; definition; definition = definition->next) {
        loc_entry *entry = add_definition(checker, definition);

        if (entry == NULL)
            return false;
        entry->own = definition;
    }
    return true;
}

bool loc_checker_scope(loc_checker *checker, const loc_scope *scope) {
    if (scope == NULL)
        return true;
    for (const loc_parameter *parameter = scope->parameters; parameter;
         parameter = parameter->next) {
        loc_entry *entry = add_entry(checker, &checker->names, parameter->name, parameter->type,
                                     parameter->number);

        if (entry == NULL)
            return false;
        entry->is_parameter = true;
    }
    checker->outermost = checker->newest;
    for (const loc_definition *definition = scope->definitions; definition;
         definition = definition->next)
        if (add_definition(checker, definition) == NULL)
            return false;
    for (size_t i = 0; i < scope->variables_count; i++) {
        const loc_variable *variable = &scope->variables[i];

        if (add_entry(checker, &checker->locals, variable->name, variable->type,
                      checker->slots++) == NULL)
            return false;
    }
    return true;
}

loc_entry *loc_checker_enter(loc_checker *checker, const char *name, loc_type type, uint32_t at) {
    const loc_entry *before = loc_checker_find(checker, name);

    if (before != NULL) {
        char found[LOC_EXCERPT_SIZE];

        loc_checker_fail(checker, at, LOCALITY_DUPLICATE,
                         "choose another name: what it means here would not be clear",
                         "`%s` is a %s already", loc_syntax_excerpt(name, strlen(name), found),
                         before->is_parameter         ? "parameter"
                         : before->definition != NULL ? "definition"
                                                      : "variable");
        return NULL;
    }
    return add_entry(checker, &checker->locals, name, type, checker->slots++);
}

void loc_checker_leave(loc_checker *checker, loc_entry *newest) {
    while (checker->newest != newest) {
        checker->newest->is_visible = false;
        checker->newest = checker->newest->before;
    }
}

/* ---- Conversions -------------------------------------------------------------------------- */

static const struct conversion_row {
    uint8_t from, to, conversion;
} conversions[] = {
    {LOCALITY_TYPE_COUNT, LOCALITY_TYPE_NUMBER, LOC_COUNT_TO_NUMBER},
    {LOCALITY_TYPE_RATIO, LOCALITY_TYPE_NUMBER, LOC_RATIO_TO_NUMBER},
    {LOCALITY_TYPE_NUMBER, LOCALITY_TYPE_RATIO, LOC_NUMBER_TO_RATIO},
    {LOCALITY_TYPE_DATE, LOCALITY_TYPE_MOMENT, LOC_DATE_TO_MOMENT},
    {LOCALITY_TYPE_REF, LOCALITY_TYPE_ANY_REF, LOC_REF_TO_ANY},
    {LOCALITY_TYPE_WORD, LOCALITY_TYPE_TEXT, LOC_WORD_TO_TEXT},
    {LOCALITY_TYPE_TEXT, LOCALITY_TYPE_WORD, LOC_TEXT_TO_WORD},
    {LOCALITY_TYPE_TEXT, LOCALITY_TYPE_REF, LOC_TEXT_TO_REF},
};

static bool convert(loc_checker *checker, loc_node **place, loc_conversion conversion,
                    loc_type type) {
    loc_node *node = *place;
    loc_node *outer = loc_arena_take(checker->arena, 1, sizeof *outer);

    if (outer == NULL)
        return loc_checker_no_memory(checker);
    outer->op = LOC_CONVERT;
    outer->conversion = (uint8_t)conversion;
    outer->number = checker->nodes++;
    outer->start = node->start;
    outer->at = node->at;
    outer->end = node->end;
    outer->height = (uint16_t)(node->height + 1);
    outer->type = type;
    outer->kind = outer->field = LOCALITY_NO_INDEX;
    outer->within = node->within;
    outer->head = node->head;
    outer->is_head_text = node->is_head_text;
    outer->a = node;
    outer->next = node->next;
    node->next = NULL;
    *place = outer;
    return true;
}

/* ---- Leaves ------------------------------------------------------------------------------- */

static bool word_fits(const loc_checker *checker, loc_type wanted, const char *word) {
    const char *words = loc_type_words(checker->schema, wanted);

    return words == NULL || words[0] == '\0' || loc_words_have(words, word, strlen(word));
}

static bool become_word(loc_checker *checker, loc_node *node, loc_type wanted, loc_form form) {
    (void)checker;
    node->op = LOC_WORD;
    node->form = (uint8_t)form;
    node->type = loc_type_item(wanted);
    return true;
}

static bool become_reference(loc_node *node, uint32_t kind, loc_form form) {
    node->op = LOC_REFERENCE;
    node->form = (uint8_t)form;
    node->kind = kind;
    node->type = loc_type_ref(kind);
    return true;
}

/* "Sub outcome" as the word sub_outcome. */
static const char *word_of_text(loc_checker *checker, const char *text) {
    char *word = loc_arena_text(checker->arena, text, strlen(text));

    if (word == NULL) {
        loc_checker_no_memory(checker);
        return NULL;
    }
    for (char *c = word; *c != '\0'; c++)
        *c = *c == ' ' || *c == '-' ? '_' : loc_to_lower(*c);
    return word;
}

static bool check_text(loc_checker *checker, loc_node *node, const loc_type *want) {
    node->type = loc_type_of(LOCALITY_TYPE_TEXT);
    if (want != NULL && want->scalar == LOCALITY_TYPE_REF)
        return become_reference(node, want->target, LOC_FORM_TEXT);
    if (want == NULL || want->scalar != LOCALITY_TYPE_WORD)
        return true;
    node->name = word_of_text(checker, node->name);
    if (node->name == NULL)
        return false;
    if (!word_fits(checker, *want, node->name))
        return loc_checker_unknown_word(checker, node, *want);
    return become_word(checker, node, *want, LOC_FORM_TEXT);
}

static bool check_unknown(loc_checker *checker, loc_node *node, const loc_type *want) {
    node->type = want != NULL ? loc_type_item(*want) : loc_type_of(LOCALITY_TYPE_TRUTH);
    if (node->type.scalar != LOCALITY_TYPE_WORD || node->type.target == LOCALITY_NO_INDEX ||
        !word_fits(checker, node->type, "unknown"))
        return true;
    node->name = "unknown"; /* a word of the field, not a lack of knowledge */
    return become_word(checker, node, node->type, LOC_FORM_NAME);
}

static bool use_entry(loc_checker *checker, loc_node *node, const loc_entry *entry,
                      const loc_type *want) {
    if (entry->definition != NULL)
        return loc_check_use(checker, node, entry->definition, want);
    if (entry->given != NULL)
        return loc_check_given(checker, node, entry);
    node->op = entry->is_parameter ? LOC_PARAMETER : LOC_VARIABLE;
    node->slot = entry->slot;
    node->type = entry->type;
    if (entry->is_case)
        checker->uses_case = true;
    return true;
}

static bool check_name(loc_checker *checker, loc_node *node, const loc_type *want) {
    const loc_entry *entry = loc_checker_find(checker, node->name);
    bool wants_word = want != NULL && want->scalar == LOCALITY_TYPE_WORD;
    bool wants_record = want != NULL && want->scalar == LOCALITY_TYPE_REF;

    /* one that needs values is never meant by its bare name, where a word or an id may stand */
    if (entry != NULL && entry->definition != NULL && entry->definition->arity > 0 &&
        (wants_word || wants_record))
        entry = NULL;
    if (strcmp(node->name, "as_at") == 0 && !checker->is_constant) {
        node->op = LOC_AS_AT;
        node->type = loc_type_of(LOCALITY_TYPE_DATE);
        return true;
    }
    if (entry != NULL &&
        (!wants_word || entry->type.scalar == LOCALITY_TYPE_WORD ||
         entry->type.scalar == LOCALITY_TYPE_TEXT || !word_fits(checker, *want, node->name)))
        return use_entry(checker, node, entry, want);
    if (wants_word && word_fits(checker, *want, node->name))
        return become_word(checker, node, *want, LOC_FORM_NAME);
    if (wants_word)
        return loc_checker_unknown_word(checker, node, *want);
    if (wants_record && strcmp(node->name, "none") != 0)
        return become_reference(node, want->target, LOC_FORM_NAME);
    return loc_checker_unknown_name(checker, node);
}

/* ---- Fields ------------------------------------------------------------------------------- */

/* The record that stands before the dot. */
static bool check_owner(loc_checker *checker, loc_node *node) {
    loc_type type;

    if (!loc_check_node(checker, &node->a, NULL))
        return false;
    type = node->a->type;
    if (type.columns == 1 &&
        (type.scalar == LOCALITY_TYPE_REF || type.scalar == LOCALITY_TYPE_ANY_REF))
        return true;
    return loc_checker_unfit(checker, node->a, "a record, which has fields,", "");
}

static bool check_id(loc_checker *checker, loc_node *node) {
    if (!check_owner(checker, node))
        return false;
    node->type = loc_type_of(LOCALITY_TYPE_TEXT);
    node->type.is_list = node->a->type.is_list;
    return true;
}

/* Of a record of any kind only the fields that every kind has can be read. */
static bool check_common_field(loc_checker *checker, loc_node *node) {
    uint32_t field = loc_schema_find_field(NULL, 0, node->name, strlen(node->name));

    if (field == LOCALITY_NO_INDEX || !loc_schema_row(NULL, 0, field)->is_common)
        return loc_checker_unknown_field(checker, node);
    node->type = loc_type_of_field(NULL, 0, field);
    node->type.is_list = node->a->type.is_list;
    return true;
}

static bool check_field(loc_checker *checker, loc_node *node) {
    uint32_t kind, field;

    if (!check_owner(checker, node))
        return false;
    kind = node->a->type.target;
    if (node->a->type.scalar == LOCALITY_TYPE_ANY_REF)
        return check_common_field(checker, node);
    field = loc_schema_find_field(checker->schema, kind, node->name, strlen(node->name));
    if (field == LOCALITY_NO_INDEX)
        return loc_checker_unknown_field(checker, node);
    node->kind = kind;
    node->field = field;
    node->type = loc_type_of_field(checker->schema, kind, field);
    if (node->a->type.is_list)
        node->type.is_list = 1;
    return true;
}

/* ---- Lists and choices -------------------------------------------------------------------- */

/* Checks the item that is clearest by itself: it says what the bare words of the others mean. Null
 * on failure. */
static loc_node *check_clearest(loc_checker *checker, loc_node *list) {
    int least = loc_check_rank(checker, list);

    for (loc_node **item = &list->a; *item != NULL; item = &(*item)->next) {
        int rank = (*item)->op == LOC_LIST ? 0 : loc_check_rank(checker, *item);

        if (rank == least)
            return loc_check_node(checker, item, NULL) ? *item : NULL;
    }
    return NULL;
}

static bool join_items(loc_checker *checker, loc_node *list) {
    loc_type type = list->a->type;

    for (loc_node **item = &list->a; *item != NULL; item = &(*item)->next) {
        char source[LOC_EXCERPT_SIZE];

        if ((*item)->type.is_list)
            return loc_checker_unfit(checker, *item, "a single value", "lists do not nest");
        if (!loc_type_join(type, (*item)->type, false, &type))
            return loc_checker_fail(checker, (*item)->start, LOCALITY_TYPE,
                                    "the items of a list are of one type",
                                    "`%s` does not go with the items before it",
                                    loc_checker_source(checker, *item, source));
    }
    for (loc_node **item = &list->a; *item != NULL; item = &(*item)->next)
        if (!loc_check_to(checker, item, type))
            return loc_checker_unfit(checker, *item, "an item of the same type", "");
    list->type = loc_type_list(type);
    return true;
}

static bool check_list(loc_checker *checker, loc_node *node, const loc_type *want) {
    loc_type item_want;
    loc_node *first = NULL;

    if (node->a == NULL && want == NULL)
        return loc_checker_fail(checker, node->start, LOCALITY_TYPE,
                                "write x is empty to ask whether a list has no items",
                                "nothing says what this list would hold");
    if (node->a == NULL) {
        node->type = loc_type_list(*want);
        return true;
    }
    if (want == NULL)
        first = check_clearest(checker, node);
    if (want == NULL && first == NULL)
        return false;
    item_want = loc_type_item(want != NULL ? *want : first->type);
    for (loc_node **item = &node->a; *item != NULL; item = &(*item)->next)
        if (*item != first && !loc_check_node(checker, item, &item_want))
            return false;
    return join_items(checker, node);
}

static bool check_if(loc_checker *checker, loc_node *node, const loc_type *want) {
    loc_type type;

    if (!loc_check_truth(checker, &node->a) || !loc_check_pair(checker, &node->b, &node->c, want))
        return false;
    if (!loc_type_join(node->b->type, node->c->type, false, &type) ||
        !loc_check_to(checker, &node->b, type) || !loc_check_to(checker, &node->c, type))
        return loc_checker_mismatch(checker, node);
    node->type = type;
    return true;
}

/* ---- All nodes ---------------------------------------------------------------------------- */

static bool check_reads(loc_checker *checker, const loc_node *node) {
    if (!checker->is_constant)
        return true;
    return loc_checker_fail(checker, node->at, LOCALITY_TYPE,
                            "write a value such as £1000, 4 weeks, date 2010 or \"North\"",
                            "the value of a parameter is constant and reads no records");
}

static bool check_one(loc_checker *checker, loc_node **place, const loc_type *want) {
    loc_node *node = *place;

    switch (node->op) {
    case LOC_LITERAL:
    case LOC_CONVERT:
        return true;
    case LOC_UNKNOWN:
        return check_unknown(checker, node, want);
    case LOC_TEXT:
        return check_text(checker, node, want);
    case LOC_REFERENCE:
        return become_reference(node, node->kind, LOC_FORM_KIND);
    case LOC_LIST:
        return check_list(checker, node, want);
    case LOC_NAME:
        return check_name(checker, node, want);
    case LOC_FIELD:
        return check_reads(checker, node) && check_field(checker, node);
    case LOC_ID:
        return check_reads(checker, node) && check_id(checker, node);
    case LOC_OR:
    case LOC_AND:
    case LOC_NOT:
        return loc_check_logic(checker, node);
    case LOC_IN:
    case LOC_HAS:
    case LOC_WITHIN:
    case LOC_OVERLAPS:
    case LOC_MATCHES:
        return loc_check_membership(checker, node);
    case LOC_IS:
        return loc_check_test(checker, node);
    case LOC_ADD:
    case LOC_SUBTRACT:
    case LOC_MULTIPLY:
    case LOC_DIVIDE:
    case LOC_NEGATE:
        return loc_check_arithmetic(checker, node);
    case LOC_IF:
        return check_if(checker, node, want);
    case LOC_CALL:
        return loc_check_call(checker, node, want);
    default:
        if (node->op >= LOC_EQUAL && node->op <= LOC_GREATER_EQUAL)
            return loc_check_comparison(checker, node);
        return check_reads(checker, node) && loc_check_quantifier(checker, node);
    }
}

bool loc_check_node(loc_checker *checker, loc_node **place, const loc_type *want) {
    bool is_ok;

    if (!loc_check_deeper(checker, *place, 1))
        return false;
    checker->depth++;
    is_ok = check_one(checker, place, want);
    checker->depth--;
    return is_ok;
}

bool loc_check_to(loc_checker *checker, loc_node **place, loc_type type) {
    loc_type from = (*place)->type;

    if ((*place)->op == LOC_UNKNOWN && !type.is_list) {
        (*place)->type = type;
        return true;
    }
    if (loc_type_same(from, type))
        return true;
    if (from.is_list != type.is_list || from.columns > 1 || type.columns > 1)
        return false;
    if ((*place)->op == LOC_TEXT)
        return (type.scalar == LOCALITY_TYPE_REF || type.scalar == LOCALITY_TYPE_WORD) &&
               check_text(checker, *place, &type);
    if (from.scalar == LOCALITY_TYPE_COUNT && type.scalar == LOCALITY_TYPE_RATIO) {
        loc_type number = type;

        number.scalar = LOCALITY_TYPE_NUMBER;
        return convert(checker, place, LOC_COUNT_TO_NUMBER, number) &&
               convert(checker, place, LOC_NUMBER_TO_RATIO, type);
    }
    for (size_t i = 0; i < sizeof conversions / sizeof conversions[0]; i++)
        if (conversions[i].from == from.scalar && conversions[i].to == type.scalar)
            return convert(checker, place, (loc_conversion)conversions[i].conversion, type);
    return false;
}

int loc_check_rank(const loc_checker *checker, const loc_node *node) {
    int least = 2;

    switch (node->op) {
    case LOC_NAME:
        if (strcmp(node->name, "as_at") == 0)
            return 0;
        return loc_checker_find(checker, node->name) != NULL ? 1 : 2;
    case LOC_TEXT:
    case LOC_UNKNOWN:
        return 2;
    case LOC_LIST:
        for (const loc_node *item = node->a; item != NULL && least > 0; item = item->next) {
            int rank = item->op == LOC_LIST ? 0 : loc_check_rank(checker, item);

            least = rank < least ? rank : least;
        }
        return least;
    case LOC_IF: {
        int b = loc_check_rank(checker, node->b), c = loc_check_rank(checker, node->c);

        return b < c ? b : c;
    }
    default:
        return 0;
    }
}

bool loc_check_pair(loc_checker *checker, loc_node **a, loc_node **b, const loc_type *want) {
    bool is_turned = loc_check_rank(checker, *b) < loc_check_rank(checker, *a);
    loc_node **first = is_turned ? b : a;
    loc_node **second = is_turned ? a : b;

    if (!loc_check_node(checker, first, want))
        return false;
    return loc_check_node(checker, second, &(*first)->type);
}

bool loc_check_truth(loc_checker *checker, loc_node **place) {
    loc_type truth = loc_type_of(LOCALITY_TYPE_TRUTH);
    char hint[LOC_HINT_SIZE];

    if (!loc_check_node(checker, place, &truth))
        return false;
    if (loc_type_same((*place)->type, truth))
        return true;
    loc_checker_advise(checker, *place, truth, hint);
    return loc_checker_unfit(checker, *place, "a condition (yes or no)", hint);
}

/* ---- The whole of an expression ------------------------------------------------------------ */

locality_status loc_check_expression(const locality_schema *schema, const loc_scope *scope,
                                     loc_arena *arena, loc_tree *tree, locality_error *error) {
    loc_checker checker;

    loc_checker_init(&checker, schema, arena, tree->text, tree->length, error);
    checker.nodes = tree->nodes;
    checker.root = tree->root;
    if (loc_checker_scope(&checker, scope))
        loc_check_node(&checker, &tree->root, NULL);
    tree->nodes = checker.nodes;
    tree->slots = checker.slots;
    return checker.status == LOCALITY_OK ? loc_ok(error) : checker.status;
}

locality_status loc_check_against(const locality_schema *schema, loc_arena *arena, loc_tree *tree,
                                  loc_type wanted, locality_error *error) {
    char phrase[LOC_PHRASE_SIZE], hint[LOC_HINT_SIZE];
    loc_checker checker;

    loc_checker_init(&checker, schema, arena, tree->text, tree->length, error);
    checker.nodes = tree->nodes;
    if (!loc_check_to(&checker, &tree->root, wanted) && checker.status == LOCALITY_OK) {
        loc_checker_advise(&checker, tree->root, wanted, hint);
        loc_checker_unfit(&checker, tree->root,
                          loc_type_write(schema, wanted, phrase, sizeof phrase), hint);
    }
    tree->nodes = checker.nodes;
    return checker.status == LOCALITY_OK ? loc_ok(error) : checker.status;
}
