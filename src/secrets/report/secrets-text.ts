import { styleText } from 'node:util';
import { wrapDisplay } from '#framework/display-width';
import type { Locale, Text } from '#framework/text';
import type { Severity } from '#core/finding';
import type { Keeper } from '../git/keepers.ts';
import { masked } from './mask.ts';
import { isGap, noteText, type Note } from './note.ts';
import { isOver, type Bar, type OtherHalf, type SecretFinding, type SecretPlace } from './secret-finding.ts';
import type { SecretsRun } from './secrets-run.ts';
import { shownFacts } from './shown-facts.ts';
import { countText, harmless, secretsWords, sizeText, type SecretsWords } from './secrets-words.ts';

export interface SecretsTextOptions {
  readonly locale: Locale;
  readonly colour: boolean;
  /** Columns. */
  readonly width: number;
  /** Show also what is below the bar and what is accepted. */
  readonly all: boolean;
  readonly bar: Bar;
  readonly reasons: Readonly<Record<string, Text>>;
}

const mostShownPlaces = 8;
const mostNotes = 20;
const mostStale = 20;

/** The report for a terminal: each secret once, with its places, why it is one, and what to do. */
export const secretsText = (run: SecretsRun, options: SecretsTextOptions): string => {
  const { locale, all, width } = options;
  const word = secretsWords[locale];
  const paint = painter(options.colour);
  const open = run.findings.filter(({ accepted }) => accepted === undefined);
  const shown = all ? run.findings : open.filter((one) => isShown(one, options.bar));
  const lines = [`${paint('bold', 'ippo 一歩')}  ${harmless(run.path)}  ${word.scanned[run.mode](countText(run.files), sizeText(run.bytes))}`, ''];
  if (open.length === 0)
    lines.push(...wrapDisplay(run.complete ? word.none : word.noneButIncomplete, width).map((line) => paint(run.complete ? 'green' : 'yellow', line)));
  else
    lines.push(
      paint(
        'bold',
        word.found(
          open.length,
          open.reduce((sum, { placeCount }) => sum + placeCount, 0),
        ),
      ),
    );
  const facts = shownFacts(run.findings);
  for (const finding of shown) lines.push('', ...findingLines(finding, options, run.keyed, facts));
  const below = open.filter((one) => !shown.includes(one)).length;
  const accepted = run.findings.length - open.length;
  if (below > 0) lines.push('', paint('dim', word.smaller(below)));
  if (accepted > 0 && !all) lines.push('', paint('dim', word.accepted(accepted)));
  lines.push(
    ...staleLines(run, options),
    ...noteLines(run.notes.filter(isGap), word.notLooked, options),
    ...noteLines(
      run.notes.filter((note) => !isGap(note)),
      word.notes,
      options,
    ),
  );
  return `${lines.join('\n')}\n`;
};

/** What is over the bar, and what is as sure but milder. */
const isShown = (finding: SecretFinding, bar: Bar): boolean =>
  isOver(finding, { severity: 'medium', confidence: 'likely' }) || isOver(finding, bar) || finding.expired !== undefined;

/** One secret with its places. */
export const findingLines = (finding: SecretFinding, options: SecretsTextOptions, keyed: boolean, shown: ReturnType<typeof shownFacts>): string[] => {
  const { locale, width, reasons, colour } = options;
  const word = secretsWords[locale];
  const paint = painter(colour);
  const { detector, severity, confidence, placeCount, accepted, expired, facts } = finding;
  const known = Object.entries(shown(facts, finding.places[0]?.path ?? '')).filter(([name]) =>
    /^(account|host|user|client-id|project|tenant|email|expires|region|database)$/.test(name),
  );
  const lines = [
    `  ${paint(colours[severity], word.severity[severity])}  ${paint('bold', detector.title[locale])}  ${harmless(masked(detector.id, finding.value))}  ${paint('dim', word.confidence[confidence])}`,
  ];
  if (known.length > 0) lines.push(`    ${paint('dim', known.map(([name, value]) => `${name} ${harmless(value).slice(0, 120)}`).join('  '))}`);
  for (const place of finding.places.slice(0, mostShownPlaces)) lines.push(`    ${placeText(place, options)}`);
  lines.push(...halfLines(finding, options, shown));
  if (placeCount > mostShownPlaces) lines.push(`    ${word.more(placeCount - Math.min(mostShownPlaces, finding.places.length))}`);
  if (accepted)
    lines.push(`    ${word.acceptedBy[accepted.by]}: ${harmless((accepted.by === 'comment' ? accepted.comment.reason : accepted.entry.reason) ?? '-')}`);
  if (expired) lines.push(`    ${paint('yellow', word.expired(expired.expires))}`);
  const told = finding.reasons.map((id) => reasons[id]?.[locale] ?? id).join(locale === 'ja' ? '' : ' ');
  if (told !== '') lines.push(...labelled(word.why, told, width));
  lines.push(...labelled(word.opens, detector.opens[locale], width), ...labelled(word.fix, detector.fix[locale], width));
  if (keyed && finding.fingerprint !== undefined) lines.push(`    ${paint('dim', `${word.fingerprint} ${finding.fingerprint.slice(0, 12)}`)}`);
  return lines;
};

