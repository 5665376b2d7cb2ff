// What happened to a source, in words for its operator. All of it may be shown to anyone: of a failure it has what the code
// means, never the message of the moment, which may quote what a server in the operator's network said.
import { ERRORS, type ErrorCode, REMEDIES } from '../errors.ts';
import type { SourceEvent } from '../model.ts';
import { toAddress } from './address.ts';

export interface EventText {
  /** Such as `lwn does not work`; without a full stop. */
  readonly title: string;
  /** What happened, in a sentence or two. */
  readonly happened: string;
  /** What to do about it; null: nothing. */
  readonly remedy: string | null;
}

/** Plain text throughout. */
export function describeEvent({ kind, sourceId, url, code, status, since, other }: SourceEvent): EventText {
  const { meaning, remedy } = explainCode(code, status);
  const began = since === null ? '' : ` since ${toMinute(since)}`;
  switch (kind) {
    case 'broke':
      return { title: `${sourceId} does not work`, happened: `No visit${began} could read it: ${meaning}.`, remedy };
    case 'recovered':
      return { title: `${sourceId} works again`, happened: `It had failed${began}.`, remedy: null };
    case 'throttled':
      return { title: `${sourceId} asks us to slow down`, happened: `${capital(meaning)}.`, remedy };
    case 'silent':
      return {
        title: `${sourceId} has fallen silent`,
        happened: `Nothing new has come from it${began}, which is much longer than usual. It can be read.`,
        remedy: 'Look at its site: it may have ended, or have another feed by now. It is still asked.',
      };
    case 'suspect':
      return {
        title: `${sourceId} reads like another feed`,
        happened: 'What it brings differs so much from what it brought before that its new articles are held.',
        remedy: `Look at what it says today; if that is in order, \`lostfeed release ${sourceId}\` lists them.`,
      };
    case 'moved':
      return {
        title: `${sourceId} has moved`,
        happened: `It is asked at ${shown(url)} from now on, not at ${shown(other ?? '')} any more.`,
        remedy: '`lostfeed check --fix` writes the address into the configuration where that has another one.',
      };
    case 'elsewhere':
      return {
        title: `${sourceId} has become a web page`,
        happened: `There is no feed at ${shown(url)} now, but a page that names another one: ${shown(other ?? '')}. It is not followed.`,
        remedy: 'If that is the feed you mean, put its address into the configuration in place of the old one.',
      };
    case 'merged':
      return {
        title: `${sourceId} is not asked any more`,
        happened: `It has come to the address of ${other}, which has its articles now.`,
        remedy,
      };
    case 'left-out':
      return {
        title: `An article of ${sourceId} is left out`,
        happened:
          'Readers would not read what it says, so that documents of the channel go out without it until it changes.',
        remedy: `Report it with what \`lostfeed explain ${other}\` says of it.`,
      };
    case 'gone':
      return { title: `${sourceId} is gone`, happened: `${capital(meaning)}.`, remedy };
  }
}

/** An address as anyone may see it. */
function shown(address: string): string {
  return toAddress(address, null) ?? 'an address that cannot be shown';
}

/** A moment for people, such as `2026-11-22 17:04 UTC`. */
export function toMinute(at: number): string {
  return `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

/** A stored code may be one that this version does not know. */
function explainCode(
  code: string | null,
  status: number | null,
): { readonly meaning: string; readonly remedy: string | null } {
  if (code === null || !Object.hasOwn(ERRORS, code)) return { meaning: code ?? 'for an unknown reason', remedy: null };
  // the other codes say which status it was
  const number = code === 'http-status' && status !== null ? ` (${status})` : '';
  return { meaning: ERRORS[code as ErrorCode] + number, remedy: REMEDIES[code as ErrorCode] };
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
