/* Checks of transactions: whole or not at all, one moment, nobody overwritten, still there after a
 * restart. A store that lets a second transaction wait or fail instead of running beside the
 * first keeps the contract too; such a check then asks only for what remains. */
#include <string.h>

#include "session.h"

/* A case with one post. */
static bool begin_with_one(check *c, session *s) {
    return session_open(c, s) && session_begin(s, LOCALITY_STORE_WRITE) &&
           session_put_text(s, "post", "p", "title", "first") && session_commit(s);
}

static void own_writes(check *c) {
    session s;
    if (session_open(c, &s) && session_begin(&s, LOCALITY_STORE_WRITE) &&
        session_put_text(&s, "post", "p", "title", "a") &&
        session_text_is(&s, "post", "p", "title", "a") &&
        session_put_text(&s, "post", "p", "title", "b") &&
        session_text_is(&s, "post", "p", "title", "b") && session_erase(&s, "post", "p"))
        session_ids_are(&s, "post", "");
    session_close(&s);
}

static void rolled_back(check *c) {
    session s;
    if (begin_with_one(c, &s) && session_begin(&s, LOCALITY_STORE_WRITE) &&
        session_put_text(&s, "post", "p", "title", "second") &&
        session_put(&s, "post", "q", NULL, NULL) && session_put_header(&s, "no")) {
        uint64_t before = s.revision;
        session_rollback(&s);
        if (session_begin(&s, LOCALITY_STORE_READ) && session_ids_are(&s, "post", "p,") &&
            session_text_is(&s, "post", "p", "title", "first") && session_header_is(&s, NULL) &&
            s.revision != before)
            check_wrong(c, "a rollback changed the revision");
    }
    session_close(&s);
}

static void first_rolled_back(check *c) {
    session s;
    if (session_open(c, &s) && session_begin(&s, LOCALITY_STORE_WRITE) &&
        session_put(&s, "post", "p", NULL, NULL)) {
        session_rollback(&s);
        if (session_begin(&s, LOCALITY_STORE_READ) && session_ids_are(&s, "post", "") &&
            s.revision != 0)
            check_wrong(c, "a case whose first transaction was rolled back has a revision");
    }
    session_close(&s);
}

static void closed_without_commit(check *c) {
    session s;
    if (begin_with_one(c, &s) && session_begin(&s, LOCALITY_STORE_WRITE) &&
        session_erase(&s, "post", "p")) {
        session_close(&s);
        if (session_open(c, &s) && session_begin(&s, LOCALITY_STORE_READ))
            session_ids_are(&s, "post", "p,");
    }
    session_close(&s);
}

/* Begins a transaction that the store may refuse while another runs. */
static bool may_begin(session *s, int32_t access) {
    locality_error error;
    memset(&error, 0, sizeof error);
    s->running = s->of->store->begin(s->opened, access, &s->revision, &error) == LOCALITY_OK;
    return s->running;
}

static void not_seen_early(check *c) {
    session s, other;
    if (begin_with_one(c, &s) && session_begin(&s, LOCALITY_STORE_WRITE) &&
        session_put(&s, "post", "q", NULL, NULL) && session_open(c, &other)) {
        if (may_begin(&other, LOCALITY_STORE_READ))
            session_ids_are(&other, "post", "p,");
        session_close(&other);
        if (session_commit(&s) && session_begin(&s, LOCALITY_STORE_READ))
            session_ids_are(&s, "post", "p,q,");
    }
    session_close(&s);
}

static void one_moment(check *c) {
    session reader, writer;
    uint64_t revision = 0;
    if (begin_with_one(c, &reader) && session_begin(&reader, LOCALITY_STORE_READ) &&
        session_ids_are(&reader, "post", "p,") && session_open(c, &writer)) {
        if (may_begin(&writer, LOCALITY_STORE_WRITE)) {
            session_put(&writer, "post", "q", NULL, NULL);
            session_try_commit(&writer, writer.revision, &revision); /* may have to wait */
        }
        session_ids_are(&reader, "post", "p,");
        session_close(&writer);
    }
    session_close(&reader);
}

/* ---- Revisions ------------------------------------------------------------------------------- */

