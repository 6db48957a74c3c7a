import { codePointName, splitAtHidden } from '../text/hidden';

/** A text as it is, with what would not be seen of it made visible. */
export function Plain({ text }: { text: string }) {
  const parts = splitAtHidden(text);
  if (parts.length === 1) return <>{text}</>;
  return (
    <>
      {parts.map((part, i) =>
        i % 2 === 0 ? (
          part
        ) : (
          <span key={i} class="hidden-character" title="A character that is not seen">
            {codePointName(part)}
          </span>
        ),
      )}
    </>
  );
}
