"""Scans against the reference cases: Knox, scores of windows, clusters of SaTScan and SpatialEpi, hot spots."""
import datetime
import math

from golden import Tally, cases, finish, number
from locality import _scan as scan

def knox():
    tally = Tally("knox")
    for case in cases("knox"):
        given, asked, theirs = case["input"], case["params"], case["expected"]
        ours = scan.knox(given["x"], given["y"], given["t"], distance=asked["eps_s_metres"], delay=asked["eps_t_days"])
        tally.equal(case["id"], "pairs", ours.both, theirs["close_pairs"])
        tally.near(case["id"], "expected", ours.expected, theirs["expected"], relative=1e-10)
        tally.near(case["id"], "p", ours.strictly_more, theirs["p_poisson_strictly_greater"], relative=1e-10)
        (both, near), (soon, _) = theirs["table"]
        tally.equal(case["id"], "table", {ours.near - ours.both, ours.soon - ours.both}, {near, soon})
    return tally


def model_of(case):
    kind = case["id"].split("_", 1)[1].lstrip("_")
    return {"eb_poisson": "expected", "pb_poisson": "population", "permutation": "permutation",
            "eb_negbin_hotspot": "overdispersed"}[kind]


def scores():
    tally = Tally("scan_statistics")
    for case in cases("scan_statistics"):
        given, params, theirs, name, model = case["input"], case["params"] or {}, case["expected"], case["id"], model_of(case)
        counts = given["counts_rows_time_oldest_first"]
        zones = scan.Zones.listed(given["zones0"], len(counts[0]))
        expected = given["baselines"]
        if model == "population":  # the tool gives every period the same share of the cases
            expected = [[people / sum(row) for people in row] for row in params["population_matrix"]]
        what = dict(expected=None if model == "permutation" else expected, size=params.get("thetas"), model=model)
        ours = scan.scan_scores(zones, counts, **what)
        rows = theirs["observed"]
        tally.near(name, "scores", [ours[z][d - 1] for z, d in zip(rows["zone0"], rows["duration"])], rows["score"],
                   relative=1e-8, absolute=1e-9)
        best = scan.scan(zones, counts, replicates=0, most_clusters=1, fewest=0, **what)[0]
        tally.near(name, "best score", best.score, theirs["mlc"]["score"], relative=1e-8)
        tally.equal(name, "best window", (best.zone, len(counts) - best.first_period),
                    (theirs["mlc"]["zone0"], theirs["mlc"]["duration"]))
    return tally


# ---- SaTScan

def day(text):
    parts = [int(part) for part in text.split("/")]
    return datetime.date(parts[0], parts[1] if len(parts) > 1 else 1, parts[2] if len(parts) > 2 else 1)


def coordinates(case):
    """Places with straight coordinates; from latitude and longitude points of the unit sphere would be needed, so a plane
    that keeps distances near the study's middle stands in, as places lie within half a degree."""
    given = case["input"]
    if "geo" not in given:
        return [(row["location"], row["x"], row["y"]) for row in given["coordinates"]]
    rows = [line.split("\t") for line in given["geo"].splitlines()]
    middle = math.radians(sum(float(row[1]) for row in rows) / len(rows))
    return [(row[0], float(row[2]) * math.cos(middle), float(row[1])) for row in rows]


def events(case):
    given = case["input"]
    if "cas" not in given:
        return [(row["location"], row["count"], day(row["time"])) for row in given["cases"]]
    return [(row[0], int(row[1]), day(row[2])) for row in (line.split("\t") for line in given["cas"].splitlines())]


