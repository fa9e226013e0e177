"""The shared libraries: where they are looked for and how they are loaded.

The library itself is looked for at LOCALITY_LIBRARY (the file or its directory), then beside this package, then where the
system keeps libraries. That of the JSON documents is looked for at LOCALITY_JSON_LIBRARY, then beside the first, and is only
loaded when a document is read or written.
"""
import ctypes
import ctypes.util
import functools
import os
import sys

from . import _native as native

SUFFIX = {"darwin": ".dylib", "win32": ".dll"}.get(sys.platform, ".so")
PACKAGE = os.path.dirname(os.path.abspath(__file__))


def _file_names(name):
    plain = ("" if sys.platform == "win32" else "lib") + name + SUFFIX
    return [plain, plain + ".0"] if SUFFIX == ".so" else [plain]


def _in_directory(directory, name):
    found = [os.path.join(directory, file) for file in _file_names(name)]
    return next((path for path in found if os.path.exists(path)), None)


def _named_by(variable, name):
    """The file that an environment variable names; a directory stands for the library in it."""
    value = os.environ.get(variable)
    if not value or not os.path.isdir(value):
        return value or None
    found = _in_directory(value, name)
    if found is None:
        raise ImportError("%s names %s, where there is no %s" % (variable, value, _file_names(name)[0]))
    return found


def _load(name, path):
    """Loads a library and gives its functions their prototypes."""
    try:
        return native.bind(name, ctypes.CDLL(path))
    except OSError as error:
        raise ImportError("%s cannot be loaded: %s" % (path, error)) from error
    except AttributeError as error:
        raise ImportError("%s is of another version than this package: %s" % (path, error)) from error


def _load_core():
    path = _named_by("LOCALITY_LIBRARY", "locality") or _in_directory(PACKAGE, "locality") or \
        ctypes.util.find_library("locality")
    if path is None:
        raise ImportError("the library liblocality is not found; install it, or set LOCALITY_LIBRARY to its file")
    library = _load("locality", path)
    wanted = (native.LOCALITY_VERSION_MAJOR, native.LOCALITY_VERSION_MINOR)
    version = library.locality_version().decode("ascii")
    if tuple(int(part) for part in version.split(".")[:2]) != wanted:
        raise ImportError("%s is version %s; this package is made for %d.%d" % (path, version, *wanted))
    return library, path


core, core_path = _load_core()


@functools.lru_cache(maxsize=None)
def json_library():
    """The library of the JSON documents."""
    beside = os.path.dirname(core_path)
    path = _named_by("LOCALITY_JSON_LIBRARY", "locality_json")
    if path is None and beside:  # an installed library, or a build that keeps the bindings apart
        path = _in_directory(beside, "locality_json") or _in_directory(os.path.join(beside, "bindings"), "locality_json")
    path = path or ctypes.util.find_library("locality_json")
    if path is None:
        raise ImportError("the library liblocality_json is not found beside %s; it reads and writes documents and is built "
                          "where jansson is installed, or set LOCALITY_JSON_LIBRARY to its file" % core_path)
    return _load("locality_json", path)
