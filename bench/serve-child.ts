// `lostfeed serve --no-fetch` for `bench serve`, saying one line when it listens.
//   node bench/serve-child.ts PORT --config FILE --data DIR
import { main } from '../src/cli/cli.ts';

const [port, ...place] = process.argv.slice(2) as [string, ...string[]];
process.env.LOG_LEVEL = 'silent';
const code = main(['serve', '--no-fetch', '--port', port, ...place]);
for (;;) {
  const up = await fetch(`http://127.0.0.1:${port}/atom.xml`).then(
    (response) => response.ok,
    () => false,
  );
  if (up) break;
}
console.log('listening');
process.exitCode = await code;
