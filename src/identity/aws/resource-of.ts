import type { Estate, HolderState, ThingState } from './estate.ts';
import { arnParts, ownerOfArn } from './pattern.ts';

/** What is known of a resource that a request names. */
export interface Target {
  readonly arn: string;
  /** Undefined: none (`*`), or nobody knows (a bucket that was not read): taken for the caller's own. */
  readonly account: string | undefined;
  readonly thing: ThingState | undefined;
  /** The request is about this role or user itself. */
  readonly holder: HolderState | undefined;
}

/** Finds the resource of an ARN, or of what it is part of: an object belongs to its bucket, a log stream to its group, an alias to its function. */
export const targets = (estate: Estate): ((arn: string) => Target) => {
  const found = new Map<string, Target>();
  return (arn) => {
    const known = found.get(arn);
    if (known) return known;
    const holder = estate.byArn.get(arn);
    const thing = thingOf(estate, arn);
    const target: Target = { arn, account: thing?.is.account ?? holder?.is.account ?? ownerOfArn(arn), thing, holder };
    if (found.size > 100_000) found.clear();
    found.set(arn, target);
    return target;
  };
};

const thingOf = ({ things }: Estate, arn: string): ThingState | undefined => {
  const exact = things.get(arn);
  if (exact || !arnParts(arn)) return exact;
  const least = arn.split(':', 5).join(':').length + 1;
  for (let at = arn.length; (at = Math.max(arn.lastIndexOf('/', at - 1), arn.lastIndexOf(':', at - 1))) > least;) {
    const whole = things.get(arn.slice(0, at));
    if (whole) return whole;
  }
  return undefined;
};
