"""Proved instances and other people's solvers: sharing and conflicts against the reference cases, assignment against scipy.

The reference cases are in the folder that LOCALITY_GOLDEN names; without them, and without scipy, the tests say that they
are skipped.
"""
import csv
import ctypes
import json
import os
import pathlib
from ctypes import byref, c_int64, c_size_t, c_uint32

import pytest

from locality import _errors, _library, _native as native

from test_allocation import made, sized
from test_rota import sets_of

core = _library.core
call = _errors.call
GOLDEN = pathlib.Path(os.environ.get("LOCALITY_GOLDEN", "none")) / "allocation"
reference = pytest.mark.skipif(not GOLDEN.is_dir(), reason="no reference cases (LOCALITY_GOLDEN)")


def field(struct, name, array):
    setattr(struct, name, ctypes.cast(array, dict(type(struct)._fields_)[name]))


def numbers(kind, values):
    values = list(values)
    return (kind * max(1, len(values)))(*values)


def shared_out(name, work):
    """Verdict, cost and bound of an instance, verified."""
    text = iter((GOLDEN / "gap" / name).read_text().split())
    agents, jobs = int(next(text)), int(next(text))
    cost, weight = (numbers(c_int64, (int(next(text)) for _ in range(agents * jobs))) for _ in range(2))
    capacity = numbers(c_int64, (int(next(text)) for _ in range(agents)))
    asked, options = sized(native.locality_sharing_problem), sized(native.locality_sharing_options)
    asked.agents, asked.jobs, options.work_limit = agents, jobs, work
    field(asked, "cost", cost), field(asked, "weight", weight), field(asked, "capacity", capacity)
    agent, price, found = (c_uint32 * jobs)(), (c_int64 * jobs)(), native.locality_sharing_outcome()
    call(core.locality_sharing_solve, byref(asked), byref(options), agent, price, byref(found), None)
    total, bound = c_int64(), c_int64()
    if found.verdict in (native.LOCALITY_ALLOCATION_OPTIMAL, native.LOCALITY_ALLOCATION_FEASIBLE):
        call(core.locality_sharing_check, byref(asked), agent, byref(total), None)
        assert total.value == found.cost
    call(core.locality_sharing_bound, byref(asked), price, byref(bound), None)
    assert bound.value <= found.bound or not found.has_bound
    return found


def index_of(family):
    with open(GOLDEN / family / "index.csv", encoding="utf-8") as file:
        return list(csv.DictReader(file))


@reference
def test_jobs_are_shared_out_as_published():
    for row in index_of("gap"):
        name, value = row["file"], int(row["value"])
        if not name.startswith("gap"):
            continue
        found = shared_out(name, 1 << 32)
        assert (found.verdict, found.cost) == (native.LOCALITY_ALLOCATION_OPTIMAL, value), name


@reference
def test_hard_instances_are_never_called_proved_below_their_value():
    for row in index_of("gap"):
        name, value = row["file"], int(row["value"])
        if name.startswith("gap") or name[1:3] in ("30", "40") or "400" in name:
            continue
        found = shared_out(name, 1 << 27)
        assert found.has_bound and found.bound <= value, name
        if found.verdict == native.LOCALITY_ALLOCATION_OPTIMAL:
            assert found.cost == value, name
        elif found.verdict == native.LOCALITY_ALLOCATION_FEASIBLE:
            assert found.cost >= value, name


def program_of(rules, kept, variables):
    """The program of the rules that are kept, all of whose variables are 0 or 1."""
    rows = [row for name, kind in rules.items() if name in kept for row in kind]
    terms = [sorted((int(v), c) for v, c in row["coef"].items()) for row in rows]
    program = sized(native.locality_program)
    program.variables, program.rows = variables, len(rows)
    starts = [0]
    for row in terms:
        starts.append(starts[-1] + len(row))
    none = native.LOCALITY_PROGRAM_NO_LEAST, native.LOCALITY_PROGRAM_NO_MOST
    held = [numbers(c_size_t, starts), numbers(c_uint32, (v for row in terms for v, _ in row)),
            numbers(c_int64, (c for row in terms for _, c in row)),
            numbers(c_int64, (none[0] if row["lo"] is None else row["lo"] for row in rows)),
            numbers(c_int64, (none[1] if row["hi"] is None else row["hi"] for row in rows))]
    for name, array in zip(("start", "variable", "coefficient", "least", "most"), held):
        field(program, name, array)
    return program, held


