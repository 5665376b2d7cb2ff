// Where the operator's token comes from.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { readSettings } from '../../src/cli/settings.ts';

const tokenOf = (env: NodeJS.ProcessEnv) => readSettings(env, {}).adminToken;

test('E57: the token is the variable’s, else the first line of the file; without either there is none', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'lostfeed-token-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = join(folder, 'token');
  await writeFile(file, 'token-from-the-file\r\nsecond line\n');
  expect(tokenOf({})).toBeNull();
  expect(tokenOf({ LOSTFEED_ADMIN_TOKEN: '', LOSTFEED_ADMIN_TOKEN_FILE: '' })).toBeNull();
  expect(tokenOf({ LOSTFEED_ADMIN_TOKEN: 'token-as-it-is-given' })).toBe('token-as-it-is-given');
  expect(tokenOf({ LOSTFEED_ADMIN_TOKEN_FILE: file })).toBe('token-from-the-file');
  expect(tokenOf({ LOSTFEED_ADMIN_TOKEN: 'token-as-it-is-given', LOSTFEED_ADMIN_TOKEN_FILE: file })).toBe(
    'token-as-it-is-given',
  );
  expect(() => tokenOf({ LOSTFEED_ADMIN_TOKEN: 'guessed' })).toThrow(
    /^the admin token has 7 characters; make one of at least 16/,
  );
  await writeFile(file, '\n');
  expect(tokenOf({ LOSTFEED_ADMIN_TOKEN_FILE: file })).toBeNull();
  expect(() => tokenOf({ LOSTFEED_ADMIN_TOKEN_FILE: join(folder, 'none') })).toThrow(
    /^LOSTFEED_ADMIN_TOKEN_FILE cannot be read: /,
  );
});
