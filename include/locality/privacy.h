/**
 * @file privacy.h
 * @brief Redaction: a copy of a snapshot that can be published without exposing people.
 *
 * Redaction does not work on what is printed but on the records: locality_snapshot_redact makes a
 * new model, with nothing of the old one behind it, and every report, list, query, finding, chart
 * and written document made from that model is safe because there is nothing in it to be shown.
 *
 * The promise, for a redacted model R of a snapshot S:
 *
 * 1. **Names.** No name of a person, no alias of one and no id of one is in R, in any text or id
 * of any record. A person goes by `person-1`, `person-2` ..., by initials (where they are
 * initials) and by the post held; nothing else that S says of a person is in R but the place of
 * work, and pay as below.
 * 2. **Pay.** An amount of pay is exact only where it is certainly at or above the threshold for
 * each post it pays for; below, it is a band that contains it: 45,200 is from 45,000 to 49,999.99.
 * 3. **Small teams.** A team (a unit with all below it, or a version without units) that is not
 * certainly larger than `smallest_team` shows none of its posts but those on the senior management
 * chart or paid at or above the threshold. The others are in R without id, title, team, place,
 * line or person, among at least as many of other teams as it takes to have more than
 * `smallest_team` of them from two teams; where a version has not that many, how many posts they
 * are is a range too. So no team that has such a post has a certain count of posts, FTE or money.
 * What other records say of these posts and teams is withheld.
 * 4. **Truth.** What R says contains what S said: a value of R is missing, or a range round that
 * of S, and `withheld` says of each record whether it is whole. There are as many records of each
 * kind as before, but for aliases of people and of withheld posts, and rules and questions that
 * name what is withheld, which are left out. A rule or query that R decides is therefore decided
 * as S decides it; what needed what was withheld cannot be decided, even where it asks whether
 * something is missing.
 * 5. **Order.** A higher threshold never makes a band narrower or shows a post again, and a larger
 *    `smallest_team` never shows a post of a team that a smaller one hides.
 *
 * What it cannot promise: a name that stands only in prose and nowhere as the name of a person is
 * not known to be one (withhold all prose with `texts`; how many texts were kept is reported). The
 * number of records of a kind is not hidden. The amount of a stream of money is not taken for pay,
 * nor is what a rule, a parameter or a stated total of a whole version of more than
 * `smallest_team` posts says. Names and documentation of fields that a host declares are not looked
 * at. What is published elsewhere can be put beside what is published here.
 */
#ifndef LOCALITY_PRIVACY_H
#define LOCALITY_PRIVACY_H

#include "locality/model.h"

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Pay of a year, in pence, from which it is published: £50,000, the amount from which the Local
 * Government Transparency Code 2015 (part 2, senior salaries; as the Accounts and Audit
 * Regulations 2015 do) has councils publish it.
 */
#define LOCALITY_PAY_THRESHOLD 5000000
/** Width of a band of pay, in pence: £5,000, the brackets of the same Code. */
#define LOCALITY_PAY_BAND 500000
/** Posts of a team that is still too small to be shown: five, as the guidance on organograms of
 * government has it ("a team of five people or fewer"). */
#define LOCALITY_SMALLEST_TEAM 5

/** What happens to free text: remarks, reasons, remits, notes, aims. */
enum locality_redacted_texts {
    LOCALITY_TEXTS_CHECKED =
        0, /**< Kept unless it holds a known name or a way to reach somebody. */
    LOCALITY_TEXTS_WITHHELD = 1 /**< All of it is withheld. */
};

/** How a snapshot is to be redacted. */
typedef struct locality_redaction {
    uint32_t struct_size;      /**< sizeof(locality_redaction). */
    uint32_t reserved;         /**< Zero. */
    int64_t pay_threshold;     /**< Pay of a year in pence from which it is shown as it is. */
    int64_t pay_band;          /**< Width of a band below it, in pence; at least 1. */
    int64_t smallest_team;     /**< Posts up to which a team is suppressed; 0 suppresses none. */
    int32_t texts;             /**< One of locality_redacted_texts. */
    int32_t withhold_initials; /**< 1 to leave out initials as well. */
    int32_t keep_contacts;     /**< 1 to keep texts with e-mail addresses and telephone numbers. */
    int32_t unused;            /**< Zero. */
    /** Fields that the host has declared and that are safe to publish, as `kind.field`; null for
     * none. */
    const char *const *keep;
    size_t keep_count; /**< How many. */
} locality_redaction;

/** Starting value of a locality_redaction: what the Code and the guidance say. */
#define LOCALITY_REDACTION_INIT                                                   \
    {                                                                             \
        sizeof(locality_redaction), 0, LOCALITY_PAY_THRESHOLD, LOCALITY_PAY_BAND, \
            LOCALITY_SMALLEST_TEAM, LOCALITY_TEXTS_CHECKED, 0, 0, 0, 0, 0         \
    }

