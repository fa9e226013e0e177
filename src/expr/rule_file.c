/* Rule file: parameters, switches, definitions, rules, queries and allocations, and the clauses of the
 * last three. */
#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "expr/functions.h"
#include "expr/names.h"
#include "expr/parser.h"

/* ---- Tables ------------------------------------------------------------------------------- */

/* What is read: the file so far, and the rule that is open. */
typedef struct file_parser {
    loc_parser *parser;
    loc_file *file;
    loc_rule *rule;
    loc_clause **clause_tail;
    loc_cited **cited_tail;
    uint64_t seen; /* clauses of the rule, a bit each */
} file_parser;

typedef struct clause_row {
    const char *word;
    bool in_rule, in_query, is_repeatable;
    bool is_before_for; /* may stand before `for`, `candidates` and `places` */
    bool in_allocation;
    bool (*parse)(file_parser *state, int kind, uint32_t start);
} clause_row;

static bool parse_source(file_parser *state, int kind, uint32_t start);
static bool parse_strength(file_parser *state, int kind, uint32_t start);
static bool parse_for(file_parser *state, int kind, uint32_t start);
static bool parse_value(file_parser *state, int kind, uint32_t start);
static bool parse_let(file_parser *state, int kind, uint32_t start);
static bool parse_side(file_parser *state, int kind, uint32_t start);
static bool parse_condition(file_parser *state, int kind, uint32_t start);
static bool parse_spell(file_parser *state, int kind, uint32_t start);

static const clause_row clauses[LOC_CLAUSE_COUNT] = {
    [LOC_CLAUSE_SOURCE] = {"source", true, true, true, true, true, parse_source},
    [LOC_CLAUSE_STRENGTH] = {"strength", true, false, false, true, false, parse_strength},
    [LOC_CLAUSE_FOR] = {"for", true, false, false, true, false, parse_for},
    [LOC_CLAUSE_WHEN] = {"when", true, false, true, false, false, parse_value},
    [LOC_CLAUSE_EXCEPT] = {"except", true, false, true, false, false, parse_value},
    [LOC_CLAUSE_NEEDS] = {"needs", true, true, true, true, true, parse_value},
    [LOC_CLAUSE_LET] = {"let", true, true, true, false, true, parse_let},
    [LOC_CLAUSE_REQUIRE] = {"require", true, false, true, false, false, parse_value},
    [LOC_CLAUSE_WARN] = {"warn", true, false, true, false, false, parse_value},
    [LOC_CLAUSE_SAYS] = {"says", true, false, false, false, false, parse_value},
    [LOC_CLAUSE_REMEDY] = {"remedy", true, false, false, true, false, parse_value},
    [LOC_CLAUSE_ANSWER] = {"answer", false, true, false, false, false, parse_value},
    [LOC_CLAUSE_CANDIDATES] = {"candidates", false, false, false, true, true, parse_side},
    [LOC_CLAUSE_PLACES] = {"places", false, false, false, true, true, parse_side},
    [LOC_CLAUSE_ROLE] = {"role", false, false, false, true, true, parse_value},
    [LOC_CLAUSE_HOLDS] = {"holds", false, false, false, false, true, parse_value},
    [LOC_CLAUSE_SEATS] = {"seats", false, false, false, false, true, parse_value},
    [LOC_CLAUSE_ELIGIBLE] = {"eligible", false, false, true, false, true, parse_condition},
    [LOC_CLAUSE_FIXED] = {"fixed", false, false, true, false, true, parse_condition},
    [LOC_CLAUSE_BARRED] = {"barred", false, false, true, false, true, parse_condition},
    [LOC_CLAUSE_COVER] = {"cover", false, false, true, false, true, parse_condition},
    [LOC_CLAUSE_PREFER] = {"prefer", false, false, true, false, true, parse_condition},
    [LOC_CLAUSE_WISH] = {"wish", false, false, false, false, true, parse_condition},
    [LOC_CLAUSE_CHOOSE] = {"choose", false, false, false, false, true, parse_condition},
    [LOC_CLAUSE_STAGE] = {"stage", false, false, true, false, true, parse_condition},
    [LOC_CLAUSE_FROM] = {"from", false, false, false, true, true, parse_value},
    [LOC_CLAUSE_UNTIL] = {"until", false, false, false, true, true, parse_value},
    [LOC_CLAUSE_SHARE] = {"share", false, false, false, false, true, parse_value},
    [LOC_CLAUSE_HISTORY] = {"history", false, false, false, false, true, parse_value},
    [LOC_CLAUSE_SPELL] = {"spell", false, false, true, true, true, parse_spell},
    [LOC_CLAUSE_REST] = {"rest", false, false, false, true, true, parse_value},
    [LOC_CLAUSE_GIVES] = {"gives", false, false, false, false, true, parse_value},
    [LOC_CLAUSE_NEED] = {"need", false, false, false, false, true, parse_value},
    [LOC_CLAUSE_PROTECT] = {"protect", false, false, false, false, true, parse_condition},
    [LOC_CLAUSE_CEILING] = {"ceiling", false, false, false, false, true, parse_value},
    [LOC_CLAUSE_STEP] = {"step", false, false, false, true, true, parse_value},
    [LOC_CLAUSE_WHOLE] = {"whole", false, false, false, true, true, parse_value},
};

