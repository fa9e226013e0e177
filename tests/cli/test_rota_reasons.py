#!/usr/bin/env python3
"""Small rotas drawn at random: who else is equally good, and why nobody is somewhere, are what listing every rota says."""
import itertools
import json
import os
import random
import re
import tempfile
from fractions import Fraction

from cli import Count, run

MONTHS = ["2016-04", "2016-05", "2016-06", "2016-07"]
NAMES = ["April", "May", "June", "July"]
LAST = [30, 31, 30, 31]
DRAWS = 40
RULES = """allocate T "Test"
  candidates p in person where p.status = in_post
  places     l in area where l.level = district
  seats      l.population
  eligible   E1 "first" : any(x in allocation where x.person = p and x.area = l and x.status = agreed and x.starts <= as_at and x.ends >= as_at)
  prefer     least "miles" : sum(x.posts for x in allocation where x.person = p and x.area = l and x.status = refused)
  share p.fte
  history sum(x.posts for x in allocation where x.person = p and x.status = ended)
"""


def is_lawful(turns, least, most, rest):
    """Whether the places of one person, period by period, keep to spells and rest."""
    spells, end = [], 0
    for place, run_of in itertools.groupby(turns):
        first, end = end, end + len(list(run_of))
        if place is not None:
            spells.append((first, end))
    return (all((last - first >= least or last == len(turns)) and (not most or last - first <= most) for first, last in spells)
            and all(after[0] - before[1] >= rest for before, after in zip(spells, spells[1:])))


class Draw:
    def __init__(self, dice):
        self.people, self.places, self.periods = dice.randint(1, 3), dice.randint(1, 2), dice.randint(2, 4)
        self.most, self.rest = dice.choice([0, 0, 1, 2]), dice.choice([0, 0, 1, 2])
        self.least = 0 if self.most else dice.choice([0, 2, 3])
        self.seats = [dice.choice([1, 1, 1, 2]) for _ in range(self.places)]
        self.fte = [dice.choice(["1", "1", "0.5"]) for _ in range(self.people)]
        self.history = [dice.choice([0, 0, 1, 2]) for _ in range(self.people)]
        density = dice.choice([.5, .75, .9])
        self.eligible = {(i, j, k): dice.random() < density for i in range(self.people) for j in range(self.places) for k in range(self.periods)}
        self.cost = {(i, j): dice.randint(0, 1) for i in range(self.people) for j in range(self.places)}
        self.wishes, taken = [], set()
        for _ in range(dice.randint(0, 2)):
            i, j, first = dice.randrange(self.people), dice.randrange(self.places), dice.randrange(self.periods)
            last, fixed = dice.randint(first, self.periods - 1), dice.random() < .3
            span = {(i, k) for k in range(first, last + 1)}
            if not span & taken and not (fixed and any(w[1] == j and w[4] for w in self.wishes)):
                taken |= span
                self.wishes.append((i, j, first, last, fixed))

    def write(self, folder):
        allocations = []
        for (i, j, k), eligible in self.eligible.items():
            if eligible:
                allocations.append({"person": "P%d" % i, "area": "a%d" % j, "status": "agreed", "starts": MONTHS[k] + "-01", "ends": "%s-%d" % (MONTHS[k], LAST[k])})
        allocations += [{"person": "P%d" % i, "area": "a%d" % j, "status": "refused", "posts": cost} for (i, j), cost in self.cost.items()]
        allocations += [{"person": "P%d" % i, "status": "ended", "posts": done} for i, done in enumerate(self.history)]
        rules = RULES + "".join("  %s %d\n" % law for law in (("spell least", self.least), ("spell most", self.most), ("rest", self.rest)) if law[1])
        with open(os.path.join(folder, "t.rules"), "w", encoding="utf-8") as file:
            file.write(rules)
        with open(os.path.join(folder, "d.json"), "w", encoding="utf-8") as file:
            json.dump({"locality": 1, "title": "t", "rules": ["t.rules"],
                       "area": [{"id": "a%d" % j, "name": "Place%d" % j, "level": "district", "population": seats} for j, seats in enumerate(self.seats)],
                       "person": [{"id": "P%d" % i, "initials": "P%d" % i, "status": "in_post", "fte": float(fte)} for i, fte in enumerate(self.fte)],
                       "allocation": [dict(record, id="x%d" % n) for n, record in enumerate(allocations)]}, file)

    def words(self):
        found = ["allocate", "d.json", "--rota", "%s..%s" % (MONTHS[0], MONTHS[self.periods - 1]), "--json"]
        for i, j, first, last, fixed in self.wishes:
            found += ["--fix" if fixed else "--bar", "P%d=a%d@%s..%s" % (i, j, MONTHS[first], MONTHS[last])]
        return found

    def settled(self, without=None):
        """Who may hold what when, and what is fixed, without one of the wishes; what it gives stays open."""
        eligible, pins = dict(self.eligible), set()
        for number, (i, j, first, last, fixed) in enumerate(self.wishes):
            for k in range(first, last + 1):
                if fixed:
                    eligible[i, j, k] = True
                    if number != without:
                        pins.add((i, j, k))
                elif number != without:
                    eligible[i, j, k] = False
        return eligible, pins

    def rotas(self, without=None, **laws):
        """Every lawful rota: for each person the places held, period by period."""
        eligible, pins = self.settled(without)
        laws = dict({"least": self.least, "most": self.most, "rest": self.rest}, **laws)
        options = [[turns for turns in itertools.product([None, *range(self.places)], repeat=self.periods)
                    if all(place is None or eligible[i, place, k] for k, place in enumerate(turns)) and is_lawful(turns, **laws)
                    and all(turns[k] == j for who, j, k in pins if who == i)] for i in range(self.people)]
        for rota in itertools.product(*options):
            if all(sum(turns[k] == j for turns in rota) <= self.seats[j] for j in range(self.places) for k in range(self.periods)):
                yield rota

    def value(self, rota):
        turns = [sum(place is not None for place in own) for own in rota]
        done = sorted((Fraction(self.history[i] + turns[i]) / Fraction(self.fte[i]) for i in range(self.people)), reverse=True)
        return -sum(turns), done, sum(self.cost[i, place] for i, own in enumerate(rota) for place in own if place is not None)

    def fills(self, who, place, period, **otherwise):
        """How much a lawful rota can fill with one of some people in a place; None where there is none."""
        return max((sum(place is not None for own in rota for place in own) for rota in self.rotas(**otherwise)
                    if any(rota[i][period] == place for i in who)), default=None)

    def remedies(self, who, place, period, least):
        laws = [("`spell least %d`" % self.least, {"least": 0}, self.least > 1), ("`spell most %d`" % self.most, {"most": 0}, self.most > 0),
                ("`rest %d`" % self.rest, {"rest": 0}, self.rest > 0)]
        found = [words for words, law, given in laws if given and (self.fills(who, place, period, **law) or 0) > least]
        for number, (i, j, first, last, fixed) in enumerate(self.wishes):
            if not fixed and not any(self.eligible[i, j, k] for k in range(first, last + 1)):
                continue
            more = who + [i] if not fixed and j == place and first <= period <= last else who
            if (self.fills(more, place, period, without=number) or 0) > least:
                found.append(("giving Place%d to P%d" % (j, i)) if fixed else "keeping P%d from Place%d" % (i, j))
        return found


