export interface Edge {
  readonly from: number;
  readonly to: number;
  readonly kind: number;
}
/** Adjacency in both directions, as compressed rows: the neighbours of `i` are `to[start[i]] .. to[start[i + 1] - 1]`. */
export interface Graph {
  readonly out: Rows;
  readonly in: Rows;
}
interface Rows {
  readonly start: Uint32Array;
  readonly to: Uint32Array;
  readonly kind: Uint16Array;
}

export const graph = (nodes: number, edges: readonly Edge[]): Graph => ({
  out: rows(
    nodes,
    edges,
    (edge) => edge.from,
    (edge) => edge.to,
  ),
  in: rows(
    nodes,
    edges,
    (edge) => edge.to,
    (edge) => edge.from,
  ),
});

// Indices stay below the lengths by construction, hence the `?? 0` never applies.
const rows = (nodes: number, edges: readonly Edge[], near: (edge: Edge) => number, far: (edge: Edge) => number): Rows => {
  const start = new Uint32Array(nodes + 1);
  for (const edge of edges) start[near(edge) + 1] = (start[near(edge) + 1] ?? 0) + 1;
  for (let i = 0; i < nodes; i++) start[i + 1] = (start[i + 1] ?? 0) + (start[i] ?? 0);
  const next = start.slice();
  const to = new Uint32Array(edges.length);
  const kind = new Uint16Array(edges.length);
  for (const edge of edges) {
    const slot = next[near(edge)] ?? 0;
    next[near(edge)] = slot + 1;
    to[slot] = far(edge);
    kind[slot] = edge.kind;
  }
  return { start, to, kind };
};

/** The neighbours of `i` over edges of one kind, or of any. */
export const neighbours = ({ start, to, kind }: Rows, i: number, wanted?: number): number[] => {
  const found: number[] = [];
  for (let slot = start[i] ?? 0; slot < (start[i + 1] ?? 0); slot++) if (wanted === undefined || kind[slot] === wanted) found.push(to[slot] ?? 0);
  return found;
};
