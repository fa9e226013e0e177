"""The low-level module: what the package itself does not use yet is called here as C declares it."""
import ctypes
from ctypes import POINTER, byref, c_char_p, c_int32, c_int64, c_size_t, c_uint32

import pytest

import locality
from locality import Range, _errors, _library, _native as native, _report
from conftest import API, CALLED

core = _library.core
call = _errors.call
MISSING = native.LOCALITY_ROW_MISSING


def fill(function, *arguments, item=c_uint32):
    """What a function gives that fills an array: asks how many there are, then for all of them."""
    count = c_size_t()
    call(function, *arguments, None, 0, byref(count))
    array = (item * max(1, count.value))()
    call(function, *arguments, array, count.value, byref(count))
    return list(array)[:count.value]


def text(function, *arguments):
    buffer = ctypes.create_string_buffer(160)
    call(function, *arguments, buffer, len(buffer))
    return buffer.value.decode()


class Rows:
    """Rows of a snapshot by id, and ids by row."""

    def __init__(self, snapshot):
        self.snapshot = snapshot

    def kind(self, name):
        return core.locality_schema_kind(None, name.encode())

    def row(self, kind, id):
        row = core.locality_snapshot_find(self.snapshot, self.kind(kind), id.encode())
        assert row != MISSING, id
        return row

    def ids(self, kind, rows):
        return [core.locality_snapshot_id(self.snapshot, self.kind(kind), row).decode() for row in rows]


# ---- Values ----

def test_ranges_are_made_and_computed():
    out = native.locality_range()
    a, b, whole = native.locality_range(2, 3), native.locality_range(10, 20), native.locality_range(4, 4)

    def made(name, *arguments):
        getattr(core, "locality_range_" + name)(*arguments, byref(out))
        return out.lo, out.hi

    open_below, open_above = native.LOCALITY_OPEN_BELOW, native.LOCALITY_OPEN_ABOVE
    assert made("exact", 5) == (5, 5)
    assert made("unknown") == (open_below, open_above)
    assert made("between", 7, 5) == (5, 7)
    assert made("at_least", 5) == (5, open_above)
    assert made("at_most", 5) == (open_below, 5)
    assert made("over", 5) == (6, open_above)
    assert made("under", 5) == (open_below, 4)
    assert made("about", 10, 2) == (8, 12)
    assert made("printed", 247000, 1000) == (246500, 247499)
    assert made("add", byref(a), byref(b)) == (12, 23)
    assert made("subtract", byref(b), byref(a)) == (7, 18)
    assert made("multiply", byref(a), byref(b), 1) == (20, 60)
    assert made("divide", byref(b), byref(whole), 1) == (2, 5)
    assert made("min", byref(a), byref(b)) == (2, 3)
    assert made("max", byref(a), byref(b)) == (10, 20)
    assert made("hull", byref(a), byref(b)) == (2, 20)
    assert core.locality_range_intersect(byref(a), byref(native.locality_range(3, 9)), byref(out)) == 1
    assert (out.lo, out.hi) == (3, 3)
    assert core.locality_range_compare(native.LOCALITY_LESS, byref(a), byref(b)) == native.LOCALITY_TRUE
    assert core.locality_range_is_valid(byref(native.locality_range(2, 1))) == 0
    assert core.locality_range_is_exact(byref(whole)) == 1
    assert core.locality_range_is_unknown(byref(whole)) == 0


def test_dates_and_percentages():
    date, year, month, day = c_int64(), c_int32(), c_int32(), c_int32()
    call(core.locality_date_from_calendar, 2010, 9, 3, byref(date))
    assert date.value == 14855
    call(core.locality_date_to_calendar, date, byref(year), byref(month), byref(day))
    assert (year.value, month.value, day.value) == (2010, 9, 3)
    assert core.locality_date_weekday(date) == 5
    call(core.locality_date_add_months, date, 1, byref(date))
    assert Range.from_units("date", date.value, date.value) == Range.read("date", "2010-10-03")
    out = native.locality_range()
    core.locality_days_between(byref(Range.read("date", "2010-07").as_native()), byref(Range.read("date", "2010-09-03").as_native()),
                               native.LOCALITY_DAYS_ELAPSED, byref(out))
    assert (out.lo, out.hi) == (34, 64)
    assert text(core.locality_percent_write, 22, 46, 2) == "47.83"
    with pytest.raises(locality.InvalidError):
        call(core.locality_date_from_calendar, 2010, 2, 31, byref(date))


