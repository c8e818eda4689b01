/** Names that programs give to the same thing, folded: each list is one meaning. */
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
  ['kind', 'category', 'type', 'tickettype', 'issuetype', 'contactreason', 'kategorie'],
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

const MEANING = new Map(SAME.flatMap((names, index) => names.map((name) => [name, index] as const)));

/** Whether two folded names stand for the same thing in most programs. */
export function sameMeaning(one: string, other: string): boolean {
  const meaning = MEANING.get(one);
  return meaning !== undefined && meaning === MEANING.get(other);
}
