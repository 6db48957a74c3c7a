/** The lines a terminal would show: characters land where the cursor is, and later ones cover earlier ones. */

import { PLAIN, type Style } from './style';

export interface Run {
  readonly text: string;
  readonly style: Style;
}

export type TerminalLine = readonly Run[];

/** Sequences may send the cursor anywhere: none makes a line wider than this, only text does. */
const MOST_COLUMNS = 2_000;

export class Screen {
  style: Style = PLAIN;
  private readonly done: TerminalLine[] = [];
  private characters: string[] = [];
  private styles: Style[] = [];
  private column = 0;

  print(text: string): void {
    for (const character of text) {
      this.characters[this.column] = character;
      this.styles[this.column] = this.style;
      this.column++;
    }
  }

  newLine(): void {
    this.done.push(runsOf(this.characters, this.styles));
    this.characters = [];
    this.styles = [];
    this.column = 0;
  }

  /** Puts the cursor into `column`, from 0. */
  moveTo(column: number): void {
    const end = Math.max(MOST_COLUMNS, this.characters.length);
    this.column = Math.max(0, Math.min(end, column));
    while (this.characters.length < this.column) {
      this.characters.push(' ');
      this.styles.push(PLAIN);
    }
  }

  moveBy(columns: number): void {
    this.moveTo(this.column + columns);
  }

  /** 0 erases from the cursor on, 1 up to it, 2 the whole line. */
  eraseLine(what: number): void {
    if (what === 0) {
      this.characters.length = Math.min(this.characters.length, this.column);
      this.styles.length = this.characters.length;
      return;
    }
    const end = what === 1 ? Math.min(this.column + 1, this.characters.length) : this.characters.length;
    this.characters.fill(' ', 0, end);
    this.styles.fill(PLAIN, 0, end);
  }

  /** All lines; an empty last one is only the end of the one before. */
  lines(): readonly TerminalLine[] {
    return this.characters.length === 0
      ? [...this.done]
      : [...this.done, runsOf(this.characters, this.styles)];
  }
}

function runsOf(characters: readonly string[], styles: readonly Style[]): TerminalLine {
  const runs: Run[] = [];
  let begin = 0;
  for (let i = 1; i <= characters.length; i++) {
    const style = styles[begin];
    if (style === undefined || (i < characters.length && styles[i] === style)) continue;
    runs.push({ text: characters.slice(begin, i).join(''), style });
    begin = i;
  }
  return runs;
}
