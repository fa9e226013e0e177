"""The C interface as ctypes see it. Made from bindings/api/api.json by `make api`; do not edit.

`bind(library, handle)` gives every function of a loaded library its prototype.
"""
from ctypes import (CFUNCTYPE, POINTER, Structure, c_byte, c_char, c_char_p, c_double, c_float, c_int, c_int8,
                    c_int16, c_int32, c_int64, c_long, c_longlong, c_short, c_size_t, c_ssize_t, c_ubyte,
                    c_uint, c_uint8, c_uint16, c_uint32, c_uint64, c_ulong, c_ulonglong, c_ushort, c_void_p)

# enum locality_alignments
LOCALITY_ALIGN_LEFT = 0
LOCALITY_ALIGN_RIGHT = 1

# enum locality_comparisons
LOCALITY_EQUAL = 0
LOCALITY_NOT_EQUAL = 1
LOCALITY_LESS = 2
LOCALITY_LESS_EQUAL = 3
LOCALITY_GREATER = 4
LOCALITY_GREATER_EQUAL = 5

# enum locality_day_counts
LOCALITY_DAYS_ELAPSED = 0
LOCALITY_DAYS_INCLUSIVE = 1

# enum locality_formats
LOCALITY_FORMAT_TEXT = 0
LOCALITY_FORMAT_MARKDOWN = 1
LOCALITY_FORMAT_CSV = 2
LOCALITY_FORMAT_JSON = 3

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

# enum locality_tones
LOCALITY_TONE_PLAIN = 0
LOCALITY_TONE_HEADING = 1
LOCALITY_TONE_GOOD = 2
LOCALITY_TONE_BAD = 3
LOCALITY_TONE_DOUBT = 4
LOCALITY_TONE_QUIET = 5

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

# constants
LOCALITY_ERROR_ID_SIZE = 160
LOCALITY_ERROR_MESSAGE_SIZE = 640
LOCALITY_ERROR_NAME_SIZE = 48
LOCALITY_JSON_FORMAT = 1
LOCALITY_JSON_MAX_BYTES = 67108864
LOCALITY_NONE_TEXT = 'none'
LOCALITY_NO_INDEX = 4294967295
LOCALITY_ONE = 1000000
LOCALITY_OPEN_ABOVE = 9223372036854775807
LOCALITY_OPEN_BELOW = -9223372036854775808
LOCALITY_ROW_MISSING = 4294967295
LOCALITY_ROW_NONE = 4294967294
LOCALITY_VERDICTS = 4
LOCALITY_VERSION_MAJOR = 0
LOCALITY_VERSION_MINOR = 1
LOCALITY_VERSION_PATCH = 0

