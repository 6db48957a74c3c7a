/** `test`, which looks at a record again only when it has changed: a search through long texts is done once. */
export function remembered<T extends { readonly revision: number }>(
  test: (record: T) => boolean,
): (record: T) => boolean {
  const known = new WeakMap<T, { readonly revision: number; readonly answer: boolean }>();
  return (record) => {
    const before = known.get(record);
    if (before?.revision === record.revision) return before.answer;
    const answer = test(record);
    known.set(record, { revision: record.revision, answer });
    return answer;
  };
}
