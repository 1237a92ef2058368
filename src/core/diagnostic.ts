import type { Place } from './origin.ts';
import type { Text } from '#framework/text';

/** Something a user can mend in what they gave us, or has to know about it. Never thrown: gathered and shown together. */
export interface Diagnostic {
  /** Stable and kebab-case, such as `hcl-unclosed-block`. */
  readonly code: string;
  /** `error`: a part could not be read. `warning`: it was read, with a doubt. `note`: good to know. */
  readonly severity: 'error' | 'warning' | 'note';
  /** Undefined: it concerns no file. */
  readonly at: Place | undefined;
  readonly message: Text;
  readonly hint?: Text;
}
