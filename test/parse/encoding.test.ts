// Bytes to text (RFC 7303 section 3, WHATWG Encoding): each row is a document in some encoding, said to be in some encoding.
import { Buffer } from 'node:buffer';
import { describe, expect, it } from 'vitest';
import { codesOf, read } from './read.ts';

/** A feed whose title is the given bytes. */
function feed(title: Uint8Array, declared: string | null): Buffer {
  const declaration = declared === null ? '' : `<?xml version="1.0" encoding=${declared}?>`;
  const [before, after] = [`${declaration}<rss version="2.0"><channel><title>`, '</title></channel></rss>'];
  return Buffer.concat([Buffer.from(before, 'latin1'), title, Buffer.from(after, 'latin1')]);
}

const hex = (bytes: string) => Buffer.from(bytes.replaceAll(' ', ''), 'hex');
const utf8 = (text: string) => Buffer.from(text, 'utf8');
const utf16be = (bytes: Buffer) => Buffer.from(bytes.toString('latin1'), 'utf16le').swap16();
const utf16le = (bytes: Buffer) => Buffer.from(bytes.toString('latin1'), 'utf16le');
function utf32(bytes: Buffer, endian: 'le' | 'be'): Buffer {
  return Buffer.concat([...bytes].map((byte) => Buffer.from(endian === 'le' ? [byte, 0, 0, 0] : [0, 0, 0, byte])));
}
const latin = hex('63 61 66 e9'); // café in Latin-1
const ascii = feed(Buffer.from('plain'), null);

interface Row {
  readonly says: string;
  readonly body: Uint8Array;
  readonly contentType?: string;
  readonly title: string;
  readonly encoding: string;
  readonly problems?: readonly string[];
}

