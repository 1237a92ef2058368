import { wordsOf, type Assignment } from '../../assignment.ts';
import { detached } from '../../detached.ts';
import { looksIssued } from '../../issued.ts';
import { nameClass } from '../../name-class.ts';
import { pathKind } from '../../path-kind.ts';
import { isUuid } from '../../placeholder.ts';
import type { Candidate, Confidence, Judged } from '../../secret.ts';
import { commonServiceNames, serviceNames } from '../../service-names.ts';
import { family, plain, type Row } from '../family.ts';

const longest = Math.max(...serviceNames.map((one) => one.length));
/** By their first three letters, the longest first. */
const known = new Map<string, string[]>();
for (const name of serviceNames.toSorted((a, b) => b.length - a.length)) known.set(name.slice(0, 3), [...(known.get(name.slice(0, 3)) ?? []), name]);
const title = { en: 'Key of a service, told by its name', ja: '外部サービスの API キー(名前から判定)' };

/** How far behind the name of a service its key may begin. */
const reach = 64;
const token = /[A-Za-z0-9][A-Za-z0-9_+/.~-]*={0,2}/g;
const credential = /secret|private|access|key|token|auth|passw|pwd|credential|bearer|apikey|\bapi\b/i;
/** `SECRET-123e4567-…`: the words that a name ends with, so that the value is what stands behind them. */
const nameWords =
  /^(?:[-_.]?(?:api|secret|private|access|auth|authorization|app|user|client|service|account|personal|rest|key|token|pat|bearer|password|server|admin|prod|live|test))+[-_.=]?/i;
