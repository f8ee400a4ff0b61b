"""A page whose letters are set wide is read with its words whole; two words stay two."""

from pathlib import Path

from tests.pdf_files import Page, blocks_of, pdf

WHOLE: Page = [
    "The cover of the inverter must be closed to operate it.",
    "Wiring: a connector in front of the series resistor is removed by hand.",
]
TORN: Page = [
    "Do not opera te the in verter with the co ver remo ved.",
    "The connecto r in the f ront is for the se ries A resistor, and so on.",
]


def read(folder: Path, *pages: Page) -> str:
    return " ".join(block.text for block in blocks_of(folder, pdf(pages)))


def test_words_that_spacing_tears_apart_are_whole(tmp_path: Path) -> None:
    text = read(tmp_path, WHOLE, TORN)
    assert "Do not operate the inverter with the cover removed." in text
    assert "The connector in the front is for the series A resistor, and so on." in text


def test_two_words_that_are_also_written_as_one_stay_two(tmp_path: Path) -> None:
    first: Page = ["An overload, an overcurrent or an overvoltage trips the drive."]
    second: Page = ["Codes: over load, over current, over voltage.", "The load, current, voltage."]
    text = read(tmp_path, first, second)
    assert "over load, over current, over voltage" in text


def test_a_page_with_one_such_pair_is_left_as_it_is(tmp_path: Path) -> None:
    text = read(tmp_path, WHOLE, ["Close the co ver by hand."])
    assert "Close the co ver by hand." in text


def test_words_torn_behind_their_ligatures_are_whole(tmp_path: Path) -> None:
    first: Page = ["Each servo amplifi er has a specifi ed fuse.", "Two lamps fl ash if it is bad."]
    second: Page = ["The fi xture is tightened on a fl at bed.", "The offi ce has modifi ed ones."]
    text = read(tmp_path, first, second)
    assert "Each servo amplifier has a specified fuse. Two lamps flash if it is bad." in text
    assert "The fixture is tightened on a flat bed. The office has modified ones." in text
    # In Italian words end so.
    third: Page = ["I grafi sono chiari e i parafi rossi.", "Gli autografi chiari sono rossi."]
    last: Page = ["I tipografi rossi e i fotografi chiari, i geografi e gli scenografi sono qui."]
    assert "I grafi sono chiari e i parafi rossi." in read(tmp_path, third, last)
