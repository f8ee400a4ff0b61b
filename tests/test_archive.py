"""Archives and what comes out of them: nothing by its own name, nothing without end."""

import io
import struct
import zipfile
from collections.abc import Mapping
from email.message import EmailMessage
from pathlib import Path

import pytest

from ingest.formats.archive import Part, parts
from ingest.formats.budgets import Limits
from ingest.formats.media_type import media_type
from ingest.reading import read_document
from ingest.several import shown_names
from store.errors import FileRejected
from tests.office_files import docx_of
from tests.sample_manual import MANUAL


def zip_of(files: Mapping[str, bytes]) -> bytes:
    """Return a ZIP of these files, compressed."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in files.items():
            packed.writestr(name, content)
    return buffer.getvalue()


def changed(office_file: bytes, part: str, content: bytes) -> bytes:
    """Return an Office file with one of its parts replaced, or added."""
    with zipfile.ZipFile(io.BytesIO(office_file)) as packed:
        files = {name: packed.read(name) for name in packed.namelist()}
    return zip_of({**files, part: content})


def opened(folder: Path, content: bytes, limits: Limits | None = None) -> list[Part]:
    """Return the parts of an archive, after a look at the folder that they were written to."""
    path = folder / "received"
    path.write_bytes(content)
    into = folder / "parts"
    into.mkdir()
    found = list(parts(path, media_type(path), limits or Limits(), into))
    left = {part.path for part in found if part.path}
    assert set(folder.rglob("*")) == {path, into, *left}
    assert all(part.path.parent == into for part in found if part.path)
    return found


def told(found: list[Part]) -> dict[str, str | bytes]:
    return {part.name: part.problem or (part.path or Path()).read_bytes() for part in found}


def test_files_in_folders_and_a_zip_inside(tmp_path: Path) -> None:
    inner = zip_of({"deep/a.txt": b"inner", "worse.zip": zip_of({"b.txt": b"too deep"})})
    found = opened(
        tmp_path,
        zip_of(
            {
                "press/manual.txt": b"Press.",
                "press/": b"",
                "lathe/manual.txt": b"Lathe.",
                "__MACOSX/press/._manual.txt": b"junk",
                ".DS_Store": b"junk",
                "press/Thumbs.db": b"junk",
                "old.zip": inner,
                "manual.docx": docx_of(MANUAL),
                "empty.txt": b"",
            }
        ),
    )
    shown = told(found)
    assert shown["press/manual.txt"] == b"Press."
    assert shown["lathe/manual.txt"] == b"Lathe."
    assert shown["old.zip/deep/a.txt"] == b"inner"
    assert "one level up" in str(shown["old.zip/worse.zip"])
    assert shown["empty.txt"] == "It is empty."
    assert len(shown) == 6
    assert media_type(next(p.path for p in found if p.name == "manual.docx" and p.path)) == "docx"


def test_names_lead_nowhere_and_may_repeat(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as packed:
        for name in ("../../etc/passwd", "/etc/x.txt", "C:\\Temp\\y.txt", "a.txt"):
            packed.writestr(name, name.encode())
        with pytest.warns(UserWarning, match="Duplicate name"):
            packed.writestr("a.txt", b"again")
    found = opened(tmp_path, buffer.getvalue())
    assert [part.name for part in found] == [
        "etc/passwd",
        "etc/x.txt",
        "C:/Temp/y.txt",
        "a.txt",
        "a.txt",
    ]
    assert len({part.path for part in found}) == 5


def test_a_manifest_inside_applies_to_its_folder(tmp_path: Path) -> None:
    manifest = (
        "file,manual,title,machines,revision,language,effective\n"
        "docs\\größe.txt,HP-200,Press,P1;P2,C,de,2026-01-31\n"
    )
    found = opened(
        tmp_path,
        zip_of(
            {
                "set/manifest.csv": manifest.encode("utf-8-sig"),
                "set/docs/größe.txt": b"Press.",
                "set/notes.txt": b"Notes.",
                "other.txt": b"Other.",
            }
        ),
    )
    by_name = {part.name: part for part in found}
    options = by_name["set/docs/größe.txt"].options
    assert options is not None
    assert (options.manual, options.machines, options.revision) == ("HP-200", ("P1", "P2"), "C")
    assert "does not name it" in str(by_name["set/notes.txt"].problem)
    assert by_name["other.txt"].options is None
    assert by_name["other.txt"].path is not None


@pytest.mark.parametrize(
    ("manifest", "sentence"),
    [
        ("file,manual\n../../etc/passwd,M\n", "line 2: there is no file passwd"),
        ("file,manual\nmissing.txt,M\n", "there is no file missing.txt"),
        ("file,effective\na.txt,tomorrow\n", "is no date"),
        ("file,colour\na.txt,red\n", "unknown column"),
        ("manual\nM\n", "manifest cannot be used"),
    ],
)
def test_a_wrong_manifest_takes_nothing_in(tmp_path: Path, manifest: str, sentence: str) -> None:
    content = zip_of({"manifest.csv": manifest.encode(), "a.txt": b"A."})
    with pytest.raises(FileRejected, match=sentence):
        opened(tmp_path, content)


def test_encrypted_and_damaged_entries_are_problems_of_their_own(tmp_path: Path) -> None:
    content = bytearray(zip_of({"a.txt": b"locked", "b.txt": b"x" * 500, "c.txt": b"fine"}))
    # The bit that says "encrypted", in the first entry's both headers.
    content[6] |= 1
    directory = content.index(b"PK\x01\x02")
    content[directory + 8] |= 1
    second = content.index(b"PK\x03\x04", 4)
    content[second + 30 + len("b.txt")] ^= 0xFF
    shown = told(opened(tmp_path, bytes(content)))
    assert "encrypted" in str(shown["a.txt"])
    assert "damaged" in str(shown["b.txt"])
    assert shown["c.txt"] == b"fine"


@pytest.mark.parametrize(
    ("limits", "sentence"),
    [
        (Limits(max_entries=2), r"setting max_entries"),
        (Limits(max_unpacked_mb=1), r"setting max_unpacked_mb"),
        (Limits(), r"200 times its size"),
    ],
)
def test_bombs_are_refused_by_what_comes_out(tmp_path: Path, limits: Limits, sentence: str) -> None:
    content = zip_of({"a": b"\0" * 60_000_000, "b": b"b", "c": b"c"})
    with pytest.raises(FileRejected, match=sentence):
        opened(tmp_path, content, limits)


def test_a_header_that_lies_about_its_size_is_not_believed(tmp_path: Path) -> None:
    content = bytearray(zip_of({"a.txt": b"a" * 3_000_000, "b.txt": b"b"}))
    directory = content.index(b"PK\x01\x02")
    content[directory + 24 : directory + 28] = struct.pack("<I", 10)
    shown = told(opened(tmp_path, bytes(content), Limits(max_unpacked_mb=1)))
    assert "damaged" in str(shown["a.txt"])
    assert shown["b.txt"] == b"b"


def test_attachments_of_a_mail_are_documents(tmp_path: Path) -> None:
    inner = EmailMessage()
    inner["Subject"] = "Older one"
    inner["From"] = "a@example.com"
    inner.set_content("Grease yearly.")
    message = EmailMessage()
    message["Subject"] = "Änderung am Hubtisch"
    message["From"] = "b@example.com"
    message.set_content("See attached.")
    message.add_alternative("<p>See <b>attached</b>.<img src='cid:logo'></p>", subtype="html")
    message.add_attachment(
        docx_of(MANUAL), maintype="application", subtype="octet-stream", filename="../Hübe.docx"
    )
    message.add_attachment(inner)
    logo = b"\x89PNG\r\n\x1a\n"
    message.add_attachment(logo, maintype="image", subtype="png", disposition="inline", cid="logo")
    found = opened(tmp_path, message.as_bytes())
    assert [part.name for part in found] == ["Hübe.docx", "Older one.eml"]
    assert [media_type(part.path) for part in found if part.path] == ["docx", "eml"]
    document = read_document(tmp_path / "received", limits=Limits())
    assert document.title == "Änderung am Hubtisch"
    assert [block.text for block in document.blocks] == ["Änderung am Hubtisch", "See attached."]


@pytest.mark.parametrize("part", ["word/document.xml", "word/styles.xml", "[Content_Types].xml"])
def test_entities_in_an_office_file_are_refused(tmp_path: Path, part: str) -> None:
    entities = "".join(
        f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' if n else '<!ENTITY e0 "ha">' for n in range(30)
    )
    whole = docx_of(MANUAL)
    with zipfile.ZipFile(io.BytesIO(whole)) as packed:
        xml = packed.read(part)
    declaration, _, root = xml.partition(b"?>")
    bomb = declaration + b"?><!DOCTYPE x [" + entities.encode() + b"]>" + root
    path = tmp_path / "bomb.docx"
    path.write_bytes(changed(whole, part, bomb))
    if part == "[Content_Types].xml":
        # Only its words are looked at.
        assert read_document(path, limits=Limits()).blocks
        return
    with pytest.raises(FileRejected, match="declares XML entities"):
        read_document(path, limits=Limits())


def test_an_office_file_that_unpacks_without_end_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bomb.docx"
    path.write_bytes(changed(docx_of(MANUAL), "word/document.xml", b" " * 80_000_000))
    with pytest.raises(FileRejected, match="times its size"):
        read_document(path, limits=Limits())


def test_macros_and_templates_are_read_as_the_document_they_are(tmp_path: Path) -> None:
    whole = docx_of(MANUAL)
    with zipfile.ZipFile(io.BytesIO(whole)) as packed:
        types = packed.read("[Content_Types].xml")
    plain = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    for kind in (
        b"application/vnd.ms-word.document.macroEnabled.main+xml",
        b"application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
    ):
        path = tmp_path / "manual.docm"
        path.write_bytes(changed(whole, "[Content_Types].xml", types.replace(plain, kind)))
        assert media_type(path) == "docx"
        assert len(read_document(path, limits=Limits()).blocks) > 10


def test_footnotes_follow_their_paragraph(tmp_path: Path) -> None:
    whole = docx_of(MANUAL)
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    with zipfile.ZipFile(io.BytesIO(whole)) as packed:
        document = packed.read("word/document.xml")
        relations = packed.read("word/_rels/document.xml.rels")
    first = document.index(b"</w:r></w:p>", document.index(b"Only trained"))
    document = (
        document[: first + 6]
        + b'<w:r><w:footnoteReference w:id="2"/></w:r>'
        + document[first + 6 :]
    )
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    relation = f'<Relationship Id="rId99" Type="{kind}" Target="footnotes.xml"/></Relationships>'
    notes = (
        f'<w:footnotes xmlns:w="{space}"><w:footnote w:id="2"><w:p><w:r><w:t>With a '
        "certificate.</w:t></w:r></w:p></w:footnote></w:footnotes>"
    )
    whole = changed(whole, "word/document.xml", document)
    whole = changed(
        whole,
        "word/_rels/document.xml.rels",
        relations.replace(b"</Relationships>", relation.encode()),
    )
    path = tmp_path / "notes.docx"
    path.write_bytes(changed(whole, "word/footnotes.xml", notes.encode()))
    texts = [block.text for block in read_document(path, limits=Limits()).blocks]
    assert texts[texts.index("With a certificate.") - 1].startswith("Only trained fitters")


def test_a_file_cut_off_in_the_middle(tmp_path: Path) -> None:
    whole = docx_of(MANUAL)
    path = tmp_path / "manual.docx"
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(FileRejected, match="cut off or damaged"):
        read_document(path, limits=Limits())


def test_a_zip_of_nothing_says_so(tmp_path: Path) -> None:
    with pytest.raises(FileRejected, match="without a file"):
        opened(tmp_path, zip_of({"folder/": b""}))


def test_files_of_one_name_in_two_folders_are_two_manuals() -> None:
    names = shown_names(["press/Manual.pdf", "lathe/manual.pdf", "lathe/alarms.pdf", "a\\x.txt"])
    assert names == ["press - Manual.pdf", "lathe - manual.pdf", "alarms.pdf", "x.txt"]
