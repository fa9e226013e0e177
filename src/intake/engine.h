/* The import under way: cells of a row become values of fields, values become records, records wait in
 * columns until there are enough of them to go into the model together. */
#ifndef LOC_INTAKE_ENGINE_H
#define LOC_INTAKE_ENGINE_H

#include "base/text.h"
#include "intake/csv.h"
#include "intake/map.h"
#include "intake/report.h"
#include "model/undo.h"

enum {
    LOC_BATCH_ROWS = 512,       /* records of one make that wait */
    LOC_KEEP_SLOTS = 256,       /* texts of a column remembered */
    LOC_TEMPLATE_SLOTS = 64,    /* texts put together remembered, of a choice */
    LOC_TEMPLATE_PARTS = 4,     /* with at most so many columns in them */
    LOC_PASSING_BYTES = 1 << 20 /* texts kept for a while take this much before they go */
};

/* A text that stands, ended by NUL; equal texts of one column mostly share one. */
typedef struct loc_kept {
    const char *text;
    const char *slug;         /* once it was asked for */
    const loc_field *word_of; /* the WORD field it was read for last */
    uint64_t hash;
    uint32_t length, slug_length;
    uint32_t symbol;     /* in the pool of the model, once it was asked for */
    uint32_t own_symbol; /* the same of the text with the prefix of the table's own ids before it */
    uint32_t word_symbol; /* the word it is of `word_of`; 0 for none */
    bool is_id, is_item;  /* checked as an id; as an item of a list */
} loc_kept;

enum loc_cell_states {
    LOC_CELL_ABSENT,  /* the table has no such column */
    LOC_CELL_MISSING, /* it states nothing */
    LOC_CELL_NONE,    /* it states that there is none */
    LOC_CELL_GIVEN
};

/* What a column says in the row at hand. */
typedef struct loc_cell_now {
    const char *text; /* trimmed */
    uint32_t length;
    uint8_t state;
    bool is_reported; /* a problem of it was listed already */
    loc_kept *kept;   /* once it was asked for */
} loc_cell_now;

/* A column of the map as the table has it. */
typedef struct loc_source {
    const loc_map_column *map;
    uint32_t place; /* column of the table from 0; UINT32_MAX for none */
    uint32_t *set;  /* columns of the table, for a set of columns */
    uint32_t set_count;
    uint32_t longest;  /* of the words for missing and none */
    uint64_t first[4]; /* bytes that begin one of them, in both cases */
    uint64_t blank;    /* cells that state nothing */
    loc_cell_now now;
    loc_kept *last;  /* what the row before kept */
    loc_kept **slot; /* LOC_KEEP_SLOTS, once there is one to keep */
} loc_source;

typedef struct loc_template_slot {
    const loc_kept *part[LOC_TEMPLATE_PARTS];
    loc_kept *result;
} loc_template_slot;

/* The value of a field in the row at hand. */
typedef struct loc_value_now {
    bool is_given;
    loc_kept *kept;
    uint32_t symbol;
    const char *text; /* of lists */
    locality_range range;
} loc_value_now;

/* What there is of each choice of the map. */
typedef struct loc_choice_now {
    loc_kept *literal; /* of a choice without columns */
    loc_template_slot *slot;
    uint8_t inserts;           /* columns in it */
    bool is_literal, is_plain; /* without columns; one column as it stands */
    bool is_fresh;             /* has a column that differs in every row */
    bool is_constant;          /* says the same in every row: once known it is `constant` */
    bool has_constant;
    loc_value_now constant;
} loc_choice_now;

/* Values of one field that wait: texts as symbols, lists as texts, quantities. */
typedef struct loc_waiting {
    uint32_t *symbol;
    const char **text;
    locality_range *range;
    uint32_t given;
} loc_waiting;

enum { LOC_MAKE_INPUTS = 8, LOC_MAKE_SLOTS = 256 };

/* What was made before of the very same texts: there is nothing to do for it again. */
typedef struct loc_make_slot {
    const loc_kept *input[LOC_MAKE_INPUTS];
    bool is_used;
} loc_make_slot;

typedef struct loc_make_now {
    loc_waiting *field; /* as those of the map */
    loc_value_now *value;
    uint32_t *id; /* symbols */
    uint32_t *row;
    uint32_t count;
    bool has_source, has_section;    /* the map sets them itself */
    uint32_t input[LOC_MAKE_INPUTS]; /* columns that decide what is made */
    uint32_t inputs;                 /* UINT32_MAX where it is made anew in every row */
    loc_make_slot *slot;             /* LOC_MAKE_SLOTS */
} loc_make_now;

/* A record that has come in this import. */
typedef struct loc_seen {
    uint32_t *said; /* of each field a number for what was said of it; null where nobody will ask */
    uint32_t row, make;
    bool is_reported;
} loc_seen;

/* The records of one kind. */
typedef struct loc_kind_now {
    uint32_t kind;
    loc_index *index; /* from the symbol of an id to its place in `seen` */
    loc_seen *seen;
    size_t count, capacity;
    uint32_t *row; /* of the table, for each record added */
    size_t rows, rows_capacity;
    uint32_t first; /* row of the model's table where they begin */
    uint64_t stood, refused;
} loc_kind_now;

/* `row 12`, the section of the source a record came from. */
typedef struct loc_section {
    char text[16];
} loc_section;

