/** The first byte of every reply (GA138, generic responses). */
export const GENERIC_REPLIES = {
  0xf0: 'ok',
  0xf2: 'command-not-known',
  0xf3: 'wrong-number-of-parameters',
  0xf4: 'parameter-out-of-range',
  0xf5: 'command-cannot-be-processed',
  0xf6: 'software-error',
  0xf8: 'fail',
  0xfa: 'key-not-set',
} as const;

export type GenericReply = (typeof GENERIC_REPLIES)[keyof typeof GENERIC_REPLIES];

const names: ReadonlyMap<number, GenericReply> = new Map(
  Object.entries(GENERIC_REPLIES).map(([code, name]) => [Number(code), name] as const),
);

/** Names the first byte of a reply, or null when it is no generic reply at all. */
export function genericReply(data: Uint8Array): GenericReply | null {
  const [code] = data;
  return code === undefined ? null : (names.get(code) ?? null);
}
