// What kind of picture bytes are, by their first bytes alone: what a server says of them is not believed. SVG is no picture here,
// for it can carry scripts.

/** The media type of a PNG, GIF, JPEG, WebP, AVIF or ICO; null for anything else. */
export function imageType(bytes: Uint8Array): string | null {
  const head = Buffer.from(bytes.subarray(0, 32)).toString('latin1');
  if (head.startsWith('\x89PNG\r\n\x1a\n')) return 'image/png';
  if (/^GIF8[79]a/.test(head)) return 'image/gif';
  if (head.startsWith('\xff\xd8\xff')) return 'image/jpeg';
  if (/^RIFF....WEBP/s.test(head)) return 'image/webp';
  // ISO base media file with AVIF among its brands
  if (/^....ftyp(?:.{4})*?avi[fs]/s.test(head)) return 'image/avif';
  // reserved, type 1, and at least one picture
  return /^\0\0\x01\0(?!\0\0)../s.test(head) ? 'image/x-icon' : null;
}
