/*
 * Laws of the evaluator, over random models and random expressions:
 *   inclusion     what is known of a model with ranges and gaps contains what any exact completion of it gives;
 *   look-ups      an answer does not depend on whether candidates come from look-ups or from every record;
 *   batches       nor on how many bindings are evaluated together.
 * The seed of a failure is printed with the expression.
 */
#include "eval_kit.h"

#include "support/random.h"

enum { POSTS = 14, UNITS = 4, AREAS = 5, STRUCTURES = 2, COMPLETIONS = 4 };

/* ---- Models ----------------------------------------------------------------------------------------- */

/* One field of a record in the model with gaps, and what completions choose from. */
typedef struct gap {
    char written[32]; /* as the model with gaps has it; "" for missing */
    char exact[32];   /* in the completion that is made */
} gap;

static const char *const titles[] = {"Officer", "Manager", "Head", "Clerk"};

typedef struct world {
    gap posts[POSTS], fte[POSTS], title[POSTS], unit[POSTS], reports_to[POSTS], senior[POSTS],
        serves[POSTS], starts[POSTS], structure[POSTS];
    gap head[UNITS], quantity[UNITS];
    gap population[AREAS], parent[AREAS];
    gap stated[STRUCTURES];
} world;

static unsigned below(test_random *random, unsigned bound) {
    return (unsigned)test_random_below(random, bound);
}

/* A whole number from 0 to `most`: exact, a range, a lower bound or missing. */
static void draw_number(test_random *random, unsigned most, const char *unit, gap *out) {
    unsigned a = below(random, most + 1), b = a + below(random, 4);
    switch (below(random, 8)) {
    case 0:
        out->written[0] = '\0';
        break;
    case 1:
        snprintf(out->written, sizeof out->written, "%u%s..%u%s", a, unit, b, unit);
        break;
    case 2:
        snprintf(out->written, sizeof out->written, ">=%u%s", a, unit);
        break;
    default:
        snprintf(out->written, sizeof out->written, "%u%s", a, unit);
        break;
    }
}

static void complete_number(test_random *random, unsigned most, const char *unit, gap *of) {
    unsigned a = 0, b = most + 3;
    if (of->written[0] == '\0')
        ;
    else if (of->written[0] == '>')
        a = (unsigned)atoi(of->written + 2), b = a + 5;
    else {
        const char *dots = strstr(of->written, "..");
        a = (unsigned)atoi(of->written);
        b = dots == NULL ? a : (unsigned)atoi(dots + 2);
    }
    snprintf(of->exact, sizeof of->exact, "%u%s", a + below(random, b - a + 1), unit);
}

/* A choice from `count` names made of a letter and a number; missing one time in six. */
static void draw_name(test_random *random, char letter, unsigned count, int may_be_none, gap *out) {
    out->written[0] = '\0';
    if (below(random, 6) == 0)
        return;
    if (may_be_none && below(random, 5) == 0)
        snprintf(out->written, sizeof out->written, "none");
    else
        snprintf(out->written, sizeof out->written, "%c%u", letter, below(random, count));
}

static void complete_name(test_random *random, char letter, unsigned count, int may_be_none,
                          gap *of) {
    memcpy(of->exact, of->written, sizeof of->exact);
    if (of->exact[0] != '\0')
        return;
    if (count == 0 || (may_be_none && below(random, 4) == 0))
        snprintf(of->exact, sizeof of->exact, "none");
    else
        snprintf(of->exact, sizeof of->exact, "%c%u", letter, below(random, count));
}

static void draw_list(test_random *random, gap *out) {
    unsigned size = below(random, 4);
    out->written[0] = '\0';
    if (below(random, 5) == 0)
        return;
    snprintf(out->written, sizeof out->written, " ");
    for (unsigned i = 0; i < size; i++) {
        size_t used = strlen(out->written);
        snprintf(out->written + used, sizeof out->written - used, "a%u ", below(random, AREAS));
    }
}

static void complete_list(test_random *random, gap *of) {
    memcpy(of->exact, of->written, sizeof of->exact);
    while (of->exact[0] == '\0') {
        draw_list(random, of);
        memcpy(of->exact, of->written, sizeof of->exact);
        of->written[0] = '\0';
    }
}

