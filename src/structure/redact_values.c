/* Values: what is left of each value of a record in a snapshot that can be published. */
#include <string.h>

#include "base/error.h"
#include "structure/redact.h"

/* ---- Kinds of fields
 * ---------------------------------------------------------------------------- */

typedef struct named_field {
    uint32_t kind, field;
} named_field;

/* Free text: sentences that somebody wrote. The common field `remark` is one of them in every
 * kind. */
static const named_field prose[] = {
    {LOC_KIND_area, LOC_FIELD_area_key_work},
    {LOC_KIND_area, LOC_FIELD_area_key_needs},
    {LOC_KIND_area, LOC_FIELD_area_contacts},
    {LOC_KIND_site, LOC_FIELD_site_tenure},
    {LOC_KIND_organisation, LOC_FIELD_organisation_remit},
    {LOC_KIND_post, LOC_FIELD_post_remit},
    {LOC_KIND_change, LOC_FIELD_change_reason},
    {LOC_KIND_function, LOC_FIELD_function_route},
    {LOC_KIND_role, LOC_FIELD_role_scope},
    {LOC_KIND_allocation, LOC_FIELD_allocation_reason},
    {LOC_KIND_service, LOC_FIELD_service_contact},
    {LOC_KIND_service, LOC_FIELD_service_route},
    {LOC_KIND_provider, LOC_FIELD_provider_priorities},
    {LOC_KIND_provider, LOC_FIELD_provider_contact},
    {LOC_KIND_stream, LOC_FIELD_stream_exit_plan},
    {LOC_KIND_figure, LOC_FIELD_figure_readings},
    {LOC_KIND_work_item, LOC_FIELD_work_item_steps},
    {LOC_KIND_work_item, LOC_FIELD_work_item_aim},
    {LOC_KIND_work_item, LOC_FIELD_work_item_exit},
    {LOC_KIND_task_group, LOC_FIELD_task_group_aim},
    {LOC_KIND_task_group, LOC_FIELD_task_group_exit},
    {LOC_KIND_risk, LOC_FIELD_risk_mitigation},
    {LOC_KIND_note, LOC_FIELD_note_text},
    {LOC_KIND_note, LOC_FIELD_note_readings},
};

/* How many people a group of people has. */
static const named_field group_sizes[] = {
    {LOC_KIND_stakeholder, LOC_FIELD_stakeholder_quantity},
    {LOC_KIND_engagement, LOC_FIELD_engagement_participants},
    {LOC_KIND_consultation, LOC_FIELD_consultation_dismissals},
};

/* Texts in the language, which may name a record. */
static const named_field in_language[] = {
    {LOC_KIND_figure, LOC_FIELD_figure_check},
    {LOC_KIND_change, LOC_FIELD_change_expected},
    {LOC_KIND_change, LOC_FIELD_change_value},
    {LOC_KIND_parameter, LOC_FIELD_parameter_value},
};

/* What is published of a person: where, not who. */
static const uint32_t open_of_person[] = {LOC_FIELD_person_post, LOC_FIELD_person_base,
                                          LOC_FIELD_person_locality};

static bool is_among(const named_field *fields, size_t count, uint32_t kind, uint32_t field) {
    for (size_t i = 0; i < count; i++)
        if (fields[i].kind == kind && fields[i].field == field)
            return true;
    return false;
}

#define IS_AMONG(fields, kind, field) \
    is_among((fields), sizeof(fields) / sizeof((fields)[0]), (kind), (field))

static bool is_common(uint32_t kind, uint32_t field, uint32_t common) {
    return field == loc_common_field(kind, common);
}

/* What the public said: whatever stands in it is free text. */
static bool is_prose(uint32_t kind, uint32_t field) {
    return is_common(kind, field, LOC_COMMON_remark) || IS_AMONG(prose, kind, field) ||
           (kind == LOC_KIND_comment && is_common(kind, field, LOC_COMMON_name));
}

static bool is_kept(const loc_redactor *r, uint32_t kind, uint32_t field) {
    return r->kept[kind] != NULL && r->kept[kind][field] != 0;
}

/* Writes nothing of the value. */
static bool withhold(loc_redactor *r, int reason, locality_value *value) {
    memset(value, 0, sizeof *value);
    loc_redact_count(r, reason);
    return true;
}

/* ---- Texts
 * ---------------------------------------------------------------------------------------- */

