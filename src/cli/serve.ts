// `lostfeed serve`: the service until a signal, with the configuration read again whenever the file changes.
import { loadConfig, watchConfig } from '../config/config.ts';
import type { ConfigError } from '../errors.ts';
import { giveHeapRoom } from '../heap-room.ts';
import { EXIT, listenForStop } from './exit-codes.ts';
import { startIconRefresh } from './icon-refresh.ts';
import { startListRefresh } from './list-refresh.ts';
import { createLog, type Logger } from './log.ts';
import { startService } from './service.ts';
import type { Settings } from './settings.ts';

export async function serve(settings: Settings, flags: { fetch: boolean; web: boolean }): Promise<number> {
  const config = await loadConfig(settings.configFile, settings.dataDirectory);
  const log = await createLog(settings.logLevel);
  for (const warning of config.warnings) log.warn({}, warning);
  giveHeapRoom();
  const stop = listenForStop();
  const service = await startService({ settings, config, log, fetch: flags.fetch, web: flags.web });
  const watch = watchConfig(
    settings.configFile,
    settings.dataDirectory,
    {
      change: (next) => {
        service
          .applyConfig(next)
          .then(() => log.info({ sources: next.sources.length }, 'the edited configuration is in use'))
          .catch((error: unknown) => log.error({ err: error }, 'the edited configuration could not be applied'));
      },
      fault: (error) => logFaults(log, error),
    },
    config,
  );
  log.info({ url: service.url, sources: config.sources.length, version: settings.version }, 'The Lost Feed is running');
  const icons = flags.fetch ? startIconRefresh(service.app.config, { store: service.app.store, settings, log }) : null;
  const lists = flags.fetch
    ? startListRefresh(service.app.config, { store: service.app.store, settings, log, changed: watch.look })
    : null;
  await stop.stopped;
  log.info({}, 'stopping');
  await icons?.stop();
  await lists?.stop();
  await watch.close();
  await service.stop();
  stop.dispose();
  return EXIT.done;
}

function logFaults(log: Logger, error: ConfigError): void {
  const faults = error.faults.map(
    ({ file, line, column, path, message }) => `${file}:${line}:${column} ${path}: ${message}`,
  );
  log.error({ faults, code: error.code }, 'the edited configuration is not used: correct it and save again');
}
