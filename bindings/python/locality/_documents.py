"""Documents: a JSON file, what it extends, and the rules beside it, read from the file system."""
import ctypes
import os
from typing import NamedTuple, Optional

from . import _native as native
from ._errors import CycleError, Error, IoError, LimitError, call, decode, encode, from_native
from ._handle import Handle
from ._library import json_library

MOST_DOCUMENTS = 16  # that extend one another


def read_file(path):
    """The bytes of a file; one that is too long is not read to its end."""
    try:
        with open(path, "rb") as file:
            text = file.read(native.LOCALITY_JSON_MAX_BYTES + 1)
    except OSError as error:
        raise IoError.from_system(error, path) from error
    if len(text) > native.LOCALITY_JSON_MAX_BYTES:
        raise LimitError("the file is longer than %d bytes, the most that is read" % native.LOCALITY_JSON_MAX_BYTES, file=path)
    return text


def beside(path, name):
    """The path of a file that is named in another one."""
    return os.path.join(os.path.dirname(path), name)


class Table(NamedTuple):
    """A table that a document names: its rows are records of the document, too."""

    file: str
    map: str
    structure: Optional[str]
    as_at: Optional[str]
    prefix: Optional[str]


class Document(Handle):
    """A document that was parsed. Its records become part of a model by `build`."""

    def __init__(self, text, path=None):
        library = json_library()
        pointer = ctypes.POINTER(native.locality_json_document)()
        call(library.locality_json_open, text, len(text), None, None, ctypes.byref(pointer), file=path)
        super().__init__(pointer, library.locality_json_close)
        self.path = path
        header = native.locality_json_header(ctypes.sizeof(native.locality_json_header))
        call(library.locality_json_describe, self.handle, ctypes.byref(header))
        self.name, self.title, self.extends = (decode(text) or None for text in (header.name, header.title, header.extends))
        self.rules = [decode(header.rules[i]) for i in range(header.rules_count)]
        self.tables = [Table(*(decode(getattr(header.tables[i], name)) or None for name in Table._fields))
                       for i in range(header.tables_count)]

    def locate(self, error):
        """Gives an error about a record the place where the document speaks of it; False if it does not."""
        line, column = ctypes.c_uint64(), ctypes.c_uint64()
        found = json_library().locality_json_locate(self.handle, encode(error.kind), encode(error.id), encode(error.field),
                                                    ctypes.byref(line), ctypes.byref(column))
        if found:
            error.file, error.line, error.column = self.path, line.value, column.value
        return bool(found)


def open_chain(path):
    """A document and all that it extends, the extended ones first."""
    chain, seen = [], set()
    while path is not None:
        real = os.path.realpath(path)
        if real in seen:
            raise CycleError("this document extends itself, over %d documents" % len(chain), file=path)
        if len(chain) == MOST_DOCUMENTS:
            raise LimitError("more than %d documents extend one another" % MOST_DOCUMENTS, file=path)
        seen.add(real)
        chain.insert(0, Document(read_file(path), path))
        path = None if chain[0].extends is None else beside(path, chain[0].extends)
    return chain


def build(documents):
    """The pointer to a model of documents of which each extends those before it."""
    array = (ctypes.POINTER(native.locality_json_document) * len(documents))(*[document.handle for document in documents])
    model, which, error = ctypes.POINTER(native.locality_model)(), ctypes.c_size_t(), native.locality_error()
    if json_library().locality_json_build(array, len(documents), None, ctypes.byref(model), ctypes.byref(which),
                                          ctypes.byref(error)):
        raise from_native(error, documents[min(which.value, len(documents) - 1)].path)
    return model


def place(error, documents):
    """Gives an error that came up after reading its place in the documents."""
    if isinstance(error, Error) and not error.line and error.kind:
        any(document.locate(error) for document in reversed(documents))
    return error
