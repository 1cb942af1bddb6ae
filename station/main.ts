import './nodeVersion.ts';
import { realMachine } from './composition.ts';
import { runStation } from './runStation.ts';

/** A station of real parts: `main --config FILE --data FOLDER`. */
runStation(realMachine);
