import type { Diagnostic } from '#core/diagnostic';
import { hangsOn, unknownCalls, type Facts, type Val, type Verdict } from './cel.ts';
import { parseCel, type Cel } from './cel-parse.ts';
import { momentOf } from './cel-time.ts';
import type { Context } from '../identity.ts';
import { typeOfPlace, isLevel, type Hierarchy } from './hierarchy.ts';
import type { ConditionText, GcpInput, Source, TagBinding } from './input.ts';
import { badCondition, unknownFunction } from './problems.ts';

/** Read, or the reason why nobody knows it. `broken`: it was read and is none. */
export type Condition = { readonly cel: Cel; readonly title: string | undefined } | { readonly doubt: string; readonly broken: boolean };

export const conditionFrom = (
  written: ConditionText | null | undefined,
  where: string,
  source: Source,
  effect: 'allow' | 'deny',
  report: (diagnostic: Diagnostic) => void,
): Condition | undefined => {
  if (written === null || written === undefined) return undefined;
  if ('doubt' in written) return { doubt: written.doubt, broken: false };
  const cel = parseCel(written.expression);
  if ('problem' in cel) {
    report(badCondition(cel, where, effect, source.at));
    return { doubt: `the condition of ${where}`, broken: true };
  }
  for (const name of new Set(unknownCalls(cel, hosts))) report(unknownFunction(name, where, source.at));
  return { cel, title: written.title };
};
const hosts = new Set(['resource.matchTag', 'resource.matchTagId', 'resource.hasTagKey', 'resource.hasTagKeyId', 'api.getAttribute']);

/** What the caller of a question knows. Keys are names of CEL, such as `request.time`, and of API attributes. */
export interface Asking {
  readonly keys: ReadonlyMap<string, string | readonly string[]>;
  readonly complete: boolean;
}
export const askingOf = (context: Context | undefined): Asking => ({
  keys: new Map(Object.entries(context?.keys ?? {})),
  complete: context?.is === 'complete',
});

/** What a condition may ask about a request for one permission on one place. `open` leaves every tag, or the resource, to be chosen. */
export const factsOf = (
  input: GcpInput,
  hierarchy: Hierarchy,
  tagsOn: (place: string) => readonly TagBinding[] | undefined,
  permission: string,
  place: string,
  asking: Asking,
  { tags, resource }: { readonly tags?: 'open' | undefined; readonly resource?: 'open' | undefined },
): Facts => {
  const moment = input.asOf === undefined ? undefined : momentOf(input.asOf);
  const given = (key: string): Val | undefined => {
    const found = asking.keys.get(key);
    if (found === undefined) return undefined;
    if (typeof found !== 'string') return { list: found };
    const time = key === 'request.time' ? momentOf(found) : undefined;
    return time === undefined ? found : { moment: time };
  };
  return {
    lookup: (path) => {
      const told = given(path);
      if (told !== undefined) return told;
      if (resource === 'open' && path.startsWith('resource.')) return undefined;
      switch (path) {
        case 'resource.name':
          return relativeName(place, hierarchy);
        case 'resource.service':
          return isLevel(place) ? 'cloudresourcemanager.googleapis.com' : (place.split('/')[2] ?? '');
        case 'resource.type':
          return typeOfPlace(place, hierarchy.resources);
        case 'request.time':
          return moment === undefined ? undefined : { moment };
        default:
          return asking.complete ? { broken: path } : undefined;
      }
    },
    call: (name, args) => {
      if (name === 'api.getAttribute') return apiAttribute(permission, args, given, asking.complete);
      return name.startsWith('resource.') && hosts.has(name) ? tagVerdict(name, args, place, hierarchy, tagsOn, tags) : undefined;
    },
  };
};

/** Secret Manager and Resource Manager write the number of the project, everybody else the id ("Resource name format" in the attribute reference). */
const relativeName = (place: string, hierarchy: Hierarchy): Val | undefined => {
  const rest = isLevel(place) ? place : place.split('/').slice(3).join('/');
  if (!isLevel(place) && !place.startsWith('//secretmanager.')) return rest;
  const [, project] = /^(projects\/[^/]+)/.exec(rest) ?? [];
  if (project === undefined || /^projects\/\d+$/.test(project)) return rest;
  const number = hierarchy.numberOf(project);
  return number === undefined ? undefined : rest.replace(project, `projects/${number}`);
};

const grantsAttribute = 'iam.googleapis.com/modifiedGrantsByRole';
/** An attribute that the request does not carry stands at its default: the roles that change exist in requests to set a policy only. */
const apiAttribute = (permission: string, args: readonly Val[], given: (key: string) => Val | undefined, complete: boolean): Val => {
  const [name, byDefault = null] = args;
  if (typeof name !== 'string') return { broken: 'api.getAttribute' };
  const told = given(name);
  if (told !== undefined) return typeof told === 'string' && typeof byDefault === 'object' ? { list: [told] } : told;
  if (complete || (name === grantsAttribute && !permission.endsWith('.setIamPolicy'))) return byDefault;
  return { open: name };
};

/** Tags are inherited; the nearest value of a key counts ("Tags overview", Resource Manager). */
const tagVerdict = (
  name: string,
  args: readonly Val[],
  place: string,
  hierarchy: Hierarchy,
  tagsOn: (place: string) => readonly TagBinding[] | undefined,
  tags: 'open' | undefined,
): Verdict => {
  const [key, value] = args;
  const byId = name.endsWith('Id');
  const wantsValue = name.startsWith('resource.match');
  if (typeof key !== 'string' || (wantsValue && typeof value !== 'string')) return { yes: false, no: false };
  const atom = hangsOn({ key: `tag ${key}`, operator: wantsValue ? '==' : 'exists', values: wantsValue && typeof value === 'string' ? [value] : [] });
  if (tags === 'open') return atom;
  for (const level of hierarchy.chain(place)) {
    const found = tagsOn(level);
    if (found === undefined) return atom;
    const hit = found.find((tag) => (byId ? tag.keyId : tag.key) === key);
    if (hit) {
      const has = byId ? hit.valueId : hit.value;
      if (!wantsValue) return { yes: true, no: false };
      return has === undefined ? atom : { yes: has === value, no: has !== value };
    }
    // A tag whose key nobody knows under this kind of name could be the one.
    if (found.some((tag) => (byId ? tag.keyId : tag.key) === undefined)) return atom;
  }
  return hierarchy.open(place) === undefined ? { yes: false, no: true } : atom;
};
