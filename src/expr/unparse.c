/* Unparse: trees as text again. Parentheses stand only where they are needed. */
#include <string.h>

#include "expr/functions.h"
#include "expr/parser.h"
#include "schema/schema.h"

/* Where a tree is written: inside the braces of a message texts stand in single quotes. */
typedef struct writer {
    const locality_schema *schema;
    loc_text *out;
    bool is_message;
} writer;

/* One level tighter than a prefix: what a field can be read of. */
#define LEVEL_FIELD (LOC_LEVEL_PREFIX + 1)

static void write_node(const writer *w, const loc_node *node, int level);

/* The level of a node as it is written. */
static int level_of(const loc_node *node) {
    int level;

    if (node->use != NULL)
        return LEVEL_FIELD;
    if (node->op == LOC_IF)
        return LOC_LEVEL_ALL;
    if (node->op == LOC_NOT)
        return LOC_LEVEL_NOT;
    if (node->op == LOC_NEGATE)
        return LOC_LEVEL_PREFIX;
    return loc_operator_name(node->op, &level) != NULL ? level : LEVEL_FIELD;
}

/* ---- Texts and literals ------------------------------------------------------------------- */

/* In quotes; `is_template` doubles braces. */
static void write_quoted(const writer *w, const char *text, char quote, bool is_template) {
    for (const char *c = text; *c != '\0'; c++) {
        if (*c == '\\' || *c == quote || (*c == '"' && w->is_message))
            loc_text_char(w->out, '\\');
        if (is_template && (*c == '{' || *c == '}'))
            loc_text_char(w->out, *c);
        if (*c == '\n')
            loc_text_add(w->out, "\\n");
        else
            loc_text_char(w->out, *c);
    }
}

static void write_text(const writer *w, const char *text) {
    char quote = w->is_message ? '\'' : '"';

    loc_text_char(w->out, quote);
    write_quoted(w, text, quote, false);
    loc_text_char(w->out, quote);
}

static void write_literal(const writer *w, const loc_node *node) {
    size_t start;

    if (node->type.scalar == LOCALITY_TYPE_MONEY)
        loc_text_add(w->out, "£");
    start = w->out->length;
    loc_text_value(w->out, node->type.scalar, &node->range);
    if (w->out->failed)
        return;
    if (node->type.scalar == LOCALITY_TYPE_DAYS)
        loc_text_add(w->out, node->range.lo == 1 ? " day" : " days");
    if (node->type.scalar == LOCALITY_TYPE_NUMBER && strchr(w->out->data + start, '.') == NULL)
        loc_text_add(w->out, ".0");
    if (node->type.scalar == LOCALITY_TYPE_MOMENT) {
        char *blank = strchr(w->out->data + start, ' ');

        if (blank != NULL)
            *blank = 'T';
    }
}

/* A year alone would be a count. */
static bool is_year(const loc_node *node) {
    locality_range range = node->range;
    char buffer[80];

    return node->type.scalar == LOCALITY_TYPE_DATE &&
           locality_value_write(LOCALITY_TYPE_DATE, &range, buffer, sizeof buffer, NULL, NULL) ==
               LOCALITY_OK &&
           strlen(buffer) == 4;
}

static void write_reference(const writer *w, const loc_node *node) {
    if (node->form == LOC_FORM_NAME) {
        loc_text_add(w->out, node->name);
        return;
    }
    if (node->form == LOC_FORM_KIND) {
        loc_text_add(w->out, locality_schema_kind_name(w->schema, node->kind));
        loc_text_char(w->out, ' ');
    }
    write_text(w, node->name);
}

/* ---- Lists, calls, quantifiers ------------------------------------------------------------ */

/* ` as "head"` behind a value of a list. */
static void write_head(const writer *w, const loc_node *value) {
    if (value->head == NULL)
        return;
    loc_text_add(w->out, " as ");
    if (value->is_head_text)
        write_text(w, value->head);
    else
        loc_text_add(w->out, value->head);
}

