// Feeds that ask not to be republished, in the ways that there are: the feed access control of Bloglines, and what pages say to
// robots, in a feed's head.
import { fill } from './draft.ts';
import { leaf, type Rule } from './rule.ts';

const META = leaf((draft, element) => {
  const name = element.attribute('name')?.toLowerCase();
  const words =
    element
      .attribute('content')
      ?.toLowerCase()
      .split(/[\s,]+/) ?? [];
  if (name === 'robots' && (words.includes('noindex') || words.includes('none')))
    fill(draft, 'denial', 0, 'robots: noindex');
  if (name === 'pipes' && words.includes('noprocess')) fill(draft, 'denial', 0, 'pipes: noprocess');
});

export const DENIAL: Readonly<Record<string, Rule>> = {
  'access:restriction': leaf((draft, element) => {
    if (element.attribute('relationship')?.toLowerCase() === 'deny') fill(draft, 'denial', 0, 'access:restriction');
  }),
  'xhtml:meta': META,
  // that of Yahoo Pipes, or without a namespace
  meta: META,
};
