"""Public and proved instances of selection: every one reaches its value, or says what the limit left open.

The work budget of each family stands in FAMILIES. Those of the hard family that are listed in OPEN need more than that, as the
guide says: what is asked of them is a lawful plan and a bound that holds. So it is of instances whose values are not proved.
"""
import csv
import json
import os
import re
import time

import pytest

import locality

FOLDER = os.path.join(os.environ.get("LOCALITY_GOLDEN", ""), "allocation")
pytestmark = pytest.mark.skipif(not os.path.isdir(FOLDER), reason="no reference cases (LOCALITY_GOLDEN)")


def numbers(text):
    return [int(word) for word in re.findall(r"-?\d+", text)]


def kplib(text):
    count, most, *rest = numbers(text)
    return locality.Selection(rest[0:2 * count:2], [rest[1:2 * count:2]], most=[most])


def jooken(text):
    count, *rest = numbers(text)
    return locality.Selection(rest[1:3 * count:3], [rest[2:3 * count:3]], most=rest[-1:])


def choice(text):
    """Lines of weights and values, one line a group of which one is taken."""
    (_, most), *lines = (numbers(line) for line in text.splitlines())
    groups = [g for g, line in enumerate(lines) for _ in range(line[0])]
    return locality.Selection([v for line in lines for v in line[2::2]], [[w for line in lines for w in line[1::2]]],
                              most=[most], groups=groups, must=range(len(lines)))


def several(text):
    found = numbers(text)
    count, budgets = found[:2]
    rows = [found[3 + k * count:3 + (k + 1) * count] for k in range(budgets + 1)]
    return locality.Selection(rows[0], rows[1:], most=found[3 + (budgets + 1) * count:])


def choice_of_several(text):
    found = iter(numbers(text))
    groups, budgets = next(found), next(found)
    most, items = [next(found) for _ in range(budgets)], []
    for group in range(groups):
        items += [(group, [next(found) for _ in range(budgets + 1)]) for _ in range(next(found))]
    return locality.Selection([row[0] for _, row in items], [[row[1 + b] for _, row in items] for b in range(budgets)],
                              most=most, groups=[group for group, _ in items], must=range(groups))


def conflicts(text):
    head, edges = text.split("set E :=")
    _, most, *rows = numbers(head)
    ends = numbers(edges)
    return locality.Selection(rows[1::3], [rows[2::3]], most=[most], exclusions=list(zip(ends[::2], ends[1::2])))


def savings(text):
    """The least impact for a saving that has to be made, within what can be spent once and what each service can bear."""
    model = json.loads(text)
    items = model["proposals"]
    uses = [[one["saving"] for one in items], [one["oneoff"] for one in items]]
    uses += [[one["saving"] if one["service"] == service else 0 for one in items]
             for service in range(len(model["service_cap"]))]
    return locality.Selection([-one["impact"] for one in items], uses, most=[None, model["oneoff_budget"], *model["service_cap"]],
                              least=[model["target_saving"]] + [0] * (len(uses) - 1), groups=[one["group"] for one in items],
                              exclusions=model["exclude"], needs=model["requires"])


# How a family is read, its work budget, and the sign of its values. Work is states and terms, the same everywhere.
FAMILIES = {"kp-kplib": (kplib, 10 ** 8, 1), "kp-pisinger": (kplib, 10 ** 8, 1), "kp-jooken-hard": (jooken, 2 * 10 ** 9, 1),
            "mckp": (choice, 10 ** 8, 1), "mkp": (several, 10 ** 9, 1), "mmkp": (choice_of_several, 5 * 10 ** 7, 1),
            "kp-conflicts": (conflicts, 10 ** 9, 1), "savings-milp": (savings, 10 ** 8, -1)}
# Those that are solved by search: each has a proof of what is found. Of those that lists solve some have one.
SEARCHED, LISTED = {"mkp", "kp-conflicts", "savings-milp"}, {"kp-kplib", "kp-pisinger", "mckp"}
# Proved by their authors in 9 to 2,944 seconds.
OPEN = {"n_1000_c_10000000000_g_10_f_0.1_eps_0.0001_s_100.txt", "n_1000_c_100000000_g_10_f_0.1_eps_0.0001_s_100.txt",
        "n_800_c_100000000_g_10_f_0.1_eps_1e-05_s_200.txt"}


def is_proved(family, row):
    if family == "mkp":
        return "proves" in row["checked_by"]
    return family != "mmkp" and row["file"] not in OPEN


@pytest.mark.parametrize("family", FAMILIES)
def test_a_family(family):
    read, limit, sign = FAMILIES[family]
    with open(os.path.join(FOLDER, family, "index.csv"), newline="") as file:
        rows = list(csv.DictReader(file))
    start, reached, open_ones, proofs = time.perf_counter(), 0, 0, []
    for row in rows:
        with open(os.path.join(FOLDER, family, row["file"])) as file:
            selection = read(file.read())
        proved = is_proved(family, row)
        plan = selection.solve(work_limit=limit if proved else min(limit, 5 * 10 ** 7),
                               prove=proved and family in SEARCHED | LISTED)
        if plan.proof is not None:
            verified = selection.verify(plan.proof)
            assert (verified.is_none, verified.bound) == (not row["value"], plan.bound), row["file"]
            proofs.append(len(plan.proof))
        if not row["value"]:
            assert (plan.verdict, plan.reason) == ("infeasible", "together"), row["file"]
            reached += 1
            continue
        value = sign * int(row["value"])
        assert plan.bound >= value, row["file"]
        assert selection.bound(plan.prices) >= value, row["file"]
        if plan.taken is not None:
            assert selection.check(plan.taken) == plan.value, row["file"]
        if proved:
            assert (plan.verdict, plan.value, plan.bound) == ("optimal", value, value), row["file"]
        assert plan.proof is not None or family not in SEARCHED or not proved, row["file"]
        reached += plan.value == value
        open_ones += not proved
    print("%s: %d of %d reach their value, %d not proved within the limit, %d proofs of at most %d bytes; %.1f s" % (
        family, reached, len(rows), open_ones, len(proofs), max(proofs, default=0), time.perf_counter() - start))
