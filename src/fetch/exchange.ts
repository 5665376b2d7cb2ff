// One request and its one response, straight on undici's dispatcher: no streams and no signals of their own, so that a
// 304 costs next to nothing; and a deadline that passes while the request still waits for a connection ends it at once,
// which `request()` cannot do.

import type { Dispatcher } from 'undici';
import { FetchError } from '../errors.ts';
import { SNIPPET_BYTES } from '../lib/snippet.ts';
import type { Deadline } from './deadline.ts';
import { headerValue, type ResponseHeaders } from './response-headers.ts';
import { stopFault, transportFault } from './transport-faults.ts';

const NO_BODY = new Uint8Array();
/** Names and values come in one array. */
const MAX_HEADERS = 500;

export interface Answer {
  readonly status: number;
  readonly headers: ResponseHeaders;
  /** As it came over the wire; its first bytes only, enough for a snippet, unless the status carries a document. */
  readonly body: Uint8Array;
}

/** Statuses whose body is the representation asked for; of any other body only the beginning is taken off the wire. */
export function carriesDocument(status: number): boolean {
  return status === 200 || status === 203 || status === 226;
}

/**
 * Sends a GET for `url`, or a POST with `form` as its body, and gives the answer when it is complete. An answer whose
 * body does not matter is given even when that body is cut short.
 *
 * @param maxBytes bound on the body, as it comes over the wire
 * @throws FetchError for whatever goes wrong below HTTP, without naming the address
 */
export function exchange(
  dispatcher: Dispatcher,
  url: URL,
  headers: Readonly<Record<string, string>>,
  maxBytes: number,
  deadline: Deadline,
  form: string | Uint8Array | null = null,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    let controller: Dispatcher.DispatchController | null = null;
    let over = false;
    let status = 0;
    let answerHeaders: ResponseHeaders = {};
    let wireBytes = 0;
    const chunks: Uint8Array[] = [];

    const answer = () => {
      if (over) return;
      over = true;
      deadline.onPassed = null;
      const body = chunks.length > 1 ? Buffer.concat(chunks) : (chunks[0] ?? NO_BODY);
      resolve({ status, headers: answerHeaders, body });
    };
    const fail = (fault: FetchError) => {
      if (status !== 0 && !carriesDocument(status) && deadline.passed !== 'aborted') return answer();
      over = true;
      deadline.onPassed = null;
      reject(fault);
    };
    /** Ends the exchange from our side: undici closes the connection. */
    const cut = (fault: FetchError) => {
      fail(fault);
      controller?.abort(fault);
    };

    if (deadline.passed !== null) return fail(stopFault(deadline.passed));
    deadline.onPassed = () => cut(stopFault(deadline.passed ?? 'timeout'));

    const method = form === null ? 'GET' : 'POST';
    dispatcher.dispatch(
      { origin: url.origin, path: url.pathname + url.search, method, headers, body: form },
      {
        onRequestStart(started) {
          controller = started;
          if (over) started.abort(new Error('the visit is over'));
        },
        onResponseStart(_, statusCode, responseHeaders) {
          if (over || statusCode < 200) return;
          status = statusCode;
          answerHeaders = responseHeaders;
          const raw = controller?.rawHeaders;
          if (Array.isArray(raw) && raw.length > 2 * MAX_HEADERS) {
            status = 0;
            return cut(new FetchError('protocol', `the answer has more than ${MAX_HEADERS} headers`));
          }
          const declared = Number(headerValue(responseHeaders, 'content-length') ?? 0);
          if (declared > maxBytes) {
            cut(new FetchError('too-large', `the body has ${declared} bytes, more than ${maxBytes}`, { status }));
          }
        },
        onResponseData(_, chunk) {
          if (over) return;
          wireBytes += chunk.length;
          if (!carriesDocument(status)) {
            // what is left on the wire is not worth a kept connection
            const room = SNIPPET_BYTES + chunk.length - wireBytes;
            chunks.push(chunk.subarray(0, room));
            if (chunk.length > room) cut(new FetchError('too-large', 'the rest of the body is not read', { status }));
          } else if (wireBytes > maxBytes) {
            cut(new FetchError('too-large', `the body has more than ${maxBytes} bytes`, { status }));
          } else {
            chunks.push(chunk);
          }
        },
        onResponseEnd() {
          // undici takes its connection back one turn from now; a request before that would have to open another.
          process.nextTick(setImmediate, answer);
        },
        onResponseError(_, error) {
          if (!over) fail(transportFault(error, status === 0 ? null : status));
        },
      },
    );
  });
}