/* Why a text is withheld, or LOCALITY_WITHHELD_REASONS. */
static bool judge_text(loc_redactor *r, uint32_t kind, uint32_t field, const char *text,
                       int *reason) {
    bool free_text = is_prose(kind, field), mentions = false, gone = false;
    bool channel = kind == LOC_KIND_consultation && field == LOC_FIELD_consultation_channels;

    *reason = LOCALITY_WITHHELD_REASONS;
    if (free_text && (r->options.texts == LOCALITY_TEXTS_WITHHELD || kind == LOC_KIND_comment)) {
        *reason = LOCALITY_WITHHELD_TEXTS;
        return true;
    }
    if (!loc_known_mentions(&r->known, text, free_text ? LOC_GROUND_PROSE : LOC_GROUND_PLAIN,
                            &mentions))
        return false;
    if (IS_AMONG(in_language, kind, field) && !loc_redact_names_gone(r, text, &gone))
        return false;
    if (mentions || gone)
        *reason = LOCALITY_WITHHELD_TEXTS;
    else if (r->options.keep_contacts == 0 && !channel && loc_text_has_contact(text))
        *reason = LOCALITY_WITHHELD_CONTACTS;
    return true;
}

static bool redact_text(loc_redactor *r, uint32_t kind, uint32_t field, locality_value *value) {
    int reason = LOCALITY_WITHHELD_REASONS;

    if (value->type == LOCALITY_TYPE_TEXT && !judge_text(r, kind, field, value->text, &reason))
        return false;
    for (size_t i = 0; i < value->items_count && reason == LOCALITY_WITHHELD_REASONS; i++)
        if (!judge_text(r, kind, field, value->items[i], &reason))
            return false;
    if (reason != LOCALITY_WITHHELD_REASONS)
        return withhold(r, reason, value);
    if (is_prose(kind, field))
        loc_redact_count(r, LOCALITY_WITHHELD_UNCHECKED);
    return true;
}

/* ---- References
 * ------------------------------------------------------------------------------------ */

/* Copies the id of a record where it is a new one; null where memory lacks. */
static const char *name_record(loc_redactor *r, uint32_t kind, uint32_t row, bool with_kind) {
    const char *id = loc_redact_id(r, &r->id, kind, row);

    if (id == NULL)
        return NULL;
    if (!with_kind)
        return id == r->id.data ? loc_arena_text(&r->texts, id, strlen(id)) : id;
    r->other.length = 0;
    loc_text_format(&r->other, "%s:%s",
                    locality_schema_kind_name(locality_snapshot_schema(r->snapshot), kind), id);
    return r->other.failed ? NULL : loc_arena_text(&r->texts, r->other.data, r->other.length);
}

/* Whether a reference is cut: to what is hidden, and from what is about it to the team as well. */
static bool is_cut(const loc_redactor *r, uint32_t from, uint32_t row, uint32_t kind, uint32_t to) {
    if (to >= LOCALITY_ROW_NONE)
        return false;
    if (kind == LOC_KIND_post && loc_redact_hides(r, to))
        return true;
    return r->touched[from] != NULL && r->touched[from][row] != 0 &&
           loc_redact_is_delicate(r, from, kind, to);
}

static bool redact_refs(loc_redactor *r, uint32_t kind, uint32_t row, const loc_rows *named,
                        uint32_t target, locality_value *value) {
    const char **items;

    for (uint32_t i = 0; i < named->count; i++)
        if (is_cut(r, kind, row, target, named->row[i]))
            return withhold(r, LOCALITY_WITHHELD_LINKS, value);
    if (r->alias[target] == NULL || named->count == 0)
        return true;
    items = loc_arena_take(&r->texts, named->count, sizeof *items);
    for (uint32_t i = 0; items != NULL && i < named->count; i++) {
        items[i] = name_record(r, target, named->row[i], false);
        if (items[i] == NULL)
            return false;
    }
    value->items = items;
    return items != NULL;
}

