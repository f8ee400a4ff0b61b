"""The title and the maker that a title page prints among other lines."""

import itertools
import re
from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath

from ingest.front_matter.printed_dates import dates_in
from ingest.front_matter.revision_marks import marks_in
from ingest.front_matter.said import Said
from ingest.headings import number_of
from store.contents import Block
from store.document_kinds import is_kind, names_kind

_CHAPTERS = re.compile(
    r"(?:(?:table\sof\s)?contents?|name|synopsis|preface|introduction|foreword|notice|safety|index"
    r"|overview|important|warning|caution|danger|inhalt(?:sverzeichnis)?|vorwort|einleitung"
    r"|sicherheit|sommaire|introduzione|indice|índice|introducción|avant-propos|prefazione"
    r"|aplicación|aplicação|descrição\sgeral|introdução|sumário|prefácio|segurança)\W*",
    re.IGNORECASE,
)
_PART = re.compile(r"(?:part|chapter|kapitel|teil|chapitre|capitolo|capítulo)\s?\d", re.IGNORECASE)
_TOOLS = re.compile(
    r"^(?:microsoft\s\w+|untitled|document\d*|unnamed|slide|dokument\d*)\b|^tit(?:le|el)$"
    r"|\.\w{2,4}$",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"\bwww\.|://|@")
# A printer driver's, in brackets and with octal digits at times: "Microsoft Word - MANUAL
# T\311CNICO FB.doc".
_PRINTED_BY = re.compile(
    r"\(?Microsoft\s(?:Office\s)?(?:Word|Excel|PowerPoint)\s-\s(?P<name>.+?)(?:\.\w{3,4})?\)?"
)
_ESCAPED = re.compile(r"\\([0-3][0-7]{2})")
_WORD = re.compile(r"[^\W_]{3,}")
_LONGEST_TITLE = 120
# With revision and date still behind it.
_LONGEST_PRINTED = 240
_LONGEST_BESIDE = 60
# What a company's name ends in.
_COMPANY = re.compile(
    r"(?:^|[©:]\s?(?:\d{4}(?:[-–]\d{4})?,?\s)?|\d{4}\s)"
    r"(?P<name>(?:[A-ZÄÖÜÉ][\w&.'’+-]*,?\s){1,5}?"
    r"(?:GmbH(?:\s&\sCo\.?\sKG)?|AG|SE|KG|Inc\.?|Incorporated|Co\.,?\sLtd\.?|Ltd\.?|Limited|LLC"
    r"|Corp\.?|Corporation|PLC|S\.A\.S?\.?|SAS|SARL|S\.p\.A\.?|S\.r\.l\.?|S\.L\.|B\.V\.|A/S|Oy))"
    r"(?=$|[\s,;)])"
)
_LONGEST_LINE = 140


def title_of(front: Sequence[Block], metadata: Mapping[str, str], file: str) -> Said | None:
    """Return the document's title as its first page prints it, else as its metadata says.

    Revision and date are not part of it. A first page that begins in mid-text has none.
    """
    printed = _printed_title(front)
    inside = _file_named(metadata.get("title", ""))[:_LONGEST_PRINTED]
    told = None
    if is_title(_bare(inside)) and PurePosixPath(file).name != inside:
        told = Said(_bare(inside), f"{inside} (the file's metadata)", None)
    if printed is None or told is None:
        return printed or told
    # A greeting may be set larger than the title: the one that says what it is, is the title.
    if not names_kind(printed.value) and names_kind(told.value):
        shared = set(_WORD.findall(printed.value.casefold())) & set(
            _WORD.findall(told.value.casefold())
        )
        return told if shared else printed
    return printed


def _file_named(title: str) -> str:
    """A title in metadata; of one that names the file printed, that name if it is a manual's."""
    printed = _PRINTED_BY.fullmatch(title)
    if printed is None:
        return title
    name = _ESCAPED.sub(lambda sign: chr(int(sign[1], 8)), printed["name"])
    return name if names_kind(name) else ""


