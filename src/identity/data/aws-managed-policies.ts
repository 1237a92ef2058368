/** The managed policies of AWS (see data/identity/README.md). A document is parsed when it is asked for. */
export interface AwsManagedPolicies {
  readonly version: string;
  readonly count: number;
  /** By ARN, of any partition. Undefined: none has it. */
  byArn(arn: string): { readonly name: string; readonly document: unknown } | undefined;
  arns(): readonly string[];
}

/** `text`: the decompressed file, written by tools/identity-data.ts: an index line, then the documents. */
export const readAwsManagedPolicies = (text: string): AwsManagedPolicies => {
  const line = text.indexOf('\n');
  // Our own file: its shape is fixed by the script that writes it.
  const [version, index] = JSON.parse(text.slice(0, line)) as readonly [string, readonly (readonly [name: string, path: string, start: number, end: number])[]];
  const byPath = new Map(index.map((one) => [one[1], one]));
  const parsed = new Map<string, { readonly name: string; readonly document: unknown }>();
  return {
    version,
    count: index.length,
    arns: () => index.map(([, path]) => `arn:aws:iam::aws:${path}`),
    byArn(arn) {
      const path = /^arn:[^:]*:iam::aws:(.*)$/.exec(arn)?.[1];
      const entry = path === undefined ? undefined : byPath.get(path);
      if (!entry) return undefined;
      const [name, key, start, end] = entry;
      const known = parsed.get(key);
      if (known) return known;
      const made = { name, document: JSON.parse(text.slice(line + 1 + start, line + 1 + end)) as unknown };
      parsed.set(key, made);
      return made;
    },
  };
};
