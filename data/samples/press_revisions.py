"""What differs between the revisions of the press manual."""

HISTORY = {
    "B": """
table: Revisions of this manual
w 1 2 6
h Rev. | Issued | What changed
A | 2019-05-06 | First issue
B | 2023-02-13 | Accumulator chapter added; light curtain type changed
""",
    "C": """
table: Revisions of this manual
w 1 2 6
h Rev. | Issued | What changed
A | 2019-05-06 | First issue
B | 2023-02-13 | Accumulator chapter added; light curtain type changed
C | 2025-04-07 | Platen bolts: higher torque after a field check. Main relief valve: setting lowered
  to spare the seals. Hydraulic filter change: the tank is depressurised first, and the new
  element is filled with oil. Values of earlier revisions must no longer be used
""",
}

VALUES = {
    "B": {
        "torque": "310 Nm",
        "pre": "150 Nm",
        "pressure": "265 bar",
        "filter": """
1. Switch the pump off at the operator panel and lock the main switch with a padlock.
2. Place a drip tray of at least 5 litres below the filter bowl F1.
3. Unscrew the filter bowl with a 36 mm strap wrench and let the oil drain.
4. Pull the old element out downwards and dispose of it as oily waste.
5. Wipe the bowl clean with a lint-free cloth.
6. Put in the new element (part number HF-6120) dry.
7. Oil the O-ring lightly and screw the bowl on hand-tight, then a quarter turn more.
8. Remove the padlock, run the pump for 2 minutes and check the bowl for leaks.
""",
    },
    "C": {
        "torque": "340 Nm",
        "pre": "170 Nm",
        "pressure": "250 bar",
        "filter": """
1. Lower the ram onto the tool or onto the safety blocks, switch the pump off at the operator panel
  and lock the main switch with a padlock.
2. Open the tank breather cap by one turn and wait until no more air escapes. This takes about
  90 seconds.
3. Place a drip tray of at least 5 litres below the filter bowl F1.
4. Unscrew the filter bowl with a 36 mm strap wrench and let the oil drain.
5. Pull the old element out downwards. Look at its folds: bronze-coloured chips point to a worn pump
  and must be reported before the press runs again.
6. Wipe the bowl clean with a lint-free cloth.
7. Fill the bowl to one third with fresh oil and put in the new element (part number HF-6120).
8. Fit a new O-ring every time, oil it lightly, and tighten the bowl to 45 Nm.
9. Close the breather cap, remove the padlock, and jog the pump three times for 2 seconds each.
10. Run the pump for 5 minutes without load, check the bowl for leaks, and reset the filter counter
  on page SERVICE of the panel.
""",
    },
}

DATES = {"B": "2023-02-13", "C": "2025-04-07"}
