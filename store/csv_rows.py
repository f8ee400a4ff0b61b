"""A CSV as people's spreadsheets write it."""

import csv
import io


def csv_rows(text: str) -> "csv.DictReader[str]":
    """Return a reader of the rows, which raises csv.Error for what is no CSV.

    Cells are parted by commas, or by semicolons, as spreadsheets write them where the comma is
    part of numbers: whichever the heading has more of.
    """
    text = text.removeprefix("\ufeff")
    heading = text.partition("\n")[0]
    delimiter = ";" if heading.count(";") > heading.count(",") else ","
    return csv.DictReader(io.StringIO(text), strict=True, delimiter=delimiter)