/** `its client id: infra/backend.tf:4`, or the candidates. */
const halfLines = (
  { halves, candidateCount }: SecretFinding,
  { locale, colour, ...rest }: SecretsTextOptions,
  shown: ReturnType<typeof shownFacts>,
): string[] => {
  const word = secretsWords[locale];
  const paint = painter(colour);
  const told = (half: OtherHalf): string =>
    `${placeText(half.place, { locale, colour, ...rest })}${half.value === undefined ? '' : `  ${paint('dim', harmless(shown({ value: half.value }, half.place.path)['value'] ?? '').slice(0, 120))}`}`;
  const joined = halves.filter(({ is }) => is === 'joined').slice(0, mostShownPlaces);
  const candidates = halves.filter(({ is }) => is === 'candidate');
  const [first] = candidates;
  return [
    ...joined.map((half) => `    ${word.half(half.title[locale])}: ${told(half)}`),
    ...(first === undefined ? [] : [`    ${word.candidates(first.title[locale], candidateCount)}:`]),
    ...candidates.map((half) => `      ${told(half)}`),
  ];
};

const placeText = ({ path, region, in: where, commit, at, isInHead, keeper, submodule }: SecretPlace, { locale, colour }: SecretsTextOptions): string => {
  const word = secretsWords[locale];
  const paint = painter(colour);
  const short = commit?.slice(0, 10);
  const own = where === 'message' ? word.message(path.slice(0, 10)) : `${harmless(path)}:${region.line}:${region.column}`;
  const name = submodule === undefined ? own : `${harmless(submodule)}:${own}`;
  const said = [
    short === undefined ? undefined : word.commit(short, at === undefined ? '?' : dateText(at)),
    keeper ? heldBy(keeper, word) : isInHead === undefined || where === 'message' ? undefined : isInHead ? word.inHead : word.notInHead,
  ].filter((one) => one !== undefined);
  return paint('cyan', name) + (said.length === 0 ? '' : `  ${paint('dim', said.join(locale === 'ja' ? '、' : ', '))}`);
};

const heldBy = (keeper: Keeper, { heldBy: words }: SecretsWords): string => (keeper.by === 'stash' ? words.stash(keeper.name) : words[keeper.by]);

/** The day in UTC. Clocks of authors may say anything. */
export const dateText = (seconds: number): string => {
  const date = new Date(seconds * 1000);
  return Number.isNaN(date.getTime()) ? '?' : date.toISOString().slice(0, 10);
};

const labelled = (label: string, text: string, width: number): string[] => {
  const [first = '', ...rest] = wrapDisplay(text, Math.max(40, width - 14));
  return [`    ${label}: ${first}`, ...rest.map((line) => `      ${line}`)];
};

const staleLines = ({ stale }: SecretsRun, { locale, width }: SecretsTextOptions): string[] => {
  if (stale.entries.length === 0) return [];
  const word = secretsWords[locale].stale;
  const head = (stale.certain ? word.certain : word.uncertain)(stale.entries.length);
  return [
    '',
    ...wrapDisplay(head, width),
    ...stale.entries.slice(0, mostStale).map(({ kind, fingerprint, reason }) => `  ${kind} ${fingerprint} ${harmless(reason ?? '-')}`),
    ...(stale.entries.length > mostStale ? [`  … ${stale.entries.length - mostStale}`] : []),
  ];
};

export const noteLines = (
  notes: readonly Note[],
  title: string,
  { locale, width, colour }: Pick<SecretsTextOptions, 'locale' | 'width' | 'colour'>,
): string[] => {
  if (notes.length === 0) return [];
  const paint = painter(colour);
  const told = notes.slice(0, mostNotes).flatMap((note) => {
    const [first = '', ...rest] = wrapDisplay(harmless(noteText(note, locale)), width - 4);
    return [`  - ${first}`, ...rest.map((line) => `    ${line}`)];
  });
  return ['', paint('bold', title), ...told, ...(notes.length > mostNotes ? [`  … ${notes.length - mostNotes}`] : [])];
};

type Style = 'bold' | 'dim' | 'green' | 'yellow' | 'cyan' | 'red' | 'magenta';
const colours: Readonly<Record<Severity, Style>> = { critical: 'magenta', high: 'red', medium: 'yellow', low: 'cyan', info: 'dim' };
export const painter =
  (colour: boolean) =>
  (style: Style, text: string): string =>
    colour ? styleText(style, text) : text;
