// Embedded players made links: frames never reach a reader, but a post that is only a video must not come out empty.

const FRAME = /<iframe\b([^<>]*)>/gi;
const SOURCE = /\bsrc\s*=[\s"']*(?:https?:)?\/\/(?:www\.)?([a-z.-]+)\/(?:embed|video)\/([\w-]{4,20})\b/i;
const WATCH_PAGES: Readonly<Record<string, string>> = {
  'youtube.com': 'https://www.youtube.com/watch?v=',
  'youtube-nocookie.com': 'https://www.youtube.com/watch?v=',
  'player.vimeo.com': 'https://vimeo.com/',
};

/** Puts a link to the video's page before each frame of a known player; the sanitizer then drops the frame. */
export function linkPlayers(html: string): string {
  if (!/<iframe/i.test(html)) return html;
  return html.replace(FRAME, (frame, attributes: string) => {
    const [, host, id] = SOURCE.exec(attributes) ?? [];
    const page = host === undefined ? undefined : WATCH_PAGES[host.toLowerCase()];
    if (page === undefined || id === undefined || id === 'videoseries') return frame;
    return `<a href="${page}${id}">${page}${id}</a>${frame}`;
  });
}