ENUMERATIONS = {
    "locality_alignments": {"LOCALITY_ALIGN_LEFT": 0, "LOCALITY_ALIGN_RIGHT": 1},
    "locality_comparisons": {"LOCALITY_EQUAL": 0, "LOCALITY_NOT_EQUAL": 1, "LOCALITY_LESS": 2, "LOCALITY_LESS_EQUAL": 3, "LOCALITY_GREATER": 4, "LOCALITY_GREATER_EQUAL": 5},
    "locality_day_counts": {"LOCALITY_DAYS_ELAPSED": 0, "LOCALITY_DAYS_INCLUSIVE": 1},
    "locality_formats": {"LOCALITY_FORMAT_TEXT": 0, "LOCALITY_FORMAT_MARKDOWN": 1, "LOCALITY_FORMAT_CSV": 2, "LOCALITY_FORMAT_JSON": 3},
    "locality_resolved_by": {"LOCALITY_BY_NOTHING": 0, "LOCALITY_BY_ID": 1, "LOCALITY_BY_NAME": 2, "LOCALITY_BY_ALIAS": 3},
    "locality_statuses": {"LOCALITY_OK": 0, "LOCALITY_INVALID": 1, "LOCALITY_NO_MEMORY": 2, "LOCALITY_NOT_FOUND": 3, "LOCALITY_DUPLICATE": 4, "LOCALITY_DANGLING": 5, "LOCALITY_AMBIGUOUS": 6, "LOCALITY_CYCLE": 7, "LOCALITY_SYNTAX": 8, "LOCALITY_TYPE": 9, "LOCALITY_OVERFLOW": 10, "LOCALITY_ENCODING": 11, "LOCALITY_LIMIT": 12, "LOCALITY_CANCELLED": 13, "LOCALITY_CALLBACK": 14, "LOCALITY_BUSY": 15, "LOCALITY_CONFLICT": 16, "LOCALITY_IO": 17},
    "locality_tones": {"LOCALITY_TONE_PLAIN": 0, "LOCALITY_TONE_HEADING": 1, "LOCALITY_TONE_GOOD": 2, "LOCALITY_TONE_BAD": 3, "LOCALITY_TONE_DOUBT": 4, "LOCALITY_TONE_QUIET": 5},
    "locality_truths": {"LOCALITY_FALSE": 0, "LOCALITY_TRUE": 1, "LOCALITY_UNDECIDED": 2},
    "locality_types": {"LOCALITY_TYPE_NONE": 0, "LOCALITY_TYPE_TEXT": 1, "LOCALITY_TYPE_WORD": 2, "LOCALITY_TYPE_TRUTH": 3, "LOCALITY_TYPE_COUNT": 4, "LOCALITY_TYPE_NUMBER": 5, "LOCALITY_TYPE_RATIO": 6, "LOCALITY_TYPE_MONEY": 7, "LOCALITY_TYPE_DATE": 8, "LOCALITY_TYPE_MOMENT": 9, "LOCALITY_TYPE_DAYS": 10, "LOCALITY_TYPE_REF": 11, "LOCALITY_TYPE_ANY_REF": 12, "LOCALITY_TYPE_TEXTS": 13, "LOCALITY_TYPE_REFS": 14},
    "locality_verdicts": {"LOCALITY_VERDICT_PASS": 0, "LOCALITY_VERDICT_FAIL": 1, "LOCALITY_VERDICT_CANNOT_DECIDE": 2, "LOCALITY_VERDICT_NOT_APPLICABLE": 3},
}


class locality_answer(Structure):
    """An opaque handle."""


class locality_findings(Structure):
    """An opaque handle."""


class locality_json_document(Structure):
    """An opaque handle."""


class locality_model(Structure):
    """An opaque handle."""


class locality_schema(Structure):
    """An opaque handle."""


class locality_sink(Structure):
    """An opaque handle."""


class locality_snapshot(Structure):
    """An opaque handle."""


class locality_table(Structure):
    """An opaque handle."""


class locality_allocator(Structure):
    """40 bytes in C."""


class locality_case(Structure):
    """112 bytes in C."""


class locality_check_options(Structure):
    """112 bytes in C."""


class locality_column(Structure):
    """72 bytes in C."""


class locality_column_in(Structure):
    """40 bytes in C."""


class locality_error(Structure):
    """984 bytes in C."""


class locality_field_info(Structure):
    """48 bytes in C."""


class locality_finding(Structure):
    """304 bytes in C."""


class locality_json_header(Structure):
    """48 bytes in C."""


class locality_json_options(Structure):
    """16 bytes in C."""


class locality_missing_input(Structure):
    """88 bytes in C."""


class locality_named_value(Structure):
    """56 bytes in C."""


class locality_native_rule(Structure):
    """64 bytes in C."""


class locality_output(Structure):
    """32 bytes in C."""


class locality_query_options(Structure):
    """64 bytes in C."""


class locality_range(Structure):
    """16 bytes in C."""


class locality_report_options(Structure):
    """32 bytes in C."""


class locality_setting(Structure):
    """16 bytes in C."""


class locality_used_parameter(Structure):
    """104 bytes in C."""


class locality_value(Structure):
    """48 bytes in C."""


class locality_witness(Structure):
    """96 bytes in C."""


