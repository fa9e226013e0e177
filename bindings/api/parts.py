"""Parts of the description of the API: what stands in the headers of some of its libraries."""
import re


def library_of(header):
    """`locality/base.h` is of the library itself, `locality-json.h` of its binding."""
    return "locality" if "/" in header else header[:-len(".h")].replace("-", "_")


def part(api, libraries):
    """The description of these libraries alone."""
    out = dict(api)
    for key in ("functions", "structs", "enumerations", "types"):
        out[key] = [item for item in api[key] if library_of(item["header"]) in libraries]
    types = " ".join(parameter["type"] for item in out["functions"] for parameter in item["parameters"])
    types += " ".join(member["type"] for item in out["structs"] for member in item["members"])
    out["handles"] = [name for name in api["handles"] if re.search(r"\b%s\b" % name, types)]
    others = {library_of(item["header"]) for item in api["functions"]} - set(libraries)
    others = tuple(name.upper() + "_" for name in others if name != "locality")
    out["constants"] = [item for item in api["constants"] if not item["name"].startswith(others)]
    return out
