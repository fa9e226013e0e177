"""Writes two tables of the shape of a government organogram, the same bytes every time: generate.py DIR [JUNIOR_ROWS]

Bodies of some forty senior posts each, junior rows in the order of their units, with the faults real tables have:
references given twice, lines that lead nowhere, pay that is no number or the wrong way round, lost letters.
"""
import csv
import os
import random
import sys

SENIOR = ["body", "Post Unique Reference", "Name", "Grade (or equivalent)", "Job Title", "Job/Team Function",
          "Parent Department", "Organisation", "Unit", "Contact Phone", "Contact E-mail", "Reports to Senior Post",
          "Salary Cost of Reports (£)", "FTE", "Actual Pay Floor (£)", "Actual Pay Ceiling (£)", "",
          "Professional/Occupational Group", "Notes", "Valid?", "URI"]
JUNIOR = ["body", "Parent Department", "Organisation", "Unit", "Reporting Senior Post", "Grade",
          "Payscale Minimum (£)", "Payscale Maximum (£)", "Generic Job Title", "Number of Posts in FTE",
          "Professional/Occupational Group"]
GRADES = [("AA", 15000, 17500), ("AO", 17898, 22816), ("EO", 22698, 29063), ("HEO", 27000, 35000),
          ("SEO", 33000, 43000), ("G7", 45000, 58000), ("G6", 55000, 70000)]
GROUPS = ["Policy", "Operational Delivery", "Finance", "Human Resources", "Science & Engineering", "Planning",
          "Communications", "Statistics", "Law", "Procurement"]
PER_BODY = 36


def senior_rows(body, name, random_):
    for number in range(1, PER_BODY + 1):
        boss = "XX" if number == 1 else str(max(1, number // 4))
        if number == 20 and random_.random() < 0.01:
            boss = "999"  # leads nowhere
        unit = "Unit %d" % (number // 6)
        reference = number - 1 if number > 2 and random_.random() < 0.006 else number
        text = "Leads the work of %s, %s" % (unit, "plans, people and money " * random_.randint(1, 12))
        if random_.random() < 0.17:
            text = text.replace("plans", "plan\ufffds", 1)
        floor = 60000 + 5000 * random_.randint(0, 20)
        yield [body, reference, random_.choice(["", "", "NAMED", "N/D", "Vacant"]), "SCS%d" % random_.randint(1, 3),
               "Director of %s" % unit, text, "Department of Things", name, unit, "REDACTED", "REDACTED", boss,
               random_.randint(0, 9000000), random_.choice(["1", "1", "1", "0.8", "0.6"]), floor, floor + 4999, "",
               random_.choice(GROUPS), "", "", "http://example.org/%s/post/%d" % (body, number)]


def junior_rows(body, name, count, random_):
    for number in range(count):
        boss = 1 + number * PER_BODY // count
        grade, low, high = random_.choice(GRADES)
        odd = random_.random()
        low, high = ("ns", "ns") if odd < 0.002 else (high, low) if odd < 0.00204 else (low, high)
        yield [body, "Department of Things", name, "Unit %d" % (boss // 6), boss, "Band " + grade, low, high,
               random_.choice(["Officer", "Manager", "Adviser", "Analyst"]) + " %d" % random_.randint(1, 40),
               random_.choice(["1", "1", "2", "3", "0.81", "4.5", "12"]), random_.choice(GROUPS)]


def main():
    directory, total = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 53651
    random_ = random.Random(20110331)
    bodies = 138
    with open(os.path.join(directory, "senior.csv"), "w", encoding="utf-8", newline="") as first, \
            open(os.path.join(directory, "junior.csv"), "w", encoding="utf-8", newline="") as second:
        senior, junior = csv.writer(first, lineterminator="\n"), csv.writer(second, lineterminator="\n")
        senior.writerow(SENIOR)
        junior.writerow(JUNIOR)
        for body in range(bodies):
            key, name = "body_%03d" % body, "Agency for Things, Part %d" % body
            senior.writerows(senior_rows(key, name, random_))
            count = total // bodies + (body < total % bodies)
            junior.writerows(junior_rows(key, name, count, random_))


if __name__ == "__main__":
    main()
