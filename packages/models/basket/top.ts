/**
 * The `size` best of some indices by score, best first; equal scores by the lower index, so that the order never depends on
 * how they were met. A heap of `size` entries: n log size.
 */
export class Top {
  readonly indices: Int32Array;
  readonly scores: Float64Array;
  private readonly size: number;
  count = 0;

  constructor(size: number) {
    this.size = size;
    this.indices = new Int32Array(size);
    this.scores = new Float64Array(size);
  }

  offer(index: number, score: number): void {
    if (this.count < this.size) {
      this.rise(this.count++, index, score);
    } else if (this.size > 0 && this.isBelow(0, score, index)) {
      this.sink(0, index, score);
    }
  }

  /** Empties it and answers what it held, best first; the arrays are the caller's. */
  drain(): { indices: Int32Array; scores: Float64Array } {
    const [indices, scores] = [new Int32Array(this.count), new Float64Array(this.count)];
    while (this.count > 0) {
      this.count -= 1;
      indices[this.count] = this.indices[0]!;
      scores[this.count] = this.scores[0]!;
      if (this.count > 0) this.sink(0, this.indices[this.count]!, this.scores[this.count]!);
    }
    return { indices, scores };
  }

  private rise(from: number, index: number, score: number): void {
    let at = from;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (this.isBelow(parent, score, index)) break;
      this.put(at, this.indices[parent]!, this.scores[parent]!);
      at = parent;
    }
    this.put(at, index, score);
  }

  private sink(from: number, index: number, score: number): void {
    let at = from;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= this.count) break;
      if (child + 1 < this.count && this.isBelow(child + 1, this.scores[child]!, this.indices[child]!)) child += 1;
      if (!this.isBelow(child, score, index)) break;
      this.put(at, this.indices[child]!, this.scores[child]!);
      at = child;
    }
    this.put(at, index, score);
  }

  /** Whether what stands at a place of the heap is worse than this. */
  private isBelow(at: number, score: number, index: number): boolean {
    return this.scores[at]! < score || (this.scores[at] === score && this.indices[at]! > index);
  }

  private put(at: number, index: number, score: number): void {
    this.indices[at] = index;
    this.scores[at] = score;
  }
}