static void draw_title(test_random *random, gap *out) {
    snprintf(out->written, sizeof out->written, "%s",
             below(random, 6) == 0 ? "" : titles[below(random, TEST_COUNT(titles))]);
}

static void draw_truth(test_random *random, gap *out) {
    static const char *const words[] = {"yes", "no", "yes", "no", ""};
    snprintf(out->written, sizeof out->written, "%s", words[below(random, 5)]);
}

static void draw_date(test_random *random, gap *out) {
    static const char *const dates[] = {"", "2010", "2010-07", "2010-07-01", "2010-09-03", "2011"};
    snprintf(out->written, sizeof out->written, "%s", dates[below(random, TEST_COUNT(dates))]);
}

static void complete_date(test_random *random, gap *of) {
    size_t length = strlen(of->written);
    memcpy(of->exact, of->written, sizeof of->exact);
    if (length == 0)
        snprintf(of->exact, sizeof of->exact, "20%02u-%02u-%02u", 9 + below(random, 4),
                 1 + below(random, 12), 1 + below(random, 28));
    else if (length == 4)
        snprintf(of->exact, sizeof of->exact, "%.4s-%02u-%02u", of->written, 1 + below(random, 12),
                 1 + below(random, 28));
    else if (length == 7)
        snprintf(of->exact, sizeof of->exact, "%.7s-%02u", of->written, 1 + below(random, 28));
}

static void draw_world(test_random *random, world *w) {
    memset(w, 0, sizeof *w);
    for (unsigned i = 0; i < POSTS; i++) {
        draw_number(random, 5, "", &w->posts[i]);
        draw_number(random, 4, "", &w->fte[i]);
        draw_title(random, &w->title[i]);
        draw_name(random, 'u', UNITS, 1, &w->unit[i]);
        draw_name(random, 'p', POSTS, 1, &w->reports_to[i]);
        draw_name(random, 's', STRUCTURES, 0, &w->structure[i]);
        draw_truth(random, &w->senior[i]);
        draw_list(random, &w->serves[i]);
        draw_date(random, &w->starts[i]);
    }
    for (unsigned i = 0; i < UNITS; i++) {
        draw_name(random, 'p', POSTS, 1, &w->head[i]);
        draw_number(random, 6, "", &w->quantity[i]);
    }
    for (unsigned i = 0; i < AREAS; i++) {
        draw_number(random, 9, "", &w->population[i]);
        if (i > 0) /* upwards only: no circles */
            draw_name(random, 'a', i, 1, &w->parent[i]);
    }
    for (unsigned i = 0; i < STRUCTURES; i++)
        draw_number(random, 20, "", &w->stated[i]);
}

static void complete_world(test_random *random, world *w) {
    for (unsigned i = 0; i < POSTS; i++) {
        complete_number(random, 5, "", &w->posts[i]);
        complete_number(random, 4, "", &w->fte[i]);
        complete_name(random, 'u', UNITS, 1, &w->unit[i]);
        complete_name(random, 'p', POSTS, 1, &w->reports_to[i]);
        complete_name(random, 's', STRUCTURES, 0, &w->structure[i]);
        complete_list(random, &w->serves[i]);
        complete_date(random, &w->starts[i]);
        memcpy(w->title[i].exact, w->title[i].written, sizeof w->title[i].exact);
        if (w->title[i].exact[0] == '\0')
            snprintf(w->title[i].exact, sizeof w->title[i].exact, "%s",
                     titles[below(random, TEST_COUNT(titles))]);
        memcpy(w->senior[i].exact, w->senior[i].written, sizeof w->senior[i].exact);
        if (w->senior[i].exact[0] == '\0')
            snprintf(w->senior[i].exact, sizeof w->senior[i].exact, "%s",
                     below(random, 2) ? "yes" : "no");
    }
    for (unsigned i = 0; i < UNITS; i++) {
        complete_name(random, 'p', POSTS, 1, &w->head[i]);
        complete_number(random, 6, "", &w->quantity[i]);
    }
    for (unsigned i = 0; i < AREAS; i++) {
        complete_number(random, 9, "", &w->population[i]);
        complete_name(random, 'a', i, 1, &w->parent[i]);
    }
    for (unsigned i = 0; i < STRUCTURES; i++)
        complete_number(random, 20, "", &w->stated[i]);
}

