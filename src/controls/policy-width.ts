import { known, unknown, type Fact } from '#core/value';
import type { Statement } from '#resources/facets';

/**
 * For each Allow statement: the actions by which it is too wide, or nothing. Each statement belongs to one class: `administrator` allows everything,
 * `service` everything of a service, on every resource and without a condition.
 */
export const widths = (statements: readonly Statement[], wanted: 'administrator' | 'service'): Fact<readonly string[] | undefined>[] =>
  statements.some(deniesEverything) ? [] : statements.map((statement) => width(statement, wanted));

const deniesEverything = ({ effect, actions, resources, conditions }: Statement): boolean =>
  effect.is === 'known' &&
  effect.value === 'Deny' &&
  conditions.length === 0 &&
  actions.some((one) => one.is === 'known' && isEverything(one.value)) &&
  resources.some((one) => one.is === 'known' && isEverything(one.value));

const width = (
  { effect, actions, notActions, resources, notResources, conditions, origin }: Statement,
  wanted: 'administrator' | 'service',
): Fact<readonly string[] | undefined> => {
  if (effect.is === 'unknown') return unknown(effect.why.code, effect.why.about, effect.origin);
  const none = known<readonly string[] | undefined>(undefined, origin);
  if (effect.value === 'Deny' || conditions.length > 0) return none;
  const everywhere = notResources.length > 0 || resources.some((one) => one.is === 'known' && isEverything(one.value));
  if (!everywhere) {
    const whole = wanted === 'service' ? wholeServices(actions, resources) : [];
    if (whole.length > 0) return known(whole, origin);
    const open = resources.find((one) => one.is === 'unknown');
    // A resource that is not known yet is a name somebody gives, not a wildcard; only a policy of which nothing is known stays open.
    return open?.is === 'unknown' && actions.every(({ is }) => is === 'unknown') && actions.length > 0
      ? unknown(open.why.code, open.why.about, open.origin)
      : none;
  }
  // Everything except a few actions is everything, unless identity and organisation are among the exceptions (the pattern of PowerUserAccess).
  if (notActions.some((one) => one.is === 'known' && /^\*+$/.test(one.value))) return none;
  if (notActions.length > 0) {
    const spared = notActions.some((one) => one.is === 'known' && /^iam:\*$/i.test(one.value));
    return known(wanted === (spared ? 'service' : 'administrator') ? ['*'] : undefined, origin);
  }
  const names = actions.flatMap((one) => (one.is === 'known' ? [one.value] : []));
  const administrator = names.some(isEveryAction);
  const whole = names.filter((name) => /^[a-z0-9-]+:\*+$/i.test(name));
  if (wanted === 'administrator') {
    const everything = actions.find((one) => one.is === 'known' && isEveryAction(one.value));
    if (everything) return known(['*'], everything.origin, everything.is === 'known' && everything.assumed);
    return undecided(actions, names) ?? none;
  }
  if (administrator) return none;
  if (whole.length > 0) return known(whole, actions.find((one) => one.is === 'known' && one.value === whole[0])?.origin ?? origin);
  return undecided(actions, names) ?? none;
};

const isEveryAction = (name: string): boolean => /^\*+(:\*+)?$/.test(name);
/** Everything of a service on an ARN that names all of that service: `s3:*` on `arn:aws:s3:::*`. */
const wholeServices = (actions: readonly Fact<string>[], resources: readonly Fact<string>[]): readonly string[] =>
  actions.flatMap((action) => {
    const [, service] = action.is === 'known' ? (/^([a-z0-9-]+):\*+$/i.exec(action.value) ?? []) : [];
    const all = service && resources.some((one) => one.is === 'known' && new RegExp(`^arn:[^:]*:${service}:\\*?:\\*?:\\*$`, 'i').test(one.value));
    return all && action.is === 'known' ? [action.value] : [];
  });

const undecided = (actions: readonly Fact<string>[], names: readonly string[]): Fact<never> | undefined => {
  const open = actions.find((one) => one.is === 'unknown');
  return open?.is === 'unknown' && names.length < actions.length ? unknown(open.why.code, open.why.about, open.origin) : undefined;
};

const isEverything = (resource: string): boolean => /^\*+$/.test(resource) || /^arn:(aws|\*)[a-z-]*:\*:\*:\*:\*$/.test(resource);
