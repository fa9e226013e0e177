"""What the tests share: the papers, a small model, and a record of every function of the library that was called."""
import functools
import json
import pathlib

import pytest

import locality
from locality import _library

TOP = pathlib.Path(__file__).resolve().parents[3]
PAPERS = TOP / "tests" / "papers"
API = json.loads((TOP / "bindings" / "api" / "api.json").read_text(encoding="utf-8"))
CALLED = set()


def _record_calls(library, name):
    """Lets every call of a library go through a function that notes its name."""
    for item in API["functions"]:
        if item["library"] != name:
            continue
        function = getattr(library, item["name"])

        @functools.wraps(function, assigned=())
        def noted(*arguments, function=function, name=item["name"]):
            CALLED.add(name)
            return function(*arguments)

        setattr(library, item["name"], noted)


_record_calls(_library.core, "locality")
_record_calls(_library.json_library(), "locality_json")


def pytest_collection_modifyitems(items):
    """The test that asks which functions were called goes last, and only runs when all tests do."""
    last = [item for item in items if item.get_closest_marker("last")]
    files = {pathlib.Path(str(item.fspath)).name for item in items}
    for item in last:
        items.remove(item)
        if files < {path.name for path in pathlib.Path(__file__).parent.glob("test_*.py")}:
            item.add_marker(pytest.mark.skip(reason="not all tests run"))
        items.append(item)


def pytest_configure(config):
    config.addinivalue_line("markers", "last: runs when all others have run")


@pytest.fixture(scope="session")
def coventry():
    return locality.load(PAPERS / "coventry-2010.json")


@pytest.fixture
def shire():
    """A county of two districts, and a small service before and after its restructure."""
    model = locality.Model("shire", "A small shire")
    model.put("area", "shire", name="Shire", level="county", parent="none")
    model.put("area", "north", name="North district", level="district", parent="shire", population=50000)
    model.put("area", "south", name="South district", level="district", parent="shire", starts="2000-04-01")
    model.put("area", "old", name="Old district", level="district", parent="shire", ends="1999-12-31", successor="south")
    model.put("area_group", "upper", layer="halves", within="shire", members=["north"])
    model.put("area_group", "lower", layer="halves", within="shire", members=["south"])
    model.put("structure", "before", name="Before", status="current", stated_fte=8, listing="complete")
    model.put("structure", "after", name="After", status="proposed", stated_fte="6.5", listing="complete")
    model.put("unit", "team", name="Team", structure="after", parent="none", head="head")
    model.put("site", "old-office", type="office", structure="before", quantity=2)
    model.put("site", "office", type="office", structure="after", quantity=1, desks=3)
    model.put("skill", "tact", name="Tact")
    model.put("function", "advice", name="Advice", structure="after", scope="service", lead=["head"])
    model.put("function", "lists", name="Keeping lists", structure="after", scope="service", lead=[])
    model.put("theme", "youth", name="Youth")
    model.put("service", "library", name="Library")
    model.put("provision", "p1", service="library", area="north", state="present")
    model.put("post", "chief", title="Head", structure="before", posts=1, fte=1, reports_to="none")
    model.put("post", "head", title="Head", structure="after", unit="team", posts=1, fte=1, reports_to="none",
              base="office", origin=["chief"], functions=["advice"], skills=["tact"])
    model.put("post", "officer", title="Officer", structure="after", unit="team", posts=4,
              fte=locality.Range.read("number", "3.5"), reports_to="head", base="office", serves=["north"], themes=["youth"])
    model.put("post", "clerk", title="Clerk", structure="after", posts=1, cost=20000)
    return model


def crowd(rows=2000):
    """A model that a question can take some time over."""
    model = locality.Model()
    for number in range(rows):
        model.put("post", "p%d" % number, level=number, posts=1)
    return model


# A join on an inequality: no index to run through.
LONG_QUESTION = "count(p in post where sum(q.posts for q in post where q.level < p.level) > 5000)"
