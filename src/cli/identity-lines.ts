import type { Because, Decision, EscalationEdge, Identity, Outcome, Residual } from '#identity/identity';
import { painter } from '#reports/text';
import { oneLine } from './one-line.ts';
import { conditionLines } from './identity-conditions.ts';
import type { IdentitySource } from './identity-input.ts';
import { assumptionText, becauseText, layerText, missingText, principalText, shortId, words } from './identity-words.ts';
import type { Options } from './options.ts';

/** What the pages are written with. */
export interface Pen {
  readonly source: IdentitySource;
  readonly options: Options;
}

export const outcomeColours: Readonly<Record<Outcome, 'green' | 'red' | 'yellow'>> = {
  allow: 'green',
  'explicit-deny': 'red',
  'implicit-deny': 'red',
  'allow-if': 'yellow',
};

/** Layers that only limit: what they leave is no reason of its own where many answers are listed. */
const isLimit = ({ layer, effect }: Because): boolean => effect === 'allow' && /^(scp|rcp|boundary|session|endpoint)\b/.test(layer);

/** Why: one line for each reason, its place at the end; then the condition. `short`: without what only limits. */
export const reasonLines = ({ source, options: { locale, colour } }: Pen, { because, condition, decision }: Decision, short = false): readonly string[] => {
  const word = words[locale];
  const paint = painter(colour);
  // Where an answer hangs on others, silence here decides nothing.
  const told = because.filter((one) => !(short && isLimit(one)) && !(decision === 'allow-if' && one.effect === 'nothing-allows'));
  const lines = told.map((one) => {
    if (one.effect === 'nothing-allows') return `${word.nothing}: ${layerText(one.layer, locale)}`;
    if (one.layer === 'root') return word.ownRoot;
    const place = source.place(one.at);
    const lead = one.effect === 'deny' && decision === 'allow-if' ? word.mayDeny : word[one.effect];
    return `${lead}: ${becauseText(one, locale)}${place === '' ? '' : `  ${paint('cyan', oneLine(place))}`}`;
  });
  return [...new Set(lines), ...(condition ? ifLines(condition, { source, options: { locale, colour } }) : [])];
};

export const ifLines = (
  condition: Residual,
  { options: { locale, colour } }: { readonly source: IdentitySource; readonly options: Pick<Options, 'locale' | 'colour'> },
): readonly string[] => {
  const word = words[locale];
  const paint = painter(colour);
  return conditionLines(condition, locale).map((line, i) => paint('yellow', `${i === 0 ? word.if : word.and}: ${line}`));
};

/** What could change the answers, once for all of them. */
export const caveatLines = ({ options: { locale, colour } }: Pen, decisions: readonly Decision[]): readonly string[] => {
  const word = words[locale];
  const paint = painter(colour);
  const assumptions = [...new Set(decisions.flatMap((one) => one.assumptions))].toSorted();
  const missing = [...new Set(decisions.flatMap((one) => one.missing))];
  const shown = missing.slice(0, 6).map((one) => missingText(one, locale));
  const list = [...shown, ...(missing.length > shown.length ? ['…'] : [])].join(locale === 'ja' ? '、' : ', ');
  return [
    ...assumptions.map((one) => paint('dim', word.assumption(assumptionText(one, locale)))),
    ...(missing.length > 0 ? [paint('dim', word.missing(list))] : []),
  ];
};

/** Numbers that stand for something the code does not tell, explained if they were printed. */
export const standIns = (lines: readonly string[], { options: { locale, colour } }: Pen): readonly string[] => {
  const paint = painter(colour);
  const has = (text: string): boolean => lines.some((line) => line.includes(text));
  return [
    ...(has('000000000000') && !has('00000000-0000-0000-0000-000000000000') ? [paint('dim', words[locale].thisAccount)] : []),
    ...(has('/subscriptions/00000000-0000-0000-0000-000000000000') ? [paint('dim', words[locale].thisSubscription)] : []),
  ];
};

export const nameOf = (identity: Identity): ((id: string, locale: Options['locale']) => string) => {
  const names = new Map(identity.principals.map((one) => [one.id, one]));
  return (id, locale) => {
    const found = names.get(id);
    return found ? principalText(found, locale) : oneLine(id);
  };
};

/** One step of an attacker: what is done; the permissions that it takes, and which statements give them. */
export const edgeLines = (pen: Pen, identity: Identity, edge: EscalationEdge, number: number): readonly string[] => {
  const { locale, colour } = pen.options;
  const word = words[locale];
  const paint = painter(colour);
  const target = plainName(identity, edge.to, locale);
  const via = edge.via === undefined ? '' : shortId(edge.via);
  const method = identity.escalations().methods.get(edge.method);
  const told = method?.does[locale].replaceAll('{target}', target).replaceAll('{via}', via);
  const does = told === undefined ? `→ ${edge.widens && edge.from === edge.to ? word.toSelf : target}` : told;
  const tail = via !== '' && !via.includes(target) && !does.includes(via) ? (locale === 'ja' ? `(${via})` : ` (${via})`) : '';
  return [
    `${number}. ${does}${tail}  ${paint('dim', `[${edge.method}]`)}`,
    ...(edge.condition ? ifLines(edge.condition, pen).map((line) => `   ${line}`) : []),
    ...permissionLines(pen, edge).map((line) => `   ${line}`),
  ];
};

/** Permissions that one statement gives, on one thing, stand on one line. */
const permissionLines = ({ source, options: { locale, colour } }: Pen, { to, via, permissions }: EscalationEdge): readonly string[] => {
  const word = words[locale];
  const paint = painter(colour);
  const actions = new Map<string, string[]>();
  for (const { action, on, because } of permissions) {
    const first = because.find((one) => !isLimit(one)) ?? because[0];
    const place = source.place(first?.at);
    const where = on === undefined || on === '*' || on === to || on === via ? '' : locale === 'ja' ? `(${shortId(on)})` : ` (${shortId(on)})`;
    const tail = `${where}${first ? `: ${becauseText(first, locale)}` : ''}${place === '' ? '' : `  ${paint('cyan', oneLine(place))}`}`;
    actions.set(tail, [...(actions.get(tail) ?? []), oneLine(action)]);
  }
  return [...actions].map(([tail, list]) => `${word.using} ${[...new Set(list)].join(', ')}${tail}`);
};

const plainName = (identity: Identity, id: string, locale: Options['locale']): string => {
  const found = identity.principals.find((one) => one.id === id);
  return found === undefined ? oneLine(id) : found.kind === 'root' ? principalText(found, locale) : oneLine(found.name);
};

export const indented = (lines: readonly string[], by = 2): readonly string[] => lines.map((line) => (line === '' ? line : ' '.repeat(by) + line));
