/* clang-format off */
/* Generated from src/schema/schema.def by src/schema/generate_records.py; change those. */
/* Records: where the fields of each kind stand in its struct, and the typed calls as one-liners. */
#include "locality/records.h"

#include "model/typed.h"


static const locality_area area_start = LOCALITY_AREA_INIT;
static const uint32_t area_offsets[] = {
    offsetof(locality_area, level),
    offsetof(locality_area, parent),
    offsetof(locality_area, code),
    offsetof(locality_area, category),
    offsetof(locality_area, rank),
    offsetof(locality_area, rank_edition),
    offsetof(locality_area, status),
    offsetof(locality_area, starts),
    offsetof(locality_area, ends),
    offsetof(locality_area, successor),
    offsetof(locality_area, population),
    offsetof(locality_area, key_work),
    offsetof(locality_area, key_needs),
    offsetof(locality_area, contacts),
    offsetof(locality_area, profile_date),
    offsetof(locality_area, focus),
    offsetof(locality_area, represented),
    offsetof(locality_area, successors),
    offsetof(locality_area, name),
    offsetof(locality_area, source),
    offsetof(locality_area, section),
    offsetof(locality_area, basis),
    offsetof(locality_area, remark),
    offsetof(locality_area, withheld)};
static const loc_record_shape area_shape = {LOC_KIND_area, sizeof(locality_area), &area_start,
                                           area_offsets};
_Static_assert(sizeof(locality_area) <= LOC_LARGEST_RECORD, "room for every record");

locality_status locality_area_put(locality_model *model, const locality_area *record, locality_error *error) {
    return loc_record_put(model, &area_shape, record, false, error);
}

locality_status locality_area_add(locality_model *model, const locality_area *record, locality_error *error) {
    return loc_record_put(model, &area_shape, record, true, error);
}

locality_status locality_area_remove(locality_model *model, const char *id, locality_error *error) {
    return locality_model_remove(model, "area", id, error);
}

locality_status locality_area_find(const locality_snapshot *snapshot, const char *id, locality_area *out, locality_error *error) {
    return loc_record_find(snapshot, &area_shape, id, out, error);
}

locality_status locality_area_at(const locality_snapshot *snapshot, size_t row, locality_area *out, locality_error *error) {
    return loc_record_at(snapshot, &area_shape, row, out, error);
}

size_t locality_area_count(const locality_snapshot *snapshot) {
    return locality_snapshot_count(snapshot, LOC_KIND_area);
}

static const locality_area_group area_group_start = LOCALITY_AREA_GROUP_INIT;
static const uint32_t area_group_offsets[] = {
    offsetof(locality_area_group, layer),
    offsetof(locality_area_group, members),
    offsetof(locality_area_group, within),
    offsetof(locality_area_group, structure),
    offsetof(locality_area_group, status),
    offsetof(locality_area_group, starts),
    offsetof(locality_area_group, ends),
    offsetof(locality_area_group, name),
    offsetof(locality_area_group, source),
    offsetof(locality_area_group, section),
    offsetof(locality_area_group, basis),
    offsetof(locality_area_group, remark),
    offsetof(locality_area_group, withheld)};
static const loc_record_shape area_group_shape = {LOC_KIND_area_group, sizeof(locality_area_group), &area_group_start,
                                           area_group_offsets};
_Static_assert(sizeof(locality_area_group) <= LOC_LARGEST_RECORD, "room for every record");

locality_status locality_area_group_put(locality_model *model, const locality_area_group *record, locality_error *error) {
    return loc_record_put(model, &area_group_shape, record, false, error);
}

locality_status locality_area_group_add(locality_model *model, const locality_area_group *record, locality_error *error) {
    return loc_record_put(model, &area_group_shape, record, true, error);
}

locality_status locality_area_group_remove(locality_model *model, const char *id, locality_error *error) {
    return locality_model_remove(model, "area_group", id, error);
}

locality_status locality_area_group_find(const locality_snapshot *snapshot, const char *id, locality_area_group *out, locality_error *error) {
    return loc_record_find(snapshot, &area_group_shape, id, out, error);
}

locality_status locality_area_group_at(const locality_snapshot *snapshot, size_t row, locality_area_group *out, locality_error *error) {
    return loc_record_at(snapshot, &area_group_shape, row, out, error);
}

size_t locality_area_group_count(const locality_snapshot *snapshot) {
    return locality_snapshot_count(snapshot, LOC_KIND_area_group);
}

static const locality_site site_start = LOCALITY_SITE_INIT;
static const uint32_t site_offsets[] = {
    offsetof(locality_site, type),
    offsetof(locality_site, area),
    offsetof(locality_site, near),
    offsetof(locality_site, serves),
    offsetof(locality_site, owner),
    offsetof(locality_site, tenure),
    offsetof(locality_site, structure),
    offsetof(locality_site, quantity),
    offsetof(locality_site, status),
    offsetof(locality_site, desks),
    offsetof(locality_site, opening_hours),
    offsetof(locality_site, running_cost),
    offsetof(locality_site, starts),
    offsetof(locality_site, ends),
    offsetof(locality_site, partners),
    offsetof(locality_site, origin),
    offsetof(locality_site, name),
    offsetof(locality_site, source),
    offsetof(locality_site, section),
    offsetof(locality_site, basis),
    offsetof(locality_site, remark),
    offsetof(locality_site, withheld)};
static const loc_record_shape site_shape = {LOC_KIND_site, sizeof(locality_site), &site_start,
                                           site_offsets};
_Static_assert(sizeof(locality_site) <= LOC_LARGEST_RECORD, "room for every record");

locality_status locality_site_put(locality_model *model, const locality_site *record, locality_error *error) {
    return loc_record_put(model, &site_shape, record, false, error);
}

locality_status locality_site_add(locality_model *model, const locality_site *record, locality_error *error) {
    return loc_record_put(model, &site_shape, record, true, error);
}

locality_status locality_site_remove(locality_model *model, const char *id, locality_error *error) {
    return locality_model_remove(model, "site", id, error);
}

locality_status locality_site_find(const locality_snapshot *snapshot, const char *id, locality_site *out, locality_error *error) {
    return loc_record_find(snapshot, &site_shape, id, out, error);
}

locality_status locality_site_at(const locality_snapshot *snapshot, size_t row, locality_site *out, locality_error *error) {
    return loc_record_at(snapshot, &site_shape, row, out, error);
}

size_t locality_site_count(const locality_snapshot *snapshot) {
    return locality_snapshot_count(snapshot, LOC_KIND_site);
}

static const locality_organisation organisation_start = LOCALITY_ORGANISATION_INIT;
static const uint32_t organisation_offsets[] = {
    offsetof(locality_organisation, type),
    offsetof(locality_organisation, parent),
    offsetof(locality_organisation, area),
    offsetof(locality_organisation, quantity),
    offsetof(locality_organisation, remit),
    offsetof(locality_organisation, name),
    offsetof(locality_organisation, source),
    offsetof(locality_organisation, section),
    offsetof(locality_organisation, basis),
    offsetof(locality_organisation, remark),
    offsetof(locality_organisation, withheld)};
static const loc_record_shape organisation_shape = {LOC_KIND_organisation, sizeof(locality_organisation), &organisation_start,
                                           organisation_offsets};
_Static_assert(sizeof(locality_organisation) <= LOC_LARGEST_RECORD, "room for every record");

locality_status locality_organisation_put(locality_model *model, const locality_organisation *record, locality_error *error) {
    return loc_record_put(model, &organisation_shape, record, false, error);
}

locality_status locality_organisation_add(locality_model *model, const locality_organisation *record, locality_error *error) {
    return loc_record_put(model, &organisation_shape, record, true, error);
}

locality_status locality_organisation_remove(locality_model *model, const char *id, locality_error *error) {
    return locality_model_remove(model, "organisation", id, error);
}

locality_status locality_organisation_find(const locality_snapshot *snapshot, const char *id, locality_organisation *out, locality_error *error) {
    return loc_record_find(snapshot, &organisation_shape, id, out, error);
}

locality_status locality_organisation_at(const locality_snapshot *snapshot, size_t row, locality_organisation *out, locality_error *error) {
    return loc_record_at(snapshot, &organisation_shape, row, out, error);
}

size_t locality_organisation_count(const locality_snapshot *snapshot) {
    return locality_snapshot_count(snapshot, LOC_KIND_organisation);
}

static const locality_structure_record structure_start = LOCALITY_STRUCTURE_RECORD_INIT;
static const uint32_t structure_offsets[] = {
    offsetof(locality_structure_record, label),
    offsetof(locality_structure_record, status),
    offsetof(locality_structure_record, baseline),
    offsetof(locality_structure_record, organisation),
    offsetof(locality_structure_record, stated_fte),
    offsetof(locality_structure_record, stated_posts),
    offsetof(locality_structure_record, listing),
    offsetof(locality_structure_record, effective),
    offsetof(locality_structure_record, ends),
    offsetof(locality_structure_record, applied),
    offsetof(locality_structure_record, name),
    offsetof(locality_structure_record, source),
    offsetof(locality_structure_record, section),
    offsetof(locality_structure_record, basis),
    offsetof(locality_structure_record, remark),
    offsetof(locality_structure_record, withheld)};
static const loc_record_shape structure_shape = {LOC_KIND_structure, sizeof(locality_structure_record), &structure_start,
                                           structure_offsets};
_Static_assert(sizeof(locality_structure_record) <= LOC_LARGEST_RECORD, "room for every record");

locality_status locality_structure_record_put(locality_model *model, const locality_structure_record *record, locality_error *error) {
    return loc_record_put(model, &structure_shape, record, false, error);
}

locality_status locality_structure_record_add(locality_model *model, const locality_structure_record *record, locality_error *error) {
    return loc_record_put(model, &structure_shape, record, true, error);
}

locality_status locality_structure_record_remove(locality_model *model, const char *id, locality_error *error) {
    return locality_model_remove(model, "structure", id, error);
}

locality_status locality_structure_record_find(const locality_snapshot *snapshot, const char *id, locality_structure_record *out, locality_error *error) {
    return loc_record_find(snapshot, &structure_shape, id, out, error);
}

locality_status locality_structure_record_at(const locality_snapshot *snapshot, size_t row, locality_structure_record *out, locality_error *error) {
    return loc_record_at(snapshot, &structure_shape, row, out, error);
}

size_t locality_structure_record_count(const locality_snapshot *snapshot) {
    return locality_snapshot_count(snapshot, LOC_KIND_structure);
}

static const locality_unit unit_start = LOCALITY_UNIT_INIT;
static const uint32_t unit_offsets[] = {
    offsetof(locality_unit, structure),
    offsetof(locality_unit, parent),
    offsetof(locality_unit, type),
    offsetof(locality_unit, head),
    offsetof(locality_unit, site),
    offsetof(locality_unit, covers),
    offsetof(locality_unit, quantity),
    offsetof(locality_unit, organised_by),
    offsetof(locality_unit, origin),
    offsetof(locality_unit, temporary),
    offsetof(locality_unit, successor),
    offsetof(locality_unit, starts),
    offsetof(locality_unit, ends),
    offsetof(locality_unit, name),
    offsetof(locality_unit, source),
    offsetof(locality_unit, section),
    offsetof(locality_unit, basis),
    offsetof(locality_unit, remark),
    offsetof(locality_unit, withheld)};
static const loc_record_shape unit_shape = {LOC_KIND_unit, sizeof(locality_unit), &unit_start,
                                           unit_offsets};
_Static_assert(sizeof(locality_unit) <= LOC_LARGEST_RECORD, "room for every record");

locality_status locality_unit_put(locality_model *model, const locality_unit *record, locality_error *error) {
    return loc_record_put(model, &unit_shape, record, false, error);
}

