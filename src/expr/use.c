/* Check, uses: a definition is put in where its name stands, as a tree of its own in which every
 * variable is what the use gives. So the evaluator sees one expression, finds its look-ups, and never
 * hears of definitions. The values that a list names by `as` are put in likewise. */
#include <stdio.h>
#include <string.h>

#include "expr/check.h"
#include "expr/functions.h"

/* Most nodes that definitions put into one tree or rule; more are LOCALITY_LIMIT. */
#define MOST_NODES 100000u
/* Definitions that use one another, from the first to the last; more are LOCALITY_LIMIT. */
#define MOST_NESTED 50u

/* ---- Copies ------------------------------------------------------------------------------- */

static loc_node *copy_tree(loc_checker *checker, const loc_node *node, const loc_use *within);

static bool copy_list(loc_checker *checker, const loc_node *node, const loc_use *within,
                      loc_node **tail) {
    for (; node != NULL; node = node->next) {
        *tail = copy_tree(checker, node, within);
        if (*tail == NULL)
            return false;
        tail = &(*tail)->next;
    }
    *tail = NULL;
    return true;
}

static bool copy_bindings(loc_checker *checker, const loc_binding *binding, const loc_use *within,
                          loc_binding **tail) {
    for (; binding != NULL; binding = binding->next) {
        loc_binding *copy = loc_arena_take(checker->arena, 1, sizeof *copy);

        if (copy == NULL)
            return loc_checker_no_memory(checker);
        *copy = *binding;
        *tail = copy;
        tail = &copy->next;
        if (binding->list != NULL && !copy_list(checker, binding->list, within, &copy->list))
            return false;
        if (binding->where != NULL && !copy_list(checker, binding->where, within, &copy->where))
            return false;
    }
    *tail = NULL;
    return true;
}

/* A copy with numbers of its own; `within`: the use whose definition is copied, null to keep the
 * places of what was checked already. */
static loc_node *copy_tree(loc_checker *checker, const loc_node *node, const loc_use *within) {
    loc_node *copy = loc_arena_take(checker->arena, 1, sizeof *copy);

    if (copy == NULL) {
        loc_checker_no_memory(checker);
        return NULL;
    }
    if (++checker->copied > MOST_NODES) {
        loc_checker_fail(checker, node->start, LOCALITY_LIMIT, "give a part of it a `let`",
                         "with its definitions put in, the expression has more than %u parts",
                         MOST_NODES);
        return NULL;
    }
    *copy = *node;
    copy->number = checker->nodes++;
    copy->next = NULL;
    if (within != NULL)
        copy->within = within;
    if (copy_list(checker, node->a, within, &copy->a) &&
        copy_list(checker, node->b, within, &copy->b) &&
        copy_list(checker, node->c, within, &copy->c) &&
        copy_bindings(checker, node->bindings, within, &copy->bindings))
        return copy;
    return NULL;
}

/* Puts a tree where a node stands, which keeps its place and its head. */
static void put_in(loc_node *node, const loc_node *value, const loc_use *use) {
    loc_node place = *node;

    *node = *value;
    node->start = place.start;
    node->at = place.at;
    node->end = place.end;
    node->within = place.within;
    node->head = place.head;
    node->is_head_text = place.is_head_text;
    node->next = place.next;
    if (use != NULL)
        node->use = use;
}

static loc_use *new_use(loc_checker *checker, const loc_node *node, const char *name) {
    loc_use *use = loc_arena_take(checker->arena, 1, sizeof *use);

    if (use == NULL) {
        loc_checker_no_memory(checker);
        return NULL;
    }
    use->name = name;
    use->start = node->start;
    use->end = node->end;
    use->within = node->within;
    return use;
}

static uint32_t height_of(const loc_node *node) {
    const loc_node *children[3] = {node->a, node->b, node->c};
    uint32_t most = 0;

    for (size_t i = 0; i < 3; i++)
        for (const loc_node *child = children[i]; child != NULL; child = child->next) {
            uint32_t height = height_of(child);

            most = height > most ? height : most;
        }
    for (const loc_binding *binding = node->bindings; binding; binding = binding->next) {
        uint32_t list = binding->list != NULL ? height_of(binding->list) : 0;
        uint32_t where = binding->where != NULL ? height_of(binding->where) : 0;

        most = list > most ? list : most;
        most = where > most ? where : most;
    }
    return most + 1;
}

bool loc_check_deeper(loc_checker *checker, const loc_node *node, uint32_t levels) {
    if (checker->depth + levels <= LOC_SYNTAX_DEPTH)
        return true;
    return loc_checker_fail(checker, node->start, LOCALITY_LIMIT, "give a part of it a `let`",
                            "with its definitions put in, the expression is more than %d levels "
                            "deep",
                            LOC_SYNTAX_DEPTH);
}