static const char *const strengths[] = {"must", "should", "conditional"};
static const char *const bases[] = {"stated", "inferred", "user"};
static const char *const tops[] = {"rule", "query", "parameter", "switch", "define", "allocate"};

const char *loc_clause_word(int kind) {
    return clauses[kind].word;
}

const char *loc_strength_word(int strength) {
    return strengths[strength];
}

const char *loc_basis_word(int basis) {
    return bases[basis];
}

static bool is_word(const char *word, const char *name, size_t length) {
    return strlen(word) == length && memcmp(word, name, length) == 0;
}

bool loc_is_clause_word(const char *name, size_t length) {
    for (size_t i = 0; i < LOC_CLAUSE_CANDIDATES; i++)
        if (is_word(clauses[i].word, name, length))
            return true;
    for (size_t i = 0; i < sizeof tops / sizeof tops[0]; i++)
        if (is_word(tops[i], name, length))
            return true;
    return false;
}

bool loc_is_allocation_word(const char *name, size_t length) {
    for (size_t i = LOC_CLAUSE_CANDIDATES; i < LOC_CLAUSE_COUNT; i++)
        if (is_word(clauses[i].word, name, length))
            return true;
    return false;
}

/* ---- Helpers ------------------------------------------------------------------------------ */

static void *take(loc_parser *parser, size_t size) {
    void *memory = loc_arena_take(parser->arena, 1, size);

    if (memory == NULL)
        loc_parser_no_memory(parser);
    return memory;
}

/* TEXT, as it is; null on failure. */
static const char *parse_plain(loc_parser *parser, const char *what) {
    loc_token token = parser->token;
    const char *text;

    if (parser->status == LOCALITY_OK && token.kind != LOC_TOKEN_TEXT)
        loc_parser_expected(parser, what, "");
    if (parser->status != LOCALITY_OK)
        return NULL;
    text = loc_parser_text(parser, &token);
    loc_parser_step(parser);
    return parser->status == LOCALITY_OK ? text : NULL;
}

/* TEXT TEXT ... joined; null on failure. */
static const char *parse_joined(loc_parser *parser, const char *what) {
    loc_parser ahead = *parser;
    size_t length = 0;
    char *text, *to;

    if (parser->token.kind != LOC_TOKEN_TEXT)
        return parse_plain(parser, what);
    ahead.error = ahead.reader.error = NULL;
    for (; ahead.status == LOCALITY_OK && ahead.token.kind == LOC_TOKEN_TEXT;
         loc_parser_step(&ahead))
        length += ahead.token.end - ahead.token.start;
    text = to = loc_arena_bytes(parser->arena, length + 1);
    if (text == NULL) {
        loc_parser_no_memory(parser);
        return NULL;
    }
    for (; parser->status == LOCALITY_OK && parser->token.kind == LOC_TOKEN_TEXT;
         loc_parser_step(parser))
        to = loc_token_decode(&parser->reader, parser->token.start + 1, parser->token.end - 1, to);
    *to = '\0';
    return parser->status == LOCALITY_OK ? text : NULL;
}

/* The number of the name at the current token in a list; steps over it. -1 where it is none of
 * them. */
