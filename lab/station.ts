import '../station/nodeVersion.ts';
import { runStation } from '../station/runStation.ts';
import { labMachine } from './composition.ts';

/** A station of the laboratory, some of its parts simulated: `station --config FILE --data FOLDER --bench FOLDER`. */
runStation(labMachine);
