import { useEffect, useState } from "react";

type Props = { url: string; onPick?: (name: string) => void };

/** A list of names from the server, with a button each. */
export function List({ url, onPick }: Props) {
  const [names, setNames] = useState<string[]>([]);
  useEffect(() => {
    fetch(url)
      .then((answer) => answer.json())
      .then(setNames);
  }, [url]);
  if (!names.length) {
    return <p>Nothing yet</p>;
  }
  return (
    <ul>
      {names.map((name) => (
        <li key={name}>
          <button onClick={() => onPick?.(name)}>{name}</button>
        </li>
      ))}
    </ul>
  );
}