/* The model with gaps, or its completion. */
static locality_snapshot *take_world(const world *w, int exact) {
    locality_model *model = kit_model();
    char id[16];
#define SHOWN(field) (exact ? w->field[i].exact : w->field[i].written)
    for (unsigned i = 0; i < STRUCTURES; i++) {
        snprintf(id, sizeof id, "s%u", i);
        kit_put(model, "structure", id, "stated_posts", SHOWN(stated), NULL);
    }
    for (unsigned i = 0; i < UNITS; i++) {
        snprintf(id, sizeof id, "u%u", i);
        kit_put(model, "unit", id, "head", SHOWN(head), "quantity", SHOWN(quantity), NULL);
    }
    for (unsigned i = 0; i < AREAS; i++) {
        snprintf(id, sizeof id, "a%u", i);
        kit_put(model, "area", id, "population", SHOWN(population), "parent", SHOWN(parent), NULL);
    }
    for (unsigned i = 0; i < POSTS; i++) {
        snprintf(id, sizeof id, "p%u", i);
        kit_put(model, "post", id, "posts", SHOWN(posts), "fte", SHOWN(fte), "title", SHOWN(title),
                "unit", SHOWN(unit), "reports_to", SHOWN(reports_to), "senior", SHOWN(senior),
                "serves", SHOWN(serves), "starts", SHOWN(starts), "structure", SHOWN(structure),
                NULL);
    }
#undef SHOWN
    locality_snapshot *snapshot = kit_take(model);
    locality_model_free(model);
    return snapshot;
}

/* ---- Expressions ------------------------------------------------------------------------------------ */

/* Everything here is monotone: what is about what is known (`is known`, `low`, the lines of report, which
 * are those that are stated) has no place. */
typedef struct writer {
    test_random *random;
    char text[6000];
    size_t length;
    struct {
        char name[8];
        char kind; /* p u a s */
    } variable[12];
    unsigned variables, names;
} writer;

static void say(writer *w, const char *text) {
    size_t length = strlen(text);
    if (w->length + length < sizeof w->text) {
        memcpy(w->text + w->length, text, length + 1);
        w->length += length;
    }
}

static unsigned pick(writer *w, unsigned bound) {
    return below(w->random, bound);
}

static void say_number(writer *w, unsigned most) {
    char text[16];
    snprintf(text, sizeof text, "%u", pick(w, most + 1));
    say(w, text);
}

static void say_truth(writer *w, int depth);
static void say_count(writer *w, int depth);
static void say_record(writer *w, char kind, int depth);

/* A variable of a kind in sight; false where there is none. */
static int say_variable(writer *w, char kind) {
    unsigned start = w->variables == 0 ? 0 : pick(w, w->variables);
    for (unsigned i = 0; i < w->variables; i++) {
        unsigned k = (start + i) % w->variables;
        if (w->variable[k].kind == kind) {
            say(w, w->variable[k].name);
            return 1;
        }
    }
    return 0;
}

static const char *kind_name(char kind) {
    return kind == 'p' ? "post" : kind == 'u' ? "unit" : kind == 'a' ? "area" : "structure";
}

static void say_literal(writer *w, char kind) {
    static const unsigned counts[] = {POSTS, UNITS, AREAS, STRUCTURES};
    const char *at = strchr("puas", kind);
    char text[32];
    snprintf(text, sizeof text, "%s \"%c%u\"", kind_name(kind), kind, pick(w, counts[at - "puas"]));
    say(w, text);
}

static void say_record(writer *w, char kind, int depth) {
    unsigned way = pick(w, 6);
    if (way == 0 || depth <= 0) {
        if (!say_variable(w, kind))
            say_literal(w, kind);
        return;
    }
    if (kind == 'p' && way < 4) {
        int by_unit = pick(w, 2) != 0;
        say_record(w, by_unit ? 'u' : 'p', depth - 1);
        say(w, by_unit ? ".head" : ".reports_to");
    } else if (kind == 'u' && way < 4) {
        say_record(w, 'p', depth - 1);
        say(w, ".unit");
    } else if (kind == 's' && way < 4) {
        say_record(w, 'p', depth - 1);
        say(w, ".structure");
    } else if (kind == 'a' && way < 3) {
        say(w, "parent(");
        say_record(w, 'a', depth - 1);
        say(w, ")");
    } else if (!say_variable(w, kind)) {
        say_literal(w, kind);
    }
}

