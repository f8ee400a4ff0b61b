"""Readers: every format that manuals come in, to blocks."""
