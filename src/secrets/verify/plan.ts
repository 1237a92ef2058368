import type { SecretFinding } from '../report/secret-finding.ts';
import type { Ask, AskRequest } from './ask.ts';
import { issuers } from './index.ts';
import type { Credential, Provider, Verdict } from './provider.ts';
import type { NotTriedWhy, Verification } from './verification.ts';

const atOnce = 4;
const mostRequests = 200;

export const allProviders: readonly Provider[] = issuers.flat();

export interface Choice {
  /** Ids of providers, or all that need no name. */
  readonly providers: 'all' | readonly string[];
  /** Also what is accepted. */
  readonly accepted: boolean;
}

/** What would be asked. Nothing is sent before `carryOut`. */
export interface Plan {
  /** Host as shown → requests to it. */
  readonly hosts: ReadonlyMap<string, number>;
  readonly requests: number;
  /** One for each finding, in their order. */
  carryOut(ask: Ask, now: () => Date, onAnswer?: (done: number) => void): Promise<readonly Verification[]>;
}

interface Step {
  readonly provider: Provider;
  readonly credential: Credential;
  /** What else goes into its request: ids and tokens that belong to it. */
  readonly used: ReadonlySet<string>;
  /** Of the findings that show this value, or what belongs to it. */
  readonly findings: number[];
}

/** Chooses what may be sent where. A value goes to one issuer at most, once at most, and only if its whole form is that of the issuer's kind. */
export const planned = (findings: readonly SecretFinding[], choice: Choice, table: readonly Provider[] = allProviders, most: number = mostRequests): Plan => {
  const providers = new Map(table.flatMap((provider) => Object.keys(provider.kinds).map((kind) => [kind, provider])));
  const steps = new Map<string, Step>();
  const nearest = nearestAmong(findings);
  const notTried = findings.map((finding, i): NotTriedWhy | undefined => {
    const provider = providers.get(finding.detector.id);
    const why = withheld(finding, provider, choice);
    if (provider === undefined || why !== undefined) return why ?? 'no-endpoint';
    const known = steps.get(finding.value);
    if (known !== undefined) {
      if (known.provider !== provider) return 'not-sure';
      known.findings.push(i);
      return undefined;
    }
    if (steps.size >= most) return 'too-many';
    const used = new Set<string>();
    const credential = credentialOf(finding, nearest, used);
    // What would be sent is made again when its turn comes, since signatures carry the time.
    const request = provider.request(credential, new Date(0));
    if ('withheld' in request) return request.withheld;
    steps.set(finding.value, { provider, credential, used, findings: [i] });
    return undefined;
  });
  // A key id that is found by itself as well shares the answer of its secret.
  findings.forEach((finding, i) => {
    if (notTried[i] === undefined || notTried[i] === 'accepted') return;
    const step = [...steps.values()].find(({ provider, used }) => used.has(finding.value) && provider === providers.get(finding.detector.id));
    if (step === undefined) return;
    step.findings.push(i);
    notTried[i] = undefined;
  });
  const hosts = new Map<string, number>();
  for (const { provider } of steps.values()) hosts.set(hostShown(provider), (hosts.get(hostShown(provider)) ?? 0) + 1);
  return {
    hosts,
    requests: steps.size,
    async carryOut(ask, now, onAnswer) {
      const results: Verification[] = notTried.map((why) => ({ is: 'not-tried', why: why ?? 'stopped' }));
      const waiting = [...steps.values()];
      const limited = new Set<Provider>();
      let done = 0;
      const work = async (): Promise<void> => {
        for (let step = waiting.shift(); step !== undefined; step = waiting.shift()) {
          if (limited.has(step.provider)) continue;
          const verification = await asked(step, ask, now());
          if (verification.is === 'unclear' && verification.why === 'rate-limited') limited.add(step.provider);
          for (const i of step.findings) results[i] = verification;
          onAnswer?.(++done);
        }
      };
      await Promise.all(Array.from({ length: atOnce }, work));
      return results;
    },
  };
};

/** The host, or for a host with a changing label the pattern that people read. */
const hostShown = ({ host, endpoint }: Provider): string => (typeof host === 'string' ? host : (endpoint.split('/')[2] ?? ''));