def test_everything_has_a_name():
    assert core.locality_status_name(native.LOCALITY_DANGLING) == b"dangling"
    assert core.locality_type_name(native.LOCALITY_TYPE_MONEY) == b"money"
    assert core.locality_verdict_name(native.LOCALITY_VERDICT_FAIL) == b"fail"
    assert core.locality_version().decode() == locality.__version__


# ---- Schema, records, snapshots ----

def test_a_host_adds_fields_and_words_of_its_own():
    schema, model = POINTER(native.locality_schema)(), POINTER(native.locality_model)()
    call(core.locality_schema_new, None, byref(schema))
    try:
        added = native.locality_field_info(ctypes.sizeof(native.locality_field_info), name=b"payroll_number",
                                           doc=b"Number in the payroll.", type=native.LOCALITY_TYPE_TEXT)
        call(core.locality_schema_add_field, schema, b"post", byref(added))
        call(core.locality_schema_add_word, schema, b"post", b"contract", b"zero_hours")
        assert core.locality_schema_kinds(schema) == core.locality_schema_kinds(None) > 40
        post = core.locality_schema_kind(schema, b"posts")
        assert core.locality_schema_kind_name(schema, post) == b"post"
        assert core.locality_schema_kind_plural(schema, post) == b"posts"
        assert core.locality_schema_kind_doc(schema, post)
        assert core.locality_schema_fields(schema, post) == core.locality_schema_fields(None, post) + 1
        info = native.locality_field_info(ctypes.sizeof(native.locality_field_info))
        call(core.locality_schema_describe, schema, post, core.locality_schema_field(schema, post, b"payroll_number"), byref(info))
        assert info.is_extra and info.doc == b"Number in the payroll."
        call(core.locality_model_new, schema, None, byref(model))
    finally:
        core.locality_schema_free(schema)
    with locality.Model(_pointer=model) as own:
        own.put("post", "a", payroll_number="7", contract="zero_hours")
        assert own.record("post", "a")["payroll_number"] == "7"


def test_columns_go_in_and_out_without_a_call_a_row():
    with locality.Model() as model:
        ids = (c_char_p * 3)(b"a", b"b", b"c")
        titles = (c_char_p * 3)(b"Head", b"Clerk", None)
        posts = (c_int64 * 3)(1, 2, native.LOCALITY_OPEN_BELOW)
        size = ctypes.sizeof(native.locality_column_in)
        columns = (native.locality_column_in * 2)(
            native.locality_column_in(size, field=b"title", data=ctypes.cast(titles, ctypes.c_void_p)),
            native.locality_column_in(size, field=b"posts", data=ctypes.cast(posts, ctypes.c_void_p)))
        call(core.locality_model_add_many, model.handle, b"post", ids, 3, columns, 2)
        assert core.locality_model_count(model.handle, b"post") == 3
        snapshot = model.snapshot().handle
        kind = core.locality_schema_kind(core.locality_model_schema(model.handle), b"post")
        column = native.locality_column(ctypes.sizeof(native.locality_column))
        call(core.locality_snapshot_column, snapshot, kind, core.locality_schema_field(None, kind, b"posts"), byref(column))
        assert column.count == 3 and column.lo[:2] == [1, 2] and column.lo[2] == native.LOCALITY_OPEN_BELOW
        symbols = core.locality_snapshot_ids(snapshot, kind)
        assert [core.locality_snapshot_text(snapshot, symbols[i]) for i in range(3)] == [b"a", b"b", b"c"]
        assert core.locality_snapshot_symbol(snapshot, b"Clerk") and not core.locality_snapshot_symbol(snapshot, b"nothing")
        assert core.locality_snapshot_bytes(snapshot) > 0 and core.locality_snapshot_alias_uses(snapshot) == 0
        again = core.locality_snapshot_retain(snapshot)
        assert core.locality_snapshot_count(again, kind) == 3
        core.locality_snapshot_release(again)


