"""How counts read, on the pages and in the commands."""


def counted(number: int, noun: str) -> str:
    """Return a number with its noun: 1 page, 1,204 pages."""
    return f"{number:,} {noun}" + ("" if number == 1 else "s")
