"""What changed between two revisions of the fake press manual."""

from store.revision_diff_values import (
    NumberChange,
    RevisionDiff,
    SectionChange,
    SectionMove,
    SectionOfOne,
)
from store.values import Place
from tests.fake_manuals import BELT_BOX, HOSTILE_TEXT, NEXT_BOX, TABLE_BOX, page_label


def press_difference(old: str, new: str) -> RevisionDiff:
    """Return two changed numbers and a section of each kind; nothing for a revision and itself."""
    if old == new:
        return RevisionDiff(numbers=(), changed=(), added=(), removed=(), moved=(), unchanged=31)
    belt = ("5 Maintenance", "5.3 Drive belt", "5.3.2 Tensioning")
    data = ("9 Technical data", "9.2 Belts")
    belt_place = Place(page=4, page_label=page_label(4), boxes=(BELT_BOX,))
    table_place = Place(page=6, page_label=page_label(6), boxes=(TABLE_BOX,))
    other_place = Place(page=5, page_label=page_label(5), boxes=(NEXT_BOX,))
    return RevisionDiff(
        numbers=(
            NumberChange(
                section=belt,
                before="24 Nm",
                after="26 Nm",
                old_sentence="Tighten the two tensioner screws (M8, 8.8) evenly to 24 Nm.",
                new_sentence="Tighten the two tensioner screws (M8, 8.8) evenly to 26 Nm.",
                old_places=(belt_place,),
                new_places=(other_place,),
            ),
            NumberChange(
                section=data,
                before="62-66 Hz",
                after="64-68 Hz",
                old_sentence="HTD 8M-1200 | 30 mm | 62-66 Hz | 55-59 Hz",
                new_sentence="HTD 8M-1200 | 30 mm | 64-68 Hz | 55-59 Hz",
                old_places=(table_place,),
                new_places=(table_place,),
            ),
        ),
        changed=(
            SectionChange(
                section=("5 Maintenance", "5.4 Guard"),
                old_section=("5 Maintenance", "5.4 Guards"),
                removed=("Close the guard by hand.",),
                added=("Close the guard and turn the key.", HOSTILE_TEXT),
                old_places=(other_place,),
                new_places=(other_place,),
            ),
        ),
        added=(
            SectionOfOne(
                section=("10 Remote service",),
                sentences=14,
                only_here=("Switch remote service off before you open the guard.", HOSTILE_TEXT),
                places=(table_place,),
            ),
        ),
        removed=(SectionOfOne(section=("8 Lamps",), sentences=3, places=(other_place,)),),
        moved=(
            SectionMove(
                old_section=("6 Storage",),
                section=("7 Storage",),
                old_places=(table_place,),
                new_places=(table_place,),
            ),
        ),
        unchanged=27,
    )
