import { type ExaminedConfig, SIMULATED } from './examined.ts';
import { fault, fine, type Outcome } from './finding.ts';
import type { Probe } from './probe.ts';
import { judgeSerialLine, remedyForHolder } from './serialLine.ts';

/** The serial line of the note acceptor, from the path to the unit at its far end. */
export async function checkAcceptor(probe: Probe, { acceptor }: ExaminedConfig, signal: AbortSignal): Promise<Outcome> {
  switch (acceptor.kind) {
    case 'simulated':
      return fine(SIMULATED);
    case 'ssp':
      return checkValidator(probe, acceptor.path, signal);
  }
}

async function checkValidator(probe: Probe, path: string, signal: AbortSignal): Promise<Outcome> {
  const line = await judgeSerialLine(probe, path, { part: 'note acceptor', member: 'acceptor.path' });
  if (line !== null) return line;
  const unit = await probe.validator(path, signal);
  if (unit.ok) return fine(`${path}: ${unit.value}`);
  const { kind, detail } = unit.error;
  switch (kind) {
    case 'busy':
      return fault(`${path} cannot be opened: ${detail}`, remedyForHolder(path));
    case 'silent':
      return fault(
        `${path} opens, but no unit answers (${detail})`,
        'switch the note acceptor on, check its cable, and set it to SSP (not eSSP, not cctalk), address 0, 9600 baud',
      );
    case 'refused':
      return fault(
        `the unit on ${path} answers, but cannot be used: ${detail}`,
        "load a Taiwan (TWD) dataset and SSP without encryption with the maker's tool",
      );
  }
}
