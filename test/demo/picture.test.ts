import { crc32, inflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { AUDIO_BYTES, makeAudio } from '../../src/demo/audio.ts';
import { makePicture } from '../../src/demo/picture.ts';

/** The chunks of a PNG, with their checksums verified. */
function chunksOf(png: Buffer): Record<string, Buffer> {
  const chunks: Record<string, Buffer> = {};
  for (let at = 8; at < png.length; ) {
    const length = png.readUInt32BE(at);
    const body = png.subarray(at + 4, at + 8 + length);
    expect(png.readUInt32BE(at + 8 + length)).toBe(crc32(body));
    chunks[body.toString('latin1', 0, 4)] = body.subarray(4);
    at += length + 12;
  }
  return chunks;
}

test('a picture is a PNG of the size asked for, with every row in it', () => {
  const png = makePicture('a-name', 64, 36);
  expect(png.subarray(0, 8)).toEqual(Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'));
  const { IHDR, IDAT, IEND } = chunksOf(png);
  expect([IHDR?.readUInt32BE(0), IHDR?.readUInt32BE(4), IHDR?.[8], IHDR?.[9]]).toEqual([64, 36, 8, 2]);
  const pixels = inflateSync(IDAT ?? Buffer.alloc(0));
  expect(pixels.length).toBe(36 * (1 + 64 * 3));
  expect(new Set(pixels).size).toBeGreaterThan(20);
  expect(IEND).toHaveLength(0);
});

test('the same name gives the same picture, another name another one', () => {
  expect(makePicture('one', 40, 40)).toEqual(makePicture('one', 40, 40));
  expect(makePicture('one', 40, 40)).not.toEqual(makePicture('two', 40, 40));
});

test('a sound is a WAV file whose lengths agree', () => {
  const wav = makeAudio(440);
  expect(wav.length).toBe(AUDIO_BYTES);
  expect(wav.readUInt32LE(4)).toBe(wav.length - 8);
  expect(wav.readUInt32LE(40)).toBe(wav.length - 44);
  expect(new Set(wav.subarray(44)).size).toBeGreaterThan(50);
});
