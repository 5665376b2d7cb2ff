// What every store must do, whatever database is below: run by a test file for each.
import { describe } from 'vitest';
import { actContract } from './contract-acts.ts';
import { addressContract } from './contract-addresses.ts';
import { articleContract } from './contract-articles.ts';
import { claimContract } from './contract-claims.ts';
import { eventContract } from './contract-events.ts';
import { iconContract } from './contract-icons.ts';
import { listingContract } from './contract-listing.ts';
import { publishedContract } from './contract-published.ts';
import { removalContract } from './contract-removal.ts';
import { searchContract } from './contract-search.ts';
import { sourceContract } from './contract-sources.ts';
import { storyContract } from './contract-stories.ts';
import { subscriptionContract } from './contract-subscriptions.ts';
import { suspicionContract } from './contract-suspicion.ts';
import type { MakeDatabase } from './test-database.ts';

/** The contract; `make` makes a new, empty database. */
export function storeContract(make: MakeDatabase): void {
  describe('sources', () => sourceContract(make));
  describe('addresses', () => addressContract(make));
  describe('claims', () => claimContract(make));
  describe('articles', () => articleContract(make));
  describe('listing', () => listingContract(make));
  describe('published', () => publishedContract(make));
  describe('events', () => eventContract(make));
  describe('stories', () => storyContract(make));
  describe('subscriptions', () => subscriptionContract(make));
  describe('icons', () => iconContract(make));
  describe('removal', () => removalContract(make));
  describe('search', () => searchContract(make));
  describe('suspicion', () => suspicionContract(make));
  describe('acts', () => actContract(make));
}
