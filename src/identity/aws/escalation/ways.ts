/** Which node leads to which, and whether for certain: numbers only, since a large account has millions. */
export class Ways {
  #from = new Uint32Array(1024);
  #to = new Uint32Array(1024);
  #count = 0;
  /** Those of the node being explored: by target, where it is kept. */
  #current = new Map<number, number>();
  #explored = -1;
  #certain = new Uint8Array(1024);

  /** All ways of one node are added before those of the next. */
  add(from: number, to: number, certain: boolean): void {
    if (from !== this.#explored) {
      this.#explored = from;
      this.#current.clear();
    }
    const known = this.#current.get(to);
    if (known !== undefined) {
      if (certain) this.#certain[known] = 1;
      return;
    }
    if (this.#count === this.#from.length) {
      this.#from = doubled(this.#from);
      this.#to = doubled(this.#to);
      const more = new Uint8Array(this.#certain.length * 2);
      more.set(this.#certain);
      this.#certain = more;
    }
    this.#from[this.#count] = from;
    this.#to[this.#count] = to;
    this.#certain[this.#count] = certain ? 1 : 0;
    this.#current.set(to, this.#count++);
  }

  /** The shortest chain of a node to a goal: over certain ways if there is one, else over conditional ones too. Undefined: there is none. */
  chains(goals: readonly boolean[]): (node: number) => (readonly [from: number, to: number, certain: boolean])[] | undefined {
    const size = goals.length;
    const start = new Uint32Array(size + 2);
    for (let i = 0; i < this.#count; i++) start[(this.#to[i] ?? 0) + 2] = (start[(this.#to[i] ?? 0) + 2] ?? 0) + 1;
    for (let i = 2; i < start.length; i++) start[i] = (start[i] ?? 0) + (start[i - 1] ?? 0);
    const into = new Uint32Array(this.#count);
    for (let i = 0; i < this.#count; i++) {
      const to = (this.#to[i] ?? 0) + 1;
      const at = start[to] ?? 0;
      into[at] = i;
      start[to] = at + 1;
    }
    const search = (conditional: boolean): Int32Array => {
      const first = new Int32Array(size).fill(-1);
      const queue = goals.flatMap((goal, i) => (goal ? [i] : []));
      const done = new Set(queue);
      for (let q = 0; q < queue.length; q++) {
        const at = queue[q] ?? 0;
        for (let i = start[at] ?? 0; i < (start[at + 1] ?? 0); i++) {
          const way = into[i] ?? 0;
          const from = this.#from[way] ?? 0;
          if (done.has(from) || (!conditional && this.#certain[way] === 0)) continue;
          done.add(from);
          first[from] = way;
          queue.push(from);
        }
      }
      return first;
    };
    const certain = search(false);
    const possible = search(true);
    return (node) => {
      const first = (certain[node] ?? -1) >= 0 ? certain : possible;
      if ((first[node] ?? -1) < 0) return undefined;
      const chain: (readonly [number, number, boolean])[] = [];
      for (let at = node; ;) {
        const way = first[at] ?? -1;
        if (way < 0) return chain;
        const to = this.#to[way] ?? 0;
        chain.push([at, to, this.#certain[way] === 1]);
        at = to;
      }
    };
  }
}

const doubled = (list: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> => {
  const more = new Uint32Array(list.length * 2);
  more.set(list);
  return more;
};
