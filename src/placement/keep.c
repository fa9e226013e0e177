/* Keeping: the plan as allocation records. They say what was inferred, by which allocation, and where a
 * person has still to choose; rules judge them like any others. */
#include <string.h>

#include "base/error.h"
#include "placement/held.h"
#include "placement/placement.h"
#include "schema/schema.h"

#include "placement/keep.h" /* behind the language, whose names it would hide */

#define FIELDS_MOST 15

typedef struct keeping {
    const loc_record *record;
    loc_text about;
    locality_named_value value[FIELDS_MOST];
    size_t count;
} keeping;

static void add(keeping *k, const char *field, const char *text) {
    locality_named_value *named = &k->value[k->count];

    if (text == NULL || *text == '\0')
        return;
    memset(named, 0, sizeof *named);
    named->field = field;
    named->value.type = LOCALITY_TYPE_TEXT;
    named->value.text = text;
    k->count++;
}

static void add_fte(keeping *k, int64_t hundredths) {
    locality_named_value *named = &k->value[k->count];

    if (hundredths == 0)
        return;
    memset(named, 0, sizeof *named);
    named->field = "fte";
    named->value.type = LOCALITY_TYPE_NUMBER;
    locality_range_exact(hundredths * 10000, &named->value.range);
    k->count++;
}

/* Kinds that an allocation has a field for. */
static const char *const named_kinds[] = {"area", "theme", "function", "unit"};

const char *loc_keep_post(const locality_snapshot *snapshot, uint32_t kind, uint32_t row) {
    locality_value value;

    if (kind != (uint32_t)LOC_KIND_person ||
        locality_snapshot_value(snapshot, kind, row, LOC_FIELD_person_post, &value, NULL) !=
            LOCALITY_OK ||
        value.type == LOCALITY_TYPE_NONE || value.text == NULL ||
        strcmp(value.text, LOCALITY_NONE_TEXT) == 0)
        return "";
    return value.text;
}

static void add_about(keeping *k, const char *kind, const char *id) {
    loc_text_format(&k->about, "%s:%s", kind, id);
    add(k, "about", k->about.data);
}

/* Who: a person with the substantive post, a post, or whatever else it is. */
static void add_candidate(keeping *k) {
    const loc_record *r = k->record;
    bool is_to_post = strcmp(r->kind[1], "post") == 0;

    if (strcmp(r->kind[0], "person") == 0) {
        add(k, "person", r->member[0]);
        add(k, "post", is_to_post ? "" : r->post);
    } else if (strcmp(r->kind[0], "post") == 0 && !is_to_post) {
        add(k, "post", r->member[0]);
    } else {
        add_about(k, r->kind[0], r->member[0]);
    }
}

static void add_place(keeping *k) {
    const loc_record *r = k->record;

    for (size_t i = 0; i < sizeof named_kinds / sizeof named_kinds[0]; i++)
        if (strcmp(named_kinds[i], r->kind[1]) == 0) {
            add(k, r->kind[1], r->member[1]);
            return;
        }
    if (strcmp(r->kind[1], "post") == 0)
        add(k, "post", r->member[1]);
    else if (k->about.length == 0)
        add_about(k, r->kind[1], r->member[1]);
}

locality_status loc_keep_put(locality_model *model, const locality_allocator *allocator,
                             const loc_record *record, locality_error *error) {
    locality_status status;
    keeping k;

    memset(&k, 0, sizeof k);
    k.record = record;
    loc_text_init(&k.about, allocator);
    add(&k, "role", record->role);
    add_candidate(&k);
    add_place(&k);
    add(&k, "starts", record->starts);
    add(&k, "ends", record->ends);
    add(&k, "status", "proposed");
    add(&k, "reason", record->reason);
    add(&k, "basis", "inferred");
    add_fte(&k, record->fte);
    status = k.about.failed
                 ? loc_fail_memory(error)
                 : locality_model_put(model, "allocation", record->id, k.value, k.count, error);
    loc_text_clear(&k.about);
    return status;
}

/* ---- Reading again ---------------------------------------------------------------------------------------- */

static const char *text_of(const locality_snapshot *snapshot, uint32_t row, const char *field) {
    const uint32_t kind = (uint32_t)LOC_KIND_allocation;
    locality_value value;

    if (locality_snapshot_value(
            snapshot, kind, row,
            locality_schema_field(locality_snapshot_schema(snapshot), kind, field), &value,
            NULL) != LOCALITY_OK ||
        value.type == LOCALITY_TYPE_NONE || value.text == NULL ||
        strcmp(value.text, LOCALITY_NONE_TEXT) == 0)
        return "";
    return value.text;
}

