import { describe, expect, it } from 'vitest';
import { readDate } from '../../src/normalize/date.ts';

/** What feeds write, and the moment it means; null: nobody can tell. */
const DATES: readonly (readonly [string, string | null])[] = [
  // RFC 822 and its spoilt forms
  ['Thu, 01 Jan 2004 19:48:21 GMT', '2004-01-01T19:48:21Z'],
  ['Thu, 01 Jan 04 19:48:21 GMT', '2004-01-01T19:48:21Z'],
  ['Thu, 01 Jan 98 19:48:21 GMT', '1998-01-01T19:48:21Z'],
  ['1 Jan 2004 19:48 UT', '2004-01-01T19:48:00Z'],
  ['Thu,01 Jan 2004 19:48:21 Z', '2004-01-01T19:48:21Z'],
  ['Mon, 01 Jan 2004 19:48:21 GMT', '2004-01-01T19:48:21Z'],
  ['Thursday, 01 January 2004 19:48:21 GMT', '2004-01-01T19:48:21Z'],
  ['Thu, 1 Jan 2004 9:8:7 GMT', '2004-01-01T09:08:07Z'],
  ['Thu, 01 Jan 2004 19:48:21 +0200', '2004-01-01T17:48:21Z'],
  ['Thu, 01 Jan 2004 19:48:21 +02:00', '2004-01-01T17:48:21Z'],
  ['Thu, 01 Jan 2004 19:48:21 GMT+0200', '2004-01-01T17:48:21Z'],
  ['Thu, 01 Jan 2004 19:48:21 UTC-5', '2004-01-02T00:48:21Z'],
  ['Thu, 01 Jan 2004 19:48:21 EST', '2004-01-02T00:48:21Z'],
  ['Thu, 01 Jan 2004 19:48:21 PDT', '2004-01-02T02:48:21Z'],
  ['Thu, 01 Jan 2004 19:48:21 ET', '2004-01-02T00:48:21Z'],
  ['Thu, 01 Jan 2004 19:48:21 CT', '2004-01-02T01:48:21Z'],
  ['Thu, 01 Jan 2004 19:48:21 MT', '2004-01-02T02:48:21Z'],
  ['Thu, 01 Jan 2004 19:48:21 PT', '2004-01-02T03:48:21Z'],
  ['Thu, 01 Jan 2004 19:48:21 CEST', '2004-01-01T17:48:21Z'],
  ['Thu, 01 Jan 2004 19:48:21 Eastern Standard Time', '2004-01-02T00:48:21Z'],
  ['Thu, 01 Jan 2004 19:48:21 -0700 (PDT)', '2004-01-02T02:48:21Z'],
  ['Thu, 01 Jan 2004 19:48:21 XYZ', '2004-01-01T19:48:21Z'],
  ['Thu, 01 Jan 2004', '2004-01-01T00:00:00Z'],
  ['Thu, 01-Jan-2004 19:48:21 GMT', '2004-01-01T19:48:21Z'],
  ['Thursday, 01-Jan-04 19:48:21 GMT', '2004-01-01T19:48:21Z'],
  ['Jan 1, 2004 7:48 PM', '2004-01-01T19:48:00Z'],
  ['Thu, Jan 1 2004 12:05 am EST', '2004-01-01T05:05:00Z'],
  ['March 5th, 2004 at 7 pm', '2004-03-05T19:00:00Z'],
  ['Jan 2004', '2004-01-01T00:00:00Z'],
  // asctime and Unix date
  ['Thu Jan  1 19:48:21 2004', '2004-01-01T19:48:21Z'],
  ['Thu Jan 1 19:48:21 UTC 2004', '2004-01-01T19:48:21Z'],
  ['Thu Jan 01 2004 19:48:21 GMT+0100 (Central European Standard Time)', '2004-01-01T18:48:21Z'],
  // ISO 8601 and W3C-DTF
  ['2003-12-31T10:14:55Z', '2003-12-31T10:14:55Z'],
  ['2003-12-31T10:14:55.123-08:00', '2003-12-31T18:14:55Z'],
  ['2003-12-31T10:14-0800', '2003-12-31T18:14:00Z'],
  ['2003-12-31 10:14:55', '2003-12-31T10:14:55Z'],
  ['2003-12-31 10:14:55 +0100', '2003-12-31T09:14:55Z'],
  ['2003-12-31T10:14:55 GMT', '2003-12-31T10:14:55Z'],
  ['2004-07-08 23:56:58.0', '2004-07-08T23:56:58Z'],
  ['2003-12-31t10:14:55z', '2003-12-31T10:14:55Z'],
  ['2003-12-31', '2003-12-31T00:00:00Z'],
  ['2003/12/31', '2003-12-31T00:00:00Z'],
  ['2003-12', '2003-12-01T00:00:00Z'],
  ['2003', '2003-01-01T00:00:00Z'],
  ['2003-335', '2003-12-01T00:00:00Z'],
  ['20031231', '2003-12-31T00:00:00Z'],
  ['20031231T101455Z', '2003-12-31T10:14:55Z'],
  ['\n  2003-12-31T10:14:55Z  ', '2003-12-31T10:14:55Z'],
  // Days first, months first
  ['31.12.2003 10:14', '2003-12-31T10:14:00Z'],
  ['31/12/2003', '2003-12-31T00:00:00Z'],
  ['12/31/2003 10:14 PM', '2003-12-31T22:14:00Z'],
  // Numbers
  ['1072915201', '2004-01-01T00:00:01Z'],
  ['1072915201000', '2004-01-01T00:00:01Z'],
  ['12', null],
  // Other languages
  ['Mo, 05 Mär 2024 10:00:00 +0100', '2024-03-05T09:00:00Z'],
  ['5. März 2024 12:00', '2024-03-05T12:00:00Z'],
  ['lun., 05 févr. 2024 10:00:00 +0100', '2024-02-05T09:00:00Z'],
  ['mar., 05 mars 2024 10:00:00 +0100', '2024-03-05T09:00:00Z'],
  ['mar, 2 ene 2024 10:00 GMT', '2024-01-02T10:00:00Z'],
  ['Thu, 01 janvier 2004 19h48', '2004-01-01T19:48:00Z'],
  ['5 de marzo de 2024', '2024-03-05T00:00:00Z'],
  ['Пн, 5 янв 2004 10:00:00 +0300', '2004-01-05T07:00:00Z'],
  ['Κυρ, 11 Ιούλ 2004 12:00:00 EST', '2004-07-11T17:00:00Z'],
  ['2004-július-13T9:15-05:00', '2004-07-13T14:15:00Z'],
  ['2004년 05월 28일  01:31:15', '2004-05-28T01:31:15Z'],
  ['2004-05-25 오후 11:23:17', '2004-05-25T23:23:17Z'],
  ['2024年3月5日 10:20', '2024-03-05T10:20:00Z'],
  // Out of range: what is just past the end rolls over
  ['Thu, 01 Jan 2004 24:00:00 GMT', '2004-01-02T00:00:00Z'],
  ['Thu, 01 Jan 2004 25:00:00 GMT', '2004-01-02T01:00:00Z'],
  ['Thu, 01 Jan 2004 10:61:00 GMT', '2004-01-01T11:01:00Z'],
  ['Thu, 31 Jun 2004 00:00:00 GMT', '2004-07-01T00:00:00Z'],
  ['Thu, 01 Jan 2004 26:00:00 GMT', null],
  ['Thu, 32 Jan 2004 10:00:00 GMT', null],
  ['2004-13-01', null],
  // Defaults of software are dates like any other here; the draft does not believe them
  ['Thu, 01 Jan 1970 00:00:00 GMT', '1970-01-01T00:00:00Z'],
  ['Mon, 01 Jan 0001 00:00:00 +0000', '0001-01-01T00:00:00Z'],
  ['0000-00-00', null],
  ['0000-00-00 00:00:00', null],
  // No dates at all
  ['', null],
  ['now', null],
  ['yesterday', null],
  ['T10:00', null],
  ['Thu, 01 Jan 2004 \u0096\u00ff', null],
];

describe('readDate', () => {
  it('B33: the table holds at least sixty forms', () => {
    expect(DATES.length).toBeGreaterThanOrEqual(60);
  });

  for (const [written, expected] of DATES) {
    it(`${expected === null ? 'B34' : 'B33'}: ${JSON.stringify(written)} is ${expected ?? 'unknown, never now'}`, () => {
      expect(readDate(written)).toBe(expected === null ? null : Date.parse(expected));
    });
  }

  it('E29: long rubbish is refused', () => {
    for (const rubbish of ['a'.repeat(1e6), ' '.repeat(1e6), '1 '.repeat(400), '<'.repeat(900), '-'.repeat(99)]) {
      expect(readDate(rubbish)).toBeNull();
    }
  });

  it('E29: a date in too much white space is no date', () => {
    const date = '2026-01-01T10:00:00Z';
    expect(readDate(`${' '.repeat(900)}${date}`)).toBe(Date.parse(date));
    expect(readDate(`${' '.repeat(1e6)}${date}`)).toBeNull();
  });
});
