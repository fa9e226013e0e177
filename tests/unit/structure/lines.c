/* Lines of report over random structures: spans, depth and levels against the plainest computation,
 * and against every way in which the unknown may turn out. */
#include "structure/lines.h"

#include "papers.h"
#include "support/fault.h"
#include "support/harness.h"
#include "support/random.h"

#define POSTS 24u
#define VERSIONS 2u

/* A structure as the test sees it. */
typedef struct plan {
    uint32_t count;
    uint32_t manager[POSTS]; /* LOCALITY_ROW_NONE and LOCALITY_ROW_MISSING as in a snapshot */
    uint32_t version[POSTS]; /* LOCALITY_ROW_MISSING: in none */
    locality_range posts[POSTS], fte[POSTS];
} plan;

static void draw(test_random *random, plan *p, int circles, int exact) {
    p->count = (uint32_t)test_random_below(random, POSTS + 1);
    for (uint32_t i = 0; i < p->count; i++) {
        uint64_t kind = test_random_below(random, 8);
        uint64_t bound = circles ? p->count : i;
        p->manager[i] = kind == 0                 ? LOCALITY_ROW_NONE
                        : kind == 1 || bound == 0 ? LOCALITY_ROW_MISSING
                                                  : (uint32_t)test_random_below(random, bound);
        uint64_t version = test_random_below(random, VERSIONS * 4 + 1);
        p->version[i] = version == VERSIONS * 4 ? LOCALITY_ROW_MISSING : (uint32_t)(version / 4);
        int64_t posts = test_random_between(random, 0, 5);
        p->posts[i] = (locality_range){posts, posts};
        p->fte[i] = (locality_range){posts * 500000, posts * 500000};
        uint64_t known = exact ? 9 : test_random_below(random, 6);
        if (known == 0) {
            p->posts[i] = (locality_range){LOCALITY_OPEN_BELOW, LOCALITY_OPEN_ABOVE};
        } else if (known == 1) {
            p->posts[i].hi = posts + 2;
        } else if (known == 2) {
            p->fte[i] = (locality_range){LOCALITY_OPEN_BELOW, LOCALITY_OPEN_ABOVE};
        }
    }
}

/* The plan as a snapshot, through the bulk door. */
static locality_snapshot *snapshot_of(const plan *p) {
    char id[POSTS][16], version[POSTS][16];
    const char *ids[POSTS], *managers[POSTS], *versions[POSTS];
    locality_model *model = NULL;
    locality_snapshot *snapshot = NULL;

    for (uint32_t i = 0; i < p->count; i++) {
        snprintf(id[i], sizeof id[i], "p%u", (unsigned)i);
        ids[i] = id[i];
    }
    for (uint32_t i = 0; i < p->count; i++) {
        managers[i] = p->manager[i] == LOCALITY_ROW_NONE      ? "none"
                      : p->manager[i] == LOCALITY_ROW_MISSING ? NULL
                                                              : ids[p->manager[i]];
        snprintf(version[i], sizeof version[i], "s%u", (unsigned)(p->version[i] & 1u));
        versions[i] = p->version[i] == LOCALITY_ROW_MISSING ? NULL : version[i];
    }
    locality_column_in columns[4] = {LOCALITY_COLUMN_IN_INIT, LOCALITY_COLUMN_IN_INIT,
                                     LOCALITY_COLUMN_IN_INIT, LOCALITY_COLUMN_IN_INIT};
    columns[0].field = "reports_to";
    columns[0].data = managers;
    columns[1].field = "structure";
    columns[1].data = versions;
    columns[2].field = "posts";
    columns[2].data = p->posts;
    columns[2].is_range = 1;
    columns[3].field = "fte";
    columns[3].data = p->fte;
    columns[3].is_range = 1;
    CU_ASSERT_EQUAL_FATAL(locality_model_new(NULL, NULL, &model, NULL), LOCALITY_OK);
    CU_ASSERT_EQUAL_FATAL(paper_put(model, "structure s0", NULL), LOCALITY_OK);
    CU_ASSERT_EQUAL_FATAL(paper_put(model, "structure s1", NULL), LOCALITY_OK);
    CU_ASSERT_EQUAL_FATAL(locality_model_add_many(model, "post", ids, p->count, columns, 4, NULL),
                          LOCALITY_OK);
    CU_ASSERT_EQUAL_FATAL(locality_snapshot_take(model, &snapshot, NULL), LOCALITY_OK);
    locality_model_free(model);
    return snapshot;
}

