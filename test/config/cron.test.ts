import { describe, expect, it } from 'vitest';
import { cronFault, shortestCronGapMinutes } from '../../src/config/cron.ts';

describe('cronFault', () => {
  it('accepts lists, ranges, steps and English names', () => {
    const good = ['* * * * *', '*/5 0-6/2 1,15 jan-MAR mon,WED,5-7', '00 03 29 2 *', '  0  6 * * 0 ', '59 23 31 12 7'];
    for (const expression of good) expect([expression, cronFault(expression)]).toEqual([expression, null]);
  });

  it('refuses what the scheduler would not run', () => {
    const bad = ['', '0 6 * *', '0 6 * * * *', '@hourly', '60 * * * *', '* 24 * * *', '* * 0 * *', '* * * 13 *'];
    bad.push('* * * * 8', '*/0 * * * *', '5/15 * * * *', '9-5 * * * *', '1,,2 * * * *', '1- * * * *', '-1 * * * *');
    bad.push('1-2-3 * * * *', '*-5 * * * *', '1.5 * * * *', '0 0 L * *', '0 0 ? * *', 'mon * * * *', '0 0 30 feb *');
    for (const expression of bad) expect([expression, cronFault(expression)]).toEqual([expression, expect.any(String)]);
  });
});

describe('shortestCronGapMinutes', () => {
  it('finds the two firings of a day that are closest', () => {
    expect(shortestCronGapMinutes('*/15 * * * *')).toBe(15);
    expect(shortestCronGapMinutes('0,3,30 6 * * *')).toBe(3);
    expect(shortestCronGapMinutes('0 6,18 * * *')).toBe(720);
    expect(shortestCronGapMinutes('30 6 * * mon')).toBe(1440);
  });

  it('looks across the hour and across midnight', () => {
    expect(shortestCronGapMinutes('1,58 * * * *')).toBe(3);
    expect(shortestCronGapMinutes('1,58 6 * * *')).toBe(57);
    expect(shortestCronGapMinutes('1,58 0,23 * * *')).toBe(3);
  });
});
