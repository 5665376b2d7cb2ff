// How long a server in this process takes for an answer, as node:http tells it: from the moment the head of the request is read to
// the moment the whole answer has been handed to the system. What the client does lies before and after.
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { performance } from 'node:perf_hooks';

const STARTED = 'http.server.request.start';
const FINISHED = 'http.server.response.finish';

/** Runs `ask`, which sends one request and reads the answer, `times` times; resolves to the milliseconds of each. */
export async function measureAnswers(times: number, ask: (turn: number) => Promise<void>): Promise<readonly number[]> {
  const measured: number[] = [];
  let startedAt = 0;
  const start = () => {
    startedAt = performance.now();
  };
  const finish = () => {
    measured.push(performance.now() - startedAt);
  };
  subscribe(STARTED, start);
  subscribe(FINISHED, finish);
  try {
    for (let turn = 0; turn < times; turn++) await ask(turn);
  } finally {
    unsubscribe(STARTED, start);
    unsubscribe(FINISHED, finish);
  }
  if (measured.length !== times) throw new Error(`${measured.length} answers to ${times} requests`);
  return measured;
}
