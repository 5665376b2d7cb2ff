import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_CONTENT_CHARS } from '../../src/lib/content-limit.ts';
import { MarkupParser } from '../../src/lib/markup.ts';
import { toSafeHtml } from '../../src/lib/safe-html.ts';
import { arbitraryMarkup } from './arbitrary-markup.ts';
import { BASE, IMG, PAYLOADS, REL } from './payloads.ts';

const safe = (value: string) => toSafeHtml({ kind: 'html', value, base: BASE });
const safeText = (value: string) => toSafeHtml({ kind: 'text', value, base: null });

/** What a reader of the result would find in it that must not be there. */
function dangersIn(html: string): readonly string[] {
  const dangers: string[] = [];
  new MarkupParser({
    onopentag(name, attributes) {
      if (/^(?:script|svg|math|iframe|style|form|input|button|template|object|base|meta|link)$/.test(name))
        dangers.push(name);
      for (const [attribute, value] of Object.entries(attributes)) {
        if (/^on|^(?:style|class|id|name|srcdoc)$/.test(attribute)) dangers.push(attribute);
        if (/^(?:href|src|cite|poster)$/.test(attribute) && !/^(?:https?:\/\/|mailto:)/.test(value))
          dangers.push(value);
      }
    },
  }).end(html);
  return dangers;
}

