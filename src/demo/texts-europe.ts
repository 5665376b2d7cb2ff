// Texts in German, French, Polish, Russian and Greek: accents and alphabets that the old 8-bit encodings each had a table for.

import type { Pool } from './texts.ts';

export const GERMAN: Pool = {
  language: 'de',
  stories: [
    {
      title: 'Größenwahn im Kleinen: {project} auf {n} Megabyte',
      lead: 'Früher war nicht alles besser, aber vieles war kleiner. Für {project} haben wir uns vorgenommen, mit {n} Megabyte auszukommen, und dabei gelernt, wofür die übrigen eigentlich gebraucht wurden: überwiegend für nichts.',
    },
    {
      title: 'Umlaute, Übertragung und Ärger: {project} {version}',
      lead: 'Wer einen Straßennamen durch fünf Systeme schickt, erhält am Ende selten denselben zurück. {project} {version} prüft deshalb an jeder Grenze, in welcher Kodierung die Bytes wirklich vorliegen, und verlässt sich nicht auf Zusagen.',
    },
    {
      title: 'Warum {project} nachts langsamer wird',
      lead: 'Jede Nacht um drei Uhr brauchten Anfragen an {project} plötzlich das Doppelte. Die Sicherung war es nicht, der Zeitplan auch nicht. Es war die Klimaanlage, und das ließ sich sogar messen.',
    },
    {
      title: 'Aufräumen nach {n} Jahren {project}',
      lead: 'In der Konfiguration standen Rechner, die es nicht mehr gibt, und Kollegen, die längst im Ruhestand sind. Wir haben {project} ausgemistet, Zeile für Zeile, und über jede Löschung Buch geführt.',
    },
  ],
  middles: [
    'Die Messung war ernüchternd: Vier Fünftel der Zeit vergingen beim Warten. Ein schnellerer Rechner hätte also schneller gewartet. Geändert haben wir die Reihenfolge der Abfragen, sonst nichts.',
    'Eine gute Fehlermeldung nennt den Ort, den Grund und den nächsten Schritt. Unsere alte nannte eine Nummer. Die Nummer stand in einem Ordner, und der Ordner stand im Keller.',
    'Natürlich gäbe es dafür ein fertiges Werkzeug. Es bringt allerdings vierzig Abhängigkeiten mit, und für unsere Größenordnung genügen eine Tabelle und ein regelmäßiger Auftrag völlig.',
    'Geprüft wird mit echten Daten, anonymisiert und möglichst schief. Was im Lehrbuch als Ausnahme geführt wird, ist im Betrieb der Dienstag.',
  ],
  ends: [
    'Die Skripte liegen wie üblich öffentlich aus. Über Rückmeldungen freuen wir uns, über Gegenbeispiele noch mehr.',
    'In der nächsten Folge: was beim Zurückspielen schiefging und warum das gut so war.',
  ],
  headings: ['Die Messung', 'Der Fehler', 'Was übrig bleibt'],
  tags: ['Betrieb', 'Zeichensätze', 'Rückblick'],
  more: 'Weiterlesen …',
  update: 'Nachtrag',
  code: null,
};

