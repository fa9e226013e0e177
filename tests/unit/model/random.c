/* The model against a naive one: random calls in random order, and every snapshot taken stays
 * what it was. */
#include "kit.h"

#include "support/random.h"

#include "schema/schema.h"

#include <stdlib.h>

/* Kinds, their fields and, by field, what texts can be given. References lead among these kinds. */
enum { KINDS = 3, FIELDS = 6, IDS = 24, TEXT = 160, KEPT = 6 };

typedef struct known_field {
    const char *name;
    int sort; /* 't' text, 'n' number, 'l' list of posts, 'r' post, 'u' unit, 'a' any */
} known_field;

typedef struct known_kind {
    const char *name;
    known_field field[FIELDS];
} known_kind;

static const known_kind known[KINDS] = {
    {"post",
     {{"title", 't'},
      {"fte", 'n'},
      {"reports_to", 'r'},
      {"dotted_to", 'l'},
      {"unit", 'u'},
      {"supports", 'l'}}},
    {"unit",
     {{"name", 't'},
      {"head", 'r'},
      {"parent", 'u'},
      {"quantity", 'n'},
      {"remark", 't'},
      {"successor", 'u'}}},
    {"milestone",
     {{"about", 'a'},
      {"owner", 'r'},
      {"amount", 'n'},
      {"name", 't'},
      {"section", 't'},
      {"source", 't'}}},
};

/* The naive model: records in the order in which they came, every field as canonical text. */
typedef struct naive_record {
    char id[8];
    char text[FIELDS][TEXT];
    int given[FIELDS];
} naive_record;

typedef struct naive_kind {
    naive_record record[IDS];
    size_t count;
} naive_kind;

typedef struct naive {
    naive_kind kind[KINDS];
} naive;

static naive_record *naive_find(naive_kind *kind, const char *id) {
    for (size_t i = 0; i < kind->count; i++) {
        if (strcmp(kind->record[i].id, id) == 0) {
            return &kind->record[i];
        }
    }
    return NULL;
}

static void pick_id(test_random *r, char *out) {
    snprintf(out, 8, "i%u", (unsigned)test_random_below(r, IDS));
}

/* A text for a field, in the form in which it comes back. */
static void pick_text(test_random *r, int sort, char *out) {
    static const char *const texts[] = {"Head", "Officer", "", "Caf\xC3\xA9", "a b"};
    static const char *const numbers[] = {"1", "2", "0..3", ">=4", "<=5", "12"};
    char id[8];
    size_t length = 0;
    pick_id(r, id);
    out[0] = '\0';
    switch (sort) {
    case 't':
        snprintf(out, TEXT, "%s", texts[test_random_below(r, TEST_COUNT(texts))]);
        return;
    case 'n':
        snprintf(out, TEXT, "%s", numbers[test_random_below(r, TEST_COUNT(numbers))]);
        return;
    case 'a':
        snprintf(out, TEXT, "%s:%s", known[test_random_below(r, KINDS)].name, id);
        return;
    case 'l':
        for (uint64_t n = test_random_below(r, 5); n > 0; n--) {
            pick_id(r, id);
            length +=
                (size_t)snprintf(out + length, TEXT - length, "%s%s", length > 0 ? " " : "", id);
        }
        return;
    default:
        snprintf(out, TEXT, "%s", test_random_below(r, 6) == 0 ? "none" : id);
    }
}

/* ---- One random call on both ----------------------------------------------------------------- */

static void random_put(locality_model *m, naive *n, test_random *r, size_t k) {
    naive_record record = {.id = ""};
    locality_named_value values[FIELDS];
    size_t count = 0;
    pick_id(r, record.id);
    memset(values, 0, sizeof values);
    for (size_t f = 0; f < FIELDS; f++) {
        if (test_random_below(r, 2) == 0) {
            pick_text(r, known[k].field[f].sort, record.text[f]);
            record.given[f] = 1;
            values[count].field = known[k].field[f].name;
            values[count].value.type = LOCALITY_TYPE_TEXT;
            values[count++].value.text = record.text[f];
        }
    }
    naive_record *stands = naive_find(&n->kind[k], record.id);
    if (test_random_below(r, 2) == 0) {
        TEST_NUMBER(locality_model_add(m, known[k].name, record.id, values, count, NULL),
                    stands == NULL ? LOCALITY_OK : LOCALITY_DUPLICATE);
        if (stands != NULL) {
            return;
        }
    } else {
        TEST_NUMBER(locality_model_put(m, known[k].name, record.id, values, count, NULL),
                    LOCALITY_OK);
    }
    *(stands != NULL ? stands : &n->kind[k].record[n->kind[k].count++]) = record;
}

