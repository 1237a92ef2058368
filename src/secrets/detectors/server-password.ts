import type { Text } from '#framework/text';

/** What holds for passwords of servers, wherever they were found. */
export const serverPassword: { readonly fix: Text; readonly opens: Text } = {
  fix: {
    en: 'Change the password at the server, keep the new one in a secret store, allow fewer networks to reach it, then take it out.',
    ja: 'サーバー側でパスワードを変更し、新しい値はシークレットストアに保管します。到達可能なネットワークも絞ったうえで取り除きます。',
  },
  opens: { en: 'The data of the server as its user.', ja: 'そのユーザーとしてのサーバーのデータ' },
};
