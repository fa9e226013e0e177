/* New ids: records whose id would tell somebody go by a number, and come after the others, in an
 * order that says no more than what is left of them. */
#include <string.h>

#include "base/error.h"
#include "base/sort.h"
#include "structure/redact.h"

/* ---- What is about hidden posts and teams -----------------------------------------------------
 * */

/* Kinds whose records say something about one post, person or team. */
static const uint32_t about_kinds[] = {LOC_KIND_allocation, LOC_KIND_spend,  LOC_KIND_change,
                                       LOC_KIND_note,       LOC_KIND_figure, LOC_KIND_provision,
                                       LOC_KIND_milestone};

bool loc_redact_is_delicate(const loc_redactor *r, uint32_t from, uint32_t kind, uint32_t row) {
    if (row >= LOCALITY_ROW_NONE)
        return false;
    if (kind == LOC_KIND_post)
        return loc_redact_hides(r, row);
    if (kind == LOC_KIND_unit)
        return r->unit[row] != 0;
    if (kind == LOC_KIND_structure) /* many records belong to a version; few are about it */
        return r->structure[row] != 0 && from == LOC_KIND_figure;
    if (kind == LOC_KIND_person && from != LOC_KIND_allocation)
        return true;
    if (kind == LOC_KIND_person) {
        locality_column post = LOC_VIEW(r->snapshot, person, post);
        uint32_t held = loc_view_row(&post, row);

        return held < LOCALITY_ROW_NONE && loc_redact_hides(r, held);
    }
    return false;
}

static void touch_column(loc_redactor *r, uint32_t kind, uint32_t field) {
    const loc_field *info = loc_schema_row(locality_snapshot_schema(r->snapshot), kind, field);
    locality_column column = loc_view_column(r->snapshot, kind, field);
    uint32_t rows = loc_view_count(r->snapshot, kind);

    if (column.row == NULL)
        return;
    for (uint32_t row = 0; row < rows; row++) {
        loc_rows named = {column.row + row, 1};

        if (info->type == LOCALITY_TYPE_REFS)
            named = loc_view_rows(&column, row);
        for (uint32_t i = 0; i < named.count; i++)
            if (loc_redact_is_delicate(
                    r, kind, info->type == LOCALITY_TYPE_ANY_REF ? column.kind[row] : info->target,
                    named.row[i]))
                r->touched[kind][row] = 1;
    }
}

/* The copy of a post or unit in an overlay; LOCALITY_ROW_MISSING where there is none. */
static uint32_t find_copy(loc_redactor *r, uint32_t kind, uint32_t version, uint32_t row) {
    r->other.length = 0;
    loc_text_add(&r->other, locality_snapshot_id(r->snapshot, LOC_KIND_structure, version));
    loc_text_char(&r->other, '/');
    loc_text_add(&r->other, locality_snapshot_id(r->snapshot, kind, row));
    return r->other.failed ? LOCALITY_ROW_MISSING
                           : locality_snapshot_find(r->snapshot, kind, r->other.data);
}

/* A change is also about the copy of its subject. */
static bool touch_changes(loc_redactor *r) {
    locality_column subject = LOC_VIEW(r->snapshot, change, subject);
    locality_column version = LOC_VIEW(r->snapshot, change, structure);
    uint32_t rows = loc_view_count(r->snapshot, LOC_KIND_change);

    for (uint32_t row = 0; subject.row != NULL && row < rows; row++) {
        uint32_t to = loc_view_row(&version, row), copy;

        if (subject.row[row] >= LOCALITY_ROW_NONE || to >= LOCALITY_ROW_NONE)
            continue;
        copy = find_copy(r, subject.kind[row], to, subject.row[row]);
        if (loc_redact_is_delicate(r, LOC_KIND_change, subject.kind[row], copy))
            r->touched[LOC_KIND_change][row] = 1;
    }
    return !r->other.failed;
}

static bool touch_all(loc_redactor *r) {
    const locality_schema *schema = locality_snapshot_schema(r->snapshot);

    for (size_t i = 0; i < sizeof about_kinds / sizeof about_kinds[0]; i++) {
        uint32_t kind = about_kinds[i], rows = loc_view_count(r->snapshot, kind);

        if (rows == 0)
            continue;
        r->touched[kind] = loc_allocate(&r->allocator, rows, 1);
        if (r->touched[kind] == NULL)
            return false;
        for (uint32_t field = 0; field < locality_schema_fields(schema, kind); field++)
            touch_column(r, kind, field);
    }
    return r->touched[LOC_KIND_change] == NULL || touch_changes(r);
}

/* ---- Numbers and order
 * --------------------------------------------------------------------------- */

/* What a record without its id is put in order by: nothing that is not written of it. */
typedef struct rank {
    int64_t key[4];
    uint32_t row;
} rank;

