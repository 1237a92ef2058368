import { deflateRawSync } from 'node:zlib';

/** A zip archive as others write it. */
export const zip = (
  files: Readonly<Record<string, string | Buffer>>,
  { stored = false, encrypted = false, method }: { stored?: boolean; encrypted?: boolean; method?: number } = {},
): Buffer => {
  const bodies: Buffer[] = [];
  const heads: Buffer[] = [];
  let offset = 0;
  for (const [name, content] of Object.entries(files)) {
    const plain = Buffer.from(content);
    const packed = stored ? plain : deflateRawSync(plain);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(Buffer.byteLength(name), 26);
    const head = Buffer.alloc(46);
    head.writeUInt32LE(0x02014b50, 0);
    head.writeUInt16LE(encrypted ? 1 : 0, 8);
    head.writeUInt16LE(method ?? (stored ? 0 : 8), 10);
    head.writeUInt32LE(packed.length, 20);
    head.writeUInt32LE(plain.length, 24);
    head.writeUInt16LE(Buffer.byteLength(name), 28);
    head.writeUInt32LE(offset, 42);
    bodies.push(local, Buffer.from(name), packed);
    heads.push(head, Buffer.from(name));
    offset += 30 + Buffer.byteLength(name) + packed.length;
  }
  const directory = Buffer.concat(heads);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(Object.keys(files).length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...bodies, directory, end]);
};

/** A tar archive with ustar heads and GNU's long names. */
export const tar = (files: Readonly<Record<string, string | Buffer>>): Buffer => {
  const parts: Buffer[] = [];
  const add = (name: string, kind: string, content: Buffer): void => {
    const head = Buffer.alloc(512);
    head.write(name.slice(0, 100), 0);
    head.write(content.length.toString(8).padStart(11, '0'), 124);
    head.write(' '.repeat(8), 148);
    head.write(kind, 156);
    head.write('ustar\u000000', 257, 'latin1');
    head.write(
      head
        .reduce((sum, byte) => sum + byte, 0)
        .toString(8)
        .padStart(6, '0') + '\0 ',
      148,
      'latin1',
    );
    parts.push(head, content, Buffer.alloc((512 - (content.length % 512)) % 512));
  };
  for (const [name, content] of Object.entries(files)) {
    if (name.length > 100) add('././@LongLink', 'L', Buffer.from(`${name}\0`));
    add(name, '0', Buffer.from(content));
  }
  return Buffer.concat([...parts, Buffer.alloc(1024)]);
};