locality_status locality_unit_add(locality_model *model, const locality_unit *record, locality_error *error) {
    return loc_record_put(model, &unit_shape, record, true, error);
}

locality_status locality_unit_remove(locality_model *model, const char *id, locality_error *error) {
    return locality_model_remove(model, "unit", id, error);
}

locality_status locality_unit_find(const locality_snapshot *snapshot, const char *id, locality_unit *out, locality_error *error) {
    return loc_record_find(snapshot, &unit_shape, id, out, error);
}

locality_status locality_unit_at(const locality_snapshot *snapshot, size_t row, locality_unit *out, locality_error *error) {
    return loc_record_at(snapshot, &unit_shape, row, out, error);
}

size_t locality_unit_count(const locality_snapshot *snapshot) {
    return locality_snapshot_count(snapshot, LOC_KIND_unit);
}

static const locality_post post_start = LOCALITY_POST_INIT;
static const uint32_t post_offsets[] = {
    offsetof(locality_post, structure),
    offsetof(locality_post, title),
    offsetof(locality_post, unit),
    offsetof(locality_post, posts),
    offsetof(locality_post, fte),
    offsetof(locality_post, vacant),
    offsetof(locality_post, grade),
    offsetof(locality_post, level),
    offsetof(locality_post, senior),
    offsetof(locality_post, manages),
    offsetof(locality_post, reports_to),
    offsetof(locality_post, reports_basis),
    offsetof(locality_post, dotted_to),
    offsetof(locality_post, supports),
    offsetof(locality_post, base),
    offsetof(locality_post, serves),
    offsetof(locality_post, group),
    offsetof(locality_post, countywide),
    offsetof(locality_post, themes),
    offsetof(locality_post, functions),
    offsetof(locality_post, skills),
    offsetof(locality_post, remit),
    offsetof(locality_post, task_role),
    offsetof(locality_post, contract),
    offsetof(locality_post, temporary),
    offsetof(locality_post, streams),
    offsetof(locality_post, cost),
    offsetof(locality_post, shared_with),
    offsetof(locality_post, employers),
    offsetof(locality_post, statutory),
    offsetof(locality_post, origin),
    offsetof(locality_post, disposition),
    offsetof(locality_post, starts),
    offsetof(locality_post, ends),
    offsetof(locality_post, supports_in),
    offsetof(locality_post, name),
    offsetof(locality_post, source),
    offsetof(locality_post, section),
    offsetof(locality_post, basis),
    offsetof(locality_post, remark),
    offsetof(locality_post, withheld)};
static const loc_record_shape post_shape = {LOC_KIND_post, sizeof(locality_post), &post_start,
                                           post_offsets};
_Static_assert(sizeof(locality_post) <= LOC_LARGEST_RECORD, "room for every record");

locality_status locality_post_put(locality_model *model, const locality_post *record, locality_error *error) {
    return loc_record_put(model, &post_shape, record, false, error);
}

locality_status locality_post_add(locality_model *model, const locality_post *record, locality_error *error) {
    return loc_record_put(model, &post_shape, record, true, error);
}

locality_status locality_post_remove(locality_model *model, const char *id, locality_error *error) {
    return locality_model_remove(model, "post", id, error);
}

locality_status locality_post_find(const locality_snapshot *snapshot, const char *id, locality_post *out, locality_error *error) {
    return loc_record_find(snapshot, &post_shape, id, out, error);
}

locality_status locality_post_at(const locality_snapshot *snapshot, size_t row, locality_post *out, locality_error *error) {
    return loc_record_at(snapshot, &post_shape, row, out, error);
}

size_t locality_post_count(const locality_snapshot *snapshot) {
    return locality_snapshot_count(snapshot, LOC_KIND_post);
}

static const locality_grade grade_start = LOCALITY_GRADE_INIT;
static const uint32_t grade_offsets[] = {
    offsetof(locality_grade, rank),
    offsetof(locality_grade, minimum),
    offsetof(locality_grade, maximum),
    offsetof(locality_grade, name),
    offsetof(locality_grade, source),
    offsetof(locality_grade, section),
    offsetof(locality_grade, basis),
    offsetof(locality_grade, remark),
    offsetof(locality_grade, withheld)};
static const loc_record_shape grade_shape = {LOC_KIND_grade, sizeof(locality_grade), &grade_start,
                                           grade_offsets};
_Static_assert(sizeof(locality_grade) <= LOC_LARGEST_RECORD, "room for every record");

locality_status locality_grade_put(locality_model *model, const locality_grade *record, locality_error *error) {
    return loc_record_put(model, &grade_shape, record, false, error);
}

locality_status locality_grade_add(locality_model *model, const locality_grade *record, locality_error *error) {
    return loc_record_put(model, &grade_shape, record, true, error);
}

locality_status locality_grade_remove(locality_model *model, const char *id, locality_error *error) {
    return locality_model_remove(model, "grade", id, error);
}

locality_status locality_grade_find(const locality_snapshot *snapshot, const char *id, locality_grade *out, locality_error *error) {
    return loc_record_find(snapshot, &grade_shape, id, out, error);
}

locality_status locality_grade_at(const locality_snapshot *snapshot, size_t row, locality_grade *out, locality_error *error) {
    return loc_record_at(snapshot, &grade_shape, row, out, error);
}

size_t locality_grade_count(const locality_snapshot *snapshot) {
    return locality_snapshot_count(snapshot, LOC_KIND_grade);
}

static const locality_change change_start = LOCALITY_CHANGE_INIT;
static const uint32_t change_offsets[] = {
    offsetof(locality_change, structure),
    offsetof(locality_change, sequence),
    offsetof(locality_change, verb),
    offsetof(locality_change, subject),
    offsetof(locality_change, field),
    offsetof(locality_change, expected),
    offsetof(locality_change, value),
    offsetof(locality_change, effective),
    offsetof(locality_change, wave),
    offsetof(locality_change, reason),
    offsetof(locality_change, name),
    offsetof(locality_change, source),
    offsetof(locality_change, section),
    offsetof(locality_change, basis),
    offsetof(locality_change, remark),
    offsetof(locality_change, withheld)};
static const loc_record_shape change_shape = {LOC_KIND_change, sizeof(locality_change), &change_start,
                                           change_offsets};
_Static_assert(sizeof(locality_change) <= LOC_LARGEST_RECORD, "room for every record");

locality_status locality_change_put(locality_model *model, const locality_change *record, locality_error *error) {
    return loc_record_put(model, &change_shape, record, false, error);
}

locality_status locality_change_add(locality_model *model, const locality_change *record, locality_error *error) {
    return loc_record_put(model, &change_shape, record, true, error);
}

locality_status locality_change_remove(locality_model *model, const char *id, locality_error *error) {
    return locality_model_remove(model, "change", id, error);
}

locality_status locality_change_find(const locality_snapshot *snapshot, const char *id, locality_change *out, locality_error *error) {
    return loc_record_find(snapshot, &change_shape, id, out, error);
}

locality_status locality_change_at(const locality_snapshot *snapshot, size_t row, locality_change *out, locality_error *error) {
    return loc_record_at(snapshot, &change_shape, row, out, error);
}

size_t locality_change_count(const locality_snapshot *snapshot) {
    return locality_snapshot_count(snapshot, LOC_KIND_change);
}

static const locality_function function_start = LOCALITY_FUNCTION_INIT;
static const uint32_t function_offsets[] = {
    offsetof(locality_function, parent),
    offsetof(locality_function, structure),
    offsetof(locality_function, lead),
    offsetof(locality_function, unit),
    offsetof(locality_function, theme),
    offsetof(locality_function, duty),
    offsetof(locality_function, needs),
    offsetof(locality_function, status),
    offsetof(locality_function, delivery),
    offsetof(locality_function, provider),
    offsetof(locality_function, route),
    offsetof(locality_function, receivers),
    offsetof(locality_function, scope),
    offsetof(locality_function, name),
    offsetof(locality_function, source),
    offsetof(locality_function, section),
    offsetof(locality_function, basis),
    offsetof(locality_function, remark),
    offsetof(locality_function, withheld)};
static const loc_record_shape function_shape = {LOC_KIND_function, sizeof(locality_function), &function_start,
                                           function_offsets};
_Static_assert(sizeof(locality_function) <= LOC_LARGEST_RECORD, "room for every record");

locality_status locality_function_put(locality_model *model, const locality_function *record, locality_error *error) {
    return loc_record_put(model, &function_shape, record, false, error);
}

locality_status locality_function_add(locality_model *model, const locality_function *record, locality_error *error) {
    return loc_record_put(model, &function_shape, record, true, error);
}

locality_status locality_function_remove(locality_model *model, const char *id, locality_error *error) {
    return locality_model_remove(model, "function", id, error);
}

locality_status locality_function_find(const locality_snapshot *snapshot, const char *id, locality_function *out, locality_error *error) {
    return loc_record_find(snapshot, &function_shape, id, out, error);
}

locality_status locality_function_at(const locality_snapshot *snapshot, size_t row, locality_function *out, locality_error *error) {
    return loc_record_at(snapshot, &function_shape, row, out, error);
}

size_t locality_function_count(const locality_snapshot *snapshot) {
    return locality_snapshot_count(snapshot, LOC_KIND_function);
}

static const locality_skill skill_start = LOCALITY_SKILL_INIT;
static const uint32_t skill_offsets[] = {
    offsetof(locality_skill, family),
    offsetof(locality_skill, strength),
    offsetof(locality_skill, includes),
    offsetof(locality_skill, name),
    offsetof(locality_skill, source),
    offsetof(locality_skill, section),
    offsetof(locality_skill, basis),
    offsetof(locality_skill, remark),
    offsetof(locality_skill, withheld)};
static const loc_record_shape skill_shape = {LOC_KIND_skill, sizeof(locality_skill), &skill_start,
                                           skill_offsets};
_Static_assert(sizeof(locality_skill) <= LOC_LARGEST_RECORD, "room for every record");

locality_status locality_skill_put(locality_model *model, const locality_skill *record, locality_error *error) {
    return loc_record_put(model, &skill_shape, record, false, error);
}

locality_status locality_skill_add(locality_model *model, const locality_skill *record, locality_error *error) {
    return loc_record_put(model, &skill_shape, record, true, error);
}

locality_status locality_skill_remove(locality_model *model, const char *id, locality_error *error) {
    return locality_model_remove(model, "skill", id, error);
}

locality_status locality_skill_find(const locality_snapshot *snapshot, const char *id, locality_skill *out, locality_error *error) {
    return loc_record_find(snapshot, &skill_shape, id, out, error);
}

locality_status locality_skill_at(const locality_snapshot *snapshot, size_t row, locality_skill *out, locality_error *error) {
    return loc_record_at(snapshot, &skill_shape, row, out, error);
}

size_t locality_skill_count(const locality_snapshot *snapshot) {
    return locality_snapshot_count(snapshot, LOC_KIND_skill);
}

static const locality_theme theme_start = LOCALITY_THEME_INIT;
static const uint32_t theme_offsets[] = {
    offsetof(locality_theme, parent),
    offsetof(locality_theme, strategic),
    offsetof(locality_theme, duty),
    offsetof(locality_theme, members),
    offsetof(locality_theme, name),
    offsetof(locality_theme, source),
    offsetof(locality_theme, section),
    offsetof(locality_theme, basis),
    offsetof(locality_theme, remark),
    offsetof(locality_theme, withheld)};
static const loc_record_shape theme_shape = {LOC_KIND_theme, sizeof(locality_theme), &theme_start,
                                           theme_offsets};
_Static_assert(sizeof(locality_theme) <= LOC_LARGEST_RECORD, "room for every record");

