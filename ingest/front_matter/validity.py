"""Which machines a text says it is for, and which other document it says it amends."""

import re
from collections.abc import Iterable, Iterator, Sequence

from ingest.front_matter.said import Said

_SERIAL = (
    r"(?:(?:serial|machine)\s(?:numbers?|nos?\.?)|s/n:?|(?:serien|maschinen|fabrik)-?(?:nummern?|nr\.?)"
    r"|(?:numéros?|n°)\sde\ssérie|(?:numer[oi]|n\.)\sdi\s(?:serie|matricola)|matricol[ae]"
    r"|(?:números?|n\.?º)\sde\sserie)"
)
_FIRMWARE = (
    r"(?:(?:firmware|software|micrologiciel|logiciel)(?:-?(?:version|stand|release))?"
    # A control's name may stand between: "software TC-8 version 5.1".
    r"(?:\s[A-Z][\w-]{0,12})?(?:\s(?:version|versione|versión|release|stand))?)"
)
# One serial number: letters, digits and their separators, a digit among them.
_NUMBER = r"(?=[\w./-]*\d)[A-Z0-9](?:[\w./-]*\w)?"
_VERSION = r"[vV]?\d+(?:\.\w+)*"
_FROM = (
    r"(?:from|starting\s(?:from|with)|as\sof|since|ab|von|à\spartir\s(?:de|du)|depuis"
    r"|dal?|a\spartire\sda|desde|a\spartir\sde)"
)
_TO = r"(?:up\sto|until|bis|jusqu['’]à|jusqu['’]au|fino\s[ae]l?|hasta)"
_ONWARD = (
    r"(?:(?:and|or)\s(?:up|above|later|higher|newer|onwards?|following)|onwards?|upwards?"
    r"|und\s(?:höher|aufwärts|später|neuer|folgende)|oder\s(?:höher|neuer)|aufwärts"
    r"|et\s(?:suivants?|suivantes|plus|ultérieurs?|ultérieures?)|ou\s(?:supérieure?|ultérieure?)"
    r"|e\s(?:successiv[ie]|superiori)|o\s(?:successiv[ae]|superiore)"
    r"|y\s(?:siguientes|superiores|posteriores)|o\s(?:superior|posterior))"
)
_BETWEEN = r"(?:\s?[–—]\s?|\s-\s|\s?\.\.\.?\s?|\s(?:to|through|thru|bis|à|au|al?|hasta)\s)"


def _forms(subject: str, value: str) -> tuple[re.Pattern[str], ...]:
    """The ways to say a range of `subject`, the surest first."""
    head = rf"(?<!\w)(?i:{subject})[\s:]*"
    start, end = rf"(?P<start>{value})", rf"(?P<end>{value})"
    return tuple(
        re.compile(form)
        for form in (
            rf"{head}(?i:(?:{_FROM})\s)?{start}(?i:{_BETWEEN}){end}",
            # 1000-1999 without spaces is one number or two: two where both are plain and as long.
            rf"{head}(?P<start>\d{{3,}})-(?P<end>\d{{3,}})(?![\w-])",
            rf"(?<!\w)(?i:{_FROM})\s(?i:{subject})[\s:]*{start}",
            rf"{head}(?i:{_FROM})\s{start}",
            rf"{head}{start}\s?(?:\+(?!\w)|(?i:{_ONWARD})(?!\w))",
            rf"(?<!\w)(?i:{_TO})\s(?i:{subject})[\s:]*{end}",
            rf"{head}(?i:{_TO})\s{end}",
        )
    )


_SERIAL_FORMS = _forms(_SERIAL, _NUMBER)
_FIRMWARE_FORMS = _forms(_FIRMWARE, _VERSION)
_Texts = Sequence[tuple[str, int | None]]


def serial_range(texts: _Texts) -> tuple[Said | None, Said | None]:
    """Return the first and last serial number that texts with their pages say they are for.

    None is open, or not said. Texts that name several ranges say none: a history does so.
    """
    return _range(texts, _SERIAL_FORMS)


def firmware_range(texts: _Texts) -> tuple[Said | None, Said | None]:
    """Return the first and last firmware version; None is open, or not said."""
    first, last = _range(texts, _FIRMWARE_FORMS)
    return _unversioned(first), _unversioned(last)


def _unversioned(said: Said | None) -> Said | None:
    return said and Said(said.value.lstrip("vV"), said.words, said.page)


def _range(texts: _Texts, forms: Iterable[re.Pattern[str]]) -> tuple[Said | None, Said | None]:
    found: dict[tuple[str, str], tuple[str, int | None]] = {}
    for text, page in texts:
        for start, end, words in _ranges_in(text, forms):
            found.setdefault((start, end), (words, page))
    if len(found) != 1:
        return None, None
    ((start, end), (words, page)) = found.popitem()
    return (
        Said(start, words, page) if start else None,
        Said(end, words, page) if end else None,
    )


