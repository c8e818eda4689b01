import type { Words } from '../intents.ts';

const occasion = [
  "It's meant {as a present|as a surprise|} for {my mother|my sister|my dad|a friend|my wife|my husband|our neighbour}, {her|his|the} birthday is on [weekday].",
  'We are {leaving for|off to|travelling to} {the coast|the mountains|Norway|my parents} on [weekday] and I {wanted|would like|hoped} to take it along.',
  'I {was|have been} {at home|in} all {day|week} {waiting for it|and nobody rang}.',
  'The house is {freezing|cold}, I {really could|could really} use it, haha.',
  'I {checked|have looked at} my {spam|junk} folder, {nothing there either|no mail with a link}.',
  'My account {only|just} says "[status]".',
  "Our {neighbours|concierge} {don't|didn't} have it either.",
  'I {ordered|bought} from you {before|many times} and it was {always|usually} {quick|fast|here in two days}.',
  'I {work|am} from home {on [weekday]|most days}, so someone is {always|usually} there.',
  'I ordered it {on|back on} [placed].',
  'It is {just|only} {one|a} [noun], {nothing big|not a huge parcel}.',
  "The baby {is due|comes} {in two weeks|any day now}, so I'm a bit nervous.",
  'We live {on the third floor without a lift|at the end of a dirt road|above a bakery}, and {the driver|the courier|whoever delivers here} {tends to|likes to|will usually} {leave parcels wherever he likes|pretend nobody was home|ring once and run}.',
  'I {sat|was sitting} by the {window|door} {like a child before Christmas|with a cup of tea} when the van {drove past|went by} {without stopping|again}.',
];

export const where: Words = {
  subject: [
    'Where is my order?',
    'Order [order]',
    '{question|Question} about my {order|delivery}',
    'when will it {come|arrive}?',
    'Delivery of the [line] [noun]',
    'my [noun]',
    'Status of [order]',
    'Shipping?',
    'Tracking',
    'has my {parcel|order} been sent?',
    '[line]',
    'delivery time',
    'waiting for my {parcel|[noun]}',
  ],
  core: [
    "{I was wondering|I'm wondering|Just wondering} {where my order is|when my order will arrive|how my order is doing}.",
    '{Could|Can} you {tell me|let me know} when {the|my} [noun] {will be here|is going to arrive|should arrive}?',
    "I ordered the [line] [noun] on [placed] and {haven't heard anything since|have heard nothing yet|would like to know where it is}.",
    "{Has|Did} my {order|parcel} {been sent|leave yet|gone out already}? {I can't find a tracking link.|I have no tracking number.|}",
    'any {news|idea} {on|about} {order|} [order]? {when will it come|when can i expect it}?',
    'where is my [noun]?{ still waiting| i ordered [days] days ago|}',
    'Is there {already|yet} a tracking {number|link|code} for {my order|the [line]|order [order]}?',
    "What's the {status|current status} of {my order|the [line] [noun]}? {It was placed on [placed].|}",
    'I {placed|made} an order [days] days ago ([product]) and {would love|would like} to know {when to expect it|which day it comes}, {so that|because} {somebody is home|I need to be in}.',
    'Could you {please|kindly} {check|look up} where {the|my} parcel with the [line] {is right now|has got to}?',
    'The {confirmation|mail} {says|said} [expected], {is that still right|does that still hold}?',
    "I'd {love|like} to know {on which day|when exactly} [carrier] {will bring|delivers} my {parcel|[noun]}.",
    'Please {tell|inform} me {about the delivery|when the delivery will be}. {I bought|It is} {one|a} [product], [variant].',
  ],
  more: occasion,
};

