"""Which revisions answer: by date, by release, and by the machines that they are for."""

import datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.applicability import Applies, Range, key, later_label
from store.errors import FileRejected
from store.in_force import Claim, editions_in_force, in_force

TODAY = datetime.date(2026, 6, 1)
OLDEST, OLDER, NEWER = "2023-01-01", "2024-01-01", "2025-01-01"


def claim(
    name: str,
    effective: str = "2025-01-01",
    *,
    status: str = "effective",
    serials: str = "",
    firmware: str = "",
    received: int = 0,
    date_known: bool = True,
) -> Claim:
    return Claim(
        name,
        status,
        datetime.date.fromisoformat(effective),
        datetime.datetime(2026, 1, 1) + datetime.timedelta(minutes=received),
        Applies.parse(serials, firmware),
        date_known,
    )


class TestRanges:
    @pytest.mark.parametrize(
        ("text", "start", "end"),
        [
            ("1000..1999", "1000", "1999"),
            ("1000-1999", "1000", "1999"),
            ("1000 – 1999", "1000", "1999"),
            ("A-100 to A-200", "A-100", "A-200"),
            ("2000..", "2000", None),
            ("..1999", None, "1999"),
            ("2.1..2.9", "2.1", "2.9"),
            ("A-4711", "A-4711", "A-4711"),
            ("", None, None),
        ],
    )
    def test_ranges_are_read_as_people_write_them(
        self, text: str, start: str | None, end: str | None
    ) -> None:
        assert Range.parse(text) == Range(start, end)

    def test_a_range_that_ends_before_it_starts_is_refused(self) -> None:
        with pytest.raises(FileRejected, match="ends before it starts"):
            Range.parse("2000..1000")

    @pytest.mark.parametrize(
        ("lower", "higher"),
        [("9", "10"), ("1.9", "1.10"), ("A9", "A10"), ("a-0099", "A-100"), ("2.1", "2.1.1")],
    )
    def test_serial_numbers_count_as_people_count(self, lower: str, higher: str) -> None:
        assert key(lower) < key(higher)
        assert Range(lower, higher).holds(lower)
        assert not Range(higher, None).holds(lower)

    def test_a_range_whose_ends_are_of_two_kinds_leaves_nothing_out(self) -> None:
        mixed = Range.parse("1000..A-200")
        assert all(mixed.may_hold(value) and not mixed.holds(value) for value in ("5", "A-7"))

    @pytest.mark.parametrize("value", ["abc", "A-2500", "?", ""])
    def test_a_serial_number_of_another_kind_may_lie_within_but_not_for_certain(
        self, value: str
    ) -> None:
        assert Range.parse("2000..").may_hold(value)
        assert not Range.parse("2000..").holds(value)
        assert not Range.parse("2000..").may_hold("1999")

    def test_a_range_does_not_contain_one_of_another_kind(self) -> None:
        assert not Range.parse("2000..").contains(Range.parse("A-100..A-900"))
        assert not Range.parse("..1999").contains(Range.parse("..A-900"))

    @given(st.integers(0, 500), st.integers(0, 500), st.integers(0, 500), st.integers(0, 500))
    def test_what_contains_a_range_holds_all_of_it(self, a: int, b: int, c: int, d: int) -> None:
        outer = Range(str(min(a, b)), str(max(a, b)))
        inner = Range(str(min(c, d)), str(max(c, d)))
        ends_within = outer.holds(str(min(c, d))) and outer.holds(str(max(c, d)))
        assert outer.contains(inner) == ends_within
        assert Range().contains(inner)
        assert not inner.contains(Range())

    @pytest.mark.parametrize("text", ["1000..1999", "2000..", "..7", "A-4711", ""])
    def test_a_range_is_written_as_it_is_read(self, text: str) -> None:
        assert str(Range.parse(text)) == text


class TestLabels:
    @pytest.mark.parametrize(
        ("later", "earlier"), [("C", "B"), ("1.0.9", "1.0.0"), ("1.10", "1.9"), ("10", "9")]
    )
    def test_labels_of_one_kind_count_on(self, later: str, earlier: str) -> None:
        assert later_label(later, earlier)
        assert not later_label(earlier, later)
        assert not later_label(later, later)

    @pytest.mark.parametrize(("one", "other"), [("C", "1.0"), ("draft", "C"), ("AB", "C")])
    def test_labels_of_different_kinds_say_nothing(self, one: str, other: str) -> None:
        assert not later_label(one, other)
        assert not later_label(other, one)


