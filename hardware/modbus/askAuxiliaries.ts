import { ok, type Result } from '../ports/result.ts';
import { type AuxiliaryPoints, MODBUS_LIMITS } from './auxiliaries.ts';
import { type ContactState, spanOf, stateOf } from './contact.ts';
import { ModbusModule, type ModbusModuleOptions, type ModuleFault } from './module.ts';

export type AskAuxiliariesOptions = Omit<ModbusModuleOptions, 'answerMs'> & { readonly points: AuxiliaryPoints };

/** Asks once where key switch and door stand, in words; no output is touched, and the line is closed afterwards. */
export async function askAuxiliaries({ points, ...options }: AskAuxiliariesOptions): Promise<Result<string, ModuleFault>> {
  const module = new ModbusModule({ ...options, answerMs: MODBUS_LIMITS.answerMs });
  const { from, count } = spanOf([points.key, points.door]);
  try {
    const opened = await module.open();
    if (!opened.ok) return opened;
    // Without a contact there is no input to ask for; the first one answers whether the module does.
    const asked = await module.readInputs(from, Math.max(count, 1));
    if (!asked.ok) return asked;
    const bit = (input: number): boolean => asked.value[input - from] === true;
    const key = points.key === undefined ? 'no key switch' : `key switch ${KEY_WORDS[stateOf(points.key, bit)]}`;
    const door = points.door === undefined ? 'no door contact' : `door ${DOOR_WORDS[stateOf(points.door, bit)]}`;
    return ok(`${key}, ${door}`);
  } finally {
    await module.close();
  }
}

const KEY_WORDS: Readonly<Record<ContactState, string>> = {
  resting: 'on run',
  alarmed: 'on maintenance',
  broken: 'with a broken wire: both its inputs say the same',
};

const DOOR_WORDS: Readonly<Record<ContactState, string>> = {
  resting: 'closed',
  alarmed: 'open',
  broken: 'with a broken wire: both its inputs say the same',
};
