import { wordsOf } from '../assignment.ts';
import { pathKind } from '../path-kind.ts';

/** What the name, the place and the surroundings of a half say about whose it is. */
export interface Label {
  /** Words of the name that say neither what it is nor for which environment: `billing` of PROD_BILLING_AWS_ACCESS_KEY_ID. */
  readonly owner: string;
  /** The same, or of a bare `password` the block that it stands in: `db` of `database: password:`. */
  readonly subject: string;
  /** Of name, profile, file or folder, the nearest first; undefined: nothing says. */
  readonly environment: string | undefined;
  /** `[name]` of an ini file. */
  readonly profile: string | undefined;
  /** Keys, blocks and folders that it stands in, in lower case. */
  readonly within: ReadonlySet<string>;
  /** In a test, an example, documentation. */
  readonly sample: boolean;
}

export const labelOf = (name: string, path: string, text: string | undefined, offset: number): Label => {
  const words = wordsOf(name).map((word) => same[word] ?? word);
  const profile = text === undefined ? undefined : profileAt(text, offset);
  const blocks = text === undefined ? [] : blocksAt(text, offset);
  const folders = path.split('/');
  const file = folders.pop() ?? '';
  const places = [words, profile === undefined ? [] : wordsOf(profile), ...blocks.map(wordsOf), wordsOf(file), ...folders.toReversed().map(wordsOf)];
  const owner = ownerIn(words);
  return {
    owner,
    subject: owner === '' ? ownerIn(wordsOf(blocks[0] ?? '').map((word) => same[word] ?? word)) : owner,
    environment: places.map((some) => environmentIn(some)).find((one) => one !== undefined),
    profile: profile === 'default' ? undefined : profile,
    within: new Set([...blocks, ...folders].map((one) => one.toLowerCase())),
    sample: pathKind(path).sample !== undefined,
  };
};

const ownerIn = (words: readonly string[]): string =>
  words.filter((word) => !said.has(word) && environments[word] === undefined && !/^\d+$/.test(word)).join('-');

/** `prod`, `dev`, `stage`, `test`: whatever they are called. */
const environments: Readonly<Record<string, string>> = Object.fromEntries(
  [
    'prod prod production prd live',
    'dev dev devel develop development local',
    'stage stage staging stg preprod uat',
    'test test testing tests qa ci',
    'sandbox sandbox demo trial',
  ].flatMap((line) => {
    const [meaning = '', ...names] = line.split(' ');
    return names.map((name) => [name, meaning]);
  }),
);
const environmentIn = (words: readonly string[]): string | undefined => words.map((word) => environments[word]).find((one) => one !== undefined);

/** One word for what is said in several. */
const same: Readonly<Record<string, string>> = Object.fromEntries(
  ['db database postgres postgresql pg mysql mariadb mssql sql rds aurora', 'mail smtp email mailer'].flatMap((line) => {
    const [meaning = '', ...names] = line.split(' ');
    return names.map((name) => [name, meaning]);
  }),
);

/** Words of vendors and nouns: they say what a value is, not whose. */
const said = new Set(
  'aws amazon s3 iam ses arm azure az azurerm aad ad entra msal ms microsoft google gcp gcs goog twilio datadog dd algolia access key keys id ids sid secret secrets client consumer app application service principal sp tenant directory authority storage account name token tokens auth oauth oauth2 hmac credential credentials user username login usr password passwd pass pwd pw host hostname server endpoint address addr url uri api base value default primary secondary var tf vite next public react cosmos cosmosdb search redis openai cognitive registry acr login namespace channel admin master'.split(
    ' ',
  ),
);

const reach = 20_000;

/** The head `[name]` above, if the file has such heads. */
const profileAt = (text: string, offset: number): string | undefined => {
  const before = text.slice(Math.max(0, offset - reach), offset);
  let at = before.lastIndexOf('\n[');
  if (at < 0) at = before.startsWith('[') ? -1 : before.length;
  const head = /^\[{1,2}\s{0,4}(?:profile\s{1,4})?["']?([\w .:@/-]{1,80}?)["']?\s{0,4}\]{1,2}\s{0,4}$/m.exec(
    before
      .slice(at + 1, at + 120)
      .split('\n')[0]
      ?.trimEnd() ?? '',
  );
  return head?.[1]?.toLowerCase();
};

const mostBlocks = 12;

/** Names of the keys and blocks that open above with less indentation, the nearest first. */
const blocksAt = (text: string, offset: number): readonly string[] => {
  const lines = text.slice(Math.max(0, offset - reach), offset).split('\n');
  const indentOf = (line: string): number => /^[ \t]{0,200}/.exec(line)?.[0].length ?? 0;
  let indent = indentOf(lines.at(-1) ?? '');
  const found: string[] = [];
  for (let i = lines.length - 2; i >= 0 && indent > 0 && found.length < mostBlocks; i--) {
    const line = lines[i] ?? '';
    if (line.trim() === '' || line.length > 400) continue;
    const own = indentOf(line);
    if (own >= indent) continue;
    indent = own;
    if (!/[:{([]\s{0,4}\r?$/.test(line)) continue;
    for (const [word] of line.matchAll(/[A-Za-z][\w-]{0,60}/g)) found.push(word);
  }
  return found;
};
