"""The language of a text, short and long, in those that the index stems."""

import pytest

from store.language import language_of


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Tighten the screw to 35 Nm before the machine is switched on."),
        ("de", "Ziehen Sie die Schraube mit 35 Nm an, bevor die Maschine eingeschaltet wird."),
        ("fr", "Serrez la vis à 35 Nm avant de mettre la machine en marche."),
        ("it", "Serrare la vite con 35 Nm prima di accendere la macchina."),
        ("es", "Afloje la tuerca antes de abrir la puerta. La hoja sigue girando."),
        ("pt", "Aperte o parafuso com 35 Nm antes de ligar a máquina. Não abra a porta."),
        ("nl", "Draai de schroef vast met 35 Nm voordat het apparaat wordt ingeschakeld."),
        ("sv", "Dra åt skruven med 35 Nm innan maskinen startas. Öppna inte dörren."),
        ("pl", "Dokręć śrubę momentem 35 Nm. Nie otwieraj drzwi podczas pracy maszyny."),
        ("el", "\u03a3\u03c6\u03af\u03be\u03c4\u03b5 35 Nm"),
        ("ru", "\u0417\u0430\u0442\u044f\u043d\u0438\u0442\u0435 M6"),
    ],
)
def test_a_sentence_tells_its_language(language: str, text: str) -> None:
    assert language_of(text) == language


def test_codes_tell_none() -> None:
    assert language_of("AL-204 E4304 DE-12 1.5 Nm") == "en"
    assert language_of("AL-204", default="de") == "de"