class Judge:
    def __init__(self, count, name, draw, answer):
        self.count, self.name, self.draw, self.rows, self.notes = count, name, draw, answer["rota"], answer["notes"]
        self.held = {(int(row["place"][1:]), k, int(row["holder"][1:])) for row in self.rows if row["holder"] for k in self.span(row)}

    @staticmethod
    def span(row):
        return range(MONTHS.index(row["from"][:7]), MONTHS.index(row["to"][:7]) + 1)

    def ties(self, best):
        """In each spell, everybody who has one of its turns in some best rota."""
        may = {(i, place, k) for rota in best for i, own in enumerate(rota) for k, place in enumerate(own) if place is not None}
        pins = self.draw.settled()[1]
        for row in self.rows:
            if not row["holder"]:
                continue
            place, free = int(row["place"][1:]), [k for k in self.span(row) if not all((i, j, k) in pins for j, t, i in self.held if (j, t) == (int(row["place"][1:]), k))]
            wanted = {i for i, j, k in may if j == place and k in free and (j, k, i) not in self.held}
            fixed = all((int(row["holder"][1:]), place, k) in pins for k in self.span(row))
            self.count.holds({int(who[1:]) for who in row["others"].split()} == wanted, self.name + ": who else", "%s %s" % (row, wanted))
            self.count.holds(row["how"] == ("fixed" if fixed else "equally good" if wanted else "certain"), self.name + ": how", str(row))

    def reason(self, place, period):
        for note in self.notes:
            told = re.match(r"Place%d is not covered from 1 (\w+) 2016 to \d+ (\w+) 2016: (.*)\.$" % place, note)
            if told and NAMES.index(told[1]) <= period <= NAMES.index(told[2]):
                return told[3]
        return ""

    def gap(self, place, period, filled):
        draw, told = self.draw, self.reason(place, period)
        who = [i for i in range(draw.people) if draw.settled()[0][i, place, period] and (place, period, i) not in self.held]
        can = draw.fills(who, place, period) is not None
        found = " or without ".join(draw.remedies(who, place, period, filled if can else 0)) if who else ""
        if not who:
            some = any((j, k) == (place, period) for j, k, _ in self.held)
            well = told.startswith("nobody %sis eligible on all days of a month" % ("else " if some else "")) and "though" not in told
        elif can:
            well = " may hold it, but with " in told and told.partition("; more could be covered without ")[2] == found
        else:
            well = told.endswith("no lawful rota has that; there is one" + (" without " + found if found else " only without several of the rules and of what is settled"))
        self.count.holds(well, self.name + ": why nobody", "%s\n%s" % (told, found))

    def all(self):
        rotas = list(self.draw.rotas())
        if not rotas:
            self.count.holds("cannot all be kept" in " ".join(self.notes), self.name + ": no rota", str(self.notes))
            return
        value = min(map(self.draw.value, rotas))
        self.ties([rota for rota in rotas if self.draw.value(rota) == value])
        for place, seats in enumerate(self.draw.seats):
            for period in range(self.draw.periods):
                if sum((j, k) == (place, period) for j, k, _ in self.held) < seats:
                    self.gap(place, period, -value[0])


def main():
    count, dice = Count(), random.Random(31)
    with tempfile.TemporaryDirectory() as folder:
        for number in range(DRAWS):
            draw = Draw(dice)
            draw.write(folder)
            code, out, err = run(draw.words(), folder)
            if count.holds(code in (0, 1), "draw %d is answered" % number, err) is not False and code in (0, 1):
                Judge(count, "draw %d" % number, draw, json.loads(out)).all()
    count.end()


main()