static void write_items(const writer *w, const loc_node *item) {
    for (; item != NULL; item = item->next) {
        write_node(w, item, LOC_LEVEL_ALL);
        write_head(w, item);
        if (item->next != NULL)
            loc_text_add(w->out, ", ");
    }
}

/* The name that a node is written as; null where it is written as anything else. */
static const char *bare_name(const loc_node *node) {
    if (node->use != NULL)
        return node->use->arguments == NULL ? node->use->name : NULL;
    return node->op >= LOC_NAME && node->op <= LOC_PARAMETER ? node->name : NULL;
}

/* What begins with the name of a kind stands in parentheses, or it would be the kind. */
static void write_source(const writer *w, const loc_node *list) {
    const char *name = bare_name(list);
    bool is_plain = level_of(list) == LEVEL_FIELD &&
                    (name == NULL || loc_schema_find_kind(name, strlen(name)) == LOCALITY_NO_INDEX);

    loc_text_add(w->out, is_plain ? "" : "(");
    write_node(w, list, is_plain ? LOC_LEVEL_SUM : LOC_LEVEL_ALL);
    loc_text_add(w->out, is_plain ? "" : ")");
}

static void write_bindings(const writer *w, const loc_binding *binding) {
    for (; binding != NULL; binding = binding->next) {
        loc_text_add(w->out, binding->name);
        loc_text_add(w->out, " in ");
        if (binding->list != NULL)
            write_source(w, binding->list);
        else
            loc_text_add(w->out, locality_schema_kind_name(w->schema, binding->kind));
        if (binding->where != NULL) {
            loc_text_add(w->out, " where ");
            write_node(w, binding->where, LOC_LEVEL_ALL);
        }
        if (binding->next != NULL)
            loc_text_add(w->out, ", ");
    }
}

static bool is_single_name(const loc_node *node) {
    if (node->use != NULL)
        return bare_name(node) != NULL;
    if (node->op == LOC_LITERAL)
        return node->type.scalar == LOCALITY_TYPE_TRUTH;
    if (node->op == LOC_WORD || node->op == LOC_REFERENCE)
        return node->form == LOC_FORM_NAME;
    return node->op == LOC_UNKNOWN || (node->op >= LOC_NAME && node->op <= LOC_AS_AT);
}

/* Whether a value would read as a variable: `x in L`, also as the beginning of more. */
static bool begins_like_binding(const loc_node *node) {
    int level;

    while (node->use == NULL &&
           (node->op == LOC_CONVERT || loc_operator_name(node->op, &level) != NULL)) {
        const loc_node *left = node->a;

        while (left->op == LOC_CONVERT)
            left = left->a;
        if (node->op == LOC_IN && !node->is_negated && is_single_name(left))
            return true;
        if (node->op != LOC_CONVERT && level_of(left) < level)
            return false; /* in parentheses */
        node = left;
    }
    return false;
}

/* The values before `for`. */
static void write_values(const writer *w, const loc_node *value) {
    bool is_safe = !begins_like_binding(value);

    loc_text_add(w->out, is_safe ? "" : "(");
    write_node(w, value, LOC_LEVEL_ALL);
    loc_text_add(w->out, is_safe ? "" : ")");
    write_head(w, value);
    if (value->next != NULL)
        loc_text_add(w->out, ", ");
    write_items(w, value->next);
}

static void write_call(const writer *w, const loc_node *node) {
    bool is_extreme = node->function == LOC_FN_SMALLEST || node->function == LOC_FN_LARGEST;

    loc_text_add(w->out, node->function == LOC_FN_COUNT
                             ? node->name
                             : loc_function_at(node->function)->info.name);
    loc_text_char(w->out, '(');
    if (is_extreme)
        write_values(w, node->a);
    else
        write_items(w, node->a);
    loc_text_char(w->out, ')');
}