def test_a_model_shows_all_it_holds(shire):
    seen = []
    members = dict(native.locality_model_visitor._fields_)
    visitor = native.locality_model_visitor(
        ctypes.sizeof(native.locality_model_visitor), 0, None,
        members["record"](lambda _self, kind, id: seen.append((kind, id)) or 0),
        members["value"](lambda _self, field, value: 0))
    call(core.locality_model_visit, shire.handle, byref(visitor))
    assert (core.locality_schema_kind(None, b"post"), b"clerk") in seen


RECORDS = sorted(item["name"][:-4] for item in API["functions"]
                 if item["header"] == "locality/records.h" and item["name"].endswith("_put"))


def record_of(name, id):
    """A struct of a kind in which every field is missing, as its _INIT macro makes it."""
    kind = getattr(native, name)
    record = kind(ctypes.sizeof(kind), id=id)
    for member, form in kind._fields_:
        if form is native.locality_range:
            setattr(record, member, native.locality_range(native.LOCALITY_OPEN_BELOW, native.LOCALITY_OPEN_ABOVE))
    return record


def needs(model, record):
    """A change belongs to an overlay, and changes something."""
    if isinstance(record, native.locality_change):
        model.put("structure", "now")
        model.put("structure", "then", baseline="now")
        model.put("post", "head", structure="now")
        record.structure, record.verb, record.subject = b"then", b"set", b"post:head"
        record.field, record.value = b"title", b"Head"
    return record


@pytest.mark.parametrize("name", RECORDS)
def test_records_are_put_and_read_by_their_struct(name):
    def function(verb):
        return getattr(core, "%s_%s" % (name, verb))

    with locality.Model() as model:
        for verb, id in (("put", b"a"), ("put", b"a"), ("add", b"b"), ("add", b"c")):
            record = needs(model, record_of(name, id))
            record.remark = b"Remark"
            call(function(verb), model.handle, byref(record))
        with pytest.raises(locality.DuplicateError):
            call(function("add"), model.handle, byref(record_of(name, b"b")))
        call(function("remove"), model.handle, b"c")
        snapshot = model.snapshot().handle
        assert function("count")(snapshot) == 2
        for verb, which in (("find", b"b"), ("at", 1)):
            found = record_of(name, None)
            call(function(verb), snapshot, which, byref(found))
            assert (found.id, found.remark) == (b"b", b"Remark")
        with pytest.raises(locality.NotFoundError):
            call(function("find"), snapshot, b"c", byref(found))


# ---- Places and structure ----

def test_places(shire):
    snapshot = shire.snapshot().handle
    rows, places = Rows(snapshot), POINTER(native.locality_places)()
    call(core.locality_places_new, snapshot, None, byref(places))
    try:
        county, north, south = (rows.row("area", id) for id in ("shire", "north", "south"))
        old, upper = rows.row("area", "old"), rows.row("area_group", "upper")
        assert ctypes.addressof(core.locality_places_snapshot(places).contents) == ctypes.addressof(snapshot.contents)
        assert rows.ids("area", fill(core.locality_places_children, places, county)) == ["north", "south", "old"]
        assert set(rows.ids("area", fill(core.locality_places_inside, places, county))) >= {"north", "south"}
        assert rows.ids("area", fill(core.locality_places_ancestors, places, north)) == ["shire"]
        assert set(rows.ids("area", fill(core.locality_places_at_level, places, b"district", county))) >= {"north", "south"}
        assert core.locality_places_on_map(places, north) == 1
        answer = c_int32()
        call(core.locality_places_relate, places, north, county, byref(answer))
        assert answer.value == native.LOCALITY_RELATION_INSIDE
        call(core.locality_places_within, places, south, north, byref(answer))
        assert answer.value == 0
        assert rows.ids("area_group", fill(core.locality_places_groups, places, north)) == ["upper"]
        assert rows.ids("area", fill(core.locality_places_members, places, upper)) == ["north"]
        assert b"halves" in [layer.name for layer in fill(core.locality_places_layers, places, item=native.locality_layer)]
        areas = (c_uint32 * 1)(north)
        assert fill(core.locality_places_locate, places, areas, 1, item=native.locality_location)
        assert len(fill(core.locality_places_align, places, b"halves", b"district", item=native.locality_alignment)) == 2
        known = c_int32()
        assert isinstance(fill(core.locality_places_partition, places, upper, byref(known),
                               item=native.locality_partition_fault), list)
        members = (native.locality_membership * 1)(native.locality_membership(1, north))
        faults = fill(core.locality_places_partition_if, places, county, members, 1, item=native.locality_partition_fault)
        assert south in [fault.area for fault in faults if fault.fault == native.LOCALITY_PARTITION_GAP]
        call(core.locality_places_valid, places, old, byref(Range.read("date", "2010").as_native()), byref(answer))
        assert answer.value == native.LOCALITY_FALSE
        assert rows.ids("area", fill(core.locality_places_successors, places, old)) == ["south"]
        check_coverage(places, rows)
    finally:
        core.locality_places_free(places)


