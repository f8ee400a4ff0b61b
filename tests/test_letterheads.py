"""A letterhead on each page is no text of it, and a warning that stands there on each page is."""

from collections.abc import Callable
from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

from tests.pdf_files import blocks_of, drawn

HEIGHT = 842.0
ADDRESS = ("Pumpenbau Nord GmbH", "Am Hafen 305, 26000 Seehafen", "Telephone 04000 4898-9200")
REGISTER = "Register 61.381.240, tax number 245.015"
WARNING = "WARNING: Never run the pump dry."


def _pages(*heads: tuple[float, str]) -> list[Callable[[Canvas], None]]:
    """Eight pages with these lines at their heads, each over a text of its own."""

    def page(number: int) -> Callable[[Canvas], None]:
        def draw(canvas: Canvas) -> None:
            canvas.setFont("Helvetica", 9)
            for top, text in heads:
                canvas.drawString(200, HEIGHT - top, text)
            canvas.setFont("Helvetica", 10)
            for line in range(3):
                words = (
                    f"Screw {number} of the pump is seen in line {line} of this text, and no other."
                )
                canvas.drawString(72, HEIGHT - 190 - 12 * line, words)

        return draw

    return [page(number) for number in range(8)]


def test_a_letterhead_is_text_of_its_first_page_alone(tmp_path: Path) -> None:
    heads = [*((60 + 11 * n, text) for n, text in enumerate(ADDRESS)), (115, REGISTER)]
    found = blocks_of(tmp_path, drawn(*_pages(*heads)))
    first = " ".join(block.text for block in found if block.page == 1)
    assert all(text in first for text in (ADDRESS[2], REGISTER))
    others = [block.text for block in found if block.page != 1]
    assert len(others) == 7
    assert all(text.startswith("Screw") for text in others)


def test_a_point_whose_number_is_part_of_the_letterhead_stays(tmp_path: Path) -> None:
    pages = _pages((100, REGISTER))
    *others, last = blocks_of(tmp_path, drawn(*pages[:7], *_pages((100, "1.2"))[:1]))
    assert [block.text for block in others].count(REGISTER) == 1
    assert "1.2" in [block.text for block in (*others, last)]


def test_a_warning_on_each_page_stays(tmp_path: Path) -> None:
    found = blocks_of(tmp_path, drawn(*_pages((100, WARNING))))
    assert [block.text for block in found].count(WARNING) == 8


def test_what_changes_or_is_rare_stays(tmp_path: Path) -> None:
    pages = _pages((100, "Spare part 17"))
    some = blocks_of(tmp_path, drawn(*pages[:3], *_pages()[:5]))
    assert [block.text for block in some].count("Spare part 17") == 3
    counted = [_pages((100, f"Spare part {n}"))[n] for n in range(8)]
    texts = [block.text for block in blocks_of(tmp_path, drawn(*counted))]
    assert [f"Spare part {n}" in texts for n in range(8)] == [True] * 8
