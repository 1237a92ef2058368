/** Parts of documents (Word, Excel, PowerPoint, OpenDocument) that hold what people wrote. */
export const isOfficeText = (path: string): boolean =>
  /!\/(?:word\/(?:document|header\d*|footer\d*|comments|footnotes|endnotes)|xl\/(?:sharedStrings|comments\d*|worksheets\/sheet\d+)|ppt\/(?:slides\/slide|notesSlides\/notesSlide)\d+|content)\.xml$/.test(
    path,
  );

/**
 * The text of such a part, a paragraph or cell a line. A word that is partly bold stands in several elements and is whole only here.
 * https://ecma-international.org/publications-and-standards/standards/ecma-376/
 */
export const officeText = (bytes: Buffer): Buffer =>
  Buffer.from(
    bytes
      .toString('utf8')
      .replace(/<\/(?:w:p|a:p|si|c|text:p|text:h)>|<(?:w|a):br\/>/g, '\n')
      .replace(/<(?:w:tab|text:tab)\/>/g, '\t')
      .replace(/<[^<>]*>/g, '')
      .replace(/&(?:(amp|lt|gt|quot|apos)|#(\d{1,7})|#x([0-9a-f]{1,6}));/gi, (_, name?: string, decimal?: string, hex?: string) =>
        name === undefined ? letter(decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal)) : (named[name.toLowerCase()] ?? ''),
      ),
  );

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
const letter = (code: number): string => (code <= 0x10ffff ? String.fromCodePoint(code) : '');