static locality_range at_least_zero(locality_range range) {
    return (locality_range){range.lo < 0 ? 0 : range.lo, range.hi};
}

static void check_spans(const plan *p, const loc_lines *lines) {
    for (uint32_t i = 0; i < p->count; i++) {
        locality_range posts = {0, 0}, fte = {0, 0}, span;
        uint32_t reports = 0;
        for (uint32_t k = 0; k < p->count; k++) {
            if (p->manager[k] == i) {
                locality_range more = at_least_zero(p->posts[k]);
                locality_range_add(&posts, &more, &posts);
                more = at_least_zero(p->fte[k]);
                locality_range_add(&fte, &more, &fte);
                reports++;
            }
        }
        TEST_NUMBER(loc_lines_reports(lines, i), reports);
        loc_lines_span(lines, i, &span);
        CU_ASSERT(span.lo == posts.lo && span.hi == posts.hi);
        loc_lines_span_fte(lines, i, &span);
        CU_ASSERT(span.lo == fte.lo && span.hi == fte.hi);
    }
}

static void check_depth(const plan *p, const loc_lines *lines) {
    for (uint32_t i = 0; i < p->count; i++) {
        uint32_t steps = 0, at = i;
        while (steps <= p->count && p->manager[at] < p->count) {
            at = p->manager[at];
            steps++;
        }
        locality_range depth;
        loc_lines_depth(lines, i, &depth);
        if (steps > p->count) {
            CU_ASSERT(loc_lines_is_cyclic(lines, i) && locality_range_is_unknown(&depth));
            continue;
        }
        CU_ASSERT(!loc_lines_is_cyclic(lines, i));
        TEST_NUMBER(depth.lo, steps);
        TEST_NUMBER(depth.hi, p->manager[at] == LOCALITY_ROW_MISSING ? LOCALITY_OPEN_ABOVE : steps);
        CU_ASSERT_EQUAL(loc_lines_is_root(lines, i), p->manager[i] == LOCALITY_ROW_NONE);
        CU_ASSERT_EQUAL(loc_lines_is_orphan(lines, i), p->manager[i] == LOCALITY_ROW_MISSING);
    }
}

static void agrees_with_a_plain_computation(void) {
    for (uint64_t seed = 1; seed <= 300; seed++) {
        test_random random = {seed, 0};
        plan p;
        loc_lines *lines = NULL;
        fault_allocator memory;

        fault_allocator_init(&memory, FAULT_NEVER, 0);
        draw(&random, &p, seed % 3 == 0, seed % 2 == 0);
        locality_snapshot *snapshot = snapshot_of(&p);
        CU_ASSERT_EQUAL_FATAL(loc_lines_new(snapshot, &memory.allocator, &lines, NULL),
                              LOCALITY_OK);
        check_spans(&p, lines);
        check_depth(&p, lines);
        loc_lines_free(lines);
        locality_snapshot_release(snapshot);
        CU_ASSERT(fault_allocator_clean(&memory, "lines"));
    }
}

/* Levels of one version when every manager is known; 0 where a line runs in a circle. */
static uint32_t levels_of(const plan *p, const uint32_t *manager, uint32_t version) {
    uint32_t most = 0;
    for (uint32_t i = 0; i < p->count; i++) {
        uint32_t levels = 0, steps = 0;
        for (uint32_t at = i; at < p->count && p->version[at] == version; at = manager[at]) {
            levels++;
            if (steps++ > p->count) {
                return 0;
            }
        }
        most = levels > most ? levels : most;
    }
    return most;
}

static int is_on_circle(const plan *p, uint32_t post) {
    uint32_t at = p->manager[post];
    for (uint32_t steps = 0; at < p->count && at != post && steps < p->count; steps++) {
        at = p->manager[at];
    }
    return at == post;
}

