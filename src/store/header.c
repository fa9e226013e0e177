/* Header: what is kept with a case besides its records, as text of lines.
 *
 *     locality-case 1
 *     name coventry-2010
 *     title Coventry 2010
 *     rules coventry-2010.rules
 *     field post desk text - - Where the post sits.
 *     word area level village
 *
 * A line is a word and what belongs to it; in texts a line end is \n and a backslash \\. Lines that
 * begin with another word come from a later version and are kept as they are. */
#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "store/store.h"

#define FIRST "locality-case 1"

static void put_escaped(loc_text *out, const char *text) {
    for (; *text != '\0'; text++) {
        if (*text == '\n' || *text == '\\') {
            loc_text_char(out, '\\');
        }
        loc_text_char(out, *text == '\n' ? 'n' : *text);
    }
}

static void put_line(loc_text *out, const char *word, const char *text) {
    if (text != NULL) {
        loc_text_format(out, "%s ", word);
        put_escaped(out, text);
        loc_text_char(out, '\n');
    }
}

/* ---- Lines ----------------------------------------------------------------------------------- */

/* One line that is read: its first word is `word`, the rest begins at `text`. */
typedef struct header_line {
    const char *start, *text;
    size_t length, word, rest;
} header_line;

/* Steps to the next line; false at the end. */
static bool next_line(const char **at, header_line *line) {
    if (**at == '\0') {
        return false;
    }
    line->start = *at;
    line->length = strcspn(*at, "\n");
    line->word = strcspn(*at, " \n");
    line->text = *at + line->word + (line->word < line->length);
    line->rest = line->length - (size_t)(line->text - line->start);
    *at += line->length + ((*at)[line->length] == '\n');
    return true;
}

static bool is_word(const header_line *line, const char *word) {
    return strlen(word) == line->word && memcmp(line->start, word, line->word) == 0;
}

static bool is_known(const header_line *line) {
    static const char *const words[] = {"locality-case", "name", "title", "rules", "field", "word"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (is_word(line, words[i])) {
            return true;
        }
    }
    return false;
}

/* Takes the next part of a line, up to a blank or, the last one, to the end; null on refusal. */
static char *take_part(header_line *line, bool last, loc_arena *arena) {
    size_t length = last ? line->rest : strcspn(line->text, " \n");
    length = length < line->rest ? length : line->rest;
    char *part = loc_arena_text(arena, line->text, length), *to = part;
    if (part == NULL) {
        return NULL;
    }
    for (const char *from = part; *from != '\0'; from++) {
        bool escaped = *from == '\\' && from[1] != '\0';
        from += escaped;
        *to++ = escaped && *from == 'n' ? '\n' : *from;
    }
    *to = '\0';
    bool blank = length < line->rest;
    line->text += length + blank;
    line->rest -= length + blank;
    return part;
}

/* ---- Writing --------------------------------------------------------------------------------- */

static const char *or_dash(const char *text) {
    return text == NULL || text[0] == '\0' ? "-" : text;
}

static void put_fields(const locality_schema *schema, uint32_t kind, loc_text *out) {
    const char *name = locality_schema_kind_name(schema, kind);
    for (uint32_t i = 0; i < locality_schema_fields(schema, kind); i++) {
        const loc_field *field = loc_schema_row(schema, kind, i);
        if (field->is_extra) {
            const char *target = field->target == LOCALITY_NO_INDEX
                                     ? NULL
                                     : locality_schema_kind_name(schema, field->target);
            loc_text_format(out, "field %s %s %s %s %s ", name, field->name,
                            locality_type_name(field->type), or_dash(target),
                            or_dash(field->words));
            put_escaped(out, field->doc);
            loc_text_char(out, '\n');
        }
    }
}

/* Words that were added to a field of the library's table: those it does not have. */
static void put_words(const locality_schema *schema, uint32_t kind, loc_text *out) {
    for (uint32_t i = 0; i < locality_schema_fields(NULL, kind); i++) {
        const loc_field *own = loc_schema_row(NULL, kind, i);
        uint32_t number = locality_schema_field(schema, kind, own->name);
        const loc_field *field = loc_schema_row(schema, kind, number);
        size_t length;
        for (const char *word = loc_words_next(field->words, NULL, &length); word != NULL;
             word = loc_words_next(field->words, word, &length)) {
            if (!loc_words_have(own->words, word, length)) {
                loc_text_format(out, "word %s %s %.*s\n", locality_schema_kind_name(schema, kind),
                                own->name, (int)length, word);
            }
        }
    }
}

