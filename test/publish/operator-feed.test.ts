// The feed of source events: what it says, what it never says, and that its bytes stay.
import { describe, expect, test } from 'vitest';
import { ERRORS } from '../../src/errors.ts';
import type { ChannelDocument, SourceEvent, SourceEventKind } from '../../src/model.ts';
import { publishOperatorFeed } from '../../src/publish/publish.ts';
import { NOW, SITE } from './fixtures.ts';

const KINDS: readonly SourceEventKind[] = [
  'broke',
  'recovered',
  'throttled',
  'silent',
  'suspect',
  'moved',
  'merged',
  'gone',
  'left-out',
];

function makeEvent(number: number, change: Partial<SourceEvent> = {}): SourceEvent {
  return {
    id: `urn:uuid:00000000-0000-5000-8000-${String(number).padStart(12, '0')}`,
    sourceId: 'lwn',
    kind: 'broke',
    at: NOW - number * 60_000,
    url: 'https://lwn.example/feed?a=1&b=2',
    code: 'http-status',
    status: 502,
    since: NOW - 86_400_000,
    other: 'https://lwn.example/old',
    ...change,
  };
}

/** Publishes these events after what was published before. */
async function publish(events: readonly SourceEvent[], previous: ChannelDocument | null = null, now = NOW) {
  const saved: ChannelDocument[] = [];
  const faults: string[] = [];
  const meta = new Map<string, string>();
  const document = await publishOperatorFeed({
    store: {
      events: async ({ limit }) => events.slice(0, limit),
      saveDocuments: async (documents) => void saved.push(...documents),
      meta: async (name) => meta.get(name) ?? null,
      setMeta: async (name, value) => void meta.set(name, value),
    },
    channel: { id: 'urn:uuid:f0000000-0000-5000-8000-000000000000', title: 'Cats & <Dogs>' },
    siteUrl: SITE,
    ttlMinutes: 15,
    previous,
    now,
    log: { error: (_, message) => void faults.push(message) },
  });
  if (document === null) throw new Error('nothing was published');
  return { document, text: Buffer.from(document.body).toString(), saved, faults };
}

describe('the feed', () => {
  test('is there before anything happened, with an id of its own', async () => {
    const { document, text, saved, faults } = await publish([]);
    expect(document).toMatchObject({ path: 'operator/atom.xml', contentType: 'application/atom+xml; charset=utf-8' });
    expect([saved, faults]).toEqual([[document], []]);
    expect(text).toContain('<title>Cats &#x26; &#x3C;Dogs&#x3E;: sources</title>');
    expect(text).toContain(`rel="self" type="application/atom+xml" href="${SITE}operator/atom.xml"`);
    expect(text).toMatch(/<id>urn:uuid:[0-9a-f-]{36}<\/id>/);
    expect(text).not.toContain('f0000000-0000-5000-8000-000000000000');
  });

  test('keeps its bytes, tag and date while nothing happens, and is not saved again', async () => {
    const first = await publish([makeEvent(1)]);
    const again = await publish([makeEvent(1)], first.document, NOW + 3_600_000);
    expect(again.document).toBe(first.document);
    expect(again.saved).toEqual([]);
    const more = await publish([makeEvent(0), makeEvent(1)], first.document, NOW);
    expect(more.document.etag).not.toBe(first.document.etag);
    expect(more.document.updatedAt).toBeGreaterThan(first.document.updatedAt);
  });

  test('has the newest hundred events', async () => {
    const { text } = await publish(Array.from({ length: 130 }, (_, number) => makeEvent(number)));
    expect(text.match(/<entry>/g)).toHaveLength(100);
    expect(text).toContain(makeEvent(99).id);
    expect(text).not.toContain(makeEvent(100).id);
  });
});

describe('an entry', () => {
  test('A090: says what happened, where, and what to do about it', async () => {
    const { text, faults } = await publish([makeEvent(1)]);
    expect(faults).toEqual([]);
    expect(text).toContain(`<id>${makeEvent(1).id}</id>`);
    expect(text).toContain('<title>lwn does not work</title>');
    expect(text).toContain('<link rel="alternate" href="https://lwn.example/feed?a=1&amp;b=2"/>');
    expect(text).toContain('<updated>2026-11-20T11:59:00.000Z</updated>');
    expect(text).toContain('<category label="broke" term="broke"/>');
    expect(text).toContain(`since 2026-11-19 12:00 UTC could read it: ${ERRORS['http-status']} (502).`);
    expect(text).toContain('<a href="https://lwn.example/feed?a=1&amp;b=2">https://lwn.example/feed?a=1&amp;b=2</a>');
    expect(text).toContain('What to do: Nothing at first');
  });

  test('names commands and keys as code', async () => {
    const { text } = await publish([makeEvent(1, { kind: 'gone', code: 'needs-auth' })]);
    expect(text).toContain('What to do: Give the source <code>auth</code>, or <code>headers</code>');
  });

  test('every kind of event is published, whatever its code', async () => {
    const codes = [...Object.keys(ERRORS), 'not-of-this-version', null];
    const events = KINDS.flatMap((kind) => codes.map((code) => ({ kind, code }))).map((facts, n) =>
      makeEvent(n, facts),
    );
    for (let start = 0; start < events.length; start += 100) {
      const { text, faults } = await publish(events.slice(start, start + 100));
      expect(faults).toEqual([]);
      expect(text.match(/<entry>/g)).toHaveLength(Math.min(100, events.length - start));
      expect(text).not.toMatch(/\b(undefined|null)\b/);
    }
  });

  test('E13: no user name and no password goes out, whatever is stored', async () => {
    const url = 'https://ada:secret@lwn.example/feed';
    const { text } = await publish(
      KINDS.map((kind, n) => makeEvent(n, { kind, url, other: kind === 'merged' || kind === 'left-out' ? 'b' : url })),
    );
    expect(text).not.toMatch(/ada|secret/);
  });
});