locality_status locality_theme_put(locality_model *model, const locality_theme *record, locality_error *error) {
    return loc_record_put(model, &theme_shape, record, false, error);
}

locality_status locality_theme_add(locality_model *model, const locality_theme *record, locality_error *error) {
    return loc_record_put(model, &theme_shape, record, true, error);
}

locality_status locality_theme_remove(locality_model *model, const char *id, locality_error *error) {
    return locality_model_remove(model, "theme", id, error);
}

locality_status locality_theme_find(const locality_snapshot *snapshot, const char *id, locality_theme *out, locality_error *error) {
    return loc_record_find(snapshot, &theme_shape, id, out, error);
}

locality_status locality_theme_at(const locality_snapshot *snapshot, size_t row, locality_theme *out, locality_error *error) {
    return loc_record_at(snapshot, &theme_shape, row, out, error);
}

size_t locality_theme_count(const locality_snapshot *snapshot) {
    return locality_snapshot_count(snapshot, LOC_KIND_theme);
}

static const locality_role role_start = LOCALITY_ROLE_INIT;
static const uint32_t role_offsets[] = {
    offsetof(locality_role, structure),
    offsetof(locality_role, duties),
    offsetof(locality_role, guided_by),
    offsetof(locality_role, grade),
    offsetof(locality_role, load),
    offsetof(locality_role, per_area),
    offsetof(locality_role, scope),
    offsetof(locality_role, temporary),
    offsetof(locality_role, ends),
    offsetof(locality_role, name),
    offsetof(locality_role, source),
    offsetof(locality_role, section),
    offsetof(locality_role, basis),
    offsetof(locality_role, remark),
    offsetof(locality_role, withheld)};
static const loc_record_shape role_shape = {LOC_KIND_role, sizeof(locality_role), &role_start,
                                           role_offsets};
_Static_assert(sizeof(locality_role) <= LOC_LARGEST_RECORD, "room for every record");

locality_status locality_role_put(locality_model *model, const locality_role *record, locality_error *error) {
    return loc_record_put(model, &role_shape, record, false, error);
}

locality_status locality_role_add(locality_model *model, const locality_role *record, locality_error *error) {
    return loc_record_put(model, &role_shape, record, true, error);
}

locality_status locality_role_remove(locality_model *model, const char *id, locality_error *error) {
    return locality_model_remove(model, "role", id, error);
}

locality_status locality_role_find(const locality_snapshot *snapshot, const char *id, locality_role *out, locality_error *error) {
    return loc_record_find(snapshot, &role_shape, id, out, error);
}

locality_status locality_role_at(const locality_snapshot *snapshot, size_t row, locality_role *out, locality_error *error) {
    return loc_record_at(snapshot, &role_shape, row, out, error);
}

size_t locality_role_count(const locality_snapshot *snapshot) {
    return locality_snapshot_count(snapshot, LOC_KIND_role);
}

static const locality_duty duty_start = LOCALITY_DUTY_INIT;
static const uint32_t duty_offsets[] = {
    offsetof(locality_duty, statutory),
    offsetof(locality_duty, citation),
    offsetof(locality_duty, checked),
    offsetof(locality_duty, starts),
    offsetof(locality_duty, ends),
    offsetof(locality_duty, name),
    offsetof(locality_duty, source),
    offsetof(locality_duty, section),
    offsetof(locality_duty, basis),
    offsetof(locality_duty, remark),
    offsetof(locality_duty, withheld)};
static const loc_record_shape duty_shape = {LOC_KIND_duty, sizeof(locality_duty), &duty_start,
                                           duty_offsets};
_Static_assert(sizeof(locality_duty) <= LOC_LARGEST_RECORD, "room for every record");

locality_status locality_duty_put(locality_model *model, const locality_duty *record, locality_error *error) {
    return loc_record_put(model, &duty_shape, record, false, error);
}

locality_status locality_duty_add(locality_model *model, const locality_duty *record, locality_error *error) {
    return loc_record_put(model, &duty_shape, record, true, error);
}

locality_status locality_duty_remove(locality_model *model, const char *id, locality_error *error) {
    return locality_model_remove(model, "duty", id, error);
}

locality_status locality_duty_find(const locality_snapshot *snapshot, const char *id, locality_duty *out, locality_error *error) {
    return loc_record_find(snapshot, &duty_shape, id, out, error);
}

locality_status locality_duty_at(const locality_snapshot *snapshot, size_t row, locality_duty *out, locality_error *error) {
    return loc_record_at(snapshot, &duty_shape, row, out, error);
}

size_t locality_duty_count(const locality_snapshot *snapshot) {
    return locality_snapshot_count(snapshot, LOC_KIND_duty);
}

static const locality_person person_start = LOCALITY_PERSON_INIT;
static const uint32_t person_offsets[] = {
    offsetof(locality_person, initials),
    offsetof(locality_person, post),
    offsetof(locality_person, fte),
    offsetof(locality_person, grade),
    offsetof(locality_person, base),
    offsetof(locality_person, locality),
    offsetof(locality_person, skills),
    offsetof(locality_person, plan),
    offsetof(locality_person, starts),
    offsetof(locality_person, ends),
    offsetof(locality_person, status),
    offsetof(locality_person, name),
    offsetof(locality_person, source),
    offsetof(locality_person, section),
    offsetof(locality_person, basis),
    offsetof(locality_person, remark),
    offsetof(locality_person, withheld)};
static const loc_record_shape person_shape = {LOC_KIND_person, sizeof(locality_person), &person_start,
                                           person_offsets};
_Static_assert(sizeof(locality_person) <= LOC_LARGEST_RECORD, "room for every record");

locality_status locality_person_put(locality_model *model, const locality_person *record, locality_error *error) {
    return loc_record_put(model, &person_shape, record, false, error);
}

locality_status locality_person_add(locality_model *model, const locality_person *record, locality_error *error) {
    return loc_record_put(model, &person_shape, record, true, error);
}

locality_status locality_person_remove(locality_model *model, const char *id, locality_error *error) {
    return locality_model_remove(model, "person", id, error);
}

locality_status locality_person_find(const locality_snapshot *snapshot, const char *id, locality_person *out, locality_error *error) {
    return loc_record_find(snapshot, &person_shape, id, out, error);
}

locality_status locality_person_at(const locality_snapshot *snapshot, size_t row, locality_person *out, locality_error *error) {
    return loc_record_at(snapshot, &person_shape, row, out, error);
}

size_t locality_person_count(const locality_snapshot *snapshot) {
    return locality_snapshot_count(snapshot, LOC_KIND_person);
}

static const locality_allocation_record allocation_start = LOCALITY_ALLOCATION_RECORD_INIT;
static const uint32_t allocation_offsets[] = {
    offsetof(locality_allocation_record, role),
    offsetof(locality_allocation_record, post),
    offsetof(locality_allocation_record, person),
    offsetof(locality_allocation_record, area),
    offsetof(locality_allocation_record, theme),
    offsetof(locality_allocation_record, function),
    offsetof(locality_allocation_record, starts),
    offsetof(locality_allocation_record, ends),
    offsetof(locality_allocation_record, temporary),
    offsetof(locality_allocation_record, slot),
    offsetof(locality_allocation_record, status),
    offsetof(locality_allocation_record, reason),
    offsetof(locality_allocation_record, unit),
    offsetof(locality_allocation_record, posts),
    offsetof(locality_allocation_record, about),
    offsetof(locality_allocation_record, fte),
    offsetof(locality_allocation_record, name),
    offsetof(locality_allocation_record, source),
    offsetof(locality_allocation_record, section),
    offsetof(locality_allocation_record, basis),
    offsetof(locality_allocation_record, remark),
    offsetof(locality_allocation_record, withheld)};
static const loc_record_shape allocation_shape = {LOC_KIND_allocation, sizeof(locality_allocation_record), &allocation_start,
                                           allocation_offsets};
_Static_assert(sizeof(locality_allocation_record) <= LOC_LARGEST_RECORD, "room for every record");

locality_status locality_allocation_record_put(locality_model *model, const locality_allocation_record *record, locality_error *error) {
    return loc_record_put(model, &allocation_shape, record, false, error);
}

locality_status locality_allocation_record_add(locality_model *model, const locality_allocation_record *record, locality_error *error) {
    return loc_record_put(model, &allocation_shape, record, true, error);
}

locality_status locality_allocation_record_remove(locality_model *model, const char *id, locality_error *error) {
    return locality_model_remove(model, "allocation", id, error);
}

locality_status locality_allocation_record_find(const locality_snapshot *snapshot, const char *id, locality_allocation_record *out, locality_error *error) {
    return loc_record_find(snapshot, &allocation_shape, id, out, error);
}

locality_status locality_allocation_record_at(const locality_snapshot *snapshot, size_t row, locality_allocation_record *out, locality_error *error) {
    return loc_record_at(snapshot, &allocation_shape, row, out, error);
}

size_t locality_allocation_record_count(const locality_snapshot *snapshot) {
    return locality_snapshot_count(snapshot, LOC_KIND_allocation);
}

static const locality_service service_start = LOCALITY_SERVICE_INIT;
static const uint32_t service_offsets[] = {
    offsetof(locality_service, organisation),
    offsetof(locality_service, unit),
    offsetof(locality_service, category),
    offsetof(locality_service, contact),
    offsetof(locality_service, status),
    offsetof(locality_service, receivers),
    offsetof(locality_service, route),
    offsetof(locality_service, links),
    offsetof(locality_service, name),
    offsetof(locality_service, source),
    offsetof(locality_service, section),
    offsetof(locality_service, basis),
    offsetof(locality_service, remark),
    offsetof(locality_service, withheld)};
static const loc_record_shape service_shape = {LOC_KIND_service, sizeof(locality_service), &service_start,
                                           service_offsets};
_Static_assert(sizeof(locality_service) <= LOC_LARGEST_RECORD, "room for every record");

locality_status locality_service_put(locality_model *model, const locality_service *record, locality_error *error) {
    return loc_record_put(model, &service_shape, record, false, error);
}

locality_status locality_service_add(locality_model *model, const locality_service *record, locality_error *error) {
    return loc_record_put(model, &service_shape, record, true, error);
}

locality_status locality_service_remove(locality_model *model, const char *id, locality_error *error) {
    return locality_model_remove(model, "service", id, error);
}

locality_status locality_service_find(const locality_snapshot *snapshot, const char *id, locality_service *out, locality_error *error) {
    return loc_record_find(snapshot, &service_shape, id, out, error);
}

locality_status locality_service_at(const locality_snapshot *snapshot, size_t row, locality_service *out, locality_error *error) {
    return loc_record_at(snapshot, &service_shape, row, out, error);
}

size_t locality_service_count(const locality_snapshot *snapshot) {
    return locality_snapshot_count(snapshot, LOC_KIND_service);
}

static const locality_provision provision_start = LOCALITY_PROVISION_INIT;
static const uint32_t provision_offsets[] = {
    offsetof(locality_provision, service),
    offsetof(locality_provision, stream),
    offsetof(locality_provision, theme),
    offsetof(locality_provision, area),
    offsetof(locality_provision, state),
    offsetof(locality_provision, post),
    offsetof(locality_provision, structure),
    offsetof(locality_provision, name),
    offsetof(locality_provision, source),
    offsetof(locality_provision, section),
    offsetof(locality_provision, basis),
    offsetof(locality_provision, remark),
    offsetof(locality_provision, withheld)};
static const loc_record_shape provision_shape = {LOC_KIND_provision, sizeof(locality_provision), &provision_start,
                                           provision_offsets};
_Static_assert(sizeof(locality_provision) <= LOC_LARGEST_RECORD, "room for every record");

