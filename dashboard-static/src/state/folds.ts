/**
 * What is folded up in a tree that can be searched. An answer is not hidden under what was folded up before the question; what is
 * folded up in the answer is forgotten with it.
 */

import { computed, signal, type ReadonlySignal, type Signal } from '@preact/signals';
import { toggled } from './toggled';

const NONE: ReadonlySet<string> = new Set();

export class Folds {
  private readonly unasked: Signal<ReadonlySet<string>> = signal(NONE);
  private readonly now: ReadonlySignal<Signal<ReadonlySet<string>>>;

  /** @param question what is asked of the tree, another value for another question; null for none */
  constructor(question: ReadonlySignal<unknown>) {
    this.now = computed(() => (question.value === null ? this.unasked : signal(NONE)));
  }

  /** Keys of what is folded up now. */
  get closed(): ReadonlySet<string> {
    return this.now.value.value;
  }

  /** Folds up what is open, or opens it. */
  toggle(key: string): void {
    const folds = this.now.peek();
    folds.value = toggled(folds.peek(), key);
  }

  /** Opens whatever this is true of. */
  open(wanted: (key: string) => boolean): void {
    const folds = this.now.peek();
    const left = [...folds.peek()].filter((key) => !wanted(key));
    if (left.length < folds.peek().size) folds.value = new Set(left);
  }
}
