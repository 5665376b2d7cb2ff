// What the environment and the flags of every command say: where the configuration, the data and the listening address are.
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { LostFeedError } from '../errors.ts';

/** Frozen facts of this process, passed down. */
export interface Settings {
  readonly configFile: string;
  readonly dataDirectory: string;
  readonly host: string;
  readonly port: number;
  readonly logLevel: string;
  readonly version: string;
  /** What lets the operator in at `/admin/`; null: nothing does. */
  readonly adminToken: string | null;
}

export interface GlobalFlags {
  readonly config?: string;
  readonly data?: string;
  readonly host?: string;
  readonly port?: string;
}

const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'];

/** Flags win over the environment. Throws LostFeedError `usage` for a value that makes no sense. */
export function readSettings(env: NodeJS.ProcessEnv, flags: GlobalFlags): Settings {
  if (env.DATABASE_URL) {
    throw new LostFeedError(
      'usage',
      'DATABASE_URL is set, but this version stores in SQLite only: unset it to store in the data folder',
    );
  }
  // an empty variable, as compose files like to pass, counts as none
  const logLevel = env.LOG_LEVEL || 'info';
  if (!LOG_LEVELS.includes(logLevel)) {
    throw new LostFeedError('usage', `LOG_LEVEL is "${logLevel}"; it is one of ${LOG_LEVELS.join(', ')}`);
  }
  return Object.freeze({
    configFile: resolve(flags.config ?? (env.LOSTFEED_CONFIG || 'feeds.config.json')),
    dataDirectory: resolve(flags.data ?? (env.LOSTFEED_DATA || 'data')),
    host: flags.host ?? (env.HOST || '127.0.0.1'),
    port: readPort(flags.port ?? (env.PORT || '8080')),
    logLevel,
    version: packageVersion(),
    adminToken: readAdminToken(env),
  });
}

/** Fewer characters can be guessed. */
const MIN_TOKEN = 16;

/** The token, or the first line of the file that holds it; null: none is set. */
function readAdminToken({ LOSTFEED_ADMIN_TOKEN: given, LOSTFEED_ADMIN_TOKEN_FILE: file }: NodeJS.ProcessEnv) {
  const token = given || readTokenFile(file);
  if (token !== null && token.length < MIN_TOKEN) {
    throw new LostFeedError(
      'usage',
      `the admin token has ${token.length} characters; make one of at least ${MIN_TOKEN}, such as with "openssl rand -hex 32"`,
    );
  }
  return token;
}

function readTokenFile(file: string | undefined): string | null {
  if (!file) return null;
  try {
    return readFileSync(file, 'utf8').split(/\r?\n/, 1)[0]?.trim() || null;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new LostFeedError('usage', `LOSTFEED_ADMIN_TOKEN_FILE cannot be read: ${reason}`, { cause: error });
  }
}

function readPort(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535) {
    throw new LostFeedError('usage', `the port is "${text}"; it is a whole number from 0 (any free one) to 65535`);
  }
  return port;
}

/** The version in package.json, which lies beside src/ and dist/ alike. */
export function packageVersion(): string {
  const manifest = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
    version: string;
  };
  return manifest.version;
}

/** The public address of the site, ending in a slash: the configured one, else the listening one. */
export function siteUrl(configured: string | null, settings: Pick<Settings, 'host' | 'port'>): string {
  if (configured) return configured;
  const host = settings.host === '0.0.0.0' || settings.host === '::' ? 'localhost' : settings.host;
  return `http://${host.includes(':') ? `[${host}]` : host}:${settings.port}/`;
}