static void write_quantifier(const writer *w, const loc_node *node) {
    loc_text_add(w->out, loc_quantifier_name(node));
    loc_text_char(w->out, '(');
    if (node->op == LOC_COUNT && node->is_distinct)
        loc_text_add(w->out, "distinct ");
    if (node->a != NULL) {
        write_values(w, node->a);
        loc_text_add(w->out, " for ");
    }
    write_bindings(w, node->bindings);
    loc_text_char(w->out, ')');
}

/* ---- Operators ---------------------------------------------------------------------------- */

static void write_operator(const writer *w, const loc_node *node) {
    int level = LOC_LEVEL_ALL;
    const char *name = loc_operator_name(node->op, &level);
    bool is_comparison = level == LOC_LEVEL_COMPARISON;

    write_node(w, node->a, is_comparison ? level + 1 : level);
    loc_text_add(w->out, node->op == LOC_IN && node->is_negated ? " not " : " ");
    loc_text_add(w->out, name);
    loc_text_char(w->out, ' ');
    if (node->op != LOC_IS) {
        write_node(w, node->b, level + 1);
        return;
    }
    loc_text_add(w->out, node->is_negated ? "not " : "");
    loc_text_add(w->out, loc_test_name(node->test));
}

static void write_if(const writer *w, const loc_node *node) {
    loc_text_add(w->out, "if ");
    write_node(w, node->a, LOC_LEVEL_ALL);
    loc_text_add(w->out, " then ");
    write_node(w, node->b, LOC_LEVEL_ALL);
    loc_text_add(w->out, " else ");
    write_node(w, node->c, LOC_LEVEL_ALL);
}

/* A definition, or a named value, as it is used. */
static void write_use(const writer *w, const loc_use *use) {
    loc_text_add(w->out, use->name);
    if (use->arguments == NULL)
        return;
    loc_text_char(w->out, '(');
    write_items(w, use->arguments);
    loc_text_char(w->out, ')');
}

static void write_bare(const writer *w, const loc_node *node) {
    if (node->use != NULL) {
        write_use(w, node->use);
        return;
    }
    switch (node->op) {
    case LOC_LITERAL:
        loc_text_add(w->out, is_year(node) ? "date " : "");
        write_literal(w, node);
        return;
    case LOC_UNKNOWN:
        loc_text_add(w->out, "unknown");
        return;
    case LOC_TEXT:
        write_text(w, node->name);
        return;
    case LOC_WORD:
    case LOC_REFERENCE:
        if (node->op == LOC_WORD && node->form == LOC_FORM_TEXT)
            write_text(w, node->name);
        else if (node->op == LOC_WORD)
            loc_text_add(w->out, node->name);
        else
            write_reference(w, node);
        return;
    case LOC_LIST:
        loc_text_char(w->out, '{');
        write_items(w, node->a);
        loc_text_char(w->out, '}');
        return;
    case LOC_NAME:
    case LOC_VARIABLE:
    case LOC_PARAMETER:
    case LOC_AS_AT:
        loc_text_add(w->out, node->name);
        return;
    case LOC_FIELD:
    case LOC_ID:
        write_node(w, node->a, LEVEL_FIELD);
        loc_text_char(w->out, '.');
        loc_text_add(w->out, node->name);
        return;
    case LOC_NOT:
        loc_text_add(w->out, "not ");
        write_node(w, node->a, LOC_LEVEL_NOT);
        return;
    case LOC_NEGATE:
        loc_text_char(w->out, '-');
        write_node(w, node->a, LOC_LEVEL_PREFIX);
        return;
    case LOC_IF:
        write_if(w, node);
        return;
    case LOC_CALL:
        write_call(w, node);
        return;
    default:
        if (node->op >= LOC_COUNT)
            write_quantifier(w, node);
        else
            write_operator(w, node);
    }
}

static void write_node(const writer *w, const loc_node *node, int level) {
    bool needs_parentheses;

    while (node->op == LOC_CONVERT)
        node = node->a;
    needs_parentheses = level_of(node) < level;
    loc_text_add(w->out, needs_parentheses ? "(" : "");
    write_bare(w, node);
    loc_text_add(w->out, needs_parentheses ? ")" : "");
}

