import { isHash, notASecret } from '../../placeholder.ts';
import { looksRandom } from '../../randomness.ts';
import { anchored, family, filed, patterned, plain } from '../family.ts';
import type { Candidate } from '../../secret.ts';

const given = (value: string): boolean => value.length >= 3 && notASecret(value) === undefined;
const hostBefore = (window: string, anchor: number): string | undefined =>
  /\/\/([\w.-]{2,100}(?::\d{1,5})?)\/[^\s]{0,200}$/.exec(window.slice(Math.max(0, anchor - 240), anchor))?.[1];

function* lines(text: string): Iterable<{ readonly line: string; readonly start: number }> {
  let start = 0;
  while (start < text.length) {
    const stop = text.indexOf('\n', start);
    const end = stop < 0 ? text.length : stop;
    if (end - start < 4096) yield { line: text.slice(start, end).replace(/\r$/, ''), start };
    start = end + 1;
  }
}

const found = (
  value: string,
  start: number,
  length: number,
  facts: Readonly<Record<string, string>>,
  confidence: Candidate['confidence'] = 'certain',
): Candidate => ({
  ...plain(value),
  start,
  end: start + length,
  confidence,
  facts,
  reasons: ['parsed', 'whole-credential'],
});

/** Files in which clients keep what they log in with. */
export default family({
  vendor: 'any',
  severity: 'high',
  fix: {
    en: 'Revoke it at the service that the file logs in to, hand it over through the environment, then take the file out.',
    ja: 'ログイン先のサービスで失効させ、環境変数などで渡すようにしたうえでファイルを取り除きます。',
  },
  opens: { en: 'The service as the user of the file.', ja: 'ファイルに記載されたユーザーとしてのサービス' },
  rows: [
    anchored({
      id: 'npmrc',
      title: { en: 'Registry login in .npmrc', ja: '.npmrc のレジストリ認証情報' },
      opens: { en: 'Private packages, and publishing if its user may.', ja: '非公開パッケージの取得と、権限に応じた公開' },
      severity: 'critical',
      anchors: ['_authtoken', '_password', '_auth', 'npmauthtoken', 'npmauthident'],
      exact: false,
      window: { before: 240, after: 420 },
      rank: 1,
      *find(window, anchor, path) {
        const match = /^(_authToken|_password|_auth|npmAuthToken|npmAuthIdent)["']?\s{0,3}[=:]\s{0,3}(?:["'](?!\+))?([\w.~+/=-]{4,400})(?![\w(])/i.exec(
          window.slice(anchor),
        );
        const value = match?.[2];
        if (!match || value === undefined || !given(value)) return;
        const name = (match[1] ?? '').toLowerCase();
        // `MAIL_PASSWORD` ends alike.
        if (/[A-Za-z0-9]/.test(window.charAt(anchor - 1))) return;
        const start = anchor + match[0].length - value.length;
        // A private member of a class is called so too.
        const lead = window.slice(window.lastIndexOf('\n', anchor - 1) + 1, anchor);
        if (!lead.endsWith('/:') && !/npmrc|yarnrc/.test(path.toLowerCase()) && !/^\s*$|echo|npm config/.test(lead)) return;
        if (/\.(?:py|rb|[jt]sx?|php|go|java)$/.test(path) && !lead.endsWith('/:')) return;
        const host = hostBefore(window, anchor);
        const text = name === '_authtoken' || name === 'npmauthtoken' ? value : Buffer.from(value, 'base64').toString('latin1');
        const readable = /^[\x20-\x7e]+$/.test(text) ? text : value;
        const user = name === '_auth' && readable.includes(':') ? (readable.split(':')[0] ?? '') : undefined;
        const canonical = user === undefined ? readable : readable.slice(user.length + 1);
        if (!given(canonical) && canonical.length < 3) return;
        yield found(
          canonical,
          start,
          value.length,
          { ...(host === undefined ? {} : { host }), ...(user === undefined ? {} : { user }) },
          /authtoken/.test(name) || value.length > 12 ? 'certain' : 'likely',
        );
      },
    }),
    filed({
      id: 'netrc',
      title: { en: 'Password in .netrc', ja: '.netrc のパスワード' },
      named: (_, name) => /^[._]netrc/.test(name),
      head: { anchors: ['machine'], fits: (head) => /(?:^|\n)machine\s+\S+\s+login\s+\S+\s+password\s/.test(head) },
      *find(text) {
        const pattern = /\bpassword[ \t\r\n]{1,20}(\S{1,300})/g;
        let machine: string | undefined;
        for (const match of text.matchAll(pattern)) {
          const value = match[1] ?? '';
          const lead = text.slice(Math.max(0, match.index - 400), match.index);
          machine = [...lead.matchAll(/\bmachine\s{1,20}(\S{1,200})/g)].at(-1)?.[1] ?? machine;
          const user = [...lead.matchAll(/\b(?:login|user)\s{1,20}(\S{1,200})/g)].at(-1)?.[1];
          if (!given(value)) continue;
          yield found(value, match.index + match[0].length - value.length, value.length, {
            ...(machine === undefined ? {} : { host: machine }),
            ...(user === undefined ? {} : { user }),
          });
        }
      },
    }),
    anchored({
      id: 'netrc-line',
      title: { en: 'Login line as in .netrc', ja: '.netrc 形式のログイン行' },
      anchors: ['machine '],
      exact: true,
      window: { before: 1, after: 420 },
      rank: 2,
      *find(window, anchor) {
        const match = /^machine\s{1,8}(\S{2,120})\s{1,20}login\s{1,8}(\S{1,120})\s{1,20}password\s{1,8}([^\s"'\\]{3,200})/.exec(window.slice(anchor));
        const value = match?.[3];
        if (!match || value === undefined || !given(value)) return;
        yield found(value, anchor + match[0].length - value.length, value.length, { host: match[1] ?? '', user: match[2] ?? '' }, 'likely');
      },
    }),
    filed({
      id: 'pypirc',
      title: { en: 'Password in .pypirc', ja: '.pypirc のパスワード' },
      severity: 'critical',
      opens: { en: 'Publishing packages as its user.', ja: 'そのユーザー名義でのパッケージ公開' },
      named: (_, name) => name.endsWith('.pypirc'),
      head: {
        anchors: ['[distutils]'],
        fits: (head, path) => /\.(?:cfg|ini|conf)$/.test(path) && /\[distutils\][\s\S]{0,600}\bpassword\s{0,4}[:=]/.test(head),
      },
      *find(text) {
        let section = '';
        for (const { line, start } of lines(text)) {
          section = /^\[([^\]]{1,80})\]/.exec(line)?.[1] ?? section;
          const match = /^\s*password\s*[:=]\s*(\S{3,300})/.exec(line);
          const value = match?.[1];
          if (match && value !== undefined && given(value)) yield found(value, start + match[0].length - value.length, value.length, { host: section });
        }
      },
    }),
    filed({
      id: 'git-credentials',
      title: { en: 'Login in .git-credentials', ja: '.git-credentials の認証情報' },
      severity: 'critical',
      opens: { en: 'The repositories of its user.', ja: 'そのユーザーのリポジトリ' },
      named: (_, name) => /^\.?git-credentials$/.test(name),
      *find(text) {
        for (const { line, start } of lines(text)) {
          const match = /^https?:\/\/(.{0,120}?):(.{1,300})@([^@/\s]{1,120})/.exec(line);
          const value = match?.[2];
          if (match && value !== undefined && value.length > 2)
            yield found(value, start + match[0].length - value.length - (match[3] ?? '').length - 1, value.length, {
              user: match[1] ?? '',
              host: match[3] ?? '',
            });
        }
      },
    }),
    filed({
      id: 'pgpass',
      title: { en: 'Password in .pgpass', ja: '.pgpass のパスワード' },
      severity: 'critical',
      opens: { en: 'The database as its user.', ja: 'そのユーザーとしてのデータベース' },
      named: (_, name) => /^\.?pgpass(?:\.conf)?$/.test(name),
      *find(text) {
        for (const { line, start } of lines(text)) {
          const match = /^([^:#\s]{1,200}):(\d{1,5}|\*):([^:]{1,80}):([^:]{1,80}):(\S{1,200})$/.exec(line.trimEnd());
          const value = match?.[5];
          if (match && value !== undefined)
            yield found(
              value,
              start + match[0].length - value.length,
              value.length,
              { host: match[1] ?? '', user: match[4] ?? '' },
              value === 'password' ? 'likely' : 'certain',
            );
        }
      },
    }),
    anchored({
      id: 'pgpass-line',
      title: { en: 'Password line as in .pgpass', ja: '.pgpass 形式のパスワード行' },
      severity: 'critical',
      opens: { en: 'The database as its user.', ja: 'そのユーザーとしてのデータベース' },
      anchors: [':5432:', ':3306:'],
      exact: true,
      window: { before: 120, after: 300 },
      *find(window, anchor) {
        const lead = /(?:^|\s|["'])([\w.*-]{2,110})$/.exec(window.slice(0, anchor));
        const match = /^:\d{4}:([\w*-]{1,64}):([\w.@-]{1,64}):([^\s:"']{3,128})(?=\s|["']|$)/.exec(window.slice(anchor));
        const value = match?.[3];
        if (!lead || !match || value === undefined || !given(value) || /^\d+$/.test(value)) return;
        yield found(value, anchor + match[0].length - value.length, value.length, { host: lead[1] ?? '', user: match[2] ?? '' }, 'likely');
      },
    }),
    anchored({
      id: 'dockercfg',
      title: { en: 'Registry login of Docker', ja: 'Docker のレジストリ認証情報' },
      opens: { en: 'Images of the registry, and pushing if its user may.', ja: 'レジストリのイメージと、権限に応じた書き込み' },
      anchors: ['"auth"', '\\"auth\\"', '"identitytoken"', '"registrytoken"'],
      exact: true,
      window: { before: 300, after: 3200 },
      rank: 1,
      *find(window, anchor) {
        const match = /^\\?"(auth|identitytoken|registrytoken)\\?"\s{0,4}:\s{0,4}\\?"([A-Za-z0-9+/=._-]{8,3000})/.exec(window.slice(anchor));
        const value = match?.[2];
        if (!match || value === undefined) return;
        const host = [...window.slice(0, anchor).matchAll(/\\?"([\w.:/-]{3,120})\\?"\s{0,4}:\s{0,4}\{/g)].at(-1)?.[1];
        const start = anchor + match[0].length - value.length;
        if (match[1] !== 'auth') {
          yield found(value, start, value.length, host === undefined ? {} : { host });
          return;
        }
        const text = Buffer.from(value, 'base64').toString('latin1');
        const colon = text.indexOf(':');
        if (colon < 1 || /[^\x20-\x7e]/.test(text)) return;
        const password = text.slice(colon + 1);
        if (!given(password)) return;
        yield found(password, start, value.length, { ...(host === undefined ? {} : { host }), user: text.slice(0, colon) });
      },
    }),
    anchored({
      id: 'nuget-config',
      title: { en: 'Password in nuget.config', ja: 'nuget.config のパスワード' },
      opens: { en: 'Private feeds.', ja: '非公開フィード' },
      anchors: ['cleartextpassword'],
      exact: false,
      window: { before: 300, after: 300 },
      rank: 1,
      *find(window, anchor) {
        const match = /^ClearTextPassword["']?\s{1,4}value\s{0,2}=\s{0,2}["']([^"'\n]{3,250})/i.exec(window.slice(anchor));
        const value = match?.[1];
        if (!match || value === undefined || !given(value) || /^%\w+%$/.test(value)) return;
        const user = [...window.slice(0, anchor).matchAll(/key="Username"\s{1,4}value="([^"]{1,100})"/gi)].at(-1)?.[1];
        yield found(value, anchor + match[0].length - value.length, value.length, user === undefined ? {} : { user });
      },
    }),
    anchored({
      id: 'maven-settings',
      title: { en: 'Password in Maven settings', ja: 'Maven の settings.xml のパスワード' },
      opens: { en: 'The repositories of the server entry.', ja: '該当サーバーのリポジトリ' },
      anchors: ['<server>'],
      exact: true,
      window: { before: 1, after: 700 },
      rank: 1,
      *find(window, anchor) {
        const block = /^<server>[\s\S]{0,640}?<\/server>/i.exec(window.slice(anchor))?.[0] ?? '';
        const match = /<(?:password|passphrase)>([^<{]{3,250})<\//.exec(block);
        const value = match?.[1];
        if (!match || value === undefined || !given(value)) return;
        const id = /<id>([^<]{1,100})<\/id>/.exec(block)?.[1];
        const user = /<username>([^<]{1,100})<\/username>/.exec(block)?.[1];
        yield found(value, anchor + match.index + match[0].indexOf(value), value.length, {
          ...(id === undefined ? {} : { host: id }),
          ...(user === undefined ? {} : { user }),
        });
      },
    }),
    anchored({
      id: 'ftp-client-password',
      title: { en: 'Password of a file transfer client', ja: 'ファイル転送クライアントのパスワード' },
      opens: { en: 'The server as its user.', ja: 'そのユーザーとしてのサーバー' },
      anchors: ['<pass encoding="base64">', '<pass encoding='],
      exact: false,
      window: { before: 400, after: 300 },
      rank: 3,
      *find(window, anchor) {
        const match = /^<pass encoding="base64">([A-Za-z0-9+/=]{4,250})</i.exec(window.slice(anchor));
        const value = match?.[1];
        if (!match || value === undefined) return;
        const host = [...window.slice(0, anchor).matchAll(/<host>([^<]{1,120})</gi)].at(-1)?.[1];
        yield found(
          Buffer.from(value, 'base64').toString('latin1').trim(),
          anchor + match[0].length - value.length - 1,
          value.length,
          host === undefined ? {} : { host },
        );
      },
    }),
    filed({
      id: 'jetbrains-password',
      title: { en: 'Password of a JetBrains server entry', ja: 'JetBrains IDE のサーバー設定のパスワード' },
      opens: { en: 'The server as its user; the obfuscation is reversible.', ja: 'そのユーザーとしてのサーバー(難読化は復元可能です)' },
      named: (_, name) => name === 'webservers.xml',
      *find(text) {
        for (const match of text.matchAll(/\bpassword="([0-9a-f]{16,400})"/g))
          yield found(match[1] ?? '', match.index + 10, (match[1] ?? '').length, {}, 'likely');
      },
    }),
    patterned({
      id: 'firefox-logins',
      title: { en: 'Saved login of a browser', ja: 'ブラウザーに保存されたログイン情報' },
      opens: { en: 'The sites, together with the key database of the profile.', ja: '(プロファイルの鍵データベースと合わせて)登録されたサイト' },
      anchors: ['"encryptedpassword"', '"encryptedusername"'],
      exact: false,
      after: 500,
      pattern: /"encrypted(?:Password|Username)"\s{0,3}:\s{0,3}"(M[A-Z][A-Za-z0-9+/]{40,400}={0,2})"/i,
      rank: 3,
      repetitive: true,
      reasons: ['encrypted'],
    }),
    filed({
      id: 'rails-master-key-file',
      title: { en: 'Rails master key file', ja: 'Rails のマスターキーファイル' },
      severity: 'critical',
      opens: { en: 'The encrypted credentials of the application.', ja: 'アプリケーションの暗号化された credentials' },
      named: (_, name) => /^(?:master|production|staging|development)\.key$/.test(name),
      *find(text) {
        const match = /^\s*([0-9a-f]{32})\s*$/.exec(text.slice(0, 100));
        if (match?.[1] !== undefined) yield found(match[1], text.indexOf(match[1]), 32, {});
      },
    }),
    filed({
      id: 'token-file',
      title: { en: 'File that holds nothing but a token', ja: 'トークンのみを含むファイル' },
      named: (_, name) =>
        /^\.?(?:vault-token|vault_pass(?:word)?(?:\.txt)?|vault-password|api[_-]?key|auth[_-]?token|token|secret|password|\.?pwd)(?:\.txt)?$/.test(name),
      *find(text) {
        const value = text.slice(0, 600).trim();
        if (/^\S{8,500}$/.test(value) && given(value) && (looksRandom(value) || /pass|pwd/.test(value) || /\d/.test(value)))
          yield found(value, text.indexOf(value), value.length, {}, 'likely');
      },
    }),
    anchored({
      id: 'my-cnf',
      title: { en: 'Password in a MySQL option file', ja: 'MySQL のオプションファイルのパスワード' },
      severity: 'critical',
      opens: { en: 'The database as its user.', ja: 'そのユーザーとしてのデータベース' },
      anchors: ['[client', '[mysql'],
      exact: true,
      window: { before: 1, after: 600 },
      rank: 3,
      *find(window, anchor) {
        const match = /^\[(?:client|mysql)[\w-]{0,20}\][^[]{0,400}?\npassword[ \t]{0,3}=[ \t]{0,3}["']?([^\s"'#]{3,128})/.exec(window.slice(anchor));
        const value = match?.[1];
        if (!match || value === undefined || !given(value)) return;
        const host = /\nhost[ \t]{0,3}=[ \t]{0,3}(\S{1,120})/.exec(window.slice(anchor, anchor + 500))?.[1];
        const user = /\nuser[ \t]{0,3}=[ \t]{0,3}(\S{1,120})/.exec(window.slice(anchor, anchor + 500))?.[1];
        yield found(value, anchor + match[0].length - value.length, value.length, {
          ...(host === undefined ? {} : { host }),
          ...(user === undefined ? {} : { user }),
        });
      },
    }),
    patterned({
      id: 'password-hash',
      title: { en: 'Password hash', ja: 'パスワードハッシュ' },
      severity: 'info',
      opens: { en: 'The account, once the password is guessed.', ja: 'パスワードが推測された場合、そのアカウント' },
      fix: {
        en: 'Take it out; change the password if it is short or used elsewhere.',
        ja: 'ハッシュを取り除きます。短いパスワードや使い回しの場合は変更します。',
      },
      anchors: ['$2a$', '$2b$', '$2y$', '$6$', '$5$', '$apr1$', '$argon2', '$y$', '$1$', '$8$', '$9$', '$krb5', '{ssha}', '{sha}', 'pbkdf2_sha256$'],
      exact: false,
      after: 220,
      pattern:
        /(?:\$2[abxy]\$\d\d\$[A-Za-z0-9./]{53}|\$krb5(?:asrep|tgs|pa)\$\d{1,2}\$[^\s"']{40,180}|\$[89]\$[A-Za-z0-9./]{14}\$[A-Za-z0-9./]{43}|\$[156]\$(?:rounds=\d+\$)?[A-Za-z0-9./]{1,16}\$[A-Za-z0-9./]{22,86}|\$apr1\$[A-Za-z0-9./]{1,8}\$[A-Za-z0-9./]{22}|\$argon2(?:id|i|d)\$v=\d+\$[\w=,]+\$[A-Za-z0-9+/]+\$[A-Za-z0-9+/]+|\$y\$[A-Za-z0-9./]+\$[A-Za-z0-9./]+\$[A-Za-z0-9./]+|\{S?SHA\}[A-Za-z0-9+/]{20,60}={0,2}|pbkdf2_sha256\$\d+\$\w+\$[A-Za-z0-9+/]{43}=)/i,
      accept: isHash,
      rank: 2,
      reasons: ['hash-only'],
    }),
  ],
});