locality_status locality_provision_put(locality_model *model, const locality_provision *record, locality_error *error) {
    return loc_record_put(model, &provision_shape, record, false, error);
}

locality_status locality_provision_add(locality_model *model, const locality_provision *record, locality_error *error) {
    return loc_record_put(model, &provision_shape, record, true, error);
}

locality_status locality_provision_remove(locality_model *model, const char *id, locality_error *error) {
    return locality_model_remove(model, "provision", id, error);
}

locality_status locality_provision_find(const locality_snapshot *snapshot, const char *id, locality_provision *out, locality_error *error) {
    return loc_record_find(snapshot, &provision_shape, id, out, error);
}

locality_status locality_provision_at(const locality_snapshot *snapshot, size_t row, locality_provision *out, locality_error *error) {
    return loc_record_at(snapshot, &provision_shape, row, out, error);
}

size_t locality_provision_count(const locality_snapshot *snapshot) {
    return locality_snapshot_count(snapshot, LOC_KIND_provision);
}

static const locality_provider provider_start = LOCALITY_PROVIDER_INIT;
static const uint32_t provider_offsets[] = {
    offsetof(locality_provider, organisation),
    offsetof(locality_provider, services),
    offsetof(locality_provider, inside),
    offsetof(locality_provider, priorities),
    offsetof(locality_provider, updated),
    offsetof(locality_provider, contact),
    offsetof(locality_provider, commissioner),
    offsetof(locality_provider, name),
    offsetof(locality_provider, source),
    offsetof(locality_provider, section),
    offsetof(locality_provider, basis),
    offsetof(locality_provider, remark),
    offsetof(locality_provider, withheld)};
static const loc_record_shape provider_shape = {LOC_KIND_provider, sizeof(locality_provider), &provider_start,
                                           provider_offsets};
_Static_assert(sizeof(locality_provider) <= LOC_LARGEST_RECORD, "room for every record");

locality_status locality_provider_put(locality_model *model, const locality_provider *record, locality_error *error) {
    return loc_record_put(model, &provider_shape, record, false, error);
}

locality_status locality_provider_add(locality_model *model, const locality_provider *record, locality_error *error) {
    return loc_record_put(model, &provider_shape, record, true, error);
}

locality_status locality_provider_remove(locality_model *model, const char *id, locality_error *error) {
    return locality_model_remove(model, "provider", id, error);
}

locality_status locality_provider_find(const locality_snapshot *snapshot, const char *id, locality_provider *out, locality_error *error) {
    return loc_record_find(snapshot, &provider_shape, id, out, error);
}

locality_status locality_provider_at(const locality_snapshot *snapshot, size_t row, locality_provider *out, locality_error *error) {
    return loc_record_at(snapshot, &provider_shape, row, out, error);
}

size_t locality_provider_count(const locality_snapshot *snapshot) {
    return locality_snapshot_count(snapshot, LOC_KIND_provider);
}

static const locality_stream stream_start = LOCALITY_STREAM_INIT;
static const uint32_t stream_offsets[] = {
    offsetof(locality_stream, type),
    offsetof(locality_stream, amount),
    offsetof(locality_stream, per),
    offsetof(locality_stream, temporary),
    offsetof(locality_stream, starts),
    offsetof(locality_stream, ends),
    offsetof(locality_stream, cap),
    offsetof(locality_stream, grant_cap),
    offsetof(locality_stream, minimum_age),
    offsetof(locality_stream, funder),
    offsetof(locality_stream, part_of),
    offsetof(locality_stream, structure),
    offsetof(locality_stream, status),
    offsetof(locality_stream, purposes),
    offsetof(locality_stream, areas),
    offsetof(locality_stream, exit_plan),
    offsetof(locality_stream, name),
    offsetof(locality_stream, source),
    offsetof(locality_stream, section),
    offsetof(locality_stream, basis),
    offsetof(locality_stream, remark),
    offsetof(locality_stream, withheld)};
static const loc_record_shape stream_shape = {LOC_KIND_stream, sizeof(locality_stream), &stream_start,
                                           stream_offsets};
_Static_assert(sizeof(locality_stream) <= LOC_LARGEST_RECORD, "room for every record");

locality_status locality_stream_put(locality_model *model, const locality_stream *record, locality_error *error) {
    return loc_record_put(model, &stream_shape, record, false, error);
}

locality_status locality_stream_add(locality_model *model, const locality_stream *record, locality_error *error) {
    return loc_record_put(model, &stream_shape, record, true, error);
}

locality_status locality_stream_remove(locality_model *model, const char *id, locality_error *error) {
    return locality_model_remove(model, "stream", id, error);
}

locality_status locality_stream_find(const locality_snapshot *snapshot, const char *id, locality_stream *out, locality_error *error) {
    return loc_record_find(snapshot, &stream_shape, id, out, error);
}

locality_status locality_stream_at(const locality_snapshot *snapshot, size_t row, locality_stream *out, locality_error *error) {
    return loc_record_at(snapshot, &stream_shape, row, out, error);
}

size_t locality_stream_count(const locality_snapshot *snapshot) {
    return locality_snapshot_count(snapshot, LOC_KIND_stream);
}

static const locality_spend spend_start = LOCALITY_SPEND_INIT;
static const uint32_t spend_offsets[] = {
    offsetof(locality_spend, stream),
    offsetof(locality_spend, type),
    offsetof(locality_spend, amount),
    offsetof(locality_spend, date),
    offsetof(locality_spend, category),
    offsetof(locality_spend, area),
    offsetof(locality_spend, age),
    offsetof(locality_spend, external),
    offsetof(locality_spend, recurring),
    offsetof(locality_spend, post),
    offsetof(locality_spend, name),
    offsetof(locality_spend, source),
    offsetof(locality_spend, section),
    offsetof(locality_spend, basis),
    offsetof(locality_spend, remark),
    offsetof(locality_spend, withheld)};
static const loc_record_shape spend_shape = {LOC_KIND_spend, sizeof(locality_spend), &spend_start,
                                           spend_offsets};
_Static_assert(sizeof(locality_spend) <= LOC_LARGEST_RECORD, "room for every record");

locality_status locality_spend_put(locality_model *model, const locality_spend *record, locality_error *error) {
    return loc_record_put(model, &spend_shape, record, false, error);
}

locality_status locality_spend_add(locality_model *model, const locality_spend *record, locality_error *error) {
    return loc_record_put(model, &spend_shape, record, true, error);
}

locality_status locality_spend_remove(locality_model *model, const char *id, locality_error *error) {
    return locality_model_remove(model, "spend", id, error);
}

locality_status locality_spend_find(const locality_snapshot *snapshot, const char *id, locality_spend *out, locality_error *error) {
    return loc_record_find(snapshot, &spend_shape, id, out, error);
}

locality_status locality_spend_at(const locality_snapshot *snapshot, size_t row, locality_spend *out, locality_error *error) {
    return loc_record_at(snapshot, &spend_shape, row, out, error);
}

size_t locality_spend_count(const locality_snapshot *snapshot) {
    return locality_snapshot_count(snapshot, LOC_KIND_spend);
}

static const locality_figure figure_start = LOCALITY_FIGURE_INIT;
static const uint32_t figure_offsets[] = {
    offsetof(locality_figure, unit),
    offsetof(locality_figure, quantity),
    offsetof(locality_figure, money),
    offsetof(locality_figure, share),
    offsetof(locality_figure, date),
    offsetof(locality_figure, moment),
    offsetof(locality_figure, before),
    offsetof(locality_figure, printed),
    offsetof(locality_figure, qualifier),
    offsetof(locality_figure, period),
    offsetof(locality_figure, about),
    offsetof(locality_figure, check),
    offsetof(locality_figure, readings),
    offsetof(locality_figure, base),
    offsetof(locality_figure, name),
    offsetof(locality_figure, source),
    offsetof(locality_figure, section),
    offsetof(locality_figure, basis),
    offsetof(locality_figure, remark),
    offsetof(locality_figure, withheld)};
static const loc_record_shape figure_shape = {LOC_KIND_figure, sizeof(locality_figure), &figure_start,
                                           figure_offsets};
_Static_assert(sizeof(locality_figure) <= LOC_LARGEST_RECORD, "room for every record");

locality_status locality_figure_put(locality_model *model, const locality_figure *record, locality_error *error) {
    return loc_record_put(model, &figure_shape, record, false, error);
}

locality_status locality_figure_add(locality_model *model, const locality_figure *record, locality_error *error) {
    return loc_record_put(model, &figure_shape, record, true, error);
}

locality_status locality_figure_remove(locality_model *model, const char *id, locality_error *error) {
    return locality_model_remove(model, "figure", id, error);
}

locality_status locality_figure_find(const locality_snapshot *snapshot, const char *id, locality_figure *out, locality_error *error) {
    return loc_record_find(snapshot, &figure_shape, id, out, error);
}

locality_status locality_figure_at(const locality_snapshot *snapshot, size_t row, locality_figure *out, locality_error *error) {
    return loc_record_at(snapshot, &figure_shape, row, out, error);
}

size_t locality_figure_count(const locality_snapshot *snapshot) {
    return locality_snapshot_count(snapshot, LOC_KIND_figure);
}

static const locality_priority priority_start = LOCALITY_PRIORITY_INIT;
static const uint32_t priority_offsets[] = {
    offsetof(locality_priority, parent),
    offsetof(locality_priority, owner),
    offsetof(locality_priority, name),
    offsetof(locality_priority, source),
    offsetof(locality_priority, section),
    offsetof(locality_priority, basis),
    offsetof(locality_priority, remark),
    offsetof(locality_priority, withheld)};
static const loc_record_shape priority_shape = {LOC_KIND_priority, sizeof(locality_priority), &priority_start,
                                           priority_offsets};
_Static_assert(sizeof(locality_priority) <= LOC_LARGEST_RECORD, "room for every record");

locality_status locality_priority_put(locality_model *model, const locality_priority *record, locality_error *error) {
    return loc_record_put(model, &priority_shape, record, false, error);
}

locality_status locality_priority_add(locality_model *model, const locality_priority *record, locality_error *error) {
    return loc_record_put(model, &priority_shape, record, true, error);
}

locality_status locality_priority_remove(locality_model *model, const char *id, locality_error *error) {
    return locality_model_remove(model, "priority", id, error);
}

locality_status locality_priority_find(const locality_snapshot *snapshot, const char *id, locality_priority *out, locality_error *error) {
    return loc_record_find(snapshot, &priority_shape, id, out, error);
}

locality_status locality_priority_at(const locality_snapshot *snapshot, size_t row, locality_priority *out, locality_error *error) {
    return loc_record_at(snapshot, &priority_shape, row, out, error);
}

size_t locality_priority_count(const locality_snapshot *snapshot) {
    return locality_snapshot_count(snapshot, LOC_KIND_priority);
}

static const locality_outcome outcome_start = LOCALITY_OUTCOME_INIT;
static const uint32_t outcome_offsets[] = {
    offsetof(locality_outcome, priority),
    offsetof(locality_outcome, parent),
    offsetof(locality_outcome, level),
    offsetof(locality_outcome, theme),
    offsetof(locality_outcome, owner),
    offsetof(locality_outcome, name),
    offsetof(locality_outcome, source),
    offsetof(locality_outcome, section),
    offsetof(locality_outcome, basis),
    offsetof(locality_outcome, remark),
    offsetof(locality_outcome, withheld)};
static const loc_record_shape outcome_shape = {LOC_KIND_outcome, sizeof(locality_outcome), &outcome_start,
                                           outcome_offsets};
_Static_assert(sizeof(locality_outcome) <= LOC_LARGEST_RECORD, "room for every record");

