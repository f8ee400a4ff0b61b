"""The judge over real HTTP: a model that judges, one that fails, and how far it agrees."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from evals.calibration import agreement, calibrated, load_labels
from evals.judge import ModelJudge, judge_of, opinion_of
from evals.suite import Case, SuiteError
from store.errors import ModelUnavailable
from store.settings import load_settings
from store.values import Answer, Scope
from tests.commands import typed
from tests.fake_service import BELT_QUOTE, FakeService
from tests.model_servers import Exchange, Script, local_model, refuses, says, scripted

CASE = Case(id="1", question="How tight should the belt be?")


def judge(url: str) -> ModelJudge:
    found = judge_of(
        load_settings(mistral_server_url=url, judge_model="judging", model_timeout_seconds=120)
    )
    assert found is not None
    return found


@pytest.fixture
def answer(tmp_path: Path) -> Answer:
    return FakeService(tmp_path).ask("belt", scope=Scope())


def by_prompt(
    answers: Sequence[tuple[str, str]],
) -> Callable[[Script, Exchange], None]:
    """Answer with the words that belong to the first text which stands in the prompt."""

    def behave(script: Script, exchange: Exchange) -> None:
        prompt = script.requests[-1]["messages"][-1]["content"]
        words = next(words for text, words in answers if text in prompt)
        says([words])(script, exchange)

    return behave


def test_a_judge_gives_verdict_and_reason_on_both_aspects(answer: Answer) -> None:
    replies = [
        ("You check a machine manual's answer", "YES - the passage says 24 Nm."),
        ("A technician asked a question", "**NO**: it is about the screws, yes, not the belt."),
    ]
    with scripted(by_prompt(replies)) as (url, script):
        found = judge(url).scores(CASE, answer)
    assert found["faithfulness"].score == 1
    assert found["faithfulness"].reason == "the passage says 24 Nm."
    # A "yes" further on does not count: the first word is the verdict.
    assert found["relevance"].score == 0
    assert found["relevance"].reason == "it is about the screws, yes, not the belt."
    assert {request["model"] for request in script.requests} == {"judging"}
    sent = [request["messages"][-1]["content"] for request in script.requests]
    assert all(BELT_QUOTE in prompt and answer.text in prompt for prompt in sent)
    assert CASE.question in sent[1]


def test_a_refusal_is_not_judged(tmp_path: Path) -> None:
    refusal = FakeService(tmp_path).ask("gearbox", scope=Scope())
    with scripted(says(["YES"])) as (url, script):
        assert judge(url).scores(CASE, refusal) == {}
    assert script.requests == []


def test_a_judge_that_is_down_says_so_in_one_sentence(answer: Answer) -> None:
    with (
        scripted(refuses(503)) as (url, _),
        pytest.raises(ModelUnavailable, match="The judge: The language model's server failed"),
    ):
        judge(url).scores(CASE, answer)


def test_one_verdict_counts_where_the_other_does_not_come(answer: Answer) -> None:
    replies = [("You check", "Well, perhaps."), ("A technician asked", "YES.")]
    with scripted(by_prompt(replies)) as (url, _):
        assert set(judge(url).scores(CASE, answer)) == {"relevance"}


@pytest.mark.parametrize(
    ("words", "score"),
    [
        ("YES", 1),
        ("yes, it does", 1),
        ("Answer: NO", 0),
        ('"No". The figure is another one.', 0),
        ("The answer is:\n\nYES\n\nThe passage says so.", 1),
        ("The answer to the question is no. It is about oil.", 0),
        ("A true statement about something else is no answer.", None),
        ("Yesterday's answer", None),
        ("The passage says yes", None),
        ("", None),
    ],
)
def test_only_a_first_word_is_a_verdict(words: str, score: float | None) -> None:
    found = opinion_of(words)
    assert found.score == score
    assert (found.problem is None) == (score is not None)


def test_there_is_no_judge_without_a_model_and_the_writer_judges_unless_another_is_set() -> None:
    assert judge_of(load_settings()) is None
    own = judge_of(load_settings(mistral_server_url="http://m", mistral_model="writer"))
    assert own is not None
    assert own.name == "writer"
    assert judge("http://m").name == "judging"


def test_kappa_by_hand() -> None:
    # Cohen's kappa of 20 yes-yes, 5 yes-no, 10 no-yes, 15 no-no: (0.70 - 0.50) / (1 - 0.50).
    pairs = [(True, True)] * 20 + [(True, False)] * 5 + [(False, True)] * 10 + [(False, False)] * 15
    found = agreement("faithfulness", pairs)
    assert found.kappa == pytest.approx(0.4)
    assert found.agreement == pytest.approx(0.7)
    counts = (found.both_yes, found.only_person_yes, found.only_judge_yes, found.both_no)
    assert counts == (20, 5, 10, 15)


def test_kappa_is_undefined_where_all_is_alike() -> None:
    assert agreement("relevance", [(True, True)] * 3).kappa is None
    assert agreement("relevance", []).agreement is None


def written(folder: Path, *labels: object) -> Path:
    path = folder / "labels.jsonl"
    lines = (label if isinstance(label, str) else json.dumps(label) for label in labels)
    path.write_text("\n".join(lines) + "\n")
    return path


def label(answer: str, **said: bool) -> dict[str, object]:
    return {
        "question": "How tight?",
        "answer": answer,
        "contexts": ["Tighten the belt to 45 Nm."],
        **said,
    }


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("{", "line 2: not JSON"),
        (label("45 Nm"), "line 2: it says neither"),
        ({"question": "q", "answer": "a", "contexts": [], "faithful": True}, "line 2: contexts"),
        (label("45 Nm", faithfull=True), "line 2: faithfull"),
    ],
)
def test_a_wrong_label_is_named(tmp_path: Path, line: object, sentence: str) -> None:
    with pytest.raises(SuiteError, match=sentence):
        load_labels(written(tmp_path, label("45 Nm", faithful=True), line))


def test_calibration_counts_what_the_judge_says_and_does_not_say(tmp_path: Path) -> None:
    labels = written(
        tmp_path,
        label("45 Nm", faithful=True, relevant=True),
        "",
        label("54 Nm", faithful=False),
        label("60 Nm", faithful=False),
    )
    replies = [
        ("A technician asked", "YES"),
        ("45 Nm\n>>>\n\nIs everything", "YES"),
        ("54 Nm", "NO"),
        ("60 Nm", "Hm."),
    ]
    with scripted(by_prompt(replies)) as (url, _):
        done = typed(
            tmp_path / "home",
            "eval",
            "calibrate-judge",
            str(labels),
            "--json",
            MISTRAL_SERVER_URL=url,
            MILLWRIGHT_JUDGE_MODEL="judging",
        )
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["judge"] == "judging"
    faithfulness, relevance = found["aspects"]
    assert (faithfulness["kappa"], faithfulness["judged"]) == (1.0, 2)
    assert faithfulness["without_verdict"] == 1
    assert faithfulness["problems"][0].startswith("line 4: The judge said neither")
    assert (relevance["judged"], relevance["kappa"]) == (1, None)


def test_a_calibration_without_a_model_says_what_to_set(tmp_path: Path) -> None:
    labels = written(tmp_path, label("45 Nm", faithful=True))
    done = typed(tmp_path / "home", "eval", "calibrate-judge", str(labels))
    assert done.returncode == 1
    assert "MISTRAL_SERVER_URL" in done.stderr


def test_a_real_model_can_be_the_judge(tmp_path: Path) -> None:
    labels = load_labels(written(tmp_path, label("Tighten the belt to 45 Nm.", faithful=True)))
    with local_model() as url:
        (found,) = calibrated(judge(url), labels).aspects
    # So small a model may judge as it likes, but the answer is accounted for.
    assert found.judged + found.without_verdict == 1
    assert all("The judge said neither" in problem for problem in found.problems)
