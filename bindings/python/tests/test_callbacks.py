"""Callbacks: native rules, cancelling, Ctrl-C; whatever is raised in one reaches the caller."""
import gc
import signal
import threading
import time
import weakref

import pytest

import locality
from locality import _report
from locality._callbacks import Relay
from conftest import LONG_QUESTION, crowd


class Odd(Exception):
    """No exception that the package knows."""


def test_a_native_rule_is_judged_with_the_others(shire):
    @locality.native_rule("OWN-1", "Every post has its cost", source="Own", section="1", strength="should")
    def costs(snapshot, sink):
        for post in snapshot.records("post"):
            sink.case("fail" if post["cost"] is None else "pass", "post " + post["id"], "the cost is not stated", "cost = ?")
            sink.witness("post", post["id"], "cost")
        sink.warning("costs may be old")

    findings = shire.check(natives=[costs])
    finding = findings["OWN-1"]
    assert finding.is_native and finding.verdict == "fail" and finding.counts["fail"] == 3
    assert (finding.source, finding.section, finding.strength) == ("Own", "1", "should")
    assert finding.cases[0].binding == "post chief" and finding.cases[0].says == "the cost is not stated"
    assert finding.cases[0].witnesses[0].id == "chief" and str(finding.cases[0].witnesses[0]).startswith("post ")
    assert finding.warnings == ("costs may be old",)
    assert callable(costs)


def test_a_native_rule_can_be_undecided(shire):
    @locality.native_rule("OWN-1", "Nobody knows")
    def unknown(_snapshot, sink):
        sink.case("cannot_decide")
        sink.missing("The number of desks would have to be known.")

    finding = shire.check(natives=[unknown])["OWN-1"]
    assert finding.verdict == "cannot_decide"
    assert [missing.what for missing in finding.missing] == ["The number of desks would have to be known."]


@pytest.mark.parametrize("raised", [Odd("mine"), KeyboardInterrupt(), SystemExit(3), locality.NotFoundError("x"),
                                    MemoryError()], ids=lambda raised: type(raised).__name__)
def test_what_a_native_rule_raises_reaches_the_caller(shire, raised):
    @locality.native_rule("OWN-1", "Fails to judge")
    def broken(_snapshot, _sink):
        raise raised

    with pytest.raises(type(raised)) as caught:
        shire.check(natives=[broken])
    assert caught.value is raised
    assert shire.check() is not None


def test_an_error_of_the_sink_reaches_the_caller(shire):
    @locality.native_rule("OWN-1", "Names a record that is not there")
    def wrong(_snapshot, sink):
        sink.case("fail")
        sink.witness("post", "nobody")

    with pytest.raises(locality.NotFoundError, match="nobody"):
        shire.check(natives=[wrong])


def test_a_native_rule_needs_its_case_and_a_verdict(shire):
    for wrong in (lambda _snapshot, sink: sink.witness("post", "head"), lambda _snapshot, sink: sink.case("maybe")):
        with pytest.raises(locality.InvalidError):
            shire.check(natives=[locality.native_rule("OWN-1", "Says nothing")(wrong)])
    with pytest.raises(locality.InvalidError):
        shire.check(natives=[lambda _snapshot, _sink: None])
    with pytest.raises(locality.DuplicateError):
        rule = locality.native_rule("OWN-1", "Twice")(lambda _snapshot, _sink: None)
        shire.check(natives=[rule, rule])


def test_a_native_rule_may_check_and_ask_the_snapshot(shire):
    @locality.native_rule("OWN-1", "Asks")
    def asks(snapshot, sink):
        count = snapshot.query("count(p in post)").value
        sink.case("pass" if count == 4 else "fail")
        snapshot.check()

    assert shire.check(natives=[asks])["OWN-1"].verdict == "pass"


@pytest.mark.parametrize("verb", ["check", "query"])
def test_a_call_can_be_cancelled_and_cancel_may_raise(verb):
    model = crowd()
    model.add_rules('rule L-1 "Takes long"\n  require %s = 0\n' % LONG_QUESTION)

    def run(cancel):
        return model.check(cancel=cancel) if verb == "check" else model.query(LONG_QUESTION, cancel=cancel)

    def broken():
        raise Odd("mine")

    asked = []
    with pytest.raises(locality.CancelledError):
        run(lambda: True)
    with pytest.raises(Odd):
        run(broken)
    assert run(lambda: asked.append(1)) and asked


def test_what_an_output_raises_reaches_the_caller(coventry, monkeypatch):
    def broken(_data, _length):
        raise Odd("mine")

    findings = coventry.check()
    monkeypatch.setattr(_report.ctypes, "string_at", broken)
    with pytest.raises(Odd):
        findings.text()


def test_ctrl_c_stops_a_long_call():
    model = crowd()
    previous = signal.signal(signal.SIGINT, signal.default_int_handler)
    timer = threading.Timer(0.05, lambda: signal.raise_signal(signal.SIGINT))
    caught, stop = False, time.monotonic() + 20
    try:
        timer.start()
        while time.monotonic() < stop:
            assert model.query(LONG_QUESTION).value == 0
    except KeyboardInterrupt:
        caught = True
    finally:
        timer.cancel()
        assert signal.signal(signal.SIGINT, previous) is signal.default_int_handler
    assert caught


def test_callbacks_leave_nothing_behind(shire):
    class Judge:
        def __call__(self, _snapshot, sink):
            sink.case("pass")

    judge = Judge()
    gone = weakref.ref(judge)
    shire.check(natives=[locality.native_rule("OWN-1", "x")(judge)])
    del judge
    gc.collect()
    assert gone() is None


def test_a_relay_answers_failure_once_something_was_raised():
    from ctypes import CFUNCTYPE, c_int
    relay, calls = Relay(), []

    def broken(number):
        calls.append(number)
        raise Odd(str(number))

    callback = relay.guard(CFUNCTYPE(c_int, c_int), broken, failure=9)
    assert (callback(1), callback(2)) == (9, 9) and calls == [1]
    assert relay.guard(CFUNCTYPE(c_int), lambda: "no number", failure=4)() == 4
    fresh = Relay()
    assert fresh.guard(CFUNCTYPE(c_int), lambda: "no number", failure=4)() == 4
    assert isinstance(fresh.raised, TypeError)
