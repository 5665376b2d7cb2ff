import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MarkupParser } from '../../src/lib/markup.ts';
import { toSafeHtml } from '../../src/lib/safe-html.ts';

const BASE = 'https://example.org/posts/1';
const safe = (value: string) => toSafeHtml({ kind: 'html', value, base: BASE });
const REL = 'rel="noopener noreferrer nofollow ugc"';
const LAZY = 'loading="lazy" referrerpolicy="no-referrer"';

/** Row of the checklist, what came, what leaves. */
const PAYLOADS: readonly (readonly [string, string, string])[] = [
  ['X01', '<p>a</p><SCRIPT >alert(1)</SCRIPT\t><p>b</p>', '<p>a</p><p>b</p>'],
  ['X01', '<scr<script>ipt>alert(1)</script>ok', 'ipt&gt;alert(1)ok'],
  ['X02', '<p onclick="a()" onfoo=b ONERROR\n=c>x</p>', '<p>x</p>'],
  ['X02', '<img/src="/a.png"/onerror=alert(1)>', `<img src="https://example.org/a.png" ${LAZY} />`],
  ['X02', '<a href="/x"onmouseover="a()">x</a>', `<a href="https://example.org/x" ${REL}>x</a>`],
  ['X03', '<a href="javascript:alert(1)">x</a>', '<a>x</a>'],
  ['X03', '<a href=" \tjava\nscript:alert(1)">x</a>', '<a>x</a>'],
  ['X03', '<a href="jav&#x09;ascript:alert(1)">x</a>', '<a>x</a>'],
  ['X03', '<a href="JaVaScRiPt&colon;alert(1)">x</a>', '<a>x</a>'],
  ['X03', '<a href="&#1;javascript:alert(1)">x</a>', '<a>x</a>'],
  ['X04', '<a href="vbscript:x">a</a><a href="livescript:x">b</a><img src="mhtml:x">', '<a>a</a><a>b</a>'],
  ['X05', '<a href="data:text/html,<b>x</b>">x</a><img src="data:image/svg+xml,<svg onload=a()>">', '<a>x</a>'],
  ['X06', '<p>a</p><iframe src="https://evil.example/"></iframe><p>b</p>', '<p>a</p><p>b</p>'],
  ['X06', '<iframe srcdoc="<script>alert(1)</script>"></iframe>ok', 'ok'],
  ['X07', '<object data="/x.swf"><embed src="/x.swf"></object><applet code=x>y</applet>ok', 'ok'],
  ['X08', '<svg onload="a()"><script>a()</script><a xlink:href="javascript:a()"><text>y</text></a></svg>ok', 'ok'],
  ['X08', '<svg><foreignObject><p onclick=a()>z</p></foreignObject><use href="data:x#a"/></svg>ok', 'ok'],
  [
    'X09',
    '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
    '<table></table>',
  ],
  ['X09', '<math><annotation-xml encoding="text/html"><p>y</p></annotation-xml><mi>x</mi></math>ok', 'xok'],
  ['X10', '<style>@import "//evil";</style><p>a</p><style>b</style>c</style>', '<p>a</p>c'],
  ['X11', '<p style="position:fixed;background:url(javascript:a());width:expression(a())">x</p>', '<p>x</p>'],
  ['X12', '<p id="header" class="admin-only">x</p>', '<p>x</p>'],
  ['X13', '<a id="location" name="x">y</a><form name="form">z</form>', '<a>y</a>z'],
  [
    'X14',
    '<form action="https://evil.example/"><label>Word <input type=password></label><button formaction="//evil">Log in</button><textarea>t</textarea><select><option>o</option></select></form>ok',
    'Word ok',
  ],
  ['X15', '<meta http-equiv="refresh" content="0;url=https://evil.example/">ok', 'ok'],
  ['X16', '<base href="https://evil.example/"><a href="x">y</a>', `<a href="https://example.org/posts/x" ${REL}>y</a>`],
  ['X17', '<link rel="stylesheet" href="//evil"><link rel=import href=x>ok', 'ok'],
  [
    'X18',
    '<noscript><p title="</noscript><img src=x onerror=a()>">a</p></noscript>',
    '<p title="&lt;/noscript&gt;&lt;img src=x onerror=a()&gt;">a</p>',
  ],
  ['X18', '<xmp><img src=x onerror=a()></xmp>ok', 'ok'],
  ['X18', '</xmp><img src="/a.png" onerror="a()">"&gt;', `<img src="https://example.org/a.png" ${LAZY} />"&gt;`],
  ['X18', '<p>a</p><plaintext><script>a()</script>', '<p>a</p>'],
  ['X18', '<listing>&lt;img src=x onerror=a()&gt;</listing>', '&lt;img src=x onerror=a()&gt;'],
  ['X18', '<title><img src=x onerror=a()></title>ok', 'ok'],
  ['X18', '<textarea></textarea/><b onclick=a()>x</b></textarea>ok', '<b>x</b>ok'],
  ['X19', '<!--><b onclick=a()>x</b>-->ok', '<b>x</b>--&gt;ok'],
  ['X19', '<!-- --!><b onclick=a()>x</b> -->ok', '<b>x</b> --&gt;ok'],
  ['X19', '<!--[if IE]><script>a()</script><![endif]-->ok', 'ok'],
  ['X20', 'a<![CDATA[<script>a()</script>]]>b', 'ab'],
  ['X21', '<p>a <a href="/x" title="', '<p>a </p>'],
  ['X21', '<div><b>a <i>b', '<div><b>a <i>b</i></b></div>'],
  ['X22', 'a</div></body></html>b', 'ab'],
  [
    'X23',
    '<template><p>a</p></template><x-evil>b</x-evil><slot>c</slot><div shadowrootmode="open">d</div>',
    'bc<div>d</div>',
  ],
  [
    'X24',
    '<img src="/a.png" srcset="javascript:a() 1x, /b.png 2x" sizes="1vw" longdesc="javascript:x">',
    `<img src="https://example.org/a.png" ${LAZY} />`,
  ],
  [
    'X24',
    '<q cite="javascript:x">c</q><table background="//evil"><tr><td>a</td></tr></table>',
    '<q>c</q><table><tr><td>a</td></tr></table>',
  ],
  [
    'X24',
    '<img srcset="x&quot;><script>alert(1)</script> 1x">',
    `<img src="https://example.org/posts/x%22%3E%3Cscript%3Ealert(1)%3C/script%3E" ${LAZY} />`,
  ],
  ['X25', '<a href="//other.example/x">x</a>', `<a href="https://other.example/x" ${REL}>x</a>`],
  [
    'X26',
    '<a href="y">a</a><a href="#b">b</a><a href="?c=1">c</a>',
    `<a href="https://example.org/posts/y" ${REL}>a</a><a href="https://example.org/posts/1#b" ${REL}>b</a><a href="https://example.org/posts/1?c=1" ${REL}>c</a>`,
  ],
  [
    'X27',
    '<a href="https://other.example/" target="_blank" rel="opener">x</a>',
    `<a href="https://other.example/" ${REL}>x</a>`,
  ],
  [
    'X28',
    '<p>a<img src="https://t.example/p.gif" width="1" height="1"><img src="https://pixel.wp.com/b.gif?x"><img src="/z.png" width=0></p>',
    '<p>a</p>',
  ],
  ['X29', 'a\u202Eb\u2066c\u200Bd\u{E0041}e', 'abcde'],
  ['X29', 'a&#8238;b<b title="&#x202e;">c</b>', 'ab<b>c</b>'],
  ['X29', `Z${'\u0301'.repeat(10_000)}o`, `Z${'\u0301'.repeat(8)}o`],
  ['X31', '&amp;lt;script&amp;gt;a()&amp;lt;/script&amp;gt;', '&amp;lt;script&amp;gt;a()&amp;lt;/script&amp;gt;'],
  ['X31', '&lt;script&gt;a()&lt;/script&gt;', '&lt;script&gt;a()&lt;/script&gt;'],
  [
    'X32',
    '<video src="/v.mp4" poster="javascript:a()" autoplay loop></video><marquee>m</marquee><blink>b</blink>',
    '<video src="https://example.org/v.mp4" controls preload="none"></video>mb',
  ],
  ['X32', '<dialog open>d</dialog><p popover contenteditable autofocus tabindex=1 accesskey=x>p</p>', 'd<p>p</p>'],
  [
    'X33',
    '<a download href="/x">a</a><a href="intent://x">b</a><a href="tel:123">c</a><a href="mailto:a@b.example">e</a>',
    `<a href="https://example.org/x" ${REL}>a</a><a>b</a><a>c</a><a href="mailto:a@b.example" ${REL}>e</a>`,
  ],
  ['X34', '<?xml-stylesheet href="x"?><?php echo "a"; ?>ok', 'ok'],
  ['X35', '{{7*7}} <%= 7*7 %> $\u007b7*7} <b>{{x}}</b>', '{{7*7}} &lt;%= 7*7 %&gt; $\u007b7*7} <b>{{x}}</b>'],
  [
    'X36',
    '<svg><animate attributeName="href" values="#;javascript:a()"/></svg><set attributeName=href to=javascript:a()>ok',
    'ok',
  ],
  ['X37', '<p>a<br/>b &amp; c &lt; d</p>', '<p>a<br />b &amp; c &lt; d</p>'],
];

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

  it('keeps harmless markup as it came', () => {
    const html =
      '<h2>Title</h2><p>One <em>two</em> <code>three</code></p><ol start="3"><li>x</li></ol><pre>a\n  b</pre><table><tr><td colspan="2">y</td></tr></table><blockquote cite="https://example.org/q">z</blockquote><figure><figcaption>c</figcaption></figure>';
    expect(safe(html)).toBe(html);
  });

  it('moves all headings down by one when the article has an h1, and leaves them alone otherwise', () => {
    expect(safe('<h1>a</h1><h2>b</h2><h6>c</h6>')).toBe('<h2>a</h2><h3>b</h3><h6>c</h6>');
    expect(safe('<h2>a</h2><h4>b</h4>')).toBe('<h2>a</h2><h4>b</h4>');
  });

  it('promotes the true address of a lazy image and drops its repetition in a noscript', () => {
    expect(safe('<img src="data:image/gif;base64,R0" data-src="/a.png"><noscript><img src="/a.png"></noscript>')).toBe(
      `<img src="https://example.org/a.png" ${LAZY} />`,
    );
    expect(safe('<img srcset="/s.png 480w, https://cdn.example/w_1,h_2/l.png 960w">')).toBe(
      `<img src="https://cdn.example/w_1,h_2/l.png" ${LAZY} />`,
    );
  });

  it('shows the character of an emoji image', () => {
    expect(safe('<p>Hi <img class="emoji" alt="🙂" src="https://s.w.org/images/core/emoji/1.png"> there</p>')).toBe(
      '<p>Hi <span>🙂</span> there</p>',
    );
  });

  it('links the page of a known player in place of its frame', () => {
    const page = 'https://www.youtube.com/watch?v=abcdefghijk';
    expect(safe('<iframe src="//www.youtube-nocookie.com/embed/abcdefghijk?rel=0"></iframe>after')).toBe(
      `<a href="${page}" ${REL}>${page}</a>after`,
    );
  });

  it('does not let a self-closed frame or anchor of XHTML swallow the rest', () => {
    expect(safe('<iframe src="https://evil.example/"/><p>a <a name="x"/>b</p>')).toBe('<p>a <a></a>b</p>');
  });

  it('drops relative addresses when nothing is known to resolve them against', () => {
    expect(toSafeHtml({ kind: 'html', value: '<a href="/x">a</a><img src="b.png">', base: null })).toBe('<a>a</a>');
  });

  it('B39: plain text becomes escaped paragraphs, and so does HTML without a single tag', () => {
    expect(toSafeHtml({ kind: 'text', value: 'a\u00a0b', base: null })).toBe('<p>a\u00a0b</p>');
    expect(toSafeHtml({ kind: 'text', value: 'a < b\nc\n\n<script>', base: null })).toBe(
      '<p>a &lt; b<br />\nc</p>\n<p>&lt;script&gt;</p>',
    );
    expect(safe('first\nline\n \nsecond &amp; last')).toBe('<p>first\nline</p>\n<p>second &amp; last</p>');
    expect(safe('one line')).toBe('one line');
  });

  it('E40: cleaning twice is cleaning once', () => {
    const names =
      'p div b a li ul td tr table script svg math iframe img h1 h2 font br xmp textarea noscript title style button select option form pre dd rt center video template plaintext foreignObject desc'.split(
        ' ',
      );
    const tag = fc.constantFrom(...names);
    const attribute = fc.constantFrom(
      '',
      ' href="/x"',
      ' src=y',
      ' title="\u202e"',
      ' class=emoji alt=":)"',
      ' onclick=a()',
      ' title="',
    );
    const piece = fc.oneof(
      fc.tuple(tag, attribute).map(([name, attributes]) => `<${name}${attributes}>`),
      tag.map((name) => `</${name}>`),
      fc.constantFrom(
        'text',
        '&amp;',
        '&lt;b&gt;',
        '<!--',
        '-->',
        '<![CDATA[',
        ']]>',
        '\n\n',
        '"',
        '<',
        '>',
        '/>',
        ' ',
      ),
      fc.string({ maxLength: 6, unit: 'binary' }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 14 }), (pieces) => {
        const once = safe(pieces.join(''));
        expect(safe(once)).toBe(once);
        expect(dangersIn(once)).toEqual([]);
      }),
      { numRuns: 2000 },
    );
  });

  describe('E30: hostile sizes stay bounded', () => {
    const within = (milliseconds: number, value: string) => {
      const started = performance.now();
      const result = safe(value);
      expect(performance.now() - started).toBeLessThan(milliseconds);
      return result;
    };

    it('50,000 nested elements are read as text', () => {
      expect(within(2000, `${'<div>'.repeat(50_000)}deep`)).toBe('<p>deep</p>');
      expect(within(2000, `${'<font>'.repeat(50_000)}deep`)).toBe('<p>deep</p>');
    });

    it('10 MB of < end in escaped text of bounded length', () => {
      const result = within(15_000, '<'.repeat(10_000_000));
      expect(result.slice(0, 8)).toBe('&lt;&lt;');
      expect(result.length).toBeLessThan(10_000_000);
    });

    it('long runs of white space, in text, in a frame or in a style, are no trouble', () => {
      const space = ' '.repeat(1_000_000);
      expect(within(2000, `a${space}b\n\nc`)).toBe(`<p>a${space}b</p>\n<p>c</p>`);
      expect(toSafeHtml({ kind: 'text', value: `a${space}b`, base: null })).toBe(`<p>a${space}b</p>`);
      expect(within(2000, `<iframe src=${space}>x</iframe>y`)).toBe('xy');
      expect(within(2000, `<img src="/a.png" style="width${space}">`)).toContain('a.png');
    });

    it('a tag with half a million attributes and a closing tag for every byte are no trouble', () => {
      expect(within(5000, `<a ${'x=1 '.repeat(500_000)}>b</a>`)).toBe('<a>b</a>');
      expect(within(5000, `${'<b>'.repeat(200)}x${'</i>'.repeat(300_000)}`)).toContain('x');
    });
  });
});
