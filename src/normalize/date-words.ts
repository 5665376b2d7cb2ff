// The words dates are written with: months in the languages feeds use, and the names of time zones.

const MONTHS: readonly (readonly string[])[] = [
  'january jan januar jänner jän janvier janv enero ene gennaio genn gen janeiro januari stycznia styczeń sty января январь янв січня ιανουάριος ιανουαρίου ιαν január ocak oca tammikuu tammikuuta ledna leden ianuarie ian',
  'february februar feber feb februari février fevrier févr fevr fév febrero febbraio febbr fevereiro fev lutego luty lut февраля февраль фев лютого φεβρουάριος φεβρουαρίου φεβ φεβρ február şubat şub helmikuu helmikuuta února únor februarie',
  'march märz maerz mrz mär mars marzo março marco maart mrt marca marzec mar марта март мар березня μάρτιος μαρτίου μάρ μαρ március márc mart maaliskuu maaliskuuta března březen martie',
  'april apr avril avr abril abr aprile kwietnia kwiecień kwi апреля апрель апр квітня απρίλιος απριλίου απρ április ápr nisan nis huhtikuu huhtikuuta dubna duben aprilie',
  'may mai mayo maggio mag maio mei maj maja мая май травня μάιος μαΐου μάι μαϊ μαι május máj mayıs toukokuu toukokuuta května květen',
  'june jun juni juin junio giugno giu junho czerwca czerwiec cze июня июнь июн червня ιούνιος ιουνίου ιούν ιουν június jún haziran haz kesäkuu kesäkuuta června červen iunie',
  'july jul juli juillet juil julio luglio lug julho lipca lipiec lip июля июль июл липня ιούλιος ιουλίου ιούλ ιουλ július júl temmuz tem heinäkuu heinäkuuta července červenec iulie',
  'august aug août aout agosto ago augustus sierpnia sierpień sie августа август авг серпня αύγουστος αυγούστου αύγ αυγ augusztus ağustos ağu elokuu elokuuta srpna srpen',
  'september sept sep septembre septiembre settembre sett set setembro września wrzesień wrz сентября сентябрь сен сент вересня σεπτέμβριος σεπτεμβρίου σεπ σεπτ szeptember szept eylül eyl syyskuu syyskuuta září septembrie',
  'october oktober okt oct octobre octubre ottobre ott outubro out października październik paź октября октябрь окт жовтня οκτώβριος οκτωβρίου οκτ október ekim eki lokakuu lokakuuta října říjen octombrie',
  'november nov novembre noviembre novembro listopada listopad lis ноября ноябрь ноя нояб листопада νοέμβριος νοεμβρίου νοέ νοε kasım kas marraskuu marraskuuta listopadu noiembrie',
  'december dezember dez dec décembre decembre déc diciembre dic dicembre dezembro grudnia grudzień gru декабря декабрь дек грудня δεκέμβριος δεκεμβρίου δεκ aralık ara joulukuu joulukuuta prosince prosinec decembrie',
].map((names) => names.split(' '));

const MONTH_OF = new Map(
  MONTHS.flatMap((names, month) => names.map((name) => [name.normalize('NFC'), month + 1] as const)),
);

/** 1 to 12; null for a word that is no month. */
export function monthOf(word: string): number | null {
  return MONTH_OF.get(word.normalize('NFC').toLowerCase().replace(/\.$/, '')) ?? null;
}

/** Minutes east of UTC and the names of zones there: those of RFC 822 first, then what blogs elsewhere write. */
const ZONES: ReadonlyMap<string, number> = new Map(
  (
    [
      [0, 'ut utc gmt z wet'],
      [-240, 'edt ast at'],
      [-300, 'est et cdt'],
      [-360, 'cst ct mdt'],
      [-420, 'mst mt pdt'],
      [-480, 'pst pt akdt'],
      [-540, 'akst'],
      [-600, 'hst'],
      [-180, 'adt brt art'],
      [60, 'bst west cet met'],
      [120, 'cest mest sast eet'],
      [180, 'eest msk trt'],
      [300, 'pkt'],
      [330, 'ist'],
      [420, 'wib ict'],
      [480, 'sgt hkt awst'],
      [540, 'jst kst'],
      [570, 'acst'],
      [600, 'aest'],
      [660, 'aedt'],
      [720, 'nzst'],
      [780, 'nzdt'],
    ] as const
  ).flatMap(([minutes, names]) => names.split(' ').map((name) => [name, minutes] as const)),
);

/** Minutes east of UTC; 0 for an unknown name, as RFC 5322 section 4.3 wants; null for what is no zone. */
export function zoneMinutes(text: string): number | null {
  const zone = text
    .trim()
    .replace(/\s*\([^()]*\)$/, '')
    .replace(/^(?:etc\/|utc(?=[+-])|gmt(?=[+-])|z(?=[+-]))/i, '');
  if (zone === '') return 0;
  const numeric = /^([+-])(\d{1,2}):?(\d{2})?(?::?\d{2})?(?:\s+[a-z]{1,5})?$/i.exec(zone);
  if (numeric !== null) {
    const minutes = Number(numeric[2]) * 60 + Number(numeric[3] ?? 0);
    return minutes > 24 * 60 ? 0 : numeric[1] === '-' ? -minutes : minutes;
  }
  // "Eastern Standard Time" is EST; a region such as "America/New_York" has no one offset.
  const name = /^[a-z]+\.?(?: [a-z]+)+$/i.test(zone) ? zone.replace(/([a-z])[a-z]*\.? ?/gi, '$1') : zone;
  if (!/^(?:[a-z]{1,5}|[a-z]+\/[a-z_]+)$/i.test(name)) return null;
  return ZONES.get(name.toLowerCase()) ?? 0;
}

/** Words that stand in a date without saying anything. */
export const FILLERS: ReadonlySet<string> = new Set(
  'de del of the at on um uhr kl klo le à a las the den o г года р в em às and do da w r'.split(' '),
);
