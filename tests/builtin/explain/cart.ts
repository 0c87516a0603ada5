import type { Price } from "./price";

export interface Item {
  name: string;
  price: Price;
  count?: number;
}

/** Adds up what is in the cart. */
export function total(items: readonly Item[], rate = 0.19): number {
  let sum = 0;
  for (const { price, count } of items) {
    sum += price * (count ?? 1);
  }
  return sum > 0 ? sum * (1 + rate) : 0;
}

export class Cart {
  private items: Item[] = [];

  constructor(private readonly owner: string) {}

  add(item: Item): this {
    this.items.push(item);
    return this;
  }

  get total(): number {
    return total(this.items);
  }
}

export const isEmpty = (cart: Cart): boolean => cart.total === 0;