const ROWS: readonly Row[] = [
  { says: 'A146: nothing declared, UTF-8', body: feed(utf8('café'), null), title: 'café', encoding: 'utf-8' },
  { says: 'A146: nothing declared, ASCII', body: ascii, title: 'plain', encoding: 'utf-8' },
  {
    says: 'A146: a byte order mark wins over both declarations',
    body: Buffer.concat([hex('ef bb bf'), feed(utf8('café'), '"windows-1251"')]),
    contentType: 'text/xml; charset=koi8-r',
    title: 'café',
    encoding: 'utf-8',
  },
  {
    says: 'A146: the HTTP charset wins over the XML declaration',
    body: feed(hex('ea ce d4'), '"windows-1251"'),
    contentType: 'text/xml; charset=koi8-r',
    title: 'Йнт',
    encoding: 'koi8-r',
  },
  {
    says: 'A147: text/xml with neither charset nor declaration is UTF-8, not ASCII',
    body: feed(utf8('café'), null),
    contentType: 'text/xml',
    title: 'café',
    encoding: 'utf-8',
  },
  {
    says: 'A147: text/xml without charset leaves it to the XML declaration',
    body: feed(hex('cf f0 e8'), '"windows-1251"'),
    contentType: 'text/xml',
    title: 'При',
    encoding: 'windows-1251',
  },
  {
    says: 'A148: UTF-8 bytes win over a declared iso-8859-1',
    body: feed(utf8('café'), '"iso-8859-1"'),
    title: 'café',
    encoding: 'utf-8',
    problems: ['encoding-mismatch'],
  },
  {
    says: 'A148: UTF-8 bytes win over a charset of iso-8859-1',
    body: feed(utf8('café'), '"utf-8"'),
    contentType: 'application/xml;charset="ISO-8859-1"',
    title: 'café',
    encoding: 'utf-8',
    problems: ['encoding-mismatch'],
  },
  {
    says: 'A149 B10: declared UTF-8, bytes windows-1252',
    body: feed(hex('93 63 61 66 e9 94'), '"utf-8"'),
    title: '“café”',
    encoding: 'windows-1252',
    problems: ['encoding-mismatch'],
  },
  {
    says: 'B10: declared UTF-8 by the header too, bytes windows-1252',
    body: feed(latin, '"UTF-8"'),
    contentType: 'application/rss+xml; charset=UTF-8',
    title: 'café',
    encoding: 'windows-1252',
    problems: ['encoding-mismatch'],
  },
  {
    says: 'A149: undeclared, bytes windows-1252',
    body: feed(latin, null),
    title: 'café',
    encoding: 'windows-1252',
    problems: ['encoding-guessed'],
  },
  {
    says: 'A149: bytes that windows-1252 does not have become U+FFFD',
    body: feed(hex('61 81 62'), '"utf-8"'),
    title: 'a\ufffdb',
    encoding: 'utf-8',
    problems: ['encoding-invalid'],
  },
  {
    says: 'A149: a charset of UTF-8 that is wrong leaves it to the XML declaration',
    body: feed(hex('cf f0 e8'), '"windows-1251"'),
    contentType: 'text/xml; charset=utf-8',
    title: 'При',
    encoding: 'windows-1251',
    problems: ['encoding-mismatch'],
  },
  {
    says: 'B11: in mostly good UTF-8 only the bad bytes are lost',
    body: feed(Buffer.concat([utf8('été à '), hex('e9')]), '"utf-8"'),
    title: 'été à \ufffd',
    encoding: 'utf-8',
    problems: ['encoding-invalid'],
  },
  {
    says: 'B11: where nothing is declared too',
    body: feed(Buffer.concat([utf8('日本語 '), hex('96'), utf8(' ü')]), null),
    title: '日本語 \ufffd ü',
    encoding: 'utf-8',
    problems: ['encoding-invalid'],
  },
  {
    says: 'B12: doubly encoded UTF-8 is left alone',
    body: feed(utf8('cafÃ©'), '"utf-8"'),
    title: 'cafÃ©',
    encoding: 'utf-8',
  },
  { says: 'A150: the label utf8', body: feed(utf8('é'), '"utf8"'), title: 'é', encoding: 'utf-8' },
  {
    says: 'A150: a label with a stray quote',
    body: feed(utf8('é'), null),
    contentType: `text/xml; charset=UTF-8"`,
    title: 'é',
    encoding: 'utf-8',
  },
  {
    says: 'A150: a label with stray quotes in the XML declaration',
    body: feed(hex('cf f0 e8'), `"'windows-1251'"`),
    title: 'При',
    encoding: 'windows-1251',
  },
  { says: 'A150: win-1252', body: feed(hex('93'), "'win-1252'"), title: '“', encoding: 'windows-1252' },
  {
    says: 'A150: iso-8859-1 means windows-1252',
    body: feed(hex('92'), '"ISO-8859-1"'),
    title: '’',
    encoding: 'windows-1252',
  },
  { says: 'A150: x-sjis', body: feed(hex('83 65 83 58 83 67'), '"x-sjis"'), title: 'テスト', encoding: 'shift_jis' },
  { says: 'A150: gb2312', body: feed(hex('b2 e2 ca d4'), '"gb2312"'), title: '测试', encoding: 'gbk' },
  { says: 'A150: ks_c_5601-1987', body: feed(hex('c5 d7'), '"ks_c_5601-1987"'), title: '테', encoding: 'euc-kr' },
  { says: 'A150: big5', body: feed(hex('b4 fa b8 d5'), '"Big5"'), title: '測試', encoding: 'big5' },
  { says: 'A150: euc-kr', body: feed(hex('c5 d7'), '"euc-kr"'), title: '테', encoding: 'euc-kr' },
  { says: 'A150: latin1', body: feed(latin, "'latin1'"), title: 'café', encoding: 'windows-1252' },
  { says: 'A150: us-ascii', body: feed(latin, '"us-ascii"'), title: 'café', encoding: 'windows-1252' },
  { says: 'A150: koi8-r', body: feed(hex('ea ce d4'), '"KOI8-R"'), title: 'Йнт', encoding: 'koi8-r' },
  { says: 'A150: iso-8859-7', body: feed(hex('e1 e2 e3'), '"iso-8859-7"'), title: 'αβγ', encoding: 'iso-8859-7' },
  {
    says: 'A150: a seven-bit encoding is not taken for ASCII',
    body: feed(hex('1b 24 42 25 46 1b 28 42'), '"iso-2022-jp"'),
    title: 'テ',
    encoding: 'iso-2022-jp',
  },
  { says: 'A150: an unknown label says nothing', body: feed(utf8('é'), '"x-nonsense"'), title: 'é', encoding: 'utf-8' },
  {
    says: 'E31: UTF-7 is not decoded',
    body: feed(Buffer.from('+ADw-b+AD4-'), '"utf-7"'),
    title: '+ADw-b+AD4-',
    encoding: 'utf-8',
  },
  {
    says: 'A150: two-byte text that is also valid UTF-8 is what it is declared to be',
    body: feed(hex('c4 a3'), '"gb2312"'),
    title: '模',
    encoding: 'gbk',
  },
  {
    says: 'A150: bytes outside the declared encoding become U+FFFD',
    body: feed(hex('b2 e2 ff ff ca d4'), '"gb2312"'),
    title: '测\ufffd\ufffd试',
    encoding: 'gbk',
    problems: ['encoding-invalid'],
  },
  {
    says: 'A151: declared UTF-16, bytes of one byte each',
    body: feed(utf8('é'), '"utf-16"'),
    title: 'é',
    encoding: 'utf-8',
  },
  {
    says: 'A151: a charset of UTF-16, bytes of one byte each',
    body: feed(hex('cf f0 e8'), '"windows-1251"'),
    contentType: 'text/xml; charset=utf-16le',
    title: 'При',
    encoding: 'windows-1251',
  },
  {
    says: 'A146: UTF-16 with a byte order mark',
    body: Buffer.concat([hex('fe ff'), utf16be(feed(latin, '"utf-16"'))]),
    title: 'café',
    encoding: 'utf-16be',
  },
  {
    says: 'A146: UTF-16 without one, little-endian',
    body: utf16le(feed(latin, null)),
    title: 'café',
    encoding: 'utf-16le',
  },
  {
    says: 'A146: UTF-16 without one, big-endian',
    body: utf16be(feed(latin, null)),
    title: 'café',
    encoding: 'utf-16be',
  },
  {
    says: 'A146: UTF-32 with a byte order mark',
    body: Buffer.concat([hex('ff fe 00 00'), utf32(feed(latin, null), 'le')]),
    title: 'café',
    encoding: 'utf-32le',
  },
  { says: 'A146: UTF-32 without one', body: utf32(feed(latin, null), 'be'), title: 'café', encoding: 'utf-32be' },
  {
    says: 'B35: a date of bytes that are no UTF-8 costs no other character',
    body: Buffer.concat([
      Buffer.from('<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>été</title><pubDate>5 M'),
      hex('e4'),
      Buffer.from('r 2024</pubDate></channel></rss>'),
    ]),
    title: 'été',
    encoding: 'utf-8',
    problems: ['encoding-invalid'],
  },
  {
    says: 'A152: JSON is UTF-8 whatever the charset',
    body: utf8('{"version":"https://jsonfeed.org/version/1","title":"é","items":[]}'),
    contentType: 'application/json; charset=iso-8859-1',
    title: 'é',
    encoding: 'utf-8',
  },
  {
    says: 'B53: the media type is no evidence of anything',
    body: ascii,
    contentType: 'application/x-www-form-urlencoded',
    title: 'plain',
    encoding: 'utf-8',
  },
  {
    says: 'B35: a Content-Type of bad bytes does no harm',
    body: ascii,
    contentType: 'text/\u00ff\u0000xml;;charset==;charset',
    title: 'plain',
    encoding: 'utf-8',
  },
];

