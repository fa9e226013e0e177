"""Sharing: answers, what prices prove, and proofs that are followed step by step."""
import itertools
import random

import pytest

import locality

COST, WEIGHT, ROOM = [[1, 2, 3], [4, 1, 9]], [[2, 2, 2], [2, 2, 2]], [4, 2]


def test_an_answer_and_its_proof():
    sharing = locality.Sharing(COST, WEIGHT, ROOM, agents=["north", "south"], jobs=["a", "b", "c"])
    answer = sharing.solve(prove=True)
    assert (answer.verdict, answer.cost, answer.bound) == ("optimal", 5, 5)
    assert answer.agents == ("north", "south", "north")
    assert sharing.check(answer.agents) == 5
    assert sharing.bound(answer.prices) <= 5
    assert answer.is_proved and sharing.verify(answer.proof) == (False, 5)
    with pytest.raises(locality.ConflictError):
        sharing.check(["south"] * 3)
    for place in range(len(answer.proof)):
        altered = bytearray(answer.proof)
        altered[place] ^= 64
        with pytest.raises(locality.ConflictError):
            sharing.verify(altered)
    with pytest.raises(locality.ConflictError):  # a proof is of its problem
        locality.Sharing([[1, 2], [4, 1]], [[2, 2], [2, 2]], ROOM).verify(answer.proof)


def test_without_a_proof():
    answer = locality.Sharing(COST, WEIGHT, ROOM).solve()
    assert answer.agents == (0, 1, 0)
    assert answer.proof is None and not answer.is_proved


def test_that_there_is_no_answer_is_proved():
    sharing = locality.Sharing(COST, WEIGHT, [2, 2])
    answer = sharing.solve(prove=True)
    assert (answer.verdict, answer.cost, answer.agents) == ("infeasible", None, None)
    assert answer.is_proved and sharing.verify(answer.proof) == (True, None)


def test_limits_and_stopping():
    draw = random.Random(5)
    weight = [[draw.randint(5, 25) for _ in range(40)] for _ in range(6)]
    cost = [[111 - one + draw.randint(-10, 10) for one in row] for row in weight]
    sharing = locality.Sharing(cost, weight, [sum(row) * 8 // 60 for row in weight])
    answer = sharing.solve(prove=True, work_limit=3 * 10 ** 6)
    assert answer.verdict in ("feasible", "optimal") and answer.bound <= answer.cost == sharing.check(answer.agents)
    assert sharing.verify(answer.proof).bound == answer.bound
    short = sharing.solve(prove=True, work_limit=3 * 10 ** 6, proof_limit=10)
    assert short[:7] == answer[:7] and short.proof is None and not short.is_proved
    with pytest.raises(locality.CancelledError):
        sharing.solve(progress=lambda work: work > 10 ** 6)
    with pytest.raises(ZeroDivisionError):
        sharing.solve(progress=lambda work: 1 // 0)


def test_what_does_not_fit_together_is_refused():
    with pytest.raises(ValueError):
        locality.Sharing(COST, WEIGHT[:1], ROOM)
    with pytest.raises(ValueError):
        locality.Sharing(COST, WEIGHT, ROOM, allowed=[[1, 1, 1]])
    with pytest.raises(ValueError):
        locality.Sharing(COST, WEIGHT, ROOM, agents=["one"])
    with pytest.raises(locality.InvalidError):
        locality.Sharing(COST, WEIGHT, [4, -1]).solve()


def test_every_answer_of_small_problems():
    draw = random.Random(11)
    for _ in range(60):
        agents, jobs = draw.randint(1, 3), draw.randint(1, 5)
        table = [[[draw.randint(low, 9) for _ in range(jobs)] for _ in range(agents)] for low in (-5, 0, 0)]
        allowed = [[one > 0 for one in row] for row in table[2]]
        room = [draw.randint(5, 20) for _ in range(agents)]
        costs = [sum(table[0][i][j] for j, i in enumerate(plan)) for plan in itertools.product(range(agents), repeat=jobs)
                 if all(allowed[i][j] for j, i in enumerate(plan))
                 and all(sum(table[1][i][j] for j, k in enumerate(plan) if k == i) <= room[i] for i in range(agents))]
        sharing = locality.Sharing(table[0], table[1], room, allowed=allowed)
        answer = sharing.solve(prove=True)
        assert answer.cost == (min(costs) if costs else None)
        assert sharing.verify(answer.proof) == ((False, min(costs)) if costs else (True, None))