@reference
@pytest.mark.parametrize("name", ["n15_s1", "n21_s3", "n24_s5"])
def test_conflicts_are_those_of_the_files(name):
    case = json.loads((GOLDEN / "explain-mus" / ("overconstrained_%s.json" % name)).read_text())
    rules, truth = case["rules"], case["truth"]
    names, variables = list(rules), len(case["proposals"])
    kind = core.locality_conflicts_find.__wrapped__.argtypes[2] if hasattr(core.locality_conflicts_find, "__wrapped__") \
        else core.locality_conflicts_find.argtypes[2]

    def can(_, kept, count):
        program, held = program_of(rules, {names[rule] for rule in range(count) if kept[rule]}, variables)
        value, outcome = (c_int64 * variables)(), native.locality_program_outcome()
        call(core.locality_program_solve, byref(program), None, None, value, byref(outcome), None)
        assert held and outcome.verdict in (native.LOCALITY_ALLOCATION_OPTIMAL, native.LOCALITY_ALLOCATION_INFEASIBLE)
        if outcome.verdict == native.LOCALITY_ALLOCATION_OPTIMAL:
            call(core.locality_program_check, byref(program), value, None)
        return int(outcome.verdict == native.LOCALITY_ALLOCATION_OPTIMAL)

    options = sized(native.locality_conflicts_options)
    options.all = 1
    found = made(core.locality_conflicts_find, None, len(names), kind(can), None, byref(options), None)
    assert core.locality_conflicts_is_complete(found) == 1
    for listed, key in ((native.LOCALITY_CONFLICTS_CONFLICT, "all_mus"), (native.LOCALITY_CONFLICTS_CORRECTION, "all_mcs")):
        ours = sorted(sorted(names[rule] for rule in rules) for rules, _ in sets_of(found, listed))
        assert ours == sorted(sorted(item) for item in truth[key])
    core.locality_conflicts_free(found)


def assigned(cost, rows, columns):
    """The lowest cost of a dense problem, its certificate checked."""
    sides = [sized(native.locality_allocation_side) for _ in range(2)]
    sides[0].count, sides[1].count = rows, columns
    problem = made(core.locality_allocation_new, byref(sides[0]), byref(sides[1]), None)
    pairs = sized(native.locality_allocation_pairs)
    pairs.levels, pairs.candidate_stride, pairs.demand_stride = 1, columns * 8, 8
    pairs.cost = ctypes.cast(cost.ctypes.data, type(pairs.cost))
    call(core.locality_allocation_put_pairs, problem, byref(pairs))
    result = made(core.locality_allocation_solve, problem, None)
    proof, total = sized(native.locality_allocation_certificate), c_int64()
    call(core.locality_allocation_result_certificate, result, byref(proof))
    call(core.locality_allocation_check, problem, byref(proof))
    call(core.locality_allocation_result_total, result, 1, byref(total))
    core.locality_allocation_result_free(result)
    core.locality_allocation_free(problem)
    return total.value


