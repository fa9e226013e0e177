"""Deployments: FTE spread over places, by arrays and by the rules."""
import ctypes
import json
import random
from ctypes import byref

import pytest

import locality
from conftest import PAPERS
from locality import _errors, _library, _native as native

from test_allocation import made, sized, texts

core = _library.core
call = _errors.call
OFFICERS = PAPERS / "companions" / "coventry-2010" / "deployment.json"


def put(struct, name, array):
    setattr(struct, name, ctypes.cast(array, dict(type(struct)._fields_)[name]))


@pytest.fixture
def teams():
    """Team A may go to two places, team B to a third."""
    asked = sized(native.locality_deployment_problem)
    asked.groups, asked.places, asked.pairs, asked.levels = 2, 3, 3, 1
    kept = {"group_id": texts("team-a", "team-b"), "place_id": texts("north", "south", "west"),
            "gives": (ctypes.c_int64 * 2)(400, 300), "need": (ctypes.c_int64 * 3)(500, 300, 200),
            "group": (ctypes.c_uint32 * 3)(0, 0, 1), "place": (ctypes.c_uint32 * 3)(0, 1, 2),
            "cost": (ctypes.c_int64 * 3)(1, 2, 3)}
    for name, array in kept.items():
        put(asked, name, array)
    plan = made(core.locality_deployment_solve, byref(asked), None, None)
    yield asked, plan, kept
    core.locality_deployment_free(plan)


def test_time_is_spread_and_proved(teams):
    asked, plan, _ = teams
    value = native.locality_deployment_value()
    call(core.locality_deployment_get_value, plan, byref(value))
    assert value.verdict == native.LOCALITY_ALLOCATION_OPTIMAL and value.is_unique == 1
    assert (value.gives, value.placed, value.need, value.met, value.cost[0]) == (700, 600, 1000, 600, 250 + 300 + 600)
    share, shares = native.locality_deployment_share(), []
    for index in range(core.locality_deployment_shares(plan)):
        call(core.locality_deployment_share_at, plan, index, byref(share))
        shares.append((share.group, share.place, share.amount))
    assert shares == [(0, 0, 250), (0, 1, 150), (1, 2, 200)]
    assert core.locality_deployment_count(plan, 1) == 3
    member = native.locality_deployment_member()
    call(core.locality_deployment_member_at, plan, 0, 1, byref(member))
    assert (member.id, member.amount, member.placed) == (b"team-b", 300, 200)
    story, where, who = native.locality_deployment_story(), (ctypes.c_uint8 * 3)(), (ctypes.c_uint8 * 2)()
    call(core.locality_deployment_shortage, plan, 1, byref(story), where, who)
    assert (story.must, story.can, list(where), list(who)) == (800, 400, [1, 1, 0], [1, 0])
    proof = sized(native.locality_deployment_certificate)
    call(core.locality_deployment_get_certificate, plan, byref(proof))
    call(core.locality_deployment_check, byref(asked), byref(proof), None)
    proof.shares -= 1
    with pytest.raises(locality.Error):
        call(core.locality_deployment_check, byref(asked), byref(proof), None)


def spread(gives, need, pairs):
    """What each place is given, in hundredths."""
    asked = sized(native.locality_deployment_problem)
    asked.groups, asked.places, asked.pairs = len(gives), len(need), len(pairs)
    kept = {"gives": (ctypes.c_int64 * len(gives))(*gives), "need": (ctypes.c_int64 * len(need))(*need),
            "group": (ctypes.c_uint32 * len(pairs))(*(i for i, _ in pairs)),
            "place": (ctypes.c_uint32 * len(pairs))(*(j for _, j in pairs))}
    for name, array in kept.items():
        put(asked, name, array)
    plan = made(core.locality_deployment_solve, byref(asked), None, None)
    member, given = native.locality_deployment_member(), []
    for j in range(len(need)):
        call(core.locality_deployment_member_at, plan, 1, j, byref(member))
        given.append(member.placed)
    core.locality_deployment_free(plan)
    return given


