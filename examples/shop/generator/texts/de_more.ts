// Sentences that go with several wishes: why it matters, that it is urgent, how the thing goes back.
export const eilig = [
  'Hoffentlich {ist es noch nicht zu spät|habt ihr noch nicht gepackt|erwischt es euch noch rechtzeitig}.',
  'Ist mir {gerade erst|leider zu spät|beim Durchlesen der Mail} aufgefallen.',
  'Entschuldigt {die Umstände|bitte|das Durcheinander}.',
  'Bestellt habe ich {gerade eben|vor einer Stunde|heute früh}.',
];
export const anlass = [
  'Es ist ein {Geschenk|Geburtstagsgeschenk} für {meine Mutter|meinen Bruder|eine Freundin}{, gefeiert wird am [weekday]|}.',
  'Am [weekday] {fahren wir in den Urlaub|sind wir weg}.',
  'Ich war {den ganzen Tag|die ganze Woche} zu Hause.',
  'Im Konto steht nur „[status]“.',
  'Bestellt hatte ich am [placed].',
  'Die Nachbarn haben {nichts|auch nichts angenommen}.',
  'Sonst {ging es bei euch immer|war ich immer} {schnell|sehr zufrieden}.',
  'Wir wohnen {im dritten Stock ohne Aufzug|am Ende eines Feldwegs|über einer Bäckerei}, und {der Bote|der Zusteller|wer hier ausliefert} {klingelt einmal und ist weg|stellt Pakete ab, wo er will}.',
];
export const zurueck = [
  '{Ungetragen|Unbenutzt}, mit Etikett.',
  'Die Qualität ist {toll|schön}, daran liegt es nicht.',
  'Den Karton habe ich noch.',
  'Bestellt am [placed].',
  'Tut mir leid für den Aufwand.',
];
