"""The C interface as ctypes see it. Made from bindings/api/api.json by `make api`; do not edit.

`bind(library, handle)` gives every function of a loaded library its prototype.
"""
from ctypes import (CFUNCTYPE, POINTER, Structure, c_byte, c_char, c_char_p, c_double, c_float, c_int, c_int8,
                    c_int16, c_int32, c_int64, c_long, c_longlong, c_short, c_size_t, c_ssize_t, c_ubyte,
                    c_uint, c_uint8, c_uint16, c_uint32, c_uint64, c_ulong, c_ulonglong, c_ushort, c_void_p)

# enum locality_accountable_grounds
LOCALITY_GROUND_ALLOCATED = 1
LOCALITY_GROUND_LEADS = 2
LOCALITY_GROUND_DUTY = 3
LOCALITY_GROUND_RUNS = 4
LOCALITY_GROUND_THEME = 5
LOCALITY_GROUND_HEAD = 6
LOCALITY_GROUND_PROVIDES = 7
LOCALITY_GROUND_CARRIES = 8
LOCALITY_GROUND_LINE = 9

# enum locality_accountable_reaches
LOCALITY_REACH_OWN = 0
LOCALITY_REACH_SEVERAL = 1
LOCALITY_REACH_WIDER = 2
LOCALITY_REACH_WHOLE = 3
LOCALITY_REACH_UNSTATED = 4

# enum locality_accountable_tops
LOCALITY_TOP_ROOT = 0
LOCALITY_TOP_OPEN = 1
LOCALITY_TOP_CIRCLE = 2

# enum locality_alignments
LOCALITY_ALIGNMENT_UNKNOWN = 0
LOCALITY_ALIGNMENT_UNION = 1
LOCALITY_ALIGNMENT_CROSSES = 2

# enum locality_allocation_methods
LOCALITY_ALLOCATION_AUTOMATIC = 0
LOCALITY_ALLOCATION_DENSE = 1
LOCALITY_ALLOCATION_SPARSE = 2
LOCALITY_ALLOCATION_AUCTION = 3
LOCALITY_ALLOCATION_NETWORK = 4

# enum locality_allocation_reasons
LOCALITY_ALLOCATION_HELD = 0
LOCALITY_ALLOCATION_AT_A_COST = 1
LOCALITY_ALLOCATION_AS_GOOD = 2
LOCALITY_ALLOCATION_FAILS = 3
LOCALITY_ALLOCATION_FORBIDDEN = 4
LOCALITY_ALLOCATION_NO_PAIR = 5
LOCALITY_ALLOCATION_CANNOT = 6
LOCALITY_ALLOCATION_PINNED = 7

# enum locality_allocation_sides
LOCALITY_ALLOCATION_CANDIDATES = 0
LOCALITY_ALLOCATION_DEMANDS = 1

# enum locality_allocation_standings
LOCALITY_ALLOCATION_ALWAYS = 0
LOCALITY_ALLOCATION_TIED = 1
LOCALITY_ALLOCATION_NOT_PLACED = 2

# enum locality_allocation_ties
LOCALITY_ALLOCATION_REFUSE_TIES = 0
LOCALITY_ALLOCATION_TIES_BY_ID = 1

# enum locality_allocation_verdicts
LOCALITY_ALLOCATION_UNKNOWN = 0
LOCALITY_ALLOCATION_OPTIMAL = 1
LOCALITY_ALLOCATION_INFEASIBLE = 2
LOCALITY_ALLOCATION_FEASIBLE = 3
LOCALITY_ALLOCATION_OVERFLOW = 4
LOCALITY_ALLOCATION_STABLE = 5

# enum locality_carry_fates
LOCALITY_CARRY_SAME = 0
LOCALITY_CARRY_REPLACED = 1
LOCALITY_CARRY_MERGED = 2
LOCALITY_CARRY_SPLIT = 3
LOCALITY_CARRY_RESHAPED = 4
LOCALITY_CARRY_EARLIER = 5
LOCALITY_CARRY_LOST = 6

# enum locality_cell_states
LOCALITY_CELL_GAP = 0
LOCALITY_CELL_COVERED = 1
LOCALITY_CELL_WIDER = 2
LOCALITY_CELL_NONE = 3
LOCALITY_CELL_PLANNED = 4
LOCALITY_CELL_UNKNOWN = 5

# enum locality_change_states
LOCALITY_CHANGE_ADDED = 1
LOCALITY_CHANGE_CHANGED = 2
LOCALITY_CHANGE_REMOVED = 3

# enum locality_code_faults
LOCALITY_CODE_FORM = 1
LOCALITY_CODE_PREFIX = 2
LOCALITY_CODE_LEVEL = 3
LOCALITY_CODE_COUNTRY = 4
LOCALITY_CODE_TWICE = 5
LOCALITY_CODE_FORMER = 6

# enum locality_comparisons
LOCALITY_EQUAL = 0
LOCALITY_NOT_EQUAL = 1
LOCALITY_LESS = 2
LOCALITY_LESS_EQUAL = 3
LOCALITY_GREATER = 4
LOCALITY_GREATER_EQUAL = 5

# enum locality_conflict_policies
LOCALITY_CONFLICT_STOP = 0
LOCALITY_CONFLICT_REBASE = 1

# enum locality_coverages
LOCALITY_COVERAGE_THEMES = 0
LOCALITY_COVERAGE_SERVICES = 1
LOCALITY_COVERAGE_STREAMS = 2

# enum locality_day_counts
LOCALITY_DAYS_ELAPSED = 0
LOCALITY_DAYS_INCLUSIVE = 1

# enum locality_fates
LOCALITY_FATE_NEW = 1
LOCALITY_FATE_CHANGED = 2
LOCALITY_FATE_UNCHANGED = 3
LOCALITY_FATE_CEASED = 4
LOCALITY_FATE_UNMAPPED = 5

# enum locality_formats
LOCALITY_FORMAT_TEXT = 0
LOCALITY_FORMAT_MARKDOWN = 1
LOCALITY_FORMAT_CSV = 2
LOCALITY_FORMAT_JSON = 3

# enum locality_gss_states
LOCALITY_GSS_NO_CODE = 0
LOCALITY_GSS_UNKNOWN = 1
LOCALITY_GSS_KNOWN = 2

# enum locality_intake_counts
LOCALITY_INTAKE_ROWS = 0
LOCALITY_INTAKE_MADE = 1
LOCALITY_INTAKE_STOOD = 2
LOCALITY_INTAKE_REFUSED = 3
LOCALITY_INTAKE_SKIPPED = 4
LOCALITY_INTAKE_BROKEN = 5
LOCALITY_INTAKE_TALLY = 6
LOCALITY_INTAKE_PROBLEMS = 7
LOCALITY_INTAKE_MISSING = 8
LOCALITY_INTAKE_UNMAPPED = 9

# enum locality_intake_faults
LOCALITY_INTAKE_HEADING = 0
LOCALITY_INTAKE_QUOTES = 1
LOCALITY_INTAKE_CELLS = 2
LOCALITY_INTAKE_ENCODING = 3
LOCALITY_INTAKE_MANGLED = 4
LOCALITY_INTAKE_VALUE = 5
LOCALITY_INTAKE_ORDER = 6
LOCALITY_INTAKE_ID = 7
LOCALITY_INTAKE_REPEATED = 8
LOCALITY_INTAKE_DIFFERENT = 9
LOCALITY_INTAKE_DANGLING = 10

# enum locality_intake_severities
LOCALITY_INTAKE_NOTE = 0
LOCALITY_INTAKE_WARNING = 1
LOCALITY_INTAKE_ERROR = 2

# enum locality_lead_faults
LOCALITY_LEAD_NOT_STATED = 1
LOCALITY_LEAD_NONE = 2
LOCALITY_LEAD_ELSEWHERE = 3

# enum locality_line_bases
LOCALITY_LINE_UNKNOWN = 0
LOCALITY_LINE_PRINTED = 1
LOCALITY_LINE_INFERRED = 2
LOCALITY_LINE_ROOT = 3

# enum locality_losses
LOCALITY_LOSS_NONE = 0
LOCALITY_LOSS_ENDED = 1
LOCALITY_LOSS_NOT_BEGUN = 2
LOCALITY_LOSS_GAP = 3
LOCALITY_LOSS_CIRCLE = 4

# enum locality_partition_faults
LOCALITY_PARTITION_GAP = 1
LOCALITY_PARTITION_OVERLAP = 2
LOCALITY_PARTITION_OUTSIDE = 3

# enum locality_redacted_texts
LOCALITY_TEXTS_CHECKED = 0
LOCALITY_TEXTS_WITHHELD = 1

# enum locality_registers
LOCALITY_REGISTER_FIGURES = 0
LOCALITY_REGISTER_RECONCILIATION = 1
LOCALITY_REGISTER_AMBIGUITIES = 2
LOCALITY_REGISTER_BLANKS = 3
LOCALITY_REGISTER_MISSING = 4
LOCALITY_REGISTER_NAMES = 5
LOCALITY_REGISTER_PLACES = 6
LOCALITY_REGISTER_WEEKDAYS = 7
LOCALITY_REGISTER_NOTES = 8

# enum locality_relations
LOCALITY_RELATION_UNKNOWN = 0
LOCALITY_RELATION_SAME = 1
LOCALITY_RELATION_INSIDE = 2
LOCALITY_RELATION_CONTAINS = 3
LOCALITY_RELATION_APART = 4

# enum locality_resolved_by
LOCALITY_BY_NOTHING = 0
LOCALITY_BY_ID = 1
LOCALITY_BY_NAME = 2
LOCALITY_BY_ALIAS = 3

# enum locality_statuses
LOCALITY_OK = 0
LOCALITY_INVALID = 1
LOCALITY_NO_MEMORY = 2
LOCALITY_NOT_FOUND = 3
LOCALITY_DUPLICATE = 4
LOCALITY_DANGLING = 5
LOCALITY_AMBIGUOUS = 6
LOCALITY_CYCLE = 7
LOCALITY_SYNTAX = 8
LOCALITY_TYPE = 9
LOCALITY_OVERFLOW = 10
LOCALITY_ENCODING = 11
LOCALITY_LIMIT = 12
LOCALITY_CANCELLED = 13
LOCALITY_CALLBACK = 14
LOCALITY_BUSY = 15
LOCALITY_CONFLICT = 16
LOCALITY_IO = 17

# enum locality_store_access
LOCALITY_STORE_READ = 0
LOCALITY_STORE_WRITE = 1

# enum locality_succession_faults
LOCALITY_SUCCESSION_REVERSED = 1
LOCALITY_SUCCESSION_CIRCLE = 2
LOCALITY_SUCCESSION_DEAD_END = 3
LOCALITY_SUCCESSION_NO_END = 4
LOCALITY_SUCCESSION_OVERLAP = 5
LOCALITY_SUCCESSION_GAP = 6

# enum locality_table_alignments
LOCALITY_ALIGN_LEFT = 0
LOCALITY_ALIGN_RIGHT = 1

# enum locality_time_faults
LOCALITY_TIME_OUTLIVES = 1
LOCALITY_TIME_BEFORE = 2

# enum locality_tones
LOCALITY_TONE_PLAIN = 0
LOCALITY_TONE_HEADING = 1
LOCALITY_TONE_GOOD = 2
LOCALITY_TONE_BAD = 3
LOCALITY_TONE_DOUBT = 4
LOCALITY_TONE_QUIET = 5

# enum locality_total_bases
LOCALITY_BY_NOTHING_ELSE = 0
LOCALITY_BY_UNIT = 1
LOCALITY_BY_TOP_UNIT = 2
LOCALITY_BY_AREA = 3
LOCALITY_BY_GROUP = 4
LOCALITY_BY_FUNCTION = 5
LOCALITY_BY_GRADE = 6
LOCALITY_BY_BASE = 7
LOCALITY_BY_TITLE = 8

# enum locality_total_parts
LOCALITY_TOTAL_OVERALL = 0
LOCALITY_TOTAL_RECORD = 1
LOCALITY_TOTAL_COUNTYWIDE = 2
LOCALITY_TOTAL_SEVERAL = 3
LOCALITY_TOTAL_NONE = 4
LOCALITY_TOTAL_UNPLACED = 5

# enum locality_truths
LOCALITY_FALSE = 0
LOCALITY_TRUE = 1
LOCALITY_UNDECIDED = 2

# enum locality_types
LOCALITY_TYPE_NONE = 0
LOCALITY_TYPE_TEXT = 1
LOCALITY_TYPE_WORD = 2
LOCALITY_TYPE_TRUTH = 3
LOCALITY_TYPE_COUNT = 4
LOCALITY_TYPE_NUMBER = 5
LOCALITY_TYPE_RATIO = 6
LOCALITY_TYPE_MONEY = 7
LOCALITY_TYPE_DATE = 8
LOCALITY_TYPE_MOMENT = 9
LOCALITY_TYPE_DAYS = 10
LOCALITY_TYPE_REF = 11
LOCALITY_TYPE_ANY_REF = 12
LOCALITY_TYPE_TEXTS = 13
LOCALITY_TYPE_REFS = 14

# enum locality_verdicts
LOCALITY_VERDICT_PASS = 0
LOCALITY_VERDICT_FAIL = 1
LOCALITY_VERDICT_CANNOT_DECIDE = 2
LOCALITY_VERDICT_NOT_APPLICABLE = 3

# enum locality_withheld_reasons
LOCALITY_WITHHELD_NAMES = 0
LOCALITY_WITHHELD_PERSONAL = 1
LOCALITY_WITHHELD_PAY = 2
LOCALITY_WITHHELD_TEAMS = 3
LOCALITY_WITHHELD_POSTS = 4
LOCALITY_WITHHELD_LINKS = 5
LOCALITY_WITHHELD_FIGURES = 6
LOCALITY_WITHHELD_CONTACTS = 7
LOCALITY_WITHHELD_TEXTS = 8
LOCALITY_WITHHELD_FIELDS = 9
LOCALITY_WITHHELD_RULES = 10
LOCALITY_WITHHELD_UNCHECKED = 11
LOCALITY_WITHHELD_REASONS = 12

# constants
LOCALITY_ALLOCATION_COVERAGE = 0
LOCALITY_ALLOCATION_EVERYONE = 4294967295
LOCALITY_ALLOCATION_LEVELS = 8
LOCALITY_ALLOCATION_RULES = 64
LOCALITY_ERROR_ID_SIZE = 160
LOCALITY_ERROR_MESSAGE_SIZE = 640
LOCALITY_ERROR_NAME_SIZE = 48
LOCALITY_INTAKE_MAX_PROBLEMS = 1000
LOCALITY_INTAKE_MAX_ROW = 16777216
LOCALITY_JSON_FORMAT = 1
LOCALITY_JSON_MAX_BYTES = 67108864
LOCALITY_NONE_TEXT = 'none'
LOCALITY_NO_INDEX = 4294967295
LOCALITY_ONE = 1000000
LOCALITY_OPEN_ABOVE = 9223372036854775807
LOCALITY_OPEN_BELOW = -9223372036854775808
LOCALITY_PAY_BAND = 500000
LOCALITY_PAY_THRESHOLD = 5000000
LOCALITY_ROW_MISSING = 4294967295
LOCALITY_ROW_NONE = 4294967294
LOCALITY_SMALLEST_TEAM = 5
LOCALITY_VERDICTS = 4
LOCALITY_VERSION_MAJOR = 0
LOCALITY_VERSION_MINOR = 1
LOCALITY_VERSION_PATCH = 0

ENUMERATIONS = {
    "locality_accountable_grounds": {"LOCALITY_GROUND_ALLOCATED": 1, "LOCALITY_GROUND_LEADS": 2, "LOCALITY_GROUND_DUTY": 3, "LOCALITY_GROUND_RUNS": 4, "LOCALITY_GROUND_THEME": 5, "LOCALITY_GROUND_HEAD": 6, "LOCALITY_GROUND_PROVIDES": 7, "LOCALITY_GROUND_CARRIES": 8, "LOCALITY_GROUND_LINE": 9},
    "locality_accountable_reaches": {"LOCALITY_REACH_OWN": 0, "LOCALITY_REACH_SEVERAL": 1, "LOCALITY_REACH_WIDER": 2, "LOCALITY_REACH_WHOLE": 3, "LOCALITY_REACH_UNSTATED": 4},
    "locality_accountable_tops": {"LOCALITY_TOP_ROOT": 0, "LOCALITY_TOP_OPEN": 1, "LOCALITY_TOP_CIRCLE": 2},
    "locality_alignments": {"LOCALITY_ALIGNMENT_UNKNOWN": 0, "LOCALITY_ALIGNMENT_UNION": 1, "LOCALITY_ALIGNMENT_CROSSES": 2},
    "locality_allocation_methods": {"LOCALITY_ALLOCATION_AUTOMATIC": 0, "LOCALITY_ALLOCATION_DENSE": 1, "LOCALITY_ALLOCATION_SPARSE": 2, "LOCALITY_ALLOCATION_AUCTION": 3, "LOCALITY_ALLOCATION_NETWORK": 4},
    "locality_allocation_reasons": {"LOCALITY_ALLOCATION_HELD": 0, "LOCALITY_ALLOCATION_AT_A_COST": 1, "LOCALITY_ALLOCATION_AS_GOOD": 2, "LOCALITY_ALLOCATION_FAILS": 3, "LOCALITY_ALLOCATION_FORBIDDEN": 4, "LOCALITY_ALLOCATION_NO_PAIR": 5, "LOCALITY_ALLOCATION_CANNOT": 6, "LOCALITY_ALLOCATION_PINNED": 7},
    "locality_allocation_sides": {"LOCALITY_ALLOCATION_CANDIDATES": 0, "LOCALITY_ALLOCATION_DEMANDS": 1},
    "locality_allocation_standings": {"LOCALITY_ALLOCATION_ALWAYS": 0, "LOCALITY_ALLOCATION_TIED": 1, "LOCALITY_ALLOCATION_NOT_PLACED": 2},
    "locality_allocation_ties": {"LOCALITY_ALLOCATION_REFUSE_TIES": 0, "LOCALITY_ALLOCATION_TIES_BY_ID": 1},
    "locality_allocation_verdicts": {"LOCALITY_ALLOCATION_UNKNOWN": 0, "LOCALITY_ALLOCATION_OPTIMAL": 1, "LOCALITY_ALLOCATION_INFEASIBLE": 2, "LOCALITY_ALLOCATION_FEASIBLE": 3, "LOCALITY_ALLOCATION_OVERFLOW": 4, "LOCALITY_ALLOCATION_STABLE": 5},
    "locality_carry_fates": {"LOCALITY_CARRY_SAME": 0, "LOCALITY_CARRY_REPLACED": 1, "LOCALITY_CARRY_MERGED": 2, "LOCALITY_CARRY_SPLIT": 3, "LOCALITY_CARRY_RESHAPED": 4, "LOCALITY_CARRY_EARLIER": 5, "LOCALITY_CARRY_LOST": 6},
    "locality_cell_states": {"LOCALITY_CELL_GAP": 0, "LOCALITY_CELL_COVERED": 1, "LOCALITY_CELL_WIDER": 2, "LOCALITY_CELL_NONE": 3, "LOCALITY_CELL_PLANNED": 4, "LOCALITY_CELL_UNKNOWN": 5},
    "locality_change_states": {"LOCALITY_CHANGE_ADDED": 1, "LOCALITY_CHANGE_CHANGED": 2, "LOCALITY_CHANGE_REMOVED": 3},
    "locality_code_faults": {"LOCALITY_CODE_FORM": 1, "LOCALITY_CODE_PREFIX": 2, "LOCALITY_CODE_LEVEL": 3, "LOCALITY_CODE_COUNTRY": 4, "LOCALITY_CODE_TWICE": 5, "LOCALITY_CODE_FORMER": 6},
    "locality_comparisons": {"LOCALITY_EQUAL": 0, "LOCALITY_NOT_EQUAL": 1, "LOCALITY_LESS": 2, "LOCALITY_LESS_EQUAL": 3, "LOCALITY_GREATER": 4, "LOCALITY_GREATER_EQUAL": 5},
    "locality_conflict_policies": {"LOCALITY_CONFLICT_STOP": 0, "LOCALITY_CONFLICT_REBASE": 1},
    "locality_coverages": {"LOCALITY_COVERAGE_THEMES": 0, "LOCALITY_COVERAGE_SERVICES": 1, "LOCALITY_COVERAGE_STREAMS": 2},
    "locality_day_counts": {"LOCALITY_DAYS_ELAPSED": 0, "LOCALITY_DAYS_INCLUSIVE": 1},
    "locality_fates": {"LOCALITY_FATE_NEW": 1, "LOCALITY_FATE_CHANGED": 2, "LOCALITY_FATE_UNCHANGED": 3, "LOCALITY_FATE_CEASED": 4, "LOCALITY_FATE_UNMAPPED": 5},
    "locality_formats": {"LOCALITY_FORMAT_TEXT": 0, "LOCALITY_FORMAT_MARKDOWN": 1, "LOCALITY_FORMAT_CSV": 2, "LOCALITY_FORMAT_JSON": 3},
    "locality_gss_states": {"LOCALITY_GSS_NO_CODE": 0, "LOCALITY_GSS_UNKNOWN": 1, "LOCALITY_GSS_KNOWN": 2},
    "locality_intake_counts": {"LOCALITY_INTAKE_ROWS": 0, "LOCALITY_INTAKE_MADE": 1, "LOCALITY_INTAKE_STOOD": 2, "LOCALITY_INTAKE_REFUSED": 3, "LOCALITY_INTAKE_SKIPPED": 4, "LOCALITY_INTAKE_BROKEN": 5, "LOCALITY_INTAKE_TALLY": 6, "LOCALITY_INTAKE_PROBLEMS": 7, "LOCALITY_INTAKE_MISSING": 8, "LOCALITY_INTAKE_UNMAPPED": 9},
    "locality_intake_faults": {"LOCALITY_INTAKE_HEADING": 0, "LOCALITY_INTAKE_QUOTES": 1, "LOCALITY_INTAKE_CELLS": 2, "LOCALITY_INTAKE_ENCODING": 3, "LOCALITY_INTAKE_MANGLED": 4, "LOCALITY_INTAKE_VALUE": 5, "LOCALITY_INTAKE_ORDER": 6, "LOCALITY_INTAKE_ID": 7, "LOCALITY_INTAKE_REPEATED": 8, "LOCALITY_INTAKE_DIFFERENT": 9, "LOCALITY_INTAKE_DANGLING": 10},
    "locality_intake_severities": {"LOCALITY_INTAKE_NOTE": 0, "LOCALITY_INTAKE_WARNING": 1, "LOCALITY_INTAKE_ERROR": 2},
    "locality_lead_faults": {"LOCALITY_LEAD_NOT_STATED": 1, "LOCALITY_LEAD_NONE": 2, "LOCALITY_LEAD_ELSEWHERE": 3},
    "locality_line_bases": {"LOCALITY_LINE_UNKNOWN": 0, "LOCALITY_LINE_PRINTED": 1, "LOCALITY_LINE_INFERRED": 2, "LOCALITY_LINE_ROOT": 3},
    "locality_losses": {"LOCALITY_LOSS_NONE": 0, "LOCALITY_LOSS_ENDED": 1, "LOCALITY_LOSS_NOT_BEGUN": 2, "LOCALITY_LOSS_GAP": 3, "LOCALITY_LOSS_CIRCLE": 4},
    "locality_partition_faults": {"LOCALITY_PARTITION_GAP": 1, "LOCALITY_PARTITION_OVERLAP": 2, "LOCALITY_PARTITION_OUTSIDE": 3},
    "locality_redacted_texts": {"LOCALITY_TEXTS_CHECKED": 0, "LOCALITY_TEXTS_WITHHELD": 1},
    "locality_registers": {"LOCALITY_REGISTER_FIGURES": 0, "LOCALITY_REGISTER_RECONCILIATION": 1, "LOCALITY_REGISTER_AMBIGUITIES": 2, "LOCALITY_REGISTER_BLANKS": 3, "LOCALITY_REGISTER_MISSING": 4, "LOCALITY_REGISTER_NAMES": 5, "LOCALITY_REGISTER_PLACES": 6, "LOCALITY_REGISTER_WEEKDAYS": 7, "LOCALITY_REGISTER_NOTES": 8},
    "locality_relations": {"LOCALITY_RELATION_UNKNOWN": 0, "LOCALITY_RELATION_SAME": 1, "LOCALITY_RELATION_INSIDE": 2, "LOCALITY_RELATION_CONTAINS": 3, "LOCALITY_RELATION_APART": 4},
    "locality_resolved_by": {"LOCALITY_BY_NOTHING": 0, "LOCALITY_BY_ID": 1, "LOCALITY_BY_NAME": 2, "LOCALITY_BY_ALIAS": 3},
    "locality_statuses": {"LOCALITY_OK": 0, "LOCALITY_INVALID": 1, "LOCALITY_NO_MEMORY": 2, "LOCALITY_NOT_FOUND": 3, "LOCALITY_DUPLICATE": 4, "LOCALITY_DANGLING": 5, "LOCALITY_AMBIGUOUS": 6, "LOCALITY_CYCLE": 7, "LOCALITY_SYNTAX": 8, "LOCALITY_TYPE": 9, "LOCALITY_OVERFLOW": 10, "LOCALITY_ENCODING": 11, "LOCALITY_LIMIT": 12, "LOCALITY_CANCELLED": 13, "LOCALITY_CALLBACK": 14, "LOCALITY_BUSY": 15, "LOCALITY_CONFLICT": 16, "LOCALITY_IO": 17},
    "locality_store_access": {"LOCALITY_STORE_READ": 0, "LOCALITY_STORE_WRITE": 1},
    "locality_succession_faults": {"LOCALITY_SUCCESSION_REVERSED": 1, "LOCALITY_SUCCESSION_CIRCLE": 2, "LOCALITY_SUCCESSION_DEAD_END": 3, "LOCALITY_SUCCESSION_NO_END": 4, "LOCALITY_SUCCESSION_OVERLAP": 5, "LOCALITY_SUCCESSION_GAP": 6},
    "locality_table_alignments": {"LOCALITY_ALIGN_LEFT": 0, "LOCALITY_ALIGN_RIGHT": 1},
    "locality_time_faults": {"LOCALITY_TIME_OUTLIVES": 1, "LOCALITY_TIME_BEFORE": 2},
    "locality_tones": {"LOCALITY_TONE_PLAIN": 0, "LOCALITY_TONE_HEADING": 1, "LOCALITY_TONE_GOOD": 2, "LOCALITY_TONE_BAD": 3, "LOCALITY_TONE_DOUBT": 4, "LOCALITY_TONE_QUIET": 5},
    "locality_total_bases": {"LOCALITY_BY_NOTHING_ELSE": 0, "LOCALITY_BY_UNIT": 1, "LOCALITY_BY_TOP_UNIT": 2, "LOCALITY_BY_AREA": 3, "LOCALITY_BY_GROUP": 4, "LOCALITY_BY_FUNCTION": 5, "LOCALITY_BY_GRADE": 6, "LOCALITY_BY_BASE": 7, "LOCALITY_BY_TITLE": 8},
    "locality_total_parts": {"LOCALITY_TOTAL_OVERALL": 0, "LOCALITY_TOTAL_RECORD": 1, "LOCALITY_TOTAL_COUNTYWIDE": 2, "LOCALITY_TOTAL_SEVERAL": 3, "LOCALITY_TOTAL_NONE": 4, "LOCALITY_TOTAL_UNPLACED": 5},
    "locality_truths": {"LOCALITY_FALSE": 0, "LOCALITY_TRUE": 1, "LOCALITY_UNDECIDED": 2},
    "locality_types": {"LOCALITY_TYPE_NONE": 0, "LOCALITY_TYPE_TEXT": 1, "LOCALITY_TYPE_WORD": 2, "LOCALITY_TYPE_TRUTH": 3, "LOCALITY_TYPE_COUNT": 4, "LOCALITY_TYPE_NUMBER": 5, "LOCALITY_TYPE_RATIO": 6, "LOCALITY_TYPE_MONEY": 7, "LOCALITY_TYPE_DATE": 8, "LOCALITY_TYPE_MOMENT": 9, "LOCALITY_TYPE_DAYS": 10, "LOCALITY_TYPE_REF": 11, "LOCALITY_TYPE_ANY_REF": 12, "LOCALITY_TYPE_TEXTS": 13, "LOCALITY_TYPE_REFS": 14},
    "locality_verdicts": {"LOCALITY_VERDICT_PASS": 0, "LOCALITY_VERDICT_FAIL": 1, "LOCALITY_VERDICT_CANNOT_DECIDE": 2, "LOCALITY_VERDICT_NOT_APPLICABLE": 3},
    "locality_withheld_reasons": {"LOCALITY_WITHHELD_NAMES": 0, "LOCALITY_WITHHELD_PERSONAL": 1, "LOCALITY_WITHHELD_PAY": 2, "LOCALITY_WITHHELD_TEAMS": 3, "LOCALITY_WITHHELD_POSTS": 4, "LOCALITY_WITHHELD_LINKS": 5, "LOCALITY_WITHHELD_FIGURES": 6, "LOCALITY_WITHHELD_CONTACTS": 7, "LOCALITY_WITHHELD_TEXTS": 8, "LOCALITY_WITHHELD_FIELDS": 9, "LOCALITY_WITHHELD_RULES": 10, "LOCALITY_WITHHELD_UNCHECKED": 11, "LOCALITY_WITHHELD_REASONS": 12},
}


