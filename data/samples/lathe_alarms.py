"""The alarm list and the parameter table of the lathe CL-450, as table rows."""

ALARMS = """
AL-101 | Emergency stop | Button at panel or chip conveyor pressed | Unlock the button, press RESET
  twice
AL-102 | Door open in automatic | Door moved before the end of the cycle | Close the door, press
  CYCLE START
AL-103 | Door lock not closed | Chips in the lock S12 | Clean the lock; adjust to 2 mm gap
AL-104 | Main air low | Pressure below 4.5 bar for 2 s | Check the compressed air supply and filter
AL-105 | Lubrication level low | Oil tank below MIN | Fill in 2.2 l of slideway oil CGLP 68
AL-106 | Lubrication pressure missing | Pump M8 dry, pipe broken | Bleed the pump; look for the
  broken pipe
AL-107 | Electrical cabinet hot | Above 45 °C, filter mat dirty | Replace the filter mat FM-22
AL-108 | Phase missing | Fuse F1 blown | Measure the supply; replace all three fuses
AL-109 | Battery of the control low | Below 2.8 V | Replace the battery with the control switched ON
AL-110 | Program memory full | More than 4 MB used | Delete or move programs
AL-120 | Spindle not ready | Drive has not reported within 6 s | Switch off for 1 min; check drive
  code
AL-121 | Spindle speed deviation | Actual speed off by more than 8 % | Reduce the cut; check the
  speed encoder
AL-122 | Spindle overload | Load above 130 % for 10 s | Reduce feed or depth of cut
AL-123 | Spindle bearing hot | Sensor B7 above 72 °C | Let it cool; check bearing grease
AL-124 | Spindle orientation failed | Mark not found in 2 turns | Clean sensor B6, gap 0.8 mm
AL-125 | Spindle brake worn | Stop took longer than 9 s | Replace the brake pads
AL-126 | Spindle motor temperature | Winding above 145 °C | Clean the motor fan
AL-127 | Gear not engaged | Gear change longer than 5 s | Turn the spindle by hand, repeat
AL-130 | Chuck pressure low | Below 12 bar during machining | Do not open the door for 30 s; check
  pump
AL-131 | Chuck not closed | Stroke end switch S21 | Check the jaw position and the stroke
AL-132 | Chuck speed limit | Speed above the entered jaw limit | Reduce speed or enter the right
  chuck
AL-133 | Foot switch fault | Both contacts closed | Replace the foot switch FS-2
AL-134 | Tailstock not on the part | Quill at the end of its stroke | Enter the right part length
AL-135 | Tailstock force low | Below 1.5 kN | Raise the tailstock pressure
AL-136 | Steady rest open | Switch S27 | Close the steady rest
AL-201 | X axis overload | Collision, chips in the guideway | Clean; test at 10 % feed
AL-202 | Z axis overload | Collision, ball screw dry | Clean; lubricate the ball screw
AL-203 | X axis following error | Lag above 0.4 mm | Check the coupling of the X motor
AL-204 | Turret not locked | Locking switch S33 has not closed within 1.5 s | Jog the turret, clean
  the coupling, then check the switch gap: 1.2 mm
AL-205 | Turret index error | Counted station differs from demanded | Index to T1 by hand, press
  TURRET ZERO
AL-206 | Turret motor overload | Heavy tools on one side | Balance the tools; 25 kg at most on one
  side
AL-207 | Tool not found | Number not in the tool table | Enter the tool
AL-208 | Tool life reached | Counter at its limit | Change the insert and reset the counter
AL-209 | Driven tool not engaged | Coupling off by more than 3° | Orient the driven tool again
AL-210 | Z axis following error | Lag above 0.5 mm | Check the coupling of the Z motor
AL-211 | X soft limit + | Target outside the range | Correct the program or the offset
AL-212 | X soft limit - | Target outside the range | Correct the program or the offset
AL-213 | Z soft limit + | Target outside the range | Correct the work offset
AL-214 | Z soft limit - | Target behind the chuck face | Check the jaw height and the work offset
AL-215 | X limit switch | Axis ran onto switch S41 | Hold OVERRIDE and jog off by hand
AL-216 | Z limit switch | Axis ran onto switch S43 | Hold OVERRIDE and jog off by hand
AL-217 | Reference lost | Encoder battery changed | Reference both axes again
AL-218 | Encoder X fault | Cable X41 damaged | Replace the cable; reference again
AL-219 | Encoder Z fault | Cable X43 damaged | Replace the cable; reference again
AL-220 | Axis drive not ready | Contactor K3 | Check the fuses F11 to F13
AL-221 | Brake of the X axis | Axis sank by more than 0.05 mm | Replace the brake of motor MX
AL-301 | Coolant level low | Float switch in the tank | Top up emulsion of 7 %
AL-302 | Coolant pump overload | Motor breaker Q5 tripped | Clean the pump strainer, set Q5 to 3.4 A
AL-303 | Coolant pressure low | Below 3 bar at the turret | Clean the nozzle; check the belt filter
AL-304 | Coolant too warm | Above 32 °C | Switch on the chiller; change half the emulsion
AL-305 | Chip conveyor jammed | Torque limiter slipped | Run it backwards for 5 s, clear the jam
AL-306 | Chip cart full | Light barrier B52 | Empty the chip cart
AL-307 | Mist extractor | Filter above 350 Pa | Replace the cartridge MC-45
AL-308 | Hydraulic oil level | Tank below 18 l | Fill in HLP 32
AL-309 | Hydraulic oil hot | Above 58 °C | Clean the cooler
AL-310 | Hydraulic filter | Clogging switch at 2.5 bar | Replace the element HE-32
AL-401 | Syntax error | Unknown word in the block | Correct the block shown
AL-402 | Feed missing | No F word before G1 | Enter a feed
AL-403 | Radius wrong | End point off by more than 0.01 mm | Correct I and K
AL-404 | Subprogram missing | O number not in the memory | Load the subprogram
AL-405 | Nesting too deep | More than 8 levels | Reduce the nesting
AL-406 | Thread pitch too large | Speed times pitch above 12 m/min | Reduce the speed
AL-407 | Tool radius compensation | Contour narrower than the tool nose | Choose a smaller nose
  radius
AL-408 | Division by zero | Macro variable empty | Set the variable
AL-409 | Transfer aborted | Network cable, wrong address | Check address and cable, send again
AL-410 | Option not present | Function is not unlocked | Order the option
"""

