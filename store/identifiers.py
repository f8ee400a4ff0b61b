"""One key for every spelling of a fault code, a parameter or a part number."""

import itertools
import re
import unicodedata

# The word that people say and the letters that a panel shows: "alarm 204" is AL-204.
_LETTERS = {
    "AL": ("ALARM", "ALARMS", "ALM", "ALARME", "ALARMMELDUNG", "ALLARME", "ALLARMI", "ALARMA"),
    "E": ("ERROR", "ERRORS", "ERR", "ERREUR", "ERRORE", "FEHLER", "FEHLERMELDUNG"),
    "F": ("FAULT", "FAULTS", "FLT", "DEFAUT", "GUASTO", "FALLO", "STORUNG", "STORMELDUNG"),
    "M": ("MESSAGE", "MESSAGES", "MSG", "MELDUNG", "MESSAGGIO", "MENSAJE"),
    "P": ("PARAMETER", "PARAMETERS", "PARAM", "PAR", "PR", "PARAMETRE", "PARAMETRO"),
    "W": ("WARNING", "WARNUNG", "AVERTISSEMENT"),
}
_KINDS = {word: letters for letters, words in _LETTERS.items() for word in (letters, *words)}
_COUNTING = frozenset(("NO", "NR", "NUMBER", "NUMMER", "NUMERO", "CODE", "CODICE", "CODIGO", "N"))
_RUN = re.compile(r"[^\W\d_]+|\d+")
_LONGEST_SHOWN = 6


# "LVC", "Er1", "b.b.", "*OV": what a display of few segments shows.
_SHOWN = re.compile(r"\*?(?=[A-Za-z0-9.]*[A-Z0-9]|(?:[a-z]\.)+$)[A-Za-z][A-Za-z0-9.]{1,6}")


def shown_key(text: str) -> str:
    """Return the key of a short code as a display shows it; "" for what is none.

    It has letters alone, in capitals or each with its dot (LVC, `b.b.`), or a digit (Er1): then the
    key is that of `identifier_key`.
    """
    text = text.strip()
    bare = text.strip("*").replace(".", "")
    if not _SHOWN.fullmatch(text) or not 2 <= len(bare) <= _LONGEST_SHOWN:
        return ""
    if any(letter.isdigit() for letter in bare):
        return identifier_key(bare)
    dotted = text.count(".") >= len(bare) - 1
    return bare.upper() if bare.isupper() or dotted else ""


def identifier_key(text: str) -> str:
    """Return what all spellings of an identifier have in common; "" if there is no digit in it.

    Upper case, no accents, no separators: E4304, E-4304 and `e 4304` are E4304. A kind that is
    said in words is the letters that stand for it: `alarm 204`, `Alarm-Nr. 204`, AL-204 and AL204
    are AL204, `Par. 1815` and `parameter 1815` are P1815, and zeros in front of such a number do
    not count. Between two runs of digits a dash stays, or 1-23 and 12-3 would be one part.
    """
    letters = unicodedata.normalize("NFKD", text)
    bare = "".join(c for c in letters if not unicodedata.combining(c)).upper()
    runs: list[str] = _RUN.findall(bare)
    if not any(run.isdigit() for run in runs):
        return ""
    first = _KINDS.get(runs[0])
    if first is not None:
        rest = runs[1:]
        while len(rest) > 1 and rest[0] in _COUNTING:
            rest = rest[1:]
        # "Error code E4304": the code has its own letters. "E4304" itself has none but these.
        runs = [first, *rest] if rest[0].isdigit() else rest
        if runs[0] in _LETTERS and len(runs) > 1 and sum(run.isdigit() for run in runs) == 1:
            runs[1] = runs[1].lstrip("0") or "0"
    key = runs[0]
    for before, run in itertools.pairwise(runs):
        key += f"-{run}" if before.isdigit() and run.isdigit() else run
    return key
