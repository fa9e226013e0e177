"""Selections: plans, frontiers and reasons, by every function there is for them."""
import itertools
import random

import pytest

import locality

NAMES = ["libraries", "lighting", "depot", "fleet"]


def savings(**more):
    return locality.Selection([100, 60, 70, 10], [[50, 30, 30, 90]], ids=NAMES, **{"most": [80], **more})


def test_a_plan_its_proof_and_its_check():
    selection = savings()
    plan = selection.solve()
    assert (plan.verdict, plan.value, plan.bound, plan.taken) == ("optimal", 170, 170, ("libraries", "depot"))
    assert plan.proved_by == "locality" and plan.reason is None
    assert selection.check(plan.taken) == 170
    assert selection.bound(plan.prices) >= 170
    with pytest.raises(locality.ConflictError):
        selection.check(NAMES)


def test_a_proof_is_followed_step_by_step():
    selection = savings(exclusions=[("libraries", "depot")], needs=[("lighting", "depot")])
    plan = selection.solve(prove=True)
    assert plan[:-1] == selection.solve()[:-1] and selection.solve().proof is None
    assert selection.verify(plan.proof) == (False, plan.value)
    for place in range(len(plan.proof)):
        altered = bytearray(plan.proof)
        altered[place] ^= 4
        with pytest.raises(locality.ConflictError):
            selection.verify(altered)
    with pytest.raises(locality.ConflictError):
        savings().verify(plan.proof)
    assert selection.solve(prove=True, proof_limit=20).proof is None
    none = savings(exclusions=[("lighting", "depot")], fixed={"lighting": True, "depot": True})
    assert none.verify(none.solve(prove=True).proof) == (True, None)


def test_the_frontier_and_the_next_envelope():
    with savings().frontier() as frontier:
        assert list(frontier) == [(0, 0), (30, 70), (50, 100), (60, 130), (80, 170)]
        assert frontier.plan(3) == ("lighting", "depot")
        assert frontier.best(79) == 3 and frontier.best(81) is None
        assert frontier.first_with("lighting") == 3 and frontier.first_with("lighting", 4) is None
        assert frontier.reach == 80 and frontier.next == (110, 230)
    with savings(most=[10 ** 6]).frontier() as frontier:
        assert frontier.next is None and len(frontier) == 7


def test_why():
    selection = savings()
    plan = selection.solve()
    why = selection.why(plan.taken, "lighting")
    assert (why.turn, why.is_taken, why.cost, why.instead) == ("at_a_cost", False, 10, ("libraries", "lighting"))
    why = selection.why(plan.taken, "fleet")
    assert (why.turn, why.reason, why.by, why.instead) == ("cannot", "overdrawn", 10, None)
    assert savings(fixed={"fleet": False}).why(plan.taken, "fleet").turn == "settled"


def test_groups_pairs_and_floors():
    plan = savings(groups=["a", "a", None, None], must=["a"], exclusions=[("libraries", "depot")]).solve()
    assert plan.taken == ("lighting", "depot") and plan.value == 130
    plan = savings(needs=[("depot", "fleet")], least=[80]).solve()
    assert plan.taken == ("libraries", "lighting")
    plan = savings(groups=["a", "a", None, None], fixed={"libraries": True, "lighting": True}).solve()
    assert (plan.verdict, plan.reason, plan.at) == ("infeasible", "two_of_group", "a")
    plan = savings(exclusions=[("lighting", "depot")], fixed={"lighting": True, "depot": True}).solve()
    assert (plan.verdict, plan.reason) == ("infeasible", "pair") and plan.at in NAMES


def test_progress_cancels():
    draw = random.Random(5)
    uses = [[draw.randrange(10 ** 5, 2 * 10 ** 5) for _ in range(60)] for _ in range(3)]
    selection = locality.Selection([sum(uses[b][k] for b in range(3)) // 3 + 10 ** 4 for k in range(60)], uses,
                                   most=[sum(row) // 2 for row in uses])
    with pytest.raises(locality.CancelledError):
        selection.solve(progress=lambda work: True)
    with pytest.raises(ZeroDivisionError):
        selection.solve(progress=lambda work: 1 // 0)
    plan = selection.solve(work_limit=10 ** 6)
    assert plan.verdict == "feasible" and plan.bound > plan.value == selection.check(plan.taken)
    proof = selection.solve(work_limit=10 ** 7, prove=True).proof
    with pytest.raises(locality.LimitError):
        selection.verify(proof, work_limit=10)
    with pytest.raises(locality.CancelledError):
        selection.verify(proof, progress=lambda work: True)


def test_against_everything():
    draw = random.Random(11)
    for _ in range(60):
        count = draw.randrange(1, 9)
        values, uses = ([draw.randrange(20) for _ in range(count)] for _ in range(2))
        most, least = draw.randrange(60), draw.randrange(5)
        best = max((sum(values[k] for k in kept) for size in range(count + 1)
                    for kept in itertools.combinations(range(count), size)
                    if least <= sum(uses[k] for k in kept) <= max(most, least)), default=None)
        selection = locality.Selection(values, [uses], most=[max(most, least)], least=[least])
        plan = selection.solve(prove=True)
        assert plan.value == best and selection.verify(plan.proof) == (best is None, best)
