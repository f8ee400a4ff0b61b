"""What a page shows, folded or in a form, is read; and what does not arrive is told."""

from pathlib import Path

import lxml.html
import pytest

from ingest.formats.arrived import lost_words, shown_words
from ingest.formats.budgets import Limits
from ingest.formats.document import Document
from ingest.reading import read_document
from store.contents import Block


def document_of(folder: Path, body: str) -> Document:
    path = folder / "page.html"
    path.write_text(f"<html><body>{body}</body></html>", encoding="utf-8")
    return read_document(path, limits=Limits())


def shown(document: Document) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in document.blocks]


def test_folded_parts_are_read_and_their_names_are_their_headings(tmp_path: Path) -> None:
    document = document_of(
        tmp_path,
        """<h1>Gate</h1><h2>Faults</h2>
        <details><summary>Does not move?</summary><p>Raise FORCE M1.</p>
        <div class="warning"><p>WARNING: Blade.</p></div><h4>Motor 2</h4><p>FORCE M2.</p></details>
        <details open><summary>Stops halfway?</summary><table><tr><th>Code</th><th>Remedy</th></tr>
        <tr><td>E7</td><td>Clean the photocell.</td></tr></table>
        <details><summary>Again</summary>Replace it.</details></details>
        <h2>Care</h2><p>Grease yearly.</p>""",
    )
    assert [(b.level, b.text) for b in document.blocks if b.kind == "heading"] == [
        (1, "Gate"),
        (2, "Faults"),
        (3, "Does not move?"),
        (4, "Motor 2"),
        (3, "Stops halfway?"),
        (4, "Again"),
        (2, "Care"),
    ]
    assert ("paragraph", "Raise FORCE M1.") in shown(document)
    assert ("notice", "WARNING: Blade.") in shown(document)
    assert ("table", "Code | Remedy\nE7 | Clean the photocell.") in shown(document)
    assert ("paragraph", "Replace it.") in shown(document)
    assert not document.remarks


def test_a_folded_part_in_the_middle_of_a_text_begins_no_section(tmp_path: Path) -> None:
    document = document_of(
        tmp_path,
        "<h1>Pump</h1><p>Open V1.</p><details><summary>Why?</summary><p>Air.</p></details>"
        "<p>Press START.</p>",
    )
    assert [text for kind, text in shown(document) if kind == "heading"] == ["Pump"]
    assert [text for _, text in shown(document)] == [
        "Pump",
        "Open V1.",
        "Why?",
        "Air.",
        "Press START.",
    ]


def test_questions_in_boxes_of_their_own_are_sections_alike(tmp_path: Path) -> None:
    boxes = "".join(
        f"<div><details><summary>Question {n}?</summary><p>Answer {n}.</p></details></div>"
        for n in (1, 2)
    )
    html = f"<h2>Faults</h2>{boxes}"
    found = document_of(tmp_path, f"{html}<footer>Printed in Turin.</footer>").blocks
    assert [(b.level, b.text) for b in found if b.kind == "heading"] == [
        (2, "Faults"),
        (3, "Question 1?"),
        (3, "Question 2?"),
    ]
    # None is, where the text that follows would be filed under the last of them.
    found = document_of(tmp_path, f"{html}<p>Call the maker.</p>").blocks
    assert [b.text for b in found if b.kind == "heading"] == ["Faults"]


def test_what_stands_in_a_form_a_dialogue_or_a_figure_is_read(tmp_path: Path) -> None:
    document = document_of(
        tmp_path,
        """<form role="search"><p>Find in this site</p></form>
        <form id="page"><h1>Press</h1><p>Torque 45 Nm.</p><textarea>SET 1815</textarea>
        <select><option>Deutsch</option></select><button>Send</button></form>
        <dialog open><p>Close the guard.</p></dialog>
        <figure><table><tr><td>E10</td><td>Clean filter</td></tr></table>
        <figcaption>Table 1</figcaption></figure>
        <figure><pre>G1 X0</pre></figure>""",
    )
    assert shown(document) == [
        ("heading", "Press"),
        ("paragraph", "Torque 45 Nm."),
        ("code", "SET 1815"),
        ("paragraph", "Close the guard."),
        ("table", "E10 | Clean filter"),
        ("paragraph", "Table 1"),
        ("code", "G1 X0"),
    ]
    assert not document.remarks


def test_buttons_and_icons_are_words_of_their_sentence(tmp_path: Path) -> None:
    document = document_of(
        tmp_path,
        """<p>Press <button>START</button> and <img src="r.png" alt="Reset"> at once.</p>
        <p>Then <img src="i.png" alt="icon-7.png">wait.</p>
        <p><img src="w.png" alt="alt Wiring"></p><h2><button>Fuses</button></h2>""",
    )
    assert shown(document) == [
        ("paragraph", "Press START and Reset at once."),
        ("paragraph", "Then wait."),
        ("figure", "alt Wiring"),
        ("heading", "Fuses"),
    ]


def test_the_source_of_a_diagram_is_no_text_and_is_told(tmp_path: Path) -> None:
    document = document_of(
        tmp_path,
        '<p>Menus:</p><pre class="mermaid"><code>flowchart LR;\nBASE--&gt;INFO</code></pre>'
        '<pre><code class="language-gcode">G1 X0</code></pre>',
    )
    assert shown(document) == [("paragraph", "Menus:"), ("code", "G1 X0")]
    assert document.remarks[0].startswith("1 diagram is drawn from source text")


@pytest.mark.parametrize(
    "body",
    [
        "<main><p>Open V1.</p></main><p>Then press START on the panel and wait for it.</p>",
        "<main><p>Open V1.</p></main><main><p>Then press START on the panel.</p></main>",
    ],
)
def test_text_beside_the_main_part_is_read(tmp_path: Path, body: str) -> None:
    texts = [text for _, text in shown(document_of(tmp_path, body))]
    assert texts[0] == "Open V1."
    assert texts[1].startswith("Then press START")


def test_words_that_do_not_arrive_are_told() -> None:
    tree = lxml.html.document_fromstring(
        "<p>Fill H<sub>2</sub>O in.</p><ol><li>Check the oil level at the glass.</li></ol>"
    )
    words = shown_words(tree)
    assert not lost_words(words, [Block("paragraph", "Fill H2O in. Check the oil level at glass")])
    (remark,) = lost_words(words, [Block("paragraph", "Fill H2O in.")])
    assert remark.startswith("7 of its 10 words did not arrive")


def test_a_paragraph_that_a_long_page_lost_is_told() -> None:
    shown_at_all = lxml.html.document_fromstring(
        "<p>" + "Turn the screw. " * 2000 + "</p><p>" + "Mind the blade now. " * 20 + "</p>"
    )
    kept = [Block("paragraph", "Turn the screw. " * 2000)]
    assert lost_words(shown_words(shown_at_all), kept)
