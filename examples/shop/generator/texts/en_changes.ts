import type { Words } from '../intents.ts';

const hurry = [
  "I hope {it's not too late|I'm not too late|you haven't packed it yet}.",
  'I {noticed|saw} it {just now|only after paying|when the confirmation came}.',
  'Sorry, my {mistake|fault}{, phone keyboard|, I was in a hurry|}.',
  'I ordered it {a moment|an hour|this morning} ago.',
  "It {hasn't left|can't have left} yet, {has it|I hope}?",
  "I {tried|wanted} to {change|do} it in my account, but {couldn't find where|it wouldn't let me}.",
];

export const address: Words = {
  subject: [
    'Change of address',
    'Wrong address!',
    'New delivery address for [order]',
    'please send it {elsewhere|to another address}',
    'address change',
    'I moved',
    'Deliver to a different address',
  ],
  core: [
    '{could|can} you {please|} send {my order|the parcel|order [order]} to {this|a different|another} address {instead|}: [newline]?',
    "I {have moved|moved|am moving} and {forgot|didn't think} to {change|update} the address. {The new one is|It should go to|Please use} [newline].",
    'wrong address, {sorry|my bad}! {correct is|should be|its} [newline]',
    'The order {went|was placed} with my old address. {Please deliver|Please send it} to [newline].',
    "I won't be {home|in} {next week|when it comes}. {Can it go|Please send it} to {my office|my parents|a friend}: [newline]",
    'Autofill {put in|chose} an {old|ancient} address. {Right is|The right one}: [newline].',
  ],
  more: hurry,
};
export const addressOpen: Words = {
  subject: ['Change of address', 'address', 'Deliver somewhere else?', 'I have moved'],
  core: [
    "I've moved {last week|recently|}. {Could you change the address for my order?|Please change the delivery address.|}",
    'can i still change the {delivery|} address {of|for} my order?',
    'The address {on|in} my order is {wrong|my old one}, {can that be changed|what do I do}?',
    'Is it possible to {have it sent|send it} to my {work|office|parents|sister} instead?',
  ],
  more: hurry,
};
export const item: Words = {
  subject: [
    'Change size',
    '{other|different} {colour|size} please',
    'Change to my order [order]',
    'swap [line]',
    'I ordered the wrong size',
    'can I change the colour?',
    '[newvariant] instead of [variant]',
  ],
  core: [
    '{could|can} you {change|swap} the [line] [noun] {from [variant] to [newvariant]|to [newvariant]}{ before it goes out|, please|}?',
    'I {clicked|chose|ordered} [variant] {by mistake|by accident}, {I wanted|it should be|I need} [newvariant].',
    'please {send|pack|take} [newvariant] instead of [variant] {thanks|if you still can|}',
    "After {looking at the size chart again|measuring again|sleeping on it|talking to my daughter} I'd {rather have|prefer} the [line] in [newvariant].",
    'The [line] [noun] {in my order|I ordered} is [variant], but [newvariant] {would be better|is what I meant|suits me better}. {Can you still change it?|Is that possible?|}',
  ],
  more: hurry,
};
export const cancel: Words = {
  subject: [
    'Cancel my order',
    'Cancellation of [order]',
    'please cancel',
    'I want to cancel',
    'Cancel order',
    'cancelling [order]',
  ],
  core: [
    '{please|could you please|kindly} cancel my order {[order]|for the [line] [noun]|from [placed]|}.',
    "I'd like to cancel{ the [line]| my order|}. {I found it cheaper elsewhere.|My partner bought the same one.|I can't afford it after all.|I changed my mind.|}",
    'can i {still|} cancel {this|my order}? {changed my mind|dont need it anymore|ordered in the wrong shop}',
    "I {no longer need|don't need} the [noun], {please stop|please don't send} the order{ and refund me|}.",
    "Stop! {Please don't send it.|Don't pack it.} I {need|have} to cancel{, something has come up|, sorry|}.",
  ],
  more: hurry,
};
export const twice: Words = {
  subject: ['Ordered twice', 'double order', 'I have two orders by mistake', 'Duplicate'],
  core: [
    'I {seem to have|accidentally|} {ordered|placed the order} twice, {the page hung|the payment page froze|I clicked again}. {Please cancel one.|One is enough.|Please delete [order].}',
    '{there are|I see} two {identical|} orders in my account. {Can you cancel the second one?|[order] is one too many.}',
    'ordered the [line] two times by {mistake|accident}, {pls cancel [order]|only need one}',
  ],
  more: hurry,
};
export const gift: Words = {
  subject: ['Gift wrapping', "It's a present", 'Gift note', 'please no invoice in the parcel'],
  core: [
    '{could|can} you {wrap|gift wrap} the [line] [noun] and {add|put in} a {card|note}: "{Happy birthday|All our love|Keep warm, old friend|Welcome, little one}, [first]"?',
    "It's a {present|gift}, so please {leave out the invoice|don't put the price in}{ and if possible add a little card|}.",
    "Can it be {delivered|sent} {exactly on|not before} [weekday]? It's for a {birthday|wedding|baby shower}.",
    "Would you {put|write} a {few words|greeting} {in|into} the {parcel|box}? {It is for my grandmother, she turns 90.|It's for a friend who is ill.|}",
  ],
  more: hurry,
};
export const vague: Words = {
  subject: [
    'Question',
    'hello',
    'Problem',
    '(no subject)',
    'Order',
    'help',
    'Re: Re: your message',
    'urgent',
    'Please call me',
  ],
  core: [
    'I {have|had} a problem with {my order|something I bought}. {Please call me.|Can someone ring me?|Can you help?}',
    "{it|this} {doesn't|does not} work. {what now|please help|?}",
    'As {discussed|I said} on the phone, {please take care of it|what is happening now|it is still the same}.',
    'Any news?',
    "I {wrote|have written} {last week|on Monday} and {got no answer|nobody answered}. {Same thing.|It's about the same thing.}",
    'Are you the shop that {sells|has} the blankets from {television|the magazine}?',
    'Please see {attached|the attachment}.',
    'Do you {also|} {buy|take} raw wool? We have {forty|sixty|a few} sheep near {Görlitz|the border}.',
    'I {would like|want} to unsubscribe. And what about my order?',
    'We {represent|are} a {leading|young} {marketing|logistics} company and {would love|want} to {show|present} you our {services|solution}.',
  ],
};