class locality_accountable(Structure):
    """An opaque handle."""


class locality_allocation(Structure):
    """An opaque handle."""


class locality_allocation_case(Structure):
    """An opaque handle."""


class locality_allocation_result(Structure):
    """An opaque handle."""


class locality_answer(Structure):
    """An opaque handle."""


class locality_coverage(Structure):
    """An opaque handle."""


class locality_findings(Structure):
    """An opaque handle."""


class locality_intake(Structure):
    """An opaque handle."""


class locality_intake_report(Structure):
    """An opaque handle."""


class locality_json_document(Structure):
    """An opaque handle."""


class locality_model(Structure):
    """An opaque handle."""


class locality_places(Structure):
    """An opaque handle."""


class locality_schema(Structure):
    """An opaque handle."""


class locality_sink(Structure):
    """An opaque handle."""


class locality_snapshot(Structure):
    """An opaque handle."""


class locality_structure(Structure):
    """An opaque handle."""


class locality_table(Structure):
    """An opaque handle."""


class locality_totals(Structure):
    """An opaque handle."""


class locality_accountable_line(Structure):
    """48 bytes in C."""


class locality_accountable_look(Structure):
    """48 bytes in C."""


class locality_accountable_post(Structure):
    """152 bytes in C."""


class locality_accountable_query(Structure):
    """48 bytes in C."""


class locality_alias(Structure):
    """112 bytes in C."""


class locality_alignment(Structure):
    """16 bytes in C."""


class locality_allocation_certificate(Structure):
    """112 bytes in C."""


class locality_allocation_move(Structure):
    """16 bytes in C."""


class locality_allocation_options(Structure):
    """40 bytes in C."""


class locality_allocation_pair(Structure):
    """56 bytes in C."""


class locality_allocation_pairs(Structure):
    """80 bytes in C."""


class locality_allocation_record(Structure):
    """224 bytes in C."""


class locality_allocation_side(Structure):
    """40 bytes in C."""


class locality_allocation_unplaced(Structure):
    """32 bytes in C."""


class locality_allocation_why(Structure):
    """128 bytes in C."""


class locality_allocator(Structure):
    """40 bytes in C."""


class locality_area(Structure):
    """264 bytes in C."""


class locality_area_group(Structure):
    """144 bytes in C."""


class locality_briefing(Structure):
    """112 bytes in C."""


class locality_carried(Structure):
    """24 bytes in C."""


class locality_case(Structure):
    """112 bytes in C."""


class locality_case_header(Structure):
    """40 bytes in C."""


class locality_change(Structure):
    """160 bytes in C."""


class locality_check_options(Structure):
    """112 bytes in C."""


class locality_code_fault(Structure):
    """16 bytes in C."""


class locality_column(Structure):
    """80 bytes in C."""


class locality_column_in(Structure):
    """48 bytes in C."""


class locality_comment(Structure):
    """112 bytes in C."""


class locality_conflict(Structure):
    """56 bytes in C."""


class locality_consultation(Structure):
    """248 bytes in C."""


class locality_coverage_cell(Structure):
    """56 bytes in C."""


class locality_coverage_options(Structure):
    """40 bytes in C."""


class locality_decision(Structure):
    """176 bytes in C."""


class locality_definition(Structure):
    """104 bytes in C."""


class locality_desks(Structure):
    """64 bytes in C."""


class locality_difference(Structure):
    """64 bytes in C."""


class locality_document(Structure):
    """104 bytes in C."""


class locality_duty(Structure):
    """128 bytes in C."""


class locality_engagement(Structure):
    """176 bytes in C."""


class locality_error(Structure):
    """984 bytes in C."""


class locality_event(Structure):
    """168 bytes in C."""


class locality_fate(Structure):
    """16 bytes in C."""


class locality_field_info(Structure):
    """48 bytes in C."""


class locality_figure(Structure):
    """232 bytes in C."""


class locality_finding(Structure):
    """304 bytes in C."""


class locality_function(Structure):
    """200 bytes in C."""


class locality_grade(Structure):
    """112 bytes in C."""


class locality_gss(Structure):
    """40 bytes in C."""


class locality_intake_count(Structure):
    """24 bytes in C."""


class locality_intake_options(Structure):
    """88 bytes in C."""


class locality_intake_problem(Structure):
    """72 bytes in C."""


class locality_json_header(Structure):
    """64 bytes in C."""


class locality_json_options(Structure):
    """16 bytes in C."""


class locality_json_table(Structure):
    """64 bytes in C."""


class locality_language_function(Structure):
    """56 bytes in C."""


class locality_layer(Structure):
    """16 bytes in C."""


class locality_line(Structure):
    """40 bytes in C."""


class locality_load_options(Structure):
    """64 bytes in C."""


class locality_location(Structure):
    """24 bytes in C."""


class locality_measure(Structure):
    """112 bytes in C."""


class locality_membership(Structure):
    """8 bytes in C."""


class locality_milestone(Structure):
    """128 bytes in C."""


class locality_missing_input(Structure):
    """88 bytes in C."""


class locality_model_visitor(Structure):
    """32 bytes in C."""


class locality_named_value(Structure):
    """56 bytes in C."""


class locality_native_rule(Structure):
    """64 bytes in C."""


class locality_note(Structure):
    """112 bytes in C."""


class locality_observation(Structure):
    """232 bytes in C."""


class locality_organisation(Structure):
    """112 bytes in C."""


class locality_outcome(Structure):
    """104 bytes in C."""


class locality_outlived(Structure):
    """72 bytes in C."""


class locality_output(Structure):
    """32 bytes in C."""


class locality_parameter(Structure):
    """200 bytes in C."""


class locality_partition_fault(Structure):
    """16 bytes in C."""


class locality_person(Structure):
    """192 bytes in C."""


class locality_policy(Structure):
    """136 bytes in C."""


class locality_post(Structure):
    """520 bytes in C."""


class locality_priority(Structure):
    """80 bytes in C."""


class locality_provider(Structure):
    """152 bytes in C."""


class locality_provision(Structure):
    """120 bytes in C."""


class locality_query_options(Structure):
    """64 bytes in C."""


class locality_question(Structure):
    """104 bytes in C."""


class locality_range(Structure):
    """16 bytes in C."""


class locality_redaction(Structure):
    """64 bytes in C."""


class locality_report_options(Structure):
    """40 bytes in C."""


class locality_report_side(Structure):
    """32 bytes in C."""


class locality_risk(Structure):
    """112 bytes in C."""


class locality_role(Structure):
    """176 bytes in C."""


class locality_rule(Structure):
    """120 bytes in C."""


class locality_save_options(Structure):
    """40 bytes in C."""


class locality_save_outcome(Structure):
    """40 bytes in C."""


class locality_section(Structure):
    """128 bytes in C."""


class locality_service(Structure):
    """144 bytes in C."""


class locality_setting(Structure):
    """16 bytes in C."""


class locality_site(Structure):
    """264 bytes in C."""


class locality_site_change(Structure):
    """80 bytes in C."""


class locality_size_change(Structure):
    """256 bytes in C."""


class locality_skill(Structure):
    """96 bytes in C."""


class locality_span(Structure):
    """72 bytes in C."""


class locality_spend(Structure):
    """184 bytes in C."""


class locality_stakeholder(Structure):
    """136 bytes in C."""


class locality_store(Structure):
    """96 bytes in C."""


class locality_store_query(Structure):
    """96 bytes in C."""


class locality_store_record(Structure):
    """48 bytes in C."""


class locality_store_sink(Structure):
    """32 bytes in C."""


class locality_stream(Structure):
    """264 bytes in C."""


class locality_structure_record(Structure):
    """184 bytes in C."""


class locality_succession_fault(Structure):
    """16 bytes in C."""


class locality_target(Structure):
    """152 bytes in C."""


class locality_task_group(Structure):
    """152 bytes in C."""


class locality_theme(Structure):
    """112 bytes in C."""


class locality_total(Structure):
    """104 bytes in C."""


class locality_totals_options(Structure):
    """32 bytes in C."""


class locality_unit(Structure):
    """216 bytes in C."""


class locality_unled(Structure):
    """8 bytes in C."""


class locality_used_parameter(Structure):
    """104 bytes in C."""


class locality_value(Structure):
    """48 bytes in C."""


class locality_withheld(Structure):
    """136 bytes in C."""


class locality_witness(Structure):
    """96 bytes in C."""


class locality_work_item(Structure):
    """384 bytes in C."""


