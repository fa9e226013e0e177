"""The low-level module: an allocation of three people and three posts, by every function there is for it."""
import ctypes
from ctypes import byref, c_char_p, c_int64, c_size_t, c_uint32, c_uint64

import pytest

import locality
from locality import _errors, _library, _native as native

core = _library.core
call = _errors.call
PEOPLE, POSTS = native.LOCALITY_ALLOCATION_CANDIDATES, native.LOCALITY_ALLOCATION_DEMANDS


def texts(*items):
    return (c_char_p * len(items))(*[item.encode() for item in items])


def sized(kind):
    """A struct that begins with its size."""
    return kind(struct_size=ctypes.sizeof(kind))


def made(function, *arguments):
    """What a function gives through a pointer to an object of the library."""
    out = getattr(function, "__wrapped__", function).argtypes[len(arguments)]._type_()
    call(function, *arguments, byref(out))
    return out


def number(function, *arguments, kind=c_int64):
    out = kind()
    call(function, *arguments, byref(out))
    return out.value


@pytest.fixture
def problem():
    people, posts = sized(native.locality_allocation_side), sized(native.locality_allocation_side)
    names, titles = texts("asha", "ben", "cora"), texts("advice", "casework", "data")
    people.count, people.id = 3, ctypes.cast(names, type(people.id))
    posts.count, posts.id = 3, ctypes.cast(titles, type(posts.id))
    problem = made(core.locality_allocation_new, byref(people), byref(posts), None)
    yield problem
    core.locality_allocation_free(problem)


def put(problem, cost, failed=None):
    """Costs of every person in every post, two levels that are alike."""
    pairs = sized(native.locality_allocation_pairs)
    cells = (c_int64 * 9)(*cost)
    bits = (c_uint64 * 9)(*failed) if failed else None
    pairs.levels = 2
    pairs.cost = ctypes.cast(cells, type(pairs.cost))
    pairs.candidate_stride, pairs.demand_stride, pairs.level_stride = 24, 8, 0
    if bits:
        pairs.failed = ctypes.cast(bits, type(pairs.failed))
    call(core.locality_allocation_put_pairs, problem, byref(pairs))


def solve(problem, **options):
    chosen = sized(native.locality_allocation_options)
    for name, value in options.items():
        setattr(chosen, name, value)
    return made(core.locality_allocation_solve, problem, byref(chosen))


def pairs_of(result):
    found = []
    for index in range(core.locality_allocation_result_pairs(result)):
        pair = native.locality_allocation_pair()
        call(core.locality_allocation_result_pair, result, index, byref(pair))
        found.append((pair.candidate_id.decode(), pair.demand_id.decode()))
    return found


def test_the_best_of_three_by_three(problem):
    put(problem, [1, 2, 9, 1, 5, 9, 2, 9, 4])
    assert core.locality_allocation_count(problem, PEOPLE) == 3
    assert core.locality_allocation_id(problem, POSTS, 2) == b"data"
    result = solve(problem)
    verdict = core.locality_allocation_result_verdict(result)
    assert core.locality_allocation_verdict_name(verdict) == b"proved optimal"
    assert pairs_of(result) == [("asha", "casework"), ("ben", "advice"), ("cora", "data")]
    assert core.locality_allocation_result_levels(result) == 3
    assert [number(core.locality_allocation_result_total, result, level) for level in range(3)] == [3, 7, 7]
    assert number(core.locality_allocation_result_bound, result, 1) == 7
    assert core.locality_allocation_result_is_unique(result) == 1
    assert core.locality_allocation_result_work(result) > 0
    assert core.locality_allocation_result_unplaced(result, PEOPLE) == 0
    proof = sized(native.locality_allocation_certificate)
    call(core.locality_allocation_result_certificate, result, byref(proof))
    call(core.locality_allocation_check, problem, byref(proof))

    case = made(core.locality_allocation_explain, problem, result, 0)
    assert core.locality_allocation_case_standing(case) == native.LOCALITY_ALLOCATION_ALWAYS
    why = native.locality_allocation_why()
    call(core.locality_allocation_case_why, case, 0, byref(why))
    assert (why.reason, list(why.cost[:3])) == (native.LOCALITY_ALLOCATION_AT_A_COST, [0, 3, 3])  # 1 + 5 + 4
    moves, count = (native.locality_allocation_move * 8)(), c_size_t()
    call(core.locality_allocation_case_moves, case, 0, moves, 8, byref(count))
    assert sorted((move.candidate, move.demand, move.takes) for move in moves[:count.value]) == [
        (0, 0, 1), (0, 1, 0), (1, 0, 0), (1, 1, 1)]
    core.locality_allocation_case_free(case)
    core.locality_allocation_result_free(result)