def check_coverage(places, rows):
    coverage = POINTER(native.locality_coverage)()
    options = native.locality_coverage_options(
        struct_size=ctypes.sizeof(native.locality_coverage_options), of=native.LOCALITY_COVERAGE_SERVICES,
        structure=MISSING, inside=MISSING, level=b"district")
    call(core.locality_places_coverage, places, byref(options), byref(coverage))
    try:
        count, kind = c_size_t(), c_uint32()
        areas = core.locality_coverage_areas(coverage, byref(count))
        ids = rows.ids("area", areas[:count.value])
        core.locality_coverage_columns(coverage, byref(kind), byref(count))
        assert count.value == 1 and kind.value == rows.kind("service")
        cell = native.locality_coverage_cell()
        call(core.locality_coverage_cell_at, coverage, ids.index("north"), 0, byref(cell))
        assert cell.state == native.LOCALITY_CELL_COVERED
        assert core.locality_coverage_count(coverage, native.LOCALITY_CELL_COVERED) == 1
    finally:
        core.locality_coverage_free(coverage)


@pytest.fixture
def versions(shire):
    """Both versions of the small structure, and the rows of the snapshot they are over."""
    snapshot = shire.snapshot().handle
    made = []
    for name in (b"before", b"after"):
        structure = POINTER(native.locality_structure)()
        call(core.locality_structure_new, snapshot, name, None, byref(structure))
        made.append(structure)
    yield made[0], made[1], Rows(snapshot)
    for structure in made:
        core.locality_structure_free(structure)


def test_lines_of_report(versions):
    _, after, rows = versions
    head, officer = rows.row("post", "head"), rows.row("post", "officer")
    assert core.locality_structure_row(after) == rows.row("structure", "after")
    assert ctypes.addressof(core.locality_structure_snapshot(after).contents) == ctypes.addressof(rows.snapshot.contents)

    def posts(name, *arguments):
        return rows.ids("post", fill(getattr(core, "locality_structure_" + name), after, *arguments))

    assert posts("posts") == ["head", "officer", "clerk"]
    assert posts("chain", officer) == ["head"] and posts("reports", head) == ["officer"] == posts("below", head)
    assert posts("roots") == ["head"] and posts("orphans") == ["clerk"]
    assert posts("lacking", b"unit") == ["clerk"] and "clerk" in posts("placeless")
    assert core.locality_structure_cycles(after) == 0
    with pytest.raises(locality.InvalidError):
        fill(core.locality_structure_cycle, after, 0)
    line, layers, span = native.locality_line(), native.locality_range(), native.locality_span()
    call(core.locality_structure_line, after, officer, byref(line))
    assert line.manager == head and not line.is_cyclic
    call(core.locality_structure_layers, after, byref(layers))
    assert layers.lo == 2
    call(core.locality_structure_span, after, head, byref(span))
    assert (span.posts.lo, span.fte.lo) == (4, 3500000)
    assert len(fill(core.locality_structure_spans, after, item=native.locality_span)) == 1
    assert rows.ids("function", fill(core.locality_structure_functions, after, head)) == ["advice"]
    assert rows.ids("skill", fill(core.locality_structure_skills, after, head)) == ["tact"]
    unled = fill(core.locality_structure_unled, after, item=native.locality_unled)
    assert rows.ids("function", [item.function for item in unled]) == ["lists"]
    desks = fill(core.locality_structure_desks, after, item=native.locality_desks)
    assert [(desk.placed.lo, desk.enough) for desk in desks] == [(5, native.LOCALITY_FALSE)]


