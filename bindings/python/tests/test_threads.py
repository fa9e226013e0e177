"""Threads: one snapshot read by several, and handles that are given back."""
import concurrent.futures
import gc
import threading
import weakref

import locality
from locality import _handle
from conftest import PAPERS


def test_threads_read_one_snapshot(coventry):
    snapshot = coventry.snapshot()
    expected = snapshot.check().text("json")
    posts = snapshot.records("post")
    start = threading.Barrier(4)

    def read(number):
        start.wait()
        for _ in range(5):
            assert snapshot.check().text("json") == expected
            assert snapshot.records("post") == posts
            assert snapshot.query("count(p in post)").value == len(posts)
        return number

    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(read, range(4))) == [0, 1, 2, 3]


def test_a_model_goes_on_changing_while_its_snapshot_is_read(shire):
    shire.add_rules('rule S-1 "There are posts"\n  require count(p in post) = 4\n')
    snapshot = shire.snapshot()

    def read():
        return {snapshot.why("S-1").verdict for _ in range(200)}

    with concurrent.futures.ThreadPoolExecutor(1) as pool:
        reading = pool.submit(read)
        for number in range(200):
            shire.put("post", "new-%d" % number, structure="after")
            shire.snapshot()
        assert reading.result() == {"pass"}
    assert shire.why("S-1").verdict == "fail"


def test_handles_are_given_back_once():
    freed = []

    class Thing(_handle.Handle):
        pass

    thing = Thing("pointer", freed.append)
    gone = weakref.ref(thing)
    with thing:
        assert thing.handle == "pointer" and not thing.closed
    thing.close()
    del thing
    gc.collect()
    assert gone() is None and freed == ["pointer"]
    Thing("other", freed.append)
    gc.collect()
    assert freed == ["pointer", "other"]


def test_a_snapshot_outlives_its_model():
    model = locality.load(PAPERS / "coventry-2010.json")
    snapshot = model.snapshot()
    model.close()
    del model
    gc.collect()
    assert snapshot.why("COV-05").verdict == "fail"
