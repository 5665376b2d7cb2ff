// Documents beside their readings: cases/NAME.xml or .json and NAME.expected.json, which holds the part that matters.
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from '../../src/parse/parse.ts';

interface Expected {
  readonly behaviour: string;
  readonly expected: Record<string, unknown> & { readonly error?: { readonly code: string; readonly says: string } };
}

const directory = new URL('cases/', import.meta.url);
const documents = readdirSync(directory).filter((name) => !name.endsWith('.expected.json'));

describe('documents are read as their cases say', () => {
  for (const name of documents) {
    const file = new URL(name.replace(/\.\w+$/, '.expected.json'), directory);
    const { behaviour, expected }: Expected = JSON.parse(readFileSync(file, 'utf8'));
    it(behaviour, () => {
      const read = () =>
        parse(readFileSync(new URL(name, directory)), {
          contentType: null,
          url: 'http://feeds.example/dir/feed.xml',
          maxEntries: 50,
        });
      if (expected.error === undefined) {
        expect(read()).toMatchObject(expected);
        return;
      }
      const { code, says } = expected.error;
      expect(read).toThrow(
        expect.objectContaining({ name: 'ParseError', code, message: expect.stringContaining(says) }),
      );
    });
  }
});