enum { LOC_MOST_UNDOS = (LOC_MAP_MOST_MAKES + LOC_UNDO_KINDS - 1) / LOC_UNDO_KINDS };

struct locality_intake {
    locality_allocator allocator;
    locality_model *model;
    const locality_schema *schema;
    loc_map map;
    loc_csv csv;
    locality_intake_options options;
    locality_intake_report *report;
    loc_arena lasting; /* texts that live as long as the import */
    loc_arena passing; /* texts that live until the next flush */
    size_t passing_bytes;
    loc_source *source;     /* one a column of the map */
    loc_choice_now *choice; /* by number */
    loc_make_now *make;
    loc_kind_now kind[LOC_MAP_MOST_MAKES];
    uint32_t kind_of[LOC_MAP_MOST_MAKES]; /* of each make */
    uint32_t kinds;
    loc_undo undo[LOC_MOST_UNDOS];
    uint32_t undos;
    uint64_t *tally;   /* counts of the words of all tallies */
    uint64_t *skipped; /* by reason; then blank rows */
    size_t tally_count;
    loc_slice *heading; /* of the table */
    uint32_t headings, unmapped;
    bool has_heading, has_ended;
    uint64_t rows, broken, bytes;
    const loc_csv_row *row;
    uint32_t each; /* column whose items are gone through now; UINT32_MAX for none */
    char row_text[24];
    loc_text buffer, id_buffer; /* texts on their way */
    loc_kept fresh, id;         /* in them: a text that no other row has, and an id of that sort */
    const char *prefix;         /* of the table's own ids; null for none */
    bool is_own[LOC_KINDS];     /* kinds whose ids it stands before */
    const char *label;
    uint32_t *labels;     /* its symbol, as a column */
    loc_section *section; /* of the records that are sent */
    const char **sections;
    uint32_t *section_symbols;
    uint64_t told; /* problems so far */
    locality_error
        failure; /* messages are put together from it, also for a caller who does not ask */
    locality_error *error; /* of the call that runs */
};

/* Statuses of steps inside an import; what is wrong with the table is in the report. */
locality_status loc_intake_fail_memory(locality_intake *intake);
/* Counts and lists a problem of a column (UINT32_MAX for none) in the row at hand; once a row. */
locality_status loc_intake_tell(locality_intake *intake, int32_t fault, int32_t severity,
                                uint32_t column, const loc_trouble *more, const char *message);

/* Finds the columns of the map in the heading. */
locality_status loc_intake_head(locality_intake *intake, const loc_csv_row *row);
/* Makes the records of a row. */
locality_status loc_intake_row(locality_intake *intake, const loc_csv_row *row);

/* The symbol of a text; 0 on refusal. */
uint32_t loc_intake_symbol(locality_intake *intake, loc_kept *kept);
/* Takes the prefix of the options, and settles which kinds have it. */
locality_status loc_intake_open_own(locality_intake *intake);
/* Whether an id of a kind, or what a field refers to, has the prefix before it. */
static inline bool loc_intake_is_own(const locality_intake *intake, uint32_t kind) {
    return intake->prefix != NULL && kind < LOC_KINDS && intake->is_own[kind];
}
bool loc_intake_refers_own(const locality_intake *intake, const loc_field *info, uint32_t kind);
/* The symbol of an id of a kind, with the prefix where the kind has it; 0 on refusal. */
uint32_t loc_intake_id_symbol(locality_intake *intake, uint32_t kind, loc_kept *kept);
uint32_t loc_intake_own_symbol(locality_intake *intake, loc_kept *kept);
/* The cell of a column as a text that stands; null on refusal. */
loc_kept *loc_intake_keep_new(locality_intake *intake, uint32_t column);
static inline loc_kept *loc_intake_keep(locality_intake *intake, uint32_t column) {
    loc_kept *kept = intake->source[column].now.kept;
    return kept != NULL ? kept : loc_intake_keep_new(intake, column);
}
loc_kept *loc_intake_new_text(locality_intake *intake, loc_arena *arena, const char *text,
                              size_t length);
/* Sets what a column says from a piece of the row; `place` is the column of the table. */
locality_status loc_intake_take(locality_intake *intake, uint32_t column, const char *text,
                                size_t length);
bool loc_intake_tests(const locality_intake *intake, const loc_map_tests *tests);

/* Evaluates the id of a make; null where the row does not say it, and then whether it should have. */
locality_status loc_intake_id(locality_intake *intake, const loc_map_make *make, loc_kept **out,
                              bool *is_wanted);
locality_status loc_intake_value(locality_intake *intake, const loc_map_field *field,
                                 loc_value_now *out);

/* Cuts the next item off a list; false at its end, when `rest` has no text. */
bool loc_intake_next_item(const char *separator, loc_slice *rest, loc_slice *item);

/* Sets up what makes need; stages a record of the values at hand; sends what waits into the model. */
locality_status loc_intake_open(locality_intake *intake);
locality_status loc_intake_stage(locality_intake *intake, uint32_t number, loc_kept *id);
locality_status loc_intake_flush(locality_intake *intake);
locality_status loc_intake_end_row(locality_intake *intake);
void loc_intake_close(locality_intake *intake);

/* Follows the references of what was imported and takes out those that lead nowhere. */
locality_status loc_intake_settle(locality_intake *intake);

#endif
