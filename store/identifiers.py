"""One key for every spelling of a fault code, a parameter or a part number."""

import itertools
import re
import unicodedata

# The words that people say before a number, in the languages that we know them in, by the letters
# that a panel shows: "alarm 204" is AL-204. Manuals that say no more than "code" show no letters.
# What is catalogued and what is asked for go by this one list.
_KIND_WORDS = {
    "AL": "alarm alarms alm alarme alarmes alarmmeldung alarmnummer alarmnr allarme allarmi alarma "
    "alarmas larm",
    "E": "error errors err erreur erreurs errore errori errores erro erros fehler fehlermeldung "
    "fehlercode fehlernummer fehlernr fout foutcode foutmelding felkod błąd",
    "F": "fault faults flt défaut défauts guasto guasti avaria fallo fallos falla fallas avería "
    "averías falha falhas störung störungen störungscode störmeldung stoerung storingscode usterka",
    "M": "message messages msg meldung messaggio messaggi mensaje mensajes mensagem",
    "P": "parameter parameters param params par pr parametro parametri paramètre paramètres "
    "parámetro parámetros parâmetro parâmetros parametr",
    "W": "warning warnings warnung avertissement avertissements avviso avvisi aviso avisos "
    "advertencia advertencias",
    "CODE": "code codes cod codice codici código códigos kod",
}
KIND_WORDS = {letters: tuple(words.split()) for letters, words in _KIND_WORDS.items()}


def plain(word: str) -> str:
    """Return a word without its accents and umlauts."""
    letters = unicodedata.normalize("NFKD", word)
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def kind_pattern(*letters: str) -> str:
    """Return a regular expression of the words for these kinds, accents typed or not.

    The French *par défaut* is no fault.
    """
    words = {
        spelt for kind in letters for word in KIND_WORDS[kind] for spelt in (word, plain(word))
    }
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    return rf"(?<!\bpar )(?:{'|'.join(longest_first)})"


_KINDS = {
    word: letters
    for letters, words in KIND_WORDS.items()
    for word in (letters, *(plain(word).upper() for word in words))
}
_COUNTING = frozenset(("NO", "NR", "NUMBER", "NUMMER", "NUMERO", "CODE", "CODICE", "CODIGO", "N"))
# What may stand between a kind and its number, as a regular expression of them.
COUNTING = r"(?:code|codice|c[óo]digo|no\.?|nr\.?|n[.°º]|num(?:ber|mer|ero|éro)|número)"
_LINKING = frozenset(("D", "DE", "DI", "DEL", "OF"))
_RUN = re.compile(r"[^\W\d_]+|\d+")
_LONGEST_SHOWN = 6


# "LVC", "oC", "Er1", "b.b.", "*OV": what a display of few segments shows.
_SHOWN = re.compile(r"\*?(?=[A-Za-z0-9.]*[A-Z0-9]|(?:[a-z]\.)+$)[A-Za-z][A-Za-z0-9.]{1,6}")


def shown_key(text: str) -> str:
    """Return the key of a short code as a display shows it; "" for what is none.

    It has letters alone, a capital behind another one (LVC, oC) or each with its dot (`b.b.`), or a
    digit (Er1): then the key is that of `identifier_key`.
    """
    text = text.strip()
    bare = text.strip("*").replace(".", "")
    if not _SHOWN.fullmatch(text) or not 2 <= len(bare) <= _LONGEST_SHOWN:
        return ""
    if any(letter.isdigit() for letter in bare):
        return identifier_key(bare)
    dotted = text.count(".") >= len(bare) - 1
    return bare.upper() if any(map(str.isupper, bare[1:])) or dotted else ""


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
    while (first := _KINDS.get(runs[0])) is not None:
        rest = runs[1:]
        while len(rest) > 1 and (rest[0] in _COUNTING or _links(rest)):
            rest = rest[1:]
        if rest[0].isdigit():
            if sum(run.isdigit() for run in rest) == 1:
                rest[0] = rest[0].lstrip("0") or "0"
            runs = [first, *rest]
            break
        # "Error code E4304": the code has its own letters; "codice errore 12" says its kind twice.
        runs = rest
    key = runs[0]
    for before, run in itertools.pairwise(runs):
        key += f"-{run}" if before.isdigit() and run.isdigit() else run
    return key


def _links(runs: list[str]) -> bool:
    """Whether a word only ties the next one to the one before: "código de error 12"."""
    return runs[0] in _LINKING and runs[1] in _KINDS
