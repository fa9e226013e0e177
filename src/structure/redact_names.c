/* Known names: what people of a snapshot are called, and whether a text speaks of one of them.
 *
 * Names and texts are compared as words: letters and digits in lower case, accents of Latin letters
 * left out, apostrophes inside a word left out. A name is found in its order, in the other, joined
 * into one word and with initials in front of or behind the surname; a surname alone in prose,
 * elsewhere only behind a form of address or an initial. */
#include <string.h>

#include "base/error.h"
#include "structure/redact.h"

#define MOST_WORDS 8u    /* of a phrase that is remembered */
#define LEAST_SURNAME 3u /* letters of a surname that is looked for alone */
#define LEAST_JOINED 5u  /* letters of a name that is looked for as one word */
#define LEAST_ID 4u      /* characters of an id that may be a name */
#define LEAST_NUMBER 10u /* digits of a telephone number */

/* ---- Words ----------------------------------------------------------------------------------- */

/* The plain letters for U+00C0 to U+00FF; `*` for what is no letter. */
static const char latin[] = "aaaaaaaceeeeiiiidnooooo*ouuuuytsaaaaaaaceeeeiiiidnooooo*ouuuuyty";

/* Adds the next character of a word; 0 bytes taken where it is none. */
static size_t add_character(loc_text *text, const char *at) {
    unsigned char c = (unsigned char)at[0], next = (unsigned char)at[c != 0 ? 1 : 0];

    if (loc_is_letter(at[0]) || loc_is_digit(at[0])) {
        loc_text_char(text, loc_to_lower(at[0]));
        return 1;
    }
    if (c == 0xC3 && next >= 0x80 && latin[next - 0x80] != '*') {
        loc_text_char(text, latin[next - 0x80]);
        return 2;
    }
    if (c >= 0xC4 && c != 0xE2) { /* letters beyond Latin-1; 0xE2 begins dashes and quotes */
        loc_text_char(text, at[0]);
        return 1;
    }
    if (c >= 0x80 && c < 0xC0) { /* the rest of such a letter */
        loc_text_char(text, at[0]);
        return 1;
    }
    return 0;
}

/* Bytes of an apostrophe, 0 where there is none. */
static size_t apostrophe(const char *at) {
    return at[0] == '\'' ? 1 : strncmp(at, "\xE2\x80\x99", 3) == 0 ? 3 : 0;
}

/* Bytes of a character that is no part of a word. */
static size_t skipped(const char *at) {
    size_t length = 1;

    if ((unsigned char)at[0] >= 0xC0)
        while (((unsigned char)at[length] & 0xC0u) == 0x80u)
            length++;
    return length;
}

/* Begins a word of the text that is looked at. */
static bool begin_word(loc_known *known) {
    void *block = known->start;

    if (known->words > 0)
        loc_text_char(&known->text, ' ');
    if (!loc_grow(known->text.allocator, &block, &known->start_capacity, known->words + 1,
                  sizeof *known->start))
        return false;
    known->start = block;
    known->start[known->words++] = (uint32_t)known->text.length;
    return true;
}

/* Cuts a text into words. */
static bool cut(loc_known *known, const char *at) {
    bool inside = false;

    known->text.length = 0;
    known->words = 0;
    while (*at != '\0') {
        size_t quote = inside ? apostrophe(at) : 0;
        size_t before = known->text.length;
        size_t taken;

        if (quote > 0) {
            at += quote;
            continue;
        }
        if (!inside && !begin_word(known))
            return false;
        taken = add_character(&known->text, at);
        if (known->text.failed)
            return false;
        if (taken == 0 && !inside) { /* no word began after all */
            known->words--;
            known->text.length = before;
            if (known->text.data != NULL)
                known->text.data[before] = '\0';
        }
        inside = taken > 0;
        at += taken > 0 ? taken : skipped(at);
    }
    return true;
}

static const char *word(const loc_known *known, size_t i) {
    return known->text.data + known->start[i];
}

/* Bytes from the start of one word to the end of another. */
static size_t span(const loc_known *known, size_t from, size_t to) {
    size_t end = to + 1 < known->words ? known->start[to + 1] - 1u : known->text.length;

    return end - known->start[from];
}

/* ---- Remembering names -------------------------------------------------------------------------
 * */

static bool remember(loc_pool *pool, const char *text, size_t length) {
    return length == 0 || loc_pool_intern(pool, text, length) != 0;
}

