import { readFile } from "node:fs/promises";
import path from "node:path";

const LIMIT = 100;
let hits = 0;

/**
 * Keeps what was fetched, for a while.
 * @param {string} url
 */
export async function fetchCached(url, { timeout = 1000, retries } = {}, ...rest) {
  const entry = cache.get(url);
  if (entry && entry.until > Date.now()) {
    hits++;
    return entry.value;
  } else if (cache.size > LIMIT) {
    throw new RangeError("full");
  }
  for (let i = 0; i < retries; i++) {
    try {
      const answer = await fetch(url, { timeout });
      switch (answer.status) {
        case 200:
          return store(url, await answer.text());
        case 404:
          return null;
        default:
          console.warn(`again: ${answer.status}`);
      }
    } catch (error) {
      if (error.name !== "AbortError") throw error;
    }
  }
  rest.forEach((listener) => {
    listener(url);
  });
}

const cache = new Map();

const store = (url, value) => cache.set(url, { value, until: Date.now() + 60000 });

class Store extends EventTarget {
  #items = [];

  constructor(name) {
    super();
    this.name = name;
  }

  add(item) {
    if (!item) return false;
    this.#items.push(item);
    this.dispatchEvent(new Event("add"));
    return this.save();
  }

  save() {
    localStorage.setItem(this.name, JSON.stringify(this.#items));
    return true;
  }
}
