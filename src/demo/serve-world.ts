// Routes the requests that reach the world: feeds, pages, pictures and sounds, all by path.

import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { answerVisit, sendPage } from './answer.ts';
import { makeAudio } from './audio.ts';
import type { Life } from './life.ts';
import { makeArticlePage, makeFrontPage, makeHomePage } from './pages.ts';
import { makePicture } from './picture.ts';
import { hash } from './random.ts';
import { type DemoDocument, renderDocument, toFeedPath } from './render.ts';
import { conductAt } from './spec.ts';

/** The world as it is now. */
export interface Present {
  readonly origin: string;
  step(): number;
  /** By source id. */
  lives(): ReadonlyMap<string, Life>;
}

export function createRequestListener(present: Present): RequestListener {
  const rendered = new Map<string, { life: Life; document: DemoDocument }>();

  /** Rendered once per change, however often it is asked for. */
  function documentOf(life: Life): DemoDocument {
    const known = rendered.get(life.spec.id);
    if (known?.life === life) return known.document;
    const document = renderDocument(life, present.origin);
    rendered.set(life.spec.id, { life, document });
    return document;
  }

  function answerSource(request: IncomingMessage, response: ServerResponse, life: Life, url: URL): void {
    const { spec } = life;
    const feedPath = toFeedPath(spec);
    const file = feedPath.slice(spec.id.length + 2);
    const rest = url.pathname.slice(spec.id.length + 2);
    const hop = /^hop-([1-9])\/(.+)$/.exec(rest);
    if ((hop?.[2] ?? rest) === file) {
      const toHop = (count: number): string => (count === 0 ? feedPath : `/${spec.id}/hop-${count}/${file}`);
      answerVisit({
        request,
        response,
        spec,
        conduct: conductAt(spec, present.step()),
        hop: Number(hop?.[1] ?? 0),
        toHop,
        document: () => documentOf(life),
      });
      return;
    }
    const serial = Number(/^(\d+)[-a-z0-9]*\/$/.exec(rest)?.[1] ?? url.searchParams.get('p'));
    const item = life.items.find((candidate) => candidate.serial === serial);
    if (item !== undefined) sendHtml(response, makeArticlePage(life, item));
    else if (rest === '') sendHtml(response, makeHomePage(life));
    else sendPage(response, 404, 'Nothing at this address');
  }

  return (request, response) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      sendPage(response, 405, 'Only GET and HEAD', { allow: 'GET, HEAD' });
      return;
    }
    const url = URL.parse(request.url ?? '/', present.origin);
    const [, first = '', name = ''] = url?.pathname.split('/') ?? [];
    const life = present.lives().get(first);
    const media = /^([a-z0-9-]{1,64})\.(png|wav)$/.exec(name);
    if (url?.pathname === '/') sendHtml(response, makeFrontPage(present.lives().values()));
    else if (url !== null && life !== undefined) answerSource(request, response, life, url);
    else if (first === 'img' && media?.[1] !== undefined)
      sendMedia(response, 'image/png', makePicture(media[1], 640, 360));
    else if (first === 'audio' && media?.[1] !== undefined)
      sendMedia(response, 'audio/wav', makeAudio(220 + (hash(media[1]) % 440)));
    else sendPage(response, 404, 'Nothing at this address');
  };
}

function sendHtml(response: ServerResponse, page: string): void {
  response.writeHead(200, {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'",
  });
  response.end(page);
}

/** Pictures and sounds are the same for ever. */
function sendMedia(response: ServerResponse, contentType: string, bytes: Buffer): void {
  response.writeHead(200, {
    'content-type': contentType,
    'content-length': bytes.length,
    'cache-control': 'public, max-age=86400, immutable',
  });
  response.end(bytes);
}
