function f(element, text) {
  element.innerHTML = text; // finding
  element.innerHTML = `<b>${text}</b>`; // finding
  element.outerHTML = "<b>" + text.name; // finding
  element.innerHTML = "";
  element.innerHTML = `<b>fixed</b>`;
  element.innerHTML = DOMPurify.sanitize(text);
  element.innerHTML = element.firstChild.innerHTML;
  element.textContent = text;
}
