import type { Result } from '../../hardware/ports/result.ts';
import { fail, ok } from '../../hardware/ports/result.ts';
import type { StationConfig } from '../config.ts';
import { checkClientCertificate, type ClientCertificate } from '../issuer/clientCertificate.ts';
import type { DoorFault, RawAnswer } from '../issuer/issuerDoor.ts';
import { OPERATIONS } from '../issuer/protocol/operations.ts';
import { type ExaminedConfig, SIMULATED } from './examined.ts';
import { OTHERS } from '../secretFile.ts';
import { fault, fine, type Outcome, warning } from './finding.ts';
import { FOLLOW_A_SERVER } from './machineClock.ts';
import type { Probe } from './probe.ts';

type Host = Extract<StationConfig['issuer'], { readonly kind: 'http' }>;

const PARTS = ['cert', 'key', 'ca'] as const;
const DAY_MS = 86_400_000;

/** A new certificate takes the operator some weeks. Ours. */
const RENEW_DAYS = 30;

/** The issuer counts days by its own clock, and at midnight both must mean the same day. Ours, in milliseconds. */
const MOST_APART_MS = 60_000;

/** OpenSSL's and Node's words for a host that is not believed. */
const NOT_BELIEVED = /^(CERT_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|ERR_TLS_CERT_)/;
/** ... and for a machine that is not; many hosts just hang up. */
const TURNED_AWAY = /^(ERR_SSL_.*ALERT|ECONNRESET)/;

/** The issuer's host, from the machine's own certificate to the host's answer. */
export async function checkIssuer(
  probe: Probe,
  { issuer, machine }: ExaminedConfig,
  wallMs: number,
  signal: AbortSignal,
): Promise<Outcome> {
  switch (issuer.kind) {
    case 'none':
      return fine('the configuration names none: no autoload, no refund, no extension, and no lock list');
    case 'simulated':
      return fine(SIMULATED);
    case 'http': {
      const certificate = issuer.clientCertificate === undefined ? ok(null) : await ownCertificate(probe, issuer.clientCertificate, wallMs);
      if (!certificate.ok) return certificate.error;
      const door = { kind: 'web', url: new URL(issuer.url), certificate: certificate.value?.texts ?? null } as const;
      const answer = judgeAnswer(issuer, await probe.askIssuer(door, machine, signal), wallMs);
      return answer.state === 'ok' ? (certificate.value?.warning ?? answer) : answer;
    }
  }
}

interface OwnCertificate {
  readonly texts: ClientCertificate;
  readonly warning: Outcome | null;
}

async function ownCertificate(probe: Probe, files: ClientCertificate, wallMs: number): Promise<Result<OwnCertificate, Outcome>> {
  const texts = { cert: '', key: '', ca: '' };
  for (const part of PARTS) {
    const text = await probe.readText(files[part]);
    if (!text.ok) {
      const remedy = `sudo install -m 600 -o ${probe.user} ${part.toUpperCase()}FILE ${files[part]}`;
      return fail(fault(`${files[part]} (issuer.clientCertificate.${part}) cannot be read: ${text.error}`, remedy));
    }
    texts[part] = text.value;
  }
  const checked = checkClientCertificate(texts);
  const renew = `ask the issuer for a new certificate of this machine, and put it in ${files.cert} and ${files.key}`;
  if (!checked.ok) return fail(fault(`issuer.clientCertificate.${checked.error}`, renew));
  const daysLeft = Math.floor((checked.value.validToMs - wallMs) / DAY_MS);
  if (daysLeft < 0) return fail(fault(`this machine's certificate ran out ${-daysLeft} days ago`, renew));
  const keyFacts = await probe.path(files.key);
  const soon = daysLeft < RENEW_DAYS ? warning(`this machine's certificate runs out in ${daysLeft} days`, renew) : null;
  if (keyFacts !== null && (keyFacts.mode & OTHERS) !== 0)
    return fail(fault(`${files.key} can be used by others, and the kiosk does not start so`, `chmod 600 ${files.key}`));
  return ok({ texts, warning: soon });
}

function judgeAnswer({ url, clientCertificate }: Host, answer: Result<RawAnswer, DoorFault>, wallMs: number): Outcome {
  if (!answer.ok) {
    const { code, detail } = answer.error;
    if (NOT_BELIEVED.test(code)) {
      const authority =
        clientCertificate === undefined
          ? "name the issuer's authority in issuer.clientCertificate.ca"
          : `put the issuer's authority in ${clientCertificate.ca}`;
      return fault(`the certificate of ${url} is not believed (${detail})`, `${authority}; if that is right, look at this machine's clock`);
    }
    if (TURNED_AWAY.test(code)) {
      return fault(
        `${url} turns this machine away (${code})`,
        "ask the issuer whether it knows this machine's certificate, issuer.clientCertificate",
      );
    }
    return fault(`${url} cannot be reached: ${detail}`, `is the network up, and the address right? curl -v ${url}`);
  }
  const { status, text, hostMs } = answer.value;
  if (status === 401 || status === 403) {
    return fault(`${url} does not know this machine (status ${status})`, 'ask the issuer to register this machine and its certificate');
  }
  if (status !== 200 || !speaksTheProtocol(text)) {
    return fault(`${url} answers, but not as an issuer does (status ${status})`, 'correct issuer.url: the address under which /v1/ lies');
  }
  if (hostMs === null) return fine(`${url} answers; it does not tell its time`);
  const apartMs = Math.abs(hostMs - wallMs);
  const apart = `${Math.round(apartMs / 1000)} s`;
  if (apartMs > MOST_APART_MS) return warning(`${url} answers, but its clock and this machine's are ${apart} apart`, FOLLOW_A_SERVER);
  return fine(`${url} answers; its clock is within ${apart} of this machine's`);
}

function speaksTheProtocol(text: string): boolean {
  try {
    return OPERATIONS['lock-list'].answer.safeParse(JSON.parse(text)).success;
  } catch {
    return false;
  }
}
