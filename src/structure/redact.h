/* Redaction, inside: what is known of names, of small teams and of new ids while a snapshot is
 * copied into a model that can be published. redact_names.c knows names, redact_teams.c says which
 * posts and units may not be seen, redact_ids.c gives ids, redact_values.c says what becomes of
 * each value, redact.c copies. */
#ifndef LOC_STRUCTURE_REDACT_H
#define LOC_STRUCTURE_REDACT_H

#include "base/arena.h"
#include "base/pool.h"
#include "base/text.h"
#include "locality/privacy.h"
#include "model/view.h"

/* ---- Names ---------------------------------------------------------------------------------- */

/* The names by which people are known, as words in lower case without accents, with single blanks.
 * */
typedef struct loc_known {
    loc_pool *phrases;  /* names forwards and backwards, joined, with initials; ids */
    loc_pool *surnames; /* the last word of each name */
    uint32_t longest;   /* words of the longest phrase */
    loc_text text;      /* of the text that is looked at: its words */
    uint32_t *start;    /* where each word begins in it */
    size_t words, start_capacity;
} loc_known;

/* Where a name may stand. */
enum loc_grounds {
    LOC_GROUND_PLAIN = 0, /* a title or an id: a surname alone is not enough */
    LOC_GROUND_PROSE = 1  /* free text: a surname alone is enough */
};

locality_status loc_known_init(loc_known *known, const locality_snapshot *snapshot,
                               const locality_allocator *allocator, locality_error *error);
void loc_known_clear(loc_known *known); /* a zeroed one is allowed */
/* Whether a text names somebody; false in *mentions where memory lacks and the answer is false. */
bool loc_known_mentions(loc_known *known, const char *text, int ground, bool *mentions);
/* Whether a text holds an e-mail address or a telephone number. */
bool loc_text_has_contact(const char *text);
/* Whether a text is initials and nothing more: J.S., JS, J. M. */
bool loc_text_is_initials(const char *text);

/* ---- The work -------------------------------------------------------------------------------- */

enum loc_exposures {
    LOC_SHOWN = 0,
    LOC_PUBLISHED = 1, /* a post that is shown whatever its team */
    LOC_HIDDEN = 2,    /* a post without title and team */
    LOC_THIN = 3 /* the same in a version that has too few of them: not even its posts are told */
};

typedef struct loc_redactor {
    const locality_snapshot *snapshot;
    locality_allocator allocator;
    locality_redaction options;
    locality_withheld withheld;
    locality_error *error;
    loc_known known;
    uint8_t *post;      /* of each: one of loc_exposures */
    uint8_t *unit;      /* of each: 1 if it is small or posts of it are hidden */
    uint8_t *structure; /* of each: 1 if it is small as a whole */
    uint32_t *alias
        [LOC_KINDS]; /* of each record: number of its new id, 0 if it keeps its own; null: all do */
    uint32_t *order[LOC_KINDS];  /* rows as they are written; null with `alias` */
    uint8_t *touched[LOC_KINDS]; /* of each record: 1 if it is about what is hidden; null: none */
    loc_text id, other;          /* at work */
    loc_arena texts;             /* of the record at work */
    uint8_t
        *kept[LOC_KINDS]; /* of each field of a kind: 1 if the host says it is safe; null: none */
    loc_pool *gone;       /* ids that are given up: rules that name one are left out */
    loc_pool *called;     /* what else such records are called, in lower case */
} loc_redactor;

/* Counts something that is withheld. */
static inline void loc_redact_count(loc_redactor *r, int reason) {
    r->withheld.count[reason]++;
}

/* Says which posts, units and structures may not be seen. */
locality_status loc_redact_teams(loc_redactor *r);
void loc_redact_teams_clear(loc_redactor *r);
/* Posts of a record that stands, at least: one where it does not say how many. */
int64_t loc_redact_headcount(const loc_redactor *r, uint32_t post);

/* Gives the new ids and the order of the records. */
locality_status loc_redact_ids(loc_redactor *r);
void loc_redact_ids_clear(loc_redactor *r);
/* The id of a record in the new model; null where memory lacks. Lives until the next call. */
const char *loc_redact_id(loc_redactor *r, loc_text *text, uint32_t kind, uint32_t row);
/* Whether a text of the language names an id that is given up; false where memory lacks. */
bool loc_redact_names_gone(loc_redactor *r, const char *text, bool *names);

/* What becomes of one value: type NONE where nothing of it is written; false where memory lacks.
 * Texts live as long as the snapshot or `texts`. */
bool loc_redact_value(loc_redactor *r, uint32_t kind, uint32_t row, uint32_t field,
                      locality_value *value);
/* Whether a record is left out altogether; false where memory lacks. */
bool loc_redact_drops(loc_redactor *r, uint32_t kind, uint32_t row, bool *drops);
/* Whether a record of the kind `from` may not be seen to speak of a record. */
bool loc_redact_is_delicate(const loc_redactor *r, uint32_t from, uint32_t kind, uint32_t row);
/* Whether a post is hidden. */
static inline bool loc_redact_hides(const loc_redactor *r, uint32_t post) {
    return r->post[post] >= LOC_HIDDEN;
}

#endif