class TestInForce:
    def test_the_newest_date_not_after_today_wins(self) -> None:
        claims = [claim("b", "2024-01-01"), claim("c", "2026-05-01"), claim("d", "2026-07-01")]
        assert in_force(claims, today=TODAY) == {"c"}
        assert in_force(claims, today=datetime.date(2026, 7, 1)) == {"d"}
        assert in_force(claims, today=datetime.date(2023, 1, 1)) == frozenset()

    def test_what_nobody_dated_answers_from_its_receipt_even_with_the_clock_set_back(self) -> None:
        received = claim("B", "2026-06-11", received=1, date_known=False)
        later = claim("C", "2026-06-11", received=2, date_known=False)
        dated = claim("D", "2026-06-11", received=3)
        assert in_force([claim("A"), received, dated], today=TODAY) == {"B"}
        assert in_force([claim("A"), received, later], today=TODAY) == {"C"}

    def test_of_one_date_the_later_received_wins(self) -> None:
        assert in_force([claim("b", received=1), claim("c", received=2)], today=TODAY) == {"c"}

    @pytest.mark.parametrize("status", ["draft", "withdrawn", "deleting"])
    def test_what_is_not_released_does_not_answer(self, status: str) -> None:
        claims = [claim("b", "2024-01-01"), claim("c", "2025-01-01", status=status)]
        assert in_force(claims, today=TODAY) == {"b"}

    def test_a_serial_number_decides_between_two_side_by_side(self) -> None:
        claims = [
            claim("old machines", "2024-01-01"),
            claim("new machines", "2025-01-01", serials="2000.."),
        ]
        assert in_force(claims, today=TODAY, serial="2500") == {"new machines"}
        assert in_force(claims, today=TODAY, serial="1500") == {"old machines"}
        assert in_force(claims, today=TODAY) == {"old machines", "new machines"}
        assert in_force(claims, today=TODAY, serial="X-7") == {"old machines", "new machines"}

    def test_a_revision_for_all_machines_ends_all_before_it(self) -> None:
        claims = [
            claim("a", "2023-01-01"),
            claim("b", "2024-01-01", serials="2000.."),
            claim("c", "2025-01-01"),
        ]
        assert in_force(claims, today=TODAY) == {"c"}
        assert in_force(claims, today=TODAY, serial="2500") == {"c"}

    def test_a_range_supersedes_the_range_within_it(self) -> None:
        claims = [
            claim("a", "2023-01-01", serials="2000..2999"),
            claim("b", "2024-01-01", serials="2000.."),
        ]
        assert in_force(claims, today=TODAY) == {"b"}

    def test_firmware_unknown_leaves_both(self) -> None:
        claims = [claim("a", "2024-01-01"), claim("b", "2025-01-01", firmware="2.0..")]
        assert in_force(claims, today=TODAY, serial="7") == {"a", "b"}
        assert in_force(claims, today=TODAY, firmware="1.10") == {"a"}
        assert in_force(claims, today=TODAY, firmware="2.0") == {"b"}

    @given(
        st.lists(
            st.tuples(
                st.dates(datetime.date(2020, 1, 1), datetime.date(2027, 1, 1)),
                st.sampled_from(["", "1..50", "40..80", "60..", "..10", "51.."]),
                st.sampled_from(["effective", "draft", "withdrawn"]),
            ),
            min_size=1,
            max_size=8,
        ),
        st.integers(0, 100),
    )
    def test_a_known_machine_has_one_revision_and_it_is_among_those_shown_without_a_number(
        self, given_claims: list[tuple[datetime.date, str, str]], serial: int
    ) -> None:
        claims = [
            claim(f"r{n}", day.isoformat(), status=status, serials=serials, received=n)
            for n, (day, serials, status) in enumerate(given_claims)
        ]
        exact = in_force(claims, today=TODAY, serial=str(serial), firmware="1")
        fitting = [
            c
            for c in claims
            if c.status == "effective"
            and c.effective <= TODAY
            and c.applies.may_hold(str(serial), "1")
        ]
        newest = max(fitting, key=lambda c: c.order, default=None)
        assert exact == (frozenset({newest.id}) if newest else frozenset())
        assert exact <= in_force(claims, today=TODAY)

    def test_the_switch_has_no_day_with_both_or_neither(self) -> None:
        claims = [claim("b", "2026-01-01"), claim("c", "2026-03-31")]
        days = [datetime.date(2026, 3, 29) + datetime.timedelta(days=n) for n in range(5)]
        found = [in_force(claims, today=day) for day in days]
        assert all(len(answering) == 1 for answering in found)
        assert sum(one != two for one, two in pairwise(found)) == 1


class TestEditionsInForce:
    def answering(self, *given: tuple[str, str, str]) -> set[str]:
        """Id and language of what is in force of revisions: their ids, languages and dates."""
        claims = [
            ("cooler", tuple(languages.split()), claim(one, day)) for one, languages, day in given
        ]
        found = editions_in_force(claims, today=TODAY)
        return {f"{one} {language}" for one, language in found}

    def test_a_file_is_in_force_in_each_of_its_languages(self) -> None:
        assert self.answering(("a", "en de", OLDER)) == {"a en", "a de"}

    def test_what_has_its_first_language_replaces_all_of_a_file(self) -> None:
        assert self.answering(("a", "en de", OLDER), ("b", "en", NEWER)) == {"b en"}
        replaced = self.answering(("a", "en de", OLDER), ("b", "de en", NEWER))
        assert replaced == {"b de", "b en"}

    def test_what_has_its_second_language_replaces_that_alone(self) -> None:
        found = self.answering(("a", "en de", OLDER), ("b", "de", NEWER))
        assert found == {"a en", "b de"}

    def test_what_a_file_has_replaced_does_not_come_back_with_it(self) -> None:
        found = self.answering(("c", "de", OLDEST), ("a", "en de", OLDER), ("b", "en", NEWER))
        assert found == {"b en"}
