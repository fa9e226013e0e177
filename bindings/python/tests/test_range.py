"""Ranges: what is known of a value."""
import datetime
import decimal
import fractions
import pickle

import pytest

import locality
from locality import Range

D = decimal.Decimal


@pytest.mark.parametrize("type, text, lo, hi, printed", [
    ("money", "720.4k", D("720400.00"), D("720400.00"), "£720,400"),
    ("money", "0.50", D("0.50"), D("0.50"), "£0.50"),
    ("count", ">=20", 20, None, "at least 20"),
    ("count", "5..6", 5, 6, "between 5 and 6"),
    ("number", "8.5", D("8.5"), D("8.5"), "8.5"),
    ("ratio", "47.83%", D("0.4783"), D("0.4783"), "47.83 %"),
    ("ratio", "24.7%~", D("0.2465"), D("0.247499"), "between 24.65 % and 24.7499 %"),
    ("date", "2010-07", datetime.date(2010, 7, 1), datetime.date(2010, 7, 31), "July 2010"),
    ("date", "2011/12", datetime.date(2011, 4, 1), datetime.date(2012, 3, 31), "financial year 2011/12"),
    ("moment", "2023-02-24 17:00", datetime.datetime(2023, 2, 24, 17), datetime.datetime(2023, 2, 24, 17),
     "24 February 2023 17:00"),
    ("days", "4 weeks", 28, 28, "28 days"),
    ("truth", "yes", 1, 1, "yes"),
    ("count", "?", None, None, "unknown"),
])
def test_a_text_reads_prints_and_writes(type, text, lo, hi, printed):
    known = Range.read(type, text)
    assert (known.type, known.lo, known.hi) == (type, lo, hi)
    assert known.exact is (lo is not None and lo == hi)
    assert known.known is (text != "?")
    assert str(known) == printed
    assert Range.read(type, known.written()) == known
    assert eval(repr(known)) == known
    assert known.exact or Range(type, lo, hi) == known


def test_ends_are_given_as_python_has_them():
    assert Range("money", 20) == Range.read("money", "20")
    assert Range("money", D("0.5"), None) == Range.read("money", ">=0.50")
    assert Range("number", fractions.Fraction(1, 8)).value == D("0.125")
    assert Range("date", datetime.date(2010, 9, 3)) == Range.read("date", "2010-09-03")
    assert Range("count", None, 5) == Range.read("count", "<=5")
    assert not Range("count").known


@pytest.mark.parametrize("type, value", [("money", D("0.001")), ("count", D("1.5")), ("number", fractions.Fraction(1, 3)),
                                         ("number", D("NaN"))])
def test_what_a_type_cannot_hold_is_refused(type, value):
    with pytest.raises(locality.InvalidError):
        Range(type, value)


def test_floats_and_strange_types_are_refused():
    with pytest.raises(locality.WrongTypeError, match="float"):
        Range("money", 0.1)
    with pytest.raises(locality.WrongTypeError):
        Range("date", datetime.datetime(2010, 7, 1))
    with pytest.raises(locality.WrongTypeError):
        Range("moment", datetime.date(2010, 7, 1))
    with pytest.raises(locality.InvalidError):
        Range("pounds", 1)
    with pytest.raises(locality.InvalidError, match="empty"):
        Range("count", 2, 1)
    with pytest.raises(locality.OutOfRangeError):
        Range("money", 10 ** 18)
    with pytest.raises(locality.InvalidError):
        Range.from_units("count", -2 ** 63, -2 ** 63)


def test_money_is_exact_whatever_precision_is_set():
    with decimal.localcontext() as context:
        context.prec = 3
        assert Range("money", D("12345678.90")).value == D("12345678.90")
        assert Range("number", D("1234.567891")).value == D("1234.567891")


def test_comparisons_have_three_answers():
    listed = Range("count", 20, None)
    assert listed.compare(">=", 20) is True
    assert listed.compare("<", 20) is False
    assert listed.compare(">=", 24) is None
    assert Range.read("ratio", "41%").compare("<=", Range.read("ratio", "40%")) is False
    with pytest.raises(locality.WrongTypeError):
        listed.compare("=", Range("money", 20))
    with pytest.raises(locality.InvalidError):
        listed.compare("~", 20)
    with pytest.raises(TypeError):
        bool(listed)


def test_equality_asks_whether_the_same_is_known():
    assert Range("count", 20, None) == Range("count", 20, None) != Range("count", 20)
    assert Range("count", 1) == 1 and hash(Range("count", 1)) == hash(1)
    assert Range("money", 1) != Range("count", 1)
    assert Range("count", 1, 2) != 1
    assert {Range("count", 20, None): "x"}[Range.read("count", ">=20")] == "x"
    assert 25 in Range("count", 20, None) and 19 not in Range("count", 20, None)
    assert datetime.date(2010, 7, 14) in Range.read("date", "2010-07")


def test_a_range_is_immutable_and_can_be_pickled():
    known = Range("count", 1, 2)
    with pytest.raises(AttributeError):
        known.type = "money"
    with pytest.raises(AttributeError):
        del known.type
    assert pickle.loads(pickle.dumps(known)) == known


def test_decimals_can_be_asked_for():
    assert format(Range.read("ratio", "47.8261%"), ".2") == "47.83 %"
    assert Range.read("money", "720400").text(0) == "£720,400"
    assert "{:>12}".format(Range("count", 5)) == "           5"


def test_a_date_beyond_the_calendar_is_an_open_end():
    far = Range.from_units("date", 0, 10 ** 9)
    assert (far.lo, far.hi) == (datetime.date(1970, 1, 1), None)
    assert eval(repr(far)) == far
