// Writes docs/feeds.config.schema.json; run by `npm run schema` after a change of the schema. A test holds them together.
import { writeFileSync } from 'node:fs';
import { configJsonSchema } from './schema.ts';

const target = new URL('../../docs/feeds.config.schema.json', import.meta.url);
writeFileSync(target, `${JSON.stringify(configJsonSchema(), null, 2)}\n`);
