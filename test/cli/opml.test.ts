// `lostfeed import` and `export`: the real program, a list through it and back.
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { runLostfeed } from './lostfeed.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'lostfeed-opml-'));
  return () => rmSync(directory, { recursive: true, force: true });
});

const at = (name: string) => join(directory, name);
const text = () => readFileSync(at('feeds.config.json'), 'utf8');

const lostfeed = (...args: string[]) => runLostfeed(directory, ...args);

const LIST = `<opml version="1.0"><body>
<outline text="Tech"><outline text="One" type="rss" xmlUrl="https://one.example/feed"/>
<outline text="Router" xmlUrl="http://192.168.0.1/feed"/></outline>
<outline text="Two" xmlUrl="https://two.example/feed"/>
<outline text="Mine" xmlUrl="https://mine.example/feed"/>
</body></opml>`;

describe('lostfeed import', () => {
  it('D101, D103: adds what is new, says what is there already and what cannot be used, and keeps the layout', async () => {
    const before =
      '{\n  // ours\n  "sources": [\n    { "id": "mine", "url": "https://mine.example/feed" } // mine\n  ]\n}\n';
    writeFileSync(at('feeds.config.json'), before);
    writeFileSync(at('list.opml'), LIST);
    const { code, out } = await lostfeed('import', 'list.opml');
    expect(out).toBe(
      'Added 2 sources and the category Tech.\n' +
        '1 feed of the list is there already:\n  list.opml:5 Mine: mine has its address\n' +
        '1 line left out:\n  list.opml:3 Router: the address is refused: its address is not public\n',
    );
    expect(code).toBe(0);
    expect(text()).toBe(
      '{\n  // ours\n  "sources": [\n    { "id": "mine", "url": "https://mine.example/feed" }, // mine\n' +
        '    { "url": "https://one.example/feed", "title": "One", "category": "tech" },\n' +
        '    { "url": "https://two.example/feed", "title": "Two" }\n  ],\n' +
        '  "categories": {\n    "tech": { "label": "Tech" }\n  }\n}\n',
    );
    const again = await lostfeed('import', 'list.opml', '--json');
    expect(JSON.parse(again.out)).toMatchObject({ added: 0, categories: [], known: 3, faults: [{ line: 3 }] });
  });

  it('makes a file where there is none, and refuses what is no list', async () => {
    writeFileSync(at('page.opml'), '<html></html>');
    expect(await lostfeed('import', 'page.opml')).toMatchObject({
      code: 1,
      err: 'lostfeed: page.opml is no OPML list\n',
    });
    expect((await lostfeed('import', 'missing.opml')).code).toBe(2);
    expect(existsSync(at('feeds.config.json'))).toBe(false);
    writeFileSync(at('list.opml'), LIST);
    expect((await lostfeed('import', 'list.opml')).code).toBe(0);
    expect((await lostfeed('check')).out).toContain('is sound: 3 sources in 1 categories');
  });

  it('E58, D104: and export of it is the same list when it is imported again, without headers and passwords', async () => {
    writeFileSync(
      at('feeds.config.json'),
      JSON.stringify({
        channel: { title: 'Night Reading', author: { name: 'Ada' } },
        categories: { tech: { label: 'R&D' } },
        sources: [
          {
            url: 'https://one.example/feed?a=1&b=2',
            title: '"One" <1>',
            category: 'tech',
            headers: { 'X-Key': 'hush' },
          },
          { url: 'https://two.example/feed', auth: { username: 'ada', password: 'hush' } },
        ],
      }),
    );
    const { code, out } = await lostfeed('export');
    expect(code).toBe(0);
    expect(out).not.toMatch(/hush|username/);
    expect(out).toMatch(/<dateCreated>\w{3}, \d\d \w{3} \d{4} [\d:]{8} GMT<\/dateCreated>\n {4}<ownerName>Ada</);
    writeFileSync(at('once.opml'), out);
    rmSync(at('feeds.config.json'));
    await lostfeed('import', 'once.opml');
    const body = (opml: string) => opml.slice(opml.indexOf('<body>'));
    expect(body((await lostfeed('export')).out)).toBe(body(out));
  });
});
