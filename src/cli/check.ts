// `lostfeed check`: is the configuration sound, what have visits learnt that it does not say yet, and, on request, what does
// every source answer today? Stores nothing; only --fix writes, and only into the configuration.
import { setTimeout as sleep } from 'node:timers/promises';
import { loadConfig } from '../config/config.ts';
import { FetchError, LostFeedError } from '../errors.ts';
import type { Config, SourceConfig } from '../model.ts';
import { checkRules, describeRules } from './check-rules.ts';
import { EXIT } from './exit-codes.ts';
import { describeLearnt, readLearnt, writeLearnt } from './learnt-addresses.ts';
import { quoted } from './run-summary.ts';
import type { Settings } from './settings.ts';

interface CheckFlags {
  readonly online?: boolean;
  readonly rules?: boolean;
  readonly fix?: boolean;
  readonly json?: boolean;
}

/** What one source answered. */
export interface SourceCheck {
  readonly source: string;
  readonly url: string;
  readonly ok: boolean;
  readonly format: string | null;
  readonly entries: number;
  readonly problems: readonly string[];
  /** Where a permanent redirect leads: worth writing into the file. */
  readonly movedTo: string | null;
  readonly code: string | null;
  readonly message: string | null;
  /** What an error page said. */
  readonly snippet: string | null;
}

export async function check(settings: Settings, flags: CheckFlags): Promise<number> {
  const config = await loadConfig(settings.configFile, settings.dataDirectory);
  const learnt = await readLearnt(config, settings);
  const written = flags.fix ? await writeLearnt(learnt, settings) : [];
  const checks = flags.online ? await visitAll(config, settings, flags.json ? () => {} : printCheck) : [];
  const rules = flags.rules ? await checkRules(config, settings) : null;
  if (flags.json) {
    const { sources, categories, warnings } = config;
    const facts = {
      file: settings.configFile,
      sources: sources.length,
      categories: categories.length,
      warnings,
      moves: learnt.moves.map((move) => ({ ...move, written: written.includes(move.source) })),
      merged: learnt.merged,
      checks,
      ...(rules && { rules }),
    };
    process.stdout.write(`${JSON.stringify(facts)}\n`);
    return EXIT.done;
  }
  for (const warning of config.warnings) process.stdout.write(`warning: ${warning}\n`);
  process.stdout.write(describeLearnt(learnt, written));
  if (rules) process.stdout.write(describeRules(rules));
  const failed = checks.filter((one) => !one.ok).length;
  process.stdout.write(
    `${settings.configFile} is sound: ${config.sources.length} sources in ${config.categories.length} categories` +
      `${flags.online ? `; ${checks.length - failed} of ${checks.length} can be read` : ''}.\n`,
  );
  return EXIT.done;
}

/** Every enabled source once: hosts side by side, one request at a time and a gap at each. */
async function visitAll(
  config: Config,
  settings: Settings,
  tell: (check: SourceCheck) => void,
): Promise<SourceCheck[]> {
  const { openFetcher } = await import('../app.ts');
  const { hostOf } = await import('../fetch/fetch.ts');
  const { hostGapMs } = await import('../schedule/schedule.ts');
  const fetcher = openFetcher(config, settings.version, () => Date.now());
  const queues = [...Map.groupBy(enabled(config), (source) => hostOf(source.url))];
  const checks: SourceCheck[] = [];
  async function work(): Promise<void> {
    for (let queue = queues.shift(); queue; queue = queues.shift()) {
      const [host, sources] = queue;
      for (const [index, source] of sources.entries()) {
        if (index > 0) await sleep(hostGapMs(host, config.fetch));
        const result = await checkSource(source, fetcher);
        checks.push(result);
        tell(result);
      }
    }
  }
  try {
    await Promise.all(Array.from({ length: Math.min(config.fetch.concurrency, queues.length) }, work));
  } finally {
    await fetcher.close();
  }
  return checks.sort((a, b) => (a.source < b.source ? -1 : 1));
}

const enabled = (config: Config) => config.sources.filter((source) => source.enabled);

async function checkSource(source: SourceConfig, fetcher: import('../fetch/fetch.ts').Fetcher): Promise<SourceCheck> {
  const { parse } = await import('../parse/parse.ts');
  const facts = {
    source: source.id,
    url: source.url,
    format: null,
    entries: 0,
    problems: [],
    movedTo: null,
    snippet: null,
  };
  try {
    const fetched = await fetcher.fetch(
      {
        sourceId: source.id,
        url: source.url,
        validators: { etag: null, lastModified: null },
        headers: source.headers,
        auth: source.auth,
      },
      new AbortController().signal,
    );
    if (fetched.kind === 'unchanged') throw new LostFeedError('empty', `${source.url}: ${fetched.status}, no document`);
    const { body, contentType, url, movedTo } = fetched;
    const feed = parse(body, { contentType, url, maxEntries: source.maxItems });
    const problems = [...new Set(feed.problems.map((problem) => problem.code))];
    const { format, entries } = feed;
    return { ...facts, ok: true, format, entries: entries.length, problems, movedTo, code: null, message: null };
  } catch (error) {
    const code = error instanceof LostFeedError ? error.code : 'internal';
    const snippet = error instanceof FetchError ? error.snippet : null;
    return { ...facts, ok: false, code, message: error instanceof Error ? error.message : String(error), snippet };
  }
}

function printCheck({ source, ok, format, entries, problems, movedTo, code, message, snippet }: SourceCheck): void {
  const oddities = problems.length > 0 ? ` (${problems.join(', ')})` : '';
  const moved = movedTo ? `; moved for good to ${movedTo}` : '';
  process.stdout.write(
    ok
      ? `ok    ${source}: ${format}, ${entries} entries${oddities}${moved}\n`
      : `fails ${source}: ${message} (${code})${quoted(snippet)}\n`,
  );
}