void loc_unparse(const locality_schema *schema, const loc_node *node, loc_text *out) {
    writer w = {schema, out, false};

    write_node(&w, node, LOC_LEVEL_ALL);
}

/* ---- Files -------------------------------------------------------------------------------- */

static void write_inserted(const writer *w, const loc_part *part) {
    writer inside = {w->schema, w->out, true};
    size_t start;

    loc_text_char(w->out, '{');
    start = w->out->length;
    write_node(&inside, part->value, LOC_LEVEL_ALL);
    if (!w->out->failed && w->out->data[start] == '{') {
        w->out->data[start] = ' '; /* a list: its brace behind ours would be a doubled one */
        w->out->length = start + 1;
        write_node(&inside, part->value, LOC_LEVEL_ALL);
    }
    if (part->decimals >= 0)
        loc_text_format(w->out, ", %d", (int)part->decimals);
    loc_text_char(w->out, '}');
}

static void write_message(const writer *w, const loc_part *part) {
    loc_text_char(w->out, '"');
    for (; part != NULL; part = part->next)
        if (part->value != NULL)
            write_inserted(w, part);
        else
            write_quoted(w, part->text, '"', true);
    loc_text_char(w->out, '"');
}

static void write_parameter(const writer *w, const loc_parameter *parameter) {
    const char *type = locality_type_name(parameter->type.scalar);

    if (parameter->type.scalar == LOCALITY_TYPE_REF)
        type = locality_schema_kind_name(w->schema, parameter->type.target);
    if (parameter->is_switch)
        loc_text_format(w->out, "switch %s", parameter->name);
    else
        loc_text_format(w->out, "parameter %s : %s", parameter->name, type);
    if (parameter->value != NULL) {
        loc_text_add(w->out, " = ");
        write_node(w, parameter->value, LOC_LEVEL_ALL);
    }
    if (parameter->doc[0] != '\0') {
        loc_text_add(w->out, "\n  ");
        write_text(w, parameter->doc);
    }
    loc_text_char(w->out, '\n');
}

static void write_formal(const writer *w, const loc_formal *formal) {
    loc_text_add(w->out, formal->name);
    if (formal->type.scalar == LOCALITY_TYPE_REF)
        loc_text_format(w->out, " in %s",
                        locality_schema_kind_name(w->schema, formal->type.target));
    else if (formal->type.scalar != LOCALITY_TYPE_NONE)
        loc_text_format(w->out, " : %s", locality_type_name(formal->type.scalar));
}

static void write_definition(const writer *w, const loc_definition *definition) {
    loc_text_format(w->out, "\ndefine %s", definition->name);
    for (const loc_formal *formal = definition->formals; formal != NULL; formal = formal->next) {
        loc_text_add(w->out, formal == definition->formals ? "(" : ", ");
        write_formal(w, formal);
        loc_text_add(w->out, formal->next == NULL ? ")" : "");
    }
    loc_text_add(w->out, " = ");
    write_node(w, definition->value, LOC_LEVEL_ALL);
    if (definition->doc[0] != '\0') {
        loc_text_add(w->out, "\n  ");
        write_text(w, definition->doc);
    }
    loc_text_char(w->out, '\n');
}

static void write_cited(const writer *w, const loc_cited *cited) {
    loc_text_add(w->out, "source ");
    write_text(w, cited->document);
    if (cited->section[0] != '\0') {
        loc_text_add(w->out, ", ");
        write_text(w, cited->section);
    }
}

