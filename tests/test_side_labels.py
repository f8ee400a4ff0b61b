"""Notices whose signal word stands to the left of their text, as low as its middle."""

from pathlib import Path

from tests.test_framed_notices import Sheet, notices, others

_CUT = (
    "(1) Never pull the lever while the saw is running. The blade may catch the",
    "wood. This throws it back at the operator.",
    "(2) Do not saw with a blunt blade.",
)


def labelled(sheet: Sheet, word: str, lines: tuple[str, ...], y: float) -> None:
    """A frame with the word in a shaded box of its own at the left."""
    middle = y + 6 + 6 * len(lines)
    sheet.box(78, middle - 16, 170, middle + 14, "orange")
    sheet.box(72, y, 520, y + 20 + 12 * len(lines))
    sheet.put(word, 110, middle + 4, size=11)
    for number, line in enumerate(lines):
        sheet.put(line, 180, y + 16 + 12 * number)


def test_text_around_a_signal_word_at_its_left_is_read_in_one_piece(tmp_path: Path) -> None:
    sheet = Sheet()
    labelled(sheet, "WARNING", _CUT, 120)
    found = sheet.read(tmp_path)
    assert [(notice.notice, notice.text) for notice in notices(found)] == [
        ("warning", "\n".join(("WARNING", " ".join(_CUT[:2]), _CUT[2])))
    ]


def test_a_measure_comes_with_what_stands_beside_it(tmp_path: Path) -> None:
    sheet = Sheet()
    for left, right in ((72, 150), (150, 330), (330, 520)):
        sheet.box(left, 120, right, 200)
    sheet.put("DANGER", 84, 165, size=11)
    sheet.put("(1) Never reach under the", 156, 134)
    sheet.put("knife while it moves.", 156, 146)
    sheet.put("It cuts off fingers.", 336, 134)
    sheet.put("(2) Cut off the power before", 156, 170)
    sheet.put("the blade is changed.", 156, 182)
    sheet.put("The saw may start on its", 336, 170)
    sheet.put("own.", 336, 182)
    (notice,) = notices(sheet.read(tmp_path))
    assert notice.text.splitlines() == [
        "DANGER",
        "(1) Never reach under the knife while it moves. It cuts off fingers.",
        "(2) Cut off the power before the blade is changed. The saw may start on its own.",
    ]


def test_what_explains_a_word_at_its_left_warns_of_nothing(tmp_path: Path) -> None:
    sheet = Sheet()
    told = ("This safety message warns of places where you could be", "hurt badly or killed.")
    labelled(sheet, "WARNING", told, 120)
    found = sheet.read(tmp_path)
    assert not notices(found)
    assert " ".join(("WARNING", *told)) in others(found)
