"""What stands below a hazard that announces it: the list behind its colon, or "these cautions"."""

import re
from collections.abc import Sequence

from ingest.notices import (
    UNHEEDED,
    is_achtung,
    leading_signal_word,
    signal_word_alone,
    without_signal_word,
)
from store.contents import Block
from store.values import NoticeLevel

# Points from a hazard to its list, and from paragraph to paragraph of what a sentence announces.
_LIST_GAP, _TEXT_GAP = 16.0, 40.0
# Points by which boxes of lines reach into each other.
OVERLAP = 4.0
# "Failure to observe the following warnings could …": its signal word may be part of a picture.
_HAZARDS_BELOW: dict[str, NoticeLevel] = {
    "dangers": "danger",
    "warnings": "warning",
    "warnungen": "warning",
    "warnhinweise": "warning",
    "sicherheitshinweise": "warning",
    "avertissements": "warning",
    "avvertenze": "warning",
    "advertencias": "warning",
    "cautions": "caution",
    "precautions": "caution",
}
_CONSEQUENCE = re.compile(
    rf"^{UNHEEDED}\s[^.:]{{0,40}}?\b(?P<what>{'|'.join(_HAZARDS_BELOW)})n?\b[^.:]*[.:]?$",
    re.IGNORECASE,
)


def announced(
    level: NoticeLevel | None, told: Block, blocks: Sequence[Block], position: int
) -> list[Block]:
    """Return the blocks from `position` on that belong to a hazard, for it announces them.

    A list that no colon announces, or that is numbered, is as often the steps that the notice
    interrupts; a note that announces one leaves it where it is searched for.
    """
    if consequence_of_hazards(without_signal_word(told.text)):
        return _text_below(told, blocks, position)
    hazard = level not in (None, "notice") or is_achtung(told.text)
    if not hazard or not told.text.endswith((":", "\uff1a")):
        return []
    items: list[Block] = []
    for block in blocks[position:]:
        above = items[-1] if items else told
        numbered = any(map(str.isalnum, block.marker))
        if block.kind != "list_item" or numbered or is_notice(block):
            break
        if above.box and block.box and not is_near(above, block, _LIST_GAP, least=-OVERLAP):
            break
        items.append(block)
    return items


def consequence_of_hazards(text: str) -> NoticeLevel | None:
    """Return the level if a sentence says what comes of not minding hazards that stand below it."""
    match = _CONSEQUENCE.match(" ".join(text.split()))
    return _HAZARDS_BELOW[match["what"].casefold()] if match else None


def is_notice(block: Block) -> bool:
    """Return whether a block is a signal word, or begins with one."""
    return bool(signal_word_alone(block.text) or leading_signal_word(block.text))


def is_near(above: Block, block: Block, gap: float, *, least: float = 0.0) -> bool:
    """Return whether a block stands below another on its page, from `least` to `gap` points."""
    if block.page != above.page or above.box is None or block.box is None:
        return False
    return least <= block.box[1] - above.box[3] <= gap


def _text_below(told: Block, blocks: Sequence[Block], position: int) -> list[Block]:
    """The hazards that a sentence calls "these", up to the next title, notice, table or gap."""
    found: list[Block] = []
    for block in blocks[position:]:
        above = found[-1] if found else told
        text = block.kind in ("paragraph", "list_item")
        if not text or is_notice(block) or consequence_of_hazards(block.text):
            break
        if block.box and not is_near(above, block, _TEXT_GAP, least=-OVERLAP):
            break
        found.append(block)
    return found
