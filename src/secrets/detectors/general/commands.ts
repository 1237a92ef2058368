import { notASecret } from '../../placeholder.ts';
import { credential } from '../credential.ts';
import { anchored, family, patterned } from '../family.ts';
import { serverPassword } from '../server-password.ts';

/** Passwords on command lines and in calls, beside the user they belong to. */
export default family({
  vendor: 'any',
  severity: 'critical',
  ...serverPassword,
  rows: [
    anchored({
      id: 'curl-user',
      title: { en: 'User and password on a command line', ja: 'コマンドラインのユーザー名・パスワード' },
      severity: 'high',
      opens: { en: 'The service as its user.', ja: 'そのユーザーとしてのサービス' },
      // The last two: at the head of a line that goes on from the one above.
      anchors: [' -u', ' --user', ' --proxy-user', ' --http-user', '-u ', '--user '],
      exact: true,
      window: { before: 200, after: 220 },
      rank: 1,
      *find(window, anchor) {
        const lead = window.slice(window.lastIndexOf('\n', anchor - 1) + 1, anchor);
        if (window.charAt(anchor) === '-' && !/\\\r?\n$/.test(window.slice(0, anchor))) return;
        if (!/\b(?:curl|wget|http|https|docker|helm|ldapsearch|smbclient|lftp|xh)\b/.test(lead) && !/\\\s*$|^\s*$/.test(lead)) return;
        const match = /^ ?(?:-u|--user|--proxy-user|--http-user)[\s=]{0,3}["']?([^\s:"'$<{]{0,80}):["']?([^\s"'$<{][^\s"']{2,128})/.exec(window.slice(anchor));
        const value = match?.[2];
        if (!match || value === undefined) return;
        const start = anchor + match[0].length - value.length;
        const found = credential(
          value,
          start,
          start + value.length,
          /https?:\/\/([^/\s"':]{1,100})/.exec(window.slice(anchor).split('\n')[0] ?? '')?.[1] ?? '',
          match[1] ?? '',
        );
        if (found) yield { ...found, confidence: found.confidence === 'certain' ? 'likely' : found.confidence };
      },
    }),
    anchored({
      id: 'password-flag',
      title: { en: 'Password on a command line', ja: 'コマンドラインのパスワード' },
      severity: 'high',
      anchors: [
        'sshpass -p',
        'mysql ',
        'mysqldump ',
        'mysqladmin ',
        'docker login',
        'az login',
        'az acr login',
        'redis-cli ',
        'PGPASSWORD=',
        'mongo ',
        'mongosh ',
        'mongodump ',
        'htpasswd ',
        'net use ',
        'psexec ',
        'PSEXEC ',
        'PsExec ',
        'psExec ',
        'PsExec.exe ',
        'PSEXEC.EXE ',
        'psexec.exe ',
        'rabbitmqctl add_user',
        'chpasswd',
        'influx ',
        'podman login',
        'helm registry login',
        'oc login',
        'vault login',
        'openssl ',
        'keytool ',
        'zip -P',
        'bcp ',
        'sqlcmd ',
        'smbclient ',
        'net user ',
        'ldapsearch ',
        'ldapadd ',
        'ldapmodify ',
        'az sql ',
        'az vm ',
        'schtasks ',
        'ipmitool ',
        'exp userid=',
        'imp userid=',
        '7z ',
        'mount.cifs ',
        'snmpget ',
        'Connect-VIServer ',
        'createUser ',
      ],
      exact: true,
      window: { before: 200, after: 420 },
      rank: 1,
      *find(window, anchor) {
        if (/[\w-]/.test(window.charAt(anchor - 1))) return;
        const command = /^(?:'[^'\n]{0,80}'|[^\n\\|&]|\\\n|\\[^\n]){0,400}/.exec(window.slice(anchor))?.[0] ?? '';
        const match = commandPassword(command, window.slice(Math.max(0, anchor - 120), anchor));
        if (match === undefined) return;
        const start = match.before ? anchor - match.at : anchor + match.at;
        const found = credential(match.value, start, start + match.value.length, '', '');
        if (found) yield { ...found, confidence: found.confidence === 'certain' ? 'likely' : found.confidence, reasons: ['named-secret'] };
      },
    }),
    patterned({
      id: 'curl-option-password',
      title: { en: 'Password as an option of libcurl', ja: 'libcurl のオプションに書かれたパスワード' },
      severity: 'high',
      anchors: ['curlopt_userpwd', 'curlopt_password', 'curlopt_proxyuserpwd', 'curlopt_proxypassword', 'curlopt_xoauth2_bearer'],
      exact: false,
      after: 200,
      pattern: /CURLOPT_(?:PROXY)?(?:USERPWD|PASSWORD|XOAUTH2_BEARER)\s{0,4}(?:,|=>)\s{0,8}["'](?:[\w.@-]{1,60}:)?([^"'\s$]{4,120})["']/i,
      accept: (value) => notASecret(value) === undefined && /\d/.test(value),
      rank: 1,
      reasons: ['named-secret'],
    }),
    patterned({
      id: 'powershell-password',
      title: { en: 'Password in PowerShell', ja: 'PowerShell に書かれたパスワード' },
      severity: 'high',
      anchors: ['convertto-securestring'],
      exact: false,
      after: 140,
      pattern: /ConvertTo-SecureString\s{1,4}(?:-String\s{1,4})?["']([^"'$\s]{6,100})["']/i,
      accept: (value) => notASecret(value) === undefined,
      rank: 1,
      reasons: ['named-secret'],
    }),
    anchored({
      id: 'call-login',
      title: { en: 'User and password in a call', ja: '関数呼び出しに書かれたユーザー名・パスワード' },
      severity: 'high',
      opens: { en: 'The service as its user.', ja: 'そのユーザーとしてのサービス' },
      anchors: [
        '.login(',
        '.authenticate(',
        '.basicauth(',
        'httpbasicauth(',
        '.auth(',
        'networkcredential(',
        'setbasicauth(',
        'usernamepasswordcredentials(',
        'connect(',
        'drivermanager.getconnection(',
        'auth=(',
        'auth = (',
        'mysqli(',
        'mysqli_connect(',
        ' pdo(',
        'dbi->connect(',
        'sequelize(',
        'directoryentry(',
        'basicauth(',
      ],
      exact: false,
      window: { before: 1, after: 260 },
      rank: 1,
      *find(window, anchor) {
        const match =
          /^[.\w \->]{3,40}\s{0,2}=?\s{0,2}\(\s{0,20}(?:["']([^"'\n]{1,120})["']\s{0,3},\s{0,20}){0,1}["']([^"'\n:/]{1,80})["']\s{0,3},\s{0,20}["']([^"'\n\s]{4,80})["']\s{0,3}[,)]/i.exec(
            window.slice(anchor),
          );
        const value = match?.[3];
        if (!match || value === undefined) return;
        // A password, not a word of the interface: signs or digits, or an address for a name.
        const named = /@|^(?:admin|root|sa|postgres|user)$/i.test(match[2] ?? '');
        if (!(/\d/.test(value) && /[A-Za-z]/.test(value)) && !(named && /^[\w!@#$%^&*.-]{8,}$/.test(value))) return;
        // Of three texts the first is the host or the address.
        const strong = /[a-z]/.test(value) && /\d/.test(value) && /[A-Z!-/:-@_]/.test(value);
        if (/^(?:connect|sequelize)\(/i.test(match[0]) && !named && !(strong && match[1] !== undefined)) return;
        const start = anchor + match[0].lastIndexOf(value);
        const found = credential(value, start, start + value.length, '', match[2] ?? '');
        if (found) yield { ...found, confidence: found.confidence === 'possible' ? 'possible' : 'likely', reasons: [...found.reasons, 'code-literal'] };
      },
    }),
  ],
});

const commandPassword = (command: string, lead: string): { readonly value: string; readonly at: number; readonly before: boolean } | undefined => {
  const patterns: readonly RegExp[] = [
    /^sshpass -p\s{0,2}(["']?)([^\s"'$]{3,80})\1/,
    /^(?:mysql|mysqldump|mysqladmin)\s.{0,300}?(?<=\s)-p(["']?)(?!roperties|rotocol|refix|lugin|rint|ort\b|ath\b|assword)([^\s"'$-][^\s"'$]{2,80})\1/s,
    /^(?:docker|podman|helm registry|oc|az(?: acr)?)\s?login\s.{0,300}?(?<=\s)(?:-p|--password)[\s=]{1,3}(["']?)([^\s"'$][^\s"']{2,120})\1/s,
    /^redis-cli\s.{0,200}?(?<=\s)(?:-a|--pass)\s{1,3}(["']?)([^\s"'$][^\s"']{2,80})\1/s,
    /^PGPASSWORD=(["']?)([^\s"'$]{3,80})\1/,
    /^(?:mongo|mongosh|mongodump)\s.{0,200}?(?<=\s)(?:-p|--password)[\s=]{1,3}(["']?)([^\s"'$][^\s"']{2,80})\1/s,
    /^htpasswd\s{1,3}(?=[^|]{0,20}-\w{0,6}b)(?:-\w{1,6}\s{1,3}){1,4}\S{1,80}\s{1,3}\S{1,60}\s{1,3}(["']?)([^\s"'$]{3,80})\1/,
    /^net use\s.{0,120}?\/user:\S{1,60}\s{1,3}(["']?)([^\s"'$%]{3,80})\1/is,
    /^rabbitmqctl add_user\s{1,3}\S{1,60}\s{1,3}(["']?)([^\s"'$]{3,80})\1/,
    /^openssl\s.{0,200}?(?<=\s)-pass(?:in|out)?\s{1,3}pass:(["']?)([^\s"'$]{3,80})\1/s,
    /^keytool\s.{0,300}?(?<=\s)-(?:store|key)pass\s{1,3}(["']?)([^\s"'$]{3,80})\1/s,
    /^zip -P\s{1,3}(["']?)([^\s"'$]{3,80})\1/,
    /^(?:bcp|sqlcmd)\s.{0,300}?(?<=\s)-P\s{0,3}(["']?)([^\s"'$][^\s"']{2,80})\1/s,
    /^net use\s.{0,120}?\\\S{1,80}\s{1,3}(["']?)(?![/*-])([^\s"'$%]{5,80})\1\s.{0,40}?\/user:/is,
    /^net user\s{1,3}[\w.-]{1,40}\s{1,3}(["']?)(?![/*])([^\s"'$%]{5,80})\1\s{1,3}\/add/is,
    /^ldap(?:search|add|modify)\s.{0,300}?(?<=\s)-w\s{0,3}(["']?)([^\s"'$-][^\s"'$]{3,80})\1/s,
    /^psexec(?:\.exe)?\s.{0,200}?(?<=\s)-p\s{1,3}(["']?)(?!PASSWORD)([^\s"'$%<-][^\s"'$%]{3,80})\1/is,
    /^az (?:sql|vm)\s.{0,300}?(?<=\s)(?:-p|--admin-password)[\s=]{1,3}(["']?)([^\s"'$][^\s"']{5,80})\1/s,
    /^schtasks\s.{0,300}?(?<=\s)\/rp\s{1,3}(["']?)([^\s"'$%*][^\s"'$%]{3,80})\1/is,
    /^ipmitool\s.{0,200}?(?<=\s)-P\s{0,3}(["']?)([^\s"'$-][^\s"'$]{3,80})\1/s,
    /^(?:exp|imp) userid=[\w$]{1,40}\/(["']?)([^\s"'$@/]{3,60})\1@/i,
    /^7z\s.{0,100}?(?<=\s)-p(["']?)([^\s"'$]{5,80})\1/s,
    /^smbclient\s.{0,200}?(?<=\s)-U\s{0,3}[\w\\.-]{1,60}%(["']?)([^\s"'$]{3,80})\1/s,
    /^Connect-VIServer\s.{0,200}?(?<=\s)-Password\s{1,3}(["']?)([^\s"'$][^\s"']{3,80})\1/s,
    /^createUser\s{1,3}[\w.-]{1,40}\s{1,3}(?:MD5|SHA\S{0,4})\s{1,3}(["']?)([^\s"'$]{6,80})\1/,
    /^vault login\s{1,3}(["']?)(?!-)([^\s"'$=]{16,80})\1/,
  ];
  // Between single quotes a shell reads nothing: `'Pa$$w0rd'` is what it says.
  const masked = command.replace(/'[^'\n\s]{3,80}'/g, (quoted) => `'${quoted.slice(1, -1).replace(/[$%"]/g, 'x')}'`);
  for (const pattern of patterns) {
    const match = pattern.exec(masked);
    const value = match?.[2];
    if (!match || value === undefined) continue;
    const at = match.index + match[0].lastIndexOf(value);
    return { value: command.slice(at, at + value.length), at, before: false };
  }
  // echo "user:password" | chpasswd
  const piped = command.startsWith('chpasswd') ? /(["']?)[\w.-]{1,40}:([^\s"'$:]{3,80})\1\s{0,3}\|\s{0,3}(?:sudo\s)?$/.exec(lead) : undefined;
  return piped?.[2] === undefined ? undefined : { value: piped[2], at: lead.length - piped.index - piped[0].indexOf(piped[2]), before: true };
};
