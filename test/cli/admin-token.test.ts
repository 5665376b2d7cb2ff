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
  await writeFile(file, 'from-the-file\r\nsecond line\n');
  expect(tokenOf({})).toBeNull();
  expect(tokenOf({ LOSTFEED_ADMIN_TOKEN: '', LOSTFEED_ADMIN_TOKEN_FILE: '' })).toBeNull();
  expect(tokenOf({ LOSTFEED_ADMIN_TOKEN: 'given' })).toBe('given');
  expect(tokenOf({ LOSTFEED_ADMIN_TOKEN_FILE: file })).toBe('from-the-file');
  expect(tokenOf({ LOSTFEED_ADMIN_TOKEN: 'given', LOSTFEED_ADMIN_TOKEN_FILE: file })).toBe('given');
  await writeFile(file, '\n');
  expect(tokenOf({ LOSTFEED_ADMIN_TOKEN_FILE: file })).toBeNull();
  expect(() => tokenOf({ LOSTFEED_ADMIN_TOKEN_FILE: join(folder, 'none') })).toThrow(
    /^LOSTFEED_ADMIN_TOKEN_FILE cannot be read: /,
  );
});
