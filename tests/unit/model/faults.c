/* Refused memory: every allocation of every call fails in turn; nothing leaks and nothing is
 * half done. */
#include "kit.h"

#include "locality/records.h"
#include "support/fault.h"

#include "schema/schema.h"

/* Runs calls in a row until one fails. */
#define STEP(call)                   \
    do {                             \
        if (status == LOCALITY_OK) { \
            status = (call);         \
        }                            \
    } while (0)

static locality_status put(locality_model *m, const char *kind, const char *id,
                           const char *const *pairs, locality_error *error) {
    return kit_write(m, kind, id, pairs, 0, error);
}

static locality_status new_model(const locality_allocator *allocator, locality_model **m,
                                 locality_error *error) {
    locality_status status = locality_model_new(NULL, allocator, m, error);
    CU_ASSERT_TRUE((status == LOCALITY_OK) == (*m != NULL));
    return status;
}

/* Asserts after a failure that a record still says what it said, and frees the model. */
static locality_status leave(locality_model *m, locality_status status) {
    locality_model_free(m);
    return status;
}

static locality_status single_calls(void *state, const locality_allocator *allocator,
                                    locality_error *error) {
    (void)state;
    locality_model *m = NULL;
    locality_snapshot *s = NULL;
    locality_value fte = {.type = LOCALITY_TYPE_NUMBER, .range = {1, 2}};
    locality_value list = {.type = LOCALITY_TYPE_TEXT, .text = "s1 s1 s1 s1 s1 s1 s1 s1 s1 s1"};
    locality_status status = new_model(allocator, &m, error);
    STEP(put(m, "skill", "s1", KIT_PAIRS("name", "A skill with quite a long name"), error));
    STEP(put(m, "post", "p1", KIT_PAIRS("fte", "1", "skills", "s1", "title", "T"), error));
    STEP(put(m, "post", "p2", KIT_PAIRS("reports_to", "p1", "unit", "none"), error));
    STEP(put(m, "milestone", "m1", KIT_PAIRS("about", "posts:p1"), error));
    STEP(locality_snapshot_take(m, &s, error));
    STEP(locality_model_set(m, "post", "p1", "fte", &fte, error));
    STEP(locality_model_set(m, "post", "p1", "skills", &list, error));
    STEP(locality_model_remove(m, "post", "p2", error));
    STEP(put(m, "post", "p1", KIT_PAIRS("title", "U", "skills", "s1 s1"), error));
    STEP(put(m, "post", "p3", KIT_PAIRS("fte", "2", "skills", "s1"), error));
    locality_snapshot_release(s);
    STEP(locality_snapshot_take(m, &s, error));
    locality_snapshot_release(status == LOCALITY_OK ? s : NULL);
    return leave(m, status);
}

static locality_status bulk(void *state, const locality_allocator *allocator,
                            locality_error *error) {
    (void)state;
    static const char *const ids[] = {"a", "b", "c", "d"}, *const more[] = {"e", "f"};
    static const char *const title[] = {"x", "y", NULL, "z"};
    static const char *const skills[] = {"s1", NULL, "s1 s1 s1 s1 s1 s1 s1 s1 s1", "s1"};
    static const int64_t fte[] = {1, 2, LOCALITY_OPEN_BELOW, 4};
    static const char *const about[] = {"skills:s1", "skill:s1", "none", NULL};
    locality_column_in in[3] = {LOCALITY_COLUMN_IN_INIT, LOCALITY_COLUMN_IN_INIT,
                                LOCALITY_COLUMN_IN_INIT};
    locality_column_in about_in = LOCALITY_COLUMN_IN_INIT;
    locality_model *m = NULL;
    locality_snapshot *s = NULL, *t = NULL;
    in[0].field = "title";
    in[0].data = title;
    in[1].field = "skills";
    in[1].data = skills;
    in[2].field = "fte";
    in[2].data = fte;
    about_in.field = "about";
    about_in.data = about;
    locality_status status = new_model(allocator, &m, error);
    STEP(put(m, "skill", "s1", KIT_PAIRS("name", "One"), error));
    STEP(locality_model_add_many(m, "post", ids, 4, in, 3, error));
    STEP(locality_model_add_many(m, "milestone", ids, 4, &about_in, 1, error));
    STEP(locality_snapshot_take(m, &s, error));
    STEP(locality_model_add_many(m, "post", more, 2, in, 3, error));
    if (status != LOCALITY_OK && m != NULL) {
        size_t count = locality_model_count(m, "post");
        CU_ASSERT_TRUE(count == 0 || count == 4 || count == 6);
    }
    STEP(locality_snapshot_take(m, &t, error));
    locality_snapshot_release(s);
    locality_snapshot_release(t);
    return leave(m, status);
}

