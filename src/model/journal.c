/* The journal of changes. See journal.h. */
#include "model/journal.h"

#include <string.h>

#include "base/hash.h"
#include "locality/store.h"

/* ---- Finding --------------------------------------------------------------------------------- */

/* Slot of a record, or the free one where it would go. */
static size_t find_slot(const loc_journal *journal, uint32_t kind, uint32_t id) {
    size_t at = (size_t)loc_hash_word((uint64_t)kind << 32 | id) & (journal->slots - 1);
    while (journal->slot[at] != 0) {
        const loc_journal_entry *entry = &journal->entry[journal->slot[at] - 1];
        if (entry->kind == kind && entry->id == id) {
            break;
        }
        at = (at + 1) & (journal->slots - 1);
    }
    return at;
}

/* Number of a record's entry, from 1; 0 where there is none. */
static uint32_t find(const loc_journal *journal, uint32_t kind, uint32_t id) {
    return journal->slots == 0 ? 0 : journal->slot[find_slot(journal, kind, id)];
}

/* Makes the hash table at least twice as long as the entries. */
static bool room_for_slots(const locality_allocator *allocator, loc_journal *journal,
                           size_t entries) {
    size_t slots = journal->slots == 0 ? 64 : journal->slots;
    while (slots / 2 < entries) {
        slots *= 2;
    }
    if (slots == journal->slots) {
        return true;
    }
    uint32_t *slot = loc_allocate(allocator, slots, sizeof *slot);
    if (slot == NULL) {
        return false;
    }
    loc_release(allocator, journal->slot, journal->slots, sizeof *slot);
    journal->slot = slot;
    journal->slots = slots;
    for (size_t i = 0; i < journal->count; i++) {
        const loc_journal_entry *entry = &journal->entry[i];
        journal->slot[find_slot(journal, entry->kind, entry->id)] = (uint32_t)i + 1;
    }
    return true;
}

/* ---- What a record was ----------------------------------------------------------------------- */

static size_t block_bytes(const loc_journal_entry *entry) {
    return entry->cells * sizeof(loc_cell) + entry->items * sizeof(uint32_t);
}

/* Counts the cells and items of a row, and copies them once there is a block for them. */
static void keep_row(const locality_schema *schema, const loc_table *table, uint32_t row,
                     loc_journal_entry *entry) {
    uint32_t *item = entry->before == NULL ? NULL : (uint32_t *)(entry->before + entry->cells);
    entry->cells = entry->items = 0;
    for (uint32_t field = 0; field < table->fields; field++) {
        loc_cell cell;
        loc_table_read(schema, table, field, row, &cell);
        if (cell.missing) {
            continue;
        }
        if (item != NULL && cell.count > 0) {
            memcpy(item + entry->items, cell.items, cell.count * sizeof *item);
            cell.items = item + entry->items;
        }
        if (entry->before != NULL) {
            entry->before[entry->cells] = cell;
        }
        entry->cells++;
        entry->items += cell.count;
    }
}

static bool keep_before(const locality_allocator *allocator, const locality_schema *schema,
                        const loc_table *table, uint32_t row, loc_journal_entry *entry) {
    keep_row(schema, table, row, entry);
    entry->before = loc_allocate(allocator, 1, block_bytes(entry));
    if (entry->before == NULL) {
        return false;
    }
    keep_row(schema, table, row, entry);
    return true;
}

/* ---- Noting ---------------------------------------------------------------------------------- */

static void append(loc_journal *journal, const loc_journal_entry *entry) {
    journal->entry[journal->count++] = *entry;
    journal->slot[find_slot(journal, entry->kind, entry->id)] = (uint32_t)journal->count;
}

bool loc_journal_room(const locality_allocator *allocator, loc_journal *journal, size_t more) {
    void *block = journal->entry;
    size_t needed;
    if (loc_add_overflows(journal->count, more, &needed) || needed >= UINT32_MAX / 2 ||
        !loc_grow(allocator, &block, &journal->capacity, needed, sizeof *journal->entry)) {
        return false;
    }
    journal->entry = block;
    return room_for_slots(allocator, journal, needed);
}

bool loc_journal_note(const locality_allocator *allocator, const locality_schema *schema,
                      loc_journal *journal, const loc_table *table, uint32_t id, uint32_t row) {
    loc_journal_entry entry = {.kind = table->kind, .id = id, .stood = row != LOCALITY_ROW_MISSING};
    if (find(journal, table->kind, id) != 0) {
        return true;
    }
    if (!loc_journal_room(allocator, journal, 1) ||
        (entry.stood && !keep_before(allocator, schema, table, row, &entry))) {
        return false;
    }
    append(journal, &entry);
    return true;
}

void loc_journal_note_new(loc_journal *journal, uint32_t kind, uint32_t id) {
    loc_journal_entry entry = {.kind = kind, .id = id};
    if (find(journal, kind, id) == 0) {
        append(journal, &entry);
    }
}

void loc_journal_note_removed(loc_journal *journal, uint32_t kind, uint32_t id) {
    uint32_t number = find(journal, kind, id);
    if (number != 0) {
        journal->entry[number - 1].removed = true;
    }
}

void loc_journal_clear(const locality_allocator *allocator, loc_journal *journal) {
    for (size_t i = 0; i < journal->count; i++) {
        loc_journal_entry *entry = &journal->entry[i];
        loc_release(allocator, entry->before, 1, block_bytes(entry));
    }
    loc_release(allocator, journal->entry, journal->capacity, sizeof *journal->entry);
    loc_release(allocator, journal->slot, journal->slots, sizeof *journal->slot);
    *journal = (loc_journal){0};
}

/* ---- Reading --------------------------------------------------------------------------------- */

bool loc_cells_equal(const loc_cell *a, const loc_cell *b) {
    if (a->missing || b->missing) {
        return a->missing == b->missing;
    }
    return a->symbol == b->symbol && a->range.lo == b->range.lo && a->range.hi == b->range.hi &&
           a->count == b->count &&
           (a->count == 0 || memcmp(a->items, b->items, a->count * sizeof *a->items) == 0);
}

bool loc_journal_before(const loc_journal_entry *entry, uint32_t field, loc_cell *cell) {
    for (uint32_t i = 0; i < entry->cells; i++) {
        if (entry->before[i].field == field) {
            *cell = entry->before[i];
            return true;
        }
    }
    *cell = (loc_cell){.field = field, .missing = true};
    return false;
}

static bool is_as_before(const locality_schema *schema, const loc_journal_entry *entry,
                         const loc_table *table, uint32_t row) {
    for (uint32_t field = 0; field < table->fields; field++) {
        loc_cell was, is;
        loc_journal_before(entry, field, &was);
        loc_table_read(schema, table, field, row, &is);
        if (!loc_cells_equal(&was, &is)) {
            return false;
        }
    }
    return true;
}

int32_t loc_journal_state(const locality_schema *schema, const loc_journal_entry *entry,
                          const loc_table *table) {
    uint32_t row = loc_table_find(table, entry->id);
    if (row == LOCALITY_ROW_MISSING) {
        return entry->stood ? LOCALITY_CHANGE_REMOVED : 0;
    }
    if (!entry->stood) {
        return LOCALITY_CHANGE_ADDED;
    }
    /* One that was taken out and put in again has lost its place, whatever it says. */
    return !entry->removed && is_as_before(schema, entry, table, row) ? 0 : LOCALITY_CHANGE_CHANGED;
}
