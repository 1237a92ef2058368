import { wordsOf } from './assignment.ts';
import { detached } from './detached.ts';

/** What a name promises of its value. `weak`: something follows or precedes that makes it doubtful. */
export interface NameClass {
  readonly is: 'password' | 'secret' | 'token' | 'key' | 'none';
  readonly weak: boolean;
}

const words = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/));

const nouns: readonly (readonly [NameClass['is'], RegExp])[] = [
  [
    'password',
    /(?:password|passwd|passwort|passphrase|passwrd|pswd|passw|kennwort|(?:^|db|user|usr|my|sql|ftp|smtp|mail|root|admin|require)pass|(?:^|user|db|sql|admin|root|u)pwd|^psw|^pw|^pass|^pwd|masterauth|bindpw|rootpw|^psk)$/,
  ],
  ['secret', /secrets?$/],
  ['token', /(?:token|bearer|^jwt|^pat)$/],
  ['key', /(?:key|^keys?\d?|salt|pepper|credentials?|^auth|apikey|^sig|^code)$/],
];

/** Words that may stand before `key` so that it is one that opens something. */
const opening = words(
  'azure openai cosmos cosmosdb redis acr iot gcs s3 gcp aws hmac datadog sentry stripe twilio sendgrid slack github gitlab cloudflare newrelic supabase anthropic fernet preshared api access private secret encryption encrypt signing sign signature auth authentication account shared master service admin app application client consumer storage subscription server deploy integration hmac aes des jwt session cookie crypto cipher webhook sas primary secondary function functions host security rest developer dev user project x license licence write read ingest ingestion query search data base kms symmetric rpc wallet seed mnemonic bot mail smtp map maps tracking merchant publish sdk default system team org organization workspace instrumentation',
);
const trailing = words(
  'value default plain plaintext raw literal prod production prd dev development staging stage stg test qa uat old new current prev previous b64 base64 encoded string str env live sandbox primary secondary main backup master root admin override const ro rw tmp temp final internal external local remote base db database mysql postgres redis api app web v1 v2 v3 jp us eu tokyo east west 0 1 2 3 4 5 one two',
);
const about = words(
  'id ids name names file files filename path paths dir url uri urls endpoint field fields type types len length size min max policy policies rule rules hash hashed hashes digest hint label title message messages msg error errors err prompt placeholder help description desc input form page screen view controller service manager provider factory handler helper helpers util utils validator validators validation valid regex pattern format reset resets change changed confirm required enabled disabled exists ttl expiry expires expired expiration expire lifetime age timeout date at time count limit usage version versions arn ref reference refs selector store mount volume scope scopes header headers param parameter params query cookie prefix suffix separator column attribute attr property prop index algorithm alg strength level rotation rotate generator generate class model schema group role status state source src encoder encoding request response event callback function method button btn icon link var variable vars map list options option config settings spec kind object info metadata meta keyword check checker command cmd script protection protected visible visibility mode manager grant grants address mask char chars auth authentication prompted requirement requirements complexity reuse history recovery recover delivery wo length interval',
);
const before = words(
  'no not has is should require requires use uses enable enables disable disables show hide forgot forgotten reset resets invalid missing wrong min max csrf xsrf anti next page pagination cancellation cancel continuation sync public foreign sort partition routing cache dedup idempotency hot shortcut translation i18n hash hashed encrypted encrypt range object primary composite unique natural map sealed resume start end first last row column group join lookup metric label tag annotation dict get fetch read generate create validate verify check parse lex lexer operator syntax keyword comment eof newline string number identifier estimated total prompt completion input output special sep pad mask bos eos unk cls expected current token',
);

const memo = new Map<string, NameClass>();
const nothing: NameClass = { is: 'none', weak: false };

export const nameClass = (name: string): NameClass => {
  const known = memo.get(name);
  if (known !== undefined) return known;
  if (memo.size > 20_000) memo.clear();
  const found = classify(name);
  memo.set(detached(name), found);
  return found;
};

const classify = (name: string): NameClass => {
  // Of a path of names the last two count: `spring.datasource.password`, `auth.token.value`.
  const all = wordsOf(name.split('.').slice(-2).join('.'));
  let weak = false;
  for (let end = all.length; end > 0 && end > all.length - 3; end--) {
    const word = all[end - 1] ?? '';
    const noun = nouns.find(([, pattern]) => pattern.test(word) || (end > 1 && word.length < 5 && pattern.test(`${all[end - 2] ?? ''}${word}`)));
    if (noun !== undefined) {
      const is = noun[0];
      const lead = all.slice(0, end - 1);
      if (is === 'key') return keyClass(word, lead, weak);
      if (
        lead.some((one) => (before.has(one) && !(is === 'password' && trailingBefore.has(one)) && !(is === 'secret' && one === 'token')) || one === 'encrypted')
      )
        return nothing;
      return { is, weak };
    }
    if (about.has(word)) return nothing;
    if (!trailing.has(word) && !/^\d+$/.test(word)) weak = true;
  }
  return nothing;
};

// `current_password`, `create_password` speak of a value all the same.
const trailingBefore = words('current new first last start end expected input object row group create use get read primary string');

const keyClass = (word: string, lead: readonly string[], weak: boolean): NameClass => {
  const last = lead.at(-1) ?? '';
  if (/^(?:salt|pepper|credentials?|auth|sig|code)$/.test(word)) return { is: 'key', weak: weak || word !== 'salt' };
  if (/(?:api|access|secret|private|auth|account|shared|encryption|master|signing|license)keys?$/.test(word))
    return lead.includes('public') ? nothing : { is: 'key', weak };
  if (lead.some((one) => before.has(one) && one !== 'primary' && one !== 'encrypt' && one !== 'encrypted' && one !== 'read')) return nothing;
  return opening.has(last) ? { is: 'key', weak } : lead.length > 0 && !about.has(last) ? { is: 'key', weak: true } : nothing;
};

/** Words of which one stands in every name that has a class: the anchors of assignments. */
export const nameAnchors: readonly string[] = [
  'pass',
  'pwd',
  'psw',
  'pswd',
  'secret',
  'token',
  'key',
  'auth',
  'cred',
  'salt',
  'pepper',
  'bearer',
  'kennwort',
  'bindpw',
  'rootpw',
  'psk',
  '_pw',
  '-pw',
  'pw=',
  'pw:',
  'pw"',
  'jwt',
  'pat=',
];
