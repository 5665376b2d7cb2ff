// Texts of plain ASCII, which most are, as bytes: looking at each character of a string costs several times as much.

/** Texts worth the detour, and no more than is worth keeping memory for. */
const LEAST_CHARS = 64;
const MOST_CHARS = 64 * 1024;

const encoder = new TextEncoder();
let bytes: Buffer | null = null;

/** The bytes of a text, the caller's until the next call; null unless it is all ASCII, and neither short nor huge. */
export function asciiBytes(text: string): Buffer | null {
  if (text.length < LEAST_CHARS || text.length > MOST_CHARS) return null;
  bytes ??= Buffer.alloc(MOST_CHARS + 3);
  // any other character takes more bytes than it is long
  const { read, written } = encoder.encodeInto(text, bytes);
  return read === text.length && written === text.length ? bytes : null;
}
