import { parseKeyFile } from '../../hardware/pcsc/cardKeys.ts';
import { MISSING, undrawable } from '../../hardware/escpos/slipFont.ts';
import { fail, ok, type Result } from '../../hardware/ports/result.ts';
import { ConfigError } from '../config.ts';
import { OTHERS } from '../secretFile.ts';
import { type ExaminedConfig, hasSimulatedParts } from './examined.ts';
import { fault, fine, type Outcome, warning } from './finding.ts';
import type { Probe } from './probe.ts';

/**
 * @param parse throws a ConfigError where the text is no configuration
 * @returns the configuration, or why there is none, in words
 */
export async function loadConfiguration(
  probe: Probe,
  path: string,
  parse: (text: string, source: string) => ExaminedConfig,
): Promise<Result<ExaminedConfig, string>> {
  const text = await probe.readText(path);
  if (!text.ok) return fail(`${path} cannot be read: ${text.error}`);
  try {
    return ok(parse(text.value, path));
  } catch (cause) {
    if (cause instanceof ConfigError) return fail(cause.message);
    throw cause;
  }
}

export function judgeConfiguration(loaded: Result<ExaminedConfig, string>, path: string): Outcome {
  if (!loaded.ok)
    return fault(loaded.error, `correct ${path}; config/kiosk.example.json shows every member, docs/operating.md explains them`);
  const { station, machine } = loaded.value;
  const parts = hasSimulatedParts(loaded.value) ? 'simulated parts: not for a machine that takes money' : 'real parts';
  const missing = undrawable(station);
  if (missing.length > 0) {
    return warning(
      `no font has ${missing.join(' ')} of "${station}": slips and screen show ${MISSING} or another program's font in its place`,
      'write the station with other characters',
    );
  }
  return fine(`${path}: ${station} ${machine}, ${parts}`);
}

export async function checkCardKeys(probe: Probe, config: ExaminedConfig): Promise<Outcome> {
  const { securityModule } = config;
  if (securityModule === undefined) {
    if (config.reader.kind === 'simulated') return fine("the factory's keys, which simulated cards have");
    return fault(
      'the configuration names no card keys, and a real reader does not start without them',
      'add "securityModule": { "kind": "file", "file": "/var/lib/kiosk/secrets/card-keys.json" } to the configuration, with the operator\'s key file there',
    );
  }
  if (securityModule.kind === 'simulated') return fine('a simulated security module');
  const { file } = securityModule;
  const text = await probe.readText(file);
  if (!text.ok) return fault(`${file} cannot be read: ${text.error}`, `sudo install -m 600 -o ${probe.user} KEYFILE ${file}`);
  const keys = parseKeyFile(text.value);
  if (!keys.ok) return fault(`${file}: ${keys.error}`, `replace ${file} by the operator's key file`);
  const { artificialCards = false } = config;
  if (keys.value.factoryKeys !== 'none' && !artificialCards)
    return fault(`${file} holds the factory's keys, which everybody knows`, `replace ${file} by the operator's key file`);
  const facts = await probe.path(file);
  if (facts !== null && (facts.mode & OTHERS) !== 0) {
    const found = `${file} can be used by others`;
    return artificialCards ? warning(found, `chmod 600 ${file}`) : fault(found, `chmod 600 ${file}`);
  }
  return fine(`${file} holds card keys`);
}
