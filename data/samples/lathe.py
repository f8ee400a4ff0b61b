"""The CNC lathe CL-450."""

from string import Template

from document import Manual
from lathe_alarms import ALARMS, PARAMETERS

FRONT = """
= Using this manual

index: conventions

This manual covers the lathe CL-450 with control TC-8, from machine number 45-0310. Pages are
numbered by chapter: 4-2 is the second page of chapter 4. Keys are printed in capitals, such as
CYCLE START; alarm numbers begin with AL, parameters with P.

table: Edition
w 2 2 5
h Edition | Issued | Valid for
A | 2024-09-02 | Machines with software TC-8 version 5.1 and later
"""

TEXT = """
= Safety

== Before you work at the lathe

index: safety, clothing

Only people trained on this lathe may run it. Take off rings and gloves, and tie back long hair: the
spindle pulls in whatever it catches.

! DANGER
A workpiece thrown from the chuck breaks through the window if the window is scratched or older than
8 years. Replace the window by the date on its frame.

! WARNING
The capacitors of the drives hold 600 V after switching off. Wait 10 minutes and measure before you
touch the terminals in the electrical cabinet.

! CAUTION
Chips are sharp and hot. Remove them with the hook, never with the hand or with compressed air.

== Interlocks

index: door lock, interlocks

The door is locked while the spindle turns. The key switch S10 has two places: AUTO and SETTING. In
SETTING the spindle turns with the door open at 50 rpm at most, and the axes move at 2 m/min at
most, while the enabling button is held.

= The machine

== Main parts

index: spindle, turret, tailstock

figure: lathe_parts | Main parts of the lathe

table: Main parts
w 1 3 6
h No. | Part | Description
1 | Headstock | Spindle nose A2-6, bore 62 mm
2 | Chuck | Three jaws, diameter 210 mm
3 | Turret | Eight stations, disc type
4 | Control TC-8 | Screen 15 inch, handwheel
5 | Bed | Cast iron, slanted 45°

== Technical data

index: technical data, workpiece

The figures hold for the basic machine without bar feeder.

table: Technical data of the CL-450
w 4 2 2 2
h Quantity | Unit | Value | <
h ^ | ^ | CL-450 | CL-450 L
Swing over bed | mm | 450 | 450
Turning length | mm | 580 | 980
Largest bar | mm | 51 | 51
Spindle power | kW | 15 | 15
Spindle torque | N·m | 192 | 192
Travel X | mm | 255 | 255
Travel Z | mm | 612 | 1012
Tool shank | mm | 25 x 25 | 25 x 25
Coolant tank | l | 210 | 290
Weight | kg | 4300 | 5150

== Axes and zero points

index: axes, reference point

X is the diameter direction, Z runs along the spindle. Machine zero M lies on the spindle nose. The
reference point R lies at X 250 mm and Z 600 mm.

figure: lathe_axes | Axes and zero points

= Setting up

== Switching on

index: switching on, warm-up

1. Turn the main switch to ON and wait until the control shows its start page; this takes 75
  seconds.
2. Unlock the emergency stop and press RESET twice.
3. Press REF. The axes travel to the reference point, X first.
4. Start program O9001. It turns the spindle at 900 rpm for 12 minutes; this warm-up is needed after
  every standstill of more than 8 hours.
5. Read the lubrication level and the chuck pressure.

== Fitting the chuck jaws

index: jaws, chuck

! WARNING
Loose jaws fly out at speed. Tighten both screws of every jaw with a torque wrench, and never turn
the spindle with a jaw missing.

Clean the serrations with a brush. The same number of teeth must show at all three jaws. The jaw
screws M12, class 12.9, take a torque of 118 N·m. Bore soft jaws under the clamping pressure that
will be used later.

=== Clamping pressure

index: clamping pressure

table: Clamping pressure and speed
w 3 2 2 2
h Workpiece | Pressure in bar | < | Highest speed in rpm
h ^ | outside | inside | ^
Steel, solid | 28 | 24 | 4200
Steel tube, wall above 6 mm | 19 | 16 | 3000
Aluminium, solid | 17 | 15 | 3600
Thin wall, below 6 mm | 9 | 7 | 1500

=== Greasing the chuck

Press grease CG-2 into the three nipples every 40 hours, 3 g each, and open and close the chuck ten
times afterwards.

== Fitting tools in the turret

index: tools, tool holder

Stations are numbered T1 to T8 clockwise, seen from the tailstock. The clamping wedge of a holder is
tightened with 55 N·m. Heavy tools stand opposite each other; a single tool weighs 6 kg at most.

figure: lathe_turret | Stations of the turret

=== Measuring a tool

index: tool measuring

Measure every tool after an insert change. The probe repeats within 0.005 mm when its tip is clean;
the turret must be locked, and the coolant off for at least 20 seconds.

1. Index the turret to the tool and fold down the measuring arm; the screen changes to TOOL SETTING.
2. Jog the tool to within 10 mm of the probe with the handwheel.
3. Press MEASURE X. The axis touches at 30 mm/min, and the value enters the tool table by itself.
4. Press MEASURE Z and wait for the beep.
5. Enter nose radius and tip direction by hand.
6. Fold the arm up. As long as it is down, CYCLE START has no effect.

== Setting the tailstock

index: tailstock

Tailstock force is 4.0 kN as delivered. The quill has a taper MT4 and a stroke of 110 mm. Move the
body by hand with the clamp open and lock it with two screws at 95 N·m.

= Operation

== Running a program

index: program, test run

1. Call up the program with PROG and its O number.
2. Compare the tool list of the program with the turret.
3. Choose TEST RUN. The graphics show the path; a collision with the chuck is drawn in red.
4. Set the feed override to 10 % and press SINGLE BLOCK.
5. Close the door and press CYCLE START for each block until the first tool has cut.
6. Switch SINGLE BLOCK off and raise the override step by step.

== Setting the work offset

index: work offset

Face the part, leave the tool at the face, and enter Z0 on page OFFSET with the key MEASURE. The
control keeps six work offsets, G54 to G59.

== Moving off a limit switch

index: limit switch, override

! NOTICE
The axes are not watched while OVERRIDE is held. Jog in the wrong direction bends the ball screw.

Hold OVERRIDE, choose the axis, and jog at most 100 mm/min away from the switch. Release OVERRIDE,
press RESET, and reference the axis.

= Maintenance

== Maintenance table

index: maintenance

The hours are spindle hours, shown on page DIAG 3. All work is done with the main switch locked
unless it says otherwise.

table: Work and intervals
w 5 1 1 1 1 3
h Work | Spindle hours | < | < | < | Means
h ^ | 8 | 250 | 1000 | 5000 | ^
Empty the chip cart, wipe the window | x | | | | Soft cloth
Coolant level and concentration | x | | | | Refractometer
Grease the chuck | | x | | | CG-2
Clean the belt filter | | x | | | Water
Check the level of the machine | | | x | | 0.04 mm/m
Change the hydraulic oil | | | x | | HLP 32, 40 l
Replace the way wipers | | | | x | Set WW-45
Spindle bearings, noise test | | | | x | Service

== Coolant

index: coolant, emulsion

! CAUTION
Emulsion irritates the skin. Use skin cream before work and wash splashes off at once.

The concentration is 7 %, checked weekly with a refractometer (factor 1.0). The pH value must lie
between 8.6 and 9.4. Below 8.4 the emulsion is spoilt and must be changed.

=== Changing the coolant

index: coolant change

The work takes two hours and two people. Have 220 l of fresh emulsion ready.

! NOTICE
Wrong order when mixing makes the emulsion break. Always pour the concentrate into the water, never
the water into the concentrate.

1. Twenty-four hours before the change pour 2 l of system cleaner SR-3 into the tank and let the
  coolant pump run as usual.
2. Move the turret to the tool change position, stop the spindle, and switch the coolant pump off on
  the panel.
3. Pull the chip conveyor out on its rollers by 1.2 m. The locking pin is on the left, below the
  door.
4. Suck the old emulsion out with a pump. About 8 l stay in the sump: take these out with a wet
  vacuum cleaner.
5. Scrape the mud out of the corners of the tank and wipe the walls with a cloth. Do not use
  cleaning agents with chlorine.
6. Clean the strainer of the coolant pump and the belt filter; replace the fleece if it is torn.
7. Push the chip conveyor back until the pin snaps in, and check its cable for squeezing.
8. Fill in 50 l of water, rinse all lines for 10 minutes, and suck the water out again.
9. Mix the fresh emulsion in a drum: 205 l of water, then 15 l of concentrate, stirred slowly.
10. Fill the tank up to 20 mm below the upper edge of the sight glass.
11. Let the pump run for 30 minutes and measure the concentration. Correct it with emulsion of 3 %
  or 10 %, never with pure water.
12. Enter the date, the concentration and the pH value in the coolant log.

== Slideway lubrication

index: lubrication

The pump M8 gives a pulse of 8 s every 25 min. Tank 2.5 l, oil CGLP 68. The pipe filter is changed
every 2000 hours.

== Hydraulic unit

index: hydraulic unit

System pressure is 40 bar, set at valve V3 on top of the unit. The tank holds 40 l of HLP 32. Change
the element HE-32 together with the oil.

== Spindle

index: spindle bearing, runout

The bearings are greased for life; at 20 000 hours they are replaced by the service. Runout at the
spindle nose, measured with a dial gauge, is at most 0.004 mm. The spindle encoder is toothed: the
gap to its sensor is 0.15 mm.

== Aligning the turret

index: turret alignment

After a collision check the turret disc with a dial gauge along X over 100 mm: the reading may
change by 0.01 mm at most. Loosen the eight screws M10 of the disc, tap it straight with a plastic
hammer, and tighten the screws crosswise to 72 N·m.

= Alarms

== How alarms are shown

index: alarms, log

An alarm is shown in red in the top line with its number and stays until RESET is pressed after the
cause is gone. Page DIAG 1 keeps the last 500 with date and time. AL-1xx concern machine and
spindle, AL-2xx axes and turret, AL-3xx fluids, AL-4xx programs. Numbers that the list does not show
are not used.

== Alarm list

index: alarm list

table: Alarm list
w 1.35 2.6 3.4 4
h Code | Meaning | Cause | Remedy
$alarms

= Parameters

== Changing a parameter

index: parameters, password

! WARNING
A wrong parameter can let an axis run into the chuck. Write down the old value, and test at 10 %
feed with an empty chuck.

Open page PARAM, enter the password of level 2, type the number, and press INPUT. Parameters marked
1001 to 1999 take effect after the control is switched off for 30 seconds; the others at once.

== Parameter table

index: parameter table

The column Default shows the value as delivered. Machine number and values that differ are on the
test sheet in the electrical cabinet.

table: Parameters of the control TC-8
w 1.3 4 2.2 1.6 1.4
h Number | Name | Range | Default | Unit
$parameters

= Spare parts

== Wear parts

index: spare parts, fuses

Order wear parts with the machine number. The parts below should be on stock in any plant that runs
two shifts.

table: Wear parts
w 2 5 2
h Part number | Part | Stock
FM-22 | Filter mat, electrical cabinet | 5 pcs
HE-32 | Element, hydraulic unit | 1 pc
MC-45 | Cartridge, mist extractor | 1 pc
WW-45 | Set of way wipers | 1 set
FS-2 | Foot switch | 1 pc
BT-36 | Battery 3.6 V for the control | 2 pcs
WIN-45 | Door window, laminated | 1 pc
"""


def manual() -> Manual:
    """Return the lathe's manual."""
    return Manual(
        file="CL-450_Lathe_Manual.pdf",
        manual="CL-450_Lathe_Manual",
        title="CNC Lathe CL-450",
        subtitle="Operation, maintenance, alarms and parameters",
        maker="Torvik Machine Tools",
        document="TMT-CL450-M1",
        machine="CL-450",
        revision="A",
        language="en",
        effective="2024-09-02",
        accent="#1d4e89",
        emblem="lathe_front",
        labels="chapter",
        front=FRONT,
        text=Template(TEXT).substitute(alarms=ALARMS.strip(), parameters=PARAMETERS.strip()),
    )
