// How we name ourselves to the servers we ask.

import { LostFeedError } from '../errors.ts';

/** The path of the page that says who polls and how to stop it. */
const ABOUT_PATH = 'about/fetcher/';

/**
 * The User-Agent of every request: program, version, and where to read about us or write to us, in this order of choice:
 * the site's page (`siteUrl` ends in a slash), the contact (an address of the web or a mailbox), nothing.
 *
 * @throws LostFeedError `config-invalid` when a part cannot stand in a header
 */
export function makeUserAgent(facts: { version: string; siteUrl: string | null; contact: string | null }): string {
  const product = `TheLostFeed/${facts.version}`;
  const address = facts.siteUrl === null ? facts.contact : new URL(ABOUT_PATH, facts.siteUrl).href;
  if (!address) return product;
  // parentheses would end the comment
  const where = address.replaceAll('(', '%28').replaceAll(')', '%29');
  if (!/^[\x20-\x7e]+$/.test(where)) {
    throw new LostFeedError('config-invalid', `the contact ${JSON.stringify(where)} may hold plain ASCII only`);
  }
  return `${product} (+${/^[^\s:/]+@[^\s:/]+$/.test(where) ? `mailto:${where}` : where})`;
}
