import { render } from 'preact';
import { describe, expect, it } from 'vitest';
import { memo } from './memo';

describe('memo', () => {
  let drawn: string[] = [];
  const Line = memo(({ text, note }: { text: string; note?: string }) => {
    drawn.push(text);
    return <p title={note}>{text}</p>;
  });

  const show = (root: HTMLElement, texts: readonly string[], note?: string) => {
    drawn = [];
    render(
      texts.map((text) => <Line key={text} text={text} {...(note === undefined ? {} : { note })} />),
      root,
    );
    return drawn;
  };

  it('samePropertiesAsBefore_areNotDrawnAgain', () => {
    const root = document.createElement('div');
    expect(show(root, ['a', 'b'])).toEqual(['a', 'b']);
    expect(show(root, ['a', 'b', 'c'])).toEqual(['c']);
    expect(show(root, ['b', 'c'])).toEqual([]);
    expect(root.textContent).toBe('bc');
  });

  it('anotherProperty_orOneMoreOrLess_isDrawn', () => {
    const root = document.createElement('div');
    show(root, ['a']);
    expect(show(root, ['a'], 'one')).toEqual(['a']);
    expect(show(root, ['a'], 'two')).toEqual(['a']);
    expect(show(root, ['a'])).toEqual(['a']);
    expect(root.querySelector('p')?.title).toBe('');
  });
});