export const late: Words = {
  subject: [
    'Order [order] is late',
    'Still no parcel',
    'parcel {overdue|delayed|late}',
    'Where is my {order|parcel}??',
    '{still|STILL} waiting',
    'Delay with [carrier]',
    '[line] [noun] has not arrived',
    'my order should have been here',
    'Not delivered',
    'late delivery',
    'Delivery promised for [expected]',
    'no delivery so far',
  ],
  core: [
    "my order was {supposed|meant|due} to {arrive|be here} on [expected] and {there is no sign of it|it still isn't here|nothing has come}.",
    "It's now [days] days since I ordered and {the parcel is not here|I still have no parcel|still nothing}.",
    "The [line] [noun] {should|was to} {have been|be} delivered {by|on} [expected]. {It wasn't.|What happened?|Where is it?}",
    "The tracking {hasn't changed|has not moved} {since|for} {ages|days|last week}. {Is it stuck?|Did it get lost?|}",
    'You {promised|said|wrote} [expected]. {Today is|It is} {later than that|past that date}{ and no parcel|, as you know|}.',
    "[carrier] {keeps|keep} {pushing|moving} the date {back|} and {I don't believe them any more|nobody can tell me anything}.",
    'still no [noun]. {tracking says delayed|what is going on|why does this take so long}?',
    "I'm {still|} waiting for {my order|order [order]|the [line]}, it is {quite|rather|very} late {now|by now}.",
    'The delivery date {passed|came and went} and {I got no message|nobody told me anything}.',
    'My {parcel|package} is {several|some} days {late|overdue}. {Could|Can} you {ask [carrier]|find out where it is|check with the carrier}?',
    'I {have now|} waited [days] days for a [noun] that {was|is} supposed to take {two to three|three} days.',
    'According to [carrier] my {parcel|order} is {"in transit"|"on its way"|"delayed"}, {but it has been for days|which does not help me much|and has been for a while}.',
  ],
  more: [
    ...occasion,
    "I {do understand|know} that {it's busy before Christmas|the carriers have a lot to do}, but {still|this is long}.",
    'I paid [shipping] for shipping, {by the way|after all}.',
  ],
  ask: [
    'Where is it?',
    '{Could|Can} you {please|} {look into it|check}?',
    'What {can|will} you do about it?',
    'When {will it|can I expect it to} arrive?',
    'Will it {still|ever} come?',
    'Do I get {my|the} shipping {cost|costs} back {at least|}?',
    '',
  ],
};

export const impatient: Words = {
  subject: [
    'I want my money back',
    'Lost parcel, refund please',
    'Refund for order [order]',
    'cancel & refund',
    'Parcel lost',
    'money back please',
  ],
  core: [
    "my parcel {never came|is obviously lost}, and I {don't want|no longer want} a new one. {Please refund|Just refund|I want you to refund} {the whole order|everything|me in full}.",
    "[carrier] {told|wrote} me the parcel is lost. I {have bought|got} {something else|a [noun] elsewhere} in the meantime, so {please give me my money back|I'd like the money back|a refund please}.",
    "I have waited long enough for the [line] [noun]. {Don't send another|No replacement}, {money back|I want a refund}, please.",
    'It was {a present|for a birthday} and the {day|birthday} is over. {So please|Please just} {return|refund} {my money|what I paid}, [total].',
  ],
  more: [
    "I {like|love} your things, but this {time it didn't work out|was too much}.",
    'The tracking {says|shows} {"lost"|"investigation"|nothing since [lastscan]}.',
  ],
};

export const notReceived: Words = {
  subject: [
    "Says delivered but it's not here",
    'Not received!',
    '{marked as delivered|"Delivered"}??',
    'Where did [carrier] leave my parcel?',
    'parcel missing',
    'Delivered to whom?',
  ],
  core: [
    'The tracking says my {parcel|order} was delivered on [delivered], but {I never got it|it is not here|there was nothing}.',
    '[carrier] {claims|says} {it was delivered|they delivered it} "[leftwith]". {Nobody here has it.|I asked and nobody has it.|There is nothing there.}',
    'i got a mail that my [noun] {has been|was} delivered. {it wasnt|it was NOT|no parcel here}.',
    '{Apparently|Supposedly} my order [order] {has arrived|was handed over} on [delivered]. {I was at home and nobody came.|Not to me, though.|To whom, please?}',
    'Status{ is|:} "delivered". {My doorstep|My letterbox|The hallway} {is|was} empty. {Who signed for it?|Where is it?|What now?}',
  ],
  more: [
    'I {asked|have asked} {all the neighbours|next door|in the shop downstairs}.',
    "I {looked|checked} {everywhere|in the shed, behind the bins, at the neighbours'}.",
    'We {had|have} had parcels stolen {here|from the hallway} {before|last year}.',
    'There {is|was} no card in the letterbox {either|}.',
  ],
};