static void put_unknown(const char *old, loc_text *out) {
    header_line line;
    while (old != NULL && next_line(&old, &line)) {
        if (!is_known(&line)) {
            loc_text_put(out, line.start, line.length);
            loc_text_char(out, '\n');
        }
    }
}

bool loc_header_write(const locality_schema *schema, const locality_case_header *header,
                      const char *old, loc_text *out) {
    loc_text_add(out, FIRST "\n");
    if (header != NULL) {
        put_line(out, "name", header->name);
        put_line(out, "title", header->title);
        for (size_t i = 0; i < header->rules_count; i++) {
            put_line(out, "rules", header->rules[i]);
        }
    }
    for (uint32_t kind = 0; kind < LOC_KINDS; kind++) {
        put_fields(schema, kind, out);
        put_words(schema, kind, out);
    }
    put_unknown(old, out);
    return !out->failed;
}

/* ---- Reading --------------------------------------------------------------------------------- */

static locality_status fail_line(locality_error *error, const header_line *line,
                                 const char *message) {
    return loc_fail(error, LOCALITY_SYNTAX, "header of the case, \"%.*s\": %s",
                    (int)(line->length < 160 ? line->length : 160), line->start, message);
}

static int32_t find_type(const char *name) {
    for (int32_t type = 1; type <= LOCALITY_TYPE_REFS; type++) {
        if (strcmp(locality_type_name(type), name) == 0) {
            return type;
        }
    }
    return LOCALITY_TYPE_NONE;
}

static const char *no_dash(const char *text) {
    return strcmp(text, "-") == 0 ? "" : text;
}

static locality_status declare_field(header_line *line, locality_schema *schema, loc_arena *arena,
                                     locality_error *error) {
    header_line whole = *line;
    char *part[6];
    for (int i = 0; i < 6; i++) {
        part[i] = take_part(line, i == 5, arena);
        if (part[i] == NULL) {
            return loc_fail_memory(error);
        }
    }
    locality_field_info info = LOCALITY_FIELD_INFO_INIT;
    info.name = part[1];
    info.type = find_type(part[2]);
    info.target = part[3][0] == '-' ? LOCALITY_NO_INDEX : locality_schema_kind(schema, part[3]);
    info.words = no_dash(part[4]);
    info.doc = part[5];
    if (info.type == LOCALITY_TYPE_NONE) {
        return fail_line(error, &whole, "it names no type of field");
    }
    return locality_schema_add_field(schema, part[0], &info, error);
}

static locality_status declare_word(header_line *line, locality_schema *schema, loc_arena *arena,
                                    locality_error *error) {
    char *part[3];
    for (int i = 0; i < 3; i++) {
        part[i] = take_part(line, i == 2, arena);
        if (part[i] == NULL) {
            return loc_fail_memory(error);
        }
    }
    return locality_schema_add_word(schema, part[0], part[1], part[2], error);
}

locality_status loc_header_declare(const char *header, locality_schema *schema,
                                   locality_error *error) {
    header_line line;
    loc_arena arena;
    locality_status status = LOCALITY_OK;
    if (!next_line(&header, &line) || line.length != sizeof FIRST - 1 ||
        memcmp(line.start, FIRST, line.length) != 0) {
        return loc_fail(error, LOCALITY_SYNTAX,
                        "the header of the case does not begin with \"" FIRST
                        "\": it is of another application or of a later format");
    }
    loc_arena_init(&arena, &schema->allocator);
    while (status == LOCALITY_OK && next_line(&header, &line)) {
        if (is_word(&line, "field")) {
            status = declare_field(&line, schema, &arena, error);
        } else if (is_word(&line, "word")) {
            status = declare_word(&line, schema, &arena, error);
        }
    }
    loc_arena_clear(&arena);
    return status;
}

bool loc_header_read(const char *header, loc_arena *arena, locality_case_header *out) {
    header_line line;
    size_t rules = 0;
    for (const char *at = header; next_line(&at, &line);) {
        rules += is_word(&line, "rules");
    }
    const char **rule = loc_arena_take(arena, rules + 1, sizeof *rule);
    bool read = rule != NULL;
    out->rules = rule;
    while (read && next_line(&header, &line)) {
        bool name = is_word(&line, "name"), title = is_word(&line, "title");
        if (!name && !title && !is_word(&line, "rules")) {
            continue;
        }
        const char *text = take_part(&line, true, arena);
        read = text != NULL;
        if (name) {
            out->name = text;
        } else if (title) {
            out->title = text;
        } else if (read) {
            rule[out->rules_count++] = text;
        }
    }
    return read;
}
