/* The run: scratch memory, columns, texts, bounds. See run.h. */
#include "expr/run.h"

#include <string.h>

#include "base/error.h"
#include "expr/lookup.h"
#include "expr/aliases.h"

/* Bytes of the first block of scratch memory, and alignment of what is taken from it. */
#define LOC_BLOCK_SIZE ((size_t)1 << 20)
#define LOC_ALIGNMENT 64u
/* Records touched between two questions to the host whether to go on. */
#define LOC_STEPS_BETWEEN ((uint64_t)1 << 17)

void loc_run_init(loc_run *run, const locality_snapshot *snapshot,
                  const locality_allocator *allocator) {
    memset(run, 0, sizeof *run);
    run->allocator = *allocator;
    run->snapshot = snapshot;
    run->schema = snapshot == NULL ? NULL : locality_snapshot_schema(snapshot);
    run->kinds = locality_schema_kinds(run->schema);
    run->budget = LOC_STEPS_DEFAULT;
    run->block_size = LOC_BLOCK_SIZE;
    run->as_at.lo = LOCALITY_OPEN_BELOW;
    run->as_at.hi = LOCALITY_OPEN_ABOVE;
    loc_arena_init(&run->arena, allocator);
}

void loc_run_clear(loc_run *run) {
    for (size_t i = 0; i < run->blocks_count; i++)
        loc_release(&run->allocator, run->blocks[i], 1, run->block_sizes[i]);
    loc_release(&run->allocator, run->blocks, run->blocks_capacity, sizeof *run->blocks);
    loc_release(&run->allocator, run->block_sizes, run->sizes_capacity, sizeof *run->block_sizes);
    loc_lookups_free(run);
    if (run->outliving != NULL)
        loc_outliving_clear(run->outliving);
    if (run->texts != NULL)
        loc_pool_release(run->texts);
    loc_arena_clear(&run->arena);
}

bool loc_run_fail(loc_run *run, locality_status status, const char *message) {
    if (run->failure.status == LOCALITY_OK)
        (void)loc_fail(&run->failure, status, "%s", message);
    return false;
}

bool loc_run_no_memory(loc_run *run) {
    if (run->failure.status == LOCALITY_OK)
        (void)loc_fail_memory(&run->failure);
    return false;
}

locality_status loc_run_status(const loc_run *run, locality_error *error) {
    if (run->failure.status == LOCALITY_OK)
        return loc_ok(error);
    if (error != NULL)
        *error = run->failure;
    return run->failure.status;
}

bool loc_run_step(loc_run *run, uint64_t records) {
    run->steps += records;
    if (run->steps > run->budget)
        return loc_run_fail(run, LOCALITY_LIMIT,
                            "too many records had to be looked at: the step budget is spent");
    return run->steps - run->asked < LOC_STEPS_BETWEEN || loc_run_ask(run);
}

bool loc_run_ask(loc_run *run) {
    run->asked = run->steps;
    if (run->cancel == NULL)
        return true;
    int32_t stop = run->cancel(run->cancel_self);
    if (stop == 0)
        return true;
    (void)loc_run_fail(run, LOCALITY_CANCELLED, "the host asked the call to stop");
    run->failure.host_code = stop;
    return false;
}

/* ---- Memory ----------------------------------------------------------------------------------- */

/* A block behind the present one that holds `bytes`; blocks that are too small are replaced. */
static bool next_block(loc_run *run, size_t bytes) {
    size_t next = run->blocks_count == 0 ? 0 : run->top.block + 1;
    size_t size = bytes > run->block_size ? bytes : run->block_size;

    if (next < run->blocks_count && run->block_sizes[next] < size) {
        loc_release(&run->allocator, run->blocks[next], 1, run->block_sizes[next]);
        run->blocks_count--;
        run->blocks[next] = run->blocks[run->blocks_count];
        run->block_sizes[next] = run->block_sizes[run->blocks_count];
        return next_block(run, bytes);
    }
    if (next == run->blocks_count) {
        void **blocks = run->blocks;
        size_t *sizes = run->block_sizes;
        bool grown = loc_grow(&run->allocator, (void **)&blocks, &run->blocks_capacity, next + 1,
                              sizeof *blocks);
        run->blocks = blocks;
        grown = grown && loc_grow(&run->allocator, (void **)&sizes, &run->sizes_capacity, next + 1,
                                  sizeof *sizes);
        run->block_sizes = sizes;
        void *block = grown ? loc_allocate_raw(&run->allocator, 1, size) : NULL;
        if (block == NULL)
            return loc_run_no_memory(run);
        run->blocks[next] = block;
        run->block_sizes[next] = size;
        run->blocks_count++;
    }
    run->top.block = next;
    run->top.used = 0;
    return true;
}