export const invoice: Words = {
  subject: [
    'Invoice',
    'Invoice for [order]',
    'receipt please',
    'I need an invoice',
    'VAT invoice',
    'Invoice missing',
    'bill for my order',
  ],
  core: [
    '{could|can} you {please|} {send|mail} me {the|an} invoice for {my order|order [order]|the [line] [noun]}?',
    'I {need|would need} {a proper invoice|the invoice|a receipt} {for my taxes|for my employer|for the insurance|for our bookkeeping}.',
    'There was no invoice in the {parcel|box}. {Can you send it as a PDF?|Where do I find it?|}',
    "I {can't find|didn't get} the invoice {for|of} [total] {anywhere|}. {Please send it again.|}",
    'Please issue {an|the} invoice {to|in the name of} my {company|business}{, we will send the VAT number if you need it|}.',
  ],
  more: [
    'My accountant {asks|is asking} for it.',
    'PDF is fine.',
    'I {deleted|lost} the {first|original} mail, sorry.',
  ],
};

export const product: Words = {
  subject: [
    'Question about the [line]',
    '[line] [noun]: {washing|size|material}',
    'Before I open it',
    'How do I wash this?',
    'care instructions',
    'Is it {mulesing-free|merino}?',
    'itchy?',
  ],
  core: [
    'can {I|one} wash the [line] [noun] {at 30 degrees|in the machine|by hand only}? {The label is in German.|The label says wool programme, mine has none.|}',
    '{Where|In which country} {is the wool from|do you spin the wool}, and {is it|is that} {mulesing-free|organic}?',
    'I have {quite|very} sensitive skin. {Is|Would} the [line] [noun] {itchy|too rough|soft enough}?',
    'Does the [line] {run|come out} {small|large}? {I am between M and L.|My arms are long.|} I have already ordered one in [variant].',
    'My [noun] {smells|smelled} {a bit|slightly} of sheep {when it arrived|}. {Is that normal?|Does that go away?}',
    'Will the [line] [noun] come in {other colours|green|a darker colour} {again|this winter|next year}?',
    "How {do I|should I} {store|keep} the [line] over the summer {so that the moths don't get it|because of moths}?",
  ],
  more: [
    "It's {lovely|beautiful}, {by the way|really}.",
    "I {couldn't|could not} find it on {the|your} {site|page}.",
    'My order is [order], in case that matters.',
  ],
};

export const several: Words = {
  subject: [
    'Several questions',
    'Three things',
    'delivery, invoice and one more thing',
    'A few questions about [order]',
    'two questions',
  ],
  core: [
    'I have {three|several|a few} questions: 1) when does my order {arrive|come}, 2) can you {add|put} my {company name|VAT number} on the invoice, 3) is the [line] also {available|coming} in {another colour|green}?',
    'First: where is {the parcel|my order}? Second: {could|can} I still {add|order} {a second one|a pair of socks} and save the shipping? And {last|third}: do you have a shop {in Berlin|that one can visit}?',
    'The parcel is {late|not here}, which is one thing. But I {also|} {wanted|need} the invoice, {and|and also} I {think|believe} I was charged {twice|too much}. {Can you look at all of that?|}',
    "When does it come, can it be left {with the neighbour|at the bakery downstairs}, and {how do I|can I} return the [line] if it doesn't fit?",
    'Could you tell me when the [noun] comes AND whether the voucher from {last|the} newsletter still counts AND if you gift wrap?',
  ],
};