describe('bytes become text', () => {
  for (const { says, body, contentType, title, encoding, problems = [] } of ROWS) {
    it(says, () => {
      const feed = read(body, contentType === undefined ? {} : { contentType });
      expect(feed).toMatchObject({ title: { value: title }, encoding });
      expect(codesOf(feed)).toEqual(problems);
    });
  }

  it.each([
    ['declared', '<?xml version="1.0" encoding="utf-8"?>'],
    ['not declared', ''],
  ])('A149: no item is lost to bytes that are not UTF-8, %s', (_how, declaration) => {
    for (const bytes of ['e9', '81', 'c3', 'ff fe', 'e2 82', 'ed a0 80', 'f5 80 80 80', '00']) {
      const document = Buffer.concat([
        utf8(`${declaration}<rss version="2.0"><channel><item><guid>1</guid></item><item><guid>2</guid><title>a`),
        hex(bytes),
        utf8('</title></item><item><guid>3</guid></item></channel></rss>'),
      ]);
      expect(read(document).entries.map((entry) => entry.guid)).toEqual(['1', '2', '3']);
    }
  });

  it('reads a view into a larger buffer at any offset, and finds what needs repair anywhere in it', () => {
    for (let offset = 0; offset < 5; offset += 1) {
      for (const pad of ['', 'a', 'ab', 'abc']) {
        const document = utf8(`<rss version="2.0"><channel><title>${pad}\u0001b\u0092c\uffff</title></channel></rss>`);
        const buffer = new Uint8Array(document.length + offset + 3).fill(1);
        buffer.set(document, offset);
        const feed = read(buffer.subarray(offset, offset + document.length));
        expect(feed.title?.value).toBe(`${pad}b’c`);
      }
    }
  });
});