def test_random_assignments_cost_what_scipy_says():
    numpy, optimize = pytest.importorskip("numpy"), pytest.importorskip("scipy.optimize")
    random = numpy.random.default_rng(20)
    for size in (1, 2, 3, 5, 8, 13, 30, 60, 120, 250, 500, 1000):
        for kind in range(4):
            rows, columns = size, size + (0, size // 3, 0, 0)[kind]
            if kind == 2:
                cost = numpy.outer(numpy.arange(1, rows + 1), numpy.arange(1, columns + 1))
            elif kind == 3:
                places = random.integers(0, 10**6, (rows + columns, 2))
                cost = numpy.hypot(*(places[:rows, None] - places[None, rows:]).transpose(2, 0, 1)).astype(numpy.int64)
            else:
                cost = random.integers(-10, 10**(1 + 5 * kind), (rows, columns))
            compare_with_scipy(numpy, optimize, cost, (size, kind))


def compare_with_scipy(numpy, optimize, cost, name):
    """A matrix as it is, and on its side: as many candidates as demands, more of them, and fewer."""
    for matrix in (cost, cost.T):
        matrix = numpy.ascontiguousarray(matrix, dtype=numpy.int64)
        chosen = optimize.linear_sum_assignment(matrix)
        assert assigned(matrix, *matrix.shape) == matrix[chosen].sum(), (*name, matrix.shape)


def test_more_candidates_than_demands_cost_what_scipy_says():
    numpy, optimize = pytest.importorskip("numpy"), pytest.importorskip("scipy.optimize")
    random = numpy.random.default_rng(21)
    for rows, columns in ((2, 1), (9, 4), (50, 3), (200, 120), (600, 599), (1000, 10), (1000, 700)):
        for largest in (3, 1000, 10**9):
            cost = random.integers(-largest, largest, (rows, columns))
            compare_with_scipy(numpy, optimize, cost, (largest,))


def matched(rows, columns, candidate, demand, cost):
    """Pairs and lowest cost of a sparse problem, its certificate checked."""
    sides = [sized(native.locality_allocation_side) for _ in range(2)]
    sides[0].count, sides[1].count = rows, columns
    problem = made(core.locality_allocation_new, byref(sides[0]), byref(sides[1]), None)
    pairs = sized(native.locality_allocation_pairs)
    pairs.levels, pairs.count, pairs.candidate_stride = 1, len(cost), 8
    for name, column in (("candidate", candidate), ("demand", demand), ("cost", cost)):
        setattr(pairs, name, ctypes.cast(column.ctypes.data, type(getattr(pairs, name))))
    call(core.locality_allocation_put_pairs, problem, byref(pairs))
    result = made(core.locality_allocation_solve, problem, None)
    proof, total = sized(native.locality_allocation_certificate), c_int64()
    call(core.locality_allocation_result_certificate, result, byref(proof))
    call(core.locality_allocation_check, problem, byref(proof))
    call(core.locality_allocation_result_total, result, 1, byref(total))
    filled = core.locality_allocation_result_pairs(result)
    core.locality_allocation_result_free(result)
    core.locality_allocation_free(problem)
    return filled, total.value


def test_sparse_problems_fill_and_cost_what_scipy_says():
    numpy, optimize = pytest.importorskip("numpy"), pytest.importorskip("scipy.optimize")
    sparse, graph = pytest.importorskip("scipy.sparse"), pytest.importorskip("scipy.sparse.csgraph")
    random = numpy.random.default_rng(22)
    for rows, columns, each in ((5, 7, 1), (40, 30, 2), (100, 100, 3), (400, 300, 3), (300, 400, 5), (1000, 1000, 4), (1000, 600, 20)):
        for largest in (2, 10**6):
            pairs = numpy.unique(random.integers(0, [[rows, columns]], (rows * each, 2)), axis=0)
            candidate, demand = (numpy.ascontiguousarray(pairs[:, k], dtype=numpy.uint32) for k in (0, 1))
            cost = random.integers(1, largest + 1, len(pairs)).astype(numpy.int64)
            there = sparse.csr_matrix((numpy.ones(len(pairs)), (candidate, demand)), (rows, columns))
            most = int((graph.maximum_bipartite_matching(there, perm_type="column") >= 0).sum())
            # Leaving a place empty costs more than all that could be saved by it.
            empty = int(cost.sum()) + 1
            dense = numpy.zeros((rows, columns), dtype=numpy.int64)
            dense[candidate, demand] = cost - empty
            lowest = int(dense[optimize.linear_sum_assignment(dense)].sum()) + most * empty
            assert matched(rows, columns, candidate, demand, cost) == (most, lowest), (rows, columns, each, largest)
