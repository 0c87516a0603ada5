import { readFile } from 'node:fs/promises';
import type { Logger } from './logger';
import legacy = require('legacy');

/** What a store keeps. */
export interface Entity {
    id: string;
    describe(): string;
}

export type Keys<T> = { [K in keyof T]: T[K] extends string ? K : never }[keyof T];

type Name = string;

export const enum Level {
    Low = 1,
    High,
}

declare function external(name: string): void;

declare module 'legacy' {
    export function old(): void;
}

namespace Paths {
    export function join(a: string, b: string): string {
        return `${a}/${b}`;
    }
}

// Overloads.
export function parse(text: string): number;
export function parse(text: string, base?: number): number {
    return Number.parseInt(text, base ?? 10);
}

@Injectable({ scope: 'app' })
export class Store<T extends Entity> {
    private readonly items = new Map<string, T>();

    constructor(private readonly logger: Logger) {}

    /** Finds one. */
    @Memoize()
    find(id: string): T | undefined {
        return this.items.get(id);
    }

    @Input() handler = (id: string): void => {
        this.logger.info(id);
    };

    async load(path: string): Promise<void> {
        const text = await readFile(path, 'utf8');
        for (const item of JSON.parse(text) as T[]) {
            this.items.set(item.id, item);
        }
    }
}

abstract class Shape {
    abstract area(): number;

    double(): number {
        return this.area() * 2;
    }
}

export const pick = <T, K extends keyof T>(value: T, keys: K[]): Pick<T, K> => {
    const result = {} as Pick<T, K>;
    for (const key of keys) result[key] = value[key];
    return result;
};

const verifyToken = (token: string, secret: string): boolean => token === secret;

const options = {
    onError(error: Error) {
        console.error(error);
    },
    onDone: () => undefined,
};

export default Store;
