"""The package: finding the library, installing without a network, agreeing with the headers."""
import ctypes.util
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tarfile
import zipfile

import pytest

import locality
from locality import _library, _native as native
from conftest import API, PAPERS, TOP

PACKAGE = TOP / "bindings" / "python"
sys.path.insert(0, str(TOP / "bindings" / "api"))
from parts import part  # noqa: E402
from generate_python import LIBRARIES  # noqa: E402

BOUND = part(API, LIBRARIES)  # what Python loads; the databases it opens by itself


def run(code, *, path=PACKAGE, **environment):
    settings = {name: value for name, value in os.environ.items() if not name.startswith(("LOCALITY_", "LD_"))}
    settings.update(PYTHONPATH=str(path), PYTHONDONTWRITEBYTECODE="1", **environment)
    return subprocess.run([sys.executable, "-c", code], env=settings, capture_output=True, text=True, check=False)


def libraries():
    json = _library.json_library()._name
    return os.path.realpath(_library.core_path), os.path.realpath(json)


def test_versions_agree():
    header = (TOP / "include" / "locality" / "base.h").read_text(encoding="utf-8")
    stated = ".".join(re.findall(r"#define LOCALITY_VERSION_\w+ (\d+)", header))
    project = re.search(r'^version = "(.*)"$', (PACKAGE / "pyproject.toml").read_text(encoding="utf-8"), re.M)[1]
    assert locality.__version__ == stated == project


def test_everything_public_has_documentation_and_its_name():
    for name in locality.__all__:
        thing = getattr(locality, name)
        assert thing.__doc__, name
        assert thing.__module__ == "locality"
        for member, value in vars(thing).items() if isinstance(thing, type) else ():
            if not member.startswith("_") and (callable(value) or isinstance(value, property)):
                assert value.__doc__, "%s.%s" % (name, member)


def test_sizes_and_offsets_are_those_that_the_compiler_measured():
    assert len(native.LAYOUT) == len(BOUND["structs"])
    for struct, (size, offsets) in native.LAYOUT.items():
        assert ctypes.sizeof(struct) == size, struct.__name__
        assert {name: getattr(struct, name).offset for name in offsets} == offsets, struct.__name__
        assert [name for name, _ in struct._fields_] == list(offsets), struct.__name__


def test_the_module_has_every_function_and_constant():
    names = {name for functions in native.PROTOTYPES.values() for name in functions}
    assert names == {item["name"] for item in BOUND["functions"]}
    assert native.FALLIBLE == {item["name"] for item in BOUND["functions"] if item["fallible"]}
    for item in BOUND["constants"]:
        assert getattr(native, item["name"]) == item["value"]
    for item in BOUND["enumerations"]:
        assert native.ENUMERATIONS[item["name"]] == {value["name"]: value["value"] for value in item["values"]}


def test_the_library_is_found_by_file_and_by_directory(tmp_path):
    core, json = libraries()
    shutil.copy(core, tmp_path / "liblocality.so")
    shutil.copy(json, tmp_path / "liblocality_json.so")
    paper = str(PAPERS / "coventry-2010.json")
    code = "import locality; print(len(locality.load(%r).records('post')) > 0)" % paper
    assert run(code, LOCALITY_LIBRARY=str(tmp_path / "liblocality.so")).stdout == "True\n"
    assert run(code, LOCALITY_LIBRARY=str(tmp_path)).stdout == "True\n"


