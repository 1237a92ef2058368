import { isPlaceholder, isReference, notASecret } from '../../placeholder.ts';
import { looksRandom } from '../../randomness.ts';
import { anchored, family, general, named, patterned, plain } from '../family.ts';

/** As the bytes of the file are read: one letter a byte. */
const bytesOf = (text: string): string => Buffer.from(text).toString('latin1');
const opened = bytesOf('「『（“').match(/.{3}/gs)?.join('|') ?? '';
const told = new RegExp(
  `^[^\\n]{3,20}?(?:${bytesOf('は')}|${bytesOf('：')}|${bytesOf('＝')}|[:=|/])(?:\\s|${opened}|${bytesOf('、')}|["'\`(\\[<|*]){0,8}([!-~]{6,64})`,
);

const inTemplate =
  /^(?:masteruserpassword|masterpassword|adminpassword|administratorloginpassword|vmadminpassword|sqladminpassword|administratorpassword|domainpassword|clientsecret|secretstring|secretvalue)$/;

/** What only its name tells. The first row that takes an assignment has it. */
export default family({
  vendor: 'any',
  severity: 'high',
  fix: {
    en: 'Change it where it is used, keep the new one in a secret store and hand it over at run time, then take it out of the code.',
    ja: '利用先で値を変更し、新しい値はシークレットストアに保管して実行時に渡します。そのうえでコードから取り除きます。',
  },
  opens: { en: 'Whatever the account or service behind it may do.', ja: 'そのアカウントやサービスに許可されたすべての操作' },
  rows: [
    named({
      id: 'wordpress-salt',
      title: { en: 'WordPress key or salt', ja: 'WordPress の認証キー・ソルト' },
      opens: { en: 'Login cookies of the site can be forged.', ja: 'サイトのログイン Cookie の偽造' },
      fix: { en: 'Generate new keys and salts; everybody has to log in again.', ja: 'キーとソルトを再生成します(全利用者の再ログインが必要です)。' },
      severity: 'medium',
      vendor: ['authkey', 'loggedinkey', 'noncekey', 'authsalt', 'loggedinsalt', 'noncesalt'],
      name: /^(?:secureauth|auth|loggedin|nonce)(?:key|salt)$/,
      shape: /^(?=.*[^A-Za-z0-9]).{50,80}$/,
    }),
    named({
      id: 'laravel-app-key',
      title: { en: 'Laravel application key', ja: 'Laravel のアプリケーションキー' },
      opens: {
        en: 'Cookies and encrypted values of the application can be read and forged, which may run code.',
        ja: 'Cookie や暗号化された値の復号・偽造(コード実行につながる場合があります)',
      },
      fix: {
        en: 'Run key:generate, keep the old key in APP_PREVIOUS_KEYS while it is needed.',
        ja: 'key:generate で再生成し、必要な間だけ旧キーを APP_PREVIOUS_KEYS に残します。',
      },
      vendor: ['app', 'laravel'],
      name: /key$/,
      shape: /^base64:[A-Za-z0-9+/]{42,44}=?$/,
    }),
    named({
      id: 'django-secret-key',
      title: { en: 'Django secret key', ja: 'Django の SECRET_KEY' },
      opens: { en: 'Sessions and signed values of the application can be forged.', ja: 'セッションや署名付きの値の偽造' },
      severity: 'medium',
      vendor: ['django', 'secretkey'],
      name: /secretkey$/,
      shape: /^(?:django-insecure-)?(?=.*[!@#$%^&*(\-_=+)])[a-z0-9!@#$%^&*(\-_=+)]{48,52}$/,
    }),
    named({
      id: 'rails-secret-key-base',
      title: { en: 'Rails secret key base', ja: 'Rails の secret_key_base' },
      opens: { en: 'Sessions and signed values of the application can be forged.', ja: 'セッションや署名付きの値の偽造' },
      vendor: ['secretkeybase', 'secrettoken', 'rails'],
      name: /secretkeybase$|secrettoken$/,
      shape: /^[0-9a-f]{30,128}$/,
    }),
    named({
      id: 'rails-master-key',
      title: { en: 'Rails master key', ja: 'Rails のマスターキー' },
      opens: { en: 'The encrypted credentials file of the application.', ja: 'アプリケーションの暗号化された credentials ファイル' },
      vendor: ['rails'],
      name: /masterkey$/,
      shape: /^[0-9a-f]{32}$/,
    }),
    named({
      id: 'ansible-vault-password',
      title: { en: 'Ansible password in an inventory', ja: 'Ansible インベントリのパスワード' },
      vendor: ['ansible'],
      name: /(?:pass|password)$/,
      shape: /^(?![{$!/~]).{4,}$/,
    }),
    patterned({
      id: 'signing-key-literal',
      title: { en: 'Signing key written into a call', ja: '関数呼び出しに直接書かれた署名鍵' },
      opens: { en: 'Tokens and signatures of the application can be forged.', ja: 'アプリケーションのトークンや署名の偽造' },
      anchors: [
        'jwt.sign(',
        'jwt.verify(',
        'jwt.encode(',
        'jwt.decode(',
        'hmac256(',
        'hmac512(',
        'createhmac(',
        'hmac.new(',
        'symmetricsecuritykey(',
        'signwith(',
      ],
      exact: false,
      after: 240,
      pattern:
        /(?:jwt\.(?:sign|verify|encode|decode)|hmac(?:256|512)|createHmac|hmac\.new|SymmetricSecurityKey|signWith)\((?:[^"'`\n]{0,80}|["'][\w-]{3,12}["']\s{0,2},\s{0,2}|[^"'`\n]{0,40}["'][\w-]{3,12}["']\s{0,2},\s{0,2})["'`]([^"'`\s]{16,160})["'`]/i,
      accept: (value) => looksRandom(value) && notASecret(value) === undefined,
      rank: 1,
      reasons: ['code-literal', 'looks-random'],
    }),
    anchored({
      id: 'password-told',
      title: { en: 'Password told in Japanese', ja: '日本語の文中に書かれたパスワード' },
      anchors: ['パスワード', 'ﾊﾟｽﾜｰﾄﾞ', '暗証番号', '認証キー', '秘密鍵', 'アクセスキー', 'シークレット', 'ID/PW', 'ID/PASS'].map(bytesOf),
      exact: false,
      window: { before: 0, after: 160 },
      rank: 0,
      *find(window) {
        const paired = /^ID\/(?:PW|PASS)/i.test(window);
        const match = paired ? /^ID\/(?:PW|PASS)\w{0,6}[^!-~]{0,8}[:=]?[^!-~]{0,8}[\w.@-]{2,40}\s?[/／]\s?([!-~]{6,64})/i.exec(window) : told.exec(window);
        const value = match?.[1]?.replace(/["'`)\]>|*]+$/, '');
        // Words for people have no digits among their letters.
        if (match === null || value === undefined || !/(?=.*\d)(?=.*[A-Za-z])^\S{6,}$/.test(value)) return;
        if (isReference(value) || isPlaceholder(value) || notASecret(value) !== undefined || /[(){}<>\\]|^https?:|\w=\w|\.\w{2,4}$/.test(value)) return;
        const start = match[0].length - (match[1]?.length ?? 0);
        yield { ...plain(value), start, end: start + value.length, reasons: ['named-secret'] };
      },
    }),
    general({
      id: 'cfn-arm-literal',
      title: { en: 'Password literal in a cloud template', ja: 'クラウドのテンプレートに直接書かれたパスワード' },
      fix: {
        en: 'Change the password, take the value from Secrets Manager or Key Vault, and mark the parameter NoEcho or secure.',
        ja: 'パスワードを変更し、値は Secrets Manager や Key Vault から取得します。パラメーターには NoEcho や secure を指定します。',
      },
      opens: {
        en: 'The database or machine that the template creates, as its administrator.',
        ja: 'テンプレートで作成されるデータベースや仮想マシンの管理者権限',
      },
      takes: (a) => inTemplate.test(a.plain) && /\.(?:ya?ml|json|template|bicep|bicepparam|parameters)$/.test(a.kind.path),
    }),
    general({
      id: 'jwt-signing-key',
      title: { en: 'Key that signs tokens', ja: 'トークンの署名鍵' },
      opens: { en: 'Tokens for any user can be forged.', ja: '任意の利用者になりすますトークンの偽造' },
      takes: (a) => /jwt.*(?:secret|key)|(?:token|signing)secret|signingkey|secretorkey/.test(a.plain),
    }),
    general({
      id: 'session-secret',
      title: { en: 'Secret that signs cookies or sessions', ja: 'Cookie・セッションの署名鍵' },
      opens: { en: 'Sessions of any user can be forged.', ja: '任意の利用者のセッションの偽造' },
      takes: (a) =>
        /(?:session|cookie|flask|csrf|nextauth|auth)(?:secret|secretkey)$|^secretkeybase$|^sessionkeys?$/.test(a.plain) ||
        (a.plain === 'secretkey' && a.kind.path.endsWith('.py')),
    }),
    general({
      id: 'encryption-key',
      title: { en: 'Encryption key', ja: '暗号鍵' },
      opens: { en: 'All data that it encrypts.', ja: 'その鍵で暗号化されたすべてのデータ' },
      takes: (a) => /(?:encryption|encrypt|crypto|cipher|aes|fernet|data|symmetric)(?:secret)?key/.test(a.plain),
    }),
    general({
      id: 'tfvars-secret',
      title: { en: 'Secret literal in Terraform', ja: 'Terraform に直接書かれた秘密情報' },
      fix: {
        en: 'Change it, hand the value over from a secret store or the environment, and mark the variable sensitive.',
        ja: '値を変更し、シークレットストアや環境変数から渡します。変数には sensitive を指定します。',
      },
      opens: { en: 'The resource that it is set on.', ja: '設定先のリソース' },
      takes: (a) => /\.(?:tf|tfvars|tofu|hcl)(?:\.json)?$/.test(a.kind.path),
    }),
    general({
      id: 'password-assignment',
      title: { en: 'Password', ja: 'パスワード' },
      takes: (_, name) => name.is === 'password',
    }),
    general({
      id: 'client-secret',
      title: { en: 'OAuth client secret', ja: 'OAuth クライアントシークレット' },
      opens: { en: 'Whatever the application may do in the name of its users.', ja: 'アプリケーションが利用者に代わって行えるすべての操作' },
      takes: (a) => /(?:client|consumer|app|oauth)secret/.test(a.plain),
    }),
    general({
      id: 'webhook-secret',
      title: { en: 'Webhook secret', ja: 'Webhook の署名シークレット' },
      opens: { en: 'Messages to the webhook can be forged.', ja: 'Webhook へのメッセージの偽造' },
      severity: 'medium',
      takes: (a) => a.plain.includes('webhook'),
    }),
    general({
      id: 'secret-assignment',
      title: { en: 'Secret', ja: '秘密情報' },
      takes: (_, name) => name.is === 'secret',
    }),
    general({
      id: 'token-assignment',
      title: { en: 'Token', ja: 'トークン' },
      takes: (_, name) => name.is === 'token',
    }),
    general({
      id: 'key-assignment',
      title: { en: 'API key', ja: 'API キー' },
      severity: 'medium',
      takes: () => true,
    }),
  ],
});
