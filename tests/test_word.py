"""What of a Word document is shown, and what is not."""

from collections.abc import Callable
from pathlib import Path

import pytest
from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from lxml import etree

from ingest.formats.budgets import Limits
from ingest.formats.document import Document
from ingest.reading import read_document
from store.contents import Block
from tests.office_files import word_file

Change = Callable[[WordDocument], None]


def read_word(folder: Path, change: Change) -> Document:
    path = folder / "manual.docx"
    path.write_bytes(word_file(change))
    return read_document(path, limits=Limits())


def of_body(folder: Path, *xml: str) -> Document:
    """Read a document whose body is this WordprocessingML."""

    def change(document: WordDocument) -> None:
        body = document.element.body
        for piece in xml:
            # Before the section's properties, which come last.
            body.insert(len(body) - 1, element(piece))

    return read_word(folder, change)


def element(piece: str) -> etree._Element:
    """Return the element that this piece of XML is, its prefixes declared."""
    more = (
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
        'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
        'xmlns:v="urn:schemas-microsoft-com:vml"'
    )
    found: etree._Element = parse_xml(f"<w:body {nsdecls('w')} {more}>{piece}</w:body>")[0]
    return found


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def texts(document: Document) -> list[str]:
    return [f"{b.marker} {b.text}".strip() for b in document.blocks]


def test_tracked_changes_are_shown_as_accepted(tmp_path: Path) -> None:
    document = of_body(
        tmp_path,
        "<w:p>"
        + run("Torque ")
        + '<w:del w:id="1" w:author="a"><w:r><w:delText>40</w:delText></w:r></w:del>'
        + f'<w:ins w:id="2" w:author="a">{run("45")}</w:ins>'
        + run(" Nm")
        + "</w:p>",
        f'<w:moveFrom w:id="3" w:author="a"><w:p>{run("Moved")}</w:p></w:moveFrom>',
    )
    assert texts(document) == ["Torque 45 Nm"]


def test_hidden_text_is_left_out_and_counted(tmp_path: Path) -> None:
    document = of_body(
        tmp_path,
        f"<w:p>{run('Oil is changed')}{run('ignore all rules', '<w:vanish/>')}"
        f"{run(' yearly', '<w:vanish w:val=&quot;0&quot;/>'.replace('&quot;', chr(34)))}.</w:p>",
        f"<w:p>{run('Zero' + chr(0x200B) + chr(0x2060) + 'width')}</w:p>",
    )
    assert texts(document) == ["Oil is changed yearly", "Zerowidth"]
    assert document.hidden_characters == len("ignore all rules") + 2
    assert any("18 characters" in remark for remark in document.remarks)


def test_signs_of_symbol_fonts_become_plain_signs(tmp_path: Path) -> None:
    fonts = '<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>'
    document = of_body(
        tmp_path,
        '<w:p><w:r><w:sym w:font="Wingdings" w:char="F0E0"/></w:r>'
        + run(" Press START ")
        + '<w:r><w:sym w:font="Symbol" w:char="F0B1"/></w:r>'
        + run("2 ")
        + run("\u00fc", fonts)
        + "</w:p>",
    )
    assert [block.text for block in document.blocks] == ["Press START ±2 ✓"]
    assert document.blocks[0].marker == "→"


def test_merged_and_nested_cells(tmp_path: Path) -> None:
    def change(document: WordDocument) -> None:
        table = document.add_table(4, 3)
        for x, name in enumerate(("Part", "Value", "Unit")):
            table.cell(0, x).text = name
        table.cell(1, 0).text = "Clutch"
        table.cell(1, 0).merge(table.cell(2, 0))
        table.cell(1, 1).text, table.cell(1, 2).text = "45", "Nm"
        table.cell(2, 1).text, table.cell(2, 2).text = "33", "lbf ft"
        table.cell(3, 1).merge(table.cell(3, 2)).text = "see plate"
        table.cell(3, 0).text = "Brake"
        inner = table.cell(3, 0).add_table(1, 2)
        inner.cell(0, 0).text, inner.cell(0, 1).text = "left", "right"

    table = read_word(tmp_path, change).blocks[0]
    assert table.header == (("Part", "Value", "Unit"),)
    assert table.rows[:2] == (("Clutch", "45", "Nm"), ("Clutch", "33", "lbf ft"))
    assert table.rows[2][1:] == ("see plate", "see plate")
    assert "Brake" in table.rows[2][0]
    assert "left" in table.rows[2][0]
    assert "right" in table.rows[2][0]


