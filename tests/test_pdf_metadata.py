"""A PDF's own properties: used where they are filled in, and never in the way."""

import io
from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

from ingest.formats.budgets import Limits
from ingest.formats.pdf_metadata import metadata_of
from ingest.reading import read_document


def written(path: Path, **properties: str) -> Path:
    buffer = io.BytesIO()
    canvas = Canvas(buffer)
    for name, text in properties.items():
        getattr(canvas, f"set{name}")(text)
    canvas.drawString(72, 700, "Oil the spindle every 200 hours.")
    canvas.save()
    path.write_bytes(buffer.getvalue())
    return path


def test_title_and_author_come_with_the_document(tmp_path: Path) -> None:
    path = written(tmp_path / "x.pdf", Title="Drill D-5", Author="Bohrwerk GmbH")
    found = dict(metadata_of(path))
    assert (found["/Title"], found["/Author"]) == ("Drill D-5", "Bohrwerk GmbH")
    assert ("/Title", "Drill D-5") in read_document(path, limits=Limits()).metadata


def test_damage_gives_none_and_raises_nothing(tmp_path: Path) -> None:
    whole = written(tmp_path / "x.pdf", Title="Drill D-5").read_bytes()
    path = tmp_path / "damaged.pdf"
    for end in range(0, len(whole), 97):
        path.write_bytes(whole[:end] + b"\x00\xff" * 20)
        assert isinstance(metadata_of(path), tuple)
    path.write_bytes(b"")
    assert metadata_of(path) == ()
