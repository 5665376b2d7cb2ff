// The plot of `bench cadence`: delay against requests, one panel for the mean and one for the 95th percentile, both scales
// logarithmic. An SVG that follows the reader's light or dark scheme, written by hand.
import type { Outcome } from './cadence-rules.ts';

type Point = Pick<Outcome, 'requests' | 'meanMinutes' | 'p95Minutes'> & { readonly label?: string | null };

export interface Curves {
  readonly ours: readonly Point[];
  readonly fixed: readonly Point[];
  readonly week60: readonly Point[];
  readonly week15: readonly Point[];
}

const WIDTH = 860;
const HEIGHT = 420;
const PANEL = { width: 350, height: 290, top: 62, lefts: [64, 490] } as const;
const REQUESTS = { from: 1, to: 100, ticks: [1, 2, 5, 10, 20, 50, 100] } as const;
const MINUTES = { from: 5, to: 1500, ticks: [5, 10, 20, 60, 120, 360, 1440] } as const;

const STYLE = `
text { font: 13px system-ui, sans-serif; fill: #333 }
.quiet { fill: #666; font-size: 12px }
.title { font-weight: 600 }
.grid { stroke: #ddd }
.curve { fill: none; stroke-width: 2 }
.ours { stroke: #c2410c } .fixed { stroke: #777; stroke-dasharray: 7 4 } .week60 { stroke: #1d6fb8 } .week15 { stroke: #1d6fb8; stroke-dasharray: 2 3 }
circle { fill: #c2410c }
@media (prefers-color-scheme: dark) {
  text { fill: #ddd } .quiet { fill: #aaa } .grid { stroke: #444 }
  .ours { stroke: #fb923c } .fixed { stroke: #aaa } .week60, .week15 { stroke: #6cb6f5 } circle { fill: #fb923c }
}`;

/** Each curve with its words in the legend, and where they stand. */
const NAMES: readonly (readonly [keyof Curves, string, number])[] = [
  ['ours', 'ours, every 10 min to 3 h', 64],
  ['fixed', 'fixed interval', 276],
  ['week60', 'week / entries, floor 60 min', 420],
  ['week15', 'floor 15 min', 652],
];

/** Returns the whole SVG document. */
export function drawCurves(curves: Curves): string {
  const [left, right] = PANEL.lefts;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img">`,
    '<title>Delay of articles against requests, for three rules of when to come back to a source</title>',
    `<style>${STYLE}\n</style>`,
    ...drawLegend(),
    ...drawPanel(left, 'mean delay', curves, ({ meanMinutes }) => meanMinutes),
    ...drawPanel(right, '95th percentile of the delay', curves, ({ p95Minutes }) => p95Minutes),
    '</svg>\n',
  ].join('\n');
}

function drawLegend(): string[] {
  return NAMES.flatMap(([name, words, x]) => [
    `<line class="curve ${name}" x1="${x}" x2="${x + 24}" y1="16" y2="16"/>`,
    `<text x="${x + 30}" y="20">${words}</text>`,
  ]);
}

function drawPanel(left: number, title: string, curves: Curves, delayOf: (point: Point) => number): string[] {
  const x = (requests: number) => round(left + PANEL.width * share(requests, REQUESTS));
  const y = (minutes: number) => round(PANEL.top + PANEL.height * (1 - share(minutes, MINUTES)));
  const bottom = PANEL.top + PANEL.height;
  const grid = [
    ...REQUESTS.ticks.flatMap((tick) => [
      `<line class="grid" x1="${x(tick)}" x2="${x(tick)}" y1="${PANEL.top}" y2="${bottom}"/>`,
      `<text class="quiet" x="${x(tick)}" y="${bottom + 18}" text-anchor="middle">${tick}</text>`,
    ]),
    ...MINUTES.ticks.flatMap((tick) => [
      `<line class="grid" x1="${left}" x2="${left + PANEL.width}" y1="${y(tick)}" y2="${y(tick)}"/>`,
      `<text class="quiet" x="${left - 6}" y="${y(tick) + 4}" text-anchor="end">${tick < 60 ? `${tick} min` : `${tick / 60} h`}</text>`,
    ]),
  ];
  const lines = NAMES.toReversed().map(([name]) => {
    const points = curves[name].map((point) => `${x(point.requests)},${y(delayOf(point))}`);
    return `<polyline class="curve ${name}" points="${points.join(' ')}"/>`;
  });
  const marks = curves.ours
    .filter(({ label }) => label)
    .flatMap((point) => [
      `<circle cx="${x(point.requests)}" cy="${y(delayOf(point))}" r="4"/>`,
      `<text x="${x(point.requests) - 8}" y="${y(delayOf(point)) + 16}" text-anchor="end">${point.label}</text>`,
    ]);
  return [
    `<text class="title" x="${left}" y="${PANEL.top - 12}">${title}</text>`,
    ...grid,
    ...lines,
    ...marks,
    `<text class="quiet" x="${left + PANEL.width / 2}" y="${bottom + 38}" text-anchor="middle">requests of a source in a day</text>`,
  ];
}

/** Where a value lies on a logarithmic scale, from 0 to 1. */
function share(value: number, { from, to }: { readonly from: number; readonly to: number }): number {
  return Math.log(Math.min(Math.max(value, from), to) / from) / Math.log(to / from);
}

const round = (value: number) => Math.round(value * 10) / 10;