static bool redact_ref(loc_redactor *r, uint32_t kind, uint32_t row, uint32_t field,
                       const loc_field *info, locality_value *value) {
    locality_column column = loc_view_column(r->snapshot, kind, field);
    bool any = info->type == LOCALITY_TYPE_ANY_REF;
    uint32_t target = any && column.kind != NULL ? column.kind[row] : info->target;
    uint32_t to;

    if (info->type == LOCALITY_TYPE_REFS) {
        loc_rows named = loc_view_rows(&column, row);
        return redact_refs(r, kind, row, &named, target, value);
    }
    to = loc_view_row(&column, row);
    if (to >= LOCALITY_ROW_NONE)
        return true;
    if (is_cut(r, kind, row, target, to))
        return withhold(r, LOCALITY_WITHHELD_LINKS, value);
    if (r->alias[target] != NULL && r->alias[target][to] != 0)
        value->text = name_record(r, target, to, any);
    return value->text != NULL;
}

/* ---- Amounts
 * --------------------------------------------------------------------------------------- */

static int64_t floor_to(int64_t value, int64_t step) {
    int64_t rest = value % step;

    return rest < 0 ? value - rest - step : value - rest;
}

/* Widens an amount to whole bands. */
static void widen_to_bands(locality_range *range, int64_t step) {
    const int64_t most = INT64_MAX / 4; /* beyond it a band has no room */

    if (range->lo > -most && range->lo < most)
        range->lo = floor_to(range->lo, step);
    else
        range->lo = range->lo >= most ? most - 1 : LOCALITY_OPEN_BELOW;
    if (range->hi > -most && range->hi < most)
        range->hi = floor_to(range->hi, step) + step - 1;
    else
        range->hi = range->hi <= -most ? -most : LOCALITY_OPEN_ABOVE;
}

/* Pay for the posts of a record (or of one person): exact where each post certainly has the
 * threshold. */
static void redact_pay(loc_redactor *r, uint32_t post, locality_value *value) {
    int64_t least = 1, most = 1, band = r->options.pay_band;

    if (post < LOCALITY_ROW_NONE) {
        locality_column posts = LOC_VIEW(r->snapshot, post, posts);
        locality_range count = loc_view_range(&posts, post);

        if (locality_range_is_unknown(&count) == 0) {
            least = count.lo > 1 ? count.lo : 1;
            most = count.hi > 1 ? count.hi : 1;
        }
    }
    if (value->range.lo != LOCALITY_OPEN_BELOW && most != LOCALITY_OPEN_ABOVE &&
        value->range.lo / most >= r->options.pay_threshold)
        return;
    widen_to_bands(&value->range, band > INT64_MAX / 8 / least ? INT64_MAX / 8 : band * least);
    loc_redact_count(r, LOCALITY_WITHHELD_PAY);
}

/* A number of few people: at most so many as make a team that is not shown. */
static void widen_count(loc_redactor *r, int64_t one, locality_value *value) {
    int64_t limit = r->options.smallest_team;

    limit = limit > INT64_MAX / one - 1 ? INT64_MAX - 1 : limit * one;
    value->range.lo = value->range.lo < 0 ? value->range.lo : 0;
    value->range.hi = value->range.hi > limit ? value->range.hi : limit;
    loc_redact_count(r, LOCALITY_WITHHELD_FIGURES);
}

/* A grade whose pay is one sum, or nearly, says what its posts are paid. */
static bool is_spot_pay(const loc_redactor *r, uint32_t grade) {
    locality_column minimum = LOC_VIEW(r->snapshot, grade, minimum);
    locality_column maximum = LOC_VIEW(r->snapshot, grade, maximum);
    locality_range low = loc_view_range(&minimum, grade), high = loc_view_range(&maximum, grade);

    return low.lo != LOCALITY_OPEN_BELOW && high.hi != LOCALITY_OPEN_ABOVE &&
           (low.lo >= 0 || high.hi < INT64_MAX + low.lo) && high.hi - low.lo < r->options.pay_band;
}

/* The post or person that a figure is about: the post in *post. */
static bool is_about_pay(const loc_redactor *r, uint32_t figure, uint32_t *post) {
    locality_column about = LOC_VIEW(r->snapshot, figure, about);

    locality_column money = LOC_VIEW(r->snapshot, figure, money);
    locality_range sum = loc_view_range(&money, figure);

    *post = LOCALITY_ROW_MISSING;
    if (locality_range_is_unknown(&sum) != 0 || about.row == NULL || about.kind == NULL ||
        about.row[figure] >= LOCALITY_ROW_NONE)
        return false;
    if (about.kind[figure] == LOC_KIND_post)
        *post = about.row[figure];
    return about.kind[figure] == LOC_KIND_post || about.kind[figure] == LOC_KIND_person;
}

