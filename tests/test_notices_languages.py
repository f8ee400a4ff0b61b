"""Safety notices as manuals print them in five languages."""

import pytest

from ingest.passages import Identity, drafts
from ingest.sections import Run, runs
from store.contents import Block, Notice
from store.values import NoticeLevel

TEXT = "Keep hands away from the rollers."
SIGNAL_WORDS: list[tuple[NoticeLevel, str]] = [
    *(("danger", w) for w in ("DANGER", "GEFAHR", "PERICOLO", "PELIGRO")),
    *(("warning", w) for w in ("WARNING", "WARNUNG", "AVERTISSEMENT")),
    *(("warning", w) for w in ("AVVERTENZA", "ADVERTENCIA")),
    *(("caution", w) for w in ("CAUTION", "VORSICHT", "ATTENTION", "ATTENZIONE")),
    *(("caution", w) for w in ("PRECAUCIÓN", "PRECAUCION", "ATENCIÓN", "ATENCION", "PRUDENCE")),
    *(("caution", w) for w in ("MISE EN GARDE", "PRECAUCIO\u0301N")),
    *(("notice", w) for w in ("NOTICE", "NOTE", "HINWEIS", "AVIS", "REMARQUE")),
    *(("danger", w) for w in ("PERIGO", "GEVAAR", "FARA", "NIEBEZPIECZEŃSTWO", "TEHLIKE")),
    *(("warning", w) for w in ("ADVARSEL", "VARNING", "VÝSTRAHA", "UYARI", "ПРЕДУПРЕЖДЕНИЕ")),
    *(("caution", w) for w in ("CUIDADO", "ATENÇÃO", "LET OP", "UWAGA", "DIKKAT", "ΠΡΟΣΟΧΗ")),
    *(("notice", w) for w in ("OPMERKING", "POZNÁMKA", "ПРИМЕЧАНИЕ")),
    *(("notice", w) for w in ("NOTA", "AVVISO", "AVISO", "IMPORTANTE")),
]


def blocks_of(*parts: str | Block) -> list[Block]:
    return [part if isinstance(part, Block) else Block("paragraph", part) for part in parts]


def notices_in(*parts: str | Block) -> list[Notice]:
    return drafts(tuple(runs(blocks_of(*parts))), Identity("m", "s"), {1: None})[1]


def levels(*parts: str | Block) -> list[str]:
    return [notice.level for notice in notices_in(*parts)]


def heading(text: str, level: int = 1) -> Block:
    return Block("heading", text, level=level)


def table(*rows: tuple[str, ...], header: tuple[str, ...] | None = None) -> Block:
    return Block("table", "", header=(header,) if header else (), rows=rows)


@pytest.mark.parametrize(("level", "word"), SIGNAL_WORDS)
@pytest.mark.parametrize(
    "form", ["{}", "{}!", "{} !", "{}:", "{} :", "[{}]", "({})", "⚠ {}", "¡{}!", "*** {} ***"]
)
def test_a_signal_word_on_its_own_line_announces_the_text_below(
    level: NoticeLevel, word: str, form: str
) -> None:
    for printed in (word, word.capitalize()):
        (notice,) = notices_in(form.format(printed), TEXT)
        assert (notice.level, notice.text) == (level, TEXT)


@pytest.mark.parametrize(("level", "word"), SIGNAL_WORDS)
@pytest.mark.parametrize(
    "form", ["{}: ", "{} : ", "{}! ", "¡{}! ", "{} ¡", "{} – ", "{} - ", "[{}] "]
)
def test_a_signal_word_set_off_from_its_sentence_makes_it_a_notice(
    level: NoticeLevel, word: str, form: str
) -> None:
    for printed in (word, word.capitalize()):
        assert levels(form.format(printed) + TEXT) == [level]
    assert levels(f"{word} {TEXT}") == [level]


