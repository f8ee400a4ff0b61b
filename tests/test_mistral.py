"""A real local model through the official client, and what the client is told to do."""

from collections.abc import Iterator

import pytest
from llama_index.core.llms import MockLLM

from answer.mistral import LanguageModel, Message, ModelFailure, language_model
from answer.mistral_llm import MistralLLM, StreamedLLM, base_url
from answer.respond import respond
from store.values import Answer, TokensUsed
from tests.evidence_builders import SEARCHED, notice, scope, settings, text_evidence
from tests.model_servers import local_model, refuses, says, scripted

HELLO = (Message("system", "Be brief."), Message("user", "Say hello."))


@pytest.fixture(scope="session")
def smollm() -> Iterator[str]:
    with local_model() as url:
        yield url


def model(url: str, key: str | None = None) -> LanguageModel:
    found = language_model(settings(url, key, seconds=120))
    assert found is not None
    return found


@pytest.mark.parametrize("ending", ["", "/", "/v1", "/v1/"])
def test_a_real_model_streams_however_its_url_is_written(smollm: str, ending: str) -> None:
    llm = MistralLLM(model="smollm2", server_url=smollm + ending, timeout_seconds=120, max_tokens=8)
    pieces = list(StreamedLLM(llm).stream(HELLO))
    assert len(pieces) > 1
    assert "".join(pieces).strip()


def test_a_real_model_writes_a_cited_and_checked_answer(smollm: str) -> None:
    belt = text_evidence(
        "The drive belt transmits the motor's power. Tighten the drive belt to 45 Nm with the "
        "machine cold. Check the tension again after 10 operating hours.",
        notices=(notice("warning", "Lock the main switch before you open the guard."),),
    )
    config = settings(smollm, seconds=120)
    stream = list(
        respond(
            "How tight should the drive belt be?",
            scope=scope(),
            evidence=[belt],
            searched=SEARCHED,
            nearest=(),
            model=language_model(config),
            settings=config,
            timings_ms={},
        )
    )
    final = Answer.model_validate(stream[-1].data)
    assert (final.outcome, final.fallback, final.model) == ("answered", None, "smollm2")
    assert "45 Nm" in final.text
    assert "[1]" in final.text
    assert final.citations[0].quote in belt.passage.text
    assert [event.event for event in stream[:3]] == ["notice", "sentence", "citation"]
    # This server counts for those who ask it to, which the client has no word for.
    assert final.tokens is None


def test_llamaindex_can_use_the_model_by_itself() -> None:
    with scripted(says(["Hello", " there."])) as (url, script):
        llm = MistralLLM(model="m", server_url=url)
        assert llm.complete("Hi").text == "Hello there."
        assert [piece.delta for piece in llm.stream_complete("Hi")] == ["Hello", " there."]
        assert llm.metadata.is_chat_model
    assert script.requests[0]["messages"] == [{"role": "user", "content": "Hi"}]


def test_tokens_are_told_where_the_server_counts_them() -> None:
    counted: list[TokensUsed] = []
    usage = {"prompt_tokens": 812, "completion_tokens": 24, "total_tokens": 836}
    with scripted(says(["Hello", " there."], usage)) as (url, _script):
        assert list(model(url).stream(HELLO, spent=counted.append)) == ["Hello", " there."]
        kwargs = MistralLLM(model="m", server_url=url).chat([]).additional_kwargs
    assert counted == [TokensUsed(prompt=812, completion=24)]
    assert (kwargs["prompt_tokens"], kwargs["completion_tokens"]) == (812, 24)
    with scripted(says(["Hello."])) as (url, _script):
        assert list(model(url).stream(HELLO, spent=counted.append)) == ["Hello."]
    assert len(counted) == 1


def test_another_llamaindex_model_can_be_plugged_in() -> None:
    assert "".join(StreamedLLM(MockLLM()).stream(HELLO))


def test_what_is_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    # Traces would go to the maker's cloud if this were heeded.
    monkeypatch.setenv("MISTRAL_SDK_TELEMETRY", "dedicated")
    with scripted(says(["Hello."])) as (url, script):
        assert list(model(url, "sk-key").stream(HELLO)) == ["Hello."]
    assert script.keys == ["Bearer sk-key"]
    sent = script.requests[0]
    assert (sent["model"], sent["temperature"], sent["stream"]) == ("smollm2", 0, True)
    assert [one["role"] for one in sent["messages"]] == ["system", "user"]


def test_a_refused_request_is_not_repeated_and_names_no_key() -> None:
    with (
        scripted(refuses(429, '{"message": "sk-key is over its limit"}')) as (url, script),
        pytest.raises(ModelFailure) as caught,
    ):
        list(model(url, "sk-key").stream(HELLO))
    assert len(script.requests) == 1
    assert caught.value.kind == "rate_limited"
    assert "sk-key" not in str(caught.value)


def test_there_is_no_model_unless_one_is_set() -> None:
    assert language_model(settings()) is None


def test_the_servers_address_in_every_usual_form() -> None:
    for url in ("http://m:8", "http://m:8/", "http://m:8/v1", "http://m:8/v1/", " http://m:8/v1/ "):
        assert base_url(url) == "http://m:8"
    assert base_url("http://m/llm/v1") == "http://m/llm"
    assert base_url("m:8/v1/chat/completions") == "http://m:8"
