import { batch, signal, type ReadonlySignal, type Signal } from '@preact/signals';

/** Whether the rail is open. In a narrow window it lies over what is chosen by it, and is not open longer than it takes to choose. */
export class RailSwitch {
  readonly open: Signal<boolean>;
  private readonly covers_: Signal<boolean>;
  private openBeside = true;

  constructor(narrow: boolean) {
    this.open = signal(!narrow);
    this.covers_ = signal(narrow);
  }

  /** Whether it lies over the list instead of beside it. */
  get covers(): ReadonlySignal<boolean> {
    return this.covers_;
  }

  /** The window has become narrow, or wide again: there it is open if it was. */
  fit(narrow: boolean): void {
    if (narrow === this.covers_.peek()) return;
    batch(() => {
      if (narrow) this.openBeside = this.open.peek();
      this.covers_.value = narrow;
      this.open.value = !narrow && this.openBeside;
    });
  }

  toggle(): void {
    this.open.value = !this.open.peek();
  }

  /** Closes it where it lies over the list; answers whether it did. */
  uncover(): boolean {
    if (!this.covers_.peek() || !this.open.peek()) return false;
    this.open.value = false;
    return true;
  }
}
