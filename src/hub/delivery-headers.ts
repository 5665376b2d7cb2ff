// One delivery of our hub: the whole document, signed with what the subscriber gave us (WebSub sections 7 and 7.1).
import { createHmac } from 'node:crypto';
import type { ChannelDocument } from '../model.ts';

/** Headers of a delivery; `hubUrl` and `selfUrl` tell the subscriber what it is about. */
export function deliveryHeaders(
  document: Pick<ChannelDocument, 'contentType' | 'body'>,
  { hubUrl, selfUrl, secret }: { readonly hubUrl: string; readonly selfUrl: string; readonly secret: string | null },
): Readonly<Record<string, string>> {
  return {
    'content-type': document.contentType,
    link: `<${selfUrl}>; rel="self", <${hubUrl}>; rel="hub"`,
    ...(secret !== null && {
      'x-hub-signature': `sha256=${createHmac('sha256', secret).update(document.body).digest('hex')}`,
    }),
  };
}
