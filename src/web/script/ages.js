// Moments as ages, such as "3 hours ago": pages give them in UTC, for they do not know when they are read.
const UNITS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
];
const words = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });

function showAges() {
  for (const time of document.querySelectorAll('time.age')) {
    const age = Date.now() - Date.parse(time.dateTime);
    // what is older than a week, or said to be yet to come, keeps its date
    if (!(age >= 0 && age < 7 * 86_400_000)) continue;
    const [unit, length] = UNITS.find(([, unitLength]) => age >= unitLength) ?? ['minute', 60_000];
    time.title ||= new Date(time.dateTime).toLocaleString();
    time.textContent = age < 60_000 ? 'just now' : words.format(-Math.floor(age / length), unit);
  }
}

showAges();
setInterval(showAges, 60_000);
