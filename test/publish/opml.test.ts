import { describe, expect, test } from 'vitest';
import { type OpmlList, renderOpml } from '../../src/publish/publish.ts';

const list = (change: Partial<OpmlList> = {}): OpmlList => ({
  title: 'Night Reading',
  createdAt: Date.UTC(2026, 0, 5, 9, 30),
  ownerName: 'Ada',
  folders: [],
  ...change,
});
const outline = (feedUrl: string, title = 'A feed', siteUrl: string | null = null) => ({ title, feedUrl, siteUrl });

describe('the list of sources as OPML', () => {
  test('D100: has head and body of OPML 2.0, with categories as folders and an RFC 822 date of its own', () => {
    const folders = [
      { title: null, outlines: [outline('https://one.example/feed', 'One', 'https://one.example/')] },
      { title: 'Old Internet', outlines: [outline('https://two.example/feed', 'Two')] },
      { title: 'Empty', outlines: [] },
    ];
    expect(renderOpml(list({ folders }))).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<opml version="2.0">
  <head>
    <title>Night Reading</title>
    <dateCreated>Mon, 05 Jan 2026 09:30:00 GMT</dateCreated>
    <ownerName>Ada</ownerName>
  </head>
  <body>
    <outline type="rss" text="One" title="One" xmlUrl="https://one.example/feed" htmlUrl="https://one.example/"/>
    <outline text="Old Internet" title="Old Internet">
      <outline type="rss" text="Two" title="Two" xmlUrl="https://two.example/feed"/>
    </outline>
  </body>
</opml>
`);
  });

  test('D100: escapes what is markup, and cleans what deceives', () => {
    const folders = [{ title: 'R&D <x>', outlines: [outline('https://a.example/?a=1&b="2"', 'Say "<b>"\n\u202enow')] }];
    const opml = renderOpml(list({ title: 'A & B < C', ownerName: null, folders }));
    expect(opml).toContain('<title>A &amp; B &lt; C</title>');
    expect(opml).toContain('text="R&amp;D &lt;x&gt;"');
    expect(opml).toContain('text="Say &quot;&lt;b&gt;&quot; now"');
    expect(opml).toContain('xmlUrl="https://a.example/?a=1&amp;b=%222%22"');
    expect(opml).not.toContain('ownerName');
  });

  test('E58: leaves user name and password out of addresses, and out whole what is no web address', () => {
    const folders = [
      {
        title: null,
        outlines: [
          outline('https://ada:secret@a.example/feed', '', 'https://ada:secret@a.example/'),
          outline('file:///etc/passwd', 'No'),
        ],
      },
    ];
    const opml = renderOpml(list({ createdAt: null, folders }));
    expect(opml).toContain('text="https://a.example/feed" title="https://a.example/feed"');
    expect(opml).toContain('htmlUrl="https://a.example/"');
    expect(opml).not.toMatch(/secret|passwd|dateCreated/);
  });
});
