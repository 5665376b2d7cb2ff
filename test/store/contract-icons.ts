// Contract: icons are looked for when somebody wants them, and kept.
import { expect, test } from 'vitest';
import { MINUTE, makeFeed, makeSource, makeState, makeVisit, T0 } from './records.ts';
import { databasePerTest, type MakeDatabase } from './test-database.ts';

const IMAGE = { contentType: 'image/png', body: new Uint8Array([1, 2, 3]), hash: 'h1' };
const VALIDATORS = { etag: '"1"', lastModified: null };

export function iconContract(make: MakeDatabase): void {
  const database = databasePerTest(make);

  /** A store with sources that were read at T0. */
  async function storeWith(...ids: string[]) {
    const store = await (await database()).open();
    await store.syncSources(
      ids.map((id) => makeSource(id)),
      T0,
    );
    for (const id of ids)
      await store.saveVisit(makeVisit(id, { state: makeState(id), feed: makeFeed({ link: 'https://site.example/' }) }));
    return store;
  }
  const due = (at: number) => ({ now: at, limit: 10 });

  test('A153: nothing is due before somebody wants it, nor within a minute of a visit, nor of what is not listed', async () => {
    const store = await storeWith('a', 'b');
    expect(await store.icons.due(due(T0 + 5 * MINUTE))).toEqual([]);
    await store.icons.want('a', T0);
    await store.icons.want('nobody', T0);
    expect(await store.icons.due(due(T0 + MINUTE - 1))).toEqual([]);
    const [wanted, ...others] = await store.icons.due(due(T0 + MINUTE));
    expect(others).toEqual([]);
    expect(wanted).toMatchObject({ sourceId: 'a', siteUrl: 'https://site.example/', known: null });
    await store.syncSources([makeSource('b')], T0);
    expect(await store.icons.due(due(T0 + 5 * MINUTE))).toEqual([]);
  });

  test('A153: a picture is kept until another is found, and is due again when its time is over', async () => {
    const store = await storeWith('a');
    await store.icons.want('a', T0);
    expect(await store.icons.icon('a')).toBeNull();
    const found = { url: 'https://site.example/i.png', siteUrl: 'https://site.example/', validators: VALIDATORS };
    await store.icons.save({ sourceId: 'a', nextAt: T0 + 10 * MINUTE, found: { ...found, image: IMAGE } });
    await store.icons.want('a', T0);
    expect(await store.icons.due(due(T0 + 9 * MINUTE))).toEqual([]);
    const [again] = await store.icons.due(due(T0 + 10 * MINUTE));
    expect(again?.known).toEqual({ ...found });
    await store.icons.save({ sourceId: 'a', nextAt: T0 + 20 * MINUTE, found: { ...found, image: null } });
    await store.icons.save({ sourceId: 'a', nextAt: T0 + 30 * MINUTE, found: null });
    const kept = await store.icons.icon('a');
    expect({ ...kept, body: [...(kept?.body ?? [])] }).toEqual({ ...IMAGE, body: [1, 2, 3] });
    expect(await store.icons.due(due(T0 + 29 * MINUTE))).toEqual([]);
  });

  test('a source that was taken down, or is not listed any more, shows no icon', async () => {
    const store = await storeWith('a', 'b');
    const found = { url: 'x', siteUrl: null, validators: VALIDATORS, image: IMAGE };
    for (const sourceId of ['a', 'b']) {
      await store.icons.want(sourceId, T0);
      await store.icons.save({ sourceId, nextAt: T0, found });
      expect(await store.icons.icon(sourceId)).not.toBeNull();
    }
    await store.takeDownSource('a', { at: T0, reason: null });
    await store.syncSources([makeSource('a')], T0);
    expect([await store.icons.icon('a'), await store.icons.icon('b')]).toEqual([null, null]);
  });

  test('A153: which sources have a picture is said of many at once, and those that have none are wanted', async () => {
    const store = await storeWith('a', 'b');
    expect(await store.icons.have(['a', 'b', 'nobody'], T0)).toEqual(new Set());
    expect((await store.icons.due(due(T0 + MINUTE))).map(({ sourceId }) => sourceId)).toEqual(['a', 'b']);
    const found = { url: 'x', siteUrl: null, validators: VALIDATORS, image: IMAGE };
    await store.icons.save({ sourceId: 'b', nextAt: T0 + 10 * MINUTE, found });
    expect(await store.icons.have(['a', 'b', 'nobody'], T0)).toEqual(new Set(['b']));
    expect(await store.icons.have([], T0)).toEqual(new Set());
  });

  test('an icon goes along when its source gets another id', async () => {
    const store = await storeWith('a');
    await store.icons.want('a', T0);
    const found = { url: 'x', siteUrl: null, validators: VALIDATORS, image: IMAGE };
    await store.icons.save({ sourceId: 'a', nextAt: T0, found });
    const { config } = makeSource('b', { url: makeSource('a').config.url });
    await store.syncSources([{ config, host: 'a.example:443' }], T0);
    expect(await store.icons.icon('b')).toMatchObject({ hash: 'h1' });
  });
}
