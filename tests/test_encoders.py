"""What is costly about encoders: a process holds a model once, and imports what it needs."""

import subprocess
import sys

import numpy as np
import pytest

from app.local import LocalService
from store import loaded_models
from store.encoders import DEFAULT_ENCODER, EncoderFiles, SentenceTransformerEncoder


def test_a_model_in_memory_serves_every_home_of_the_process(
    plant: LocalService, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = plant.encoder.encode(["How tight should the drive belt be?"])

    def refuse(*_: object, **__: object) -> None:
        pytest.fail("The weights were read from disk once more.")

    monkeypatch.setattr(loaded_models, "Bert", refuse)
    monkeypatch.setattr(loaded_models, "load_model", refuse)
    other = SentenceTransformerEncoder(EncoderFiles(DEFAULT_ENCODER), batch=1)
    assert np.allclose(other.encode(["How tight should the drive belt be?"]), first, atol=1e-6)


def test_the_default_encoder_starts_without_the_libraries_that_read_any_model() -> None:
    code = (
        "import sys\n"
        "from store.encoders import DEFAULT_ENCODER, EncoderFiles, SentenceTransformerEncoder\n"
        "SentenceTransformerEncoder(EncoderFiles(DEFAULT_ENCODER), batch=1).warm_up()\n"
        "print({'sentence_transformers', 'transformers', 'sklearn'} & set(sys.modules))"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "set()"