/* The field that a side was written to, as add_candidate and add_place do. */
static const char *field_of(int side, const char *const kind[2]) {
    if (side == 0 && strcmp(kind[0], "person") == 0)
        return "person";
    for (size_t i = 0; side == 1 && i < sizeof named_kinds / sizeof named_kinds[0]; i++)
        if (strcmp(named_kinds[i], kind[1]) == 0)
            return named_kinds[i];
    return strcmp(kind[side], "post") == 0 && (side == 1 || strcmp(kind[1], "post") != 0) ? "post"
                                                                                          : "about";
}

const char *loc_keep_member(const locality_snapshot *snapshot, uint32_t row, int side,
                            const char *const kind[2]) {
    const char *field = field_of(side, kind);
    const char *text = text_of(snapshot, row, field);
    size_t length = strlen(kind[side]);

    if (strcmp(field, "about") != 0)
        return text;
    return strncmp(text, kind[side], length) == 0 && text[length] == ':' ? text + length + 1 : "";
}

bool loc_keep_open(loc_keep *keep, locality_model *model) {
    static const uint32_t kinds[] = {LOC_KIND_allocation};

    return loc_undo_open(&keep->undo, model, kinds, 1);
}

void loc_keep_close(loc_keep *keep, bool is_well) {
    loc_undo_close(&keep->undo, is_well);
}

/* ---- A plan --------------------------------------------------------------------------------------------- */

typedef struct writing {
    const locality_placement *p;
    locality_model *model;
    locality_error *error;
    loc_text id, reason;
    size_t put;
} writing;

/* ": A.A. and B.B. are equally good, a person has to choose"; nothing of those who hold the place anyway. */
static locality_status tell_others(writing *w, uint32_t place) {
    const loc_members *people = &w->p->board.side[0];
    uint32_t *list = loc_allocate(&w->p->allocator, people->count + 1, sizeof *list);
    const char **names = loc_allocate(&w->p->allocator, people->count + 1, sizeof *names);
    locality_status status =
        list == NULL || names == NULL ? loc_fail_memory(w->error) : LOCALITY_OK;
    size_t count = 0, open = 0;

    if (status == LOCALITY_OK)
        status = locality_placement_choices(w->p, place, list, people->count, &count, w->error);
    for (size_t i = 0; status == LOCALITY_OK && i < count; i++)
        if (!loc_placement_is_certain(w->p, list[i], place))
            names[open++] = people->label[list[i]];
    if (open > 1) {
        loc_text_add(&w->reason, ": ");
        loc_placement_list(names, open, &w->reason);
        loc_text_add(&w->reason, " are equally good, a person has to choose");
    } else if (status == LOCALITY_OK) {
        loc_text_add(&w->reason, ": another plan is equally good, a person has to choose");
    }
    loc_release(&w->p->allocator, list, people->count + 1, sizeof *list);
    loc_release(&w->p->allocator, names, people->count + 1, sizeof *names);
    return status;
}

/* ": fixed (asked for) although SAME (the post serves the locality) is not met" */
static void tell_fixed(writing *w, size_t pair) {
    const loc_board *board = &w->p->board;
    uint64_t failed = board->failed[pair];

    loc_text_format(&w->reason, ": fixed (%s)", board->reason[board->why[pair]]);
    if (failed == 0)
        return;
    loc_text_add(&w->reason, " although ");
    loc_placement_conditions(w->p, failed, &w->reason);
    loc_text_add(&w->reason, (failed & (failed - 1)) != 0 ? " are not met" : " is not met");
}

/* Why: the allocation, what was fixed against a condition, and those who are as good. */
static locality_status tell_reason(writing *w, const locality_allocation_pair *pair) {
    size_t at = loc_board_pair(&w->p->board, pair->candidate, pair->demand);

    w->reason.length = 0;
    loc_text_format(&w->reason, "Allocation %s", w->p->id);
    if (w->p->board.mark[at] == LOC_MARK_FIXED)
        tell_fixed(w, at);
    else if (pair->is_tied != 0)
        return tell_others(w, pair->demand);
    return LOCALITY_OK;
}

/* Puts the record whose reason is written; `fte` in hundredths, 0 for none. */
static locality_status put_record(writing *w, uint32_t candidate, uint32_t place, int64_t fte) {
    const loc_board *board = &w->p->board;
    const locality_schema *schema = locality_snapshot_schema(w->p->snapshot);
    loc_record record = {0};

    w->id.length = 0;
    loc_text_format(&w->id, "%s/%s", w->p->id, board->side[1].id[place]);
    if (board->side[1].most[place] > 1 || board->is_of_fte)
        loc_text_format(&w->id, "/%s", board->side[0].id[candidate]);
    if (w->id.failed || w->reason.failed)
        return loc_fail_memory(w->error);
    record.fte = fte;
    record.id = w->id.data;
    record.role = board->role;
    record.starts = board->from;
    record.ends = board->until;
    record.reason = w->reason.data;
    record.kind[0] = locality_schema_kind_name(schema, board->side[0].kind);
    record.kind[1] = locality_schema_kind_name(schema, board->side[1].kind);
    record.member[0] = board->side[0].id[candidate];
    record.member[1] = board->side[1].id[place];
    record.post = loc_keep_post(w->p->snapshot, board->side[0].kind, board->side[0].row[candidate]);
    w->put++;
    return loc_keep_put(w->model, &w->p->allocator, &record, w->error);
}