def test_a_signal_word_in_two_languages_is_one() -> None:
    assert levels("WARNING / AVERTISSEMENT", TEXT) == ["warning"]
    (both,) = notices_in("WARNING / \u8b66\u544a", TEXT)
    assert (both.level, both.text.endswith(TEXT)) == ("warning", True)
    assert levels("Warning / Error codes", TEXT) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "Warning lights are red.",
        "Warning: lights of this colour",
        "Danger zones are marked in yellow.",
        "Achtung der Regeln ist Pflicht.",
        "Vorsicht ist beim Heben geboten.",
        "Attention must be paid to the gap.",
        "Attention: Spare Parts Department",
        "Attention aux doigts lors de la fermeture",
        "Nota bene",
        "Please note the torque. It is 45 Nm.",
        "The word NOTE: is printed in blue.",
        "Notes on lifting are in chapter 3.",
        "Noteworthy: the oil is warm.",
        "Important dates are listed below.",
        "Avis de recherche",
        "WARNING indicates a hazard that can kill.",
        "DANGER stands for an injury that will kill.",
        "GEFAHR bezeichnet eine unmittelbar drohende Gefahr.",
        "ATTENTION indique un danger.",
        "AVVERTENZA indica un pericolo.",
        "PELIGRO: indica una situación peligrosa.",
        "ADVERTENCIA: Esta indicación muestra la posibilidad de lesiones.",
        "WARNING: This symbol shows that somebody may be hurt.",
        "Warning 204: spindle hot",
        "CAUTION labels must be legible.",
    ],
)
def test_a_sentence_that_holds_a_signal_word_is_no_notice(sentence: str) -> None:
    assert levels(sentence) == []


def test_what_warns_of_what_a_gauge_shows_explains_no_signal_word() -> None:
    assert levels("ACHTUNG! Zeigt das Manometer mehr als 10 bar, die Pumpe abstellen.") != []


def test_counted_notes_are_notices() -> None:
    assert levels("Note 2: the pump is primed.") == ["notice"]


def test_achtung_is_a_caution_only_where_the_manual_has_no_vorsicht() -> None:
    assert levels("ACHTUNG", "Quetschgefahr an der Tür.") == ["caution"]
    both = levels("Achtung: Sachschaden.", "VORSICHT", "Heiße Oberfläche.")
    assert both == ["notice", "caution"]
    assert levels("HINWEIS", "Öl auffüllen.") == ["notice"]


def test_a_notice_below_a_chapter_heading_governs_the_chapter() -> None:
    found = notices_in(
        heading("Chapitre 4 Entretien"),
        heading("AVERTISSEMENT", 4),
        "Couper le courant.",
        heading("4.1 Filtre", 2),
        "Remplacer le filtre.",
        "Attention ! Filtre chaud.",
    )
    assert [(n.level, n.section) for n in found] == [
        ("warning", ("Chapitre 4 Entretien",)),
        ("caution", ("Chapitre 4 Entretien", "4.1 Filtre")),
    ]


def test_a_hazard_set_as_a_heading_closes_no_section() -> None:
    (notice,) = notices_in(
        heading("4 Maintenance"), heading("DANGER: HIGH VOLTAGE", 3), "Wait 10 minutes."
    )
    assert notice.level == "danger"
    assert notice.section == ("4 Maintenance",)
    assert notice.text == "DANGER: HIGH VOLTAGE\nWait 10 minutes."


def test_a_pictogram_and_a_hazard_between_signal_word_and_text() -> None:
    (notice,) = notices_in(
        Block("heading", "4 Wartung", 1, (50, 50, 200, 70), level=1),
        Block("heading", "WARNUNG", 1, (50, 100, 200, 112), level=3),
        Block("figure", "", 1, (20, 100, 40, 112)),
        Block("heading", "Heiße Oberfläche", 1, (50, 118, 200, 130), level=4),
        Block("paragraph", "Handschuhe tragen.", 1, (50, 142, 300, 152)),
        Block("paragraph", "Dann den Filter lösen.", 1, (50, 190, 300, 200)),
    )
    assert notice.text == "Heiße Oberfläche\nHandschuhe tragen."
    assert notice.section == ("4 Wartung",)


def test_a_section_called_notes_stays_a_section() -> None:
    found = tuple(runs(blocks_of(heading("Note: units"), "All lengths are in millimetres.")))
    assert found[0].section == ("Note: units",)


def only_run(*parts: str | Block) -> Run:
    (run,) = runs(blocks_of(*parts))
    return run


@pytest.mark.parametrize(
    "framed",
    [
        table(("WARNUNG", "Hände von den Walzen fernhalten.")),
        table(("⚠", "WARNUNG", "Hände von den Walzen fernhalten.")),
        table(("Hände von den Walzen fernhalten.",), header=("WARNUNG",)),
        table(("WARNUNG", "WARNUNG"), ("⚠", "Hände von den Walzen fernhalten.")),
        table(("", "Hände von den Walzen fernhalten."), header=("⚠", "Warnung!")),
    ],
)
def test_a_notice_set_as_a_table_is_a_notice(framed: Block) -> None:
    (block,) = only_run(framed).blocks
    assert (block.kind, block.notice) == ("notice", "warning")
    assert [n.text for n in notices_in(framed)] == ["Hände von den Walzen fernhalten."]