const withheld = (finding: SecretFinding, provider: Provider | undefined, { providers, accepted }: Choice): NotTriedWhy | undefined => {
  if (provider === undefined) return 'no-endpoint';
  if (providers !== 'all' && !providers.includes(provider.id)) return 'not-chosen';
  if (providers === 'all' && provider.onlyByName === true) return 'by-name-only';
  if (finding.accepted !== undefined && !accepted) return 'accepted';
  // Whether it is this issuer's at all has to be sure: else a secret of one would be told to another.
  if (finding.confidence === 'possible' || finding.reasons.includes('vendor-nearby')) return 'not-sure';
  return provider.kinds[finding.detector.id]?.test(finding.value) === true ? undefined : 'shape';
};

const credentialOf = (finding: SecretFinding, nearest: Nearest, used: Set<string>): Credential => ({
  kind: finding.detector.id,
  value: finding.value,
  companion: (shape, ...names) => {
    const found = names.map((name) => finding.facts[name]).find((one) => one !== undefined && shape.test(one));
    if (found !== undefined) used.add(found);
    return found;
  },
  isBeside: finding.reasons.some((reason) => reason === 'beside-its-id' || reason === 'beside-client-id'),
  nearest: (kind, fact, value) => {
    const found = nearest(finding, kind, fact, value);
    if (found !== undefined) used.add(found);
    return found;
  },
});

type Nearest = (to: SecretFinding, kind: string, fact: string, value: string) => string | undefined;

/** Findings of a kind are gathered by file once, when somebody asks for them. */
const nearestAmong = (findings: readonly SecretFinding[]): Nearest => {
  const kinds = new Map<string, { readonly byFact: Map<string, string>; readonly byPath: Map<string, { readonly line: number; readonly value: string }[]> }>();
  const gathered = (kind: string, fact: string) => {
    const known = kinds.get(`${kind} ${fact}`);
    if (known) return known;
    const made = { byFact: new Map<string, string>(), byPath: new Map<string, { line: number; value: string }[]>() };
    kinds.set(`${kind} ${fact}`, made);
    for (const { detector, facts, value, places } of findings) {
      if (detector.id !== kind) continue;
      const told = facts[fact];
      if (told !== undefined) made.byFact.set(told, value);
      else
        for (const { path, region } of places) {
          const there = made.byPath.get(path);
          if (there) there.push({ line: region.line, value });
          else made.byPath.set(path, [{ line: region.line, value }]);
        }
    }
    return made;
  };
  return ({ places }, kind, fact, value) => {
    const { byFact, byPath } = gathered(kind, fact);
    const named = byFact.get(value);
    if (named !== undefined) return named;
    let best: { readonly distance: number; readonly value: string } | undefined;
    for (const { path, region } of places)
      for (const one of byPath.get(path) ?? []) {
        const distance = Math.abs(one.line - region.line);
        if (best === undefined || distance < best.distance) best = { distance, value: one.value };
      }
    return best?.value;
  };
};

const asked = async ({ provider, credential }: Step, ask: Ask, at: Date): Promise<Verification> => {
  const request = provider.request(credential, at);
  if ('withheld' in request) return { is: 'not-tried', why: request.withheld };
  insist(request, provider);
  const common = { provider: provider.id, endpoint: provider.endpoint, at: at.toISOString() };
  const answer = await ask(request);
  if (answer.is === 'unheard') return { is: 'unclear', why: answer.why, ...common };
  const { status } = answer;
  if (status >= 300 && status < 400) return { is: 'unclear', why: 'redirect', ...common };
  if (status === 429) return { is: 'unclear', why: 'rate-limited', ...common };
  if (status >= 500) return { is: 'unclear', why: 'issuer-error', ...common };
  const verdict: Verdict = provider.judge(answer, credential);
  if (verdict.is !== 'live') return { ...verdict, ...common };
  // An issuer that repeats the secret as somebody's name does not make us print it.
  const who = Object.fromEntries(Object.entries(verdict.who).filter(([, told]) => !told.includes(credential.value)));
  return { is: 'live', who, mild: provider.mild?.includes(credential.kind) ?? false, ...common };
};

/**
 * What every request has to hold, whatever its provider made of the value: the host is the one that is written in the table, and neither path nor headers can
 * break out of their line. Throws, since anything else is a bug of ours.
 */
const insist = ({ host, path, headers }: AskRequest, provider: Provider): void => {
  const isOwnHost = typeof provider.host === 'string' ? host === provider.host : provider.host.test(host);
  const isSound = /^\/[!"$-~]*$/.test(path) && Object.entries(headers).every(([name, value]) => /^[a-z][a-z0-9-]*$/.test(name) && /^[ -~]*$/.test(value));
  if (!isOwnHost || !isSound) throw new Error(`A request for ${provider.id} was not what the table allows.`);
};