/* Remembers two words joined by a separator. */
static bool remember_two(loc_known *known, loc_text *line, size_t a, size_t a_length, size_t b,
                         size_t b_length, const char *between) {
    line->length = 0;
    loc_text_put(line, word(known, a), a_length);
    loc_text_add(line, between);
    loc_text_put(line, word(known, b), b_length);
    if (line->failed)
        return false;
    return between[0] == '\0' && line->length < LEAST_JOINED
               ? true
               : remember(known->phrases, line->data, line->length);
}

/* The ways in which a name of several words is turned. */
static bool remember_turned(loc_known *known, loc_text *line) {
    size_t last = known->words - 1;
    size_t first_length = span(known, 0, 0), last_length = span(known, last, last);

    line->length = 0;
    loc_text_put(line, word(known, last), last_length); /* the surname first */
    loc_text_char(line, ' ');
    loc_text_put(line, word(known, 0), span(known, 0, last - 1));
    if (line->failed || !remember(known->phrases, line->data, line->length))
        return false;
    return remember_two(known, line, 0, first_length, last, last_length, " ") &&
           remember_two(known, line, last, last_length, 0, first_length, " ") &&
           remember_two(known, line, 0, first_length, last, last_length, "") &&
           remember_two(known, line, last, last_length, 0, first_length, "") &&
           remember_two(known, line, 0, 1, last, last_length, "") &&
           remember_two(known, line, last, last_length, 0, 1, "");
}

/* What stands in the place of a name where there is nobody. */
static bool is_nobody(const loc_known *known) {
    static const char *const words[] = {
        "vacant",     "n d",         "n a",           "na",      "nd",  "none",
        "eliminated", "not in post", "not disclosed", "unknown", "tbc", "tba"};
    size_t length = known->words > 0 ? span(known, 0, known->words - 1) : 0;

    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (strlen(words[i]) == length && strncmp(words[i], known->text.data, length) == 0)
            return true;
    return length == 0;
}

static bool remember_name(loc_known *known, loc_text *line, const char *name) {
    size_t last;

    if (!cut(known, name))
        return false;
    if (is_nobody(known) || known->words > MOST_WORDS)
        return true;
    last = known->words - 1;
    if (known->longest < known->words)
        known->longest = (uint32_t)known->words;
    if (!remember(known->phrases, known->text.data, span(known, 0, last)))
        return false;
    if (span(known, last, last) >= LEAST_SURNAME && known->words > 1 &&
        !remember(known->surnames, word(known, last), span(known, last, last)))
        return false;
    return known->words < 2 || remember_turned(known, line);
}

/* An id may be a name; one that is the title of a post is none, nor is one that is short. */
static bool remember_id(loc_known *known, const loc_pool *titles, loc_text *line, const char *id) {
    if (strlen(id) < LEAST_ID)
        return true;
    if (!cut(known, id))
        return false;
    if (known->words == 0 || known->words > MOST_WORDS ||
        loc_pool_find(titles, known->text.data, span(known, 0, known->words - 1)) != 0)
        return true;
    return remember_name(known, line, id);
}

/* The titles of posts, as words. */
static loc_pool *list_titles(loc_known *known, const locality_snapshot *snapshot) {
    locality_column title = LOC_VIEW(snapshot, post, title);
    uint32_t posts = loc_view_count(snapshot, LOC_KIND_post), last = 0;
    loc_pool *titles = loc_pool_new(known->text.allocator);

    for (uint32_t i = 0; titles != NULL && i < posts; i++) {
        uint32_t symbol = loc_view_symbol(&title, i);

        if (symbol == 0 || symbol == last)
            continue;
        last = symbol;
        if (!cut(known, locality_snapshot_text(snapshot, symbol)) ||
            (known->words > 0 &&
             !remember(titles, known->text.data, span(known, 0, known->words - 1)))) {
            loc_pool_release(titles);
            return NULL;
        }
    }
    return titles;
}

static bool remember_people(loc_known *known, const locality_snapshot *snapshot,
                            const loc_pool *titles, loc_text *line) {
    locality_column name = loc_view_column(snapshot, LOC_KIND_person,
                                           loc_common_field(LOC_KIND_person, LOC_COMMON_name));
    locality_column record = LOC_VIEW(snapshot, alias, record);
    locality_column text = LOC_VIEW(snapshot, alias, text);
    uint32_t people = loc_view_count(snapshot, LOC_KIND_person);
    uint32_t aliases = loc_view_count(snapshot, LOC_KIND_alias);
    bool good = true;

    for (uint32_t i = 0; good && i < people; i++) {
        uint32_t symbol = loc_view_symbol(&name, i);

        good = remember_id(known, titles, line, locality_snapshot_id(snapshot, LOC_KIND_person, i));
        if (good && symbol != 0)
            good = remember_name(known, line, locality_snapshot_text(snapshot, symbol));
    }
    for (uint32_t i = 0; good && record.kind != NULL && i < aliases; i++)
        if (record.kind[i] == LOC_KIND_person && loc_view_symbol(&text, i) != 0)
            good = remember_name(known, line,
                                 locality_snapshot_text(snapshot, loc_view_symbol(&text, i)));
    return good;
}

