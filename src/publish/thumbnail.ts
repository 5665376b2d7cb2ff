// The picture of an article where XML has no element for it: Media RSS, which readers look for in Atom as well.
import type { EntryView } from './entry-view.ts';
import { element } from './xml.ts';

export const MEDIA_NAMESPACE = 'http://search.yahoo.com/mrss/';

export function thumbnail({ url, width, height }: NonNullable<EntryView['image']>): string {
  return element('media:thumbnail', { url, width, height });
}
