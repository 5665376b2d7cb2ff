// The way from text to Config: read as JSON, checked key by key and between keys, resolved. Either all of it is right or
// a ConfigError lists everything that is wrong.
import { ConfigError, type ConfigFault } from '../errors.ts';
import type { Config } from '../model.ts';
import { crossFindings } from './cross-checks.ts';
import { readDocument } from './document.ts';
import { describeFault, expectation, formatPath, placeFaults, toFindings } from './faults.ts';
import { resolveConfig } from './resolve.ts';
import { file as fileSchema } from './schema.ts';

/** The configuration a text stands for; `file` names it in faults. Throws ConfigError with all faults at once. */
export function parseConfig(text: string, file: string): Config {
  const document = readDocument(text.replace(/^\uFEFF/, ''));
  if ('faults' in document) {
    throw configError(
      'config-syntax',
      document.faults.map((fault) => ({ file, path: '', ...fault })),
    );
  }
  const parsed = fileSchema.safeParse(document.value, { error: expectation });
  const findings = [
    ...document.findings,
    ...toFindings(parsed.error?.issues ?? [], document.value),
    ...crossFindings(document.value, (path) => `${formatPath(path)} (line ${document.place(path, 'value').line})`),
  ];
  if (!parsed.success || findings.length > 0)
    throw configError('config-invalid', placeFaults(findings, document, file));
  return resolveConfig(parsed.data);
}

function configError(code: 'config-syntax' | 'config-invalid', faults: readonly ConfigFault[]): ConfigError {
  const [first] = faults;
  const others = faults.length > 1 ? ` (and ${faults.length - 1} more)` : '';
  return new ConfigError(code, `${first === undefined ? '' : describeFault(first)}${others}`, faults);
}
