// What a feed says about when to come back.
import { describe, expect, it } from 'vitest';
import { read } from './read.ts';

const hints = (elements: string) =>
  read(
    `<rss version="2.0" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"><channel><title>t</title>${elements}</channel></rss>`,
  );
const period = (value: string, frequency = '') =>
  hints(
    `<sy:updatePeriod>${value}</sy:updatePeriod>${frequency && `<sy:updateFrequency>${frequency}</sy:updateFrequency>`}`,
  ).ttlMinutes;

describe('hints of a feed', () => {
  it.each([
    ['180', 180],
    ['10080', 10_080],
    ['0', null],
    ['-5', null],
    ['often', null],
    ['1.5', null],
    ['', null],
  ])('A039: a ttl of "%s" is %s minutes', (ttl, minutes) => {
    expect(hints(`<ttl>${ttl}</ttl>`).ttlMinutes).toBe(minutes);
  });

  it('A043: an update period lengthens up to a day, and an hourly one is an hour', () => {
    expect(period('hourly')).toBe(60);
    expect(period('hourly', '4')).toBe(15);
    expect(period('daily', '2')).toBe(720);
    expect(period('weekly')).toBe(1440);
    expect(period('yearly', '1')).toBe(1440);
    expect(period('now and then')).toBeNull();
  });

  it('A044: a weekly period is daily from the first visit on, so that no article is days late', () => {
    expect(period('weekly', '1')).toBe(1440);
    expect(period('monthly')).toBe(1440);
  });

  it('A041, A042: hour 24 is midnight, days are read in any case, repetition and nonsense count for nothing', () => {
    const { skipHours, skipDays } = hints(
      '<skipHours><hour>24</hour><hour>0</hour><hour>7</hour><hour>25</hour><hour>noon</hour></skipHours>' +
        '<skipDays><day>saturday</day><day>SUNDAY</day><day>Sunday</day><day>Caturday</day></skipDays>',
    );
    expect(skipHours).toEqual([0, 7]);
    expect(skipDays).toEqual([6, 0]);
  });
});