static locality_status put_pair(writing *w, const locality_allocation_pair *pair) {
    locality_status status = tell_reason(w, pair);

    return status == LOCALITY_OK ? put_record(w, pair->candidate, pair->demand, 0) : status;
}

/* FTE of one candidate in one place. What a clause fixes is recorded already. */
static locality_status put_share(writing *w, const locality_deployment_share *share) {
    const loc_board *board = &w->p->board;
    size_t pair = loc_board_pair(board, share->group, share->place);

    if (board->mark[pair] == LOC_MARK_FIXED && board->why[pair] < w->p->wishes)
        return LOCALITY_OK;
    w->reason.length = 0;
    loc_text_format(&w->reason, "Allocation %s", w->p->id);
    if (share->is_tied != 0)
        loc_text_add(&w->reason, ": another plan is equally good, a person has to choose");
    return put_record(w, share->group, share->place, share->amount);
}

static locality_status put_shares(writing *w) {
    const locality_deployment *plan = w->p->deployed;
    locality_status status = LOCALITY_OK;

    for (size_t i = 0; status == LOCALITY_OK && i < locality_deployment_shares(plan); i++) {
        locality_deployment_share share;
        status = locality_deployment_share_at(plan, i, &share, w->error);
        if (status == LOCALITY_OK)
            status = put_share(w, &share);
    }
    return status;
}

/* What a clause fixes is recorded already; what the caller fixes is not. */
static bool is_recorded(const locality_placement *p, const locality_allocation_pair *pair) {
    size_t at = loc_board_pair(&p->board, pair->candidate, pair->demand);

    return pair->is_pinned != 0 && p->board.why[at] < p->wishes;
}

/* With stages only what they settle is kept: who wins a ring-fence is for a person to say. */
static locality_status put_settled(writing *k, const loc_staged *stage) {
    locality_status status = LOCALITY_OK;

    for (size_t i = 0; status == LOCALITY_OK && i < stage->settled; i++) {
        locality_allocation_pair pair;
        memset(&pair, 0, sizeof pair);
        pair.candidate = stage->candidate[i];
        pair.demand = stage->place[i];
        pair.is_pinned =
            k->p->board.mark[loc_board_pair(&k->p->board, pair.candidate, pair.demand)] ==
            LOC_MARK_FIXED;
        status = is_recorded(k->p, &pair) ? LOCALITY_OK : put_pair(k, &pair);
    }
    return status;
}

static locality_status put_pairs(writing *k) {
    const locality_placement *p = k->p;
    locality_status status = p->deployed != NULL ? put_shares(k) : LOCALITY_OK;

    for (size_t i = 0; status == LOCALITY_OK && i < p->staged_count; i++)
        status = put_settled(k, &p->staged[i]);
    for (size_t i = 0; status == LOCALITY_OK && p->staged_count == 0 &&
                       i < locality_allocation_result_pairs(p->result);
         i++) {
        locality_allocation_pair pair;
        status = locality_allocation_result_pair(p->result, i, &pair, k->error);
        if (status == LOCALITY_OK && !is_recorded(p, &pair))
            status = put_pair(k, &pair);
    }
    return status;
}

locality_status locality_placement_write(const locality_placement *placement, locality_model *model,
                                         size_t *added, locality_error *error) {
    locality_status status;
    loc_keep keep;
    writing w;

    if (added != NULL)
        *added = 0;
    if (placement == NULL || model == NULL)
        return loc_fail_null(error, placement == NULL ? "placement" : "model");
    if (locality_allocation_result_pairs(placement->result) == 0 &&
        locality_deployment_shares(placement->deployed) == 0)
        return loc_fail(error, LOCALITY_NOT_FOUND, "there is no plan to keep");
    memset(&w, 0, sizeof w);
    w.p = placement;
    w.model = model;
    w.error = error;
    loc_text_init(&w.id, &placement->allocator);
    loc_text_init(&w.reason, &placement->allocator);
    if (loc_keep_open(&keep, model)) {
        status = put_pairs(&w);
        loc_keep_close(&keep, status == LOCALITY_OK);
    } else {
        status = loc_fail_memory(error);
    }
    loc_text_clear(&w.id);
    loc_text_clear(&w.reason);
    if (status != LOCALITY_OK)
        return status;
    if (added != NULL)
        *added = w.put;
    return loc_ok(error);
}
