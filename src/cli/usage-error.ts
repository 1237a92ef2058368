import type { Text } from '#framework/text';

/** Wrong usage: what is wrong, for a person. */
export class UsageError extends Error {
  readonly text: Text;
  constructor(en: string, ja: string) {
    super(en);
    this.text = { en, ja };
  }
}
