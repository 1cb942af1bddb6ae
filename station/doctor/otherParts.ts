import { type ExaminedConfig, SIMULATED } from './examined.ts';
import { fault, fine, type Outcome } from './finding.ts';
import type { Probe } from './probe.ts';
import { judgeSerialLine, remedyForHolder } from './serialLine.ts';

/** Key switch, door, bell and lights: the line to their module, and whether it has what the configuration names. */
export async function checkAuxiliaries(probe: Probe, { auxiliaries }: ExaminedConfig, signal: AbortSignal): Promise<Outcome> {
  switch (auxiliaries.kind) {
    case 'none':
      return fine('the configuration names none: no key switch and no service bell');
    case 'simulated':
      return fine(SIMULATED);
    case 'modbus': {
      const { path, unit } = auxiliaries;
      const line = await judgeSerialLine(probe, path, { part: 'module of inputs and outputs', member: 'auxiliaries.path' });
      if (line !== null) return line;
      const asked = await probe.auxiliaries(auxiliaries, signal);
      if (asked.ok) return fine(`${path}: unit ${unit} answers; ${asked.value}`);
      const { kind, detail } = asked.error;
      switch (kind) {
        case 'auxiliaries-line-absent':
          return fault(`${path} cannot be opened: ${detail}`, remedyForHolder(path));
        case 'auxiliaries-silent':
          return fault(
            `${path} opens, but unit ${unit} does not answer (${detail})`,
            'switch the module on, check A and B of its cable, and set address, speed and parity in it and in the configuration alike',
          );
        case 'auxiliaries-refused':
          return fault(
            `unit ${unit} on ${path} answers, but not what it was asked: ${detail}`,
            'check speed and parity, and that it has every input which auxiliaries names',
          );
      }
    }
  }
}