locality_status locality_outcome_put(locality_model *model, const locality_outcome *record, locality_error *error) {
    return loc_record_put(model, &outcome_shape, record, false, error);
}

locality_status locality_outcome_add(locality_model *model, const locality_outcome *record, locality_error *error) {
    return loc_record_put(model, &outcome_shape, record, true, error);
}

locality_status locality_outcome_remove(locality_model *model, const char *id, locality_error *error) {
    return locality_model_remove(model, "outcome", id, error);
}

locality_status locality_outcome_find(const locality_snapshot *snapshot, const char *id, locality_outcome *out, locality_error *error) {
    return loc_record_find(snapshot, &outcome_shape, id, out, error);
}

locality_status locality_outcome_at(const locality_snapshot *snapshot, size_t row, locality_outcome *out, locality_error *error) {
    return loc_record_at(snapshot, &outcome_shape, row, out, error);
}

size_t locality_outcome_count(const locality_snapshot *snapshot) {
    return locality_snapshot_count(snapshot, LOC_KIND_outcome);
}

static const locality_measure measure_start = LOCALITY_MEASURE_INIT;
static const uint32_t measure_offsets[] = {
    offsetof(locality_measure, outcome),
    offsetof(locality_measure, type),
    offsetof(locality_measure, unit),
    offsetof(locality_measure, owner),
    offsetof(locality_measure, level),
    offsetof(locality_measure, direction),
    offsetof(locality_measure, name),
    offsetof(locality_measure, source),
    offsetof(locality_measure, section),
    offsetof(locality_measure, basis),
    offsetof(locality_measure, remark),
    offsetof(locality_measure, withheld)};
static const loc_record_shape measure_shape = {LOC_KIND_measure, sizeof(locality_measure), &measure_start,
                                           measure_offsets};
_Static_assert(sizeof(locality_measure) <= LOC_LARGEST_RECORD, "room for every record");

locality_status locality_measure_put(locality_model *model, const locality_measure *record, locality_error *error) {
    return loc_record_put(model, &measure_shape, record, false, error);
}

locality_status locality_measure_add(locality_model *model, const locality_measure *record, locality_error *error) {
    return loc_record_put(model, &measure_shape, record, true, error);
}

locality_status locality_measure_remove(locality_model *model, const char *id, locality_error *error) {
    return locality_model_remove(model, "measure", id, error);
}

locality_status locality_measure_find(const locality_snapshot *snapshot, const char *id, locality_measure *out, locality_error *error) {
    return loc_record_find(snapshot, &measure_shape, id, out, error);
}

locality_status locality_measure_at(const locality_snapshot *snapshot, size_t row, locality_measure *out, locality_error *error) {
    return loc_record_at(snapshot, &measure_shape, row, out, error);
}

size_t locality_measure_count(const locality_snapshot *snapshot) {
    return locality_snapshot_count(snapshot, LOC_KIND_measure);
}

static const locality_target target_start = LOCALITY_TARGET_INIT;
static const uint32_t target_offsets[] = {
    offsetof(locality_target, measure),
    offsetof(locality_target, baseline),
    offsetof(locality_target, value),
    offsetof(locality_target, share),
    offsetof(locality_target, money),
    offsetof(locality_target, due),
    offsetof(locality_target, name),
    offsetof(locality_target, source),
    offsetof(locality_target, section),
    offsetof(locality_target, basis),
    offsetof(locality_target, remark),
    offsetof(locality_target, withheld)};
static const loc_record_shape target_shape = {LOC_KIND_target, sizeof(locality_target), &target_start,
                                           target_offsets};
_Static_assert(sizeof(locality_target) <= LOC_LARGEST_RECORD, "room for every record");

locality_status locality_target_put(locality_model *model, const locality_target *record, locality_error *error) {
    return loc_record_put(model, &target_shape, record, false, error);
}

locality_status locality_target_add(locality_model *model, const locality_target *record, locality_error *error) {
    return loc_record_put(model, &target_shape, record, true, error);
}

locality_status locality_target_remove(locality_model *model, const char *id, locality_error *error) {
    return locality_model_remove(model, "target", id, error);
}

locality_status locality_target_find(const locality_snapshot *snapshot, const char *id, locality_target *out, locality_error *error) {
    return loc_record_find(snapshot, &target_shape, id, out, error);
}

locality_status locality_target_at(const locality_snapshot *snapshot, size_t row, locality_target *out, locality_error *error) {
    return loc_record_at(snapshot, &target_shape, row, out, error);
}

size_t locality_target_count(const locality_snapshot *snapshot) {
    return locality_snapshot_count(snapshot, LOC_KIND_target);
}

static const locality_observation observation_start = LOCALITY_OBSERVATION_INIT;
static const uint32_t observation_offsets[] = {
    offsetof(locality_observation, measure),
    offsetof(locality_observation, area),
    offsetof(locality_observation, service),
    offsetof(locality_observation, provider),
    offsetof(locality_observation, type),
    offsetof(locality_observation, evidence),
    offsetof(locality_observation, date),
    offsetof(locality_observation, value),
    offsetof(locality_observation, share),
    offsetof(locality_observation, expected),
    offsetof(locality_observation, group),
    offsetof(locality_observation, category),
    offsetof(locality_observation, supplied_to),
    offsetof(locality_observation, used),
    offsetof(locality_observation, answers),
    offsetof(locality_observation, name),
    offsetof(locality_observation, source),
    offsetof(locality_observation, section),
    offsetof(locality_observation, basis),
    offsetof(locality_observation, remark),
    offsetof(locality_observation, withheld)};
static const loc_record_shape observation_shape = {LOC_KIND_observation, sizeof(locality_observation), &observation_start,
                                           observation_offsets};
_Static_assert(sizeof(locality_observation) <= LOC_LARGEST_RECORD, "room for every record");

locality_status locality_observation_put(locality_model *model, const locality_observation *record, locality_error *error) {
    return loc_record_put(model, &observation_shape, record, false, error);
}

locality_status locality_observation_add(locality_model *model, const locality_observation *record, locality_error *error) {
    return loc_record_put(model, &observation_shape, record, true, error);
}

locality_status locality_observation_remove(locality_model *model, const char *id, locality_error *error) {
    return locality_model_remove(model, "observation", id, error);
}

locality_status locality_observation_find(const locality_snapshot *snapshot, const char *id, locality_observation *out, locality_error *error) {
    return loc_record_find(snapshot, &observation_shape, id, out, error);
}

locality_status locality_observation_at(const locality_snapshot *snapshot, size_t row, locality_observation *out, locality_error *error) {
    return loc_record_at(snapshot, &observation_shape, row, out, error);
}

size_t locality_observation_count(const locality_snapshot *snapshot) {
    return locality_snapshot_count(snapshot, LOC_KIND_observation);
}

static const locality_consultation consultation_start = LOCALITY_CONSULTATION_INIT;
static const uint32_t consultation_offsets[] = {
    offsetof(locality_consultation, starts),
    offsetof(locality_consultation, ends),
    offsetof(locality_consultation, deadline),
    offsetof(locality_consultation, stated_days),
    offsetof(locality_consultation, formal),
    offsetof(locality_consultation, channels),
    offsetof(locality_consultation, recipients),
    offsetof(locality_consultation, audiences),
    offsetof(locality_consultation, contents),
    offsetof(locality_consultation, area),
    offsetof(locality_consultation, dismissals),
    offsetof(locality_consultation, first_dismissal),
    offsetof(locality_consultation, name),
    offsetof(locality_consultation, source),
    offsetof(locality_consultation, section),
    offsetof(locality_consultation, basis),
    offsetof(locality_consultation, remark),
    offsetof(locality_consultation, withheld)};
static const loc_record_shape consultation_shape = {LOC_KIND_consultation, sizeof(locality_consultation), &consultation_start,
                                           consultation_offsets};
_Static_assert(sizeof(locality_consultation) <= LOC_LARGEST_RECORD, "room for every record");

locality_status locality_consultation_put(locality_model *model, const locality_consultation *record, locality_error *error) {
    return loc_record_put(model, &consultation_shape, record, false, error);
}

locality_status locality_consultation_add(locality_model *model, const locality_consultation *record, locality_error *error) {
    return loc_record_put(model, &consultation_shape, record, true, error);
}

locality_status locality_consultation_remove(locality_model *model, const char *id, locality_error *error) {
    return locality_model_remove(model, "consultation", id, error);
}

locality_status locality_consultation_find(const locality_snapshot *snapshot, const char *id, locality_consultation *out, locality_error *error) {
    return loc_record_find(snapshot, &consultation_shape, id, out, error);
}

locality_status locality_consultation_at(const locality_snapshot *snapshot, size_t row, locality_consultation *out, locality_error *error) {
    return loc_record_at(snapshot, &consultation_shape, row, out, error);
}

size_t locality_consultation_count(const locality_snapshot *snapshot) {
    return locality_snapshot_count(snapshot, LOC_KIND_consultation);
}

static const locality_comment comment_start = LOCALITY_COMMENT_INIT;
static const uint32_t comment_offsets[] = {
    offsetof(locality_comment, consultation),
    offsetof(locality_comment, received),
    offsetof(locality_comment, group),
    offsetof(locality_comment, area),
    offsetof(locality_comment, recipient),
    offsetof(locality_comment, name),
    offsetof(locality_comment, source),
    offsetof(locality_comment, section),
    offsetof(locality_comment, basis),
    offsetof(locality_comment, remark),
    offsetof(locality_comment, withheld)};
static const loc_record_shape comment_shape = {LOC_KIND_comment, sizeof(locality_comment), &comment_start,
                                           comment_offsets};
_Static_assert(sizeof(locality_comment) <= LOC_LARGEST_RECORD, "room for every record");

locality_status locality_comment_put(locality_model *model, const locality_comment *record, locality_error *error) {
    return loc_record_put(model, &comment_shape, record, false, error);
}

locality_status locality_comment_add(locality_model *model, const locality_comment *record, locality_error *error) {
    return loc_record_put(model, &comment_shape, record, true, error);
}

locality_status locality_comment_remove(locality_model *model, const char *id, locality_error *error) {
    return locality_model_remove(model, "comment", id, error);
}

locality_status locality_comment_find(const locality_snapshot *snapshot, const char *id, locality_comment *out, locality_error *error) {
    return loc_record_find(snapshot, &comment_shape, id, out, error);
}

locality_status locality_comment_at(const locality_snapshot *snapshot, size_t row, locality_comment *out, locality_error *error) {
    return loc_record_at(snapshot, &comment_shape, row, out, error);
}

size_t locality_comment_count(const locality_snapshot *snapshot) {
    return locality_snapshot_count(snapshot, LOC_KIND_comment);
}

static const locality_decision decision_start = LOCALITY_DECISION_INIT;
static const uint32_t decision_offsets[] = {
    offsetof(locality_decision, body),
    offsetof(locality_decision, date),
    offsetof(locality_decision, moment),
    offsetof(locality_decision, status),
    offsetof(locality_decision, type),
    offsetof(locality_decision, options),
    offsetof(locality_decision, chosen),
    offsetof(locality_decision, about),
    offsetof(locality_decision, after),
    offsetof(locality_decision, delegated_to),
    offsetof(locality_decision, name),
    offsetof(locality_decision, source),
    offsetof(locality_decision, section),
    offsetof(locality_decision, basis),
    offsetof(locality_decision, remark),
    offsetof(locality_decision, withheld)};
static const loc_record_shape decision_shape = {LOC_KIND_decision, sizeof(locality_decision), &decision_start,
                                           decision_offsets};
_Static_assert(sizeof(locality_decision) <= LOC_LARGEST_RECORD, "room for every record");

