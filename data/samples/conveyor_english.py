"""The conveyor FB-30 in English, page for page like the German manual.

Millwright does not take it in with the other samples. It is there to be measured against: whatever
makes German questions to the German manual harder than English ones to an English manual shows
here, with everything but the language the same.
"""

from document import Manual

FRONT = """
= About this manual

index: signal words

This operating manual belongs to the conveyor FB-30 of the packaging line, from serial number 30-118
on. It is written for operators, maintenance fitters and qualified electricians. Pages are numbered
by chapter: 5-2 is the second page of chapter 5.

table: Issues
w 2 2 5
h Issue | Date | Contents
07/2021 | 2021-07-12 | First issue
03/2024 | 2024-03-04 | Belt tracking sensor B4 and list of faults added
"""

TEXT = """
= Safety

== Intended use

index: use

The conveyor FB-30 carries closed cartons of 0.3 kg to 18 kg in dry rooms. It is not meant for
people, loose bulk material or food without packaging.

== Dangers at the conveyor

index: draw-in point, residual voltage

! DANGER
The terminals L1 to L3 in the electrical cabinet stay live even with the main switch off. Only
qualified electricians may work there, after the feeder has been isolated.

! WARNING
Fingers and sleeves are drawn in between conveyor belt and drum. Never run the conveyor without its
side plates and the drum cover.

! CAUTION
The gear motor gets as hot as 75 °C. Let it cool down for 30 minutes before you touch it.

== Emergency stop and restart

index: emergency stop, pull cord

A pull cord runs along both long sides. After it is pulled the belt stops within 0.4 s. To restart,
remove the cause, put the lever at the pull cord switch back, and press the blue button ACKNOWLEDGE.
The pull cord is tested every month: it must trip at a pull of 125 N.

= Description

== Design

index: conveyor belt, drive drum, tail drum

figure: conveyor_parts | Main parts of the conveyor

table: Main parts
w 1 3 6
h No. | Part | Remark
1 | Tail drum | Diameter 120 mm, crowned
2 | Drive drum | Diameter 120 mm, rubber-lined
3 | Conveyor belt | Width 600 mm, two plies
4 | Gear motor | drives through the drive belt
5 | Carrying rollers | 12 pieces, ball bearing 6204
6 | Support | Height adjustable from 650 mm to 950 mm

== Technical data

index: technical data, speed

The figures hold for the basic unit of 6 m length at 20 °C.

table: Technical data of the FB-30
w 4 2 2 3
h Quantity | Value | < | Remark
h ^ | Figure | Unit | ^
Belt speed | 0.2--0.9 | m/s | continuously adjustable
Load capacity | 55 | kg/m | evenly spread
Motor power | 1.1 | kW | 3 x 400 V, 50 Hz
Motor speed | 1410 | rpm |
Gear oil | 0.9 | l | CLP 220, synthetic
Protection class | IP 54 | -- |
Ambient temperature | 5--40 | °C |
Sound pressure level | 66 | dB(A) | at 0.6 m/s
Weight | 510 | kg | without supports

== Sensors

index: sensors, light barrier

Four sensors watch the conveyor. B1, B2 and B3 are light barriers with a range of 1.5 m; B4 is a
roller switch at the edge of the belt.

figure: conveyor_sensors_english | Where the sensors are

= Assembly

== Transport and setting up

index: transport, setting up

! WARNING
The conveyor can tip over when it is lifted. Sling it only at the four yellow lugs, and never step
under the hanging load.

The floor must be flat. Level the conveyor with its feet lengthwise and crosswise to 1 mm per metre.
The counter nuts of the feet are tightened to 70 Nm, the floor anchors M12 to 50 Nm.

== Electrical connection

index: electrical connection, fuse

The feeder of 5 x 2.5 mm² is protected by slow fuses of 16 A. The motor circuit breaker Q1 is set to
2.6 A. The resistance of the protective conductor must not exceed 0.3 ohms.

= Operation

== Control panel

index: control panel, modes

The mode is chosen at the control panel. A change takes effect only when the belt stands still.

table: Modes
w 2 5 3
h Switch | Effect | Lamp
MANUAL | Belt runs as long as the button is pressed | yellow
AUTO | The line starts and stops the conveyor | green
CLEANING | Belt runs at 0.1 m/s, sensors switched off | flashing yellow

== Switching on

index: switching on

1. Check that nobody is working at the conveyor and that no tools lie on the belt.
2. Turn the main switch to I. The control needs 20 seconds.
3. Check the pull cords and press ACKNOWLEDGE; the white lamp goes out.
4. Choose the mode AUTO and set the speed with the knob.
5. Walk with the first carton to the outlet and watch how the belt tracks.

== Clearing a jam

index: jam

If B2 reports a jam for longer than 8 s, the conveyor stops. Switch to MANUAL, take the cartons off
by hand, wipe the light barrier, and switch back to AUTO. Never reach into the gap to the next
conveyor.

== Matching the speed to the line

index: speed

The gap between two cartons must be at least 150 mm at the outlet. If it is smaller, make the
conveyor faster by 0.05 m/s. The inverter stores the value after 10 s.

= Maintenance

== Maintenance plan

index: maintenance plan

The inverter shows the operating hours under d-04. All work is done with the main switch locked.

table: Work and intervals
w 5 1 1 1 1 3
h Work | Operating hours | < | < | < | Who
h ^ | 40 | 500 | 2000 | 10000 | ^
Clean the belt, check the scraper | x | | | | Operator
Measure the tension of the conveyor belt | | x | | | Fitter
Check the drive belt | | x | | | Fitter
Grease the drum bearings, 5 g | | | x | | Fitter
Check that the carrying rollers turn freely | | | x | | Fitter
Change the gear oil | | | | x | Fitter

== Tensioning the conveyor belt

index: belt tension, tensioning spindle

! WARNING
A belt that starts up draws hands in. Before you begin, switch the main switch off, secure it with a
padlock, and keep the key in your pocket.

The conveyor belt is tensioned rightly when it stretches by 0.5 %: two marks 1000 mm apart on the
slack belt are then 1005 mm apart. More than 0.8 % damages the bearings.

figure: conveyor_tension_english | Tensioning the conveyor belt

1. Switch the main switch off and secure it. Take all cartons off.
2. Take off the side plates left and right of the tail drum, four screws M6 each.
3. Slacken the belt fully and draw two marks 1000 mm apart with a pencil.
4. Loosen the counter nuts of both tensioning spindles (24 mm wrench).

pagebreak

5. Tighten both tensioning spindles in turn by half a turn each. One full turn moves the drum by 2.5
  mm.
6. After every two turns check the distance of the marks with the steel rule.
7. Measure the distance between drum axle and frame on the left and on the right. The difference
  must not exceed 1 mm.
8. At 1005 mm tighten the counter nuts to 85 Nm.
9. Fit the side plates and tighten the screws to 9 Nm.
10. Unlock the main switch, let the conveyor run empty for 10 minutes, and watch how the belt
  tracks.
11. After 24 operating hours measure the stretch once more and enter it in the maintenance book.

== Adjusting the belt tracking

index: belt tracking

At the tail drum the belt may run at most 5 mm off centre. If it runs to the left, tighten the left
tensioning spindle by a quarter turn and wait for three rounds. Always adjust at the tail drum only,
never at the drive drum.

== Drive belt

index: drive belt, drive belt tension

! CAUTION
Belt and pulley can crush fingers. Turn the pulley at its outer edge only.

The drive belt joins gear motor and drive drum. It is a toothed belt 8M-1040 of 30 mm width. The
natural frequency of its free side is 48 Hz; a new belt is tensioned to 55 Hz. Afterwards tighten
the motor bracket with its four screws M10 to 46 Nm.

== Changing the gear oil

index: gear oil

Drain the oil while it is warm. Tighten the drain plug with a new sealing ring to 22 Nm, fill in 0.9
l CLP 220, and check the level at the level plug after an hour's standstill.

! NOTICE
Synthetic and mineral oil must not be mixed: the seals swell.

== Cleaning the belt

index: cleaning

Choose the mode CLEANING and wipe the belt with a damp cloth and cleaner GR-5. Solvents and steam
jets are forbidden. The scraper presses with 12 N; its lip is replaced when it is less than 6 mm
high.

= Faults

== Fault messages

index: fault messages

The message stands on the display of the inverter and is cleared with ACKNOWLEDGE. If it stays, the
cause is still there.

table: Fault messages of the FB-30
w 1.2 3 4 4.4
h Code | Meaning | Cause | Remedy
F-01 | Pull cord pulled | Pull cord, spring tired | Put the lever back, check the spring
F-03 | Motor overloaded | Jam, belt too tight | Clear the jam, measure the belt tension
F-05 | Inverter too hot | Fan dirty, above 85 °C | Clean the fan, ventilate the cabinet
F-07 | Light barrier B1 covered all the time | Lens dirty | Wipe the lens, align it anew
F-08 | Jam at sensor B2 | Outlet blocked | Take the cartons off, acknowledge
F-11 | Belt off its track | B4 pressed for longer than 2 s | Adjust the belt tracking
F-12 | Slip | Speed sensor at the tail drum | Tension the conveyor belt, check the drum lining
F-14 | Phase missing | Fuse | Measure the feeder
F-16 | No connection to the line | Bus plug X20 | Check the plug, station address 30
F-19 | Maintenance due | Hour meter | Do the work, clear the meter under d-09

== Faults without message

index: noises

Look for unusual noises first with the conveyor empty and at low speed.

table: Faults without message
w 3.4 4 4
h What you notice | Cause | Remedy
Squeaking in time with the drum | Bearing dry | Grease the bearing with 5 g
Rattling at the drive | Drive belt slack | Tension it again to 48 Hz
Black dust under the conveyor | Belt rubs on the frame | Adjust the belt tracking
Cartons turn round | Side guide too wide | Set the gap to 10 mm on each side
Belt slips when wet | Drum lining worn | Replace a lining below 3 mm

= Spare parts and disposal

== Spare parts

index: spare parts

State the serial number on the rating plate with every order. Wear parts can be delivered within
three working days.

table: List of spare parts
w 3 5 2
h Part number | Part | Quantity
FG-600-12 | Conveyor belt 600 mm, endless | 1 pc
ZR-8M-1040 | Drive belt | 1 pc
TR-6204 | Carrying roller with bearings | 12 pcs
AL-600 | Lip for the scraper | 1 pc
RS-02 | Pull cord switch | 2 pcs
LS-15 | Light barrier 1.5 m | 3 pcs

== Taking out of service

index: disposal

Drain the gear oil before dismantling. Belt and drum lining belong to commercial waste, frame and
drums to steel scrap. If the conveyor is stored for more than six months, slacken the belt.
"""


def manual() -> Manual:
    """Return the English twin of the conveyor's manual."""
    return Manual(
        file="twins/FB-30_Operating_Manual.pdf",
        manual="FB-30_Operating_Manual",
        title="Conveyor FB-30",
        subtitle="Operating manual for packaging lines",
        maker="Kessling Fördertechnik",
        document="KF-FB30-OM",
        machine="FB-30",
        revision="03/2024",
        language="en",
        effective="2024-03-04",
        accent="#2f6b3a",
        emblem="conveyor_side",
        labels="chapter",
        front=FRONT,
        text=TEXT,
    )