static int by_key(const void *a, const void *b, const void *context) {
    const rank *left = a, *right = b;

    (void)context;
    for (size_t i = 0; i < 4; i++)
        if (left->key[i] != right->key[i])
            return left->key[i] < right->key[i] ? -1 : 1;
    return (left->row > right->row) - (left->row < right->row);
}

static rank rank_of(const loc_redactor *r, uint32_t kind, uint32_t row) {
    rank made = {{0, 0, 0, 0}, row};

    if (kind == LOC_KIND_person) {
        locality_column post = LOC_VIEW(r->snapshot, person, post);
        uint32_t held = loc_view_row(&post, row);
        bool shown = held < LOCALITY_ROW_NONE && !loc_redact_hides(r, held);

        made.key[0] = shown ? held : INT64_MAX;
    } else if (kind == LOC_KIND_post) {
        locality_column version = LOC_VIEW(r->snapshot, post, structure);
        locality_column posts = LOC_VIEW(r->snapshot, post, posts);
        locality_column fte = LOC_VIEW(r->snapshot, post, fte);
        locality_column cost = LOC_VIEW(r->snapshot, post, cost);
        bool told = r->post[row] == LOC_HIDDEN;

        made.key[0] = loc_view_row(&version, row);
        made.key[1] = told ? loc_view_range(&posts, row).lo : 0;
        made.key[2] = told ? loc_view_range(&fte, row).lo : 0;
        made.key[3] = told ? loc_view_range(&cost, row).lo / r->options.pay_band : 0;
    }
    return made;
}

static bool gives_up(loc_redactor *r, uint32_t kind, uint32_t row, bool *gives) {
    const char *id = locality_snapshot_id(r->snapshot, kind, row);

    *gives = kind == LOC_KIND_person || (kind == LOC_KIND_post && loc_redact_hides(r, row)) ||
             (r->touched[kind] != NULL && r->touched[kind][row] != 0) || loc_text_has_contact(id);
    return *gives || loc_known_mentions(&r->known, id, LOC_GROUND_PLAIN, gives);
}

static void print_id(loc_text *text, uint32_t kind, uint32_t number) {
    text->length = 0;
    loc_text_add(text, kind == LOC_KIND_person ? "person-" : "withheld-");
    loc_text_integer(text, number);
}

/* Numbers from 1, without those that would be the id of another record. */
static bool number(loc_redactor *r, uint32_t kind, const rank *ranks, uint32_t count) {
    uint32_t next = 1;

    for (uint32_t i = 0; i < count; i++) {
        const char *id = locality_snapshot_id(r->snapshot, kind, ranks[i].row);

        for (;; next++) {
            print_id(&r->id, kind, next);
            if (r->id.failed)
                return false;
            if (locality_snapshot_find(r->snapshot, kind, r->id.data) == LOCALITY_ROW_MISSING)
                break;
        }
        r->alias[kind][ranks[i].row] = next++;
        if (loc_pool_intern(r->gone, id, strlen(id)) == 0)
            return false;
    }
    return true;
}

/* Finds who gives up the id; `ranks` has room for all. */
static bool number_kind(loc_redactor *r, uint32_t kind, uint32_t rows, rank *ranks) {
    uint32_t given_up = 0, kept = 0;

    for (uint32_t row = 0; row < rows; row++) {
        bool gives;

        if (!gives_up(r, kind, row, &gives))
            return false;
        if (gives)
            ranks[given_up++] = rank_of(r, kind, row);
    }
    if (given_up == 0)
        return true;
    r->alias[kind] = loc_allocate(&r->allocator, rows, sizeof(uint32_t));
    r->order[kind] = loc_allocate(&r->allocator, rows, sizeof(uint32_t));
    if (r->alias[kind] == NULL || r->order[kind] == NULL)
        return false;
    loc_sort(ranks, given_up, sizeof *ranks, by_key, NULL);
    if (!number(r, kind, ranks, given_up))
        return false;
    for (uint32_t row = 0; row < rows; row++)
        if (r->alias[kind][row] == 0)
            r->order[kind][kept++] = row;
    for (uint32_t i = 0; i < given_up; i++)
        r->order[kind][kept + i] = ranks[i].row;
    return true;
}

/* ---- Other names ------------------------------------------------------------------------------
 * */

static bool is_called(loc_redactor *r, const char *name, size_t length, bool adds, bool *found) {
    uint32_t symbol;

    r->other.length = 0;
    for (size_t i = 0; i < length; i++)
        loc_text_char(&r->other, loc_to_lower(name[i]));
    if (r->other.failed)
        return false;
    symbol = length == 0 ? 0
             : adds      ? loc_pool_intern(r->called, r->other.data, length)
                         : loc_pool_find(r->called, r->other.data, length);
    *found = symbol != 0;
    return !adds || symbol != 0 || length == 0;
}

static bool add_name(loc_redactor *r, const locality_column *column, uint32_t row) {
    const char *name = locality_snapshot_text(r->snapshot, loc_view_symbol(column, row));
    bool found;

    return is_called(r, name, strlen(name), true, &found);
}

