"""Chunks of any text: nothing is lost, and none is longer than the encoder reads."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest.chunks import chunks
from ingest.passages import Identity, drafts
from ingest.sections import runs
from store.contents import Block
from store.encoders import DEFAULT_ENCODER, EncoderFiles

ENCODER = EncoderFiles(DEFAULT_ENCODER)
MOST = 48
WORDS = st.text(
    alphabet=st.characters(categories=("L", "N", "P"), max_codepoint=0x2FFF),
    min_size=1,
    max_size=40,
)
TEXTS = st.lists(WORDS, min_size=1, max_size=60).map(" ".join)
BLOCKS = st.one_of(
    st.builds(Block, kind=st.just("paragraph"), text=TEXTS),
    st.builds(Block, kind=st.just("heading"), text=TEXTS, level=st.integers(1, 4)),
    st.builds(
        Block,
        kind=st.just("list_item"),
        text=TEXTS,
        marker=st.sampled_from(["1.", "2.", "•"]),
    ),
    st.lists(st.tuples(TEXTS, TEXTS), min_size=1, max_size=6).map(
        lambda rows: Block(
            "table",
            "\n".join(" | ".join(row) for row in rows),
            header=(("Code", "Remedy"),),
            rows=tuple(rows),
        )
    ),
)


@given(st.lists(BLOCKS, min_size=1, max_size=8))
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
def test_no_chunk_is_too_long_and_no_character_is_lost(blocks: list[Block]) -> None:
    found, _ = drafts(tuple(runs(blocks)), Identity("m", "s"), {})
    cut = chunks(found, Identity("m", "s"), ENCODER.count_tokens, max_tokens=MOST)
    lengths = ENCODER.count_tokens([chunk.indexed_text for chunk in cut])
    assert all(length + 2 <= MOST for length in lengths)
    assert len({chunk.id for chunk in cut}) == len(cut)
    for draft in found:
        text = "".join(chunk.text for chunk in cut if chunk.passage == draft.passage.id)
        kept = sorted("".join(text.split()))
        for piece in draft.pieces:
            if piece.block.kind != "table":
                missing = sorted("".join(piece.line.split()))
                assert len(kept) >= len(missing)
        if draft.passage.kind != "table":
            whole = "".join(draft.passage.text.split())
            assert "".join(text.split()) == whole


def test_a_caption_too_long_to_stand_over_each_part_of_a_table_comes_once_before_it() -> None:
    caption = "Table 3 " + "tightening torques of all joints " * 6
    table = Block("table", "M8 | 25", header=(("Bolt", "Nm"),), rows=(("M8", "25"),) * 3)
    found, _ = drafts(
        (*runs([Block("list_item", caption, marker="1."), table]),), Identity("m", "s"), {}
    )
    cut = [c.text for c in chunks(found, Identity("m", "s"), ENCODER.count_tokens, max_tokens=MOST)]
    said = " ".join(cut).split()
    assert said.count("joints") == 6
    assert cut[-1].startswith("Bolt | Nm\nM8 | 25")


def test_a_header_too_long_to_be_repeated_is_cited_where_its_table_stands() -> None:
    long = "F21 sets what the relay RY1 tells: " + "run, frequency reached, fault; " * 12
    box = (72.0, 100.0, 500.0, 300.0)
    table = Block(
        "table",
        "000 | Run",
        4,
        box,
        header=((long, "Code"),),
        rows=(("000", "Run"),),
        row_boxes=((72.0, 280.0, 500.0, 300.0),),
    )
    found, _ = drafts((*runs([table]),), Identity("m", "s"), {4: None})
    cut = chunks(found, Identity("m", "s"), ENCODER.count_tokens, max_tokens=MOST)
    assert len(cut) > 1
    assert all(chunk.places and chunk.places[0].page == 4 for chunk in cut)
