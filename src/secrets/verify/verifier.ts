import type { Ask } from './ask.ts';
import { httpsAsk } from './https-ask.ts';
import type { SecretFinding } from '../report/secret-finding.ts';
import { allProviders, planned, type Choice, type Plan } from './plan.ts';

/** All that the command line needs of this room, which it loads only for `--verify`. */
export interface Verifier {
  /** Ids, sorted. */
  readonly providers: readonly string[];
  readonly plan: (findings: readonly SecretFinding[], choice: Choice) => Plan;
  readonly ask: Ask;
}

export const verifier: Verifier = {
  providers: allProviders.map(({ id }) => id).toSorted(),
  plan: (findings, choice) => planned(findings, choice),
  ask: httpsAsk(),
};
