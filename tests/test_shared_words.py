"""German compounds that share a part are found by each of them."""

import pytest

from store import keywords
from store.shared_words import completed


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Die Heiz-/Kühlanforderung sendet", ["heizanforderung"]),
        ("Öl- und Filterwechsel", ["ölwechsel"]),
        ("Wind-, Regen- und Frostalarm", ["windalarm", "regenalarm"]),
        ("Sperr- bzw. Freigabeobjektes", ["sperrobjektes"]),
        ("Montage- und Bedienungsanleitung", ["montageanleitung"]),
        ("Ein-/Ausschaltverzögerung", ["einschaltverzögerung"]),
        ("Über- oder Unterschreitung", ["überschreitung"]),
        ("Eingangsspannung/-strom", ["eingangsstrom"]),
        ("Innen-/\nAußengerät", ["innengerät"]),
        # Nothing is shared, or nobody can tell what.
        ("Not-Halt und Schalter", []),
        ("E-Mail und Telefon", []),
        ("LAN- und Seriell", []),
        ("Ein- und Aus", []),
        ("Ölwechsel", []),
    ],
)
def test_words_in_part_are_completed(text: str, words: list[str]) -> None:
    assert completed(text) == words


def test_each_is_found_by_its_keyword() -> None:
    held = keywords.terms("Öl- und Filterwechsel alle 500 h", "de")
    assert keywords.terms("Ölwechsel", "de") <= held
    assert keywords.terms("Filterwechsel", "de") <= held
    assert not keywords.terms("Ölwechsel", "de") <= keywords.terms("Öl- und Filterwechsel", "en")