export const FRENCH: Pool = {
  language: 'fr',
  stories: [
    {
      title: 'L’été où {project} a cessé de répondre',
      lead: 'Au mois d’août, personne ne regarde les courbes. C’est donc au mois d’août que {project} a cessé de répondre, pendant {n} minutes, à cause d’un répertoire plein et d’une alerte envoyée à une adresse fermée depuis Noël.',
    },
    {
      title: '{project} {version} : éloge de la lenteur',
      lead: 'La nouvelle version de {project} est plus lente, et c’est une bonne nouvelle. Elle vérifie désormais ce qu’elle écrit, relit ce qu’elle a écrit, et prévient quand les deux diffèrent. Cela coûte {n} millisecondes.',
    },
    {
      title: 'Réparer {project} sans le comprendre',
      lead: 'Le code de {project} a été écrit par une équipe dont il ne reste que les commentaires, et ceux-ci sont surtout des excuses. Voici comment nous avons corrigé une erreur sans prétendre comprendre le reste.',
    },
  ],
  middles: [
    'Nous avons d’abord écrit un test qui échoue, puis attendu qu’il échoue pour la bonne raison. Cette seconde étape est celle que l’on oublie, et c’est la seule qui apprenne quelque chose.',
    'La documentation était exacte à l’époque où elle fut écrite. Depuis, le système a changé de base, de langage et d’étage ; seule la capture d’écran de l’accueil est restée fidèle.',
    'On nous demande souvent pourquoi ne pas tout réécrire. Parce que l’ancien programme connaît ses clients : chacune de ses bizarreries répond à quelqu’un qui, un jour, s’est plaint à raison.',
  ],
  ends: [
    'Les mesures et les scripts sont publiés ; à vous de nous contredire.',
    'Suite au prochain numéro, s’il y a encore de la place sur le disque.',
  ],
  headings: ['Le constat', 'La réparation', 'Ce qu’il reste à faire'],
  tags: ['système', 'récit', 'dépannage'],
  more: 'Lire la suite…',
  update: 'Mise à jour',
  code: null,
};

export const POLISH: Pool = {
  language: 'pl',
  stories: [
    {
      title: 'Jak {project} zgubił polskie znaki',
      lead: 'Zażółć gęślą jaźń: to zdanie wpisujemy do każdego nowego formularza. {project} oddał je w pięciu odmianach, z których żadna nie była poprawna. Prześledziliśmy drogę jednej litery przez {n} warstw systemu.',
    },
    {
      title: '{project} {version} na serwerze z odzysku',
      lead: 'Serwer pochodzi z wyprzedaży, dyski z trzech różnych źródeł, a zasilacz z życzliwości sąsiada. {project} {version} działa na nim od {n} dni i nie narzeka.',
    },
    {
      title: 'Porządki w {project}: co wyrzuciliśmy',
      lead: 'Usunęliśmy z {project} {n} plików, których nikt nie czytał od lat. Zanim to zrobiliśmy, dodaliśmy do każdego z nich wpis w dzienniku i poczekaliśmy miesiąc.',
    },
  ],
  middles: [
    'Najpierw pomiar, potem poprawka. Dwie pierwsze poprawki niczego nie zmieniły, więc je wycofaliśmy i zapisaliśmy, dlaczego wydawały się słuszne.',
    'Kod jest teraz krótszy, a co ważniejsze, nudniejszy. Nowa osoba w zespole przeczytała go w jedno popołudnie i znalazła błąd, którego my nie widzieliśmy.',
    'Kopie zapasowe sprawdzamy w każdy pierwszy poniedziałek miesiąca, odtwarzając losowo wybrany dzień. Raz się nie udało i właśnie wtedy opłaciło się najbardziej.',
  ],
  ends: ['Skrypty i wyniki są w repozytorium. Chętnie poprawimy to, co się nie zgadza.'],
  headings: ['Pomiar', 'Poprawka'],
  tags: ['serwery', 'kodowanie'],
  more: 'Czytaj dalej…',
  update: 'Uzupełnienie',
  code: null,
};

