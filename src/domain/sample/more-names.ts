const words = (text: string) => text.split('|')

interface Names {
  readonly first: readonly string[]
  readonly last: readonly string[]
}

/**
 * Beside the commonest names of each language, as many that are merely usual: where people are read and not only counted, names made of
 * syllables would look it. By language, as `people.ts` lists them.
 */
export const moreNames: Readonly<Record<string, Names>> = {
  english: {
    first: words(
      'Emily|George|Charlotte|Oliver|Grace|Henry|Alice|Edward|Rachel|Simon|Laura|Peter|Helen|Martin|Claire|Andrew|Julia|Stephen|Amy|Mark|Rebecca|Philip|Olivia|Adam|Hannah|Neil|Ruth|Gareth|Fiona|Craig|Megan|Ian|Nicola|Ryan|Joanne|Tyler',
    ),
    last: words(
      'Bennett|Carter|Foster|Hughes|Murphy|Palmer|Reid|Shaw|Turner|Webb|Ward|Cooper|Bailey|Morgan|Cole|Barnes|Hart|Ellis|Gibson|Marsh|Stone|Holland|Pearce|Fletcher|Lambert|Doyle|Nolan|Sutton|Chambers|Whitfield|Radcliffe|Sinclair|Campbell|Douglas|Pritchard|Lockwood',
    ),
  },
  german: {
    first: words(
      'Tobias|Katharina|Sebastian|Julia|Moritz|Hannah|Florian|Laura|Stefan|Sabine|Matthias|Claudia|Andreas|Birgit|Thomas|Petra|Niklas|Franziska|Simon|Theresa|Rainer|Heike|Uwe|Svenja',
    ),
    last: words(
      'Bauer|Richter|Klein|Wolf|Schröder|Neumann|Schwarz|Zimmermann|Braun|Krüger|Hofmann|Hartmann|Lange|Werner|Krause|Lehmann|Huber|Kaiser|Fuchs|Peters|Lang|Scholz|Möller|Weiß|Jung|Hahn|Vogel|Friedrich|Keller|Günther|Roth|Winkler|Lorenz|Baumann',
    ),
  },
  northern: {
    first: words(
      'Erik|Karin|Anders|Kristina|Magnus|Linnea|Mikkel|Signe|Tomasz|Katarzyna|Andrzej|Zuzanna|Petr|Lucie|Ondřej|Tereza|Mihai|Ioana|Viktor|Eszter|Kaisa|Jukka',
    ),
    last: words(
      'Johansson|Karlsson|Lindgren|Bergström|Holm|Dahl|Olsen|Pedersen|Kristensen|Wójcik|Zieliński|Wiśniewska|Svoboda|Novotná|Horváth|Tóth|Ionescu|Virtanen|Korhonen|Lund',
    ),
  },
  iberian: {
    first: words(
      'Pablo|Carmen|Alejandro|Laura|Sergio|Isabel|Miguel|Pilar|Antonio|Cristina|Andrés|Rocío|Pedro|Teresa|Gonçalo|Mariana|Thiago|Camila|Rosa|Ignacio|Ximena|Joaquín',
    ),
    last: words(
      'Ruiz|Hernández|Jiménez|Moreno|Muñoz|Álvarez|Romero|Navarro|Torres|Domínguez|Gil|Vázquez|Serrano|Ramos|Blanco|Castro|Ortega|Delgado|Oliveira|Pereira|Costa|Rodrigues|Almeida|Carvalho|Molina|Suárez|Iglesias|Cortés',
    ),
  },
  western: {
    first: words(
      'Camille|Julien|Manon|Antoine|Léa|Mathieu|Francesca|Alessandro|Chiara|Luca|Sanne|Bram|Daan|Fleur|Nathalie|Olivier|Elisa|Davide',
    ),
    last: words(
      'Bernard|Laurent|Girard|Fontaine|Mercier|Faure|Rousseau|Esposito|Romano|Colombo|Conti|Greco|Visser|Smit|Meijer|Mulder|Bos|Peeters|Janssens|Maes',
    ),
  },
  arabic: {
    first: words(
      'Hassan|Mariam|Khalid|Huda|Ali|Zeynep|Emre|Ayşe|Burak|Samira|Tariq|Leila|Karim|Nour|Salma|Can',
    ),
    last: words(
      'Nasser|Mansour|Saleh|Aziz|Hussein|Aydın|Arslan|Doğan|Koç|Najjar|Khoury|Malik|Qureshi|Sayegh|Bakr|Zaman',
    ),
  },
  southern: {
    first: words(
      'Adaeze|Emeka|Thabo|Lerato|Yaw|Zanele|Sanjay|Neha|Aditya|Kavya|Rohan|Meera|Tuan|Lan|Anh|Tunde',
    ),
    last: words(
      'Eze|Balogun|Ndlovu|Khumalo|Boateng|Owusu|Iyer|Reddy|Gupta|Nair|Joshi|Mehta|Rao|Hoàng|Vũ|Đặng',
    ),
  },
}
