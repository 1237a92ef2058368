import { styleText } from 'node:util';
import { wrapDisplay } from '#framework/display-width';
import type { Locale, Text } from '#framework/text';
import type { Severity } from '#core/finding';
import type { Keeper } from '../git/keepers.ts';
import { masked } from './mask.ts';
import { isGap, noteText, type Note } from './note.ts';
import { isOver, type Bar, type OtherHalf, type SecretFinding, type SecretPlace } from './secret-finding.ts';
import type { SecretsRun } from './secrets-run.ts';
import { rotationOf } from './rotation.ts';
import { shownFacts } from './shown-facts.ts';
import { countText, harmless, secretsWords, sizeText, type SecretsWords } from './secrets-words.ts';
import { verificationText } from './verification-words.ts';

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
const mostGuides = 12;
const mostOfKind = 20;
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
  lines.push(...verifiedLines(run, options));
  const facts = shownFacts(run.findings);
  const said = new Set<string>();
  const ofKind = new Map<string, number>();
  for (const finding of shown) {
    const before = ofKind.get(finding.detector.id) ?? 0;
    ofKind.set(finding.detector.id, before + 1);
    if (all || before < mostOfKind) lines.push('', ...findingLines(finding, options, run.keyed, facts, said));
  }
  const more = [...ofKind].flatMap(([id, count]) => {
    const title = shown.find(({ detector }) => detector.id === id)?.detector.title[locale] ?? id;
    return count <= mostOfKind || all ? [] : wrapDisplay(word.moreOfKind(title, count - mostOfKind), width);
  });
  if (more.length > 0) lines.push('', ...more);
  lines.push(...rotationLines(shown, options, facts));
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

/** Each kind once; what is known of the credential is filled in where there is only one of the kind. */
const rotationLines = (findings: readonly SecretFinding[], { locale, width, colour }: SecretsTextOptions, shown: ReturnType<typeof shownFacts>): string[] => {
  const paint = painter(colour);
  const kinds = new Map<string, SecretFinding[]>();
  for (const one of findings) if (one.accepted === undefined) kinds.set(one.detector.id, [...(kinds.get(one.detector.id) ?? []), one]);
  // An id and its secret are rotated together: what takes the same steps is told once.
  const guided = new Map<string, { titles: string[]; steps: ReturnType<typeof rotationOf> }>();
  for (const some of kinds.values()) {
    const [first] = some;
    const steps = first === undefined ? [] : rotationOf(first.detector, some.length === 1 ? shown(first.facts, first.places[0]?.path ?? '') : {});
    // Of one step alone everything was said at the finding.
    if (first === undefined || steps.length < 2) continue;
    const same = JSON.stringify(steps);
    guided.set(same, { titles: [...(guided.get(same)?.titles ?? []), first.detector.title[locale]], steps });
  }
  if (guided.size === 0) return [];
  return [
    '',
    paint('bold', secretsWords[locale].rotation),
    ...[...guided.values()].slice(0, mostGuides).flatMap(({ titles, steps }) => [
      ...wrapDisplay(titles.join(locale === 'ja' ? '、' : ', '), width - 2).map((line) => `  ${line}`),
      ...steps.flatMap(({ text, command, at }, i) => {
        const [first = '', ...rest] = wrapDisplay(text[locale], width - 7);
        return [
          `    ${i + 1}. ${first}`,
          ...rest.map((line) => `       ${line}`),
          ...[command, at].flatMap((one) => (one === undefined ? [] : [`       ${paint('cyan', harmless(one))}`])),
        ];
      }),
    ]),
  ];
};

/** What is over the bar, what is as sure but milder, and what the issuer has settled. */
const isShown = (finding: SecretFinding, bar: Bar): boolean =>
  isOver(finding, { severity: 'medium', confidence: 'likely' }) ||
  isOver(finding, bar) ||
  finding.expired !== undefined ||
  finding.verification?.is === 'live' ||
  finding.verification?.is === 'refused';

/** One secret with its places. `said`: what was told of others of its kind and is not told again; what is told now is added. */
export const findingLines = (
  finding: SecretFinding,
  options: SecretsTextOptions,
  keyed: boolean,
  shown: ReturnType<typeof shownFacts>,
  said: Set<string>,
): string[] => {
  const { locale, width, reasons, colour } = options;
  const word = secretsWords[locale];
  const paint = painter(colour);
  const { detector, severity, confidence, placeCount, accepted, expired, facts, verification } = finding;
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
  if (verification)
    lines.push(
      ...labelled(word.atIssuer, verificationText(verification, locale), width).map((line) => (verification.is === 'live' ? paint('red', line) : line)),
    );
  const why = finding.reasons.map((id) => reasons[id]?.[locale] ?? id).join(locale === 'ja' ? '' : ' ');
  for (const [label, text] of [
    [word.why, why],
    [word.opens, detector.opens[locale]],
    [word.fix, detector.fix[locale]],
  ] as const) {
    const same = `${detector.id}\0${label}\0${text}`;
    if (text !== '' && !said.has(same)) lines.push(...labelled(label, text, width));
    said.add(same);
  }
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

const verifiedLines = ({ findings, verification }: SecretsRun, { locale, width, colour }: SecretsTextOptions): string[] => {
  if (verification === undefined) return [];
  const counts = { live: 0, refused: 0, unclear: 0, 'not-tried': 0 };
  for (const one of findings) counts[one.verification?.is ?? 'not-tried']++;
  return wrapDisplay(secretsWords[locale].verified(counts), width).map((line) => painter(colour)('yellow', line));
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