locality_accountable_line._fields_ = [
    ("id", c_char_p),
    ("label", c_char_p),
    ("basis", c_char_p),
    ("row", c_uint32),
    ("unused", c_uint32),
    ("reserved", c_uint8 * 16),
]
locality_accountable_look._fields_ = [
    ("what", c_char_p),
    ("records", c_uint64),
    ("found", c_uint64),
    ("unnamed", c_uint64),
    ("reserved", c_uint8 * 16),
]
locality_accountable_post._fields_ = [
    ("id", c_char_p),
    ("label", c_char_p),
    ("structure", c_char_p),
    ("role", c_char_p),
    ("allocation", c_char_p),
    ("place_kind", c_char_p),
    ("place", c_char_p),
    ("place_label", c_char_p),
    ("reason", c_char_p),
    ("basis", c_char_p),
    ("open", c_char_p),
    ("row", c_uint32),
    ("ground", c_int32),
    ("reach", c_int32),
    ("level", c_uint32),
    ("certainty", c_int32),
    ("is_conflict", c_int32),
    ("top", c_int32),
    ("managers", c_uint32),
    ("reserved", c_uint8 * 32),
]
locality_accountable_query._fields_ = [
    ("struct_size", c_uint32),
    ("reserved", c_uint32),
    ("kind", c_char_p),
    ("subject", c_char_p),
    ("area", c_char_p),
    ("structure", c_char_p),
    ("as_at", POINTER(locality_range)),
]
locality_range._fields_ = [
    ("lo", c_int64),
    ("hi", c_int64),
]
locality_alias._fields_ = [
    ("struct_size", c_uint32),
    ("reserved", c_uint32),
    ("id", c_char_p),
    ("name", c_char_p),
    ("source", c_char_p),
    ("section", c_char_p),
    ("basis", c_char_p),
    ("remark", c_char_p),
    ("withheld", c_char_p),
    ("record", c_char_p),
    ("text", c_char_p),
    ("starts", locality_range),
    ("ends", locality_range),
]
locality_alignment._fields_ = [
    ("group", c_uint32),
    ("alignment", c_int32),
    ("kind", c_uint32),
    ("unit", c_uint32),
]
locality_allocation_certificate._fields_ = [
    ("struct_size", c_uint32),
    ("reserved", c_uint32),
    ("verdict", c_int32),
    ("levels", c_uint32),
    ("waive", c_int32),
    ("world_in", c_int32),
    ("pairs", c_size_t),
    ("candidate", POINTER(c_uint32)),
    ("demand", POINTER(c_uint32)),
    ("candidate_price", POINTER(c_int64)),
    ("demand_price", POINTER(c_int64)),
    ("group_price", POINTER(c_int64)),
    ("candidate_in", POINTER(c_uint8)),
    ("demand_in", POINTER(c_uint8)),
    ("group_in", POINTER(c_uint8)),
    ("must", c_int64),
    ("can", c_int64),
]
locality_allocation_move._fields_ = [
    ("candidate", c_uint32),
    ("demand", c_uint32),
    ("takes", c_int32),
    ("reserved", c_uint32),
]
locality_allocation_options._fields_ = [
    ("struct_size", c_uint32),
    ("reserved", c_uint32),
    ("method", c_int32),
    ("waive", c_int32),
    ("work_limit", c_uint64),
    ("progress", CFUNCTYPE(c_int32, c_void_p, c_uint64)),
    ("progress_self", c_void_p),
]
locality_allocation_pair._fields_ = [
    ("candidate_id", c_char_p),
    ("demand_id", c_char_p),
    ("candidate", c_uint32),
    ("demand", c_uint32),
    ("is_pinned", c_int32),
    ("is_tied", c_int32),
    ("failed", c_uint64),
    ("reserved", c_uint8 * 16),
]
locality_allocation_pairs._fields_ = [
    ("struct_size", c_uint32),
    ("reserved", c_uint32),
    ("levels", c_size_t),
    ("count", c_size_t),
    ("candidate", POINTER(c_uint32)),
    ("demand", POINTER(c_uint32)),
    ("cost", POINTER(c_int64)),
    ("candidate_stride", c_ssize_t),
    ("demand_stride", c_ssize_t),
    ("level_stride", c_ssize_t),
    ("failed", POINTER(c_uint64)),
]
locality_allocation_record._fields_ = [
    ("struct_size", c_uint32),
    ("reserved", c_uint32),
    ("id", c_char_p),
    ("name", c_char_p),
    ("source", c_char_p),
    ("section", c_char_p),
    ("basis", c_char_p),
    ("remark", c_char_p),
    ("withheld", c_char_p),
    ("role", c_char_p),
    ("post", c_char_p),
    ("person", c_char_p),
    ("area", c_char_p),
    ("theme", c_char_p),
    ("function", c_char_p),
    ("starts", locality_range),
    ("ends", locality_range),
    ("temporary", locality_range),
    ("slot", locality_range),
    ("status", c_char_p),
    ("reason", c_char_p),
    ("unit", c_char_p),
    ("posts", locality_range),
    ("about", c_char_p),
]
locality_allocation_side._fields_ = [
    ("struct_size", c_uint32),
    ("reserved", c_uint32),
    ("count", c_size_t),
    ("id", POINTER(c_char_p)),
    ("most", POINTER(c_int64)),
    ("least", POINTER(c_int64)),
]
locality_allocation_unplaced._fields_ = [
    ("id", c_char_p),
    ("position", c_uint32),
    ("reserved", c_uint32),
    ("partners", c_int64),
    ("most", c_int64),
]
locality_allocation_why._fields_ = [
    ("reason", c_int32),
    ("levels", c_uint32),
    ("failed", c_uint64),
    ("words", c_char_p),
    ("cost", c_int64 * 10),
    ("moves", c_size_t),
    ("reserved", c_uint8 * 16),
]
locality_allocator._fields_ = [
    ("struct_size", c_uint32),
    ("reserved", c_uint32),
    ("self", c_void_p),
    ("allocate", CFUNCTYPE(c_void_p, c_void_p, c_size_t)),
    ("resize", CFUNCTYPE(c_void_p, c_void_p, c_void_p, c_size_t, c_size_t)),
    ("release", CFUNCTYPE(None, c_void_p, c_void_p, c_size_t)),
]
locality_area._fields_ = [
    ("struct_size", c_uint32),
    ("reserved", c_uint32),
    ("id", c_char_p),
    ("name", c_char_p),
    ("source", c_char_p),
    ("section", c_char_p),
    ("basis", c_char_p),
    ("remark", c_char_p),
    ("withheld", c_char_p),
    ("level", c_char_p),
    ("parent", c_char_p),
    ("code", c_char_p),
    ("category", c_char_p),
    ("rank", locality_range),
    ("rank_edition", c_char_p),
    ("status", c_char_p),
    ("starts", locality_range),
    ("ends", locality_range),
    ("successor", c_char_p),
    ("population", locality_range),
    ("key_work", c_char_p),
    ("key_needs", c_char_p),
    ("contacts", c_char_p),
    ("profile_date", locality_range),
    ("focus", locality_range),
    ("represented", c_char_p),
    ("successors", POINTER(c_char_p)),
    ("successors_count", c_size_t),
]
locality_area_group._fields_ = [
    ("struct_size", c_uint32),
    ("reserved", c_uint32),
    ("id", c_char_p),
    ("name", c_char_p),
    ("source", c_char_p),
    ("section", c_char_p),
    ("basis", c_char_p),
    ("remark", c_char_p),
    ("withheld", c_char_p),
    ("layer", c_char_p),
    ("members", POINTER(c_char_p)),
    ("members_count", c_size_t),
    ("within", c_char_p),
    ("structure", c_char_p),
    ("status", c_char_p),
    ("starts", locality_range),
    ("ends", locality_range),
]
locality_briefing._fields_ = [
    ("struct_size", c_uint32),
    ("reserved", c_uint32),
    ("id", c_char_p),
    ("name", c_char_p),
    ("source", c_char_p),
    ("section", c_char_p),
    ("basis", c_char_p),
    ("remark", c_char_p),
    ("withheld", c_char_p),
    ("audience", c_char_p),
    ("interval", locality_range),
    ("last", locality_range),
    ("by", c_char_p),
]
locality_carried._fields_ = [
    ("from", c_uint32),
    ("area", c_uint32),
    ("fate", c_int32),
    ("loss", c_int32),
    ("certainty", c_int32),
    ("steps", c_uint32),
]
locality_case._fields_ = [
    ("binding", c_char_p),
    ("says", c_char_p),
    ("arithmetic", c_char_p),
    ("witnesses", POINTER(locality_witness)),
    ("witnesses_count", c_size_t),
    ("witnesses_more", c_size_t),
    ("missing", POINTER(locality_missing_input)),
    ("missing_count", c_size_t),
    ("missing_more", c_size_t),
    ("verdict", c_int32),
    ("reserved", c_int32),
    ("room", c_uint8 * 32),
]
locality_case_header._fields_ = [
    ("struct_size", c_uint32),
    ("reserved", c_uint32),
    ("name", c_char_p),
    ("title", c_char_p),
    ("rules", POINTER(c_char_p)),
    ("rules_count", c_size_t),
]
locality_change._fields_ = [
    ("struct_size", c_uint32),
    ("reserved", c_uint32),
    ("id", c_char_p),
    ("name", c_char_p),
    ("source", c_char_p),
    ("section", c_char_p),
    ("basis", c_char_p),
    ("remark", c_char_p),
    ("withheld", c_char_p),
    ("structure", c_char_p),
    ("sequence", locality_range),
    ("verb", c_char_p),
    ("subject", c_char_p),
    ("field", c_char_p),
    ("expected", c_char_p),
    ("value", c_char_p),
    ("effective", locality_range),
    ("wave", c_char_p),
    ("reason", c_char_p),
]
locality_check_options._fields_ = [
    ("struct_size", c_uint32),
    ("reserved", c_uint32),
    ("structure", c_char_p),
    ("as_at", POINTER(locality_range)),
    ("parameters", POINTER(locality_setting)),
    ("parameters_count", c_size_t),
    ("rules", POINTER(c_char_p)),
    ("rules_count", c_size_t),
    ("natives", POINTER(locality_native_rule)),
    ("natives_count", c_size_t),
    ("max_cases", c_size_t),
    ("max_witnesses", c_size_t),
    ("step_budget", c_uint64),
    ("cancel", CFUNCTYPE(c_int32, c_void_p)),
    ("cancel_self", c_void_p),
]
locality_code_fault._fields_ = [
    ("fault", c_int32),
    ("area", c_uint32),
    ("other", c_uint32),
    ("reserved", c_uint32),
]
locality_column._fields_ = [
    ("struct_size", c_uint32),
    ("reserved", c_uint32),
    ("type", c_int32),
    ("target", c_uint32),
    ("count", c_size_t),
    ("lo", POINTER(c_int64)),
    ("hi", POINTER(c_int64)),
    ("symbol", POINTER(c_uint32)),
    ("row", POINTER(c_uint32)),
    ("kind", POINTER(c_uint32)),
    ("start", POINTER(c_uint32)),
    ("missing", POINTER(c_uint8)),
]
locality_column_in._fields_ = [
    ("struct_size", c_uint32),
    ("reserved", c_uint32),
    ("is_range", c_uint32),
    ("is_text", c_uint32),
    ("field", c_char_p),
    ("data", c_void_p),
    ("stride", c_size_t),
    ("valid", POINTER(c_uint8)),
]
locality_comment._fields_ = [
    ("struct_size", c_uint32),
    ("reserved", c_uint32),
    ("id", c_char_p),
    ("name", c_char_p),
    ("source", c_char_p),
    ("section", c_char_p),
    ("basis", c_char_p),
    ("remark", c_char_p),
    ("withheld", c_char_p),
    ("consultation", c_char_p),
    ("received", locality_range),
    ("group", c_char_p),
    ("area", c_char_p),
    ("recipient", c_char_p),
]
locality_conflict._fields_ = [
    ("struct_size", c_uint32),
    ("reserved", c_uint32),
    ("kind", c_char_p),
    ("id", c_char_p),
    ("field", c_char_p),
    ("before", c_char_p),
    ("mine", c_char_p),
    ("theirs", c_char_p),
]
locality_consultation._fields_ = [
    ("struct_size", c_uint32),
    ("reserved", c_uint32),
    ("id", c_char_p),
    ("name", c_char_p),
    ("source", c_char_p),
    ("section", c_char_p),
    ("basis", c_char_p),
    ("remark", c_char_p),
    ("withheld", c_char_p),
    ("starts", locality_range),
    ("ends", locality_range),
    ("deadline", locality_range),
    ("stated_days", locality_range),
    ("formal", locality_range),
    ("channels", POINTER(c_char_p)),
    ("channels_count", c_size_t),
    ("recipients", POINTER(c_char_p)),
    ("recipients_count", c_size_t),
    ("audiences", POINTER(c_char_p)),
    ("audiences_count", c_size_t),
    ("contents", POINTER(c_char_p)),
    ("contents_count", c_size_t),
    ("area", c_char_p),
    ("dismissals", locality_range),
    ("first_dismissal", locality_range),
]
locality_coverage_cell._fields_ = [
    ("state", c_int32),
    ("area", c_uint32),
    ("column", c_uint32),
    ("provision", c_uint32),
    ("records", c_uint32),
    ("reserved", c_uint32),
    ("posts", locality_range),
    ("filled", locality_range),
]
locality_coverage_options._fields_ = [
    ("struct_size", c_uint32),
    ("reserved", c_uint32),
    ("level", c_char_p),
    ("inside", c_uint32),
    ("structure", c_uint32),
    ("of", c_int32),
    ("unused", c_uint32),
    ("on", POINTER(locality_range)),
]
locality_decision._fields_ = [
    ("struct_size", c_uint32),
    ("reserved", c_uint32),
    ("id", c_char_p),
    ("name", c_char_p),
    ("source", c_char_p),
    ("section", c_char_p),
    ("basis", c_char_p),
    ("remark", c_char_p),
    ("withheld", c_char_p),
    ("body", c_char_p),
    ("date", locality_range),
    ("moment", locality_range),
    ("status", c_char_p),
    ("type", c_char_p),
    ("options", POINTER(c_char_p)),
    ("options_count", c_size_t),
    ("chosen", c_char_p),
    ("about", c_char_p),
    ("after", POINTER(c_char_p)),
    ("after_count", c_size_t),
    ("delegated_to", c_char_p),
]
locality_definition._fields_ = [
    ("struct_size", c_uint32),
    ("reserved", c_uint32),
    ("id", c_char_p),
    ("name", c_char_p),
    ("source", c_char_p),
    ("section", c_char_p),
    ("basis", c_char_p),
    ("remark", c_char_p),
    ("withheld", c_char_p),
    ("sentence", c_char_p),
    ("text", c_char_p),
    ("file", c_char_p),
    ("line", locality_range),
]
locality_desks._fields_ = [
    ("site", c_uint32),
    ("reserved", c_uint32),
    ("placed", locality_range),
    ("needed", locality_range),
    ("desks", locality_range),
    ("enough", c_int32),
    ("padding", c_int32),
]
locality_difference._fields_ = [
    ("before", locality_range),
    ("after", locality_range),
    ("net", locality_range),
    ("share", locality_range),
]
locality_document._fields_ = [
    ("struct_size", c_uint32),
    ("reserved", c_uint32),
    ("id", c_char_p),
    ("name", c_char_p),
    ("source", c_char_p),
    ("section", c_char_p),
    ("basis", c_char_p),
    ("remark", c_char_p),
    ("withheld", c_char_p),
    ("title", c_char_p),
    ("author", c_char_p),
    ("date", locality_range),
    ("version", c_char_p),
]
locality_duty._fields_ = [
    ("struct_size", c_uint32),
    ("reserved", c_uint32),
    ("id", c_char_p),
    ("name", c_char_p),
    ("source", c_char_p),
    ("section", c_char_p),
    ("basis", c_char_p),
    ("remark", c_char_p),
    ("withheld", c_char_p),
    ("statutory", locality_range),
    ("citation", c_char_p),
    ("checked", c_char_p),
    ("starts", locality_range),
    ("ends", locality_range),
]
locality_engagement._fields_ = [
    ("struct_size", c_uint32),
    ("reserved", c_uint32),
    ("id", c_char_p),
    ("name", c_char_p),
    ("source", c_char_p),
    ("section", c_char_p),
    ("basis", c_char_p),
    ("remark", c_char_p),
    ("withheld", c_char_p),
    ("group", c_char_p),
    ("method", c_char_p),
    ("areas", POINTER(c_char_p)),
    ("areas_count", c_size_t),
    ("all_areas", locality_range),
    ("starts", locality_range),
    ("ends", locality_range),
    ("informs", POINTER(c_char_p)),
    ("informs_count", c_size_t),
    ("participants", locality_range),
]
locality_error._fields_ = [
    ("status", c_int32),
    ("host_code", c_int32),
    ("line", c_uint64),
    ("column", c_uint64),
    ("kind", c_char * 48),
    ("field", c_char * 48),
    ("id", c_char * 160),
    ("message", c_char * 640),
    ("reserved", c_uint8 * 64),
]
locality_event._fields_ = [
    ("struct_size", c_uint32),
    ("reserved", c_uint32),
    ("id", c_char_p),
    ("name", c_char_p),
    ("source", c_char_p),
    ("section", c_char_p),
    ("basis", c_char_p),
    ("remark", c_char_p),
    ("withheld", c_char_p),
    ("type", c_char_p),
    ("starts", locality_range),
    ("ends", locality_range),
    ("body", c_char_p),
    ("area", c_char_p),
    ("attends", POINTER(c_char_p)),
    ("attends_count", c_size_t),
    ("priorities", POINTER(c_char_p)),
    ("priorities_count", c_size_t),
    ("follows", c_char_p),
    ("weekday", c_char_p),
]
locality_fate._fields_ = [
    ("fate", c_int32),
    ("kind", c_uint32),
    ("before", c_uint32),
    ("after", c_uint32),
]
locality_field_info._fields_ = [
    ("struct_size", c_uint32),
    ("reserved", c_uint32),
    ("name", c_char_p),
    ("doc", c_char_p),
    ("words", c_char_p),
    ("type", c_int32),
    ("target", c_uint32),
    ("is_extra", c_uint32),
    ("is_common", c_uint32),
]
locality_figure._fields_ = [
    ("struct_size", c_uint32),
    ("reserved", c_uint32),
    ("id", c_char_p),
    ("name", c_char_p),
    ("source", c_char_p),
    ("section", c_char_p),
    ("basis", c_char_p),
    ("remark", c_char_p),
    ("withheld", c_char_p),
    ("unit", c_char_p),
    ("quantity", locality_range),
    ("money", locality_range),
    ("share", locality_range),
    ("date", locality_range),
    ("moment", locality_range),
    ("before", locality_range),
    ("printed", c_char_p),
    ("qualifier", c_char_p),
    ("period", c_char_p),
    ("about", c_char_p),
    ("check", c_char_p),
    ("readings", POINTER(c_char_p)),
    ("readings_count", c_size_t),
    ("base", c_char_p),
]
locality_finding._fields_ = [
    ("rule", c_char_p),
    ("sentence", c_char_p),
    ("source", c_char_p),
    ("section", c_char_p),
    ("strength", c_char_p),
    ("basis", c_char_p),
    ("summary", c_char_p),
    ("arithmetic", c_char_p),
    ("condition", c_char_p),
    ("remedy", c_char_p),
    ("text", c_char_p),
    ("file", c_char_p),
    ("line", c_uint64),
    ("verdict", c_int32),
    ("is_native", c_int32),
    ("cases", c_uint64 * 4),
    ("details", POINTER(locality_case)),
    ("details_count", c_size_t),
    ("witnesses", POINTER(locality_witness)),
    ("witnesses_count", c_size_t),
    ("witnesses_more", c_size_t),
    ("parameters", POINTER(locality_used_parameter)),
    ("parameters_count", c_size_t),
    ("missing", POINTER(locality_missing_input)),
    ("missing_count", c_size_t),
    ("missing_more", c_size_t),
    ("warnings", POINTER(c_char_p)),
    ("warnings_count", c_size_t),
    ("reserved", c_uint8 * 64),
]
locality_function._fields_ = [
    ("struct_size", c_uint32),
    ("reserved", c_uint32),
    ("id", c_char_p),
    ("name", c_char_p),
    ("source", c_char_p),
    ("section", c_char_p),
    ("basis", c_char_p),
    ("remark", c_char_p),
    ("withheld", c_char_p),
    ("parent", c_char_p),
    ("structure", c_char_p),
    ("lead", POINTER(c_char_p)),
    ("lead_count", c_size_t),
    ("unit", c_char_p),
    ("theme", c_char_p),
    ("duty", c_char_p),
    ("needs", POINTER(c_char_p)),
    ("needs_count", c_size_t),
    ("status", c_char_p),
    ("delivery", c_char_p),
    ("provider", POINTER(c_char_p)),
    ("provider_count", c_size_t),
    ("route", c_char_p),
    ("receivers", POINTER(c_char_p)),
    ("receivers_count", c_size_t),
    ("scope", c_char_p),
]
locality_grade._fields_ = [
    ("struct_size", c_uint32),
    ("reserved", c_uint32),
    ("id", c_char_p),
    ("name", c_char_p),
    ("source", c_char_p),
    ("section", c_char_p),
    ("basis", c_char_p),
    ("remark", c_char_p),
    ("withheld", c_char_p),
    ("rank", locality_range),
    ("minimum", locality_range),
    ("maximum", locality_range),
]
locality_gss._fields_ = [
    ("prefix", c_char_p),
    ("country", c_char_p),
    ("entity", c_char_p),
    ("levels", c_char_p),
    ("state", c_int32),
    ("reserved", c_int32),
]
locality_intake_count._fields_ = [
    ("what", c_int32),
    ("fault", c_int32),
    ("name", c_char_p),
    ("count", c_uint64),
]
locality_intake_options._fields_ = [
    ("struct_size", c_uint32),
    ("reserved", c_uint32),
    ("label", c_char_p),
    ("structure", c_char_p),
    ("as_at", POINTER(locality_range)),
    ("allocator", POINTER(locality_allocator)),
    ("max_row_bytes", c_uint64),
    ("max_problems", c_size_t),
    ("cancel", CFUNCTYPE(c_int32, c_void_p)),
    ("progress", CFUNCTYPE(None, c_void_p, c_uint64, c_uint64)),
    ("self", c_void_p),
    ("prefix", c_char_p),
]
locality_intake_problem._fields_ = [
    ("fault", c_int32),
    ("severity", c_int32),
    ("row", c_uint64),
    ("line", c_uint64),
    ("column", c_uint64),
    ("heading", c_char_p),
    ("value", c_char_p),
    ("kind", c_char_p),
    ("id", c_char_p),
    ("message", c_char_p),
]
locality_json_header._fields_ = [
    ("struct_size", c_uint32),
    ("reserved", c_uint32),
    ("name", c_char_p),
    ("title", c_char_p),
    ("extends", c_char_p),
    ("rules", POINTER(c_char_p)),
    ("rules_count", c_size_t),
    ("tables", POINTER(locality_json_table)),
    ("tables_count", c_size_t),
]
locality_json_options._fields_ = [
    ("struct_size", c_uint32),
    ("reserved", c_uint32),
    ("max_bytes", c_uint64),
]
locality_json_table._fields_ = [
    ("file", c_char_p),
    ("map", c_char_p),
    ("structure", c_char_p),
    ("as_at", c_char_p),
    ("prefix", c_char_p),
    ("room", c_uint8 * 24),
]
locality_language_function._fields_ = [
    ("name", c_char_p),
    ("signature", c_char_p),
    ("doc", c_char_p),
    ("reserved", c_uint8 * 32),
]
locality_layer._fields_ = [
    ("name", c_char_p),
    ("kind", c_uint32),
    ("count", c_uint32),
]
locality_line._fields_ = [
    ("post", c_uint32),
    ("manager", c_uint32),
    ("basis", c_int32),
    ("is_cyclic", c_int32),
    ("reports", c_uint32),
    ("below", c_uint32),
    ("depth", locality_range),
]
locality_load_options._fields_ = [
    ("struct_size", c_uint32),
    ("reserved", c_uint32),
    ("allocator", POINTER(locality_allocator)),
    ("structures", c_char_p),
    ("known_on", POINTER(c_int64)),
    ("cancel", CFUNCTYPE(c_int32, c_void_p)),
    ("cancel_self", c_void_p),
    ("areas", c_char_p),
    ("valid_on", POINTER(c_int64)),
]
locality_location._fields_ = [
    ("layer", c_char_p),
    ("kind", c_uint32),
    ("row", c_uint32),
    ("through", c_uint32),
    ("reserved", c_uint32),
]
locality_measure._fields_ = [
    ("struct_size", c_uint32),
    ("reserved", c_uint32),
    ("id", c_char_p),
    ("name", c_char_p),
    ("source", c_char_p),
    ("section", c_char_p),
    ("basis", c_char_p),
    ("remark", c_char_p),
    ("withheld", c_char_p),
    ("outcome", c_char_p),
    ("type", c_char_p),
    ("unit", c_char_p),
    ("owner", c_char_p),
    ("level", c_char_p),
    ("direction", c_char_p),
]
locality_membership._fields_ = [
    ("group", c_uint32),
    ("area", c_uint32),
]
locality_milestone._fields_ = [
    ("struct_size", c_uint32),
    ("reserved", c_uint32),
    ("id", c_char_p),
    ("name", c_char_p),
    ("source", c_char_p),
    ("section", c_char_p),
    ("basis", c_char_p),
    ("remark", c_char_p),
    ("withheld", c_char_p),
    ("due", locality_range),
    ("done", locality_range),
    ("owner", c_char_p),
    ("amount", locality_range),
    ("about", c_char_p),
]
locality_missing_input._fields_ = [
    ("kind", c_char_p),
    ("id", c_char_p),
    ("label", c_char_p),
    ("field", c_char_p),
    ("what", c_char_p),
    ("source", c_char_p),
    ("section", c_char_p),
    ("reserved", c_uint8 * 32),
]
locality_model_visitor._fields_ = [
    ("struct_size", c_uint32),
    ("reserved", c_uint32),
    ("self", c_void_p),
    ("record", CFUNCTYPE(c_int32, c_void_p, c_uint32, c_char_p)),
    ("value", CFUNCTYPE(c_int32, c_void_p, c_uint32, POINTER(locality_value))),
]
locality_value._fields_ = [
    ("type", c_int32),
    ("reserved", c_uint32),
    ("range", locality_range),
    ("text", c_char_p),
    ("items", POINTER(c_char_p)),
    ("items_count", c_size_t),
]
locality_named_value._fields_ = [
    ("field", c_char_p),
    ("value", locality_value),
]
locality_native_rule._fields_ = [
    ("struct_size", c_uint32),
    ("reserved", c_uint32),
    ("id", c_char_p),
    ("sentence", c_char_p),
    ("source", c_char_p),
    ("section", c_char_p),
    ("strength", c_char_p),
    ("judge", CFUNCTYPE(c_int32, c_void_p, POINTER(locality_snapshot), POINTER(locality_sink), POINTER(locality_error))),
    ("self", c_void_p),
]
locality_note._fields_ = [
    ("struct_size", c_uint32),
    ("reserved", c_uint32),
    ("id", c_char_p),
    ("name", c_char_p),
    ("source", c_char_p),
    ("section", c_char_p),
    ("basis", c_char_p),
    ("remark", c_char_p),
    ("withheld", c_char_p),
    ("type", c_char_p),
    ("about", c_char_p),
    ("field", c_char_p),
    ("text", c_char_p),
    ("readings", POINTER(c_char_p)),
    ("readings_count", c_size_t),
]
locality_observation._fields_ = [
    ("struct_size", c_uint32),
    ("reserved", c_uint32),
    ("id", c_char_p),
    ("name", c_char_p),
    ("source", c_char_p),
    ("section", c_char_p),
    ("basis", c_char_p),
    ("remark", c_char_p),
    ("withheld", c_char_p),
    ("measure", c_char_p),
    ("area", c_char_p),
    ("service", c_char_p),
    ("provider", c_char_p),
    ("type", c_char_p),
    ("evidence", c_char_p),
    ("date", locality_range),
    ("value", locality_range),
    ("share", locality_range),
    ("expected", locality_range),
    ("group", c_char_p),
    ("category", c_char_p),
    ("supplied_to", POINTER(c_char_p)),
    ("supplied_to_count", c_size_t),
    ("used", locality_range),
    ("answers", c_char_p),
]
locality_organisation._fields_ = [
    ("struct_size", c_uint32),
    ("reserved", c_uint32),
    ("id", c_char_p),
    ("name", c_char_p),
    ("source", c_char_p),
    ("section", c_char_p),
    ("basis", c_char_p),
    ("remark", c_char_p),
    ("withheld", c_char_p),
    ("type", c_char_p),
    ("parent", c_char_p),
    ("area", c_char_p),
    ("quantity", locality_range),
    ("remit", c_char_p),
]
locality_outcome._fields_ = [
    ("struct_size", c_uint32),
    ("reserved", c_uint32),
    ("id", c_char_p),
    ("name", c_char_p),
    ("source", c_char_p),
    ("section", c_char_p),
    ("basis", c_char_p),
    ("remark", c_char_p),
    ("withheld", c_char_p),
    ("priority", c_char_p),
    ("parent", c_char_p),
    ("level", c_char_p),
    ("theme", c_char_p),
    ("owner", c_char_p),
]
locality_outlived._fields_ = [
    ("fault", c_int32),
    ("certainty", c_int32),
    ("kind", c_uint32),
    ("row", c_uint32),
    ("field", c_uint32),
    ("area", c_uint32),
    ("date_kind", c_uint32),
    ("date_row", c_uint32),
    ("date_field", c_uint32),
    ("reserved", c_uint32),
    ("day", locality_range),
    ("limit", locality_range),
]
locality_output._fields_ = [
    ("struct_size", c_uint32),
    ("reserved", c_uint32),
    ("self", c_void_p),
    ("write", CFUNCTYPE(c_int32, c_void_p, POINTER(c_char), c_size_t)),
    ("tone", CFUNCTYPE(None, c_void_p, c_int32)),
]
locality_parameter._fields_ = [
    ("struct_size", c_uint32),
    ("reserved", c_uint32),
    ("id", c_char_p),
    ("name", c_char_p),
    ("source", c_char_p),
    ("section", c_char_p),
    ("basis", c_char_p),
    ("remark", c_char_p),
    ("withheld", c_char_p),
    ("type", c_char_p),
    ("value", c_char_p),
    ("unit", c_char_p),
    ("is_switch", locality_range),
    ("trigger", c_char_p),
    ("starts", locality_range),
    ("ends", locality_range),
    ("status", c_char_p),
    ("citation", c_char_p),
    ("sentence", c_char_p),
    ("value_of", c_char_p),
    ("file", c_char_p),
    ("line", locality_range),
]
locality_partition_fault._fields_ = [
    ("fault", c_int32),
    ("area", c_uint32),
    ("group", c_uint32),
    ("other", c_uint32),
]
locality_person._fields_ = [
    ("struct_size", c_uint32),
    ("reserved", c_uint32),
    ("id", c_char_p),
    ("name", c_char_p),
    ("source", c_char_p),
    ("section", c_char_p),
    ("basis", c_char_p),
    ("remark", c_char_p),
    ("withheld", c_char_p),
    ("initials", c_char_p),
    ("post", c_char_p),
    ("fte", locality_range),
    ("grade", c_char_p),
    ("base", c_char_p),
    ("locality", c_char_p),
    ("skills", POINTER(c_char_p)),
    ("skills_count", c_size_t),
    ("plan", locality_range),
    ("starts", locality_range),
    ("ends", locality_range),
    ("status", c_char_p),
]
locality_policy._fields_ = [
    ("struct_size", c_uint32),
    ("reserved", c_uint32),
    ("id", c_char_p),
    ("name", c_char_p),
    ("source", c_char_p),
    ("section", c_char_p),
    ("basis", c_char_p),
    ("remark", c_char_p),
    ("withheld", c_char_p),
    ("level", c_char_p),
    ("translators", POINTER(c_char_p)),
    ("translators_count", c_size_t),
    ("translated_for", POINTER(c_char_p)),
    ("translated_for_count", c_size_t),
    ("pilot", locality_range),
    ("rollout", locality_range),
]
locality_post._fields_ = [
    ("struct_size", c_uint32),
    ("reserved", c_uint32),
    ("id", c_char_p),
    ("name", c_char_p),
    ("source", c_char_p),
    ("section", c_char_p),
    ("basis", c_char_p),
    ("remark", c_char_p),
    ("withheld", c_char_p),
    ("structure", c_char_p),
    ("title", c_char_p),
    ("unit", c_char_p),
    ("posts", locality_range),
    ("fte", locality_range),
    ("vacant", locality_range),
    ("grade", c_char_p),
    ("level", locality_range),
    ("senior", locality_range),
    ("manages", locality_range),
    ("reports_to", c_char_p),
    ("reports_basis", c_char_p),
    ("dotted_to", POINTER(c_char_p)),
    ("dotted_to_count", c_size_t),
    ("supports", POINTER(c_char_p)),
    ("supports_count", c_size_t),
    ("base", c_char_p),
    ("serves", POINTER(c_char_p)),
    ("serves_count", c_size_t),
    ("group", c_char_p),
    ("countywide", locality_range),
    ("themes", POINTER(c_char_p)),
    ("themes_count", c_size_t),
    ("functions", POINTER(c_char_p)),
    ("functions_count", c_size_t),
    ("skills", POINTER(c_char_p)),
    ("skills_count", c_size_t),
    ("remit", c_char_p),
    ("task_role", c_char_p),
    ("contract", c_char_p),
    ("temporary", locality_range),
    ("streams", POINTER(c_char_p)),
    ("streams_count", c_size_t),
    ("cost", locality_range),
    ("shared_with", POINTER(c_char_p)),
    ("shared_with_count", c_size_t),
    ("employers", POINTER(c_char_p)),
    ("employers_count", c_size_t),
    ("statutory", c_char_p),
    ("origin", POINTER(c_char_p)),
    ("origin_count", c_size_t),
    ("disposition", c_char_p),
    ("starts", locality_range),
    ("ends", locality_range),
    ("supports_in", POINTER(c_char_p)),
    ("supports_in_count", c_size_t),
]
locality_priority._fields_ = [
    ("struct_size", c_uint32),
    ("reserved", c_uint32),
    ("id", c_char_p),
    ("name", c_char_p),
    ("source", c_char_p),
    ("section", c_char_p),
    ("basis", c_char_p),
    ("remark", c_char_p),
    ("withheld", c_char_p),
    ("parent", c_char_p),
    ("owner", c_char_p),
]
locality_provider._fields_ = [
    ("struct_size", c_uint32),
    ("reserved", c_uint32),
    ("id", c_char_p),
    ("name", c_char_p),
    ("source", c_char_p),
    ("section", c_char_p),
    ("basis", c_char_p),
    ("remark", c_char_p),
    ("withheld", c_char_p),
    ("organisation", c_char_p),
    ("services", POINTER(c_char_p)),
    ("services_count", c_size_t),
    ("inside", locality_range),
    ("priorities", POINTER(c_char_p)),
    ("priorities_count", c_size_t),
    ("updated", locality_range),
    ("contact", c_char_p),
    ("commissioner", c_char_p),
]
locality_provision._fields_ = [
    ("struct_size", c_uint32),
    ("reserved", c_uint32),
    ("id", c_char_p),
    ("name", c_char_p),
    ("source", c_char_p),
    ("section", c_char_p),
    ("basis", c_char_p),
    ("remark", c_char_p),
    ("withheld", c_char_p),
    ("service", c_char_p),
    ("stream", c_char_p),
    ("theme", c_char_p),
    ("area", c_char_p),
    ("state", c_char_p),
    ("post", c_char_p),
    ("structure", c_char_p),
]
locality_query_options._fields_ = [
    ("struct_size", c_uint32),
    ("reserved", c_uint32),
    ("as_at", POINTER(locality_range)),
    ("parameters", POINTER(locality_setting)),
    ("parameters_count", c_size_t),
    ("step_budget", c_uint64),
    ("cancel", CFUNCTYPE(c_int32, c_void_p)),
    ("cancel_self", c_void_p),
    ("max_witnesses", c_size_t),
]
locality_question._fields_ = [
    ("struct_size", c_uint32),
    ("reserved", c_uint32),
    ("id", c_char_p),
    ("name", c_char_p),
    ("source", c_char_p),
    ("section", c_char_p),
    ("basis", c_char_p),
    ("remark", c_char_p),
    ("withheld", c_char_p),
    ("sentence", c_char_p),
    ("text", c_char_p),
    ("file", c_char_p),
    ("line", locality_range),
]
locality_redaction._fields_ = [
    ("struct_size", c_uint32),
    ("reserved", c_uint32),
    ("pay_threshold", c_int64),
    ("pay_band", c_int64),
    ("smallest_team", c_int64),
    ("texts", c_int32),
    ("withhold_initials", c_int32),
    ("keep_contacts", c_int32),
    ("unused", c_int32),
    ("keep", POINTER(c_char_p)),
    ("keep_count", c_size_t),
]
locality_report_options._fields_ = [
    ("struct_size", c_uint32),
    ("reserved", c_uint32),
    ("format", c_int32),
    ("width", c_uint32),
    ("as_at", POINTER(locality_range)),
    ("allocator", POINTER(locality_allocator)),
    ("notice", c_char_p),
]
locality_report_side._fields_ = [
    ("struct_size", c_uint32),
    ("reserved", c_uint32),
    ("snapshot", POINTER(locality_snapshot)),
    ("title", c_char_p),
    ("what", c_char_p),
]
locality_risk._fields_ = [
    ("struct_size", c_uint32),
    ("reserved", c_uint32),
    ("id", c_char_p),
    ("name", c_char_p),
    ("source", c_char_p),
    ("section", c_char_p),
    ("basis", c_char_p),
    ("remark", c_char_p),
    ("withheld", c_char_p),
    ("owner", c_char_p),
    ("likelihood", locality_range),
    ("impact", locality_range),
    ("mitigation", c_char_p),
]
locality_role._fields_ = [
    ("struct_size", c_uint32),
    ("reserved", c_uint32),
    ("id", c_char_p),
    ("name", c_char_p),
    ("source", c_char_p),
    ("section", c_char_p),
    ("basis", c_char_p),
    ("remark", c_char_p),
    ("withheld", c_char_p),
    ("structure", c_char_p),
    ("duties", POINTER(c_char_p)),
    ("duties_count", c_size_t),
    ("guided_by", c_char_p),
    ("grade", c_char_p),
    ("load", locality_range),
    ("per_area", locality_range),
    ("scope", c_char_p),
    ("temporary", locality_range),
    ("ends", locality_range),
]
locality_rule._fields_ = [
    ("struct_size", c_uint32),
    ("reserved", c_uint32),
    ("id", c_char_p),
    ("name", c_char_p),
    ("source", c_char_p),
    ("section", c_char_p),
    ("basis", c_char_p),
    ("remark", c_char_p),
    ("withheld", c_char_p),
    ("sentence", c_char_p),
    ("strength", c_char_p),
    ("text", c_char_p),
    ("file", c_char_p),
    ("line", locality_range),
    ("remedy", c_char_p),
]
locality_save_options._fields_ = [
    ("struct_size", c_uint32),
    ("reserved", c_uint32),
    ("on_conflict", c_int32),
    ("attempts", c_uint32),
    ("header", POINTER(locality_case_header)),
    ("cancel", CFUNCTYPE(c_int32, c_void_p)),
    ("cancel_self", c_void_p),
]
locality_save_outcome._fields_ = [
    ("struct_size", c_uint32),
    ("reserved", c_uint32),
    ("revision", c_uint64),
    ("written", c_uint64),
    ("erased", c_uint64),
    ("attempts", c_uint64),
]
locality_section._fields_ = [
    ("struct_size", c_uint32),
    ("reserved", c_uint32),
    ("id", c_char_p),
    ("name", c_char_p),
    ("source", c_char_p),
    ("section", c_char_p),
    ("basis", c_char_p),
    ("remark", c_char_p),
    ("withheld", c_char_p),
    ("document", c_char_p),
    ("number", c_char_p),
    ("parent", c_char_p),
    ("order", locality_range),
    ("state", c_char_p),
    ("refers_to", POINTER(c_char_p)),
    ("refers_to_count", c_size_t),
]
locality_service._fields_ = [
    ("struct_size", c_uint32),
    ("reserved", c_uint32),
    ("id", c_char_p),
    ("name", c_char_p),
    ("source", c_char_p),
    ("section", c_char_p),
    ("basis", c_char_p),
    ("remark", c_char_p),
    ("withheld", c_char_p),
    ("organisation", c_char_p),
    ("unit", c_char_p),
    ("category", c_char_p),
    ("contact", c_char_p),
    ("status", c_char_p),
    ("receivers", POINTER(c_char_p)),
    ("receivers_count", c_size_t),
    ("route", c_char_p),
    ("links", POINTER(c_char_p)),
    ("links_count", c_size_t),
]
locality_setting._fields_ = [
    ("name", c_char_p),
    ("value", c_char_p),
]
locality_site._fields_ = [
    ("struct_size", c_uint32),
    ("reserved", c_uint32),
    ("id", c_char_p),
    ("name", c_char_p),
    ("source", c_char_p),
    ("section", c_char_p),
    ("basis", c_char_p),
    ("remark", c_char_p),
    ("withheld", c_char_p),
    ("type", c_char_p),
    ("area", c_char_p),
    ("near", POINTER(c_char_p)),
    ("near_count", c_size_t),
    ("serves", POINTER(c_char_p)),
    ("serves_count", c_size_t),
    ("owner", c_char_p),
    ("tenure", c_char_p),
    ("structure", c_char_p),
    ("quantity", locality_range),
    ("status", c_char_p),
    ("desks", locality_range),
    ("opening_hours", c_char_p),
    ("running_cost", locality_range),
    ("starts", locality_range),
    ("ends", locality_range),
    ("partners", POINTER(c_char_p)),
    ("partners_count", c_size_t),
    ("origin", POINTER(c_char_p)),
    ("origin_count", c_size_t),
]
locality_site_change._fields_ = [
    ("sites", locality_difference),
    ("closures", locality_range),
]
locality_size_change._fields_ = [
    ("stated_fte", locality_difference),
    ("listed_posts", locality_difference),
    ("listed_fte", locality_difference),
    ("mixed", locality_difference),
]
locality_skill._fields_ = [
    ("struct_size", c_uint32),
    ("reserved", c_uint32),
    ("id", c_char_p),
    ("name", c_char_p),
    ("source", c_char_p),
    ("section", c_char_p),
    ("basis", c_char_p),
    ("remark", c_char_p),
    ("withheld", c_char_p),
    ("family", c_char_p),
    ("strength", c_char_p),
    ("includes", POINTER(c_char_p)),
    ("includes_count", c_size_t),
]
locality_span._fields_ = [
    ("post", c_uint32),
    ("records", c_uint32),
    ("posts", locality_range),
    ("fte", locality_range),
    ("filled_posts", locality_range),
    ("filled_fte", locality_range),
]
locality_spend._fields_ = [
    ("struct_size", c_uint32),
    ("reserved", c_uint32),
    ("id", c_char_p),
    ("name", c_char_p),
    ("source", c_char_p),
    ("section", c_char_p),
    ("basis", c_char_p),
    ("remark", c_char_p),
    ("withheld", c_char_p),
    ("stream", c_char_p),
    ("type", c_char_p),
    ("amount", locality_range),
    ("date", locality_range),
    ("category", c_char_p),
    ("area", c_char_p),
    ("age", locality_range),
    ("external", locality_range),
    ("recurring", locality_range),
    ("post", c_char_p),
]
locality_stakeholder._fields_ = [
    ("struct_size", c_uint32),
    ("reserved", c_uint32),
    ("id", c_char_p),
    ("name", c_char_p),
    ("source", c_char_p),
    ("section", c_char_p),
    ("basis", c_char_p),
    ("remark", c_char_p),
    ("withheld", c_char_p),
    ("type", c_char_p),
    ("area", c_char_p),
    ("organisation", c_char_p),
    ("informed", locality_range),
    ("replied", locality_range),
    ("quantity", locality_range),
]
locality_store._fields_ = [
    ("struct_size", c_uint32),
    ("reserved", c_uint32),
    ("self", c_void_p),
    ("open", CFUNCTYPE(c_int32, c_void_p, c_char_p, POINTER(c_void_p), POINTER(locality_error))),
    ("close", CFUNCTYPE(None, c_void_p)),
    ("begin", CFUNCTYPE(c_int32, c_void_p, c_int32, POINTER(c_uint64), POINTER(locality_error))),
    ("read_header", CFUNCTYPE(c_int32, c_void_p, POINTER(c_int64), POINTER(locality_store_sink), POINTER(locality_error))),
    ("read", CFUNCTYPE(c_int32, c_void_p, POINTER(locality_store_query), POINTER(locality_store_sink), POINTER(locality_error))),
    ("write_header", CFUNCTYPE(c_int32, c_void_p, POINTER(c_char), c_size_t, POINTER(locality_error))),
    ("write", CFUNCTYPE(c_int32, c_void_p, POINTER(locality_store_record), POINTER(locality_error))),
    ("erase", CFUNCTYPE(c_int32, c_void_p, c_char_p, c_char_p, POINTER(locality_error))),
    ("commit", CFUNCTYPE(c_int32, c_void_p, c_uint64, POINTER(c_uint64), POINTER(locality_error))),
    ("rollback", CFUNCTYPE(None, c_void_p)),
]
locality_store_query._fields_ = [
    ("struct_size", c_uint32),
    ("reserved", c_uint32),
    ("schema", POINTER(locality_schema)),
    ("kind", c_uint32),
    ("structure_field", c_uint32),
    ("structures", POINTER(c_char_p)),
    ("structures_count", c_size_t),
    ("known_on", POINTER(c_int64)),
    ("area_fields", POINTER(c_uint32)),
    ("area_fields_count", c_size_t),
    ("areas", POINTER(c_char_p)),
    ("areas_count", c_size_t),
    ("valid_on", POINTER(c_int64)),
    ("first_field", c_uint32),
    ("last_field", c_uint32),
]
locality_store_record._fields_ = [
    ("struct_size", c_uint32),
    ("reserved", c_uint32),
    ("schema", POINTER(locality_schema)),
    ("kind", c_uint32),
    ("is_new", c_uint32),
    ("id", c_char_p),
    ("values", POINTER(locality_value)),
    ("values_count", c_size_t),
]
locality_store_sink._fields_ = [
    ("struct_size", c_uint32),
    ("reserved", c_uint32),
    ("self", c_void_p),
    ("header", CFUNCTYPE(c_int32, c_void_p, POINTER(c_char), c_size_t, POINTER(locality_error))),
    ("record", CFUNCTYPE(c_int32, c_void_p, POINTER(locality_store_record), POINTER(locality_error))),
]
locality_stream._fields_ = [
    ("struct_size", c_uint32),
    ("reserved", c_uint32),
    ("id", c_char_p),
    ("name", c_char_p),
    ("source", c_char_p),
    ("section", c_char_p),
    ("basis", c_char_p),
    ("remark", c_char_p),
    ("withheld", c_char_p),
    ("type", c_char_p),
    ("amount", locality_range),
    ("per", c_char_p),
    ("temporary", locality_range),
    ("starts", locality_range),
    ("ends", locality_range),
    ("cap", locality_range),
    ("grant_cap", locality_range),
    ("minimum_age", locality_range),
    ("funder", c_char_p),
    ("part_of", c_char_p),
    ("structure", c_char_p),
    ("status", c_char_p),
    ("purposes", POINTER(c_char_p)),
    ("purposes_count", c_size_t),
    ("areas", POINTER(c_char_p)),
    ("areas_count", c_size_t),
    ("exit_plan", c_char_p),
]
locality_structure_record._fields_ = [
    ("struct_size", c_uint32),
    ("reserved", c_uint32),
    ("id", c_char_p),
    ("name", c_char_p),
    ("source", c_char_p),
    ("section", c_char_p),
    ("basis", c_char_p),
    ("remark", c_char_p),
    ("withheld", c_char_p),
    ("label", c_char_p),
    ("status", c_char_p),
    ("baseline", c_char_p),
    ("organisation", c_char_p),
    ("stated_fte", locality_range),
    ("stated_posts", locality_range),
    ("listing", c_char_p),
    ("effective", locality_range),
    ("ends", locality_range),
    ("applied", locality_range),
]
locality_succession_fault._fields_ = [
    ("fault", c_int32),
    ("area", c_uint32),
    ("other", c_uint32),
    ("reserved", c_uint32),
]
locality_target._fields_ = [
    ("struct_size", c_uint32),
    ("reserved", c_uint32),
    ("id", c_char_p),
    ("name", c_char_p),
    ("source", c_char_p),
    ("section", c_char_p),
    ("basis", c_char_p),
    ("remark", c_char_p),
    ("withheld", c_char_p),
    ("measure", c_char_p),
    ("baseline", locality_range),
    ("value", locality_range),
    ("share", locality_range),
    ("money", locality_range),
    ("due", locality_range),
]
locality_task_group._fields_ = [
    ("struct_size", c_uint32),
    ("reserved", c_uint32),
    ("id", c_char_p),
    ("name", c_char_p),
    ("source", c_char_p),
    ("section", c_char_p),
    ("basis", c_char_p),
    ("remark", c_char_p),
    ("withheld", c_char_p),
    ("lead", c_char_p),
    ("members", POINTER(c_char_p)),
    ("members_count", c_size_t),
    ("aim", c_char_p),
    ("exit", c_char_p),
    ("reached", locality_range),
    ("open", locality_range),
    ("areas", POINTER(c_char_p)),
    ("areas_count", c_size_t),
]
locality_theme._fields_ = [
    ("struct_size", c_uint32),
    ("reserved", c_uint32),
    ("id", c_char_p),
    ("name", c_char_p),
    ("source", c_char_p),
    ("section", c_char_p),
    ("basis", c_char_p),
    ("remark", c_char_p),
    ("withheld", c_char_p),
    ("parent", c_char_p),
    ("strategic", locality_range),
    ("duty", c_char_p),
    ("members", POINTER(c_char_p)),
    ("members_count", c_size_t),
]
locality_total._fields_ = [
    ("part", c_int32),
    ("row", c_uint32),
    ("label", c_char_p),
    ("records", c_uint32),
    ("places", c_uint32),
    ("posts", locality_range),
    ("filled", locality_range),
    ("fte", locality_range),
    ("cost", locality_range),
    ("per_place", locality_range),
]
locality_totals_options._fields_ = [
    ("struct_size", c_uint32),
    ("reserved", c_uint32),
    ("layer", c_char_p),
    ("title", c_char_p),
    ("by", c_int32),
    ("unused", c_uint32),
]
locality_unit._fields_ = [
    ("struct_size", c_uint32),
    ("reserved", c_uint32),
    ("id", c_char_p),
    ("name", c_char_p),
    ("source", c_char_p),
    ("section", c_char_p),
    ("basis", c_char_p),
    ("remark", c_char_p),
    ("withheld", c_char_p),
    ("structure", c_char_p),
    ("parent", c_char_p),
    ("type", c_char_p),
    ("head", c_char_p),
    ("site", c_char_p),
    ("covers", POINTER(c_char_p)),
    ("covers_count", c_size_t),
    ("quantity", locality_range),
    ("organised_by", c_char_p),
    ("origin", POINTER(c_char_p)),
    ("origin_count", c_size_t),
    ("temporary", locality_range),
    ("successor", c_char_p),
    ("starts", locality_range),
    ("ends", locality_range),
]
locality_unled._fields_ = [
    ("function", c_uint32),
    ("fault", c_int32),
]
locality_used_parameter._fields_ = [
    ("name", c_char_p),
    ("sentence", c_char_p),
    ("type", c_char_p),
    ("value", c_char_p),
    ("unit", c_char_p),
    ("status", c_char_p),
    ("citation", c_char_p),
    ("window", c_char_p),
    ("is_overridden", c_int32),
    ("is_switch", c_int32),
    ("reserved", c_uint8 * 32),
]
locality_withheld._fields_ = [
    ("struct_size", c_uint32),
    ("reserved", c_uint32),
    ("count", c_uint64 * 16),
]
locality_witness._fields_ = [
    ("kind", c_char_p),
    ("id", c_char_p),
    ("label", c_char_p),
    ("field", c_char_p),
    ("value", c_char_p),
    ("source", c_char_p),
    ("section", c_char_p),
    ("basis", c_char_p),
    ("reserved", c_uint8 * 32),
]
locality_work_item._fields_ = [
    ("struct_size", c_uint32),
    ("reserved", c_uint32),
    ("id", c_char_p),
    ("name", c_char_p),
    ("source", c_char_p),
    ("section", c_char_p),
    ("basis", c_char_p),
    ("remark", c_char_p),
    ("withheld", c_char_p),
    ("type", c_char_p),
    ("area", c_char_p),
    ("places", POINTER(c_char_p)),
    ("places_count", c_size_t),
    ("category", c_char_p),
    ("providers", POINTER(c_char_p)),
    ("providers_count", c_size_t),
    ("provider_count", locality_range),
    ("prioritised", locality_range),
    ("received", locality_range),
    ("response", locality_range),
    ("outcome", c_char_p),
    ("trend", locality_range),
    ("steps", POINTER(c_char_p)),
    ("steps_count", c_size_t),
    ("aim", c_char_p),
    ("exit", c_char_p),
    ("capacity_step", locality_range),
    ("resolved", locality_range),
    ("withdrawn", locality_range),
    ("group", c_char_p),
    ("approvals", POINTER(c_char_p)),
    ("approvals_count", c_size_t),
    ("priorities", POINTER(c_char_p)),
    ("priorities_count", c_size_t),
    ("partnership", locality_range),
    ("unforeseen", locality_range),
    ("reputation", locality_range),
    ("owner", c_char_p),
]