/** What stands before an identifier, a hash or an address. */
const otherwise =
  /(?:\bid|_id|Id|ID|uuid|guid|sha|sha1|sha256|hash|digest|checksum|integrity|commit|rev|revision|version|ref|etag|file|path|image|url|uri|host|domain|name|user|username|email|public|pub)["'`]?[\s:=>"'`@/-]*$|@$/;

const find = function* (window: string, anchor: number, path: string): Iterable<Candidate> {
  const service = serviceAt(window, anchor);
  if (service === undefined) return;
  const from = anchor + service.length;
  token.lastIndex = from;
  let named = false;
  for (let turn = 0; turn < 8; turn++) {
    const match = token.exec(window);
    if (!match || match.index - from > reach) return;
    // The window may end in the middle of it.
    if (match.index + match[0].length >= window.length && window.length - match.index > 2000) return;
    const behind = match[0].slice(nameWords.exec(match[0])?.[0].length ?? 0);
    for (const value of behind === '' ? [] : [behind]) {
      const start = match.index + match[0].length - value.length;
      const gap = window.slice(from, start);
      const said = named || credential.test(gap) || credential.test(service);
      const confidence = verdict(value.replace(/[-.~_]+$/, ''), gap, said);
      if (confidence === undefined) continue;
      const trimmed = value.replace(/[-.~_]+$/, '');
      if (pathKind(path).writes === 'code' && !isLiteral(window, start, start + trimmed.length, gap)) continue;
      const inName = /^[\w.-]*["'`]?\]?\s{0,4}[:=(,]/.test(gap) || !/\s/.test(gap);
      yield {
        ...plain(trimmed),
        start,
        end: start + trimmed.length,
        confidence,
        facts: { service: service.replace(/[_.].*$/, '') },
        reasons: [inName ? 'named-for-vendor' : 'vendor-nearby', 'looks-random'],
      };
      return;
    }
    if (credential.test(match[0])) named = true;
  }
};

/** Code names things: there only what stands in quotes, in an address or in a remark is a value. */
const isLiteral = (window: string, start: number, end: number, gap: string): boolean =>
  /["'`]/.test(window.charAt(start - 1)) || /["'`]/.test(window.charAt(end)) || /[?&]\w*=$|(?:key|token|secret|bearer|basic)[ :=]{1,3}$/i.test(gap);

const serviceAt = (window: string, anchor: number): string | undefined => {
  const lower = window.slice(anchor, anchor + longest).toLowerCase();
  const service = known.get(lower.slice(0, 3))?.find((name) => lower.startsWith(name));
  return service === undefined || /public[_-]?$/i.test(window.slice(0, anchor)) ? undefined : service;
};

/** Without a word for a credential only what is bound to the name itself counts, and never what may be a hash or an identifier. */
const verdict = (value: string, gap: string, said: boolean): Confidence | undefined => {
  if (value.length < 12 || !looksIssued(value) || otherwise.test(gap) || (gap.match(/\n/g)?.length ?? 0) > 2) return undefined;
  if (/public[_-]?key/i.test(gap)) return undefined;
  if (value.includes('/') && !/^(?:[A-Za-z0-9+/]{24,}|[A-Za-z0-9+/]{20,}=)={0,2}$/.test(value)) return undefined;
  if (/\.[A-Za-z]{2,5}$/.test(value) || /^[a-z]+(?:[-_.][a-z]+)+[-_.]?v?\d+(?:\.\d+)*$/i.test(value)) return undefined;
  if (said) return /[;{}]/.test(gap) ? 'possible' : 'likely';
  if (isUuid(value)) return /^=["'`]?$/.test(gap) ? 'likely' : undefined;
  if (/^[0-9a-f]{40}$|^[0-9a-f]{64}$/i.test(value) || value.length < 20 || gap.length > 8) return undefined;
  return /^["'`]?\s{0,3}(?:=|:|=>)\s{0,3}["'`]?$/.test(gap)
    ? 'likely'
    : !/^[\s"'`:=-]*$/.test(gap)
      ? undefined
      : value.length >= 24 && (value.match(/\d/g)?.length ?? 0) >= 3 && !/^[0-9a-f-]+$/i.test(value)
        ? 'likely'
        : 'possible';
};

/** A word that stands for much else, in the name of a key: `FRONT_API_TOKEN`. */
const judge = (assignment: Assignment): Judged | undefined => {
  if (assignment.bound === 'compare' || assignment.part) return undefined;
  const service = serviceIn(assignment.name);
  if (service === undefined || !looksIssued(assignment.value)) return undefined;
  if (/publi(?:c|shable)/.test(assignment.plain)) return undefined;
  const { is } = nameClass(assignment.name);
  if (is === 'none' || is === 'password') return undefined;
  return { ...plain(assignment.value), facts: { service }, reasons: ['named-for-vendor', 'looks-random'] };
};
/** Names come again and again. */
const asked = new Map<string, string | undefined>();
const serviceIn = (name: string): string | undefined => {
  if (!asked.has(name)) {
    if (asked.size > 5000) asked.clear();
    asked.set(
      detached(name),
      wordsOf(name).find((word) => commonServiceNames.has(word)),
    );
  }
  return asked.get(name);
};
const byName: Row = {
  id: 'service-key-by-name',
  title,
  rank: 0,
  look: { by: 'name', shape: /^(?=\D{0,200}\d|[\w+/.~:=-]{24})[A-Za-z0-9][\w+/.~:=-]{11,2047}$/, name: undefined, judge },
};

/** Hundreds of services give out keys of letters and digits without a mark: only their name beside it tells. */
export default family({
  vendor: 'services',
  severity: 'high',
  fix: {
    en: 'Revoke the key in the console of the service, issue a new one with the fewest rights, keep it in a secret store, then take it out of the code.',
    ja: 'サービスの管理画面でキーを失効させ、最小限の権限で再発行します。新しいキーはシークレットストアに保管し、コードからは取り除きます。',
  },
  opens: { en: 'Whatever the account of the service may do, at its cost.', ja: 'サービスのアカウントで実行できる操作全般(利用料金の発生を含みます)' },
  rows: [
    { id: 'service-key', title, rank: 0, look: { by: 'neighbour', names: serviceNames, reach: reach + longest, window: { before: 16, after: 2200 }, find } },
    byName,
  ],
});
