// Runs one benchmark by name and prints its figures: `npm run bench -- NAME [--json] [its own options]`.
// Each benchmark is a file here exporting `bench(args)`; figures of rivals are taken in the same run, interleaved, because
// machines are noisy: read the ratios, not the absolute numbers.
import type { Report } from './report.ts';

const NAMES = ['parse', 'reparse', 'stall', 'cycle', 'publish', 'serve', 'site', 'cadence'];

const [name, ...rest] = process.argv.slice(2);
if (!name || !NAMES.includes(name)) {
  console.error(`usage: npm run bench -- ${NAMES.join('|')} [--json]`);
  process.exit(2);
}
const json = rest.includes('--json');
const { bench } = (await import(`./${name}.ts`)) as { bench(args: string[]): Promise<Report> };
const report = await bench(rest.filter((arg) => arg !== '--json'));

if (json) console.log(JSON.stringify(report));
else {
  console.log(`\n${report.name}: ${report.what}`);
  const width = Math.max(...report.rows.map((row) => row.what.length));
  for (const row of report.rows)
    console.log(`  ${row.what.padEnd(width)}  ${row.value.toFixed(row.digits ?? 2).padStart(9)} ${row.unit}`);
  for (const note of report.notes ?? []) console.log(`  (${note})`);
}