/* Levels where circles stay: each post on one stands at the top of what hangs on it. */
static uint32_t levels_with_circles(const plan *p, uint32_t version, int *circle) {
    uint32_t most = 0;
    for (uint32_t i = 0; i < p->count; i++) {
        uint32_t levels = p->version[i] == version;
        for (uint32_t at = i; levels > 0 && !is_on_circle(p, at); levels++) {
            at = p->manager[at];
            if (at >= p->count || p->version[at] != version) {
                break;
            }
        }
        *circle |= levels > 0 && is_on_circle(p, i);
        most = levels > most ? levels : most;
    }
    return most;
}

static void levels_count_what_hangs_on_circles(void) {
    uint32_t circles = 0;
    for (uint64_t seed = 1; seed <= 300; seed++) {
        test_random random = {seed, 0};
        plan p;
        loc_lines *lines = NULL;
        locality_allocator allocator;

        draw(&random, &p, 1, 1);
        for (uint32_t i = 0; seed % 2 == 0 && i < p.count; i++) { /* no line leaves its version */
            p.version[i] = 0;
        }
        locality_snapshot *snapshot = snapshot_of(&p);
        CU_ASSERT_EQUAL_FATAL(loc_allocator_take(NULL, &allocator, NULL), LOCALITY_OK);
        CU_ASSERT_EQUAL_FATAL(loc_lines_new(snapshot, &allocator, &lines, NULL), LOCALITY_OK);
        for (uint32_t version = 0; version < VERSIONS; version++) {
            int circle = 0;
            locality_range range;
            loc_lines_layers(lines, version, &range);
            TEST_NUMBER(range.lo, levels_with_circles(&p, version, &circle));
            CU_ASSERT(!circle || range.hi == LOCALITY_OPEN_ABOVE);
            circles += circle != 0;
        }
        loc_lines_free(lines);
        locality_snapshot_release(snapshot);
    }
    CU_ASSERT(circles > 100);
}

/* Draws a manager for each orphan, anyone or nobody. */
static void settle(test_random *random, const plan *p, uint32_t *manager) {
    for (uint32_t i = 0; i < p->count; i++) {
        uint32_t drawn = (uint32_t)test_random_below(random, p->count + 1ull);
        manager[i] = p->manager[i] != LOCALITY_ROW_MISSING ? p->manager[i]
                     : drawn < p->count                    ? drawn
                                                           : LOCALITY_ROW_NONE;
    }
}

/* Which ends of a range of levels were met when unknown managers were settled in many ways. */
typedef struct ends {
    uint32_t plans, lowest, highest;
} ends;

static void settle_often(test_random *random, const plan *p, const loc_lines *lines,
                         uint32_t version, ends *met) {
    uint32_t lowest = 0, highest = 0;
    locality_range range;

    loc_lines_layers(lines, version, &range);
    for (int choice = 0; choice < 2000; choice++) {
        uint32_t manager[POSTS];
        settle(random, p, manager);
        uint32_t levels = levels_of(p, manager, version);
        if (levels == 0) {
            continue; /* nobody of the version, or a circle */
        }
        CU_ASSERT(levels >= range.lo && levels <= range.hi);
        lowest |= levels == range.lo;
        highest |= levels == range.hi;
    }
    met->plans += range.lo > 0;
    met->lowest += range.lo > 0 && lowest;
    met->highest += range.lo > 0 && highest;
}

static void levels_hold_whatever_the_unknown_managers_are(void) {
    ends met = {0, 0, 0};

    for (uint64_t seed = 1; seed <= 200; seed++) {
        test_random random = {seed, 0};
        plan p;
        loc_lines *lines = NULL;
        locality_allocator allocator;

        draw(&random, &p, 0, 1);
        for (uint32_t i = 0; seed % 2 == 0 && i < p.count; i++) { /* no line leaves its version */
            p.version[i] = p.manager[i] < p.count ? p.version[p.manager[i]] : p.version[i];
        }
        p.count = p.count > 6 ? 6 : p.count; /* managers come first, so the rest stays a plan */
        locality_snapshot *snapshot = snapshot_of(&p);
        CU_ASSERT_EQUAL_FATAL(loc_allocator_take(NULL, &allocator, NULL), LOCALITY_OK);
        CU_ASSERT_EQUAL_FATAL(loc_lines_new(snapshot, &allocator, &lines, NULL), LOCALITY_OK);
        for (uint32_t version = 0; version < VERSIONS; version++) {
            settle_often(&random, &p, lines, version, &met);
        }
        loc_lines_free(lines);
        locality_snapshot_release(snapshot);
    }
    CU_ASSERT(met.plans > 200);
    TEST_NUMBER(met.lowest, met.plans);
    CU_ASSERT(met.highest * 100 >= met.plans * 95); /* no wider than the range has to be */
}