static void revision_grows(check *c) {
    session s;
    if (begin_with_one(c, &s)) {
        uint64_t last = 0;
        for (int i = 0; i < 3 && session_begin(&s, LOCALITY_STORE_WRITE); i++) {
            if (s.revision <= last)
                check_wrong(c, "the revision did not grow with a commit");
            last = s.revision;
            if (!session_put(&s, "post", "p", NULL, NULL) || !session_commit(&s))
                break;
        }
    }
    session_close(&s);
}

static void expect_conflict(session *s, uint64_t expected) {
    uint64_t revision = 0;
    locality_status status = session_try_commit(s, expected, &revision);
    if (status != LOCALITY_CONFLICT)
        check_wrong(s->of, "a commit that expects another revision gave %s, not conflict",
                    locality_status_name(status));
}

static void other_revision(check *c) {
    session s;
    if (begin_with_one(c, &s) && session_begin(&s, LOCALITY_STORE_WRITE) &&
        session_put_text(&s, "post", "p", "title", "second")) {
        expect_conflict(&s, s.revision + 1);
        if (session_begin(&s, LOCALITY_STORE_READ))
            session_text_is(&s, "post", "p", "title", "first");
    }
    session_close(&s);
}

static void new_over_a_case(check *c) {
    session s;
    if (begin_with_one(c, &s) && session_begin(&s, LOCALITY_STORE_WRITE) &&
        session_put_text(&s, "post", "p", "title", "second")) {
        expect_conflict(&s, 0);
        if (session_begin(&s, LOCALITY_STORE_READ))
            session_text_is(&s, "post", "p", "title", "first");
    }
    session_close(&s);
}

static void after_a_conflict(check *c) {
    session s;
    if (begin_with_one(c, &s) && session_begin(&s, LOCALITY_STORE_WRITE)) {
        expect_conflict(&s, s.revision + 7);
        if (session_begin(&s, LOCALITY_STORE_WRITE) &&
            session_put_text(&s, "post", "p", "title", "second") && session_commit(&s) &&
            session_begin(&s, LOCALITY_STORE_READ))
            session_text_is(&s, "post", "p", "title", "second");
    }
    session_close(&s);
}

static void two_writers(check *c) {
    session first, second;
    uint64_t revision = 0;
    if (begin_with_one(c, &first) && session_open(c, &second)) {
        uint64_t began = 0;
        bool beside = may_begin(&second, LOCALITY_STORE_WRITE);
        began = second.revision;
        session_rollback(&second); /* a writer that waits would wait for ever here */
        if (beside && session_begin(&first, LOCALITY_STORE_WRITE) &&
            session_put_text(&first, "post", "p", "title", "by the first") &&
            session_commit(&first) && session_begin(&second, LOCALITY_STORE_WRITE) &&
            session_put_text(&second, "post", "p", "title", "by the second")) {
            if (session_try_commit(&second, began, &revision) == LOCALITY_OK)
                check_wrong(c, "of two who began with one revision both could commit");
            if (session_begin(&first, LOCALITY_STORE_READ))
                session_text_is(&first, "post", "p", "title", "by the first");
        }
        session_close(&second);
    }
    session_close(&first);
}

const check_row checks_of_transactions[] = {
    {"own-writes", "a transaction sees its own writes", own_writes},
    {"rollback", "what is rolled back is not there", rolled_back},
    {"rollback-first", "a case whose first transaction is rolled back does not exist",
     first_rolled_back},
    {"closed", "what was not committed is not there after closing", closed_without_commit},
    {"not-early", "nobody else sees what is not committed", not_seen_early},
    {"one-moment", "a transaction goes on seeing what it saw at first", one_moment},
    {"revision", "every commit raises the revision", revision_grows},
    {"conflict", "a commit that expects another revision changes nothing", other_revision},
    {"conflict-new", "a new case over one that stands is a conflict", new_over_a_case},
    {"after-conflict", "after a conflict the case can be used as before", after_a_conflict},
    {"two-writers", "of two who began with one revision only one commits", two_writers},
};
const size_t checks_of_transactions_count =
    sizeof checks_of_transactions / sizeof checks_of_transactions[0];