locality_status locality_decision_put(locality_model *model, const locality_decision *record, locality_error *error) {
    return loc_record_put(model, &decision_shape, record, false, error);
}

locality_status locality_decision_add(locality_model *model, const locality_decision *record, locality_error *error) {
    return loc_record_put(model, &decision_shape, record, true, error);
}

locality_status locality_decision_remove(locality_model *model, const char *id, locality_error *error) {
    return locality_model_remove(model, "decision", id, error);
}

locality_status locality_decision_find(const locality_snapshot *snapshot, const char *id, locality_decision *out, locality_error *error) {
    return loc_record_find(snapshot, &decision_shape, id, out, error);
}

locality_status locality_decision_at(const locality_snapshot *snapshot, size_t row, locality_decision *out, locality_error *error) {
    return loc_record_at(snapshot, &decision_shape, row, out, error);
}

size_t locality_decision_count(const locality_snapshot *snapshot) {
    return locality_snapshot_count(snapshot, LOC_KIND_decision);
}

static const locality_event event_start = LOCALITY_EVENT_INIT;
static const uint32_t event_offsets[] = {
    offsetof(locality_event, type),
    offsetof(locality_event, starts),
    offsetof(locality_event, ends),
    offsetof(locality_event, body),
    offsetof(locality_event, area),
    offsetof(locality_event, attends),
    offsetof(locality_event, priorities),
    offsetof(locality_event, follows),
    offsetof(locality_event, weekday),
    offsetof(locality_event, name),
    offsetof(locality_event, source),
    offsetof(locality_event, section),
    offsetof(locality_event, basis),
    offsetof(locality_event, remark),
    offsetof(locality_event, withheld)};
static const loc_record_shape event_shape = {LOC_KIND_event, sizeof(locality_event), &event_start,
                                           event_offsets};
_Static_assert(sizeof(locality_event) <= LOC_LARGEST_RECORD, "room for every record");

locality_status locality_event_put(locality_model *model, const locality_event *record, locality_error *error) {
    return loc_record_put(model, &event_shape, record, false, error);
}

locality_status locality_event_add(locality_model *model, const locality_event *record, locality_error *error) {
    return loc_record_put(model, &event_shape, record, true, error);
}

locality_status locality_event_remove(locality_model *model, const char *id, locality_error *error) {
    return locality_model_remove(model, "event", id, error);
}

locality_status locality_event_find(const locality_snapshot *snapshot, const char *id, locality_event *out, locality_error *error) {
    return loc_record_find(snapshot, &event_shape, id, out, error);
}

locality_status locality_event_at(const locality_snapshot *snapshot, size_t row, locality_event *out, locality_error *error) {
    return loc_record_at(snapshot, &event_shape, row, out, error);
}

size_t locality_event_count(const locality_snapshot *snapshot) {
    return locality_snapshot_count(snapshot, LOC_KIND_event);
}

static const locality_stakeholder stakeholder_start = LOCALITY_STAKEHOLDER_INIT;
static const uint32_t stakeholder_offsets[] = {
    offsetof(locality_stakeholder, type),
    offsetof(locality_stakeholder, area),
    offsetof(locality_stakeholder, organisation),
    offsetof(locality_stakeholder, informed),
    offsetof(locality_stakeholder, replied),
    offsetof(locality_stakeholder, quantity),
    offsetof(locality_stakeholder, name),
    offsetof(locality_stakeholder, source),
    offsetof(locality_stakeholder, section),
    offsetof(locality_stakeholder, basis),
    offsetof(locality_stakeholder, remark),
    offsetof(locality_stakeholder, withheld)};
static const loc_record_shape stakeholder_shape = {LOC_KIND_stakeholder, sizeof(locality_stakeholder), &stakeholder_start,
                                           stakeholder_offsets};
_Static_assert(sizeof(locality_stakeholder) <= LOC_LARGEST_RECORD, "room for every record");

locality_status locality_stakeholder_put(locality_model *model, const locality_stakeholder *record, locality_error *error) {
    return loc_record_put(model, &stakeholder_shape, record, false, error);
}

locality_status locality_stakeholder_add(locality_model *model, const locality_stakeholder *record, locality_error *error) {
    return loc_record_put(model, &stakeholder_shape, record, true, error);
}

locality_status locality_stakeholder_remove(locality_model *model, const char *id, locality_error *error) {
    return locality_model_remove(model, "stakeholder", id, error);
}

locality_status locality_stakeholder_find(const locality_snapshot *snapshot, const char *id, locality_stakeholder *out, locality_error *error) {
    return loc_record_find(snapshot, &stakeholder_shape, id, out, error);
}

locality_status locality_stakeholder_at(const locality_snapshot *snapshot, size_t row, locality_stakeholder *out, locality_error *error) {
    return loc_record_at(snapshot, &stakeholder_shape, row, out, error);
}

size_t locality_stakeholder_count(const locality_snapshot *snapshot) {
    return locality_snapshot_count(snapshot, LOC_KIND_stakeholder);
}

static const locality_engagement engagement_start = LOCALITY_ENGAGEMENT_INIT;
static const uint32_t engagement_offsets[] = {
    offsetof(locality_engagement, group),
    offsetof(locality_engagement, method),
    offsetof(locality_engagement, areas),
    offsetof(locality_engagement, all_areas),
    offsetof(locality_engagement, starts),
    offsetof(locality_engagement, ends),
    offsetof(locality_engagement, informs),
    offsetof(locality_engagement, participants),
    offsetof(locality_engagement, name),
    offsetof(locality_engagement, source),
    offsetof(locality_engagement, section),
    offsetof(locality_engagement, basis),
    offsetof(locality_engagement, remark),
    offsetof(locality_engagement, withheld)};
static const loc_record_shape engagement_shape = {LOC_KIND_engagement, sizeof(locality_engagement), &engagement_start,
                                           engagement_offsets};
_Static_assert(sizeof(locality_engagement) <= LOC_LARGEST_RECORD, "room for every record");

locality_status locality_engagement_put(locality_model *model, const locality_engagement *record, locality_error *error) {
    return loc_record_put(model, &engagement_shape, record, false, error);
}

locality_status locality_engagement_add(locality_model *model, const locality_engagement *record, locality_error *error) {
    return loc_record_put(model, &engagement_shape, record, true, error);
}

locality_status locality_engagement_remove(locality_model *model, const char *id, locality_error *error) {
    return locality_model_remove(model, "engagement", id, error);
}

locality_status locality_engagement_find(const locality_snapshot *snapshot, const char *id, locality_engagement *out, locality_error *error) {
    return loc_record_find(snapshot, &engagement_shape, id, out, error);
}

locality_status locality_engagement_at(const locality_snapshot *snapshot, size_t row, locality_engagement *out, locality_error *error) {
    return loc_record_at(snapshot, &engagement_shape, row, out, error);
}

size_t locality_engagement_count(const locality_snapshot *snapshot) {
    return locality_snapshot_count(snapshot, LOC_KIND_engagement);
}

static const locality_briefing briefing_start = LOCALITY_BRIEFING_INIT;
static const uint32_t briefing_offsets[] = {
    offsetof(locality_briefing, audience),
    offsetof(locality_briefing, interval),
    offsetof(locality_briefing, last),
    offsetof(locality_briefing, by),
    offsetof(locality_briefing, name),
    offsetof(locality_briefing, source),
    offsetof(locality_briefing, section),
    offsetof(locality_briefing, basis),
    offsetof(locality_briefing, remark),
    offsetof(locality_briefing, withheld)};
static const loc_record_shape briefing_shape = {LOC_KIND_briefing, sizeof(locality_briefing), &briefing_start,
                                           briefing_offsets};
_Static_assert(sizeof(locality_briefing) <= LOC_LARGEST_RECORD, "room for every record");

locality_status locality_briefing_put(locality_model *model, const locality_briefing *record, locality_error *error) {
    return loc_record_put(model, &briefing_shape, record, false, error);
}

locality_status locality_briefing_add(locality_model *model, const locality_briefing *record, locality_error *error) {
    return loc_record_put(model, &briefing_shape, record, true, error);
}

locality_status locality_briefing_remove(locality_model *model, const char *id, locality_error *error) {
    return locality_model_remove(model, "briefing", id, error);
}

locality_status locality_briefing_find(const locality_snapshot *snapshot, const char *id, locality_briefing *out, locality_error *error) {
    return loc_record_find(snapshot, &briefing_shape, id, out, error);
}

locality_status locality_briefing_at(const locality_snapshot *snapshot, size_t row, locality_briefing *out, locality_error *error) {
    return loc_record_at(snapshot, &briefing_shape, row, out, error);
}

size_t locality_briefing_count(const locality_snapshot *snapshot) {
    return locality_snapshot_count(snapshot, LOC_KIND_briefing);
}

static const locality_policy policy_start = LOCALITY_POLICY_INIT;
static const uint32_t policy_offsets[] = {
    offsetof(locality_policy, level),
    offsetof(locality_policy, translators),
    offsetof(locality_policy, translated_for),
    offsetof(locality_policy, pilot),
    offsetof(locality_policy, rollout),
    offsetof(locality_policy, name),
    offsetof(locality_policy, source),
    offsetof(locality_policy, section),
    offsetof(locality_policy, basis),
    offsetof(locality_policy, remark),
    offsetof(locality_policy, withheld)};
static const loc_record_shape policy_shape = {LOC_KIND_policy, sizeof(locality_policy), &policy_start,
                                           policy_offsets};
_Static_assert(sizeof(locality_policy) <= LOC_LARGEST_RECORD, "room for every record");

locality_status locality_policy_put(locality_model *model, const locality_policy *record, locality_error *error) {
    return loc_record_put(model, &policy_shape, record, false, error);
}

locality_status locality_policy_add(locality_model *model, const locality_policy *record, locality_error *error) {
    return loc_record_put(model, &policy_shape, record, true, error);
}

locality_status locality_policy_remove(locality_model *model, const char *id, locality_error *error) {
    return locality_model_remove(model, "policy", id, error);
}

locality_status locality_policy_find(const locality_snapshot *snapshot, const char *id, locality_policy *out, locality_error *error) {
    return loc_record_find(snapshot, &policy_shape, id, out, error);
}

locality_status locality_policy_at(const locality_snapshot *snapshot, size_t row, locality_policy *out, locality_error *error) {
    return loc_record_at(snapshot, &policy_shape, row, out, error);
}

size_t locality_policy_count(const locality_snapshot *snapshot) {
    return locality_snapshot_count(snapshot, LOC_KIND_policy);
}

static const locality_work_item work_item_start = LOCALITY_WORK_ITEM_INIT;
static const uint32_t work_item_offsets[] = {
    offsetof(locality_work_item, type),
    offsetof(locality_work_item, area),
    offsetof(locality_work_item, places),
    offsetof(locality_work_item, category),
    offsetof(locality_work_item, providers),
    offsetof(locality_work_item, provider_count),
    offsetof(locality_work_item, prioritised),
    offsetof(locality_work_item, received),
    offsetof(locality_work_item, response),
    offsetof(locality_work_item, outcome),
    offsetof(locality_work_item, trend),
    offsetof(locality_work_item, steps),
    offsetof(locality_work_item, aim),
    offsetof(locality_work_item, exit),
    offsetof(locality_work_item, capacity_step),
    offsetof(locality_work_item, resolved),
    offsetof(locality_work_item, withdrawn),
    offsetof(locality_work_item, group),
    offsetof(locality_work_item, approvals),
    offsetof(locality_work_item, priorities),
    offsetof(locality_work_item, partnership),
    offsetof(locality_work_item, unforeseen),
    offsetof(locality_work_item, reputation),
    offsetof(locality_work_item, owner),
    offsetof(locality_work_item, name),
    offsetof(locality_work_item, source),
    offsetof(locality_work_item, section),
    offsetof(locality_work_item, basis),
    offsetof(locality_work_item, remark),
    offsetof(locality_work_item, withheld)};
