/* Own: a prefix before the ids of the records that are a table's own, so that two versions of one table
 * stand side by side. What comes one a row is the table's own, and what names its structure; grades, areas
 * and bodies, of which many rows speak, are everybody's. */
#include <string.h>

#include "base/error.h"
#include "intake/engine.h"

/* Kinds that belong to one version, of which a table may speak that another table lists. */
static const uint32_t versioned[] = {LOC_KIND_post, LOC_KIND_unit, LOC_KIND_role};

/* Fields that lead to records of other versions, whose ids the map writes in full. */
static const char *const abroad[] = {"origin", "subject"};

/* Whether the records of a make are the table's own. */
static bool makes_own(const loc_map_make *make) {
    bool is_own = !make->is_once;
    for (uint32_t i = 0; i < make->fields && !is_own; i++) {
        is_own = make->field[i].info->target == LOC_KIND_structure;
    }
    return is_own;
}

static void settle_kinds(locality_intake *intake) {
    bool is_made[LOC_KINDS] = {false};
    for (uint32_t i = 0; i < intake->map.makes; i++) {
        const loc_map_make *make = &intake->map.make[i];
        is_made[make->kind] = true;
        intake->is_own[make->kind] = intake->is_own[make->kind] || makes_own(make);
    }
    for (size_t i = 0; i < sizeof versioned / sizeof versioned[0]; i++) {
        intake->is_own[versioned[i]] = intake->is_own[versioned[i]] || !is_made[versioned[i]];
    }
}

locality_status loc_intake_open_own(locality_intake *intake) {
    const char *prefix = intake->options.prefix;
    if (prefix == NULL || prefix[0] == '\0') {
        return LOCALITY_OK;
    }
    if (loc_utf8_check(prefix, strlen(prefix)) < strlen(prefix)) {
        return loc_fail(intake->error, LOCALITY_ENCODING, "prefix is not valid UTF-8");
    }
    for (const char *p = prefix; *p != '\0'; p++) {
        if ((unsigned char)*p <= ' ' || *p == 0x7F) {
            return loc_fail(intake->error, LOCALITY_INVALID,
                            "a prefix of ids cannot have blanks or control characters");
        }
    }
    intake->prefix = loc_arena_text(&intake->lasting, prefix, strlen(prefix));
    settle_kinds(intake);
    return intake->prefix == NULL ? loc_fail_memory(intake->error) : LOCALITY_OK;
}

bool loc_intake_refers_own(const locality_intake *intake, const loc_field *info, uint32_t kind) {
    bool is_abroad = false;
    for (size_t i = 0; i < sizeof abroad / sizeof abroad[0]; i++) {
        is_abroad = is_abroad || strcmp(info->name, abroad[i]) == 0;
    }
    return !is_abroad && loc_intake_is_own(intake, kind);
}

uint32_t loc_intake_own_symbol(locality_intake *intake, loc_kept *kept) {
    if (kept->own_symbol != 0) {
        return kept->own_symbol;
    }
    loc_text text;
    loc_text_init(&text, &intake->allocator);
    loc_text_add(&text, intake->prefix);
    loc_text_put(&text, kept->text, kept->length);
    if (!text.failed) {
        kept->own_symbol = loc_pool_intern(intake->model->pool, text.data, text.length);
    }
    loc_text_clear(&text);
    if (kept->own_symbol == 0) {
        loc_intake_fail_memory(intake);
    }
    return kept->own_symbol;
}

uint32_t loc_intake_id_symbol(locality_intake *intake, uint32_t kind, loc_kept *kept) {
    return loc_intake_is_own(intake, kind) ? loc_intake_own_symbol(intake, kept)
                                           : loc_intake_symbol(intake, kept);
}
