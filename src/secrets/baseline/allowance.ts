import { isDay } from './day.ts';

/**
 * A comment `ippo:allow 1a2b3c4d until=2027-03-31 owner=team-a because ...`: it lets one value pass, the one whose fingerprint begins so, and no other on
 * the same line. It says what an entry of the baseline says, in the same words.
 */
export interface Allowance {
  readonly fingerprint: string;
  /** Empty: not given, so it does not count. */
  readonly reason: string;
  readonly owner: string | undefined;
  /** Last day on which it counts; undefined: no end. */
  readonly expires: string | undefined;
  /** `until=` without a day: it does not count. */
  readonly isBroken: boolean;
}

const mostText = 4000;

export const allowances = (line: string): Allowance[] => {
  const found: Allowance[] = [];
  // A comment stands at the end of a line; of a very long one only the end is read.
  const text = line.length > mostText ? line.slice(-mostText) : line;
  for (const [, fingerprint = '', rest = ''] of text.matchAll(/ippo:allow[ \t]+([0-9a-f]{8,32})\b([^\r\n]*)/g)) {
    const said = new Map<string, string>();
    const reason = rest
      .replace(/(\*\/|-->)\s*$/, '')
      .split(/\s+/)
      .filter((word) => {
        const [, name, value] = /^(until|owner)=(.*)$/.exec(word) ?? [];
        if (name !== undefined) said.set(name, value ?? '');
        return name === undefined;
      })
      .join(' ')
      .trim();
    const expires = said.get('until');
    found.push({ fingerprint, reason, owner: said.get('owner'), expires, isBroken: expires !== undefined && !isDay(expires) });
  }
  return found;
};
