import type { Allowed, Identity, PrincipalKind } from '#identity/identity';
import { painter } from '#reports/text';
import { oneLine } from './one-line.ts';
import type { IdentitySource } from './identity-input.ts';
import { canJson, printed, whoCanJson } from './identity-json.ts';
import { caveatLines, indented, nameOf, outcomeColours, reasonLines, standIns, type Pen } from './identity-lines.ts';
import { askedPrincipal, questionOf, type Question } from './identity-question.ts';
import { principalText, words } from './identity-words.ts';
import { isJson, type Options } from './options.ts';

/** May this principal do that? */
export const canPage = (
  source: IdentitySource,
  [who = '', action = '', what]: readonly string[],
  options: Options,
  tell: (notes: Question['notes']) => void,
): string => {
  const question = questionOf(source, action, what);
  const principal = askedPrincipal(source, question.identity, who);
  tell(question.notes);
  const decision = question.identity.can(principal.id, question.action, question.what?.id, options.context);
  if (isJson(options)) return printed(canJson(source, question, principal, decision));
  const { locale, colour } = options;
  const paint = painter(colour);
  const pen: Pen = { source, options };
  const lines = [
    paint('bold', words[locale].may(principalText(principal, locale), oneLine(question.action))),
    onLine(question, options),
    `${words[locale].answer}: ${paint(outcomeColours[decision.decision], words[locale].outcome[decision.decision])}`,
    ...indented(reasonLines(pen, decision)),
    ...caveatLines(pen, [decision]),
  ];
  return page(lines, pen);
};

/** Everybody who can, or could under a condition. */
export const whoCanPage = (
  source: IdentitySource,
  [action = '', what]: readonly string[],
  options: Options,
  tell: (notes: Question['notes']) => void,
): string => {
  const question = questionOf(source, action, what);
  tell(question.notes);
  const allowed = question.identity.whoCan(question.action, question.what?.id, options.context);
  if (isJson(options)) return printed(whoCanJson(source, question, allowed));
  const { locale, colour } = options;
  const word = words[locale];
  const paint = painter(colour);
  const pen: Pen = { source, options };
  const certain = allowed.filter(({ decision }) => decision.decision === 'allow');
  const open = allowed.filter(({ decision }) => decision.decision === 'allow-if');
  const lines = [paint('bold', word.whoCan(oneLine(question.action))), onLine(question, options), ''];
  if (allowed.length === 0) lines.push(word.nobody);
  if (certain.length > 0) lines.push(paint('bold', word.can(certain.length)), ...listed(certain, question.identity, pen));
  if (open.length > 0) lines.push(...(certain.length > 0 ? [''] : []), paint('bold', word.could(open.length)), ...listed(open, question.identity, pen));
  const caveats = caveatLines(
    pen,
    allowed.length > 0
      ? allowed.map(({ decision }) => decision)
      : [question.identity.can(probe(question.identity), question.action, question.what?.id, options.context)],
  );
  return page([...lines, ...(caveats.length > 0 ? ['', ...caveats] : [])], pen);
};

/** Where nobody can, anybody's answer tells what was not collected. */
const probe = (identity: Identity): string => identity.principals[0]?.id ?? '*';

const listed = (allowed: readonly Allowed[], identity: Identity, pen: Pen): readonly string[] => {
  const { locale, colour, all } = pen.options;
  const word = words[locale];
  const paint = painter(colour);
  const names = nameOf(identity);
  const kinds = new Map(identity.principals.map(({ id, kind }) => [id, kind]));
  // The widest first: everybody, those outside, then those who were read.
  const weight = ({ who, known }: Allowed): number => (who === '*' || who === 'allUsers' ? 0 : !known ? 1 : rank(kinds.get(who)));
  const sorted = allowed.toSorted((a, b) => weight(a) - weight(b) || (a.who < b.who ? -1 : 1));
  const most = all ? Infinity : 30;
  const lines = sorted
    .slice(0, most)
    .flatMap(({ who, known, decision }) => [
      `${paint(known ? 'bold' : 'red', who === '*' ? word.everyone : names(who, locale))}${known || who === '*' || kinds.get(who) === 'anyone' ? '' : `  ${paint('dim', word.outside)}`}`,
      ...indented(reasonLines(pen, decision, true)),
    ]);
  return indented([...lines, ...(sorted.length > most ? [word.more(sorted.length - most)] : [])]);
};
const rank = (kind: PrincipalKind | undefined): number => (kind === 'root' ? 3 : 2);

const onLine = ({ what }: Question, { locale, colour }: Options): string => {
  const word = words[locale];
  const id = oneLine(what?.id ?? '');
  const name = oneLine(what?.name ?? '');
  return word.on(what === undefined ? word.everything : name === id ? id : `${name}  ${painter(colour)('dim', id)}`);
};

const page = (lines: readonly string[], pen: Pen): string => `${[...lines, ...standIns(lines, pen)].join('\n')}\n`;
