"""The low-level module: alternatives, conflicts, rotas, sharing and programs, by every function there is for them."""
import ctypes
from ctypes import POINTER, byref, c_int64, c_size_t, c_uint8, c_uint32

import pytest

import locality
from locality import _errors, _library, _native as native

from test_allocation import made, problem, put as put_costs, solve, sized, texts  # noqa: F401

core = _library.core
call = _errors.call


def test_the_next_best_and_the_most_different(problem):  # noqa: F811
    put_costs(problem, [1, 2, 3, 2, 4, 6, 3, 6, 9])
    result = solve(problem)
    options = sized(native.locality_alternatives_options)
    options.kept, options.most = -1, 10
    plans = made(core.locality_alternatives_find, problem, result, byref(options))
    # Three of three placed in six ways; in fewer places nothing is as good.
    assert core.locality_alternatives_count(plans) == 10
    assert core.locality_alternatives_is_complete(plans) == 0
    totals = []
    for index in range(5):
        plan = core.locality_alternatives_plan(plans, index)
        assert core.locality_allocation_result_verdict(plan) == native.LOCALITY_ALLOCATION_ALTERNATIVE
        total = c_int64()
        call(core.locality_allocation_result_total, plan, 1, byref(total))
        totals.append(total.value)
    assert totals == [11, 11, 13, 13, 14]
    other = core.locality_alternatives_plan(plans, 0)
    summary = native.locality_allocation_comparison()
    changes, count = (native.locality_allocation_change * 9)(), c_size_t()
    call(core.locality_allocation_compare, result, other, byref(summary), changes, 9, byref(count))
    assert count.value == 4 and summary.kept == 1 and summary.candidates == 2 and summary.total[1] == 1
    core.locality_alternatives_free(plans)
    options.kind, options.kept = native.LOCALITY_ALTERNATIVES_MOST_DIFFERENT, 1
    plans = made(core.locality_alternatives_find, problem, result, byref(options))
    call(core.locality_allocation_compare, result, core.locality_alternatives_plan(plans, 0), byref(summary), None, 0,
         byref(count))
    assert summary.kept == 0
    core.locality_alternatives_free(plans)
    core.locality_allocation_result_free(result)


def sets_of(conflicts, kind):
    found = []
    for index in range(core.locality_conflicts_count(conflicts, kind)):
        rules, count, weight = (c_uint32 * 8)(), c_size_t(), c_int64()
        call(core.locality_conflicts_at, conflicts, kind, index, rules, 8, byref(count), byref(weight))
        found.append((rules[:count.value], weight.value))
    return found


def test_conflicts_of_rules():
    clashes = [{0, 1}, {1, 2, 3}]
    kind = core.locality_conflicts_find.__wrapped__.argtypes[2] if hasattr(core.locality_conflicts_find, "__wrapped__") \
        else core.locality_conflicts_find.argtypes[2]

    def can(_, kept, count):
        chosen = {rule for rule in range(count) if kept[rule]}
        return int(not any(clash <= chosen for clash in clashes))

    options = sized(native.locality_conflicts_options)
    options.all = 1
    weights = (c_int64 * 4)(1, 5, 1, 3)
    found = made(core.locality_conflicts_find, weights, 4, kind(can), None, byref(options), None)
    assert core.locality_conflicts_verdict(found) == native.LOCALITY_CONFLICTS_IMPOSSIBLE
    assert core.locality_conflicts_is_complete(found) == 1 and core.locality_conflicts_is_lightest(found) == 1
    assert core.locality_conflicts_tests(found) > 0
    assert sets_of(found, native.LOCALITY_CONFLICTS_CONFLICT) == [([0, 1], 6), ([1, 2, 3], 9)]
    assert sets_of(found, native.LOCALITY_CONFLICTS_CORRECTION) == [([0, 2], 2), ([0, 3], 4), ([1], 5)]
    assert core.locality_conflicts_asked(found) == 0
    core.locality_conflicts_free(found)


