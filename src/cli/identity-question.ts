import type { Text } from '#framework/text';
import type { Identity, IdentityCloud, Principal, Target } from '#identity/identity';
import { cloudOfAction } from '#identity/names';
import type { IdentitySource } from './identity-input.ts';
import { cloudNames, kindNames } from './identity-words.ts';
import { UsageError } from './options.ts';

/** A question in the words of a person, found in one cloud. */
export interface Question {
  readonly identity: Identity;
  readonly action: string;
  /** Undefined: the question names no thing. */
  readonly what: Target | undefined;
  /** What a person should know beside the answer. */
  readonly notes: readonly Text[];
}

/** The action tells the cloud. */
export const questionOf = (source: IdentitySource, action: string, what: string | undefined): Question => {
  const cloud = cloudOfAction(action);
  if (cloud === undefined)
    throw unknownAction(
      action,
      [...source.clouds.values()].flatMap((identity) => identity().findAction(action).near),
    );
  const identity = source.clouds.get(cloud)?.();
  if (!identity) throw otherCloud(source, `"${action}" is an action of ${cloudNames[cloud]}`, `「${action}」は ${cloudNames[cloud]} のアクションです`);
  const { matches, near } = identity.findAction(action);
  const [found] = matches;
  if (found === undefined) throw unknownAction(action, near);
  const notes: Text[] =
    near.length === 0
      ? []
      : [
          {
            en: `"${found}" is not among the actions that ippo knows; it is judged by its name.${suggested(near, 'en')}`,
            ja: `「${found}」は ippo の知らないアクションのため、名前だけで判定します。${suggested(near, 'ja')}`,
          },
        ];
  return { identity, action: found, what: what === undefined ? undefined : targetOf(identity, what, found), notes };
};

/** Whom a word means in the cloud of the question. */
export const askedPrincipal = (source: IdentitySource, identity: Identity, who: string): Principal => {
  const { matches, near } = identity.findPrincipal(who);
  const [only] = matches;
  if (only && matches.length === 1) return only;
  if (matches.length > 1) throw severalOf(who, [[identity.cloud, matches]]);
  for (const [cloud, other] of source.clouds)
    if (cloud !== identity.cloud && other().findPrincipal(who).matches.length > 0)
      throw new UsageError(
        `"${who}" is a principal of ${cloudNames[cloud]}, and the action belongs to ${cloudNames[identity.cloud]}.`,
        `「${who}」は ${cloudNames[cloud]} のプリンシパルですが、アクションは ${cloudNames[identity.cloud]} のものです。`,
      );
  throw unknownPrincipal(who, near);
};

/** Whom a word means, in any cloud; somebody who was read. */
export const readPrincipal = (source: IdentitySource, who: string): { readonly identity: Identity; readonly principal: Principal } => {
  const found: { readonly identity: Identity; readonly principal: Principal }[] = [];
  const near: string[] = [];
  let outside = false;
  for (const make of source.clouds.values()) {
    const identity = make();
    const ids = new Set(identity.principals.map(({ id }) => id));
    const here = identity.findPrincipal(who);
    near.push(...here.near);
    for (const principal of here.matches) {
      if (ids.has(principal.id)) found.push({ identity, principal });
      else outside = true;
    }
  }
  const [only] = found;
  if (only && found.length === 1) return only;
  if (only)
    throw severalOf(
      who,
      [...source.clouds.keys()].map((cloud) => [cloud, found.filter(({ identity }) => identity.cloud === cloud).map(({ principal }) => principal)]),
    );
  if (outside)
    throw new UsageError(
      `"${who}" is not among the principals that were read, so its permissions are not known. "ippo can" tells what others allow it.`,
      `「${who}」は読み取ったプリンシパルに含まれないため、権限は分かりません。ほかから許可されている操作は ippo can で確認できます。`,
    );
  throw unknownPrincipal(who, near);
};

const targetOf = (identity: Identity, what: string, action: string): Target => {
  const { matches, near } = identity.findResource(what, action);
  const [only] = matches;
  if (only && matches.length === 1) return only;
  const list = matches.map(({ id, address }) => `  ${id}${address === undefined ? '' : `  ${address}`}`).join('\n');
  if (matches.length > 1)
    throw new UsageError(
      `"${what}" could be several things; say which:\n${list}`,
      `「${what}」に当てはまるものが複数あります。次のいずれかを指定してください。\n${list}`,
    );
  throw new UsageError(
    `There is no resource "${what}".${suggested(near, 'en') || ' Give its full id (ARN, ARM id, full resource name).'}`,
    `「${what}」というリソースはありません。${suggested(near, 'ja') || '完全な ID(ARN、ARM のリソース ID、完全リソース名)で指定してください。'}`,
  );
};

const otherCloud = (source: IdentitySource, en: string, ja: string): UsageError => {
  const clouds = [...source.clouds.keys()].map((cloud) => cloudNames[cloud]);
  return new UsageError(
    `${en}, and ${source.given} holds ${clouds.join(' and ')} only.`,
    `${ja}が、${source.given} から読み取れたのは ${clouds.join('と ')} だけです。`,
  );
};

const unknownAction = (action: string, near: readonly string[]): UsageError =>
  /[*?]/.test(action)
    ? new UsageError(
        `"${action}" is a pattern: ask for one action.${suggested(near, 'en', 'Such as')}`,
        `「${action}」はパターンです。アクションを 1 つ指定してください。${suggested(near, 'ja', '例:')}`,
      )
    : new UsageError(
        `There is no action "${action}".${suggested(near, 'en') || ' Actions look like s3:GetObject, Microsoft.Compute/virtualMachines/read or storage.objects.get.'}`,
        `「${action}」というアクションはありません。${suggested(near, 'ja') || '例: s3:GetObject、Microsoft.Compute/virtualMachines/read、storage.objects.get'}`,
      );

const unknownPrincipal = (who: string, near: readonly string[]): UsageError =>
  new UsageError(`There is no principal "${who}".${suggested(near, 'en')}`, `「${who}」というプリンシパルはありません。${suggested(near, 'ja')}`);

const severalOf = (who: string, found: readonly (readonly [IdentityCloud, readonly Principal[]])[]): UsageError => {
  const list = (locale: 'en' | 'ja'): string =>
    found
      .flatMap(([cloud, principals]) =>
        principals.map(
          ({ id, kind, address }) =>
            `  ${cloudNames[cloud]}  ${kindNames[kind][locale]}  ${id}${address === undefined || address === id ? '' : `  ${address}`}`,
        ),
      )
      .join('\n');
  const clouds = found.filter(([, principals]) => principals.length > 0).length;
  return new UsageError(
    `"${who}" is the name of several principals${clouds > 1 ? `, in ${clouds} clouds` : ''}; give the id:\n${list('en')}`,
    `「${who}」という名前のプリンシパルが複数${clouds > 1 ? `(${clouds} つのクラウドに)` : ''}あります。ID で指定してください。\n${list('ja')}`,
  );
};

const suggested = (near: readonly string[], locale: 'en' | 'ja', lead?: string): string => {
  const [first, ...rest] = [...new Set(near)].slice(0, 3);
  if (first === undefined) return '';
  if (locale === 'ja') {
    const list = [first, ...rest].map((one) => `「${one}」`).join('、');
    return lead === undefined ? `${list}ではありませんか。` : `${lead} ${list}`;
  }
  const list = [first, ...rest].map((one) => `"${one}"`).join(', ');
  return ` ${lead ?? 'Did you mean'} ${list}${lead === undefined ? '?' : '.'}`;
};