static void say_text(writer *w, int depth) {
    if (pick(w, 3) == 0) {
        say(w, "\"");
        say(w, titles[pick(w, TEST_COUNT(titles))]);
        say(w, "\"");
        return;
    }
    say_record(w, 'p', depth - 1);
    say(w, ".title");
}

/* A conjunct about a new variable that ties it to something else: what look-ups are made of. */
static void say_tie(writer *w, char kind, const char *name, int depth) {
    unsigned way = pick(w, 6);
    say(w, name);
    if (kind == 'p' && way == 0) {
        say(w, ".unit = ");
        say_record(w, 'u', depth - 1);
    } else if (kind == 'p' && way == 1) {
        say(w, ".reports_to = ");
        say_record(w, 'p', depth - 1);
    } else if (kind == 'p' && way == 2) {
        say(w, ".serves has ");
        say_record(w, 'a', depth - 1);
    } else if (kind == 'p' && way == 3) {
        say(w, ".title = ");
        say_text(w, depth - 1);
    } else if (kind == 'p' && way == 4) {
        say(w, ".reports_to.unit = ");
        say_record(w, 'u', depth - 1);
    } else if (kind == 'u' && way < 3) {
        say(w, ".head = ");
        say_record(w, 'p', depth - 1);
    } else if (kind == 'a' && way < 3) {
        say(w, ".parent = ");
        say_record(w, 'a', depth - 1);
    } else {
        say(w, " = ");
        say_record(w, kind, depth - 1);
    }
}

/* `v in kind where ...`, leaving v in sight. */
static char say_binding(writer *w, int depth) {
    char kind = "pppua"[pick(w, 5)], name[8];
    int in_list = pick(w, 7) == 0;
    snprintf(name, sizeof name, "v%u", w->names++);
    say(w, name);
    say(w, " in ");
    if (in_list) {
        kind = 'a';
        say_record(w, 'p', depth - 1);
        say(w, ".serves");
    } else {
        say(w, kind_name(kind));
    }
    snprintf(w->variable[w->variables].name, sizeof w->variable[0].name, "%s", name);
    w->variable[w->variables].kind = kind;
    w->variables++;
    unsigned way = pick(w, 6);
    if (way > 0)
        say(w, " where ");
    if (way == 1 || way == 2 || way == 3)
        say_tie(w, kind, name, depth);
    if (way == 2)
        say(w, " and ");
    if (way == 2 || way > 3) {
        say(w, "(");
        say_truth(w, depth - 1);
        say(w, ")");
    }
    for (unsigned more = way == 3 ? pick(w, 3) : 0; more > 0; more--) {
        say(w, " and ");
        say_tie(w, kind, name, depth);
    }
    return kind;
}

/* The bindings of a quantifier: one, sometimes two. */
static void say_bindings(writer *w, int depth) {
    (void)say_binding(w, depth);
    if (w->variables < 10 && depth > 1 && pick(w, 5) == 0) {
        say(w, ", ");
        (void)say_binding(w, depth - 1);
    }
}

/* op(value for v in ... where ...): the value is written behind the bindings are known, so it is put
 * together in two pieces. */
static void say_quantifier(writer *w, const char *op, char value, int depth) {
    writer inner = *w;
    unsigned variables = w->variables;
    inner.length = 0;
    inner.text[0] = '\0';
    say_bindings(&inner, depth);
    say(w, op);
    say(w, "(");
    if (value != '\0') {
        unsigned names = inner.names;
        memcpy(w->variable, inner.variable, sizeof w->variable);
        w->variables = inner.variables;
        w->names = names;
        if (strcmp(op, "count") == 0)
            say(w, "distinct ");
        if (value == 't')
            say_truth(w, depth - 1);
        else if (value == 'n')
            say_count(w, depth - 1);
        else
            say_record(w, value, depth - 1);
        say(w, " for ");
    } else {
        w->names = inner.names;
    }
    say(w, inner.text);
    say(w, ")");
    w->variables = variables;
}

