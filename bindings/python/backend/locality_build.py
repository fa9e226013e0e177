"""Builds the package: a PEP 517 backend of the standard library alone, so that `pip install .` needs no network.

There is nothing to compile. A wheel is an archive of the modules with three files about them, and the same sources give the
same bytes.
"""
import base64
import hashlib
import io
import os
import re
import tarfile
import zipfile

HERE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
PACKAGE = "locality"
TIME = (1980, 1, 1, 0, 0, 0)  # the first that an archive can state
SOURCES = ("pyproject.toml", "README.md", "backend/locality_build.py")


def _read(name):
    with open(os.path.join(HERE, name), "rb") as file:
        return file.read()


def _project():
    """The table [project] of pyproject.toml; its values are plain strings on one line."""
    table = _read("pyproject.toml").decode("utf-8").split("[project]", 1)[1].split("\n[", 1)[0]
    return dict(re.findall(r'^([\w-]+) = "(.*)"$', table, re.M))


def _modules():
    names = sorted(name for name in os.listdir(os.path.join(HERE, PACKAGE)) if name.endswith(".py"))
    return {"%s/%s" % (PACKAGE, name): _read("%s/%s" % (PACKAGE, name)) for name in names}


def _metadata():
    project = _project()
    lines = ["Metadata-Version: 2.1", "Name: " + project["name"], "Version: " + project["version"],
             "Summary: " + project["description"], "License: MIT", "Requires-Python: " + project["requires-python"],
             "Description-Content-Type: text/markdown", "", _read(project["readme"]).decode("utf-8")]
    return "\n".join(lines).encode("utf-8")


def _name():
    return "%s-%s" % (PACKAGE, _project()["version"])


def _information():
    """The files of the .dist-info directory, the list of all files left out."""
    wheel = "Wheel-Version: 1.0\nGenerator: locality_build\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    return {"%s.dist-info/METADATA" % _name(): _metadata(), "%s.dist-info/WHEEL" % _name(): wheel.encode("ascii")}


def _write_wheel(directory, contents):
    files = {**contents, **_information()}
    record = "%s.dist-info/RECORD" % _name()
    rows = []
    for name, data in files.items():
        digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode("ascii")
        rows.append("%s,sha256=%s,%d\n" % (name, digest, len(data)))
    files[record] = ("".join(rows) + record + ",,\n").encode("utf-8")
    wheel = "%s-py3-none-any.whl" % _name()
    with zipfile.ZipFile(os.path.join(directory, wheel), "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            entry = zipfile.ZipInfo(name, TIME)
            entry.external_attr = 0o100644 << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, data)
    return wheel


# ---- What installers call ----

def get_requires_for_build_wheel(config_settings=None):
    return []


def get_requires_for_build_editable(config_settings=None):
    return []


def get_requires_for_build_sdist(config_settings=None):
    return []


def prepare_metadata_for_build_wheel(metadata_directory, config_settings=None):
    for name, data in _information().items():
        path = os.path.join(metadata_directory, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(data)
    return "%s.dist-info" % _name()


prepare_metadata_for_build_editable = prepare_metadata_for_build_wheel


def build_wheel(wheel_directory, config_settings=None, metadata_directory=None):
    return _write_wheel(wheel_directory, _modules())


def build_editable(wheel_directory, config_settings=None, metadata_directory=None):
    return _write_wheel(wheel_directory, {"%s.pth" % PACKAGE: (HERE + "\n").encode("utf-8")})


def build_sdist(sdist_directory, config_settings=None):
    files = {**_modules(), **{name: _read(name) for name in SOURCES}, "PKG-INFO": _metadata()}
    archive = "%s.tar.gz" % _name()
    with tarfile.open(os.path.join(sdist_directory, archive), "w:gz", format=tarfile.PAX_FORMAT) as tar:
        for name, data in files.items():
            entry = tarfile.TarInfo("%s/%s" % (_name(), name))
            entry.size = len(data)
            entry.mode = 0o644
            tar.addfile(entry, io.BytesIO(data))
    return archive
