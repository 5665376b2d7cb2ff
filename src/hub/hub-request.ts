// What a request to our hub asks for (WebSub section 5.1), checked before anything is done for a stranger. Pure.

/** A request that is worth asking its callback about. */
export interface HubRequest {
  readonly mode: 'subscribe' | 'unsubscribe';
  /** Of our document. */
  readonly path: string;
  /** As the subscriber wrote it: it comes back in the verification. */
  readonly topic: string;
  readonly callback: string;
  readonly secret: string | null;
  readonly leaseSeconds: number;
}

export type HubReading = HubRequest | { readonly refused: string };

/** As many as a lease lasts: an hour at least, so that renewing costs little; ten days when nothing is said (section 5.1). */
const LEASE_SECONDS = { least: 3_600, usual: 864_000, most: 2_592_000 };
const MAX_CALLBACK_CHARS = 1_000;
/** Section 5.1: a secret is less than 200 bytes. */
const MAX_SECRET_BYTES = 199;

/** `topics`: address to path of the documents that can be subscribed to. */
export function readHubRequest(form: URLSearchParams, topics: ReadonlyMap<string, string>): HubReading {
  const mode = form.get('hub.mode');
  if (mode === 'publish') return { refused: 'hub.mode: this hub publishes by itself' };
  if (mode !== 'subscribe' && mode !== 'unsubscribe') return { refused: 'hub.mode: expected subscribe or unsubscribe' };
  const topic = form.get('hub.topic') ?? '';
  const path = topics.get(URL.parse(topic)?.href ?? '');
  if (path === undefined) return { refused: 'hub.topic: not one of our documents' };
  const callback = form.get('hub.callback') ?? '';
  const url = URL.parse(callback);
  if (url === null || !/^https?:$/.test(url.protocol) || callback.length > MAX_CALLBACK_CHARS)
    return { refused: `hub.callback: expected an http or https address of at most ${MAX_CALLBACK_CHARS} characters` };
  if (url.hash !== '' || url.username !== '' || url.password !== '')
    return { refused: 'hub.callback: expected neither a fragment nor credentials' };
  const secret = form.get('hub.secret') || null;
  if (secret !== null && Buffer.byteLength(secret) > MAX_SECRET_BYTES)
    return { refused: `hub.secret: expected at most ${MAX_SECRET_BYTES} bytes` };
  return { mode, path, topic, callback: url.href, secret, leaseSeconds: leaseOf(form.get('hub.lease_seconds')) };
}

function leaseOf(said: string | null): number {
  const seconds = said !== null && /^\d{1,15}$/.test(said) ? Number(said) : LEASE_SECONDS.usual;
  return Math.min(Math.max(seconds, LEASE_SECONDS.least), LEASE_SECONDS.most);
}

/** Where the callback is asked whether it wants that (section 5.3); what its query says already stays. */
export function verificationUrl({ mode, topic, callback, leaseSeconds }: HubRequest, challenge: string): string {
  const url = new URL(callback);
  const query = {
    'hub.mode': mode,
    'hub.topic': topic,
    'hub.challenge': challenge,
    ...(mode === 'subscribe' && { 'hub.lease_seconds': String(leaseSeconds) }),
  };
  for (const [name, value] of Object.entries(query)) url.searchParams.append(name, value);
  return url.href;
}
