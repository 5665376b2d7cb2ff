import { expect, it } from 'vitest';
import { uuidFromName } from '../../src/lib/uuid.ts';

it('makes the version 5 UUID of the example in RFC 9562 appendix A.4', () => {
  expect(uuidFromName('6ba7b810-9dad-11d1-80b4-00c04fd430c8', 'www.example.com')).toBe(
    '2ed6657d-e927-568b-95e1-2665a8aea6a2',
  );
});
