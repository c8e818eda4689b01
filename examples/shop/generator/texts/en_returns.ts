import type { Words } from '../intents.ts';

const kind = [
  'It is {unworn|unused}, tags still on.',
  'I only tried it on {once|for a minute}.',
  "The {quality|wool} is {lovely|great}, that's not it.",
  'I have the {original box|packaging} {still|}.',
  'Sorry for the {trouble|extra work}.',
  'I ordered it on [placed].',
  "My cat loves it, but I don't.",
  "I {bought|got} it for {my mother|my partner} and {she|they} {didn't like it|already had one}.",
];

export const changeOfMind: Words = {
  subject: [
    'Return',
    'I would like to {return|send back} the [line]',
    'Return of [order]',
    'sending back the [noun]',
    'Returning the [line] [noun]',
    'how do i return',
    'Return label please',
    '[line]: not for me',
    'back to you',
  ],
  core: [
    "I'd like to {return|send back} the [line] [noun] ([variant]). {The colour looks different from the photos.|It is not what I imagined.|It's nice, but not for me.|It doesn't go with anything I have.|}",
    "The [noun] {is here|arrived}, but {the colour is {nothing like|not quite} the picture|it's {thicker|thinner|scratchier} than I thought|I changed my mind}. {How do I return it?|Can I send it back?|Could I get a return label?}",
    'how {can|do} i {return|send back} [product]? {dont like the colour|not what i expected|changed my mind}',
    "Unfortunately the [line] {isn't|is not} {for me|my thing}. {Please send me a label.|What do I need to do to return it?|}",
    'I {want|would like} to {use my right to withdraw|withdraw} from the purchase of the [line] [noun] and {get|receive} {my money|the [price]} back.',
    "My {husband|wife|daughter|flatmate} {says|thinks} the [line] [noun] {makes me look like a sheep|is hideous|looks better on the dog}. {They're right.|} I'd like to return it.",
    "The [line] [noun] {scratches|itches} {a lot|too much} for me, so it {has to|must} go back, {sorry|I'm afraid}.",
    'Please {start|arrange|register} a return for {one|1x} [product], [variant].',
  ],
  more: kind,
};

export const doesNotFit: Words = {
  subject: [
    'Wrong size',
    'Exchange [line] for another size',
    'too {small|big|tight}',
    'Can I swap the size?',
    'Size of the [line] [noun]',
    'exchange please',
    'need a different size',
  ],
  core: [
    "the [line] [noun] in [variant] is {too small|too big|too tight around the shoulders|too short in the arms|too wide} {for me|}. {Can I exchange it for|I'd need|Could you send me} {the next size up|the next size down|one size bigger|one size smaller}?",
    'I {ordered|took} [variant] and {should have taken|would need} {the bigger one|a size smaller|one size up}. {How does an exchange work?|Do you swap it?|}',
    'doesnt fit :( can i get it {bigger|smaller|one size up}?',
    "Lovely [noun], wrong size: [variant] is {more like a tent|made for someone else|tiny on me}. {Exchange possible?|I'd love to exchange it.|}",
    "The size chart {said|says} [variant], my {body|arms|feet} {disagree|disagrees|say otherwise}. {Could we swap?|I'd like to swap it for the next size.}",
    "The [line] {fits like a sausage skin|hangs off me}, so {I'd like|please may I have} {another size|a different size}.",
  ],
  more: kind,
};

export const damaged: Words = {
  subject: [
    'Damaged [noun]',
    'Hole in my new [noun]',
    'Faulty',
    '[line] {arrived damaged|has a hole|is broken}',
    'Complaint',
    'seam came apart',
    'defective item in order [order]',
    'broken on arrival',
    'quality problem',
  ],
  core: [
    "{there's|there is|I found} {a hole|a moth hole|a pulled thread|a big stain|a ladder} {in|on} the [line] [noun] {that came today|I just unpacked|when I took it out of the box}.",
    "The {seam|side seam|hem|stitching} of the [line] {has come|came} {apart|undone} {after one day|the first time I wore it|already}. {That can't be right.|}",
    'the [noun] {arrived|came} with {a hole|a stain|a torn edge|loose threads everywhere}, {see photo|photo attached|i can send a picture}.',
    'The parcel was {soaking wet|torn open|crushed} and so {is|was} the [line] [noun]. {It smells mouldy.|There are marks all over.|}',
    'My new [line] [noun] has {two|three} {holes|moth holes} near the {cuff|edge|collar}. {From the factory?|They were there when it came.|}',
    "I {opened|unpacked} the parcel and the [product] {is faulty|has a fault|is damaged}: {one sleeve is longer than the other|the dye has run|the button is missing|it's unravelling at the edge}.",
  ],
  more: [
    "I haven't {worn|used} it {yet|at all}.",
    "I'm {a bit|rather|really} {sad|disappointed}, I {had looked|looked} forward to it.",
    'It was {supposed to be|going to be} a present.',
    'The box {itself|} {was|looked} {fine|okay}.',
    "It's [price] after all.",
  ],
  ask: [
    'What {do we|should I} do?',
    '{Can you send a new one|Could I have another one}?',
    'Can I get {my money|the money} back?',
    'How do we {solve|sort out} this?',
    '',
  ],
};

