/** Names that programs give to the same thing, folded: each list is one meaning, the likeliest name first. */
const SAME: readonly (readonly string[])[] = [
  ['title', 'subject', 'subjectline', 'summary', 'shortdescription', 'headline', 'betreff', 'titel'],
  ['body', 'text', 'message', 'description', 'content', 'details', 'nachricht', 'beschreibung', 'comment'],
  ['email', 'mail', 'emailaddress', 'from', 'sender', 'requester', 'requesteremail', 'customeremail'],
  ['name', 'customername', 'fullname', 'requestername', 'customer'],
  ['ordernumber', 'order', 'orderid', 'orderno', 'bestellnummer'],
  ['language', 'lang', 'locale', 'sprache'],
  ['channel', 'via', 'medium'],
  ['priority', 'prio', 'urgency', 'severity'],
  ['amount', 'total', 'sum', 'value', 'betrag'],
  ['kind', 'category', 'kategorie', 'contactreason', 'issuetype', 'type', 'tickettype'],
  ['play', 'resolution', 'action', 'macro', 'handling'],
  [
    'decidedby',
    'agent',
    'assignee',
    'assignedto',
    'handledby',
    'resolvedby',
    'closedby',
    'solvedby',
    'bearbeiter',
  ],
  [
    'decidedat',
    'resolvedat',
    'closedat',
    'solvedat',
    'handledat',
    'resolved',
    'closed',
    'resolutiontime',
    'erledigtam',
  ],
  ['minutes', 'minutesworked', 'worktime', 'handletime', 'timespent'],
  ['outcome', 'endstate'],
  ['reworked', 'reopened', 'isreworked'],
  [
    'sourceid',
    'id',
    'ticketid',
    'ticketnumber',
    'ticket',
    'number',
    'caseid',
    'key',
    'issuekey',
    'incident',
    'nummer',
  ],
  [
    'receivedat',
    'createdat',
    'created',
    'openedat',
    'opened',
    'date',
    'submittedat',
    'createdon',
    'timestamp',
    'datum',
    'erstelltam',
  ],
  ['note', 'notes', 'worknotes', 'closenotes', 'resolutionnotes'],
];

/** A name without case, accents, spaces and signs: `Short Description` and `short_description` are one. */
export function fold(name: string): string {
  return name
    .toLowerCase()
    .normalize('NFKD')
    .replaceAll(/[^a-z0-9]+/g, '');
}

interface Meaning {
  list: number;
  place: number;
}

const MEANING = new Map<string, Meaning>(
  SAME.flatMap((names, list) => names.map((name, place) => [name, { list, place }] as const)),
);

/** How likely a folded column name stands for a folded name, from 1 (the usual word for it) down; 0 for another meaning. */
export function sameMeaning(name: string, column: string): number {
  const wanted = MEANING.get(name);
  const found = MEANING.get(column);
  return wanted && found && wanted.list === found.list ? 1 - found.place / 100 : 0;
}

/** A word that most programs use for something that is known here. */
export function hasMeaning(folded: string): boolean {
  return MEANING.has(folded);
}
