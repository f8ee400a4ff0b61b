"""The main job with the network cut: nothing is fetched, whatever is read or asked."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

from tests.commands import environment
from tests.homes import SAMPLES

# A process with no network device at all but an unconfigured loopback. Where the machine does not
# allow that, every look-up and connection beyond it is refused in Python.
_UNSHARE = ["unshare", "--map-root-user", "--net"]
_MAIN_JOB = """
import json, socket, sys
from pathlib import Path

def refuse(*arguments, **named):
    raise OSError(f"reached for the network: {arguments}")

if "--guard" in sys.argv:
    socket.getaddrinfo = refuse
    socket.socket.connect = refuse

if __name__ == "__main__":
    from app.local import LocalService
    from store.settings import load_settings
    from store.manual_values import IngestOptions
    from store.values import Scope
    from tests.homes import ended

    service = LocalService(load_settings())
    service.start_worker()
    jobs = ended(service, [service.submit(Path(p), IngestOptions()) for p in sys.argv[1:3]])
    hits = service.search("How tight should the drive belt be?", scope=Scope()).hits
    answer = service.ask("Which valve is opened first?", scope=Scope())
    image = service.page_image(hits[0].manual, hits[0].revision, hits[0].page)
    service.close()
    print(json.dumps({
        "jobs": [job.state for job in jobs],
        "section": hits[0].section,
        "answer": answer.text,
        "image": len(image),
    }))
"""


def test_the_main_job_runs_without_a_network(tmp_path: Path) -> None:
    page = tmp_path / "valves.html"
    page.write_text(
        "<!doctype html><html><body><h1>Valves</h1><ol><li>Open valve V1 first.</li>"
        "<li>Open valve V2.</li></ol></body></html>"
    )
    script = tmp_path / "main_job.py"
    script.write_text(_MAIN_JOB)
    cut = _UNSHARE if _may_unshare() else []
    guard = [] if cut else ["--guard"]
    command = [sys.executable, str(script), str(SAMPLES / "SC-75_Compressor_Manual.pdf"), str(page)]
    checkout = str(SAMPLES.parent.parent)
    result = subprocess.run(
        [*cut, *command, *guard],
        env=environment(tmp_path / "home", PYTHONPATH=checkout, PYTHONDONTWRITEBYTECODE="1"),
        capture_output=True,
        text=True,
        timeout=240,
    )
    assert result.returncode == 0, result.stderr
    seen = json.loads(result.stdout.splitlines()[-1])
    assert seen["jobs"] == ["done", "done"]
    assert "5.2" in " ".join(seen["section"])
    assert "Open valve V1 first." in seen["answer"]
    assert seen["image"] > 10_000


def _may_unshare() -> bool:
    if shutil.which("unshare") is None:
        return False
    return subprocess.run([*_UNSHARE, "true"], capture_output=True).returncode == 0
