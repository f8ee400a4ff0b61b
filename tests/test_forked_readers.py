"""Readers are forked from what has imported all that they need, and end with whoever asked."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

import ingest.child
from ingest.child import Cancelled, read_in_child
from ingest.orders import Bounds, ReadingOrder
from store.encoders import DEFAULT_ENCODER
from store.errors import FileRejected
from tests.homes import made
from tests.tablet import wait_until

BOUNDS = Bounds(60, 2048)


def order(path: Path) -> ReadingOrder:
    return ReadingOrder(path, "unit", "0", DEFAULT_ENCODER, None, path.name)


def told_by_reader(path: Path) -> list[str]:
    """What a reader says instead of what it has read, see `say`."""
    with pytest.raises(FileRejected) as said:
        read_in_child(order(path), bounds=BOUNDS, look=lambda: None)
    return str(said.value).split()


def say(patch: pytest.MonkeyPatch, what: str) -> None:
    """Have readers say what a Python expression gives, a text, before they read."""
    script = f"import os, sys, ingest.child as c; c._done = lambda *_: {what}; c.main()"
    patch.setattr(ingest.child, "_START", script)


def test_what_reading_a_web_page_takes_is_imported_once_and_no_model_library(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = "('spacy', 'unstructured', 'torch', 'weasel')"
    have = f"[n for n in {names} if sys.modules.get(n) is not None]"
    say(monkeypatch, f"' '.join([str(os.getppid()), str(os.getpid()), *{have}])")
    path = made(tmp_path, "unit.html", 2)
    (source, reader, *imported), (again, other, *_) = told_by_reader(path), told_by_reader(path)
    assert imported == ["spacy", "unstructured"]
    assert (source, reader) != (again, other)
    assert source == again
    # One that is gone, as it is when it was not asked for long, is started anew.
    os.kill(int(source), signal.SIGKILL)
    assert told_by_reader(path)[0] != source


def test_each_scan_that_is_read_is_told_and_gives_the_reader_its_time_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    deed = "[(time.sleep(1), on_scan(number, 7)) for number in range(1, 8)] and None"
    script = f"import time, ingest.child as c; c._done = lambda _, on_scan: {deed}; c.main()"
    monkeypatch.setattr(ingest.child, "_START", script)
    told: list[tuple[int, int]] = []
    with pytest.raises(FileRejected, match="gave nothing back"):
        read_in_child(
            order(made(tmp_path, "unit.html", 2)),
            bounds=Bounds(6, 2048),
            look=lambda: None,
            on_scan=lambda *scans: told.append(scans),
        )
    assert (told[-1], told == sorted(told)) == ((7, 7), True)


def test_a_reader_runs_where_and_as_whoever_asks_runs_now(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    say(monkeypatch, "os.getcwd() + ' ' + os.environ.get('MILLWRIGHT_TOLD', 'nothing')")
    path = tmp_path / "unit.txt"
    path.write_text("1 Pump")
    assert told_by_reader(path)[1:] == ["nothing"]
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MILLWRIGHT_TOLD", "something")
    assert told_by_reader(path) == [str(tmp_path), "something"]


def test_what_a_reader_that_is_ended_has_put_down_goes_with_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = made(tmp_path, "unit.html", 2)
    put_down = "pathlib.Path(tempfile.mkdtemp(), 'page.pdf').write_text(str(c.__file__))"
    deed = f"{put_down} and pathlib.Path('reads').write_text(tempfile.gettempdir()) and time.sleep"
    script = (
        "import pathlib, tempfile, time, ingest.child as c; tempfile.gettempdir(); "
        f"c._done = lambda *_: ({deed})(300); c.main()"
    )
    monkeypatch.setattr(ingest.child, "_START", script)
    monkeypatch.chdir(tmp_path)

    def look() -> None:
        if Path("reads").exists():
            assert list(Path(Path("reads").read_text()).glob("*/page.pdf"))
            raise Cancelled

    with pytest.raises(Cancelled):
        read_in_child(order(path), bounds=BOUNDS, look=look)
    assert not Path(Path("reads").read_text()).exists()


def test_whoever_is_killed_leaves_no_reader_behind(tmp_path: Path) -> None:
    path = tmp_path / "unit.txt"
    path.write_text("1 Pump")
    deed = "open('reads', 'w').close() or time.sleep(300)"
    start = f"import time; import ingest.child as c; c._done = lambda *_: {deed}; c.main()"
    code = (
        "import sys\nfrom pathlib import Path\nimport ingest.child as c, ingest.orders as o\n"
        f"c._START = {start!r}\n"
        "order = o.ReadingOrder(Path('unit.txt'), 'unit', '0', sys.argv[1], None, 'unit.txt')\n"
        "c.read_in_child(order, bounds=o.Bounds(300, 2048), look=lambda: None)\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, DEFAULT_ENCODER],
        cwd=tmp_path,
        env={**os.environ, "TMPDIR": str(tmp_path)},
    ) as asking:
        wait_until(lambda: (tmp_path / "reads").exists(), seconds=60)
        started = psutil.Process(asking.pid).children(recursive=True)
        asking.kill()
    assert len(started) == 2
    wait_until(lambda: not any(one.is_running() for one in started), seconds=30)
