"""The labels of a title page, "Revision" or "Ausgabedatum", and the values that stand at them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from store.contents import Block

_NO = r"(?:no\.?|nr\.?|number|nummer|n[°º])"
# What a label names, and how five languages print it. The order matters: "Date of issue" holds
# "Issue".
_LABELS = {
    "document_number": (
        rf"(?:document|doc\.?|dokument(?:en)?|dok\.?|manual|publication|publikations?|handbuch"
        rf"|anleitungs?|instructions?)[\s-]*{_NO}|{_NO}\s*(?:de\s|du\s)?(?:document|manuel|notice)"
        rf"|numéro\sd[eu]\s(?:document|manuel)|(?:codice|numero|n\.)\s(?:del\s)?(?:documento|manuale)"
        rf"|(?:código|número|n\.º)\sde(?:l)?\s(?:documento|manual)"
    ),
    "effective": (
        r"date\sof\sissue|issue\sdate|issued(?:\son)?|effective(?:\s(?:date|from))?|valid\sfrom"
        r"|release\sdate|publication\sdate|published|date|ausgabedatum|erscheinungsdatum|datum"
        r"|gültig\sab|stand|date\sd['’]édition|date\sde\s(?:publication|parution)"
        r"|data\s(?:di\s)?(?:emissione|edizione|pubblicazione)|data"
        r"|fecha\sde\s(?:emisión|edición|publicación)|fecha"
    ),
    "revision": (
        rf"(?:revisions?|rev\.?|révision|revisione|revisión|issue|ausgabe|version|versione|versión"
        rf"|edition|édition|edizione|edición|auflage|indice|index)(?:\s{_NO}|stand)?"
    ),
    "maker": r"manufacturer|hersteller|fabricant|constructeur|fabbricante|costruttore|fabricante",
    "other": (
        r"machine|maschine|máquina|macchina|model|modell|modèle|modello|modelo|typ[eo]?"
        r"|language|sprache|langue|lingua|idioma|title|titel"
    ),
}
_ANY = "|".join(f"(?P<{name}>{words})" for name, words in _LABELS.items())
_LABEL = re.compile(rf"(?:{_ANY})(?=[\s:]|$)", re.IGNORECASE)
_LABEL_AND_VALUE = re.compile(rf"^(?:{_ANY})\s?[:：]\s*(?P<value>\S.{{0,80}})$", re.IGNORECASE)
# "Issued 12 May 2025": a date needs no colon.
_DATED = re.compile(
    rf"^(?:{_LABELS['effective']})\s(?P<value>(?=.*\d{{4}})[\w./-]+(?:\s[\w.,]+){{0,4}})$",
    re.IGNORECASE,
)
_LONGEST_CELL = 80
_LONGEST_TEXT = 3000
# A line of labels and the line of their values may have one line between them.
_REACH = 2


@dataclass(frozen=True, slots=True)
class Labelled:
    """The value at a label: what it is (`revision`, `effective`, …), and where it stands."""

    field: str
    value: str
    words: str
    page: int | None


def field_of(label: str) -> str | None:
    """Return what a label names if the text is a label and nothing else."""
    bare = label.strip().rstrip(":：").strip()
    match = _LABEL.fullmatch(bare)
    return match.lastgroup if match else None


def labelled_values(blocks: Sequence[Block]) -> Iterator[Labelled]:
    """Yield the values that stand at labels: in tables, after a colon, or in the line below."""
    for position, block in enumerate(blocks):
        if block.kind == "table":
            yield from _in_table(block)
            continue
        for line in block.text[:_LONGEST_TEXT].splitlines():
            match = _LABEL_AND_VALUE.match(line.strip())
            if match is None:
                match = _DATED.match(line.strip())
            if match:
                name = next((n for n in _LABELS if match.groupdict().get(n)), "effective")
                yield Labelled(name, match["value"].strip(), line.strip(), block.page)
        labels = _label_line(block.text[:_LONGEST_TEXT])
        if labels:
            yield from _values_below(labels, block, blocks[position + 1 : position + 1 + _REACH])


def _in_table(block: Block) -> Iterator[Labelled]:
    rows = [*block.header, *block.rows]
    fields = [field_of(cell) for cell in rows[0]] if rows else []
    # A heading row over one row of values; over several it is a history (see `title_page`).
    if sum(name is not None for name in fields) >= 2:
        if len(rows) == 2:
            for name, label, value in zip(fields, rows[0], rows[1], strict=False):
                if name and value.strip():
                    yield Labelled(name, value.strip(), f"{label}: {value}", block.page)
        return
    for row in rows:
        cells = list(dict.fromkeys(cell.strip() for cell in row if cell.strip()))
        if len(cells) == 2 and len(cells[1]) <= _LONGEST_CELL:
            name = field_of(cells[0])
            if name:
                yield Labelled(name, cells[1], f"{cells[0]}: {cells[1]}", block.page)


def _label_line(text: str) -> list[tuple[str, str]]:
    """The labels of a line that holds two or more of them and nothing else."""
    found: list[tuple[str, str]] = []
    rest = text.strip()
    while rest:
        match = _LABEL.match(rest)
        if match is None or match.lastgroup is None:
            return []
        found.append((match.lastgroup, match.group()))
        rest = rest[match.end() :].lstrip(" :\t")
    return found if len(found) >= 2 else []


def _values_below(
    labels: Sequence[tuple[str, str]], above: Block, below: Sequence[Block]
) -> Iterator[Labelled]:
    for block in below:
        values = block.text[:_LONGEST_TEXT].split()
        # Only as many words as labels leave no doubt which belongs to which.
        if block.page == above.page and len(values) == len(labels):
            if any(any(c.isdigit() for c in value) for value in values):
                for (name, label), value in zip(labels, values, strict=True):
                    yield Labelled(name, value, f"{label} … {value}", block.page)
            return