# Size of every struct and offset of every member, as a C compiler measured them.
LAYOUT = {
    locality_accountable_line: (48, {"id": 0, "label": 8, "basis": 16, "row": 24, "unused": 28, "reserved": 32}),
    locality_accountable_look: (48, {"what": 0, "records": 8, "found": 16, "unnamed": 24, "reserved": 32}),
    locality_accountable_post: (152, {"id": 0, "label": 8, "structure": 16, "role": 24, "allocation": 32, "place_kind": 40, "place": 48, "place_label": 56, "reason": 64, "basis": 72, "open": 80, "row": 88, "ground": 92, "reach": 96, "level": 100, "certainty": 104, "is_conflict": 108, "top": 112, "managers": 116, "reserved": 120}),
    locality_accountable_query: (48, {"struct_size": 0, "reserved": 4, "kind": 8, "subject": 16, "area": 24, "structure": 32, "as_at": 40}),
    locality_alias: (112, {"struct_size": 0, "reserved": 4, "id": 8, "name": 16, "source": 24, "section": 32, "basis": 40, "remark": 48, "withheld": 56, "record": 64, "text": 72, "starts": 80, "ends": 96}),
    locality_alignment: (16, {"group": 0, "alignment": 4, "kind": 8, "unit": 12}),
    locality_allocation_certificate: (112, {"struct_size": 0, "reserved": 4, "verdict": 8, "levels": 12, "waive": 16, "world_in": 20, "pairs": 24, "candidate": 32, "demand": 40, "candidate_price": 48, "demand_price": 56, "group_price": 64, "candidate_in": 72, "demand_in": 80, "group_in": 88, "must": 96, "can": 104}),
    locality_allocation_move: (16, {"candidate": 0, "demand": 4, "takes": 8, "reserved": 12}),
    locality_allocation_options: (40, {"struct_size": 0, "reserved": 4, "method": 8, "waive": 12, "work_limit": 16, "progress": 24, "progress_self": 32}),
    locality_allocation_pair: (56, {"candidate_id": 0, "demand_id": 8, "candidate": 16, "demand": 20, "is_pinned": 24, "is_tied": 28, "failed": 32, "reserved": 40}),
    locality_allocation_pairs: (80, {"struct_size": 0, "reserved": 4, "levels": 8, "count": 16, "candidate": 24, "demand": 32, "cost": 40, "candidate_stride": 48, "demand_stride": 56, "level_stride": 64, "failed": 72}),
    locality_allocation_record: (224, {"struct_size": 0, "reserved": 4, "id": 8, "name": 16, "source": 24, "section": 32, "basis": 40, "remark": 48, "withheld": 56, "role": 64, "post": 72, "person": 80, "area": 88, "theme": 96, "function": 104, "starts": 112, "ends": 128, "temporary": 144, "slot": 160, "status": 176, "reason": 184, "unit": 192, "posts": 200, "about": 216}),
    locality_allocation_side: (40, {"struct_size": 0, "reserved": 4, "count": 8, "id": 16, "most": 24, "least": 32}),
    locality_allocation_unplaced: (32, {"id": 0, "position": 8, "reserved": 12, "partners": 16, "most": 24}),
    locality_allocation_why: (128, {"reason": 0, "levels": 4, "failed": 8, "words": 16, "cost": 24, "moves": 104, "reserved": 112}),
    locality_allocator: (40, {"struct_size": 0, "reserved": 4, "self": 8, "allocate": 16, "resize": 24, "release": 32}),
    locality_area: (264, {"struct_size": 0, "reserved": 4, "id": 8, "name": 16, "source": 24, "section": 32, "basis": 40, "remark": 48, "withheld": 56, "level": 64, "parent": 72, "code": 80, "category": 88, "rank": 96, "rank_edition": 112, "status": 120, "starts": 128, "ends": 144, "successor": 160, "population": 168, "key_work": 184, "key_needs": 192, "contacts": 200, "profile_date": 208, "focus": 224, "represented": 240, "successors": 248, "successors_count": 256}),
    locality_area_group: (144, {"struct_size": 0, "reserved": 4, "id": 8, "name": 16, "source": 24, "section": 32, "basis": 40, "remark": 48, "withheld": 56, "layer": 64, "members": 72, "members_count": 80, "within": 88, "structure": 96, "status": 104, "starts": 112, "ends": 128}),
    locality_briefing: (112, {"struct_size": 0, "reserved": 4, "id": 8, "name": 16, "source": 24, "section": 32, "basis": 40, "remark": 48, "withheld": 56, "audience": 64, "interval": 72, "last": 88, "by": 104}),
    locality_carried: (24, {"from": 0, "area": 4, "fate": 8, "loss": 12, "certainty": 16, "steps": 20}),
    locality_case: (112, {"binding": 0, "says": 8, "arithmetic": 16, "witnesses": 24, "witnesses_count": 32, "witnesses_more": 40, "missing": 48, "missing_count": 56, "missing_more": 64, "verdict": 72, "reserved": 76, "room": 80}),
    locality_case_header: (40, {"struct_size": 0, "reserved": 4, "name": 8, "title": 16, "rules": 24, "rules_count": 32}),
    locality_change: (160, {"struct_size": 0, "reserved": 4, "id": 8, "name": 16, "source": 24, "section": 32, "basis": 40, "remark": 48, "withheld": 56, "structure": 64, "sequence": 72, "verb": 88, "subject": 96, "field": 104, "expected": 112, "value": 120, "effective": 128, "wave": 144, "reason": 152}),
    locality_check_options: (112, {"struct_size": 0, "reserved": 4, "structure": 8, "as_at": 16, "parameters": 24, "parameters_count": 32, "rules": 40, "rules_count": 48, "natives": 56, "natives_count": 64, "max_cases": 72, "max_witnesses": 80, "step_budget": 88, "cancel": 96, "cancel_self": 104}),
    locality_code_fault: (16, {"fault": 0, "area": 4, "other": 8, "reserved": 12}),
    locality_column: (80, {"struct_size": 0, "reserved": 4, "type": 8, "target": 12, "count": 16, "lo": 24, "hi": 32, "symbol": 40, "row": 48, "kind": 56, "start": 64, "missing": 72}),
    locality_column_in: (48, {"struct_size": 0, "reserved": 4, "is_range": 8, "is_text": 12, "field": 16, "data": 24, "stride": 32, "valid": 40}),
    locality_comment: (112, {"struct_size": 0, "reserved": 4, "id": 8, "name": 16, "source": 24, "section": 32, "basis": 40, "remark": 48, "withheld": 56, "consultation": 64, "received": 72, "group": 88, "area": 96, "recipient": 104}),
    locality_conflict: (56, {"struct_size": 0, "reserved": 4, "kind": 8, "id": 16, "field": 24, "before": 32, "mine": 40, "theirs": 48}),
    locality_consultation: (248, {"struct_size": 0, "reserved": 4, "id": 8, "name": 16, "source": 24, "section": 32, "basis": 40, "remark": 48, "withheld": 56, "starts": 64, "ends": 80, "deadline": 96, "stated_days": 112, "formal": 128, "channels": 144, "channels_count": 152, "recipients": 160, "recipients_count": 168, "audiences": 176, "audiences_count": 184, "contents": 192, "contents_count": 200, "area": 208, "dismissals": 216, "first_dismissal": 232}),
    locality_coverage_cell: (56, {"state": 0, "area": 4, "column": 8, "provision": 12, "records": 16, "reserved": 20, "posts": 24, "filled": 40}),
    locality_coverage_options: (40, {"struct_size": 0, "reserved": 4, "level": 8, "inside": 16, "structure": 20, "of": 24, "unused": 28, "on": 32}),
    locality_decision: (176, {"struct_size": 0, "reserved": 4, "id": 8, "name": 16, "source": 24, "section": 32, "basis": 40, "remark": 48, "withheld": 56, "body": 64, "date": 72, "moment": 88, "status": 104, "type": 112, "options": 120, "options_count": 128, "chosen": 136, "about": 144, "after": 152, "after_count": 160, "delegated_to": 168}),
    locality_definition: (104, {"struct_size": 0, "reserved": 4, "id": 8, "name": 16, "source": 24, "section": 32, "basis": 40, "remark": 48, "withheld": 56, "sentence": 64, "text": 72, "file": 80, "line": 88}),
    locality_desks: (64, {"site": 0, "reserved": 4, "placed": 8, "needed": 24, "desks": 40, "enough": 56, "padding": 60}),
    locality_difference: (64, {"before": 0, "after": 16, "net": 32, "share": 48}),
    locality_document: (104, {"struct_size": 0, "reserved": 4, "id": 8, "name": 16, "source": 24, "section": 32, "basis": 40, "remark": 48, "withheld": 56, "title": 64, "author": 72, "date": 80, "version": 96}),
    locality_duty: (128, {"struct_size": 0, "reserved": 4, "id": 8, "name": 16, "source": 24, "section": 32, "basis": 40, "remark": 48, "withheld": 56, "statutory": 64, "citation": 80, "checked": 88, "starts": 96, "ends": 112}),
    locality_engagement: (176, {"struct_size": 0, "reserved": 4, "id": 8, "name": 16, "source": 24, "section": 32, "basis": 40, "remark": 48, "withheld": 56, "group": 64, "method": 72, "areas": 80, "areas_count": 88, "all_areas": 96, "starts": 112, "ends": 128, "informs": 144, "informs_count": 152, "participants": 160}),
    locality_error: (984, {"status": 0, "host_code": 4, "line": 8, "column": 16, "kind": 24, "field": 72, "id": 120, "message": 280, "reserved": 920}),
    locality_event: (168, {"struct_size": 0, "reserved": 4, "id": 8, "name": 16, "source": 24, "section": 32, "basis": 40, "remark": 48, "withheld": 56, "type": 64, "starts": 72, "ends": 88, "body": 104, "area": 112, "attends": 120, "attends_count": 128, "priorities": 136, "priorities_count": 144, "follows": 152, "weekday": 160}),
    locality_fate: (16, {"fate": 0, "kind": 4, "before": 8, "after": 12}),
    locality_field_info: (48, {"struct_size": 0, "reserved": 4, "name": 8, "doc": 16, "words": 24, "type": 32, "target": 36, "is_extra": 40, "is_common": 44}),
    locality_figure: (232, {"struct_size": 0, "reserved": 4, "id": 8, "name": 16, "source": 24, "section": 32, "basis": 40, "remark": 48, "withheld": 56, "unit": 64, "quantity": 72, "money": 88, "share": 104, "date": 120, "moment": 136, "before": 152, "printed": 168, "qualifier": 176, "period": 184, "about": 192, "check": 200, "readings": 208, "readings_count": 216, "base": 224}),
    locality_finding: (304, {"rule": 0, "sentence": 8, "source": 16, "section": 24, "strength": 32, "basis": 40, "summary": 48, "arithmetic": 56, "condition": 64, "remedy": 72, "text": 80, "file": 88, "line": 96, "verdict": 104, "is_native": 108, "cases": 112, "details": 144, "details_count": 152, "witnesses": 160, "witnesses_count": 168, "witnesses_more": 176, "parameters": 184, "parameters_count": 192, "missing": 200, "missing_count": 208, "missing_more": 216, "warnings": 224, "warnings_count": 232, "reserved": 240}),
    locality_function: (200, {"struct_size": 0, "reserved": 4, "id": 8, "name": 16, "source": 24, "section": 32, "basis": 40, "remark": 48, "withheld": 56, "parent": 64, "structure": 72, "lead": 80, "lead_count": 88, "unit": 96, "theme": 104, "duty": 112, "needs": 120, "needs_count": 128, "status": 136, "delivery": 144, "provider": 152, "provider_count": 160, "route": 168, "receivers": 176, "receivers_count": 184, "scope": 192}),
    locality_grade: (112, {"struct_size": 0, "reserved": 4, "id": 8, "name": 16, "source": 24, "section": 32, "basis": 40, "remark": 48, "withheld": 56, "rank": 64, "minimum": 80, "maximum": 96}),
    locality_gss: (40, {"prefix": 0, "country": 8, "entity": 16, "levels": 24, "state": 32, "reserved": 36}),
    locality_intake_count: (24, {"what": 0, "fault": 4, "name": 8, "count": 16}),
    locality_intake_options: (88, {"struct_size": 0, "reserved": 4, "label": 8, "structure": 16, "as_at": 24, "allocator": 32, "max_row_bytes": 40, "max_problems": 48, "cancel": 56, "progress": 64, "self": 72, "prefix": 80}),
    locality_intake_problem: (72, {"fault": 0, "severity": 4, "row": 8, "line": 16, "column": 24, "heading": 32, "value": 40, "kind": 48, "id": 56, "message": 64}),
    locality_json_header: (64, {"struct_size": 0, "reserved": 4, "name": 8, "title": 16, "extends": 24, "rules": 32, "rules_count": 40, "tables": 48, "tables_count": 56}),
    locality_json_options: (16, {"struct_size": 0, "reserved": 4, "max_bytes": 8}),
    locality_json_table: (64, {"file": 0, "map": 8, "structure": 16, "as_at": 24, "prefix": 32, "room": 40}),
    locality_language_function: (56, {"name": 0, "signature": 8, "doc": 16, "reserved": 24}),
    locality_layer: (16, {"name": 0, "kind": 8, "count": 12}),
    locality_line: (40, {"post": 0, "manager": 4, "basis": 8, "is_cyclic": 12, "reports": 16, "below": 20, "depth": 24}),
    locality_load_options: (64, {"struct_size": 0, "reserved": 4, "allocator": 8, "structures": 16, "known_on": 24, "cancel": 32, "cancel_self": 40, "areas": 48, "valid_on": 56}),
    locality_location: (24, {"layer": 0, "kind": 8, "row": 12, "through": 16, "reserved": 20}),
    locality_measure: (112, {"struct_size": 0, "reserved": 4, "id": 8, "name": 16, "source": 24, "section": 32, "basis": 40, "remark": 48, "withheld": 56, "outcome": 64, "type": 72, "unit": 80, "owner": 88, "level": 96, "direction": 104}),
    locality_membership: (8, {"group": 0, "area": 4}),
    locality_milestone: (128, {"struct_size": 0, "reserved": 4, "id": 8, "name": 16, "source": 24, "section": 32, "basis": 40, "remark": 48, "withheld": 56, "due": 64, "done": 80, "owner": 96, "amount": 104, "about": 120}),
    locality_missing_input: (88, {"kind": 0, "id": 8, "label": 16, "field": 24, "what": 32, "source": 40, "section": 48, "reserved": 56}),
    locality_model_visitor: (32, {"struct_size": 0, "reserved": 4, "self": 8, "record": 16, "value": 24}),
    locality_named_value: (56, {"field": 0, "value": 8}),
    locality_native_rule: (64, {"struct_size": 0, "reserved": 4, "id": 8, "sentence": 16, "source": 24, "section": 32, "strength": 40, "judge": 48, "self": 56}),
    locality_note: (112, {"struct_size": 0, "reserved": 4, "id": 8, "name": 16, "source": 24, "section": 32, "basis": 40, "remark": 48, "withheld": 56, "type": 64, "about": 72, "field": 80, "text": 88, "readings": 96, "readings_count": 104}),
    locality_observation: (232, {"struct_size": 0, "reserved": 4, "id": 8, "name": 16, "source": 24, "section": 32, "basis": 40, "remark": 48, "withheld": 56, "measure": 64, "area": 72, "service": 80, "provider": 88, "type": 96, "evidence": 104, "date": 112, "value": 128, "share": 144, "expected": 160, "group": 176, "category": 184, "supplied_to": 192, "supplied_to_count": 200, "used": 208, "answers": 224}),
    locality_organisation: (112, {"struct_size": 0, "reserved": 4, "id": 8, "name": 16, "source": 24, "section": 32, "basis": 40, "remark": 48, "withheld": 56, "type": 64, "parent": 72, "area": 80, "quantity": 88, "remit": 104}),
    locality_outcome: (104, {"struct_size": 0, "reserved": 4, "id": 8, "name": 16, "source": 24, "section": 32, "basis": 40, "remark": 48, "withheld": 56, "priority": 64, "parent": 72, "level": 80, "theme": 88, "owner": 96}),
    locality_outlived: (72, {"fault": 0, "certainty": 4, "kind": 8, "row": 12, "field": 16, "area": 20, "date_kind": 24, "date_row": 28, "date_field": 32, "reserved": 36, "day": 40, "limit": 56}),
    locality_output: (32, {"struct_size": 0, "reserved": 4, "self": 8, "write": 16, "tone": 24}),
    locality_parameter: (200, {"struct_size": 0, "reserved": 4, "id": 8, "name": 16, "source": 24, "section": 32, "basis": 40, "remark": 48, "withheld": 56, "type": 64, "value": 72, "unit": 80, "is_switch": 88, "trigger": 104, "starts": 112, "ends": 128, "status": 144, "citation": 152, "sentence": 160, "value_of": 168, "file": 176, "line": 184}),
    locality_partition_fault: (16, {"fault": 0, "area": 4, "group": 8, "other": 12}),
    locality_person: (192, {"struct_size": 0, "reserved": 4, "id": 8, "name": 16, "source": 24, "section": 32, "basis": 40, "remark": 48, "withheld": 56, "initials": 64, "post": 72, "fte": 80, "grade": 96, "base": 104, "locality": 112, "skills": 120, "skills_count": 128, "plan": 136, "starts": 152, "ends": 168, "status": 184}),
    locality_policy: (136, {"struct_size": 0, "reserved": 4, "id": 8, "name": 16, "source": 24, "section": 32, "basis": 40, "remark": 48, "withheld": 56, "level": 64, "translators": 72, "translators_count": 80, "translated_for": 88, "translated_for_count": 96, "pilot": 104, "rollout": 120}),
    locality_post: (520, {"struct_size": 0, "reserved": 4, "id": 8, "name": 16, "source": 24, "section": 32, "basis": 40, "remark": 48, "withheld": 56, "structure": 64, "title": 72, "unit": 80, "posts": 88, "fte": 104, "vacant": 120, "grade": 136, "level": 144, "senior": 160, "manages": 176, "reports_to": 192, "reports_basis": 200, "dotted_to": 208, "dotted_to_count": 216, "supports": 224, "supports_count": 232, "base": 240, "serves": 248, "serves_count": 256, "group": 264, "countywide": 272, "themes": 288, "themes_count": 296, "functions": 304, "functions_count": 312, "skills": 320, "skills_count": 328, "remit": 336, "task_role": 344, "contract": 352, "temporary": 360, "streams": 376, "streams_count": 384, "cost": 392, "shared_with": 408, "shared_with_count": 416, "employers": 424, "employers_count": 432, "statutory": 440, "origin": 448, "origin_count": 456, "disposition": 464, "starts": 472, "ends": 488, "supports_in": 504, "supports_in_count": 512}),
    locality_priority: (80, {"struct_size": 0, "reserved": 4, "id": 8, "name": 16, "source": 24, "section": 32, "basis": 40, "remark": 48, "withheld": 56, "parent": 64, "owner": 72}),
    locality_provider: (152, {"struct_size": 0, "reserved": 4, "id": 8, "name": 16, "source": 24, "section": 32, "basis": 40, "remark": 48, "withheld": 56, "organisation": 64, "services": 72, "services_count": 80, "inside": 88, "priorities": 104, "priorities_count": 112, "updated": 120, "contact": 136, "commissioner": 144}),
    locality_provision: (120, {"struct_size": 0, "reserved": 4, "id": 8, "name": 16, "source": 24, "section": 32, "basis": 40, "remark": 48, "withheld": 56, "service": 64, "stream": 72, "theme": 80, "area": 88, "state": 96, "post": 104, "structure": 112}),
    locality_query_options: (64, {"struct_size": 0, "reserved": 4, "as_at": 8, "parameters": 16, "parameters_count": 24, "step_budget": 32, "cancel": 40, "cancel_self": 48, "max_witnesses": 56}),
    locality_question: (104, {"struct_size": 0, "reserved": 4, "id": 8, "name": 16, "source": 24, "section": 32, "basis": 40, "remark": 48, "withheld": 56, "sentence": 64, "text": 72, "file": 80, "line": 88}),
    locality_range: (16, {"lo": 0, "hi": 8}),
    locality_redaction: (64, {"struct_size": 0, "reserved": 4, "pay_threshold": 8, "pay_band": 16, "smallest_team": 24, "texts": 32, "withhold_initials": 36, "keep_contacts": 40, "unused": 44, "keep": 48, "keep_count": 56}),
    locality_report_options: (40, {"struct_size": 0, "reserved": 4, "format": 8, "width": 12, "as_at": 16, "allocator": 24, "notice": 32}),
    locality_report_side: (32, {"struct_size": 0, "reserved": 4, "snapshot": 8, "title": 16, "what": 24}),
    locality_risk: (112, {"struct_size": 0, "reserved": 4, "id": 8, "name": 16, "source": 24, "section": 32, "basis": 40, "remark": 48, "withheld": 56, "owner": 64, "likelihood": 72, "impact": 88, "mitigation": 104}),
    locality_role: (176, {"struct_size": 0, "reserved": 4, "id": 8, "name": 16, "source": 24, "section": 32, "basis": 40, "remark": 48, "withheld": 56, "structure": 64, "duties": 72, "duties_count": 80, "guided_by": 88, "grade": 96, "load": 104, "per_area": 120, "scope": 136, "temporary": 144, "ends": 160}),
    locality_rule: (120, {"struct_size": 0, "reserved": 4, "id": 8, "name": 16, "source": 24, "section": 32, "basis": 40, "remark": 48, "withheld": 56, "sentence": 64, "strength": 72, "text": 80, "file": 88, "line": 96, "remedy": 112}),
    locality_save_options: (40, {"struct_size": 0, "reserved": 4, "on_conflict": 8, "attempts": 12, "header": 16, "cancel": 24, "cancel_self": 32}),
    locality_save_outcome: (40, {"struct_size": 0, "reserved": 4, "revision": 8, "written": 16, "erased": 24, "attempts": 32}),
    locality_section: (128, {"struct_size": 0, "reserved": 4, "id": 8, "name": 16, "source": 24, "section": 32, "basis": 40, "remark": 48, "withheld": 56, "document": 64, "number": 72, "parent": 80, "order": 88, "state": 104, "refers_to": 112, "refers_to_count": 120}),
    locality_service: (144, {"struct_size": 0, "reserved": 4, "id": 8, "name": 16, "source": 24, "section": 32, "basis": 40, "remark": 48, "withheld": 56, "organisation": 64, "unit": 72, "category": 80, "contact": 88, "status": 96, "receivers": 104, "receivers_count": 112, "route": 120, "links": 128, "links_count": 136}),
    locality_setting: (16, {"name": 0, "value": 8}),
    locality_site: (264, {"struct_size": 0, "reserved": 4, "id": 8, "name": 16, "source": 24, "section": 32, "basis": 40, "remark": 48, "withheld": 56, "type": 64, "area": 72, "near": 80, "near_count": 88, "serves": 96, "serves_count": 104, "owner": 112, "tenure": 120, "structure": 128, "quantity": 136, "status": 152, "desks": 160, "opening_hours": 176, "running_cost": 184, "starts": 200, "ends": 216, "partners": 232, "partners_count": 240, "origin": 248, "origin_count": 256}),
    locality_site_change: (80, {"sites": 0, "closures": 64}),
    locality_size_change: (256, {"stated_fte": 0, "listed_posts": 64, "listed_fte": 128, "mixed": 192}),
    locality_skill: (96, {"struct_size": 0, "reserved": 4, "id": 8, "name": 16, "source": 24, "section": 32, "basis": 40, "remark": 48, "withheld": 56, "family": 64, "strength": 72, "includes": 80, "includes_count": 88}),
    locality_span: (72, {"post": 0, "records": 4, "posts": 8, "fte": 24, "filled_posts": 40, "filled_fte": 56}),
    locality_spend: (184, {"struct_size": 0, "reserved": 4, "id": 8, "name": 16, "source": 24, "section": 32, "basis": 40, "remark": 48, "withheld": 56, "stream": 64, "type": 72, "amount": 80, "date": 96, "category": 112, "area": 120, "age": 128, "external": 144, "recurring": 160, "post": 176}),
    locality_stakeholder: (136, {"struct_size": 0, "reserved": 4, "id": 8, "name": 16, "source": 24, "section": 32, "basis": 40, "remark": 48, "withheld": 56, "type": 64, "area": 72, "organisation": 80, "informed": 88, "replied": 104, "quantity": 120}),
    locality_store: (96, {"struct_size": 0, "reserved": 4, "self": 8, "open": 16, "close": 24, "begin": 32, "read_header": 40, "read": 48, "write_header": 56, "write": 64, "erase": 72, "commit": 80, "rollback": 88}),
    locality_store_query: (96, {"struct_size": 0, "reserved": 4, "schema": 8, "kind": 16, "structure_field": 20, "structures": 24, "structures_count": 32, "known_on": 40, "area_fields": 48, "area_fields_count": 56, "areas": 64, "areas_count": 72, "valid_on": 80, "first_field": 88, "last_field": 92}),
    locality_store_record: (48, {"struct_size": 0, "reserved": 4, "schema": 8, "kind": 16, "is_new": 20, "id": 24, "values": 32, "values_count": 40}),
    locality_store_sink: (32, {"struct_size": 0, "reserved": 4, "self": 8, "header": 16, "record": 24}),
    locality_stream: (264, {"struct_size": 0, "reserved": 4, "id": 8, "name": 16, "source": 24, "section": 32, "basis": 40, "remark": 48, "withheld": 56, "type": 64, "amount": 72, "per": 88, "temporary": 96, "starts": 112, "ends": 128, "cap": 144, "grant_cap": 160, "minimum_age": 176, "funder": 192, "part_of": 200, "structure": 208, "status": 216, "purposes": 224, "purposes_count": 232, "areas": 240, "areas_count": 248, "exit_plan": 256}),
    locality_structure_record: (184, {"struct_size": 0, "reserved": 4, "id": 8, "name": 16, "source": 24, "section": 32, "basis": 40, "remark": 48, "withheld": 56, "label": 64, "status": 72, "baseline": 80, "organisation": 88, "stated_fte": 96, "stated_posts": 112, "listing": 128, "effective": 136, "ends": 152, "applied": 168}),
    locality_succession_fault: (16, {"fault": 0, "area": 4, "other": 8, "reserved": 12}),
    locality_target: (152, {"struct_size": 0, "reserved": 4, "id": 8, "name": 16, "source": 24, "section": 32, "basis": 40, "remark": 48, "withheld": 56, "measure": 64, "baseline": 72, "value": 88, "share": 104, "money": 120, "due": 136}),
    locality_task_group: (152, {"struct_size": 0, "reserved": 4, "id": 8, "name": 16, "source": 24, "section": 32, "basis": 40, "remark": 48, "withheld": 56, "lead": 64, "members": 72, "members_count": 80, "aim": 88, "exit": 96, "reached": 104, "open": 120, "areas": 136, "areas_count": 144}),
    locality_theme: (112, {"struct_size": 0, "reserved": 4, "id": 8, "name": 16, "source": 24, "section": 32, "basis": 40, "remark": 48, "withheld": 56, "parent": 64, "strategic": 72, "duty": 88, "members": 96, "members_count": 104}),
    locality_total: (104, {"part": 0, "row": 4, "label": 8, "records": 16, "places": 20, "posts": 24, "filled": 40, "fte": 56, "cost": 72, "per_place": 88}),
    locality_totals_options: (32, {"struct_size": 0, "reserved": 4, "layer": 8, "title": 16, "by": 24, "unused": 28}),
    locality_unit: (216, {"struct_size": 0, "reserved": 4, "id": 8, "name": 16, "source": 24, "section": 32, "basis": 40, "remark": 48, "withheld": 56, "structure": 64, "parent": 72, "type": 80, "head": 88, "site": 96, "covers": 104, "covers_count": 112, "quantity": 120, "organised_by": 136, "origin": 144, "origin_count": 152, "temporary": 160, "successor": 176, "starts": 184, "ends": 200}),
    locality_unled: (8, {"function": 0, "fault": 4}),
    locality_used_parameter: (104, {"name": 0, "sentence": 8, "type": 16, "value": 24, "unit": 32, "status": 40, "citation": 48, "window": 56, "is_overridden": 64, "is_switch": 68, "reserved": 72}),
    locality_value: (48, {"type": 0, "reserved": 4, "range": 8, "text": 24, "items": 32, "items_count": 40}),
    locality_withheld: (136, {"struct_size": 0, "reserved": 4, "count": 8}),
    locality_witness: (96, {"kind": 0, "id": 8, "label": 16, "field": 24, "value": 32, "source": 40, "section": 48, "basis": 56, "reserved": 64}),
    locality_work_item: (384, {"struct_size": 0, "reserved": 4, "id": 8, "name": 16, "source": 24, "section": 32, "basis": 40, "remark": 48, "withheld": 56, "type": 64, "area": 72, "places": 80, "places_count": 88, "category": 96, "providers": 104, "providers_count": 112, "provider_count": 120, "prioritised": 136, "received": 152, "response": 168, "outcome": 184, "trend": 192, "steps": 208, "steps_count": 216, "aim": 224, "exit": 232, "capacity_step": 240, "resolved": 256, "withdrawn": 272, "group": 288, "approvals": 296, "approvals_count": 304, "priorities": 312, "priorities_count": 320, "partnership": 328, "unforeseen": 344, "reputation": 360, "owner": 376}),
}