def periods(case):
    """First days of the periods, and the day after the last: months, or days."""
    first, last = day(case["params"]["StartDate"]), day(case["params"]["EndDate"])
    out, at = [], first
    while at <= last:
        out.append(at)
        at = at + datetime.timedelta(days=1) if "cas" in case["input"] else \
            datetime.date(at.year + at.month // 12, at.month % 12 + 1, 1)
    return out + [at]


def satscan_table(case):
    """Places, counts by period and place, people times days likewise."""
    places, starts = coordinates(case), periods(case)
    index = {row[0]: at for at, row in enumerate(places)}
    counts = [[0] * len(places) for _ in starts[1:]]
    for location, count, when in events(case):
        counts[max(at for at, start in enumerate(starts[:-1]) if start <= when)][index[location]] += count
    people = [0.0] * len(places)
    for row in case["input"].get("population") or ():
        people[index[row["location"]]] = row["population"]
    days = [(end - start).days for start, end in zip(starts, starts[1:])]
    return places, starts, counts, people, [[length * number for number in people] for length in days]


def satscan_zones(case, places, weight):
    x, y = [row[1] for row in places], [row[2] for row in places]
    if "cas" in case["input"]:  # its limits are not listed: circles up to 3 km give back its clusters
        return scan.Zones.circles(x, y, weight, most_distance=3 / (6371 * math.pi / 180))
    return scan.Zones.circles(x, y, weight, most_share=int(case["params"]["MaxSpatialSizeInPopulationAtRisk"]) / 100)


def satscan_longest(case, counts):
    asked = case["params"]
    if "MaxTemporalSize" not in asked:
        return 7
    size = int(asked["MaxTemporalSize"])
    return len(counts) * size // 100 if int(asked["MaxTemporalSizeInterpretation"]) == 0 else size


def satscan():
    """Every reported cluster is scored alike; the likeliest is found, with its probability. Of the further ones the tool keeps
    the best of each centre and leaves those that touch one it has, in space or time, so they are looked for by score."""
    tally = Tally("satscan")
    for case in cases("satscan"):
        places, starts, counts, people, cells = satscan_table(case)
        model = "permutation" if int(case["params"]["ModelType"]) == 2 else "population"
        expected = None if model == "permutation" else cells
        weight = people if people and any(people) else [sum(row[p] for row in counts) for p in range(len(places))]
        how = dict(model=model, most_periods=satscan_longest(case, counts), past=int(int(case["params"]["AnalysisType"]) == 3))
        ours = scan.scan(satscan_zones(case, places, weight), counts, expected, most_clusters=100, **how)
        for rank, their in enumerate(case["expected"]["clusters"]):
            window = satscan_window(their, places, starts)
            satscan_compare(tally, case["id"], their, rank, ours, window, counts, expected, how)
    return tally


def satscan_window(their, places, starts):
    """Positions of the places, first and last period of a reported cluster."""
    index = {row[0]: at for at, row in enumerate(places)}
    first, last = (day(text.strip()) for text in their["time_frame"].split("to"))
    return ([index[name] for name in their["locations"]], starts.index(first), starts.index(last + datetime.timedelta(days=1)) - 1)


def satscan_compare(tally, name, their, rank, ours, window, counts, expected, how):
    members, first, last = window
    zone = scan.Zones.listed([members], len(counts[0]))
    own = scan.scan_scores(zone, counts, expected, **how)[0]
    spans = [(end - length + 1, end) for end in (range(len(counts)) if how["past"] else [len(counts) - 1])
             for length in range(1, min(how["most_periods"], end + 1) + 1)]
    tally.near(name, "score", own[spans.index((first, last))], their["test_statistic"], absolute=1e-4)
    tally.equal(name, "cases", sum(counts[t][p] for t in range(first, last + 1) for p in members), int(their["cases"]))
    alike = [our for our in ours if abs(our.score - their["test_statistic"]) < 1e-4]
    if rank == 0:
        tally.equal(name, "the likeliest", (set(ours[0].places), ours[0].first_period, ours[0].last_period),
                    (set(members), first, last))
    for our in alike:
        tally.equal(name, "cases of ours", our.count, int(their["cases"]))
        tally.near(name, "expected", our.expected, their["expected"], absolute=0.0051)
        if their["relative_risk"] is not None:
            tally.near(name, "relative risk", our.relative_risk, their["relative_risk"], absolute=0.0051)
        tally.near(name, "p", our.probability, number(their["p_value"]), absolute=0.03)


def kulldorff():
    tally = Tally("scan_spatial_kulldorff")
    for case in cases("scan_spatial_kulldorff"):
        given, theirs = case["input"], case["expected"]["most_likely"]
        zones = scan.Zones.circles(given["x"], given["y"], given["population"], most_share=case["params"]["pop_upper_bound"])
        ours = scan.scan(zones, [given["cases"]], [given["expected"]], model="population", most_clusters=1)[0]
        tally.equal(case["id"], "places", sorted(ours.places), sorted(theirs["locations0"]))
        tally.equal(case["id"], "cases", ours.count, theirs["cases"])
        inside, outside = ours.count, sum(given["cases"]) - ours.count
        all_cases, expected = inside + outside, sum(given["expected"][p] for p in ours.places)
        # The tool takes the expected numbers as they are given, ours are brought to the total of the cases.
        tally.near(case["id"], "score as the tool has it", inside * math.log(inside / expected) + outside * math.log(
            outside / (all_cases - expected)), theirs["llr"], relative=1e-6)
        tally.near(case["id"], "expected", ours.expected, expected * all_cases / sum(given["expected"]), relative=1e-12)
        tally.near(case["id"], "p", ours.probability, theirs["p"], absolute=0.02)
    return tally


# ---- Hot spots

def classes():
    tally = Tally("emerging_hotspot")
    for case in cases("emerging_hotspot"):
        given, theirs, name = case["input"], case["expected"], case["id"]
        ours = scan.hotspot(given["gi"], given["p"], threshold=case["params"]["threshold"])
        if all(score < 0 for score in given["gi"]) and theirs["classification"] == "intensifying hotspot":
            tally.explain(name, "the tool calls cold weeks an intensifying hot spot")
        said = "no pattern detected" if ours.direction == 0 else "%s %sspot" % (ours.pattern.replace("oscillating", "oscilating"),
                                                                                 "hot" if ours.direction > 0 else "cold")
        tally.equal(name, "class", said, theirs["classification"])
        tally.near(name, "tau", ours.tau, theirs["tau"], absolute=1e-6)
    return tally


def gi_stars():
    tally = Tally("emerging_hotspot, Gi*")
    for case in cases("emerging_hotspot", "gistar.json"):
        given, theirs = case["input"], case["expected"]["gi_star_rows_place"]
        for period in range(len(theirs[0])):
            ours = scan.gi_star([row[period] for row in given["counts_rows_place"]], given["neighbours0"])
            tally.near(case["id"], "period %d" % period, ours, [row[period] for row in theirs], relative=1e-9, absolute=1e-12)
    return tally


if __name__ == "__main__":
    finish(knox(), scores(), satscan(), kulldorff(), classes(), gi_stars())
