import { entropyHolds, looksRandom } from '../../randomness.ts';
import { anchored, family, named, patterned, plain } from '../family.ts';

const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/;
const clientNear = new RegExp(
  String.raw`(?:client|app|application|sp|principal)[_.-]?(?:id|object)?\w{0,12}["']?\s{0,4}[:=,]?\s{0,4}["']?(${uuid.source})`,
  'i',
);
const tenantNear = new RegExp(
  String.raw`(?:tenant|directory|authority)[_.-]?(?:id)?\w{0,12}["']?\s{0,4}[:=,]?\s{0,4}["']?(?:https:\/\/login\.microsoftonline\.com\/)?(${uuid.source})`,
  'i',
);

const companions = (text: string): Readonly<Record<string, string>> => {
  const client = clientNear.exec(text)?.[1];
  const tenant = tenantNear.exec(text)?.[1];
  return { ...(client === undefined ? {} : { 'client-id': client }), ...(tenant === undefined ? {} : { tenant }) };
};

/** https://learn.microsoft.com/entra/identity-platform/: credentials of applications and users. */
export default family({
  vendor: 'Entra ID',
  severity: 'critical',
  fix: {
    en: 'Delete the secret of the application in Entra ID, look at its sign-in log, use a managed identity or federation instead, then take it out.',
    ja: 'Entra ID でアプリケーションのシークレットを削除し、サインインログを確認します。マネージド ID やフェデレーションへ移行したうえで取り除きます。',
  },
  opens: { en: 'What the application may do in Azure and Microsoft 365.', ja: 'そのアプリケーションに許可された Azure・Microsoft 365 の操作' },
  rows: [
    anchored({
      id: 'azure-client-secret',
      title: { en: 'Entra ID client secret', ja: 'Entra ID のクライアントシークレット' },
      anchors: ['7Q~', '8Q~'],
      exact: true,
      window: { before: 500, after: 500 },
      *find(window, anchor) {
        if (!/^[A-Za-z0-9._~-]{3}$/.test(window.slice(Math.max(0, anchor - 3), anchor)) || /[A-Za-z0-9_~]/.test(window.charAt(anchor - 4))) return;
        const tail = /^[78]Q~[A-Za-z0-9._~-]{31,34}(?![A-Za-z0-9_~-])/.exec(window.slice(anchor, anchor + 40));
        if (!tail) return;
        // A full stop that ends a sentence is not of the secret.
        const value = window.slice(anchor - 3, anchor) + tail[0];
        if (!looksRandom(value.replaceAll('~', '_').replaceAll('.', '_'))) return;
        const facts = companions(window);
        yield {
          ...plain(value),
          start: anchor - 3,
          end: anchor - 3 + value.length,
          confidence: 'certain',
          facts: { ...facts, hint: value.slice(0, 3) },
          reasons: Object.keys(facts).length > 0 ? ['own-format', 'beside-client-id'] : ['own-format'],
        };
      },
    }),
    named({
      id: 'azure-client-secret-old',
      title: { en: 'Entra ID client secret of the old form', ja: 'Entra ID の旧形式クライアントシークレット' },
      vendor: ['azure', 'tenant', 'armclient', 'arm_', 'microsoftonline', 'aad', 'entra', 'msal'],
      name: /(?:clientsecret|appsecret|appkey|clientkey|principalpassword|sppassword|spsecret|armclientsecret|azuresecret|secret|serviceprincipalkey|clientcredential)$/,
      shape: /^(?![0-9a-f]{32}$|[0-9a-f]{40}$)(?!.*Q~)[A-Za-z0-9._~=+/@:?[\]*-]{30,46}$/,
      accept: looksRandom,
    }),
    patterned({
      id: 'azure-client-secret-call',
      title: { en: 'Entra ID client secret written into a call', ja: '関数呼び出しに直接書かれた Entra ID のクライアントシークレット' },
      anchors: ['clientsecretcredential(', 'confidentialclientapplication(', 'withclientsecret('],
      exact: false,
      after: 320,
      pattern:
        /(?:ClientSecretCredential|ConfidentialClientApplication|WithClientSecret)\([^()]{0,240}?["'](?![0-9a-f]{8}-)([A-Za-z0-9._~-]{30,46})["']\s{0,8}[,)]/i,
      accept: (value) => looksRandom(value.replaceAll(/[~.]/g, '_')),
    }),
    named({
      id: 'azure-client-secret-uuid',
      title: { en: 'Entra ID client secret (UUID form)', ja: 'Entra ID のクライアントシークレット(UUID 形式)' },
      vendor: ['azure', 'tenant', 'armclient', 'arm_', 'microsoftonline', 'serviceprincipal', 'service_principal'],
      name: /(?:clientsecret|password|sppassword|serviceprincipalkey)$/,
      shape: new RegExp(`^${uuid.source}$`),
    }),
    patterned({
      id: 'azure-client-cert',
      title: { en: 'Certificate with its key (PKCS#12)', ja: '秘密鍵付きの証明書(PKCS#12)' },
      opens: {
        en: 'The application that trusts the certificate, once its password is known or empty.',
        ja: '証明書を登録したアプリケーション(パスワードが判明しているか空の場合)',
      },
      severity: 'high',
      anchors: ['MII'],
      after: 12_100,
      // SEQUENCE of two bytes' length, then the version 3 that only PKCS#12 begins with.
      pattern: /MII[A-Za-z0-9+/]{3}IBAz[A-Za-z0-9+/]{400,12000}={0,2}/,
      repetitive: true,
      reasons: ['parsed'],
    }),
    patterned({
      id: 'azure-entra-refresh',
      title: { en: 'Entra ID refresh token', ja: 'Entra ID のリフレッシュトークン' },
      opens: { en: 'New access tokens in the name of the user, for weeks.', ja: '利用者名義の新しいアクセストークンの取得(数週間有効)' },
      fix: { en: 'Revoke the sessions of the user in Entra ID, then take it out.', ja: 'Entra ID で利用者のセッションを失効させたうえで取り除きます。' },
      anchors: ['0.A', '1.A'],
      after: 2100,
      pattern: /[01]\.A[\w-]{30,120}\.(?:[\w-]{2,}\.)?[\w.-]{200,1900}/,
      // A row of A stands in each of them.
      repetitive: true,
      accept: (value) => entropyHolds(value.slice(0, 120).replaceAll('.', ''), 'b64url'),
    }),
    patterned({
      id: 'azure-msal-cache',
      title: { en: 'MSAL token cache', ja: 'MSAL のトークンキャッシュ' },
      opens: { en: 'New access tokens in the name of the user, for weeks.', ja: '利用者名義の新しいアクセストークンの取得(数週間有効)' },
      fix: { en: 'Revoke the sessions of the user in Entra ID, then take it out.', ja: 'Entra ID で利用者のセッションを失効させたうえで取り除きます。' },
      anchors: ['"credential_type"'],
      exact: false,
      after: 2200,
      pattern: /"credential_type"\s{0,4}:\s{0,4}"RefreshToken"\s{0,4},\s{0,40}"secret"\s{0,4}:\s{0,4}"([^"\\]{80,2000})"/i,
      rank: 3,
    }),
  ],
});
