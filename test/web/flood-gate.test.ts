// Who is counted, by the address of the connection; what is answered is tested with the documents.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { describe, expect, test } from 'vitest';
import { createFloodGate, WHOLE_DOCUMENTS_A_MINUTE } from '../../src/web/flood-gate.ts';

/** What is refused of one document more than an address gets. */
function refusalsOf(remoteAddress: string): readonly number[] {
  const gate = createFloodGate(() => 0);
  const statuses: number[] = [];
  const answer = { writeHead: (status: number) => ({ end: () => statuses.push(status) }) };
  const request = { method: 'GET', headers: {}, socket: { remoteAddress } };
  for (let n = 0; n <= WHOLE_DOCUMENTS_A_MINUTE; n++) {
    gate(request as unknown as IncomingMessage, answer as unknown as ServerResponse);
  }
  return statuses;
}

describe('who fetches whole documents over and over', () => {
  const near = ['127.0.0.1', '::ffff:127.0.0.1', '10.0.0.1', '172.16.0.1', '172.31.255.255', '192.168.1.1', '::1', ''];
  test.each([...near, 'fc00::1', 'fdff:1::', 'fe80::1', 'febf::1'])('is not counted as a neighbour: %s', (address) => {
    expect(refusalsOf(address)).toEqual([]);
  });

  const far = ['128.0.0.1', '12.7.0.1', '100.0.0.1', '172.15.0.1', '172.32.0.1', '192.169.1.1', '::ffff:192.0.2.1'];
  test.each([...far, '2001:db8::1', '::2', 'fe::1', 'fec0::1', 'ff02::1', '2001:fd00::1'])(
    'is refused from afar: %s',
    (address) => {
      expect(refusalsOf(address)).toEqual([429]);
    },
  );
});