bool loc_check_given(loc_checker *checker, loc_node *node, const loc_entry *entry) {
    loc_node *copy = copy_tree(checker, entry->given, NULL);
    loc_use *use = NULL;

    if (copy == NULL || !loc_check_deeper(checker, node, height_of(copy)))
        return false;
    if (entry->is_column) {
        use = new_use(checker, node, entry->name);
        if (use == NULL)
            return false;
        use->inner = copy->use;
    }
    put_in(node, copy, use);
    return true;
}

/* ---- Uses --------------------------------------------------------------------------------- */

/* lies_in(w in work_item, a) */
static void write_form(const loc_checker *checker, const loc_definition *definition, char *out,
                       size_t size) {
    size_t used = (size_t)snprintf(out, size, "%.40s", definition->name);

    for (const loc_formal *formal = definition->formals; formal != NULL && used < size;
         formal = formal->next) {
        bool is_kind = formal->type.scalar == LOCALITY_TYPE_REF;
        const char *type = "";

        if (is_kind)
            type = locality_schema_kind_name(checker->schema, formal->type.target);
        else if (formal->type.scalar != LOCALITY_TYPE_NONE)
            type = locality_type_name(formal->type.scalar);
        used += (size_t)snprintf(out + used, size - used, "%s%.20s%s%s%s",
                                 formal == definition->formals ? "(" : ", ", formal->name,
                                 is_kind           ? " in "
                                 : type[0] != '\0' ? " : "
                                                   : "",
                                 type, formal->next == NULL ? ")" : "");
    }
}

static bool fail_form(loc_checker *checker, const loc_node *node, const loc_definition *definition,
                      const char *what) {
    char hint[LOC_HINT_SIZE / 2], name[LOC_EXCERPT_SIZE], whole[LOC_HINT_SIZE];

    write_form(checker, definition, hint, sizeof hint);
    snprintf(whole, sizeof whole, "it is %s", hint);
    return loc_checker_fail(checker, node->at, LOCALITY_TYPE, whole, "the definition `%s` %s",
                            loc_syntax_excerpt(definition->name, strlen(definition->name), name),
                            what);
}

/* "a -> b -> a" */
static bool fail_circle(loc_checker *checker, uint32_t at, const loc_definition *const *path,
                        size_t count, const loc_definition *again) {
    char circle[LOC_HINT_SIZE] = "", name[LOC_EXCERPT_SIZE];
    size_t used = 0;

    for (size_t i = 0; i < count && used + 64 < sizeof circle; i++)
        used += (size_t)snprintf(circle + used, sizeof circle - used, "%.40s -> ", path[i]->name);
    snprintf(circle + used, sizeof circle - used, "%.40s", again->name);
    return loc_checker_fail(checker, at, LOCALITY_CYCLE, circle,
                            "the definition `%s` uses itself, so that it would never end",
                            loc_syntax_excerpt(again->name, strlen(again->name), name));
}

/* Whether a definition is being put in, or checked, already. */
static bool is_circle(loc_checker *checker, const loc_node *node,
                      const loc_definition *definition) {
    const loc_definition *path[MOST_NESTED];
    size_t from = MOST_NESTED, again;

    for (const loc_use *use = checker->within; use != NULL && from > 0; use = use->within)
        path[--from] = use->definition;
    if (from > 0 && checker->alone != NULL)
        path[--from] = checker->alone;
    for (again = from; again < MOST_NESTED && path[again] != definition;)
        again++; /* what leads to a circle is no part of it */
    if (again < MOST_NESTED)
        return !fail_circle(checker, node->at, path + again, MOST_NESTED - again, definition);
    return from == 0 && !loc_checker_fail(checker, node->at, LOCALITY_LIMIT, "",
                                          "more than %u definitions use one another", MOST_NESTED);
}

/* The values that a use gives, in sight of where it stands. */
static bool check_values(loc_checker *checker, loc_node *node, const loc_definition *definition) {
    const loc_formal *formal = definition->formals;
    char phrase[LOC_PHRASE_SIZE], hint[LOC_HINT_SIZE];

    if (node->arguments != definition->arity)
        return fail_form(checker, node, definition,
                         node->arguments < definition->arity ? "has too few values"
                                                             : "has too many values");
    for (loc_node **place = &node->a; *place != NULL; place = &(*place)->next) {
        bool is_typed = formal->type.scalar != LOCALITY_TYPE_NONE;

        if (!loc_check_node(checker, place, is_typed ? &formal->type : NULL))
            return false;
        if (is_typed && !loc_check_to(checker, place, formal->type)) {
            loc_checker_advise(checker, *place, formal->type, hint);
            return loc_checker_unfit(
                checker, *place,
                loc_type_write(checker->schema, formal->type, phrase, sizeof phrase), hint);
        }
        formal = formal->next;
    }
    return true;
}

/* Checks a copy of what a definition says, where nothing is in sight but its variables and what
 * every rule sees. `values` are what its variables stand for; null: records of their types. */
