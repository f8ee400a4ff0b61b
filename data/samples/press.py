"""The hydraulic press HP-200: one text, two revisions that differ in three places."""

from string import Template

from document import Manual
from press_revisions import DATES, HISTORY, VALUES

FRONT = """
= About this manual

index: revision history

This manual belongs to the hydraulic press HP-200, serial numbers 2100 and above. Keep it with the
press for as long as the press is in use, and hand it on with the press when it is sold.

$history

index: symbols

The text uses four kinds of notice. DANGER stands for an injury that will kill or maim if the notice
is ignored, WARNING for one that can, CAUTION for a minor injury, and NOTICE for damage to the press
or to the workpiece.
"""

TEXT = """
= Safety

== Intended use

index: intended use

The HP-200 is a four-column down-stroking press for straightening, pressing-in and forming cold
steel parts. Its nominal force is 2000 kN. It is not meant for deep drawing, for plastics, or for
work on parts that can shatter.

== Dangers at the press

index: crushing, two-hand control

! DANGER
The closing ram crushes. Never reach between ram and platen while the pump is running. Support the
ram with both safety blocks before any work in the tool space.

index: oil, hot parts

! WARNING
Oil under pressure penetrates the skin. Look for leaks with a piece of cardboard, never with the
hand. Go to hospital at once after an oil injection injury, even if it looks small.

! CAUTION
The tank wall and the return line reach 65 °C. Wear heat-resistant gloves.

== Protective devices

index: light curtain, emergency stop

table: Protective devices and their tests
w 3 4 3 2.2
h Device | Test | < | Interval
h ^ | What to do | Right result | ^
Light curtain S30 | Dip the 30 mm test rod into the field at three heights | Ram stops, lamp H4 red
  | Every shift
Two-hand control | Press one button more than 0.5 s before the other | No stroke | Every shift
Emergency stop | Press during a slow stroke | Pump stops, ram holds | Weekly
Rear door switch S31 | Open the rear door with the pump running | Pump stops within 1 s | Monthly
Safety blocks | Set both, approach in set-up mode | Panel shows BLOCKED | Monthly

=== If a protective device fails

Take the press out of service and hang the red tag on the main switch. Only a person named by the
plant's safety officer may release it again.

== Personal protection

Wear safety shoes, close-fitting clothes and safety glasses. The sound pressure level at the
operator's place is 78 dB(A) in idle and 84 dB(A) while pressing: ear protection is recommended
above 80 dB(A).

= Description

== Parts of the press

index: ram, platen, columns

figure: press_parts | Front view of the press

table: Parts shown in the front view
w 1 3 6
h No. | Part | Remarks
1 | Head | Welded, carries the cylinder
2 | Cylinder | Bore 320 mm, double acting
3 | Ram | Guided by four bronze bushes
4 | Column | Diameter 110 mm, hard chromed
5 | Platen | Bolted to the bed with six M24 bolts
6 | Prefill valve | Lets oil fall from the top tank during fast approach
7 | Bed | Stands on four levelling pads

== Technical data

The figures hold for the press without options, at 400 V and an oil temperature of 45 °C.

index: technical data, weight, stroke

table: Technical data of the HP-200
w 4 2 1.5 4
h Quantity | Value | < | Remark
h ^ | Figure | Unit | ^
Nominal force | 2000 | kN | at the relief valve setting of section [[Setting the main relief valve]]
Return force | 210 | kN |
Stroke | 500 | mm | adjustable in steps of 1 mm
Daylight | 800 | mm | ram fully up
Table size | 1000 x 700 | mm | T-slots 18H8 at 100 mm pitch
Fast approach | 120 | mm/s |
Pressing speed | 8 | mm/s | at full force
Return speed | 95 | mm/s |
Motor power | 18.5 | kW | 3 x 400 V, 50 Hz
Main fuse | 50 | A | type gG
Tank | 160 | l | ISO VG 46
Weight | 9400 | kg | without tool

== Hydraulic system

index: hydraulic circuit, pump

The axial piston pump P1 delivers 46 l/min. The relief valve Y10 limits the pressure of the whole
circuit; the proportional valve Y20 moves the ram. The accumulator A1 holds the prefill valve shut
when the pump stops. Pressure is read at gauge G1 and at sensor B12.

figure: press_circuit | Hydraulic circuit, simplified

=== Hydraulic oil

index: oil

Use mineral oil HLP 46 according to DIN 51524-2. Permitted oil temperature is 15 °C to 60 °C; the
cooler fan starts at 48 °C and the press stops with message M-17 at 68 °C. Oils of other viscosity
classes need written permission from Ostrander.

=== Accumulator

index: accumulator, nitrogen

! DANGER
The accumulator stays under pressure after the pump stops. Open the drain cock V5 and wait until
gauge G2 reads zero before you loosen any fitting of the accumulator block.

The accumulator A1 holds 4 litres. It is charged with nitrogen to 90 bar at 20 °C, measured with the
oil side empty. Check the charge every six months and recharge below 80 bar. Never use oxygen or
compressed air.

= Installation

== Transport and lifting

index: lifting, transport

Lift the press only by the four eye bolts M36 on the head. The chains must be at least 2.5 m long so
that they stand steeper than 60° to the horizontal. Crane and chains must carry 12 t.

! WARNING
The press is top-heavy. It tips over at a slope of 6°. Never carry it on a fork-lift with the forks
under the bed unless the transport beams are bolted on.

== Foundation and levelling

index: levelling, foundation

The floor must carry 14 t on four pads. Level the bed with a precision level to 0.1 mm/m in both
directions by turning the levelling screws; lock each with its counter nut at 200 Nm. Check again
after the first week.

== Connections

index: electrical connection, cooling water

table: Supplies the owner has to provide
w 3 3 5
h Supply | Size | Condition
Electricity | 5 x 16 mm² | TN-S network, right-hand rotating field
Cooling water | G 3/4 | 15 l/min at 2 to 4 bar, not above 28 °C
Compressed air | G 1/4 | 6 bar, for the ejector only

=== Direction of rotation of the pump motor

index: direction of rotation

! NOTICE
A pump that turns backwards is destroyed within a minute.

Jog the motor for half a second and watch the fan wheel: it must turn clockwise, seen from the fan.
Swap two phases in the terminal box if it does not.

= Operation

== Operator panel

The panel stands on a swivel arm to the right of the press. The selector switch S5 has four places.

index: operator panel, modes

table: Modes on the selector switch S5
w 1.6 4 2 3
h Mode | What the press does | Speed | Key needed
SET-UP | Moves only while both buttons are held | 10 mm/s | Setter's key (yellow)
SINGLE | One stroke for each press of the buttons | full | none
AUTO | Strokes started by the light curtain (one break) | full | Supervisor's key (red)
SERVICE | Valves can be moved one by one | 5 mm/s | Service key (blue)

== Starting the press

index: starting

1. Check that nobody is in the tool space and that both safety blocks hang in their holders.
2. Turn the main switch to ON. The panel needs 40 seconds to start.
3. Read the oil level at the sight glass: it must stand between the two marks with the ram up.
4. Unlock all emergency stop buttons and press RESET; lamp H1 turns white.
5. Press PUMP ON. Below 15 °C oil temperature, let the pump run for 10 minutes without a stroke.
6. Make the shift test of the light curtain and of the two-hand control.
7. Choose the mode with switch S5, call up the tool program, and make two strokes without a
  workpiece.

== Stopping the press

index: stopping

Move the ram to the lower dead centre or onto the safety blocks, press PUMP OFF, and turn the main
switch to OFF. At a standstill of more than 3 days, also close the cooling water.

== Changing the tool

index: tool change, safety blocks

! DANGER
A ram that sinks while you are between the tool halves kills. Set both safety blocks and take the
key of switch S5 with you before you reach into the tool space.

The procedure below is for tools up to 850 kg. Heavier tools need the roller arms and two people.

1. Choose SET-UP with switch S5 and lower the ram until the old tool is closed.
2. Loosen the four clamps of the upper tool half; they are tightened to 120 Nm and need a 30 mm
  socket.
3. Raise the ram fully, set both safety blocks, and take the key out of switch S5.
4. Loosen the clamps of the lower half and slide the old tool out on the roller bars. Lower the bars
  first: the lever is on the left side of the bed, and the lamp beside it shows green when the bars
  are up.
5. Clean the platen and the ram face with a scraper and a lint-free cloth. Chips of 0.2 mm under a
  tool already break punches.
6. Slide the new tool in against the two stops. Its centre line must meet the red mark on the
  platen.
7. Check the shut height of the new tool on its label: it must lie between 320 mm and 760 mm.
  Packing plates thicker than 40 mm must be screwed down.
8. Remove the safety blocks, hang them in their holders, and put the key back.
9. Lower the ram in SET-UP until it touches the tool with no more than 20 bar on gauge G1.
10. Fit the four upper clamps and tighten them crosswise to 120 Nm. Clamp at least 25 mm deep.
11. Fit the lower clamps with the same torque and raise the ram by 50 mm.
12. Enter the tool number on the panel. The press loads force, stroke and pressing time; compare
  them with the tool card and correct them if they differ.
13. Make one slow stroke without a workpiece, listen for scraping, and check all clamps again.

== Setting the pressing force

index: pressing force

Enter the force in kN on page FORCE. The control turns it into pressure: 8.04 kN for each bar. The
smallest force that can be held steadily is 160 kN. Holding time is 0 to 99 s, in steps of 0.1 s.

= Maintenance

== Maintenance schedule

The operating hours stand on page SERVICE of the panel. Work of the same interval is done on one
day, with the press locked, and is signed for in the press log.

index: maintenance schedule

table: Work and intervals
w 5 1.1 1.1 1.1 1.1 3
h Work | Every … operating hours | < | < | < | Who
h ^ | 8 | 200 | 1000 | 4000 | ^
Wipe the columns, look for leaks | x | | | | Operator
Oil level | x | | | | Operator
Grease the ram bushes (4 nipples, 6 g each) | | x | | | Operator
Check the platen bolts | | x | | | Fitter
Change the hydraulic filter | | | x | | Fitter
Check the accumulator charge | | | x | | Specialist
Change the oil (160 l) | | | | x | Fitter
Replace the hoses H1 to H9 | | | | x | Specialist

== Tightening the platen bolts

index: platen bolts, torque

! WARNING
A platen that comes loose tilts under load and can throw out the workpiece. Replace all six bolts
after any overload, and never use bolts of a strength class below 10.9.

The platen is held by six bolts M24 x 90, class 10.9. Tighten them in the order of the figure, first
to $pre and then to the final torque of $torque. The threads are oiled lightly; dry threads give a
wrong preload.

figure: press_bolts | Order of tightening the platen bolts

== Other tightening torques

The values hold for new bolts with a plain finish. Check a joint that was opened again after
50 operating hours.

table: Tightening torques
w 4 2 2 2
h Joint | Bolt | Torque in Nm | <
h ^ | ^ | oiled | dry
Cylinder flange | M30, 10.9 | 1150 | 1280
Column nuts, upper | M90 x 4 | 2600 | --
Gland of the piston rod | M16, 8.8 | 165 | 190
Ram bush flange | M12, 8.8 | 68 | 79
Pump bracket | M14, 8.8 | 108 | 125
Light curtain bracket | M6, 8.8 | 8.5 | 9.5

== Setting the main relief valve

index: relief valve, pressure

! WARNING
Too high a setting bursts hoses. Never set the relief valve above the value given here, and never
block it. Read the pressure at gauge G1 only.

The main relief valve Y10 is set to $pressure, measured at gauge G1 with the oil at 45 °C to 50 °C
and the ram standing against the safety blocks.

1. Choose SERVICE with the blue key and run the ram against the safety blocks at 5 mm/s.
2. Take the lead seal off valve Y10 and loosen the counter nut (19 mm).
3. Turn the screw with a 6 mm hexagon key. A quarter turn clockwise raises the pressure by 11 bar.
4. When gauge G1 shows the setting, hold the screw and tighten the counter nut to 25 Nm.
5. Relieve and load three times. The reading must repeat within 3 bar.
6. Fit a new lead seal and enter the value with date and name in the press log.

== Changing the hydraulic filter

index: hydraulic filter, HF-6120

! CAUTION
The oil in the filter bowl can be hotter than 60 °C. Let the press cool down for an hour and wear
oil-proof gloves.

$filter

== Changing the oil

index: oil change

Drain the tank while the oil is at about 40 °C through cock V1. Clean the tank floor and the magnet
rod. Fill through the filler filter only, never straight from the drum; the mesh is 10 µm. The tank
takes 160 litres; another 22 litres go into cylinder and lines at the first strokes, so top up
twice.

== Bleeding the cylinder

index: bleeding, air

Move the ram ten times over its full stroke without load. Then open the bleed screw on the cylinder
cover by half a turn with the ram up and 15 bar on gauge G1 until oil comes without bubbles. Close
it with 18 Nm.

= Faults

== Messages on the panel

The panel shows a message with its number and keeps the last 200 in the log. A message that stops
the press is shown in red; press RESET after the cause is gone. Ten messages cover the press itself,
and those of the tool start with T and stand on the tool card.

index: messages

table: Messages on the panel
w 1.2 3 4 4.6
h No. | Meaning | Cause | What to do
M-03 | Light curtain interrupted | Part or hand in the field, dirty lens | Clear the field, wipe the
  lens, press RESET
M-08 | Two-hand time exceeded | Buttons pressed more than 0.5 s apart | Release both, press together
M-11 | Oil level low | Leak, cold oil | Top up with HLP 46, look for the leak
M-14 | Filter clogged | Filter F1 above 5 bar | Change the element, section [[Changing the hydraulic
  filter]]
M-17 | Oil too hot | Cooling water shut, cooler dirty | Open the water, clean the cooler with 2 bar
  air
M-22 | Pressure not reached | Relief valve worn, pump worn | Check Y10, then measure the pump's
  leakage: limit 3.5 l/min
M-26 | Ram not parallel | Bushes worn, load off centre | Centre the load; replace bushes above 0.25
  mm play
M-31 | Rear door open | Switch S31 | Close the door; adjust the switch to 4 mm
M-40 | Accumulator charge low | Nitrogen below 80 bar | Recharge, section [[Accumulator]]
M-52 | Encoder lost | Tape B3 dirty or broken | Clean the tape with alcohol, check plug X14

== Faults without a message

Some faults are noticed by ear or by eye before the panel says anything. Tell the fitter what you
saw, at which stroke position, and with which oil temperature.

index: ram sinks, noise

table: Faults without a message
w 3 4 4.5
h Fault | Likely cause | Remedy
Ram sinks by more than 2 mm in 10 min | Check valve Y22 leaks | Clean the seat, replace the cone
Press jerks during approach | Air in the cylinder | Bleed, section [[Bleeding the cylinder]]
Pump howls | Suction strainer blocked, oil cold | Clean the strainer, warm up
Workpiece sticks to the upper tool | Decompression too fast | Set decompression time to 0.8 s
Force sinks while holding | Piston seal worn | Renew the seal set DS-320

= Spare parts and disposal

== Ordering spare parts

State the serial number on the plate beside the main switch with every order. Parts of other makers
void the type examination of the protective devices. Parts on stock leave the works within two days.

index: spare parts

table: Spare parts of the press
w 3 5 2
h Part number | Part | Quantity
HF-6120 | Filter element with O-ring | 1 pc
DS-320 | Seal set for the cylinder | 1 pc
BB-110 | Bronze bush for the ram | 4 pcs
HS-9 | Hose set H1 to H9 | 1 pc
LC-30T | Light curtain transmitter | 1 pc
LC-30R | Light curtain receiver | 1 pc
BM-24-90 | Platen bolt M24 x 90, class 10.9 | 6 pcs
NV-22 | Check valve cone for Y22 | 1 pc

== Taking out of service

index: disposal

Drain oil and nitrogen before dismantling. Hand the oil (waste key 13 01 10) and the filter elements
to a licensed company. The press contains 8.9 t of steel and 60 kg of bronze that can be recycled.
"""


def manual(revision: str) -> Manual:
    """Return the press manual in one of its revisions."""
    values = VALUES[revision]
    return Manual(
        file=f"HP-200_Operating_Manual_Rev{revision}.pdf",
        manual="HP-200_Operating_Manual",
        title="HP-200 Operating Manual",
        subtitle="Hydraulic press, 2000 kN",
        maker="Ostrander Presses",
        document="OP-200-0417-EN",
        machine="HP-200",
        revision=revision,
        language="en",
        effective=DATES[revision],
        accent="#7a1f2b",
        emblem="press_front",
        labels="running",
        front=Template(FRONT).substitute(history=HISTORY[revision].strip()),
        text=Template(TEXT).substitute(values),
    )
