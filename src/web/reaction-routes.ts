// `POST /a/SLUG/reactions`: somebody chooses a reaction, or takes it back.
import type { FastifyInstance } from 'fastify';
import type { ActAnswers } from './act-answers.ts';
import { MAX_BODY_BYTES, readFields } from './act-fields.ts';
import { reactionLimits } from './act-limits.ts';
import type { ActCode } from './act-messages.ts';
import type { ActDeps } from './act-settings.ts';
import type { ArticlePages, ArticleRoute } from './article-pages.ts';
import { checkFormToken } from './form-token.ts';
import { articlePath, basePath, type SiteFacts } from './site-facts.ts';
import type { VisitorReader } from './visitors.ts';

interface ReactionRouteDeps {
  readonly acts: ActDeps;
  readonly articles: ArticlePages;
  readonly answers: ActAnswers;
  readonly visitors: VisitorReader;
  site(): SiteFacts;
  now(): number;
}

export function addReactionRoute(scope: FastifyInstance, deps: ReactionRouteDeps): void {
  const { acts, articles, answers, visitors, site, now } = deps;

  scope.post<ArticleRoute>('/a/:slug/reactions', { bodyLimit: MAX_BODY_BYTES }, async (request, reply) => {
    const kinds = acts.settings().reactions.map(({ id }) => id);
    const loaded = kinds.length > 0 ? await articles.load(request.params.slug) : null;
    if (loaded === null) return answers.unknown(request, reply);
    const { id: articleId, slug } = loaded.view.article;
    const at = now();
    const visitor = await visitors.read(request, at);
    const fields = readFields(request.body, ['add', 'remove', 'token']);
    const again = (code: ActCode, retryAfterMs?: number) =>
      answers.again(request, reply, {
        ...{ code, where: 'reactions', loaded, visitor },
        ...(retryAfterMs !== undefined && { retryAfterMs }),
      });

    const isOn = fields.add !== '';
    const kind = isOn ? fields.add : fields.remove;
    if (!kinds.includes(kind)) return again('unknown-kind');
    if (checkFormToken(await acts.store.formSecret(), slug, fields.token, at) === 'stale') return again('stale');
    if ((await acts.store.ofArticle(articleId, null)).isClosed) return again('closed');
    const waitMs = await acts.store.tally(reactionLimits(visitor.addressKey, articleId), at);
    if (waitMs > 0) return again('busy', waitMs);

    await acts.store.saveReaction({ articleId, kind, visitor: visitor.key, isOn, at });
    const { reactions, own } = await acts.store.ofArticle(articleId, visitor.key);
    const code = isOn ? 'chosen' : 'taken-back';
    return answers.done(request, reply, {
      code,
      slug,
      location: `${basePath(site())}${articlePath(slug)}?done=${code}#reactions`,
      facts: {
        reactions: Object.fromEntries(kinds.map((one) => [one, reactions.get(one) ?? 0])),
        own: kinds.filter((one) => own.has(one)),
      },
    });
  });
}
