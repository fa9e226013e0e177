"""Handles: objects of the library that are given back when their Python object goes."""
import weakref


class Handle:
    """Owns an object of the library. Leave it with `close()`, with a `with` statement, or to the garbage collector."""

    def __init__(self, pointer, free):
        self._pointer = pointer
        self._free = weakref.finalize(self, free, pointer)

    @property
    def handle(self):
        """The pointer, for calls of the low-level module."""
        if not self._free.alive:
            raise ValueError("this %s is closed" % type(self).__name__.lower())
        return self._pointer

    @property
    def closed(self):
        """Whether it was given back."""
        return not self._free.alive

    def close(self):
        """Gives it back now; it cannot be used afterwards. Closing twice is no error."""
        self._free()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()
