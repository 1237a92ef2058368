// What TypeScript knows of WebAssembly comes with the types of browsers; this is the part that the scanner uses. https://webassembly.github.io/spec/js-api/
declare namespace WebAssembly {
  interface Module {
    readonly '[[Module]]': unknown;
  }
  const Module: new (bytes: Uint8Array) => Module;
  const Instance: new (module: Module) => { readonly exports: Exports };
  interface Exports {
    readonly [name: string]: unknown;
  }
  interface Memory {
    readonly buffer: ArrayBuffer;
    /** By pages of 64 kilobytes. Detaches the buffer there was. */
    grow(pages: number): number;
  }
  interface Global {
    readonly value: number;
  }
}
