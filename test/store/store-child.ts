// Run by tests as a process of its own: opens the store of a folder, does one task, says so line by line.

import { openStore } from '../../src/store/store.ts';
import { countingSanitize } from './counting-sanitize.ts';
import { makeClaim, makeSource, T0, visitNumber } from './records.ts';

const [directory = '', task = '', from = '0'] = process.argv.slice(2);
const store = await openStore({ directory, sanitize: countingSanitize(1) });

switch (task) {
  case 'open':
    console.log('opened');
    await store.close();
    break;
  case 'fetch': {
    const role = await store.takeFetchingRole();
    const claimed = role ? await store.claimDue(makeClaim(T0)) : [];
    console.log(role ? `held ${claimed.length}` : 'refused');
    process.stdin.resume();
    break;
  }
  case 'visit':
    await store.syncSources([makeSource('a')], T0);
    for (let number = Number(from); ; number++) {
      await store.saveVisit(visitNumber(number));
      console.log(`${number}`);
    }
}
