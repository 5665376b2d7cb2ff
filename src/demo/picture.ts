// Real pictures without a single file: PNGs of a gradient under a grid of squares, drawn from a name.

import { crc32, deflateSync } from 'node:zlib';
import { makeRandom } from './random.ts';

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const CELL = 40;

type Rgb = readonly [number, number, number];

/** A PNG (8 bit, true colour; RFC 2083) that is always the same for the same name. */
export function makePicture(name: string, width: number, height: number): Buffer {
  const random = makeRandom('picture', name);
  const colour = (): Rgb => [40 + random.int(190), 40 + random.int(190), 40 + random.int(190)];
  const [from, to] = [colour(), colour()];
  const columns = Math.ceil(width / CELL);
  const light = Array.from({ length: columns * Math.ceil(height / CELL) }, () => random.int(60) - 20);
  const rowBytes = 1 + width * 3; // each row begins with its filter: none
  const pixels = Buffer.alloc(rowBytes * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const part = (x / width + y / height) / 2;
      const lift = light[Math.floor(y / CELL) * columns + Math.floor(x / CELL)] ?? 0;
      for (const channel of [0, 1, 2] as const) {
        const value = from[channel] * (1 - part) + to[channel] * part + lift;
        pixels[y * rowBytes + 1 + x * 3 + channel] = Math.max(0, Math.min(255, Math.round(value)));
      }
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([
    SIGNATURE,
    makeChunk('IHDR', header),
    makeChunk('IDAT', deflateSync(pixels, { level: 6 })),
    makeChunk('IEND', Buffer.alloc(0)),
  ]);
}

function makeChunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const chunk = Buffer.alloc(body.length + 8);
  chunk.writeUInt32BE(data.length, 0);
  body.copy(chunk, 4);
  chunk.writeUInt32BE(crc32(body), body.length + 4);
  return chunk;
}
