import { constants, createHash, privateDecrypt } from 'node:crypto';
import { str, stringType } from '../make.ts';
import { failed, irreproducible, text, type FunctionTable } from './function.ts';

const one = { min: 1, max: 1, result: stringType };
const hashed = (name: string, as: 'hex' | 'base64') => ({
  ...one,
  call: (args: Parameters<FunctionTable[string]['call']>[0]) => str(createHash(name).update(text(args, 0), 'utf8').digest(as)),
});

export const hashFunctions: FunctionTable = {
  base64sha256: hashed('sha256', 'base64'),
  base64sha512: hashed('sha512', 'base64'),
  md5: hashed('md5', 'hex'),
  sha1: hashed('sha1', 'hex'),
  sha256: hashed('sha256', 'hex'),
  sha512: hashed('sha512', 'hex'),
  bcrypt: { ...one, max: 2, call: () => irreproducible('bcrypt') },
  uuid: { ...one, min: 0, max: 0, call: () => irreproducible('uuid') },
  uuidv5: { ...one, min: 2, max: 2, call: (args) => str(uuidv5(text(args, 0), text(args, 1))) },
  rsadecrypt: {
    ...one,
    min: 2,
    max: 2,
    call: (args) => {
      try {
        return str(privateDecrypt({ key: text(args, 1), padding: constants.RSA_PKCS1_PADDING }, Buffer.from(text(args, 0), 'base64')).toString('utf8'));
      } catch {
        throw failed('The text cannot be decrypted with this key.', 'この鍵では復号できません。');
      }
    },
  },
};

const namespaces: Readonly<Record<string, string>> = {
  dns: '6ba7b810-9dad-11d1-80b4-00c04fd430c8',
  url: '6ba7b811-9dad-11d1-80b4-00c04fd430c8',
  oid: '6ba7b812-9dad-11d1-80b4-00c04fd430c8',
  x500: '6ba7b814-9dad-11d1-80b4-00c04fd430c8',
};
const uuidv5 = (namespace: string, name: string): string => {
  const base = namespaces[namespace] ?? namespace;
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(base)) throw failed('The namespace is no UUID.', '名前空間が UUID ではありません。');
  const bytes = createHash('sha1')
    .update(Buffer.from(base.replaceAll('-', ''), 'hex'))
    .update(name, 'utf8')
    .digest()
    .subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x50;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
};
