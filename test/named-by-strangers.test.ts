import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openApp } from '../src/app.ts';
import { parseConfig } from '../src/config/config.ts';
import { makePicture } from '../src/demo/picture.ts';
import { serve } from './fetch/servers.ts';

const PNG = makePicture('a picture', 8, 8);

/** A site at an address, whose operator allowed a private host. */
async function startSite(siteUrl: string) {
  const inside = await serve((request, response) => {
    const challenge = new URL(request.url ?? '', 'http://x').searchParams.get('hub.challenge');
    response.end(challenge ?? PNG);
  });
  const dataDirectory = mkdtempSync(join(tmpdir(), 'lostfeed-strangers-'));
  const told: string[] = [];
  const note = (_: object, message: string) => void told.push(message);
  const app = await openApp({
    dataDirectory,
    version: '0.0.0',
    config: parseConfig(
      JSON.stringify({ fetch: { allowPrivate: [inside.host], hostGap: '0s' }, publish: { hub: 'builtin' } }),
      'test',
    ),
    siteUrl: () => siteUrl,
    now: () => Date.now(),
    log: { info: note, warn: note, error: note },
  });
  onTestFinished(async () => {
    await app.close();
    rmSync(dataDirectory, { recursive: true, force: true });
  });
  const subscribe = () =>
    app.hub.accept(
      new URLSearchParams({
        'hub.mode': 'subscribe',
        'hub.topic': `${siteUrl}atom.xml`,
        'hub.callback': `http://${inside.host}/shutdown?now=1`,
      }),
    );
  return { app, told, subscribe, asked: inside.requests, picture: `http://${inside.host}/a.png` };
}

describe('a private host that the operator allowed', () => {
  it('is not asked for a picture that an article names, where anybody reads', async () => {
    const { app, asked, picture } = await startSite('https://lost.example/');
    await expect(app.fetchImage(picture)).rejects.toMatchObject({ code: 'address' });
    expect(asked).toEqual([]);
  });

  it('is not asked for a callback that somebody gave to our hub', async () => {
    const { told, subscribe, asked } = await startSite('https://lost.example/');
    expect(subscribe().status).toBe(202);
    await expect.poll(() => told.join(), { timeout: 5_000 }).toContain('could not be asked');
    expect(asked).toEqual([]);
  });

  it('is asked for both by a site that is at a private address itself', async () => {
    const { app, subscribe, picture } = await startSite('http://127.0.0.1:8080/');
    expect(Buffer.from(await app.fetchImage(picture)).equals(PNG)).toBe(true);
    subscribe();
    await expect.poll(() => app.store.hubSubscribers(), { timeout: 5_000 }).toBe(1);
  });
});