PARAMETERS = """
P1001 | Rapid traverse X | 1000--20000 | 16000 | mm/min
P1002 | Rapid traverse Z | 1000--24000 | 20000 | mm/min
P1003 | Acceleration X | 0.5--5.0 | 3.0 | m/s²
P1004 | Acceleration Z | 0.5--5.0 | 3.5 | m/s²
P1005 | Backlash compensation X | 0--200 | 6 | µm
P1006 | Backlash compensation Z | 0--200 | 9 | µm
P1007 | Soft limit X + | 0--260 | 255 | mm
P1008 | Soft limit Z + | 0--620 | 612 | mm
P1009 | In-position window | 1--50 | 10 | µm
P1010 | Jog speed | 10--5000 | 1200 | mm/min
P1011 | Reference speed | 100--3000 | 800 | mm/min
P1012 | Following error limit X | 50--2000 | 400 | µm
P1013 | Following error limit Z | 50--2000 | 500 | µm
P2001 | Spindle speed, highest | 100--4500 | 4200 | rpm
P2002 | Spindle speed, gear 1 | 50--1400 | 1150 | rpm
P2003 | Spindle run-up time | 1.0--20.0 | 4.5 | s
P2004 | Spindle braking time | 1.0--20.0 | 6.0 | s
P2005 | Orientation angle | 0--359.9 | 87.5 | °
P2006 | Orientation speed | 10--300 | 90 | rpm
P2007 | Speed tolerance | 1--20 | 8 | %
P2008 | Warm-up speed | 100--2000 | 900 | rpm
P2009 | Warm-up time | 0--60 | 12 | min
P2010 | Chuck pressure, lowest | 5--40 | 12 | bar
P2011 | Chuck dwell after closing | 0--5.0 | 0.6 | s
P2012 | Tailstock force | 1.0--12.0 | 4.0 | kN
P3001 | Turret index time-out | 0.5--10.0 | 2.5 | s
P3002 | Turret lock time-out | 0.5--5.0 | 1.5 | s
P3003 | Number of stations | 8--12 | 8 | --
P3004 | Tool change position X | 0--255 | 250 | mm
P3005 | Tool change position Z | 0--612 | 480 | mm
P3006 | Tool life warning | 50--100 | 90 | %
P3007 | Driven tool speed, highest | 100--6000 | 5000 | rpm
P4001 | Coolant run-on time | 0--60 | 5 | s
P4002 | Coolant pressure limit | 1.0--20.0 | 3.0 | bar
P4003 | Chip conveyor, running time | 1--600 | 40 | s
P4004 | Chip conveyor, pause | 1--600 | 180 | s
P4005 | Lubrication interval | 1--120 | 25 | min
P4006 | Lubrication pulse | 1--30 | 8 | s
P4007 | Door release delay | 0--10.0 | 1.2 | s
P4008 | Mist extractor run-on | 0--300 | 90 | s
P5001 | Network address, last byte | 1--254 | 45 | --
P5002 | Program back-up interval | 1--168 | 24 | h
P5003 | Screen saver | 1--120 | 15 | min
P5004 | Language | 0--9 | 1 | --
P5005 | Inch input | 0--1 | 0 | --
"""