static void random_set(locality_model *m, naive *n, test_random *r, size_t k) {
    char id[8], text[TEXT];
    size_t f = test_random_below(r, FIELDS);
    int clear = test_random_below(r, 4) == 0;
    pick_id(r, id);
    pick_text(r, known[k].field[f].sort, text);
    naive_record *record = naive_find(&n->kind[k], id);
    TEST_NUMBER(kit_set(m, known[k].name, id, known[k].field[f].name, clear ? NULL : text),
                record == NULL ? LOCALITY_NOT_FOUND : LOCALITY_OK);
    if (record != NULL) {
        record->given[f] = !clear;
        memcpy(record->text[f], text, sizeof text);
    }
}

static void random_remove(locality_model *m, naive *n, test_random *r, size_t k) {
    char id[8];
    pick_id(r, id);
    naive_kind *kind = &n->kind[k];
    naive_record *record = naive_find(kind, id);
    TEST_NUMBER(locality_model_remove(m, known[k].name, id, NULL),
                record == NULL ? LOCALITY_NOT_FOUND : LOCALITY_OK);
    if (record != NULL) {
        size_t at = (size_t)(record - kind->record);
        memmove(record, record + 1, (kind->count - at - 1) * sizeof *record);
        kind->count--;
    }
}

/* A few new records at once. */
static void random_bulk(locality_model *m, naive *n, test_random *r, size_t k) {
    naive_record record[4];
    const char *ids[4], *text[FIELDS][4];
    locality_column_in in[FIELDS];
    size_t count = test_random_below(r, 5);
    int taken = 0;
    memset(record, 0, sizeof record);
    for (size_t i = 0; i < count; i++) {
        pick_id(r, record[i].id);
        ids[i] = record[i].id;
        taken |= naive_find(&n->kind[k], ids[i]) != NULL;
        for (size_t j = 0; j < i; j++) {
            taken |= strcmp(ids[i], ids[j]) == 0;
        }
        for (size_t f = 0; f < FIELDS; f++) {
            pick_text(r, known[k].field[f].sort, record[i].text[f]);
            record[i].given[f] = test_random_below(r, 3) != 0;
            text[f][i] = record[i].given[f] != 0 ? record[i].text[f] : NULL;
        }
    }
    for (size_t f = 0; f < FIELDS; f++) {
        in[f] = (locality_column_in)LOCALITY_COLUMN_IN_INIT;
        in[f].field = known[k].field[f].name;
        in[f].data = text[f];
        in[f].is_text = known[k].field[f].sort == 'n';
    }
    TEST_NUMBER(locality_model_add_many(m, known[k].name, ids, count, in, FIELDS, &kit_error),
                taken ? LOCALITY_DUPLICATE : LOCALITY_OK);
    for (size_t i = 0; !taken && i < count; i++) {
        n->kind[k].record[n->kind[k].count++] = record[i];
    }
}

/* ---- Comparing ------------------------------------------------------------------------------- */

enum { POST = 0, UNIT = 1 }; /* places in `known` */

/* Whether a text `kind:id` names a record. */
static int any_stands(naive *n, const char *text) {
    const char *colon = strchr(text, ':');
    size_t length = (size_t)(colon - text);
    for (size_t k = 0; k < KINDS; k++) {
        if (strlen(known[k].name) == length && memcmp(known[k].name, text, length) == 0) {
            return naive_find(&n->kind[k], colon + 1) != NULL;
        }
    }
    return 0;
}

/* Whether every reference of a text leads to a record. */
static int leads(naive *n, int sort, const char *text) {
    char copy[TEXT];
    snprintf(copy, sizeof copy, "%s", text);
    if (sort == 'a') {
        return any_stands(n, text);
    }
    if (strcmp(text, "none") == 0 || sort == 't' || sort == 'n') {
        return 1;
    }
    for (char *id = strtok(copy, " "); id != NULL; id = strtok(NULL, " ")) {
        if (naive_find(&n->kind[sort == 'u' ? UNIT : POST], id) == NULL) {
            return 0;
        }
    }
    return 1;
}

static int is_whole(naive *n) {
    for (size_t k = 0; k < KINDS; k++) {
        for (size_t i = 0; i < n->kind[k].count; i++) {
            const naive_record *record = &n->kind[k].record[i];
            for (size_t f = 0; f < FIELDS; f++) {
                if (record->given[f] != 0 && !leads(n, known[k].field[f].sort, record->text[f])) {
                    return 0;
                }
            }
        }
    }
    return 1;
}