/* "ID "words", waiver 5, source "CP": value": clauses of allocations. */
static void write_condition(const writer *w, const loc_clause *clause) {
    if (clause->kind >= LOC_CLAUSE_PREFER && clause->kind <= LOC_CLAUSE_CHOOSE)
        loc_text_add(w->out, clause->is_most != 0 ? "most " : "least ");
    if (clause->kind == LOC_CLAUSE_COVER) {
        write_node(w, clause->weight, LOC_LEVEL_SUM);
        loc_text_char(w->out, ' ');
    }
    if (clause->kind == LOC_CLAUSE_ELIGIBLE)
        loc_text_format(w->out, "%s ", clause->name);
    write_message(w, clause->message);
    if (clause->is_firm != 0)
        loc_text_add(w->out, ", no waiver");
    if (clause->kind == LOC_CLAUSE_ELIGIBLE && clause->weight != NULL) {
        loc_text_add(w->out, ", waiver ");
        write_node(w, clause->weight, LOC_LEVEL_SUM);
    }
    if (clause->cited != NULL) {
        loc_text_add(w->out, ", ");
        write_cited(w, clause->cited);
    }
    loc_text_add(w->out, " : ");
    write_node(w, clause->value, LOC_LEVEL_ALL);
    loc_text_char(w->out, '\n');
}

static bool is_condition(int kind) {
    return (kind >= LOC_CLAUSE_ELIGIBLE && kind <= LOC_CLAUSE_STAGE) || kind == LOC_CLAUSE_PROTECT;
}

static void write_clause(const writer *w, const loc_clause *clause) {
    loc_text_format(w->out, "  %s ", loc_clause_word(clause->kind));
    if (is_condition(clause->kind)) {
        write_condition(w, clause);
        return;
    }
    if (clause->kind == LOC_CLAUSE_SPELL)
        loc_text_add(w->out, clause->is_most != 0 ? "most " : "least ");
    if (clause->kind == LOC_CLAUSE_LET)
        loc_text_format(w->out, "%s = ", clause->name);
    if (clause->value != NULL)
        write_node(w, clause->value, LOC_LEVEL_ALL);
    if (clause->value != NULL && clause->message != NULL)
        loc_text_add(w->out, "\n    ");
    if (clause->message != NULL)
        write_message(w, clause->message);
    loc_text_char(w->out, '\n');
}

/* The candidate, and the place that stands behind it. */
static void write_sides(const writer *w, const loc_binding *binding) {
    for (int kind = LOC_CLAUSE_CANDIDATES; binding != NULL; binding = binding->next, kind++) {
        loc_binding alone = *binding;
        alone.next = NULL;
        loc_text_format(w->out, "  %s ", loc_clause_word(kind));
        write_bindings(w, &alone);
        loc_text_char(w->out, '\n');
    }
}

static void write_rule(const writer *w, const loc_rule *rule) {
    loc_text_format(w->out, "\n%s %s ",
                    rule->is_allocation ? "allocate"
                    : rule->is_query    ? "query"
                                        : "rule",
                    rule->id);
    write_text(w, rule->sentence);
    loc_text_char(w->out, '\n');
    for (const loc_cited *cited = rule->sources; cited != NULL; cited = cited->next) {
        loc_text_add(w->out, "  ");
        write_cited(w, cited);
        loc_text_char(w->out, '\n');
    }
    if (!rule->is_query)
        loc_text_format(w->out, "  strength %s, %s\n", loc_strength_word(rule->strength),
                        loc_basis_word(rule->basis));
    if (rule->is_allocation)
        write_sides(w, rule->bindings);
    if (rule->bindings != NULL && !rule->is_allocation) {
        loc_text_add(w->out, "  for ");
        write_bindings(w, rule->bindings);
        loc_text_char(w->out, '\n');
    }
    for (const loc_clause *clause = rule->clauses; clause != NULL; clause = clause->next)
        write_clause(w, clause);
}

void loc_unparse_file(const locality_schema *schema, const loc_file *file, loc_text *out) {
    writer w = {schema, out, false};

    for (const loc_parameter *parameter = file->parameters; parameter; parameter = parameter->next)
        write_parameter(&w, parameter);
    for (const loc_definition *definition = file->definitions; definition;
         definition = definition->next)
        write_definition(&w, definition);
    for (const loc_rule *rule = file->rules; rule != NULL; rule = rule->next)
        write_rule(&w, rule);
}
