import { describe, expect, test } from 'vitest';
import { toFeedHtml } from '../../src/publish/feed-html.ts';

describe('the body of an article in a document', () => {
  test.each([
    ['<p>Text with <b>bold</b><br /> and <img src="https://a.example/i.png" alt="" /></p>'],
    ['<ul><li><p>One</p></li><li>Two<ul><li>Three</li></ul></li></ul>'],
    [
      '<table><caption>C</caption><thead><tr><th>A</th></tr></thead><tbody>\n<tr><td><p>1</p></td></tr></tbody></table>',
    ],
    ['<ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby>'],
    ['no markup at all, 1 &lt; 2'],
  ])('stays byte for byte when it is nested as HTML wants it: %s', (html) => {
    expect(toFeedHtml(html)).toBe(html);
  });

  test.each([
    ['a block in a paragraph', '<p><center>x</center></p>', '<div><center>x</center></div>'],
    ['a block deep in a paragraph', '<p><b><ul><li>x</li></ul></b></p>', '<div><b><ul><li>x</li></ul></b></div>'],
    ['a link in a link', '<a href="a"><b><a href="b">x</a></b></a>', '<a href="a"><b>x</b></a>'],
    ['a heading in a heading', '<h2><h3>x</h3></h2>', '<h2>x</h2>'],
    [
      'an item outside a list',
      '<ul><li><span><li>x</li></span></li></ul>',
      '<ul><li><span><div>x</div></span></li></ul>',
    ],
    [
      'cells without a row',
      '<table><thead><th>A</th><th>B</th></thead></table>',
      '<table><thead><tr><th>A</th><th>B</th></tr></thead></table>',
    ],
    [
      'text between rows',
      '<table>x<tr><td>1</td></tr></table>',
      '<table><tbody><tr><td>x</td></tr><tr><td>1</td></tr></tbody></table>',
    ],
    ['a cell outside a table', '<div><td>x</td></div>', '<div>x</div>'],
    ['a reading without its word', '<p><rt>x</rt></p>', '<p>x</p>'],
    [
      'parts of ruby that HTML gave up',
      '<ruby><rb>漢</rb><rtc><rt>kan</rt></rtc></ruby>',
      '<ruby>漢<rt>kan</rt></ruby>',
    ],
    ['text set backwards', '<bdo dir="rtl">abc</bdo>', '<span dir="rtl">abc</span>'],
  ])('has %s put right', (_, html, expected) => {
    expect(toFeedHtml(html)).toBe(expected);
    expect(toFeedHtml(expected)).toBe(expected);
  });

  test('has a link beside each player, for readers that show none', () => {
    expect(
      toFeedHtml('<p><audio src="https://a.example/x/talk.mp3?a=1&amp;b=2" controls="" preload="none"></audio></p>'),
    ).toBe(
      '<p><audio src="https://a.example/x/talk.mp3?a=1&amp;b=2" preload="none"></audio> ' +
        '<a href="https://a.example/x/talk.mp3?a=1&amp;b=2">talk.mp3</a></p>',
    );
    expect(toFeedHtml('<video controls=""><source src="https://a.example/" /></video>')).toBe(
      '<video><source src="https://a.example/" /></video> <a href="https://a.example/">video</a>',
    );
    expect(toFeedHtml('<a href="b"><video src="c" controls=""></video></a>')).toBe(
      '<a href="b"><video src="c"></video></a>',
    );
  });

  test('says characters that look like a wrong encoding by number', () => {
    expect(toFeedHtml('a\ufffdb Ã© \u0085 Ü')).toBe('a&#xFFFD;b &#xC3;©   Ü');
  });
});