static int parse_choice(loc_parser *parser, const char *const *names, int count, const char *what) {
    for (int i = 0; i < count; i++)
        if (loc_parser_take_name(parser, names[i]))
            return i;
    loc_parser_expected(parser, what, "");
    return -1;
}

/* ---- Clauses ------------------------------------------------------------------------------ */

/* `"NCES"` or `"NCES", "S6"`. Null on failure. */
static loc_cited *parse_cited(loc_parser *parser) {
    loc_cited *cited = take(parser, sizeof *cited);

    if (cited == NULL)
        return NULL;
    cited->section = "";
    cited->document = parse_plain(parser, "the document in quotes");
    if (loc_parser_take_sign(parser, ','))
        cited->section = parse_plain(parser, "the section in quotes");
    return cited;
}

static bool parse_source(file_parser *state, int kind, uint32_t start) {
    loc_parser *parser = state->parser;
    loc_cited *cited = parse_cited(parser);

    (void)kind;
    (void)start;
    if (cited == NULL)
        return false;
    *state->cited_tail = cited;
    state->cited_tail = &cited->next;
    return parser->status == LOCALITY_OK;
}

static bool parse_strength(file_parser *state, int kind, uint32_t start) {
    loc_parser *parser = state->parser;
    int strength = parse_choice(parser, strengths, 3, "must, should or conditional");
    int basis = LOC_STATED;

    (void)kind;
    (void)start;
    if (loc_parser_take_sign(parser, ','))
        basis = parse_choice(parser, bases, 3, "stated, inferred or user");
    if (parser->status != LOCALITY_OK)
        return false;
    state->rule->strength = (uint8_t)strength;
    state->rule->basis = (uint8_t)basis;
    return true;
}

static bool parse_for(file_parser *state, int kind, uint32_t start) {
    (void)kind;
    (void)start;
    state->rule->bindings = loc_parse_bindings(state->parser);
    return state->rule->bindings != NULL;
}

static loc_clause *add_clause(file_parser *state, int kind, uint32_t start) {
    loc_clause *clause = take(state->parser, sizeof *clause);

    if (clause == NULL)
        return NULL;
    clause->kind = (uint8_t)kind;
    clause->start = start;
    *state->clause_tail = clause;
    state->clause_tail = &clause->next;
    return clause;
}

/* Clauses of an expression, of a text, or of both. */
static bool parse_value(file_parser *state, int kind, uint32_t start) {
    loc_parser *parser = state->parser;
    loc_clause *clause = add_clause(state, kind, start);
    bool is_text = kind == LOC_CLAUSE_SAYS || kind == LOC_CLAUSE_REMEDY || kind == LOC_CLAUSE_ROLE;
    bool has_text = is_text || kind == LOC_CLAUSE_NEEDS || kind == LOC_CLAUSE_WARN;

    if (clause == NULL)
        return false;
    if (!is_text)
        clause->value = loc_parse_expression(parser, LOC_LEVEL_ALL);
    if (has_text)
        clause->message =
            loc_parse_message(parser, kind != LOC_CLAUSE_SAYS && kind != LOC_CLAUSE_WARN);
    clause->end = parser->last_end;
    return parser->status == LOCALITY_OK;
}

static bool parse_let(file_parser *state, int kind, uint32_t start) {
    loc_parser *parser = state->parser;
    loc_clause *clause = add_clause(state, kind, start);

    if (clause == NULL)
        return false;
    clause->at = parser->token.start;
    clause->name = loc_parser_new_name(parser, "the name of a `let`");
    if (clause->name != NULL && !loc_parser_take_sign(parser, '='))
        loc_parser_expected(parser, "`=`", "write let listed = sum(p.posts for p in post)");
    clause->value = loc_parse_expression(parser, LOC_LEVEL_ALL);
    clause->end = parser->last_end;
    return parser->status == LOCALITY_OK;
}

/* ---- Clauses of allocations --------------------------------------------------------------- */

static const char *parse_id(loc_parser *parser, const char *what);