void *loc_scratch(loc_run *run, size_t count, size_t size) {
    size_t bytes = 0;

    if (loc_multiply_overflows(count, size, &bytes) || bytes > SIZE_MAX / 2) {
        (void)loc_run_no_memory(run);
        return NULL;
    }
    bytes = (bytes + LOC_ALIGNMENT) & ~(size_t)(LOC_ALIGNMENT - 1);
    if (run->blocks_count == 0 || run->block_sizes[run->top.block] - run->top.used < bytes) {
        if (!next_block(run, bytes))
            return NULL;
    }
    char *memory = (char *)run->blocks[run->top.block] + run->top.used;
    run->top.used += bytes;
    return memory;
}

void *loc_run_take(loc_run *run, size_t count, size_t size) {
    void *memory = loc_arena_take(&run->arena, count, size);

    if (memory == NULL)
        (void)loc_run_no_memory(run);
    return memory;
}

/* ---- What is read ------------------------------------------------------------------------------- */

const locality_column *loc_run_column(loc_run *run, uint32_t kind, uint32_t field) {
    if (run->columns == NULL) {
        run->columns = loc_run_take(run, run->kinds, sizeof(locality_column *));
        if (run->columns == NULL)
            return NULL;
    }
    if (run->columns[kind] == NULL) {
        uint32_t fields = locality_schema_fields(run->schema, kind);
        run->columns[kind] = loc_run_take(run, fields, sizeof **run->columns);
        if (run->columns[kind] == NULL)
            return NULL;
    }
    locality_column *column = &run->columns[kind][field];
    if (column->struct_size == 0) {
        column->struct_size = sizeof *column;
        locality_error error; /* success clears it, which must not wipe out a failure of the run */
        if (locality_snapshot_column(run->snapshot, kind, field, column, &error) != LOCALITY_OK) {
            run->failure = error;
            return NULL;
        }
    }
    return column;
}

uint32_t loc_run_symbol(loc_run *run, const char *text, size_t length) {
    char small[256];
    char *copy = small;
    uint32_t symbol = 0;

    if (length >= sizeof small) {
        copy = loc_scratch(run, length + 1, 1);
        if (copy == NULL)
            return 0;
    }
    memcpy(copy, text, length);
    copy[length] = '\0';
    if (run->snapshot != NULL)
        symbol = locality_snapshot_symbol(run->snapshot, copy);
    if (symbol != 0)
        return symbol;
    if (run->texts == NULL)
        run->texts = loc_pool_new(&run->allocator);
    if (run->texts != NULL)
        symbol = loc_pool_intern(run->texts, copy, length);
    if (symbol == 0) {
        (void)loc_run_no_memory(run);
        return 0;
    }
    return LOC_SYMBOL_LOCAL + symbol;
}

const char *loc_run_text(const loc_run *run, uint32_t symbol) {
    if (symbol > LOC_SYMBOL_LOCAL)
        return run->texts == NULL ? "" : loc_pool_text(run->texts, symbol - LOC_SYMBOL_LOCAL);
    return symbol == 0 ? "" : locality_snapshot_text(run->snapshot, symbol);
}

const char *loc_run_field_text(loc_run *run, uint32_t kind, uint32_t row, const char *field) {
    uint32_t number = locality_schema_field(run->schema, kind, field);
    const locality_column *column =
        number == LOCALITY_NO_INDEX ? NULL : loc_run_column(run, kind, number);

    if (column == NULL || column->symbol == NULL || row >= column->count ||
        (column->type != LOCALITY_TYPE_TEXT && column->type != LOCALITY_TYPE_WORD))
        return "";
    return loc_run_text(run, column->symbol[row]);
}

