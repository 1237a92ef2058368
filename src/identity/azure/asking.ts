import type { Context } from '../identity.ts';
import { timeOrder, type Request } from './condition.ts';
import type { Member } from './directory.ts';
import { allOf, doubt, type Tri } from './residual.ts';
import type { World, Timing } from './world.ts';

/** What the caller knows about a request. Keys are attributes as conditions write them (`@Request[...]`), `suboperation`, `time` and `pim:...`. */
export interface Asking {
  readonly keys: ReadonlyMap<string, readonly string[]>;
  readonly complete: boolean;
}

const nothingKnown: Asking = { keys: new Map(), complete: false };
export const askingOf = (context: Context | undefined): Asking =>
  context
    ? {
        keys: new Map(Object.entries(context.keys).map(([key, value]) => [normalKey(key), typeof value === 'string' ? [value] : value])),
        complete: context.is === 'complete',
      }
    : nothingKnown;

const normalKey = (key: string): string => key.toLowerCase().replace(/\s+/g, '');

/** `who`: undefined if the principal was not read. `what`: the ARM id as the caller spelt it. */
export const requestOf = (world: World, asking: Asking, who: Member | undefined, action: string, what: string, assume: (id: string) => void): Request => ({
  action,
  suboperation: asking.keys.get('suboperation')?.[0] ?? (asking.complete ? null : undefined),
  assume,
  attribute: ({ source, name }) => {
    const given = asking.keys.get(normalKey(`@${source}[${name}]`));
    if (given) return given;
    if (source === 'environment' && name.toLowerCase() === 'utcnow') {
      const now = timeOf(world, asking);
      if (now !== undefined) return [now];
    }
    if (source === 'principal' && who?.attributes) return attributeOf(who.attributes, name);
    if (source === 'resource') {
      const named = nameFrom(what, name);
      if (named !== undefined) return [named];
    }
    return asking.complete ? 'absent' : undefined;
  },
});

const attributeOf = (attributes: NonNullable<Member['attributes']>, name: string): readonly string[] | 'absent' => {
  const plain = (text: string): string =>
    text
      .toLowerCase()
      .replace(/^microsoft\.directory\/customsecurityattributes\/id:/, '')
      .replace(/[:_]/, '_');
  const found = Object.entries(attributes).find(([key]) => plain(key) === plain(name))?.[1];
  return found === undefined ? 'absent' : typeof found === 'string' ? [found] : found;
};

/** `Microsoft.Storage/storageAccounts/blobServices/containers:name` is spelt out in the ARM id of the container and of everything below it. */
const nameFrom = (what: string, attribute: string): string | undefined => {
  const match = /^(?<type>[^:]+):name$/i.exec(attribute);
  const at = what.toLowerCase().lastIndexOf('/providers/');
  if (!match?.groups || at < 0) return undefined;
  const [provider, ...rest] = what.slice(at + '/providers/'.length).split('/');
  let type = provider?.toLowerCase() ?? '';
  for (let i = 0; i + 1 < rest.length; i += 2) {
    type += `/${rest[i]?.toLowerCase() ?? ''}`;
    if (type === match.groups['type']?.toLowerCase()) return rest[i + 1];
  }
  return undefined;
};

export const timeOf = (world: World, asking: Asking): string | undefined =>
  (asking.keys.get('time') ?? asking.keys.get('@environment[utcnow]'))?.[0] ?? world.input.tenant.asOf;

/**
 * Whether an assignment counts: outside its window never; eligible only after activation, which `pim:activation` with its id (or `true`) states, and
 * after approval, which `pim:approval` states. "What is Microsoft Entra Privileged Identity Management?" (Microsoft Learn).
 */
export const counts = (timing: Timing, id: string, world: World, asking: Asking): Tri => {
  const window = inWindow(timing, world, asking);
  if (!timing.eligible || window === false) return window;
  const stated = (key: string): Tri => {
    const values = asking.keys.get(key);
    if (values) return values.some((value) => value.toLowerCase() === 'true' || value.toLowerCase() === id.toLowerCase());
    return asking.complete ? false : { key, operator: 'Is', values: [id] };
  };
  const activated = stated('pim:activation');
  const { mfa, approval, justification } = timing.activation ?? {};
  const before = [mfa && stated('pim:mfa'), justification && stated('pim:justification')].filter((one) => one !== undefined && one !== false);
  // Who has activated it has met what activation asks for; approval comes from somebody else.
  const own = activated === true ? true : allOf([activated, ...before]);
  return allOf([window, own, approval ? stated('pim:approval') : true]);
};

const inWindow = (timing: Timing, world: World, asking: Asking): Tri => {
  if (timing.broken) return doubt('the dates of an assignment');
  if (timing.from === undefined && timing.until === undefined) return true;
  const now = timeOf(world, asking);
  const side = (date: string | undefined, operator: string, wanted: (sign: number) => boolean): Tri => {
    if (date === undefined) return true;
    const sign = now === undefined ? undefined : timeOrder(now, date);
    return sign === undefined ? { key: 'time', operator, values: [date] } : wanted(sign);
  };
  return allOf([side(timing.from, 'DateTimeGreaterThanEquals', (sign) => sign >= 0), side(timing.until, 'DateTimeLessThan', (sign) => sign < 0)]);
};
