"""One small manual as data: what every format's builder writes, and every reader must give back."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Heading:
    """A numbered heading; its number says how deep it stands."""

    text: str

    @property
    def level(self) -> int:
        return self.text.split()[0].count(".") + 1


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph."""

    text: str


@dataclass(frozen=True, slots=True)
class Warned:
    """A safety notice: its signal word and what it says."""

    word: Literal["WARNING", "CAUTION"]
    text: str


@dataclass(frozen=True, slots=True)
class Steps:
    """A numbered procedure."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list without numbers."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: its header and its rows."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


Piece = Heading | Text | Warned | Steps | Bullets | Grid

TITLE = "Hubtisch HT-40 Operating Manual"
MANUAL: tuple[Piece, ...] = (
    Heading("1 Safety"),
    Warned("WARNING", "Crushing hazard below the raised table. Set both safety struts first."),
    Text("Only trained fitters may open the Überlastschutz of the lifting table."),
    Heading("2 Maintenance"),
    Text("The lifting table is greased every 250 hours of operation."),
    Heading("2.1 Tightening torques"),
    Text("Tighten all screws of the Führungssäule with a torque wrench."),
    Grid(
        ("Screw", "Size", "Torque", "Tool"),
        (
            ("Foot plate", "M12", "79 Nm", "Socket 19"),
            ("Führungssäule", "M10", "46 Nm", "Socket 17"),
            ("Geräteträger", "M8", "23 Nm", "Socket 13"),
        ),
    ),
    Heading("2.2 Changing the lifting belt"),
    Warned("CAUTION", "The belt is under tension. Wear gloves when you loosen it."),
    Steps(
        (
            "Lower the table to its end stop.",
            "Loosen the tensioner by four turns.",
            "Take the old belt off the Größe 3 pulley.",
            "Fit the new belt and tension it to 85 Hz.",
        )
    ),
    Heading("3 Cleaning"),
    Text("Use these agents and no others:"),
    Bullets(
        (
            "Soap water up to 40 °C",
            "Neutral cleaner with a pH value of 7",
            "A dry cloth for the Rückwand",
        )
    ),
)
GRID = next(piece for piece in MANUAL if isinstance(piece, Grid))
STEPS = next(piece for piece in MANUAL if isinstance(piece, Steps))
BULLETS = next(piece for piece in MANUAL if isinstance(piece, Bullets))
