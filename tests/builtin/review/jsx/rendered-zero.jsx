function List({ items, name }) {
  // finding below
  const first = <p>{items.length && <Table items={items} />}</p>;
  // finding below
  const second = <p>{items && items.length && <Table items={items} />}</p>;
  return (
    <div>
      {first}
      {second}
      {items.length > 0 && <Table items={items} />}
      {name && <h1>{name}</h1>}
      {!!items.length && (<Table items={items} />)}
    </div>
  );
}