def test_the_library_is_found_beside_the_package(tmp_path):
    core, json = libraries()
    shutil.copytree(PACKAGE / "locality", tmp_path / "locality", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(core, tmp_path / "locality" / "liblocality.so")
    shutil.copy(json, tmp_path / "locality" / "liblocality_json.so")
    done = run("import locality, locality._library as l; l.json_library(); print(l.core_path)", path=tmp_path)
    assert done.stdout.strip() == str(tmp_path / "locality" / "liblocality.so"), done.stderr


@pytest.mark.parametrize("value, message", [("/nowhere/liblocality.so", "cannot be loaded"), ("/", "there is no liblocality")])
def test_a_library_that_is_not_there_is_an_import_error(value, message):
    done = run("import locality", LOCALITY_LIBRARY=value)
    assert done.returncode != 0 and "ImportError" in done.stderr and message in done.stderr


def test_another_library_is_an_import_error():
    other = ctypes.util.find_library("c")
    if other is None:
        pytest.skip("no other library is found here")
    done = run("import locality", LOCALITY_LIBRARY=other)
    assert done.returncode != 0 and "ImportError" in done.stderr and "another version" in done.stderr


def test_without_the_json_library_models_can_still_be_built(tmp_path):
    if run("import ctypes.util; print(ctypes.util.find_library('locality_json'))").stdout.strip() != "None":
        pytest.skip("the system has one")
    shutil.copy(libraries()[0], tmp_path / "liblocality.so")
    done = run("import locality\nprint(locality.Model().count('post'))\nlocality.loads('{}')",
               LOCALITY_LIBRARY=str(tmp_path))
    assert done.stdout == "0\n" and "ImportError: the library liblocality_json is not found" in done.stderr


# ---- Installing ----

def backend():
    sys.path.insert(0, str(PACKAGE / "backend"))
    try:
        import locality_build
    finally:
        sys.path.pop(0)
    return locality_build


def test_a_wheel_holds_every_module_and_is_the_same_every_time(tmp_path):
    (tmp_path / "again").mkdir()
    name = backend().build_wheel(str(tmp_path))
    assert (tmp_path / backend().build_wheel(str(tmp_path / "again"))).name == name
    assert (tmp_path / name).read_bytes() == (tmp_path / "again" / name).read_bytes()
    with zipfile.ZipFile(tmp_path / name) as wheel:
        names = set(wheel.namelist())
        record = wheel.read(next(entry for entry in names if entry.endswith("RECORD"))).decode("utf-8")
    assert {"locality/" + path.name for path in (PACKAGE / "locality").glob("*.py")} <= names
    assert {line.split(",")[0] for line in record.splitlines()} == names


def test_pip_installs_without_a_network(tmp_path):
    source = tmp_path / "source"  # pip may write beside what it builds
    shutil.copytree(PACKAGE, source, ignore=shutil.ignore_patterns("__pycache__", "tests"))
    done = subprocess.run([sys.executable, "-m", "pip", "install", "--quiet", "--no-index", "--no-deps", "--no-compile",
                           "--disable-pip-version-check", "--target", str(tmp_path / "site"), str(source)],
                          capture_output=True, text=True, check=False)
    if "No module named pip" in done.stderr:
        pytest.skip("this Python has no pip")
    assert done.returncode == 0, done.stderr
    core, json = libraries()
    code = "import locality; print(locality.__version__, locality.__file__)"
    shown = run(code, path=tmp_path / "site", LOCALITY_LIBRARY=core, LOCALITY_JSON_LIBRARY=json).stdout.split()
    assert shown[0] == locality.__version__ and pathlib.Path(shown[1]).parent == tmp_path / "site" / "locality"


def test_a_source_archive_and_an_editable_wheel_can_be_made(tmp_path):
    with tarfile.open(tmp_path / backend().build_sdist(str(tmp_path))) as archive:
        names = {name.split("/", 1)[1] for name in archive.getnames()}
    assert {"pyproject.toml", "PKG-INFO", "backend/locality_build.py", "locality/__init__.py"} <= names
    with zipfile.ZipFile(tmp_path / backend().build_editable(str(tmp_path))) as wheel:
        assert wheel.read("locality.pth").decode("utf-8").strip() == str(PACKAGE)
    assert backend().get_requires_for_build_wheel() == backend().get_requires_for_build_sdist() == \
        backend().get_requires_for_build_editable() == []


def test_the_stranger_of_the_installation_runs():
    core, json = libraries()
    code = (TOP / "tests" / "install" / "stranger.py").read_text(encoding="utf-8")
    done = run(code, LOCALITY_LIBRARY=core, LOCALITY_JSON_LIBRARY=json)
    assert done.returncode == 0, done.stderr
