"""Encoders share what is costly: a process holds a model once, whoever asks for it."""

import numpy as np
import pytest
import sentence_transformers

from app.local import LocalService
from store.encoders import DEFAULT_ENCODER, EncoderFiles, SentenceTransformerEncoder


def test_a_model_in_memory_serves_every_home_of_the_process(
    plant: LocalService, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = plant.encoder.encode(["How tight should the drive belt be?"])

    def refuse(*_: object, **__: object) -> None:
        pytest.fail("The weights were read from disk once more.")

    monkeypatch.setattr(sentence_transformers, "SentenceTransformer", refuse)
    other = SentenceTransformerEncoder(EncoderFiles(DEFAULT_ENCODER), batch=1)
    assert np.allclose(other.encode(["How tight should the drive belt be?"]), first, atol=1e-6)