/* `candidates p in person where ...`, then `places a in area where ...`: one variable each. */
static bool parse_side(file_parser *state, int kind, uint32_t start) {
    loc_parser *parser = state->parser;
    loc_binding **to = &state->rule->bindings;

    if (kind == LOC_CLAUSE_PLACES && *to == NULL)
        return loc_parser_fail(parser, start, LOCALITY_SYNTAX,
                               "write candidates p in person, and below it places a in area",
                               "`candidates` stands before `places`");
    if (kind == LOC_CLAUSE_PLACES)
        to = &(*to)->next;
    *to = loc_parse_bindings(parser);
    if (*to != NULL && (*to)->next != NULL)
        return loc_parser_fail(parser, (*to)->next->at, LOCALITY_SYNTAX,
                               "say what belongs together in a condition", "`%s` has one variable",
                               clauses[kind].word);
    return *to != NULL;
}

/* `least` or `most` of what is preferred; how many places are covered. */
static bool parse_measure(loc_parser *parser, loc_clause *clause) {
    static const char *const measures[] = {"least", "most"};

    if (clause->kind >= LOC_CLAUSE_PREFER && clause->kind <= LOC_CLAUSE_CHOOSE)
        clause->is_most = parse_choice(parser, measures, 2, "least or most") == 1;
    if (clause->kind == LOC_CLAUSE_COVER)
        clause->weight = loc_parse_expression(parser, LOC_LEVEL_SUM);
    return parser->status == LOCALITY_OK;
}

/* `spell least 2`, `spell most 6`. */
static bool parse_spell(file_parser *state, int kind, uint32_t start) {
    static const char *const measures[] = {"least", "most"};
    loc_parser *parser = state->parser;
    loc_clause *clause = add_clause(state, kind, start);

    if (clause == NULL)
        return false;
    clause->is_most = parse_choice(parser, measures, 2, "least or most") == 1;
    clause->value = loc_parse_expression(parser, LOC_LEVEL_ALL);
    clause->end = parser->last_end;
    return parser->status == LOCALITY_OK;
}

/* `waiver 5` or `no waiver`. */
static bool parse_waiver(loc_parser *parser, loc_clause *clause) {
    static const char hint[] =
        "write eligible R1 \"...\", waiver 5, source \"CP\", \"4.1\": ..., or , no waiver: ...";

    clause->is_firm = loc_parser_take_name(parser, "no");
    if (!loc_parser_take_name(parser, "waiver"))
        return loc_parser_expected(parser, "waiver or no waiver, or source", hint);
    if (!clause->is_firm)
        clause->weight = loc_parse_expression(parser, LOC_LEVEL_SUM);
    return parser->status == LOCALITY_OK;
}

/* What stands between the words of a condition and its colon: a waiver, then a source; either may be missing. */
static bool parse_additions(loc_parser *parser, loc_clause *clause) {
    bool has_more = clause->kind == LOC_CLAUSE_ELIGIBLE && loc_parser_take_sign(parser, ',');

    if (has_more && !loc_parser_at_name(parser, "source")) {
        if (!parse_waiver(parser, clause))
            return false;
        has_more = loc_parser_take_sign(parser, ',');
    }
    if (!has_more)
        return parser->status == LOCALITY_OK;
    if (!loc_parser_take_name(parser, "source"))
        return loc_parser_expected(parser, "source",
                                   "write source \"CP\", \"4.1\" behind the waiver");
    clause->cited = parse_cited(parser);
    return parser->status == LOCALITY_OK;
}

/* Clauses of words and, behind a colon, a condition or a quantity. The current token is behind the word
 * of the clause. */
static bool parse_condition(file_parser *state, int kind, uint32_t start) {
    loc_parser *parser = state->parser;
    loc_clause *clause = add_clause(state, kind, start);

    if (clause == NULL || !parse_measure(parser, clause))
        return false;
    clause->at = parser->token.start;
    if (kind == LOC_CLAUSE_ELIGIBLE)
        clause->name = parse_id(parser, "condition");
    if (parser->status == LOCALITY_OK)
        clause->message = loc_parse_message(parser, true);
    if (!parse_additions(parser, clause))
        return false;
    if (!loc_parser_take_sign(parser, ':'))
        return loc_parser_expected(parser, "`:`",
                                   "write the words in quotes, a colon, and what is to hold");
    clause->value = loc_parse_expression(parser, LOC_LEVEL_ALL);
    clause->end = parser->last_end;
    return parser->status == LOCALITY_OK;
}

/* ---- Rules -------------------------------------------------------------------------------- */