static const loc_record_shape work_item_shape = {LOC_KIND_work_item, sizeof(locality_work_item), &work_item_start,
                                           work_item_offsets};
_Static_assert(sizeof(locality_work_item) <= LOC_LARGEST_RECORD, "room for every record");

locality_status locality_work_item_put(locality_model *model, const locality_work_item *record, locality_error *error) {
    return loc_record_put(model, &work_item_shape, record, false, error);
}

locality_status locality_work_item_add(locality_model *model, const locality_work_item *record, locality_error *error) {
    return loc_record_put(model, &work_item_shape, record, true, error);
}

locality_status locality_work_item_remove(locality_model *model, const char *id, locality_error *error) {
    return locality_model_remove(model, "work_item", id, error);
}

locality_status locality_work_item_find(const locality_snapshot *snapshot, const char *id, locality_work_item *out, locality_error *error) {
    return loc_record_find(snapshot, &work_item_shape, id, out, error);
}

locality_status locality_work_item_at(const locality_snapshot *snapshot, size_t row, locality_work_item *out, locality_error *error) {
    return loc_record_at(snapshot, &work_item_shape, row, out, error);
}

size_t locality_work_item_count(const locality_snapshot *snapshot) {
    return locality_snapshot_count(snapshot, LOC_KIND_work_item);
}

static const locality_task_group task_group_start = LOCALITY_TASK_GROUP_INIT;
static const uint32_t task_group_offsets[] = {
    offsetof(locality_task_group, lead),
    offsetof(locality_task_group, members),
    offsetof(locality_task_group, aim),
    offsetof(locality_task_group, exit),
    offsetof(locality_task_group, reached),
    offsetof(locality_task_group, open),
    offsetof(locality_task_group, areas),
    offsetof(locality_task_group, name),
    offsetof(locality_task_group, source),
    offsetof(locality_task_group, section),
    offsetof(locality_task_group, basis),
    offsetof(locality_task_group, remark),
    offsetof(locality_task_group, withheld)};
static const loc_record_shape task_group_shape = {LOC_KIND_task_group, sizeof(locality_task_group), &task_group_start,
                                           task_group_offsets};
_Static_assert(sizeof(locality_task_group) <= LOC_LARGEST_RECORD, "room for every record");

locality_status locality_task_group_put(locality_model *model, const locality_task_group *record, locality_error *error) {
    return loc_record_put(model, &task_group_shape, record, false, error);
}

locality_status locality_task_group_add(locality_model *model, const locality_task_group *record, locality_error *error) {
    return loc_record_put(model, &task_group_shape, record, true, error);
}

locality_status locality_task_group_remove(locality_model *model, const char *id, locality_error *error) {
    return locality_model_remove(model, "task_group", id, error);
}

locality_status locality_task_group_find(const locality_snapshot *snapshot, const char *id, locality_task_group *out, locality_error *error) {
    return loc_record_find(snapshot, &task_group_shape, id, out, error);
}

locality_status locality_task_group_at(const locality_snapshot *snapshot, size_t row, locality_task_group *out, locality_error *error) {
    return loc_record_at(snapshot, &task_group_shape, row, out, error);
}

size_t locality_task_group_count(const locality_snapshot *snapshot) {
    return locality_snapshot_count(snapshot, LOC_KIND_task_group);
}

static const locality_risk risk_start = LOCALITY_RISK_INIT;
static const uint32_t risk_offsets[] = {
    offsetof(locality_risk, owner),
    offsetof(locality_risk, likelihood),
    offsetof(locality_risk, impact),
    offsetof(locality_risk, mitigation),
    offsetof(locality_risk, name),
    offsetof(locality_risk, source),
    offsetof(locality_risk, section),
    offsetof(locality_risk, basis),
    offsetof(locality_risk, remark),
    offsetof(locality_risk, withheld)};
static const loc_record_shape risk_shape = {LOC_KIND_risk, sizeof(locality_risk), &risk_start,
                                           risk_offsets};
_Static_assert(sizeof(locality_risk) <= LOC_LARGEST_RECORD, "room for every record");

locality_status locality_risk_put(locality_model *model, const locality_risk *record, locality_error *error) {
    return loc_record_put(model, &risk_shape, record, false, error);
}

locality_status locality_risk_add(locality_model *model, const locality_risk *record, locality_error *error) {
    return loc_record_put(model, &risk_shape, record, true, error);
}

locality_status locality_risk_remove(locality_model *model, const char *id, locality_error *error) {
    return locality_model_remove(model, "risk", id, error);
}

locality_status locality_risk_find(const locality_snapshot *snapshot, const char *id, locality_risk *out, locality_error *error) {
    return loc_record_find(snapshot, &risk_shape, id, out, error);
}

locality_status locality_risk_at(const locality_snapshot *snapshot, size_t row, locality_risk *out, locality_error *error) {
    return loc_record_at(snapshot, &risk_shape, row, out, error);
}

size_t locality_risk_count(const locality_snapshot *snapshot) {
    return locality_snapshot_count(snapshot, LOC_KIND_risk);
}

static const locality_milestone milestone_start = LOCALITY_MILESTONE_INIT;
static const uint32_t milestone_offsets[] = {
    offsetof(locality_milestone, due),
    offsetof(locality_milestone, done),
    offsetof(locality_milestone, owner),
    offsetof(locality_milestone, amount),
    offsetof(locality_milestone, about),
    offsetof(locality_milestone, name),
    offsetof(locality_milestone, source),
    offsetof(locality_milestone, section),
    offsetof(locality_milestone, basis),
    offsetof(locality_milestone, remark),
    offsetof(locality_milestone, withheld)};
static const loc_record_shape milestone_shape = {LOC_KIND_milestone, sizeof(locality_milestone), &milestone_start,
                                           milestone_offsets};
_Static_assert(sizeof(locality_milestone) <= LOC_LARGEST_RECORD, "room for every record");

locality_status locality_milestone_put(locality_model *model, const locality_milestone *record, locality_error *error) {
    return loc_record_put(model, &milestone_shape, record, false, error);
}

locality_status locality_milestone_add(locality_model *model, const locality_milestone *record, locality_error *error) {
    return loc_record_put(model, &milestone_shape, record, true, error);
}

locality_status locality_milestone_remove(locality_model *model, const char *id, locality_error *error) {
    return locality_model_remove(model, "milestone", id, error);
}

locality_status locality_milestone_find(const locality_snapshot *snapshot, const char *id, locality_milestone *out, locality_error *error) {
    return loc_record_find(snapshot, &milestone_shape, id, out, error);
}

locality_status locality_milestone_at(const locality_snapshot *snapshot, size_t row, locality_milestone *out, locality_error *error) {
    return loc_record_at(snapshot, &milestone_shape, row, out, error);
}

size_t locality_milestone_count(const locality_snapshot *snapshot) {
    return locality_snapshot_count(snapshot, LOC_KIND_milestone);
}

static const locality_document document_start = LOCALITY_DOCUMENT_INIT;
static const uint32_t document_offsets[] = {
    offsetof(locality_document, title),
    offsetof(locality_document, author),
    offsetof(locality_document, date),
    offsetof(locality_document, version),
    offsetof(locality_document, name),
    offsetof(locality_document, source),
    offsetof(locality_document, section),
    offsetof(locality_document, basis),
    offsetof(locality_document, remark),
    offsetof(locality_document, withheld)};
static const loc_record_shape document_shape = {LOC_KIND_document, sizeof(locality_document), &document_start,
                                           document_offsets};
_Static_assert(sizeof(locality_document) <= LOC_LARGEST_RECORD, "room for every record");

locality_status locality_document_put(locality_model *model, const locality_document *record, locality_error *error) {
    return loc_record_put(model, &document_shape, record, false, error);
}

locality_status locality_document_add(locality_model *model, const locality_document *record, locality_error *error) {
    return loc_record_put(model, &document_shape, record, true, error);
}

locality_status locality_document_remove(locality_model *model, const char *id, locality_error *error) {
    return locality_model_remove(model, "document", id, error);
}

locality_status locality_document_find(const locality_snapshot *snapshot, const char *id, locality_document *out, locality_error *error) {
    return loc_record_find(snapshot, &document_shape, id, out, error);
}

locality_status locality_document_at(const locality_snapshot *snapshot, size_t row, locality_document *out, locality_error *error) {
    return loc_record_at(snapshot, &document_shape, row, out, error);
}

size_t locality_document_count(const locality_snapshot *snapshot) {
    return locality_snapshot_count(snapshot, LOC_KIND_document);
}

static const locality_section section_start = LOCALITY_SECTION_INIT;
static const uint32_t section_offsets[] = {
    offsetof(locality_section, document),
    offsetof(locality_section, number),
    offsetof(locality_section, parent),
    offsetof(locality_section, order),
    offsetof(locality_section, state),
    offsetof(locality_section, refers_to),
    offsetof(locality_section, name),
    offsetof(locality_section, source),
    offsetof(locality_section, section),
    offsetof(locality_section, basis),
    offsetof(locality_section, remark),
    offsetof(locality_section, withheld)};
static const loc_record_shape section_shape = {LOC_KIND_section, sizeof(locality_section), &section_start,
                                           section_offsets};
_Static_assert(sizeof(locality_section) <= LOC_LARGEST_RECORD, "room for every record");

locality_status locality_section_put(locality_model *model, const locality_section *record, locality_error *error) {
    return loc_record_put(model, &section_shape, record, false, error);
}

locality_status locality_section_add(locality_model *model, const locality_section *record, locality_error *error) {
    return loc_record_put(model, &section_shape, record, true, error);
}

locality_status locality_section_remove(locality_model *model, const char *id, locality_error *error) {
    return locality_model_remove(model, "section", id, error);
}

locality_status locality_section_find(const locality_snapshot *snapshot, const char *id, locality_section *out, locality_error *error) {
    return loc_record_find(snapshot, &section_shape, id, out, error);
}

locality_status locality_section_at(const locality_snapshot *snapshot, size_t row, locality_section *out, locality_error *error) {
    return loc_record_at(snapshot, &section_shape, row, out, error);
}

size_t locality_section_count(const locality_snapshot *snapshot) {
    return locality_snapshot_count(snapshot, LOC_KIND_section);
}

static const locality_alias alias_start = LOCALITY_ALIAS_INIT;
static const uint32_t alias_offsets[] = {
    offsetof(locality_alias, record),
    offsetof(locality_alias, text),
    offsetof(locality_alias, starts),
    offsetof(locality_alias, ends),
    offsetof(locality_alias, name),
    offsetof(locality_alias, source),
    offsetof(locality_alias, section),
    offsetof(locality_alias, basis),
    offsetof(locality_alias, remark),
    offsetof(locality_alias, withheld)};
static const loc_record_shape alias_shape = {LOC_KIND_alias, sizeof(locality_alias), &alias_start,
                                           alias_offsets};
_Static_assert(sizeof(locality_alias) <= LOC_LARGEST_RECORD, "room for every record");

locality_status locality_alias_put(locality_model *model, const locality_alias *record, locality_error *error) {
    return loc_record_put(model, &alias_shape, record, false, error);
}

locality_status locality_alias_add(locality_model *model, const locality_alias *record, locality_error *error) {
    return loc_record_put(model, &alias_shape, record, true, error);
}

locality_status locality_alias_remove(locality_model *model, const char *id, locality_error *error) {
    return locality_model_remove(model, "alias", id, error);
}

