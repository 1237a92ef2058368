import type { Text } from '#framework/text';
export interface MethodText {
  readonly title: Text;
  readonly does: Text;
}
export const methodTexts: Readonly<Record<string, MethodText>> = {};