static locality_status overlays(void *state, const locality_allocator *allocator,
                                locality_error *error) {
    (void)state;
    locality_model *m = NULL;
    locality_snapshot *s = NULL, *t = NULL;
    locality_status status = new_model(allocator, &m, error);
    STEP(put(m, "structure", "a", KIT_PAIRS("status", "current"), error));
    STEP(put(m, "structure", "b", KIT_PAIRS("baseline", "a"), error));
    STEP(put(m, "structure", "c", KIT_PAIRS("baseline", "b"), error));
    STEP(put(m, "unit", "u", KIT_PAIRS("structure", "a", "head", "p1"), error));
    STEP(put(m, "post", "p1", KIT_PAIRS("structure", "a", "reports_to", "none"), error));
    STEP(put(m, "post", "p2", KIT_PAIRS("structure", "a", "dotted_to", "boss p1"), error));
    STEP(put(m, "post", "p3", KIT_PAIRS("structure", "a", "reports_to", "boss"), error));
    STEP(put(m, "alias", "x", KIT_PAIRS("record", "post:p1", "text", "boss"), error));
    STEP(put(m, "note", "n", KIT_PAIRS("about", "post:boss"), error));
    STEP(put(m, "change", "1",
             KIT_PAIRS("structure", "b", "verb", "set", "subject", "post:p2", "field", "dotted_to",
                       "value", "p1 p1 p1", "expected", "p1 p1"),
             error));
    STEP(put(m, "change", "2", KIT_PAIRS("structure", "b", "verb", "cease", "subject", "post:p3"),
             error));
    STEP(locality_snapshot_take(m, &s, error));
    STEP(kit_set(m, "change", "1", "value", "p1") == LOCALITY_OK
             ? LOCALITY_OK
             : (*error = kit_error, kit_error.status));
    STEP(locality_snapshot_take(m, &t, error));
    locality_snapshot_release(s);
    locality_snapshot_release(t);
    return leave(m, status);
}

static locality_status typed(void *state, const locality_allocator *allocator,
                             locality_error *error) {
    (void)state;
    static const char *const readings[] = {"one", "two"};
    locality_model *m = NULL;
    locality_snapshot *s = NULL;
    locality_note note = LOCALITY_NOTE_INIT;
    note.id = "n1";
    note.readings = readings;
    note.readings_count = 2;
    locality_status status = new_model(allocator, &m, error);
    STEP(locality_note_put(m, &note, error));
    note.id = "n2";
    STEP(locality_note_add(m, &note, error));
    STEP(locality_note_remove(m, "n1", error));
    STEP(locality_snapshot_take(m, &s, error));
    STEP(locality_note_at(s, 0, &note, error));
    locality_snapshot_release(s);
    return leave(m, status);
}

/* The message of a conflict or circle is put together in memory that can be refused as well. */
static locality_status messages(void *state, const locality_allocator *allocator,
                                locality_error *error) {
    (void)state;
    locality_model *m = NULL;
    locality_snapshot *s = NULL;
    locality_status status = new_model(allocator, &m, error);
    STEP(put(m, "structure", "a", KIT_PAIRS("baseline", "b"), error));
    STEP(put(m, "structure", "b", KIT_PAIRS("baseline", "a"), error));
    if (status == LOCALITY_OK) {
        status = locality_snapshot_take(m, &s, error);
        CU_ASSERT_TRUE(status == LOCALITY_CYCLE || status == LOCALITY_NO_MEMORY);
        status = status == LOCALITY_CYCLE ? LOCALITY_OK : status;
    }
    STEP(put(m, "structure", "a", KIT_PAIRS("status", "current"), error));
    STEP(put(m, "post", "p", KIT_PAIRS("structure", "a", "fte", "1"), error));
    STEP(put(m, "change", "1",
             KIT_PAIRS("structure", "b", "verb", "set", "subject", "post:p", "field", "fte",
                       "expected", "2"),
             error));
    if (status == LOCALITY_OK) {
        status = locality_snapshot_take(m, &s, error);
        CU_ASSERT_TRUE(status == LOCALITY_CONFLICT || status == LOCALITY_NO_MEMORY);
        status = status == LOCALITY_CONFLICT ? LOCALITY_OK : status;
    }
    CU_ASSERT_PTR_NULL(s);
    if (status == LOCALITY_OK) {
        memset(error, 0, sizeof *error);
    }
    return leave(m, status);
}

