import { runIssuer } from '../issuer/runIssuer.ts';

/**
 * Runs the reference issuer until it is told to end.
 * @throws IssuerError when it cannot begin
 */
export function reference(args: string[]): Promise<number> {
  runIssuer(args);
  // The process ends by itself when the issuer has: there is no exit code to wait for.
  return new Promise(() => undefined);
}