static void redact_amount(loc_redactor *r, uint32_t kind, uint32_t row, uint32_t field,
                          const loc_field *info, locality_value *value) {
    bool own = info->is_extra && info->type == LOCALITY_TYPE_MONEY && !is_kept(r, kind, field);
    uint32_t post = LOCALITY_ROW_MISSING;

    if (kind == LOC_KIND_post && (own || field == LOC_FIELD_post_cost)) {
        redact_pay(r, row, value);
    } else if (kind == LOC_KIND_person && own) {
        redact_pay(r, LOCALITY_ROW_MISSING, value);
    } else if (kind == LOC_KIND_spend && field == LOC_FIELD_spend_amount) {
        locality_column paid = LOC_VIEW(r->snapshot, spend, post);

        post = loc_view_row(&paid, row);
        if (post < LOCALITY_ROW_NONE)
            redact_pay(r, post, value);
    } else if (kind == LOC_KIND_figure && field == LOC_FIELD_figure_money) {
        if (is_about_pay(r, row, &post))
            redact_pay(r, post, value);
    } else if (kind == LOC_KIND_grade && info->type == LOCALITY_TYPE_MONEY && !info->is_extra) {
        if (is_spot_pay(r, row))
            redact_pay(r, LOCALITY_ROW_MISSING, value);
    } else if (IS_AMONG(group_sizes, kind, field)) {
        if (value->range.lo <= r->options.smallest_team && r->options.smallest_team > 0)
            widen_count(r, 1, value);
    } else if (kind == LOC_KIND_structure && r->structure[row] != 0) {
        if (field == LOC_FIELD_structure_stated_posts)
            widen_count(r, 1, value);
        else if (field == LOC_FIELD_structure_stated_fte)
            widen_count(r, LOCALITY_ONE, value);
    }
}

/* ---- Records that are not seen whole
 * ----------------------------------------------------------------- */

static bool is_number(int32_t type) {
    return type == LOCALITY_TYPE_COUNT || type == LOCALITY_TYPE_NUMBER ||
           type == LOCALITY_TYPE_RATIO || type == LOCALITY_TYPE_MONEY;
}

static bool is_text(int32_t type) {
    return type == LOCALITY_TYPE_TEXT || type == LOCALITY_TYPE_TEXTS;
}

static bool is_ref(int32_t type) {
    return type == LOCALITY_TYPE_REF || type == LOCALITY_TYPE_REFS || type == LOCALITY_TYPE_ANY_REF;
}

/* Of a hidden post: how many it stands for, and what they cost, in a version with enough of them.
 * */
static bool is_left_of_hidden(const loc_redactor *r, uint32_t post, uint32_t field) {
    if (field == LOC_FIELD_post_cost)
        return r->post[post] == LOC_HIDDEN;
    return field == LOC_FIELD_post_structure || field == LOC_FIELD_post_posts ||
           field == LOC_FIELD_post_fte || is_common(LOC_KIND_post, field, LOC_COMMON_basis) ||
           is_common(LOC_KIND_post, field, LOC_COMMON_withheld);
}

static bool is_left_of_person(const loc_redactor *r, uint32_t row, uint32_t field,
                              const locality_value *value) {
    locality_column post = LOC_VIEW(r->snapshot, person, post);
    uint32_t held = loc_view_row(&post, row);

    if (held < LOCALITY_ROW_NONE && loc_redact_hides(r, held))
        return is_common(LOC_KIND_person, field, LOC_COMMON_basis) ||
               is_common(LOC_KIND_person, field, LOC_COMMON_withheld);
    if (field == LOC_FIELD_person_initials)
        return r->options.withhold_initials == 0 && loc_text_is_initials(value->text);
    for (size_t i = 0; i < sizeof open_of_person / sizeof open_of_person[0]; i++)
        if (field == open_of_person[i])
            return true;
    return is_common(LOC_KIND_person, field, LOC_COMMON_basis) ||
           is_common(LOC_KIND_person, field, LOC_COMMON_source) ||
           is_common(LOC_KIND_person, field, LOC_COMMON_section) ||
           is_common(LOC_KIND_person, field, LOC_COMMON_withheld);
}

