// The command line: names, flags and help. Each command imports only what it uses, so that starting one stays cheap.
// Returns the exit code: 0 done, 1 failed, 2 usage or configuration, 3 locked, 130 or 143 cut short.
import { Command, CommanderError, InvalidArgumentError } from 'commander';
import { ConfigError, LostFeedError } from '../errors.ts';
import { EXIT } from './exit-codes.ts';
import { type GlobalFlags, packageVersion, readSettings, type Settings } from './settings.ts';

const DAY_MS = 86_400_000;

/** Runs one command line; nothing is thrown, faults are printed on standard error. */
export async function main(argv: readonly string[]): Promise<number> {
  let exitCode: number = EXIT.done;
  const program = makeProgram((code) => {
    exitCode = code;
  });
  try {
    await program.parseAsync(argv, { from: 'user' });
    return exitCode;
  } catch (error) {
    return await report(error);
  }
}

/** The program with all its commands; `done` receives a command's exit code. Exported for the documentation's test. */
export function makeProgram(done: (exitCode: number) => void): Command {
  const program = new Command('lostfeed')
    .description(
      'Fetches many feeds and publishes one combined channel: Atom, RSS and JSON Feed, with a small website.',
    )
    .version(packageVersion())
    .exitOverride()
    .showHelpAfterError('(add --help for what is possible)');

  const command = (name: string, description: string) =>
    program
      .command(name)
      .description(description)
      .option('--config <file>', 'the source list (default: feeds.config.json; LOSTFEED_CONFIG)')
      .option('--data <directory>', 'the data folder (default: data; LOSTFEED_DATA)')
      .exitOverride();
  const settings = (flags: GlobalFlags): Settings => readSettings(process.env, flags);

  command('serve', 'run the service: fetch on schedule, publish, serve the channel and the site')
    .option('--port <number>', 'listen there; 0 takes any free port (default: 8080; PORT)')
    .option('--host <address>', 'listen on that address (default: 127.0.0.1; HOST)')
    .option('--no-fetch', 'only publish and serve what another process fetches')
    .option('--no-web', 'only fetch and publish')
    .action(async (flags) => done(await (await import('./serve.ts')).serve(settings(flags), flags)));

  command('run', 'one pass over what is due, publish static files, exit; made for cron')
    .option('--budget <duration>', 'stop in time, such as 4m; what is left is first in the next run', readDuration)
    .option('--strict', 'exit with 1 when any source failed')
    .option('--force', 'ignore due times (never Retry-After, host gaps or 410)')
    .option('--json', 'print the facts of the run as one line of JSON')
    .action(async (flags) => done(await (await import('./run.ts')).run(settings(flags), flags)));

  command('build', 'publish static files from what is stored; no network')
    .option('--json', 'print the facts as one line of JSON')
    .action(async (flags) => done(await (await import('./run.ts')).build(settings(flags), flags)));

  command('check', 'check the configuration')
    .option('--online', 'also visit every source once and say what it answers; stores nothing')
    .option('--rules', 'also say what the rules would do to stored articles')
    .option('--fix', 'write learnt addresses into the configuration')
    .option('--json', 'print the facts as JSON')
    .action(async (flags) => done(await (await import('./check.ts')).check(settings(flags), flags)));

  command('plan', 'say what the configuration as it is in the file would change in the channel; no network')
    .option('--json', 'print the facts as one line of JSON')
    .action(async (flags) => done(await (await import('./plan.ts')).plan(settings(flags), flags)));

  command('inspect', 'show what we read from documents and what is wrong with them; stores nothing')
    .argument('[document...]', 'files or addresses')
    .option('--base-url <url>', 'resolve relative addresses against this')
    .option('--guess', 'try the usual addresses when a web page names no feed')
    .option('--compare', "put rss-parser's reading beside ours")
    .option('--json', 'one line of JSON a document')
    .option('--batch', 'read lines {"file": …, "baseUrl"?: …, "contentType"?: …} from standard input')
    .action(async (inputs: string[], flags) =>
      done(await (await import('./inspect-command.ts')).inspectCommand(settings(flags), inputs, flags)),
    );

  command('explain', 'say why a source is as it is, or tell the life of an article')
    .argument('<word>', 'the id or address of a source; the id, address or page of an article')
    .option('--json', 'print the facts as one line of JSON')
    .action(async (word: string, flags) =>
      done(await (await import('./explain.ts')).explain(settings(flags), word, flags)),
    );

  command('status', 'how the sources are doing, worst first')
    .argument('[source...]', 'only these, by id or address')
    .option('--json', 'print the facts as one line of JSON')
    .action(async (words: string[], flags) =>
      done(await (await import('./status.ts')).status(settings(flags), words, flags)),
    );

  command('add', 'add a feed to the configuration, by its address or that of a page that names it')
    .argument('<url>', 'address of a feed, or of a web page')
    .option('--id <id>', 'name it so (default: made from its address)')
    .option('--title <text>', 'show that instead of the title that the feed gives itself')
    .option('--category <id>', 'a key of "categories"')
    .option('--guess', 'try the usual addresses when a web page names no feed')
    .option('--json', 'print what was added as one line of JSON')
    .action(async (url: string, flags) => done(await (await import('./add.ts')).add(settings(flags), url, flags)));

  command('remove', 'take a source out of the configuration')
    .argument('<source>', 'its id or its address')
    .option('--json', 'print what was removed as one line of JSON')
    .action(async (word: string, flags) =>
      done(await (await import('./remove.ts')).remove(settings(flags), word, flags)),
    );

  command('import', 'add the feeds of an OPML file to the configuration; folders become categories')
    .argument('<file>', 'an OPML file')
    .option('--json', 'print what was added as one line of JSON')
    .action(async (file: string, flags) =>
      done(await (await import('./import.ts')).importList(settings(flags), file, flags)),
    );

  command('export', 'print the sources as an OPML list').action(async (flags) =>
    done(await (await import('./export.ts')).exportList(settings(flags))),
  );

  command('release', 'end the quarantine of a source: list what was held because it read like another feed')
    .argument('<source>', 'its id or its address')
    .option('--json', 'print what was released as one line of JSON')
    .action(async (word: string, flags) =>
      done(await (await import('./release.ts')).release(settings(flags), word, flags)),
    );

  command('prune', 'remove what retention does not keep; "serve" and "run" do that once a day')
    .option('--dry-run', 'only count what would be removed')
    .option('--json', 'print what was removed as one line of JSON')
    .action(async (flags) => done(await (await import('./prune.ts')).prune(settings(flags), flags)));

  command('takedown', 'remove an article, or all of a source, from everywhere and for good')
    .argument('<article>', 'its address, its id or its page; with --source, the id or address of the source')
    .option('--source', 'take down the source and all its articles')
    .option('--reason <text>', 'told to subscribers in the Atom feed')
    .option('--undo', 'let it be listed again once its feed brings it again')
    .option('--json', 'print what was taken down as one line of JSON')
    .action(async (word: string, flags) =>
      done(await (await import('./takedown.ts')).takedown(settings(flags), word, flags)),
    );

  command('demo', 'the whole service against a simulated world of feeds; needs no network')
    .option('--port <number>', 'serve the site there; 0 takes any free port (default: 8080; PORT)')
    .option('--every <duration>', 'poll interval of the simulated feeds', '5s')
    .option('--seconds <number>', 'stop after that long', readCount)
    .action(async (flags) => done(await (await import('./demo.ts')).demo(settings(flags), flags)));

  return program;
}