const char *loc_run_label(loc_run *run, uint32_t kind, uint32_t row) {
    const char *label = loc_run_field_text(run, kind, row, "name");

    if (label[0] == '\0')
        label = loc_run_field_text(run, kind, row, "title");
    if (label[0] == '\0')
        label = locality_snapshot_id(run->snapshot, kind, row);
    return label == NULL ? "" : label;
}

const loc_lines *loc_run_lines(loc_run *run) {
    locality_error error; /* success would clear an earlier failure of the run */

    if (run->lines == NULL && loc_lines_of(run->snapshot, &run->lines, &error) != LOCALITY_OK)
        (void)loc_run_fail(run, error.status, error.message);
    return run->lines;
}

const loc_lines *loc_run_lines_of_version(loc_run *run, uint32_t structure) {
    locality_error error;

    if (run->lines != NULL)
        return run->lines;
    if (run->version == NULL || run->version->version != structure) {
        if (loc_lines_of_version(run->snapshot, structure, &run->version, &error) != LOCALITY_OK)
            (void)loc_run_fail(run, error.status, error.message);
    }
    return run->version;
}

const loc_lines *loc_run_lines_of_post(loc_run *run, uint32_t post) {
    locality_error error;

    if (run->lines != NULL)
        return run->lines;
    if (run->version == NULL || !loc_lines_has(run->version, post)) {
        if (loc_lines_of_post(run->snapshot, post, &run->version, &error) != LOCALITY_OK)
            (void)loc_run_fail(run, error.status, error.message);
    }
    return run->version;
}

const loc_descent *loc_run_down(loc_run *run) {
    if (run->down == NULL)
        (void)loc_lines_down(run->snapshot, &run->down, &run->failure);
    return run->down;
}

const loc_hierarchy *loc_run_hierarchy(loc_run *run) {
    locality_error error; /* success would clear an earlier failure of the run */

    if (run->hierarchy == NULL &&
        loc_hierarchy_of(run->snapshot, &run->hierarchy, &error) != LOCALITY_OK)
        (void)loc_run_fail(run, error.status, error.message);
    return run->hierarchy;
}

const loc_succession *loc_run_succession(loc_run *run) {
    locality_error error; /* success would clear an earlier failure of the run */

    if (run->succession == NULL &&
        loc_succession_of(run->snapshot, &run->succession, &error) != LOCALITY_OK)
        (void)loc_run_fail(run, error.status, error.message);
    return run->succession;
}

const loc_outliving *loc_run_outliving(loc_run *run) {
    const loc_succession *succession = loc_run_succession(run);

    if (run->outliving != NULL || succession == NULL)
        return run->outliving;
    loc_outliving *made = loc_run_take(run, 1, sizeof *made);
    if (made == NULL)
        return NULL;
    run->outliving = made; /* cleared with the run, also where it was not finished */
    if (!loc_outliving_init(made, succession, &run->as_at, &run->allocator)) {
        (void)loc_run_no_memory(run);
        return NULL;
    }
    return made;
}

/* ---- What is withheld ------------------------------------------------------------------------- */

const locality_column *loc_run_withheld(loc_run *run, uint32_t kind) {
    uint32_t field = locality_schema_field(run->schema, kind, "withheld");
    const locality_column *column =
        field == LOCALITY_NO_INDEX ? NULL : loc_run_column(run, kind, field);

    return column == NULL || column->symbol == NULL ? NULL : column;
}

bool loc_run_withholds(loc_run *run) {
    for (uint32_t kind = 0; kind < run->kinds && run->withholds == 0; kind++)
        if (loc_run_withheld(run, kind) != NULL)
            run->withholds = 2;
    if (run->withholds == 0)
        run->withholds = 1;
    return run->withholds == 2;
}

bool loc_run_withholds_of(loc_run *run, uint32_t kind, uint32_t row) {
    const locality_column *column = kind < run->kinds ? loc_run_withheld(run, kind) : NULL;

    return column != NULL && row < column->count && column->symbol[row] != 0;
}
