/* Tree: made from pairs of a name and its parent; a circle and a second parent are refused. */
#include "feed/tree.h"

#include "base/error.h"

static locality_status add_name(loc_tree *tree, const char *text, uint32_t *code,
                                locality_error *error) {
    uint32_t before = tree->names.count;

    if (text == NULL || text[0] == '\0') {
        return loc_fail(error, LOCALITY_INVALID, "a name or parent is null or empty");
    }
    int fault = loc_feed_names_take(&tree->names, text, strlen(text), 0, code);
    if (fault == LOCALITY_FEED_ENCODING) {
        return loc_fail(error, LOCALITY_ENCODING, "a name or parent is not UTF-8");
    }
    void *block = tree->parent;
    bool has_room = fault == LOC_NAME_TAKEN && loc_grow(&tree->allocator, &block, &tree->capacity,
                                                        tree->names.count, sizeof *tree->parent);
    tree->parent = block;
    if (!has_room) {
        return loc_fail_memory(error);
    }
    if (tree->names.count > before) {
        tree->parent[*code] = LOC_NO_NAME;
    }
    return LOCALITY_OK;
}

static locality_status fail_name(locality_error *error, locality_status status, const char *what,
                                 const char *name) {
    loc_fail(error, status, "%.100s %s", name, what);
    loc_error_at_record(error, NULL, name, NULL);
    return status;
}

static locality_status add_pair(loc_tree *tree, const locality_feed_parent *pair,
                                locality_error *error) {
    uint32_t name = 0, parent = 0;
    locality_status status = add_name(tree, pair->name, &name, error);

    if (status == LOCALITY_OK) {
        status = add_name(tree, pair->parent, &parent, error);
    }
    if (status != LOCALITY_OK) {
        return status;
    }
    if (tree->parent[name] != LOC_NO_NAME && tree->parent[name] != parent) {
        return fail_name(error, LOCALITY_DUPLICATE, "has two parents", pair->name);
    }
    tree->parent[name] = parent;
    return LOCALITY_OK;
}

/* Whether a way upwards from each name comes to an end: names that are known to are marked. */
static locality_status check_circles(const loc_tree *tree, locality_error *error) {
    uint32_t count = tree->names.count;
    uint32_t *seen = loc_allocate(&tree->allocator, count, sizeof *seen);
    locality_status status = seen == NULL ? loc_fail_memory(error) : LOCALITY_OK;

    for (uint32_t i = 0; status == LOCALITY_OK && i < count; i++) {
        uint32_t at = i;
        while (at != LOC_NO_NAME && seen[at] == 0) {
            seen[at] = i + 1;
            at = tree->parent[at];
        }
        if (at != LOC_NO_NAME && seen[at] == i + 1) {
            status =
                fail_name(error, LOCALITY_CYCLE, "is part of itself", tree->names.name[at].text);
        }
    }
    loc_release(&tree->allocator, seen, count, sizeof *seen);
    return status;
}

locality_status loc_tree_make(const locality_allocator *allocator,
                              const locality_feed_parent *parent, size_t count, int32_t field,
                              loc_tree *out, locality_error *error) {
    locality_status status = LOCALITY_OK;

    memset(out, 0, sizeof *out);
    out->allocator = *allocator;
    loc_feed_names_init(&out->names, allocator, UINT32_MAX - 1);
    for (size_t i = 0; status == LOCALITY_OK && i < count; i++) {
        if (parent[i].field == field) {
            status = add_pair(out, &parent[i], error);
        }
    }
    return status == LOCALITY_OK ? check_circles(out, error) : status;
}

void loc_tree_clear(loc_tree *tree) {
    loc_release(&tree->allocator, tree->parent, tree->capacity, sizeof *tree->parent);
    loc_feed_names_clear(&tree->names);
    tree->parent = NULL;
}

loc_name loc_tree_climb(const loc_tree *tree, const loc_name *name, int32_t steps) {
    loc_name_key key = loc_name_key_of(name->text, name->length, 0);
    uint32_t at = steps <= 0 ? LOC_NO_NAME : loc_feed_names_find(&tree->names, name->text, &key);

    if (at == LOC_NO_NAME) {
        return *name;
    }
    for (; steps > 0 && tree->parent[at] != LOC_NO_NAME; steps--) {
        at = tree->parent[at];
    }
    return tree->names.name[at];
}