/* The span of a manager of two who stand for so many posts each. */
static locality_range span_over_two(int64_t each) {
    const char *ids[] = {"boss", "a", "b"}, *managers[] = {"none", "boss", "boss"};
    const int64_t posts[] = {1, each, each};
    const int64_t fte[] = {1000000, 500000, 250000};
    locality_column_in columns[3] = {LOCALITY_COLUMN_IN_INIT, LOCALITY_COLUMN_IN_INIT,
                                     LOCALITY_COLUMN_IN_INIT};
    locality_model *model = NULL;
    locality_snapshot *snapshot = NULL;
    loc_lines *lines = NULL;
    locality_allocator allocator;
    locality_range span, of_fte;

    columns[0].field = "reports_to";
    columns[0].data = managers;
    columns[1].field = "posts";
    columns[1].data = posts;
    columns[2].field = "fte";
    columns[2].data = fte;
    CU_ASSERT_EQUAL_FATAL(locality_model_new(NULL, NULL, &model, NULL), LOCALITY_OK);
    CU_ASSERT_EQUAL_FATAL(locality_model_add_many(model, "post", ids, 3, columns, 3, NULL),
                          LOCALITY_OK);
    CU_ASSERT_EQUAL_FATAL(locality_snapshot_take(model, &snapshot, NULL), LOCALITY_OK);
    CU_ASSERT_EQUAL_FATAL(loc_allocator_take(NULL, &allocator, NULL), LOCALITY_OK);
    CU_ASSERT_EQUAL_FATAL(loc_lines_new(snapshot, &allocator, &lines, NULL), LOCALITY_OK);
    loc_lines_span(lines, 0, &span);
    loc_lines_span_fte(lines, 0, &of_fte);
    TEST_NUMBER(of_fte.lo, 750000);
    TEST_NUMBER(of_fte.hi, 750000);
    loc_lines_free(lines);
    locality_snapshot_release(snapshot);
    locality_model_free(model);
    return span;
}

static void sums_that_leave_64_bits_become_open(void) {
    locality_range span = span_over_two(LOCALITY_OPEN_ABOVE - 5);
    TEST_NUMBER(span.lo, LOCALITY_OPEN_ABOVE - 1);
    TEST_NUMBER(span.hi, LOCALITY_OPEN_ABOVE);
}

static void sums_that_leave_32_bits_stay_exact(void) {
    static const int64_t each[] = {UINT32_MAX / 3, UINT32_MAX / 2, UINT32_MAX / 2 + 1, UINT32_MAX,
                                   INT64_C(1) << 40};
    for (size_t i = 0; i < TEST_COUNT(each); i++) {
        locality_range span = span_over_two(each[i]);
        TEST_NUMBER(span.lo, 2 * each[i]);
        TEST_NUMBER(span.hi, 2 * each[i]);
    }
}

/* A random structure whose versions lie one behind the other; the first `cut` posts are the older one's.
 * Lines stay inside a version unless `crosses`, and then one leads from the newer to the older. */
static uint32_t draw_apart(test_random *random, plan *p, int crosses) {
    do {
        draw(random, p, 1, (int)test_random_below(random, 2));
    } while (p->count < 4);
    uint32_t cut = 1 + (uint32_t)test_random_below(random, p->count - 2);
    for (uint32_t i = 0; i < p->count; i++) {
        uint32_t first = i < cut ? 0 : cut, size = i < cut ? cut : p->count - cut;
        p->version[i] = i < cut ? 0 : 1;
        if (p->manager[i] < p->count) {
            p->manager[i] = first + p->manager[i] % size;
        }
    }
    if (crosses) {
        p->manager[p->count - 1] = 0;
    }
    return cut;
}