static const char *form_of(const loc_rule *rule) {
    return rule->is_allocation ? "allocation" : rule->is_query ? "query" : "rule";
}

static bool has_clause(const loc_rule *rule, int kind) {
    const clause_row *row = &clauses[kind];

    return rule->is_allocation ? row->in_allocation : rule->is_query ? row->in_query : row->in_rule;
}

static bool at_top(const loc_parser *parser) {
    for (size_t i = 0; i < sizeof tops / sizeof tops[0]; i++)
        if (loc_parser_at_name(parser, tops[i]))
            return true;
    return parser->token.kind == LOC_TOKEN_END;
}

static bool fail_clause(file_parser *state) {
    loc_parser *parser = state->parser;
    char found[LOC_EXCERPT_SIZE], suggestion[160];
    loc_nearest nearest;

    if (parser->token.kind != LOC_TOKEN_NAME)
        return loc_parser_expected(parser, "a clause, or the next rule", "");
    loc_syntax_excerpt(parser->reader.text + parser->token.start,
                       parser->token.end - parser->token.start, found);
    loc_nearest_init(&nearest, found);
    for (size_t i = 0; i < LOC_CLAUSE_COUNT; i++)
        if (has_clause(state->rule, (int)i))
            loc_nearest_offer(&nearest, clauses[i].word);
    loc_nearest_write(&nearest, suggestion, sizeof suggestion);
    return loc_parser_fail(
        parser, LOC_HERE, LOCALITY_SYNTAX,
        suggestion[0] != '\0' ? suggestion + strlen("; ")
        : state->rule->is_allocation
            ? "clauses of an allocation are source, candidates, places, needs, "
              "role, let, eligible, fixed, barred, cover, prefer, wish, choose, stage, holds, "
              "seats, from, until, share, history, spell, rest, gives, need, "
              "protect, ceiling, step and whole"
        : state->rule->is_query ? "clauses of a query are source, needs, let and answer"
                                : "clauses are source, strength, for, when, except, needs, let, "
                                  "require, warn, says and remedy",
        "no clause begins with `%s`", found);
}

/* Whether the clause may stand here; `for` begins what is computed for each case. */
static bool clause_fits(file_parser *state, int kind) {
    loc_parser *parser = state->parser;
    const clause_row *row = &clauses[kind];
    uint64_t late = 0;

    if (!has_clause(state->rule, kind))
        return loc_parser_fail(parser, LOC_HERE, LOCALITY_SYNTAX,
                               state->rule->is_allocation
                                   ? "what has to hold of a pair is said with `eligible`"
                               : state->rule->is_query ? "a query has an `answer`"
                                                       : "a rule has a `require`; queries answer",
                               "%s %s has no `%s`", state->rule->is_allocation ? "an" : "a",
                               form_of(state->rule), row->word);
    if (!row->is_repeatable && (state->seen & UINT64_C(1) << kind))
        return loc_parser_fail(parser, LOC_HERE, LOCALITY_SYNTAX, "put both into one",
                               "there is a second `%s`", row->word);
    for (int i = 0; i < LOC_CLAUSE_COUNT; i++)
        if (!clauses[i].is_before_for)
            late |= UINT64_C(1) << i;
    bool binds =
        kind == LOC_CLAUSE_FOR || kind == LOC_CLAUSE_CANDIDATES || kind == LOC_CLAUSE_PLACES;
    if (binds && (state->seen & late))
        return loc_parser_fail(parser, LOC_HERE, LOCALITY_SYNTAX,
                               state->rule->is_allocation
                                   ? "move it up, behind source"
                                   : "move it up, behind source and strength",
                               "`%s` stands before the clauses that use its variable%s", row->word,
                               kind == LOC_CLAUSE_FOR ? "s" : "");
    state->seen |= UINT64_C(1) << kind;
    return true;
}

static bool parse_clause(file_parser *state) {
    uint32_t start = state->parser->token.start;

    for (int i = 0; i < LOC_CLAUSE_COUNT; i++) {
        if (!loc_parser_at_name(state->parser, clauses[i].word) ||
            (i >= LOC_CLAUSE_CANDIDATES && !state->rule->is_allocation))
            continue;
        if (!clause_fits(state, i))
            return false;
        /* an id is read as it is written, so the reader stays behind the word */
        return (i == LOC_CLAUSE_ELIGIBLE || loc_parser_step(state->parser)) &&
               clauses[i].parse(state, i, start);
    }
    return fail_clause(state);
}

