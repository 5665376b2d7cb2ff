import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { configJsonSchema, describeConfigError, loadConfig, parseConfig } from '../../src/config/config.ts';
import type { ConfigError } from '../../src/errors.ts';

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

interface JsonSchema {
  readonly description?: string;
  readonly default?: unknown;
  readonly $ref?: string;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly items?: JsonSchema;
  readonly additionalProperties?: JsonSchema | false;
  readonly anyOf?: readonly JsonSchema[];
  readonly required?: readonly string[];
  readonly definitions?: Readonly<Record<string, JsonSchema>>;
}

/** Every key with its path as the manual writes it: `sources[].every`, `categories.*.label`. */
function keysOf(schema: JsonSchema, path = ''): { path: string; schema: JsonSchema; isRequired: boolean }[] {
  const own = Object.entries(schema.properties ?? {}).flatMap(([name, inner]) => {
    const key = path === '' ? name : `${path}.${name}`;
    return [{ path: key, schema: inner, isRequired: schema.required?.includes(name) ?? false }, ...keysOf(inner, key)];
  });
  const map = schema.additionalProperties;
  return [
    ...own,
    ...(schema.items === undefined ? [] : keysOf(schema.items, `${path}[]`)),
    ...(map === undefined || map === false ? [] : keysOf(map, `${path}.*`)),
    ...(schema.anyOf ?? []).flatMap((variant) => keysOf(variant, path)),
  ];
}

const schema = configJsonSchema() as JsonSchema;
const keys = keysOf(schema);
const condition = keysOf(schema.definitions?.condition ?? {});
const manual = read('docs/configuration.md');

describe('the JSON Schema', () => {
  it('is what docs/feeds.config.schema.json holds (npm run schema)', () => {
    expect(JSON.parse(read('docs/feeds.config.schema.json'))).toEqual(schema);
  });

  it('has words for every key, and its default where one may leave it out', () => {
    expect(keys.length).toBeGreaterThan(60);
    expect(condition.length).toBe(7);
    for (const key of [...keys, ...condition])
      expect([key.path, key.schema.description]).toEqual([key.path, expect.any(String)]);
    const free = keys.filter(({ path, isRequired }) => !isRequired && !/^\$schema$|^rules\[\]/.test(path));
    for (const key of free) expect([key.path, key.schema.default]).not.toEqual([key.path, undefined]);
  });

  it('states the defaults that the parser fills in', () => {
    const defaults = Object.fromEntries(
      keys.flatMap(({ path, schema }) =>
        /^(channel|fetch|publish|site)\.\w+$/.test(path) ? [[path, schema.default]] : [],
      ),
    );
    const written: Record<string, Record<string, unknown>> = {};
    for (const [path, value] of Object.entries(defaults)) {
      const [section = '', key = ''] = path.split('.');
      written[section] = { ...written[section], [key]: value };
    }
    expect(parseConfig(JSON.stringify(written), 'x')).toEqual(parseConfig('{}', 'x'));
  });
});

describe('docs/configuration.md', () => {
  it('explains every key and no other', () => {
    const explained = new Set([...manual.matchAll(/^\| `([\w.$*[\]]+)` \|/gm)].map(([, path]) => path));
    const known = [...keys.map(({ path }) => path), ...condition.map(({ path }) => path)];
    expect([...explained].sort()).toEqual([...new Set(known)].sort());
  });

  it('shows examples that are right', () => {
    const examples = [...manual.matchAll(/^```jsonc\n(.*?)^```/gms)].map(([, text]) => text ?? '');
    expect(examples.length).toBeGreaterThan(3);
    for (const example of examples) expect(() => parseConfig(example, 'docs/configuration.md')).not.toThrow();
  });

  it('shows faults as they are told', () => {
    const [, text = '', told = ''] = /^```json\n(.*?)^```.*?^```text\n(.*?)^```/ms.exec(manual) ?? [];
    const faults = () => parseConfig(text, 'feeds.config.json');
    expect(faults).toThrow();
    try {
      faults();
    } catch (error) {
      expect(`${describeConfigError(error as ConfigError)}\n`).toBe(told);
    }
  });
});

describe('feeds.config.json', () => {
  it('is a good example: about thirty sources with ids of their own, each in a category with a badge', async () => {
    const config = await loadConfig(new URL('../../feeds.config.json', import.meta.url).pathname, null);
    expect(config.sources.length).toBeGreaterThanOrEqual(30);
    expect(config.categories).toContainEqual({ id: 'old-internet', label: 'Old Internet', emoji: '🌐' });
    const badges = new Set(config.categories.map(({ id }) => id));
    for (const { category } of config.sources) expect(badges).toContain(category);
    expect(config.warnings).toEqual([expect.stringContaining('channel.url')]);
    const ids = [...read('feeds.config.json').matchAll(/"id": "([^"]+)"/g)].map(([, id]) => id);
    expect(config.sources.map(({ id }) => id)).toEqual(ids);
  });
});