static int ranges_equal(locality_range a, locality_range b) {
    return a.lo == b.lo && a.hi == b.hi;
}

/* What lines of one version say is what lines of all posts say. */
static void compare_lines(const loc_lines *some, const loc_lines *all, uint32_t version) {
    locality_range a, b;

    for (uint32_t post = some->up.first; post < some->up.first + some->count; post++) {
        loc_lines_span(some, post, &a);
        loc_lines_span(all, post, &b);
        CU_ASSERT(ranges_equal(a, b));
        loc_lines_span_fte(some, post, &a);
        loc_lines_span_fte(all, post, &b);
        CU_ASSERT(ranges_equal(a, b));
        loc_lines_depth(some, post, &a);
        loc_lines_depth(all, post, &b);
        CU_ASSERT(ranges_equal(a, b));
        TEST_NUMBER(loc_lines_reports(some, post), loc_lines_reports(all, post));
        TEST_NUMBER(loc_ascent_way(&some->up, post), loc_ascent_way(&all->up, post));
    }
    loc_lines_layers(some, version, &a);
    loc_lines_layers(all, version, &b);
    CU_ASSERT(ranges_equal(a, b));
}

/* The circles of both versions, one behind the other, are those of all posts. */
static void compare_circles(const loc_lines *const some[VERSIONS], const loc_lines *all) {
    uint32_t at = 0;

    TEST_NUMBER(some[0]->up.circles + some[1]->up.circles, all->up.circles);
    for (uint32_t v = 0; v < VERSIONS; v++) {
        for (uint32_t i = 0; i < some[v]->up.circles && at < all->up.circles; i++, at++) {
            loc_rows a = loc_ascent_circle(&some[v]->up, i), b = loc_ascent_circle(&all->up, at);
            TEST_NUMBER(a.count, b.count);
            for (uint32_t k = 0; k < a.count && k < b.count; k++) {
                TEST_NUMBER(a.row[k], b.row[k]);
            }
        }
    }
}

static void lines_of_a_version_agree_with_those_of_all(void) {
    for (uint64_t seed = 1; seed <= 300; seed++) {
        test_random random = {seed, 0};
        plan p;
        const loc_lines *some[VERSIONS] = {NULL, NULL};
        loc_lines *all = NULL;
        locality_allocator allocator;
        uint32_t cut = draw_apart(&random, &p, seed % 3 == 0);
        locality_snapshot *snapshot = snapshot_of(&p);

        CU_ASSERT_EQUAL_FATAL(loc_allocator_take(NULL, &allocator, NULL), LOCALITY_OK);
        CU_ASSERT_EQUAL_FATAL(loc_lines_new(snapshot, &allocator, &all, NULL), LOCALITY_OK);
        for (uint32_t v = 0; v < VERSIONS; v++) {
            CU_ASSERT_EQUAL_FATAL(loc_lines_of_version(snapshot, v, &some[v], NULL), LOCALITY_OK);
            compare_lines(some[v], all, v);
        }
        if (seed % 3 == 0) { /* no version stands apart */
            CU_ASSERT(some[0] == some[1] && some[0]->version == LOCALITY_ROW_MISSING);
        } else {
            TEST_NUMBER(some[0]->version, 0);
            TEST_NUMBER(some[1]->version, 1);
            TEST_NUMBER(some[1]->up.first, cut);
            compare_circles(some, all);
        }
        loc_lines_free(all);
        locality_snapshot_release(snapshot);
    }
}