/* Brings dangling references to an end, so that snapshots are taken often enough. */
static void mend(locality_model *m, naive *n) {
    for (size_t k = 0; k < KINDS; k++) {
        for (size_t i = 0; i < n->kind[k].count; i++) {
            naive_record *record = &n->kind[k].record[i];
            for (size_t f = 0; f < FIELDS; f++) {
                if (record->given[f] != 0 && !leads(n, known[k].field[f].sort, record->text[f])) {
                    kit_well(kit_set(m, known[k].name, record->id, known[k].field[f].name, NULL),
                             "mend");
                    record->given[f] = 0;
                }
            }
        }
    }
}

static size_t differences(const locality_snapshot *s, const naive *n) {
    size_t wrong = 0;
    char buffer[TEXT * 2];
    for (size_t k = 0; k < KINDS; k++) {
        uint32_t kind = locality_schema_kind(NULL, known[k].name);
        wrong += locality_snapshot_count(s, kind) != n->kind[k].count;
        for (size_t i = 0; i < n->kind[k].count; i++) {
            const naive_record *record = &n->kind[k].record[i];
            const char *id = locality_snapshot_id(s, kind, (uint32_t)i);
            wrong += id == NULL || strcmp(id, record->id) != 0;
            for (size_t f = 0; f < FIELDS; f++) {
                const char *text = kit_text_in(s, known[k].name, record->id, known[k].field[f].name,
                                               buffer, sizeof buffer);
                wrong += strcmp(text, record->given[f] != 0 ? record->text[f] : "-") != 0;
            }
        }
    }
    return wrong;
}

/* A snapshot, and what the naive model was when it was taken. */
typedef struct kept {
    locality_snapshot *snapshot;
    naive then;
} kept;

static void take_one(locality_model *m, naive *n, kept *keep, size_t *taken, size_t *dangling) {
    locality_snapshot *s = NULL;
    int whole = is_whole(n);
    TEST_NUMBER(locality_snapshot_take(m, &s, &kit_error), whole ? LOCALITY_OK : LOCALITY_DANGLING);
    if (!whole) {
        (*dangling)++;
        mend(m, n);
        kit_well(locality_snapshot_take(m, &s, &kit_error), "mended");
    }
    kept *place = &keep[(*taken)++ % KEPT];
    if (place->snapshot != NULL) {
        TEST_NUMBER(differences(place->snapshot, &place->then), 0);
        locality_snapshot_release(place->snapshot);
    }
    place->snapshot = s;
    place->then = *n;
    TEST_NUMBER(differences(s, n), 0);
}

static void run(uint64_t seed, size_t steps) {
    test_random r = {seed, 0};
    locality_model *m = kit_model();
    naive *n = calloc(1, sizeof *n);
    kept *keep = calloc(KEPT, sizeof *keep);
    size_t taken = 0, dangling = 0;
    for (size_t step = 0; step < steps; step++) {
        size_t k = test_random_below(&r, KINDS);
        uint64_t what = test_random_below(&r, 20);
        if (what < 6) {
            random_put(m, n, &r, k);
        } else if (what < 13) {
            random_set(m, n, &r, k);
        } else if (what < 16) {
            random_remove(m, n, &r, k);
        } else if (what < 18) {
            random_bulk(m, n, &r, k);
        } else {
            take_one(m, n, keep, &taken, &dangling);
        }
    }
    for (size_t i = 0; i < KINDS; i++) {
        TEST_NUMBER(locality_model_count(m, known[i].name), n->kind[i].count);
    }
    locality_model_free(m);
    for (size_t i = 0; i < KEPT; i++) {
        if (keep[i].snapshot != NULL) {
            TEST_NUMBER(differences(keep[i].snapshot, &keep[i].then), 0);
            locality_snapshot_release(keep[i].snapshot);
        }
    }
    CU_ASSERT_TRUE(taken > steps / 20 && dangling > 0);
    if (CU_get_number_of_failures() > 0) {
        printf("seed %llu\n", (unsigned long long)seed);
    }
    free(keep);
    free(n);
}

static void agrees_with_the_naive_model(void) {
    for (uint64_t seed = 1; seed <= 40 && CU_get_number_of_failures() == 0; seed++) {
        run(seed, 600);
    }
}

static const test_case cases[] = {
    {"random calls do what a naive model does, and snapshots stay", agrees_with_the_naive_model},
};

TEST_MAIN("model: random", cases)