def test_conflicts_of_an_allocation(problem):  # noqa: F811
    put_costs(problem, [1, 2, 3, 2, 4, 6, 3, 6, 9], [1, 1, 1, 0, 0, 0, 2, 2, 2])
    call(core.locality_allocation_put_rules, problem, texts("GRADE", "LICENCE"), texts("within one grade", "holds it"),
         (c_int64 * 2)(7, 3), 2)
    options = sized(native.locality_allocation_conflicts_options)
    options.all = options.fill = options.rules = 1
    found = made(core.locality_allocation_conflicts, problem, byref(options))
    assert core.locality_conflicts_asked(found) == 2
    asked = native.locality_allocation_asked()
    call(core.locality_conflicts_asked_at, found, 1, byref(asked))
    assert (asked.kind, asked.id, asked.words, asked.weight) == (
        native.LOCALITY_ALLOCATION_ASKS_RULE, b"LICENCE", b"holds it", 3)
    assert sets_of(found, native.LOCALITY_CONFLICTS_CONFLICT) == [([1], 3), ([0], 7)]
    assert sets_of(found, native.LOCALITY_CONFLICTS_CORRECTION) == [([0, 1], 10)]
    core.locality_conflicts_free(found)


@pytest.fixture
def rota():
    """Two people hold one duty for four weeks, not twice running; Asha is away in the first."""
    asked = sized(native.locality_rota_problem)
    asked.periods, asked.candidates, asked.demands = 4, 2, 1
    window, absence = (native.locality_rota_window * 2)(), (native.locality_rota_window * 1)()
    for person in range(2):
        window[person].candidate, window[person].last, window[person].cost = person, 3, person
    names, duty = texts("asha", "ben"), texts("on call")
    asked.candidate_id, asked.demand_id = (ctypes.cast(item, type(asked.candidate_id)) for item in (names, duty))
    asked.window, asked.windows = ctypes.cast(window, type(asked.window)), 2
    asked.absence, asked.absences = ctypes.cast(absence, type(asked.absence)), 1
    asked.spell_most = asked.rest = 1
    rota = made(core.locality_rota_solve, byref(asked), None, None)
    yield asked, rota
    core.locality_rota_free(rota)


def test_a_rota(rota):
    asked, rota = rota
    value = native.locality_rota_value()
    call(core.locality_rota_value_of, rota, byref(value))
    assert value.verdict == native.LOCALITY_ALLOCATION_OPTIMAL and value.proof == native.LOCALITY_ROTA_BY_PRICES
    assert (value.needed, value.filled, value.filled_most, value.cost, value.cost_least) == (4, 4, 4, 2, 2)
    holding, weeks = native.locality_rota_holding(), []
    for index in range(core.locality_rota_holdings(rota)):
        call(core.locality_rota_holding_at, rota, index, byref(holding))
        weeks.append((holding.period, holding.candidate_id))
    assert weeks == [(0, b"ben"), (1, b"asha"), (2, b"ben"), (3, b"asha")]
    cover = native.locality_rota_cover()
    call(core.locality_rota_cover_at, rota, 0, 0, byref(cover))
    assert (cover.needed, cover.filled, cover.available) == (1, 1, 1)
    sums = [c_int64() for _ in range(3)]
    call(core.locality_rota_period, rota, 0, *[byref(item) for item in sums])
    assert [item.value for item in sums] == [1, 1, 1]
    assert core.locality_rota_burdens(rota) == 2
    burden = native.locality_rota_burden()
    call(core.locality_rota_burden_at, rota, 0, byref(burden))
    assert (burden.id, burden.periods, burden.most) == (b"asha", 2, 3)
    assert core.locality_rota_handovers(rota) == 3
    handover = native.locality_rota_handover()
    call(core.locality_rota_handover_at, rota, 0, byref(handover))
    assert (handover.period, handover.from_id, handover.to_id) == (1, b"ben", b"asha")
    proof = sized(native.locality_rota_certificate)
    call(core.locality_rota_certificate_of, rota, byref(proof))
    call(core.locality_rota_check, byref(asked), byref(proof), None)
    proof.holdings -= 1
    with pytest.raises(locality.Error):
        call(core.locality_rota_check, byref(asked), byref(proof), None)


