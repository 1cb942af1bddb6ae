import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { examine } from '../doctor/examine.ts';
import type { Finding, FindingState } from '../doctor/finding.ts';
import { examineField, type FieldFinding } from '../doctor/field.ts';
import { systemFieldProbe } from '../doctor/fieldProbe.ts';
import { systemProbe } from '../doctor/systemProbe.ts';
import { projectRoot } from '../projectRoot.ts';
import { type ExaminedConfig, secretFilesOf } from '../doctor/examined.ts';
import type { Edition } from './edition.ts';
import { networkDropIn } from './unit.ts';
import { plainText } from '../../hardware/ports/plainText.ts';
import { systemClock } from '../../hardware/system/systemClock.ts';

const LABEL: Readonly<Record<FindingState, string>> = { ok: 'ok', warning: 'warning', fault: 'FAULT', 'not-checked': '-' };

/**
 * Says what this machine has, what it lacks, and what mends it. Changes nothing.
 * @returns 0 when nothing is at fault, otherwise 1
 */
export async function doctor(args: string[], edition: Edition): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      config: { type: 'string', default: edition.configPath },
      data: { type: 'string', default: edition.dataFolder },
      json: { type: 'boolean', default: false },
      field: { type: 'boolean', default: false },
    },
  });
  const configPath = resolve(values.config);
  const dataFolder = resolve(values.data);
  if (values.field) return field({ configPath, dataFolder, edition, json: values.json });
  const checks = await examine({
    probe: systemProbe(systemClock, projectRoot),
    clock: systemClock,
    configPath,
    parse: edition.parse,
    dataFolder,
    installedFile: join(projectRoot, 'package.json'),
  });
  const ok = checks.every(({ state }) => state !== 'fault');
  await write(values.json ? JSON.stringify({ ok, config: configPath, data: dataFolder, checks }) : inWords(checks));
  // Something that hangs in the operating system (a dead network disk) would keep this process for ever.
  process.exit(ok ? 0 : 1);
}

interface Asked {
  readonly configPath: string;
  readonly dataFolder: string;
  readonly edition: Edition;
  readonly json: boolean;
}

/** The checklist of a machine in a hall. @returns 0 when nothing is at fault, otherwise 1 */
async function field({ configPath, dataFolder, edition, json }: Asked): Promise<number> {
  const config = configIn(configPath, edition);
  const checks = await examineField(systemFieldProbe(projectRoot), {
    dropIn: config === null ? null : dropInOf(config),
    secrets: [dataFolder, ...(config === null ? [] : secretFilesOf(config))],
  });
  const ok = checks.every(({ state }) => state !== 'fault');
  await write(json ? JSON.stringify({ ok, config: configPath, checks }) : inWords(checks));
  return ok ? 0 : 1;
}

function configIn(configPath: string, edition: Edition): ExaminedConfig | null {
  try {
    return edition.parse(readFileSync(configPath, 'utf8'), configPath);
  } catch {
    return null;
  }
}

function dropInOf(config: ExaminedConfig): string | null {
  try {
    return networkDropIn(config);
  } catch {
    return null;
  }
}

function inWords(checks: readonly (Finding | FieldFinding)[]): string {
  const lines = checks.flatMap(({ id, state, found, remedy }) => [
    // Names of devices come from devices.
    `${LABEL[state].padEnd(8)} ${id.padEnd(16)} ${plainText(found)}`,
    ...(remedy === null ? [] : [`${' '.repeat(25)} → ${plainText(remedy)}`]),
  ]);
  const count = (state: FindingState): number => checks.filter((check) => check.state === state).length;
  return [...lines, '', `${count('fault')} faults, ${count('warning')} warnings, ${count('ok')} ok`].join('\n');
}

function write(text: string): Promise<void> {
  return new Promise((written) => {
    process.stdout.write(`${text}\n`, () => written());
  });
}