describe('toSafeHtml', () => {
  for (const [row, value, expected] of PAYLOADS) {
    it(`${row}: ${JSON.stringify(value).slice(0, 90)} leaves as it should`, () => {
      expect(safe(value)).toBe(expected);
    });
  }

  it('X31: what is declared plain text stays text, however often it was encoded', () => {
    expect(safeText('<script>a()</script> &lt;b&gt; &amp;lt;i')).toBe(
      '<p>&lt;script&gt;a()&lt;/script&gt; &amp;lt;b&amp;gt; &amp;amp;lt;i</p>',
    );
  });

  it('X26: drops relative addresses when nothing is known to resolve them against', () => {
    expect(
      toSafeHtml({ kind: 'html', value: '<a href="/x">a</a><a href="#b">b</a><img src="b.png">', base: null }),
    ).toBe('<a>a</a><a>b</a>');
  });

  it('keeps harmless markup as it came', () => {
    const html =
      '<h2>Title</h2><p>One <em>two</em> <code>three</code></p><ol start="3"><li>x</li></ol><pre>a\n  b</pre><blockquote cite="https://example.org/q">z</blockquote><figure><figcaption>c</figcaption></figure>';
    expect(safe(html)).toBe(html);
  });

  it('promotes the true address of a lazy image and drops its repetition in a noscript', () => {
    expect(safe('<img src="data:image/gif;base64,R0" data-src="/a.png"><noscript><img src="/a.png"></noscript>')).toBe(
      `<img src="https://example.org/a.png" ${IMG} />`,
    );
    expect(safe('<img srcset="/s.png 480w, https://cdn.example/w_1,h_2/l.png 960w">')).toBe(
      `<img src="https://cdn.example/w_1,h_2/l.png" ${IMG} />`,
    );
  });

  it('shows the character of an emoji image', () => {
    expect(safe('<p>Hi <img class="emoji" alt="🙂" src="https://s.w.org/images/core/emoji/1.png"> there</p>')).toBe(
      '<p>Hi <span>🙂</span> there</p>',
    );
  });

  it('says of an image that nobody described that it says nothing, and makes no description up', () => {
    expect(safe('<img src="/DSC_0042.jpg" title="Harbour">')).toBe(
      '<img src="https://example.org/DSC_0042.jpg" title="Harbour" alt="" loading="lazy" referrerpolicy="no-referrer" />',
    );
    expect(safe('<img alt="A boat" src="/a.png">')).toBe(
      '<img alt="A boat" src="https://example.org/a.png" loading="lazy" referrerpolicy="no-referrer" />',
    );
    expect(safe('<img alt src="/a.png">')).toBe(
      '<img alt="" src="https://example.org/a.png" loading="lazy" referrerpolicy="no-referrer" />',
    );
  });

  it('X06: links the page of a known player in place of its frame', () => {
    const page = 'https://www.youtube.com/watch?v=abcdefghijk';
    expect(safe('<iframe src="//www.youtube-nocookie.com/embed/abcdefghijk?rel=0"></iframe>after')).toBe(
      `<a href="${page}" ${REL}>${page}</a>after`,
    );
  });

  it('does not let a self-closed frame or anchor of XHTML swallow the rest', () => {
    expect(safe('<iframe src="https://evil.example/"/><p>a <a name="x"/>b</p>')).toBe('<p>a <a></a>b</p>');
  });

  it('B39: plain text becomes escaped paragraphs, and so does HTML without a single tag', () => {
    expect(safeText('a\u00a0b')).toBe('<p>a\u00a0b</p>');
    expect(safeText('a < b\nc\n\n<script>')).toBe('<p>a &lt; b<br />\nc</p>\n<p>&lt;script&gt;</p>');
    expect(safe('first\nline\n \nsecond &amp; last')).toBe('<p>first\nline</p>\n<p>second &amp; last</p>');
    expect(safe('one line')).toBe('one line');
  });

  it('E40: cleaning twice is cleaning once, for the payloads and for all inputs', () => {
    for (const [, , cleaned] of PAYLOADS) {
      expect(safe(cleaned)).toBe(cleaned);
      expect(dangersIn(cleaned)).toEqual([]);
    }
    fc.assert(
      fc.property(arbitraryMarkup, (markup) => {
        const once = safe(markup);
        expect(safe(once)).toBe(once);
        expect(dangersIn(once)).toEqual([]);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('E30: hostile sizes stay bounded', () => {
  it.each(['div', 'font'])('50,000 nested %s elements are read as text', (name) => {
    expect(safe(`${`<${name}>`.repeat(50_000)}deep`)).toBe('<p>deep</p>');
  });

  it('elements nested as deep as any article goes are kept', () => {
    const html = `${'<div>'.repeat(250)}deep${'</div>'.repeat(250)}`;
    expect(safe(html)).toBe(html);
  });

  it('of 10 MB of < as many leave, escaped, as a body may be long', () => {
    expect(safe('<'.repeat(10_000_000))).toBe('&lt;'.repeat(MAX_CONTENT_CHARS - 1));
  });

  it('a body beyond the limit is cut before the tag that the limit goes through', () => {
    const text = 'x'.repeat(MAX_CONTENT_CHARS - 10);
    expect(safe(`${text}<a href="https://example.org/">y</a>`)).toBe(text);
  });

  it('long runs of white space, in text, in a frame or in a style, are no trouble', () => {
    const space = ' '.repeat(1_000_000);
    expect(safe(`a${space}b\n\nc`)).toBe(`<p>a${space}b</p>\n<p>c</p>`);
    expect(safeText(`a${space}b`)).toBe(`<p>a${space}b</p>`);
    expect(safe(`<iframe src=${space}>x</iframe>y`)).toBe('xy');
    expect(safe(`<img src="/a.png" style="width${space}">`)).toBe(`<img src="https://example.org/a.png" ${IMG} />`);
  });

  it('a tag with half a million attributes and a closing tag for every byte are no trouble', () => {
    expect(safe(`<a ${'x=1 '.repeat(500_000)}>b</a>`)).toBe('<a>b</a>');
    expect(safe(`${'<b>'.repeat(200)}x${'</i>'.repeat(300_000)}`)).toBe(`${'<b>'.repeat(200)}x${'</b>'.repeat(200)}`);
  });

  it('headings, tables and images by the hundred thousand are no trouble', () => {
    expect(safe('<h1>a</h1><h5>b</h5>'.repeat(100_000))).toBe('<h2>a</h2><h3>b</h3>'.repeat(100_000));
    expect(safe('<table></table> '.repeat(100_000))).toBe('<div><table></table></div> '.repeat(100_000).trim());
    expect(safe('<img src="/a">'.repeat(20_000))).toBe(`<img src="https://example.org/a" ${IMG} />`.repeat(20_000));
  });
});
