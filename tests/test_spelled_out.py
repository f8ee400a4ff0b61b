"""Signs and short forms in the words that people ask with."""

import pytest

from store.encoders import DEFAULT_ENCODER, EncoderFiles, SentenceTransformerEncoder
from store.spelled_out import spelled_out


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("if it run CW,the speed > 0", "if it run CW (clockwise),the speed > 0 (positive)"),
        ("CCW: less than zero", "CCW (counterclockwise): less than zero (negative)"),
        ("level > 0.5 bar", "level > 0.5 bar"),
        ("Die Drehzahl ist größer als 0.", "Die Drehzahl ist größer als 0 (positive)."),
        ("pin spindle-CW of motion.CW-arc", "pin spindle-CW of motion.CW-arc"),
    ],
)
def test_the_sense_stands_behind_the_sign(written: str, said: str) -> None:
    assert spelled_out(written) == said


def test_the_encoder_finds_a_sign_by_its_sense() -> None:
    encoder = SentenceTransformerEncoder(EncoderFiles(DEFAULT_ENCODER), batch=4)
    question = "Is the speed positive or negative when the motor runs clockwise?"
    asked, sign, other = encoder.encode(
        [
            question,
            "Note: if it run CW,the speed > 0 (RPM) if it run CCW,the speed < 0 (RPM)",
            "Byte 4: the highest bit is the direction, the other bits and byte 5 are the speed.",
        ]
    )
    assert asked @ sign > asked @ other
