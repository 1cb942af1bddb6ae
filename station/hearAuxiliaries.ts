import type { Auxiliaries, DoorPosition, OperatorSwitch } from '../hardware/ports/auxiliaries.ts';
import type { Log } from '../hardware/ports/log.ts';
import { errorCatalogue } from '../machines/errors/errorCatalogue.ts';
import type { VisitEvent } from '../machines/flows/visit/visitEvents.ts';

/** Tells the flows of key switch and door. Each tells where it stands; only a change is news. */
export function hearAuxiliaries(auxiliaries: Auxiliaries, dispatch: (event: VisitEvent) => void, log: Log): void {
  let position: OperatorSwitch = 'run';
  auxiliaries.onOperatorSwitch((next) => {
    if (next !== position) dispatch({ type: 'OPERATOR.SWITCH', position: next });
    position = next;
  });

  let door: DoorPosition = 'closed';
  auxiliaries.onDoor((next) => {
    if (next !== door) dispatch({ type: 'DOOR', door: next });
    door = next;
  });

  auxiliaries.onFault((fault) => {
    if (fault === null) log.write('auxiliaries.well');
    else log.write('auxiliaries.fault', { why: fault.kind, code: errorCatalogue[fault.kind].code, detail: fault.detail });
    dispatch({ type: 'AUXILIARIES.JUDGED', why: fault?.kind ?? null });
  });
}
