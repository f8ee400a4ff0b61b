"""A sentence that says what comes of not minding "these cautions" has them below it."""

from collections.abc import Sequence

import pytest

from ingest.sections import runs
from store.contents import Block
from store.values import NoticeLevel

Told = tuple[NoticeLevel | None, str]
HOT = "Do not touch the die: it is hot."
SHARP = "Wear gloves, for its edges are sharp."


def down(*parts: str | Block, apart: float = 18.0) -> list[Block]:
    """The parts below each other on a page, each ten points high."""
    blocks = [part if isinstance(part, Block) else Block("paragraph", part) for part in parts]
    placed: list[Block] = []
    for number, block in enumerate(blocks):
        top = 100.0 + number * (10.0 + apart)
        placed.append(
            Block(block.kind, block.text, 1, (72.0, top, 500.0, top + 10.0), level=block.level)
        )
    return placed


def told(blocks: Sequence[Block]) -> list[Told]:
    found = [block for run in runs(blocks) for block in run.blocks]
    return [(block.notice, block.text.replace("\n", " / ")) for block in found]


def test_the_cautions_that_a_notice_speaks_of_are_part_of_it() -> None:
    consequence = "Failure to follow these cautions could create a risk of injury."
    after = Block("heading", "4.1 The die", level=2)
    found = told(down("CAUTION", consequence, HOT, SHARP, after, "It weighs 12 kg."))
    assert found == [
        ("caution", f"CAUTION / {consequence} / {HOT} / {SHARP}"),
        (None, "It weighs 12 kg."),
    ]


@pytest.mark.parametrize(
    ("level", "consequence"),
    [
        (
            "danger",
            "Failure to observe the following dangers will result in death.",
        ),
        ("warning", "Failure to heed these safety warnings could kill."),
        ("warning", "Die Nichtbeachtung der folgenden Warnhinweise kann zum Tod führen."),
        ("warning", "Bei Missachtung dieser Sicherheitshinweise droht Lebensgefahr:"),
        ("warning", "Le non-respect des avertissements suivants peut être mortel."),
        ("warning", "La mancata osservanza delle seguenti avvertenze può essere mortale."),
        ("warning", "El incumplimiento de las siguientes advertencias puede causar la muerte."),
    ],
)
def test_it_is_a_notice_where_its_signal_word_is_part_of_a_picture(
    level: NoticeLevel, consequence: str
) -> None:
    found = told(down(consequence, HOT, "NOTE: It is red."))
    assert found == [(level, f"{consequence} / {HOT}"), ("notice", "NOTE: It is red.")]


@pytest.mark.parametrize(
    "sentence",
    [
        # It ends what stands above it, and names nothing that follows.
        "Failure to follow these instructions will result in death.",
        # It says itself what is not to be done.
        "Ignoring the limits of the die. Read these warnings.",
        "These warnings are repeated on the die.",
    ],
)
def test_a_sentence_that_announces_no_hazards_takes_none(sentence: str) -> None:
    assert told(down(sentence, HOT)) == [(None, sentence), (None, HOT)]


def test_what_stands_far_below_is_none_of_the_cautions() -> None:
    consequence = "Failure to follow these cautions could create a risk of injury."
    assert told(down(consequence, HOT, apart=60.0)) == [("caution", consequence), (None, HOT)]
