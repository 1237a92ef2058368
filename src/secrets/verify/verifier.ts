import type { Ask } from './ask.ts';
import { httpsAsk } from './https-ask.ts';
import type { SecretFinding } from '../report/secret-finding.ts';
import { allProviders, planned, type Choice, type Plan } from './plan.ts';

/** All that the command line needs of this room, which it loads only for `--verify`. */
export interface Verifier {
  readonly providers: readonly { readonly id: string; readonly name: string; readonly onlyByName: boolean }[];
  readonly plan: (findings: readonly SecretFinding[], choice: Choice) => Plan;
  readonly ask: Ask;
}

export const verifier: Verifier = {
  providers: allProviders.map(({ id, name, onlyByName = false }) => ({ id, name, onlyByName })),
  plan: (findings, choice) => planned(findings, choice),
  ask: httpsAsk(),
};
