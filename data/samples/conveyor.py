"""Das Förderband FB-30 einer Verpackungslinie, ganz auf Deutsch."""

from document import Manual

FRONT = """
= Zu dieser Anleitung

index: Signalwörter

Diese Betriebsanleitung gehört zum Förderband FB-30 der Verpackungslinie ab Seriennummer 30-118. Sie
richtet sich an Bediener, Instandhalter und Elektrofachkräfte. Die Seiten sind kapitelweise gezählt:
5-2 ist die zweite Seite von Kapitel 5.

table: Ausgaben
w 2 2 5
h Ausgabe | Datum | Inhalt
07/2021 | 12.07.2021 | Erstausgabe
03/2024 | 04.03.2024 | Gurtlaufsensor B4 und Störungsliste ergänzt
"""

TEXT = """
= Sicherheit

== Bestimmungsgemäße Verwendung

index: Verwendung

Das Förderband FB-30 fördert geschlossene Kartons von 0,3 kg bis 18 kg in trockenen Räumen. Es ist
nicht für Personen, lose Schüttgüter oder Lebensmittel ohne Verpackung bestimmt.

== Gefahren am Förderband

index: Einzugsstelle, Restspannung

! GEFAHR
Im Schaltschrank liegt auch bei ausgeschaltetem Hauptschalter an den Klemmen L1 bis L3 Netzspannung
an. Arbeiten dürfen nur Elektrofachkräfte nach Freischalten der Zuleitung ausführen.

! WARNUNG
Zwischen Fördergurt und Trommel werden Finger und Ärmel eingezogen. Das Band nie ohne Seitenbleche
und Trommelabdeckung betreiben.

! VORSICHT
Der Getriebemotor wird bis zu 75 °C heiß. Vor dem Anfassen 30 Minuten abkühlen lassen.

== Not-Halt und Wiederanlauf

index: Not-Halt, Reißleine

An beiden Längsseiten liegt eine Reißleine. Nach dem Ziehen hält der Gurt innerhalb von 0,4 s an.
Zum Wiederanlauf die Ursache beseitigen, den Hebel am Reißleinenschalter zurückstellen und die blaue
Taste QUITTIEREN drücken. Die Reißleine wird monatlich geprüft: Sie muss bei einer Zugkraft von 125
N auslösen.

= Beschreibung

== Aufbau

index: Fördergurt, Antriebstrommel, Umlenktrommel

figure: conveyor_parts | Hauptteile des Förderbands

table: Hauptteile
w 1 3 6
h Nr. | Teil | Bemerkung
1 | Umlenktrommel | Durchmesser 120 mm, ballig
2 | Antriebstrommel | Durchmesser 120 mm, gummiert
3 | Fördergurt | Breite 600 mm, zweilagig
4 | Getriebemotor | treibt über den Antriebsriemen
5 | Tragrollen | 12 Stück, Kugellager 6204
6 | Stütze | Höhe 650 mm bis 950 mm einstellbar

== Technische Daten

index: technische Daten, Geschwindigkeit

Die Angaben gelten für das Grundgerät von 6 m Länge bei 20 °C.

table: Technische Daten des FB-30
w 4 2 2 3
h Größe | Wert | < | Bemerkung
h ^ | Zahl | Einheit | ^
Gurtgeschwindigkeit | 0,2--0,9 | m/s | stufenlos einstellbar
Tragfähigkeit | 55 | kg/m | gleichmäßig verteilt
Motorleistung | 1,1 | kW | 3 x 400 V, 50 Hz
Motordrehzahl | 1410 | 1/min |
Getriebeöl | 0,9 | l | CLP 220, synthetisch
Schutzart | IP 54 | -- |
Umgebungstemperatur | 5--40 | °C |
Schalldruckpegel | 66 | dB(A) | bei 0,6 m/s
Gewicht | 510 | kg | ohne Stützen

== Sensoren

index: Sensoren, Lichtschranke

Vier Sensoren überwachen das Band. B1, B2 und B3 sind Lichtschranken mit einer Reichweite von 1,5 m;
B4 ist ein Rollenschalter am Gurtrand.

figure: conveyor_sensors | Lage der Sensoren

= Montage

== Transport und Aufstellung

index: Transport, Aufstellung

! WARNUNG
Das Band kann beim Anheben kippen. Nur an den vier gelben Ösen anschlagen und nie unter die
schwebende Last treten.

Der Boden muss eben sein. Das Band mit den Stellfüßen in Längs- und Querrichtung auf 1 mm je Meter
ausrichten. Die Kontermuttern der Stellfüße werden mit 70 Nm angezogen, die Bodenanker M12 mit 50
Nm.

== Elektrischer Anschluss

index: elektrischer Anschluss, Absicherung

Die Zuleitung 5 x 2,5 mm² wird mit 16 A träge abgesichert. Der Motorschutzschalter Q1 ist auf 2,6 A
eingestellt. Der Schutzleiterwiderstand darf 0,3 Ohm nicht überschreiten.

= Betrieb

== Bedienfeld

index: Bedienfeld, Betriebsarten

Am Bedienfeld wird die Betriebsart gewählt. Ein Wechsel wirkt erst, wenn der Gurt steht.

table: Betriebsarten
w 2 5 3
h Schalter | Wirkung | Leuchte
HAND | Gurt läuft, solange die Taste gedrückt ist | gelb
AUTO | Linie startet und hält das Band | grün
REINIGUNG | Gurt läuft mit 0,1 m/s, Sensoren abgeschaltet | gelb blinkend

== Einschalten

index: Einschalten

1. Prüfen, dass niemand am Band arbeitet und keine Werkzeuge auf dem Gurt liegen.
2. Hauptschalter auf I drehen. Die Steuerung braucht 20 Sekunden.
3. Reißleinen prüfen und QUITTIEREN drücken; die weiße Leuchte erlischt.
4. Betriebsart AUTO wählen und die Geschwindigkeit am Drehknopf einstellen.
5. Den ersten Karton bis zum Auslauf begleiten und auf den Gurtlauf achten.

== Stau beseitigen

index: Stau

Meldet B2 einen Stau länger als 8 s, hält das Band. Auf HAND schalten, die Kartons von Hand
abnehmen, die Lichtschranke abwischen und wieder auf AUTO schalten. Nie in den Spalt zum nächsten
Band greifen.

== Geschwindigkeit an die Linie anpassen

index: Geschwindigkeit

Der Abstand zwischen zwei Kartons muss am Auslauf mindestens 150 mm betragen. Ist er kleiner, das
Band um 0,05 m/s schneller stellen. Der Umrichter speichert den Wert nach 10 s.

= Instandhaltung

== Wartungsplan

index: Wartungsplan

Die Betriebsstunden zeigt der Umrichter unter d-04. Alle Arbeiten geschehen bei verschlossenem
Hauptschalter.

table: Arbeiten und Fristen
w 5 1 1 1 1 3
h Arbeit | Betriebsstunden | < | < | < | Wer
h ^ | 40 | 500 | 2000 | 10000 | ^
Gurt reinigen, Abstreifer prüfen | x | | | | Bediener
Spannung des Fördergurts messen | | x | | | Instandhalter
Antriebsriemen prüfen | | x | | | Instandhalter
Trommellager schmieren, 5 g | | | x | | Instandhalter
Tragrollen auf Leichtlauf prüfen | | | x | | Instandhalter
Getriebeöl wechseln | | | | x | Instandhalter

== Fördergurt spannen

index: Gurtspannung, Spannspindel

! WARNUNG
Ein anlaufender Gurt zieht Hände ein. Vor der Arbeit den Hauptschalter ausschalten, mit einem
Vorhängeschloss sichern und den Schlüssel einstecken.

Der Fördergurt ist richtig gespannt, wenn er sich um 0,5 % längt: Zwei Messmarken im Abstand von
1000 mm am ungespannten Gurt liegen danach 1005 mm auseinander. Mehr als 0,8 % schädigt die Lager.

figure: conveyor_tension | Spannen des Fördergurts

1. Hauptschalter ausschalten und sichern. Alle Kartons abnehmen.
2. Seitenbleche links und rechts an der Umlenktrommel abnehmen, je vier Schrauben M6.
3. Den Gurt ganz entspannen und zwei Messmarken im Abstand von 1000 mm mit Bleistift anzeichnen.
4. Kontermuttern der beiden Spannspindeln lösen (Schlüsselweite 24 mm).
5. Beide Spannspindeln abwechselnd um je eine halbe Umdrehung anziehen. Eine Umdrehung verschiebt
  die Trommel um 2,5 mm.
6. Nach je zwei Umdrehungen den Abstand der Messmarken mit dem Stahlmaßstab prüfen.
7. Den Abstand zwischen Trommelachse und Rahmen links und rechts messen. Der Unterschied darf 1 mm
  nicht überschreiten.
8. Bei 1005 mm die Kontermuttern mit 85 Nm anziehen.
9. Seitenbleche anbauen und die Schrauben mit 9 Nm anziehen.
10. Hauptschalter entsichern, das Band 10 Minuten leer laufen lassen und den Gurtlauf beobachten.
11. Nach 24 Betriebsstunden die Dehnung noch einmal messen und in das Wartungsheft eintragen.

== Gurtlauf einstellen

index: Gurtlauf

Der Gurt darf an der Umlenktrommel höchstens 5 mm aus der Mitte laufen. Läuft er nach links, die
linke Spannspindel um eine Viertelumdrehung anziehen und drei Umläufe abwarten. Immer nur an der
Umlenktrommel einstellen, nie an der Antriebstrommel.

== Antriebsriemen

index: Antriebsriemen, Riemenspannung

! VORSICHT
Quetschgefahr zwischen Riemen und Scheibe. Die Scheibe nur am Außenrand drehen.

Der Antriebsriemen verbindet Getriebemotor und Antriebstrommel. Er ist ein Zahnriemen 8M-1040 von 30
mm Breite. Die Eigenfrequenz der freien Seite beträgt 48 Hz; ein neuer Riemen wird auf 55 Hz
gespannt. Danach die Motorkonsole mit vier Schrauben M10 bei 46 Nm festziehen.

== Getriebeöl wechseln

index: Getriebeöl

Das Öl warm ablassen. Die Ablassschraube mit neuem Dichtring bei 22 Nm anziehen, 0,9 l CLP 220
einfüllen und nach einer Stunde Stillstand den Stand an der Kontrollschraube prüfen.

! HINWEIS
Synthetisches und mineralisches Öl dürfen nicht gemischt werden: Die Dichtungen quellen.

== Gurt reinigen

index: Reinigung

Betriebsart REINIGUNG wählen und den Gurt mit einem feuchten Tuch und Reiniger GR-5 abwischen.
Lösemittel und Dampfstrahler sind verboten. Der Abstreifer liegt mit 12 N an; seine Lippe wird bei
weniger als 6 mm Höhe ersetzt.

= Störungen

== Störmeldungen

index: Störmeldungen

Die Meldung steht auf der Anzeige des Umrichters und wird mit QUITTIEREN gelöscht. Bleibt sie
stehen, ist die Ursache noch vorhanden.

table: Störmeldungen des FB-30
w 1.2 3 4 4.4
h Code | Bedeutung | Ursache | Abhilfe
F-01 | Reißleine gezogen | Reißleine, Feder erlahmt | Hebel zurückstellen, Feder prüfen
F-03 | Motor überlastet | Stau, Gurt zu straff | Stau beseitigen, Gurtspannung messen
F-05 | Umrichter zu heiß | Lüfter verschmutzt, über 85 °C | Lüfter reinigen, Schaltschrank lüften
F-07 | Lichtschranke B1 dauernd belegt | Linse verschmutzt | Linse abwischen, neu ausrichten
F-08 | Stau am Sensor B2 | Auslauf blockiert | Kartons abnehmen, quittieren
F-11 | Gurt verlaufen | B4 länger als 2 s betätigt | Gurtlauf einstellen
F-12 | Schlupf | Drehzahlgeber an der Umlenktrommel | Fördergurt spannen, Trommelbelag prüfen
F-14 | Phasenausfall | Sicherung | Zuleitung messen
F-16 | Verbindung zur Linie fehlt | Busstecker X20 | Stecker prüfen, Teilnehmeradresse 30
F-19 | Wartung fällig | Stundenzähler | Arbeiten ausführen, Zähler unter d-09 löschen

== Störungen ohne Meldung

index: Geräusche

Ungewöhnliche Geräusche zuerst bei leerem Band und kleiner Geschwindigkeit suchen.

table: Störungen ohne Meldung
w 3.4 4 4
h Was man bemerkt | Ursache | Abhilfe
Quietschen im Takt der Trommel | Lager trocken | Lager mit 5 g Fett schmieren
Klappern am Antrieb | Antriebsriemen locker | Auf 48 Hz nachspannen
Schwarzer Abrieb unter dem Band | Gurt läuft am Rahmen | Gurtlauf einstellen
Kartons drehen sich | Seitenführung zu weit | Spalt auf 10 mm je Seite stellen
Gurt rutscht bei Nässe | Trommelbelag abgenutzt | Belag unter 3 mm ersetzen

= Ersatzteile und Entsorgung

== Ersatzteile

index: Ersatzteile

Bei der Bestellung die Seriennummer auf dem Typenschild angeben. Verschleißteile sind innerhalb von
drei Arbeitstagen lieferbar.

table: Ersatzteilliste
w 3 5 2
h Teilenummer | Benennung | Menge
FG-600-12 | Fördergurt 600 mm, endlos | 1 St.
ZR-8M-1040 | Antriebsriemen | 1 St.
TR-6204 | Tragrolle mit Lagern | 12 St.
AL-600 | Lippe für Abstreifer | 1 St.
RS-02 | Reißleinenschalter | 2 St.
LS-15 | Lichtschranke 1,5 m | 3 St.

== Außerbetriebnahme

index: Entsorgung

Vor der Demontage das Getriebeöl ablassen. Gurt und Trommelbelag gehören in den Gewerbeabfall,
Rahmen und Trommeln zum Stahlschrott. Bei Lagerung über sechs Monate den Gurt entspannen.
"""


def manual() -> Manual:
    """Return the conveyor's manual."""
    return Manual(
        file="FB-30_Betriebsanleitung.pdf",
        manual="FB-30_Betriebsanleitung",
        title="Förderband FB-30",
        subtitle="Betriebsanleitung für Verpackungslinien",
        maker="Kessling Fördertechnik",
        document="KF-FB30-BA",
        machine="FB-30",
        revision="03/2024",
        language="de",
        effective="2024-03-04",
        accent="#2f6b3a",
        emblem="conveyor_side",
        labels="chapter",
        front=FRONT,
        text=TEXT,
    )
