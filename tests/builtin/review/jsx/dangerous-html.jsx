function View({ text }) {
  return (
    <div>
      <p dangerouslySetInnerHTML={{ __html: text }} // finding
      />
      <p dangerouslySetInnerHTML={{ __html: DOMPurify.sanitize(text) }} />
      <style dangerouslySetInnerHTML={{ __html: "p { color: red }" }} />
      <p>{text}</p>
    </div>
  );
}
