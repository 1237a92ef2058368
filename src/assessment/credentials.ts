import type { Severity } from '#core/finding';
import type { Place } from '#core/origin';
import { known, type Fields, type Literal } from '#core/value';
import type { Text } from '#framework/text';
import { withoutIdsOfSecrets } from '#secrets/pairs/said-once';
import { masked } from '#secrets/report/mask';
import type { SecretFinding } from '#secrets/report/secret-finding';
import type { EvaluatedBlock } from '#sources/block';
import { digestOf } from './credential-values.ts';
import { publicHalf } from './opens/public-key.ts';

/** A credential that the scanner has found, one for all places of the same value. Without the value. */
export interface FoundCredential {
  readonly kind: string;
  readonly title: Text;
  readonly fix: Text;
  readonly opens: Text;
  readonly severity: Severity;
  readonly confidence: 'certain' | 'likely' | 'possible';
  readonly facts: Readonly<Record<string, string>>;
  readonly masked: string;
  /** Stands for the value where it is compared with those of code and states. Never shown. */
  readonly digest: string;
  /** It has the form of a key that Azure makes. */
  readonly isKey: boolean;
  /** The first one; lines and columns from 1. */
  readonly at: { readonly path: string; readonly line: number; readonly column: number; readonly endLine: number; readonly endColumn: number };
  readonly places: number;
}

/** What the scanner has looked at in the same folder. */
export interface CredentialScan {
  readonly found: readonly FoundCredential[];
  readonly files: number;
  /** What it could not look at. */
  readonly notes: readonly { readonly code: string; readonly path: string; readonly text: Text }[];
}

/** Surely or likely a credential, and not one that somebody has accepted. `asOf`: the day (ISO) on which expiries are judged; without it none is. */
export const foundCredentials = (findings: readonly SecretFinding[], asOf?: string): FoundCredential[] => {
  const found = credentialsIn(findings, asOf);
  // The key within a kubeconfig, decoded, is the key of the kubeconfig.
  const said = new Set(found.flatMap(({ kind, at }) => (kind === 'kubeconfig-client-key' ? [`${at.path}:${at.line}`] : [])));
  return found.filter(({ kind, at }) => kind !== 'private-key-pem' || !said.has(`${at.path}:${at.line}`));
};

const credentialsIn = (findings: readonly SecretFinding[], asOf: string | undefined): FoundCredential[] =>
  withoutIdsOfSecrets(findings).flatMap(({ detector, value, severity, confidence, facts, places, placeCount, accepted }): FoundCredential[] => {
    const [first] = places;
    if (!first || accepted || confidence === 'possible') return [];
    const { id, title, fix, opens } = detector;
    return [
      {
        kind: id,
        title,
        fix,
        opens,
        severity,
        confidence,
        facts: { ...facts, ...publicFacts(id, value, facts['label']), ...(asOf !== undefined && isOver(facts['expires'], asOf) ? { expired: 'yes' } : {}) },
        digest: digestOf(value),
        isKey: /^[A-Za-z0-9+/]{43,86}={1,2}$/.test(value),
        masked: masked(id, value),
        at: { path: first.path, ...first.region },
        places: placeCount,
      },
    ];
  });

/** The public half of a private key, which tells what trusts it. */
const publicFacts = (kind: string, value: string, label: string | undefined): Readonly<Record<string, string>> => {
  const half =
    /^private-key-(?:pem|openssh)$/.test(kind) || (kind === 'terraform-state' && value.includes('PRIVATE KEY-----')) ? publicHalf(value, label) : undefined;
  return half ? { 'public-key': half.print, 'ec2-prints': half.ec2.join(' ') } : {};
};
/** `expires`: ISO, perhaps percent-encoded, or seconds since 1970. */
const isOver = (expires: string | undefined, asOf: string): boolean => {
  if (expires === undefined || expires === '') return false;
  const at = /^\d{9,11}$/.test(expires) ? Number(expires) * 1000 : Date.parse(expires.replace(/%3a/gi, ':'));
  return at < Date.parse(asOf);
};

/** As resources, so that causes, reports and exit codes treat them like everything else. */
export const credentialBlocks = (found: readonly FoundCredential[]): EvaluatedBlock[] => {
  const taken = new Map<string, number>();
  return found.map((one) => {
    // Stable across moved lines: what it is and where, numbered if there are several in a file.
    const name = `${one.kind} in ${one.at.path}`;
    const number = (taken.get(name) ?? 0) + 1;
    taken.set(name, number);
    const place = placeOf(one);
    const values: Readonly<Record<string, Literal>> = {
      kind: one.kind,
      titleEn: one.title.en,
      titleJa: one.title.ja,
      fixEn: one.fix.en,
      fixJa: one.fix.ja,
      opensEn: one.opens.en,
      opensJa: one.opens.ja,
      severity: one.severity,
      confidence: one.confidence,
      masked: one.masked,
      places: one.places,
      facts: JSON.stringify(one.facts),
    };
    return {
      format: 'terraform',
      address: number === 1 ? name : `${name} (${number})`,
      type: 'ippo::Credential',
      place,
      scope: 'files/',
      version: undefined,
      attributes: Object.fromEntries(Object.entries(values).map(([key, value]) => [key, known(value, place)])) satisfies Fields,
      calls: [],
      maybe: undefined,
    };
  });
};

/** A place with the right lines and columns in a piece of text that holds nothing else: whoever quotes the line finds no secret in it. */
const placeOf = ({ at: { path, line, column, endLine, endColumn }, masked }: FoundCredential): Place => {
  const last = endLine === line ? Math.max(1, endColumn - column) : masked.length;
  const text = masked.slice(0, last).padEnd(last, '*');
  return { is: 'written', file: { path, text, begins: { line, column } }, start: 0, end: text.length, from: undefined };
};