def test_each_row_of_a_table_of_notices_is_one_with_its_box() -> None:
    framed = Block(
        "table",
        "",
        3,
        (50, 100, 500, 160),
        rows=(
            ("PERICOLO", "Alta tensione nel quadro."),
            ("", "Attendere 10 minuti."),
            ("ATTENZIONE", "Superficie molto calda."),
        ),
        row_boxes=((50, 100, 500, 120), (50, 120, 500, 140), (50, 140, 500, 160)),
    )
    first, second = only_run(framed).blocks
    assert (first.notice, first.box) == ("danger", (50, 100, 500, 140))
    assert first.text == "PERICOLO\nAlta tensione nel quadro.\nAttendere 10 minuti."
    assert (second.notice, second.box) == ("caution", (50, 140, 500, 160))


def test_no_figure_of_a_notice_set_as_a_table_is_lost() -> None:
    framed = table(("WARNING", "Wait at least", "5", "minutes, then", "5", "seconds."))
    (notice,) = notices_in(framed)
    assert notice.text.split("\n") == ["Wait at least", "5", "minutes, then", "5", "seconds."]


@pytest.mark.parametrize(
    "data",
    [
        table(("M8", "25 Nm"), header=("Note", "Value")),
        table(("Warning", "What it means for you"), ("W12", "Oil is low")),
        table(("DANGER", "Indicates a hazard that will kill.")),
        table(
            ("DANGER", "Death or injury follows."),
            ("WARNING", "Death or injury can follow."),
            ("CAUTION", "Minor injury can follow."),
        ),
        table(("Notice", "Hinweis"), ("Warning", "Warnung")),
        table(("Code", "Remedy"), ("AL-204", "Jog the turret.")),
        table(("", ""), ("", "")),
    ],
)
def test_a_table_of_data_or_a_legend_stays_a_table(data: Block) -> None:
    assert [block.kind for block in only_run(data).blocks] == ["table"]


@pytest.mark.parametrize("told", [("WARNUNG: Vor dem Öffnen:",), ("WARNUNG", "Vor dem Öffnen:")])
def test_the_measures_that_a_warning_announces_are_its_own(told: tuple[str, ...]) -> None:
    measures = [Block("list_item", text, marker="•") for text in ("Ausschalten.", "Abkühlen.")]
    step = Block("list_item", "Den Deckel abheben.", marker="1.")
    (notice,) = notices_in(*told, *measures, step)
    assert notice.text.endswith("Vor dem Öffnen:\n• Ausschalten.\n• Abkühlen.")
    assert [one.text for one in notices_in("CAUTION: Lift it so:", step)] == [
        "CAUTION: Lift it so:"
    ]


def test_a_sign_where_a_signal_word_stands_announces_a_caution() -> None:
    assert levels("! Keep hands away from the rollers.") == ["caution"]
    assert levels("\u26a0", TEXT) == ["caution"]
    (notice,) = notices_in("Close the lid. ! Rollers that run may pull your hands in.")
    assert notice.text == "! Rollers that run may pull your hands in."
    assert levels("! Stop", "The lid is shut!", "Shut it! Then press S.") == []


@pytest.mark.parametrize(
    "legend",
    [
        (
            "GEFAHR",
            '"GEFAHR" sagt, dass jemand sterben kann.',
            "WARNUNG",
            "„Warnung“ heißt …",
        ),
        ("DANGER", "Indicates that somebody may be killed."),
        (heading("WARNING"), "Appears where somebody may be hurt."),
        ("AVERTISSEMENT", "Indique une situation qui peut tuer.", "WARNING Appears beside steps."),
        (
            "GEFAHR! Missachtung führt zum Tod! WARNUNG! Missachtung kann zum Tod führen!",
            "VORSICHT! Missachtung kann die Anlage beschädigen.",
        ),
    ],
)
def test_what_explains_signal_words_below_or_behind_them_is_text(
    legend: tuple[str | Block, ...],
) -> None:
    found = [block for run in runs(blocks_of(*legend)) for block in run.blocks]
    assert {block.kind for block in found} == {"paragraph"}


@pytest.mark.parametrize(
    "told",
    [
        ("WARNING", "Means of escape must be kept clear."),
        ("GEFAHR! Missachtung führt zum Tod!", "Danach die Tür schließen."),
        ("DANGER", "Identify the live phase first.", "WARNING", "Failure to do so may kill."),
    ],
)
def test_what_says_a_hazard_is_no_legend(told: tuple[str, ...]) -> None:
    assert levels(*told)
