import type { KeyKind } from './accessConditions.ts';

/** A pseudo-APDU as the simulated reader understands it. Block numbers are absolute. */
export type CardCommand =
  | { readonly type: 'get-uid' }
  | { readonly type: 'load-key'; readonly slot: number; readonly key: Uint8Array }
  | { readonly type: 'authenticate'; readonly block: number; readonly kind: KeyKind; readonly slot: number }
  | { readonly type: 'read'; readonly block: number; readonly length: number }
  | { readonly type: 'write'; readonly block: number; readonly data: Uint8Array }
  | { readonly type: 'store-value'; readonly block: number; readonly value: number }
  | { readonly type: 'change-value'; readonly block: number; readonly by: number }
  | { readonly type: 'copy-value'; readonly from: number; readonly to: number }
  | { readonly type: 'read-value'; readonly block: number }
  | { readonly type: 'unknown' };

/** Groups of commands by what they do: for delays and for faults that wait for the next one of a group. */
export type CommandGroup = 'uid' | 'load-key' | 'authenticate' | 'read' | 'write' | 'value' | 'unknown';

export function groupOf(command: CardCommand): CommandGroup {
  switch (command.type) {
    case 'get-uid':
      return 'uid';
    case 'load-key':
    case 'authenticate':
    case 'read':
    case 'write':
    case 'unknown':
      return command.type;
    case 'read-value':
      return 'read';
    case 'store-value':
    case 'change-value':
    case 'copy-value':
      return 'value';
  }
}

/** Whether the command can change the card's memory. */
export function changesCard(command: CardCommand): boolean {
  const group = groupOf(command);
  return group === 'write' || group === 'value';
}

const UNKNOWN: CardCommand = { type: 'unknown' };

/** Reads a command APDU (PC/SC part 3 and the manuals of common readers). Whatever it does not know is `unknown`. */
export function parseCommand(apdu: Uint8Array): CardCommand {
  const [cla, ins = 0, p1 = 0, p2 = 0, p3 = 0] = apdu;
  if (cla !== 0xff || apdu.length < 5) return UNKNOWN;
  const data = apdu.subarray(5);
  switch (ins) {
    case 0xca:
      return p1 === 0 && p2 === 0 ? { type: 'get-uid' } : UNKNOWN;
    case 0x82:
      return data.length === 6 && p3 === 6 ? { type: 'load-key', slot: p2, key: data.slice() } : UNKNOWN;
    case 0x86:
      return parseAuthenticate(data);
    case 0x88:
      return authenticateCommand(p2, p3, apdu[5]);
    case 0xb0:
      return { type: 'read', block: p2, length: p3 };
    case 0xd6:
      return data.length === p3 ? { type: 'write', block: p2, data: data.slice() } : UNKNOWN;
    case 0xd7:
      return parseValueCommand(p2, data);
    case 0xb1:
      return { type: 'read-value', block: p2 };
    default:
      return UNKNOWN;
  }
}

/** The data of `FF 86`: version 01, block number (2 bytes), key type, key slot. */
function parseAuthenticate(data: Uint8Array): CardCommand {
  const [version, high, block, type, slot] = data;
  return version === 0x01 && high === 0x00 && block !== undefined ? authenticateCommand(block, type, slot) : UNKNOWN;
}

function authenticateCommand(block: number, type: number | undefined, slot: number | undefined): CardCommand {
  if ((type !== 0x60 && type !== 0x61) || slot === undefined) return UNKNOWN;
  return { type: 'authenticate', block, kind: type === 0x60 ? 'a' : 'b', slot };
}

/** The data of `FF D7`: an operation with a big-endian value, or 03 with the target of a copy. */
function parseValueCommand(block: number, data: Uint8Array): CardCommand {
  const [operation = 0xff, target] = data;
  if (operation === 0x03 && data.length === 2 && target !== undefined) return { type: 'copy-value', from: block, to: target };
  if (data.length !== 5) return UNKNOWN;
  const value = new DataView(data.buffer, data.byteOffset).getInt32(1, false);
  switch (operation) {
    case 0x00:
      return { type: 'store-value', block, value };
    case 0x01:
      return { type: 'change-value', block, by: value };
    case 0x02:
      return { type: 'change-value', block, by: -value };
    default:
      return UNKNOWN;
  }
}
