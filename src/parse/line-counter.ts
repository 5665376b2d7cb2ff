// Offsets to line numbers, for problems and entries; asked mostly in rising order, so it counts on from the last answer.

export interface LineCounter {
  /** Line of an offset, from 1. */
  lineAt(offset: number): number;
}

export function createLineCounter(text: string): LineCounter {
  let line = 1;
  let lineStart = 0;
  // Remembered, because in a text without line ends looking for one means reading all of it.
  let lineEnd = endOfLine(text, 0);
  return {
    lineAt(offset) {
      if (offset < lineStart) {
        line = 1;
        lineStart = 0;
        lineEnd = endOfLine(text, 0);
      }
      while (lineEnd < offset) {
        line += 1;
        lineStart = lineEnd + 1;
        lineEnd = endOfLine(text, lineStart);
      }
      return line;
    },
  };
}

function endOfLine(text: string, from: number): number {
  const found = text.indexOf('\n', from);
  return found < 0 ? text.length : found;
}
