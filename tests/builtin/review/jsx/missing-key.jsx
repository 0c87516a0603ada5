function List({ items, parts }) {
  // finding below
  const first = <ul>{items.map((item) => <li>{item.name}</li>)}</ul>;
  const second = items.map((item) => (
    <Item // finding
      item={item} />
  ));
  return (
    <ul>
      {first}
      {second}
      {items.map((item) => <li key={item.id} id="a">{item.name}</li>)}
      {items.map((item) => <Item key={item.id} item={item} />)}
      {parts.map((part) => <Item {...part} />)}
      {parts.map((part) => part.name)}
    </ul>
  );
}
