import type { Language } from '../intents.ts';

export const pl: Language = {
  manner: {
    hello: ['Dzień dobry,', 'Witam,', 'Szanowni Państwo,', 'Cześć,'],
    plain: ['', 'witam', 'dzień dobry'],
    thanks: ['Z góry dziękuję.', 'Dziękuję!', 'Proszę o szybką odpowiedź.', 'Dziękuję za pomoc.'],
    bye: ['Pozdrawiam', 'Pozdrawiam serdecznie,', 'Z poważaniem', 'Miłego dnia', ''],
    rude: [
      'To {skandal|jakiś żart}.',
      'Oczekuję odpowiedzi DZISIAJ.',
      'Czy ktoś to w ogóle czyta?',
      'Za taką cenę spodziewałem się czegoś więcej.',
    ],
    phone: ['Wysłane z iPhone’a', 'Wysłano z telefonu'],
    quote:
      '[quoted] Wollgras <hello@wollgras.example> napisał(a):\n> Dzień dobry [first],\n> dziękujemy za zamówienie [id].',
  },
  words: {
    where: {
      subject: ['Gdzie jest moje zamówienie?', 'Dostawa', 'Status zamówienia'],
      core: [
        '{kiedy dotrze|gdzie jest} moje zamówienie{ [order]|}?',
        'zamówiłam „[line]” dnia [placed] i {nie mam żadnych wiadomości|nie widzę numeru przesyłki}.',
        'kiedy będzie paczka? {nie dostałem maila|}',
      ],
    },
    late: {
      subject: ['Paczka się spóźnia', 'Brak przesyłki', 'Opóźnienie'],
      core: [
        'paczka miała być [expected] i {nadal jej nie ma|nic nie przyszło}.',
        'czekam już [days] dni na „[line]”, {śledzenie stoi w miejscu|[carrier] ciągle przesuwa termin}.',
        'dalej nie ma paczki, {co się dzieje|gdzie ona jest}?',
      ],
    },
    impatient: {
      subject: ['Zwrot pieniędzy', 'Zaginiona paczka'],
      core: [
        'paczka {najwyraźniej|chyba} zaginęła. Nie chcę nowej, {proszę o zwrot pieniędzy|proszę zwrócić całość} ([total]).',
      ],
    },
    not_received: {
      subject: ['Nie otrzymałem paczki', 'Doręczona? Nie'],
      core: [
        'według [carrier] paczkę doręczono [delivered], ale {u mnie jej nie ma|nic nie dostałem}.',
        'status „doręczona”, a {sąsiedzi nic nie wiedzą|nikt jej nie widział}.',
      ],
    },
    invoice: {
      subject: ['Faktura', 'Proszę o fakturę'],
      core: [
        'proszę o {fakturę|przesłanie faktury} do {zamówienia [order]|mojego zamówienia}{ w PDF|}.',
        'potrzebuję faktury {dla firmy|do rozliczenia} na [total].',
      ],
    },
    product: {
      subject: ['Pytanie o [line]', 'Pranie'],
      core: [
        'czy „[line]” można prać {w pralce|w 30 stopniach}?',
        'czy „[line]” {gryzie|drapie}? mam wrażliwą skórę{ i się waham|}.',
      ],
    },
    several: {
      subject: ['Kilka pytań'],
      core: [
        'trzy sprawy: kiedy dotrze paczka, czy faktura może być na firmę i jak zwrócić, {gdyby nie pasowało|jeśli rozmiar będzie zły}?',
      ],
    },
    change_of_mind: {
      subject: ['Zwrot', 'Zwrot [line]'],
      core: [
        'chcę zwrócić „[line]” ([variant]), {kolor jest inny niż na zdjęciu|to nie to, czego szukałam|nie podoba mi się}.',
        'jak {zwrócić|odesłać} „[line]”? {rozmyśliłem się|nie podoba się}',
      ],
    },
    does_not_fit: {
      subject: ['Wymiana rozmiaru', 'Za małe'],
      core: [
        '„[line]” w rozmiarze [variant] jest {za małe|za duże|za ciasne w ramionach}. {Czy mogę wymienić?|Poproszę o rozmiar {większy|mniejszy}.}',
      ],
    },
    damaged: {
      subject: ['Uszkodzone', 'Dziura w [line]', 'Reklamacja'],
      core: [
        'w „[line]” jest {dziura|plama|zaciągnięta nitka}, {właśnie rozpakowałam|tak przyszło}.',
        'szew w „[line]” {puścił|się rozszedł} {pierwszego dnia|od razu}.',
      ],
      ask: ['Co robimy?', 'Czy dostanę nowy?', 'Czy zwrócą Państwo pieniądze?', ''],
    },
    wrong_item: {
      subject: ['Zły towar'],
      core: [
        'zamówiłem „[line]” ([variant]), a {przyszło coś innego|kolor się nie zgadza|rozmiar się nie zgadza}.',
      ],
    },
    refund_status: {
      subject: ['Gdzie mój zwrot?', 'Zwrot pieniędzy'],
      core: [
        'odesłałam „[line]” {dwa tygodnie|dziesięć dni} temu i {nie mam pieniędzy|nic nie wpłynęło}.',
        'czy dotarł mój zwrot? {chodzi o [price]|}',
      ],
    },
    worn_out: {
      subject: ['Jakość'],
      core: [
        'po {trzech|czterech|pięciu} tygodniach „[line]” {jest cały w kulkach|się sfilcował|ma dziurę na pięcie}. {Czy to normalne?|Za [price] liczyłem na więcej.}',
      ],
    },
    chargeback: {
      subject: ['Reklamacja płatności'],
      core: ['zgłosiłem spór {w banku|w PayPal} na [total], {nie zamawiałem tego|nikt nie odpowiada}.'],
    },
    address: {
      subject: ['Zmiana adresu', 'Zły adres'],
      core: [
        'proszę wysłać {paczkę|zamówienie} na adres: [newline].',
        'przeprowadziłam się, {nowy adres to|prawidłowy adres:} [newline].',
      ],
    },
    address_open: {
      subject: ['Adres'],
      core: ['czy mogę jeszcze zmienić adres dostawy{? właśnie się przeprowadziłem|?}'],
    },
    item: {
      subject: ['Zmiana rozmiaru', 'Inny kolor'],
      core: [
        'proszę zmienić „[line]” z [variant] na [newvariant].',
        'pomyłka, chciałem [newvariant], nie [variant]',
      ],
    },
    cancel: {
      subject: ['Anulowanie', 'Anuluj zamówienie'],
      core: [
        'proszę anulować {moje zamówienie|zamówienie [order]}{, rozmyśliłam się|, już niepotrzebne|}.',
        'czy można jeszcze anulować? {pomyłka|dzięki}',
      ],
    },
    twice: {
      subject: ['Podwójne zamówienie'],
      core: ['przez pomyłkę zamówiłem dwa razy, {proszę anulować [order]|wystarczy jedno}.'],
    },
    gift: {
      subject: ['Prezent'],
      core: ['to prezent, {proszę bez faktury w paczce|czy można dołączyć karteczkę}?'],
    },
    vague: {
      subject: ['Pytanie', 'Problem'],
      core: [
        'mam problem z {zamówieniem|zakupem}, {proszę o telefon|proszę oddzwonić}.',
        'nadal to samo, {co teraz|są jakieś wieści}?',
      ],
    },
  },
};