async function report(error: unknown): Promise<number> {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.usage;
  if (error instanceof ConfigError) {
    const { describeConfigError } = await import('../config/config.ts');
    console.error(describeConfigError(error));
    return EXIT.usage;
  }
  if (error instanceof LostFeedError) {
    console.error(`lostfeed: ${error.message}`);
    if (error.code === 'usage') return EXIT.usage;
    return error.code === 'locked' ? EXIT.locked : EXIT.failed;
  }
  // what the operating system refuses (a port in use, a folder that cannot be written) says all in its message
  const isRefusal = error instanceof Error && 'syscall' in error;
  console.error(isRefusal ? `lostfeed: ${error.message}` : error);
  return EXIT.failed;
}

/** `4m`, `90s`, `1h` in milliseconds. */
function readDuration(text: string): number {
  const match = /^(\d+)(s|m|h)$/.exec(text);
  if (!match) throw new InvalidArgumentError('a duration is a whole number and s, m or h, such as 90s or 4m');
  const ms = Number(match[1]) * { s: 1_000, m: 60_000, h: 3_600_000 }[match[2] as 's' | 'm' | 'h'];
  if (ms > DAY_MS) throw new InvalidArgumentError('a day (24h) at most');
  return ms;
}

function readCount(text: string): number {
  if (!/^\d{1,5}$/.test(text)) throw new InvalidArgumentError('a whole number of at most five digits');
  return Number(text);
}
