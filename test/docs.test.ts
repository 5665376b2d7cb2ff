// Holds the documents to the program: every command, flag, exit code, error code and configuration key exists in both.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeProgram } from '../src/cli/cli.ts';
import { EXIT } from '../src/cli/exit-codes.ts';
import { configJsonSchema } from '../src/config/config.ts';
import { ERRORS, PROBLEMS, REMEDIES } from '../src/errors.ts';

const ROOT = resolve(import.meta.dirname, '..');
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');
const documents = [
  'README.md',
  ...readdirSync(join(ROOT, 'docs'))
    .filter((f) => f.endsWith('.md'))
    .map((f) => `docs/${f}`),
];

/** The first cell of each table row under a heading. */
function codesUnder(markdown: string, heading: string): string[] {
  const section = markdown.split(`\n## ${heading}\n`)[1]?.split('\n## ')[0] ?? '';
  return [...section.matchAll(/^\| `([^`]+)` \|/gm)].map((match) => match[1] as string);
}

interface SchemaNode {
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly items?: SchemaNode;
  readonly anyOf?: readonly SchemaNode[];
}

/** `fetch.every`, `sources[].every`, … of everything with fixed keys. */
function keyPaths(node: SchemaNode, prefix = ''): string[] {
  const own = Object.entries(node.properties ?? {}).flatMap(([key, child]) => {
    const path = prefix ? `${prefix}.${key}` : key;
    return [path, ...keyPaths(child, path)];
  });
  const inItems = node.items ? keyPaths(node.items, `${prefix}[]`) : [];
  return [...own, ...inItems, ...(node.anyOf ?? []).flatMap((branch) => keyPaths(branch, prefix))];
}

describe('documentation', () => {
  it('lists every error and problem code, and no other', () => {
    const errors = read('docs/errors.md');
    expect(codesUnder(errors, 'Errors')).toEqual(Object.keys(ERRORS));
    expect(codesUnder(errors, 'Problems')).toEqual(Object.keys(PROBLEMS));
  });

  it('says of every error what the program says can be done', () => {
    const section = read('docs/errors.md').split('\n## Errors\n')[1]?.split('\n## ')[0] ?? '';
    const rows = [...section.matchAll(/^\| `([^`]+)` \|[^|]*\| (.*) \|$/gm)];
    const said = rows.map(([, code, remedy]) => [code, remedy?.replace(/\[([^\]]+)\]\([^)]+\)/g, '$1')]);
    expect(said).toEqual(Object.entries(REMEDIES));
  });

  it('lists every command with every flag of its own, and no other', () => {
    const commands = read('docs/commands.md');
    const program = makeProgram(() => {});
    const sections = [...commands.matchAll(/^## ([a-z]+)$/gm)].map((match) => match[1]);
    expect(sections).toEqual(program.commands.map((command) => command.name()));
    for (const command of program.commands) {
      const section = commands.split(`\n## ${command.name()}\n`)[1]?.split('\n## ')[0] ?? '';
      const flags = command.options
        .map((option) => option.long as string)
        .filter((f) => f !== '--config' && f !== '--data');
      const named = new Set([...section.matchAll(/--[a-z][a-z-]+/g)].map((match) => match[0]));
      expect([...named].filter((flag) => flags.includes(flag)).sort(), command.name()).toEqual([...flags].sort());
      const other = program.commands.flatMap((one) => one.options.map((option) => option.long));
      expect(
        [...named].filter((flag) => !other.includes(flag)),
        command.name(),
      ).toEqual([]);
    }
  });

  it('lists every exit code', () => {
    const commands = read('docs/commands.md');
    for (const code of Object.values(EXIT)) expect(commands).toMatch(new RegExp(`^\\|[^|]*\\b${code}\\b[^|]*\\|`, 'm'));
  });

  it('lists every configuration key, and no other', () => {
    const configuration = read('docs/configuration.md');
    const paths = [...new Set(keyPaths(configJsonSchema() as SchemaNode))].filter((path) => path !== '$schema');
    const missing = paths.filter((path) => !configuration.includes(`\`${path}\``));
    expect(missing).toEqual([]);
    const roots = [...new Set(paths.map((path) => path.split(/[.[]/)[0]))];
    const mentioned = [...configuration.matchAll(/`([a-z]+(?:\[\])?(?:\.[a-zA-Z]+(?:\[\])?)+)`/g)].map(
      (m) => m[1] as string,
    );
    const invented = mentioned.filter(
      (path) => roots.includes(path.split(/[.[]/)[0] as string) && !paths.includes(path.replace(/\[\]$/, '')),
    );
    expect(invented).toEqual([]);
  });

  it('links only to files that exist', () => {
    const broken = documents.flatMap((document) =>
      [...read(document).matchAll(/\]\((?!https?:|#|mailto:)([^)#]+)[^)]*\)/g)]
        .map((match) => match[1] as string)
        .filter((target) => !existsSync(join(ROOT, dirname(document), target)))
        .map((target) => `${document} -> ${target}`),
    );
    expect(broken).toEqual([]);
  });

  it('names only npm scripts that exist', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    const named = documents.flatMap((d) =>
      [...read(d).matchAll(/npm run (?:-s )?([a-z]+)/g)].map((m) => m[1] as string),
    );
    expect(named.filter((name) => !(name in scripts))).toEqual([]);
  });
});
