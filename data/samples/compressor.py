"""The screw compressor SC-75."""

from document import Manual

FRONT = """
= About these instructions

index: symbols

These instructions describe the belt-driven, oil-injected screw compressor SC-75 of the serial
numbers C75-0400 to C75-1999. They are meant for the operators of the compressed air station and for
service fitters. Work marked "service fitter" needs training by Halden Air.

! NOTICE
Values in these instructions replace all values on older stickers inside the enclosure.

table: Issues of these instructions
w 1 2 6
h Issue | Date | Contents
1.0 | 2021-11-02 | First issue
1.1 | 2022-09-19 | Heat recovery added
1.2 | 2024-03-18 | Drive belt chapter rewritten; controller menu renumbered
"""

TEXT = """
= Safety

== Residual risks

index: safety

The compressor starts by itself when the network pressure falls or when the remote contact closes.
Nobody may work inside the enclosure while it can start.

! DANGER
The terminals of the main contactor stay live with the controller switched off. Lock the isolator of
the feeder and measure that there is no voltage before you open the electrical cabinet.

! WARNING
The separator vessel holds oil and air at up to 11 bar. Unscrewing a cap under pressure throws it
off with deadly force. Wait at least 3 minutes after stopping and read the vessel gauge: it must
show zero.

! CAUTION
The oil filter and the discharge pipe reach 95 °C. Wear gloves to EN 407.

== Compressed air

index: breathing air

Air from this compressor carries oil mist. It must never be used for breathing, nor be blown at
people or clothes.

== Noise

index: sound level

table: Sound pressure levels at 1 m distance
w 4 2 2
h State | Level in dB(A) | <
h ^ | doors closed | doors open
Load run at 7.5 bar | 69 | 83
Idle run | 64 | 76

= Description

== How the compressor works

index: screw block, separator, flow diagram

The motor drives the screw block through a drive belt with five ribs. Air is drawn in through the
intake filter, compressed together with injected oil, and freed of oil in the separator. The cooler
brings it to 10 K above room temperature.

figure: compressor_flow | Flow of air and oil

=== Oil circuit

index: oil circuit, thermostatic valve

Vessel pressure pushes the oil through the oil cooler and the oil filter into the screw block; there
is no oil pump. The thermostatic valve starts to open at 71 °C and is fully open at 83 °C.

=== Heat recovery

index: heat recovery

A plate heat exchanger, if fitted, heats water to 65 °C with up to 52 kW. It needs a water flow of
38 l/min and has its own pressure relief at 6 bar.

== Technical data of the SC-75

index: technical data

The data hold for an intake temperature of 20 °C and for 50 Hz.

table: Technical data
w 4 2 2 2
h Quantity | Unit | Version | <
h ^ | ^ | 7.5 bar | 10 bar
Free air delivery | m³/min | 13.1 | 11.2
Highest working pressure | bar | 8 | 10.5
Motor power | kW | 75 | 75
Motor speed | rpm | 2975 | 2975
Screw block speed | rpm | 3690 | 3180
Oil charge | l | 34 | 34
Residual oil in the air | mg/m³ | 3 | 3
Cooling air | m³/h | 9800 | 9800
Weight | kg | 1480 | 1480

= Setting up

== Place

index: compressor room, ventilation

The room must stay between 3 °C and 42 °C. Leave 1.0 m free in front of the doors and 0.8 m on the
other sides. The opening for cooling air needs a free area of 1.3 m².

! NOTICE
A compressor that draws in its own warm air switches off at 110 °C. Lead the exhaust air out through
a duct if the room is smaller than 90 m³.

== Electrical supply

index: fuse, supply

table: Electrical supply
w 4 3
h Item | Requirement
Mains | 400 V ± 10 %, 3 phases, 50 Hz
Fuses | 160 A gG
Cable up to 50 m | 4 x 70 mm² copper
Starting | star-delta, change-over after 7 s
Phase rotation | watched by relay K9

== Compressed air connection

index: compressed air connection

The outlet is G 2. Join it with the flexible hose supplied, never rigidly. The receiver behind it
should hold at least 1500 l, and the first 3 m of pipe must slope away from the compressor.

= Operation

== Controller

index: controller, menu

The controller HC-4 shows pressure, outlet temperature and state. Menus are opened with the key MENU
and a number of three digits.

table: Menus of the controller
w 1.2 4 3 2
h Menu | Contents | Range | Factory setting
110 | Upper switching point | 5.0 to 10.3 bar | 7.5 bar
111 | Lower switching point | 4.5 to 9.8 bar | 6.8 bar
120 | Idle run time before stopping | 1 to 30 min | 4 min
131 | Restart after power failure | on, off | off
140 | Base load change | 1 to 48 h | 12 h
152 | Condensate drain, open time | 1 to 10 s | 3 s
153 | Condensate drain, interval | 1 to 60 min | 8 min
170 | Service hours reset | code needed | --

== Starting up

index: starting

1. Check the oil level: it must stand in the upper third of the sight glass, with the compressor at
  rest for 10 minutes.
2. Close the doors. With a door open the cooling air does not reach the motor.
3. Open the outlet valve and switch on the isolator.
4. Wait until the display shows READY, then press ON. The motor changes over to delta after 7
  seconds.
5. Read the outlet temperature after 15 minutes: 75 °C to 90 °C is right.

== Stopping

index: stopping

Press OFF. The compressor runs idle for 30 seconds to relieve the vessel and then stops. Press the
red button only in danger: it stops at once and the oil foams.

= Maintenance

== Maintenance plan

index: maintenance plan

The controller counts the hours and shows what is due. In dusty rooms halve the intervals of the
filters.

table: Maintenance plan
w 4.5 1 1 1 1 2.4
h Work | Hours | < | < | < | Part number
h ^ | 500 | 2000 | 4000 | 8000 | ^
Clean the cooler fins | x | | | | --
Check the drive belt | x | | | | --
Intake filter | | x | | | AF-7510
Oil filter | | x | | | OF-7520
Oil (34 l HalSyn 46) | | | x | | HS-46-20
Separator cartridge | | | x | | SE-7540
Drive belt | | | | x | DB-7505
Motor bearings, grease 22 g each | | x | | | --
Safety valve, test | | | | x | --

== Drive belt

index: drive belt

The drive belt is a ribbed belt with five ribs, part number DB-7505. It loses tension during the
first 50 hours and must be checked then. A belt that is too slack squeals at change-over and wears;
one that is too tight ruins the bearings of motor and screw block.

=== Checking the belt tension

index: belt tension

! WARNING
Moving belts and pulleys pull in fingers and clothes. The compressor can start by itself. Lock the
isolator with a padlock and wait 3 minutes before you remove the belt guard.

The tension is right when the drive belt deflects by 8 mm at a test force of 75 N in the middle of
the span. A frequency meter must show 62 Hz. Measure with the belt at room temperature, at three
places after turning the pulley by hand, and take the mean.

figure: compressor_belt | Measuring the belt tension

table: Setting values for the drive belt
w 4 2.4 2.4 2.4
h Belt | Test force | Deflection | Frequency
New belt, first fitting | 75 N | 6.5 mm | 69 Hz
Belt in use (after 50 h) | 75 N | 8 mm | 62 Hz
Limit: tension again | 75 N | 11 mm | 53 Hz

=== Tensioning the drive belt

index: jack screw

! WARNING
A belt under tension can crush fingers between belt and pulley. Turn the pulleys only by hand, on
the outer edge, and never lever the belt over the pulley with a screwdriver.

1. Stop the compressor, lock the isolator with a padlock, and wait 3 minutes.
2. Open the left door and take off the belt guard (four screws M8, 13 mm wrench).
3. Look at the belt. Replace it if ribs are torn, if cracks reach the cords, or if its flanks shine
  like glass.
4. Lay a steel rule across both pulleys. They must stand in line within 1 mm over their whole width.
5. Loosen the four motor foot bolts M16 by one turn each. Do not take them out.
6. Loosen the counter nut of the jack screw at the end of the slide rail.
7. Turn the jack screw clockwise to tighten the belt. One full turn moves the motor by 2 mm and
  raises the frequency by about 6 Hz.
8. Turn the motor pulley by hand three times so that the belt settles.
9. Put the test gauge at mid-span, press with 75 N, and read the deflection. Compare it with the
  table in section [[Checking the belt tension]].
10. Repeat steps 7 to 9 until the deflection is right. Do not go beyond it and then back: loosen the
  belt fully and start again.
11. Tighten the motor foot bolts crosswise to 210 Nm and check the alignment with the steel rule
  once more.
12. Tighten the counter nut of the jack screw to 60 Nm.
13. Fit the belt guard with 20 Nm, close the door, and remove the padlock.
14. Let the compressor run on load for 30 minutes, check the tension again, and enter the value in
  the station log.

== Oil and oil filter

index: oil change, oil filter

! CAUTION
Hot oil burns. Let the oil cool below 50 °C before draining.

Drain the oil while it is warm, at the cocks of vessel and cooler. Screw off the oil filter with a
strap wrench, oil the seal of the new one, and tighten it by hand, then with 35 Nm. Fill in 34 l,
run for 5 minutes, and top up 2 l. Never mix HalSyn 46 with mineral oil.

== Intake filter

index: intake filter

Replace the cartridge when the indicator turns red (at 45 mbar). Tapping it out is allowed once;
blowing it out from outside is not.

== Separator cartridge

index: separator cartridge

Change the cartridge at a pressure difference of 0.8 bar. Tighten the twelve cover bolts M16
crosswise to 185 Nm. The steel staple in the seal must stay: it carries off static charge.

== Safety valve

index: safety valve

! DANGER
A blocked safety valve lets the vessel burst. Never seal, plug or adjust it. It is set at the works
to 11 bar and is replaced as a whole.

Test it every 8000 hours by raising the pressure with the outlet shut, together with an inspector.

== Condensate

index: condensate drain

The cyclone drain opens for the time set in menu 152. Condensate is oily waste; the oil-water
separator OWS-10 takes up to 20 l/h.

= Faults

== Shutdown messages

index: messages, shutdown

Messages with E stop the compressor, those with W only warn. Acknowledge with the key CLR after the
cause is removed.

table: Messages of the controller HC-4
w 1 3 4 4.6
h Code | Meaning | Cause | Remedy
E01 | Outlet temperature above 110 °C | Cooler dirty, oil low, room hot | Clean the fins, top up
  oil, ventilate
E02 | Motor overload | Voltage low, separator clogged | Measure the supply; change the cartridge
E04 | Wrong phase rotation | Relay K9 | Swap two phases of the feeder
E07 | Pressure sensor | Cable broken, plug X7 | Check 4 to 20 mA at X7
E09 | Emergency button | Button pressed | Turn to unlock, press CLR
E12 | Starts too often | More than 12 starts in an hour | Raise menu 120; enlarge the receiver
W21 | Oil filter | Pressure difference above 1.4 bar | Change filter OF-7520
W23 | Separator | Pressure difference above 0.8 bar | Change cartridge SE-7540
W25 | Service due | Hours reached | Do the work, reset in menu 170
W28 | Low room temperature | Below 3 °C | Heat the room; no start below 1 °C

== Faults without message

index: squealing, oil in the air

Look at the simple causes first: a shut valve and a dirty cooler make up half of all calls.

table: Faults without message
w 3.4 4 4
h What you notice | Cause | Remedy
Squealing for some seconds at change-over | Drive belt slack | Tension it, section
  [[Tensioning the drive belt]]
Network pressure falls, motor runs loaded | Demand higher than delivery, leaks | Look for leaks by
  night; add a machine
Oil in the compressed air | Return line nozzle blocked | Clean the nozzle (1.2 mm drill)
Safety valve blows | Separator clogged, pressure set too high | Change cartridge; lower menu 110
Compressor does not go off load | Solenoid valve Y1 stuck | Replace Y1; coil resistance 27 ohms
Oil level sinks, no leak | Thermostat stuck, oil too cold | Replace the thermostatic insert

= Storage and parts

== Standstill

index: standstill, preservation

For a standstill of more than two months run the compressor warm, change the oil, slacken the drive
belt and close the outlet. Turn the screw block by hand every four weeks. After a year pour 0.5 l of
oil into the intake valve before the first start.

== Parts

index: spare parts

table: Parts for service
w 3 5 2
h Part number | Part | Pieces
AF-7510 | Intake filter cartridge | 1 pc
OF-7520 | Oil filter | 1 pc
SE-7540 | Separator cartridge with seals | 1 pc
DB-7505 | Drive belt, five ribs | 1 pc
SV-11 | Safety valve 11 bar | 1 pc
HS-46-20 | HalSyn 46, can of 20 l | 2 pcs
TH-71 | Thermostatic insert 71 °C | 1 pc
"""


def manual() -> Manual:
    """Return the compressor's manual."""
    return Manual(
        file="SC-75_Compressor_Manual.pdf",
        manual="SC-75_Compressor_Manual",
        title="Screw Compressor SC-75",
        subtitle="Operating and maintenance instructions",
        maker="Halden Air",
        document="HA-SC75-12",
        machine="SC-75",
        revision="1.2",
        language="en",
        effective="2024-03-18",
        accent="#0f5c6e",
        emblem="compressor_front",
        labels="running",
        front=FRONT,
        text=TEXT,
    )