def _printed_title(front: Sequence[Block]) -> Said | None:
    headings = [
        (position, block)
        for position, block in enumerate(front)
        if block.kind == "heading"
        and not number_of(block.text)
        and not _PART.match(block.text)
        and not _ADDRESS.search(block.text)
    ]
    if not headings:
        return None
    largest = min(block.level for _, block in headings)
    as_large = [(position, block) for position, block in headings if block.level == largest]
    position, block = as_large[0]
    named = [pair for pair in as_large if names_kind(pair[1].text)]
    if len(as_large) > 1:
        if not named:
            return None
        position, block = named[0]
    if len(block.text) > _LONGEST_PRINTED:
        return None
    title = _bare(block.text)
    words = block.text
    if is_kind(title):
        # "User guide" is of something: the heading below it says of what, or the line above, if
        # that one is not the maker's.
        above = [other for other in front[:position] if other.kind in ("heading", "paragraph")][-1:]
        above = [other for other in above if not _COMPANY.search(other.text) and _bare(other.text)]
        below = _named_below(front[position + 1 :])
        beside = next((b for b in [*below, *above] if len(b.text) <= _LONGEST_BESIDE), None)
        if beside is None:
            return None
        pair = (beside.text, block.text) if beside in above else (block.text, beside.text)
        title, words = _bare(" ".join(pair)), " ".join(pair)
    return Said(title, words, block.page) if is_title(title) else None


def _named_below(blocks: Sequence[Block]) -> list[Block]:
    """The heading that follows, if one does: behind the date and what else the document is."""
    rest = itertools.dropwhile(
        lambda one: one.kind != "table" and (not _bare(one.text) or is_kind(one.text)), blocks
    )
    return [
        one
        for one in itertools.islice(rest, 1)
        if one.kind == "heading" and not number_of(one.text) and not _CHAPTERS.fullmatch(one.text)
    ]


def _bare(text: str) -> str:
    """A title without the revision and the date printed behind it."""
    cuts = [(mark.start, mark.end) for mark in marks_in(text)]
    cuts += [(date.start, date.end) for date in dates_in(text)]
    for start, end in sorted(cuts, reverse=True):
        text = f"{text[:start]} {text[end:]}"
    text = re.sub(r"\(\s*\)|\[\s*\]", " ", text)
    return re.sub(r"\s+", " ", text).strip(" ,;:–—-|_")


def is_title(text: str) -> bool:
    """Return whether a line may be a title: no chapter's, no address, no kind of document alone."""
    return (
        4 <= len(text) <= _LONGEST_TITLE
        and bool(_WORD.search(text))
        and not _CHAPTERS.fullmatch(text)
        and not _TOOLS.search(text)
        and not _ADDRESS.search(text)
        and not is_kind(text)
        and not text.endswith((".", "!", "?"))
    )


def maker_in(
    front: Sequence[Block], others: Sequence[Block], metadata: Mapping[str, str]
) -> Said | None:
    """Return the maker: a company's name on the first pages, or the file's author if one.

    An author who is a person is not the maker; one printed above the title is.
    """
    author = metadata.get("author", "")
    title = next((i for i, b in enumerate(front) if b.kind == "heading" and b.level == 1), 0)
    if author and any(block.text.strip() == author for block in front[:title]):
        page = front[0].page
        return Said(author, author, page)
    for blocks in (front, others):
        found = {
            match["name"]: block
            for block in blocks
            if block.kind in ("heading", "paragraph") and len(block.text) <= _LONGEST_LINE
            for match in _COMPANY.finditer(block.text)
        }
        if len(found) == 1:
            name, block = found.popitem()
            return Said(name, block.text, block.page)
        if found:
            return None
    match = _COMPANY.fullmatch(author)
    return Said(author, f"{author} (the file's metadata)", None) if match else None