def test_a_search_is_followed(rota):
    """With two weeks of rest two people are too few: a search proves it, and its bytes are followed."""
    asked, _ = rota
    asked.rest = 2
    options = sized(native.locality_rota_options)
    options.proof_limit = 1000
    searched = made(core.locality_rota_solve, byref(asked), byref(options), None)
    value, held = native.locality_rota_value(), sized(native.locality_rota_certificate)
    call(core.locality_rota_value_of, searched, byref(value))
    assert value.proof == native.LOCALITY_ROTA_BY_SEARCH and value.filled == 3
    call(core.locality_rota_certificate_of, searched, byref(held))
    length = core.locality_rota_proof_length(searched)
    kept = (ctypes.c_uint8 * length)(*core.locality_rota_proof_bytes(searched)[:length])
    call(core.locality_rota_verify, byref(asked), byref(held), kept, length, None)
    with pytest.raises(locality.ConflictError, match="not that there is none"):
        call(core.locality_rota_verify, byref(asked), None, kept, length, None)
    kept[length // 2] ^= 1
    with pytest.raises(locality.ConflictError, match="not as they were written"):
        call(core.locality_rota_verify, byref(asked), byref(held), kept, length, None)
    core.locality_rota_free(searched)


def put(struct, name, array):
    """Lets a member of a struct point to an array."""
    setattr(struct, name, ctypes.cast(array, dict(type(struct)._fields_)[name]))


def test_jobs_are_shared_out():
    asked = sized(native.locality_sharing_problem)
    asked.agents, asked.jobs = 2, 3
    cost, weight, room = (c_int64 * 6)(1, 2, 3, 4, 1, 9), (c_int64 * 6)(2, 2, 2, 2, 2, 2), (c_int64 * 2)(4, 2)
    put(asked, "cost", cost), put(asked, "weight", weight), put(asked, "capacity", room)
    agent, price, found = (c_uint32 * 3)(), (c_int64 * 3)(), native.locality_sharing_outcome()
    call(core.locality_sharing_solve, byref(asked), None, agent, price, byref(found), None)
    assert (found.verdict, found.cost, found.bound) == (native.LOCALITY_ALLOCATION_OPTIMAL, 5, 5)
    assert list(agent) == [0, 1, 0]
    total, bound = c_int64(), c_int64()
    call(core.locality_sharing_check, byref(asked), agent, byref(total), None)
    call(core.locality_sharing_bound, byref(asked), price, byref(bound), None)
    assert total.value == 5 and bound.value <= 5
    agent[0] = 1
    with pytest.raises(locality.Error):
        call(core.locality_sharing_check, byref(asked), agent, None, None)
    proof = ctypes.POINTER(native.locality_sharing_proof)()
    call(core.locality_sharing_prove, byref(asked), None, agent, price, byref(found), byref(proof), None)
    length, claim = core.locality_sharing_proof_length(proof), native.locality_sharing_claim()
    kept = (ctypes.c_uint8 * length)(*core.locality_sharing_proof_bytes(proof)[:length])
    assert core.locality_sharing_proof_state(proof) == native.LOCALITY_SHARING_PROOF_WHOLE
    core.locality_sharing_proof_free(proof)
    call(core.locality_sharing_verify, byref(asked), kept, length, byref(claim), None)
    assert (claim.is_none, claim.bound) == (0, 5)
    kept[length // 2] ^= 1
    with pytest.raises(locality.Error):
        call(core.locality_sharing_verify, byref(asked), kept, length, byref(claim), None)


def test_a_program():
    """At most one of the first two, at least two of all three."""
    asked = sized(native.locality_program)
    asked.variables, asked.rows = 3, 2
    none = native.LOCALITY_PROGRAM_NO_LEAST, native.LOCALITY_PROGRAM_NO_MOST
    held = [("cost", (c_int64 * 3)(3, 2, 5)), ("start", (c_size_t * 3)(0, 2, 5)), ("variable", (c_uint32 * 5)(0, 1, 0, 1, 2)),
            ("coefficient", (c_int64 * 5)(1, 1, 1, 1, 1)), ("least", (c_int64 * 2)(none[0], 2)),
            ("most", (c_int64 * 2)(1, none[1]))]
    for name, array in held:
        put(asked, name, array)
    value, outcome, cost = (c_int64 * 3)(), native.locality_program_outcome(), c_int64()
    call(core.locality_program_solve, byref(asked), None, None, value, byref(outcome), None)
    assert (outcome.verdict, outcome.objective, outcome.proved_by) == (native.LOCALITY_ALLOCATION_OPTIMAL, 7, b"locality")
    call(core.locality_program_check, byref(asked), value, byref(cost))
    assert list(value) == [0, 1, 1] and cost.value == 7
    again, proof = native.locality_program_outcome(), POINTER(native.locality_program_proof)()
    call(core.locality_program_prove, byref(asked), None, value, byref(again), byref(proof), None)
    length, proved = core.locality_program_proof_length(proof), native.locality_program_proved()
    kept = (c_uint8 * length)(*core.locality_program_proof_bytes(proof)[:length])
    core.locality_program_proof_free(proof)
    call(core.locality_program_verify, byref(asked), None, kept, length, byref(proved), None)
    assert (again.objective, proved.is_none, proved.bound) == (7, 0, 7)
    kept[length // 2] ^= 1
    with pytest.raises(locality.ConflictError):
        call(core.locality_program_verify, byref(asked), None, kept, length, byref(proved), None)
