import type { Identity, ServicePermissions, StaleKey } from '#identity/identity';
import { painter } from '#reports/text';
import { oneLine } from './one-line.ts';
import type { IdentitySource } from './identity-input.ts';
import { principalJson, printed, sortedEdges } from './identity-json.ts';
import { edgeLines, indented, nameOf, standIns, type Pen } from './identity-lines.ts';
import { readPrincipal } from './identity-question.ts';
import { becauseText, cloudNames, principalText, shortId, words } from './identity-words.ts';
import { isJson, type Options } from './options.ts';

/** What a principal may do, what it can become, and who can become it. */
export const principalPage = (source: IdentitySource, who: string, options: Options): string => {
  const { identity, principal } = readPrincipal(source, who);
  const isRoot = principal.kind === 'root';
  const found = identity.permissionsOf(principal.id);
  // No policy gives the root user its rights.
  const permissions = isRoot ? { ...found, administrator: true } : found;
  if (isJson(options)) return printed(principalJson(source, identity, principal, permissions));
  const { locale, colour, all } = options;
  const word = words[locale];
  const paint = painter(colour);
  const pen: Pen = { source, options };
  const { becomeAdministrator, edges } = identity.escalations();
  const chain = becomeAdministrator.get(principal.id) ?? [];
  const lines = [
    [paint('bold', principalText(principal, locale)), paint('cyan', oneLine(source.place(principal.at)))].join('  ').trimEnd(),
    paint('dim', [cloudNames[identity.cloud], oneLine(principal.id), oneLine(principal.address ?? '')].filter(Boolean).join('  ')),
    '',
  ];
  if (permissions.administrator) lines.push(paint('red', word.administrator));
  else if (chain.length > 0) lines.push(paint('red', word.becomes), ...indented(chain.flatMap((edge, i) => edgeLines(pen, identity, edge, i + 1))));
  else lines.push(word.noAdministrator);

  const takers = sortedEdges(edges.filter(({ from, to }) => to === principal.id && from !== to));
  if (takers.length > 0) {
    const most = all ? Infinity : 5;
    lines.push('', paint('bold', word.taken(takers.length)));
    for (const edge of takers.slice(0, most)) lines.push(`  ${nameOf(identity)(edge.from, locale)}`, ...indented(edgeLines(pen, identity, edge, 1), 4));
    if (takers.length > most) lines.push(`  ${word.more(takers.length - most)}`);
  }

  lines.push(...reachedLines(pen, identity, principal.id));
  const keys = staleKeysOf(identity, principal.id);
  if (keys.length > 0) lines.push('', ...keys.map(({ key, is, days }) => paint('yellow', word.staleKey[is](oneLine(key), days))));
  if (!isRoot) lines.push('', paint('bold', word.permissions));
  if (permissions.services.length === 0 && !isRoot) lines.push(`  ${word.noPermissions}`);
  const most = all ? Infinity : 25;
  for (const service of permissions.services.slice(0, most)) lines.push(...indented(serviceLines(pen, service)));
  if (permissions.services.length > most) lines.push(`  ${word.more(permissions.services.length - most)}`);
  if (permissions.services.some(({ wildcards }) => wildcards.length > 0)) lines.push('', paint('dim', word.wildcardHint));
  return `${[...lines, ...standIns(lines, pen)].join('\n')}\n`;
};

/** As of today: the one thing here that depends on the day. */
const staleKeysOf = (identity: Identity, who: string): readonly StaleKey[] => identity.staleKeys?.(who, new Date().toISOString()) ?? [];

/** Data and records that it gets at, among the things that were read. */
const reachedLines = ({ options: { locale, colour, all } }: Pen, identity: Identity, who: string): readonly string[] => {
  const paint = painter(colour);
  const reached = identity.reaches(who);
  const most = all ? Infinity : 5;
  return (['data', 'record'] as const).flatMap((what) => {
    const things = reached.filter((one) => one.what === what);
    if (things.length === 0) return [];
    const word = words[locale];
    return [
      '',
      paint('bold', what === 'data' ? word.reachesData(things.length) : word.stopsRecords(things.length)),
      ...things
        .slice(0, most)
        .map(
          ({ on, actions, conditional }) => `  ${oneLine(shortId(on))}  ${paint('dim', `${actions.join(', ')}${conditional ? `  ${word.conditional}` : ''}`)}`,
        ),
      ...(things.length > most ? [`  ${word.more(things.length - most)}`] : []),
    ];
  });
};

const levelOrder = ['permissions', 'write', 'tagging', 'read', 'list'] as const;

const serviceLines = (
  { source, options: { locale, colour, all } }: Pen,
  { service, levels, everywhere, total, allowed, wildcards }: ServicePermissions,
): readonly string[] => {
  const word = words[locale];
  const paint = painter(colour);
  const lines = [
    `${paint('bold', oneLine(service))}  ${word.of(allowed, total)}${locale === 'ja' ? '、' : ', '}${paint(everywhere ? 'yellow' : 'dim', everywhere ? word.everywhere : word.partly)}`,
  ];
  if (allowed === total && !all) {
    // Everything: the names tell nothing more.
    const counts = levelOrder.flatMap((level) => (levels[level]?.length ? [`${word.levels[level]} ${levels[level].length}`] : []));
    lines.push(`  ${counts.join(locale === 'ja' ? '、' : ', ')}`);
  }
  for (const level of allowed === total && !all ? [] : levelOrder) {
    const names = levels[level];
    if (!names || names.length === 0) continue;
    const short = names.map((name) => oneLine(name.toLowerCase().startsWith(service.toLowerCase()) ? name.slice(service.length + 1) : name));
    const shown = all ? short : short.slice(0, 6);
    lines.push(`  ${word.levels[level]} (${short.length}): ${shown.join(', ')}${short.length > shown.length ? ', …' : ''}`);
  }
  const patterns = new Map<string, Set<string>>();
  for (const { pattern, because } of wildcards) {
    const place = source.place(because.at);
    const reason = `${paint('dim', becauseText(because, locale))}${place === '' ? '' : `  ${paint('cyan', oneLine(place))}`}`;
    patterns.set(reason, (patterns.get(reason) ?? new Set()).add(oneLine(pattern)));
  }
  for (const [reason, list] of patterns) lines.push(`  ${paint('yellow', word.wildcard([...list].join(', ')))}  ${reason}`);
  return lines;
};
