/** A comment `ippo:allow 1a2b3c4d because ...`: it lets one value pass, the one whose fingerprint begins so, and no other on the same line. */
export interface Allowance {
  readonly fingerprint: string;
  /** Empty: not given, so it does not count. */
  readonly reason: string;
}

const mostText = 4000;

export const allowances = (line: string): Allowance[] => {
  const found: Allowance[] = [];
  // A comment stands at the end of a line; of a very long one only the end is read.
  const text = line.length > mostText ? line.slice(-mostText) : line;
  for (const [, fingerprint = '', reason = ''] of text.matchAll(/ippo:allow[ \t]+([0-9a-f]{8,32})\b([^\r\n]*)/g))
    found.push({ fingerprint, reason: reason.replace(/(\*\/|-->)\s*$/, '').trim() });
  return found;
};