def test_totals(versions):
    _, after, _ = versions
    totals = POINTER(native.locality_totals)()
    options = native.locality_totals_options(struct_size=ctypes.sizeof(native.locality_totals_options), by=native.LOCALITY_BY_UNIT)
    call(core.locality_structure_totals, after, byref(options), byref(totals))
    try:
        overall = core.locality_totals_overall(totals).contents
        assert overall.posts.lo == 6 and overall.fte.lo == 4500000 and overall.cost.lo == 2000000
        parts = [core.locality_totals_at(totals, i).contents for i in range(core.locality_totals_count(totals))]
        assert sum(part.posts.lo for part in parts) == 6 and parts[0].label == b"team"
    finally:
        core.locality_totals_free(totals)


def test_two_versions(versions):
    before, after, rows = versions
    fates = fill(core.locality_structure_compare, before, after, item=native.locality_fate)
    by_post = {rows.ids("post", [fate.after])[0]: fate.fate for fate in fates
               if fate.kind == rows.kind("post") and fate.after != MISSING}
    assert by_post["head"] == native.LOCALITY_FATE_UNCHANGED and by_post["clerk"] == native.LOCALITY_FATE_UNMAPPED
    size, sites = native.locality_size_change(), native.locality_site_change()
    call(core.locality_structure_size_change, before, after, byref(size))
    assert size.stated_fte.net.lo == -1500000
    call(core.locality_structure_site_change, before, after, b"office", byref(sites))
    assert (sites.sites.net.lo, sites.closures.lo, sites.closures.hi) == (-1, 1, 2)


# ---- Language and reports ----

def test_the_language_describes_itself():
    infos = [core.locality_language_function_at(i).contents for i in range(core.locality_language_function_count())]
    assert b"covers" in [info.name for info in infos] and all(info.signature and info.doc for info in infos)
    question = b"count(p in post)"
    call(core.locality_expression_check, None, question, len(question))
    rules = b'rule A-1 "x"\n  require 1 = yes\n'
    with pytest.raises(locality.Error) as caught:
        call(core.locality_rule_file_check, None, rules, len(rules))
    assert caught.value.line == 2


def test_a_column_of_references_names_its_kind():
    with locality.Model() as model:
        model.put("post", "a", title="Head")
        answer = model.query("list(p, p.title for p in post)")
        assert answer.types == ["ref post", "text"]


def test_tables_are_filled_and_written():
    table = POINTER(native.locality_table)()
    call(core.locality_table_new, None, byref(table))
    try:
        call(core.locality_table_add_column, table, b"post", b"Post", native.LOCALITY_ALIGN_LEFT)
        call(core.locality_table_add_column, table, b"fte", None, native.LOCALITY_ALIGN_RIGHT)
        for cell in (b"Head", b"1", b"Officer"):
            call(core.locality_table_add_cell, table, cell, native.LOCALITY_TONE_PLAIN)
        assert (core.locality_table_columns(table), core.locality_table_rows(table)) == (2, 2)
        assert core.locality_table_cell(table, 1, 0) == b"Officer"
        written = _report.collect(core.locality_table_write, table, byref(_report.options_for("csv")))
        assert written == "post,fte\r\nHead,1\r\nOfficer,\r\n"
    finally:
        core.locality_table_free(table)


def report(name, snapshot, *arguments, format="text"):
    function = getattr(core, "locality_report_" + name)
    return _report.collect(function, snapshot.handle, *arguments, byref(_report.options_for(format, 80, as_at="2010-09-03")))


def test_reports_are_written(shire):
    snapshot = shire.snapshot()
    assert "Clerk" in report("structure", snapshot, b"after") and "clerk" in report("record", snapshot, b"post", b"clerk")
    assert "North" in report("sheet", snapshot, b"north")
    assert report("before_after", snapshot, b"before", b"after") and report("matrix", snapshot, b"services", None)
    for number in native.ENUMERATIONS["locality_registers"].values():
        assert report("register", snapshot, number)
        assert report("register", snapshot, number, format="json").lstrip().startswith("{")