export const wrongItem: Words = {
  subject: [
    'Wrong item',
    'This is not what I ordered',
    'wrong {colour|size|thing}',
    'You sent me the wrong [noun]',
    'Mix-up with order [order]',
    'not mine',
  ],
  core: [
    'I ordered the [line] [noun] in [variant] and {got|received|unpacked} {something else entirely|a different colour|a completely different thing|the wrong size}.',
    "There {was|is} {a mix-up|some mistake}: in my parcel {there is|was} {a pair of socks|somebody else's scarf|a grey one} instead of [product], [variant].",
    'wrong {colour|size|article}! ordered [variant], {got|received} {black|another one|something else}.',
    'Somebody {else|} must be {waiting for|missing} what I {got|have here}. I {ordered|should have} [product] ([variant]).',
    "Your {packer|colleague} {must have|has} {grabbed|picked} the wrong shelf: {this is not|that isn't} the [line] [noun] in [variant] {that I ordered|I paid for}.",
  ],
  more: [
    "The delivery note {is|was} {right|correct} {though|}, only the {content|thing} isn't.",
    "I {haven't|have not} {opened|unwrapped} the inner bag.",
    "Happens, {no hard feelings|don't worry}.",
  ],
  ask: [
    'Could you send the right one?',
    'How do I get {the right one|mine}?',
    'What shall I do with this one?',
    'Can I {just|simply} have the money back?',
    '',
  ],
};

export const refundStatus: Words = {
  subject: [
    'Where is my refund?',
    'Refund {missing|not received}',
    'money not there yet',
    'Refund for [order]',
    'return sent, no money',
    'still waiting for my refund',
    'Did my return arrive?',
  ],
  core: [
    "I {sent|returned} the [line] [noun] {back|} {two weeks|ten days|some time|a while} ago and {haven't seen|still have not got} {my money|the refund|any money}.",
    'When {will I get|do I get|can I expect} {the|my} refund {for|of} {the [line]|[price]|my return}? {The parcel was handed in on [placed].|}',
    'did you {get|receive} my return? {no money so far|havent heard anything|my bank shows nothing}',
    'My return {should have reached|must have reached} you {by now|last week}. {Could you check?|Where is the money?|}',
    "You {wrote|said} {three|a few} working days. {It has been longer than that.|It's been {nine|eleven|twelve}.} {No refund on my account.|}",
    'I am {still|} waiting for [price] {from|for} the [line] [noun] {that I sent back|I returned}.',
  ],
  more: [
    'I {paid|had paid} with {card|PayPal|my debit card}.',
    'I {still have|kept} the {receipt|slip} from the parcel shop.',
    'The tracking {of the return|} says it {arrived|was delivered}.',
  ],
};

export const wornOut: Words = {
  subject: [
    '[line] {felted|pilling|worn through}',
    'Quality of the [noun]',
    'Holes after {three|six} weeks',
    'disappointed',
    'My [noun] shrank',
    'pilling',
  ],
  core: [
    'after {three|four|five|six} weeks the [line] [noun] {is full of pills|has worn through at the heel|is felted|looks years old}.',
    'I {washed|only ever washed} the [line] {by hand|on the wool programme} and it {shrank|has felted|went out of shape}. {I followed the label.|}',
    'the [noun] {is|looks} worn {out|through} {already|after a month}, {elbows|heels|palms} are {thin|see-through}.',
    'I {expected|thought} that {a|} [noun] {for|at} [price] {would last|lasts} longer than {a month|a few weeks}. It {pills|sheds} {terribly|all over my coat|everywhere}.',
  ],
  more: [
    'I {wear|wore} it {a lot|every day}, I admit.',
    'My older one from you {is|was} {much better|indestructible}.',
    "I don't {want|need} to send it back, {just wanted to tell you|but I'm disappointed}.",
  ],
  ask: ['Is {that|this} normal?', 'What can you {offer|do}?', 'Can {it|this} be {repaired|saved}?', ''],
};

export const chargeback: Words = {
  subject: [
    'Disputed payment',
    'I have opened a case with my bank',
    'Chargeback [order]',
    'Case with PayPal',
    'Unauthorised payment',
  ],
  core: [
    "I {have opened|opened} a dispute with {my bank|PayPal|my card company} {about|over} order [order], because {nobody answered me|I never ordered this|I've had enough}.",
    '{My bank|PayPal} {asks|wants} you to {respond|answer} to the {case|chargeback} for [total]. {Why have you not?|}',
    "I don't {recognise|know} this payment of [total]. I've {told|informed} my bank and {they will get it back|a chargeback is running}.",
    'As {announced|I said}, I have {reversed|disputed} the payment for the [line] [noun]. {You can have it back.|Come and get it.|}',
  ],
};