/* The id behind `rule`, `query`, `allocate` or `eligible`: what stands there up to a blank or quote. The
 * current token is the word, so the reader is right behind it. */
static const char *parse_id(loc_parser *parser, const char *what) {
    loc_reader *reader = &parser->reader;
    size_t start = reader->at, end;
    const char *id;

    while (start < reader->limit && (reader->text[start] == ' ' || reader->text[start] == '\t'))
        start++;
    end = start;
    while (end < reader->limit && !loc_is_space(reader->text[end]) &&
           strchr("\"'#{}(),", reader->text[end]) == NULL)
        end++;
    if (end == start) {
        loc_parser_fail(parser, (uint32_t)start, LOCALITY_SYNTAX,
                        "write rule COV-05 \"The posts listed add up\"", "expected the id of %s %s",
                        what[0] == 'a' ? "an" : "a", what);
        return NULL;
    }
    reader->at = end;
    id = loc_arena_text(parser->arena, reader->text + start, end - start);
    if (id == NULL)
        loc_parser_no_memory(parser);
    parser->token.end = (uint32_t)end;
    return loc_parser_step(parser) ? id : NULL;
}

static bool is_complete(file_parser *state) {
    int wanted = state->rule->is_allocation ? LOC_CLAUSE_PLACES
                 : state->rule->is_query    ? LOC_CLAUSE_ANSWER
                                            : LOC_CLAUSE_REQUIRE;
    const char *word = clauses[wanted].word;
    char found[LOC_EXCERPT_SIZE];

    if (state->seen & UINT64_C(1) << wanted)
        return true;
    loc_syntax_excerpt(state->rule->id, strlen(state->rule->id), found);
    return loc_parser_fail(state->parser, state->rule->start, LOCALITY_SYNTAX, "",
                           "%s %s has no `%s`", form_of(state->rule), found, word);
}

static loc_rule *parse_rule(file_parser *state) {
    loc_parser *parser = state->parser;
    loc_rule *rule = take(parser, sizeof *rule);

    if (rule == NULL)
        return NULL;
    parser->nodes = 0;
    rule->is_allocation = loc_parser_at_name(parser, "allocate");
    rule->is_query = rule->is_allocation || loc_parser_at_name(parser, "query");
    rule->start = parser->token.start;
    rule->line = parser->token.line;
    rule->id = parse_id(parser, form_of(rule));
    parser->is_allocation = rule->is_allocation;
    rule->sentence = parse_joined(parser, "the sentence of the rule in quotes");
    state->rule = rule;
    state->clause_tail = &rule->clauses;
    state->cited_tail = &rule->sources;
    state->seen = 0;
    while (parser->status == LOCALITY_OK && !at_top(parser))
        parse_clause(state);
    parser->is_allocation = false;
    rule->end = parser->last_end;
    rule->nodes = parser->nodes;
    return parser->status == LOCALITY_OK && is_complete(state) ? rule : NULL;
}

/* ---- Parameters --------------------------------------------------------------------------- */

static bool parse_type(loc_parser *parser, loc_parameter *parameter) {
    static const char hint[] = "write parameter cap : money = £1000; types are count, number, "
                               "ratio, money, date, moment, days, truth, text and the kinds";
    char name[LOC_EXCERPT_SIZE];

    if (!loc_parser_take_sign(parser, ':'))
        return loc_parser_expected(parser, "`:` and a type", hint);
    loc_syntax_excerpt(parser->reader.text + parser->token.start,
                       parser->token.end - parser->token.start, name);
    if (parser->token.kind != LOC_TOKEN_NAME ||
        !loc_type_read(parser->schema, name, &parameter->type))
        return loc_parser_expected(parser, "a type", hint);
    return loc_parser_step(parser);
}