def test_a_tone_is_told_before_its_text(coventry):
    heard = []
    members = dict(native.locality_output._fields_)
    output = native.locality_output(ctypes.sizeof(native.locality_output), 0, None,
                                    members["write"](lambda _self, _bytes, _length: 0),
                                    members["tone"](lambda _self, tone: heard.append(tone)))
    call(core.locality_report_findings, coventry.check().handle, None, None, byref(output))
    assert native.LOCALITY_TONE_BAD in heard


def test_charts_are_written(shire):
    snapshot = shire.snapshot()
    options = byref(_report.options_for("text", 80))
    assert "digraph" in _report.collect(core.locality_chart_structure, snapshot.handle, b"after", options)
    assert "digraph" in _report.collect(core.locality_chart_matrix, snapshot.handle, b"services", None, options)


def test_a_table_is_read_in_one_call():
    text, table, out = core.locality_intake_map_text(b"areas"), b"id,name,level\na,A,ward\n", POINTER(native.locality_intake_report)()
    with locality.Model() as model:
        call(core.locality_intake_read, model.handle, text, len(text), table, len(table), None, byref(out))
        assert core.locality_intake_report_sum(out, native.LOCALITY_INTAKE_ROWS, None) == 1
        core.locality_intake_report_free(out)
        assert model.count("area") == 1


# ---- Redaction ----

def test_a_redacted_model_has_no_names(shire):
    shire.put("person", "jane-smith", name="Jane Smith", initials="JS")
    shire.put("area", "elm", name="Elm", remark="Ask Ms Smith.")
    snapshot, out, names = shire.snapshot(), POINTER(native.locality_model)(), c_int32()
    withheld = native.locality_withheld(ctypes.sizeof(native.locality_withheld))
    call(core.locality_snapshot_redact, snapshot.handle, None, None, byref(out), byref(withheld))
    with locality.Model(_pointer=out) as published:
        rows = Rows(published.snapshot().handle)
        assert rows.ids("person", [0]) == ["person-1"]
        assert core.locality_snapshot_find(rows.snapshot, rows.kind("person"), b"jane-smith") == MISSING
    assert withheld.count[native.LOCALITY_WITHHELD_NAMES] == 1
    assert core.locality_withheld_name(native.LOCALITY_WITHHELD_NAMES) == b"names of people"
    words = ctypes.create_string_buffer(1000)
    call(core.locality_withheld_print, byref(withheld), words, len(words), None)
    assert words.value.startswith(b"Redacted. Withheld: 1 name of a person")
    call(core.locality_snapshot_names_person, snapshot.handle, b"Plan of J. Smith", byref(names))
    assert names.value == 1


# ---- Documents ----

def test_documents_are_loaded_in_one_call_and_describe_their_schema():
    library, model = _library.json_library(), POINTER(native.locality_model)()
    document = b'{"locality": 1, "post": [{"id": "a"}]}'
    call(library.locality_json_load, document, len(document), None, None, byref(model))
    with locality.Model(_pointer=model) as loaded:
        assert loaded.count("post") == 1
    assert '"$schema"' in _report.collect(library.locality_json_write_schema, None)


def test_a_record_is_a_document_of_its_own():
    library, read = _library.json_library(), []
    kind = core.locality_schema_kind(None, b"post")

    def take(_self, record, error):
        read.append(_report.collect(library.locality_json_write_record, record, b'{"id": "a", "later": [1]}', 25, None))
        return native.LOCALITY_OK

    sink = native.locality_store_sink(ctypes.sizeof(native.locality_store_sink), 0)
    sink.record = dict(native.locality_store_sink._fields_)["record"](take)
    document = b'{"fte": 0.80, "id": "a"}'
    call(library.locality_json_read_record, document, len(document), None, kind, None, byref(sink))
    assert read == ['{"id": "a", "fte": 0.8, "later": [1]}']


@pytest.mark.last
def test_every_function_of_the_library_was_called():
    bound = {name for functions in native.PROTOTYPES.values() for name in functions}
    assert bound and sorted(bound - CALLED) == []
