/**
 * @file store.h
 * @brief Storage of the host: a table of functions through which a model is loaded and saved.
 *
 * The library keeps nothing. A host that has a database fills a locality_store; the library reads a
 * *case* (a named set of records, for example one restructure) into a model and saves back what
 * has changed since. What is asked of each function stands beside it; whether an implementation
 * keeps it, the conformance kit (locality-testkit) tells.
 *
 * What a store has to promise:
 * - *Whole or not at all.* What was written between begin and commit is there after commit and is
 *   not there after rollback, or after the process has died before commit returned.
 * - *One moment.* A transaction sees one state of the case, together with its own writes.
 * - *Nobody overwritten.* Every commit gives the case a greater revision; a commit that expects
 *   another revision than that of the case changes nothing and fails as LOCALITY_CONFLICT.
 * - *Order.* Records of a kind come back in the order in which they were first written; a record
 *   that is written again keeps its place.
 * - *Texts as they are.* Byte for byte, of any length, empty ones told apart from missing ones.
 *
 * Errors: a function returns a status and fills the error it is given (never null, clear on
 * entry); status, host_code and message reach the caller of the library untouched. A function that
 * fails without filling the error is reported as LOCALITY_CALLBACK with its number as host_code.
 *
 * Threads and re-entry: every function runs on the thread that called the library, one at a
 * time for each opened case. A function may not call into the model that is being loaded or saved:
 * such a call is answered with LOCALITY_BUSY.
 */
#ifndef LOCALITY_STORE_H
#define LOCALITY_STORE_H

#include "locality/model.h"

