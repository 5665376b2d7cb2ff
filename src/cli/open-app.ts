// The app for commands that do one thing and end: with the configuration of the moment, and a log that a terminal can do without.
import { type App, openApp } from '../app.ts';
import { loadConfig } from '../config/config.ts';
import { createLog, type Logger } from './log.ts';
import { type Settings, siteUrl } from './settings.ts';

/** Opens it; links are those of the site as it was last published, unless the configuration names an address. */
export async function openCommandApp(settings: Settings): Promise<{ app: App; log: Logger }> {
  const config = await loadConfig(settings.configFile, settings.dataDirectory);
  // on a terminal the progress bar and the summary say it all; LOG_LEVEL brings the lines back
  const quiet = process.stderr.isTTY && !process.env.LOG_LEVEL;
  const log = await createLog(quiet ? 'error' : settings.logLevel);
  for (const warning of config.warnings) log.warn({}, warning);
  const app = await openApp({
    dataDirectory: settings.dataDirectory,
    version: settings.version,
    config,
    siteUrl: ({ channel }, remembered) => siteUrl(channel.url ?? remembered, settings),
    now: () => Date.now(),
    log,
  });
  return { app, log };
}