static loc_node *check_inside(loc_checker *checker, const loc_definition *definition,
                              const loc_use *use, const loc_node *values, const loc_type *want) {
    const loc_names locals = checker->locals;
    const loc_use *within = checker->within;
    const loc_node *root = checker->root;
    loc_entry *newest = checker->newest;
    loc_node *value;
    bool is_ok = true;

    checker->within = use;
    checker->root = NULL;
    checker->newest = checker->outermost;
    loc_names_init(&checker->locals, checker->arena);
    for (const loc_formal *formal = definition->formals; is_ok && formal != NULL;
         formal = formal->next) {
        loc_entry *entry = loc_checker_enter(
            checker, formal->name, values != NULL ? values->type : formal->type, formal->at);

        is_ok = entry != NULL;
        if (is_ok)
            entry->given = values;
        values = values != NULL ? values->next : NULL;
    }
    value = is_ok ? copy_tree(checker, definition->value, use) : NULL;
    is_ok = value != NULL && loc_check_node(checker, &value, want);
    checker->locals = locals;
    checker->within = within;
    checker->root = root;
    checker->newest = newest;
    return is_ok ? value : NULL;
}

bool loc_check_use(loc_checker *checker, loc_node *node, const loc_definition *definition,
                   const loc_type *want) {
    loc_use *use;
    loc_node *value;

    if (node->op == LOC_NAME && definition->arity > 0)
        return fail_form(checker, node, definition, "needs its values");
    if (is_circle(checker, node, definition) || !check_values(checker, node, definition))
        return false;
    use = new_use(checker, node, definition->name);
    if (use == NULL)
        return false;
    use->definition = definition;
    use->arguments = node->a;
    value = check_inside(checker, definition, use, node->a, want);
    if (value == NULL)
        return false;
    use->inner = value->use;
    put_in(node, value, use);
    return true;
}

/* ---- The definitions of a file ------------------------------------------------------------- */

enum marks { NOT_SEEN, OPEN, SEEN };

typedef struct walk {
    loc_checker *checker;
    const loc_definition *path[MOST_NESTED];
    size_t count;
} walk;

static bool walk_node(walk *w, const loc_node *node);

static bool walk_list(walk *w, const loc_node *node) {
    for (; node != NULL; node = node->next)
        if (!walk_node(w, node))
            return false;
    return true;
}

/* Goes through what a definition of the file uses. */
static bool walk_definition(walk *w, loc_definition *definition) {
    bool is_ok;

    definition->mark = OPEN;
    w->path[w->count++] = definition;
    is_ok = walk_node(w, definition->value);
    w->count--;
    definition->mark = SEEN;
    return is_ok;
}

static bool walk_call(walk *w, const loc_node *node) {
    const loc_entry *entry = loc_checker_find(w->checker, node->name);
    loc_definition *definition;
    size_t from = 0;

    if (entry == NULL || entry->definition == NULL)
        return loc_checker_unknown_function(w->checker, node);
    if (node->arguments != entry->definition->arity)
        return fail_form(w->checker, node, entry->definition,
                         node->arguments < entry->definition->arity ? "has too few values"
                                                                    : "has too many values");
    definition = entry->own;
    if (definition == NULL || definition->mark == SEEN)
        return true;
    if (definition->mark == OPEN) {
        while (w->path[from] != definition)
            from++;
        return fail_circle(w->checker, node->at, w->path + from, w->count - from, definition);
    }
    if (w->count < MOST_NESTED)
        return walk_definition(w, definition);
    return loc_checker_fail(w->checker, node->at, LOCALITY_LIMIT, "",
                            "more than %u definitions use one another", MOST_NESTED);
}

static bool walk_node(walk *w, const loc_node *node) {
    if (node->op == LOC_CALL && node->function == LOC_FN_COUNT && !walk_call(w, node))
        return false;
    for (const loc_binding *binding = node->bindings; binding; binding = binding->next)
        if (!walk_list(w, binding->list) || !walk_list(w, binding->where))
            return false;
    return walk_list(w, node->a) && walk_list(w, node->b) && walk_list(w, node->c);
}

static bool is_typed(const loc_definition *definition) {
    for (const loc_formal *formal = definition->formals; formal != NULL; formal = formal->next)
        if (formal->type.scalar == LOCALITY_TYPE_NONE)
            return false;
    return true;
}

static bool check_alone(loc_checker *checker, const loc_definition *definition) {
    loc_node *value;

    if (!is_typed(definition))
        return true;
    checker->copied = 0;
    checker->alone = definition;
    value = check_inside(checker, definition, NULL, NULL, NULL);
    checker->alone = NULL;
    return value != NULL;
}

bool loc_check_definitions(loc_checker *checker, loc_definition *definitions) {
    walk w = {checker, {NULL}, 0};

    for (loc_definition *definition = definitions; definition; definition = definition->next)
        if (definition->mark == NOT_SEEN && !walk_definition(&w, definition))
            return false;
    for (loc_definition *definition = definitions; definition; definition = definition->next)
        if (!check_alone(checker, definition))
            return false;
    return true;
}