export const RUSSIAN: Pool = {
  language: 'ru',
  stories: [
    {
      title: 'Как {project} пережил отключение электричества',
      lead: 'Свет погас в четверг вечером, а источник бесперебойного питания продержался ровно {n} минут. Этого хватило, чтобы {project} записал всё нужное, но не хватило, чтобы записать об этом в журнал.',
    },
    {
      title: '{project} {version}: три кодировки в одном файле',
      lead: 'Файл начинался в одной кодировке, продолжался в другой и заканчивался вопросительными знаками. Разбираемся, как {project} {version} определяет кодировку и почему объявлению в заголовке не стоит верить на слово.',
    },
    {
      title: 'Старый сервер {project} и {n} забытых заданий',
      lead: 'Перед переездом мы решили переписать все задания, которые выполняет сервер {project}. Их оказалось {n}, и о половине из них никто не помнил. Одно поздравляло с днём рождения человека, который уволился десять лет назад.',
    },
    {
      title: 'Почему поиск в {project} стал быстрее',
      lead: 'Мы не меняли алгоритм. Мы перестали искать там, где заведомо ничего нет, и {project} стал отвечать в {n} раз быстрее. Рассказываем, как это удалось измерить.',
    },
  ],
  middles: [
    'Сначала мы измерили, потом исправили. Две догадки оказались неверными, и мы записали их тоже: следующий, кто придёт сюда с теми же мыслями, сэкономит день.',
    'Хорошее сообщение об ошибке отвечает на три вопроса: что случилось, где и что теперь делать. Наше прежнее не отвечало ни на один, зато было набрано прописными буквами.',
    'Проверять резервные копии нужно восстановлением, а не взглядом. Мы восстанавливаем случайный день каждый месяц, и дважды это нас выручило.',
    'Кода стало меньше. Из семи настроек остались две, и для обеих значение по умолчанию подходит почти всем.',
  ],
  ends: [
    'Данные и сценарии открыты. Если у вас получится иначе, напишите нам.',
    'Продолжение следует, когда починят кондиционер.',
  ],
  headings: ['Измерения', 'Причина', 'Итог'],
  tags: ['серверы', 'кодировки', 'поиск'],
  more: 'Читать дальше',
  update: 'Дополнение',
  code: null,
};

export const GREEK: Pool = {
  language: 'el',
  stories: [
    {
      title: 'Το {project} και το νησί χωρίς δίκτυο',
      lead: 'Στο νησί το δίκτυο έρχεται και φεύγει με τον άνεμο. Το {project} έμαθε να δουλεύει και χωρίς αυτό: κρατά ό,τι έχει να στείλει, περιμένει, και συγχρονίζεται όταν επιστρέψει η σύνδεση, συνήθως μετά από {n} λεπτά.',
    },
    {
      title: 'Η έκδοση {version} του {project}',
      lead: 'Η έκδοση {version} του {project} δεν φέρνει τίποτα εντυπωσιακό. Διορθώνει {n} σφάλματα, εξηγεί καλύτερα τα υπόλοιπα και ξεκινά σε μισό δευτερόλεπτο.',
    },
    {
      title: 'Τι βρήκαμε στα αρχεία του {project}',
      lead: 'Ανοίξαμε ξανά τα παλιά αρχεία καταγραφής του {project}. Ανάμεσα σε εκατομμύρια ίδιες γραμμές υπήρχαν {n} που έλεγαν κάτι καινούργιο, και μία που έλεγε καλημέρα.',
    },
  ],
  middles: [
    'Πρώτα μετρήσαμε και ύστερα διορθώσαμε. Αυτό που θεωρούσαμε αργό ήταν γρήγορο, και το αργό ήταν η αναμονή.',
    'Ο κώδικας έγινε μικρότερος, και όποιος τον διαβάζει για πρώτη φορά δεν χρειάζεται πια οδηγό.',
    'Τα αντίγραφα ασφαλείας δοκιμάζονται κάθε μήνα με πραγματική επαναφορά. Μόνο τότε μπορεί κανείς να κοιμηθεί ήσυχος.',
  ],
  ends: ['Οι μετρήσεις είναι δημόσιες και περιμένουμε τις παρατηρήσεις σας.'],
  headings: ['Μετρήσεις', 'Η λύση'],
  tags: ['δίκτυα', 'λογισμικό'],
  more: 'Διαβάστε περισσότερα',
  update: 'Συμπλήρωμα',
  code: null,
};
