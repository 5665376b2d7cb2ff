import { describe, expect, it } from 'vitest';
import type { ArticleDraft, ParsedEntry } from '../../src/model.ts';
import { makeDraft, reviseDraft } from '../../src/normalize/normalize.ts';
import { entryOf, factsOf, html, loose, NOW, sourceOf } from './entries.ts';

const HOUR = 3_600_000;

function draft(over: Partial<ParsedEntry> = {}): ArticleDraft {
  const entry = { title: loose('Title'), content: html('<p>The text, 3 comments</p>'), ...over };
  const input = { entry: entryOf(entry), facts: factsOf(entry), key: 'guid:1', position: 0, now: NOW };
  const made = makeDraft({ source: sourceOf(), rules: [], ...input });
  if (made === null) throw new Error('the draft was dropped');
  return made;
}

describe('reviseDraft', () => {
  const at = (moment: number) => new Date(moment).toISOString();
  const before = NOW - 3 * HOUR;
  /** When the article counts as updated after `next` has come in place of the plain draft. */
  const updatedAt = (next: Partial<ParsedEntry>, storedAt: number | null = null, isReadAlike = true) => {
    const stored = { articleId: 'urn:x:stored', version: draft().version, updatedAt: storedAt };
    const revised = reviseDraft(draft(next), stored, { isReadAlike, now: NOW });
    expect(revised).toEqual({ ...draft(next), id: 'urn:x:stored', updatedAt: revised.updatedAt });
    return revised.updatedAt;
  };

  it('C10: new wording without a new date is an update of now', () => {
    for (const next of [
      { content: html('<p>The other text, 3 comments</p>') },
      { title: loose('Another title') },
      { summary: html('A summary') },
    ]) {
      expect(updatedAt(next)).toBe(NOW);
      expect(updatedAt(next, before)).toBe(NOW);
      expect(updatedAt({ ...next, updated: at(before) }, before)).toBe(NOW);
    }
  });

  it('C10: other markup, links, tags or counts are no update', () => {
    for (const next of [
      { content: html('<p class="x">The  text,\n <b>3</b> comments</p>') },
      { content: html('<p>The text, 14 comments</p>') },
      { tags: ['new'] },
      { commentsUrl: 'https://example.org/c' },
    ]) {
      expect(draft(next).version).not.toBe(draft().version);
      expect(updatedAt(next)).toBeNull();
      expect(updatedAt(next, before)).toBe(before);
      expect(updatedAt({ ...next, updated: at(before) }, before)).toBe(before);
    }
  });

  it("C10: the entry's own date counts once it is later, whatever was changed", () => {
    const later = { updated: at(NOW - HOUR) };
    expect(updatedAt(later, before)).toBe(NOW - HOUR);
    expect(updatedAt({ ...later, title: loose('Another title') }, before)).toBe(NOW - HOUR);
  });

  it('C10: never goes back, except from a date that still lies ahead', () => {
    const earlier = { updated: at(before - HOUR), tags: ['new'] };
    expect(updatedAt(earlier, before)).toBe(before);
    expect(updatedAt(earlier, NOW + HOUR)).toBe(before - HOUR);
  });

  it('C10: what is read by other rules than before is no edit of the publisher', () => {
    expect(updatedAt({ title: loose('Another title') }, before, false)).toBe(before);
  });
});