# For each library its functions: result and parameters.
PROTOTYPES = {
    "locality": {
        "locality_accountable_at": (POINTER(locality_accountable_post), [POINTER(locality_accountable), c_size_t]),
        "locality_accountable_count": (c_size_t, [POINTER(locality_accountable)]),
        "locality_accountable_find": (c_int32, [POINTER(locality_snapshot), POINTER(locality_accountable_query), POINTER(locality_allocator), POINTER(POINTER(locality_accountable)), POINTER(locality_error)]),
        "locality_accountable_free": (None, [POINTER(locality_accountable)]),
        "locality_accountable_kind": (c_char_p, [POINTER(locality_accountable)]),
        "locality_accountable_look_at": (POINTER(locality_accountable_look), [POINTER(locality_accountable), c_size_t]),
        "locality_accountable_looks": (c_size_t, [POINTER(locality_accountable)]),
        "locality_accountable_manager": (POINTER(locality_accountable_line), [POINTER(locality_accountable), c_size_t, c_size_t]),
        "locality_accountable_question": (c_char_p, [POINTER(locality_accountable)]),
        "locality_accountable_subject": (c_char_p, [POINTER(locality_accountable)]),
        "locality_alias_add": (c_int32, [POINTER(locality_model), POINTER(locality_alias), POINTER(locality_error)]),
        "locality_alias_at": (c_int32, [POINTER(locality_snapshot), c_size_t, POINTER(locality_alias), POINTER(locality_error)]),
        "locality_alias_count": (c_size_t, [POINTER(locality_snapshot)]),
        "locality_alias_find": (c_int32, [POINTER(locality_snapshot), c_char_p, POINTER(locality_alias), POINTER(locality_error)]),
        "locality_alias_put": (c_int32, [POINTER(locality_model), POINTER(locality_alias), POINTER(locality_error)]),
        "locality_alias_remove": (c_int32, [POINTER(locality_model), c_char_p, POINTER(locality_error)]),
        "locality_allocation_case_free": (None, [POINTER(locality_allocation_case)]),
        "locality_allocation_case_moves": (c_int32, [POINTER(locality_allocation_case), c_uint32, POINTER(locality_allocation_move), c_size_t, POINTER(c_size_t), POINTER(locality_error)]),
        "locality_allocation_case_standing": (c_int32, [POINTER(locality_allocation_case)]),
        "locality_allocation_case_why": (c_int32, [POINTER(locality_allocation_case), c_uint32, POINTER(locality_allocation_why), POINTER(locality_error)]),
        "locality_allocation_check": (c_int32, [POINTER(locality_allocation), POINTER(locality_allocation_certificate), POINTER(locality_error)]),
        "locality_allocation_check_stable": (c_int32, [POINTER(locality_allocation), POINTER(locality_allocation_certificate), c_uint32, c_uint32, POINTER(locality_error)]),
        "locality_allocation_count": (c_size_t, [POINTER(locality_allocation), c_int32]),
        "locality_allocation_explain": (c_int32, [POINTER(locality_allocation), POINTER(locality_allocation_result), c_uint32, POINTER(POINTER(locality_allocation_case)), POINTER(locality_error)]),
        "locality_allocation_forbid": (c_int32, [POINTER(locality_allocation), c_uint32, c_uint32, c_char_p, POINTER(locality_error)]),
        "locality_allocation_free": (None, [POINTER(locality_allocation)]),
        "locality_allocation_group": (c_int32, [POINTER(locality_allocation), c_char_p, POINTER(c_uint32), c_size_t, c_int64, c_int64, POINTER(locality_error)]),
        "locality_allocation_id": (c_char_p, [POINTER(locality_allocation), c_int32, c_uint32]),
        "locality_allocation_new": (c_int32, [POINTER(locality_allocation_side), POINTER(locality_allocation_side), POINTER(locality_allocator), POINTER(POINTER(locality_allocation)), POINTER(locality_error)]),
        "locality_allocation_pin": (c_int32, [POINTER(locality_allocation), c_uint32, c_uint32, c_char_p, POINTER(locality_error)]),
        "locality_allocation_put_pairs": (c_int32, [POINTER(locality_allocation), POINTER(locality_allocation_pairs), POINTER(locality_error)]),
        "locality_allocation_put_rules": (c_int32, [POINTER(locality_allocation), POINTER(c_char_p), POINTER(c_char_p), POINTER(c_int64), c_size_t, POINTER(locality_error)]),
        "locality_allocation_record_add": (c_int32, [POINTER(locality_model), POINTER(locality_allocation_record), POINTER(locality_error)]),
        "locality_allocation_record_at": (c_int32, [POINTER(locality_snapshot), c_size_t, POINTER(locality_allocation_record), POINTER(locality_error)]),
        "locality_allocation_record_count": (c_size_t, [POINTER(locality_snapshot)]),
        "locality_allocation_record_find": (c_int32, [POINTER(locality_snapshot), c_char_p, POINTER(locality_allocation_record), POINTER(locality_error)]),
        "locality_allocation_record_put": (c_int32, [POINTER(locality_model), POINTER(locality_allocation_record), POINTER(locality_error)]),
        "locality_allocation_record_remove": (c_int32, [POINTER(locality_model), c_char_p, POINTER(locality_error)]),
        "locality_allocation_result_bound": (c_int32, [POINTER(locality_allocation_result), c_uint32, POINTER(c_int64), POINTER(locality_error)]),
        "locality_allocation_result_certificate": (c_int32, [POINTER(locality_allocation_result), POINTER(locality_allocation_certificate), POINTER(locality_error)]),
        "locality_allocation_result_free": (None, [POINTER(locality_allocation_result)]),
        "locality_allocation_result_is_unique": (c_int32, [POINTER(locality_allocation_result)]),
        "locality_allocation_result_levels": (c_uint32, [POINTER(locality_allocation_result)]),
        "locality_allocation_result_pair": (c_int32, [POINTER(locality_allocation_result), c_size_t, POINTER(locality_allocation_pair), POINTER(locality_error)]),
        "locality_allocation_result_pairs": (c_size_t, [POINTER(locality_allocation_result)]),
        "locality_allocation_result_total": (c_int32, [POINTER(locality_allocation_result), c_uint32, POINTER(c_int64), POINTER(locality_error)]),
        "locality_allocation_result_unplaced": (c_size_t, [POINTER(locality_allocation_result), c_int32]),
        "locality_allocation_result_unplaced_at": (c_int32, [POINTER(locality_allocation_result), c_int32, c_size_t, POINTER(locality_allocation_unplaced), POINTER(locality_error)]),
        "locality_allocation_result_verdict": (c_int32, [POINTER(locality_allocation_result)]),
        "locality_allocation_result_work": (c_uint64, [POINTER(locality_allocation_result)]),
        "locality_allocation_shortage": (c_int32, [POINTER(locality_allocation), POINTER(locality_allocation_result), c_int32, c_uint32, c_int32, POINTER(c_uint32), c_size_t, POINTER(c_size_t), POINTER(locality_error)]),
        "locality_allocation_shortage_size": (c_int32, [POINTER(locality_allocation), POINTER(locality_allocation_result), c_int32, c_uint32, POINTER(c_int64), POINTER(c_int64), POINTER(locality_error)]),
        "locality_allocation_solve": (c_int32, [POINTER(locality_allocation), POINTER(locality_allocation_options), POINTER(POINTER(locality_allocation_result)), POINTER(locality_error)]),
        "locality_allocation_solve_stable": (c_int32, [POINTER(locality_allocation), c_int32, c_uint32, c_uint32, c_int32, POINTER(POINTER(locality_allocation_result)), POINTER(locality_error)]),
        "locality_allocation_verdict_name": (c_char_p, [c_int32]),
        "locality_answer_arithmetic": (c_char_p, [POINTER(locality_answer)]),
        "locality_answer_certainty": (c_int32, [POINTER(locality_answer), c_size_t]),
        "locality_answer_column_kind": (c_char_p, [POINTER(locality_answer), c_size_t]),
        "locality_answer_column_name": (c_char_p, [POINTER(locality_answer), c_size_t]),
        "locality_answer_column_type": (c_int32, [POINTER(locality_answer), c_size_t]),
        "locality_answer_columns": (c_size_t, [POINTER(locality_answer)]),
        "locality_answer_free": (None, [POINTER(locality_answer)]),
        "locality_answer_is_table": (c_int32, [POINTER(locality_answer)]),
        "locality_answer_missing": (c_size_t, [POINTER(locality_answer)]),
        "locality_answer_missing_at": (POINTER(locality_missing_input), [POINTER(locality_answer), c_size_t]),
        "locality_answer_missing_more": (c_size_t, [POINTER(locality_answer)]),
        "locality_answer_rows": (c_size_t, [POINTER(locality_answer)]),
        "locality_answer_text": (c_char_p, [POINTER(locality_answer), c_size_t, c_size_t]),
        "locality_answer_truth": (c_int32, [POINTER(locality_answer)]),
        "locality_answer_value": (c_int32, [POINTER(locality_answer), c_size_t, c_size_t, POINTER(locality_value), POINTER(locality_error)]),
        "locality_answer_witness": (POINTER(locality_witness), [POINTER(locality_answer), c_size_t]),
        "locality_answer_witnesses": (c_size_t, [POINTER(locality_answer)]),
        "locality_area_add": (c_int32, [POINTER(locality_model), POINTER(locality_area), POINTER(locality_error)]),
        "locality_area_at": (c_int32, [POINTER(locality_snapshot), c_size_t, POINTER(locality_area), POINTER(locality_error)]),
        "locality_area_count": (c_size_t, [POINTER(locality_snapshot)]),
        "locality_area_find": (c_int32, [POINTER(locality_snapshot), c_char_p, POINTER(locality_area), POINTER(locality_error)]),
        "locality_area_group_add": (c_int32, [POINTER(locality_model), POINTER(locality_area_group), POINTER(locality_error)]),
        "locality_area_group_at": (c_int32, [POINTER(locality_snapshot), c_size_t, POINTER(locality_area_group), POINTER(locality_error)]),
        "locality_area_group_count": (c_size_t, [POINTER(locality_snapshot)]),
        "locality_area_group_find": (c_int32, [POINTER(locality_snapshot), c_char_p, POINTER(locality_area_group), POINTER(locality_error)]),
        "locality_area_group_put": (c_int32, [POINTER(locality_model), POINTER(locality_area_group), POINTER(locality_error)]),
        "locality_area_group_remove": (c_int32, [POINTER(locality_model), c_char_p, POINTER(locality_error)]),
        "locality_area_put": (c_int32, [POINTER(locality_model), POINTER(locality_area), POINTER(locality_error)]),
        "locality_area_remove": (c_int32, [POINTER(locality_model), c_char_p, POINTER(locality_error)]),
        "locality_briefing_add": (c_int32, [POINTER(locality_model), POINTER(locality_briefing), POINTER(locality_error)]),
        "locality_briefing_at": (c_int32, [POINTER(locality_snapshot), c_size_t, POINTER(locality_briefing), POINTER(locality_error)]),
        "locality_briefing_count": (c_size_t, [POINTER(locality_snapshot)]),
        "locality_briefing_find": (c_int32, [POINTER(locality_snapshot), c_char_p, POINTER(locality_briefing), POINTER(locality_error)]),
        "locality_briefing_put": (c_int32, [POINTER(locality_model), POINTER(locality_briefing), POINTER(locality_error)]),
        "locality_briefing_remove": (c_int32, [POINTER(locality_model), c_char_p, POINTER(locality_error)]),
        "locality_change_add": (c_int32, [POINTER(locality_model), POINTER(locality_change), POINTER(locality_error)]),
        "locality_change_at": (c_int32, [POINTER(locality_snapshot), c_size_t, POINTER(locality_change), POINTER(locality_error)]),
        "locality_change_count": (c_size_t, [POINTER(locality_snapshot)]),
        "locality_change_find": (c_int32, [POINTER(locality_snapshot), c_char_p, POINTER(locality_change), POINTER(locality_error)]),
        "locality_change_put": (c_int32, [POINTER(locality_model), POINTER(locality_change), POINTER(locality_error)]),
        "locality_change_remove": (c_int32, [POINTER(locality_model), c_char_p, POINTER(locality_error)]),
        "locality_chart_matrix": (c_int32, [POINTER(locality_snapshot), c_char_p, c_char_p, POINTER(locality_report_options), POINTER(locality_output), POINTER(locality_error)]),
        "locality_chart_structure": (c_int32, [POINTER(locality_snapshot), c_char_p, POINTER(locality_report_options), POINTER(locality_output), POINTER(locality_error)]),
        "locality_check": (c_int32, [POINTER(locality_snapshot), POINTER(locality_check_options), POINTER(POINTER(locality_findings)), POINTER(locality_error)]),
        "locality_comment_add": (c_int32, [POINTER(locality_model), POINTER(locality_comment), POINTER(locality_error)]),
        "locality_comment_at": (c_int32, [POINTER(locality_snapshot), c_size_t, POINTER(locality_comment), POINTER(locality_error)]),
        "locality_comment_count": (c_size_t, [POINTER(locality_snapshot)]),
        "locality_comment_find": (c_int32, [POINTER(locality_snapshot), c_char_p, POINTER(locality_comment), POINTER(locality_error)]),
        "locality_comment_put": (c_int32, [POINTER(locality_model), POINTER(locality_comment), POINTER(locality_error)]),
        "locality_comment_remove": (c_int32, [POINTER(locality_model), c_char_p, POINTER(locality_error)]),
        "locality_consultation_add": (c_int32, [POINTER(locality_model), POINTER(locality_consultation), POINTER(locality_error)]),
        "locality_consultation_at": (c_int32, [POINTER(locality_snapshot), c_size_t, POINTER(locality_consultation), POINTER(locality_error)]),
        "locality_consultation_count": (c_size_t, [POINTER(locality_snapshot)]),
        "locality_consultation_find": (c_int32, [POINTER(locality_snapshot), c_char_p, POINTER(locality_consultation), POINTER(locality_error)]),
        "locality_consultation_put": (c_int32, [POINTER(locality_model), POINTER(locality_consultation), POINTER(locality_error)]),
        "locality_consultation_remove": (c_int32, [POINTER(locality_model), c_char_p, POINTER(locality_error)]),
        "locality_coverage_areas": (POINTER(c_uint32), [POINTER(locality_coverage), POINTER(c_size_t)]),
        "locality_coverage_cell_at": (c_int32, [POINTER(locality_coverage), c_size_t, c_size_t, POINTER(locality_coverage_cell), POINTER(locality_error)]),
        "locality_coverage_columns": (POINTER(c_uint32), [POINTER(locality_coverage), POINTER(c_uint32), POINTER(c_size_t)]),
        "locality_coverage_count": (c_size_t, [POINTER(locality_coverage), c_int32]),
        "locality_coverage_free": (None, [POINTER(locality_coverage)]),
        "locality_date_add_months": (c_int32, [c_int64, c_int32, POINTER(c_int64), POINTER(locality_error)]),
        "locality_date_from_calendar": (c_int32, [c_int32, c_int32, c_int32, POINTER(c_int64), POINTER(locality_error)]),
        "locality_date_to_calendar": (c_int32, [c_int64, POINTER(c_int32), POINTER(c_int32), POINTER(c_int32), POINTER(locality_error)]),
        "locality_date_weekday": (c_int32, [c_int64]),
        "locality_days_between": (None, [POINTER(locality_range), POINTER(locality_range), c_int32, POINTER(locality_range)]),
        "locality_decision_add": (c_int32, [POINTER(locality_model), POINTER(locality_decision), POINTER(locality_error)]),
        "locality_decision_at": (c_int32, [POINTER(locality_snapshot), c_size_t, POINTER(locality_decision), POINTER(locality_error)]),
        "locality_decision_count": (c_size_t, [POINTER(locality_snapshot)]),
        "locality_decision_find": (c_int32, [POINTER(locality_snapshot), c_char_p, POINTER(locality_decision), POINTER(locality_error)]),
        "locality_decision_put": (c_int32, [POINTER(locality_model), POINTER(locality_decision), POINTER(locality_error)]),
        "locality_decision_remove": (c_int32, [POINTER(locality_model), c_char_p, POINTER(locality_error)]),
        "locality_definition_add": (c_int32, [POINTER(locality_model), POINTER(locality_definition), POINTER(locality_error)]),
        "locality_definition_at": (c_int32, [POINTER(locality_snapshot), c_size_t, POINTER(locality_definition), POINTER(locality_error)]),
        "locality_definition_count": (c_size_t, [POINTER(locality_snapshot)]),
        "locality_definition_find": (c_int32, [POINTER(locality_snapshot), c_char_p, POINTER(locality_definition), POINTER(locality_error)]),
        "locality_definition_put": (c_int32, [POINTER(locality_model), POINTER(locality_definition), POINTER(locality_error)]),
        "locality_definition_remove": (c_int32, [POINTER(locality_model), c_char_p, POINTER(locality_error)]),
        "locality_document_add": (c_int32, [POINTER(locality_model), POINTER(locality_document), POINTER(locality_error)]),
        "locality_document_at": (c_int32, [POINTER(locality_snapshot), c_size_t, POINTER(locality_document), POINTER(locality_error)]),
        "locality_document_count": (c_size_t, [POINTER(locality_snapshot)]),
        "locality_document_find": (c_int32, [POINTER(locality_snapshot), c_char_p, POINTER(locality_document), POINTER(locality_error)]),
        "locality_document_put": (c_int32, [POINTER(locality_model), POINTER(locality_document), POINTER(locality_error)]),
        "locality_document_remove": (c_int32, [POINTER(locality_model), c_char_p, POINTER(locality_error)]),
        "locality_duty_add": (c_int32, [POINTER(locality_model), POINTER(locality_duty), POINTER(locality_error)]),
        "locality_duty_at": (c_int32, [POINTER(locality_snapshot), c_size_t, POINTER(locality_duty), POINTER(locality_error)]),
        "locality_duty_count": (c_size_t, [POINTER(locality_snapshot)]),
        "locality_duty_find": (c_int32, [POINTER(locality_snapshot), c_char_p, POINTER(locality_duty), POINTER(locality_error)]),
        "locality_duty_put": (c_int32, [POINTER(locality_model), POINTER(locality_duty), POINTER(locality_error)]),
        "locality_duty_remove": (c_int32, [POINTER(locality_model), c_char_p, POINTER(locality_error)]),
        "locality_engagement_add": (c_int32, [POINTER(locality_model), POINTER(locality_engagement), POINTER(locality_error)]),
        "locality_engagement_at": (c_int32, [POINTER(locality_snapshot), c_size_t, POINTER(locality_engagement), POINTER(locality_error)]),
        "locality_engagement_count": (c_size_t, [POINTER(locality_snapshot)]),
        "locality_engagement_find": (c_int32, [POINTER(locality_snapshot), c_char_p, POINTER(locality_engagement), POINTER(locality_error)]),
        "locality_engagement_put": (c_int32, [POINTER(locality_model), POINTER(locality_engagement), POINTER(locality_error)]),
        "locality_engagement_remove": (c_int32, [POINTER(locality_model), c_char_p, POINTER(locality_error)]),
        "locality_event_add": (c_int32, [POINTER(locality_model), POINTER(locality_event), POINTER(locality_error)]),
        "locality_event_at": (c_int32, [POINTER(locality_snapshot), c_size_t, POINTER(locality_event), POINTER(locality_error)]),
        "locality_event_count": (c_size_t, [POINTER(locality_snapshot)]),
        "locality_event_find": (c_int32, [POINTER(locality_snapshot), c_char_p, POINTER(locality_event), POINTER(locality_error)]),
        "locality_event_put": (c_int32, [POINTER(locality_model), POINTER(locality_event), POINTER(locality_error)]),
        "locality_event_remove": (c_int32, [POINTER(locality_model), c_char_p, POINTER(locality_error)]),
        "locality_expression_check": (c_int32, [POINTER(locality_schema), c_char_p, c_size_t, POINTER(locality_error)]),
        "locality_figure_add": (c_int32, [POINTER(locality_model), POINTER(locality_figure), POINTER(locality_error)]),
        "locality_figure_at": (c_int32, [POINTER(locality_snapshot), c_size_t, POINTER(locality_figure), POINTER(locality_error)]),
        "locality_figure_count": (c_size_t, [POINTER(locality_snapshot)]),
        "locality_figure_find": (c_int32, [POINTER(locality_snapshot), c_char_p, POINTER(locality_figure), POINTER(locality_error)]),
        "locality_figure_put": (c_int32, [POINTER(locality_model), POINTER(locality_figure), POINTER(locality_error)]),
        "locality_figure_remove": (c_int32, [POINTER(locality_model), c_char_p, POINTER(locality_error)]),
        "locality_findings_at": (POINTER(locality_finding), [POINTER(locality_findings), c_size_t]),
        "locality_findings_count": (c_size_t, [POINTER(locality_findings)]),
        "locality_findings_find": (POINTER(locality_finding), [POINTER(locality_findings), c_char_p]),
        "locality_findings_free": (None, [POINTER(locality_findings)]),
        "locality_findings_with": (c_size_t, [POINTER(locality_findings), c_int32]),
        "locality_function_add": (c_int32, [POINTER(locality_model), POINTER(locality_function), POINTER(locality_error)]),
        "locality_function_at": (c_int32, [POINTER(locality_snapshot), c_size_t, POINTER(locality_function), POINTER(locality_error)]),
        "locality_function_count": (c_size_t, [POINTER(locality_snapshot)]),
        "locality_function_find": (c_int32, [POINTER(locality_snapshot), c_char_p, POINTER(locality_function), POINTER(locality_error)]),
        "locality_function_put": (c_int32, [POINTER(locality_model), POINTER(locality_function), POINTER(locality_error)]),
        "locality_function_remove": (c_int32, [POINTER(locality_model), c_char_p, POINTER(locality_error)]),
        "locality_grade_add": (c_int32, [POINTER(locality_model), POINTER(locality_grade), POINTER(locality_error)]),
        "locality_grade_at": (c_int32, [POINTER(locality_snapshot), c_size_t, POINTER(locality_grade), POINTER(locality_error)]),
        "locality_grade_count": (c_size_t, [POINTER(locality_snapshot)]),
        "locality_grade_find": (c_int32, [POINTER(locality_snapshot), c_char_p, POINTER(locality_grade), POINTER(locality_error)]),
        "locality_grade_put": (c_int32, [POINTER(locality_model), POINTER(locality_grade), POINTER(locality_error)]),
        "locality_grade_remove": (c_int32, [POINTER(locality_model), c_char_p, POINTER(locality_error)]),
        "locality_gss_read": (c_int32, [c_char_p, POINTER(locality_gss), POINTER(locality_error)]),
        "locality_intake_check_map": (c_int32, [POINTER(locality_schema), c_char_p, c_size_t, POINTER(locality_error)]),
        "locality_intake_fault_name": (c_char_p, [c_int32]),
        "locality_intake_finish": (c_int32, [POINTER(locality_intake), POINTER(POINTER(locality_intake_report)), POINTER(locality_error)]),
        "locality_intake_free": (None, [POINTER(locality_intake)]),
        "locality_intake_map_name": (c_char_p, [c_size_t]),
        "locality_intake_map_text": (c_char_p, [c_char_p]),
        "locality_intake_maps": (c_size_t, []),
        "locality_intake_new": (c_int32, [POINTER(locality_model), c_char_p, c_size_t, POINTER(locality_intake_options), POINTER(POINTER(locality_intake)), POINTER(locality_error)]),
        "locality_intake_push": (c_int32, [POINTER(locality_intake), c_void_p, c_size_t, POINTER(locality_error)]),
        "locality_intake_read": (c_int32, [POINTER(locality_model), c_char_p, c_size_t, c_void_p, c_size_t, POINTER(locality_intake_options), POINTER(POINTER(locality_intake_report)), POINTER(locality_error)]),
        "locality_intake_report_count_at": (POINTER(locality_intake_count), [POINTER(locality_intake_report), c_size_t]),
        "locality_intake_report_counts": (c_size_t, [POINTER(locality_intake_report)]),
        "locality_intake_report_free": (None, [POINTER(locality_intake_report)]),
        "locality_intake_report_problem_at": (POINTER(locality_intake_problem), [POINTER(locality_intake_report), c_size_t]),
        "locality_intake_report_problems": (c_size_t, [POINTER(locality_intake_report)]),
        "locality_intake_report_sum": (c_uint64, [POINTER(locality_intake_report), c_int32, c_char_p]),
        "locality_intake_report_worst": (c_int32, [POINTER(locality_intake_report)]),
        "locality_language_function_at": (POINTER(locality_language_function), [c_size_t]),
        "locality_language_function_count": (c_size_t, []),
        "locality_measure_add": (c_int32, [POINTER(locality_model), POINTER(locality_measure), POINTER(locality_error)]),
        "locality_measure_at": (c_int32, [POINTER(locality_snapshot), c_size_t, POINTER(locality_measure), POINTER(locality_error)]),
        "locality_measure_count": (c_size_t, [POINTER(locality_snapshot)]),
        "locality_measure_find": (c_int32, [POINTER(locality_snapshot), c_char_p, POINTER(locality_measure), POINTER(locality_error)]),
        "locality_measure_put": (c_int32, [POINTER(locality_model), POINTER(locality_measure), POINTER(locality_error)]),
        "locality_measure_remove": (c_int32, [POINTER(locality_model), c_char_p, POINTER(locality_error)]),
        "locality_milestone_add": (c_int32, [POINTER(locality_model), POINTER(locality_milestone), POINTER(locality_error)]),
        "locality_milestone_at": (c_int32, [POINTER(locality_snapshot), c_size_t, POINTER(locality_milestone), POINTER(locality_error)]),
        "locality_milestone_count": (c_size_t, [POINTER(locality_snapshot)]),
        "locality_milestone_find": (c_int32, [POINTER(locality_snapshot), c_char_p, POINTER(locality_milestone), POINTER(locality_error)]),
        "locality_milestone_put": (c_int32, [POINTER(locality_model), POINTER(locality_milestone), POINTER(locality_error)]),
        "locality_milestone_remove": (c_int32, [POINTER(locality_model), c_char_p, POINTER(locality_error)]),
        "locality_model_add": (c_int32, [POINTER(locality_model), c_char_p, c_char_p, POINTER(locality_named_value), c_size_t, POINTER(locality_error)]),
        "locality_model_add_many": (c_int32, [POINTER(locality_model), c_char_p, POINTER(c_char_p), c_size_t, POINTER(locality_column_in), c_size_t, POINTER(locality_error)]),
        "locality_model_changes": (c_int32, [POINTER(locality_model), c_void_p, CFUNCTYPE(c_int32, c_void_p, c_uint32, c_char_p, c_int32), POINTER(locality_error)]),
        "locality_model_conflict_at": (c_int32, [POINTER(locality_model), c_size_t, POINTER(locality_conflict), POINTER(locality_error)]),
        "locality_model_conflicts": (c_size_t, [POINTER(locality_model)]),
        "locality_model_count": (c_size_t, [POINTER(locality_model), c_char_p]),
        "locality_model_free": (None, [POINTER(locality_model)]),
        "locality_model_header": (c_int32, [POINTER(locality_model), POINTER(locality_case_header), POINTER(locality_error)]),
        "locality_model_is_partial": (c_int32, [POINTER(locality_model)]),
        "locality_model_load": (c_int32, [POINTER(locality_store), c_char_p, POINTER(locality_load_options), POINTER(POINTER(locality_model)), POINTER(locality_error)]),
        "locality_model_new": (c_int32, [POINTER(locality_schema), POINTER(locality_allocator), POINTER(POINTER(locality_model)), POINTER(locality_error)]),
        "locality_model_put": (c_int32, [POINTER(locality_model), c_char_p, c_char_p, POINTER(locality_named_value), c_size_t, POINTER(locality_error)]),
        "locality_model_remove": (c_int32, [POINTER(locality_model), c_char_p, c_char_p, POINTER(locality_error)]),
        "locality_model_revision": (c_uint64, [POINTER(locality_model)]),
        "locality_model_save": (c_int32, [POINTER(locality_model), POINTER(locality_store), c_char_p, POINTER(locality_save_options), POINTER(locality_save_outcome), POINTER(locality_error)]),
        "locality_model_schema": (POINTER(locality_schema), [POINTER(locality_model)]),
        "locality_model_set": (c_int32, [POINTER(locality_model), c_char_p, c_char_p, c_char_p, POINTER(locality_value), POINTER(locality_error)]),
        "locality_model_visit": (c_int32, [POINTER(locality_model), POINTER(locality_model_visitor), POINTER(locality_error)]),
        "locality_note_add": (c_int32, [POINTER(locality_model), POINTER(locality_note), POINTER(locality_error)]),
        "locality_note_at": (c_int32, [POINTER(locality_snapshot), c_size_t, POINTER(locality_note), POINTER(locality_error)]),
        "locality_note_count": (c_size_t, [POINTER(locality_snapshot)]),
        "locality_note_find": (c_int32, [POINTER(locality_snapshot), c_char_p, POINTER(locality_note), POINTER(locality_error)]),
        "locality_note_put": (c_int32, [POINTER(locality_model), POINTER(locality_note), POINTER(locality_error)]),
        "locality_note_remove": (c_int32, [POINTER(locality_model), c_char_p, POINTER(locality_error)]),
        "locality_observation_add": (c_int32, [POINTER(locality_model), POINTER(locality_observation), POINTER(locality_error)]),
        "locality_observation_at": (c_int32, [POINTER(locality_snapshot), c_size_t, POINTER(locality_observation), POINTER(locality_error)]),
        "locality_observation_count": (c_size_t, [POINTER(locality_snapshot)]),
        "locality_observation_find": (c_int32, [POINTER(locality_snapshot), c_char_p, POINTER(locality_observation), POINTER(locality_error)]),
        "locality_observation_put": (c_int32, [POINTER(locality_model), POINTER(locality_observation), POINTER(locality_error)]),
        "locality_observation_remove": (c_int32, [POINTER(locality_model), c_char_p, POINTER(locality_error)]),
        "locality_organisation_add": (c_int32, [POINTER(locality_model), POINTER(locality_organisation), POINTER(locality_error)]),
        "locality_organisation_at": (c_int32, [POINTER(locality_snapshot), c_size_t, POINTER(locality_organisation), POINTER(locality_error)]),
        "locality_organisation_count": (c_size_t, [POINTER(locality_snapshot)]),
        "locality_organisation_find": (c_int32, [POINTER(locality_snapshot), c_char_p, POINTER(locality_organisation), POINTER(locality_error)]),
        "locality_organisation_put": (c_int32, [POINTER(locality_model), POINTER(locality_organisation), POINTER(locality_error)]),
        "locality_organisation_remove": (c_int32, [POINTER(locality_model), c_char_p, POINTER(locality_error)]),
        "locality_outcome_add": (c_int32, [POINTER(locality_model), POINTER(locality_outcome), POINTER(locality_error)]),
        "locality_outcome_at": (c_int32, [POINTER(locality_snapshot), c_size_t, POINTER(locality_outcome), POINTER(locality_error)]),
        "locality_outcome_count": (c_size_t, [POINTER(locality_snapshot)]),
        "locality_outcome_find": (c_int32, [POINTER(locality_snapshot), c_char_p, POINTER(locality_outcome), POINTER(locality_error)]),
        "locality_outcome_put": (c_int32, [POINTER(locality_model), POINTER(locality_outcome), POINTER(locality_error)]),
        "locality_outcome_remove": (c_int32, [POINTER(locality_model), c_char_p, POINTER(locality_error)]),
        "locality_parameter_add": (c_int32, [POINTER(locality_model), POINTER(locality_parameter), POINTER(locality_error)]),
        "locality_parameter_at": (c_int32, [POINTER(locality_snapshot), c_size_t, POINTER(locality_parameter), POINTER(locality_error)]),
        "locality_parameter_count": (c_size_t, [POINTER(locality_snapshot)]),
        "locality_parameter_find": (c_int32, [POINTER(locality_snapshot), c_char_p, POINTER(locality_parameter), POINTER(locality_error)]),
        "locality_parameter_put": (c_int32, [POINTER(locality_model), POINTER(locality_parameter), POINTER(locality_error)]),
        "locality_parameter_remove": (c_int32, [POINTER(locality_model), c_char_p, POINTER(locality_error)]),
        "locality_percent_write": (c_int32, [c_int64, c_int64, c_int32, POINTER(c_char), c_size_t, POINTER(locality_error)]),
        "locality_person_add": (c_int32, [POINTER(locality_model), POINTER(locality_person), POINTER(locality_error)]),
        "locality_person_at": (c_int32, [POINTER(locality_snapshot), c_size_t, POINTER(locality_person), POINTER(locality_error)]),
        "locality_person_count": (c_size_t, [POINTER(locality_snapshot)]),
        "locality_person_find": (c_int32, [POINTER(locality_snapshot), c_char_p, POINTER(locality_person), POINTER(locality_error)]),
        "locality_person_put": (c_int32, [POINTER(locality_model), POINTER(locality_person), POINTER(locality_error)]),
        "locality_person_remove": (c_int32, [POINTER(locality_model), c_char_p, POINTER(locality_error)]),
        "locality_places_align": (c_int32, [POINTER(locality_places), c_char_p, c_char_p, POINTER(locality_alignment), c_size_t, POINTER(c_size_t), POINTER(locality_error)]),
        "locality_places_ancestors": (c_int32, [POINTER(locality_places), c_uint32, POINTER(c_uint32), c_size_t, POINTER(c_size_t), POINTER(locality_error)]),
        "locality_places_at_level": (c_int32, [POINTER(locality_places), c_char_p, c_uint32, POINTER(c_uint32), c_size_t, POINTER(c_size_t), POINTER(locality_error)]),
        "locality_places_carry": (c_int32, [POINTER(locality_places), POINTER(c_uint32), c_size_t, POINTER(locality_range), POINTER(locality_carried), c_size_t, POINTER(c_size_t), POINTER(locality_error)]),
        "locality_places_children": (c_int32, [POINTER(locality_places), c_uint32, POINTER(c_uint32), c_size_t, POINTER(c_size_t), POINTER(locality_error)]),
        "locality_places_codes": (c_int32, [POINTER(locality_places), POINTER(locality_code_fault), c_size_t, POINTER(c_size_t), POINTER(locality_error)]),
        "locality_places_coverage": (c_int32, [POINTER(locality_places), POINTER(locality_coverage_options), POINTER(POINTER(locality_coverage)), POINTER(locality_error)]),
        "locality_places_free": (None, [POINTER(locality_places)]),
        "locality_places_groups": (c_int32, [POINTER(locality_places), c_uint32, POINTER(c_uint32), c_size_t, POINTER(c_size_t), POINTER(locality_error)]),
        "locality_places_inside": (c_int32, [POINTER(locality_places), c_uint32, POINTER(c_uint32), c_size_t, POINTER(c_size_t), POINTER(locality_error)]),
        "locality_places_layers": (c_int32, [POINTER(locality_places), POINTER(locality_layer), c_size_t, POINTER(c_size_t), POINTER(locality_error)]),
        "locality_places_locate": (c_int32, [POINTER(locality_places), POINTER(c_uint32), c_size_t, POINTER(locality_location), c_size_t, POINTER(c_size_t), POINTER(locality_error)]),
        "locality_places_members": (c_int32, [POINTER(locality_places), c_uint32, POINTER(c_uint32), c_size_t, POINTER(c_size_t), POINTER(locality_error)]),
        "locality_places_new": (c_int32, [POINTER(locality_snapshot), POINTER(locality_allocator), POINTER(POINTER(locality_places)), POINTER(locality_error)]),
        "locality_places_on_map": (c_int32, [POINTER(locality_places), c_uint32]),
        "locality_places_outlived": (c_int32, [POINTER(locality_places), POINTER(locality_range), POINTER(locality_outlived), c_size_t, POINTER(c_size_t), POINTER(locality_error)]),
        "locality_places_partition": (c_int32, [POINTER(locality_places), c_uint32, POINTER(c_int32), POINTER(locality_partition_fault), c_size_t, POINTER(c_size_t), POINTER(locality_error)]),
        "locality_places_partition_if": (c_int32, [POINTER(locality_places), c_uint32, POINTER(locality_membership), c_size_t, POINTER(locality_partition_fault), c_size_t, POINTER(c_size_t), POINTER(locality_error)]),
        "locality_places_partition_on": (c_int32, [POINTER(locality_places), c_uint32, POINTER(locality_range), POINTER(c_int32), POINTER(locality_partition_fault), c_size_t, POINTER(c_size_t), POINTER(locality_error)]),
        "locality_places_predecessors": (c_int32, [POINTER(locality_places), c_uint32, POINTER(c_uint32), c_size_t, POINTER(c_size_t), POINTER(locality_error)]),
        "locality_places_relate": (c_int32, [POINTER(locality_places), c_uint32, c_uint32, POINTER(c_int32), POINTER(locality_error)]),
        "locality_places_snapshot": (POINTER(locality_snapshot), [POINTER(locality_places)]),
        "locality_places_succession": (c_int32, [POINTER(locality_places), POINTER(locality_succession_fault), c_size_t, POINTER(c_size_t), POINTER(locality_error)]),
        "locality_places_successors": (c_int32, [POINTER(locality_places), c_uint32, POINTER(c_uint32), c_size_t, POINTER(c_size_t), POINTER(locality_error)]),
        "locality_places_valid": (c_int32, [POINTER(locality_places), c_uint32, POINTER(locality_range), POINTER(c_int32), POINTER(locality_error)]),
        "locality_places_within": (c_int32, [POINTER(locality_places), c_uint32, c_uint32, POINTER(c_int32), POINTER(locality_error)]),
        "locality_policy_add": (c_int32, [POINTER(locality_model), POINTER(locality_policy), POINTER(locality_error)]),
        "locality_policy_at": (c_int32, [POINTER(locality_snapshot), c_size_t, POINTER(locality_policy), POINTER(locality_error)]),
        "locality_policy_count": (c_size_t, [POINTER(locality_snapshot)]),
        "locality_policy_find": (c_int32, [POINTER(locality_snapshot), c_char_p, POINTER(locality_policy), POINTER(locality_error)]),
        "locality_policy_put": (c_int32, [POINTER(locality_model), POINTER(locality_policy), POINTER(locality_error)]),
        "locality_policy_remove": (c_int32, [POINTER(locality_model), c_char_p, POINTER(locality_error)]),
        "locality_post_add": (c_int32, [POINTER(locality_model), POINTER(locality_post), POINTER(locality_error)]),
        "locality_post_at": (c_int32, [POINTER(locality_snapshot), c_size_t, POINTER(locality_post), POINTER(locality_error)]),
        "locality_post_count": (c_size_t, [POINTER(locality_snapshot)]),
        "locality_post_find": (c_int32, [POINTER(locality_snapshot), c_char_p, POINTER(locality_post), POINTER(locality_error)]),
        "locality_post_put": (c_int32, [POINTER(locality_model), POINTER(locality_post), POINTER(locality_error)]),
        "locality_post_remove": (c_int32, [POINTER(locality_model), c_char_p, POINTER(locality_error)]),
        "locality_priority_add": (c_int32, [POINTER(locality_model), POINTER(locality_priority), POINTER(locality_error)]),
        "locality_priority_at": (c_int32, [POINTER(locality_snapshot), c_size_t, POINTER(locality_priority), POINTER(locality_error)]),
        "locality_priority_count": (c_size_t, [POINTER(locality_snapshot)]),
        "locality_priority_find": (c_int32, [POINTER(locality_snapshot), c_char_p, POINTER(locality_priority), POINTER(locality_error)]),
        "locality_priority_put": (c_int32, [POINTER(locality_model), POINTER(locality_priority), POINTER(locality_error)]),
        "locality_priority_remove": (c_int32, [POINTER(locality_model), c_char_p, POINTER(locality_error)]),
        "locality_provider_add": (c_int32, [POINTER(locality_model), POINTER(locality_provider), POINTER(locality_error)]),
        "locality_provider_at": (c_int32, [POINTER(locality_snapshot), c_size_t, POINTER(locality_provider), POINTER(locality_error)]),
        "locality_provider_count": (c_size_t, [POINTER(locality_snapshot)]),
        "locality_provider_find": (c_int32, [POINTER(locality_snapshot), c_char_p, POINTER(locality_provider), POINTER(locality_error)]),
        "locality_provider_put": (c_int32, [POINTER(locality_model), POINTER(locality_provider), POINTER(locality_error)]),
        "locality_provider_remove": (c_int32, [POINTER(locality_model), c_char_p, POINTER(locality_error)]),
        "locality_provision_add": (c_int32, [POINTER(locality_model), POINTER(locality_provision), POINTER(locality_error)]),
        "locality_provision_at": (c_int32, [POINTER(locality_snapshot), c_size_t, POINTER(locality_provision), POINTER(locality_error)]),
        "locality_provision_count": (c_size_t, [POINTER(locality_snapshot)]),
        "locality_provision_find": (c_int32, [POINTER(locality_snapshot), c_char_p, POINTER(locality_provision), POINTER(locality_error)]),
        "locality_provision_put": (c_int32, [POINTER(locality_model), POINTER(locality_provision), POINTER(locality_error)]),
        "locality_provision_remove": (c_int32, [POINTER(locality_model), c_char_p, POINTER(locality_error)]),
        "locality_query": (c_int32, [POINTER(locality_snapshot), c_char_p, c_size_t, POINTER(locality_query_options), POINTER(POINTER(locality_answer)), POINTER(locality_error)]),
        "locality_query_run": (c_int32, [POINTER(locality_snapshot), c_char_p, POINTER(locality_query_options), POINTER(POINTER(locality_answer)), POINTER(locality_error)]),
        "locality_question_add": (c_int32, [POINTER(locality_model), POINTER(locality_question), POINTER(locality_error)]),
        "locality_question_at": (c_int32, [POINTER(locality_snapshot), c_size_t, POINTER(locality_question), POINTER(locality_error)]),
        "locality_question_count": (c_size_t, [POINTER(locality_snapshot)]),
        "locality_question_find": (c_int32, [POINTER(locality_snapshot), c_char_p, POINTER(locality_question), POINTER(locality_error)]),
        "locality_question_put": (c_int32, [POINTER(locality_model), POINTER(locality_question), POINTER(locality_error)]),
        "locality_question_remove": (c_int32, [POINTER(locality_model), c_char_p, POINTER(locality_error)]),
        "locality_range_about": (None, [c_int64, c_int64, POINTER(locality_range)]),
        "locality_range_add": (None, [POINTER(locality_range), POINTER(locality_range), POINTER(locality_range)]),
        "locality_range_at_least": (None, [c_int64, POINTER(locality_range)]),
        "locality_range_at_most": (None, [c_int64, POINTER(locality_range)]),
        "locality_range_between": (None, [c_int64, c_int64, POINTER(locality_range)]),
        "locality_range_compare": (c_int32, [c_int32, POINTER(locality_range), POINTER(locality_range)]),
        "locality_range_divide": (None, [POINTER(locality_range), POINTER(locality_range), c_int64, POINTER(locality_range)]),
        "locality_range_exact": (None, [c_int64, POINTER(locality_range)]),
        "locality_range_hull": (None, [POINTER(locality_range), POINTER(locality_range), POINTER(locality_range)]),
        "locality_range_intersect": (c_int32, [POINTER(locality_range), POINTER(locality_range), POINTER(locality_range)]),
        "locality_range_is_exact": (c_int32, [POINTER(locality_range)]),
        "locality_range_is_unknown": (c_int32, [POINTER(locality_range)]),
        "locality_range_is_valid": (c_int32, [POINTER(locality_range)]),
        "locality_range_max": (None, [POINTER(locality_range), POINTER(locality_range), POINTER(locality_range)]),
        "locality_range_min": (None, [POINTER(locality_range), POINTER(locality_range), POINTER(locality_range)]),
        "locality_range_multiply": (None, [POINTER(locality_range), POINTER(locality_range), c_int64, POINTER(locality_range)]),
        "locality_range_over": (None, [c_int64, POINTER(locality_range)]),
        "locality_range_printed": (None, [c_int64, c_int64, POINTER(locality_range)]),
        "locality_range_subtract": (None, [POINTER(locality_range), POINTER(locality_range), POINTER(locality_range)]),
        "locality_range_under": (None, [c_int64, POINTER(locality_range)]),
        "locality_range_unknown": (None, [POINTER(locality_range)]),
        "locality_report_accountability": (c_int32, [POINTER(locality_accountable), POINTER(locality_report_options), POINTER(locality_output), POINTER(locality_error)]),
        "locality_report_answer": (c_int32, [POINTER(locality_answer), c_char_p, c_int32, POINTER(locality_report_options), POINTER(locality_output), POINTER(locality_error)]),
        "locality_report_before_after": (c_int32, [POINTER(locality_snapshot), c_char_p, c_char_p, POINTER(locality_report_options), POINTER(locality_output), POINTER(locality_error)]),
        "locality_report_beside": (c_int32, [POINTER(locality_report_side), POINTER(locality_report_side), POINTER(locality_report_options), POINTER(locality_output), POINTER(c_int32), POINTER(locality_error)]),
        "locality_report_finding": (c_int32, [POINTER(locality_finding), POINTER(locality_report_options), POINTER(locality_output), POINTER(locality_error)]),
        "locality_report_findings": (c_int32, [POINTER(locality_findings), c_char_p, POINTER(locality_report_options), POINTER(locality_output), POINTER(locality_error)]),
        "locality_report_matrix": (c_int32, [POINTER(locality_snapshot), c_char_p, c_char_p, POINTER(locality_report_options), POINTER(locality_output), POINTER(locality_error)]),
        "locality_report_record": (c_int32, [POINTER(locality_snapshot), c_char_p, c_char_p, POINTER(locality_report_options), POINTER(locality_output), POINTER(locality_error)]),
        "locality_report_register": (c_int32, [POINTER(locality_snapshot), c_int32, POINTER(locality_report_options), POINTER(locality_output), POINTER(locality_error)]),
        "locality_report_sheet": (c_int32, [POINTER(locality_snapshot), c_char_p, POINTER(locality_report_options), POINTER(locality_output), POINTER(locality_error)]),
        "locality_report_structure": (c_int32, [POINTER(locality_snapshot), c_char_p, POINTER(locality_report_options), POINTER(locality_output), POINTER(locality_error)]),
        "locality_report_summary": (c_int32, [POINTER(locality_snapshot), POINTER(locality_findings), c_char_p, POINTER(locality_report_options), POINTER(locality_output), POINTER(locality_error)]),
        "locality_risk_add": (c_int32, [POINTER(locality_model), POINTER(locality_risk), POINTER(locality_error)]),
        "locality_risk_at": (c_int32, [POINTER(locality_snapshot), c_size_t, POINTER(locality_risk), POINTER(locality_error)]),
        "locality_risk_count": (c_size_t, [POINTER(locality_snapshot)]),
        "locality_risk_find": (c_int32, [POINTER(locality_snapshot), c_char_p, POINTER(locality_risk), POINTER(locality_error)]),
        "locality_risk_put": (c_int32, [POINTER(locality_model), POINTER(locality_risk), POINTER(locality_error)]),
        "locality_risk_remove": (c_int32, [POINTER(locality_model), c_char_p, POINTER(locality_error)]),
        "locality_role_add": (c_int32, [POINTER(locality_model), POINTER(locality_role), POINTER(locality_error)]),
        "locality_role_at": (c_int32, [POINTER(locality_snapshot), c_size_t, POINTER(locality_role), POINTER(locality_error)]),
        "locality_role_count": (c_size_t, [POINTER(locality_snapshot)]),
        "locality_role_find": (c_int32, [POINTER(locality_snapshot), c_char_p, POINTER(locality_role), POINTER(locality_error)]),
        "locality_role_put": (c_int32, [POINTER(locality_model), POINTER(locality_role), POINTER(locality_error)]),
        "locality_role_remove": (c_int32, [POINTER(locality_model), c_char_p, POINTER(locality_error)]),
        "locality_rule_add": (c_int32, [POINTER(locality_model), POINTER(locality_rule), POINTER(locality_error)]),
        "locality_rule_at": (c_int32, [POINTER(locality_snapshot), c_size_t, POINTER(locality_rule), POINTER(locality_error)]),
        "locality_rule_count": (c_size_t, [POINTER(locality_snapshot)]),
        "locality_rule_file_check": (c_int32, [POINTER(locality_schema), c_char_p, c_size_t, POINTER(locality_error)]),
        "locality_rule_find": (c_int32, [POINTER(locality_snapshot), c_char_p, POINTER(locality_rule), POINTER(locality_error)]),
        "locality_rule_put": (c_int32, [POINTER(locality_model), POINTER(locality_rule), POINTER(locality_error)]),
        "locality_rule_remove": (c_int32, [POINTER(locality_model), c_char_p, POINTER(locality_error)]),
        "locality_rules_load": (c_int32, [POINTER(locality_model), c_char_p, c_size_t, c_char_p, POINTER(locality_error)]),
        "locality_schema_add_field": (c_int32, [POINTER(locality_schema), c_char_p, POINTER(locality_field_info), POINTER(locality_error)]),
        "locality_schema_add_word": (c_int32, [POINTER(locality_schema), c_char_p, c_char_p, c_char_p, POINTER(locality_error)]),
        "locality_schema_describe": (c_int32, [POINTER(locality_schema), c_uint32, c_uint32, POINTER(locality_field_info), POINTER(locality_error)]),
        "locality_schema_field": (c_uint32, [POINTER(locality_schema), c_uint32, c_char_p]),
        "locality_schema_fields": (c_uint32, [POINTER(locality_schema), c_uint32]),
        "locality_schema_free": (None, [POINTER(locality_schema)]),
        "locality_schema_kind": (c_uint32, [POINTER(locality_schema), c_char_p]),
        "locality_schema_kind_doc": (c_char_p, [POINTER(locality_schema), c_uint32]),
        "locality_schema_kind_name": (c_char_p, [POINTER(locality_schema), c_uint32]),
        "locality_schema_kind_plural": (c_char_p, [POINTER(locality_schema), c_uint32]),
        "locality_schema_kinds": (c_uint32, [POINTER(locality_schema)]),
        "locality_schema_new": (c_int32, [POINTER(locality_allocator), POINTER(POINTER(locality_schema)), POINTER(locality_error)]),
        "locality_section_add": (c_int32, [POINTER(locality_model), POINTER(locality_section), POINTER(locality_error)]),
        "locality_section_at": (c_int32, [POINTER(locality_snapshot), c_size_t, POINTER(locality_section), POINTER(locality_error)]),
        "locality_section_count": (c_size_t, [POINTER(locality_snapshot)]),
        "locality_section_find": (c_int32, [POINTER(locality_snapshot), c_char_p, POINTER(locality_section), POINTER(locality_error)]),
        "locality_section_put": (c_int32, [POINTER(locality_model), POINTER(locality_section), POINTER(locality_error)]),
        "locality_section_remove": (c_int32, [POINTER(locality_model), c_char_p, POINTER(locality_error)]),
        "locality_service_add": (c_int32, [POINTER(locality_model), POINTER(locality_service), POINTER(locality_error)]),
        "locality_service_at": (c_int32, [POINTER(locality_snapshot), c_size_t, POINTER(locality_service), POINTER(locality_error)]),
        "locality_service_count": (c_size_t, [POINTER(locality_snapshot)]),
        "locality_service_find": (c_int32, [POINTER(locality_snapshot), c_char_p, POINTER(locality_service), POINTER(locality_error)]),
        "locality_service_put": (c_int32, [POINTER(locality_model), POINTER(locality_service), POINTER(locality_error)]),
        "locality_service_remove": (c_int32, [POINTER(locality_model), c_char_p, POINTER(locality_error)]),
        "locality_sink_case": (c_int32, [POINTER(locality_sink), c_char_p, c_int32, c_char_p, c_char_p, POINTER(locality_error)]),
        "locality_sink_missing": (c_int32, [POINTER(locality_sink), c_char_p, POINTER(locality_error)]),
        "locality_sink_warning": (c_int32, [POINTER(locality_sink), c_char_p, POINTER(locality_error)]),
        "locality_sink_witness": (c_int32, [POINTER(locality_sink), c_char_p, c_char_p, c_char_p, POINTER(locality_error)]),
        "locality_site_add": (c_int32, [POINTER(locality_model), POINTER(locality_site), POINTER(locality_error)]),
        "locality_site_at": (c_int32, [POINTER(locality_snapshot), c_size_t, POINTER(locality_site), POINTER(locality_error)]),
        "locality_site_count": (c_size_t, [POINTER(locality_snapshot)]),
        "locality_site_find": (c_int32, [POINTER(locality_snapshot), c_char_p, POINTER(locality_site), POINTER(locality_error)]),
        "locality_site_put": (c_int32, [POINTER(locality_model), POINTER(locality_site), POINTER(locality_error)]),
        "locality_site_remove": (c_int32, [POINTER(locality_model), c_char_p, POINTER(locality_error)]),
        "locality_skill_add": (c_int32, [POINTER(locality_model), POINTER(locality_skill), POINTER(locality_error)]),
        "locality_skill_at": (c_int32, [POINTER(locality_snapshot), c_size_t, POINTER(locality_skill), POINTER(locality_error)]),
        "locality_skill_count": (c_size_t, [POINTER(locality_snapshot)]),
        "locality_skill_find": (c_int32, [POINTER(locality_snapshot), c_char_p, POINTER(locality_skill), POINTER(locality_error)]),
        "locality_skill_put": (c_int32, [POINTER(locality_model), POINTER(locality_skill), POINTER(locality_error)]),
        "locality_skill_remove": (c_int32, [POINTER(locality_model), c_char_p, POINTER(locality_error)]),
        "locality_snapshot_alias_uses": (c_size_t, [POINTER(locality_snapshot)]),
        "locality_snapshot_bytes": (c_size_t, [POINTER(locality_snapshot)]),
        "locality_snapshot_column": (c_int32, [POINTER(locality_snapshot), c_uint32, c_uint32, POINTER(locality_column), POINTER(locality_error)]),
        "locality_snapshot_count": (c_size_t, [POINTER(locality_snapshot), c_uint32]),
        "locality_snapshot_find": (c_uint32, [POINTER(locality_snapshot), c_uint32, c_char_p]),
        "locality_snapshot_id": (c_char_p, [POINTER(locality_snapshot), c_uint32, c_uint32]),
        "locality_snapshot_ids": (POINTER(c_uint32), [POINTER(locality_snapshot), c_uint32]),
        "locality_snapshot_is_partial": (c_int32, [POINTER(locality_snapshot), c_uint32]),
        "locality_snapshot_names_person": (c_int32, [POINTER(locality_snapshot), c_char_p, POINTER(c_int32), POINTER(locality_error)]),
        "locality_snapshot_redact": (c_int32, [POINTER(locality_snapshot), POINTER(locality_redaction), POINTER(locality_allocator), POINTER(POINTER(locality_model)), POINTER(locality_withheld), POINTER(locality_error)]),
        "locality_snapshot_release": (None, [POINTER(locality_snapshot)]),
        "locality_snapshot_resolve": (c_int32, [POINTER(locality_snapshot), c_uint32, c_char_p, POINTER(c_uint32), POINTER(c_int32), POINTER(locality_error)]),
        "locality_snapshot_retain": (POINTER(locality_snapshot), [POINTER(locality_snapshot)]),
        "locality_snapshot_schema": (POINTER(locality_schema), [POINTER(locality_snapshot)]),
        "locality_snapshot_symbol": (c_uint32, [POINTER(locality_snapshot), c_char_p]),
        "locality_snapshot_take": (c_int32, [POINTER(locality_model), POINTER(POINTER(locality_snapshot)), POINTER(locality_error)]),
        "locality_snapshot_text": (c_char_p, [POINTER(locality_snapshot), c_uint32]),
        "locality_snapshot_value": (c_int32, [POINTER(locality_snapshot), c_uint32, c_uint32, c_uint32, POINTER(locality_value), POINTER(locality_error)]),
        "locality_spend_add": (c_int32, [POINTER(locality_model), POINTER(locality_spend), POINTER(locality_error)]),
        "locality_spend_at": (c_int32, [POINTER(locality_snapshot), c_size_t, POINTER(locality_spend), POINTER(locality_error)]),
        "locality_spend_count": (c_size_t, [POINTER(locality_snapshot)]),
        "locality_spend_find": (c_int32, [POINTER(locality_snapshot), c_char_p, POINTER(locality_spend), POINTER(locality_error)]),
        "locality_spend_put": (c_int32, [POINTER(locality_model), POINTER(locality_spend), POINTER(locality_error)]),
        "locality_spend_remove": (c_int32, [POINTER(locality_model), c_char_p, POINTER(locality_error)]),
        "locality_stakeholder_add": (c_int32, [POINTER(locality_model), POINTER(locality_stakeholder), POINTER(locality_error)]),
        "locality_stakeholder_at": (c_int32, [POINTER(locality_snapshot), c_size_t, POINTER(locality_stakeholder), POINTER(locality_error)]),
        "locality_stakeholder_count": (c_size_t, [POINTER(locality_snapshot)]),
        "locality_stakeholder_find": (c_int32, [POINTER(locality_snapshot), c_char_p, POINTER(locality_stakeholder), POINTER(locality_error)]),
        "locality_stakeholder_put": (c_int32, [POINTER(locality_model), POINTER(locality_stakeholder), POINTER(locality_error)]),
        "locality_stakeholder_remove": (c_int32, [POINTER(locality_model), c_char_p, POINTER(locality_error)]),
        "locality_status_name": (c_char_p, [c_int32]),
        "locality_stream_add": (c_int32, [POINTER(locality_model), POINTER(locality_stream), POINTER(locality_error)]),
        "locality_stream_at": (c_int32, [POINTER(locality_snapshot), c_size_t, POINTER(locality_stream), POINTER(locality_error)]),
        "locality_stream_count": (c_size_t, [POINTER(locality_snapshot)]),
        "locality_stream_find": (c_int32, [POINTER(locality_snapshot), c_char_p, POINTER(locality_stream), POINTER(locality_error)]),
        "locality_stream_put": (c_int32, [POINTER(locality_model), POINTER(locality_stream), POINTER(locality_error)]),
        "locality_stream_remove": (c_int32, [POINTER(locality_model), c_char_p, POINTER(locality_error)]),
        "locality_structure_below": (c_int32, [POINTER(locality_structure), c_uint32, POINTER(c_uint32), c_size_t, POINTER(c_size_t), POINTER(locality_error)]),
        "locality_structure_chain": (c_int32, [POINTER(locality_structure), c_uint32, POINTER(c_uint32), c_size_t, POINTER(c_size_t), POINTER(locality_error)]),
        "locality_structure_compare": (c_int32, [POINTER(locality_structure), POINTER(locality_structure), POINTER(locality_fate), c_size_t, POINTER(c_size_t), POINTER(locality_error)]),
        "locality_structure_cycle": (c_int32, [POINTER(locality_structure), c_size_t, POINTER(c_uint32), c_size_t, POINTER(c_size_t), POINTER(locality_error)]),
        "locality_structure_cycles": (c_size_t, [POINTER(locality_structure)]),
        "locality_structure_desks": (c_int32, [POINTER(locality_structure), POINTER(locality_desks), c_size_t, POINTER(c_size_t), POINTER(locality_error)]),
        "locality_structure_free": (None, [POINTER(locality_structure)]),
        "locality_structure_functions": (c_int32, [POINTER(locality_structure), c_uint32, POINTER(c_uint32), c_size_t, POINTER(c_size_t), POINTER(locality_error)]),
        "locality_structure_lacking": (c_int32, [POINTER(locality_structure), c_char_p, POINTER(c_uint32), c_size_t, POINTER(c_size_t), POINTER(locality_error)]),
        "locality_structure_layers": (c_int32, [POINTER(locality_structure), POINTER(locality_range), POINTER(locality_error)]),
        "locality_structure_line": (c_int32, [POINTER(locality_structure), c_uint32, POINTER(locality_line), POINTER(locality_error)]),
        "locality_structure_new": (c_int32, [POINTER(locality_snapshot), c_char_p, POINTER(locality_allocator), POINTER(POINTER(locality_structure)), POINTER(locality_error)]),
        "locality_structure_orphans": (c_int32, [POINTER(locality_structure), POINTER(c_uint32), c_size_t, POINTER(c_size_t), POINTER(locality_error)]),
        "locality_structure_placeless": (c_int32, [POINTER(locality_structure), POINTER(c_uint32), c_size_t, POINTER(c_size_t), POINTER(locality_error)]),
        "locality_structure_posts": (c_int32, [POINTER(locality_structure), POINTER(c_uint32), c_size_t, POINTER(c_size_t), POINTER(locality_error)]),
        "locality_structure_record_add": (c_int32, [POINTER(locality_model), POINTER(locality_structure_record), POINTER(locality_error)]),
        "locality_structure_record_at": (c_int32, [POINTER(locality_snapshot), c_size_t, POINTER(locality_structure_record), POINTER(locality_error)]),
        "locality_structure_record_count": (c_size_t, [POINTER(locality_snapshot)]),
        "locality_structure_record_find": (c_int32, [POINTER(locality_snapshot), c_char_p, POINTER(locality_structure_record), POINTER(locality_error)]),
        "locality_structure_record_put": (c_int32, [POINTER(locality_model), POINTER(locality_structure_record), POINTER(locality_error)]),
        "locality_structure_record_remove": (c_int32, [POINTER(locality_model), c_char_p, POINTER(locality_error)]),
        "locality_structure_reports": (c_int32, [POINTER(locality_structure), c_uint32, POINTER(c_uint32), c_size_t, POINTER(c_size_t), POINTER(locality_error)]),
        "locality_structure_roots": (c_int32, [POINTER(locality_structure), POINTER(c_uint32), c_size_t, POINTER(c_size_t), POINTER(locality_error)]),
        "locality_structure_row": (c_uint32, [POINTER(locality_structure)]),
        "locality_structure_site_change": (c_int32, [POINTER(locality_structure), POINTER(locality_structure), c_char_p, POINTER(locality_site_change), POINTER(locality_error)]),
        "locality_structure_size_change": (c_int32, [POINTER(locality_structure), POINTER(locality_structure), POINTER(locality_size_change), POINTER(locality_error)]),
        "locality_structure_skills": (c_int32, [POINTER(locality_structure), c_uint32, POINTER(c_uint32), c_size_t, POINTER(c_size_t), POINTER(locality_error)]),
        "locality_structure_snapshot": (POINTER(locality_snapshot), [POINTER(locality_structure)]),
        "locality_structure_span": (c_int32, [POINTER(locality_structure), c_uint32, POINTER(locality_span), POINTER(locality_error)]),
        "locality_structure_spans": (c_int32, [POINTER(locality_structure), POINTER(locality_span), c_size_t, POINTER(c_size_t), POINTER(locality_error)]),
        "locality_structure_totals": (c_int32, [POINTER(locality_structure), POINTER(locality_totals_options), POINTER(POINTER(locality_totals)), POINTER(locality_error)]),
        "locality_structure_unled": (c_int32, [POINTER(locality_structure), POINTER(locality_unled), c_size_t, POINTER(c_size_t), POINTER(locality_error)]),
        "locality_table_add_cell": (c_int32, [POINTER(locality_table), c_char_p, c_int32, POINTER(locality_error)]),
        "locality_table_add_column": (c_int32, [POINTER(locality_table), c_char_p, c_char_p, c_int32, POINTER(locality_error)]),
        "locality_table_cell": (c_char_p, [POINTER(locality_table), c_size_t, c_size_t]),
        "locality_table_columns": (c_size_t, [POINTER(locality_table)]),
        "locality_table_free": (None, [POINTER(locality_table)]),
        "locality_table_new": (c_int32, [POINTER(locality_allocator), POINTER(POINTER(locality_table)), POINTER(locality_error)]),
        "locality_table_rows": (c_size_t, [POINTER(locality_table)]),
        "locality_table_write": (c_int32, [POINTER(locality_table), POINTER(locality_report_options), POINTER(locality_output), POINTER(locality_error)]),
        "locality_target_add": (c_int32, [POINTER(locality_model), POINTER(locality_target), POINTER(locality_error)]),
        "locality_target_at": (c_int32, [POINTER(locality_snapshot), c_size_t, POINTER(locality_target), POINTER(locality_error)]),
        "locality_target_count": (c_size_t, [POINTER(locality_snapshot)]),
        "locality_target_find": (c_int32, [POINTER(locality_snapshot), c_char_p, POINTER(locality_target), POINTER(locality_error)]),
        "locality_target_put": (c_int32, [POINTER(locality_model), POINTER(locality_target), POINTER(locality_error)]),
        "locality_target_remove": (c_int32, [POINTER(locality_model), c_char_p, POINTER(locality_error)]),
        "locality_task_group_add": (c_int32, [POINTER(locality_model), POINTER(locality_task_group), POINTER(locality_error)]),
        "locality_task_group_at": (c_int32, [POINTER(locality_snapshot), c_size_t, POINTER(locality_task_group), POINTER(locality_error)]),
        "locality_task_group_count": (c_size_t, [POINTER(locality_snapshot)]),
        "locality_task_group_find": (c_int32, [POINTER(locality_snapshot), c_char_p, POINTER(locality_task_group), POINTER(locality_error)]),
        "locality_task_group_put": (c_int32, [POINTER(locality_model), POINTER(locality_task_group), POINTER(locality_error)]),
        "locality_task_group_remove": (c_int32, [POINTER(locality_model), c_char_p, POINTER(locality_error)]),
        "locality_theme_add": (c_int32, [POINTER(locality_model), POINTER(locality_theme), POINTER(locality_error)]),
        "locality_theme_at": (c_int32, [POINTER(locality_snapshot), c_size_t, POINTER(locality_theme), POINTER(locality_error)]),
        "locality_theme_count": (c_size_t, [POINTER(locality_snapshot)]),
        "locality_theme_find": (c_int32, [POINTER(locality_snapshot), c_char_p, POINTER(locality_theme), POINTER(locality_error)]),
        "locality_theme_put": (c_int32, [POINTER(locality_model), POINTER(locality_theme), POINTER(locality_error)]),
        "locality_theme_remove": (c_int32, [POINTER(locality_model), c_char_p, POINTER(locality_error)]),
        "locality_totals_at": (POINTER(locality_total), [POINTER(locality_totals), c_size_t]),
        "locality_totals_count": (c_size_t, [POINTER(locality_totals)]),
        "locality_totals_free": (None, [POINTER(locality_totals)]),
        "locality_totals_overall": (POINTER(locality_total), [POINTER(locality_totals)]),
        "locality_type_name": (c_char_p, [c_int32]),
        "locality_unit_add": (c_int32, [POINTER(locality_model), POINTER(locality_unit), POINTER(locality_error)]),
        "locality_unit_at": (c_int32, [POINTER(locality_snapshot), c_size_t, POINTER(locality_unit), POINTER(locality_error)]),
        "locality_unit_count": (c_size_t, [POINTER(locality_snapshot)]),
        "locality_unit_find": (c_int32, [POINTER(locality_snapshot), c_char_p, POINTER(locality_unit), POINTER(locality_error)]),
        "locality_unit_put": (c_int32, [POINTER(locality_model), POINTER(locality_unit), POINTER(locality_error)]),
        "locality_unit_remove": (c_int32, [POINTER(locality_model), c_char_p, POINTER(locality_error)]),
        "locality_value_print": (c_int32, [c_int32, POINTER(locality_range), c_int32, POINTER(c_char), c_size_t, POINTER(c_size_t), POINTER(locality_error)]),
        "locality_value_read": (c_int32, [c_int32, c_char_p, c_size_t, POINTER(locality_range), POINTER(locality_error)]),
        "locality_value_write": (c_int32, [c_int32, POINTER(locality_range), POINTER(c_char), c_size_t, POINTER(c_size_t), POINTER(locality_error)]),
        "locality_verdict_name": (c_char_p, [c_int32]),
        "locality_version": (c_char_p, []),
        "locality_withheld_name": (c_char_p, [c_int32]),
        "locality_withheld_print": (c_int32, [POINTER(locality_withheld), POINTER(c_char), c_size_t, POINTER(c_size_t), POINTER(locality_error)]),
        "locality_work_item_add": (c_int32, [POINTER(locality_model), POINTER(locality_work_item), POINTER(locality_error)]),
        "locality_work_item_at": (c_int32, [POINTER(locality_snapshot), c_size_t, POINTER(locality_work_item), POINTER(locality_error)]),
        "locality_work_item_count": (c_size_t, [POINTER(locality_snapshot)]),
        "locality_work_item_find": (c_int32, [POINTER(locality_snapshot), c_char_p, POINTER(locality_work_item), POINTER(locality_error)]),
        "locality_work_item_put": (c_int32, [POINTER(locality_model), POINTER(locality_work_item), POINTER(locality_error)]),
        "locality_work_item_remove": (c_int32, [POINTER(locality_model), c_char_p, POINTER(locality_error)]),
    },
    "locality_json": {
        "locality_json_build": (c_int32, [POINTER(POINTER(locality_json_document)), c_size_t, POINTER(locality_allocator), POINTER(POINTER(locality_model)), POINTER(c_size_t), POINTER(locality_error)]),
        "locality_json_close": (None, [POINTER(locality_json_document)]),
        "locality_json_describe": (c_int32, [POINTER(locality_json_document), POINTER(locality_json_header), POINTER(locality_error)]),
        "locality_json_load": (c_int32, [c_char_p, c_size_t, POINTER(locality_json_options), POINTER(locality_allocator), POINTER(POINTER(locality_model)), POINTER(locality_error)]),
        "locality_json_locate": (c_int32, [POINTER(locality_json_document), c_char_p, c_char_p, c_char_p, POINTER(c_uint64), POINTER(c_uint64)]),
        "locality_json_open": (c_int32, [c_char_p, c_size_t, POINTER(locality_json_options), POINTER(locality_allocator), POINTER(POINTER(locality_json_document)), POINTER(locality_error)]),
        "locality_json_read_record": (c_int32, [c_char_p, c_size_t, POINTER(locality_schema), c_uint32, POINTER(locality_allocator), POINTER(locality_store_sink), POINTER(locality_error)]),
        "locality_json_write": (c_int32, [POINTER(locality_model), POINTER(locality_json_header), POINTER(locality_output), POINTER(locality_error)]),
        "locality_json_write_record": (c_int32, [POINTER(locality_store_record), c_char_p, c_size_t, POINTER(locality_allocator), POINTER(locality_output), POINTER(locality_error)]),
        "locality_json_write_schema": (c_int32, [POINTER(locality_schema), POINTER(locality_output), POINTER(locality_error)]),
    },
}

