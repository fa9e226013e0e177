"""Callbacks: how an exception in Python gets past C, and how Ctrl-C reaches a call that is under way.

An exception that leaves a ctypes callback is lost, and C goes on with a return value that nobody gave. So every callback is
made by `Relay.guard`, which catches whatever is raised, keeps it and answers with failure; `Relay.call` raises it again in the
caller once C has returned.
"""
import contextlib
import operator
import signal
import threading

from . import _native as native
from ._errors import call

CANCEL = dict(native.locality_query_options._fields_)["cancel"]


class Relay:
    """One call of the library with callbacks, made by one thread."""

    def __init__(self):
        self.raised = None

    def guard(self, kind, function, failure, always=False):
        """`function` as a C callback of type `kind`; it answers `failure` once anything was raised.

        It is not called any more then, but for one that has to be whatever happened (`always`), as what puts things in order.
        """

        def guarded(*arguments):
            try:
                if self.raised is None or always:
                    result = function(*arguments)
                    return None if failure is None else operator.index(result)
            except BaseException as error:  # also KeyboardInterrupt and SystemExit: they are raised again in the caller
                self.raised = self.raised or error
            return failure

        return kind(guarded)

    def call(self, function, *arguments, file=None):
        """Calls a function that takes an error last. What a callback raised goes before the error that followed from it."""
        try:
            with self._keeping_interrupts():
                call(function, *arguments, file=file)
        except Exception:
            if self.raised is None:
                raise
        if self.raised is not None:
            error, self.raised = self.raised, None
            raise error

    @contextlib.contextmanager
    def _keeping_interrupts(self):
        """Ctrl-C is kept instead of raised, as it could be raised at the border between C and Python, where it is lost."""
        ours = threading.current_thread() is threading.main_thread() and \
            signal.getsignal(signal.SIGINT) is signal.default_int_handler
        try:
            if ours:
                signal.signal(signal.SIGINT, self._keep)
        except ValueError:  # a second interpreter may not
            ours = False
        try:
            yield
        finally:
            if ours:
                signal.signal(signal.SIGINT, signal.default_int_handler)

    def _keep(self, _number, _frame):
        self.raised = KeyboardInterrupt()


def watch(options, relay, cancel):
    """Lets `cancel()`, and in the main thread Ctrl-C, stop the call that takes the options."""
    if cancel is None and threading.current_thread() is not threading.main_thread():
        return

    def asked(_self):
        return bool(cancel()) if cancel is not None else 0

    options.cancel = relay.guard(CANCEL, asked, failure=1)
