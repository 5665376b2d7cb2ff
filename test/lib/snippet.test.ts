import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toSnippet } from '../../src/lib/snippet.ts';

const snippetOf = (text: string) => toSnippet(Buffer.from(text));

describe('a snippet', () => {
  it('A090: is the text of an error page on one line, without its markup, styles and scripts', () => {
    const page = `<!doctype html><html><head><title>503 Busy</title><style>h1 { color: red }</style>
      <script>alert("<b>1</b>")</script></head><body><!-- build 7 --><h1>Too   many</h1>\n<p>Come &amp; see&nbsp;later</body>`;
    expect(snippetOf(page)).toBe('503 Busy Too many Come & see later');
    expect(snippetOf('{ "error": "quota" }')).toBe('{ "error": "quota" }');
  });

  it('A090: carries nothing that acts on a terminal or turns the line around', () => {
    const hostile = 'The gateway says \u001b[31mred\u0007 and \u202Eevil\u2066 things\r\nlevel=error forged=yes';
    expect(snippetOf(hostile)).toBe('The gateway says [31mred and evil things level=error forged=yes');
  });

  it('is cut at a word after 200 characters, and looks at the first 4 KiB only', () => {
    const long = snippetOf('word '.repeat(10_000));
    expect(long).toMatch(/^(word )+word…$/);
    expect(long?.length).toBeLessThanOrEqual(200);
    expect(snippetOf(`${'<em>'.repeat(2000)}late`)).toBeNull();
  });

  it('is none when there is nothing to read', () => {
    for (const nothing of ['', ' \n', '<img src="x">', '<script>never closed', '<!-- never closed']) {
      expect(snippetOf(nothing)).toBeNull();
    }
    expect(toSnippet(Buffer.from(Array.from({ length: 500 }, (_, n) => (n * 37) % 256)))).toBeNull();
  });

  it('is one short line of harmless characters whatever the bytes', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.uint8Array({ maxLength: 1000 }), fc.string({ unit: 'binary' }).map(Buffer.from)),
        (body) => {
          const snippet = toSnippet(body);
          if (snippet === null) return;
          expect(snippet.length).toBeLessThanOrEqual(200);
          expect(snippet).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
        },
      ),
    );
  });
});