/* Posts joined to posts by several equalities: one key of several parts. */
static void say_join(writer *w, int depth) {
    static const char *const fields[] = {".unit", ".title", ".structure", ".reports_to",
                                         ".reports_to.unit"};
    static const char *const ops[] = {"sum(count(", "max(count(", "sum(count(", "min(count("};
    char a[8], b[8];
    snprintf(a, sizeof a, "v%u", w->names++);
    snprintf(b, sizeof b, "v%u", w->names++);
    say(w, ops[pick(w, TEST_COUNT(ops))]);
    say(w, b);
    say(w, " in post where ");
    for (unsigned parts = 1 + pick(w, 3), k = pick(w, 5); parts > 0; parts--, k++) {
        say(w, a);
        say(w, fields[k % 5]);
        say(w, " = ");
        say(w, b);
        say(w, fields[(k + (pick(w, 6) == 0 && k % 5 == 0 ? 4 : 0)) % 5]);
        say(w, parts > 1 ? " and " : "");
    }
    if (pick(w, 3) == 0) {
        say(w, " and ");
        say(w, b);
        say(w, ".senior");
    }
    say(w, ") for ");
    say(w, a);
    say(w, " in post");
    if (pick(w, 3) == 0) {
        say(w, " where ");
        say_truth(w, depth - 1);
    }
    say(w, ")");
}

static void say_field(writer *w, int depth) {
    switch (pick(w, 4)) {
    case 0:
        say_record(w, 'u', depth - 1);
        say(w, ".quantity");
        break;
    case 1:
        say_record(w, 'a', depth - 1);
        say(w, ".population");
        break;
    case 2:
        say_record(w, 's', depth - 1);
        say(w, ".stated_posts");
        break;
    default:
        say_record(w, 'p', depth - 1);
        say(w, ".posts");
        break;
    }
}

static void say_pair(writer *w, const char *between, int depth) {
    say(w, "(");
    say_count(w, depth - 1);
    say(w, between);
    say_count(w, depth - 1);
    say(w, ")");
}

static void say_count(writer *w, int depth) {
    if (depth <= 0) {
        say_number(w, 5);
        return;
    }
    switch (pick(w, 13)) {
    case 12:
        say_join(w, depth);
        break;
    case 0:
        say_number(w, 9);
        break;
    case 1:
        say_pair(w, " + ", depth);
        break;
    case 2:
        say_pair(w, " - ", depth);
        break;
    case 3:
        say_quantifier(w, "count", '\0', depth);
        break;
    case 4:
        say_quantifier(w, "sum", 'n', depth);
        break;
    case 5:
        say_quantifier(w, pick(w, 2) ? "min" : "max", 'n', depth);
        break;
    case 6:
        say_quantifier(w, "count", "pu"[pick(w, 2)], depth);
        break;
    case 7:
        say(w, "size(");
        say_record(w, 'p', depth - 1);
        say(w, ".serves)");
        break;
    case 8:
        say(w, "(if ");
        say_truth(w, depth - 1);
        say(w, " then ");
        say_count(w, depth - 1);
        say(w, " else ");
        say_count(w, depth - 1);
        say(w, ")");
        break;
    case 9:
        say_pair(w, " * ", depth - 1);
        break;
    default:
        say_field(w, depth);
        break;
    }
}

static void say_comparison(writer *w, int depth) {
    static const char *const signs[] = {" = ", " != ", " < ", " <= ", " > ", " >= "};
    char kind = "pua"[pick(w, 3)];
    switch (pick(w, 7)) {
    case 0:
        say_record(w, kind, depth);
        say(w, signs[pick(w, 2)]);
        say_record(w, kind, depth);
        break;
    case 1:
        say_text(w, depth);
        say(w, signs[pick(w, 2)]);
        say_text(w, depth);
        break;
    case 2:
        say_record(w, 'p', depth - 1);
        say(w, ".serves has ");
        say_record(w, 'a', depth - 1);
        break;
    case 3:
        say_record(w, 'p', depth - 1);
        say(w, pick(w, 2) ? ".serves overlaps " : ".serves within ");
        say_record(w, 'p', depth - 1);
        say(w, ".serves");
        break;
    case 4:
        say_record(w, 'p', depth - 1);
        say(w, ".starts <= 2010-07-15");
        break;
    case 5:
        say_record(w, 'a', depth);
        say(w, " within ");
        say_record(w, 'a', depth);
        break;
    default:
        say_count(w, depth - 1);
        say(w, signs[pick(w, 6)]);
        say_count(w, depth - 1);
        break;
    }
}

