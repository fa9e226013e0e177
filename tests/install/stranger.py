"""A stranger's first lines of Python: imports the package with the installed library and asks for its version."""
import locality

version = locality.version() if callable(getattr(locality, "version", None)) else locality.__version__
assert version.count(".") == 2, version