def fairest(linprog, gives, need, pairs):
    """The same by linear programs: the least share raised as far as can be, then of those that can rise the least, and so on."""
    one = len(pairs) + 1  # the last variable is the share
    taken = [[float(i == group) for i, _ in pairs] + [0.0] for group in range(len(gives))]
    into = [[float(j == place) for _, j in pairs] + [0.0] for place in range(len(need))]
    rows, most = taken + into, list(gives) + list(need)
    total = -linprog([-sum(column) for column in zip(*into)], A_ub=rows, b_ub=most, method="highs").fun
    share = {}
    while len(share) < len(need):
        least = [([-value for value in into[j][:-1]] + [0.0 if j in share else need[j]],
                  1e-7 - share[j] * need[j] if j in share else 0.0) for j in range(len(need))]
        raised = -linprog([0.0] * (one - 1) + [-1.0], A_ub=rows + [row for row, _ in least], b_ub=most + [b for _, b in least],
                          bounds=[(0, None)] * (one - 1) + [(0, 1)], method="highs").fun
        kept = [1e-7 - share.get(j, raised) * need[j] for j in range(len(need))]
        lower = [[-value for value in row] for row in into]
        stuck = [j for j in range(len(need)) if j not in share and -linprog(
            lower[j], A_ub=rows + lower, b_ub=most + kept, method="highs").fun <= raised * need[j] + 1e-4]
        share.update((j, raised) for j in stuck)
    return total, [share[j] * need[j] for j in range(len(need))]


def test_nobody_is_treated_otherwise_than_by_linear_programs():
    optimize = pytest.importorskip("scipy.optimize")
    drawn = random.Random(5)
    for _ in range(15):
        gives = [drawn.randint(0, 300) for _ in range(drawn.randint(3, 12))]
        need = [drawn.randint(50, 500) for _ in range(drawn.randint(3, 10))]
        pairs = [(i, j) for i in range(len(gives)) for j in range(len(need)) if drawn.random() < .35]
        given = spread(gives, need, pairs)
        total, wanted = fairest(optimize.linprog, gives, need, pairs)
        assert sum(given) == round(total)
        assert max(abs(x - y) for x, y in zip(given, wanted)) < 2  # hundredths are whole, shares are not


@pytest.fixture(scope="module")
def model():
    return locality.load(OFFICERS)


def test_officers_are_spread_by_need(model):
    plan = model.allocate("OFFICERS")
    assert plan.is_of_fte and plan.is_proved and plan.state == "short"
    given = {time.id: (time.fte, time.given) for time in plan.times}
    assert given["other-2"] == (1.4, 0)
    assert abs(sum(share.fte for share in plan.shares) - 6.9) < 1e-9
    assert sum(share.fte for share in plan.shares if share.candidate == "AA") == pytest.approx(1)
    assert {time.id: time.fte for time in plan.givers}["CC"] == 0.6
    short = plan.shortage("Priority neighbourhood 1")
    assert short.places == ["priority-1", "priority-2", "priority-3", "priority-4"]
    assert short.candidates == ["AA", "BB", "CC", "DD"] and (short.must, short.can) == (5.2, 3.6)
    assert json.loads(plan.audit())["unit"] == "hundredths of an FTE"
    assert plan.explain("E.E.", "Priority neighbourhood 1").reason == "fails"
    assert plan.plan["priority-2"] == ["BB"] and plan.plan["other-2"] == [] and plan.waivers == []
    assert "Who gives what" in str(plan) and "Priority neighbourhood 1" in plan._repr_html_()
    empty = locality.Model()
    assert plan.write(empty) == len(plan.shares)


def test_what_cannot_be_protected_is_told():
    plan = locality.load(OFFICERS.with_name("deployment-short.json")).allocate("OFFICERS")
    assert plan.state == "impossible" and plan.is_proved
    short = plan.shortage()
    assert short.can < short.must and short.places == ["priority-1", "priority-2", "priority-3", "priority-4"]


def test_other_allocations_have_no_time():
    plan = locality.load(PAPERS / "companions" / "norfolk-ces" / "allocation.json").allocate(on="2016-04-01")
    assert not plan.is_of_fte
    with pytest.raises(locality.InvalidError):
        plan.shares
