import { spawnSync } from 'node:child_process';
import { readlinkSync } from 'node:fs';

/**
 * pcscd is one per machine: its socket path and the virtual reader's TCP port are fixed. Tests and measures against the real one run
 * inside a mount, network and process namespace of their own, with an empty /run and only the loopback interface, so that
 * they touch no service of the machine, may run beside each other, and leave no process behind, however they end.
 */

const UNSHARE = ['--mount', '--net', '--pid', '--fork', '--kill-child', '--mount-proc'];

/** Runs as the first process of the namespace and therefore does not `exec`: somebody must collect orphans. */
const INSIDE = 'mount -t tmpfs -o mode=755 tmpfs /run && mkdir /run/pcscd && ip link set lo up && "$@"';

const MARK = 'KIOSK_OWN_NAMESPACE';

/** A command that runs `command` inside a namespace of its own; give it to `spawn`. The environment must hold {@link namespaceEnv}. */
export function inOwnNamespace(command: readonly string[]): { readonly file: string; readonly args: string[] } {
  return { file: 'unshare', args: [...UNSHARE, 'sh', '-c', INSIDE, 'sh', ...command] };
}

/** Tells the processes inside which network namespace they must not find themselves in. */
export function namespaceEnv(): Record<string, string> {
  return { [MARK]: currentNetwork() };
}

/** Why no namespace can be made here, or undefined when one can. */
export function whyNoNamespace(): string | undefined {
  if (process.platform !== 'linux') return `namespaces exist on Linux only, this is ${process.platform}`;
  const { file, args } = inOwnNamespace(['true']);
  const { status, stderr, error } = spawnSync(file, args, { encoding: 'utf8' });
  if (status === 0) return undefined;
  return error?.message ?? stderr.trim();
}

/** Throws unless this process was started by {@link inOwnNamespace}; call it before anything that a real machine would feel. */
export function assertOwnNamespace(): void {
  const outside = process.env[MARK];
  if (outside === undefined || outside === currentNetwork()) {
    throw new Error('This needs a namespace of its own; see inOwnNamespace.');
  }
}

function currentNetwork(): string {
  return readlinkSync('/proc/self/ns/net');
}