locality_status locality_alias_find(const locality_snapshot *snapshot, const char *id, locality_alias *out, locality_error *error) {
    return loc_record_find(snapshot, &alias_shape, id, out, error);
}

locality_status locality_alias_at(const locality_snapshot *snapshot, size_t row, locality_alias *out, locality_error *error) {
    return loc_record_at(snapshot, &alias_shape, row, out, error);
}

size_t locality_alias_count(const locality_snapshot *snapshot) {
    return locality_snapshot_count(snapshot, LOC_KIND_alias);
}

static const locality_note note_start = LOCALITY_NOTE_INIT;
static const uint32_t note_offsets[] = {
    offsetof(locality_note, type),
    offsetof(locality_note, about),
    offsetof(locality_note, field),
    offsetof(locality_note, text),
    offsetof(locality_note, readings),
    offsetof(locality_note, name),
    offsetof(locality_note, source),
    offsetof(locality_note, section),
    offsetof(locality_note, basis),
    offsetof(locality_note, remark),
    offsetof(locality_note, withheld)};
static const loc_record_shape note_shape = {LOC_KIND_note, sizeof(locality_note), &note_start,
                                           note_offsets};
_Static_assert(sizeof(locality_note) <= LOC_LARGEST_RECORD, "room for every record");

locality_status locality_note_put(locality_model *model, const locality_note *record, locality_error *error) {
    return loc_record_put(model, &note_shape, record, false, error);
}

locality_status locality_note_add(locality_model *model, const locality_note *record, locality_error *error) {
    return loc_record_put(model, &note_shape, record, true, error);
}

locality_status locality_note_remove(locality_model *model, const char *id, locality_error *error) {
    return locality_model_remove(model, "note", id, error);
}

locality_status locality_note_find(const locality_snapshot *snapshot, const char *id, locality_note *out, locality_error *error) {
    return loc_record_find(snapshot, &note_shape, id, out, error);
}

locality_status locality_note_at(const locality_snapshot *snapshot, size_t row, locality_note *out, locality_error *error) {
    return loc_record_at(snapshot, &note_shape, row, out, error);
}

size_t locality_note_count(const locality_snapshot *snapshot) {
    return locality_snapshot_count(snapshot, LOC_KIND_note);
}

static const locality_rule rule_start = LOCALITY_RULE_INIT;
static const uint32_t rule_offsets[] = {
    offsetof(locality_rule, sentence),
    offsetof(locality_rule, strength),
    offsetof(locality_rule, text),
    offsetof(locality_rule, file),
    offsetof(locality_rule, line),
    offsetof(locality_rule, remedy),
    offsetof(locality_rule, name),
    offsetof(locality_rule, source),
    offsetof(locality_rule, section),
    offsetof(locality_rule, basis),
    offsetof(locality_rule, remark),
    offsetof(locality_rule, withheld)};
static const loc_record_shape rule_shape = {LOC_KIND_rule, sizeof(locality_rule), &rule_start,
                                           rule_offsets};
_Static_assert(sizeof(locality_rule) <= LOC_LARGEST_RECORD, "room for every record");

locality_status locality_rule_put(locality_model *model, const locality_rule *record, locality_error *error) {
    return loc_record_put(model, &rule_shape, record, false, error);
}

locality_status locality_rule_add(locality_model *model, const locality_rule *record, locality_error *error) {
    return loc_record_put(model, &rule_shape, record, true, error);
}

locality_status locality_rule_remove(locality_model *model, const char *id, locality_error *error) {
    return locality_model_remove(model, "rule", id, error);
}

locality_status locality_rule_find(const locality_snapshot *snapshot, const char *id, locality_rule *out, locality_error *error) {
    return loc_record_find(snapshot, &rule_shape, id, out, error);
}

locality_status locality_rule_at(const locality_snapshot *snapshot, size_t row, locality_rule *out, locality_error *error) {
    return loc_record_at(snapshot, &rule_shape, row, out, error);
}

size_t locality_rule_count(const locality_snapshot *snapshot) {
    return locality_snapshot_count(snapshot, LOC_KIND_rule);
}

static const locality_parameter parameter_start = LOCALITY_PARAMETER_INIT;
static const uint32_t parameter_offsets[] = {
    offsetof(locality_parameter, type),
    offsetof(locality_parameter, value),
    offsetof(locality_parameter, unit),
    offsetof(locality_parameter, is_switch),
    offsetof(locality_parameter, trigger),
    offsetof(locality_parameter, starts),
    offsetof(locality_parameter, ends),
    offsetof(locality_parameter, status),
    offsetof(locality_parameter, citation),
    offsetof(locality_parameter, sentence),
    offsetof(locality_parameter, value_of),
    offsetof(locality_parameter, file),
    offsetof(locality_parameter, line),
    offsetof(locality_parameter, name),
    offsetof(locality_parameter, source),
    offsetof(locality_parameter, section),
    offsetof(locality_parameter, basis),
    offsetof(locality_parameter, remark),
    offsetof(locality_parameter, withheld)};
static const loc_record_shape parameter_shape = {LOC_KIND_parameter, sizeof(locality_parameter), &parameter_start,
                                           parameter_offsets};
_Static_assert(sizeof(locality_parameter) <= LOC_LARGEST_RECORD, "room for every record");

locality_status locality_parameter_put(locality_model *model, const locality_parameter *record, locality_error *error) {
    return loc_record_put(model, &parameter_shape, record, false, error);
}

locality_status locality_parameter_add(locality_model *model, const locality_parameter *record, locality_error *error) {
    return loc_record_put(model, &parameter_shape, record, true, error);
}

locality_status locality_parameter_remove(locality_model *model, const char *id, locality_error *error) {
    return locality_model_remove(model, "parameter", id, error);
}

locality_status locality_parameter_find(const locality_snapshot *snapshot, const char *id, locality_parameter *out, locality_error *error) {
    return loc_record_find(snapshot, &parameter_shape, id, out, error);
}

locality_status locality_parameter_at(const locality_snapshot *snapshot, size_t row, locality_parameter *out, locality_error *error) {
    return loc_record_at(snapshot, &parameter_shape, row, out, error);
}

size_t locality_parameter_count(const locality_snapshot *snapshot) {
    return locality_snapshot_count(snapshot, LOC_KIND_parameter);
}

static const locality_question question_start = LOCALITY_QUESTION_INIT;
static const uint32_t question_offsets[] = {
    offsetof(locality_question, sentence),
    offsetof(locality_question, text),
    offsetof(locality_question, file),
    offsetof(locality_question, line),
    offsetof(locality_question, name),
    offsetof(locality_question, source),
    offsetof(locality_question, section),
    offsetof(locality_question, basis),
    offsetof(locality_question, remark),
    offsetof(locality_question, withheld)};
static const loc_record_shape question_shape = {LOC_KIND_question, sizeof(locality_question), &question_start,
                                           question_offsets};
_Static_assert(sizeof(locality_question) <= LOC_LARGEST_RECORD, "room for every record");

locality_status locality_question_put(locality_model *model, const locality_question *record, locality_error *error) {
    return loc_record_put(model, &question_shape, record, false, error);
}

locality_status locality_question_add(locality_model *model, const locality_question *record, locality_error *error) {
    return loc_record_put(model, &question_shape, record, true, error);
}

locality_status locality_question_remove(locality_model *model, const char *id, locality_error *error) {
    return locality_model_remove(model, "question", id, error);
}

locality_status locality_question_find(const locality_snapshot *snapshot, const char *id, locality_question *out, locality_error *error) {
    return loc_record_find(snapshot, &question_shape, id, out, error);
}

locality_status locality_question_at(const locality_snapshot *snapshot, size_t row, locality_question *out, locality_error *error) {
    return loc_record_at(snapshot, &question_shape, row, out, error);
}

size_t locality_question_count(const locality_snapshot *snapshot) {
    return locality_snapshot_count(snapshot, LOC_KIND_question);
}

static const locality_definition definition_start = LOCALITY_DEFINITION_INIT;
static const uint32_t definition_offsets[] = {
    offsetof(locality_definition, sentence),
    offsetof(locality_definition, text),
    offsetof(locality_definition, file),
    offsetof(locality_definition, line),
    offsetof(locality_definition, name),
    offsetof(locality_definition, source),
    offsetof(locality_definition, section),
    offsetof(locality_definition, basis),
    offsetof(locality_definition, remark),
    offsetof(locality_definition, withheld)};
static const loc_record_shape definition_shape = {LOC_KIND_definition, sizeof(locality_definition), &definition_start,
                                           definition_offsets};
_Static_assert(sizeof(locality_definition) <= LOC_LARGEST_RECORD, "room for every record");

locality_status locality_definition_put(locality_model *model, const locality_definition *record, locality_error *error) {
    return loc_record_put(model, &definition_shape, record, false, error);
}

locality_status locality_definition_add(locality_model *model, const locality_definition *record, locality_error *error) {
    return loc_record_put(model, &definition_shape, record, true, error);
}

locality_status locality_definition_remove(locality_model *model, const char *id, locality_error *error) {
    return locality_model_remove(model, "definition", id, error);
}

locality_status locality_definition_find(const locality_snapshot *snapshot, const char *id, locality_definition *out, locality_error *error) {
    return loc_record_find(snapshot, &definition_shape, id, out, error);
}

locality_status locality_definition_at(const locality_snapshot *snapshot, size_t row, locality_definition *out, locality_error *error) {
    return loc_record_at(snapshot, &definition_shape, row, out, error);
}

size_t locality_definition_count(const locality_snapshot *snapshot) {
    return locality_snapshot_count(snapshot, LOC_KIND_definition);
}

static const locality_signal signal_start = LOCALITY_SIGNAL_INIT;
static const uint32_t signal_offsets[] = {
    offsetof(locality_signal, area),
    offsetof(locality_signal, category),
    offsetof(locality_signal, date),
    offsetof(locality_signal, standing),
    offsetof(locality_signal, direction),
    offsetof(locality_signal, trend),
    offsetof(locality_signal, onset),
    offsetof(locality_signal, window),
    offsetof(locality_signal, observed),
    offsetof(locality_signal, expected),
    offsetof(locality_signal, false_share),
    offsetof(locality_signal, outcome),
    offsetof(locality_signal, providers),
    offsetof(locality_signal, possible),
    offsetof(locality_signal, sentence),
    offsetof(locality_signal, name),
    offsetof(locality_signal, source),
    offsetof(locality_signal, section),
    offsetof(locality_signal, basis),
    offsetof(locality_signal, remark),
    offsetof(locality_signal, withheld)};
static const loc_record_shape signal_shape = {LOC_KIND_signal, sizeof(locality_signal), &signal_start,
                                           signal_offsets};
_Static_assert(sizeof(locality_signal) <= LOC_LARGEST_RECORD, "room for every record");

locality_status locality_signal_put(locality_model *model, const locality_signal *record, locality_error *error) {
    return loc_record_put(model, &signal_shape, record, false, error);
}

locality_status locality_signal_add(locality_model *model, const locality_signal *record, locality_error *error) {
    return loc_record_put(model, &signal_shape, record, true, error);
}

locality_status locality_signal_remove(locality_model *model, const char *id, locality_error *error) {
    return locality_model_remove(model, "signal", id, error);
}

locality_status locality_signal_find(const locality_snapshot *snapshot, const char *id, locality_signal *out, locality_error *error) {
    return loc_record_find(snapshot, &signal_shape, id, out, error);
}

locality_status locality_signal_at(const locality_snapshot *snapshot, size_t row, locality_signal *out, locality_error *error) {
    return loc_record_at(snapshot, &signal_shape, row, out, error);
}

size_t locality_signal_count(const locality_snapshot *snapshot) {
    return locality_snapshot_count(snapshot, LOC_KIND_signal);
}
