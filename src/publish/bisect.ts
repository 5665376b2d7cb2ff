// Which of many cannot be read, found with few readings: all at once, then the halves of whatever cannot.

/**
 * Those that cannot be read alone, each with what `read` says of it (null: it can be read). Of n with k bad ones some 2 k log n
 * readings are made, and one when all are good. What can be read alone is not named, should it be wrong beside another.
 */
export async function bisect<T>(
  all: readonly T[],
  read: (some: readonly T[]) => Promise<string | null>,
): Promise<readonly { readonly one: T; readonly message: string }[]> {
  const message = await read(all);
  if (message === null) return [];
  const [one] = all;
  if (one === undefined) return [];
  if (all.length === 1) return [{ one, message }];
  const middle = all.length >> 1;
  return [...(await bisect(all.slice(0, middle), read)), ...(await bisect(all.slice(middle), read))];
}
