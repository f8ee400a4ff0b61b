"""What a page does not show is never read, and is counted."""

from pathlib import Path

from ingest.formats.pdf import read_pdf
from tests.pdf_files import with_hidden_text


def test_hidden_text_is_dropped_and_counted(tmp_path: Path) -> None:
    path = tmp_path / "manual.pdf"
    path.write_bytes(with_hidden_text())
    document = read_pdf(path)
    text = " ".join(block.text for block in document.blocks)
    assert "Visible torque is 45 Nm." in text
    assert "White on a dark bar is seen." in text
    assert "says" not in text
    unseen = ("White says 99 Nm.", "Tiny says 97 Nm.", "Transparent says 95 Nm.")
    assert document.hidden_characters == sum(map(len, unseen))


def test_a_manual_that_hides_nothing_counts_nothing() -> None:
    samples = Path(__file__).parent.parent / "data" / "samples"
    assert read_pdf(samples / "SC-75_Compressor_Manual.pdf").hidden_characters == 0
