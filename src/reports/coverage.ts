import type { Text } from '#framework/text';
import type { UnresolvedModule } from '#sources/terraform/module-instance';

/** Why a module call could not be followed. */
export const unresolvedText = ({ why }: Pick<UnresolvedModule, 'why'>): Text => {
  switch (why) {
    case 'not-vendored':
      return {
        en: 'The module is not here; run "terraform init" to have it assessed too.',
        ja: 'モジュールが手元にありません。terraform init を実行すると、あわせて診断できます。',
      };
    case 'missing':
      return { en: 'The folder of the module does not exist.', ja: 'モジュールのフォルダーがありません。' };
    case 'recursive':
      return { en: 'The module calls itself.', ja: 'モジュールが自分自身を呼び出しています。' };
    case 'unknown-source':
      return { en: 'The source of the module is not a plain text.', ja: 'モジュールの source が固定の文字列ではありません。' };
  }
};
