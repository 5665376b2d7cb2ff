// The sound of the podcasts: one second of a tone as an uncompressed WAV file, so that an enclosure is really there.

const RATE = 8000;
const HEADER_BYTES = 44;

export const AUDIO_BYTES = HEADER_BYTES + RATE;

/** A WAV file (8 bit, mono, 8 kHz) of one second; the pitch follows the name. */
export function makeAudio(pitchHz: number): Buffer {
  const file = Buffer.alloc(AUDIO_BYTES);
  file.write('RIFF', 0, 'latin1');
  file.writeUInt32LE(AUDIO_BYTES - 8, 4);
  file.write('WAVEfmt ', 8, 'latin1');
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(1, 20); // PCM
  file.writeUInt16LE(1, 22); // one channel
  file.writeUInt32LE(RATE, 24);
  file.writeUInt32LE(RATE, 28); // bytes a second
  file.writeUInt16LE(1, 32); // bytes a frame
  file.writeUInt16LE(8, 34); // bits a sample
  file.write('data', 36, 'latin1');
  file.writeUInt32LE(RATE, 40);
  for (let at = 0; at < RATE; at++) {
    const fade = 1 - at / RATE;
    file[HEADER_BYTES + at] = Math.round(128 + 100 * fade * Math.sin((2 * Math.PI * pitchHz * at) / RATE));
  }
  return file;
}