def _ranges_in(text: str, forms: Iterable[re.Pattern[str]]) -> Iterator[tuple[str, str, str]]:
    taken: list[tuple[int, int]] = []
    for number, form in enumerate(forms):
        for match in form.finditer(text):
            if any(match.start() < end and start < match.end() for start, end in taken):
                continue
            parts = match.groupdict()
            start, end = parts.get("start") or "", parts.get("end") or ""
            if number == 1 and len(start) != len(end):
                continue
            taken.append(match.span())
            yield start, end, match.group().strip()


_AMENDS = (
    r"(?:amends?|supplements?|corrects?|updates?|replaces?|supersedes?|changes"
    r"|ändert|ersetzt|ergänzt|berichtigt|modifie|remplace|complète|corrige"
    r"|modifica|sostituisce|integra|corregge|sustituye|reemplaza|complementa)"
)
_SECTION = (
    r"(?:sections?|chapters?|appendix|clause|abschnitte?s?|kapitels?|ziffer|anhang"
    r"|chapitre|paragraphe|annexe|sezione|capitolo|paragrafo|sección|capítulo|apartado)"
)
_OF = r"(?:of|in|des|der|dem|im|von|zum|zur|du|de\sla|de\sl['’]|de|del|della|dell['’]|nel|en\sel)"
_SECTION_NAME = (
    r"(?P<section>(?:[A-Z]\.?)?\d+(?:\.\d+)*(?!\w)|[\"“„«](?P<name>[^\"”“»]{3,80})[\"”“»])"
)
_MANUAL = r"(?P<manual>[A-Z0-9ÄÖÜ«„“\"][^.;:\n()]*(?:\.\d[^.;:\n()]*)*)"
_ARTICLE = r"(?:the\s|das\s|die\s|den\s|le\s|la\s|les\s|il\s|el\s|l['’])?"
_AMENDING = (
    # "amends section 4.2 of the HP-200 Operating Manual"
    re.compile(
        rf"(?<!\w)(?i:{_AMENDS})\s(?i:{_ARTICLE}{_SECTION})\s{_SECTION_NAME}"
        rf"(?:,?\s[\"“„«][^\"”“»]{{3,80}}[\"”“»]|,\s[^,.;:]{{3,80}},)?,?\s(?i:{_OF}\s?{_ARTICLE}){_MANUAL}"
    ),
    # "amends the HP-200 Operating Manual, section 4.2"
    re.compile(
        rf"(?<!\w)(?i:{_AMENDS})\s(?i:{_ARTICLE})(?P<manual>[A-Z0-9][^.,;:\n()]{{3,80}}),?\s"
        rf"(?i:{_SECTION})\s{_SECTION_NAME}"
    ),
    # "Section 4.2 of the HP-200 Operating Manual is replaced by …", "(Amends …)"
    re.compile(
        rf"(?<!\w)(?i:{_SECTION})\s{_SECTION_NAME},?\s(?i:{_OF}\s?{_ARTICLE})"
        r"(?P<manual>[A-Z0-9][^.,;:\n()]{3,80}?)\s(?i:is|are|wird|werden|est|sont|è|viene|queda|se)\s"
        r"(?i:hereby\s|hiermit\s)?(?i:amended|replaced|superseded|changed|corrected|supplemented"
        r"|ersetzt|geändert|ergänzt|berichtigt|remplacée?|modifiée?|sostituit[oa]|modificat[oa]"
        r"|sustituid[oa]|modificad[oa])"
    ),
    # "Supplement to the HP-200 Operating Manual"; a manual may replace another, and amends none.
    re.compile(
        r"(?<!\w)(?i:(?:amendment|supplement|addendum|amends|supplements)(?:\sto)?"
        r"|nachtrag\szu[mr]?|ergänzung\szu[mr]?|addenda\sau|supplemento\sal|suplemento\sal)\s"
        rf"(?i:{_ARTICLE})(?P<manual>[A-Z0-9ÄÖÜ][^.,;:\n()]{{3,80}})"
    ),
)
# What follows a manual's name in its sentence, and is none of it.
_AFTER_MANUAL = re.compile(
    r",?\s(?:rev(?:ision)?|issue|ausgabe|edition|version)(?!\w).*$|\s(?:as\sfollows|with\s|because|for\smachines|and\s(?:replaces|must|is)|für\s|wie\sfolgt|"
    r"in\sder\sFassung|and\sapplies|which\s|that\s|dated\s|vom\s|ab\s|from\s).*$",
    re.IGNORECASE,
)


def amended(texts: _Texts) -> tuple[Said | None, Said | None]:
    """Return the section that texts with their pages say they amend, and the manual it is in.

    Sections come as their number or their title, manuals as printed.
    """
    for form in _AMENDING:
        for text, page in texts:
            match = form.search(" ".join(text.split()))
            if match is None:
                continue
            parts = match.groupdict()
            manual = _AFTER_MANUAL.sub("", parts["manual"]).strip(' ,"“”„«»')
            if not any(letter.isalpha() for letter in manual):
                continue
            section = parts.get("name") or parts.get("section")
            words = match.group().strip()
            return (Said(section, words, page) if section else None), Said(manual, words, page)
    return None, None