static loc_parameter *parse_parameter(loc_parser *parser) {
    loc_parameter *parameter = take(parser, sizeof *parameter);

    if (parameter == NULL)
        return NULL;
    parser->nodes = 0;
    parameter->is_switch = loc_parser_at_name(parser, "switch");
    parameter->line = parser->token.line;
    parameter->doc = "";
    loc_parser_step(parser);
    parameter->at = parser->token.start;
    parameter->name = loc_parser_new_name(parser, parameter->is_switch ? "the name of a switch"
                                                                       : "the name of a parameter");
    if (parameter->is_switch)
        parameter->type = (loc_type){LOCALITY_TYPE_TRUTH, 0, 1, LOCALITY_NO_INDEX};
    else
        parse_type(parser, parameter);
    if (loc_parser_take_sign(parser, '='))
        parameter->value = loc_parse_expression(parser, LOC_LEVEL_ALL);
    else if (parameter->is_switch)
        loc_parser_expected(parser, "`=` and yes or no", "");
    if (parser->status == LOCALITY_OK && parser->token.kind == LOC_TOKEN_TEXT)
        parameter->doc = parse_joined(parser, "what it means");
    parameter->nodes = parser->nodes;
    return parser->status == LOCALITY_OK ? parameter : NULL;
}

/* ---- Definitions -------------------------------------------------------------------------- */

/* `w in work_item`, `cap : money`, or the name alone. */
static loc_formal *parse_formal(loc_parser *parser) {
    loc_formal *formal = take(parser, sizeof *formal);
    char name[LOC_EXCERPT_SIZE];
    bool is_kind;

    if (formal == NULL)
        return NULL;
    formal->at = parser->token.start;
    formal->type = (loc_type){LOCALITY_TYPE_NONE, 0, 1, LOCALITY_NO_INDEX};
    formal->name = loc_parser_new_name(parser, "the name of a variable");
    is_kind = loc_parser_take_name(parser, "in");
    if (!is_kind && !loc_parser_take_sign(parser, ':'))
        return parser->status == LOCALITY_OK ? formal : NULL;
    loc_syntax_excerpt(parser->reader.text + parser->token.start,
                       parser->token.end - parser->token.start, name);
    if (parser->token.kind != LOC_TOKEN_NAME ||
        !loc_type_read(parser->schema, name, &formal->type) ||
        (is_kind && formal->type.scalar != LOCALITY_TYPE_REF))
        loc_parser_expected(parser, is_kind ? "a kind of record" : "a type",
                            "write define lies_in(w in work_item, a in area) = ..., or "
                            "define dear(g in grant, cap : money) = ...");
    return loc_parser_step(parser) ? formal : NULL;
}

/* Behind the `(`. */
static bool parse_formals(loc_parser *parser, loc_definition *definition) {
    uint32_t opened = parser->token.start;
    loc_formal **tail = &definition->formals;

    loc_parser_step(parser);
    do {
        *tail = parse_formal(parser);
        if (*tail == NULL)
            return false;
        for (const loc_formal *before = definition->formals; before != *tail; before = before->next)
            if (strcmp(before->name, (*tail)->name) == 0)
                return loc_parser_fail(parser, (*tail)->at, LOCALITY_DUPLICATE,
                                       "choose another name",
                                       "there is a second variable of this "
                                       "name");
        tail = &(*tail)->next;
        definition->arity++;
    } while (loc_parser_take_sign(parser, ','));
    return loc_parser_close(parser, ')', opened);
}

static bool is_free(loc_parser *parser, const loc_definition *definition) {
    char found[LOC_EXCERPT_SIZE];
    bool is_taken = loc_function_find(definition->name) != LOC_FN_COUNT;

    for (size_t i = 0; loc_quantifier_info(i) != NULL; i++)
        is_taken = is_taken || strcmp(loc_quantifier_info(i)->name, definition->name) == 0;
    if (!is_taken)
        return true;
    return loc_parser_fail(parser, definition->at, LOCALITY_DUPLICATE, "choose another name",
                           "`%s` is a function already",
                           loc_syntax_excerpt(definition->name, strlen(definition->name), found));
}