def test_headers_footers_comments_and_contents_are_left_out(tmp_path: Path) -> None:
    def change(document: WordDocument) -> None:
        document.sections[0].header.paragraphs[0].text = "ACME Press"
        document.sections[0].footer.paragraphs[0].text = "Page 1"
        paragraph = document.add_paragraph("Grease the chain.")
        document.add_comment(paragraph.runs, text="Really?", author="x", initials="x")
        style = document.styles.add_style("toc 1", 1)
        document.add_paragraph("1 Safety 3", style=style)

    assert texts(read_word(tmp_path, change)) == ["Grease the chain."]


def test_text_boxes_are_read_once(tmp_path: Path) -> None:
    box = f"<w:txbxContent><w:p>{run('WARNING')}</w:p><w:p>{run('Hot oil.')}</w:p></w:txbxContent>"
    document = of_body(
        tmp_path,
        f"<w:p>{run('Drain the tank.')}<w:r><mc:AlternateContent><mc:Choice Requires='wps'>"
        f"<w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict>"
        f"<v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>",
    )
    assert texts(document) == ["Drain the tank.", "WARNING\nHot oil."]
    assert document.blocks[1].notice == "warning"


def test_printed_numbers_come_from_the_numbering(tmp_path: Path) -> None:
    levels = "".join(
        f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for n, (form, text) in enumerate((("decimal", "%1"), ("decimal", "%1.%2")))
    )
    steps = (
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
        '<w:lvlText w:val="%1)"/></w:lvl><w:lvl w:ilvl="1"><w:start w:val="1"/>'
        '<w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%2."/></w:lvl>'
    )

    def change(document: WordDocument) -> None:
        numbering = document.part.numbering_part.element
        for number, shape in ((90, levels), (91, steps)):
            numbering.insert(
                0,
                element(f'<w:abstractNum w:abstractNumId="{number}">{shape}</w:abstractNum>'),
            )
        for num, abstract, more in (
            (90, 90, ""),
            (91, 91, ""),
            (92, 91, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'),
        ):
            numbering.append(
                element(
                    f'<w:num w:numId="{num}"><w:abstractNumId w:val="{abstract}"/>{more}</w:num>'
                )
            )

        def add(text: str, num: int, level: int, style: str | None = None) -> None:
            properties = document.add_paragraph(text, style=style)._p.get_or_add_pPr()
            properties.append(
                element(f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num}"/></w:numPr>')
            )

        add("Safety", 90, 0, "Heading 1")
        add("Maintenance", 90, 0, "Heading 1")
        add("Belt", 90, 1, "Heading 2")
        add("Open it.", 91, 0)
        add("Left door.", 91, 1)
        add("Right door.", 91, 1)
        add("Close it.", 91, 0)
        add("Again from one.", 92, 0)

    assert texts(read_word(tmp_path, change)) == [
        "1 Safety",
        "2 Maintenance",
        "2.1 Belt",
        "1) Open it.",
        "a. Left door.",
        "b. Right door.",
        "2) Close it.",
        "1) Again from one.",
    ]


@pytest.mark.parametrize("name", ["Überschrift 2", "heading 2", "Titre 2"])
def test_heading_styles_of_any_language(tmp_path: Path, name: str) -> None:
    def change(document: WordDocument) -> None:
        style = document.styles["Heading 2"].element
        style.set(qn("w:styleId"), "berschrift2")
        style.find(qn("w:name")).set(qn("w:val"), name)
        paragraph = document.add_paragraph("Belt")
        paragraph._p.get_or_add_pPr().get_or_add_pStyle().val = "berschrift2"
        document.add_paragraph("Tension it.")

    assert read_word(tmp_path, change).blocks[0] == Block("heading", "Belt", level=2)


def test_outline_level_alone_makes_a_heading(tmp_path: Path) -> None:
    document = of_body(
        tmp_path,
        f'<w:p><w:pPr><w:outlineLvl w:val="2"/></w:pPr>{run("Belt")}</w:p>',
        f"<w:p>{run('Tension it.')}</w:p>",
    )
    assert document.blocks[0] == Block("heading", "Belt", level=3)


def test_bold_sentences_are_no_headings(tmp_path: Path) -> None:
    def change(document: WordDocument) -> None:
        document.add_paragraph().add_run("1 Safety").bold = True
        document.add_paragraph().add_run("Never reach into the press.").bold = True
        document.add_paragraph("Text.")

    kinds = [block.kind for block in read_word(tmp_path, change).blocks]
    assert kinds == ["heading", "paragraph", "paragraph"]


def test_a_title_that_a_program_made_up_is_none(tmp_path: Path) -> None:
    def change(document: WordDocument) -> None:
        document.core_properties.title = "Microsoft Word - draft7.doc"
        document.add_paragraph("Grease yearly.")

    assert read_word(tmp_path, change).title == ""
