import type { Diagnostic } from '#core/diagnostic';
import type { Written } from '../identity.ts';
import type { AwsInput } from './account.ts';

interface Once {
  readonly at: Written | undefined;
}

/** Root folders may describe things of one name, such as the stages of one system: before deployment they are one. The first counts, and that is told. */
export const onlyFirst = (input: AwsInput): { readonly input: AwsInput; readonly diagnostics: readonly Diagnostic[] } => {
  const diagnostics: Diagnostic[] = [];
  const first = <T extends Once>(list: readonly T[], idOf: (one: T) => string): readonly T[] => {
    const seen = new Map<string, T>();
    for (const one of list) {
      const before = seen.get(idOf(one));
      if (before) diagnostics.push(twice(idOf(one), before.at, one.at));
      else seen.set(idOf(one), one);
    }
    return diagnostics.length === 0 ? list : [...seen.values()];
  };
  const arn = ({ arn: id }: { readonly arn: string }): string => id;
  const users = first(input.users, arn);
  const groups = first(input.groups, arn);
  const roles = first(input.roles, arn);
  const managed = first(input.managed, ({ id }) => id);
  const resources = first(input.resources, arn);
  return { input: diagnostics.length === 0 ? input : { ...input, users, groups, roles, managed, resources }, diagnostics };
};

const twice = (id: string, first: Written | undefined, other: Written | undefined): Diagnostic => ({
  code: 'aws-same-name-twice',
  severity: 'warning',
  at: undefined,
  message: {
    en: `${id} is described twice, in ${placeOf(first)} and in ${placeOf(other)}; the first one counts. To judge the other, give its folder alone.`,
    ja: `${id} が ${placeOf(first)} と ${placeOf(other)} の両方にあります。前者だけを判定します。後者は、そのフォルダーだけを指定して判定してください。`,
  },
});
const placeOf = (at: Written | undefined): string => (at === undefined ? '?' : at.line === undefined ? at.file : `${at.file}:${at.line}`);
