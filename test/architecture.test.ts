// Holds the house rules of the source tree: who may import whom, no cycles, one home for each package, names and size.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = resolve(import.meta.dirname, '..');
const SRC = join(ROOT, 'src');
const STAGES = [
  'config',
  'schedule',
  'fetch',
  'parse',
  'discovery',
  'normalize',
  'store',
  'publish',
  'web',
  'websub',
  'hub',
  'demo',
];

interface SourceFile {
  readonly path: string;
  readonly text: string;
  readonly imports: readonly string[];
}

const files: readonly SourceFile[] = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts'))
  .map((path) => {
    const text = readFileSync(join(SRC, path), 'utf8');
    const statements = text.matchAll(/^(?:import|export) [^;'"]*? from '([^']+)'|\bimport\('([^']+)'\)/gm);
    const imports = [...statements].map((match) => (match[1] ?? match[2]) as string);
    return { path, text, imports };
  });

const folderOf = (path: string) => (path.includes('/') ? (path.split('/')[0] as string) : '');
const targetOf = (file: SourceFile, specifier: string) => relative(SRC, resolve(SRC, dirname(file.path), specifier));
const localImports = (file: SourceFile) =>
  file.imports.filter((name) => name.startsWith('.')).map((name) => targetOf(file, name));

describe('architecture', () => {
  it('lets a stage import only itself, lib, the model and the errors', () => {
    const strays = files
      .filter((file) => STAGES.includes(folderOf(file.path)))
      .flatMap((file) =>
        localImports(file)
          .filter((target) => !['', 'lib', folderOf(file.path)].includes(folderOf(target)))
          .concat(localImports(file).filter((t) => folderOf(t) === '' && !['model.ts', 'errors.ts'].includes(t)))
          .map((target) => `${file.path} -> ${target}`),
      );
    expect(strays).toEqual([]);
  });

  it('lets lib import only lib, the model and the errors, and the model and the errors nothing', () => {
    const strays = files
      .filter((file) => folderOf(file.path) === 'lib')
      .flatMap((file) =>
        localImports(file)
          .filter((target) => folderOf(target) !== 'lib' && !['model.ts', 'errors.ts'].includes(target))
          .map((target) => `${file.path} -> ${target}`),
      );
    expect(strays).toEqual([]);
    for (const name of ['model.ts', 'errors.ts']) {
      expect(files.find((file) => file.path === name)?.imports).toEqual([]);
    }
  });

  it('enters a folder only by its door', () => {
    const strays = files.flatMap((file) =>
      localImports(file)
        .filter((target) => {
          const folder = folderOf(target);
          return (
            folder !== '' && folder !== 'lib' && folder !== folderOf(file.path) && target !== `${folder}/${folder}.ts`
          );
        })
        .map((target) => `${file.path} -> ${target}`),
    );
    expect(strays).toEqual([]);
  });

  it('has no cycles, types included', () => {
    const graph = new Map(files.map((file) => [file.path, localImports(file)]));
    const done = new Set<string>();
    const cycles: string[] = [];
    const walk = (path: string, trail: readonly string[]): void => {
      if (trail.includes(path)) {
        cycles.push([...trail.slice(trail.indexOf(path)), path].join(' -> '));
        return;
      }
      if (done.has(path)) return;
      for (const next of graph.get(path) ?? []) walk(next, [...trail, path]);
      done.add(path);
    };
    for (const path of graph.keys()) walk(path, []);
    expect(cycles).toEqual([]);
  });

  it('imports only files that exist', () => {
    const known = new Set(files.map((file) => file.path));
    const strays = files.flatMap((file) =>
      localImports(file)
        .filter((target) => !known.has(target) && target.endsWith('.ts'))
        .map((target) => `${file.path} -> ${target}`),
    );
    expect(strays).toEqual([]);
  });

  it('gives each package one home', () => {
    const homes = new Map<string, Set<string>>();
    for (const file of files) {
      for (const name of file.imports.filter((one) => !one.startsWith('.') && !one.startsWith('node:'))) {
        const parts = name.split('/');
        const packageName = name.startsWith('@') ? parts.slice(0, 2).join('/') : (parts[0] as string);
        homes.set(packageName, (homes.get(packageName) ?? new Set()).add(folderOf(file.path)));
      }
    }
    const shared = [...homes].filter(([, folders]) => folders.size > 1).map(([name, folders]) => [name, [...folders]]);
    expect(shared).toEqual([]);
    const { dependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
      dependencies: Record<string, string>;
    };
    expect([...homes.keys()].sort()).toEqual(Object.keys(dependencies).sort());
  });

  it('names files by what they hold, opens each with what it is for, and keeps them small', () => {
    const forbidden = /(^|[/-])(index|utils?|helpers?|common|misc|manager|handlers?-base|base)\.ts$/;
    expect(files.filter((file) => forbidden.test(file.path)).map((file) => file.path)).toEqual([]);
    expect(files.filter((file) => !/^[a-z0-9/-]+\.ts$/.test(file.path)).map((file) => file.path)).toEqual([]);
    expect(files.filter((file) => !/^(#!.*\n)?(\/\/|\/\*)/.test(file.text)).map((file) => file.path)).toEqual([]);
    const prose = /(^demo\/|^model\.ts$|stylesheet|tables?\.ts$)/;
    const long = files.filter((file) => !prose.test(file.path) && file.text.split('\n').length > 300);
    expect(long.map((file) => file.path)).toEqual([]);
  });

  it('keeps the clock out of the stages', () => {
    const stray = files.filter(
      (file) => STAGES.includes(folderOf(file.path)) && /\bDate\.now\(\)|new Date\(\)/.test(file.text),
    );
    expect(stray.map((file) => file.path)).toEqual([]);
  });
});