# Functions that return a status and take an error last.
FALLIBLE = frozenset([
    "locality_accountable_find",
    "locality_alias_add",
    "locality_alias_at",
    "locality_alias_find",
    "locality_alias_put",
    "locality_alias_remove",
    "locality_allocation_case_moves",
    "locality_allocation_case_why",
    "locality_allocation_check",
    "locality_allocation_check_stable",
    "locality_allocation_explain",
    "locality_allocation_forbid",
    "locality_allocation_group",
    "locality_allocation_new",
    "locality_allocation_pin",
    "locality_allocation_put_pairs",
    "locality_allocation_put_rules",
    "locality_allocation_record_add",
    "locality_allocation_record_at",
    "locality_allocation_record_find",
    "locality_allocation_record_put",
    "locality_allocation_record_remove",
    "locality_allocation_result_bound",
    "locality_allocation_result_certificate",
    "locality_allocation_result_pair",
    "locality_allocation_result_total",
    "locality_allocation_result_unplaced_at",
    "locality_allocation_shortage",
    "locality_allocation_shortage_size",
    "locality_allocation_solve",
    "locality_allocation_solve_stable",
    "locality_answer_value",
    "locality_area_add",
    "locality_area_at",
    "locality_area_find",
    "locality_area_group_add",
    "locality_area_group_at",
    "locality_area_group_find",
    "locality_area_group_put",
    "locality_area_group_remove",
    "locality_area_put",
    "locality_area_remove",
    "locality_briefing_add",
    "locality_briefing_at",
    "locality_briefing_find",
    "locality_briefing_put",
    "locality_briefing_remove",
    "locality_change_add",
    "locality_change_at",
    "locality_change_find",
    "locality_change_put",
    "locality_change_remove",
    "locality_chart_matrix",
    "locality_chart_structure",
    "locality_check",
    "locality_comment_add",
    "locality_comment_at",
    "locality_comment_find",
    "locality_comment_put",
    "locality_comment_remove",
    "locality_consultation_add",
    "locality_consultation_at",
    "locality_consultation_find",
    "locality_consultation_put",
    "locality_consultation_remove",
    "locality_coverage_cell_at",
    "locality_date_add_months",
    "locality_date_from_calendar",
    "locality_date_to_calendar",
    "locality_decision_add",
    "locality_decision_at",
    "locality_decision_find",
    "locality_decision_put",
    "locality_decision_remove",
    "locality_definition_add",
    "locality_definition_at",
    "locality_definition_find",
    "locality_definition_put",
    "locality_definition_remove",
    "locality_document_add",
    "locality_document_at",
    "locality_document_find",
    "locality_document_put",
    "locality_document_remove",
    "locality_duty_add",
    "locality_duty_at",
    "locality_duty_find",
    "locality_duty_put",
    "locality_duty_remove",
    "locality_engagement_add",
    "locality_engagement_at",
    "locality_engagement_find",
    "locality_engagement_put",
    "locality_engagement_remove",
    "locality_event_add",
    "locality_event_at",
    "locality_event_find",
    "locality_event_put",
    "locality_event_remove",
    "locality_expression_check",
    "locality_figure_add",
    "locality_figure_at",
    "locality_figure_find",
    "locality_figure_put",
    "locality_figure_remove",
    "locality_function_add",
    "locality_function_at",
    "locality_function_find",
    "locality_function_put",
    "locality_function_remove",
    "locality_grade_add",
    "locality_grade_at",
    "locality_grade_find",
    "locality_grade_put",
    "locality_grade_remove",
    "locality_gss_read",
    "locality_intake_check_map",
    "locality_intake_finish",
    "locality_intake_new",
    "locality_intake_push",
    "locality_intake_read",
    "locality_json_build",
    "locality_json_describe",
    "locality_json_load",
    "locality_json_open",
    "locality_json_read_record",
    "locality_json_write",
    "locality_json_write_record",
    "locality_json_write_schema",
    "locality_measure_add",
    "locality_measure_at",
    "locality_measure_find",
    "locality_measure_put",
    "locality_measure_remove",
    "locality_milestone_add",
    "locality_milestone_at",
    "locality_milestone_find",
    "locality_milestone_put",
    "locality_milestone_remove",
    "locality_model_add",
    "locality_model_add_many",
    "locality_model_changes",
    "locality_model_conflict_at",
    "locality_model_header",
    "locality_model_load",
    "locality_model_new",
    "locality_model_put",
    "locality_model_remove",
    "locality_model_save",
    "locality_model_set",
    "locality_model_visit",
    "locality_note_add",
    "locality_note_at",
    "locality_note_find",
    "locality_note_put",
    "locality_note_remove",
    "locality_observation_add",
    "locality_observation_at",
    "locality_observation_find",
    "locality_observation_put",
    "locality_observation_remove",
    "locality_organisation_add",
    "locality_organisation_at",
    "locality_organisation_find",
    "locality_organisation_put",
    "locality_organisation_remove",
    "locality_outcome_add",
    "locality_outcome_at",
    "locality_outcome_find",
    "locality_outcome_put",
    "locality_outcome_remove",
    "locality_parameter_add",
    "locality_parameter_at",
    "locality_parameter_find",
    "locality_parameter_put",
    "locality_parameter_remove",
    "locality_percent_write",
    "locality_person_add",
    "locality_person_at",
    "locality_person_find",
    "locality_person_put",
    "locality_person_remove",
    "locality_places_align",
    "locality_places_ancestors",
    "locality_places_at_level",
    "locality_places_carry",
    "locality_places_children",
    "locality_places_codes",
    "locality_places_coverage",
    "locality_places_groups",
    "locality_places_inside",
    "locality_places_layers",
    "locality_places_locate",
    "locality_places_members",
    "locality_places_new",
    "locality_places_outlived",
    "locality_places_partition",
    "locality_places_partition_if",
    "locality_places_partition_on",
    "locality_places_predecessors",
    "locality_places_relate",
    "locality_places_succession",
    "locality_places_successors",
    "locality_places_valid",
    "locality_places_within",
    "locality_policy_add",
    "locality_policy_at",
    "locality_policy_find",
    "locality_policy_put",
    "locality_policy_remove",
    "locality_post_add",
    "locality_post_at",
    "locality_post_find",
    "locality_post_put",
    "locality_post_remove",
    "locality_priority_add",
    "locality_priority_at",
    "locality_priority_find",
    "locality_priority_put",
    "locality_priority_remove",
    "locality_provider_add",
    "locality_provider_at",
    "locality_provider_find",
    "locality_provider_put",
    "locality_provider_remove",
    "locality_provision_add",
    "locality_provision_at",
    "locality_provision_find",
    "locality_provision_put",
    "locality_provision_remove",
    "locality_query",
    "locality_query_run",
    "locality_question_add",
    "locality_question_at",
    "locality_question_find",
    "locality_question_put",
    "locality_question_remove",
    "locality_report_accountability",
    "locality_report_answer",
    "locality_report_before_after",
    "locality_report_beside",
    "locality_report_finding",
    "locality_report_findings",
    "locality_report_matrix",
    "locality_report_record",
    "locality_report_register",
    "locality_report_sheet",
    "locality_report_structure",
    "locality_report_summary",
    "locality_risk_add",
    "locality_risk_at",
    "locality_risk_find",
    "locality_risk_put",
    "locality_risk_remove",
    "locality_role_add",
    "locality_role_at",
    "locality_role_find",
    "locality_role_put",
    "locality_role_remove",
    "locality_rule_add",
    "locality_rule_at",
    "locality_rule_file_check",
    "locality_rule_find",
    "locality_rule_put",
    "locality_rule_remove",
    "locality_rules_load",
    "locality_schema_add_field",
    "locality_schema_add_word",
    "locality_schema_describe",
    "locality_schema_new",
    "locality_section_add",
    "locality_section_at",
    "locality_section_find",
    "locality_section_put",
    "locality_section_remove",
    "locality_service_add",
    "locality_service_at",
    "locality_service_find",
    "locality_service_put",
    "locality_service_remove",
    "locality_sink_case",
    "locality_sink_missing",
    "locality_sink_warning",
    "locality_sink_witness",
    "locality_site_add",
    "locality_site_at",
    "locality_site_find",
    "locality_site_put",
    "locality_site_remove",
    "locality_skill_add",
    "locality_skill_at",
    "locality_skill_find",
    "locality_skill_put",
    "locality_skill_remove",
    "locality_snapshot_column",
    "locality_snapshot_names_person",
    "locality_snapshot_redact",
    "locality_snapshot_resolve",
    "locality_snapshot_take",
    "locality_snapshot_value",
    "locality_spend_add",
    "locality_spend_at",
    "locality_spend_find",
    "locality_spend_put",
    "locality_spend_remove",
    "locality_stakeholder_add",
    "locality_stakeholder_at",
    "locality_stakeholder_find",
    "locality_stakeholder_put",
    "locality_stakeholder_remove",
    "locality_stream_add",
    "locality_stream_at",
    "locality_stream_find",
    "locality_stream_put",
    "locality_stream_remove",
    "locality_structure_below",
    "locality_structure_chain",
    "locality_structure_compare",
    "locality_structure_cycle",
    "locality_structure_desks",
    "locality_structure_functions",
    "locality_structure_lacking",
    "locality_structure_layers",
    "locality_structure_line",
    "locality_structure_new",
    "locality_structure_orphans",
    "locality_structure_placeless",
    "locality_structure_posts",
    "locality_structure_record_add",
    "locality_structure_record_at",
    "locality_structure_record_find",
    "locality_structure_record_put",
    "locality_structure_record_remove",
    "locality_structure_reports",
    "locality_structure_roots",
    "locality_structure_site_change",
    "locality_structure_size_change",
    "locality_structure_skills",
    "locality_structure_span",
    "locality_structure_spans",
    "locality_structure_totals",
    "locality_structure_unled",
    "locality_table_add_cell",
    "locality_table_add_column",
    "locality_table_new",
    "locality_table_write",
    "locality_target_add",
    "locality_target_at",
    "locality_target_find",
    "locality_target_put",
    "locality_target_remove",
    "locality_task_group_add",
    "locality_task_group_at",
    "locality_task_group_find",
    "locality_task_group_put",
    "locality_task_group_remove",
    "locality_theme_add",
    "locality_theme_at",
    "locality_theme_find",
    "locality_theme_put",
    "locality_theme_remove",
    "locality_unit_add",
    "locality_unit_at",
    "locality_unit_find",
    "locality_unit_put",
    "locality_unit_remove",
    "locality_value_print",
    "locality_value_read",
    "locality_value_write",
    "locality_withheld_print",
    "locality_work_item_add",
    "locality_work_item_at",
    "locality_work_item_find",
    "locality_work_item_put",
    "locality_work_item_remove",
])


def bind(library, handle):
    """Gives every function of `library` its prototype in a loaded CDLL and returns it."""
    for name, (result, arguments) in PROTOTYPES.get(library, {}).items():
        function = getattr(handle, name)
        function.restype = result
        function.argtypes = arguments
    return handle
