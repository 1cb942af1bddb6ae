/** Commands of SSP that a note validator knows without encryption (GA138, command codes). */
export const COMMAND = {
  reset: 0x01,
  setInhibits: 0x02,
  bezelOn: 0x03,
  bezelOff: 0x04,
  setupRequest: 0x05,
  hostProtocol: 0x06,
  poll: 0x07,
  reject: 0x08,
  disable: 0x09,
  enable: 0x0a,
  serialNumber: 0x0c,
  sync: 0x11,
  lastRejectCode: 0x17,
  hold: 0x18,
  firmwareVersion: 0x20,
  datasetVersion: 0x21,
  getCounters: 0x58,
} as const;

export type CommandName = keyof typeof COMMAND;

export function command(name: CommandName, ...parameters: readonly number[]): Uint8Array {
  return Uint8Array.of(COMMAND[name], ...parameters);
}

/** Nothing is let in. */
export const NO_CHANNEL: ReadonlySet<number> = new Set();

/** Channels that a set-inhibits command covers at least (GA138 always prints two bytes). */
const LEAST_CHANNELS = 16;

/**
 * Lets in exactly these channels (1…n) and no other: one bit per channel, channel 1 lowest, 1 = enabled.
 * @param count channels of the dataset.
 */
export function setInhibits(open: ReadonlySet<number>, count: number): Uint8Array {
  const mask = new Uint8Array(Math.ceil(Math.max(count, LEAST_CHANNELS) / 8));
  for (const channel of open) {
    const index = (channel - 1) >> 3;
    mask[index] = (mask[index] ?? 0) | (1 << ((channel - 1) & 7));
  }
  return command('setInhibits', ...mask);
}
