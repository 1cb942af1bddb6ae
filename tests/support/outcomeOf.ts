/** What a promise answers, with time going by meanwhile: `until` lets it go by until a condition holds. */
export async function outcomeOf<Value>(promise: Promise<Value>, until: (settled: () => boolean) => Promise<void>): Promise<Value> {
  let settled = false;
  const mark = (): void => {
    settled = true;
  };
  promise.then(mark, mark);
  await until(() => settled);
  return promise;
}
