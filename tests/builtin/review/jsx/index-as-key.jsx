function List({ items }) {
  return (
    <ul>
      {items.map((item, index) => (
        <li
          key={index} // finding
        >
          {item.name}
        </li>
      ))}
      {items.map((item, index) => <li key={item.id}>{index}</li>)}
      {items.map((item) => <li key={item}>{item}</li>)}
    </ul>
  );
}
