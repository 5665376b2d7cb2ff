// What kind of picture some bytes are, told by the bytes alone: what their server says of them counts for nothing. Only
// pictures made of pixels are known; SVG is a document that may hold scripts.

const HEAD_BYTES = 16;

/** The media type, or null for anything that is not a picture of pixels that browsers show. */
export function imageType(bytes: Uint8Array): string | null {
  const head = Buffer.from(bytes.subarray(0, HEAD_BYTES)).toString('latin1');
  if (head.startsWith('\x89PNG\r\n\x1a\n')) return 'image/png';
  if (head.startsWith('\xff\xd8\xff')) return 'image/jpeg';
  if (head.startsWith('GIF87a') || head.startsWith('GIF89a')) return 'image/gif';
  if (head.startsWith('RIFF') && head.startsWith('WEBP', 8)) return 'image/webp';
  if (head.startsWith('ftypavif', 4) || head.startsWith('ftypavis', 4)) return 'image/avif';
  return null;
}
