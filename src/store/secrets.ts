// Secrets that all nodes share and nobody configures: made by whoever asks first.
import { randomBytes } from 'node:crypto';
import type { Kysely } from 'kysely';
import { meta, setMeta } from './published.ts';
import type { Tables } from './tables.ts';

/** What addresses of visitors are hashed with. Only that of the latest day is kept: older hashes lead back to nobody. */
const DAILY_SALT = 'visitors.salt';
/** What forms are signed with. */
const FORM_SECRET = 'forms.secret';

const BYTES = 32;

/** The salt of a day, such as `2026-11-22`, or that of a later one: clocks differ, and yesterday's is gone. */
export function dailySalt(db: Kysely<Tables>, day: string): Promise<string> {
  return db.transaction().execute(async (trx) => {
    const [storedDay = '', stored = ''] = ((await meta(trx, DAILY_SALT)) ?? '').split(' ');
    if (storedDay >= day) return stored;
    const salt = makeSecret();
    await setMeta(trx, DAILY_SALT, `${day} ${salt}`);
    return salt;
  });
}

/** The secret that forms are signed with, the same for good. */
export async function formSecret(db: Kysely<Tables>): Promise<string> {
  const known = await meta(db, FORM_SECRET);
  if (known !== null) return known;
  await db
    .insertInto('meta')
    .values({ name: FORM_SECRET, value: makeSecret() })
    .onConflict((conflict) => conflict.column('name').doNothing())
    .execute();
  return (await meta(db, FORM_SECRET)) ?? '';
}

function makeSecret(): string {
  return randomBytes(BYTES).toString('base64url');
}