static void say_truth(writer *w, int depth) {
    static const char *const all[] = {"any", "all", "none"};
    if (depth <= 0) {
        say_record(w, 'p', 0);
        say(w, ".senior");
        return;
    }
    switch (pick(w, 9)) {
    case 0:
        say(w, "(");
        say_truth(w, depth - 1);
        say(w, pick(w, 2) ? " and " : " or ");
        say_truth(w, depth - 1);
        say(w, ")");
        break;
    case 1:
        say(w, "not (");
        say_truth(w, depth - 1);
        say(w, ")");
        break;
    case 2:
        say_quantifier(w, all[pick(w, 3)], 't', depth);
        break;
    case 3:
        say_quantifier(w, pick(w, 2) ? "any" : "none", '\0', depth);
        break;
    case 4:
        say_quantifier(w, "share", 't', depth);
        say(w, pick(w, 2) ? " > 30%" : " <= 50%");
        break;
    case 5:
        say(w, "("); /* else it would read like a variable */
        say_record(w, 'a', depth - 1);
        say(w, " in set(");
        say_record(w, 'a', 0);
        say(w, " for w in post where w.senior))");
        break;
    default:
        say_comparison(w, depth);
        break;
    }
}

/* One random expression: a truth, a count, a share or a record. */
static void write_expression(test_random *random, writer *w) {
    memset(w, 0, sizeof *w);
    w->random = random;
    switch (pick(w, 4)) {
    case 0:
        say_count(w, 4);
        break;
    case 1:
        say_quantifier(w, "share", 't', 3);
        break;
    case 2:
        say_record(w, "pua"[pick(w, 3)], 3);
        break;
    default:
        say_truth(w, 4);
        break;
    }
}

/* ---- The laws --------------------------------------------------------------------------------------- */

static int is_inside(const kit_value *whole, const kit_value *exact) {
    int layout = loc_layout(whole->type.scalar);
    if (layout == LOC_LAYOUT_RANGE || layout == LOC_LAYOUT_TRUTH)
        return exact->range.lo >= whole->range.lo && exact->range.hi <= whole->range.hi;
    return whole->is_missing || strcmp(whole->text, exact->text) == 0;
}

static int is_same(const kit_value *a, const kit_value *b) {
    return a->range.lo == b->range.lo && a->range.hi == b->range.hi &&
           strcmp(a->text, b->text) == 0;
}

/* Whether an answer excludes anything. */
static int says_something(const kit_value *value) {
    if (loc_layout(value->type.scalar) >= LOC_LAYOUT_KEY)
        return !value->is_missing;
    return value->type.scalar == LOCALITY_TYPE_TRUTH ? value->range.lo == value->range.hi
                                                     : !locality_range_is_unknown(&value->range);
}

static unsigned long evaluated, decided;

/* Evaluates in every way; false where the ways differ. */
static int every_way(const locality_snapshot *snapshot, const char *text, uint64_t seed,
                     kit_value *out) {
    static const kit_way ways[] = {{0, 1, 0}, {1, 0, 0}, {3, 0, 1}, {5, 1, 0}, {1024, 0, 1}};
    if (!kit_well(kit_eval(snapshot, text, (kit_way){0, 0, 0}, out), text)) {
        printf("seed %llu\n", (unsigned long long)seed);
        return 0;
    }
    for (size_t i = 0; i < TEST_COUNT(ways); i++) {
        kit_value other;
        if (!kit_well(kit_eval(snapshot, text, ways[i], &other), text))
            return 0;
        if (!TEST_ROW(is_same(out, &other), text)) {
            printf("seed %llu, batch %u, look-ups %s, whole keys %s: %s, else %s\n",
                   (unsigned long long)seed, ways[i].batch, ways[i].no_lookups ? "off" : "on",
                   ways[i].whole_keys ? "on" : "off", other.text, out->text);
            return 0;
        }
    }
    return 1;
}

