"""E-mail to blocks: the subject is its title, its text is read as the HTML or text that it is.

Read with Python's own mail parser: Unstructured goes through the same one, and then cuts the body
into sentences. Attachments are documents of their own: see `ingest.formats.archive`.
"""

import email
import email.message
import email.policy
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from ingest.formats.damage import read_as
from ingest.formats.document import Document
from ingest.formats.plain_text import plain
from ingest.formats.symbols import plain_signs
from ingest.formats.text_encoding import decoded
from ingest.formats.text_file import text_blocks
from ingest.formats.web_page import html_document
from store.contents import Block
from store.errors import FileRejected


def read_eml(path: Path) -> Document:
    """Return the subject and the text of an e-mail; nothing that it refers to is fetched.

    The plain text is read where there is one that says something, else the HTML. Raises
    FileRejected where it holds no text: its attachments are read all the same, each for itself.
    """
    with read_as("an e-mail (EML)"):
        message = message_of(path)
        subject = plain(plain_signs(str(message.get("Subject", ""))))
        document = _body(message)
    if not document.blocks:
        raise FileRejected("The message itself holds no text; its attachments are read one by one.")
    blocks = document.blocks
    if subject:
        # As a manual's title does, the subject stands above all headings of the text.
        blocks = (Block("heading", subject, level=1), *map(_below_subject, blocks))
    return replace(document, blocks=blocks, title=subject)


def message_of(path: Path) -> email.message.EmailMessage:
    """Return the message in a file, a line of its mailbox left out."""
    content = path.read_bytes().removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n")
    if content.startswith(b"From "):
        content = content.partition(b"\n")[2]
    return email.message_from_bytes(content, policy=email.policy.default)


def attachments(message: email.message.EmailMessage) -> Iterator[tuple[str, bytes]]:
    """Yield the attachments with their names; pictures inside of the text are none.

    A message that is attached is one attachment, whatever is attached to it in turn.
    """
    for part in _leaves(message):
        content_type = part.get_content_type()
        name = part.get_filename() or ""
        if content_type == "message/rfc822":
            inner = part.get_payload(0)
            if isinstance(inner, email.message.Message):
                subject = plain(str(inner.get("Subject", ""))) or "message"
                yield name or f"{subject}.eml", inner.as_bytes()
            continue
        inline = part.get_content_disposition() == "inline" or part.get("Content-ID")
        attached = part.get_content_disposition() == "attachment"
        if content_type.startswith("image/") and inline and not attached:
            continue
        if not attached and not name:
            continue
        yield name or "attachment", _bytes(part)


def _leaves(message: email.message.EmailMessage) -> Iterator[email.message.EmailMessage]:
    if message.get_content_type() == "message/rfc822" or not message.is_multipart():
        yield message
        return
    for part in message.get_payload():
        if isinstance(part, email.message.EmailMessage):
            yield from _leaves(part)


def _bytes(part: email.message.EmailMessage) -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _body(message: email.message.EmailMessage) -> Document:
    texts: dict[str, list[str]] = {"text/plain": [], "text/html": []}
    for part in _leaves(message):
        kind = part.get_content_type()
        if kind in texts and not part.get_filename() and not part.is_attachment():
            texts[kind].append(decoded(_bytes(part), declared=part.get_content_charset()))
    blocks = text_blocks("\n\n".join(texts["text/plain"]))
    html = "\n".join(texts["text/html"])
    # Mail programs write a text version of their HTML, and lose tables and headings on the way.
    if html.strip() and (not blocks or _has_structure(html)):
        return html_document(html)
    return Document(tuple(blocks))


def _has_structure(html: str) -> bool:
    low = html.casefold()
    return any(f"<{name}" in low for name in ("table", "h1", "h2", "h3", "ol", "ul"))


def _below_subject(block: Block) -> Block:
    return replace(block, level=block.level + 1) if block.kind == "heading" else block