#ifdef __cplusplus
extern "C" {
#endif

/* ---- What goes over the border --------------------------------------------------------------- */

/**
 * @brief One record on its way into or out of a store, borrowed for the call.
 *
 * Value i is that of field i of the kind (locality_schema_describe tells its name and type), of
 * type NONE where it is missing. A store keeps records by the *names* of kind and fields: numbers
 * may differ in another version of the library. References are the ids as they were put in.
 */
typedef struct locality_store_record {
    uint32_t struct_size;          /**< sizeof(locality_store_record). */
    uint32_t reserved;             /**< Zero. */
    const locality_schema *schema; /**< The schema that kind and fields are numbers of. */
    uint32_t kind;                 /**< Number of the kind. */
    uint32_t is_new;               /**< When written: 1 if the case must not hold this id yet. */
    const char *id;                /**< Id of the record. */
    const locality_value *values;  /**< One value for each field, by number. */
    size_t values_count; /**< How many: locality_schema_fields, or fewer; the rest is missing. */
} locality_store_record;

/** Starting value of a locality_store_record. */
#define LOCALITY_STORE_RECORD_INIT \
    { sizeof(locality_store_record), 0, 0, 0, 0, 0, 0, 0 }

/**
 * @brief Where a store pushes what it reads.
 *
 * Each function takes a copy. Other than LOCALITY_OK ends the reading: the store gives it back as
 * it is, with the error that it was handed.
 */
typedef struct locality_store_sink {
    uint32_t struct_size; /**< sizeof(locality_store_sink). */
    uint32_t reserved;    /**< Zero. */
    void *self;           /**< Handed to each function. */
    /** Takes the header of the case. */
    locality_status (*header)(void *self, const char *bytes, size_t length, locality_error *error);
    /** Takes a record. */
    locality_status (*record)(void *self, const locality_store_record *record,
                              locality_error *error);
} locality_store_sink;

/** Starting value of a locality_store_sink. */
#define LOCALITY_STORE_SINK_INIT \
    { sizeof(locality_store_sink), 0, 0, 0, 0 }

/** Which records of one kind are wanted. */
typedef struct locality_store_query {
    uint32_t struct_size;          /**< sizeof(locality_store_query). */
    uint32_t reserved;             /**< Zero. */
    const locality_schema *schema; /**< The schema that kind is a number of. */
    uint32_t kind;                 /**< Number of the kind. */
    uint32_t structure_field;      /**< With `structures`: number of the field that it is about. */
    /** Null for every record. Else only records whose `structure_field` names one of these, or is
     * missing, are wanted. A store may leave it out of account: the library looks again. */
    const char *const *structures;
    size_t structures_count; /**< How many. */
    /** Null for what the case holds now. Else what it held at the end of that day (in days): a
     * store without history refuses with LOCALITY_INVALID. */
    const int64_t *known_on;
    const uint32_t
        *area_fields; /**< With `areas`: numbers of the fields, REF and REFS, that name areas. */
    size_t area_fields_count; /**< How many. */
    /** Null for every record. Else only records that name one of these in one of `area_fields`, or
     * none at all in all of them, are wanted. A store may leave it out of account. */
    const char *const *areas;
    size_t areas_count; /**< How many. */
    /** Null for every record. Else, in days, only records that may be valid on that day are wanted: not
     * those of which `first_field` lies behind it for certain or `last_field` before it. A store may
     * leave it out of account. */
    const int64_t *valid_on;
    uint32_t first_field; /**< With `valid_on`: number of the field, or LOCALITY_NO_INDEX. */
    uint32_t last_field;  /**< The same for the last day. */
} locality_store_query;

/** Starting value of a locality_store_query. */
#define LOCALITY_STORE_QUERY_INIT \
    { sizeof(locality_store_query), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 }

/** What a transaction is for. */
enum locality_store_access {
    LOCALITY_STORE_READ = 0, /**< Only read and read_header follow; it ends with rollback. */
    LOCALITY_STORE_WRITE = 1 /**< Anything may follow; it ends with commit or rollback. */
};

/**
 * @brief The storage of a host, as a table of functions.
 *
 * The table is copied at each call; `self` has to live as long as the call. For loading alone,
 * write_header, write, erase and commit may be null.
 */
typedef struct locality_store {
    uint32_t struct_size; /**< sizeof(locality_store). */
    uint32_t reserved;    /**< Zero. */
    void *self;           /**< Handed to `open`. */
    /** Required. Opens a case, which need not exist, and gives what the others are handed. */
    locality_status (*open)(void *self, const char *name, void **opened, locality_error *error);
    /** Required. Closes what open gave; never while a transaction runs. */
    void (*close)(void *opened);
    /** Required. Begins a transaction for one of locality_store_access; `*revision` is that of the
     * case as the transaction sees it, 0 for a case that was never committed. */
    locality_status (*begin)(void *opened, int32_t access, uint64_t *revision,
                             locality_error *error);
    /** Required. Pushes the header that was written last (with `known_on` not null: then), or
     * nothing if there is none. */
    locality_status (*read_header)(void *opened, const int64_t *known_on,
                                   const locality_store_sink *sink, locality_error *error);
    /** Required. Pushes the records that are asked for, in their order. */
    locality_status (*read)(void *opened, const locality_store_query *query,
                            const locality_store_sink *sink, locality_error *error);
    /** Required for saving. Keeps the header of the case: text of the library's own, to be given
     * back byte for byte. */
    locality_status (*write_header)(void *opened, const char *bytes, size_t length,
                                    locality_error *error);
    /** Required for saving. Adds a record, or replaces the one with its id as a whole, but for fields
     * that the schema does not know (of a later version, or another host's): those stay as they
     * are. With `is_new` a record that stands is LOCALITY_DUPLICATE; a store that writes many at once
     * may say so later, at the latest in commit. */
    locality_status (*write)(void *opened, const locality_store_record *record,
                             locality_error *error);
    /** Required for saving. Takes a record out; one that is not there is no error. */
    locality_status (*erase)(void *opened, const char *kind, const char *id, locality_error *error);
    /** Required for saving. Makes the transaction permanent if the revision of the case is still
     * `expected`, and gives the new one; else LOCALITY_CONFLICT. Whatever it returns, the
     * transaction is over. References are complete at this moment, not before: a store that
     * checks them does so here. */
    locality_status (*commit)(void *opened, uint64_t expected, uint64_t *revision,
                              locality_error *error);
    /** Required. Ends the transaction; nothing that it wrote remains. Cannot fail. */
    void (*rollback)(void *opened);
} locality_store;

/** Starting value of a locality_store. */
#define LOCALITY_STORE_INIT \
    { sizeof(locality_store), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 }

/* ---- Loading --------------------------------------------------------------------------------- */

/** What is to be loaded of a case. */
typedef struct locality_load_options {
    uint32_t struct_size;                /**< sizeof(locality_load_options). */
    uint32_t reserved;                   /**< Zero. */
    const locality_allocator *allocator; /**< Memory of the model; null for malloc. */
    /** Null for every structure version. Else ids, separated by blanks: of records that belong
     * to a structure (units, posts, allocations ...) only those of these versions and of the
     * versions they build upon are loaded, and the other versions are left out themselves. Where
     * any is, the model is *partial*: see locality_model_is_partial. */
    const char *structures;
    const int64_t *known_on; /**< Null for now; else what the case held at the end of that day. */
    /** Asked now and then; other than 0 ends the loading as LOCALITY_CANCELLED. May be null. */
    int32_t (*cancel)(void *self);
    void *cancel_self; /**< Handed to cancel. */
    /** Null for every area. Else ids, separated by blanks: only these areas and those below them are
     * loaded, and of records that name areas (posts, sites, provisions ...) only those that name one of
     * these or none at all. The model is then partial. */
    const char *areas;
    /** Null for every day. Else, in days, only records that may be valid then are loaded: not those
     * that `starts` (a structure: `effective`) after that day for certain or `ends` before it.
     * Structure versions that `structures` names are loaded in any case, and so are aliases and
     * parameters. The model is then partial. */
    const int64_t *valid_on;
} locality_load_options;

/** Starting value of a locality_load_options. */
#define LOCALITY_LOAD_OPTIONS_INIT \
    { sizeof(locality_load_options), 0, 0, 0, 0, 0, 0, 0, 0 }

/**
 * @brief Loads a case into a new model, which remembers where it came from.
 *
 * From then on the model keeps a journal of what is changed, so that locality_model_save writes
 * only that (a model of what was `known_on` a day belongs to no case). Memory is that of the model: records are taken over one by one as they come. Fields
 * and words that hosts declared are part of the case. Linear in the values.
 * @param[in] store The storage.
 * @param[in] name Name of the case.
 * @param[in] options What is loaded; null for all of it.
 * @param[out] out The model; free with locality_model_free.
 * @param[out] error Filled on failure, may be null; names kind, id and field of a record that is
 *         not right.
 * @return OK, INVALID, NOT_FOUND (no such case), CANCELLED, NO_MEMORY; SYNTAX (a broken header, or
 *         one of a later format); as locality_model_put for a record; or what the store returned.
 */
LOCALITY_API locality_status locality_model_load(const locality_store *store, const char *name,
                                                 const locality_load_options *options,
                                                 locality_model **out, locality_error *error);
/**
 * @brief Tells whether only a part of a case was loaded into a model.
 *
 * What was left out is not thought away: a reference to it is as one that is missing, and a rule or
 * question that looks at all records of a kind of which some were left out is not decided, unless it
 * asks for one record, or for what was loaded as a whole: those of one structure (`p.structure = E`) in
 * a part by structures, those of one area (`s.area = E`) in one by areas. A rule that goes over the
 * records one by one fails where one that was loaded fails; that it passes cannot be decided.
 * @param[in] model A model.
 * @return 1 if so, else 0.
 */
LOCALITY_API int32_t locality_model_is_partial(const locality_model *model);
/**
 * @brief Tells whether records of a kind were left out of what a snapshot was taken of.
 * @param[in] snapshot A snapshot.
 * @param[in] kind Number of the kind.
 * @return 1 if so, else 0.
 */
LOCALITY_API int32_t locality_snapshot_is_partial(const locality_snapshot *snapshot, uint32_t kind);

/* ---- Saving ---------------------------------------------------------------------------------- */

/** What to do when somebody else has saved the case in the meantime. */
enum locality_conflict_policies {
    LOCALITY_CONFLICT_STOP = 0, /**< Fail as CONFLICT; nothing is written. */
    /** Load what stands now, make the model's own changes upon it, and save that; CONFLICT only where
     * both have changed the same field of a record to different values, one has removed what the other
     * has changed, or both have added a record of one id. A model that is partial stops instead. */
    LOCALITY_CONFLICT_REBASE = 1
};

/** What a host keeps with a case besides its records. */
typedef struct locality_case_header {
    uint32_t struct_size;     /**< sizeof(locality_case_header). */
    uint32_t reserved;        /**< Zero. */
    const char *name;         /**< What documents call it, or null. */
    const char *title;        /**< Title for a reader, or null. */
    const char *const *rules; /**< Names of the files its rules stand in. */
    size_t rules_count;       /**< How many. */
} locality_case_header;

/** Starting value of a locality_case_header. */
#define LOCALITY_CASE_HEADER_INIT \
    { sizeof(locality_case_header), 0, 0, 0, 0, 0 }

/** How a model is to be saved. */
typedef struct locality_save_options {
    uint32_t struct_size; /**< sizeof(locality_save_options). */
    uint32_t reserved;    /**< Zero. */
    int32_t on_conflict;  /**< One of locality_conflict_policies. */
    /** REBASE: how often it is tried before CONFLICT; 0 for 8. */
    uint32_t attempts;
    /** Name, title and rule files kept with the case; null leaves those it has. */
    const locality_case_header *header;
    /** Asked now and then; other than 0 ends the saving as LOCALITY_CANCELLED, with nothing
     * written. May be null. */
    int32_t (*cancel)(void *self);
    void *cancel_self; /**< Handed to cancel. */
} locality_save_options;

/** Starting value of a locality_save_options. */
#define LOCALITY_SAVE_OPTIONS_INIT \
    { sizeof(locality_save_options), 0, 0, 0, 0, 0, 0 }

/** What saving did. */
typedef struct locality_save_outcome {
    uint32_t struct_size; /**< sizeof(locality_save_outcome). */
    uint32_t reserved;    /**< Zero. */
    uint64_t revision;    /**< The revision the case has now. */
    uint64_t written;     /**< Records written. */
    uint64_t erased;      /**< Records taken out. */
    uint64_t attempts;    /**< How often it was tried: 1 without a conflict. */
} locality_save_outcome;

/** Starting value of a locality_save_outcome. */
#define LOCALITY_SAVE_OUTCOME_INIT \
    { sizeof(locality_save_outcome), 0, 0, 0, 0, 0 }

/**
 * @brief Saves a model: in the case it was loaded from what has changed, anywhere else all of it.
 *
 * One transaction; targets of references go before the records that name them where the kinds
 * allow it, and removals come last. A new case must not exist yet. On failure the store is
 * as it was, and the model and its journal too. Afterwards the model belongs to the case.
 * Linear in what is written, whatever the size of the model.
 * @param[in,out] model The model.
 * @param[in] store The storage.
 * @param[in] name Name of the case.
 * @param[in] options How; null for the starting values.
 * @param[in,out] outcome What was done, struct_size set by the caller; may be null.
 * @param[out] error Filled on failure, may be null; for CONFLICT between records it names the first.
 * @return OK, INVALID, BUSY, CONFLICT (locality_model_conflicts tells where), CANCELLED, NO_MEMORY,
 *         or what the store returned.
 */
LOCALITY_API locality_status locality_model_save(locality_model *model, const locality_store *store,
                                                 const char *name,
                                                 const locality_save_options *options,
                                                 locality_save_outcome *outcome,
                                                 locality_error *error);
/**
 * @brief Tells which revision of its case a model was last loaded from or saved as.
 * @param[in] model A model.
 * @return The revision; 0 for a model that belongs to no case.
 */
LOCALITY_API uint64_t locality_model_revision(const locality_model *model);
/**
 * @brief Gives what is kept with the case of a model besides its records.
 * @param[in] model A model.
 * @param[in,out] out Title and rule files, borrowed until the model is saved or freed; struct_size set
 *         by the caller.
 * @param[out] error Filled on failure, may be null.
 * @return OK or INVALID.
 */
LOCALITY_API locality_status locality_model_header(const locality_model *model,
                                                   locality_case_header *out,
                                                   locality_error *error);

/** How a record stands against the case it was loaded from. */
enum locality_change_states {
    LOCALITY_CHANGE_ADDED = 1,   /**< The case does not hold it yet. */
    LOCALITY_CHANGE_CHANGED = 2, /**< It differs from what the case holds. */
    LOCALITY_CHANGE_REMOVED = 3  /**< The case still holds it. */
};

/**
 * @brief Shows what saving would write: each record that is added, changed or removed.
 *
 * In the order of the schema's kinds, then of the ids. A model that belongs to no case has none.
 * @param[in] model The model.
 * @param[in] self Handed to `change`.
 * @param[in] change Called for each; other than 0 ends it. It may not call into the model.
 * @param[out] error Filled on failure, may be null; carries the callback's code.
 * @return OK, INVALID, CALLBACK or NO_MEMORY.
 */
LOCALITY_API locality_status locality_model_changes(const locality_model *model, void *self,
                                                    int32_t (*change)(void *self, uint32_t kind,
                                                                      const char *id,
                                                                      int32_t state),
                                                    locality_error *error);

/** One thing that two have changed in different ways, borrowed from the model. */
typedef struct locality_conflict {
    uint32_t struct_size; /**< sizeof(locality_conflict). */
    uint32_t reserved;    /**< Zero. */
    const char *kind;     /**< Kind of the record. */
    const char *id;       /**< Its id. */
    const char *field;    /**< The field; empty where it is the whole record. */
    const char *before;   /**< What both began with, in text form; empty for missing. */
    const char *mine;     /**< What the model holds; for a whole record `removed` or `changed`. */
    const char *theirs;   /**< What the case holds now; the same words. */
} locality_conflict;

/** Starting value of a locality_conflict. */
#define LOCALITY_CONFLICT_INIT \
    { sizeof(locality_conflict), 0, 0, 0, 0, 0, 0, 0 }

/**
 * @brief Counts the conflicts that the last locality_model_save ended with.
 * @param[in] model A model.
 * @return How many; 0 after one that succeeded.
 */
LOCALITY_API size_t locality_model_conflicts(const locality_model *model);
/**
 * @brief Gives one of these conflicts.
 * @param[in] model A model.
 * @param[in] index Which, from 0.
 * @param[in,out] out The conflict, borrowed until the next save; struct_size set by the caller.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID or NOT_FOUND.
 */
LOCALITY_API locality_status locality_model_conflict_at(const locality_model *model, size_t index,
                                                        locality_conflict *out,
                                                        locality_error *error);

#ifdef __cplusplus
}
#endif

#endif
