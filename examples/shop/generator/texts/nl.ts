import type { Language } from '../intents.ts';

export const nl: Language = {
  manner: {
    hello: ['Hallo,', 'Goedemiddag,', 'Beste Wollgras,', 'Hoi,', 'Geachte heer/mevrouw,', 'Goedemorgen,'],
    plain: ['', 'hoi', 'hallo'],
    thanks: ['Alvast bedankt!', 'Dank je wel.', 'Bedankt voor de hulp.', 'Ik hoor het graag.', 'Dank!'],
    bye: ['Groetjes,', 'Met vriendelijke groet,', 'Vriendelijke groeten,', 'Groet,', ''],
    rude: [
      'Dit is {echt|gewoon} {belachelijk|onacceptabel}.',
      'Ik wil VANDAAG antwoord.',
      'Leest iemand dit?',
      'Voor die prijs verwacht ik meer.',
    ],
    phone: ['Verzonden vanaf mijn iPhone', 'Verstuurd vanaf mijn telefoon'],
    quote:
      'Op [quoted] schreef Wollgras <hello@wollgras.example>:\n> Hallo [first],\n> bedankt voor je bestelling [id].',
  },
  words: {
    where: {
      subject: ['Waar is mijn bestelling?', 'Levering', 'Track & trace'],
      core: [
        '{kunnen jullie|kunt u} zeggen {wanneer mijn bestelling komt|waar mijn pakket is}?',
        'ik heb op [placed] de [line] besteld en {nog niets gehoord|kan geen trackingcode vinden}.',
        'wanneer komt [order]? {geen mail gehad|}',
      ],
    },
    late: {
      subject: ['Pakket te laat', 'Nog steeds niet bezorgd', 'Vertraging'],
      core: [
        'mijn pakket zou op [expected] komen en {is er nog steeds niet|er is niets gekomen}.',
        'ik wacht al [days] dagen op de [line], {de tracking staat stil|[carrier] schuift het steeds op}.',
        'nog steeds geen pakket, {wat is er aan de hand|waar blijft het}?',
      ],
    },
    impatient: {
      subject: ['Geld terug', 'Pakket kwijt'],
      core: [
        'het pakket is {duidelijk|blijkbaar} kwijt. Ik hoef geen nieuwe, {graag mijn geld terug|stort het bedrag terug} ([total]).',
      ],
    },
    not_received: {
      subject: ['Niet ontvangen', 'Bezorgd? Nee'],
      core: [
        'volgens [carrier] is het op [delivered] bezorgd, maar {hier ligt niets|ik heb niets gekregen}.',
        'er staat "bezorgd" en {niemand heeft het|de buren weten van niets}.',
      ],
    },
    invoice: {
      subject: ['Factuur', 'Factuur graag'],
      core: [
        '{kunnen jullie|kunt u} de factuur van {mijn bestelling|[order]} sturen{ als pdf|}?',
        'ik heb een factuur nodig {voor de administratie|voor mijn werk}, het gaat om [total].',
      ],
    },
    product: {
      subject: ['Vraag over [line]', 'Wassen'],
      core: [
        'mag de [line] {in de wasmachine|op 30 graden}?',
        '{kriebelt|prikt} de [line]? ik heb een gevoelige huid{ en twijfel|}.',
      ],
    },
    several: {
      subject: ['Paar vragen'],
      core: [
        'drie dingen: wanneer komt het, kan de factuur op naam van mijn bedrijf, en hoe stuur ik het terug {als het niet past|}?',
      ],
    },
    change_of_mind: {
      subject: ['Retour', '[line] terugsturen'],
      core: [
        'ik wil de [line] ([variant]) terugsturen, {de kleur valt tegen|hij is niet wat ik dacht|hij prikt}.',
        'hoe stuur ik {de [line]|dit} terug? {toch niet mooi|niet mijn ding}',
      ],
    },
    does_not_fit: {
      subject: ['Ruilen', 'Te klein', 'Te groot'],
      core: [
        'de [line] in [variant] is {te klein|te groot|te krap bij de schouders}. {Kan ik ruilen?|Graag een maat {groter|kleiner}.}',
      ],
    },
    damaged: {
      subject: ['Beschadigd', 'Gat in [line]'],
      core: [
        'er zit {een gat|een vlek|een losse draad} in de [line], {net uitgepakt|zo kwam hij uit de doos}.',
        'de naad van de [line] {is los|liet los} {na één dag|meteen}.',
      ],
      ask: ['Wat nu?', 'Kan ik een nieuwe krijgen?', 'Krijg ik mijn geld terug?', ''],
    },
    wrong_item: {
      subject: ['Verkeerd artikel'],
      core: [
        'ik had de [line] in [variant] besteld en {kreeg iets anders|de kleur klopt niet|de maat klopt niet}.',
      ],
    },
    refund_status: {
      subject: ['Waar blijft mijn geld?', 'Terugbetaling'],
      core: [
        'ik heb de [line] {twee weken|tien dagen} geleden teruggestuurd en {nog niets ontvangen|zie geen geld}.',
        'is mijn retour binnen? {het gaat om [price]|}',
      ],
    },
    worn_out: {
      subject: ['Kwaliteit', 'Pluist'],
      core: [
        'na {drie|vier|vijf} weken {pluist de [line] enorm|is de [line] vervilt|zit er een gat in de hiel}. {Is dat normaal?|Voor [price] had ik meer verwacht.}',
      ],
    },
    chargeback: {
      subject: ['Betaling betwist'],
      core: [
        'ik heb {bij PayPal|bij mijn bank} een zaak geopend over [total], {ik heb dit niet besteld|niemand reageert}.',
      ],
    },
    address: {
      subject: ['Adres wijzigen', 'Verkeerd adres'],
      core: [
        'kan {mijn bestelling|het pakket} naar dit adres: [newline]?',
        'ik ben verhuisd, {het juiste adres is|graag naar} [newline].',
      ],
    },
    address_open: {
      subject: ['Adres'],
      core: ['kan ik het bezorgadres nog wijzigen{? ik ben net verhuisd|?}'],
    },
    item: {
      subject: ['Andere maat', 'Andere kleur'],
      core: [
        '{kunnen jullie|kunt u} de [line] van [variant] naar [newvariant] wijzigen?',
        'foutje, [newvariant] in plaats van [variant] graag',
      ],
    },
    cancel: {
      subject: ['Annuleren', 'Bestelling annuleren'],
      core: [
        'ik wil {mijn bestelling|[order]} annuleren{, ik heb me bedacht|, niet meer nodig|}.',
        'kan ik nog annuleren? {vergissing|bedankt}',
      ],
    },
    twice: {
      subject: ['Dubbel besteld'],
      core: ['ik heb per ongeluk {dubbel|twee keer} besteld, {graag [order] annuleren|één is genoeg}.'],
    },
    gift: {
      subject: ['Cadeau'],
      core: ['het is een cadeautje, {kan er een kaartje bij|graag zonder factuur in de doos}?'],
    },
    vague: {
      subject: ['Vraag', 'Probleem'],
      core: [
        'ik heb een probleem met {mijn bestelling|iets}, {kunt u bellen|bel me even}?',
        'nog steeds hetzelfde, {en nu|al nieuws}?',
      ],
    },
  },
};
