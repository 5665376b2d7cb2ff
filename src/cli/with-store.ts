// The store for commands that only look: opened beside a running service, and never made.
import { SAFE_HTML_VERSION } from '../lib/safe-html-version.ts';
import type { Store } from '../store/store.ts';
import type { Settings } from './settings.ts';

/** Does something with the store of the data folder, or with null where there is none: looking makes none. */
export async function withStore<T>({ dataDirectory }: Settings, work: (store: Store | null) => Promise<T>): Promise<T> {
  const { hasStore, openStore } = await import('../store/store.ts');
  if (!hasStore(dataDirectory)) return work(null);
  const { toSafeHtml } = await import('../lib/safe-html.ts');
  const store = await openStore({
    directory: dataDirectory,
    sanitize: { version: SAFE_HTML_VERSION, toSafeHtml },
  });
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}