/** Why something is withheld. */
enum locality_withheld_reasons {
    LOCALITY_WITHHELD_NAMES = 0,    /**< People whose name, telling id or alias is left out. */
    LOCALITY_WITHHELD_PERSONAL = 1, /**< Other facts about a person. */
    LOCALITY_WITHHELD_PAY = 2,      /**< Amounts of pay that are given as a band. */
    LOCALITY_WITHHELD_TEAMS = 3,    /**< Teams that are too small to be shown. */
    LOCALITY_WITHHELD_POSTS = 4,    /**< Records of posts shown without title and team. */
    LOCALITY_WITHHELD_LINKS = 5,    /**< References that would lead to such a post or team. */
    LOCALITY_WITHHELD_FIGURES = 6,  /**< Counts and amounts about a person or a few people. */
    LOCALITY_WITHHELD_CONTACTS = 7, /**< Texts that tell how to reach somebody. */
    LOCALITY_WITHHELD_TEXTS =
        8, /**< Texts that hold a name, speak of a small team, or are not wanted. */
    LOCALITY_WITHHELD_FIELDS = 9, /**< Values of fields that the host has declared. */
    /** Rules and questions that name what is withheld, or use a definition that does. */
    LOCALITY_WITHHELD_RULES = 10,
    LOCALITY_WITHHELD_UNCHECKED =
        11, /**< Not withheld: prose that was kept; nobody can tell whom it names. */
    LOCALITY_WITHHELD_REASONS = 12 /**< How many reasons there are. */
};

/** How much was withheld, by reason. */
typedef struct locality_withheld {
    uint32_t struct_size; /**< sizeof(locality_withheld). */
    uint32_t reserved;    /**< Zero. */
    uint64_t count[16];   /**< By locality_withheld_reasons; the rest is 0. */
} locality_withheld;

/** Starting value of a locality_withheld. */
#define LOCALITY_WITHHELD_INIT          \
    {                                   \
        sizeof(locality_withheld), 0, { \
            0                           \
        }                               \
    }

/**
 * @brief Makes a model that can be published out of a snapshot.
 *
 * The model has the schema of the snapshot and otherwise shares nothing with it. Records keep their
 * order, those without their id come last. Overlays are redacted as what they come to: the copies
 * of posts and units are records of their own, and the structure says that it is `applied`. Linear
 * in the values, and in the posts for each small team that has no other beside it.
 * @param[in] snapshot The snapshot.
 * @param[in] options What is withheld; null for the starting values.
 * @param[in] allocator Memory functions, null for malloc.
 * @param[out] out The model; free with locality_model_free.
 * @param[in,out] withheld How much was withheld; struct_size set by the caller; may be null.
 * @param[out] error Filled on failure, may be null; names a kept field that does not exist.
 * @return OK, INVALID, NOT_FOUND or NO_MEMORY.
 */
LOCALITY_API locality_status locality_snapshot_redact(const locality_snapshot *snapshot,
                                                      const locality_redaction *options,
                                                      const locality_allocator *allocator,
                                                      locality_model **out,
                                                      locality_withheld *withheld,
                                                      locality_error *error);
/**
 * @brief Tells whether a text of the host's own, a title for example, names a person of the
 * snapshot.
 * @param[in] snapshot The snapshot, not the redacted one.
 * @param[in] text The text.
 * @param[out] names 1 if it holds the name, an alias or a telling id of a person, an e-mail
 *         address or a telephone number, else 0.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID or NO_MEMORY.
 */
LOCALITY_API locality_status locality_snapshot_names_person(const locality_snapshot *snapshot,
                                                            const char *text, int32_t *names,
                                                            locality_error *error);
/**
 * @brief Says a reason in plain words: `posts without title and team`.
 * @param[in] reason One of locality_withheld_reasons.
 * @return The words, never null; empty for what is no reason.
 */
LOCALITY_API const char *locality_withheld_name(int32_t reason);
/**
 * @brief Says in one sentence or two what was withheld, as a note to a reader.
 * @param[in] withheld How much was withheld.
 * @param[out] buffer Receives the text with its end mark; may be null when size is 0.
 * @param[in] size Bytes of buffer; 1000 are always enough.
 * @param[out] needed Bytes the text needs with its end mark, also when the buffer is too small;
 *         may be null.
 * @param[out] error Filled on failure, may be null.
 * @return OK; INVALID; LIMIT when the buffer is too small (it then holds an empty text).
 */
LOCALITY_API locality_status locality_withheld_print(const locality_withheld *withheld,
                                                     char *buffer, size_t size, size_t *needed,
                                                     locality_error *error);

#ifdef __cplusplus
}
#endif

#endif