locality_status loc_known_init(loc_known *known, const locality_snapshot *snapshot,
                               const locality_allocator *allocator, locality_error *error) {
    loc_pool *titles = NULL;
    loc_text line;
    bool good;

    memset(known, 0, sizeof *known);
    loc_text_init(&known->text, allocator);
    loc_text_init(&line, allocator);
    known->phrases = loc_pool_new(allocator);
    known->surnames = loc_pool_new(allocator);
    good = known->phrases != NULL && known->surnames != NULL;
    if (good)
        titles = list_titles(known, snapshot);
    good = titles != NULL && remember_people(known, snapshot, titles, &line);
    loc_pool_release(titles);
    loc_text_clear(&line);
    if (good)
        return LOCALITY_OK;
    loc_known_clear(known);
    return loc_fail_memory(error);
}

void loc_known_clear(loc_known *known) {
    if (known->text.allocator == NULL)
        return;
    loc_pool_release(known->phrases);
    loc_pool_release(known->surnames);
    loc_release(known->text.allocator, known->start, known->start_capacity, sizeof *known->start);
    loc_text_clear(&known->text);
    memset(known, 0, sizeof *known);
}

/* ---- Looking for them
 * --------------------------------------------------------------------------- */

static bool is_address(const char *text, size_t length) {
    static const char *const forms[] = {"mr",  "mrs",  "ms",   "miss",      "mx",   "dr",
                                        "sir", "dame", "lord", "lady",      "prof", "professor",
                                        "rev", "cllr", "coun", "councillor"};

    for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++)
        if (strlen(forms[i]) == length && strncmp(forms[i], text, length) == 0)
            return true;
    return false;
}

/* Whether the word is a surname in a place where that tells somebody. */
static bool tells_surname(const loc_known *known, size_t i, int ground) {
    if (loc_pool_find(known->surnames, word(known, i), span(known, i, i)) == 0)
        return false;
    if (ground == LOC_GROUND_PROSE)
        return true;
    return i > 0 && (span(known, i - 1, i - 1) == 1 ||
                     is_address(word(known, i - 1), span(known, i - 1, i - 1)));
}

bool loc_known_mentions(loc_known *known, const char *text, int ground, bool *mentions) {
    *mentions = false;
    if (loc_pool_count(known->phrases) == 0)
        return true;
    if (!cut(known, text))
        return false;
    for (size_t i = 0; i < known->words && !*mentions; i++) {
        size_t most = known->longest < known->words - i ? known->longest : known->words - i;

        for (size_t n = 1; n <= most && !*mentions; n++)
            *mentions =
                loc_pool_find(known->phrases, word(known, i), span(known, i, i + n - 1)) != 0;
        *mentions = *mentions || tells_surname(known, i, ground);
    }
    return true;
}

/* ---- Ways to reach somebody, and initials
 * ---------------------------------------------------------- */

static bool is_word_byte(char c) {
    return loc_is_letter(c) || loc_is_digit(c) || c == '_' || (unsigned char)c >= 0x80;
}

/* Whether a telephone number begins here: 0 or + and ten digits or more, with blanks and brackets.
 * */
static bool is_number(const char *at) {
    size_t digits = 0;

    for (; *at != '\0'; at++) {
        if (loc_is_digit(*at))
            digits++;
        else if (*at != ' ' && *at != '(' && *at != ')' && *at != '-' && *at != '+' && *at != '.')
            break;
    }
    return digits >= LEAST_NUMBER;
}

bool loc_text_has_contact(const char *text) {
    for (const char *at = text; *at != '\0'; at++) {
        bool begins = at == text || !is_word_byte(at[-1]);

        if (*at == '@' && !begins && is_word_byte(at[1]))
            return true;
        if ((*at == '0' || *at == '+') && begins && is_number(at))
            return true;
    }
    return false;
}

bool loc_text_is_initials(const char *text) {
    size_t letters = 0;

    for (; *text != '\0'; text++) {
        if (*text >= 'A' && *text <= 'Z')
            letters++;
        else if (*text != '.' && *text != ' ' && *text != '-')
            return false;
    }
    return letters > 0 && letters <= 5;
}
