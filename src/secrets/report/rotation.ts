import type { Text } from '#framework/text';
import type { Detector } from '../secret.ts';
import { guides, takeOut, type GuideStep } from './rotation-guides.ts';

/** A step as a report shows it. */
export interface RotationStep {
  readonly text: Text;
  readonly command: string | undefined;
  readonly at: string | undefined;
}

/**
 * How a credential is rotated, with what is known of it filled in. Facts come from files of strangers and commands are copied into shells, so only plain words
 * are filled in. Without a guide: what the kind says.
 */
export const rotationOf = ({ id, fix }: Pick<Detector, 'id' | 'fix'>, facts: Readonly<Record<string, string>>): readonly RotationStep[] => {
  const guide = guides.find(({ kinds }) => kinds.some((kind) => (kind.endsWith('*') ? id.startsWith(kind.slice(0, -1)) : id === kind)));
  const steps: readonly GuideStep[] = guide === undefined ? [{ text: fix }] : [...guide.steps, { text: takeOut }];
  const fill = (template: string | undefined): string | undefined =>
    template?.replace(/\{([\w-]+)\|(\w+)\}/g, (_, fact: string, placeholder: string) => {
      const known = facts[fact];
      return known !== undefined && isPlain.test(known) ? known : placeholder;
    });
  return steps.map((step) => ({ text: step.text, command: fill(step.command), at: fill(step.at) }));
};

const isPlain = /^[A-Za-z0-9][\w.@-]{0,127}$/;