/* A version whose posts lie on both sides of another's is not alone, nor is one that is entered there. */
static void versions_that_enclose_others_do_not_stand_apart(void) {
    static const locality_range one = {1, 1};
    plan p = {.count = 5,
              .manager = {LOCALITY_ROW_NONE, LOCALITY_ROW_NONE, 1, 2, 1},
              .version = {0, 1, 1, 0, 1}};
    const loc_lines *lines = NULL;

    for (uint32_t i = 0; i < p.count; i++) {
        p.posts[i] = p.fte[i] = one;
    }
    p.version[4] = 0; /* 0 1 1 0 0, and two lines lead from 0 to 1 */
    locality_snapshot *snapshot = snapshot_of(&p);
    CU_ASSERT_EQUAL_FATAL(loc_lines_of_version(snapshot, 1, &lines, NULL), LOCALITY_OK);
    TEST_NUMBER(lines->version, LOCALITY_ROW_MISSING);
    TEST_NUMBER(loc_lines_reports(lines, 1), 2);
    locality_snapshot_release(snapshot);
    p.manager[3] = p.manager[4] = 0; /* none does */
    snapshot = snapshot_of(&p);
    CU_ASSERT_EQUAL_FATAL(loc_lines_of_version(snapshot, 1, &lines, NULL), LOCALITY_OK);
    TEST_NUMBER(lines->version, 1);
    CU_ASSERT_EQUAL_FATAL(loc_lines_of_version(snapshot, 0, &lines, NULL), LOCALITY_OK);
    TEST_NUMBER(lines->version, LOCALITY_ROW_MISSING);
    TEST_NUMBER(loc_lines_reports(lines, 0), 2);
    locality_snapshot_release(snapshot);
}

static const locality_snapshot *work_snapshot;

static locality_status work(void *state, const locality_allocator *allocator,
                            locality_error *error) {
    loc_lines *lines = NULL;
    (void)state;
    locality_status status = loc_lines_new(work_snapshot, allocator, &lines, error);
    loc_lines_free(lines);
    return status;
}

/* Two versions that stand apart, from an empty model to the lines of both. */
static locality_status work_versions(void *state, const locality_allocator *allocator,
                                     locality_error *error) {
    static const char *const records[] = {"structure s0",
                                          "structure s1",
                                          "post a structure=s0 reports_to=none",
                                          "post b structure=s0 reports_to=a",
                                          "post c structure=s1 reports_to=d",
                                          "post d structure=s1 reports_to=c"};
    const loc_lines *lines = NULL;
    locality_status status = LOCALITY_OK;
    locality_snapshot *snapshot =
        paper_snapshot(records, sizeof records / sizeof records[0], allocator, error);

    (void)state;
    if (snapshot == NULL) {
        return LOCALITY_NO_MEMORY;
    }
    for (uint32_t v = 0; status == LOCALITY_OK && v < VERSIONS; v++) {
        status = loc_lines_of_version(snapshot, v, &lines, error);
        CU_ASSERT(lines == NULL || lines->version == v);
    }
    locality_snapshot_release(snapshot);
    return status;
}

static void survives_every_refusal(void) {
    static const char *const plain[] = {"post a", "post b"};
    for (uint64_t seed = 3; seed <= 12; seed += 3) {
        test_random random = {seed, 0};
        plan p;
        draw(&random, &p, 1, seed % 2 == 0);
        locality_snapshot *snapshot = snapshot_of(&p);
        work_snapshot = snapshot;
        fault_drive("lines of a random structure", work, NULL, 8);
        locality_snapshot_release(snapshot);
    }
    locality_snapshot *snapshot = paper_snapshot(plain, 2, NULL, NULL);
    CU_ASSERT_PTR_NOT_NULL_FATAL(snapshot);
    work_snapshot = snapshot;
    fault_drive("lines where no post has a manager", work, NULL, 10);
    locality_snapshot_release(snapshot);
    fault_drive("lines of versions", work_versions, NULL, 20);
}

static const test_case cases[] = {
    {"spans and depth agree with a plain computation, circles included",
     agrees_with_a_plain_computation},
    {"levels hold whatever the unknown managers are, and no wider than they have to",
     levels_hold_whatever_the_unknown_managers_are},
    {"levels count what hangs on circles", levels_count_what_hangs_on_circles},
    {"sums that leave 64 bits become open", sums_that_leave_64_bits_become_open},
    {"sums that leave 32 bits stay exact", sums_that_leave_32_bits_stay_exact},
    {"lines of a version that stands apart agree with those of all posts",
     lines_of_a_version_agree_with_those_of_all},
    {"versions that enclose or enter others do not stand apart",
     versions_that_enclose_others_do_not_stand_apart},
    {"lines survive every refused allocation", survives_every_refusal},
};

TEST_MAIN("lines", cases)
