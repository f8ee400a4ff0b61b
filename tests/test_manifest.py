"""Manifests and file names: what is which revision of which manual."""

import datetime
from pathlib import Path

import pytest

from app.commands.ingesting import orders
from ingest.manifest import ManifestError, read_manifest
from ingest.naming import manual_and_revision, shown_name
from store.errors import MillwrightError
from tests.homes import SAMPLES

HEADING = "file,manual,title,machines,revision,language,effective\n"


@pytest.mark.parametrize(
    ("name", "manual", "revision"),
    [
        ("HP-200_Operating_Manual_RevC.pdf", "HP-200_Operating_Manual", "C"),
        ("MKS_SERVO57D_RS485_V1.0.0.pdf", "MKS_SERVO57D_RS485", "1.0.0"),
        ("press manual rev. 4.pdf", "press manual", "4"),
        ("Pump (Version 2.1).pdf", "Pump", "2.1"),
        ("lathe.pdf", "lathe", None),
        ("RevC.pdf", "RevC", None),
        ("reverse osmosis.pdf", "reverse osmosis", None),
    ],
)
def test_a_name_says_manual_and_revision(name: str, manual: str, revision: str | None) -> None:
    assert manual_and_revision(name) == (manual, revision)


def test_shown_names_have_no_folders_and_are_never_empty() -> None:
    assert shown_name("C:\\manuals\\press.pdf") == "press.pdf"
    assert shown_name("../../") == "unnamed"
    assert len(shown_name("x" * 5000)) <= 200


def test_the_samples_manifest_names_machines_and_dates() -> None:
    entries = read_manifest(SAMPLES / "manifest.csv")
    press = [entry for entry in entries if entry.options.manual == "HP-200_Operating_Manual"]
    assert [entry.options.revision for entry in press] == ["B", "C"]
    assert all(entry.options.machines == ("HP-200",) for entry in press)
    assert all(isinstance(entry.options.effective, datetime.date) for entry in press)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("name\nx\n", "unknown column 'name'"),
        ("manual\nx\n", "column 'file' is missing"),
        (HEADING + "none.pdf,m,t,,A,en,2025-01-01\n", "line 2: there is no file none.pdf"),
        (HEADING + "here.pdf,m,t,,A,en,31.12.2025\n", "line 2: '31.12.2025' is no date"),
        (HEADING + "here.pdf,m\n", "line 2: it has not as many fields"),
        (HEADING, "names no file"),
        (HEADING + 'here.pdf,"m\n', "line 2: .* quotation mark"),
    ],
)
def test_a_slip_in_a_manifest_is_named_by_line(tmp_path: Path, content: str, sentence: str) -> None:
    (tmp_path / "here.pdf").write_bytes(b"x")
    manifest = tmp_path / "manifest.csv"
    manifest.write_text(content)
    with pytest.raises(ManifestError, match=sentence):
        read_manifest(manifest)


def test_only_the_file_must_be_filled(tmp_path: Path) -> None:
    (tmp_path / "here.pdf").write_bytes(b"x")
    manifest = tmp_path / "manifest.csv"
    manifest.write_text("file,machines\nhere.pdf,A-1; B-2\n", encoding="utf-8-sig")
    (entry,) = read_manifest(manifest)
    assert entry.options.machines == ("A-1", "B-2")
    assert entry.options.manual is None


def test_options_beside_a_manifest_hold_where_it_is_silent(tmp_path: Path) -> None:
    for name in ("a.pdf", "b.pdf"):
        (tmp_path / name).write_bytes(b"x")
    manifest = tmp_path / "manifest.csv"
    manifest.write_text("file,machines,maker\na.pdf,A-1,Northfield\nb.pdf,,\n")
    given = {"draft": True, "by": "Ada", "maker": "Hydropress", "machines": ("B-2",)}
    first, second = (entry.options for entry in orders([], manifest, given))
    assert (first.draft, first.by, first.machines, first.maker) == (
        True, "Ada", ("A-1",), "Northfield",
    )  # fmt: skip
    assert (second.draft, second.by, second.machines, second.maker) == (
        True, "Ada", ("B-2",), "Hydropress",
    )  # fmt: skip
    with pytest.raises(MillwrightError, match="--revision are for one file"):
        orders([], manifest, {"revision": "C"})


def test_every_slip_is_told_at_once(tmp_path: Path) -> None:
    manifest = tmp_path / "manifest.csv"
    manifest.write_text("file\n" + "".join(f"none {n}.pdf\n" for n in range(23)))
    with pytest.raises(ManifestError) as raised:
        read_manifest(manifest)
    told = str(raised.value).splitlines()
    assert told[0] == "manifest.csv, line 2: there is no file none 0.pdf."
    assert told[19:] == ["manifest.csv, line 21: there is no file none 19.pdf.", "And 3 more."]


def test_semicolons_and_an_old_encoding_of_a_spreadsheet_are_read(tmp_path: Path) -> None:
    (tmp_path / "here.pdf").write_bytes(b"x")
    manifest = tmp_path / "manifest.csv"
    manifest.write_bytes('file;title;machines\nhere.pdf;Förderband;"A-1;B-2"\n'.encode("cp1252"))
    (entry,) = read_manifest(manifest)
    assert (entry.options.title, entry.options.machines) == ("Förderband", ("A-1", "B-2"))


def test_a_manifest_among_the_files_is_told_how_to_be_taken_in(tmp_path: Path) -> None:
    with pytest.raises(MillwrightError, match="ingest --manifest"):
        orders([SAMPLES / "manifest.csv"], None, {})
    manual = tmp_path / "alarms.csv"
    manual.write_text("code,meaning,file\nAL-204,Oil level,\n")
    assert [entry.path for entry in orders([manual], None, {})] == [manual]