/* Titles, names and aliases of hidden posts: the language takes them for the post. */
static bool list_names(loc_redactor *r) {
    locality_column title = LOC_VIEW(r->snapshot, post, title);
    locality_column name = loc_view_column(r->snapshot, LOC_KIND_post,
                                           loc_common_field(LOC_KIND_post, LOC_COMMON_name));
    locality_column record = LOC_VIEW(r->snapshot, alias, record);
    locality_column text = LOC_VIEW(r->snapshot, alias, text);
    uint32_t posts = loc_view_count(r->snapshot, LOC_KIND_post);
    uint32_t aliases = loc_view_count(r->snapshot, LOC_KIND_alias);

    for (uint32_t i = 0; i < posts; i++)
        if (loc_redact_hides(r, i) && !(add_name(r, &title, i) && add_name(r, &name, i)))
            return false;
    for (uint32_t i = 0; record.row != NULL && i < aliases; i++)
        if (record.kind[i] == LOC_KIND_post && record.row[i] < LOCALITY_ROW_NONE &&
            loc_redact_hides(r, record.row[i]) && !add_name(r, &text, i))
            return false;
    return true;
}

locality_status loc_redact_ids(loc_redactor *r) {
    bool good;

    r->gone = loc_pool_new(&r->allocator);
    r->called = loc_pool_new(&r->allocator);
    good = r->gone != NULL && r->called != NULL && touch_all(r) && list_names(r);
    for (uint32_t kind = 0; good && kind < LOC_KINDS; kind++) {
        uint32_t rows = loc_view_count(r->snapshot, kind);
        rank *ranks = rows == 0 ? NULL : loc_allocate_raw(&r->allocator, rows, sizeof *ranks);

        if (rows == 0)
            continue;
        good = ranks != NULL && number_kind(r, kind, rows, ranks);
        loc_release(&r->allocator, ranks, rows, sizeof *ranks);
    }
    return good ? LOCALITY_OK : loc_fail_memory(r->error);
}

void loc_redact_ids_clear(loc_redactor *r) {
    for (uint32_t kind = 0; kind < LOC_KINDS; kind++) {
        uint32_t rows = loc_view_count(r->snapshot, kind);

        loc_release(&r->allocator, r->alias[kind], rows, sizeof(uint32_t));
        loc_release(&r->allocator, r->order[kind], rows, sizeof(uint32_t));
        loc_release(&r->allocator, r->touched[kind], rows, 1);
    }
    loc_pool_release(r->gone);
    loc_pool_release(r->called);
}

const char *loc_redact_id(loc_redactor *r, loc_text *text, uint32_t kind, uint32_t row) {
    uint32_t alias = r->alias[kind] == NULL ? 0 : r->alias[kind][row];

    if (alias == 0)
        return locality_snapshot_id(r->snapshot, kind, row);
    print_id(text, kind, alias);
    return text->failed ? NULL : text->data;
}

/* ---- Ids in the language
 * --------------------------------------------------------------------------- */

static bool is_id_byte(char c) {
    return loc_is_letter(c) || loc_is_digit(c) || c == '_' || c == '-' || (unsigned char)c >= 0x80;
}

/* Whether the text before a quote ends in `.title =` or `.name =`: what is compared is a text, no
 * record. */
static bool compares_text(const char *text, const char *quote) {
    static const char *const fields[] = {".title", ".name"};
    const char *end = quote;

    while (end > text && (end[-1] == ' ' || end[-1] == '=' || end[-1] == '!'))
        end--;
    if (end == quote || memchr(end, '=', (size_t)(quote - end)) == NULL)
        return false;
    for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++) {
        size_t length = strlen(fields[i]);

        if ((size_t)(end - text) > length && strncmp(end - length, fields[i], length) == 0)
            return true;
    }
    return false;
}

/* Ids stand as words that are no fields (`.name`), or whole in quotes of either sort; the words of
 * a text in quotes are looked at too, since it may have a part in the language. */
bool loc_redact_names_gone(loc_redactor *r, const char *text, bool *names) {
    *names = false;
    if (loc_pool_count(r->gone) + loc_pool_count(r->called) == 0)
        return true;
    for (const char *at = text; *at != '\0' && !*names;) {
        char quote[] = {*at, '\0'};
        bool quoted = *at == '"' || *at == '\'', field = at > text && at[-1] == '.';
        const char *begin = quoted ? at + 1 : at, *end = begin;

        if (quoted)
            end += strcspn(begin, quote);
        else
            while (is_id_byte(*end))
                end++;
        *names = end > begin && !field && loc_pool_find(r->gone, begin, (size_t)(end - begin)) != 0;
        if (!*names && !field && !(quoted && compares_text(text, at)) &&
            !is_called(r, begin, (size_t)(end - begin), false, names))
            return false;
        at = quoted || end == at ? at + 1 : end;
    }
    return true;
}
