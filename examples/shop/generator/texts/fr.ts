import type { Language } from '../intents.ts';

export const fr: Language = {
  manner: {
    hello: [
      'Bonjour,',
      'Bonjour Madame, Monsieur,',
      'Bonsoir,',
      'Bonjour à toute l’équipe,',
      'Madame, Monsieur,',
    ],
    plain: ['', 'bonjour', 'slt'],
    thanks: [
      'Merci d’avance.',
      'Merci beaucoup !',
      'Dans l’attente de votre réponse.',
      'Merci de votre aide.',
      'Merci.',
    ],
    bye: ['Cordialement,', 'Bien cordialement,', 'Bonne journée,', 'Bien à vous,', ''],
    rude: [
      'C’est {inadmissible|inacceptable|une honte}.',
      'J’attends une réponse AUJOURD’HUI.',
      'Il y a quelqu’un ??',
      'À ce prix-là, franchement.',
    ],
    phone: ['Envoyé de mon iPhone', 'Envoyé depuis mon mobile'],
    quote:
      'Le [quoted], Wollgras <hello@wollgras.example> a écrit :\n> Bonjour [first],\n> merci pour votre commande [id].',
  },
  words: {
    where: {
      subject: ['Où est ma commande ?', 'Livraison', 'Suivi de commande'],
      core: [
        '{pouvez-vous|pourriez-vous} me dire {quand ma commande arrivera|où en est ma commande} ?',
        'j’ai commandé « [line] » le [placed] et {je n’ai pas de nouvelles|je ne trouve pas le numéro de suivi}.',
        'c’est pour quand la livraison de [order] ? {j’ai rien reçu comme mail|}',
      ],
    },
    late: {
      subject: ['Colis en retard', 'Toujours pas livré', 'Retard de livraison'],
      core: [
        'mon colis devait arriver le [expected] et {il n’est toujours pas là|je n’ai toujours rien}.',
        'cela fait [days] jours que j’attends « [line] », {le suivi ne bouge plus|[carrier] repousse sans cesse}.',
        'toujours pas de colis, {que se passe-t-il|où est-il} ?',
      ],
    },
    impatient: {
      subject: ['Remboursement', 'Colis perdu'],
      core: [
        'le colis est {manifestement|visiblement} perdu. Je ne veux pas de nouvel envoi, {remboursez-moi|je souhaite être remboursé}, s’il vous plaît ([total]).',
      ],
    },
    not_received: {
      subject: ['Colis non reçu', 'Livré ? Non !'],
      core: [
        'le suivi indique que le colis a été livré le [delivered], mais {je n’ai rien reçu|il n’y a rien ici}.',
        '« livré » d’après [carrier], {personne ne l’a vu dans l’immeuble|j’ai demandé aux voisins, rien}.',
      ],
    },
    invoice: {
      subject: ['Facture', 'Demande de facture'],
      core: [
        '{pouvez-vous|pourriez-vous} m’envoyer la facture de {ma commande|[order]} {en PDF|}, s’il vous plaît ?',
        'il me faut une facture {pour ma comptabilité|pour mon employeur}, montant [total].',
      ],
    },
    product: {
      subject: ['Question sur [line]', 'Lavage'],
      core: [
        '« [line] » {passe-t-il en machine|peut-il être lavé à 30°} ?',
        'est-ce que « [line] » {gratte|taille petit} ? J’ai la peau {sensible|assez fragile}.',
      ],
    },
    several: {
      subject: ['Plusieurs questions'],
      core: [
        'trois questions : quand arrive le colis, {puis-je avoir|est-il possible d’avoir} une facture au nom de ma société, et comment faire un retour {si ça ne va pas|} ?',
      ],
    },
    change_of_mind: {
      subject: ['Retour', 'Renvoyer [line]', 'Rétractation'],
      core: [
        'je souhaite {renvoyer|retourner} « [line] » ([variant]), {la couleur ne me plaît pas|ce n’est pas ce que j’imaginais|il est trop épais}.',
        'comment faire pour renvoyer {« [line] »|ma commande} ? {je n’en veux plus|ça ne me plaît pas}',
      ],
    },
    does_not_fit: {
      subject: ['Échange de taille', 'Trop petit', 'Trop grand'],
      core: [
        '« [line] » en [variant] est {trop petit|trop grand|trop serré aux épaules}. {Un échange est-il possible ?|Je voudrais la taille {au-dessus|en dessous}.}',
      ],
    },
    damaged: {
      subject: ['Article abîmé', 'Défaut', 'Trou dans [line]'],
      core: [
        'il y a {un trou|une tache|un fil tiré} dans « [line] », {reçu ce matin|je viens de l’ouvrir}.',
        'la couture de « [line] » {s’est défaite|a lâché} {dès le premier jour|tout de suite}.',
      ],
      ask: ['Que faire ?', 'Pouvez-vous m’en envoyer un autre ?', 'Puis-je être remboursé ?', ''],
    },
    wrong_item: {
      subject: ['Mauvais article', 'Erreur dans ma commande'],
      core: [
        'j’avais commandé « [line] » en [variant] et {j’ai reçu autre chose|ce n’est pas la bonne couleur|ce n’est pas la bonne taille}.',
      ],
    },
    refund_status: {
      subject: ['Remboursement ?', 'Retour reçu ?'],
      core: [
        'j’ai renvoyé « [line] » il y a {dix jours|deux semaines} et {je ne suis toujours pas remboursée|je ne vois rien sur mon compte}.',
        'avez-vous reçu mon retour ? {Il s’agit de [price].|}',
      ],
    },
    worn_out: {
      subject: ['Qualité', 'Il peluche'],
      core: [
        'après {trois|quatre|cinq} semaines « [line] » {peluche énormément|a feutré|est troué au talon}. {À [price], je m’attendais à mieux.|Est-ce normal ?}',
      ],
    },
    chargeback: {
      subject: ['Litige'],
      core: [
        'j’ai ouvert un litige {auprès de ma banque|sur PayPal} pour [total], {je n’ai jamais commandé cela|personne ne me répond}.',
      ],
    },
    address: {
      subject: ['Changement d’adresse', 'Mauvaise adresse'],
      core: [
        '{pouvez-vous|merci de} livrer {ma commande|[order]} à cette adresse : [newline] ?',
        'j’ai déménagé, la bonne adresse est [newline].',
      ],
    },
    address_open: {
      subject: ['Adresse'],
      core: ['{est-il encore possible de|puis-je encore} changer l’adresse de livraison ?'],
    },
    item: {
      subject: ['Changer la taille', 'Autre couleur'],
      core: [
        '{pouvez-vous|serait-il possible de} remplacer [variant] par [newvariant] pour « [line] » ?',
        'je me suis trompée : [newvariant] {et non|au lieu de} [variant], svp',
      ],
    },
    cancel: {
      subject: ['Annulation', 'Annuler ma commande'],
      core: [
        'je souhaite annuler {ma commande|[order]}{, j’ai changé d’avis|, je n’en ai plus besoin|}.',
        'peut-on encore annuler ? {merci|c’est une erreur}',
      ],
    },
    twice: {
      subject: ['Commande en double'],
      core: [
        'j’ai commandé deux fois {par erreur|sans le vouloir}, {merci d’annuler [order]|une seule suffit}.',
      ],
    },
    gift: {
      subject: ['Cadeau'],
      core: [
        'c’est un cadeau : {sans facture dans le colis|avec un petit mot}, {si possible|s’il vous plaît} ?',
      ],
    },
    vague: {
      subject: ['Question', 'Problème'],
      core: [
        'j’ai un problème avec ma commande, {rappelez-moi|merci de me rappeler}.',
        'toujours pareil, {que faire|des nouvelles} ?',
      ],
    },
  },
};