static void single_calls_survive(void) {
    fault_drive("single calls", single_calls, NULL, 40);
}

static void bulk_survives(void) {
    fault_drive("bulk", bulk, NULL, 40);
}

static void overlays_survive(void) {
    fault_drive("overlays", overlays, NULL, 80);
}

static void typed_records_survive(void) {
    fault_drive("typed records", typed, NULL, 15);
}

static void messages_survive(void) {
    fault_drive("messages", messages, NULL, 20);
}

/* A call that is refused memory leaves the model exactly as it was: tried for every allocation. */
static void refused_calls_change_nothing(void) {
    size_t refused = 0;
    for (size_t at = 0; at < 400; at++) {
        fault_allocator fault;
        fault_allocator_init(&fault, FAULT_NEVER, 0);
        locality_model *m = NULL;
        kit_well(locality_model_new(NULL, &fault.allocator, &m, &kit_error), "model");
        for (char id[] = "a"; id[0] < 'r'; id[0]++) { /* so many that the next makes blocks grow */
            KIT_PUT(m, "post", id, "title", id, "fte", "1", "skills", "s s");
        }
        kit_bare(m, "skill", "s");
        locality_snapshot *before = kit_take(m);
        fault.counter = (fault_counter){.mode = FAULT_ONCE, .at = at % 40};
        locality_value list = {.type = LOCALITY_TYPE_TEXT, .text = "s s s s"};
        locality_status status = LOCALITY_OK;
        switch (at / 40) {
        case 0:
            status = KIT_TRY(m, "post", "new", "fte", "1..2", "skills", "s", "cost", "5");
            break;
        case 1:
            status = KIT_TRY(m, "post", "b", "fte", "1..2", "skills", "s s s", "cost", "5");
            break;
        case 2:
            status = locality_model_set(m, "post", "c", "skills", &list, &kit_error);
            break;
        case 3:
            status = kit_set(m, "post", "c", "fte", "2..3");
            break;
        case 4:
            status = kit_set(m, "post", "c", "remark", "a remark of some length");
            break;
        case 5:
            status = locality_model_remove(m, "post", "d", &kit_error);
            break;
        case 6:
            status = kit_set(m, "post", "c", "skills", NULL);
            break;
        case 7:
            status = KIT_TRY(m, "area", "first", "level", "ward", "name", "First");
            break;
        case 8:
            status = kit_set(m, "post", "c", "fte", NULL);
            break;
        default:
            status = KIT_TRY(m, "post", "new", "title", "a title nobody has", "fte", "3");
            break;
        }
        fault.counter.mode = FAULT_NEVER;
        TEST_NUMBER(status, fault.counter.fired != 0 ? LOCALITY_NO_MEMORY : LOCALITY_OK);
        refused += status != LOCALITY_OK;
        locality_snapshot *after = kit_take(m);
        if (status != LOCALITY_OK) {
            CU_ASSERT_PTR_EQUAL(before, after);
            kit_well(kit_set(m, "post", "q", "title", "touched"), "touch"); /* builds it anew */
            locality_snapshot *again = kit_take(m);
            TEST_NUMBER(locality_snapshot_count(again, LOC_KIND_post), 17);
            TEST_NUMBER(locality_snapshot_count(again, LOC_KIND_area), 0);
            for (char id[] = "a"; id[0] < 'q'; id[0]++) {
                KIT_FIELD(again, "post", id, "title", id);
                KIT_FIELD(again, "post", id, "fte", "1");
                KIT_FIELD(again, "post", id, "skills", "s s");
                KIT_FIELD(again, "post", id, "cost", "-");
                KIT_FIELD(again, "post", id, "remark", "-");
            }
            locality_snapshot_release(again);
        }
        locality_snapshot_release(before);
        locality_snapshot_release(after);
        locality_model_free(m);
        fault_allocator_clean(&fault, "refused call");
    }
    CU_ASSERT_TRUE(refused > 30);
}

static const test_case cases[] = {
    {"single calls survive refused memory", single_calls_survive},
    {"bulk loading survives refused memory", bulk_survives},
    {"overlays survive refused memory", overlays_survive},
    {"typed records survive refused memory", typed_records_survive},
    {"messages survive refused memory", messages_survive},
    {"a refused call changes nothing", refused_calls_change_nothing},
};

TEST_MAIN("model: faults", cases)
