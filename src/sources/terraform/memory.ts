import { EvaluationFailure } from './make.ts';

interface Node<V> {
  readonly key: string;
  value: V | undefined;
  pending: boolean;
  readonly readers: Set<string>;
}
const deepest = 300;

/**
 * Remembers what was computed under a key, and who asked for it. A memory may lie over another: what is not dirty is taken from below, so that only what
 * an edit reaches is computed again.
 */
export class Memory<V> {
  private readonly nodes = new Map<string, Node<V>>();
  private readonly stack: Node<V>[] = [];
  private readonly base: Memory<V> | undefined;
  private readonly dirty: ReadonlySet<string>;

  constructor(base: Memory<V> | undefined, dirty: ReadonlySet<string>) {
    this.base = base;
    this.dirty = dirty;
  }

  /** The value of a key, computed when first asked for. `onCycle` answers when it asks for itself. */
  get(key: string, compute: () => V, onCycle: (keys: readonly string[]) => V): V {
    const reader = this.stack.at(-1);
    const known = this.remembered(key);
    if (known) {
      if (reader) known.readers.add(reader.key);
      if (!known.pending && known.value !== undefined) return known.value;
      return onCycle([...this.stack.map((node) => node.key).slice(this.stack.findIndex((node) => node.key === key)), key]);
    }
    if (this.stack.length > deepest) throw new EvaluationFailure('The references form too long a chain.', '参照の連鎖が長すぎます。', true);
    const node: Node<V> = { key, value: undefined, pending: true, readers: new Set(reader ? [reader.key] : []) };
    this.nodes.set(key, node);
    this.stack.push(node);
    try {
      const value = compute();
      node.value = value;
      return value;
    } catch (failure) {
      // What failed once is not remembered as a value.
      this.nodes.delete(key);
      throw failure;
    } finally {
      node.pending = false;
      this.stack.pop();
    }
  }

  /** Does some work of which only the reading is remembered. */
  reading<T>(key: string, work: () => T): T {
    const node: Node<V> = { key, value: undefined, pending: true, readers: new Set() };
    this.nodes.set(key, node);
    this.stack.push(node);
    try {
      return work();
    } finally {
      node.pending = false;
      this.stack.pop();
    }
  }

  /** Whoever reads now depends on this key, whatever it holds. */
  touch(key: string): void {
    const reader = this.stack.at(-1);
    const node = this.remembered(key);
    if (reader && node) node.readers.add(reader.key);
  }

  /** All that read one of these, directly or not, and they themselves. */
  readersOf(keys: Iterable<string>): Set<string> {
    const found = new Set<string>();
    const waiting = [...keys];
    for (let key = waiting.pop(); key !== undefined; key = waiting.pop()) {
      if (found.has(key)) continue;
      found.add(key);
      waiting.push(...this.readersOfKey(key));
    }
    return found;
  }

  private readersOfKey(key: string): string[] {
    return [...(this.nodes.get(key)?.readers ?? []), ...(this.base?.readersOfKey(key) ?? [])];
  }

  private remembered(key: string): Node<V> | undefined {
    const own = this.nodes.get(key);
    if (own || this.dirty.has(key)) return own;
    return this.base?.remembered(key);
  }
}