/* What a reason a field of the host's own is withheld for, or LOCALITY_WITHHELD_REASONS. */
static int judge_own(const loc_redactor *r, uint32_t kind, uint32_t row, uint32_t field,
                     const loc_field *info) {
    if (is_kept(r, kind, field))
        return LOCALITY_WITHHELD_REASONS;
    if (is_text(info->type) || (kind == LOC_KIND_person && info->type != LOCALITY_TYPE_MONEY))
        return LOCALITY_WITHHELD_FIELDS;
    if (kind == LOC_KIND_unit && r->unit[row] != 0 && is_number(info->type))
        return LOCALITY_WITHHELD_FIGURES;
    return LOCALITY_WITHHELD_REASONS;
}

/* Fields of a figure that print the amount that has become a band. */
static bool prints_pay(const loc_redactor *r, uint32_t kind, uint32_t row, uint32_t field) {
    uint32_t post;

    if (kind != LOC_KIND_figure || !is_about_pay(r, row, &post))
        return false;
    return field == LOC_FIELD_figure_printed || field == LOC_FIELD_figure_readings ||
           field == LOC_FIELD_figure_check || field == LOC_FIELD_figure_before ||
           field == LOC_FIELD_figure_quantity || is_common(kind, field, LOC_COMMON_name) ||
           is_common(kind, field, LOC_COMMON_remark);
}

/* A change of pay, or of a field of the host's own, says both sums. */
static bool changes_pay(const loc_redactor *r, uint32_t kind, uint32_t row, uint32_t field) {
    locality_column changed = LOC_VIEW(r->snapshot, change, field);
    locality_column subject = LOC_VIEW(r->snapshot, change, subject);
    const locality_schema *schema = locality_snapshot_schema(r->snapshot);
    const char *name;
    uint32_t number;

    if (kind != LOC_KIND_change || subject.kind == NULL ||
        (field != LOC_FIELD_change_expected && field != LOC_FIELD_change_value))
        return false;
    name = locality_snapshot_text(r->snapshot, loc_view_symbol(&changed, row));
    if (subject.kind[row] >= LOC_KINDS)
        return true;
    number = locality_schema_field(schema, subject.kind[row], name);
    return number == LOCALITY_NO_INDEX || strcmp(name, "cost") == 0 ||
           loc_schema_row(schema, subject.kind[row], number)->is_extra;
}

/* Why a value is withheld whatever it says, or LOCALITY_WITHHELD_REASONS; -1: without being
 * counted. */
static int judge(const loc_redactor *r, uint32_t kind, uint32_t row, uint32_t field,
                 const loc_field *info, const locality_value *value) {
    bool touched = r->touched[kind] != NULL && r->touched[kind][row] != 0;

    if (kind == LOC_KIND_post && loc_redact_hides(r, row))
        return is_left_of_hidden(r, row, field) ? LOCALITY_WITHHELD_REASONS : -1;
    if (kind == LOC_KIND_person && is_common(kind, field, LOC_COMMON_name))
        return -1; /* counted with the person */
    if (info->is_extra)
        return judge_own(r, kind, row, field, info);
    if (kind == LOC_KIND_person && !is_left_of_person(r, row, field, value))
        return LOCALITY_WITHHELD_PERSONAL;
    if (touched && is_text(info->type))
        return LOCALITY_WITHHELD_TEXTS;
    if (touched && (is_number(info->type) || info->type == LOCALITY_TYPE_DATE))
        return LOCALITY_WITHHELD_FIGURES;
    if (kind == LOC_KIND_unit && r->unit[row] != 0 && is_common(kind, field, LOC_COMMON_remark))
        return LOCALITY_WITHHELD_TEXTS;
    if (prints_pay(r, kind, row, field) || changes_pay(r, kind, row, field))
        return LOCALITY_WITHHELD_FIGURES;
    return LOCALITY_WITHHELD_REASONS;
}

bool loc_redact_value(loc_redactor *r, uint32_t kind, uint32_t row, uint32_t field,
                      locality_value *value) {
    const loc_field *info = loc_schema_row(locality_snapshot_schema(r->snapshot), kind, field);
    int reason;

    memset(value, 0, sizeof *value);
    (void)locality_snapshot_value(r->snapshot, kind, row, field, value, NULL);
    if (value->type == LOCALITY_TYPE_NONE)
        return true;
    reason = judge(r, kind, row, field, info, value);
    if (reason < 0) {
        memset(value, 0, sizeof *value);
        return true;
    }
    if (reason != LOCALITY_WITHHELD_REASONS)
        return withhold(r, reason, value);
    if (is_ref(info->type))
        return redact_ref(r, kind, row, field, info, value);
    if (is_text(info->type))
        return redact_text(r, kind, field, value);
    if (info->type == LOCALITY_TYPE_WORD)
        return true;
    if (kind == LOC_KIND_post && r->post[row] == LOC_THIN && is_number(info->type))
        widen_count(r, info->type == LOCALITY_TYPE_NUMBER ? LOCALITY_ONE : 1, value);
    else
        redact_amount(r, kind, row, field, info, value);
    return true;
}