static loc_definition *parse_definition(loc_parser *parser) {
    loc_definition *definition = take(parser, sizeof *definition);

    if (definition == NULL)
        return NULL;
    definition->text = parser->reader.text;
    definition->length = parser->reader.length;
    definition->start = parser->token.start;
    definition->line = parser->token.line;
    definition->doc = definition->file = "";
    loc_parser_step(parser);
    definition->at = parser->token.start;
    definition->name = loc_parser_new_name(parser, "the name of a definition");
    if (definition->name == NULL || !is_free(parser, definition))
        return NULL;
    if (loc_parser_at_sign(parser, '(') && !parse_formals(parser, definition))
        return NULL;
    if (!loc_parser_take_sign(parser, '='))
        loc_parser_expected(parser, "`=`", "write define lies_in(w, a) = w.area within a");
    definition->value = loc_parse_expression(parser, LOC_LEVEL_ALL);
    if (parser->status == LOCALITY_OK && parser->token.kind == LOC_TOKEN_TEXT)
        definition->doc = parse_joined(parser, "what it means");
    definition->end = parser->last_end;
    return parser->status == LOCALITY_OK ? definition : NULL;
}

/* ---- The file ----------------------------------------------------------------------------- */

/* Refuses a name that stands already; `what` names it for the message. */
static bool add_name(loc_parser *parser, loc_names *names, const char *name, uint32_t at,
                     uint32_t line, const char *what) {
    void *before = loc_names_find(names, name);
    uint32_t *own;
    char found[LOC_EXCERPT_SIZE], hint[64];

    loc_syntax_excerpt(name, strlen(name), found);
    if (before != NULL) {
        snprintf(hint, sizeof hint, "the first stands on line %lu",
                 (unsigned long)*(uint32_t *)before);
        loc_parser_fail(parser, at, LOCALITY_DUPLICATE, hint, "there is a second %s %s", what,
                        found);
        return false;
    }
    own = take(parser, sizeof *own);
    if (own == NULL)
        return false;
    *own = line;
    return loc_names_put(names, name, own) || loc_parser_no_memory(parser);
}

static bool fail_top(loc_parser *parser) {
    return loc_parser_expected(parser, "rule, query, allocate, define, parameter or switch",
                               "clauses stand behind the rule they belong to");
}

static void parse_tops(loc_parser *parser, loc_file *file) {
    file_parser state = {parser, file, NULL, NULL, NULL, 0};
    loc_parameter **parameter = &file->parameters;
    loc_definition **definition = &file->definitions;
    loc_rule **rule = &file->rules;
    loc_names parameter_names, definition_names, rule_names;

    loc_names_init(&parameter_names, parser->arena);
    loc_names_init(&definition_names, parser->arena);
    loc_names_init(&rule_names, parser->arena);
    while (parser->status == LOCALITY_OK && parser->token.kind != LOC_TOKEN_END) {
        if (loc_parser_at_name(parser, "parameter") || loc_parser_at_name(parser, "switch")) {
            *parameter = parse_parameter(parser);
            if (*parameter == NULL || !add_name(parser, &parameter_names, (*parameter)->name,
                                                (*parameter)->at, (*parameter)->line, "parameter"))
                return;
            parameter = &(*parameter)->next;
            file->parameters_count++;
        } else if (loc_parser_at_name(parser, "define")) {
            *definition = parse_definition(parser);
            if (*definition == NULL ||
                !add_name(parser, &definition_names, (*definition)->name, (*definition)->at,
                          (*definition)->line, "definition"))
                return;
            definition = &(*definition)->next;
            file->definitions_count++;
        } else if (at_top(parser)) {
            *rule = parse_rule(&state);
            if (*rule == NULL ||
                !add_name(parser, &rule_names, (*rule)->id, (*rule)->start, (*rule)->line, "rule"))
                return;
            rule = &(*rule)->next;
            file->rules_count++;
        } else {
            fail_top(parser);
        }
    }
}

locality_status loc_syntax_parse_file(const locality_schema *schema, const char *text,
                                      size_t length, loc_arena *arena, loc_file **out,
                                      locality_error *error) {
    loc_parser parser;
    loc_file *file;

    *out = NULL;
    if (text == NULL)
        return loc_fail_null(error, "text");
    if (!loc_parser_start(&parser, schema, text, length, arena, error))
        return parser.status;
    parser.is_file = true;
    file = take(&parser, sizeof *file);
    if (file == NULL)
        return parser.status;
    file->text = parser.reader.text;
    file->length = parser.reader.length;
    parse_tops(&parser, file);
    if (parser.status != LOCALITY_OK)
        return parser.status;
    *out = file;
    return loc_ok(error);
}
