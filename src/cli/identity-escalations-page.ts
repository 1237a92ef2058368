import type { EscalationEdge, Identity, PrincipalKind } from '#identity/identity';
import { painter } from '#reports/text';
import { oneLine } from './one-line.ts';
import type { IdentitySource } from './identity-input.ts';
import { escalationsJson, printed, sortedEdges } from './identity-json.ts';
import { edgeLines, indented, nameOf, standIns, type Pen } from './identity-lines.ts';
import { cloudNames, kindNames, words } from './identity-words.ts';
import { isJson, type Options } from './options.ts';

/** Who is administrator, who can become one and how, and who can become somebody else; cloud by cloud. */
export const escalationsPage = (source: IdentitySource, options: Options): string => {
  if (isJson(options)) return printed(escalationsJson(source));
  const pen: Pen = { source, options };
  const lines = [...source.clouds.values()].flatMap((make, i) => [...(i === 0 ? [] : ['']), ...cloudLines(make(), pen)]);
  return `${[...lines, ...standIns(lines, pen)].join('\n')}\n`;
};

const cloudLines = (identity: Identity, pen: Pen): readonly string[] => {
  const { locale, colour, all } = pen.options;
  const word = words[locale];
  const paint = painter(colour);
  const names = nameOf(identity);
  const { administrators, becomeAdministrator, edges, methods } = identity.escalations();
  const at = new Map(identity.principals.map((one) => [one.id, pen.source.place(one.at)]));
  const named = (id: string): string => [paint('bold', names(id, locale)), paint('cyan', oneLine(at.get(id) ?? ''))].join('  ').trimEnd();
  const lines = [`${paint('bold', cloudNames[identity.cloud])}  ${paint('dim', `${word.read}: ${census(identity, pen.options)}`)}`, ''];

  lines.push(paint('bold', `${word.administrators} (${administrators.size})`));
  if (administrators.size === 0) lines.push(`  ${word.noAdministrators}`);
  for (const id of [...administrators].toSorted()) lines.push(`  ${named(id)}`);

  lines.push('', paint('bold', `${word.become} (${becomeAdministrator.size})`));
  if (becomeAdministrator.size === 0) lines.push(`  ${word.nobodyBecomes}`);
  const certainFirst = [...becomeAdministrator].toSorted(
    ([a, x], [b, y]) => Number(isConditional(x)) - Number(isConditional(y)) || x.length - y.length || (a < b ? -1 : 1),
  );
  for (const [who, chain] of certainFirst)
    lines.push(
      `  ${named(who)}${isConditional(chain) ? `  ${paint('yellow', word.conditional)}` : ''}`,
      ...indented(
        chain.flatMap((edge, i) => edgeLines(pen, identity, edge, i + 1)),
        4,
      ),
    );

  const other = sortedEdges(edges.filter(({ from }) => !becomeAdministrator.has(from)));
  lines.push('', paint('bold', `${word.others} (${other.length})`));
  if (other.length === 0) lines.push(`  ${word.noOthers}`);
  const most = all ? Infinity : 20;
  for (const edge of other.slice(0, most)) {
    const title = methods.get(edge.method)?.title[locale];
    const to = edge.from === edge.to ? word.toSelf : names(edge.to, locale);
    lines.push(`  ${names(edge.from, locale)} → ${to}  ${title === undefined ? '' : `${title}  `}${paint('dim', `[${edge.method}]`)}`);
    if (all) lines.push(...indented(edgeLines(pen, identity, edge, 1), 4));
  }
  if (other.length > most) lines.push(`  ${word.more(other.length - most)}`);
  const { leftOut = 0 } = identity.escalations();
  if (leftOut > 0) lines.push(`  ${paint('dim', word.leftOut(leftOut))}`);
  return lines;
};

const isConditional = (chain: readonly EscalationEdge[]): boolean => chain.some(({ condition }) => condition !== undefined);

/** `2 roles, 1 user`: how much the answer rests on. */
const census = ({ principals }: Identity, { locale }: Options): string => {
  const counts = new Map<PrincipalKind, number>();
  for (const { kind } of principals) if (kind !== 'root' && kind !== 'anyone') counts.set(kind, (counts.get(kind) ?? 0) + 1);
  const parts = [...counts].map(([kind, n]) => {
    const name = kindNames[kind][locale];
    return locale === 'ja' ? `${name} ${n}` : `${n} ${n === 1 ? name : plural(name)}`;
  });
  return parts.length === 0 ? '0' : parts.join(locale === 'ja' ? '、' : ', ');
};
const plural = (name: string): string => (name.endsWith('y') ? `${name.slice(0, -1)}ies` : `${name}s`);
