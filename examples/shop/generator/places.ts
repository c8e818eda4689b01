/** Where customers live: names, streets and cities of a country, each believable on its own. */
export interface Place {
  first: string[];
  last: string[];
  cities: [postcode: string, city: string][];
  streets: string[];
  /** How a street and a number are written together. */
  line: (street: string, number: number) => string;
  mail: string[];
}

const after = (street: string, number: number) => `${street} ${number}`;
const before = (street: string, number: number) => `${number} ${street}`;
const words = (text: string) => text.split(' ');

export const PLACES: Record<string, Place> = {
  DE: {
    first: words(
      'Anna Katharina Jens Sabine Thorsten Lena Matthias Ulrike Jonas Birgit Felix Claudia Stefan Heike Moritz Frieda Emre Svenja Kai Renate Lukas Petra Tim Marlene',
    ),
    last: words(
      'Schneider Hoffmann Krüger Weiß Lehmann Braun Köhler Vogel Ziegler Busch Arnold Yildiz Pohl Seidel Horn Kuhn Brandt Lorenz Albrecht Winter Thiele Ernst',
    ),
    cities: [
      ['04109', 'Leipzig'],
      ['10437', 'Berlin'],
      ['20357', 'Hamburg'],
      ['50674', 'Köln'],
      ['79098', 'Freiburg'],
      ['99423', 'Weimar'],
      ['18055', 'Rostock'],
      ['80469', 'München'],
      ['01099', 'Dresden'],
      ['34117', 'Kassel'],
      ['48143', 'Münster'],
      ['93047', 'Regensburg'],
    ],
    streets: [
      'Lindenstraße',
      'Am Mühlgraben',
      'Goethestraße',
      'Kastanienallee',
      'Brunnenweg',
      'Schillerstraße',
      'Hinter der Kirche',
      'Rosa-Luxemburg-Straße',
      'Bahnhofstraße',
      'Fliederweg',
      'Wörther Straße',
    ],
    line: after,
    mail: ['posteo.example', 'web.example', 'gmx.example', 'mailbox.example'],
  },
  AT: {
    first: words('Johanna Florian Elisabeth Markus Theresa Georg Magdalena Wolfgang'),
    last: words('Gruber Huber Pichler Moser Steiner Egger Leitner Aigner'),
    cities: [
      ['1070', 'Wien'],
      ['8010', 'Graz'],
      ['5020', 'Salzburg'],
      ['6020', 'Innsbruck'],
    ],
    streets: ['Neubaugasse', 'Lendplatz', 'Leopoldstraße', 'Getreidegasse'],
    line: after,
    mail: ['aon.example', 'gmx.example'],
  },
  GB: {
    first: words('Harriet Callum Priya Gareth Eilidh Oliver Fiona Tariq Beth Rory Imogen Alan'),
    last: words('Whitfield Sharma McLeod Pritchard Bennett Okafor Hargreaves Doyle Ashworth Patel Sinclair'),
    cities: [
      ['EH6 5JT', 'Edinburgh'],
      ['BS6 5AL', 'Bristol'],
      ['LS8 1PF', 'Leeds'],
      ['CF11 9HA', 'Cardiff'],
      ['NW5 2TJ', 'London'],
      ['YO24 1ES', 'York'],
    ],
    streets: [
      'Ferry Road',
      'Chandos Road',
      'Harehills Lane',
      'Cathedral Road',
      'Fortess Road',
      'Holgate Road',
      'Mill Lane',
    ],
    line: before,
    mail: ['btmail.example', 'gmail.example', 'outlook.example'],
  },
  IE: {
    first: words('Aoife Conor Niamh Declan Siobhán Cillian'),
    last: words('Byrne Gallagher Kavanagh Nolan Fitzgerald Keane'),
    cities: [
      ['D07 X9F2', 'Dublin'],
      ['T12 W8KP', 'Cork'],
      ['H91 E2K5', 'Galway'],
    ],
    streets: ['North Circular Road', 'Sunday’s Well Road', 'Dominick Street', 'Chapel Lane'],
    line: before,
    mail: ['eircom.example', 'gmail.example'],
  },
  NL: {
    first: words('Sanne Bram Femke Jeroen Lotte Maarten Anouk Ruben Marieke Thijs'),
    last: [
      'de Vries',
      'Bakker',
      'van Dijk',
      'Visser',
      'Mulder',
      'Hoekstra',
      'van der Meer',
      'Postma',
      'Kuipers',
    ],
    cities: [
      ['1013 CH', 'Amsterdam'],
      ['3512 LK', 'Utrecht'],
      ['9711 TB', 'Groningen'],
      ['6511 VB', 'Nijmegen'],
    ],
    streets: ['Haarlemmerdijk', 'Oudegracht', 'Folkingestraat', 'Lange Hezelstraat', 'Prinsenlaan'],
    line: after,
    mail: ['ziggo.example', 'xs4all.example', 'gmail.example'],
  },
  FR: {
    first: words('Camille Julien Élodie Mathieu Sylvie Antoine Margaux Bernard Nadia Gaëlle'),
    last: words('Lefèvre Moreau Girard Benali Fontaine Roussel Mercier Chevalier Gauthier'),
    cities: [
      ['69004', 'Lyon'],
      ['44000', 'Nantes'],
      ['67000', 'Strasbourg'],
      ['35000', 'Rennes'],
      ['75011', 'Paris'],
    ],
    streets: ['rue de Belfort', 'rue des Carmes', 'quai des Bateliers', 'rue Saint-Michel', 'rue Oberkampf'],
    line: before,
    mail: ['orange.example', 'laposte.example', 'free.example'],
  },
  ES: {
    first: words('Lucía Javier Carmen Álvaro Marta Pablo Inés Sergio'),
    last: ['García Ruiz', 'Fernández', 'Moreno', 'Jiménez', 'Iglesias', 'Santos Vega', 'Navarro', 'Ortega'],
    cities: [
      ['08012', 'Barcelona'],
      ['28004', 'Madrid'],
      ['48008', 'Bilbao'],
      ['18009', 'Granada'],
    ],
    streets: ['Carrer de Verdi', 'Calle de la Palma', 'Calle Ercilla', 'Cuesta del Realejo'],
    line: (street, number) => `${street}, ${number}`,
    mail: ['telefonica.example', 'gmail.example'],
  },
  PL: {
    first: words('Agnieszka Piotr Magdalena Tomasz Zofia Krzysztof Ewa Bartek'),
    last: words('Kowalczyk Wójcik Nowak Mazur Zając Pawlak Sikora Bielak'),
    cities: [
      ['31-026', 'Kraków'],
      ['50-079', 'Wrocław'],
      ['80-831', 'Gdańsk'],
      ['00-545', 'Warszawa'],
    ],
    streets: ['ul. Radziwiłłowska', 'ul. Ruska', 'ul. Ogarna', 'ul. Marszałkowska'],
    line: after,
    mail: ['wp.example', 'onet.example', 'gmail.example'],
  },
  IT: {
    first: words('Giulia Marco Chiara Davide Elena Paolo'),
    last: words('Ferrari Colombo Rizzo Gallo Marchetti Bruni'),
    cities: [
      ['40126', 'Bologna'],
      ['10124', 'Torino'],
      ['39100', 'Bolzano'],
    ],
    streets: ['Via San Vitale', 'Via Po', 'Via dei Portici', 'Via Mazzini'],
    line: after,
    mail: ['libero.example', 'gmail.example'],
  },
  DK: {
    first: words('Mette Søren Freja Lars Ingrid Nikolaj'),
    last: words('Nielsen Jensen Holm Lauritsen Bach Kjær'),
    cities: [
      ['2200', 'København'],
      ['8000', 'Aarhus'],
      ['5000', 'Odense'],
    ],
    streets: ['Elmegade', 'Mejlgade', 'Vestergade', 'Strandvejen'],
    line: after,
    mail: ['mail.example', 'gmail.example'],
  },
  SE: {
    first: words('Elsa Johan Astrid Mikael Karin Oskar'),
    last: words('Lindgren Bergström Nyberg Sandell Forsberg Åkesson'),
    cities: [
      ['413 01', 'Göteborg'],
      ['116 45', 'Stockholm'],
      ['223 50', 'Lund'],
    ],
    streets: ['Linnégatan', 'Skånegatan', 'Bredgatan', 'Storgatan'],
    line: after,
    mail: ['telia.example', 'gmail.example'],
  },
};

/** Of a hundred customers, where they live. */
export const COUNTRY_WEIGHTS = {
  DE: 33,
  AT: 7,
  GB: 12,
  IE: 5,
  NL: 10,
  FR: 8,
  ES: 5,
  PL: 6,
  IT: 3,
  DK: 6,
  SE: 5,
};
