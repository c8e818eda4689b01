import type { Language } from '../intents.ts';
import { manner } from './de_manner.ts';
import { anlass, eilig, zurueck } from './de_more.ts';

export const de: Language = {
  manner,
  words: {
    where: {
      subject: [
        'Wo ist meine Bestellung?',
        'Lieferung',
        'Frage zur Lieferung',
        'Bestellung [order]',
        'Wann kommt mein Paket?',
        'Sendungsverfolgung',
        'Status',
        '[line]',
      ],
      core: [
        '{können Sie|könnt ihr} mir sagen, {wann|an welchem Tag} {meine Bestellung|das Paket|„[line]“} {kommt|ankommt|bei mir ist}?',
        'ich habe am [placed] „[line]“ bestellt und {seitdem nichts gehört|wüsste gern, wo es ist|noch keine Nachricht bekommen}.',
        'wann kommt {denn|eigentlich} {mein paket|meine bestellung}? {noch keine nachricht bekommen|}',
        'Gibt es {schon|mittlerweile} eine Sendungsnummer {zu|für} [order]? {Ich finde keine.|}',
        'Ist {die Bestellung|mein Paket} schon {raus|unterwegs|verschickt}? {In der Mail stand [expected].|}',
        'Ich wollte {nur|kurz|mal} nachfragen, {wie es um meine Bestellung steht|wo mein Paket gerade ist|ob es bei [expected] bleibt}.',
      ],
      more: anlass,
    },
    late: {
      subject: [
        'Paket kommt nicht',
        'Lieferung verspätet',
        'Bestellung [order] noch nicht da',
        'Immer noch kein Paket',
        'Wo bleibt mein Paket?',
        'Lieferverzug',
        'Verspätung',
      ],
      core: [
        'meine Bestellung {sollte|hätte} am [expected] {hier sein sollen|da sein} und ist {immer noch nicht da|bis heute nicht angekommen}.',
        'Seit [days] Tagen warte ich {auf mein Paket|auf „[line]“}, {es tut sich nichts|und die Sendungsverfolgung steht still}.',
        '{das paket|meine lieferung} ist {immer noch|noch immer} nicht da, {was ist da los|wo bleibt das}?',
        '[carrier] verschiebt {den Termin|die Zustellung} {jeden Tag|immer wieder}. {Mir kann niemand etwas sagen.|Langsam reicht es.|}',
        'Der zugesagte Termin ({[expected]|vergangene Woche}) ist {längst|} vorbei. {Was nun?|Kommt da noch etwas?|Bekomme ich wenigstens den Versand zurück?}',
        'Laut Verfolgung {hängt|liegt} das Paket {seit Tagen|schon eine Weile} {fest|im Depot}. {Können Sie bei [carrier] nachfragen?|Könnt ihr da etwas machen?}',
      ],
      more: anlass,
    },
    impatient: {
      subject: ['Geld zurück', 'Paket verloren', 'Erstattung bitte', 'Rücktritt'],
      core: [
        'das Paket ist {offenbar|wohl} verloren gegangen. {Bitte erstatten Sie mir den Betrag|Ich möchte mein Geld zurück} ([total]), {keinen Ersatz|ein neues brauche ich nicht mehr}.',
        'ich habe {inzwischen|mittlerweile} woanders gekauft. {Bitte nichts mehr schicken|Also kein Ersatz}, sondern {das Geld zurück|alles erstatten}.',
      ],
    },
    not_received: {
      subject: ['Angeblich zugestellt', 'Paket nicht erhalten', 'zugestellt?? Nein!', 'Paket verschwunden'],
      core: [
        'laut [carrier] wurde {das Paket|meine Bestellung} am [delivered] zugestellt. {Hier ist aber nichts angekommen.|Ich habe nichts bekommen.|Bei mir jedenfalls nicht.}',
        'In der Verfolgung steht „[leftwith]“. {Dort liegt nichts.|Niemand im Haus weiß davon.|Das stimmt nicht.}',
        'angeblich zugestellt, {aber ich hab nix|hier ist nichts}. wer hat {das|es} angenommen?',
      ],
      more: [
        'Ich habe {alle Nachbarn|im ganzen Haus} gefragt.',
        'Eine Karte war auch nicht im Kasten.',
        'Bei uns {wurde schon öfter|wird leider} geklaut.',
      ],
    },
    invoice: {
      subject: ['Rechnung', 'Rechnung fehlt', 'Bitte um Rechnung zu [order]', 'Beleg'],
      core: [
        '{könnten Sie|könnt ihr} mir bitte {die Rechnung|eine Rechnung} {zu [order]|für meine Bestellung} schicken?',
        'Im Paket lag keine Rechnung. {Bitte als PDF.|Wo finde ich die?}',
        'Ich brauche {für die Steuer|für die Buchhaltung|für die Firma} {einen Beleg|eine Rechnung} über [total].',
        'rechnung bitte {als pdf|nochmal|per mail}, danke',
      ],
    },
    product: {
      subject: ['Frage zu [line]', 'Pflege', 'Waschen', 'Kratzt das?'],
      core: [
        'darf „[line]“ {in die Maschine|bei 30 Grad gewaschen werden}? {Auf dem Etikett steht dazu nichts.|}',
        'Woher kommt {eigentlich|} die Wolle {von|für} „[line]“? {Ist sie mulesingfrei?|}',
        'Fällt „[line]“ {eher groß|eher klein|normal} aus? Ich liege zwischen zwei Größen.',
        'Mein neues Stück riecht {noch etwas|leicht} nach Schaf. {Geht das weg?|Ist das normal?|}',
      ],
    },
    several: {
      subject: ['Mehrere Fragen', 'Drei Dinge', 'Lieferung und Rechnung'],
      core: [
        'drei Fragen: 1. Wann kommt das Paket? 2. {Kann|Könnte} auf die Rechnung meine Firma? 3. Gibt es „[line]“ {bald|} noch in anderen Farben?',
        'Wann kommt es, {kann es beim Nachbarn abgegeben werden|darf es vor die Tür}, und {wie läuft die Rückgabe|was kostet der Umtausch}, falls es nicht passt?',
        'Das Paket {fehlt|ist nicht da}, die Rechnung auch, und ich glaube, {es wurde doppelt abgebucht|der Gutschein wurde nicht abgezogen}. {Bitte prüfen Sie alles.|}',
      ],
    },
    change_of_mind: {
      subject: ['Rücksendung', 'Retoure [order]', 'Widerruf', 'Ich möchte „[line]“ zurückgeben', 'Rückgabe'],
      core: [
        'ich möchte „[line]“ ([variant]) {gern|} {zurückgeben|zurückschicken}. {Die Farbe wirkt ganz anders als auf dem Bild.|Es gefällt mir leider nicht.|Es ist mir zu dick.|}',
        '„[line]“ {gefällt mir leider nicht|kratzt mir zu sehr|ist nicht meins}. {Wie geht die Rückgabe?|Bekomme ich ein Etikett?|Bitte um ein Retourenetikett.}',
        'hiermit widerrufe ich den Kauf von „[line]“. {Bitte schicken Sie mir ein Rücksendeetikett.|}',
        'wie kann ich {das|[order]} zurückschicken? {gefällt nicht|doch nicht das richtige}',
      ],
      more: zurueck,
    },
    does_not_fit: {
      subject: ['Umtausch', 'Falsche Größe', 'zu klein', 'zu groß', 'Größe tauschen'],
      core: [
        '„[line]“ in [variant] ist mir {zu klein|zu groß|an den Schultern zu eng|an den Armen zu kurz}. {Kann ich tauschen?|Ich bräuchte eine Nummer größer.|Geht das eine Nummer kleiner?}',
        'passt leider nicht, {bräuchte eine nummer größer|zu eng|zu weit}. {umtausch möglich?|}',
        'Schönes Teil, falsche Größe. {Ich würde gern umtauschen.|Tauscht ihr um?|}',
      ],
      more: zurueck,
    },
    damaged: {
      subject: ['Defekt', 'Loch in „[line]“', 'Reklamation', 'Beschädigt angekommen', 'Naht offen'],
      core: [
        'in „[line]“ ist {ein Loch|ein Mottenloch|ein Fleck|ein gezogener Faden}. {So kam es aus dem Karton.|Gerade erst ausgepackt.|}',
        'Die Naht {ist|war} {nach einem Tag|beim ersten Tragen|von Anfang an} offen. {Das kann nicht sein.|}',
        'paket war {nass|aufgerissen|zerdrückt} und „[line]“ ist {hinüber|fleckig|beschädigt}',
        'Leider {ist|war} „[line]“ bei der Ankunft {beschädigt|fehlerhaft}: {ein Ärmel ist länger|der Knopf fehlt|die Kante franst aus}.',
      ],
      more: [
        'Noch {nicht getragen|unbenutzt}.',
        'Schade, ich hatte mich {so|sehr} gefreut.',
        'Ein Foto {hänge ich an|kann ich schicken}.',
      ],
      ask: ['Was machen wir {da|nun}?', 'Kann ich ein neues bekommen?', 'Bekomme ich mein Geld zurück?', ''],
    },
    wrong_item: {
      subject: ['Falscher Artikel', 'Falsch geliefert', 'Das habe ich nicht bestellt', 'Verwechslung'],
      core: [
        'bestellt {war|hatte ich} „[line]“ in [variant], {gekommen ist|im Karton lag} {etwas ganz anderes|die falsche Farbe|die falsche Größe}.',
        'Da {wurde|ist} wohl etwas verwechselt{ worden|}: das ist nicht „[line]“ ([variant]).',
        'falscher artikel im paket! {sollte [variant] sein|bestellt war [variant]}',
      ],
      ask: [
        'Wie bekomme ich den richtigen?',
        'Was mache ich mit dem falschen?',
        'Bitte schicken Sie den richtigen.',
        '',
      ],
    },
    refund_status: {
      subject: ['Wo bleibt mein Geld?', 'Erstattung', 'Rücksendung angekommen?', 'Geld noch nicht da'],
      core: [
        'ich habe „[line]“ {vor zwei Wochen|vor zehn Tagen|längst} zurückgeschickt und {noch kein Geld erhalten|warte auf die Erstattung}.',
        'Ist meine {Rücksendung|Retoure} {angekommen|da}? {Auf dem Konto ist nichts.|Das Geld fehlt noch.|}',
        'wann {kommt|krieg ich} {mein geld|die erstattung}? {[price] fehlen noch|}',
      ],
    },
    worn_out: {
      subject: ['Qualität', '[line] pillt', 'Verfilzt', 'Nach vier Wochen durch'],
      core: [
        'nach {drei|vier|fünf} Wochen {ist „[line]“ voller Knötchen|ist „[line]“ an der Ferse durch|sieht „[line]“ uralt aus}.',
        'Ich habe „[line]“ {von Hand|im Wollprogramm} gewaschen, jetzt ist es {verfilzt|eingelaufen}.',
        'Für [price] hätte ich {mehr|eine andere Qualität} erwartet: {überall Pilling|die Ellbogen sind dünn}.',
      ],
      ask: ['Ist das normal?', 'Was {schlagt ihr|schlagen Sie} vor?', ''],
    },
    chargeback: {
      subject: ['Rückbuchung', 'Käuferschutz', 'Fall bei PayPal'],
      core: [
        'ich habe {bei PayPal|bei meiner Bank} einen Fall eröffnet, weil {niemand antwortet|ich das nie bestellt habe}.',
        'Die Zahlung über [total] habe ich {zurückgebucht|bestritten}. {Bitte klären Sie das mit der Bank.|}',
      ],
    },
    address: {
      subject: ['Adresse ändern', 'Falsche Adresse', 'Neue Lieferadresse', 'Umgezogen'],
      core: [
        '{können Sie|könnt ihr} {die Bestellung|das Paket|[order]} bitte {an eine andere Adresse|hierhin} schicken: [newline]',
        'ich bin umgezogen, {die neue Adresse ist|bitte liefern an} [newline].',
        'falsche adresse angegeben, {richtig ist|richtig:} [newline]',
        'Da war noch {die alte|meine alte} Adresse drin. {Bitte an|Richtig wäre} [newline].',
      ],
      more: eilig,
    },
    address_open: {
      subject: ['Adresse ändern', 'Andere Adresse?'],
      core: [
        '{kann|könnte} ich die Lieferadresse {noch|} ändern?',
        'ich bin {gerade|letzte Woche} umgezogen, die Adresse in der Bestellung stimmt nicht {mehr|}.',
        'Geht {es|das Paket} auch {ins Büro|zu meinen Eltern}?',
      ],
      more: eilig,
    },
    item: {
      subject: ['Andere Größe', 'Andere Farbe', 'Änderung zu [order]', 'Falsche Größe bestellt'],
      core: [
        '{könnt ihr|können Sie} „[line]“ {von [variant] auf [newvariant]|in [newvariant] statt [variant]} ändern?',
        'ich habe {aus Versehen|versehentlich} [variant] bestellt, {richtig wäre|gemeint war|brauche aber} [newvariant].',
        'bitte [newvariant] statt [variant] {einpacken|schicken}, {danke|wenn noch möglich}',
      ],
      more: eilig,
    },
    cancel: {
      subject: ['Stornierung', 'Bestellung stornieren', 'Storno [order]', 'Bitte nicht verschicken'],
      core: [
        'bitte {stornieren Sie|storniert} meine Bestellung{ [order]|}. {Ich habe es mir anders überlegt.|Ich brauche sie nicht mehr.|}',
        'kann ich {noch|} stornieren? {doch nicht gebraucht|hab mich vertan|}',
        'Ich möchte {vom Kauf|von der Bestellung} zurücktreten, {bitte nicht mehr verschicken|sie ist ja noch nicht raus}.',
      ],
      more: eilig,
    },
    twice: {
      subject: ['Doppelt bestellt', 'Zweimal bestellt'],
      core: [
        'ich habe {aus Versehen|versehentlich} {doppelt|zweimal} bestellt, {die Seite hing|die Zahlung hakte}. {Bitte eine stornieren.|[order] kann weg.}',
        'da sind zwei {gleiche|} Bestellungen in meinem Konto. {Bitte [order] löschen.|Eine reicht.}',
      ],
      more: eilig,
    },
    gift: {
      subject: ['Geschenk', 'Geschenkverpackung', 'Grußkarte'],
      core: [
        'es ist ein Geschenk, {bitte ohne Rechnung|bitte keinen Preis dazulegen}. {Geht eine kleine Karte dazu?|}',
        '{könnt ihr|könnten Sie} „[line]“ als Geschenk einpacken und {eine Karte|einen Gruß} dazulegen: „{Alles Liebe|Halt dich warm|Herzlichen Glückwunsch}, [first]“?',
        'Bitte erst am [weekday] liefern, {vorher ist niemand da|es soll eine Überraschung werden}.',
      ],
      more: eilig,
    },
    vague: {
      subject: ['Frage', 'Problem', 'Bestellung', 'Anruf bitte', '(kein Betreff)', 'AW: AW: Ihre Nachricht'],
      core: [
        'ich habe ein Problem mit {meiner Bestellung|einem Artikel}. {Bitte rufen Sie mich an.|Bitte um Rückruf.}',
        'wie {telefonisch|am Telefon} besprochen, {bitte erledigen|bitte kümmern Sie sich}.',
        '{immer noch nichts|geht nicht}. was nun?',
        'Gibt es {Neuigkeiten|schon etwas Neues}?',
        'Nehmen Sie auch {Rohwolle|Wolle von Privat}? Wir haben {zwölf|dreißig} Schafe bei {Torgau|Bautzen}.',
      ],
    },
  },
};
