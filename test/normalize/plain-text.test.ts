import { describe, expect, it } from 'vitest';
import { lineOf, looseLine, proseOf, undouble } from '../../src/normalize/plain-text.ts';
import { html, loose, text } from './entries.ts';

describe('titles', () => {
  it.each([
    ['<b>Bold</b> title', 'Bold title'],
    ['&lt;b&gt;Bold&lt;/b&gt; title', 'Bold title'],
    ['AT&amp;T', 'AT&T'],
    ['AT&T', 'AT&T'],
    ['Vec<T>', 'Vec<T>'],
    ['Map<string, List<a>>', 'Map<string, List<a>>'],
    ['a < b and c > d', 'a < b and c > d'],
    ['The <b> tag explained', 'The <b> tag explained'],
    ['How to use &lt;script&gt; well', 'How to use <script> well'],
    ['One<br>two', 'One two'],
    ['<a href="/x">Unclosed link', 'Unclosed link'],
    ['A<!-- note -->B', 'AB'],
    ['<script>alert(1)</script>Title', 'Title'],
    ['  much \n\t space ', 'much space'],
    ['\u202eevil\u0000', 'evil'],
    ['1e5', '1e5'],
    ['true', 'true'],
  ])('B36: the RSS title %j reads %j', (value, expected) => {
    expect(lineOf(loose(value))).toBe(expected);
  });

  it('B36: an Atom title is read by its type', () => {
    expect(lineOf(text('<b>x</b> &amp; y'))).toBe('<b>x</b> &amp; y');
    expect(lineOf(html('<b>x</b> &amp;amp; y &lt;br&gt;'))).toBe('x &amp; y <br>');
    expect(lineOf(html('Vec<T> in <em>Rust</em>'))).toBe('Vec<T> in Rust');
    expect(lineOf(html('Load <script> early'))).toBe('Load <script> early');
    expect(lineOf(html('Load<script>a()</script> early'))).toBe('Load early');
  });

  it('B28: nothing left is null, never an empty string', () => {
    for (const title of [null, loose(''), text(' \n'), html('<p></p>'), loose('\u200b')])
      expect(lineOf(title)).toBeNull();
  });

  it('X30: markup in names and labels becomes text', () => {
    expect(looseLine('<img src=x onerror=alert(1)>Rust')).toBe('Rust');
  });
});

describe('summaries', () => {
  it('is the text of the markup, blocks apart, references decoded once', () => {
    expect(proseOf(html('<p>One</p><p>two &amp;amp; <b>th</b>ree</p>'))).toBe('One two &amp; three');
  });

  it('B37: markup that was escaped once too often is decoded once more, and only once', () => {
    expect(undouble('&lt;p&gt;a &amp;amp; b&lt;/p&gt;')).toBe('<p>a &amp; b</p>');
    expect(undouble('&lt;img src="x"&gt;')).toBe('<img src="x">');
    expect(undouble('&amp;lt;p&amp;gt;a&amp;lt;/p&amp;gt;')).toBe('&amp;lt;p&amp;gt;a&amp;lt;/p&amp;gt;');
  });

  it('B37: a text about markup, and markup that shows code, stay as they are', () => {
    for (const value of ['Use &lt;p&gt; for paragraphs', '<p>&lt;p&gt;code&lt;/p&gt;</p>', 'Vec&lt;T&gt;', 'a < b']) {
      expect(undouble(value)).toBe(value);
    }
  });
});
