import { describe, expect, it } from 'vitest';
import { nearest } from '../../src/config/nearest.ts';

const keys = ['every', 'cron', 'url', 'id', 'maxItems', 'perSource', 'title'];

describe('nearest', () => {
  it('finds the key behind a slip, another case or another style', () => {
    expect(nearest('evry', keys)).toBe('every');
    expect(nearest('eveyr', keys)).toBe('every');
    expect(nearest('ulr', keys)).toBe('url');
    expect(nearest('URL', keys)).toBe('url');
    expect(nearest('max_items', keys)).toBe('maxItems');
    expect(nearest('per-source', keys)).toBe('perSource');
  });

  it('prefers the nearer of two', () => {
    expect(nearest('titel', ['tile', 'title'])).toBe('title');
  });

  it('suggests nothing far off', () => {
    expect(nearest('interval', keys)).toBeNull();
    expect(nearest('xy', keys)).toBeNull();
    expect(nearest('', ['timeout'])).toBeNull();
  });
});
