/* Journal: which records of a model differ from the case it belongs to, and what they were there.
 *
 * A model that belongs to no case keeps none. The first change of a record notes what stood before;
 * later ones change nothing in the journal, and a record that has become again what it was is found
 * when the journal is read. The journal grows with the edits, never with the model. */
#ifndef LOC_MODEL_JOURNAL_H
#define LOC_MODEL_JOURNAL_H

#include "model/table.h"

/* A record that may have changed. */
typedef struct loc_journal_entry {
    uint32_t kind, id; /* id: symbol */
    bool stood;        /* the case holds it, with the cells `before` */
    bool removed;      /* it has been taken out since, even if it stands again */
    uint32_t cells, items;
    loc_cell *before; /* the cells that were not missing, their items behind them; one block */
} loc_journal_entry;

typedef struct loc_journal {
    loc_journal_entry *entry; /* in the order of the first changes */
    size_t count, capacity;
    uint32_t *slot; /* hash table: number of an entry + 1, 0 for none */
    size_t slots;   /* a power of two, or 0 */
} loc_journal;

void loc_journal_clear(const locality_allocator *allocator, loc_journal *journal);
/* Room for `more` entries; false on refusal. */
bool loc_journal_room(const locality_allocator *allocator, loc_journal *journal, size_t more);
/* Notes that a record is about to change: one that stands at `row` of its table, or a new one
 * (`row` MISSING). False on refusal. */
bool loc_journal_note(const locality_allocator *allocator, const locality_schema *schema,
                      loc_journal *journal, const loc_table *table, uint32_t id, uint32_t row);
/* The same for a new record where loc_journal_room has made room. */
void loc_journal_note_new(loc_journal *journal, uint32_t kind, uint32_t id);
/* Marks a record that has been noted as taken out. */
void loc_journal_note_removed(loc_journal *journal, uint32_t kind, uint32_t id);

/* How the record of an entry stands now: one of locality_change_states, or 0 where it is what
 * it was. `table` may be null. */
int32_t loc_journal_state(const locality_schema *schema, const loc_journal_entry *entry,
                          const loc_table *table);
/* What a field was; false where it was missing. */
bool loc_journal_before(const loc_journal_entry *entry, uint32_t field, loc_cell *cell);
/* Whether two cells of one field say the same. */
bool loc_cells_equal(const loc_cell *a, const loc_cell *b);

#endif