/* ---- Records that are left out
 * ------------------------------------------------------------------------ */

/* Another name of a person or of a hidden post, or one that is a person's. */
static bool drops_alias(loc_redactor *r, uint32_t row, bool *drops) {
    locality_column record = LOC_VIEW(r->snapshot, alias, record);
    locality_column text = LOC_VIEW(r->snapshot, alias, text);
    const char *name = locality_snapshot_text(r->snapshot, loc_view_symbol(&text, row));

    if (record.row != NULL && record.row[row] < LOCALITY_ROW_NONE)
        *drops = record.kind[row] == LOC_KIND_person ||
                 (record.kind[row] == LOC_KIND_post && loc_redact_hides(r, record.row[row]));
    return *drops || loc_known_mentions(&r->known, name, LOC_GROUND_PLAIN, drops);
}

/* Whether a rule, question or definition names what is withheld. */
static bool mentions_withheld(loc_redactor *r, uint32_t kind, uint32_t row, bool *drops) {
    uint32_t fields = locality_schema_fields(locality_snapshot_schema(r->snapshot), kind);

    for (uint32_t field = 0; field < fields && !*drops; field++) {
        locality_value value;

        memset(&value, 0, sizeof value);
        (void)locality_snapshot_value(r->snapshot, kind, row, field, &value, NULL);
        if (value.type != LOCALITY_TYPE_TEXT)
            continue;
        if (!loc_known_mentions(&r->known, value.text, LOC_GROUND_PLAIN, drops))
            return false;
        if (!*drops && field == loc_schema_find_field(NULL, kind, "text", 4) &&
            !loc_redact_names_gone(r, value.text, drops))
            return false;
    }
    return true;
}

static bool goes_on(char c) {
    return loc_is_letter(c) || loc_is_digit(c) || c == '_';
}

/* Whether a text has a name as a whole word. */
static bool has_word(const char *text, const char *name) {
    size_t length = strlen(name);

    for (const char *at = strstr(text, name); at != NULL; at = strstr(at + 1, name))
        if ((at == text || !goes_on(at[-1])) && !goes_on(at[length]))
            return true;
    return false;
}

/* Uses of definitions that are followed from one rule; what is more entangled is not let through.
 * */
#define MOST_USES 4096u

/* What uses a definition that is left out would not say anything any more: it is left out as well.
 * */
static bool drops_rule(loc_redactor *r, uint32_t kind, uint32_t row, uint32_t *uses, bool *drops) {
    const uint32_t definition = (uint32_t)LOC_KIND_definition;
    size_t count = locality_snapshot_count(r->snapshot, definition);
    locality_value text;

    if (!mentions_withheld(r, kind, row, drops))
        return false;
    *drops = *drops || ++*uses > MOST_USES;
    (void)locality_snapshot_value(r->snapshot, kind, row,
                                  loc_schema_find_field(NULL, kind, "text", 4), &text, NULL);
    if (text.type != LOCALITY_TYPE_TEXT)
        return true;
    for (uint32_t other = 0; other < count && !*drops; other++) {
        bool is_itself = kind == definition && other == row;

        if (!is_itself &&
            has_word(text.text, locality_snapshot_id(r->snapshot, definition, other)) &&
            !drops_rule(r, definition, other, uses, drops))
            return false;
    }
    return true;
}

bool loc_redact_drops(loc_redactor *r, uint32_t kind, uint32_t row, bool *drops) {
    uint32_t uses = 0;

    *drops = false;
    if (kind == LOC_KIND_alias)
        return drops_alias(r, row, drops);
    if (kind != LOC_KIND_rule && kind != LOC_KIND_question && kind != LOC_KIND_definition)
        return true;
    if (!drops_rule(r, kind, row, &uses, drops))
        return false;
    if (*drops)
        loc_redact_count(r, LOCALITY_WITHHELD_RULES);
    return true;
}