static int law_holds(uint64_t seed, unsigned expressions) {
    static world w;
    static writer writing;
    test_random random = {seed, 0};
    locality_snapshot *gaps, *complete[COMPLETIONS];
    int holds = 1;
    draw_world(&random, &w);
    gaps = take_world(&w, 0);
    for (unsigned k = 0; k < COMPLETIONS; k++) {
        complete_world(&random, &w);
        complete[k] = take_world(&w, 1);
    }
    for (unsigned i = 0; holds && i < expressions; i++) {
        kit_value whole, exact;
        write_expression(&random, &writing);
        if (writing.length > 1500)
            continue;
        holds = every_way(gaps, writing.text, seed, &whole);
        evaluated++;
        decided += says_something(&whole) != 0;
        for (unsigned k = 0; holds && k < COMPLETIONS; k++) {
            holds = kit_well(kit_eval(complete[k], writing.text, (kit_way){0, 0, 0}, &exact),
                             writing.text) &&
                    TEST_ROW(is_inside(&whole, &exact), writing.text);
            if (!holds)
                printf("seed %llu, completion %u: %s is not inside %s\n", (unsigned long long)seed,
                       k, exact.text, whole.text);
        }
    }
    for (unsigned k = 0; k < COMPLETIONS; k++)
        locality_snapshot_release(complete[k]);
    locality_snapshot_release(gaps);
    return holds;
}

/* How many models: LOCALITY_LAW_SEEDS asks for more. */
static uint64_t models(uint64_t usual) {
    const char *seeds = getenv("LOCALITY_LAW_SEEDS");
    return seeds == NULL ? usual : strtoull(seeds, NULL, 10);
}

static void every_completion_lies_inside(void) {
    uint64_t last = models(60);
    for (uint64_t seed = 1; seed <= last; seed++)
        if (!law_holds(seed, 40))
            return;
    printf("  %lu expressions, %lu with an answer that excludes something\n", evaluated, decided);
    CU_ASSERT(evaluated > last * 30);
    CU_ASSERT(decided > evaluated / 10); /* the law says nothing of what is unknown throughout */
}

/* ---- Grounds ---------------------------------------------------------------------------------------- */

/* What would have to be known is named: giving all of it (any completion does) decides the answer. */
static int grounds_hold(const locality_snapshot *gaps, const locality_snapshot *complete,
                        const char *text, unsigned long *undecided) {
    locality_answer *answer = NULL;
    kit_value exact;
    int holds = kit_well(locality_query(gaps, text, strlen(text), NULL, &answer, &kit_error), text);
    if (!holds)
        return 0;
    int is_truth = locality_answer_column_type(answer, 0) == LOCALITY_TYPE_TRUTH;
    if (is_truth && locality_answer_truth(answer) == LOCALITY_UNDECIDED &&
        kit_well(kit_eval(complete, text, (kit_way){0, 0, 0}, &exact), text) &&
        exact.range.lo == exact.range.hi) {
        (*undecided)++;
        holds = TEST_ROW(locality_answer_missing(answer) > 0, text);
    }
    for (size_t i = 0; holds && i < locality_answer_missing(answer); i++)
        holds = TEST_ROW(locality_answer_missing_at(answer, i)->what[0] != '\0', text);
    for (size_t i = 0; holds && i < locality_answer_witnesses(answer); i++)
        holds = TEST_ROW(locality_answer_witness(answer, i)->id[0] != '\0', text);
    locality_answer_free(answer);
    return holds;
}

static void what_is_undecided_names_what_is_missing(void) {
    static world w;
    static writer writing;
    unsigned long undecided = 0;
    int holds = 1;
    for (uint64_t seed = 1001; holds && seed <= 1000 + models(30); seed++) {
        test_random random = {seed, 0};
        draw_world(&random, &w);
        locality_snapshot *gaps = take_world(&w, 0);
        complete_world(&random, &w);
        locality_snapshot *complete = take_world(&w, 1);
        for (unsigned i = 0; holds && i < 25; i++) {
            write_expression(&random, &writing);
            if (writing.length < 1000)
                holds = grounds_hold(gaps, complete, writing.text, &undecided);
        }
        if (!holds)
            printf("seed %llu\n", (unsigned long long)seed);
        locality_snapshot_release(gaps);
        locality_snapshot_release(complete);
    }
    CU_ASSERT(undecided > 30);
}

static const test_case cases[] = {
    {"an answer that gaps leave undecided names what is missing",
     what_is_undecided_names_what_is_missing},
    {"what is known contains what every exact completion gives, however it is computed",
     every_completion_lies_inside},
};

TEST_MAIN("laws of the evaluator", cases)
