export namespace Paths {
  const separator = '/';

  function clean(part: string): string {
    return part.trim();
  }

  export namespace Windows {
    function clean(part: string): string {
      return part.replace('\\', separator);
    }

    export function join(parts: string[]): string {
      return parts.map((part) => clean(part)).join(separator);
    }
  }

  export function join(parts: string[]): string {
    return parts.map((part) => clean(part)).join(separator);
  }
}

function fetch(name: string): string {
  return Paths.join(['a', name]);
}

function clean(name: string): string {
  return fetch(name);
}

function resolve(/* from */ base: string,
  // What is asked for.
  name: string, // without a slash
  depth /* of links */: number): string {
  return clean(base) + name;
}
