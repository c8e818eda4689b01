import type { Language } from '../intents.ts';

export const it: Language = {
  manner: {
    hello: ['Buongiorno,', 'Salve,', 'Gentili signori,', 'Ciao,'],
    plain: ['', 'salve', 'ciao'],
    thanks: ['Grazie mille!', 'Grazie in anticipo.', 'Resto in attesa.', 'Grazie.'],
    bye: ['Cordiali saluti,', 'Un saluto,', 'Buona giornata,', ''],
    rude: ['È {inaccettabile|una vergogna}.', 'Voglio una risposta OGGI.', 'C’è qualcuno?'],
    phone: ['Inviato da iPhone'],
    quote:
      'Il [quoted] Wollgras <hello@wollgras.example> ha scritto:\n> Ciao [first],\n> grazie per il tuo ordine [id].',
  },
  words: {
    where: {
      subject: ['Dov’è il mio ordine?', 'Spedizione'],
      core: [
        '{potete|potreste} dirmi {quando arriva il mio ordine|dove si trova il pacco}?',
        'ho ordinato «[line]» il [placed] e {non ho più saputo nulla|non trovo il codice di tracciamento}.',
      ],
    },
    late: {
      subject: ['Pacco in ritardo', 'Non è arrivato'],
      core: [
        'il pacco doveva arrivare il [expected] e {non si è visto|non c’è ancora}.',
        'aspetto «[line]» da [days] giorni, {il tracciamento è fermo|[carrier] rimanda ogni giorno}.',
      ],
    },
    impatient: {
      subject: ['Rimborso'],
      core: [
        'il pacco è {chiaramente|ormai} perso. Non ne voglio un altro, {vorrei il rimborso|rimborsatemi} ([total]).',
      ],
    },
    not_received: {
      subject: ['Non ricevuto'],
      core: [
        'secondo [carrier] è stato consegnato il [delivered], ma {qui non c’è nulla|io non ho ricevuto niente}.',
      ],
    },
    invoice: {
      subject: ['Fattura'],
      core: ['{potete|potreste} mandarmi la fattura {dell’ordine [order]|del mio ordine}{ in PDF|}?'],
    },
    product: {
      subject: ['Domanda su [line]'],
      core: ['«[line]» si può lavare {in lavatrice|a 30 gradi}?', '«[line]» {pizzica|veste piccolo}?'],
    },
    several: {
      subject: ['Alcune domande'],
      core: [
        'tre cose: quando arriva, {se potete|potete} intestare la fattura alla mia ditta, e come faccio il reso {se non va bene|}?',
      ],
    },
    change_of_mind: {
      subject: ['Reso', 'Restituire [line]'],
      core: [
        'vorrei restituire «[line]» ([variant]), {il colore è diverso dalla foto|non mi convince}.',
        'come faccio a rendere {«[line]»|l’ordine}? {ho cambiato idea|non mi piace}',
      ],
    },
    does_not_fit: {
      subject: ['Cambio taglia'],
      core: [
        '«[line]» in [variant] mi sta {piccolo|grande|stretto sulle spalle}. {Posso cambiarlo?|Vorrei una taglia {in più|in meno}.}',
      ],
    },
    damaged: {
      subject: ['Difettoso', 'Buco in [line]'],
      core: [
        '«[line]» ha {un buco|una macchia|un filo tirato}, {appena aperto|è arrivato così}.',
        'la cucitura di «[line]» si è aperta {il primo giorno|subito}.',
      ],
      ask: ['Come facciamo?', 'Me ne mandate un altro?', 'Posso avere il rimborso?', ''],
    },
    wrong_item: {
      subject: ['Articolo sbagliato'],
      core: ['avevo ordinato «[line]» in [variant] e {è arrivata un’altra cosa|il colore è sbagliato}.'],
    },
    refund_status: {
      subject: ['Rimborso?'],
      core: [
        'ho restituito «[line]» {due settimane|dieci giorni} fa e {non vedo il rimborso|sul conto non c’è nulla}.',
      ],
    },
    worn_out: {
      subject: ['Qualità'],
      core: [
        'dopo {tre|quattro|cinque} settimane «[line]» {è pieno di pallini|si è infeltrito}. {È normale?|Per [price] mi aspettavo di più.}',
      ],
    },
    chargeback: {
      subject: ['Contestazione'],
      core: [
        'ho aperto una contestazione {con la banca|su PayPal} per [total], {non ho mai ordinato|nessuno risponde}.',
      ],
    },
    address: {
      subject: ['Cambio indirizzo'],
      core: [
        'potete spedire {l’ordine|il pacco} a: [newline]?',
        'mi sono trasferita, l’indirizzo giusto è [newline].',
      ],
    },
    address_open: {
      subject: ['Indirizzo'],
      core: ['{posso|si può} ancora cambiare l’indirizzo di consegna?'],
    },
    item: {
      subject: ['Cambiare taglia'],
      core: [
        '{potete|potreste} cambiare «[line]» da [variant] a [newvariant]?',
        'ho sbagliato, volevo [newvariant] e non [variant]',
      ],
    },
    cancel: {
      subject: ['Annullare ordine'],
      core: ['vorrei annullare {il mio ordine|l’ordine [order]}{, ho cambiato idea|}.'],
    },
    twice: {
      subject: ['Ordine doppio'],
      core: ['ho ordinato due volte per sbaglio, {annullate [order]|ne basta uno}.'],
    },
    gift: {
      subject: ['Regalo'],
      core: ['è un regalo, {si può aggiungere un biglietto|senza fattura nel pacco}, per favore?'],
    },
    vague: {
      subject: ['Domanda'],
      core: ['ho un problema con {l’ordine|un acquisto}, {potete chiamarmi|richiamatemi}.'],
    },
  },
};