def test_whoever_watches_a_problem_can_stop_a_question(problem):
    put(problem, [1, 2, 9, 1, 5, 9, 2, 9, 4])
    result = solve(problem)
    asked = []
    stop = dict(native.locality_allocation_options._fields_)["progress"](lambda _self, work: asked.append(work) or 1)
    call(core.locality_allocation_watch, problem, stop, None)
    with pytest.raises(locality.CancelledError):
        made(core.locality_allocation_explain, problem, result, 0)
    assert len(asked) == 1
    core.locality_allocation_result_free(result)


def test_rules_pins_groups_and_a_shortage(problem):
    put(problem, [1, 2, 9, 1, 5, 9, 2, 9, 4], failed=[0, 0, 1, 0, 0, 1, 0, 1, 1])  # cora: advice only; nobody: data
    call(core.locality_allocation_put_rules, problem, texts("LICENCE"), None, None, 1)
    call(core.locality_allocation_forbid, problem, 1, 1, b"not again")
    call(core.locality_allocation_group, problem, b"front", (c_uint32 * 2)(0, 1), 2, 1, 2)
    result = solve(problem)
    assert pairs_of(result) == [("asha", "casework"), ("ben", "advice")]
    left = native.locality_allocation_unplaced()
    call(core.locality_allocation_result_unplaced_at, result, PEOPLE, 0, byref(left))
    assert left.id == b"cora"
    members, count, wanted, places = (c_uint32 * 3)(), c_size_t(), c_int64(), c_int64()
    call(core.locality_allocation_shortage, problem, result, PEOPLE, 2, PEOPLE, members, 3, byref(count))
    call(core.locality_allocation_shortage_size, problem, result, PEOPLE, 2, byref(wanted), byref(places))
    assert (list(members[:count.value]), wanted.value, places.value) == ([1, 2], 2, 1)
    core.locality_allocation_result_free(result)
    call(core.locality_allocation_pin, problem, 2, 2, b"as agreed")
    result = solve(problem)
    assert pairs_of(result) == [("asha", "casework"), ("ben", "advice"), ("cora", "data")]
    core.locality_allocation_result_free(result)


def test_the_stable_allocation(problem):
    put(problem, [1, 2, 9, 1, 5, 9, 2, 9, 4])
    with pytest.raises(locality.Error, match="asha.*ben|ben.*asha"):  # advice ranks them alike
        made(core.locality_allocation_solve_stable, problem, PEOPLE, 1, 2, native.LOCALITY_ALLOCATION_REFUSE_TIES)
    result = made(core.locality_allocation_solve_stable, problem, PEOPLE, 1, 2, native.LOCALITY_ALLOCATION_TIES_BY_ID)
    assert pairs_of(result) == [("asha", "advice"), ("ben", "casework"), ("cora", "data")]
    proof = sized(native.locality_allocation_certificate)
    call(core.locality_allocation_result_certificate, result, byref(proof))
    call(core.locality_allocation_check_stable, problem, byref(proof), 1, 2)
    core.locality_allocation_result_free(result)