locality_allocator._fields_ = [
    ("struct_size", c_uint32),
    ("reserved", c_uint32),
    ("self", c_void_p),
    ("allocate", CFUNCTYPE(c_void_p, c_void_p, c_size_t)),
    ("resize", CFUNCTYPE(c_void_p, c_void_p, c_void_p, c_size_t, c_size_t)),
    ("release", CFUNCTYPE(None, c_void_p, c_void_p, c_size_t)),
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
locality_column._fields_ = [
    ("struct_size", c_uint32),
    ("type", c_int32),
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
    ("is_range", c_uint32),
    ("field", c_char_p),
    ("data", c_void_p),
    ("stride", c_size_t),
    ("valid", POINTER(c_uint8)),
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
locality_json_header._fields_ = [
    ("struct_size", c_uint32),
    ("reserved", c_uint32),
    ("name", c_char_p),
    ("title", c_char_p),
    ("extends", c_char_p),
    ("rules", POINTER(c_char_p)),
    ("rules_count", c_size_t),
]
locality_json_options._fields_ = [
    ("struct_size", c_uint32),
    ("reserved", c_uint32),
    ("max_bytes", c_uint64),
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
locality_range._fields_ = [
    ("lo", c_int64),
    ("hi", c_int64),
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
locality_output._fields_ = [
    ("struct_size", c_uint32),
    ("reserved", c_uint32),
    ("self", c_void_p),
    ("write", CFUNCTYPE(c_int32, c_void_p, POINTER(c_char), c_size_t)),
    ("tone", CFUNCTYPE(None, c_void_p, c_int32)),
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
locality_report_options._fields_ = [
    ("struct_size", c_uint32),
    ("reserved", c_uint32),
    ("format", c_int32),
    ("width", c_uint32),
    ("as_at", POINTER(locality_range)),
    ("allocator", POINTER(locality_allocator)),
]
locality_setting._fields_ = [
    ("name", c_char_p),
    ("value", c_char_p),
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

# Size of every struct and offset of every member, as a C compiler measured them.
LAYOUT = {
    locality_allocator: (40, {"struct_size": 0, "reserved": 4, "self": 8, "allocate": 16, "resize": 24, "release": 32}),
    locality_case: (112, {"binding": 0, "says": 8, "arithmetic": 16, "witnesses": 24, "witnesses_count": 32, "witnesses_more": 40, "missing": 48, "missing_count": 56, "missing_more": 64, "verdict": 72, "reserved": 76, "room": 80}),
    locality_check_options: (112, {"struct_size": 0, "reserved": 4, "structure": 8, "as_at": 16, "parameters": 24, "parameters_count": 32, "rules": 40, "rules_count": 48, "natives": 56, "natives_count": 64, "max_cases": 72, "max_witnesses": 80, "step_budget": 88, "cancel": 96, "cancel_self": 104}),
    locality_column: (72, {"struct_size": 0, "type": 4, "count": 8, "lo": 16, "hi": 24, "symbol": 32, "row": 40, "kind": 48, "start": 56, "missing": 64}),
    locality_column_in: (40, {"struct_size": 0, "is_range": 4, "field": 8, "data": 16, "stride": 24, "valid": 32}),
    locality_error: (984, {"status": 0, "host_code": 4, "line": 8, "column": 16, "kind": 24, "field": 72, "id": 120, "message": 280, "reserved": 920}),
    locality_field_info: (48, {"struct_size": 0, "reserved": 4, "name": 8, "doc": 16, "words": 24, "type": 32, "target": 36, "is_extra": 40, "is_common": 44}),
    locality_finding: (304, {"rule": 0, "sentence": 8, "source": 16, "section": 24, "strength": 32, "basis": 40, "summary": 48, "arithmetic": 56, "condition": 64, "remedy": 72, "text": 80, "file": 88, "line": 96, "verdict": 104, "is_native": 108, "cases": 112, "details": 144, "details_count": 152, "witnesses": 160, "witnesses_count": 168, "witnesses_more": 176, "parameters": 184, "parameters_count": 192, "missing": 200, "missing_count": 208, "missing_more": 216, "warnings": 224, "warnings_count": 232, "reserved": 240}),
    locality_json_header: (48, {"struct_size": 0, "reserved": 4, "name": 8, "title": 16, "extends": 24, "rules": 32, "rules_count": 40}),
    locality_json_options: (16, {"struct_size": 0, "reserved": 4, "max_bytes": 8}),
    locality_missing_input: (88, {"kind": 0, "id": 8, "label": 16, "field": 24, "what": 32, "source": 40, "section": 48, "reserved": 56}),
    locality_named_value: (56, {"field": 0, "value": 8}),
    locality_native_rule: (64, {"struct_size": 0, "reserved": 4, "id": 8, "sentence": 16, "source": 24, "section": 32, "strength": 40, "judge": 48, "self": 56}),
    locality_output: (32, {"struct_size": 0, "reserved": 4, "self": 8, "write": 16, "tone": 24}),
    locality_query_options: (64, {"struct_size": 0, "reserved": 4, "as_at": 8, "parameters": 16, "parameters_count": 24, "step_budget": 32, "cancel": 40, "cancel_self": 48, "max_witnesses": 56}),
    locality_range: (16, {"lo": 0, "hi": 8}),
    locality_report_options: (32, {"struct_size": 0, "reserved": 4, "format": 8, "width": 12, "as_at": 16, "allocator": 24}),
    locality_setting: (16, {"name": 0, "value": 8}),
    locality_used_parameter: (104, {"name": 0, "sentence": 8, "type": 16, "value": 24, "unit": 32, "status": 40, "citation": 48, "window": 56, "is_overridden": 64, "is_switch": 68, "reserved": 72}),
    locality_value: (48, {"type": 0, "reserved": 4, "range": 8, "text": 24, "items": 32, "items_count": 40}),
    locality_witness: (96, {"kind": 0, "id": 8, "label": 16, "field": 24, "value": 32, "source": 40, "section": 48, "basis": 56, "reserved": 64}),
}

# For each library its functions: result and parameters.
PROTOTYPES = {
    "locality": {
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
        "locality_check": (c_int32, [POINTER(locality_snapshot), POINTER(locality_check_options), POINTER(POINTER(locality_findings)), POINTER(locality_error)]),
        "locality_date_add_months": (c_int32, [c_int64, c_int32, POINTER(c_int64), POINTER(locality_error)]),
        "locality_date_from_calendar": (c_int32, [c_int32, c_int32, c_int32, POINTER(c_int64), POINTER(locality_error)]),
        "locality_date_to_calendar": (c_int32, [c_int64, POINTER(c_int32), POINTER(c_int32), POINTER(c_int32), POINTER(locality_error)]),
        "locality_date_weekday": (c_int32, [c_int64]),
        "locality_days_between": (None, [POINTER(locality_range), POINTER(locality_range), c_int32, POINTER(locality_range)]),
        "locality_findings_at": (POINTER(locality_finding), [POINTER(locality_findings), c_size_t]),
        "locality_findings_count": (c_size_t, [POINTER(locality_findings)]),
        "locality_findings_find": (POINTER(locality_finding), [POINTER(locality_findings), c_char_p]),
        "locality_findings_free": (None, [POINTER(locality_findings)]),
        "locality_findings_with": (c_size_t, [POINTER(locality_findings), c_int32]),
        "locality_model_add": (c_int32, [POINTER(locality_model), c_char_p, c_char_p, POINTER(locality_named_value), c_size_t, POINTER(locality_error)]),
        "locality_model_add_many": (c_int32, [POINTER(locality_model), c_char_p, POINTER(c_char_p), c_size_t, POINTER(locality_column_in), c_size_t, POINTER(locality_error)]),
        "locality_model_count": (c_size_t, [POINTER(locality_model), c_char_p]),
        "locality_model_free": (None, [POINTER(locality_model)]),
        "locality_model_new": (c_int32, [POINTER(locality_schema), POINTER(locality_allocator), POINTER(POINTER(locality_model)), POINTER(locality_error)]),
        "locality_model_put": (c_int32, [POINTER(locality_model), c_char_p, c_char_p, POINTER(locality_named_value), c_size_t, POINTER(locality_error)]),
        "locality_model_remove": (c_int32, [POINTER(locality_model), c_char_p, c_char_p, POINTER(locality_error)]),
        "locality_model_schema": (POINTER(locality_schema), [POINTER(locality_model)]),
        "locality_model_set": (c_int32, [POINTER(locality_model), c_char_p, c_char_p, c_char_p, POINTER(locality_value), POINTER(locality_error)]),
        "locality_percent_write": (c_int32, [c_int64, c_int64, c_int32, POINTER(c_char), c_size_t, POINTER(locality_error)]),
        "locality_query": (c_int32, [POINTER(locality_snapshot), c_char_p, c_size_t, POINTER(locality_query_options), POINTER(POINTER(locality_answer)), POINTER(locality_error)]),
        "locality_query_run": (c_int32, [POINTER(locality_snapshot), c_char_p, POINTER(locality_query_options), POINTER(POINTER(locality_answer)), POINTER(locality_error)]),
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
        "locality_sink_case": (c_int32, [POINTER(locality_sink), c_char_p, c_int32, c_char_p, c_char_p, POINTER(locality_error)]),
        "locality_sink_missing": (c_int32, [POINTER(locality_sink), c_char_p, POINTER(locality_error)]),
        "locality_sink_warning": (c_int32, [POINTER(locality_sink), c_char_p, POINTER(locality_error)]),
        "locality_sink_witness": (c_int32, [POINTER(locality_sink), c_char_p, c_char_p, c_char_p, POINTER(locality_error)]),
        "locality_snapshot_alias_uses": (c_size_t, [POINTER(locality_snapshot)]),
        "locality_snapshot_bytes": (c_size_t, [POINTER(locality_snapshot)]),
        "locality_snapshot_column": (c_int32, [POINTER(locality_snapshot), c_uint32, c_uint32, POINTER(locality_column), POINTER(locality_error)]),
        "locality_snapshot_count": (c_size_t, [POINTER(locality_snapshot), c_uint32]),
        "locality_snapshot_find": (c_uint32, [POINTER(locality_snapshot), c_uint32, c_char_p]),
        "locality_snapshot_id": (c_char_p, [POINTER(locality_snapshot), c_uint32, c_uint32]),
        "locality_snapshot_ids": (POINTER(c_uint32), [POINTER(locality_snapshot), c_uint32]),
        "locality_snapshot_release": (None, [POINTER(locality_snapshot)]),
        "locality_snapshot_resolve": (c_int32, [POINTER(locality_snapshot), c_uint32, c_char_p, POINTER(c_uint32), POINTER(c_int32), POINTER(locality_error)]),
        "locality_snapshot_retain": (POINTER(locality_snapshot), [POINTER(locality_snapshot)]),
        "locality_snapshot_schema": (POINTER(locality_schema), [POINTER(locality_snapshot)]),
        "locality_snapshot_symbol": (c_uint32, [POINTER(locality_snapshot), c_char_p]),
        "locality_snapshot_take": (c_int32, [POINTER(locality_model), POINTER(POINTER(locality_snapshot)), POINTER(locality_error)]),
        "locality_snapshot_text": (c_char_p, [POINTER(locality_snapshot), c_uint32]),
        "locality_snapshot_value": (c_int32, [POINTER(locality_snapshot), c_uint32, c_uint32, c_uint32, POINTER(locality_value), POINTER(locality_error)]),
        "locality_status_name": (c_char_p, [c_int32]),
        "locality_table_add_cell": (c_int32, [POINTER(locality_table), c_char_p, c_int32, POINTER(locality_error)]),
        "locality_table_add_column": (c_int32, [POINTER(locality_table), c_char_p, c_char_p, c_int32, POINTER(locality_error)]),
        "locality_table_cell": (c_char_p, [POINTER(locality_table), c_size_t, c_size_t]),
        "locality_table_columns": (c_size_t, [POINTER(locality_table)]),
        "locality_table_free": (None, [POINTER(locality_table)]),
        "locality_table_new": (c_int32, [POINTER(locality_allocator), POINTER(POINTER(locality_table)), POINTER(locality_error)]),
        "locality_table_rows": (c_size_t, [POINTER(locality_table)]),
        "locality_table_write": (c_int32, [POINTER(locality_table), POINTER(locality_report_options), POINTER(locality_output), POINTER(locality_error)]),
        "locality_type_name": (c_char_p, [c_int32]),
        "locality_value_print": (c_int32, [c_int32, POINTER(locality_range), c_int32, POINTER(c_char), c_size_t, POINTER(c_size_t), POINTER(locality_error)]),
        "locality_value_read": (c_int32, [c_int32, c_char_p, c_size_t, POINTER(locality_range), POINTER(locality_error)]),
        "locality_value_write": (c_int32, [c_int32, POINTER(locality_range), POINTER(c_char), c_size_t, POINTER(c_size_t), POINTER(locality_error)]),
        "locality_verdict_name": (c_char_p, [c_int32]),
        "locality_version": (c_char_p, []),
    },
    "locality_json": {
        "locality_json_build": (c_int32, [POINTER(POINTER(locality_json_document)), c_size_t, POINTER(locality_allocator), POINTER(POINTER(locality_model)), POINTER(c_size_t), POINTER(locality_error)]),
        "locality_json_close": (None, [POINTER(locality_json_document)]),
        "locality_json_describe": (c_int32, [POINTER(locality_json_document), POINTER(locality_json_header), POINTER(locality_error)]),
        "locality_json_load": (c_int32, [c_char_p, c_size_t, POINTER(locality_json_options), POINTER(locality_allocator), POINTER(POINTER(locality_model)), POINTER(locality_error)]),
        "locality_json_locate": (c_int32, [POINTER(locality_json_document), c_char_p, c_char_p, c_char_p, POINTER(c_uint64), POINTER(c_uint64)]),
        "locality_json_open": (c_int32, [c_char_p, c_size_t, POINTER(locality_json_options), POINTER(locality_allocator), POINTER(POINTER(locality_json_document)), POINTER(locality_error)]),
        "locality_json_write": (c_int32, [POINTER(locality_model), POINTER(locality_json_header), POINTER(locality_output), POINTER(locality_error)]),
        "locality_json_write_schema": (c_int32, [POINTER(locality_schema), POINTER(locality_output), POINTER(locality_error)]),
    },
}

# Functions that return a status and take an error last.
FALLIBLE = frozenset([
    "locality_answer_value",
    "locality_check",
    "locality_date_add_months",
    "locality_date_from_calendar",
    "locality_date_to_calendar",
    "locality_json_build",
    "locality_json_describe",
    "locality_json_load",
    "locality_json_open",
    "locality_json_write",
    "locality_json_write_schema",
    "locality_model_add",
    "locality_model_add_many",
    "locality_model_new",
    "locality_model_put",
    "locality_model_remove",
    "locality_model_set",
    "locality_percent_write",
    "locality_query",
    "locality_query_run",
    "locality_rules_load",
    "locality_schema_add_field",
    "locality_schema_add_word",
    "locality_schema_describe",
    "locality_schema_new",
    "locality_sink_case",
    "locality_sink_missing",
    "locality_sink_warning",
    "locality_sink_witness",
    "locality_snapshot_column",
    "locality_snapshot_resolve",
    "locality_snapshot_take",
    "locality_snapshot_value",
    "locality_table_add_cell",
    "locality_table_add_column",
    "locality_table_new",
    "locality_table_write",
    "locality_value_print",
    "locality_value_read",
    "locality_value_write",
])


def bind(library, handle):
    """Gives every function of `library` its prototype in a loaded CDLL and returns it."""
    for name, (result, arguments) in PROTOTYPES.get(library, {}).items():
        function = getattr(handle, name)
        function.restype = result
        function.argtypes = arguments
    return handle
