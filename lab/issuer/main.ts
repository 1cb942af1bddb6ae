import '../../station/nodeVersion.ts';
import { IssuerError, runIssuer } from './runIssuer.ts';

/** The reference issuer as a process of its own; {@link runIssuer} says what it takes. */
try {
  runIssuer(process.argv.slice(2));
} catch (cause) {
  if (!(cause instanceof IssuerError)) throw cause;
  process.stderr.write(`${cause.message}\n`);
  process.exitCode = 1;
}
