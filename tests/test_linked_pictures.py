"""Pictures in an archive: those that its pages show are figures, the others documents."""

import io
import zipfile
from pathlib import Path

import pytest
from PIL import Image

from ingest.formats.archive import parts
from ingest.formats.budgets import Limits
from ingest.linked_pictures import linked_pictures
from ingest.several import part_id
from tests.homes import opened, taken_in


def png() -> bytes:
    buffer = io.BytesIO()
    Image.new("L", (40, 40), 255).save(buffer, "PNG")
    return buffer.getvalue()


def figures_of(folder: Path, files: dict[str, bytes]) -> set[str]:
    path = folder / "handbook.zip"
    with zipfile.ZipFile(path, "w") as packed:
        for name, content in files.items():
            packed.writestr(name, content)
    into = folder / "parts"
    into.mkdir()
    found = list(parts(path, "zip", Limits(), into))
    return {found[position].name for position in linked_pictures(found)}


@pytest.mark.parametrize(
    "link",
    [
        "![Wiring](img/Wiring%20X2.png)",
        '![](<img/Wiring X2.png> "Wiring")',
        "![Wiring][w]\n\n[w]: ./img/Wiring%20X2.png",
        '<img alt="" src="../docs/img/wiring%20x2.PNG?v=3">',
        "<img srcset='img/small.png 1x, img/Wiring%20X2.png 2x'>",
        '<a href="/docs/img/Wiring%20X2.png">larger</a>',
    ],
)
def test_a_picture_that_a_text_links_to_is_a_figure(tmp_path: Path, link: str) -> None:
    files = {
        "book/docs/gate.md": f"# Gate\n\nText.\n\n{link}\n".encode(),
        "book/docs/img/Wiring X2.png": png(),
        "book/docs/img/type plate.png": png(),
    }
    assert figures_of(tmp_path, files) == {"book/docs/img/Wiring X2.png"}


def test_what_is_no_picture_or_is_named_by_a_manifest_stays_a_document(tmp_path: Path) -> None:
    page = (
        '<html><body><p>See <a href="a.txt">the list</a>.<img src="b.png"><img src="c.svg">'
        '<img src="http://[bad"><img src="https://192.0.2.1/d.png"></p></body></html>'
    )
    files = {
        "page.html": page.encode(),
        "a.txt": b"List of parts.",
        "b.png": png(),
        "c.svg": b"<svg xmlns='http://www.w3.org/2000/svg'></svg>",
        "d.png": png(),
        "manifest.csv": b"file,manual\npage.html,gate\na.txt,list\nb.png,plate\n",
    }
    found = figures_of(tmp_path, files)
    assert "b.png" not in found
    assert found <= {"c.svg"}


def test_a_handbooks_figures_are_told_and_no_jobs(tmp_path: Path) -> None:
    path = tmp_path / "handbook.zip"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("plate.png", png())
        packed.writestr("img/a.png", png())
        packed.writestr("img/b.png", png())
        packed.writestr(
            "gate.md", "# Gate\n\nText.\n\n![](img/a.png)\n![](img/b.png)\n" + "x " * 999
        )
    with opened(tmp_path / "home") as service:
        job = taken_in(service, path)
        assert job.remarks == (
            "2 pictures that its pages show: figures of these, and no manuals.",
            "It holds 2 files: each is a job of its own.",
        )
        # The text comes first, though it is the longer file.
        files = [service.job(part_id(job.id, position)).file for position in range(2)]
        assert files == ["gate.md", "plate.png"]
        assert len(service.jobs()) == 3
